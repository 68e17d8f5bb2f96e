"""Dates of which only a part may be known, times of day, and durations."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from sphinx_talknotes.model.problems import FieldError, Problem

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{1,2}:\d{2}.*)?)?)?", re.ASCII)
_TIME = re.compile(
    r"(\d{1,2})[:.h](\d{2})(?::\d{2})?(?:\s*([ap])\.?m\.?)?", re.ASCII | re.IGNORECASE
)
_DURATION = re.compile(
    r"(?:(\d{1,3})\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,4})\s*(?:m(?:in(?:ute)?s?)?\.?)?)?",
    re.ASCII | re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)", re.ASCII)
_ISO_DURATION = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d+S)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date: a year, a month of a year, or a day (ISO 8601, calendar dates).

    ``month`` and ``day`` are 0 where they are not known, so that dates sort by time with the
    less precise first.
    """

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        return "-".join(
            [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        )

    def agrees_with(self, other: PartialDate | None) -> bool:
        """Tell whether both may be the same day, as far as they are known."""
        if other is None:
            return True
        mine, theirs = (self.year, self.month, self.day), (other.year, other.month, other.day)
        return all(a == b or not a or not b for a, b in zip(mine, theirs, strict=True))


def parse_date(text: str) -> PartialDate:
    """Read ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; a time of day after it is left out.

    Raises:
        FieldError: *text* is something else, or a day that the calendar does not have.
    """
    match = _DATE.fullmatch(text.strip())
    if match:
        year, month, day = (int(part or 0) for part in match.groups())
        known_month = not match[2] or 1 <= month <= 12
        known_day = not match[3] or (
            known_month and 1 <= day <= calendar.monthrange(max(year, 1), month)[1]
        )
        if year and known_month and known_day:
            return PartialDate(year, month, day)
    raise FieldError(
        Problem.DATE, f"{_quote(text)} is not a date; write 2020-07-24 (or 2020-07, or 2020)"
    )


def parse_time(text: str) -> int:
    """Read a time of day such as ``09:30`` (or ``9:30 pm``) into minutes since midnight.

    Raises:
        FieldError: *text* is something else.
    """
    match = _TIME.fullmatch(text.strip())
    if match:
        hour, minute = int(match[1]), int(match[2])
        if match[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
        if hour < 24 and minute < 60:
            return hour * 60 + minute
    raise FieldError(Problem.TIME, f"{_quote(text)} is not a time of day; write 09:30")


def format_time(minutes: int) -> str:
    """Return minutes since midnight as ``HH:MM``."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def parse_duration(text: str) -> int:
    """Read ``30 min``, ``45``, ``1 h``, ``1 h 30``, ``1:30`` or ISO 8601 ``PT1H30M`` into minutes.

    Raises:
        FieldError: *text* is something else.
    """
    text = text.strip()
    match = _CLOCK.fullmatch(text) or _ISO_DURATION.fullmatch(text) or _DURATION.fullmatch(text)
    if match and (match[1] or match[2]):
        minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
        if minutes:
            return minutes
    raise FieldError(Problem.TIME, f"{_quote(text)} is not a duration; write 30 min or 1 h 30")


def format_duration(minutes: int) -> str:
    """Return a duration in minutes as ``30 min``, ``1 h`` or ``1 h 30 min``."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def _quote(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
