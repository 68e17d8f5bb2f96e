"""What an import copies as it is: pages that use our directives, their files, whole projects."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from urllib.parse import unquote

from sphinx_talknotes.importers.collection import Collection, SourcePage
from sphinx_talknotes.importers.own.directive import Directive
from sphinx_talknotes.importers.own.page import OwnPage
from sphinx_talknotes.importers.writer.directive import write_directive
from sphinx_talknotes.importers.writer.order import order_pages
from sphinx_talknotes.importers.writer.toctrees import SUFFIXES, iter_entries
from sphinx_talknotes.model.problems import Problem, Report

_LINK = re.compile(
    r"\]\(\s*(?:<([^<>\n]{1,500})>|([^\s()<>]{1,500}))"
    r"|^ {0,3}\[[^\]]{1,200}\]:\s*<?([^\s<>]{1,500})"
    r"|<([^<>\s]{1,500})>|\b(?:src|href)\s{0,5}=\s{0,5}[\"']?([^\s\"'<>]{1,500})"
)
_LONGEST = 20_000
_SHOWN = 3


def is_whole(collection: Collection) -> bool:
    """Tell whether the folder is a project of ours, of which nothing is written anew."""
    return PurePosixPath() in collection.own.projects


def find_copies(collection: Collection) -> dict[PurePosixPath, PurePosixPath]:
    """Return what is copied: path in the project → path in the collection."""
    copies = {path: path for path in collection.own.files}
    for page in collection.pages.values():
        if page.kept is not None and page.path not in copies:
            free = page.kept.target not in copies
            copies[page.kept.target if free else page.path] = page.path
            copies.update((path, path) for path in _find_files(page.kept.page, collection))
    return copies


def _find_files(page: OwnPage, collection: Collection) -> Iterator[PurePosixPath]:
    """Yield the files that a page shows or links.

    Pages are no such files, and neither is a ``conf.py``: it would be run.
    """
    for href in _iter_paths(page):
        if "." not in href:
            continue
        path = unquote(href.partition("#")[0].partition("?")[0])
        start = "" if path.startswith("/") else page.path.parent.as_posix()
        for name in (path, href):
            whole = PurePosixPath(posixpath.normpath(posixpath.join(start, name.lstrip("/"))))
            code = whole.name.lower() == "conf.py" or whole.suffix.lower() in SUFFIXES
            if whole in collection.files and not code:
                yield whole
                break


def _iter_paths(page: OwnPage) -> Iterator[str]:
    for line in page.lines:
        if len(line.text) < _LONGEST:
            for match in _LINK.finditer(line.text):
                yield next(part for part in match.groups() if part)
    for one in page.text.iter_all():
        for value in (one.argument, *one.options.values()):
            yield value
            yield from re.split(r"[\s,]+", value)


def is_orphan(page: SourcePage) -> bool:
    """Tell whether a page says that no table of contents lists it."""
    return page.kept is not None and "orphan" in page.kept.page.front


def find_unlisted(collection: Collection) -> list[str]:
    """Return the pages that no page lists which is left as it is, in order."""
    listed: set[str] = set()
    for name, page in collection.pages.items():
        for one in page.kept.page.text.iter_all() if page.kept else ():
            if one.name == "toctree":
                listed.update(_read_toctree(one, name, collection.pages))
    pages = collection.pages
    return [n for n in order_pages(collection) if n not in listed and not is_orphan(pages[n])]


def _read_toctree(one: Directive, docname: str, names: Iterable[str]) -> Iterator[str]:
    for path, _line in iter_entries(one, docname):
        if "glob" in one.options and any(char in path for char in "*?["):
            yield from (name for name in names if fnmatchcase(name, path) and name != docname)
        else:
            yield path


def write_toctree(names: Iterable[str]) -> list[str]:
    """Return a table of contents of pages."""
    # the names are not Markdown and have no options among them: a leading slash sees to both
    body = [f"/{name}" for name in names]
    return write_directive("toctree", options={"maxdepth": "1"}, body=body)


def write_contents(collection: Collection, taken: Iterable[str]) -> tuple[str, str, Report] | None:
    """Return a page that lists what a home page that is left as it is does not list.

    Returns:
        Name and text of the page, and what is to be said of it; ``None`` if all is listed.
    """
    names = find_unlisted(collection)
    home = collection.pages["index"]
    if not names:
        return None
    name, number, used = "contents", 1, {path.lower() for path in taken}
    while name in collection.pages or f"{name}.md" in used:
        number += 1
        name = f"contents-{number}"
    text = "\n".join(["---", "orphan: true", "---", "", "# Pages", "", *write_toctree(names), ""])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    message = (
        f"it is left as it is, and no toctree lists {', '.join(names[:_SHOWN])}{more}; they are "
        f"listed on the new page {name}.md: put {name!r}, or the pages, into a toctree of this one"
    )
    return f"{name}.md", text, Report(Problem.TOCTREE, message, home.path.as_posix(), 1)
