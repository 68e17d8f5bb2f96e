"""What all pages of a build share: the address of the site, who is above whom, pictures."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.model.names import tidy
from sphinx_talknotes.model.records import ENTITY_KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_NO_ADDRESS = re.compile(r"[\s\\<>\"'`\x00-\x1f\x7f-\x9f]")
_BITMAPS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_NO_PROJECT = "Project name not set"
"""Sphinx's default, which is nobody's name."""


def makes_site(builder: object) -> bool:
    """Tell whether a builder makes a site of one HTML page for each document."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, SingleFileHTMLBuilder | SerializingHTMLBuilder)
        and not builder.embedded
    )


def clean(text: str) -> str:
    """Return *text* on one line without control characters and halves of characters."""
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+", " ", text)
    return tidy(text)


def _copies(files: Any) -> dict[str, str]:
    """Return path below the source directory → name of the copy, in every version of Sphinx."""
    return {Path(path).as_posix(): Path(entry[1]).as_posix() for path, entry in files.items()}


class WebSite:
    """Answers for one build; what is the same for all pages is computed once.

    Ask it only when reading is done.
    """

    def __init__(self, app: Sphinx) -> None:
        self.env = app.env
        self.config = app.config
        self._builder: Any = app.builder
        self.base = self._find_base(str(app.config.html_baseurl or ""))
        name = clean(str(app.config.project))
        self.name = "" if name == _NO_PROJECT else name
        self.language = clean(str(app.config.language or "")).replace("_", "-")

    def _find_base(self, base: str) -> str:
        try:
            parts = urlsplit(base)
            is_web = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        except ValueError:
            is_web = False
        return base if is_web and not _NO_ADDRESS.search(base) else ""

    # -- addresses -----------------------------------------------------------------------

    def address(self, page: str, anchor: str = "") -> str:
        """Return the absolute address of a place, empty if that of the site is not known."""
        if not self.base:
            return ""
        found = posixpath.join(self.base, self._builder.get_target_uri(page))
        return f"{found}#{quote(anchor)}" if anchor else found

    def relative(self, page: str, anchor: str = "") -> str:
        """Return an address from the root of the site, absolute if that is known."""
        found = self.address(page, anchor)
        if not found:
            found = self._builder.get_target_uri(page) or "./"
            found += f"#{quote(anchor)}" if anchor else ""
        return found

    def picture(self, path: str) -> str:
        """Return the absolute address of the copy of a picture of the project."""
        name = self._images.get(path.lstrip("/"))
        if not self.base or not name or not path.lower().endswith(_BITMAPS):
            return ""
        return posixpath.join(self.base, "_images", quote(name))

    def download(self, path: str, docname: str) -> str:
        """Return the absolute address of the copy of a file that a page names."""
        if not self.base:
            return ""
        name = self._downloads.get(self.env.relfn2path(path, docname)[0])
        return posixpath.join(self.base, "_downloads", quote(name)) if name else ""

    @cached_property
    def _images(self) -> dict[str, str]:
        return _copies(self.env.images)

    @cached_property
    def _downloads(self) -> dict[str, str]:
        return _copies(self.env.dlfiles)

    @cached_property
    def logo(self) -> str:
        """Absolute address of the project's own logo, if that is a picture in its folder."""
        logo = str(self.config.html_logo or "")
        if not self.base or "://" in logo or not logo.lower().endswith(_BITMAPS):
            return ""
        return posixpath.join(self.base, "_static", quote(Path(logo).name))

    # -- documents -----------------------------------------------------------------------

    def title(self, docname: str) -> str:
        """Return the title of a document as plain text."""
        title = self.env.titles.get(docname)
        return clean(title.astext()) if title is not None else ""

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return {name: row[0] for name, row in self.env.collect_relations().items()}

    def crumbs(self, docname: str) -> tuple[tuple[str, str], ...]:
        """Return title and absolute address of the documents above one, the root first."""
        found: list[tuple[str, str]] = []
        parent = self._parents.get(docname) if self.base else None
        while parent and len(found) < 64:  # a circle of toctrees
            found.append((self.title(parent), self.address(parent)))
            parent = self._parents.get(parent)
        return tuple(reversed(found))

    def own_description(self, docname: str) -> str:
        """Return the description in a document's front matter, unless it has private aliases."""
        return self.public(str(self.env.metadata.get(docname, {}).get("description") or ""))

    def public(self, text: str) -> str:
        """Return a text on one line; nothing if a private alias is in it."""
        text = clean(text)
        private = text and self._private and self._private.search(text)
        return "" if private else text

    @cached_property
    def _private(self) -> re.Pattern[str] | None:
        catalogue = get_domain(self.env).catalogue
        names = {
            alias for kind in ENTITY_KINDS for entity in catalogue.entities(kind)
            if entity.declaration for alias in entity.declaration.private_aliases
        }  # fmt: skip
        words = "|".join(map(re.escape, sorted(names)))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if names else None
