"""Dates and times as ISO 8601, with the offset from UTC where the time zone is known."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from sphinx_talknotes.model.dates import PartialDate
    from sphinx_talknotes.model.records import Talk


@lru_cache(maxsize=256)
def _find_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, KeyError, OSError):  # no such zone, a folder of zones, or no database
        return None


def talk_times(talk: Talk, zone: str) -> tuple[str, str]:
    """Return start and end of a talk, each as exact as it is known, or empty.

    Args:
        talk: its times are those of clocks in the time zone.
        zone: IANA name; a name that nobody knows gives times without an offset.
    """
    if talk.date is None:
        return "", ""
    if talk.start is None or not talk.date.day:
        return str(talk.date), ""
    start = _write(talk.date, talk.start, zone)
    if talk.end is not None:
        return start, _write(talk.date, talk.end, zone)
    if talk.duration:
        return start, _write(talk.date, talk.start, zone, talk.duration)
    return start, ""


def _write(date: PartialDate, minutes: int, zone: str, length: int = 0) -> str:
    """Return a time of day, given as minutes since midnight, plus a length in minutes."""
    begin = dt.datetime(date.year, date.month, date.day, minutes // 60, minutes % 60)  # noqa: DTZ001
    known = _find_zone(zone)
    try:
        if known:
            # a length counts real minutes, also in the night in which clocks change
            utc = begin.replace(tzinfo=known).astimezone(dt.UTC) + dt.timedelta(minutes=length)
            local = utc.astimezone(known)
            offset = local.utcoffset()
            if offset is not None and not offset.seconds % 60:
                return local.isoformat(timespec="minutes")
        return (begin + dt.timedelta(minutes=length)).isoformat(timespec="minutes")
    except OverflowError:  # at either end of the calendar
        return "" if length else begin.isoformat(timespec="minutes")


def iso_duration(minutes: int | None) -> str:
    """Return a length in minutes as an ISO 8601 duration, empty if it is not known."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")
