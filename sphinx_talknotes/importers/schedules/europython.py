"""EuroPython's programme: ``sessions.json``, ``speakers.json``, ``schedule.json``.

As https://github.com/EuroPython/programapi writes them: objects by code (up to 2022 lists), in
which a session names its speakers by code. ``schedule.json`` has the events of each day, with the
speakers in them; a file of one day has the events alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sphinx_talknotes.importers.schedules.base import Format, Schedule, Session
from sphinx_talknotes.importers.schedules.clock import (
    count_minutes,
    find_end,
    read_length,
    to_local,
)
from sphinx_talknotes.importers.schedules.document import Document
from sphinx_talknotes.importers.schedules.kinds import (
    Reference,
    find_kind,
    find_player,
    is_pause,
    sort_links,
)
from sphinx_talknotes.importers.schedules.values import Fields, item_fields
from sphinx_talknotes.model.names import slug
from sphinx_talknotes.model.records import Person

_YEAR = re.compile(r"https?://ep(\d{4})\.europython\.eu(?:/|$)")
_MAX_ROOMS = 3
"""A session in more rooms than these is in all of them."""


def _rows(data: object) -> list[Any]:
    """Return the values of an object by code, or the items of a list."""
    if isinstance(data, dict):
        return list(data.values())
    return data if isinstance(data, list) else []


def _is_session(row: object) -> bool:
    return (
        isinstance(row, dict)
        and "title" in row
        and "speakers" in row
        and ("session_type" in row or "website_url" in row or "delivery" in row)
    )


def _events(data: object) -> list[Any]:
    """Return the events of a schedule of all days, or of one."""
    if not isinstance(data, dict):
        return []
    days = data.get("days")
    found: list[Any] = []
    for day in [*_rows(days), data]:
        events = day.get("events") if isinstance(day, dict) else None
        found += events if isinstance(events, list) else []
    return found


def _matches(document: Document) -> bool:
    rows = [*_rows(document.data)[:5], *_events(document.data)[:5]]
    return any(map(_is_session, rows))


def _helps(document: Document) -> bool:
    rows = _rows(document.data)[:5]
    return bool(rows) and all(
        isinstance(row, dict) and {"code", "name"} <= row.keys() and "title" not in row
        for row in rows
    )


def _read(documents: Sequence[Document]) -> list[Schedule]:
    main = [document for document in documents if _matches(document)]
    people = {
        (fields := Fields(row, document.log)).text("code"): fields
        for document in documents if not _matches(document)
        for row in _rows(document.data) if isinstance(row, dict)
    }  # fmt: skip
    schedule = Schedule()
    found: dict[str, Session] = {}
    # a file of sessions says more than the schedule
    for document in sorted(main, key=lambda document: bool(_events(document.data))):
        for item in _items(document):
            session = _read_session(item, people)
            if session:
                known = found.get(session.key)
                if known is None or (known.start is None and session.start is not None):
                    found[session.key] = _merge(known, session)
                _name_conference(schedule, item)
    schedule.sessions = list(found.values())
    if not schedule.conference:
        years = {session.date.year for session in schedule.sessions if session.date}
        schedule.conference = f"EuroPython {min(years)}" if years else "EuroPython"
    return [schedule]


def _items(document: Document) -> Iterator[Fields]:
    rows = _events(document.data) or _rows(document.data)
    for row in rows:
        fields = item_fields(row, document.log, "title", "code")
        if fields and fields.text("event_type").lower() != "break":
            yield fields


def _name_conference(schedule: Schedule, fields: Fields) -> None:
    match = None if schedule.conference else _YEAR.match(fields.text("website_url"))
    if match:
        schedule.conference = f"EuroPython {match[1]}"
        schedule.url = f"https://ep{match[1]}.europython.eu/"


def _merge(known: Session | None, session: Session) -> Session:
    """Return the session of the schedule with what the file of sessions says besides."""
    if known is None:
        return session
    values = {name: getattr(known, name) or getattr(session, name) for name in known.__slots__}
    return Session(**values)


def _read_session(fields: Fields, people: dict[str, Fields]) -> Session | None:
    title, kind = fields.text("title"), fields.text("session_type", "submission_type", "type")
    if is_pause(title, kind):
        return None
    if not title:
        fields.report("a session has no title; it is left out")
        return None
    moment, last = fields.moment("start"), fields.moment("end")
    begin = to_local(moment, None) if moment else None
    end = to_local(last, moment.tzinfo) if last and moment else None
    length = read_length(fields.text("duration"))
    material = sort_links(
        Reference(row.text("description"), row.text("resource", "url"))
        for row in fields.objects("resources")
    )
    video, track = fields.link("youtube_url", "video_url"), fields.text("track")
    rooms = fields.names("rooms") or tuple(filter(None, [fields.text("room")]))
    return Session(
        key=fields.text("code", "slug") or slug(title),
        title=title,
        speakers=_speakers(fields, people),
        date=begin.date() if begin else None,
        start=count_minutes(begin) if begin else None,
        end=find_end(begin, end, length) if begin else None,
        kind=find_kind(kind, title),
        room=", ".join(rooms) if len(rooms) <= _MAX_ROOMS else "",
        track="" if track.startswith("~") else track,
        level=fields.text("level"),
        url=fields.link("website_url"),
        videos=tuple(dict.fromkeys(
            [*([video] if video and find_player(video) else []), *material.videos]
        )),
        slides=material.slides, code=material.code, paper=material.paper,
        abstract=fields.long_text("abstract", "description"),
        cancelled=fields.text("state").lower() in ("canceled", "cancelled", "withdrawn"),
    )  # fmt: skip


def _speakers(fields: Fields, people: dict[str, Fields]) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    for item in fields.items("speakers"):
        if isinstance(item, dict):
            person: Fields | None = Fields(item, fields.log, fields.label)
        else:
            person = people.get(item) if isinstance(item, str) else None
        if person is None:
            fields.report(f"speaker {str(item)[:40]!r} is not in a `speakers.json` beside it; "
                          "the session has no name of theirs")  # fmt: skip
            continue
        if name := person.text("name"):
            found.setdefault(name, Person(name, person.text("affiliation")))
    return tuple(found.values())


EUROPYTHON = Format("europython", _matches, _read, _helps)
