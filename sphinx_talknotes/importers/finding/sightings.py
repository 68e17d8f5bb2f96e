"""What may be a talk: headings, titles of pages, lines in bold, items of lists of short talks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sphinx_talknotes.importers.finding.facts import Below
from sphinx_talknotes.importers.finding.kinds import find_kind, is_one, is_prose
from sphinx_talknotes.importers.finding.people import looks_like_people, read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.finding.undress import Undressed, undress
from sphinx_talknotes.importers.grammars import GRAMMARS, HINT, LIKELY, TITLED, Grammar, Reading
from sphinx_talknotes.importers.markdown import Heading
from sphinx_talknotes.model.fields import parse_people

_DASH = re.compile(r"\s[-–—|]\s")
_OWN_KEYNOTE = re.compile(
    r"(.{5,60}?)(?:['’]s)?\s+((?:opening |closing )?keynote)(?: speech| talk| address)?",
    re.IGNORECASE,
)
_TITLE_BEHIND = re.compile(
    r",.*\s(?!(?:of|the|and|for|at|from|in|de)\b)[a-z]+\b(?!.*\b(?:at|of|from)\b)"
)
"""Small words behind a comma, where no company is."""
_ABOUT = re.compile(r"(.{5,40}?)(?:['’]s\s\w{4,12})?\son\s")
"""``Name on what is spoken about``."""
_MAX_LENGTH = 300
"""A longer heading is read as a title alone."""
PAGE = 0
"""The slot of titles of pages; that of a heading is its level."""


@dataclass(slots=True)
class Sighting:
    """Something that may name a talk, and everything that tells whether it does.

    ``slot`` says where it stands: people write things of one slot in one way. ``readings`` has
    what each grammar makes of it, in the order of the grammars; the last is the title alone.
    ``content`` tells that there are notes below it, ``nested`` that it is an item with items,
    ``is_index`` that there are only links to
    notes, ``is_name`` that the heading may be a name and nothing else. ``ruled`` is what the author
    has said: that it is a talk, or that it is none.
    """

    page: str
    site: str
    slot: int
    heading: Heading
    undressed: Undressed
    below: Below
    content: bool
    readings: dict[str, Reading] = field(default_factory=dict)
    prose: bool = False
    nested: bool = False
    is_index: bool = False
    is_name: bool = False
    ruled: bool | None = None

    @property
    def folder(self) -> str:
        """The folder of the page."""
        return self.page.rpartition("/")[0]


def _name_keynote(reading: Reading) -> Reading:
    """Return a keynote that has no title of its own with one."""
    people = reading.fields.get("speakers", "")
    if not people or find_kind(reading.title.text) != "keynote":
        return reading
    return replace(reading, title=title_keynote(reading.title.text, people))


def title_keynote(called: str, people: str) -> Phrase:
    """Return the title of a keynote that has none: two of them are not the same talk."""
    names = ", ".join(person.name for person in parse_people(people))
    return Phrase(f"{called[:1].upper()}{called[1:]}: {names}")


def sight(  # noqa: PLR0913 - the parts of a sighting
    page: str, site: str, slot: int, heading: Heading, below: Below, *, content: bool,
    initials: frozenset[str] = frozenset(), grammars: Sequence[Grammar] = GRAMMARS,
) -> Sighting:  # fmt: skip
    """Return a sighting with what every grammar makes of its heading."""
    phrase = Phrase.of(heading.spans)
    is_long = len(phrase.text) > _MAX_LENGTH
    undressed = Undressed(phrase) if is_long else undress(phrase, initials)
    grammars = [TITLED] if is_long else grammars
    readings = {
        grammar.name: reading for grammar in grammars
        if (reading := grammar.read(undressed.phrase)) is not None and reading.title
        and not is_prose(reading.title.text)
    }  # fmt: skip
    readings = {name: _name_keynote(reading) for name, reading in readings.items()}
    readings.pop(TITLED.name, None)
    whole = TITLED.read(undressed.phrase)
    if whole is not None:
        readings[TITLED.name] = whole
    rest = undressed.phrase.text
    named = find_kind(undressed.called) == "keynote" and not _DASH.search(rest)
    own = _OWN_KEYNOTE.fullmatch(rest)
    people = read_people(own[1] if own else rest) if named or own else ""
    if people and not own and _TITLE_BEHIND.search(rest):
        people = ""  # "Keynote: Jane Doe, Trees and forests"
    if named and not people and " " not in rest and not phrase.links:
        people = rest if rest[:1] == "@" else read_people(rest, single=True)
    if people:  # "Keynote: Jane Doe", "Jane Doe - Keynote", "Jane Doe's Keynote"
        title = title_keynote((own[2] if own else undressed.called) or "Keynote", people)
        undressed.note(LIKELY, kind="keynote")
        readings = {TITLED.name: Reading(title, {"speakers": people}, LIKELY)}
    named = bool(people or (undressed.called and "speakers" in below.fields))
    about = _ABOUT.match(rest) if find_kind(undressed.called) == "keynote" else None
    if about and not people and (who := read_people(about[1])):
        undressed.note(LIKELY, speakers=who)
    prose = is_prose(rest) or is_prose(phrase.text)
    prose = is_long or (prose and len(readings) <= 1 and not named)
    if find_kind(rest):
        undressed.note(HINT if is_one(rest) else 0, kind=find_kind(rest))
    evidence = undressed.evidence or phrase.links or "speakers" in below.fields
    prose |= not phrase or undressed.fields.get("kind") == "article"
    prose |= below.is_article and "speakers" not in below.fields
    is_name = slot > PAGE and not evidence and looks_like_people(rest)
    return Sighting(
        page, site, slot, heading, undressed, below, content, readings, prose, is_name=is_name
    )
