"""The text of a document for a search index, talk by talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_talknotes.ext.nodes import talknotes_view

if TYPE_CHECKING:
    from collections.abc import Container

    from sphinx.util.tags import Tags

    from sphinx_talknotes.ext.domain import TalknotesDomain

_SILENT = (
    nodes.Invisible, nodes.raw, nodes.system_message, nodes.docinfo, nodes.label, nodes.image,
    addnodes.toctree, addnodes.index, addnodes.meta if hasattr(addnodes, "meta") else nodes.meta,
    talknotes_view,
)  # fmt: skip
"""Nodes that say nothing, or nothing of their own: what a view shows is found where it stands."""


class TextReader:
    """Reads stored doctrees, in which references are not resolved yet."""

    def __init__(self, domain: TalknotesDomain, tags: Tags) -> None:
        self._domain = domain
        self._tags = tags
        self._docname = ""
        self._talks: Container[str] = ()
        self._found: dict[str, list[str]] = {}

    def read(
        self, docname: str, document: nodes.document, talks: Container[str]
    ) -> tuple[str, dict[str, str]]:
        """Return the text outside of talks, and anchor → text of each talk.

        Titles of the page and of talks are left out.
        """
        self._docname, self._talks = docname, talks
        self._found = {"": []}
        home = next((n for n in document.children if isinstance(n, nodes.section)), None)
        self._walk(document, "", home)
        texts = {anchor: " ".join(parts) for anchor, parts in self._found.items()}
        return texts.pop(""), texts

    def _walk(self, node: nodes.Element, talk: str, home: nodes.Element | None) -> None:
        for child in node.children:
            if not isinstance(child, nodes.Element) or self._is_silent(child):
                continue
            if isinstance(child, nodes.section):
                own = next((str(a) for a in child["ids"] if a in self._talks), "")
                if own:
                    self._found.setdefault(own, [])
                self._walk(child, own or talk, home)
            elif isinstance(child, nodes.title) and (node is home or self._is_talk(node)):
                continue
            elif isinstance(child, nodes.TextElement):
                text = " ".join(self._inline(child).split())
                if text:
                    self._found[talk].append(_ended(text))
            else:
                self._walk(child, talk, home)

    def _is_talk(self, node: nodes.Element) -> bool:
        anchors: list[str] = node.get("ids", [])
        return any(anchor in self._talks for anchor in anchors)

    def _is_silent(self, node: nodes.Element) -> bool:
        if isinstance(node, addnodes.only):
            return not self._tags.eval_condition(node["expr"])
        return isinstance(node, _SILENT) or "no-search" in node["classes"]

    def _inline(self, node: nodes.Element) -> str:
        if isinstance(node, addnodes.pending_xref):
            name = self._name(node)
            if name:
                return name
        parts = []
        for child in node.children:
            if isinstance(child, nodes.Element):
                parts.append("" if self._is_silent(child) else self._inline(child))
            else:
                parts.append(child.astext())
        return "".join(parts)

    def _name(self, node: addnodes.pending_xref) -> str:
        """Return what a role of ours shows in place of its text: never a private alias."""
        role, target = str(node.get("reftype") or ""), str(node.get("reftarget") or "")
        if node.get("refexplicit") or node.get("refdomain") not in ("talknotes", "", None):
            return ""
        kinds = [role] if node.get("refdomain") == "talknotes" else [*self._domain.object_types]
        for kind in kinds:
            found = self._domain.lookup(kind, target, self._docname)
            if found and self._domain.shows_name(kind, target):
                return found[2]
        return ""


def _ended(text: str) -> str:
    """Return *text* with a full stop, so that an excerpt does not run headings into sentences."""
    return f"{text}." if text[-1].isascii() and text[-1].isalnum() else text
