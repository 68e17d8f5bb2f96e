"""Which kind of page a document is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_talknotes.model.records import ENTITY_KINDS

if TYPE_CHECKING:
    from sphinx_talknotes.catalogue import Entity
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.model.records import Talk


@dataclass(frozen=True, slots=True)
class PageKind:
    """What a page is about.

    ``name`` is one of ``home``, ``conference``, ``speaker``, ``tool`` (``entity`` is whose page it
    is), ``talk`` (the page is one talk), ``day`` (it has talks), ``index`` (of all speakers, tools
    or conferences) and ``page``. ``conference`` is the one whose accent the page has.
    """

    name: str
    entity: Entity | None = None
    conference: Entity | None = None
    talks: tuple[Talk, ...] = ()


def find_kind(domain: TalknotesDomain, docname: str) -> PageKind:
    """Return the kind of a document; call it when reading is done."""
    entity = entity_pages(domain).get(docname)
    if entity:
        return PageKind(entity.kind, entity, entity if entity.kind == "conference" else None)
    records = domain.catalogue.pages.get(docname)
    talks = records.talks if records else ()
    conferences = {
        conference.key: conference for talk in talks
        if (conference := domain.catalogue.conference_of(talk))
    }  # fmt: skip
    conference = next(iter(conferences.values())) if len(conferences) == 1 else None
    if docname == domain.env.config.root_doc:
        return PageKind("home", conference=conference, talks=talks)
    if docname in domain.roots:
        return PageKind("index")
    if not talks:
        return PageKind("page")
    alone = len(talks) == 1 and records and records.title == talks[0].title
    return PageKind("talk" if alone else "day", conference=conference, talks=talks)


def entity_pages(domain: TalknotesDomain) -> dict[str, Entity]:
    """Return docname → speaker, tool or conference whose page it is."""
    found: dict[str, Entity] | None = domain.memory.get("entity_pages")
    if found is None:
        found = domain.memory["entity_pages"] = {
            entity.page: entity for kind in ENTITY_KINDS
            for entity in domain.catalogue.entities(kind) if domain.has_own_page(entity)
        }  # fmt: skip
    return found
