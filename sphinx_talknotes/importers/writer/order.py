"""The order of pages in the table of contents.

A ``SUMMARY.md`` says it (https://rust-lang.github.io/mdBook/format/summary.html). What is not
named there follows by date, the page that introduces a folder before the others in it.
"""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from sphinx_talknotes.importers.collection import Collection, SourcePage
from sphinx_talknotes.importers.markdown import read_spans
from sphinx_talknotes.importers.pieces import Prose
from sphinx_talknotes.importers.records import get_date

_HEADS = frozenset({"index", "_index", "readme"})
_LAST = "9999"


def order_pages(collection: Collection) -> list[str]:
    """Return the names of all pages but the home page, in order."""
    ranks = _rank_by_summary(collection)
    pages = {name: page for name, page in collection.pages.items() if name != "index"}
    days = {name: str(get_date(page) or _LAST) for name, page in pages.items()}
    first: dict[PurePosixPath, str] = {}
    for name, page in pages.items():
        for folder in page.path.parents:
            first[folder] = min(first.get(folder, _LAST), days[name])

    def key(name: str) -> tuple[int, str, str, bool, str]:
        path = pages[name].path
        heads = path.stem.lower() in _HEADS
        day = first[path.parent] if heads and days[name] == _LAST else days[name]
        rank = ranks.get(path, len(ranks))
        return (rank, day, posixpath.dirname(name), not heads, name)

    return sorted(pages, key=key)


def _rank_by_summary(collection: Collection) -> dict[PurePosixPath, int]:
    """Return the position of each page that the summary nearest to the top links to."""
    found = [page for page in collection.pages.values() if page.path.name.lower() == "summary.md"]
    summary = min(found, key=lambda page: (len(page.path.parts), page.path), default=None)
    ranks: dict[PurePosixPath, int] = {}
    for href in _find_links(summary) if summary else ():
        try:
            path = unquote(urlsplit(href).path)
        except ValueError:
            continue
        whole = posixpath.normpath(posixpath.join(summary.path.parent, path)) if summary else ""
        ranks.setdefault(PurePosixPath(whole), len(ranks))
    return ranks


def _find_links(page: SourcePage) -> list[str]:
    lines = [
        line
        for piece in page.pieces
        for line in (piece.lines if isinstance(piece, Prose) else piece.body_lines)
    ]
    spans = [span for line in lines if "](" in line.text for span in read_spans(line.text)[0]]
    return [span.href for span in spans if span.href]
