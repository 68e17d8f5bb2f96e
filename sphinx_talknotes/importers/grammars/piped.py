"""``Title | Speaker``, also with dots, slashes or arrows, and ``Title • Speaker • CONF 2023``."""

from __future__ import annotations

import re

from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, Grammar, Reading, with_link
from sphinx_talknotes.importers.people import read_people
from sphinx_talknotes.importers.phrase import Phrase

_MARK = re.compile(r"\s*(?:\s\|\s?|\s?\|\s|\s//\s|\s*[•·・｜]\s*|\s[~→»]\s)\s*")
_EDITION = re.compile(r"[A-Z][\w .&+!-]{1,40}\s(?:19[89]|20\d)\d|[A-Za-z]{3,20}(?:19[89]|20\d)\d")


def read(phrase: Phrase) -> Reading | None:
    """Read the parts between the marks: the first is the title, one names people."""
    parts = _split(phrase)
    if not 2 <= len(parts) <= 4:
        return None
    fields: dict[str, str] = {}
    if len(parts) > 2 and _EDITION.fullmatch(parts[-1].text):
        fields["conference"] = parts.pop().text
    for position in range(len(parts) - 1, -1, -1):
        people = read_people(parts[position].text)
        if not people:
            continue
        rest = [part for number, part in enumerate(parts) if number != position]
        if len(rest) > 1 and position == len(parts) - 2:
            people, rest = f"{people} ({rest[-1].text})", rest[:-1]
        if len(rest) != 1:
            return None
        fields["speakers"] = people
        return with_link(rest[0], fields, LIKELY if position or "conference" in fields else HINT)
    return None


def _split(phrase: Phrase) -> list[Phrase]:
    parts, start = [], 0
    for mark in _MARK.finditer(phrase.text):
        parts.append(phrase.cut(start, mark.start()))
        start = mark.end()
    return [part for part in (*parts, phrase.cut(start)) if part]


PIPED = Grammar("piped", read)
