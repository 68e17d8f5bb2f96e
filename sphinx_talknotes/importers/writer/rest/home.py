"""What follows the prose of a home page in reST."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_talknotes.importers.writer.rest.body import MARKS
from sphinx_talknotes.importers.writer.rest.directive import write_directive, write_title


def write_ending(parts: Sequence[tuple[str, str, dict[str, str], Sequence[str]]]) -> list[str]:
    """Return sections, each of which is a title and a directive with options and content."""
    lines: list[str] = []
    for title, name, options, body in parts:
        lines += [*write_title(title, MARKS[1]), "", *write_directive(name, "", options, body), ""]
    return lines
