"""The records of a collection, without building it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sphinx_talknotes.importers.collection import Collection, SourcePage
from sphinx_talknotes.importers.front import NOBODY, get_names
from sphinx_talknotes.importers.lines import get_texts
from sphinx_talknotes.importers.pieces import TalkPiece
from sphinx_talknotes.importers.sections import has_content
from sphinx_talknotes.model.dates import PartialDate, parse_date
from sphinx_talknotes.model.entity_fields import parse_entity_fields
from sphinx_talknotes.model.fields import Context, parse_fields
from sphinx_talknotes.model.names import name_key, slug
from sphinx_talknotes.model.problems import FieldError, Report
from sphinx_talknotes.model.records import Declaration, PageRecords, Place, Talk


def collection_records(collection: Collection) -> dict[str, PageRecords]:
    """Return the records of each page, as building the written project would give them."""
    declared = find_declarations(collection)
    records: dict[str, PageRecords] = {}
    for name, page in collection.pages.items():
        anchors: set[str] = set()
        if page.kept is not None:
            anchors.update(talk.place.anchor for talk in page.kept.records.talks)
            plain = [piece for piece in page.talks if piece.line in page.kept.plain]
            records[name] = page.kept.add_talks(
                [_make_talk(page, piece, 0, anchors, page.kept.defaults) for piece in plain]
            )
            continue
        talks = tuple(
            _make_talk(page, piece, position, anchors) for position, piece in enumerate(page.talks)
        )
        declarations = tuple(declared.get(name, ()))
        records[name] = PageRecords(talks, declarations, (), page.title, page.path.as_posix())
    return records


def field_reports(collection: Collection) -> list[Report]:
    """Return what is wrong with the values of talks."""
    return [
        Report(report.problem, report.message, page.path.as_posix(), piece.line)
        for page in collection.pages.values()
        for piece in page.talks
        for report in parse_fields(piece.draft.fields, Context())[1]
    ]


def get_date(page: SourcePage) -> PartialDate | None:
    """Return the day of a page, where it is known."""
    text = page.facts.date
    for candidate in (text, text[:10]):
        try:
            return parse_date(candidate)
        except FieldError:
            continue
    return None


def get_notetakers(page: SourcePage) -> list[str]:
    """Return who wrote the page, as far as its front matter says so."""
    names = get_names(page.front, "notes-by", "notes_by") or get_names(
        page.front, "authors", "author"
    )
    return [name for name in names if name_key(name) not in NOBODY]


def get_tags(page: SourcePage) -> list[str]:
    """Return tags and categories of a page, each once."""
    found: dict[str, str] = {}
    for name in get_names(page.front, "tags", "categories"):
        found.setdefault(name_key(name), name)
    return list(found.values())


def _make_talk(
    page: SourcePage, piece: TalkPiece, position: int, anchors: set[str],
    said: Mapping[str, Any] | None = None,
) -> Talk:  # fmt: skip
    values, _reports = parse_fields(piece.draft.fields, Context())
    defaults = {
        "conference": page.conference,
        "date": get_date(page),
        "notes_by": tuple(get_notetakers(page)),
        "tags": tuple(get_tags(page)),
        **(said or {}),
    }
    anchor, number = slug(piece.draft.title), 1
    while anchor in anchors:
        number += 1
        anchor = f"{slug(piece.draft.title)}-{number}"
    anchors.add(anchor)
    texts = get_texts(piece.body_lines)
    values.setdefault("status", "noted" if has_content(texts, page.markup) else "planned")
    return Talk(
        title=piece.draft.title,
        place=Place(page.docname, anchor, piece.line),
        position=position,
        has_thoughts=piece.has_thoughts,
        **{**defaults, **values},
    )


def find_declarations(collection: Collection) -> dict[str, list[Declaration]]:
    """Return for each page the conferences that it is to declare.

    A conference is declared on the first of its pages by date. Its days are those that the
    notes have. Pages that are left as they are declare what they declare, and nothing else.
    """
    told = {
        name_key(name) for page in collection.pages.values() if page.kept
        for one in page.kept.records.declarations if one.kind == "conference"
        for name in (one.name, *one.aliases, *one.private_aliases)
    }  # fmt: skip
    pages: dict[str, list[SourcePage]] = {}
    names: dict[str, str] = {}
    written = [page for page in collection.pages.values() if page.kept is None]
    for page in sorted(written, key=_by_date):
        own = [piece.draft.fields.get("conference", "") for piece in page.talks]
        for name in dict.fromkeys([page.conference, *own]):
            if name and name_key(name) not in told:
                names.setdefault(name_key(name), name)
                pages.setdefault(name_key(name), []).append(page)
    declared: dict[str, list[Declaration]] = {}
    for key, found in pages.items():
        # Sphinx takes what a page declares for the conference of talks there that name none
        home = next((page for page in found if _knows_conferences(page)), found[0])
        if not any(page.talks or key in name_key(page.title) or page.front for page in found):
            continue  # a folder's name, and nothing else
        days = [day for page in found if (day := get_date(page)) and day.day]
        dates = (min(days), max(days)) if days else (None, None)
        place = Place(home.docname, slug(names[key]), 1)
        url = _find_home_page(names[key], found)
        declaration = Declaration("conference", names[key], place, url=url, dates=dates)
        declaration = _describe(declaration, collection.settings.describe_conference(names[key]))
        declared.setdefault(home.docname, []).append(declaration)
    return declared


def _knows_conferences(page: SourcePage) -> bool:
    """Tell whether the conference of each talk on a page is known."""
    return bool(page.conference) or all("conference" in p.draft.fields for p in page.talks)


def _describe(declaration: Declaration, options: Mapping[str, str]) -> Declaration:
    """Return a conference with what the settings say of it."""
    values, _reports = parse_entity_fields("conference", options)
    own = {name: values.pop(name) for name in ("aliases", "url") if name in values}
    dates = tuple(
        values.pop(n, old) for n, old in zip(("start", "end"), declaration.dates, strict=True)
    )
    return replace(declaration, **own, dates=dates, details=tuple(values.items()))


def _by_date(page: SourcePage) -> tuple[str, str]:
    return (str(get_date(page) or "9999"), page.docname)


def _find_home_page(name: str, pages: list[SourcePage]) -> str:
    """Return the address that the notes link the conference's name to, or nothing."""
    for page in pages:
        for text, href in page.links:
            if name_key(text) == name_key(name) and href.startswith(("http://", "https://")):
                return href
    return ""
