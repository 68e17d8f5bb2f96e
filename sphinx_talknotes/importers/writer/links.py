"""Where the links of a collection lead once it is a Sphinx project."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from sphinx_talknotes.importers.collection import Collection, SourcePage
from sphinx_talknotes.importers.markup import REST, SUFFIXES
from sphinx_talknotes.importers.own.keep import Kept
from sphinx_talknotes.importers.source import Folder
from sphinx_talknotes.importers.wiki import IMAGES
from sphinx_talknotes.importers.writer.anchors import Anchors
from sphinx_talknotes.model.problems import Problem, Report

_WEB = ("http", "https", "mailto", "ftp")
_PAGES = SUFFIXES | {".md", ".rst"}
"""Files that Sphinx would read as pages if they were copied."""
_ENDINGS = (
    "", *sorted(SUFFIXES),
    *(f"/{name}{suffix}" for name in ("index", "_index", "README") for suffix in sorted(SUFFIXES)),
)  # fmt: skip
"""What may be missing at the end of the address of a page."""
_PELICAN = re.compile(r"^(?:\{|\|)(?:filename|static|attach)(?:\}|\|)")
_ODD = re.compile(r"[^A-Za-z0-9_./-]")
_HOST = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """What to write for an address: another one, or (``None``) no link but the text as it is.

    ``file`` tells that it is a file that goes along with the page, ``path`` how it is called there.
    ``page`` and ``place`` are the names of a page of the project and of a place in it.
    """

    href: str | None
    file: bool = False
    path: str = ""
    page: str = ""
    place: str = ""


class Links:
    """Resolves the addresses on all pages of a collection, and notes which files they need."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._folder = Folder(collection.root, collection.files)
        self._by_path = {page.path: page for page in collection.pages.values()}
        self._by_url: dict[tuple[str, str], SourcePage] = {}
        for page in collection.pages.values():
            for url in page.facts.urls:
                self._by_url.setdefault((page.site.as_posix(), _plain_url(url)), page)
        self._anchors = Anchors()
        self._reported: set[tuple[str, str]] = set()
        self.assets: dict[PurePosixPath, PurePosixPath] = {}
        """Files that pages show or link: path in the collection → path in the project."""
        self.taken: set[PurePosixPath] = set()
        """Paths in the project that other files have."""
        self.reports: list[Report] = []
        self.memory: dict[str, Any] = {}
        """What a writer finds out once for all pages."""

    @property
    def collection(self) -> Collection:
        """The collection that the pages are of."""
        return self._collection

    @property
    def linked(self) -> list[str]:
        """The pages with places that links lead to."""
        return sorted(self._anchors.labels)

    def get_places(self, page: SourcePage) -> Mapping[int, str]:
        """Return the names of places on a page by line of the source, as far as it is known."""
        return self._anchors.labels.get(page.docname, {})

    def resolve(self, page: SourcePage, href: str, line: int, *, image: bool) -> Target:
        """Return what to write on *page* for *href*, an address as a browser would see it."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return self._refuse(page, href, line, "is no address")
        if parts.scheme.lower() in (_WEB if not image else _WEB[:2]):
            return Target(href)
        if parts.scheme:
            own = parts.scheme == "file" or len(parts.scheme) == 1
            reason = "is a path on one machine" if own else "has a scheme that is not linked"
            return self._refuse(page, href, line, reason)
        if parts.netloc or _HOST.fullmatch(href):
            full = f"https:{href}" if parts.netloc else f"http://{href}"
            self._report(page, line, f"{href[:80]} has no scheme; it is written as {full[:90]}")
            return Target(full)
        path = _PELICAN.sub("", unquote(parts.path)).replace("\\", "/")
        return self._find(page, (href, path, unquote(parts.fragment)), line, image=image)

    def _find(
        self, page: SourcePage, wanted: tuple[str, str, str], line: int, *, image: bool
    ) -> Target:
        """Return what to write for an address, of which path and fragment are known."""
        href, path, fragment = wanted
        if not path and (image or "#" not in href):
            return self._refuse(page, href, line, "leads nowhere")
        other = self._find_page(page, path) if path and not image else None if path else page
        if other is not None and other.kept is not None:
            return self._find_kept(page, other.kept, wanted, line)
        if other is not None:
            place = self._anchors.find(other, fragment)
            if place is None and not path:
                return self._refuse(page, href, line, "is a place that is not on the page")
            if place is None:
                reason = "names a place that is not on that page; the link leads to the whole page"
                self._report(page, line, f"{href[:80]} {reason}")
            name = f"{other.docname}{get_suffix(other)}"
            written = f"#{place}" if place else _relative(page.docname, name)
            return Target(written, page=other.docname, place=place or "")
        return self._find_asset(page, href, path, line, image=image)

    def _find_asset(
        self, page: SourcePage, href: str, path: str, line: int, *, image: bool
    ) -> Target:
        """Return what to write for the address of a file that is no page."""
        file = self._find_file(page, path)
        if file is None:
            out = path.strip() and not path.startswith("/") and not any(self._paths(page, path))
            reason = "leads out of the notes" if out else "is not in the collection"
            return self._refuse(page, href, line, reason)
        if image and file.suffix.lower() not in IMAGES:
            return self._refuse(page, href, line, "is an image of a kind that can't be shown")
        taken = self._take(file).as_posix()
        return Target(_relative(page.docname, taken), file=True, path=f"/{taken}")

    def _find_kept(
        self, page: SourcePage, other: Kept, wanted: tuple[str, str, str], line: int
    ) -> Target:
        """Return what to write for a page into which no names of places can be put."""
        href, _path, fragment = wanted
        if fragment:
            reason = "leads into a page that is left as it is; the link leads to the whole page"
            self._report(page, line, f"{href[:80]} {reason}")
        return Target(_relative(page.docname, other.target.as_posix()))

    def _take(self, file: PurePosixPath) -> PurePosixPath:
        """Note that *file* is needed; return where it goes, a path that needs no quoting."""
        if file not in self.assets:
            wanted = PurePosixPath(_ODD.sub("-", file.as_posix()))
            name, number = wanted, 1
            own = wanted == file and file in self.taken
            used = self.taken | {*self.assets.values(), PurePosixPath("conf.py")}
            while name in used and not own:
                number += 1
                name = wanted.with_stem(f"{wanted.stem}-{number}")
            self.assets[file] = name
        return self.assets[file]

    def _find_page(self, page: SourcePage, path: str) -> SourcePage | None:
        for candidate in self._paths(page, path):
            stem, mark, ending = candidate.rpartition(".")
            stems = [candidate]
            if mark and ending in ("html", "htm"):
                stems += [stem, stem.removesuffix("index").rstrip("/") or "."]
            for name in (f"{start}{ending}" for start in stems for ending in _ENDINGS):
                found = self._folder.find(PurePosixPath(name))
                if found is not None and found in self._by_path:
                    return self._by_path[found]
        site = page.site
        if not path.startswith("/"):
            own = next(iter(page.facts.urls), "/")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(own), path))
        urls = (_plain_url(url) for url in self._without_base(page, path))
        return next((p for url in urls if (p := self._by_url.get((site.as_posix(), url)))), None)

    def _find_file(self, page: SourcePage, path: str) -> PurePosixPath | None:
        for candidate in self._paths(page, path):
            file = self._folder.find(PurePosixPath(candidate))
            if file is not None and file.suffix.lower() not in _PAGES:
                return file
        return None

    def _paths(self, page: SourcePage, path: str) -> Iterable[str]:
        """Yield where in the collection *path* may be; never outside of it."""
        static = self._collection.static.get(page.site, ("",))
        wanted = [path]
        starts = [page.path.parent.as_posix()]
        if path.startswith("/"):
            wanted = self._without_base(page, path)
            starts = [posixpath.join(page.site.as_posix(), folder) for folder in static]
            # the part of a collection that was a site of its own need not show that
            starts += [folder.as_posix() for folder in page.path.parents]
        for start in starts:
            for name in wanted:
                whole = posixpath.normpath(posixpath.join(start, name.lstrip("/")))
                if whole != ".." and not whole.startswith(("../", "/")):
                    yield whole

    def _without_base(self, page: SourcePage, path: str) -> list[str]:
        """Return an absolute path of a site as it is, and without what stands before them all."""
        base = self._collection.bases.get(page.site, "")
        bare = path.removeprefix(f"/{base}") if base else path
        return [path, bare] if bare != path and bare[:1] in ("", "/") else [path]

    def _refuse(self, page: SourcePage, href: str, line: int, reason: str) -> Target:
        self._report(page, line, f"{href[:80] or 'an empty link'} {reason}; it is kept as text")
        return Target(None)

    def _report(self, page: SourcePage, line: int, message: str) -> None:
        if (page.docname, message) not in self._reported:
            self._reported.add((page.docname, message))
            self.reports.append(Report(Problem.URL, message, page.path.as_posix(), line))


def get_suffix(page: SourcePage) -> str:
    """Return how the file of a page ends in the project."""
    return ".rst" if page.markup is REST else ".md"


def _plain_url(url: str) -> str:
    """Return a site's address without what servers add to it."""
    path = unquote(url).strip("/")
    for ending in ("index.html", "index.htm"):
        path = path.removesuffix(ending).rstrip("/")
    return path.removesuffix(".html").removesuffix(".htm")


def _relative(docname: str, path: str) -> str:
    start = posixpath.dirname(docname) or "."
    return quote(posixpath.relpath(path, start), safe="/()!'*,;:@&=+$~-._")
