"""Doctrees as short text that is the same for both markups and easy to read in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_talknotes.ext.nodes import talknotes_view

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = (nodes.comment, nodes.target, nodes.docinfo, nodes.system_message)


def shape(node: nodes.Element) -> str:
    """Return one line for each block: ``tag#id.class: text``, children indented.

    A placeholder is the name of its view in brackets. Left out is what only one markup has
    (comments, targets, front matter, classes that are not ours) and tables of contents.
    """
    return "\n".join(_lines(node, 0))


def _lines(node: Any, depth: int) -> Iterator[str]:
    if isinstance(node, nodes.document):
        for child in node.children:
            yield from _lines(child, depth)
        return
    if isinstance(node, _HIDDEN) or "toctree-wrapper" in node.get("classes", ()):
        return
    if isinstance(node, nodes.paragraph) and [*map(type, node.children)] == [nodes.image]:
        node = node.children[0]  # a picture by itself is inline in Markdown
    margin = "  " * depth
    if isinstance(node, talknotes_view):
        yield f"{margin}[{type(node['view']).__name__}]"
        return
    head = f"{margin}{_head(node)}"
    if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.FixedTextElement):
        yield f"{head}: {''.join(map(_inline, node.children))}".rstrip()
    elif isinstance(node, nodes.FixedTextElement):
        yield f"{head}: {node.astext().rstrip()!r}"
    else:
        yield head
        for child in node.children:
            yield from _lines(child, depth + 1)


def _head(node: nodes.Element) -> str:
    ids = f"#{node['ids'][0]}" if node["ids"] else ""
    classes = "".join(f".{name}" for name in node["classes"] if name.startswith(("tn-", "own-")))
    if isinstance(node, nodes.literal_block):
        classes = f".{node.get('language', '')}"
    if isinstance(node, nodes.image):
        classes += f"({node['uri']})"
    return f"{node.tagname}{ids}{classes}"


def _inline(node: Any) -> str:
    if isinstance(node, nodes.Text):
        return " ".join(node.split("\n"))
    if isinstance(node, nodes.image):
        return _head(node)
    if isinstance(node, nodes.target):
        return ""
    if isinstance(node, addnodes.pending_xref):
        return f"<link {node.astext()}>"
    return f"<{node.tagname} {''.join(map(_inline, node.children))}>"
