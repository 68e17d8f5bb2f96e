"""Headings of a page, and what a reader sees of a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_talknotes.importers.markdown import Heading, Span
from sphinx_talknotes.importers.rest.model import Construct, Scan
from sphinx_talknotes.importers.rest.scanning import (
    MAX_LINE,
    get_levels,
    scan_inline,
    scan_titles,
)
from sphinx_talknotes.importers.rest.text import escape, unescape

_MAX_INLINE = 2000
_XREFS = {"doc": ".rst", "download": ""}
"""Roles that link to a file, and what is missing at the end of its name."""


@dataclass(frozen=True, slots=True)
class Names:
    """What names mean on a page: addresses of targets, and what substitutions stand for."""

    targets: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    anonymous: Sequence[str] = ()


_NOTHING = Names()


def find_headings(texts: Sequence[str]) -> list[Heading]:
    """Return the headings of a page, in order."""
    scan = scan_titles(texts)
    names = read_names(scan)
    found: list[Heading] = []
    for title, level in zip(scan.titles, get_levels(scan.titles), strict=True):
        over = len(title.style) == 2
        source = scan.lines[title.start + over].strip()
        if len(source) > MAX_LINE:
            spans: tuple[Span, ...] = (Span(source),)
            images: tuple[str, ...] = ()
        else:
            spans, images = read_spans(source, names)
        found.append(Heading(level, title.start, title.end, source, spans, images, None, int(over)))
    return found


def read_names(scan: Scan) -> Names:
    """Return what the names of a page mean."""
    made = [one for one in scan.explicit if one.kind == "substitution"]
    images = {
        one.name: one.value.split(" :")[0].strip() for one in made if one.directive == "image"
    }
    replaced = {one.name: one.value for one in made if one.directive == "replace"}
    anonymous = [one.value for one in scan.explicit if one.kind == "anonymous"]
    return Names(_read_targets(scan), images, replaced, anonymous)


def _read_targets(scan: Scan) -> dict[str, str]:
    """Return the addresses of names; a target without one has that of the target below it."""
    targets: dict[str, str] = {}
    indirect: dict[str, str] = {}
    waiting: list[str] = []
    for explicit in scan.explicit:
        if explicit.kind == "target":
            waiting.append(explicit.name)
            if explicit.value:
                targets.update((name, explicit.value) for name in waiting if name)
            elif explicit.refname:
                indirect.update((name, explicit.refname) for name in waiting if name)
            if explicit.value or explicit.refname:
                waiting = []
    for construct in scan.constructs:
        if construct.label and construct.href:
            targets.setdefault(construct.label, construct.href)
    for name, other in indirect.items():
        if other in targets:
            targets.setdefault(name, targets[other])
    return targets


def read_spans(source: str, names: Names = _NOTHING) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Return the runs of text of a line, and the sources of its images."""
    if len(source) > _MAX_INLINE:
        return (Span(source),), ()
    constructs = scan_inline(source)
    if not constructs:
        return ((Span(unescape(source)),) if source else ()), ()
    spans: list[Span] = []
    images: list[str] = []
    position = 0
    for construct in constructs:
        if construct.start is None or construct.end is None:
            continue
        start, end = construct.start[1], construct.end[1]
        text, href = _read(construct, names, images)
        spans += [Span(unescape(source[position:start])), Span(text, href)]
        position = end
    spans.append(Span(unescape(source[position:])))
    return tuple(_join(spans)), tuple(images)


def write_link(href: str) -> str:
    """Return a link to an address that shows it."""
    return f"`<{escape(href)}>`__"


def _read(construct: Construct, names: Names, images: list[str]) -> tuple[str, str]:
    """Return what a reader sees of a construct, and where it leads."""
    if construct.kind == "reference":
        return construct.text, construct.href or names.targets.get(construct.name, "")
    if construct.kind == "url":
        return construct.text, construct.href
    if construct.kind == "substitution":
        target = names.targets.get(construct.name.lower(), "") if construct.role else ""
        if construct.name in names.images:
            images.append(names.images[construct.name])
            return "", target
        return names.texts.get(construct.name, construct.source), target
    if construct.kind == "role":
        text, mark, rest = construct.text.rpartition("<")
        title, target = (text.strip(), rest.rstrip("> ")) if mark else (construct.text,) * 2
        return title, target + _XREFS[construct.role] if construct.role in _XREFS else ""
    return construct.text, ""


def _join(spans: Iterable[Span]) -> list[Span]:
    """Return spans without empty ones, and text that follows text with it."""
    joined: list[Span] = []
    for span in spans:
        if not span.text and not span.href:
            continue
        if joined and not span.href and not joined[-1].href:
            joined[-1] = Span(joined[-1].text + span.text)
        else:
            joined.append(span)
    return joined
