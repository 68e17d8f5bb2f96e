"""The title of a talk, cut out of the heading that names it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes


def retitle(title: nodes.title, wanted: str, used: Iterable[str]) -> list[nodes.Node]:
    """Make *wanted* the title, with its markup as far as it has some; return what else there was.

    *used* are the addresses that became options: links to them are gone. What else there was are
    the other links, and pictures; of links in the title, the text stays.
    """
    text = title.astext().replace("\n", " ")
    start = text.find(wanted)
    known = {unquote(address) for address in used}
    others = [node.deepcopy() for node in _find_others(title, known)]
    if start < 0:
        kept: list[nodes.Node] = [nodes.Text(wanted)]
    else:
        kept = list(_cut(title.children, start, start + len(wanted)))
        if len(kept) == 1 and isinstance(kept[0], nodes.strong):
            kept = list(kept[0].children)  # bold as a whole says no more than a title does
    title.clear()
    title += kept
    return others


def get_target(node: nodes.Node) -> str:
    """Return where a link leads; nothing for what is no link that was written as one."""
    if isinstance(node, nodes.reference):
        return str(node.get("refuri") or "")
    if isinstance(node, addnodes.download_reference) or (
        isinstance(node, addnodes.pending_xref) and node.get("reftype") == "myst"
    ):
        return str(node.get("reftarget") or "")
    return ""


def _find_others(node: nodes.Element, known: Collection[str]) -> Iterator[nodes.Node]:
    for child in node.children:
        target = get_target(child)
        if isinstance(child, nodes.image) or (target and unquote(target) not in known):
            yield child
        elif isinstance(child, nodes.Element):
            yield from _find_others(child, known)


def _cut(children: Iterable[nodes.Node], start: int, end: int) -> Iterator[nodes.Node]:
    """Yield copies of what stands between two positions of the text; links become their text."""
    position = 0
    for child in children:
        text = child.astext()
        first, last = max(start - position, 0), min(end - position, len(text))
        position += len(text)
        if first >= last:
            continue
        if isinstance(child, nodes.Text | nodes.image | nodes.raw):
            yield nodes.Text(text[first:last])
        elif isinstance(child, nodes.Element):
            inner = _cut(child.children, first, last)
            if get_target(child):
                yield from inner
            else:
                copy = child.copy()
                copy += list(inner)
                yield copy
