"""How much each grammar explains at each place of a page, its folder and its site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from sphinx_talknotes.importers.finding.facts import PLAIN
from sphinx_talknotes.importers.finding.sightings import PAGE, Sighting
from sphinx_talknotes.importers.grammars import LED, LIKELY, TITLED
from sphinx_talknotes.model.fields import parse_people
from sphinx_talknotes.model.names import name_key

MANY = 3
SOME_SHARE = 0.3
MOST_SHARE = 0.55


@dataclass(slots=True)
class Counts:
    """What there is at one place in one scope."""

    all: int = 0
    strong: int = 0
    accepted: int = 0
    grammars: Counter[str] = field(default_factory=Counter)
    likely: Counter[str] = field(default_factory=Counter)


class Survey:
    """Counts by place: the page, its folder, its site, each with the slot."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, int], Counts] = {}
        self.hosts: Counter[tuple[str, str]] = Counter()
        """How often the address below a heading is at a host: site, host."""
        self.labelled: Counter[str] = Counter()
        """On how many first lines of a page speakers are named with a label."""
        self.reached: Counter[str] = Counter()
        """In how many notes of a page there are people of whom a profile is linked."""
        self.on_page: Counter[tuple[str, str]] = Counter()
        """How much a grammar explains by itself: page, grammar."""

    def scopes(self, sighting: Sighting) -> list[Counts]:
        """Return the counts at a sighting's place: in its page, if it is in one, folder, site."""
        keys = [
            ("page", sighting.page, sighting.slot),
            ("folder", f"{sighting.site}\0{sighting.folder}", sighting.slot),
            ("site", sighting.site, sighting.slot),
        ]
        if sighting.slot == PAGE:
            keys = keys[1:]
        return [self._counts.setdefault(key, Counts()) for key in keys]

    def total(self, sighting: Sighting, grammar: str) -> int:
        """Return how much of the site the grammar explains at this place."""
        return self.scopes(sighting)[-1].grammars[grammar]

    def supports(self, sighting: Sighting, grammar: str) -> bool:
        """Tell whether the grammar explains a good part of what is at this place."""
        enough = 2 if grammar == PLAIN else MANY
        return any(
            counts.grammars[grammar]
            >= min(2 if counts.likely[grammar] else enough, max(counts.all, 2))
            and counts.grammars[grammar] >= counts.all * SOME_SHARE
            for counts in self.scopes(sighting)
        ) or (sighting.slot == PAGE and self._is_usual_title(sighting, grammar))

    def _is_usual_title(self, sighting: Sighting, grammar: str) -> bool:
        """Tell whether titles of pages, of which there are fewer, are often written so."""
        many = MANY if grammar != LED.name else inf  # titles have colons, too
        return any(
            counts.grammars[grammar] >= min(counts.all * SOME_SHARE, many)
            and (counts.grammars[grammar] >= 2 or counts.all <= 2)
            for counts in self.scopes(sighting)
        )


def make_survey(sightings: Sequence[Sighting]) -> tuple[Survey, frozenset[str]]:
    """Return the counts, and the keys of the names of speakers of which there is evidence."""
    survey = Survey()
    names: set[str] = set()
    for sighting in sightings:
        for counts in survey.scopes(sighting):
            counts.all += 1
            counts.grammars.update(
                name for name, reading in sighting.readings.items()
                if name != TITLED.name and reading.evidence
            )  # fmt: skip
            counts.likely.update(
                name for name, reading in sighting.readings.items() if reading.evidence >= LIKELY
            )
            counts.grammars[PLAIN if sighting.below.on_line else sighting.below.hint] += 1
            counts.grammars[sighting.below.host] += 1
        survey.reached[sighting.page] += bool(sighting.below.reached)
        survey.labelled[sighting.page] += sighting.below.labelled
        survey.on_page.update(
            (sighting.page, name)
            for name, reading in sighting.readings.items() if reading.evidence >= LIKELY
        )  # fmt: skip
        survey.hosts[sighting.site, sighting.below.host] += 1
        if sighting.below.evidence >= LIKELY:
            names |= get_names(sighting.below.fields)
        for reading in sighting.readings.values():
            if reading.evidence >= LIKELY:
                names |= get_names(reading.fields)
    return survey, frozenset(names)


def get_names(fields: Mapping[str, str]) -> set[str]:
    """Return the keys of the speakers' names, without those between the first and the last."""
    names = (person.name.split() for person in parse_people(fields.get("speakers", "")))
    return {name_key(" ".join([*words[:1], *words[1:][-1:]])) for words in names}
