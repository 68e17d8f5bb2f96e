"""Names that authors of reST pages give to places; Sphinx wants each of them once in a project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sphinx_talknotes.importers.collection import Collection, SourcePage
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markup import REST
from sphinx_talknotes.importers.pieces import Prose

_TARGET = re.compile(r"(?:.*[ ])?\.\. _(?:`(?P<quoted>[^`]+)`|(?P<name>(?:\\:|[^:`])+)):\s*")


@dataclass(slots=True)
class Labels:
    """Name → the page that it counts on; a page that has it too calls it something else.

    ``free`` are the names that stand in nothing else there, so that other pages can use them.
    """

    pages: dict[str, str] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)
    own: dict[str, dict[str, bool]] = field(default_factory=dict)

    def get_renamed(self, docname: str) -> dict[str, str]:
        """Return the names on a page that are names on an earlier one: what they are there."""
        return {
            name: f"{name} {docname}".replace("/", " ")
            for name in self.own.get(docname, ())
            if self.pages[name] != docname
        }

    def get_places(self, docname: str) -> dict[str, str]:
        """Return what places are called in the project, by what they are called on a page."""
        own = self.own.get(docname, {})
        renamed = self.get_renamed(docname)
        here = {name: other for name, other in renamed.items() if own[name]}
        return {**{name: name for name in self.free}, **here}


def find_labels(collection: Collection) -> Labels:
    """Return the names of places on all pages."""
    labels = Labels()
    for docname, page in sorted(collection.pages.items()):
        if page.markup is not REST:
            continue
        for name, free in _find(page):
            if labels.pages.setdefault(name, docname) == docname and free:
                labels.free.add(name)
            labels.own.setdefault(docname, {}).setdefault(name, free)
    return labels


def _find(page: SourcePage) -> list[tuple[str, bool]]:
    lines: list[Line] = []
    for piece in page.pieces:
        part: Sequence[Line] = piece.lines if isinstance(piece, Prose) else piece.body_lines
        lines += part
    return [
        (name, line.text[:1] == ".")
        for line in lines
        if ".. _" in line.text and (name := read_label(line.text))
    ]


def read_label(text: str) -> str:
    """Return the name that a line gives to the place below it, or nothing."""
    match = _TARGET.fullmatch(text.rstrip())
    name = (match["quoted"] or match["name"] or "").replace("\\", "") if match else ""
    return " ".join(name.lower().split())
