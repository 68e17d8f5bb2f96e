"""A unified diff of insertions, for ``git apply`` and ``patch``.

Lines of a diff end in line feeds alone, so carriage returns are part of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CONTEXT = 3


@dataclass(slots=True)
class _Change:
    """Lines from ``start`` to ``end`` become ``lines``."""

    start: int
    end: int
    lines: list[bytes]


def make_diff(name: bytes, data: bytes, insertions: Sequence[tuple[int, bytes]]) -> bytes:
    """Return the diff of a file, empty if nothing is put in.

    Args:
        name: path of the file, with slashes.
        data: what is in it.
        insertions: offset and bytes, in order.
    """
    old = _split(data)
    hunks = list(_group(_find_changes(old, insertions)))
    if not hunks:
        return b""
    before, after = _quote(b"a/" + name), _quote(b"b/" + name)
    tab = b"\t" if b" " in name else b""
    parts = [b"diff --git %s %s\n--- %s%s\n+++ %s%s\n" % (before, after, before, tab, after, tab)]
    shift = 0
    for hunk in hunks:
        text, shift = _write_hunk(old, hunk, shift)
        parts.append(text)
    return b"".join(parts)


def _split(data: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in data.split(b"\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _find_changes(old: Sequence[bytes], insertions: Sequence[tuple[int, bytes]]) -> list[_Change]:
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    changes: list[_Change] = []
    inside: dict[int, list[tuple[int, bytes]]] = {}
    for offset, text in insertions:
        number = min(bisect_right(starts, offset) - 1, len(old))
        whole = number == len(old) and (not old or old[-1].endswith(b"\n"))
        if whole or (number < len(old) and offset == starts[number] and text.endswith(b"\n")):
            changes.append(_Change(number, number, _split(text)))
        else:
            number = min(number, len(old) - 1)
            inside.setdefault(number, []).append((offset - starts[number], text))
    for number, parts in inside.items():
        line = old[number]
        for offset, text in reversed(parts):
            line = line[:offset] + text + line[offset:]
        changes.append(_Change(number, number + 1, _split(line)))
    return sorted(changes, key=lambda change: (change.start, change.end))


def _group(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Yield changes that are near enough to share their context."""
    group: list[_Change] = []
    for change in changes:
        if group and change.start - group[-1].end > 2 * _CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _write_hunk(old: Sequence[bytes], hunk: list[_Change], shift: int) -> tuple[bytes, int]:
    start = max(hunk[0].start - _CONTEXT, 0)
    end = min(hunk[-1].end + _CONTEXT, len(old))
    lines: list[bytes] = []
    position = start
    for change in hunk:
        lines += [b" " + line for line in old[position : change.start]]
        lines += [b"-" + line for line in old[change.start : change.end]]
        lines += [b"+" + line for line in change.lines]
        position = change.end
    lines += [b" " + line for line in old[position:end]]
    more = sum(len(change.lines) - change.end + change.start for change in hunk)
    head = b"@@ -%s +%s @@\n" % (
        _range(start, end - start), _range(start + shift, end - start + more)
    )  # fmt: skip
    body = b"".join(
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        for line in lines
    )
    return head + body, shift + more


def _range(start: int, count: int) -> bytes:
    first = start + 1 if count else start
    return b"%d" % first if count == 1 else b"%d,%d" % (first, count)


def _quote(name: bytes) -> bytes:
    """Return a path as git writes it: in quotes if it has odd characters."""
    if not any(byte < 0x20 or byte in b'"\\\x7f' for byte in name) and _is_text(name):
        return name
    quoted = b"".join(
        b"\\" + bytes([byte]) if byte in b'"\\'
        else bytes([byte]) if 0x20 <= byte < 0x7F
        else b"\\%03o" % byte
        for byte in name
    )  # fmt: skip
    return b'"' + quoted + b'"'


def _is_text(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True
