"""The guarded lines of a piece, with what is put between them when they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.writer.boxes import make_boxes


class Body:
    """Texts of a piece, as many as its lines, and names of places among them.

    ``labels`` are names by the number of the line in the source.
    """

    def __init__(
        self, texts: Sequence[str], lines: Sequence[Line], labels: Mapping[int, str], dialect: str
    ) -> None:
        self.texts = texts
        self._dialect = dialect
        self._labels: dict[int, str] = {}
        seen: set[int] = set()
        for index, line in enumerate(lines):
            if line.number in labels and line.number not in seen:
                self._labels[index] = labels[line.number]
            seen.add(line.number)

    def label(self, index: int) -> list[str]:
        """Return the line that names the place at *index*, if it has a name."""
        return write_label(self._labels.get(index, ""))

    def cut(self, start: int, end: int) -> list[str]:
        """Return the lines from *start* to *end* without blank ones around them."""
        while start < end and not self.texts[start].strip():
            start += 1
        while end > start and not self.texts[end - 1].strip():
            end -= 1
        parts: list[str] = []
        position = start
        for index in sorted(self._labels):
            if start <= index < end:
                parts += [*make_boxes(self.texts[position:index], self._dialect)]
                parts += self.label(index)
                position = index
        return [*parts, *make_boxes(self.texts[position:end], self._dialect)]


def write_label(label: str) -> list[str]:
    """Return the line before a heading that gives it a name."""
    return [f"({label})="] if label else []
