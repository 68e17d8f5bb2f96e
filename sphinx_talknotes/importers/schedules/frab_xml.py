"""``schedule.xml`` of pentabarf, frab and pretalx: brought into the shape of the JSON.

https://github.com/voc/schedule/tree/master/validator/xsd has the schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sphinx_talknotes.importers.schedules.base import Format, Schedule
from sphinx_talknotes.importers.schedules.document import Document
from sphinx_talknotes.importers.schedules.frab import read_data
from sphinx_talknotes.importers.schedules.trees import Node

_LISTS = {"persons": "person", "links": "link", "attachments": "attachment"}


def _matches(document: Document) -> bool:
    root = document.data
    return (
        isinstance(root, Node)
        and root.tag == "schedule"
        and bool(root.find("conference") or root.find("day"))
    )


def _read(documents: Sequence[Document]) -> list[Schedule]:
    return [read_data(_to_data(document.data), document.log) for document in documents]


def _to_data(root: Node) -> dict[str, Any]:
    """Return what the JSON of the same schedule would be."""
    conference: dict[str, Any] = {}
    if (head := root.find("conference")) is not None:
        conference = {child.tag: child.text for child in head.children if child.tag != "days"}
    conference["days"] = [_read_day(day) for day in root.find_all("day")]
    return {"schedule": {"conference": conference}}


def _read_day(day: Node) -> dict[str, Any]:
    rooms = [
        {
            "name": room.attributes.get("name", ""),
            "events": [_read_event(event) for event in room.find_all("event")],
        }
        for room in day.find_all("room")
    ]
    attributes = day.attributes
    start = attributes.get("start", "")
    return {"date": attributes.get("date", start[:10]), "day_start": start, "rooms": rooms}


def _read_event(event: Node) -> dict[str, Any]:
    data: dict[str, Any] = {**event.attributes, "_line": event.line}
    for child in event.children:
        data.setdefault(child.tag, child.text)
    for name, inner in _LISTS.items():
        box = event.find(name)
        items = box.find_all(inner) if box is not None else ()
        data[name] = [_read_item(item) for item in items]
    return data


def _read_item(item: Node) -> dict[str, str]:
    """Return a person or a link: names of people and titles of links are the element's text."""
    known = {"url": item.attributes.get("href") or item.text, "title": item.text, "name": item.text}
    return {**item.attributes, **known}


FRAB_XML = Format("frab-xml", _matches, _read)
