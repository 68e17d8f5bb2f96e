"""Talks as a plain list, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_talknotes.ext.listings.cards import card_facts
from sphinx_talknotes.ext.views.base import Card, Shown, join, line

if TYPE_CHECKING:
    from collections.abc import Sequence


def render_rows(cards: Sequence[Card], shown: Shown, hidden: frozenset[str]) -> list[nodes.Node]:
    """Return a bullet list."""
    items = nodes.bullet_list(classes=["tn-rows"])
    for card in cards:
        parts: list[list[nodes.Node]] = [[shown.link(card.link)], card_facts(card, shown, hidden)]
        items += nodes.list_item("", line(join(parts, " · ")))
    return [items]
