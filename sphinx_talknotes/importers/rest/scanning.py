"""Scans of texts in reStructuredText, safe from whatever they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sphinx_talknotes.importers.rest.model import Construct, Scan, Title

MAX_LINE = 8000
"""A longer line is read as a word."""
_MAX_DEPTH = 60
_INLINE = re.compile(r"[*`_|\\:@<\[]")


def normalize(text: str) -> str:
    """Return a line as docutils reads it: tabs are up to eight spaces, none are at the end."""
    return text.expandtabs(8).rstrip() if "\t" in text or text[-1:].isspace() else text


def scan_text(texts: Sequence[str]) -> Scan:
    """Return everything that is in *texts*; ``failed`` tells that it is nested too deeply."""
    return _scan(tuple(map(normalize, texts)), shallow=False)


def scan_titles(texts: Sequence[str]) -> Scan:
    """Return titles, and what stands outside of lists, quotations and tables."""
    return _scan(tuple(map(normalize, texts)), shallow=True)


@lru_cache(maxsize=16)
def _scan(lines: tuple[str, ...], *, shallow: bool) -> Scan:
    from sphinx_talknotes.importers.rest import machine

    safe = [_shorten(line) if len(line) > MAX_LINE else line for line in lines]
    if not shallow and _is_deep(safe):
        return Scan(lines, failed=True)
    try:
        scan = machine.run(safe, shallow=shallow)
    except RecursionError:
        return Scan(lines, failed=True)
    scan.lines = lines
    return scan


def _shorten(line: str) -> str:
    return line[: min(len(line) - len(line.lstrip()), 80)] + "x"


def _is_deep(lines: Sequence[str]) -> bool:
    """Tell whether lines are indented in more steps than docutils can follow."""
    steps: list[int] = []
    for line in lines:
        bare = line.lstrip()
        if not bare:
            continue
        indent = len(line) - len(bare)
        # the marks of items and quotations inside of each other on one line
        marks = 0
        while (match := _MARKS.match(bare)) and marks <= _MAX_DEPTH:
            marks += 1
            bare = bare[match.end() :]
        while steps and steps[-1] >= indent:
            steps.pop()
        steps.append(indent)
        if len(steps) + marks > _MAX_DEPTH:
            return True
    return False


_MARKS = re.compile(
    r"(?:[-*+•‣\u2043]|\(?(?:\d{1,9}|[a-zA-Z#]|[ivxlcdmIVXLCDM]{1,12})[.)]"
    r"|:[^:\s][^:]{0,40}:|\|)[ ]+"
)


@lru_cache(maxsize=4096)
def scan_inline(text: str) -> tuple[Construct, ...]:
    """Return the inline constructs of a short text."""
    if not _INLINE.search(text):
        return ()
    from sphinx_talknotes.importers.rest import machine

    return tuple(machine.run_inline(text).constructs)


def get_levels(titles: Sequence[Title]) -> list[int]:
    """Return the level of each title: styles are levels in the order in which they appear."""
    styles: list[str] = []
    levels: list[int] = []
    for title in titles:
        if title.style not in styles:
            styles.append(title.style)
        levels.append(styles.index(title.style) + 1)
    return levels
