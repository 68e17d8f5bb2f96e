"""How much there is of a conference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_talknotes.catalogue.catalogue import Catalogue
    from sphinx_talknotes.catalogue.entities import Entity


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of a conference. ``planned`` talks are among the ``talks``."""

    talks: int = 0
    days: int = 0
    speakers: int = 0
    tools: int = 0
    planned: int = 0


def count_conference(catalogue: Catalogue, conference: Entity) -> Counts:
    """Return the numbers of *conference*; tools are those that the fields of its talks name."""
    talks = conference.talks

    def number(kind: str) -> int:
        return len({e.key for talk in talks for e in catalogue.entities_of(talk, kind)})

    return Counts(
        talks=len(talks),
        days=sum(1 for day in catalogue.days(conference) if day.date and day.date.day),
        speakers=number("speaker"),
        tools=number("tool"),
        planned=sum(talk.status == "planned" for talk in talks),
    )
