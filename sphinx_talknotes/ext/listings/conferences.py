"""Conferences as cards: what they are, when and where, and how much there is of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.ext.views.base import Link, Shown, line
from sphinx_talknotes.ext.views.entity import NO_TALKS, show_counts

if TYPE_CHECKING:
    from sphinx_talknotes.catalogue import Catalogue, Counts, Entity
    from sphinx_talknotes.model.dates import PartialDate


@dataclass(frozen=True, slots=True)
class ConferenceFacts:
    """What a card says of a conference; ``hue`` is the class name of its accent colour."""

    hue: str
    dates: tuple[PartialDate | None, PartialDate | None]
    location: str
    counts: Counts
    about: str


def find_facts(catalogue: Catalogue, conference: Entity) -> ConferenceFacts:
    """Return what the card of a conference says."""
    declaration = conference.declaration
    return ConferenceFacts(
        hue=conference.hue,
        dates=conference.dates,
        location=declaration.detail("location") if declaration else "",
        counts=catalogue.counts(conference),
        about=declaration.about if declaration else "",
    )


def make_item(link: Link, facts: ConferenceFacts, shown: Shown) -> nodes.list_item:
    """Return the card."""
    where = " · ".join(text for text in (shown.dates(*facts.dates), facts.location) if text)
    item = nodes.list_item("", line([shown.link(link)], "tn-card-title"))
    item["classes"] += ["tn-conference-card", facts.hue]
    counts = show_counts(facts.counts) or NO_TALKS
    for name, text in (("card-facts", where), ("counts", counts), ("card-summary", facts.about)):
        if text:
            item += plain(text, nodes.paragraph, f"tn-{name}")
    return item
