"""What all views share: their interface, the values of answers, and how links are made."""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from docutils import nodes
from sphinx.util.nodes import make_refnode

from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.model.accent import hue_class
from sphinx_talknotes.model.dates import PartialDate, format_duration, format_time

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_talknotes.catalogue import Entity
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view
    from sphinx_talknotes.model.records import Talk

SINGLE_FILE = frozenset({"singlehtml", "latex", "texinfo", "man"})
"""Builders that print only what the root page's table of contents reaches."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a place in the project."""

    text: str
    page: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What a listing says of one talk; dates and times are plain values."""

    link: Link
    speakers: tuple[Link, ...]
    conference: Link | None
    date: PartialDate | None
    start: int | None
    minutes: int | None
    kind: str
    status: str
    room: str
    tools: tuple[Link, ...]
    notes_by: tuple[str, ...]
    rating: float | None
    has_video: bool
    summary: str
    hue: str
    """Class name of the accent colour, that of the conference."""
    quote: str = ""
    """What the notes say of the tool whose page this is."""


class View(ABC):
    """One thing that a page shows. Subclasses are frozen dataclasses, since they are pickled."""

    __slots__ = ()

    @abstractmethod
    def answer(self, domain: TalknotesDomain) -> Any:
        """Return what is shown, as nested tuples and frozen dataclasses of plain values."""

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return the entities that the author asks for by name, as ``(kind, name)``."""
        return ()

    @abstractmethod
    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return docutils nodes made of nothing but the answer."""


class Shown:
    """Where an answer is rendered: builder, document and language."""

    def __init__(self, builder: Builder, docname: str) -> None:
        self.builder = builder
        self.docname = docname
        self.language = builder.config.language

    @cached_property
    def is_site(self) -> bool:
        """Whether scripts and our own HTML are wanted: HTML pages, but not EPUB or help files."""
        return self.builder.format == "html" and not getattr(self.builder, "embedded", False)

    @cached_property
    def _reachable(self) -> frozenset[str]:
        env = self.builder.env
        found: set[str] = set()
        queue = [env.config.root_doc]
        while queue:
            docname = queue.pop()
            if docname not in found:
                found.add(docname)
                queue.extend(env.toctree_includes.get(docname, ()))
        return frozenset(found)

    def has_page(self, page: str) -> bool:
        """Tell whether *page* is part of the output."""
        env = self.builder.env
        return page in env.all_docs and (
            self.builder.name not in SINGLE_FILE or page in self._reachable
        )

    def link(self, link: Link, *classes: str) -> nodes.Element:
        """Return a reference to a place in the project, or its text if that is not printed."""
        text = plain(link.text, nodes.inline, *classes)
        if not link.page or not self.has_page(link.page):
            return text
        node: nodes.Element = make_refnode(self.builder, self.docname, link.page, link.anchor, text)
        return node

    def links(self, links: tuple[Link, ...], *classes: str) -> list[nodes.Node]:
        """Return references parted by commas."""
        return join([[self.link(link, *classes)] for link in links])

    def chips(self, links: tuple[Link, ...]) -> list[nodes.Node]:
        """Return references as labels of their own; in print, where they have no frame, a list."""
        separator = " " if self.is_site else ", "
        return join([[self.link(link, "tn-chip")] for link in links], separator)

    def date(self, date: PartialDate) -> str:
        """Return a date for people."""
        return show_date(date, self.language)

    def dates(self, first: PartialDate | None, last: PartialDate | None) -> str:
        """Return a period for people."""
        return show_period(first, last or first, self.language) if first else ""


@lru_cache(maxsize=4096)
def show_date(date: PartialDate, language: str) -> str:
    """Return a date as people of *language* write it."""
    if not date.month:
        return str(date.year)
    locale = _locale(language)
    if not date.day:
        return format_skeleton("yMMMM", dt.date(date.year, date.month, 1), locale=locale)
    return format_date(dt.date(date.year, date.month, date.day), "long", locale=locale)


def show_period(first: PartialDate, last: PartialDate, language: str) -> str:
    """Return a period as people of *language* write it: what both days share stands once.

    The pattern of the language has short names of months. It is taken where nothing but the name
    of the month tells it from how one date is written here.
    """
    if first == last:
        return show_date(first, language)
    if first.day and last.day and first.year == last.year:
        locale = _locale(language)
        long = locale.date_formats["long"].pattern
        differs = "d" if first.month == last.month else "M"
        parts = locale.interval_formats.get("yMMMd", {}).get(differs, ())
        # the dash between two numbers stands close, as in all other lists of numbers
        space = "" if differs == "d" else " "
        found = [_SHORT_MONTH.sub("MMMM", part).replace("\u2009", space) for part in parts]
        if len(found) == 2 and (found[1] == long or found[0].startswith(long)):
            return "".join(
                format_date(dt.date(day.year, day.month or 1, day.day or 1), part, locale=locale)
                for day, part in zip((first, last), found, strict=True)
            )
    return f"{show_date(first, language)} – {show_date(last, language)}"


_SHORT_MONTH = re.compile(r"(?<!M)MMM(?!M)")


def show_language(tag: str, language: str) -> str:
    """Return the name of the language *tag* as people of *language* write it, else the tag."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(_locale(language))
    except (UnknownLocaleError, ValueError):
        name = None
    return name[:1].upper() + name[1:] if name else tag


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    if locale.language == "en" and locale.territory is None:
        # babel's plain English is that of the United States
        return Locale("en", "GB")
    return locale


