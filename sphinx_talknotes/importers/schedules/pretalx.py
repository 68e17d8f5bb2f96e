"""pretalx's public REST API, saved as files: pages of talks, submissions or slots, and schedules.

https://docs.pretalx.org/api/ has the shapes. Up to 2024 a submission has one ``slot``, and people,
room, type and track as objects or texts; since then these are numbers and codes, unless the
address had ``?expand=…``. What the numbers mean is looked up in pages of speakers, rooms,
tracks, types and events that are in the same folder.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sphinx_talknotes.importers.schedules.base import Format, Schedule, Session
from sphinx_talknotes.importers.schedules.clock import (
    count_minutes,
    find_end,
    find_zone,
    read_day,
    read_length,
    to_local,
)
from sphinx_talknotes.importers.schedules.document import Document
from sphinx_talknotes.importers.schedules.kinds import Reference, find_kind, is_pause, sort_links
from sphinx_talknotes.importers.schedules.values import (
    Fields,
    item_fields,
    to_link,
    to_people,
)

_ADDRESS = re.compile(r"(https?://[^/\s]{1,200})/api/events/([\w-]{1,60})/")
_TAKEN = frozenset({"", "accepted", "confirmed"})
_GONE = frozenset({"canceled", "cancelled", "withdrawn"})


@dataclass(slots=True)
class _Known:
    """What several files together say: names by code or number, and the event."""

    people: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    event: Fields | None = None
    base: str = ""
    slug: str = ""
    zone: dt.tzinfo | None = None


def _rows(data: object) -> list[Any]:
    """Return the items of a page, of a list, or of a schedule's slots."""
    if isinstance(data, dict):
        data = data.get("results", data.get("slots"))
    return data if isinstance(data, list) else []


def _objects(data: object) -> list[dict[str, Any]]:
    return [row for row in _rows(data) if isinstance(row, dict)]


def _is_submission(row: dict[str, Any]) -> bool:
    return "title" in row and "code" in row and ("submission_type" in row or "state" in row)


def _is_slot(row: dict[str, Any]) -> bool:
    return "submission" in row and "start" in row


def _matches(document: Document) -> bool:
    rows = _objects(document.data)[:5]
    return bool(rows) and any(_is_submission(row) or _is_slot(row) for row in rows)


def _helps(document: Document) -> bool:
    data = document.data
    if isinstance(data, dict) and {"name", "slug", "date_from"} <= data.keys():
        return True
    rows = _objects(data)[:5]
    return bool(rows) and all("name" in row and ("code" in row or "id" in row) for row in rows)


def _read(documents: Sequence[Document]) -> list[Schedule]:
    known = _Known()
    main = [document for document in documents if _matches(document)]
    for document in documents:
        if not _matches(document):
            _learn(document, known)
        _find_address(document, known)
    event = known.event or Fields({}, main[0].log)
    zone_name = event.text("timezone")
    known.zone = find_zone(zone_name)
    schedule = Schedule(
        conference=event.text("name") or known.slug, timezone=zone_name if known.zone else "",
        url=to_link(f"{known.base}/{known.slug}/") if known.base else "",
        start=read_day(event.text("date_from")), end=read_day(event.text("date_to")),
    )  # fmt: skip
    found = {}
    for document in main:
        _check_page(document, main)
        for submission, slots in _pair(document):
            for number, slot in enumerate(slots or [None]):
                session = _read_session(submission, slot, number, known)
                if session:
                    found[session.key] = session
    schedule.sessions = list(found.values())
    return [schedule]


def _check_page(document: Document, main: Sequence[Document]) -> None:
    """Report a page of several if the others are not there."""
    data = document.data
    count = data.get("count") if isinstance(data, dict) else None
    if isinstance(count, int) and count > sum(len(_rows(other.data)) for other in main):
        document.log.add(
            f"this is one page of {count} sessions; save the other pages into the same folder"
        )


def _learn(document: Document, known: _Known) -> None:
    data, log = document.data, document.log
    if isinstance(data, dict) and "date_from" in data:
        known.event, known.slug = Fields(data, log), Fields(data, log).text("slug")
        return
    kind = document.path.stem.lower()
    for row in _objects(data):
        fields = Fields(row, log)
        if "code" in row:
            known.people[fields.text("code")] = fields.text("name")
        else:
            name = "track" if "track" in kind else "room" if "room" in kind else "submission_type"
            known.names[name, fields.text("id")] = fields.text("name")


