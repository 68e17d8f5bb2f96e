"""The schedule of frab and its kin, as JSON: version 1 (frab, pretalx) and version 2 (c3voc).

Version 1 has the events of each room of each day, with local times; version 2 a list of events
with moments. https://github.com/voc/schedule/tree/master/validator/json has the schemas.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sphinx_talknotes.importers.schedules.base import Format, Schedule, Session
from sphinx_talknotes.importers.schedules.clock import (
    count_minutes,
    find_end,
    find_zone,
    read_clock,
    read_day,
    read_length,
    to_local,
)
from sphinx_talknotes.importers.schedules.document import Document, Log
from sphinx_talknotes.importers.schedules.kinds import Reference, find_kind, is_pause, sort_links
from sphinx_talknotes.importers.schedules.values import Fields, item_fields, to_people

_NO_SPEAKERS = frozenset({"coordinator", "submitter", "organizer", "host"})
_NIGHT, _MORNING = 4 * 60, 6 * 60


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the events of a schedule have in common."""

    zone: dt.tzinfo | None
    tracks: dict[str, str]
    rooms: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of version 1: its date, and the time before which it is the next day already."""

    date: dt.date | None
    change: int


def _matches(document: Document) -> bool:
    data = document.data
    schedule = data.get("schedule") if isinstance(data, dict) else None
    return isinstance(schedule, dict) and isinstance(schedule.get("conference"), dict)


def _read(documents: Sequence[Document]) -> list[Schedule]:
    return [read_data(document.data, document.log) for document in documents]


def read_data(data: dict[str, object], log: Log) -> Schedule:
    """Read the object that a file of either version is."""
    root = Fields(data, log).inner("schedule")
    head = root.inner("conference")
    zone_name = head.text("time_zone_name", "timezone")
    zone = find_zone(zone_name)
    if zone_name and zone is None:
        log.add(f"there is no time zone {zone_name[:60]!r}; local times are kept as they are")
    start, end = (read_day(head.text(name)) for name in ("start", "end"))
    schedule = Schedule(
        conference=head.text("title", "acronym"), timezone=zone_name if zone else "",
        url=head.link("url") or root.link("url"), start=start, end=end,
    )  # fmt: skip
    tracks = {row.text("slug"): row.text("name") for row in _rows(head, "tracks")}
    rooms = {row.text("guid"): row.text("name") for row in _rows(head, "rooms")}
    frame = _Frame(zone, tracks, rooms)
    if "events" in root.data:
        for item in root.items("events"):
            _add(schedule, item_fields(item, log, "title"), None, "", frame)
    else:
        for day, room, item, line in _walk(head):
            _add(schedule, item_fields(item, log, "title", line=line), day, room, frame)
    return schedule


def _rows(fields: Fields, name: str) -> list[Fields]:
    value = fields.data.get(name)
    return fields.objects(name) if isinstance(value, list) else []


def _walk(head: Fields) -> Iterator[tuple[_Day, str, object, int | None]]:
    """Yield day, name of the room, event, and its line where that is known."""
    change = read_clock(head.text("day_change"))
    for day in head.objects("days"):
        begin = read_clock(day.text("day_start")[11:16])
        limit = next((time for time in (change, begin) if time), _NIGHT)
        date = read_day(day.text("date"))
        if date is None:
            day.report("a day has no date; its sessions have the dates that they say themselves")
        frame = _Day(date, min(limit, _MORNING))
        rooms = day.data.get("rooms")
        if isinstance(rooms, dict):
            pairs = list(rooms.items())
        else:
            pairs = [(room.text("name"), room.data.get("events")) for room in day.objects("rooms")]
        for name, events in pairs:
            room = Fields({"events": events}, day.log, f"room {str(name)[:60]!r}")
            for item in room.items("events"):
                line = item.get("_line") if isinstance(item, dict) else None
                yield frame, str(name), item, line if isinstance(line, int) else None


def _add(
    schedule: Schedule, event: Fields | None, day: _Day | None, room: str, frame: _Frame
) -> None:
    title = event.text("title") if event else ""
    if event is None or is_pause(title, event.text("type")):
        return
    if not title:
        event.report("a session has no title; it is left out")
        return
    date, start, end = _read_times(event, day, frame.zone)
    subtitle, abstract = event.text("subtitle"), event.long_text("abstract", "description")
    material = sort_links(
        Reference(link.text("title", "name"), link.text("url", "href"), link.text("type"))
        for name in ("links", "attachments")
        for link in _rows(event, name)
    )
    track, place = event.text("track"), event.text("room")
    schedule.sessions.append(Session(
        key=event.text("guid", "id", "code", "slug"),
        title=title,
        speakers=to_people(_speakers(event)),
        date=date, start=start, end=end,
        kind=find_kind(event.text("type"), title),
        room=frame.rooms.get(place, place) or room,
        track=frame.tracks.get(track, track),
        language=event.language("language"),
        url=event.link("url", "origin_url"),
        videos=material.videos, slides=material.slides, code=material.code, paper=material.paper,
        abstract="\n\n".join(text for text in (subtitle, abstract) if text),
        cancelled=event.text("status", "state").lower() in ("canceled", "cancelled"),
    ))  # fmt: skip


def _speakers(event: Fields) -> list[str]:
    name = "participants" if "participants" in event.data else "persons"
    found = []
    for item in event.items(name):
        if isinstance(item, str):
            found.append(Fields({"name": item}, event.log).text("name"))
        elif isinstance(item, dict):
            person = Fields(item, event.log, event.label, event.line)
            if person.text("role").lower() not in _NO_SPEAKERS:
                found.append(person.text("public_name", "full_public_name", "name"))
        else:
            event.report(f"`{name}` has something that is nobody's name; it is left out")
    return [name for name in found if name]


def _read_times(
    event: Fields, day: _Day | None, zone: dt.tzinfo | None
) -> tuple[dt.date | None, int | None, int | None]:
    """Return the date, start and end, as the clock at the conference has them."""
    length = event.text("duration")
    minutes = read_length(length) if length else None
    if length and minutes is None and not set(length) <= set("0:"):
        event.report(f"`duration` is no length of time: {length[:60]!r}; it is left out")
    moment = event.moment("date" if day else "start")
    if moment:
        begin = to_local(moment, zone)
        last = None if day else event.moment("end")
        end = to_local(last, zone) if last else None
        return begin.date(), count_minutes(begin), find_end(begin, end, minutes)
    text = event.text("start") if day else ""
    start = read_clock(text)
    if text and start is None:
        event.report(f"`start` is no time of day: {text[:60]!r}; it is left out")
    date = day.date if day else None
    if day and date and start is not None and start < day.change:
        try:
            date += dt.timedelta(days=1)
        except OverflowError:
            date = day.date
    return date, start, start + minutes if start is not None and minutes else None


FRAB = Format("frab", _matches, _read)
