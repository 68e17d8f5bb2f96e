"""The line of the notes in which a tool stands, for the tool's page."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_talknotes.ext.nodes import talknotes_at
from sphinx_talknotes.model.excerpts import cut_around, find_word
from sphinx_talknotes.model.names import name_key, tidy
from sphinx_talknotes.model.records import ENTITY_KINDS, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NO_TEXT = (
    nodes.raw, nodes.image, nodes.footnote_reference, nodes.citation_reference,
    nodes.system_message, nodes.Invisible, talknotes_at,
)  # fmt: skip
_ELSEWHERE = (nodes.footnote, nodes.citation, addnodes.only, nodes.system_message)
"""What is no line of the notes, or one that not every builder prints."""


def read_quotes(
    section: nodes.section, tools: Iterable[str], mentions: Iterable[tuple[str, str]]
) -> tuple[Quote, ...]:
    """Return a quote for each tool of a talk that its notes say something about.

    It is taken from the first paragraph in which a role names the tool; else, if a field of the
    talk names it, from the first in which its name is a word. Quotes by roles come first.
    """
    fields = {name_key(name): _normal(name) for name in tools}
    by_role = {name_key(name) for kind, name in mentions if kind == "tool"}
    if not fields and not by_role:
        return ()
    found: dict[str, Quote] = {}
    plain: dict[str, Quote] = {}
    for block in _blocks(section):
        for reference in _references(block):
            name = _normal(reference["reftarget"])
            key = name_key(name)
            if reference["reftype"] == "tool" and key in by_role and key not in found:
                _note(found, name, block, _span(block, reference))
        text = ""
        for key, name in fields.items():
            if key not in found and key not in plain:
                text = text or _normal(_text(block))
                span = find_word(text, name)
                if span:
                    _note(plain, name, block, span)
    return (*found.values(), *(plain[key] for key in fields if key in plain and key not in found))


def _span(block: nodes.Element, reference: nodes.Element) -> tuple[int, int]:
    """Return start and end of a reference in the text of its paragraph."""
    # the letter keeps the space before it
    start = len(_normal(_text(block, until=reference) + "x")) - 1
    return start, start + len(_normal(_text(reference)))


def _note(found: dict[str, Quote], tool: str, block: nodes.Element, span: tuple[int, int]) -> None:
    text = _normal(_text(block))
    key = name_key(tool)
    if name_key(text) == key:
        return  # nothing but the name
    shown = cut_around(text, span)
    names = dict.fromkeys(
        (reference["reftype"], name)
        for reference in _references(block)
        if not reference.get("refexplicit") and (name := _normal(reference["reftarget"])) in shown
    )
    found[key] = Quote(tool, shown, tuple(names))


def _blocks(section: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the paragraphs of a talk in order, those of its lists and boxes included."""
    for child in section.children:
        if isinstance(child, nodes.paragraph):
            yield child
        elif isinstance(child, nodes.Element) and not isinstance(child, _ELSEWHERE):
            yield from _blocks(child)


def _references(block: nodes.Element) -> Iterator[addnodes.pending_xref]:
    """Yield the cross-references that name a speaker, a tool or a conference, or may do so."""
    for node in block.findall(addnodes.pending_xref):
        kind = (node.get("refdomain"), node.get("reftype"))
        if kind == ("", "any") or (kind[0] == "talknotes" and kind[1] in ENTITY_KINDS):
            yield node


def _text(node: nodes.Node, until: nodes.Node | None = None) -> str:
    """Return the text of a paragraph as people read it, or what of it comes before a node."""
    parts: list[str] = []
    _collect(node, until, parts)
    return "".join(parts)


def _collect(node: nodes.Node, until: nodes.Node | None, parts: list[str]) -> bool:
    """Add the text of *node*; return whether *until* was met."""
    if node is until:
        return True
    if isinstance(node, nodes.Text):
        parts.append(node.astext())
    elif not isinstance(node, _NO_TEXT):
        return any(_collect(child, until, parts) for child in node.children)
    return False


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", tidy(text))