def show_times(start: int | None, end: int | None, minutes: int | None) -> str:
    """Return start, end and length of a talk for people."""
    return ", ".join(text for _, text in _times(start, end, minutes))


def time_nodes(start: int | None, end: int | None, minutes: int | None) -> list[list[nodes.Node]]:
    """Return start and end, and length of a talk, each with a class of its own."""
    return [[plain(text, nodes.inline, f"tn-{name}")] for name, text in _times(start, end, minutes)]


def _times(start: int | None, end: int | None, minutes: int | None) -> list[tuple[str, str]]:
    parts = []
    if start is not None:
        until = "" if end is None else f"–{format_time(end)}"
        parts.append(("time", f"{format_time(start)}{until}"))
    if minutes:
        parts.append(("length", format_duration(minutes)))
    return parts


def join(parts: list[list[nodes.Node]], separator: str = ", ") -> list[nodes.Node]:
    """Return all parts in one list with text between them."""
    result: list[nodes.Node] = []
    for part in parts:
        if result and part:
            result.append(nodes.Text(separator))
        result += part
    return result


def badge(text: str, *classes: str) -> nodes.inline:
    """Return a short label; the classes of sphinx-design make it match the author's own."""
    return plain(text, nodes.inline, "tn-badge", "sd-badge", *classes)


def field_list(fields: list[tuple[str, str, list[nodes.Node]]], *classes: str) -> nodes.field_list:
    """Return a list of fields, each given as class, label and inline content."""
    result = nodes.field_list(classes=list(classes))
    for name, label, content in fields:
        # the classes of a field itself are lost: HTML has no element for it
        field = nodes.field("", plain(label, nodes.field_name, f"tn-{name}"))
        field += nodes.field_body("", line(content), classes=[f"tn-{name}"])
        result += field
    return result


def line(content: list[nodes.Node], *classes: str) -> nodes.paragraph:
    """Return a paragraph of inline nodes that is not for translators."""
    paragraph = plain("", nodes.paragraph, *classes)
    paragraph.children = []
    paragraph += content
    return paragraph


def text_nodes(text: str) -> list[nodes.Node]:
    """Return *text* as a list of nodes, empty if there is none."""
    return [nodes.Text(text)] if text else []


def make_link(domain: TalknotesDomain, entity: Entity, text: str = "") -> Link:
    """Return a link to an entity's page."""
    return Link(text or entity.name, *domain.entity_place(entity.kind, entity.key))


def talk_link(talk: Talk, text: str = "") -> Link:
    """Return a link to a talk."""
    return Link(text or talk.title, talk.place.page, talk.place.anchor)


_NOTHING: dict[str, Any] = {
    "speakers": (), "conference": None, "date": None, "start": None, "minutes": None,
    "kind": "talk", "status": "noted", "room": "", "tools": (), "notes_by": (), "rating": None,
    "has_video": False, "summary": "", "hue": "",
}  # fmt: skip


def make_card(domain: TalknotesDomain, talk: Talk, shown: frozenset[str]) -> Card:
    """Return the facts that a listing shows of a talk; others are left empty.

    So a page with the listing does not count as changed when one of those changes.
    """
    key = talk.place.page, talk.place.anchor
    cards = domain.cards.get(key)
    if cards is None:
        cards = domain.cards[key] = {}
    if shown not in cards:
        if None not in cards:
            cards[None] = _make_card(domain, talk)
        hidden: dict[str, Any] = {
            name: value for name, value in _NOTHING.items() if name not in shown
        }
        cards[shown] = replace(cards[None], **hidden)
    return cards[shown]


def _make_card(domain: TalknotesDomain, talk: Talk) -> Card:
    catalogue = domain.catalogue
    conference = catalogue.conference_of(talk)
    return Card(
        link=talk_link(talk),
        speakers=tuple(make_link(domain, e) for e in catalogue.entities_of(talk, "speaker")),
        conference=make_link(domain, conference) if conference else None,
        date=talk.date,
        start=talk.start,
        minutes=talk.minutes,
        kind=talk.kind,
        status=talk.status,
        room=talk.room,
        tools=tuple(make_link(domain, e) for e in catalogue.entities_of(talk, "tool")),
        notes_by=catalogue.notetakers_of(talk),
        rating=talk.rating,
        has_video=bool(talk.videos),
        summary=talk.summary,
        hue=conference.hue if conference else hue_class(None),
    )
