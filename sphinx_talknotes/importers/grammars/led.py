"""``Speaker: Title``, ``Speaker - Title``, ``Speaker, Title``, ``Category - Speakers: Title``."""

from __future__ import annotations

import re

from sphinx_talknotes.importers.finding.people import is_group, read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.finding.wordlists import JOBS
from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, Grammar, Reading, with_link

_MARK = re.compile(r"\s*(?::\s+|：\s*|\s(?:--+|[-–—―|])\s|,\s*(?=[\"“„])|\s+on\s+(?=[\"“„]))\s*")
_CATEGORY = re.compile(r"([^-–—:]{3,60})\s[-–—|]\s")


def read(phrase: Phrase) -> Reading | None:
    """Read the people before the first mark, and the title behind it."""
    found = _read(phrase)
    if found is not None:
        return found
    found = _read_comma(phrase)
    if found is not None:
        return found
    category = _CATEGORY.match(phrase.text)
    found = _read(phrase.cut(category.end()), colon=True) if category else None
    if category is None or found is None:
        return None
    return Reading(found.title, {**found.fields, "track": category[1].strip()}, LIKELY)


def _read_comma(phrase: Phrase) -> Reading | None:
    """Read the name before the first comma, if no job and no other name is behind it."""
    name, _, rest = phrase.text.partition(", ")
    people = read_people(name) if len(rest.split()) > 1 and not JOBS.search(rest) else ""
    if not people or read_people(rest) or is_group(rest):
        return None
    return with_link(phrase.cut(len(name) + 2), {"speakers": people}, HINT)


def _read(phrase: Phrase, *, colon: bool = False) -> Reading | None:
    match = _MARK.search(phrase.text)
    if not match or (colon and ":" not in match[0]):
        return None
    people, title = read_people(phrase.text[: match.start()]), phrase.cut(match.end())
    if not people or not title:
        return None
    quoted = title.text[:1] in '"“„' and title.text[-1:] in '"”“'
    told = "(" in people or quoted
    title = title.strip('"“”„ ') if quoted else title
    return with_link(title, {"speakers": people}, LIKELY if told else HINT)


LED = Grammar("led", read)
