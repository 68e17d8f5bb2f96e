"""When a talk was, as people write it behind a label: a day, a time, a period, or all of them."""

from __future__ import annotations

import calendar
import re

from sphinx_talknotes.model.dates import format_time, parse_date, parse_time
from sphinx_talknotes.model.problems import FieldError

TIME = r"\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?"
TIME_RANGE = rf"({TIME})(?:\s*(?:-|–|—|to|until|~|～)\s*({TIME}))?"
"""A time of day, and one that may have another behind it."""
_HOUR = re.compile(r"(\d{1,2})\s*([ap])\.?m\.?", re.IGNORECASE)
_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if number}
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?"
_TH = r"(?:st|nd|rd|th)?\.?"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-/.年](?P<number>\d{1,2})[-/.月](?P<day>\d{1,2})(?:日|T(?=\d)|(?!\d))",
        rf"(?P<day>\d{{1,2}}){_TH}\s(?:of\s)?{_MONTH},?\s(?P<year>\d{{4}})\b",
        rf"{_MONTH}\s(?P<day>\d{{1,2}}){_TH},?\s(?P<year>\d{{4}})\b",
        r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})\b",
    )
)
"""Days with a year. ``4/5/2020`` is another day in each part of the world."""
_WEEKDAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b\.?|[(（]?[月火水木金土日](?:曜日?)?[)）]",
    re.IGNORECASE,
)
_RANGE = re.compile(TIME_RANGE + r"(?![\d:]|\.\d)(?:\s?h\b)?", re.IGNORECASE)
_GAP = re.compile(r"(?:[\s,;|()–—-]|\b(?:at|from|on|um)\b(?=\s))*", re.IGNORECASE)


def read_time(text: str) -> int:
    """Read a time of day, which may be an hour alone (``2 pm``), into minutes since midnight."""
    hour = _HOUR.fullmatch(text.strip())
    return parse_time(f"{hour[1]}:00 {hour[2]}m" if hour else text)


def read_when(text: str) -> tuple[dict[str, str], bool]:
    """Return the options that *text* gives, and whether it says nothing else.

    A weekday says nothing else if the date is there; without, it says more than an option can.
    """
    fields: dict[str, str] = {}
    position, weekday = _skip(text, 0), False
    while position < len(text):
        day = _find_day(text, position) if "date" not in fields else None
        hours = _RANGE.match(text, position) if "start" not in fields else None
        if day:
            fields["date"], position = day
        elif (match := _WEEKDAY.match(text, position)) and not weekday:
            weekday, position = True, match.end()
        elif hours and (times := _read_times(hours)):
            fields |= times
            position = hours.end()
        else:
            break
        position = _skip(text, position)
    return fields, position == len(text) and (not weekday or "date" in fields)


def _skip(text: str, position: int) -> int:
    match = _GAP.match(text, position)
    return match.end() if match else position


def _find_day(text: str, position: int) -> tuple[str, int] | None:
    for pattern in _DAYS:
        match = pattern.match(text, position)
        if match:
            parts = match.groupdict()
            number = parts.get("number") or _MONTHS[parts["month"][:3].lower()]
            day = f"{match['year']}-{int(number):02d}-{int(match['day']):02d}"
            try:
                parse_date(day)
            except FieldError:
                return None
            return day, match.end()
    return None


def _read_times(match: re.Match[str]) -> dict[str, str]:
    try:
        times = [format_time(read_time(part)) for part in match.groups() if part]
    except FieldError:
        return {}
    return dict(zip(("start", "end"), times, strict=False))
