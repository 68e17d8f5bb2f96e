"""Listings of talks. A style turns cards into nodes; each has a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_talknotes.ext.listings.cards import CARD_FACTS, render_cards
from sphinx_talknotes.ext.listings.rows import render_rows
from sphinx_talknotes.ext.listings.table import render_table
from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.ext.views.base import Card, Link, Shown, View, line, make_card, make_link
from sphinx_talknotes.model.records import ENTITY_KINDS

if TYPE_CHECKING:
    from sphinx_talknotes.catalogue import Query
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view

Renderer = Callable[[Sequence[Card], Shown, frozenset[str]], list[nodes.Node]]

STYLES: dict[str, Renderer] = {"cards": render_cards, "list": render_rows, "table": render_table}
"""Styles of a listing of talks."""

_FACTS = {
    "cards": CARD_FACTS,
    "list": CARD_FACTS - {"tools", "summary", "hue"},
    "table": frozenset({"speakers", "conference", "date", "start", "minutes"}),
}
"""What each style shows of a talk."""


@dataclass(frozen=True, slots=True)
class TalksView(View):
    """The talks that a query asks for.

    ``grouped`` puts them under their conferences, the newest first; ``hidden`` names the facts
    that go without saying where the listing stands (``conference``, ``speakers`` …): in a tuple,
    since a set looks different in every process, and fingerprints are made of it. ``quote``
    names a tool: cards then quote what the notes say of it.
    """

    query: Query
    style: str = "cards"
    grouped: bool = False
    hidden: tuple[str, ...] = ()
    empty: str = ""
    quote: str = ""

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return the entities of the query."""
        return tuple((kind, name) for kind in ENTITY_KINDS for name in getattr(self.query, kind))

    def answer(self, domain: TalknotesDomain) -> tuple[tuple[Link | None, tuple[Card, ...]], ...]:
        """Return groups: a link to the conference (or ``None``) and cards."""
        talks = domain.catalogue.select(self.query)
        facts = _FACTS[self.style].difference(self.hidden)
        if "date" not in self.hidden:
            facts -= {"room"}
        tool = domain.catalogue.entity("tool", self.quote) if self.quote else None
        groups: dict[Link | None, list[Card]] = {}
        for talk in talks:
            conference = domain.catalogue.conference_of(talk) if self.grouped else None
            link = make_link(domain, conference) if conference else None
            card = make_card(domain, talk, facts)
            if tool and (quote := domain.catalogue.quote(talk, tool)):
                card = replace(card, quote=quote)
            groups.setdefault(link, []).append(card)
        return tuple((link, tuple(cards)) for link, cards in groups.items())

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return the groups in the style that was asked for."""
        result: list[nodes.Node] = []
        hidden = frozenset(self.hidden)
        for link, cards in answer:
            if link:
                result.append(line([shown.link(link)], "tn-group", *filter(None, [cards[0].hue])))
            result += STYLES[self.style](cards, shown, hidden)
        if not answer and self.empty:
            result.append(plain(self.empty, nodes.paragraph, "tn-empty"))
        return result
