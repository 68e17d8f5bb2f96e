"""A page as lines that remember where they came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_MAX_NAME = 80
_ENDS = re.compile(r"\r\n?|\n")
_ODD = str.maketrans({**dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "), "\0": "\ufffd"})
"""What Python calls a line end and Markdown does not, and what Markdown can't hold."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    ``number`` is the 1-based line of the source file it came from. ``videos`` are addresses of
    players that stood there; ``whole`` tells that nothing else did (``text`` is then empty).
    """

    text: str
    number: int
    videos: tuple[str, ...] = ()
    whole: bool = False


def split_lines(text: str, first: int = 1) -> list[Line]:
    """Split *text* at line feeds and carriage returns; the last line end opens no line."""
    parts = _ENDS.split(text.translate(_ODD))
    if parts and not parts[-1]:
        parts.pop()
    return [Line(part, number) for number, part in enumerate(parts, first)]


def cut_out(text: str, matches: Sequence[re.Match[str]]) -> str:
    """Return *text* without the places of *matches*, which stand in their order."""
    for match in reversed(matches):
        text = text[: match.start()] + text[match.end() :]
    return text


_TICKS = re.compile(r"`+")


def mask_code(text: str) -> str:
    """Return *text* with its code spans blanked out; the length stays.

    A span ends at the next run of as many backticks. Runs are looked up by their length, since a
    search for each would take long on a line with many.
    """
    if "`" not in text:
        return text
    runs = [match.span() for match in _TICKS.finditer(text)]
    later: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[number][1] - runs[number][0], []).append(number)
    parts, position, number = [], 0, 0
    while number < len(runs):
        start, end = runs[number]
        same = later[end - start]
        while same and same[-1] <= number:
            same.pop()
        if same:
            number = same[-1]
            parts += [text[position:start], " " * (runs[number][1] - start)]
            position = runs[number][1]
        number += 1
    return "".join([*parts, text[position:]])


def get_texts(lines: Iterable[Line]) -> list[str]:
    """Return the texts alone."""
    return [line.text for line in lines]


def trim(lines: Sequence[str]) -> list[str]:
    """Return lines without blank ones at both ends."""
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return list(lines[start:end])


def is_blank(line: Line) -> bool:
    """Tell whether nothing stands on the line, a player included."""
    return not line.text.strip() and not line.videos


def strip_blank(lines: Sequence[Line]) -> list[Line]:
    """Return *lines* without the blank ones at both ends."""
    start, end = 0, len(lines)
    while start < end and is_blank(lines[start]):
        start += 1
    while end > start and is_blank(lines[end - 1]):
        end -= 1
    return list(lines[start:end])


def find_links(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """Return the links in prose whose texts are short enough to be a name."""
    found: list[tuple[str, str]] = []
    for line in lines:
        parts = line.text.split("](http")
        for before, behind in pairwise(parts):
            start, end = before.rfind("["), behind.find(")")
            if end > 0 and start >= 0 and len(before) - start < _MAX_NAME:
                found.append((before[start + 1 :], f"http{behind[:end]}"))
    return tuple(found)
