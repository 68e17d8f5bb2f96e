"""Small changes to lines, found by a parser, made from the end so that positions hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace ``length`` characters at a line and column with ``text``."""

    line: int
    column: int
    length: int
    text: str


def apply_edits(texts: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """Return *texts* with *edits* made; of two that overlap, the first in the text is made."""
    result = list(texts)
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        last = kept[-1] if kept else None
        free = last is None or last.line != edit.line or last.column + last.length <= edit.column
        if free and not (last and last.line == edit.line and last.column == edit.column):
            kept.append(edit)
    by_line: dict[int, list[Edit]] = {}
    for edit in kept:
        by_line.setdefault(edit.line, []).append(edit)
    for number, changes in by_line.items():
        text, parts, position = result[number], [], 0
        for edit in changes:
            parts += [text[position : edit.column], edit.text]
            position = edit.column + edit.length
        result[number] = "".join([*parts, text[position:]])
    return result


class Places:
    """Where the characters of an inline token stand in the source lines.

    A token's content is what is left of its lines when the marks of lists and quotations are
    taken off. A table cell is a part of its line, to be looked for from *column* on, and has
    lost the backslashes before its bars.
    """

    def __init__(
        self, texts: Sequence[str], content: str, start: int, column: int | None = None
    ) -> None:
        self._lines: list[tuple[int, int, int | None]] = []
        self._bars = column is not None
        self._content = content
        self.end = column or 0
        """Column behind the last character."""
        offset = 0
        for number, part in enumerate(content.split("\n"), start):
            source = texts[number] if number < len(texts) else ""
            bare = part.strip()
            if column is None:
                at, lead = _find_end(source, bare), len(part) - len(part.lstrip())
            else:
                bare = bare.replace("|", "\\|")
                at, lead = source.find(bare, column), 0
            self._lines.append((offset, number, at - lead if at >= 0 else None))
            self.end = at + len(bare) if at >= 0 else self.end
            offset += len(part) + 1

    def find(self, position: int) -> tuple[int, int] | None:
        """Return line and column of the character at *position* of the content."""
        at = bisect_right(self._lines, position, key=lambda line: line[0]) - 1
        offset, number, column = self._lines[at]
        if column is None:
            return None
        bars = self._content.count("|", 0, position) if self._bars else 0
        found = column + position - offset + bars
        return (number, found) if found >= 0 else None


def _find_end(source: str, bare: str) -> int:
    """Return where *bare* stands at the end of *source*, or where it stands at all, or -1."""
    trimmed = source.rstrip()
    if trimmed.endswith(bare):
        return len(trimmed) - len(bare)
    return source.find(bare)
