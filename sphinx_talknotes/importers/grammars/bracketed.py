"""``[Title](url) (Speaker)``, ``Title (Speaker, Company)``, ``Title [Speaker]``."""

from __future__ import annotations

import re

from sphinx_talknotes.importers.finding.people import read_lower, read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, Grammar, Reading, with_link

_LAST = re.compile(
    r"\s*[(\[]\s*(?:by\s+)?([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?)\s*[)\]]\s*", re.IGNORECASE
)


def _find_last(text: str) -> int:
    """Return where the last bracket that is in no other begins, with what is before it; or -1."""
    depth = 0
    for position in range(len(text) - 1, 0, -1):
        depth += (text[position] in ")]") - (text[position] in "([")
        if depth == 0:
            return position - 1 if text[position] in "([" and text[position - 1] in " )" else -1
    return -1


def read(phrase: Phrase) -> Reading | None:
    """Read the people in the last bracket."""
    start = _find_last(phrase.text)
    match = _LAST.fullmatch(phrase.text, start) if start > 0 else None
    people = (read_people(match[1]) or read_lower(match[1])) if match else ""
    if not people:
        return None
    title = phrase.cut(0, start + (phrase.text[start] == ")"))
    linked = any(b - a >= len(title.text) * 0.6 for a, b, _href in title.links)
    return with_link(title, {"speakers": people}, LIKELY if linked or "(" in people else HINT)


BRACKETED = Grammar("bracketed", read)
