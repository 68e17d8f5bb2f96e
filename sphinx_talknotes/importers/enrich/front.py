"""Options in YAML front matter, where the author says there what a talk is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from sphinx_talknotes.importers.enrich.files import Insertion
from sphinx_talknotes.importers.finding.labels import LABELS
from sphinx_talknotes.model.names import name_key

_TALK = frozenset({"speakers", "video", "slides", "start", "room"})
"""What front matter says of a page that is a talk, and of no other."""
KEYS = frozenset({*_TALK, "conference", "date"})
"""Options that can be put into front matter."""

_MARK = "---"
_ENDS = ("---", "...")
_KEY = re.compile(r"([\w-]{1,40})\s*:(?:\s|$)")
_PLAIN = re.compile(
    r"https?://[^\s#'\"{}\[\]]+[^\s#'\"{}\[\]:,]|\d{4}(?:-\d{2}){0,2}|[^\W\d_][\w .-]*\w"
)
_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null"})


def find_front(texts: Sequence[str]) -> int | None:
    """Return the index of the line that ends front matter which says facts of a talk."""
    if not texts or texts[0].rstrip() != _MARK:
        return None
    told = False
    for index in range(1, len(texts)):
        if texts[index].rstrip() in _ENDS:
            return index if told else None
        match = _KEY.match(texts[index])
        told |= match is not None and LABELS.get(name_key(match[1])) in _TALK
    return None


def insert_front(end: int, fields: Mapping[str, str]) -> Insertion:
    """Return the lines of options, to be put before the line that ends the front matter."""
    return Insertion(end, tuple(f"{name}: {write_value(text)}" for name, text in fields.items()))


def write_value(text: str) -> str:
    """Return *text* as YAML: as it stands, or in quotes where it would be something else."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
