"""iCalendar (RFC 5545), as pretalx, frab and calendars of any other make write it.

A session's speakers are named by nothing that the format has. pretalx and frab put them behind
the title, others into the description; a summary is cut where its maker or all of the calendar
says that this is so.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_talknotes.importers.finding.people import looks_like_people
from sphinx_talknotes.importers.schedules.base import Format, Schedule, Session
from sphinx_talknotes.importers.schedules.calendar_lines import Calendar, cut_calendar
from sphinx_talknotes.importers.schedules.clock import count_minutes, find_end, find_zone, to_local
from sphinx_talknotes.importers.schedules.document import Document, Log
from sphinx_talknotes.importers.schedules.kinds import find_kind, is_pause
from sphinx_talknotes.importers.schedules.trees import INSTALL
from sphinx_talknotes.importers.schedules.values import Fields, to_link, to_people, to_plain
from sphinx_talknotes.model.names import split_list, tidy

if TYPE_CHECKING:
    from icalendar.cal import Component

_DASH = " - "
_SAID = re.compile(
    r"(?:speakers?|presenters?|presented by|talk by|by|vortragende|referent(?:in|en)?)"
    r"(?:\(s\))?\s?:\s{0,5}(?P<names>\S.{0,300})",
    re.IGNORECASE,
)
_MAX_LINES = 12
_SOME = 3
_MOST = 0.9


@dataclass(slots=True)
class _Event:
    """A VEVENT as it was read, before the calendar as a whole is understood."""

    fields: Fields
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    day: dt.date | None = None
    zone: str = ""
    length: int | None = None
    attendees: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)


def _matches(document: Document) -> bool:
    return isinstance(document.data, str)


def _read(documents: Sequence[Document]) -> list[Schedule]:
    return [
        schedule for document in documents
        if (schedule := _read_calendar(document.data, document.log)) is not None
    ]  # fmt: skip


def _read_calendar(text: str, log: Log) -> Schedule | None:
    try:
        import icalendar
    except ImportError:
        log.add(f"calendars are read with icalendar, which is not installed: {INSTALL}")
        return None
    calendar = cut_calendar(text, log.add)
    for source in calendar.zones:
        try:
            icalendar.Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{source}END:VCALENDAR\r\n")
        except Exception as error:  # noqa: BLE001 - the library raises what it likes
            log.add(f"a time zone can't be read: {_first_line(error)}")
    events: list[_Event] = []
    for line, source in calendar.events:
        try:
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                event = _take(icalendar.Event.from_ical(source), log, line)
            for message in sorted({str(each.message)[:160] for each in told}):
                log.add(message, line)
        except Exception as error:  # noqa: BLE001 - as above
            log.add(f"an event can't be read: {_first_line(error)}; it is left out", line)
            continue
        if event:
            events.append(event)
    return _understand(calendar, events, log)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:160] or type(error).__name__


def _take(component: Component, log: Log, line: int) -> _Event | None:
    """Return what an event says; nothing for one that is repeated."""
    values = {name.lower(): _get_text(component.get(name)) for name in component}
    fields = Fields(values, log, repr(values.get("summary", "")[:60]), line)
    for _name, reason in component.errors:
        fields.report(f"a property can't be read: {str(reason).partition(chr(10))[0][:160]}")
    if any(name in component for name in ("RRULE", "RDATE", "RECURRENCE-ID")):
        fields.report("the event is repeated; it is left out")
        return None
    event = _Event(fields)
    start, end = component.get("DTSTART"), component.get("DTEND")
    begin = _get_time(start)
    if isinstance(begin, dt.datetime):
        last = _get_time(end)
        event.start, event.end = begin, last if isinstance(last, dt.datetime) else None
        written = str(getattr(start, "params", {}).get("TZID", ""))
        event.zone = getattr(begin.tzinfo, "key", "") or written
    else:
        event.day = begin
    duration = _get_time(component.get("DURATION"))
    if isinstance(duration, dt.timedelta):
        event.length = int(duration.total_seconds()) // 60
    event.attendees = _get_attendees(component.get("ATTENDEE"))
    event.categories = _get_categories(component.get("CATEGORIES"))
    return event


def _get_text(value: Any) -> str:
    """Return a property as text; of several that should be one, the first."""
    first = value[0] if isinstance(value, list) and value else value
    return str(first) if first is not None else ""


def _get_time(value: Any) -> Any:
    first = value[0] if isinstance(value, list) and value else value
    try:
        return getattr(first, "dt", None)
    except ValueError:  # it is broken, and reported already
        return None


def _get_attendees(value: Any) -> list[str]:
    people = value if isinstance(value, list) else [value]
    parameters = [getattr(person, "params", {}) for person in people]
    return [
        tidy(str(params["CN"])) for params in parameters
        if "CN" in params and str(params.get("CUTYPE", "")).upper() not in ("ROOM", "RESOURCE")
    ]  # fmt: skip


def _get_categories(value: Any) -> list[str]:
    lists = value if isinstance(value, list) else [value]
    return [tidy(str(name)) for items in lists for name in getattr(items, "cats", [])]


def _understand(calendar: Calendar, events: list[_Event], log: Log) -> Schedule:
    name, zone = _find_zone(calendar, events, log)
    maker, titles = calendar.properties.get("PRODID", ""), []
    heading = Fields({"name": _unescape(calendar.properties.get("X-WR-CALNAME")
                                        or calendar.properties.get("NAME", ""))}, log)  # fmt: skip
    schedule = Schedule(
        conference=heading.text("name") or _get_slug(maker), timezone=name,
        url=to_link(calendar.properties.get("URL", "")),
    )  # fmt: skip
    titles = [event.fields.text("summary") for event in events]
    cut = _names_speakers(maker, titles)
    for event, summary in zip(events, titles, strict=True):
        session = _make_session(event, summary, zone, cut=cut)
        if session:
            schedule.sessions.append(session)
    return schedule


def _unescape(text: str) -> str:
    return re.sub(r"\\([,;\\])", r"\1", text.replace("\\n", " ").replace("\\N", " "))


def _get_slug(maker: str) -> str:
    """Return the event that pretalx names in ``-//pretalx//HOST//EVENT``."""
    parts = maker.split("//")
    return parts[3] if len(parts) > 3 and parts[1].lower() == "pretalx" else ""


