"""``llms.txt``: what there is, in Markdown (llmstxt.org).

A heading, a summary in a block quote, then sections that are lists of links. It stays short
however many talks there are: what is left out is on the pages that the lists end with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_talknotes.ext.config import PAGE_KINDS
from sphinx_talknotes.ext.views.entity import count
from sphinx_talknotes.ext.web.facts import describe_entity
from sphinx_talknotes.ext.web.site import clean
from sphinx_talknotes.model.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_talknotes.catalogue import Entity
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.web.site import WebSite
    from sphinx_talknotes.model.records import Talk

MOST_CONFERENCES = 200
MOST_SECTIONS = 20
MOST_TALKS = 50
"""How many conferences are listed, how many with their talks, and how many talks of each."""

_TITLES = {"speakers": "Speakers", "tools": "Tools", "conferences": "Conferences"}


def write_llms(site: WebSite, domain: TalknotesDomain) -> str:
    """Return the text of the file."""
    catalogue = domain.catalogue
    conferences = sorted(
        catalogue.entities("conference"), key=lambda entity: (_newest(entity), entity.name)
    )
    root = site.config.root_doc
    summary = site.own_description(root) or (
        f"Notes on {count(len(catalogue.talks))} by "
        f"{count(len(catalogue.entities('speaker')), 'speaker')} at "
        f"{count(len(conferences), 'conference')}."
    )
    lines = [f"# {_text(site.name or site.title(root) or 'Talk notes')}", "", f"> {_text(summary)}"]
    lines += _section("Conferences", _conferences(site, domain, conferences))
    for conference in conferences[:MOST_SECTIONS]:
        lines += _section(conference.name, _talks(site, domain, conference.talks, conference))
    loose = [talk for talk in catalogue.talks if not catalogue.conference_of(talk)]
    lines += _section("Other talks", _talks(site, domain, loose))
    lines += _section("Optional", _indices(site))
    return "\n".join(lines) + "\n"


def _newest(conference: Entity) -> tuple[int, int, int]:
    day = conference.dates[0] or PartialDate(0)
    return -day.year, -day.month, -day.day


def _section(title: str, items: Iterator[str]) -> list[str]:
    listed = list(items)
    return ["", f"## {_text(title)}", "", *listed] if listed else []


def _conferences(
    site: WebSite, domain: TalknotesDomain, conferences: Sequence[Entity]
) -> Iterator[str]:
    language = site.language or "en"
    for entity in conferences[:MOST_CONFERENCES]:
        address = site.relative(*domain.entity_place(entity.kind, entity.key))
        facts = describe_entity(domain, entity, language).removeprefix(entity.name)
        yield _item(entity.name, address, facts.lstrip(",: "))
    index = "conferences/index"
    if len(conferences) > MOST_CONFERENCES and index in site.env.all_docs:
        yield _item(f"All {len(conferences)} conferences", site.relative(index))


def _talks(
    site: WebSite, domain: TalknotesDomain, talks: Sequence[Talk], conference: Entity | None = None
) -> Iterator[str]:
    for talk in talks[:MOST_TALKS]:
        names = [entity.name for entity in domain.catalogue.entities_of(talk, "speaker")]
        facts = [", ".join(names), str(talk.date or "")]
        note = "; ".join(fact for fact in facts if fact)
        yield _item(talk.title, site.relative(talk.place.page, talk.place.anchor), note)
    if len(talks) > MOST_TALKS:
        if conference:
            place = domain.entity_place(conference.kind, conference.key)
            yield _item(f"All {len(talks)} talks", site.relative(*place))
        else:
            yield _item("More talks", site.relative(site.config.root_doc))


def _indices(site: WebSite) -> Iterator[str]:
    for folder in PAGE_KINDS:
        if f"{folder}/index" in site.env.all_docs:
            yield _item(_TITLES[folder], site.relative(f"{folder}/index"))


def _item(name: str, address: str, note: str = "") -> str:
    link = address.replace("(", "%28").replace(")", "%29")
    return f"- [{_text(name)}]({link})" + (f": {_text(note)}" if note else "")


def _text(text: str) -> str:
    """Return text on one line in which nothing is Markdown."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", clean(text))
