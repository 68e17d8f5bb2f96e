"""Where a day of a conference is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_talknotes.catalogue import Day, Entity
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.model.dates import PartialDate


def day_anchor(date: PartialDate | None) -> str:
    """Return the anchor of a day on the page of its conference."""
    return f"day-{date or 'unknown'}"


def day_place(domain: TalknotesDomain, conference: Entity, day: Day) -> tuple[str, str]:
    """Return page and anchor of a day.

    That is the day's page, or its section on the conference's page, or its first talk.
    """
    if day.page:
        return day.page, ""
    if domain.has_own_page(conference):
        return conference.page, day_anchor(day.date)
    return day.talks[0].place.page, day.talks[0].place.anchor
