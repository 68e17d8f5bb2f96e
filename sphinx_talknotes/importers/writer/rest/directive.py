"""Directives and titles in reST."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

_START = re.compile(
    r"[-+*•‣\u2043](?=\s|$)|\.\.(?=\s|$)|__(?=\s|$)|>>>(?=\s|$)|:[^:\s]|\|(?=\s|$)|[-+/]\S|"
    r"\(?(?:\w|#|\d{1,12}|[ivxlcdmIVXLCDM]{2,15})[.)](?=\s|$)|[=-]{2,}(?=\s|$)"
)
_RULE = re.compile(r"([!-/:-@[-`{-~])\1*\s*$")


def protect(source: str) -> str:
    """Return the source of inline markup so that it begins nothing else at the start of a line."""
    if _START.match(source) or _RULE.fullmatch(source):
        return f"\\{source}"
    return f"{source[:-1]}\\:" if source.endswith("::") and source[-3:-2] != "\\" else source


def get_width(text: str) -> int:
    """Return the number of columns that a text takes: two for each wide character."""
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text
    )


def write_title(source: str, mark: str) -> list[str]:
    """Return a section title."""
    text = protect(" ".join(source.split()))
    return [text, mark * max(get_width(text), 4)]


def indent(lines: Sequence[str], by: int = 3) -> list[str]:
    """Return lines further to the right; blank ones stay empty."""
    return [f"{' ' * by}{line}" if line.strip() else "" for line in lines]


def write_directive(
    name: str, argument: str = "", options: Mapping[str, str] | None = None,
    body: Sequence[str] = (),
) -> list[str]:  # fmt: skip
    """Return the lines of a directive; a blank line stands before its body."""
    lines = [f".. {name}:: {' '.join(argument.split())}".rstrip()]
    for key, value in (options or {}).items():
        lines.append(f"   :{key}: {' '.join(value.split())}".rstrip())
    return [*lines, "", *indent(body)] if body else lines
