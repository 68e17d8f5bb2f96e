"""Talks that have no heading: sections are made of bold lines, items of lists, and whole pages."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from sphinx_talknotes.ext.plain.notes import get_line, join_lines, split_lines
from sphinx_talknotes.ext.plain.plan import PlainTalk

_ABOVE = (nodes.docinfo, nodes.Invisible, nodes.system_message)


def open_section(
    document: nodes.document, parents: Iterable[nodes.Element], talk: PlainTalk
) -> nodes.section | None:
    """Make a section of the paragraph or item at the line of a talk, with its notes in it.

    *parents* are looked through: the document, and sections in it.
    """
    for parent in parents:
        for child in parent.children:
            if isinstance(child, nodes.paragraph) and get_line(child) == talk.line:
                return _open_paragraph(document, child, talk)
            if isinstance(child, nodes.bullet_list | nodes.enumerated_list):
                for item in child.children:
                    if isinstance(item, nodes.list_item) and get_line(item) == talk.line:
                        return _open_item(document, child, item, talk)
    return None


def open_page(document: nodes.document, home: nodes.section | None, title: str) -> nodes.section:
    """Make the page as a whole one section: *home*, or a new one."""
    if home is None:
        home = nodes.section("", nodes.title("", title))
        index = 0
        while index < len(document) and isinstance(document[index], _ABOVE):
            index += 1
        document.insert(index, home)
    _move_into(home, document.children[document.index(home) + 1 :])
    return home


def _open_paragraph(
    document: nodes.document, paragraph: nodes.paragraph, talk: PlainTalk
) -> nodes.section:
    parent = paragraph.parent
    index = parent.index(paragraph)
    following = []
    for node in parent.children[index + 1 :]:
        if isinstance(node, nodes.section) or get_line(node) >= talk.end:
            break
        following.append(node)
    section = _make_section(document, paragraph, talk)
    parent.insert(index, section)
    _move_into(section, following)
    return section


def _open_item(
    document: nodes.document, items: nodes.Element, item: nodes.list_item, talk: PlainTalk
) -> nodes.section | None:
    paragraph = item[0]
    if not isinstance(paragraph, nodes.paragraph):
        return None
    number = items.index(item)
    before, after = items.copy(), items.copy()
    before += items.children[:number]
    after += items.children[number + 1 :]
    if isinstance(items, nodes.enumerated_list):
        after["start"] = int(items.get("start", 1)) + number + 1
    section = _make_section(document, paragraph, talk)
    _move_into(section, list(item.children))
    parts = [before] * bool(before.children) + [section] + [after] * bool(after.children)
    after["ids"], after["names"] = [], []
    items.parent[items.parent.index(items) : items.parent.index(items) + 1] = parts
    return section


def _make_section(
    document: nodes.document, paragraph: nodes.paragraph, talk: PlainTalk
) -> nodes.section:
    """Return a section whose title is taken off the paragraph, which is gone if nothing is left."""
    lines = split_lines(paragraph)
    head, rest = lines[: talk.head], lines[talk.head :]
    title = nodes.title("", "", *join_lines(head))
    section = nodes.section("", title)
    title.source = section.source = paragraph.source
    title.line = section.line = talk.line
    section["ids"], section["names"] = paragraph["ids"], paragraph["names"]
    paragraph["ids"], paragraph["names"] = [], []
    for anchor in section["ids"]:
        document.ids[anchor] = section
    if rest:
        left = nodes.paragraph("", "", *join_lines(rest))
        left.source, left.line = paragraph.source, talk.line + talk.head
        section += left
    paragraph.parent.remove(paragraph)
    return section


def _move_into(section: nodes.section, children: Iterable[nodes.Node]) -> None:
    for child in list(children):
        child.parent.remove(child)
        section += child
