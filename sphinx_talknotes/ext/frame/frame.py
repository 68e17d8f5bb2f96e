"""The view of all that is around a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sphinx_talknotes.ext.config import PAGE_KINDS
from sphinx_talknotes.ext.frame.contents import find_contents
from sphinx_talknotes.ext.frame.kinds import PageKind, find_kind
from sphinx_talknotes.ext.frame.navigation import Navigation
from sphinx_talknotes.ext.frame.values import Group, Heading, Item
from sphinx_talknotes.ext.views.base import Link, Shown, View, make_link, show_date
from sphinx_talknotes.ext.views.days import day_place
from sphinx_talknotes.model.accent import find_hue, hue_class

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_talknotes.catalogue import Entity
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view

CONTENTS_DEPTH = 2
"""Levels of headings below the page's title."""

_DEPTH = 3
"""Default of `navigation_depth` in theme.toml."""

_FOLDERS = {kind: folder for folder, kind in PAGE_KINDS.items()}


@dataclass(frozen=True, slots=True)
class Frame:
    """What templates get as ``frame``: plain values.

    ``kind`` and ``hue`` are the page's classes (without ``tn-page-``); ``before`` and ``after``
    are the neighbours in the series, or in the reading order of pages that are no notes.
    """

    kind: str
    hue: str
    crumbs: tuple[Link, ...] = ()
    browse: tuple[Item, ...] = ()
    conference: Group | None = None
    branches: tuple[Group, ...] = ()
    contents: tuple[Heading, ...] = ()
    before: Link | None = None
    after: Link | None = None


@dataclass(frozen=True, slots=True)
class FrameView(View):
    """What is around a document, or around a page that is none (``kind`` says which then)."""

    docname: str
    kind: str = ""

    def answer(self, domain: TalknotesDomain) -> Frame:
        """Return the frame."""
        navigation = _get_navigation(domain)
        site = hue_class(_site_hue(domain))
        if self.kind:
            return Frame(
                self.kind, site, (_home(domain),), navigation.browse("", PageKind("index")),
                branches=navigation.branches(""),
            )  # fmt: skip
        kind = find_kind(domain, self.docname)
        before, after = _near(domain, navigation, self.docname, kind)
        return Frame(
            kind=kind.name,
            hue=kind.conference.hue if kind.conference else site,
            crumbs=tuple(_crumbs(domain, navigation, self.docname, kind)),
            browse=navigation.browse(self.docname, kind),
            conference=navigation.conference(self.docname, kind),
            branches=navigation.branches(self.docname),
            contents=find_contents(domain, self.docname, CONTENTS_DEPTH),
            before=before,
            after=after,
        )

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return nothing: templates render it."""
        return []


def _get_navigation(domain: TalknotesDomain) -> Navigation:
    if "navigation" not in domain.memory:
        options = domain.env.config.html_theme_options
        depth = int(options.get("navigation_depth") or _DEPTH)
        domain.memory["navigation"] = Navigation(domain, depth)
    navigation: Navigation = domain.memory["navigation"]
    return navigation


def _site_hue(domain: TalknotesDomain) -> int | None:
    config = domain.env.config
    return find_hue(config.project, config.html_theme_options.get("accent") or "")


def _home(domain: TalknotesDomain) -> Link:
    return Link("Home", domain.env.config.root_doc)


def _crumbs(
    domain: TalknotesDomain, navigation: Navigation, docname: str, kind: PageKind
) -> list[Link]:
    """Return the way to a page from the home page on, without the page itself."""
    if kind.name == "home":
        return []
    crumbs = [_home(domain)]
    if kind.entity:
        index = f"{_FOLDERS[kind.entity.kind]}/index"
        if index in domain.env.all_docs:
            crumbs.append(Link(navigation.title(index), index))
    elif kind.conference and not navigation.path(docname):
        place = domain.entity_place("conference", kind.conference.key)
        crumbs.append(Link(kind.conference.name, *place))
        if kind.name == "talk":
            crumbs += _day_of(domain, navigation, kind.conference, kind)
    else:
        crumbs += [Link(navigation.title(name), name) for name in navigation.path(docname)]
    return crumbs


def _day_of(
    domain: TalknotesDomain, navigation: Navigation, conference: Entity, kind: PageKind
) -> list[Link]:
    days = domain.catalogue.days(conference)
    if len(days) < 2:
        return []
    talk = kind.talks[0]
    day = next((day for day in days if day.date == talk.date), None)
    if day is None or day.date is None or day.page == talk.place.page:
        return []
    text = show_date(day.date, domain.env.config.language or "en")
    return [Link(text, *day_place(domain, conference, day))]


def _near(
    domain: TalknotesDomain, navigation: Navigation, docname: str, kind: PageKind
) -> tuple[Link | None, Link | None]:
    """Return what to read before and after a page; a talk's own neighbours stand below it."""
    if kind.name == "conference" and kind.entity:
        editions = domain.catalogue.editions(kind.entity)
        at = next(i for i, edition in enumerate(editions) if edition.key == kind.entity.key)
        links = [make_link(domain, edition) for edition in editions]
        return _around(links, at)
    if kind.name == "day" and kind.conference:
        days = [day for day in domain.catalogue.days(kind.conference) if day.date]
        at = next((i for i, day in enumerate(days) if day.page == docname), -1)
        if at >= 0:
            language = domain.env.config.language or "en"
            links = [
                Link(show_date(day.date, language), *day_place(domain, kind.conference, day))
                for day in days if day.date
            ]  # fmt: skip
            return _around(links, at)
    if kind.name not in ("page", "day"):
        return None, None
    names = navigation.neighbours(docname)
    before, after = (Link(navigation.title(name), name) if name else None for name in names)
    return before, after


def _around(links: list[Link], at: int) -> tuple[Link | None, Link | None]:
    before = links[at - 1] if at else None
    return before, links[at + 1] if at + 1 < len(links) else None


def without_links(frame: Frame) -> Frame:
    """Return the frame for a builder that has all in one page."""
    return replace(
        frame, crumbs=(), browse=(), conference=None, branches=(), before=None, after=None
    )
