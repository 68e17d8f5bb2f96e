"""The notes of a talk without the lines that became options of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docutils import nodes

_KEPT = (nodes.title, nodes.Invisible, nodes.system_message)
_LISTS = (
    nodes.bullet_list, nodes.enumerated_list, nodes.list_item, nodes.field_list, nodes.field,
    nodes.field_body, nodes.definition_list, nodes.definition_list_item, nodes.definition,
    nodes.block_quote, nodes.line_block, nodes.section,
)  # fmt: skip
"""What is still something when a part of it is taken out."""


def get_line(node: nodes.Node) -> int:
    """Return the line at which a block begins; 0 if nobody knows."""
    lines = (inner.line for inner in node.findall(nodes.Element))
    return next((int(line) for line in lines if line), 0)


@dataclass(frozen=True, slots=True)
class Pruner:
    """Takes lines out of a doctree; ``texts`` are all lines of the source."""

    texts: Sequence[str]
    taken: frozenset[int]

    def prune(self, parent: nodes.Element, end: int) -> None:
        """Remove what stands on taken lines from *parent*, which ends before line *end*."""
        children = [(get_line(child), child) for child in parent.children]
        for number, (start, child) in enumerate(children):
            following = (line for line, _ in children[number + 1 :] if line > start)
            if start and isinstance(child, nodes.Element) and not isinstance(child, _KEPT):
                self._prune_block(child, start, next(following, end))

    def _prune_block(self, block: nodes.Element, start: int, end: int) -> None:
        lines = [number for number in range(start, end) if self._text(number)]
        if self.taken.isdisjoint(lines):
            return
        if isinstance(block, nodes.section):
            self.prune(block, end)
            if start in self.taken:
                unwrap(block)
        elif all(number in self.taken for number in lines):
            remove(block)
        elif isinstance(block, nodes.paragraph):
            self._prune_paragraph(block, start)
        elif isinstance(block, _LISTS):
            self.prune(block, end)
            if _is_empty(block):
                remove(block)

    def _prune_paragraph(self, paragraph: nodes.paragraph, start: int) -> None:
        """Remove single lines of a paragraph, if its lines are those of the source."""
        end = start
        while self._text(end):
            end += 1
        numbers = range(start, end)
        if all(number in self.taken for number in numbers):
            remove(paragraph)
            return
        lines = split_lines(paragraph)
        if len(lines) != len(numbers):
            return
        kept = [line for n, line in zip(numbers, lines, strict=True) if n not in self.taken]
        paragraph.clear()
        paragraph += join_lines(kept)

    def _text(self, number: int) -> str:
        return self.texts[number - 1].strip() if number <= len(self.texts) else ""


Line = tuple[list[nodes.Node], list[nodes.Node]]
"""What stands on a line, and what breaks it from the next."""


def split_lines(paragraph: nodes.paragraph) -> list[Line]:
    """Part the content of a paragraph by lines of the source."""
    lines: list[Line] = [([], [])]
    for child in paragraph.children:
        if isinstance(child, nodes.raw) and child.astext() in _BREAKS:
            # a hard break of MyST: one node for each format
            if lines[-1][0] or len(lines) == 1:
                lines.append(([], []))
            lines[-2][1].append(child)
        elif isinstance(child, nodes.Text):
            for number, part in enumerate(child.split("\n")):
                if number:
                    lines[-1][1].append(nodes.Text("\n"))
                    lines.append(([], []))
                if part:
                    lines[-1][0].append(nodes.Text(part))
        else:
            lines[-1][0].append(child)
    return lines


def join_lines(lines: Sequence[Line]) -> list[nodes.Node]:
    """Return what stands on lines, with breaks between them."""
    last = len(lines) - 1
    return [
        node
        for number, (content, break_) in enumerate(lines)
        for node in (*content, *(break_ if number < last else ()))
    ]


_BREAKS = ("<br />\n", "\\\\\n")


def _is_empty(block: nodes.Element) -> bool:
    return all(
        isinstance(child, (*_KEPT, nodes.field_name))
        or (isinstance(child, _LISTS) and _is_empty(child))
        for child in block.children
    )


def unwrap(section: nodes.section) -> None:
    """Put what is in a section in its place, without its title."""
    parent = section.parent
    _hand_over(section, parent)
    index = parent.index(section)
    parent[index : index + 1] = section.children[1:]


def remove(block: nodes.Element) -> None:
    """Take a block out of its section."""
    for inner in list(block.findall(nodes.Element)):
        _hand_over(inner, block.parent)
    block.parent.remove(block)


def _hand_over(node: nodes.Element, parent: nodes.Element) -> None:
    """Make links to *node* lead to the section that it is in."""
    while not isinstance(parent, nodes.section | nodes.document):
        parent = parent.parent
    document = parent.document
    if isinstance(parent, nodes.section) and document is not None:
        for anchor in node["ids"]:
            document.ids[anchor] = parent
        parent["ids"] += node["ids"]
        parent["names"] += node["names"]
    node["ids"], node["names"] = [], []
