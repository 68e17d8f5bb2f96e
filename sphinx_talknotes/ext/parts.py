"""Of which parts the page of a speaker, a tool or a conference is made.

The generated page has them as sections, a page that the author wrote as headings at its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_talknotes.catalogue import Query
from sphinx_talknotes.ext.listings import EntitiesView, RemarksView, TalksView, TimetableView
from sphinx_talknotes.ext.views.entity import EditionsView
from sphinx_talknotes.model.records import FOLLOWUP_KINDS

if TYPE_CHECKING:
    from sphinx_talknotes.ext.views.base import View


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its heading, anchor, and what it shows."""

    title: str
    anchor: str
    view: View


def entity_parts(kind: str, name: str) -> tuple[Part, ...]:
    """Return the parts of an entity's page, in order; which are empty is not known here."""
    if kind == "conference":
        return (
            Part("Timetable", "timetable", TimetableView(name)),
            Part("Speakers", "speakers", EntitiesView("speaker", name)),
            Part("Tools", "tools", EntitiesView("tool", name)),
            Part("Follow-ups", "follow-ups", RemarksView(tuple(FOLLOWUP_KINDS), name)),
            Part("Questions", "questions", RemarksView(("question",), name)),
            Part("Other editions", "editions", EditionsView(name)),
        )
    if kind == "tool":
        query = Query(tool=(name,), sort="newest")
        view = TalksView(query, grouped=True, hidden=("conference",), quote=name)
        return (Part("Talks", "talks", view),)
    query = Query(speaker=(name,), sort="newest")
    hidden = ("conference", "speakers")
    return (Part("Talks", "talks", TalksView(query, grouped=True, hidden=hidden)),)
