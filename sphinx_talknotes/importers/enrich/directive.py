"""A talk with options of its own: a directive, or a heading with a field list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sphinx_talknotes.importers.enrich.style import write_value
from sphinx_talknotes.importers.writer.directive import quote_value

_REST_LINK = re.compile(r"`([^`<]{1,300})<[^<>`]{1,1000}>`__?")


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive at the top level of a page.

    ``line`` is that of its name (1-based), ``end`` the one behind its last line. ``at`` is the
    index of the line before which an option is put, ``gap`` tells that a blank line has to
    follow it. ``form`` is how options are written there.
    """

    name: str
    title: str
    line: int
    end: int
    options: Mapping[str, str]
    at: int
    form: Literal["myst", "yaml", "rest", "field"]
    indent: str = ""
    gap: bool = False

    def write_option(self, name: str, value: str) -> str:
        """Return the line of an option."""
        if self.form == "yaml":
            return f"{self.indent}{name}: {quote_value(value)}"
        if self.form == "field":
            return f":{name}: {write_value(name, value)}"
        text = quote_value(value) if self.form == "myst" else value
        return f"{self.indent}:{name}: {text}"


def get_title(text: str) -> str:
    """Return what a reader sees of a title of reST, as far as links are concerned."""
    return " ".join(_REST_LINK.sub(r"\1", text).split())
