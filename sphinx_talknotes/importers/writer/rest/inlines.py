"""What is written for an inline construct of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from sphinx_talknotes.importers.rest.model import Construct
from sphinx_talknotes.importers.rest.text import escape
from sphinx_talknotes.importers.writer.links import Target
from sphinx_talknotes.importers.writer.rest.harmless import ROLES
from sphinx_talknotes.importers.writer.rest.names import Names

_UNSAFE = re.compile(r"\s*(?:javascript|data|vbscript)\s*:", re.IGNORECASE)
_NUMBERED = {
    "pep": re.compile(r"(?:.*<)?\s*\d{1,5}(?:#.*)?>?", re.DOTALL),
    "rfc": re.compile(r"(?:.*<)?\s*\d{1,5}(?:#.*)?>?", re.DOTALL),
}
_BUILT_IN = frozenset({"genindex", "modindex", "search"})
"""Places that Sphinx makes."""

_LINK = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]*)>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """What is known on a page when its inline constructs are written.

    ``resolve`` says what to write for an address at a line of the source; ``titles`` are the names
    of its headings, ``roles`` those that it makes. ``labels`` are all places that are named
    in the collection: name → name in the project.
    """

    names: Names
    titles: frozenset[str]
    roles: frozenset[str]
    labels: Mapping[str, str]
    renamed: Mapping[str, str]
    resolve: Callable[[str, int], Target]
    refuse: Callable[[str, int], None]


def write_construct(construct: Construct, number: int, page: Page) -> str | None:
    """Return what is written for a construct at line *number* of the source; ``None``: as it is."""
    writer = _WRITERS.get(construct.kind)
    return writer(construct, number, page) if writer else None


def _write_problem(construct: Construct, _number: int, _page: Page) -> str:
    return escape(construct.source)


def _write_url(construct: Construct, _number: int, _page: Page) -> str | None:
    return escape(construct.source) if _UNSAFE.match(construct.href) else None


def _write_role(construct: Construct, number: int, page: Page) -> str | None:
    role = construct.role
    if role in ("doc", "ref", "download"):
        return _write_xref(construct, number, page)
    form = _NUMBERED.get(role.removesuffix("-reference"))
    if role in page.roles or not role:
        return None
    if role in ROLES and (form is None or form.fullmatch(construct.text)):
        return None
    if role not in ROLES:
        page.refuse(f":{role}:", number)
    return escape(construct.source)


def _write_xref(construct: Construct, number: int, page: Page) -> str | None:
    match = _LINK.fullmatch(construct.text)
    text, wanted = (match["text"], match["target"]) if match else ("", construct.text)
    if construct.role == "ref" and construct.text in _BUILT_IN:
        return None
    if construct.role == "ref":
        key = " ".join(wanted.lower().split())
        label = page.labels.get(key)
        if label is None:
            page.refuse(f":ref:`{wanted}`", number)
            return escape(construct.source)
        return f":ref:`{_quote(text or wanted)} <{label}>`"
    target = page.resolve(wanted, number)
    if target.href is None or (construct.role == "download" and not target.file):
        return escape(construct.source)
    if construct.role == "doc" and not text and target.page and not target.place:
        return f":doc:`/{target.page}`"
    return _write_target(text or wanted, target)


def _write_note(construct: Construct, _number: int, page: Page) -> str | None:
    known = page.names.footnotes if construct.kind == "footnote" else page.names.citations
    if construct.kind == "footnote" and construct.name in ("#", "*"):
        return escape(construct.source) if id(construct) in page.names.surplus else None
    return None if construct.name in known else escape(construct.source)


def _write_substitution(construct: Construct, _number: int, page: Page) -> str | None:
    if not page.names.has_substitution(construct.name):
        return escape(construct.source)
    if not construct.role or construct.anonymous:
        return escape(construct.source) if id(construct) in page.names.surplus else None
    name = " ".join(construct.name.lower().split())
    safe = name in page.names.places or _is_web(page.names.hrefs.get(name, ""))
    return None if safe else construct.source.rstrip("_")


def _write_inline_target(construct: Construct, _number: int, page: Page) -> str | None:
    return construct.source[1:] if id(construct) in page.names.surplus else None


def _write_reference(  # noqa: PLR0911 - one for each way to refer
    construct: Construct, number: int, page: Page
) -> str | None:
    names = page.names
    if construct.href:
        written = _write_href(construct, construct.href, number, page)
        if written is None and id(construct) in names.unlabelled:
            return f"{construct.source}_"
        return written
    if construct.anonymous and not construct.name:
        href = names.anonymous.get(id(construct))
        if href is None:
            return escape(construct.source)
        return _write_href(construct, href, number, page) if href else None
    if construct.name in page.renamed:
        return f"`{_quote(construct.text)} <{page.renamed[construct.name]}_>`__"
    if construct.name in names.places:
        return None
    if construct.name in names.hrefs:
        return _write_href(construct, names.hrefs[construct.name], number, page)
    if construct.name in page.titles:
        target = page.resolve(f"#{quote(construct.name, safe='')}", number)
        if target.href is not None:
            return _write_target(construct.text, target)
    return escape(construct.source)


def _write_href(construct: Construct, href: str, number: int, page: Page) -> str | None:
    """Return what is written for a reference to an address."""
    target = page.resolve(href, number)
    if target.href is None or (target.file and construct.in_title):
        shown = "" if href in construct.source else f" ({escape(href)})"
        return f"{escape(construct.source)}{shown}"
    if not (target.page or target.file) and target.href == href:
        return None
    return _write_target(construct.text, target)


def _write_target(text: str, target: Target) -> str:
    if target.place:
        return f":ref:`{_quote(text)} <{target.place}>`"
    if target.page:
        return f":doc:`{_quote(text)} </{target.page}>`"
    if target.file:
        return f":download:`{_quote(text)} <{target.path}>`"
    return f"`{_quote(text)} <{target.href}>`__"


def _is_web(href: str) -> bool:
    return href.startswith(("http://", "https://", "mailto:"))


def _quote(text: str) -> str:
    """Return text as it stands before an address in back quotes."""
    bare = " ".join(text.split())
    return re.sub(r"[\\`<>]", r"\\\g<0>", bare) or "link"


_WRITERS: dict[str, Callable[[Construct, int, Page], str | None]] = {
    "problem": _write_problem,
    "url": _write_url,
    "role": _write_role,
    "footnote": _write_note,
    "citation": _write_note,
    "substitution": _write_substitution,
    "target": _write_inline_target,
    "reference": _write_reference,
}
