"""Blocks of a page shown as they are written, and other small repairs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.rest.model import Message, Scan
from sphinx_talknotes.importers.rest.scanning import MAX_LINE, scan_text

_ROUNDS = 40
_UNPARTED = re.compile(
    r".*ends without a blank line|Blank line required after|Unexpected indentation"
)
_LATER = re.compile(
    r"Inline |Multiple roles|Mismatch: both|Duplicate |Title (?:under|over)line too short"
)
"""What is dealt with where names and titles are."""


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """Lines from ``start`` to ``end`` that begin at a column."""

    start: int
    end: int
    column: int = 0

    def holds(self, line: int) -> bool:
        """Tell whether a line is in it."""
        return self.start <= line < self.end


def repair(lines: Sequence[Line]) -> tuple[list[Line], Scan]:
    """Return *lines* so that docutils finds nothing wrong with their blocks, and what is in them.

    Blank lines are put in where they are missed; blocks that can't be read are shown as they are.
    """
    result = list(lines)
    for _round in range(_ROUNDS):
        texts = [line.text for line in result]
        scan = scan_text(texts)
        if scan.failed:
            break
        fixed = _fix(result, scan)
        if fixed is None:
            return result, scan
        result = fixed
    whole = show(list(lines), Block(0, len(lines)))
    return whole, scan_text([line.text for line in whole])


def _fix(lines: list[Line], scan: Scan) -> list[Line] | None:
    """Return the lines with what is wrong mended, or ``None`` if nothing is."""
    wrong = [m for m in scan.messages if m.level > 1 and not _LATER.match(m.text)]
    long = {n for n, line in enumerate(lines) if len(line.text) > MAX_LINE} & scan.text_lines
    blanks: set[int] = set()
    blocks: set[Block] = {find_block(lines, number) for number in long}
    for message in wrong:
        number = min(max(message.line, 0), len(lines) - 1)
        if _UNPARTED.match(message.text) and (at := _find_seam(lines, number)):
            blanks.add(at)
        elif message.text.startswith("Literal block expected"):
            mended = _mend_colons(lines, number)
            if mended:
                return mended
            blocks.add(find_block(lines, number))
        else:
            blocks.add(find_block(lines, number))
    if not blanks and not blocks:
        return None
    result = list(lines)
    for block in sorted(_outermost(blocks), reverse=True):
        result = show(result, block)
    if blocks:
        return result
    for number in sorted(blanks, reverse=True):
        result.insert(number, Line("", result[number].number))
    return result


def _outermost(blocks: set[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.start, -block.end)):
        if not kept or block.start >= kept[-1].end:
            kept.append(block)
    return kept


def _find_seam(lines: Sequence[Line], number: int) -> int:
    """Return the index before which a blank line is missed, if it is there or just above."""
    for at in (number, number - 1, number + 1):
        if 0 < at < len(lines) and lines[at].text.strip() and lines[at - 1].text.strip():
            here, above = _indent(lines[at].text), _indent(lines[at - 1].text)
            if here != above or at == number:
                return at
    return 0


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _mend_colons(lines: Sequence[Line], number: int) -> list[Line]:
    """Escape the colons that announce a literal block which does not come."""
    for at in range(min(number, len(lines) - 1), max(number - 6, -1), -1):
        text = lines[at].text.rstrip()
        if text.endswith("::") and not text.endswith("\\::"):
            result = list(lines)
            result[at] = Line(f"{text[:-1]}\\:", lines[at].number, lines[at].videos)
            return result
    return []


def find_block(lines: Sequence[Line], number: int) -> Block:
    """Return the block of the text itself that a line is in, with all that is indented below."""
    start = end = min(max(number, 0), len(lines) - 1)
    while start > 0 and not (_is_free(lines[start].text) and not lines[start - 1].text.strip()):
        start -= 1
    end = max(end, start) + 1
    while end < len(lines) and not (_is_free(lines[end].text) and not lines[end - 1].text.strip()):
        end += 1
    while end > start + 1 and not lines[end - 1].text.strip():
        end -= 1
    return Block(start, end)


def _is_free(text: str) -> bool:
    return text[:1] not in ("", " ")


def show(lines: Sequence[Line], block: Block) -> list[Line]:
    """Return *lines* with a block of them as a literal block."""
    start, end, column = block.start, block.end, block.column
    rows = lines[start:end]
    if not any(row.text.strip() for row in rows):
        return list(lines)
    first = rows[0]
    before = first.text[:column]
    number = first.number
    made: list[Line] = []
    if not before.strip() and start and lines[start - 1].text.strip():
        made.append(Line("", number))
    made += [Line(f"{before}::", number), Line("", number)]
    for row in rows:
        text = row.text[column:].rstrip()
        made.append(
            Line(f"{' ' * column}   {text}" if text else "", row.number, row.videos, row.whole)
        )
    if end < len(lines) and lines[end].text.strip():
        made.append(Line("", lines[end].number))
    return [*lines[:start], *made, *lines[end:]]


def describe(message: Message) -> str:
    """Return the first line of what docutils says."""
    return message.text.partition("\n")[0]
