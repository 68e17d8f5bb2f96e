"""``[Title](url), Speaker and Speaker (remark)``, ``Title, Speaker``."""

from __future__ import annotations

from sphinx_talknotes.importers.finding.people import read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, Grammar, Reading, with_link

_MARKS = " \t,;|–—-:"


def read(phrase: Phrase) -> Reading | None:
    """Read a linked title and what is behind it, or the people behind a comma."""
    end = phrase.linked_from()
    if 0 < end < len(phrase.text):
        rest = phrase.text[end:].strip(_MARKS)
        people = read_people(rest, single=True)
        if people and phrase.text[end:].lstrip()[:1] in ",;|–—-:":
            return with_link(phrase.cut(0, end), {"speakers": people}, LIKELY)
        return None
    position = phrase.text.find(", ")
    while position > 0:
        people = read_people(phrase.text[position + 2 :])
        if people:
            return with_link(phrase.cut(0, position), {"speakers": people}, HINT)
        position = phrase.text.find(", ", position + 1)
    return None


LISTED = Grammar("listed", read)
