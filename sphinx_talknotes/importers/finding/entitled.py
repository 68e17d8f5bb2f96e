"""Lines below a heading that are told by what follows them: titles, and markup on several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markup import Markup
from sphinx_talknotes.model.names import name_key

_MAX_OPEN = 4
_LEAST_TITLE, _LEAST_WORDS = 15, 3
_FIELD = re.compile(r":[^:\s][^:]{0,40}:\s*")
_BULLET = re.compile(r"\s{0,3}(?:[-*+]|\d{1,2}[.)])\s+")


def join_open(lines: Sequence[Line], index: int, markup: Markup) -> tuple[str, int]:
    """Return a line, with those behind it as far as its markup goes on, and how many these are.

    In reST a link, and what a field says, go on over the end of a line.
    """
    text = lines[index].text
    if markup.name == "rest" and _FIELD.fullmatch(text):
        return _join_field(lines, index)
    if markup.name != "rest" or text.count("`") % 2 == 0 or "``" in text:
        return text, 0
    joined = text
    for more in range(1, min(_MAX_OPEN, len(lines) - index)):
        following = lines[index + more].text
        if not following.strip():
            break
        joined += f" {following.strip()}"
        if joined.count("`") % 2 == 0:
            return joined, more
    return text, 0


def _join_field(lines: Sequence[Line], index: int) -> tuple[str, int]:
    """Return the name of a field with the indented lines behind it."""
    joined = lines[index].text
    for more in range(1, min(_MAX_OPEN, len(lines) - index)):
        following = lines[index + more].text
        if not following.startswith(" ") or not following.strip():
            return joined, more - 1
        joined = f"{joined.rstrip()} {following.strip()}"
    return lines[index].text, 0


def read_title(text: str, after: str, markup: Markup) -> tuple[str, bool]:
    """Return the title that a line is, and whether it is plain text.

    The address of a talk's page is made of its title: such an address stands right below.
    """
    if "://" not in after or "://" in text:
        return "", False
    source = _without_bullet(text)
    phrase = Phrase.of(markup.read_spans(source)[0])
    key, address = name_key(phrase.text), _without_bullet(after).strip("<>")
    if len(key) < _LEAST_TITLE or len(phrase.text.split()) < _LEAST_WORDS or phrase.links:
        return "", False
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return "", False
    found = " " not in address and key in name_key(path)
    return (phrase.text, phrase.text == source) if found else ("", False)


def _without_bullet(text: str) -> str:
    match = _BULLET.match(text)
    return text[match.end() if match else 0 :].strip()
