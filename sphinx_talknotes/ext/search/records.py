"""What the search index holds: one record for each talk, and one for each other document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_talknotes.ext.search.text import TextReader
from sphinx_talknotes.ext.views.base import show_date
from sphinx_talknotes.model.records import ENTITY_KINDS, KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from sphinx_talknotes.catalogue import Entity
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.model.dates import PartialDate
    from sphinx_talknotes.model.records import Talk


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One result: its address relative to the root of the site, its text, and what is said of it.

    Words of ``meta`` are found too (title first); ``filters`` narrow a search and are shown.
    """

    url: str
    content: str
    meta: dict[str, str]
    filters: dict[str, list[str]] = field(default_factory=dict)


class RecordMaker:
    """Makes records; holds one document at a time."""

    def __init__(self, domain: TalknotesDomain, builder: Builder) -> None:
        self._domain = domain
        self._builder = builder
        self._env = builder.env
        self._language = builder.config.language or "en"
        self._reader = TextReader(domain, builder.tags)
        self._homes = {
            domain.entity_place(kind, entity.key)[0]: entity
            for kind in ENTITY_KINDS
            for entity in domain.catalogue.entities(kind)
            if domain.has_own_page(entity)
        }

    def all(self) -> Iterator[SearchRecord]:
        """Yield the records of all documents, sorted by docname."""
        for docname in sorted(self._env.all_docs):
            metadata = self._env.metadata.get(docname, {})
            if "no-search" not in metadata and "nosearch" not in metadata:
                yield from self.of_document(docname)

    def of_document(self, docname: str) -> Iterator[SearchRecord]:
        """Yield the record of a document, and those of its talks."""
        records = self._domain.catalogue.pages.get(docname)
        talks = {talk.place.anchor: talk for talk in records.talks} if records else {}
        document = self._env.get_doctree(docname)
        # Sphinx keeps all that it reads; so many are not wanted
        getattr(self._env, "_pickled_doctree_cache", {}).pop(docname, None)
        text, texts = self._reader.read(docname, document, talks.keys())
        if not _is_talk(document, talks):
            yield self._page(docname, text)
        for anchor, talk in talks.items():
            yield self._talk(talk, texts.get(anchor, ""))

    def _page(self, docname: str, text: str) -> SearchRecord:
        title = self._env.titles.get(docname)
        meta = {"title": title.astext() if title else docname}
        entity = self._homes.get(docname)
        if entity is None:
            return SearchRecord(self._address(docname), text, meta, {"kind": ["Page"]})
        filters = {"kind": [entity.kind.capitalize()], entity.kind: [entity.name]}
        if docname in self._domain.generated:
            text = entity.declaration.about if entity.declaration else ""
        if entity.aliases:
            meta["aliases"] = ", ".join(entity.aliases)
        first, _ = entity.dates if entity.kind == "conference" else (None, None)
        if first:
            meta["date"] = show_date(first, self._language)
            filters["year"] = [str(first.year)]
        location = entity.declaration.detail("location") if entity.declaration else ""
        if location:
            meta["location"] = location
        return SearchRecord(self._address(docname), text, meta, filters)

    def _talk(self, talk: Talk, text: str) -> SearchRecord:
        catalogue = self._domain.catalogue
        conference = catalogue.conference_of(talk)
        speakers = [entity.name for entity in catalogue.entities_of(talk, "speaker")]
        tools = [entity.name for entity in catalogue.entities_of(talk, "tool")]
        date = talk.date or _first_day(conference)
        year = [str(date.year)] if date else []
        meta = {
            "title": talk.title,
            "speakers": ", ".join(speakers),
            "conference": conference.name if conference else "",
            "date": show_date(talk.date, self._language) if talk.date else "",
            "tools": ", ".join(tools),
            "tags": ", ".join(talk.tags),
        }
        filters = {
            "conference": [conference.name] if conference else [],
            "year": year, "speaker": speakers, "tool": tools,
            "kind": [KINDS[talk.kind]], "status": [STATUSES[talk.status]],
        }  # fmt: skip
        return SearchRecord(
            self._address(talk.place.page, talk.place.anchor), text,
            {name: value for name, value in meta.items() if value},
            {name: values for name, values in filters.items() if values},
        )  # fmt: skip

    def _address(self, docname: str, anchor: str = "") -> str:
        address = self._builder.get_target_uri(docname)
        return f"{address}#{anchor}" if anchor else address


def _first_day(conference: Entity | None) -> PartialDate | None:
    return conference.dates[0] if conference else None


def _is_talk(document: nodes.document, talks: dict[str, Talk]) -> bool:
    """Tell whether a document is the notes on one talk, and nothing else."""
    home = next((n for n in document.children if isinstance(n, nodes.section)), None)
    return home is not None and any(anchor in talks for anchor in home["ids"])