def _find_address(document: Document, known: _Known) -> None:
    data = document.data if isinstance(document.data, dict) else {}
    for text in (document.origin, data.get("next"), data.get("previous")):
        match = _ADDRESS.match(text) if isinstance(text, str) else None
        if match and not known.base:
            known.base, known.slug = match[1], known.slug or match[2]


def _pair(document: Document) -> Iterator[tuple[Fields, list[Any]]]:
    """Yield each submission with its slots, whichever of the two is inside the other."""
    for row in _rows(document.data):
        if isinstance(row, dict) and _is_slot(row) and "title" not in row:
            inner = row["submission"]
            if inner is None:
                continue  # a break
            if isinstance(inner, str):
                document.log.add(
                    "slots name their sessions by code alone; get them with "
                    "`?expand=slots.submission.speakers,slots.room` in the address"
                )
                continue
            fields, slots = item_fields(inner, document.log, "title", "code"), [row]
        else:
            fields = item_fields(row, document.log, "title", "code")
            slots = _slots_of(fields) if fields else []
        if fields:
            yield fields, slots


def _slots_of(fields: Fields) -> list[Any]:
    if fields.data.get("slot") is not None:
        return [fields.data["slot"]]
    slots = [slot for slot in fields.items("slots") if isinstance(slot, dict)]
    if len(slots) < len(fields.items("slots")):
        fields.log.add(
            "sessions name their slots by number alone, so they have no time and no room; get "
            "them with `?expand=slots,slots.room,speakers` in the address"
        )
    return slots


def _read_session(fields: Fields, slot: object, number: int, known: _Known) -> Session | None:
    title, code = fields.text("title"), fields.text("code")
    state = fields.text("state").lower()
    kind = _name(fields, "submission_type", known)
    if not title:
        fields.report("a session has no title; it is left out")
        return None
    if state not in _TAKEN | _GONE or is_pause(title, kind):
        return None
    place = Fields(slot if isinstance(slot, dict) else {}, fields.log, fields.label)
    date, start, end = _read_times(place, fields, known.zone)
    material = sort_links(
        Reference(row.text("description", "title"), row.text("resource", "link", "url"))
        for row in (fields.objects("resources") if _has_objects(fields, "resources") else [])
    )
    return Session(
        key=f"{code}-{number}" if number else code,
        title=title,
        speakers=to_people(_speakers(fields, known)),
        date=date, start=start, end=end,
        kind=find_kind(kind, title),
        room=_name(place, "room", known),
        track=_name(fields, "track", known),
        language=fields.language("content_locale"),
        url=to_link(f"{known.base}/{known.slug}/talk/{code}/") if known.base and code else "",
        videos=material.videos, slides=material.slides, code=material.code, paper=material.paper,
        tags=fields.names("tags", "tag") if not _has_numbers(fields, "tags") else (),
        abstract=fields.long_text("abstract", "description"),
        cancelled=state in _GONE,
    )  # fmt: skip


def _has_objects(fields: Fields, name: str) -> bool:
    value = fields.data.get(name)
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _has_numbers(fields: Fields, name: str) -> bool:
    value = fields.data.get(name)
    return isinstance(value, list) and any(isinstance(item, int) for item in value)


def _name(fields: Fields, name: str, known: _Known) -> str:
    """Return the name of a room, track or type, which may be there as a number only."""
    value = fields.data.get(name)
    if isinstance(value, int):
        return known.names.get((name, str(value)), "")
    return fields.text(name)


def _speakers(fields: Fields, known: _Known) -> list[str]:
    found = []
    for item in fields.items("speakers"):
        if isinstance(item, dict):
            found.append(Fields(item, fields.log, fields.label).text("name"))
        elif isinstance(item, str) and item in known.people:
            found.append(known.people[item])
        else:
            fields.log.add(
                "speakers are there by code alone; get them with `?expand=speakers` in the "
                "address, or save the page of speakers into the same folder"
            )
    return [name for name in found if name]


def _read_times(
    slot: Fields, fields: Fields, zone: dt.tzinfo | None
) -> tuple[dt.date | None, int | None, int | None]:
    moment, last = slot.moment("start"), slot.moment("end")
    if moment is None:
        return None, None, None
    begin = to_local(moment, zone)
    end = to_local(last, zone or moment.tzinfo) if last else None
    length = read_length(slot.text("duration") or fields.text("duration"))
    return begin.date(), count_minutes(begin), find_end(begin, end, length)


PRETALX = Format("pretalx", _matches, _read, _helps)
