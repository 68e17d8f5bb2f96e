"""The catalogue as JSON, schema version 1.

Keys are added in later versions, never changed in meaning. Dates are ISO 8601 with as much as
is known, times of day ``HH:MM`` in the conference's time zone. Private aliases are left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_talknotes.model.dates import format_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_talknotes.catalogue import Catalogue, Entity
    from sphinx_talknotes.model.records import Place, Talk

SCHEMA = 1


def export_json(catalogue: Catalogue) -> str:
    """Return the whole catalogue as a JSON object, with a line feed at the end."""
    data = {
        "schema": SCHEMA,
        "talks": [_talk(catalogue, talk) for talk in catalogue.talks],
        "speakers": [_speaker(catalogue, entity) for entity in catalogue.entities("speaker")],
        "tools": [_tool(catalogue, entity) for entity in catalogue.entities("tool")],
        "conferences": [_conference(catalogue, e) for e in catalogue.entities("conference")],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _talk(catalogue: Catalogue, talk: Talk) -> dict[str, Any]:
    conference = catalogue.conference_of(talk)
    videos = [video.watch for video in talk.videos]
    return {
        "id": _talk_id(talk),
        "title": talk.title,
        "speakers": [entity.name for entity in catalogue.entities_of(talk, "speaker")],
        "conference": conference.name if conference else None,
        "date": _text(talk.date),
        "start": _time(talk.start),
        "end": _time(talk.end),
        "duration": talk.minutes,
        "kind": talk.kind,
        "status": talk.status,
        "room": talk.room or None,
        "track": talk.track or None,
        "level": talk.level or None,
        "url": talk.url or None,
        "video": videos[0] if videos else None,
        "videos": videos,
        "slides": talk.slides or None,
        "code": talk.code or None,
        "paper": talk.paper or None,
        "tools": [entity.name for entity in catalogue.entities_of(talk, "tool")],
        "tags": list(talk.tags),
        "notes_by": list(catalogue.notetakers_of(talk)),
        "rating": talk.rating,
        "language": talk.language or None,
        "has_thoughts": talk.has_thoughts,
        **_source(catalogue, talk.place),
    }


def _speaker(catalogue: Catalogue, entity: Entity) -> dict[str, Any]:
    return {
        **_entity(catalogue, entity),
        "affiliation": _detail(entity, "affiliation"),
        "pronouns": _detail(entity, "pronouns"),
    }


def _tool(catalogue: Catalogue, entity: Entity) -> dict[str, Any]:
    return {**_entity(catalogue, entity), "category": _detail(entity, "category")}


def _conference(catalogue: Catalogue, entity: Entity) -> dict[str, Any]:
    start, end = entity.dates
    return {
        **_entity(catalogue, entity),
        "series": entity.series,
        "start": _text(start),
        "end": _text(end),
        "timezone": _detail(entity, "timezone"),
        "location": _detail(entity, "location"),
    }


def _entity(catalogue: Catalogue, entity: Entity) -> dict[str, Any]:
    declaration = entity.declaration
    return {
        "name": entity.name,
        "aliases": list(entity.aliases),
        "url": (declaration.url if declaration else "") or None,
        "about": (declaration.about if declaration else "") or None,
        "talks": _ids(entity.talks),
        **_source(catalogue, declaration.place if declaration else entity.first),
    }


def _ids(talks: Sequence[Talk]) -> list[str]:
    return [_talk_id(talk) for talk in talks]


def _talk_id(talk: Talk) -> str:
    return f"{talk.place.page}#{talk.place.anchor}"


def _source(catalogue: Catalogue, place: Place) -> dict[str, Any]:
    page = catalogue.pages.get(place.page)
    return {"source": page.source if page and page.source else place.page, "line": place.line}


def _detail(entity: Entity, name: str) -> str | None:
    return (entity.declaration.detail(name) if entity.declaration else "") or None


def _text(value: object) -> str | None:
    return str(value) if value else None


def _time(minutes: int | None) -> str | None:
    return None if minutes is None else format_time(minutes)
