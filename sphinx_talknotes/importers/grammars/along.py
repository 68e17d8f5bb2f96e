"""``Title with Speaker``, where several are written so."""

from __future__ import annotations

import re

from sphinx_talknotes.importers.finding.people import read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.grammars.base import HINT, Grammar, Reading, with_link

_WITH = re.compile(r"[\s,;:|–—(-]+(?:with|w/|mit|avec|con)\s+(?=\S)", re.IGNORECASE)


def read(phrase: Phrase) -> Reading | None:
    """Read what stands before and behind the last "with" that people follow."""
    for match in reversed(list(_WITH.finditer(phrase.text))):
        title = phrase.cut(0, match.start())
        people = read_people(phrase.text[match.end() :].strip(" )"))
        if title and people:
            return with_link(title, {"speakers": people}, HINT)
    return None


ALONG = Grammar("with", read)
