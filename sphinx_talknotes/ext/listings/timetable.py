"""The timetable of a conference: its days, and the talks of each by time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_talknotes.ext.listings.cards import CARD_FACTS, render_cards
from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.ext.views.base import Card, Link, Shown, View, line, make_card
from sphinx_talknotes.ext.views.days import day_anchor

if TYPE_CHECKING:
    from sphinx_talknotes.catalogue import Day
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view
    from sphinx_talknotes.model.dates import PartialDate


_HIDDEN = frozenset({"conference", "date"})
_FACTS = CARD_FACTS - _HIDDEN


@dataclass(frozen=True, slots=True)
class TimetableView(View):
    """The days of a conference, or with ``day`` (an ISO date, or ``unknown``) only that one.

    ``headed`` says that each day gets a heading here.
    """

    conference: str
    day: str = ""
    headed: bool = True

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return the conference."""
        return (("conference", self.conference),) if self.conference else ()

    def answer(
        self, domain: TalknotesDomain
    ) -> tuple[tuple[PartialDate | None, Link | None, tuple[Card, ...]], ...]:
        """Return date, link to the day's page and cards, of each day."""
        conference = domain.catalogue.entity("conference", self.conference)
        days: tuple[Day, ...] = domain.catalogue.days(conference) if conference else ()
        return tuple(
            (
                day.date,
                Link("Notes of this day", day.page) if day.page else None,
                tuple(make_card(domain, talk, _FACTS) for talk in day.talks),
            )
            for day in days
            if self.day in ("", str(day.date or "unknown"))
        )

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return cards, with a heading per day if wanted."""
        result: list[nodes.Node] = []
        for date, page, cards in answer:
            if self.headed:
                text = shown.date(date) if date else "Without a date"
                heading = plain(text, nodes.rubric, "tn-day")
                heading["ids"] = [day_anchor(date)]
                result.append(heading)
            if page and page.page != shown.docname:
                result.append(line([shown.link(page)], "tn-day-page"))
            result += render_cards(cards, shown, _HIDDEN, "tn-timetable")
        return result
