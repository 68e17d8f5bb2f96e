"""Images and players that a page has as HTML: ``<img>`` and ``<iframe>``."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Sequence

from sphinx_talknotes.importers.images import write_image
from sphinx_talknotes.importers.lines import Line, mask_code
from sphinx_talknotes.importers.markdown import parse_blocks
from sphinx_talknotes.importers.players import find_watched, make_line

_ELEMENT = re.compile(
    r"<(?P<name>img|iframe)\s(?P<attributes>[^<>]{1,2000})>(?:\s{0,20}</iframe>)?", re.IGNORECASE
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[\w-]{1,40})\s{0,9}=\s{0,9}(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))"
)


def write_embeds(lines: Sequence[Line], code: Collection[int]) -> list[Line]:
    """Return the lines with Markdown for images, and players for those of known hosts.

    In a block of HTML Markdown would be no more than text; there everything stays as it is.
    """
    changed: dict[int, Line] = {}
    for index, line in enumerate(lines):
        if "<i" in line.text.lower() and index not in code and not line.whole:
            new = _write_line(line)
            if new != line:
                changed[index] = new
    result = [changed.get(index, line) for index, line in enumerate(lines)]
    if changed:
        # a player that is all of its line leaves nothing that could stand in HTML
        probe = ["<http://x>" if line.whole else line.text for line in result]
        for token in parse_blocks(probe):
            if token.type == "html_block" and token.map:
                for index in range(*token.map):
                    result[index] = lines[index]
    return result


def _write_line(line: Line) -> Line:
    masked = mask_code(line.text)
    videos = list(line.videos)

    def write(match: re.Match[str]) -> str:
        if not masked[match.start()].strip():
            return match[0]
        values = {
            found["name"].lower(): html.unescape(found["a"] or found["b"] or found["c"] or "")
            for found in _ATTRIBUTE.finditer(match["attributes"])
        }
        source = " ".join(values.get("src", "").split())
        if any(name.startswith("on") for name in values):
            return match[0]  # no picture but a script: it is shown
        if match["name"].lower() == "img":
            words = [values["title"]] if values.get("title") else []
            return write_image(source, values.get("alt", ""), words) if source else match[0]
        video = find_watched(source)
        if not video:
            return match[0]
        videos.append(video)
        return f"<{video}> {values.get('title', '')}".rstrip()

    text = _ELEMENT.sub(write, line.text)
    if text == line.text:
        return line
    return make_line(text, line.number, videos)
