"""Headings of Markdown as it was before CommonMark: ``##Title`` and ``## Title##``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sphinx_talknotes.importers.codeblocks import find_code
from sphinx_talknotes.importers.lines import Line

_CLOSE = re.compile(r"(#{1,6})(?=[^\s#!])(.*\S.*)")
_SPACED = re.compile(r"#{1,6}\s+\S")
_CLOSED = re.compile(r"(#+)\s*[^\s#](?:.*[^\s#])?(?P<end>\1)\s*")
"""A heading with as many marks behind it, and no space before these."""
_LEAST = 2


def space_headings(lines: Sequence[Line]) -> list[Line]:
    """Put the space in, where a page has more such lines than headings with a space.

    A line counts if a blank line or nothing stands before it; the page must have two of them, since
    a single one may be a hashtag. Behind a title (where a single mark may be that of C#) space is
    put where several marks are, or such headings or all headings of the page have them.
    """
    return _space_ends(_space_starts(lines))


def _space_ends(lines: Sequence[Line]) -> list[Line]:
    ends = {n: match.start("end") for n, line in enumerate(lines) if line.text[:1] == "#"
            and (match := _CLOSED.fullmatch(line.text))}  # fmt: skip
    if not ends:
        return list(lines)
    code = find_code(lines)
    heads = {n for n, line in enumerate(lines) if n not in code and _SPACED.match(line.text)}
    closed = heads & ends.keys()
    several = len(heads) > _LEAST and heads == closed
    several |= any(lines[number].text[:2] == "##" for number in closed)
    return [
        replace(line, text=f"{line.text[: ends[number]]} {line.text[ends[number] :]}")
        if number in closed and (several or line.text[:2] == "##")
        else line
        for number, line in enumerate(lines)
    ]


def _space_starts(lines: Sequence[Line]) -> list[Line]:
    if sum(bool(_CLOSE.fullmatch(line.text)) for line in lines) < _LEAST:
        return list(lines)
    code = find_code(lines)
    close = {
        number for number, line in enumerate(lines)
        if number not in code and _CLOSE.fullmatch(line.text)
        and (number == 0 or not lines[number - 1].text.strip() or number - 1 in code
             or _CLOSE.fullmatch(lines[number - 1].text))
    }  # fmt: skip
    spaced = sum(bool(_SPACED.match(line.text)) for n, line in enumerate(lines) if n not in code)
    if len(close) < _LEAST or len(close) <= spaced:
        return list(lines)
    return [
        replace(line, text=_CLOSE.sub(r"\1 \2", line.text)) if number in close else line
        for number, line in enumerate(lines)
    ]
