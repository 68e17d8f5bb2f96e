"""Empty anchors in HTML, ``<a name="place"></a>``, which readers of a text don't see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sphinx_talknotes.importers.codeblocks import find_code
from sphinx_talknotes.importers.lines import Line, cut_out, get_texts, mask_code
from sphinx_talknotes.importers.markdown import find_headings

_EMPTY = re.compile(
    r"(?<!\\)<a\s{1,9}(?:name|id)\s{0,3}=\s{0,3}(?:\"(?P<a>[^\"<>]{1,100})\"|'(?P<b>[^'<>]{1,100})'"
    r"|(?P<c>[\w.:-]{1,100}))\s{0,9}(?:/>|>\s{0,9}</a\s{0,9}>)",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")
_TEXT = re.compile(r"[^\s>|<:~`#{%+*-](?!\d*[.)]\s)|[*`][^\s*`]|#\S")
"""The beginning of a paragraph that is in no list, quotation or table."""
_LONGEST = 2000


def take_targets(lines: Sequence[Line], anchors: dict[str, int]) -> list[Line]:
    """Return the lines without empty anchors; *anchors* gets their names, and lines.

    What follows an anchor is its place if that is a heading or a paragraph of its own, else the
    heading above.
    """
    marked = [n for n, line in enumerate(lines) if "<a" in line.text.lower()]
    marked = [n for n in marked if len(lines[n].text) < _LONGEST and _EMPTY.search(lines[n].text)]
    if not marked:
        return list(lines)
    code = find_code(lines)
    result = list(lines)
    found: dict[int, list[str]] = {}
    for index in marked:
        text = lines[index].text
        matches = list(_EMPTY.finditer(mask_code(text))) if index not in code else []
        text = cut_out(text, matches)
        if matches and (text.strip() or not _is_indented(lines, index)):
            found[index] = [match["a"] or match["b"] or match["c"] for match in matches]
            result[index] = replace(lines[index], text=text if text.strip() else "")
    places = _find_places(result)
    for index, names in found.items():
        place = places[index]
        if place is None:
            result[index] = lines[index]
        else:
            for name in names:
                anchors.setdefault(name, result[place].number)
    return result


def _is_indented(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the line behind an anchor would be code without it."""
    return index + 1 < len(lines) and lines[index + 1].text.startswith(("    ", "\t"))


def _find_places(lines: Sequence[Line]) -> list[int | None]:
    """Return for each line the index of that which an anchor there is the name of."""
    headings = find_headings(get_texts(lines))
    heads = {number: head.start for head in headings for number in range(head.start, head.end)}
    places: list[int | None] = [None] * len(lines)
    following: int | None = None
    for index in reversed(range(len(lines))):
        text = lines[index].text
        if index in heads:
            following = heads[index]
        elif text.strip() and not _RULE.fullmatch(text):
            before = lines[index - 1].text if index else ""
            begins = not before.strip() or index - 1 in heads
            following = index if begins and _TEXT.match(text) else None
        places[index] = following
    above: int | None = None
    for index in range(len(lines)):
        above = heads.get(index, above)
        if places[index] is None:
            places[index] = above
    return places
