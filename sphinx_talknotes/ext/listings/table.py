"""Talks as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.ext.views.base import Card, Shown, line, show_times

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = {"date": "When", "talk": "Talk", "speakers": "Speakers", "conference": "Conference"}

_WIDTHS = {"date": 24, "talk": 40, "speakers": 24, "conference": 20}
"""Characters, for builders that print text."""


def render_table(cards: Sequence[Card], shown: Shown, hidden: frozenset[str]) -> list[nodes.Node]:
    """Return a table with a header row."""
    columns = [name for name in _COLUMNS if name not in hidden]
    group = nodes.tgroup(cols=len(columns))
    group += [nodes.colspec(colwidth=_WIDTHS[name]) for name in columns]
    head = nodes.row()
    for name in columns:
        head += nodes.entry("", plain(_COLUMNS[name]))
    group += nodes.thead("", head)
    body = nodes.tbody()
    for card in cards:
        row = nodes.row()
        for name in columns:
            row += nodes.entry("", line(_cell(card, name, shown)))
        body += row
    group += body
    return [nodes.table("", group, classes=["tn-table"])]


def _cell(card: Card, column: str, shown: Shown) -> list[nodes.Node]:
    if column == "date":
        when = [shown.date(card.date)] if card.date else []
        times = show_times(card.start, None, card.minutes)
        return [nodes.Text(", ".join([*when, times] if times else when))]
    if column == "talk":
        return [shown.link(card.link)]
    if column == "speakers":
        return shown.links(card.speakers)
    return [shown.link(card.conference)] if card.conference else []
