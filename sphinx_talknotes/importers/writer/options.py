"""The options of directives that the writers of both markups make."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_talknotes.model.fields import FIELDS
from sphinx_talknotes.model.records import Declaration

_ORDER = {row.name: number for number, row in enumerate(FIELDS)}


def get_declared_options(declaration: Declaration) -> dict[str, str]:
    """Return the options of a directive that declares a speaker, a tool or a conference."""
    start, end = declaration.dates
    options = {
        "aliases": ", ".join(declaration.aliases), "start": str(start or ""), "end": str(end or ""),
        "url": declaration.url, **dict(declaration.details),
    }  # fmt: skip
    return {name: value for name, value in options.items() if value}


def sort_options(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a talk in the order of the table of fields."""
    return {name: fields[name] for name in sorted(fields, key=lambda name: _ORDER.get(name, 99))}