def _names_speakers(maker: str, titles: Sequence[str]) -> bool:
    """Tell whether a summary is a title, a dash and the speakers."""
    if "pretalx" in maker.lower() or "ri_cal" in maker.lower():
        return True
    cut = [title.rpartition(_DASH)[2] for title in titles if _DASH in title]
    people = sum(map(looks_like_people, cut))
    return people >= _SOME and people >= _MOST * len(titles)


def _find_zone(
    calendar: Calendar, events: Sequence[_Event], log: Log
) -> tuple[str, dt.tzinfo | None]:
    """Return the conference's time zone: the calendar's own, or that of most events.

    Programs write UTC for any place; a zone that is named is where the conference is.
    """
    said = calendar.properties.get("X-WR-TIMEZONE", "")
    zone = find_zone(said)
    if said and zone is None:
        log.add(f"there is no time zone {said[:60]!r}; local times are kept as they are")
    named: Counter[str] = Counter()
    bare: list[str] = []
    for event in events:
        if event.start is None:
            continue
        if event.start.tzinfo is None:
            if event.zone and event.zone not in bare:
                log.add(f"there is no time zone {event.zone[:60]!r}, and the calendar does not "
                            "say what it is; local times are kept as they are",
                            event.fields.line)  # fmt: skip
            bare.append(event.zone)
        else:
            named[event.zone or "UTC"] += 1
    if "" in bare and zone is None:
        log.add(f"events without a time zone: {bare.count('')}; their times are kept as they are")
    if zone is None and named:
        said = max(named, key=lambda name: (name != "UTC", named[name]))
        zone = find_zone(said)
    return said if zone else "", zone


def _make_session(
    event: _Event, summary: str, zone: dt.tzinfo | None, *, cut: bool
) -> Session | None:
    fields = event.fields
    kind = next((kind for name in event.categories if (kind := find_kind(name)) != "talk"), "talk")
    title, names = summary, []
    if cut and _DASH in f"{summary} ":
        title, _, people = f"{summary} ".rpartition(_DASH)
        names = list(split_list(people))
    if is_pause(title):
        return None
    if not title.strip():
        fields.report("an event has no summary; it is left out")
        return None
    abstract = to_plain(fields.data.get("description", ""))
    date, start, end = event.day, None, None
    if event.start:
        begin = to_local(event.start, zone)
        last = to_local(event.end, zone or event.start.tzinfo) if event.end else None
        date, start = begin.date(), count_minutes(begin)
        end = find_end(begin, last, event.length)
    return Session(
        key=fields.text("uid") or fields.text("url") or title,
        title=title.strip(),
        speakers=to_people(names or _find_speakers(abstract) or event.attendees),
        date=date, start=start, end=end,
        kind=kind if kind != "talk" else find_kind("", title),
        room=fields.text("location"),
        track=next((name for name in event.categories if find_kind(name) == "talk"
                    and name.lower() != "talk"), ""),
        url=fields.link("url"),
        abstract=abstract,
        cancelled=fields.text("status").upper() == "CANCELLED",
    )  # fmt: skip


def _find_speakers(description: str) -> list[str]:
    """Return the people of a line such as ``Speakers: …`` in a description."""
    for line in description.split("\n")[:_MAX_LINES]:
        match = _SAID.fullmatch(line.strip()) if len(line) < 400 else None
        if match and looks_like_people(match["names"], single=True):
            return list(split_list(match["names"], conjunction=True))
    return []


ICAL = Format("ical", _matches, _read)
