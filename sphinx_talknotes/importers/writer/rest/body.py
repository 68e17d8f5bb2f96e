"""The guarded lines of a piece, with titles made anew and names of places put between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sphinx_talknotes.importers.lines import trim
from sphinx_talknotes.importers.rest.model import Explicit, Title
from sphinx_talknotes.importers.writer.rest.directive import write_directive, write_title
from sphinx_talknotes.importers.writer.rest.guard import Guarded

MARKS = "=-~^\"'`+"
"""What titles are underlined with, by their level."""


class Body:
    """A piece: where its titles, rules and first and last targets are, and how it is written."""

    def __init__(self, guarded: Guarded, labels: Mapping[int, str], *, ruled: bool = True) -> None:
        self.lines = guarded.lines
        self.texts = guarded.texts
        self.titles = sorted(guarded.scan.titles, key=lambda title: title.start)
        self._guarded = guarded
        self._labels = labels
        self._named = {line.number for line in self.lines if line.number in labels}
        self._rules = _find_rules(guarded) if ruled else set()
        self._dropped = set(guarded.scan.transitions) - self._rules
        self._targets = [one for one in guarded.scan.explicit if _is_place(one)]
        comments = [one for one in guarded.scan.explicit if one.kind == "comment"]
        self._invisible = [*self._targets, *(one for one in comments if not one.in_table)]

    def take_last_targets(self) -> list[str]:
        """Take away the targets that the text ends with: they name what follows it."""
        end = len(self.texts)
        taken: list[str] = []
        for one in sorted(self._targets, key=lambda one: -one.start):
            between = self.texts[one.end : end]
            if one.column or any(text.strip() for text in between):
                break
            taken = [*self.texts[one.start : one.end], "", *taken]
            end = one.start
        self._blank(range(end, len(self.texts)) if taken else range(0))
        return taken

    def take_first_targets(self, line: int) -> list[str]:
        """Take away targets and comments that the text begins with, above line *line*."""
        taken: list[str] = []
        for one in sorted(self._invisible, key=lambda one: one.start):
            before = any(text.strip() for text in self.texts[: one.start])
            if one.column or before or self.lines[one.start].number > line:
                break
            taken += [*self.texts[one.start : one.end], ""]
            self._blank(range(one.start, one.end))
        return taken

    def _blank(self, rows: range) -> None:
        for row in rows:
            self.texts[row] = ""

    def get_level(self, title: Title, levels: Mapping[int, int]) -> int:
        """Return the level of a title on its page."""
        row = title.start + (len(title.style) == 2)
        return levels.get(self.lines[row].number, 1)

    def get_source(self, title: Title) -> str:
        """Return the text of a title as it is written."""
        return self.texts[title.start + (len(title.style) == 2)].strip()

    def label(self, title: Title) -> list[str]:
        """Return the line that names the place of a title, if it has a name."""
        number = self.lines[title.start + (len(title.style) == 2)].number
        return write_label(self._labels.get(number, ""))

    def cut(self, start: int, end: int) -> list[str]:
        """Return the lines from *start* to *end*, in which are no titles."""
        made: list[str] = []
        row = start
        while row < end:
            block = self._guarded.blocks.get(row)
            line = self.lines[row]
            if block is not None:
                row = block[0]
                following = self.texts[row] if row < end else ""
                made += [*block[1], *[""] * bool(following.strip())]
                continue
            if line.whole:
                made += part(made)
                for video in line.videos:
                    made += [*part(made), *write_directive("video", video)]
                if row + 1 < end and self.texts[row + 1].strip():
                    made.append("")
            elif row in self._dropped:
                made.append("")
            elif row not in self._guarded.gone:
                made.append(self.texts[row].rstrip())
            row += 1
        return trim(made)

    def write(self, start: int, end: int, depths: Mapping[int, int], marks: str) -> list[str]:
        """Return the lines from *start* to *end* with titles of the levels in *depths*."""
        made: list[str] = []
        position = start
        for number, title in enumerate(self.titles):
            if not start <= title.start < end:
                continue
            made += [*part(made), *self.cut(position, title.start)]
            source = self.get_source(title)
            if source:
                mark = marks[min(depths[number], len(marks) - 1)]
                made += [*part(made), *self.label(title), *write_title(source, mark), ""]
            position = title.end
        return trim([*made, *part(made), *self.cut(position, end)])


def _is_place(one: Explicit) -> bool:
    return one.kind == "target" and not (one.value or one.refname or one.in_table)


def _find_rules(guarded: Guarded) -> set[int]:
    """Return the transitions that may stay: text is on both sides of them."""
    texts = guarded.texts
    heads = {row for title in guarded.scan.titles for row in range(title.start, title.end)}
    hidden = {
        row for one in guarded.scan.explicit if one.kind != "footnote"
        for row in range(one.start, one.end)
    }  # fmt: skip
    rules = set(guarded.scan.transitions)
    kept: set[int] = set()
    for rule in sorted(rules):
        beside = (
            next((n for n in side if texts[n].strip() and n not in hidden), -1)
            for side in (range(rule - 1, -1, -1), range(rule + 1, len(texts)))
        )
        if all(n >= 0 and n not in heads and n not in rules for n in beside):
            kept.add(rule)
    return kept


def write_label(label: str) -> list[str]:
    """Return the lines before something that give it a name."""
    return [f".. _{label}:", ""] if label else []


def part(lines: Sequence[str]) -> list[str]:
    """Return a blank line if there is none at the end of some lines."""
    return [""] if lines and lines[-1].strip() else []
