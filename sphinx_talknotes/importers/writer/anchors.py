"""Places on pages that links of a collection lead to, and the names that they get.

A place is a heading, or a line with an HTML anchor. Forges, Jekyll, Hugo and Obsidian make
the names of headings in ways of their own; all of them are understood.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sphinx_talknotes.importers.codeblocks import find_code
from sphinx_talknotes.importers.collection import SourcePage
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.pieces import Prose
from sphinx_talknotes.model.names import slug

_HTML = re.compile(
    r"<[a-z][a-z0-9]{0,10}\s(?:[^<>]{0,200}\s)?(?:name|id)\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,100})",
    re.IGNORECASE,
)
_NOT_NAME = re.compile(r"[^a-z0-9-]+")


@dataclass(slots=True)
class _Places:
    """The lines of a page that can be linked to, by their names."""

    exact: dict[str, int] = field(default_factory=dict)
    loose: dict[str, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)


class Anchors:
    """Names for the places on all pages that links lead to."""

    def __init__(self) -> None:
        self.labels: dict[str, dict[int, str]] = {}
        """Docname → line in the source → name of the place."""
        self._places: dict[str, _Places] = {}
        self._taken: set[str] = set()

    def find(self, page: SourcePage, fragment: str) -> str | None:
        """Return the name of the place that a fragment of an address means.

        It is empty if that is the page itself, and ``None`` if there is no such place.
        """
        if not fragment or fragment == "top":
            return ""
        places = self._places.get(page.docname)
        if places is None:
            places = self._places[page.docname] = _find_places(page)
        line = places.exact.get(fragment) or places.exact.get(fragment.lower())
        line = line or places.loose.get(_squeeze(fragment))
        if line is None:
            return None
        if page.title_source and line == page.title_line:
            return ""
        labels = self.labels.setdefault(page.docname, {})
        if line not in labels:
            labels[line] = self._name(f"{page.docname} {places.texts[line]}")
        return labels[line]

    def _name(self, text: str) -> str:
        """Return a name that no other place has; it is ASCII, as MyST wants it."""
        words = slug(text)
        name = _NOT_NAME.sub("", words).strip("-")
        if name != words:
            digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            name = f"{name}-{digest}".lstrip("-")
        label, number = name, 1
        while label in self._taken:
            number += 1
            label = f"{name}-{number}"
        self._taken.add(label)
        return label


def _find_places(page: SourcePage) -> _Places:
    """Find the headings and anchors of a page that are in what is written of it."""
    places = _Places()
    there = {page.title_line} if page.title_source else set()
    for piece in page.pieces:
        if isinstance(piece, Prose):
            lines: Sequence[Line] = piece.lines
        else:
            lines = piece.body_lines
            there.add(piece.line)
        there |= {line.number for line in lines if not line.whole}
        for name, number in _find_html(lines):
            places.exact.setdefault(name, number)
            places.texts.setdefault(number, name)
    counts: dict[str, int] = {}
    for number, text in page.headings:
        name = _name_as_forges(text)
        count = counts[name] = counts.get(name, -1) + 1
        if number in there:
            places.exact.setdefault(f"{name}-{count}" if count else name, number)
            key = _squeeze(text)
            places.loose.setdefault(key, number)
            # kramdown leaves out what is before the first letter
            places.loose.setdefault(key.lstrip("0123456789") or key, number)
            places.texts[number] = text
    for talk in page.talks:
        places.loose.setdefault(_squeeze(talk.draft.title), talk.line)
        places.texts.setdefault(talk.line, talk.draft.title)
    for name, number in page.anchors.items():
        if number in places.texts or number in there:
            places.texts.setdefault(number, name)
            places.exact[name] = number
    return places


def _find_html(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """Yield the anchors in headings and at the beginning of paragraphs, and their lines."""
    found = [index for index, line in enumerate(lines) if _HTML.search(line.text)]
    code = find_code(lines) if found else ()
    for index in found:
        text = lines[index].text
        begins = text.startswith("<") and (not index or not lines[index - 1].text.strip())
        if index not in code and (begins or re.match(r"#{1,6}\s", text)):
            for match in _HTML.finditer(text):
                yield match[1], lines[index].number


def _name_as_forges(text: str) -> str:
    """Return the name of a heading on GitHub: https://github.com/gjtorikian/html-pipeline."""
    kept = "".join(c for c in text.strip().lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _squeeze(text: str) -> str:
    """Return the letters and digits alone."""
    return "".join(c for c in text.casefold() if c.isalnum())
