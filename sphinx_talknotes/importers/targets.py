"""Empty anchors in HTML, ``<a name="place"></a>``, which readers of a text don't see."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from sphinx_talknotes.importers.lines import Line, mask_code

_EMPTY = re.compile(
    r"<a\s{1,9}(?:name|id)\s{0,3}=\s{0,3}(?:\"(?P<a>[^\"<>]{1,100})\"|'(?P<b>[^'<>]{1,100})'"
    r"|(?P<c>[\w.:-]{1,100}))\s{0,9}(?:/>|>\s{0,9}</a\s{0,9}>)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_LONGEST = 2000


def take_targets(
    lines: Sequence[Line], code: Collection[int], anchors: dict[str, int]
) -> list[Line]:
    """Return the lines without empty anchors; their names go into *anchors*, with their lines.

    One in the middle of a paragraph stays: only what begins at a line can be linked to.
    """
    result = list(lines)
    for index, line in enumerate(lines):
        if "<a" not in line.text.lower() or index in code or len(line.text) > _LONGEST:
            continue
        matches = list(_EMPTY.finditer(mask_code(line.text)))
        text = line.text
        for match in reversed(matches):
            text = text[: match.start()] + text[match.end() :]
        place = _find_place(lines, index, text) if matches else None
        if place is not None:
            for match in matches:
                anchors.setdefault(match["a"] or match["b"] or match["c"], place.number)
            result[index] = replace(line, text=text if text.strip() else "")
    return result


def _find_place(lines: Sequence[Line], index: int, text: str) -> Line | None:
    """Return the line that an anchor is the name of: its own, or the next that has text."""
    begins = not index or not lines[index - 1].text.strip()
    if text.strip():
        return lines[index] if begins or _HEADING.match(text) else None
    following = (lines[n] for n in range(index + 1, len(lines)))
    place = next((line for line in following if _EMPTY.sub("", line.text).strip()), None)
    return place if place and (begins or _HEADING.match(place.text)) else None
