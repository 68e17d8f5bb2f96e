"""A map of the site (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from sphinx_talknotes.ext.web.head import known_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_talknotes.ext.web.site import WebSite

MOST_URLS = 50_000
MOST_BYTES = 50 * 1024 * 1024
"""Limits of one file."""

_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NO_CONTENT = ("404", "search", "genindex")
"""Pages that nobody looks for, where a project has documents of these names."""


def write_sitemap(
    site: WebSite, most_urls: int = MOST_URLS, most_bytes: int = MOST_BYTES
) -> dict[str, str]:
    """Return name → text: one file, or an index and the files that it lists.

    Args:
        site: its address has to be known.
        most_urls: how many addresses one file may have.
        most_bytes: how large one file may be.
    """
    parts = list(_parts(_entries(site), most_urls, most_bytes))
    if len(parts) == 1:
        return {"sitemap.xml": parts[0]}
    files = {f"sitemap-{number}.xml": text for number, text in enumerate(parts, 1)}
    base = site.base.rstrip("/")
    listed = "".join(
        f"<sitemap><loc>{escape(f'{base}/{name}')}</loc></sitemap>\n" for name in files
    )
    return {"sitemap.xml": f"{_HEAD}<sitemapindex {_SPACE}>\n{listed}</sitemapindex>\n", **files}


def _entries(site: WebSite) -> Iterator[str]:
    for docname in sorted(site.env.all_docs):
        if docname not in _NO_CONTENT:
            changed = known_date(site, docname, "updated") or known_date(site, docname, "published")
            when = f"<lastmod>{changed}</lastmod>" if changed else ""
            yield f"<url><loc>{escape(site.address(docname))}</loc>{when}</url>\n"


def _parts(entries: Iterator[str], most_urls: int, most_bytes: int) -> Iterator[str]:
    head, foot = f"{_HEAD}<urlset {_SPACE}>\n", "</urlset>\n"
    empty = len(head) + len(foot)
    lines: list[str] = []
    size = empty
    for entry in entries:
        length = len(entry.encode())
        if lines and (len(lines) >= most_urls or size + length > most_bytes):
            yield head + "".join(lines) + foot
            lines, size = [], empty
        lines.append(entry)
        size += length
    yield head + "".join(lines) + foot
