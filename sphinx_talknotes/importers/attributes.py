"""Attributes in braces behind headings, links and paragraphs, as kramdown and Hugo have them.

https://kramdown.gettalong.org/syntax.html#inline-attribute-lists
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sphinx_talknotes.importers.lines import Line, cut_out, mask_code

_ITEM = r"(?:[.#][\w:-]{1,80}|[\w-]{1,40}=(?:\"[^\"]{0,200}\"|'[^']{0,200}'|[\w./:-]{1,200})|toc)"
_LIST = rf"\{{:?\s*(?P<items>{_ITEM}(?:\s+{_ITEM}){{0,9}})\s*\}}"
_HEADING = re.compile(rf"(?P<text>\s{{0,3}}#{{1,6}}\s.*?)\s*{_LIST}\s*#*\s*")
_TITLE = re.compile(rf"(?P<text>\s{{0,3}}\w.*?)\s*{_LIST}\s*")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-+)\s*")
_ALONE = re.compile(rf"\s*{_LIST.replace(':?', ':', 1)}\s*")
_SPAN = re.compile(rf"(?<=[)\]*_`>]){_LIST.replace(':?', ':', 1)}")
_NAME = re.compile(r"#([\w:-]+)")
_TOC = re.compile(r"\s{0,3}(?:[-*+]|1\.)\s+toc\s*", re.IGNORECASE)


def drop_attributes(
    lines: Sequence[Line], code: Collection[int], anchors: dict[str, int]
) -> list[Line]:
    """Return the lines without attributes; *anchors* gets names of places, and their lines."""
    result = list(lines)
    for index, line in enumerate(lines):
        if "{" not in line.text or index in code or len(line.text) > 2000:
            continue
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        pattern = _TITLE if following and _UNDERLINE.fullmatch(following) else _HEADING
        if match := pattern.fullmatch(line.text):
            result[index] = Line(match["text"].rstrip(), line.number)
            _note(match["items"], line.number, anchors)
        elif match := _ALONE.fullmatch(line.text):
            result[index] = Line("", line.number)
            if index and (index - 1) not in code:
                _note(match["items"], _find_start(lines, index), anchors)
                if match["items"] == "toc" and _TOC.fullmatch(lines[index - 1].text):
                    result[index - 1] = Line("", lines[index - 1].number)
        elif "{:" in line.text and not line.whole:
            text = cut_out(line.text, list(_SPAN.finditer(mask_code(line.text))))
            result[index] = Line(text, line.number, line.videos)
    return result


def _note(items: str, number: int, anchors: dict[str, int]) -> None:
    if (name := _NAME.search(items)) and number:
        anchors.setdefault(name[1], number)


def _find_start(lines: Sequence[Line], index: int) -> int:
    """Return the number of the line before *index*, or of the title that it underlines."""
    above = index - 1
    if above and _UNDERLINE.fullmatch(lines[above].text) and lines[above - 1].text.strip():
        above -= 1
    return lines[above].number
