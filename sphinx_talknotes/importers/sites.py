"""Which pages belong to which tool: by where they lie, else by what is in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from sphinx_talknotes.importers.dialects import DIALECTS, Dialect
from sphinx_talknotes.importers.dialects.rest import REST as REST_DIALECT
from sphinx_talknotes.importers.dialects.rest import find_root
from sphinx_talknotes.importers.markup import REST
from sphinx_talknotes.importers.page import RawPage, Site
from sphinx_talknotes.importers.source import Folder

_NOT_JEKYLL = "_toc.yml"
"""Jupyter Book has a ``_config.yml`` too, and this file beside it."""


def group_pages(pages: Iterable[RawPage], folder: Folder) -> list[tuple[Dialect, Site]]:
    """Part the pages of a collection into sites.

    The path of a page may show its site (``blog/_posts/…``), or a file above it, such as
    ``_config.yml``. The other pages are judged folder by folder: a folder has the dialect for
    which its pages show most evidence, or that of the folder above it. Pages in reST have a dialect
    of their own, wherever they lie.
    """
    found: dict[tuple[str, PurePosixPath], tuple[Dialect, Site]] = {}
    loose: list[RawPage] = []
    rest: list[RawPage] = []
    for page in pages:
        if page.markup is REST:
            rest.append(page)
            continue
        dialect, root = _find_marked(page, folder)
        if dialect is None:
            dialect, root = _find_layout(page, folder.root.name)
        if dialect is None:
            loose.append(page)
        else:
            _note(found, dialect, root, page, folder)
    judged = _judge_folders(loose)
    for page in loose:
        dialect, root = judged[page.path.parent]
        _note(found, dialect, root, page, folder)
    for page in rest:
        _note(found, REST_DIALECT, find_root(page.path, folder.files), page, folder)
    return list(found.values())


def _note(
    found: dict[tuple[str, PurePosixPath], tuple[Dialect, Site]],
    dialect: Dialect, root: PurePosixPath, page: RawPage, folder: Folder,
) -> None:  # fmt: skip
    site = found.setdefault((dialect.name, root), (dialect, Site(root, folder=folder)))[1]
    site.pages.append(page)


def _find_marked(page: RawPage, folder: Folder) -> tuple[Dialect | None, PurePosixPath]:
    """Find the nearest folder above a page that has the file of a dialect."""
    for above in page.path.parents:
        for dialect in DIALECTS:
            marked = dialect.marker and above / dialect.marker in folder.files
            if marked and above / _NOT_JEKYLL not in folder.files:
                return dialect, above
    return None, PurePosixPath()


def _find_layout(page: RawPage, folder: str) -> tuple[Dialect | None, PurePosixPath]:
    for dialect in DIALECTS:
        depth = dialect.layout(page.path.parts)
        if depth is None and dialect.layout((folder, *page.path.parts)) == 0:
            depth = 0
        if depth is not None:
            return dialect, PurePosixPath(*page.path.parts[:depth])
    return None, PurePosixPath()


def _judge_folders(pages: list[RawPage]) -> dict[PurePosixPath, tuple[Dialect, PurePosixPath]]:
    """Return dialect and site root of each folder that has pages."""
    folders: dict[PurePosixPath, list[RawPage]] = {}
    for page in pages:
        folders.setdefault(page.path.parent, []).append(page)
    judged: dict[PurePosixPath, tuple[Dialect, PurePosixPath]] = {}
    for folder in sorted(folders, key=lambda path: len(path.parts)):
        scores = [sum(map(dialect.evidence, folders[folder])) for dialect in DIALECTS]
        best = max(range(len(DIALECTS)), key=scores.__getitem__) if any(scores) else -1
        above = next((judged[up] for up in folder.parents if up in judged), None)
        if any(scores) or above is None:
            above = (DIALECTS[best], PurePosixPath() if above is None else above[1])
        judged[folder] = above
    return judged
