"""Tables on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_GAP = "  "
_NARROWEST = 4


def measure(text: str) -> int:
    """Return how many columns of a terminal *text* takes.

    Wide characters of East Asian scripts and emoji take two (Unicode Standard Annex 11), marks and
    what joins characters none.
    """
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clip(text: str, width: int) -> str:
    """Return *text* cut to *width* columns, with an ellipsis if anything is cut off."""
    if measure(text) <= width:
        return text
    kept, used = [], 1
    for character in text:
        used += _width(character)
        if used > width:
            break
        kept.append(character)
    return f"{''.join(kept)}…" if width > 0 else ""


def format_table(rows: Sequence[Sequence[str]], width: int | None = None) -> Iterator[str]:
    """Yield the lines of a table; the first row is its head.

    Args:
        rows: all of the same length.
        width: of the terminal: the widest columns are clipped until it fits, and those that are
            empty are left out. ``None`` clips nothing.
    """
    if width is not None:
        shown = [n for n in range(len(rows[0])) if any(row[n] for row in rows[1:])]
        rows = [[row[n] for n in shown] for row in rows] if shown else rows
    widths = [max(map(measure, column)) for column in zip(*rows, strict=True)]
    if width is not None:
        widths = _shrink(widths, width - len(_GAP) * (len(widths) - 1))
    for row in rows:
        cells = (clip(cell, size) for cell, size in zip(row, widths, strict=True))
        padded = (
            cell + " " * (size - measure(cell)) for cell, size in zip(cells, widths, strict=True)
        )
        yield _GAP.join(padded).rstrip()


def _shrink(widths: Sequence[int], room: int) -> list[int]:
    """Take from the widest columns until all fit, or none can be narrower."""
    sizes = list(widths)
    while sum(sizes) > room and max(sizes) > _NARROWEST:
        sizes[sizes.index(max(sizes))] -= 1
    return sizes
