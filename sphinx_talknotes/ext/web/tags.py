"""The tags in the head of a page: description, Open Graph (ogp.me), Twitter card, JSON-LD."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from sphinx_talknotes.ext.web.graph import make_graph, write_graph
from sphinx_talknotes.ext.web.site import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_talknotes.ext.web.head import Head
    from sphinx_talknotes.ext.web.site import WebSite

_LOCALE = re.compile(r"([a-z]{2,3})(?:-[A-Za-z]{4})?-([A-Za-z]{2})")
_TYPES = {"root": "website", "index": "website", "conference": "website", "tool": "website",
          "speaker": "profile"}  # fmt: skip
"""Kind of page → type in Open Graph; all others are articles."""


class _Names(HTMLParser):
    """Collects name (or property) and content of the tags that are there already."""

    def __init__(self, metatags: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(metatags)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a note of a `meta` element."""
        if tag == "meta":
            values = dict(attrs)
            for key in ("name", "property"):
                name = (values.get(key) or "").lower()
                if name:
                    self.found.setdefault(name, values.get("content") or "")


def head_tags(head: Head, site: WebSite, metatags: str, prose: str, *, with_preview: bool) -> str:
    """Return tags to append to *metatags*; nothing that is there is said a second time.

    Args:
        head: what is known of the page.
        site: what is known of the site.
        metatags: HTML of the tags that Sphinx, the author or another extension made.
        prose: description of the page for pages whose author gives none.
        with_preview: whether Open Graph and Twitter's tags are wanted.
    """
    present = _Names(metatags).found
    about = present.get("description") or head.own or prose
    lines = [*_named(head, about)]
    if with_preview:
        lines += _preview(head, site, about)
    result = []
    for attribute, name, content in lines:
        value = clean(content)
        if value and name not in present:
            result.append(f'<meta {attribute}="{name}" content="{escape(value)}" />')
    graph = make_graph(
        head, name=site.name, home=site.address(site.config.root_doc), language=site.language,
        about=clean(about),
    )  # fmt: skip
    data = write_graph(graph)
    if data:
        result.append(f'<script type="application/ld+json">{data}</script>')
    return "".join(f"\n    {line}" for line in result)


def _named(head: Head, about: str) -> Iterator[tuple[str, str, str]]:
    yield "name", "description", about
    takers = dict.fromkeys(name for talk in head.talks for name in talk.notes_by)
    yield "name", "author", ", ".join(takers)


def _preview(head: Head, site: WebSite, about: str) -> Iterator[tuple[str, str, str]]:
    kind = _TYPES.get(head.kind, "article")
    image = head.image or site.logo
    yield "property", "og:title", head.title
    yield "property", "og:type", kind
    yield "property", "og:url", head.address
    yield "property", "og:site_name", site.name
    yield "property", "og:description", about
    yield "property", "og:image", image
    yield "property", "og:image:alt", (head.title if head.image else site.name) if image else ""
    locale = _LOCALE.fullmatch(site.language)
    # the form is language_TERRITORY: a language alone does not say which
    yield "property", "og:locale", f"{locale[1]}_{locale[2].upper()}" if locale else ""
    if kind == "article":
        yield "property", "article:published_time", head.published
        yield "property", "article:modified_time", head.updated
        if len(head.talks) == 1:
            talk = head.talks[0]
            yield "property", "article:section", talk.conference.name if talk.conference else ""
            for tag in talk.tags:
                yield "property", "article:tag", tag
    # Twitter takes title, description and picture from Open Graph
    yield "name", "twitter:card", "summary"
