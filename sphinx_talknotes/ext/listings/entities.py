"""Listings of speakers, tools and conferences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_talknotes.ext.listings.conferences import ConferenceFacts, find_facts, make_item
from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.ext.views.base import Link, Shown, View, line, make_link
from sphinx_talknotes.ext.views.entity import count
from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.names import name_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_talknotes.catalogue import Entity
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view

ENTITY_SORTS = {"name": "by name", "mentions": "most talks first"}
"""Orders of a listing of entities."""

CONFERENCE_SORTS = {"newest": "the newest first", **ENTITY_SORTS}
"""Orders of a listing of conferences."""

Row = tuple[Link, int, ConferenceFacts | None]
"""An entity of a listing: its link, its number of talks, and what a card says of a conference."""


@dataclass(frozen=True, slots=True)
class EntitiesView(View):
    """All entities of a kind, or those that the talks of one conference name.

    ``empty`` is said where there are none; ``sort`` is one of `ENTITY_SORTS` or
    `CONFERENCE_SORTS`, by default their first; ``limit`` 0 means all.
    """

    kind: str
    conference: str = ""
    empty: str = ""
    sort: str = ""
    limit: int = 0

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return the conference."""
        return (("conference", self.conference),) if self.conference else ()

    def answer(self, domain: TalknotesDomain) -> tuple[Row, ...]:
        """Return the entities in order."""
        is_card = self.kind == "conference"
        return tuple(
            (
                make_link(domain, entity),
                talks,
                find_facts(domain.catalogue, entity) if is_card else None,
            )
            for entity, talks in self._entities(domain)
        )

    def _entities(self, domain: TalknotesDomain) -> list[tuple[Entity, int]]:
        catalogue = domain.catalogue
        if self.conference:
            found = self._entities_there(domain)
        else:
            found = [(entity, len(entity.talks)) for entity in catalogue.entities(self.kind)]
        sort = self.sort or ("newest" if self.kind == "conference" else "name")
        return sorted(found, key=_ORDERS[sort])[: self.limit or None]

    def _entities_there(self, domain: TalknotesDomain) -> list[tuple[Entity, int]]:
        """Return the entities of one conference, with the number of talks that name them there."""
        catalogue = domain.catalogue
        counts: dict[str, int] = {}
        entities: dict[str, Entity] = {}
        conference = catalogue.entity("conference", self.conference)
        for talk in conference.talks if conference else ():
            for entity in catalogue.entities_of(talk, self.kind):
                entities[entity.key] = entity
                counts[entity.key] = counts.get(entity.key, 0) + 1
        return [(entity, counts[key]) for key, entity in entities.items()]

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return cards of conferences; of all else a list of links with counts."""
        items = nodes.bullet_list(classes=["tn-entities", f"tn-{self.kind}s"])
        for link, talks, facts in answer:
            if facts:
                items += make_item(link, facts, shown)
                continue
            content: list[nodes.Node] = [shown.link(link)]
            if talks:
                # themes set the number apart
                content.append(nodes.Text(" " if shown.is_site else " · "))
                content.append(plain(count(talks), nodes.inline, "tn-count"))
            items += nodes.list_item("", line(content))
        if not items.children:
            return [plain(self.empty, nodes.paragraph, "tn-empty")] if self.empty else []
        return [items]


def _by_name(item: tuple[Entity, int]) -> tuple[Any, ...]:
    return name_key(item[0].name), item[0].name


def _newest_first(item: tuple[Entity, int]) -> tuple[Any, ...]:
    first = item[0].dates[0] or PartialDate(1)
    return -first.year, -first.month, -first.day, _by_name(item)


_ORDERS: dict[str, Callable[[tuple[Entity, int]], tuple[Any, ...]]] = {
    "name": _by_name,
    "newest": _newest_first,
    "mentions": lambda item: (-item[1], _by_name(item)),
}
