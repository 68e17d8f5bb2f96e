"""What the head of a page is made of, as a view: so it is part of the page's fingerprint."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_talknotes.ext.views.base import View
from sphinx_talknotes.ext.views.entity import EntityView
from sphinx_talknotes.ext.web.facts import describe_entity, describe_index, describe_talks
from sphinx_talknotes.ext.web.times import iso_duration, talk_times
from sphinx_talknotes.model.dates import parse_date
from sphinx_talknotes.model.problems import FieldError

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_talknotes.catalogue import Entity
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view
    from sphinx_talknotes.ext.views import Shown
    from sphinx_talknotes.ext.web.site import WebSite
    from sphinx_talknotes.model.records import Talk
    from sphinx_talknotes.video import Video

LONGEST_LIST = 100
"""How many talks of a conference its page names for machines."""


@dataclass(frozen=True, slots=True)
class PersonHead:
    """A speaker of a talk; ``address`` is where their page, or card, tells of them."""

    name: str
    affiliation: str
    address: str


@dataclass(frozen=True, slots=True)
class ConferenceHead:
    """A conference; dates, location and home page are the declared ones."""

    name: str
    address: str
    start: str
    end: str
    location: str
    url: str
    series: str


@dataclass(frozen=True, slots=True)
class TalkHead:
    """A talk; each video comes with the address of its copy, if it is a file."""

    title: str
    anchor: str
    address: str
    kind: str
    status: str
    start: str
    end: str
    duration: str
    room: str
    language: str
    url: str
    speakers: tuple[PersonHead, ...]
    conference: ConferenceHead | None
    videos: tuple[tuple[Video, str], ...]
    notes_by: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityHead:
    """The speaker, tool or conference whose page this is.

    ``same_as`` are other pages about it; ``talks`` are titles and addresses of talks that have
    their notes on other pages.
    """

    kind: str
    name: str
    address: str
    about: str
    affiliation: str
    url: str
    same_as: tuple[str, ...]
    image: str
    conference: ConferenceHead | None
    talks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Answer of `HeadView`: plain values only; what is not known is empty.

    ``own`` is the author's description in the front matter, ``facts`` a sentence made of the
    catalogue for pages without prose. ``kind`` is root, conference, speaker, tool, index, talks
    or page.
    """

    kind: str
    title: str
    address: str
    own: str
    facts: str
    crumbs: tuple[tuple[str, str], ...]
    image: str
    published: str
    updated: str
    entity: EntityHead | None
    talks: tuple[TalkHead, ...]


