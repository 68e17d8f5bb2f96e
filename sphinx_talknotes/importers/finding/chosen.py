"""A talk that was chosen, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_talknotes.importers.finding.sightings import Sighting
from sphinx_talknotes.importers.grammars import (
    HINT,
    LIKELY,
    SURE,
    Reading,
)

SURENESS = {HINT: "guess", LIKELY: "likely", SURE: "sure"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A talk: the grammar that reads it, the reading, all fields, and the evidence (1 to 3)."""

    sighting: Sighting
    grammar: str
    reading: Reading
    fields: dict[str, str]
    evidence: int

    @property
    def sureness(self) -> str:
        """How sure this is: ``sure``, ``likely`` or ``guess``."""
        return SURENESS[max(self.evidence, HINT)]
