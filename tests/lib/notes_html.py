"""What the tests ask of HTML output: elements, text, and links that lead nowhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notes_site import Site


def soup(text: str) -> BeautifulSoup:
    """Return the document as a browser reads it."""
    return BeautifulSoup(text, "html5lib")


def main_of(site: Site, page: str, builder: str = "") -> Tag:
    """Return the content of a page, without what the theme puts around it."""
    document = soup(site.html(page, builder))
    found = document.select_one("[role=main]") or document.body
    for link in found.select("a.headerlink"):
        link.decompose()
    return found


def words(tag: Tag) -> str:
    """Return the text of an element on one line."""
    return " ".join(tag.get_text(" ").split())


def links_of(tag: Tag) -> list[tuple[str, str]]:
    """Return text and address of each link."""
    return [(words(a), a["href"]) for a in tag.select("a[href]")]


def dead_links(folder: Path, suffixes: tuple[str, ...] = (".html", ".xhtml")) -> list[str]:
    """Return links and sources of all pages below *folder* that lead to no file or no id.

    What a theme puts into ``_static`` is no page; a path from the root is one from *folder*.
    """
    pages = {p.resolve(): soup(p.read_text("utf-8")) for p in sorted(folder.rglob("*"))
             if p.suffix in suffixes and "_static" not in p.parts}  # fmt: skip
    ids = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}

    @cache
    def leads_nowhere(start: Path, address: str) -> bool:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return False
        base = folder if parts.path.startswith("/") else start.parent
        path = unquote(parts.path).lstrip("/")
        target = (base / path).resolve() if parts.path else start
        if target.is_dir():
            target /= "index.html"
        if not target.is_file():
            return True
        return bool(parts.fragment) and target in ids and unquote(parts.fragment) not in ids[target]

    return [
        f"{path.relative_to(folder.resolve())}: {address}"
        for path, page in pages.items()
        for address in addresses(page)
        if leads_nowhere(path, address)
    ]


def addresses(page: Tag) -> Iterator[str]:
    """Yield every address that a page links to or loads."""
    for tag in page.find_all(True):
        for name in ("href", "src", "poster", "data", "action"):
            value = tag.get(name)
            if value and not (tag.name == "form" or value.startswith("#top")):
                yield value
