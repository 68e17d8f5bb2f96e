"""What tables of contents list."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from sphinx_talknotes.importers.own.directive import Directive

SUFFIXES = (".md", ".rst")
_ENTRY = re.compile(r"[^<>\n]{0,1000}<([^<>\n]{1,1000})>\s*")


def iter_entries(one: Directive, docname: str) -> Iterator[tuple[str, int]]:
    """Yield the pages that a `toctree` names, as paths in the project, with their lines."""
    for line in one.body:
        entry = line.text.strip()
        titled = _ENTRY.fullmatch(entry)
        path = (titled[1] if titled else entry).strip()
        for suffix in SUFFIXES:
            path = path.removesuffix(suffix)
        if path and not path.startswith(":"):
            folder = "" if path.startswith("/") else posixpath.dirname(docname)
            yield posixpath.normpath(posixpath.join(folder, path.lstrip("/"))), line.number
