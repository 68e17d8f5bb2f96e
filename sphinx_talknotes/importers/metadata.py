"""Metadata without marks: ``Title: x`` lines that a page begins with.

MultiMarkdown has them, and Pelican: https://docs.getpelican.com/en/stable/content.html
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.model.names import name_key

_KNOWN = frozenset(map(name_key, (
    "author", "authors", "category", "categories", "conference", "cover", "date", "description",
    "event", "keywords", "lang", "layout", "location", "modified", "notes-by", "permalink",
    "published", "save_as", "series", "slug", "status", "subtitle", "summary", "tags", "template",
    "title", "translation", "updated",
)))  # fmt: skip
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>\S.*)|[ \t]*)")
_NEXT = re.compile(r"(?: {4,}|\t)\s*(?P<value>\S.*)")
_MAX_LINES = 100
_LEAST = 2


def read_metadata(lines: Sequence[Line], start: int) -> tuple[dict[str, str], int]:
    """Return what the paragraph at index *start* says, and the index of the line behind it.

    It is metadata if every line of it is a pair or continues one, if at least two keys
    are known and different or the title stands alone, and if a blank line ends it. Otherwise
    nothing is read.
    """
    found: dict[str, str] = {}
    last = ""
    for index in range(start, min(len(lines), start + _MAX_LINES)):
        text = lines[index].text.rstrip()
        if not text:
            known = {name_key(key) for key in found} & _KNOWN
            enough = len(known) >= _LEAST or list(found) == ["title"]
            return (found, index + 1) if enough and _may_be(found) else ({}, 0)
        pair = _PAIR.fullmatch(text) if len(text) < 1000 else None
        more = _NEXT.fullmatch(text) if last else None
        if more and last:
            found[last] = f"{found[last]} {more['value']}".strip()
        elif pair and pair["key"].lower() not in found:
            last = pair["key"].lower()
            found[last] = _unquote(pair["value"] or "")
        else:
            break
    return {}, 0


def _unquote(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted and value[0] not in value[1:-1] else value


def _may_be(found: dict[str, str]) -> bool:
    """Tell whether the pairs are those of a page.

    A page without a title whose first lines name speakers begins with a talk's own lines.
    """
    talks = {"speaker", "speakers", "presenter", "presenters", "by"}
    return "title" in found or not talks & found.keys()
