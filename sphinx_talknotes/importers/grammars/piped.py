"""``Title | Speaker``, also with dots, slashes or arrows, and ``Title • Speaker • CONF 2023``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_talknotes.importers.finding.people import read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, Grammar, Reading, with_link

_MARK = re.compile(r"\s*(?:\s\|\s?|\s?\|\s|\s//?\s|\s*[•·・｜]\s*|\s[~→»]\s)\s*")
_EDITION = re.compile(r"[A-Z][\w .&+!-]{1,40}\s(?:19[89]|20\d)\d|[A-Za-z]{3,20}(?:19[89]|20\d)\d")
_QUOTED = re.compile(r"[\"“„](.{3,200})[\"”“]")
_HANDLE = re.compile(r"@\w[\w.-]{1,38}")
_ROOM = re.compile(
    r"(?:room|hall|stage|saal|sala|salle|auditorium)\s[\w.-]{1,12}"
    r"|(?:[\w-]+\s){1,3}(?:room|hall|stage|theat(?:er|re)|auditorium|ballroom)",
    re.IGNORECASE,
)
"""``Room 3``, ``Main Hall``."""
_MOST = 5


def read(phrase: Phrase) -> Reading | None:
    """Read the parts between the marks: one names people, the first or a quoted one the title."""
    parts = _split(phrase)
    if not 2 <= len(parts) <= _MOST:
        return None
    if read_people(parts[0].text):
        led = _read_led(parts)
        if led is not None:
            return led
    fields = _take_known(parts)
    for position in range(len(parts) - 1, -1, -1):
        people = read_people(parts[position].text)
        if not people and position and "conference" in fields:
            people = read_people(parts[position].text, single=True)
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


def _take_known(parts: list[Phrase]) -> dict[str, str]:
    """Take the parts off that say which conference it is, and in which room."""
    fields: dict[str, str] = {}
    for name, pattern in (("conference", _EDITION), ("room", _ROOM)):
        found = [part for part in parts[1:] if pattern.fullmatch(part.text)]
        if len(parts) > 2 and len(found) == 1:
            fields[name] = found[0].text
            parts.remove(found[0])
    return fields


def _read_led(parts: Sequence[Phrase]) -> Reading | None:
    """Read ``Speaker | @handle | Affiliation | "Title"``; without a handle the title is quoted."""
    *middle, last = parts[1:]
    quoted = _QUOTED.fullmatch(last.text)
    handles = [part for part in middle if _HANDLE.fullmatch(part.text)]
    if not (quoted or handles) or len(middle) - len(handles) > 2:
        return None
    people = read_people(parts[0].text)
    others = ", ".join(part.text for part in middle if part not in handles)
    if others and "(" not in people and "," not in people:
        people = f"{people} ({others})"
    title = last.cut(quoted.start(1), quoted.end(1)) if quoted else last
    return with_link(title, {"speakers": people}, LIKELY)


def _split(phrase: Phrase) -> list[Phrase]:
    parts, start = [], 0
    for mark in _MARK.finditer(phrase.text):
        parts.append(phrase.cut(start, mark.start()))
        start = mark.end()
    return [part for part in (*parts, phrase.cut(start)) if part]


PIPED = Grammar("piped", read)
