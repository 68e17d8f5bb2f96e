"""The contents of one page: its headings, and of talks when and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_talknotes.ext.frame.values import Heading
from sphinx_talknotes.model.dates import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.model.records import Talk


def find_contents(domain: TalknotesDomain, docname: str, depth: int) -> tuple[Heading, ...]:
    """Return the headings of a page below its title.

    Of a page that is one talk these are the headings in its notes. A single heading is no list.
    """
    toc: Any = domain.env.tocs.get(docname)
    if toc is None:
        return ()
    found = tuple(_headings(domain, docname, toc, depth + 1))
    if len(found) == 1:
        found = found[0].items
    return found if len(found) > 1 or any(heading.items for heading in found) else ()


def _headings(
    domain: TalknotesDomain, docname: str, listed: nodes.Element, depth: int
) -> Iterator[Heading]:
    for item in listed.children:
        if isinstance(item, addnodes.only):
            if domain.builder.tags.eval_condition(item["expr"]):
                yield from _headings(domain, docname, item, depth)
            continue
        link = next(item.findall(nodes.reference), None)
        if not isinstance(item, nodes.list_item) or link is None or "anchorname" not in link:
            continue
        anchor = link["anchorname"].removeprefix("#")
        below: list[Heading] = []
        if depth > 1:
            for inner in item.children:
                if isinstance(inner, nodes.bullet_list):
                    below += _headings(domain, docname, inner, depth - 1)
        talk = domain.catalogue.talk(docname, anchor)
        yield Heading(
            text=link.astext(),
            anchor=anchor,
            time=time_of(talk),
            speakers=", ".join(speakers_of(domain, talk)),
            items=tuple(below),
        )


def time_of(talk: Talk | None) -> str:
    """Return when a talk starts, or nothing."""
    return format_time(talk.start) if talk and talk.start is not None else ""


def speakers_of(domain: TalknotesDomain, talk: Talk | None) -> list[str]:
    """Return the names of a talk's speakers."""
    return [e.name for e in domain.catalogue.entities_of(talk, "speaker")] if talk else []
