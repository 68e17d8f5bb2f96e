"""The navigation of the site: the conference that the page belongs to, and the branch it is in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx import addnodes

from sphinx_talknotes.ext.config import PAGE_KINDS
from sphinx_talknotes.ext.frame.contents import time_of
from sphinx_talknotes.ext.frame.kinds import entity_pages, find_kind
from sphinx_talknotes.ext.frame.values import Group, Item
from sphinx_talknotes.ext.views.base import show_date
from sphinx_talknotes.ext.views.days import day_place
from sphinx_talknotes.model.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_talknotes.catalogue import Day, Entity
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.frame.kinds import PageKind

T = TypeVar("T")

WINDOW = 12
"""At most so many entries of one list are shown, those around the page."""

TALK_INDEX = "talknotes-talks"
"""Page of the alphabetical index of talks."""

_NEWEST = 8


class Navigation:
    """Answers for one build; what is the same on many pages is computed once."""

    def __init__(self, domain: TalknotesDomain, depth: int) -> None:
        self._domain = domain
        self._env = domain.env
        self._language = domain.env.config.language or "en"
        self._depth = depth
        self._root = domain.env.config.root_doc
        self._plans: dict[str, _Plan] = {}
        self._found: dict[int, dict[str, int]] = {}
        self._listed: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
        self._parents = {
            child: parent for parent, children in sorted(self._env.toctree_includes.items())
            for child in children
        }  # fmt: skip

    # -- the conference ------------------------------------------------------------------

    def conference(self, docname: str, kind: PageKind) -> Group | None:
        """Return the days of the page's conference, and the talks of the day it is in."""
        conference = kind.conference
        if conference is None:
            return None
        domain = self._domain
        plan = self._plan(conference)
        page, anchor = domain.entity_place("conference", conference.key)
        here = plan.places.get(docname, {}) if plan.told_apart else {}
        first, shown = _window(plan.days, min(here, default=0))
        items = [
            self._day(docname, kind, number, day, here.get(number))
            for number, day in enumerate(shown, first)
        ]
        return Group(
            text=conference.name,
            items=tuple(items),
            page=page,
            anchor=anchor if page != docname else "",
            here="page" if page == docname else "",
            hue=conference.hue,
        )

    def _plan(self, conference: Entity) -> _Plan:
        if conference.key not in self._plans:
            self._plans[conference.key] = _Plan.of(self._domain.catalogue.days(conference))
        return self._plans[conference.key]

    def _day(self, docname: str, kind: PageKind, number: int, day: Day, here: int | None) -> Item:
        """Return a day; *here* is the place in it of the page's first talk, if it has one."""
        assert kind.conference  # noqa: S101 - for the type checker
        plan = self._plan(kind.conference)
        items: list[Item] = []
        if here is not None and number in plan.spread:
            first, talks = _window(day.talks, here)
            items = [
                Item(talk.title, talk.place.page, talk.place.anchor, time_of(talk),
                     "page" if i == here and kind.name == "talk" else "")
                for i, talk in enumerate(talks, first)
            ]  # fmt: skip
        page, anchor = day_place(self._domain, kind.conference, day)
        current = "page" if day.page == docname else "above"
        return Item(
            text=show_date(day.date, self._language) if day.date else "Without a date",
            page=page,
            anchor=anchor,
            note=f"Day {number + 1}" if day.date and len(plan.days) > 1 else "",
            here=current if here is not None else "",
            items=tuple(items),
        )

    # -- the site ------------------------------------------------------------------------

    def browse(self, docname: str, kind: PageKind) -> tuple[Item, ...]:
        """Return the index pages of conferences, speakers, tools and talks.

        The newest conferences are listed below theirs if the page belongs to none.
        """
        items = []
        for folder, of in PAGE_KINDS.items():
            page = f"{folder}/index"
            if page in self._env.all_docs:
                below: tuple[Item, ...] = ()
                if of == "conference" and kind.conference is None:
                    below = self._newest_conferences
                here = "page" if page == docname else ""
                if (kind.entity and kind.entity.kind == of) or page in self.path(docname):
                    here = "above"
                items.append(Item(self.title(page), page, here=here, items=below))
        items.sort(key=lambda item: item.page)
        if self._has_talk_index:
            items.append(Item("Talks", TALK_INDEX))
        return tuple(items)

    @cached_property
    def _has_talk_index(self) -> bool:
        wanted = self._env.config.html_domain_indices
        is_wanted = wanted if isinstance(wanted, bool) else TALK_INDEX in wanted
        return is_wanted and bool(self._domain.catalogue.talks)

    @cached_property
    def _newest_conferences(self) -> tuple[Item, ...]:
        found = sorted(
            self._domain.catalogue.entities("conference"),
            key=lambda entity: entity.dates[0] or PartialDate(1), reverse=True,
        )  # fmt: skip
        return tuple(
            Item(entity.name, *self._domain.entity_place("conference", entity.key))
            for entity in found[:_NEWEST]
        )

    def branches(self, docname: str) -> tuple[Group, ...]:
        """Return what the root page lists, opened where the page is."""
        path = [*self.path(docname), docname]
        groups = []
        for caption, names in self._lists(self._root):
            items = self._items(self._root, names, path, self._depth)
            if items:
                groups.append(Group(caption, tuple(items)))
        return tuple(groups)

    def _is_elsewhere(self, name: str, parent: str) -> bool:
        """Tell whether a page has its place in another part of the navigation."""
        if name in self._domain.generated or name in self._domain.roots:
            return True
        if parent != self._root:
            return False
        if name in entity_pages(self._domain):
            return True
        return find_kind(self._domain, name).conference is not None

    def _items(
        self, parent: str, names: Sequence[str], path: Sequence[str], depth: int
    ) -> list[Item]:
        places = self._places(names)
        _, shown = _window(names, min((places[n] for n in path if n in places), default=0))
        found = []
        for name in shown:
            below: list[Item] = []
            if name in path and depth > 1:
                for _, listed in self._lists(name):
                    below += self._items(name, listed, path, depth - 1)
            here = "page" if name == path[-1] else "above" if name in path else ""
            found.append(Item(self.title(name), name, here=here, items=tuple(below)))
        if len(names) > WINDOW:
            found.append(Item(f"All {len(names)}", parent))
        return found

    def _lists(self, docname: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return caption and documents of each toctree on a page, as this builder sees them.

        What has its place elsewhere is left out; below the root page these are generated pages
        only, since an author who lists notes there wants them there.
        """
        if docname not in self._listed:
            toc: Any = self._env.tocs.get(docname)
            found = []
            if toc is not None and docname in self._env.toctree_includes:
                for tree in toc.findall(addnodes.toctree):
                    names = tuple(
                        dict.fromkeys(
                            name for _, name in tree["entries"]
                            if name in self._env.titles and name != docname
                            and not self._is_elsewhere(name, docname)
                        )
                    )  # fmt: skip
                    if names and self._seen(tree):
                        found.append((str(tree.get("caption") or ""), names))
            self._listed[docname] = tuple(found)
        return self._listed[docname]

    def _seen(self, node: Any) -> bool:
        tags = self._domain.builder.tags
        while node.parent is not None:
            node = node.parent
            if isinstance(node, addnodes.only) and not tags.eval_condition(node["expr"]):
                return False
        return True

    def _places(self, names: Sequence[str]) -> dict[str, int]:
        """Return where each name stands in one of the lists that are kept here."""
        if id(names) not in self._found:
            self._found[id(names)] = {name: at for at, name in enumerate(names)}
        return self._found[id(names)]

    # -- places --------------------------------------------------------------------------

    def path(self, docname: str) -> tuple[str, ...]:
        """Return the documents above one, from below the root page down to its parent."""
        found: list[str] = []
        name = self._parents.get(docname)
        while name and name != self._root and name not in found and name != docname:
            found.append(name)
            name = self._parents.get(name)
        return tuple(reversed(found))

    def title(self, docname: str) -> str:
        """Return the title of a document as plain text."""
        title = self._env.titles.get(docname)
        return title.astext() if title else docname

    def neighbours(self, docname: str) -> tuple[str, str]:
        """Return the documents before and after one in what its parent lists."""
        parent = self._parents.get(docname)
        if parent is None:
            return "", ""
        for _, names in self._lists(parent):
            at = self._places(names).get(docname)
            if at is not None:
                before = names[at - 1] if at else ""
                return before, names[at + 1] if at + 1 < len(names) else ""
        return "", ""


def _window(items: Sequence[T], at: int) -> tuple[int, Sequence[T]]:
    """Return those of many items that are around one, and the place of the first of them."""
    start = max(0, min(at - WINDOW // 2, len(items) - WINDOW))
    return start, items[start : start + WINDOW]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The days of a conference, and where in them each page has its first talk.

    ``places`` has docname → number of the day → number of the talk; ``spread`` the days of which
    not all talks are on one page; ``told_apart`` says that days have pages of their own.
    """

    days: tuple[Day, ...]
    places: Mapping[str, Mapping[int, int]]
    spread: frozenset[int]
    told_apart: bool

    @classmethod
    def of(cls, days: tuple[Day, ...]) -> _Plan:
        places: dict[str, dict[int, int]] = {}
        for number, day in enumerate(days):
            for i, talk in enumerate(day.talks):
                places.setdefault(talk.place.page, {}).setdefault(number, i)
        spread = frozenset(
            number for number, day in enumerate(days)
            if any(talk.place.page != day.page for talk in day.talks)
        )  # fmt: skip
        pages = {day.page for day in days}
        return cls(days, places, spread, len(days) == 1 or len(pages) > 1 or "" in pages)
