"""Days and times of a schedule: moments, lengths, and what the clock at the conference shows."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from zoneinfo import ZoneInfo

from sphinx_talknotes.model.dates import parse_date, parse_duration
from sphinx_talknotes.model.problems import FieldError

DAY = 24 * 60
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?", re.ASCII)
_LENGTH = re.compile(r"(\d{1,3}):(\d{2})(?::\d{2})?", re.ASCII)
_ZONE = re.compile(r"[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+){0,3}")


def find_zone(name: str) -> ZoneInfo | None:
    """Return the time zone with an IANA name, if there is one."""
    if len(name) > 60 or not _ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def read_moment(text: str) -> dt.datetime | None:
    """Read ISO 8601: a day and a time, with or without an offset; or nothing."""
    try:
        return dt.datetime.fromisoformat(text.strip()) if 10 < len(text) < 60 else None
    except ValueError:
        return None


def read_day(text: str) -> dt.date | None:
    """Read the day that ISO 8601 text begins with."""
    try:
        found = parse_date(text.strip()[:10])
        return dt.date(found.year, found.month, found.day) if found.day else None
    except FieldError:
        return None


def read_clock(text: str) -> int | None:
    """Read ``09:30`` or ``09:30:00`` into minutes since midnight."""
    match = _CLOCK.fullmatch(text.strip()) if len(text) < 20 else None
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return int(match[1]) * 60 + int(match[2])
    return None


def read_length(text: str) -> int | None:
    """Read ``00:30``, ``1:30:00``, ``30`` or ``PT30M`` into minutes, more than none."""
    text = text.strip()[:40]
    if match := _LENGTH.fullmatch(text):
        return int(match[1]) * 60 + int(match[2]) or None
    try:
        return parse_duration(text)
    except FieldError:
        return None


def to_local(moment: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    """Return what the clock shows in *zone*; a moment without offset is such a time already."""
    if moment.tzinfo is not None and zone is not None:
        with contextlib.suppress(OverflowError, ValueError):
            moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def count_minutes(moment: dt.datetime) -> int:
    """Return the minutes since midnight."""
    return moment.hour * 60 + moment.minute


def find_end(start: dt.datetime, end: dt.datetime | None, length: int | None) -> int | None:
    """Return the end in minutes since midnight of the day of *start*; local times.

    A session that goes on for a day or more has none.
    """
    minutes = length
    if end is not None:
        minutes = int((end - start).total_seconds()) // 60
    if minutes is None or not 0 < minutes < DAY:
        return None
    return count_minutes(start) + minutes
