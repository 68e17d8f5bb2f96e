"""``Title - Speaker (Affiliation)``."""

from __future__ import annotations

import re

from sphinx_talknotes.importers.finding.people import read_lower, read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, Grammar, Reading, with_link

_LAST = re.compile(r"(.{4,})\s+(?:--+|[-–—])\s+([^\W\d_a-z][a-zà-ÿ]{2,14})")
_DASH = re.compile(r"\s+(?:--+|[-–—―])\s*|\s*[–—―]\s*")


def read(phrase: Phrase) -> Reading | None:
    """Read the people behind the last dash that people follow; a second dash parts affiliations.

    One word may be a name: that alone is no evidence.
    """
    for match in _DASH.finditer(phrase.text):
        title = phrase.cut(0, match.start())
        text = phrase.text[match.end() :].strip()
        text = text.removeprefix("by ").strip()
        people = read_people(text) or read_lower(text)
        if title and people:
            told = (
                people != text
                or "(" in people
                or any(a >= match.end() for a, _b, _h in phrase.links)
            )
            return with_link(title, {"speakers": people}, LIKELY if told else HINT)
    last = _LAST.fullmatch(phrase.text)
    if last and read_people(last[2], single=True):
        return with_link(phrase.cut(0, last.end(1)), {"speakers": last[2]}, 0)
    return None


DASHED = Grammar("dashed", read)
