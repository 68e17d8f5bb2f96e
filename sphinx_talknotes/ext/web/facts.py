"""Sentences made of what the catalogue knows, for pages that have no prose to describe them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_talknotes.ext.views.base import show_period
from sphinx_talknotes.ext.views.entity import count
from sphinx_talknotes.ext.web.prose import sentence
from sphinx_talknotes.model.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_talknotes.catalogue import Entity
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.model.dates import PartialDate
    from sphinx_talknotes.model.records import Talk

_WITHOUT_NOTES = ("planned", "missed", "cancelled")
_FEW = 8
"""More names than these do not fit a description anyway."""


def describe_talks(domain: TalknotesDomain, talks: Sequence[Talk], language: str) -> str:
    """Return a sentence about the talks of a page."""
    conferences = {e.key: e.name for t in talks if (e := domain.catalogue.conference_of(t))}
    at = f" at {next(iter(conferences.values()))}" if len(conferences) == 1 else ""
    when = _dates([talk.date for talk in talks if talk.date], language)
    if len(talks) > 1:
        titles = "; ".join(talk.title for talk in talks[:_FEW])
        return sentence(f"{count(len(talks))}{at}{when}: {titles}")
    talk = talks[0]
    speakers = [entity.name for entity in domain.catalogue.entities_of(talk, "speaker")]
    by = f" by {_join(speakers)}" if speakers else ""
    what = f"{KINDS[talk.kind].lower()} “{talk.title}”{by}{at}{when}"
    text = what if talk.status in _WITHOUT_NOTES else f"notes on the {what}"
    return sentence(text[0].upper() + text[1:])


def describe_entity(domain: TalknotesDomain, entity: Entity, language: str) -> str:
    """Return a sentence about a speaker, a tool or a conference."""
    declared = entity.declaration
    if entity.kind == "conference":
        first, last = entity.dates
        when = _dates([day for day in (first, last) if day], language)
        location = declared.detail("location") if declared else ""
        where = f", {location}" if location else ""
        return sentence(f"{entity.name}{where}{when}: {_conference_counts(domain, entity)}")
    if not entity.talks:
        return ""
    of = "Talks of" if entity.kind == "speaker" else "Talks that mention"
    affiliation = declared.detail("affiliation") if declared else ""
    whom = f"{entity.name} ({affiliation})" if affiliation else entity.name
    return sentence(f"{of} {whom}: {_by_conference(domain, entity.talks)}")


def describe_index(domain: TalknotesDomain, title: str, project: str) -> str:
    """Return a sentence about the list of all speakers, tools or conferences."""
    kind = title.lower().removesuffix("s")
    found = count(len(domain.catalogue.entities(kind)), kind)
    talks = count(len(domain.catalogue.talks))
    return sentence(f"{project + ': ' if project else ''}{found} of {talks}")


def _conference_counts(domain: TalknotesDomain, conference: Entity) -> str:
    speakers = {
        entity.key for talk in conference.talks
        for entity in domain.catalogue.entities_of(talk, "speaker")
    }  # fmt: skip
    by = f" by {count(len(speakers), 'speaker')}" if speakers else ""
    return f"{count(len(conference.talks))}{by}"


def _by_conference(domain: TalknotesDomain, talks: Iterable[Talk]) -> str:
    counts: dict[str, int] = {}
    rest = 0
    for talk in talks:
        conference = domain.catalogue.conference_of(talk)
        if conference:
            counts[conference.name] = counts.get(conference.name, 0) + 1
        else:
            rest += 1
    # talks are in the order of time: the newest conferences come first
    shown = list(reversed(counts.items()))
    parts = [f"{number} in {name}" for name, number in shown[:_FEW]]
    rest += sum(number for _, number in shown[_FEW:])
    if rest:
        parts.append(f"{rest} elsewhere" if parts else str(rest))
    return ", ".join(parts)


def _dates(days: Sequence[PartialDate], language: str) -> str:
    if not days:
        return ""
    return f", {show_period(min(days), max(days), language)}"


def _join(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]
