"""pyvideo's data: a folder of JSON files for each event, one for each recording.

``EVENT/category.json`` names the event, ``EVENT/videos/NAME.json`` is a recording;
https://github.com/pyvideo/data/tree/main/.schemas has the schemas.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from sphinx_talknotes.importers.schedules.base import Format, Schedule, Session
from sphinx_talknotes.importers.schedules.clock import read_day
from sphinx_talknotes.importers.schedules.document import Document
from sphinx_talknotes.importers.schedules.kinds import Reference, find_kind, sort_links
from sphinx_talknotes.importers.schedules.values import Fields, item_fields, to_people, to_video

_FOLDER = "videos"
_NOBODY = frozenset({"various", "various speakers", "unknown"})


def _matches(document: Document) -> bool:
    data = document.data
    return (
        isinstance(data, dict)
        and "title" in data
        and "videos" in data
        and bool({"recorded", "speakers", "thumbnail_url", "copyright_text"} & data.keys())
    )


def _helps(document: Document) -> bool:
    data = document.data
    return document.path.name == "category.json" and isinstance(data, dict) and "title" in data


def is_event(path: PurePosixPath) -> bool:
    """Tell whether a file names an event: one folder down, or in the folder that is read."""
    return path.name == "category.json" and len(path.parts) <= 2


def get_event(path: PurePosixPath) -> PurePosixPath:
    """Return the folder of the event that a file belongs to."""
    folder = path.parent
    return folder.parent if folder.name == _FOLDER else folder


def _read(documents: Sequence[Document]) -> list[Schedule]:
    first = next(document for document in documents if _matches(document))
    heads = [Fields(d.data, d.log) for d in documents if not _matches(d)]
    folder = get_event(first.path).name or first.folder
    name = next((head.text("title") for head in heads), "") or _to_name(folder)
    schedule = Schedule(conference=name)
    for document in documents:
        if _matches(document):
            fields = item_fields(document.data, document.log, "title")
            session = _read_session(fields, f"{folder}/{document.path.stem}") if fields else None
            if session:
                schedule.sessions.append(session)
    days = [session.date for session in schedule.sessions if session.date]
    if days:
        schedule.start, schedule.end = min(days), max(days)
    return [schedule]


def _to_name(folder: str) -> str:
    """Return a name for ``pycon-us-2019``, where nothing names the event."""
    words = folder.replace("_", "-").split("-")
    return " ".join(word[:1].upper() + word[1:] for word in words if word)


def _read_session(fields: Fields, key: str) -> Session | None:
    title = fields.text("title")
    if not title:
        fields.report("a recording has no title; it is left out")
        return None
    videos = []
    for row in fields.objects("videos"):
        address = row.text("url")
        if address and (video := to_video(address)):
            videos.append(video)
        elif address:
            row.report(f"the address of a recording can't be used: {address[:80]!r}")
    recorded = fields.text("recorded")
    date = read_day(recorded)
    if recorded and date is None:
        fields.report(f"`recorded` is no date: {recorded[:60]!r}; it is left out")
    material = sort_links(map(_to_reference, fields.items("related_urls")))
    return Session(
        key=key,
        title=title,
        speakers=to_people(
            [name for name in fields.names("speakers") if name.lower() not in _NOBODY]
        ),
        date=date,
        kind=find_kind("", title),
        language=fields.language("language"),
        videos=tuple(dict.fromkeys(videos)),
        slides=material.slides, code=material.code, paper=material.paper,
        tags=fields.names("tags"),
        abstract=fields.long_text("description", "summary"),
    )  # fmt: skip


def _to_reference(item: object) -> Reference:
    """Return a related address: an object with a label, or the address alone."""
    if isinstance(item, dict):
        return Reference(str(item.get("label") or ""), str(item.get("url") or ""))
    return Reference("", item if isinstance(item, str) else "")


PYVIDEO = Format("pyvideo", _matches, _read, _helps)
