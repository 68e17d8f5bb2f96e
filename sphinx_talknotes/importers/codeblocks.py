"""Where a page shows code, which no dialect may change."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_talknotes.importers.lines import Line, get_texts, mask_code
from sphinx_talknotes.importers.markdown import parse_blocks


def find_code(lines: Sequence[Line], *, indented: bool = True) -> frozenset[int]:
    """Return the indexes of the lines of code blocks, fences included.

    Without *indented* only those between fences: what a template will make of indented lines is
    not known before it is run.
    """
    marks = ("```", "~~~") if not indented else ("```", "~~~", "    ", "\t")
    if not any(mark in line.text for line in lines for mark in marks):
        return frozenset()
    kinds = ("fence", "code_block") if indented else ("fence",)
    code: set[int] = set()
    for token in parse_blocks(get_texts(lines)):
        if token.type in kinds and token.map:
            code.update(range(*token.map))
    return frozenset(code)


def join_open(
    lines: Sequence[Line], code: frozenset[int], opening: str, closing: str, limit: int = 30
) -> tuple[list[Line], frozenset[int]]:
    """Put a tag that goes on over several lines on its first one.

    Returns:
        The lines, and the indexes of those that are code.
    """
    result: list[Line] = []
    moved: set[int] = set()
    index = 0
    while index < len(lines):
        line = lines[index]
        if index in code:
            moved.add(len(result))
        elif opening in line.text and (end := _find_close(lines, index, opening, closing, limit)):
            parts = [line.text.rstrip(), *(other.text.strip() for other in lines[index + 1 : end])]
            line = Line(" ".join(parts), line.number)
            index = end - 1
        result.append(line)
        index += 1
    return result, frozenset(moved)


def _find_close(
    lines: Sequence[Line], index: int, opening: str, closing: str, limit: int
) -> int:  # fmt: skip
    """Return the index behind the line that closes the last tag of a line; 0 if it is closed."""
    masked = mask_code(lines[index].text)
    start = masked.rfind(opening)
    if start < 0 or masked.find(closing, start) >= 0:
        return 0
    for number in range(index + 1, min(len(lines), index + limit)):
        text = lines[number].text
        if opening in text.partition(closing)[0] or not text.strip():
            return 0
        if closing in text:
            return number + 1
    return 0
