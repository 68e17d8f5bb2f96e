"""A talk with options of its own: a directive, or a heading with a field list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_talknotes.importers.enrich.style import write_value
from sphinx_talknotes.importers.own.directive import Form
from sphinx_talknotes.importers.writer.directive import quote_value


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
    form: Form
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