@dataclass(frozen=True, slots=True)
class HeadView(View):
    """The head of one document."""

    page: str
    site: WebSite = field(compare=False, repr=False)

    def answer(self, domain: TalknotesDomain) -> Head:
        """Return all that the tags and the structured data of the page say of the project."""
        site, page = self.site, self.page
        entity = page_entity(domain, page)
        records = domain.catalogue.pages.get(page)
        talks = records.talks if records else ()
        language = site.language or "en"
        facts = ""
        if entity:
            facts = describe_entity(domain, entity, language)
        elif page in domain.roots:
            facts = describe_index(domain, domain.generated[page].title, site.name)
        elif talks:
            facts = describe_talks(domain, talks, language)
        head = _entity_head(domain, site, entity) if entity else None
        return Head(
            kind=_kind(site, domain, page, entity, talks),
            title=site.title(page),
            address=site.address(page),
            own=site.own_description(page),
            facts=facts,
            crumbs=site.crumbs(page),
            image=head.image if head else "",
            published=known_date(site, page, "published"),
            updated=known_date(site, page, "updated"),
            entity=head,
            talks=_talk_heads(domain, site, talks),
        )

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return nothing: this is not on the page but in its head."""
        return []


def page_entity(domain: TalknotesDomain, page: str) -> Entity | None:
    """Return the speaker, tool or conference that a document is the page of."""
    generated = domain.generated.get(page)
    if generated:
        view = generated.view
        if isinstance(view, EntityView):
            return domain.catalogue.entity(view.kind, view.name)
        return None
    records = domain.catalogue.pages.get(page)
    for declaration in records.declarations if records else ():
        if declaration.is_page:
            entity = domain.catalogue.entity(declaration.kind, declaration.name)
            if entity and entity.page == page:
                return entity
    return None


def known_date(site: WebSite, page: str, name: str) -> str:
    """Return a date in the front matter as ISO 8601, empty if there is none."""
    text = str(site.env.metadata.get(page, {}).get(name) or "")
    with suppress(FieldError):
        return str(parse_date(text))
    return ""


def _kind(
    site: WebSite, domain: TalknotesDomain, page: str, entity: Entity | None,
    talks: tuple[Talk, ...],
) -> str:  # fmt: skip
    if page == site.config.root_doc:
        return "root"
    if entity:
        return entity.kind
    if page in domain.roots:
        return "index"
    return "talks" if talks else "page"


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _talk_heads(
    domain: TalknotesDomain, site: WebSite, talks: tuple[Talk, ...]
) -> tuple[TalkHead, ...]:
    made: dict[str, ConferenceHead] = {}
    heads = []
    for talk in talks:
        entity = domain.catalogue.conference_of(talk)
        if entity and entity.key not in made:
            made[entity.key] = _conference_head(domain, site, entity)
        zone = _detail(entity, "timezone") if entity else ""
        start, end = talk_times(talk, zone)
        heads.append(TalkHead(
            title=talk.title,
            anchor=talk.place.anchor,
            address=site.address(talk.place.page, talk.place.anchor),
            kind=talk.kind,
            status=talk.status,
            start=start,
            end=end,
            duration=iso_duration(talk.minutes),
            room=talk.room,
            language=talk.language,
            url=talk.url if _is_web(talk.url) else "",
            speakers=_people(domain, site, talk),
            conference=made[entity.key] if entity else None,
            videos=tuple(
                (v, site.download(v.id, talk.place.page) if v.kind == "file" else "")
                for v in talk.videos
            ),
            notes_by=domain.catalogue.notetakers_of(talk),
            tags=talk.tags,
        ))  # fmt: skip
    return tuple(heads)


def _people(domain: TalknotesDomain, site: WebSite, talk: Talk) -> tuple[PersonHead, ...]:
    people: dict[str, PersonHead] = {}
    for person in talk.speakers:
        entity = domain.catalogue.entity("speaker", person.name)
        if entity:
            address = _entity_address(domain, site, entity)
            people.setdefault(entity.key, PersonHead(entity.name, person.affiliation, address))
    return tuple(people.values())


def _entity_address(domain: TalknotesDomain, site: WebSite, entity: Entity) -> str:
    return site.address(entity.page, entity.anchor) if domain.has_own_page(entity) else ""


def _conference_head(domain: TalknotesDomain, site: WebSite, entity: Entity) -> ConferenceHead:
    declared = entity.declaration
    start, end = declared.dates if declared else (None, None)
    return ConferenceHead(
        name=entity.name,
        address=_entity_address(domain, site, entity),
        start=str(start or ""),
        end=str(end or ""),
        location=_detail(entity, "location"),
        url=declared.url if declared and _is_web(declared.url) else "",
        series=_detail(entity, "series"),
    )


def _entity_head(domain: TalknotesDomain, site: WebSite, entity: Entity) -> EntityHead:
    declared = entity.declaration
    url = declared.url if declared and _is_web(declared.url) else ""
    links = [row.rpartition(" ")[2] for row in _detail(entity, "links").splitlines()]
    is_conference = entity.kind == "conference"
    return EntityHead(
        kind=entity.kind,
        name=entity.name,
        address=_entity_address(domain, site, entity),
        about=site.public(declared.about) if declared else "",
        affiliation=_detail(entity, "affiliation"),
        url=url,
        same_as=tuple(dict.fromkeys(link for link in (url, *links) if _is_web(link))),
        image=site.picture(_detail(entity, "photo")),
        conference=_conference_head(domain, site, entity) if is_conference else None,
        talks=tuple(
            (talk.title, site.address(talk.place.page, talk.place.anchor))
            for talk in entity.talks[:LONGEST_LIST] if talk.place.page != entity.page
        ) if is_conference else (),
    )  # fmt: skip


def _detail(entity: Entity, name: str) -> str:
    return entity.declaration.detail(name) if entity.declaration else ""
