"""The catalogue itself: built once, then only asked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_talknotes.catalogue.checks import check_ids, check_names, check_notetakers
from sphinx_talknotes.catalogue.counts import Counts, count_conference
from sphinx_talknotes.catalogue.days import Day, find_days
from sphinx_talknotes.catalogue.entities import Entity, Names, build_entities, build_names
from sphinx_talknotes.catalogue.nearest import Nearest
from sphinx_talknotes.catalogue.quotes import Quotes
from sphinx_talknotes.catalogue.schedule import (
    SameTalk,
    neighbours_of,
    newest_order,
    schedule_order,
    talk_key,
)
from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.names import name_key, slug
from sphinx_talknotes.model.records import ENTITY_KINDS, PageRecords, Place, Remark, Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx_talknotes.catalogue.query import Query
    from sphinx_talknotes.model.problems import Report


class Catalogue:
    """Every record of the project, with indexes.

    Build it with `Catalogue.build`; nothing changes it afterwards.
    """

    def __init__(
        self, pages: Mapping[str, PageRecords], notetakers: Mapping[str, str],
        default_conference: str,
    ) -> None:  # fmt: skip
        self._default_conference = default_conference
        self.pages = dict(sorted(pages.items()))
        self._names = self._build_names()
        self._quotes = Quotes(self._names)
        self.pages = dict(self._quotes.clean(self.pages))
        self._names = self._build_names()
        self._notetakers = {name_key(short): name for short, name in notetakers.items()}
        self.talks = tuple(
            sorted((t for page in self.pages.values() for t in page.talks), key=schedule_order)
        )
        self._by_key = {talk_key(talk): talk for talk in self.talks}
        self._entities: dict[str, dict[str, Entity]] = {}
        self._named: dict[str, dict[tuple[str, str], tuple[str, ...]]] = {}
        for kind in ENTITY_KINDS:
            self._entities[kind], self._named[kind] = build_entities(self._names[kind], self.talks)
        self._same = SameTalk(self.talks, self._conference_key)
        self._days: dict[str, tuple[Day, ...]] = {}
        self._counts: dict[str, Counts] = {}
        self._neighbours: dict[tuple[str, str], tuple[Talk | None, Talk | None]] = {}
        for conference in self._entities["conference"].values():
            self._neighbours.update(neighbours_of(conference.talks, self._same))

    def _build_names(self) -> dict[str, Names]:
        declarations = [d for page in self.pages.values() for d in page.declarations]
        return build_names(declarations, self.where)

    @classmethod
    def build(
        cls, pages: Mapping[str, PageRecords], *, notetakers: Mapping[str, str] | None = None,
        default_conference: str = "",
    ) -> Catalogue:  # fmt: skip
        """Return the catalogue of *pages* (docname → records).

        *notetakers* maps initials to names; *default_conference* needs no declaration.
        """
        return cls(pages, notetakers or {}, default_conference)

    # -- talks ---------------------------------------------------------------------------

    def talk(self, page: str, anchor: str) -> Talk | None:
        """Return the talk at a place."""
        return self._by_key.get((page, anchor))

    def find_talks(self, target: str, page: str = "") -> tuple[Talk, ...]:
        """Return the talks whose explicit id, title or place is *target*, best first.

        Those on *page* come first, then those of its conferences, then schedule order.
        """
        found = self._by_id.get(target) or self._by_title.get(name_key(target), ())
        if not found and "#" in target:
            place = tuple(target.split("#", 1))
            found = (self._by_key[place],) if place in self._by_key else ()
        # an id as its author wrote it, of which an anchor was made
        found = found or self._by_id.get(slug(target), ())
        if len(found) < 2:
            return tuple(found)
        here = {self._conference_key(t) for t in self.pages.get(page, PageRecords()).talks}
        return tuple(sorted(
            found, key=lambda t: (t.place.page != page, self._conference_key(t) not in here)
        ))  # fmt: skip

    def conference_of(self, talk: Talk) -> Entity | None:
        """Return the conference of a talk."""
        return self._entities["conference"].get(self._conference_key(talk))

    def entities_of(self, talk: Talk, kind: str) -> tuple[Entity, ...]:
        """Return the entities of one kind that the fields of a talk name, in its order."""
        keys = self._named[kind].get(talk_key(talk), ())
        return tuple(self._entities[kind][key] for key in keys)

    def notetakers_of(self, talk: Talk) -> tuple[str, ...]:
        """Return who took the notes, initials replaced by the names they stand for."""
        return tuple(dict.fromkeys(self.notetaker(name) for name in talk.notes_by))

    def notetaker(self, name: str) -> str:
        """Return the name that initials stand for, or *name* itself.

        A private alias of a speaker is not shown here either: that is the same person.
        """
        found = self._notetakers.get(name_key(name), name)
        speakers = self._names["speaker"]
        key = speakers.key(found)
        return speakers.declared[key].name if speakers.is_private(found, key) else found

    def neighbours(self, talk: Talk) -> tuple[Talk | None, Talk | None]:
        """Return the talks before and after this one within its conference."""
        return self._neighbours.get(talk_key(talk), (None, None))

    def same_talk(self, talk: Talk) -> tuple[Talk, ...]:
        """Return other notes on the same talk."""
        return tuple(t for t in self._same.group(talk) if t is not talk)

    def select(self, query: Query) -> tuple[Talk, ...]:
        """Return the talks that a query asks for, in its order."""
        pools = []
        for index, values in self._criteria(query):
            if values:
                pool: dict[tuple[str, str], Talk] = {}
                for value in values:
                    pool.update((talk_key(t), t) for t in index.get(value, ()))
                pools.append(pool)
        if not pools:
            found: Iterable[Talk] = self.talks
        else:
            pools.sort(key=len)
            found = [t for k, t in pools[0].items() if all(k in pool for pool in pools[1:])]
        result = sorted(found, key=_ORDERS.get(query.sort, schedule_order))
        return tuple(result[: query.limit or None])

    def _criteria(
        self, query: Query
    ) -> list[tuple[Mapping[str, tuple[Talk, ...]], tuple[str, ...]]]:
        found: list[tuple[Mapping[str, tuple[Talk, ...]], tuple[str, ...]]] = []
        for kind in ENTITY_KINDS:
            names = self._names[kind]
            keys = tuple(names.key(name) for name in getattr(query, kind))
            found.append(({key: self._members(kind, key) for key in keys}, keys))
        found.append((self._by_tag, tuple(map(name_key, query.tag))))
        taken = tuple(name_key(self.notetaker(name)) for name in query.notes_by)
        found.append((self._by_notetaker, taken))
        found.append((self._by_kind, query.kind))
        found.append((self._by_status, query.status))
        found.append((self._by_date, query.date))
        found.append((self._by_page, query.page))
        return found

    def _members(self, kind: str, key: str) -> tuple[Talk, ...]:
        entity = self._entities[kind].get(key)
        return entity.talks if entity else ()

    def _conference_key(self, talk: Talk) -> str:
        return self._names["conference"].key(talk.conference) if talk.conference else ""

    # -- entities ------------------------------------------------------------------------

    def entities(self, kind: str) -> tuple[Entity, ...]:
        """Return all entities of one kind, by name."""
        return self._sorted_entities[kind]

    def entity(self, kind: str, name: str) -> Entity | None:
        """Return the entity that *name* (or an alias of it) means."""
        return self._entities[kind].get(self._names[kind].key(name))

    def is_private(self, kind: str, name: str) -> bool:
        """Tell whether *name* is an alias that is never shown."""
        names = self._names[kind]
        return names.is_private(name, names.key(name))

    def days(self, conference: Entity) -> tuple[Day, ...]:
        """Return the days of a conference in order, talks without a date last."""
        if conference.key not in self._days:
            self._days[conference.key] = find_days(conference.talks, self.pages)
        return self._days[conference.key]

    def counts(self, conference: Entity) -> Counts:
        """Return how much there is of a conference."""
        if conference.key not in self._counts:
            self._counts[conference.key] = count_conference(self, conference)
        return self._counts[conference.key]

    def quote(self, talk: Talk, tool: Entity) -> str:
        """Return the words in which the notes of a talk name a tool, or an empty string."""
        key = self._names["tool"].key
        found = next((quote for quote in talk.quotes if key(quote.tool) == tool.key), None)
        return self._quotes.show(found) if found else ""

    def editions(self, conference: Entity) -> tuple[Entity, ...]:
        """Return all conferences of the same series, this one included, oldest first."""
        return self._series[name_key(conference.series)]

    def remarks(self, *kinds: str, conference: Entity | None = None) -> tuple[Remark, ...]:
        """Return follow-ups and questions of the given kinds, in the order of their talks."""
        return tuple(
            remark
            for remark in self._sorted_remarks
            if remark.kind in kinds and (conference is None or self._belongs(remark, conference))
        )

    def _belongs(self, remark: Remark, conference: Entity) -> bool:
        talk = self.talk(remark.place.page, remark.talk)
        return talk is not None and self._conference_key(talk) == conference.key

    def nearest(self, kind: str, name: str) -> tuple[str, ...]:
        """Return up to three known names that look like *name*, the closest first."""
        return self._nearest[kind](name)

    def where(self, place: Place) -> str:
        """Return file and line of a place, for people."""
        page = self.pages.get(place.page)
        return f"{page.source if page and page.source else place.page}:{place.line}"

    def check(self) -> list[Report]:
        """Return what is wrong across pages, in a fixed order."""
        reports = [r for names in self._names.values() for r in names.reports]
        get_key = self._names["conference"].key
        default = get_key(self._default_conference)
        inferred = {(n, get_key(name)) for n, p in self.pages.items() for name in p.inferred}
        reports += check_names(self._entities, default, self.where, inferred)
        if self._notetakers:
            reports += check_notetakers(self._unknown_notetakers())
        reports += check_ids(self.talks, self.where)
        return sorted(reports, key=lambda r: (r.page, r.line or 0, r.problem.value, r.message))

    def _unknown_notetakers(self) -> list[tuple[Talk, str]]:
        known = {*self._notetakers, *map(name_key, self._notetakers.values())}
        return [(t, name) for t in self.talks for name in t.notes_by if name_key(name) not in known]

    # -- indexes, each built when it is first asked ---------------------------------------

    @cached_property
    def _sorted_entities(self) -> dict[str, tuple[Entity, ...]]:
        return {
            kind: tuple(sorted(found.values(), key=lambda e: (name_key(e.name), e.name)))
            for kind, found in self._entities.items()
        }

    @cached_property
    def _series(self) -> dict[str, tuple[Entity, ...]]:
        series: dict[str, list[Entity]] = {}
        for conference in self._sorted_entities["conference"]:
            series.setdefault(name_key(conference.series), []).append(conference)
        return {
            key: tuple(sorted(found, key=lambda e: (e.dates[0] or PartialDate(9999), e.name)))
            for key, found in series.items()
        }

    @cached_property
    def _sorted_remarks(self) -> tuple[Remark, ...]:
        order = {talk_key(talk): index for index, talk in enumerate(self.talks)}
        last = len(order)

        def position(remark: Remark) -> tuple[object, ...]:
            return order.get((remark.place.page, remark.talk), last), remark.place

        return tuple(sorted((r for p in self.pages.values() for r in p.remarks), key=position))

    @cached_property
    def _nearest(self) -> dict[str, Nearest]:
        names = {
            kind: [n for e in found.values() for n in (e.name, *e.aliases)]
            for kind, found in self._entities.items()
        }
        return {
            "talk": Nearest(t.title for t in self.talks),
            **{k: Nearest(n) for k, n in names.items()},
        }

    def _index(self, keys: Callable[[Talk], Iterable[str]]) -> dict[str, tuple[Talk, ...]]:
        index: dict[str, list[Talk]] = {}
        for talk in self.talks:
            for key in dict.fromkeys(keys(talk)):
                index.setdefault(key, []).append(talk)
        return {key: tuple(found) for key, found in index.items()}

    @cached_property
    def _by_id(self) -> dict[str, tuple[Talk, ...]]:
        return self._index(lambda t: [t.id] if t.id else [])

    @cached_property
    def _by_title(self) -> dict[str, tuple[Talk, ...]]:
        return self._index(lambda t: [name_key(t.title)])

    @cached_property
    def _by_tag(self) -> dict[str, tuple[Talk, ...]]:
        return self._index(lambda t: map(name_key, t.tags))

    @cached_property
    def _by_notetaker(self) -> dict[str, tuple[Talk, ...]]:
        return self._index(lambda t: map(name_key, self.notetakers_of(t)))

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Talk, ...]]:
        return self._index(lambda t: [t.kind])

    @cached_property
    def _by_status(self) -> dict[str, tuple[Talk, ...]]:
        return self._index(lambda t: [t.status])

    @cached_property
    def _by_page(self) -> dict[str, tuple[Talk, ...]]:
        return self._index(lambda t: [t.place.page])

    @cached_property
    def _by_date(self) -> dict[str, tuple[Talk, ...]]:
        def parts(talk: Talk) -> list[str]:
            text = str(talk.date) if talk.date else ""
            return [text[:end] for end in (4, 7, 10) if text and len(text) >= end]

        return self._index(parts)


_ORDERS: dict[str, Callable[[Talk], tuple[object, ...]]] = {
    "schedule": schedule_order,
    "newest": newest_order,
    "title": lambda talk: (name_key(talk.title), schedule_order(talk)),
    "rating": lambda talk: (-(talk.rating or 0), newest_order(talk)),
}
