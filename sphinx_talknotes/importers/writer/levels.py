"""Levels of headings in a page that is written, in either markup."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_talknotes.importers.pieces import Prose, TalkPiece

_DEEPEST = 64
_NONE = 99


def number_levels(levels: Sequence[int], first: int = 0) -> list[int]:
    """Return levels without a gap, the highest of which is *first*."""
    waiting: list[int] = []
    result: list[int] = []
    for level in levels:
        while waiting and waiting[-1] >= level:
            waiting.pop()
        waiting.append(level)
        result.append(first + len(waiting) - 1)
    return result


def find_swallowing(
    pieces: Sequence[Prose | TalkPiece], levels: Sequence[Sequence[int]]
) -> dict[int, set[int]]:
    """Return for each piece of prose which of its headings must not open a section.

    A talk is a section where it stands, so it would become part of the section of a heading
    above it although the two are of the same level. Such a heading is written without opening a
    section; only a heading above the talk's own level keeps it.

    Args:
        pieces: those of the page.
        levels: for each piece, the levels of the headings in it.
    """
    reach: dict[int, int] = {}
    found: dict[int, set[int]] = {}
    for number in reversed(range(len(pieces))):
        piece = pieces[number]
        if isinstance(piece, TalkPiece):
            reach = {n: min(reach.get(n, _NONE), piece.level) for n in range(_DEEPEST + 1)}
            continue
        found[number] = set()
        for index in reversed(range(len(levels[number]))):
            level = levels[number][index]
            if reach.get(level, _NONE) <= level:
                found[number].add(index)
            else:
                reach.update(dict.fromkeys(range(level, _DEEPEST + 1), _NONE))
    return found
