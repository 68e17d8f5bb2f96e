"""Listings: talks, entities, remarks and timetables, wherever an author or a page wants them."""

from __future__ import annotations

from sphinx_talknotes.ext.listings.entities import (
    CONFERENCE_SORTS,
    ENTITY_SORTS,
    EntitiesView,
)
from sphinx_talknotes.ext.listings.remarks import RemarksView
from sphinx_talknotes.ext.listings.talks import STYLES, TalksView
from sphinx_talknotes.ext.listings.timetable import TimetableView

__all__ = [
    "CONFERENCE_SORTS",
    "ENTITY_SORTS",
    "STYLES",
    "EntitiesView",
    "RemarksView",
    "TalksView",
    "TimetableView",
]
