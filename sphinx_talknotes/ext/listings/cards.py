"""Talks as cards: a list whose items are styled as cards, and read well without style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.ext.views.base import Card, Shown, badge, join, line, text_nodes, time_nodes
from sphinx_talknotes.model.records import KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence


CARD_FACTS = frozenset({
    "speakers", "conference", "date", "start", "minutes", "kind", "status", "notes_by", "rating",
    "room", "tools", "summary", "has_video", "hue",
})  # fmt: skip
"""What a card shows of a talk, its link apart."""


NOT_SEARCHED = "no-search"
"""Class of words that stand in the notes too: the search is to find those (Sphinx 9)."""

_TOOLS = 8
"""At most so many tools stand on a card."""


def render_cards(
    cards: Sequence[Card], shown: Shown, hidden: frozenset[str], *classes: str
) -> list[nodes.Node]:
    """Return one list of cards; *classes* are added to its own."""
    items = nodes.bullet_list(classes=["tn-cards", *classes])
    for card in cards:
        item = nodes.list_item(classes=[
            "tn-card", "sd-card", f"tn-status-{card.status}", f"tn-kind-{card.kind}", card.hue,
        ])  # fmt: skip
        item += _lines(card, shown, hidden)
        if card.summary:
            item += plain(card.summary, nodes.paragraph, "tn-card-summary", NOT_SEARCHED)
        if card.quote:
            item += nodes.block_quote(
                "", plain(card.quote), classes=["tn-card-quote", NOT_SEARCHED]
            )
        if card.tools and "tools" not in hidden:
            item += line(_tools(card, shown), "tn-card-tools")
        items += item
    return [items]


def _tools(card: Card, shown: Shown) -> list[nodes.Node]:
    """Return the first tools of a talk; a card is no list of fifty."""
    chips = shown.chips(card.tools[:_TOOLS])
    rest = len(card.tools) - _TOOLS
    return [*chips, nodes.Text(f" and {rest} more")] if rest > 0 else chips


def _lines(card: Card, shown: Shown, hidden: frozenset[str]) -> list[nodes.Node]:
    """Return when, title, who and where: as paragraphs on sites, in print as two."""
    times = time_nodes(card.start, None, card.minutes)
    title: list[nodes.Node] = [shown.link(card.link)]
    if not shown.is_site:  # nobody wants a line that is nothing but "09:30"
        lines = [("title", title), ("facts", card_facts(card, shown, hidden))]
    else:
        speakers = shown.links(card.speakers) if "speakers" not in hidden else []
        date = _date(card, shown, hidden)
        # a time means little without its day: only where that goes without saying it comes first
        facts = _facts(card, shown, hidden, join([date, *times]) if date else [])
        when = [] if date else join(times, " ")
        lines = [("when", when), ("title", title), ("speakers", speakers), ("facts", facts)]
    return [line(content, f"tn-card-{name}") for name, content in lines if content]


def card_facts(card: Card, shown: Shown, hidden: frozenset[str]) -> list[nodes.Node]:
    """Return who, when, where and of which kind in one line, parted by dots."""
    when = [_date(card, shown, hidden), *time_nodes(card.start, None, card.minutes)]
    speakers = shown.links(card.speakers) if "speakers" not in hidden else []
    return join([speakers, _facts(card, shown, hidden, join(when))], " · ")


def _date(card: Card, shown: Shown, hidden: frozenset[str]) -> list[nodes.Node]:
    if not card.date or "date" in hidden:
        return []
    return [plain(shown.date(card.date), nodes.inline, "tn-date")]


def _facts(
    card: Card, shown: Shown, hidden: frozenset[str], when: list[nodes.Node]
) -> list[nodes.Node]:
    """Return the facts that are short, parted by dots."""
    parts: list[list[nodes.Node]] = [
        [shown.link(card.conference)] if card.conference and "conference" not in hidden else [],
        when,
        text_nodes(card.room) if "date" in hidden else [],
        [badge(KINDS[card.kind], f"tn-kind-{card.kind}")] if card.kind != "talk" else [],
        [badge(STATUSES[card.status], f"tn-status-{card.status}")]
        if card.status != "noted"
        else [],
        [badge("Video", "tn-has-video")] if card.has_video else [],
        text_nodes(f"notes by {', '.join(card.notes_by)}" if card.notes_by else ""),
        text_nodes("" if card.rating is None else f"{card.rating:g} / 5"),
    ]
    return join(parts, " · ")
