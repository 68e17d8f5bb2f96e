"""Quotations that are notes and warnings in fastpages, on GitHub and in Obsidian.

``> Note: text`` (fastpages) and ``> [!NOTE]`` (GitHub, Obsidian) become admonitions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_talknotes.importers.markdown import parse_blocks
from sphinx_talknotes.importers.writer.directive import write_directive

_MARK = re.compile(r" {0,3}> ?")
_LABEL = re.compile(r"(?P<name>Note|Warning|Tip|Important)\s?:\s+(?=\S)", re.IGNORECASE)
_ALERT = re.compile(r"\\?\[!(?P<name>\w{1,20})\\?\][+-]?\s*(?P<title>.*)")
_KINDS = {
    "note": "note", "tip": "tip", "hint": "hint", "important": "important", "warning": "warning",
    "caution": "caution", "danger": "danger", "attention": "attention", "info": "note",
    "todo": "note", "question": "note", "success": "tip", "bug": "danger", "example": "note",
    "abstract": "note", "summary": "note", "failure": "danger", "quote": "note",
}  # fmt: skip


def make_boxes(texts: Sequence[str], dialect: str) -> list[str]:
    """Return *texts* with admonitions for the quotations of the text itself that are some."""
    if not any(_MARK.match(text) and _find_kind(text, dialect) for text in texts):
        return list(texts)
    result: list[str] = []
    position = 0
    for token in parse_blocks(texts):
        if token.type != "blockquote_open" or token.level or not token.map:
            continue
        start, end = token.map
        while end > start and not texts[end - 1].strip():
            end -= 1
        box = _make_box(texts[start:end], dialect)
        if box:
            result += texts[position:start]
            result += [*_part(result), *box]
            position = end
            result += _part(texts[position : position + 1])
    return [*result, *texts[position:]]


def _part(texts: Sequence[str]) -> list[str]:
    """Return a blank line if there is none beside a box."""
    return [""] if texts and texts[-1].strip() else []


def _find_kind(text: str, dialect: str) -> re.Match[str] | None:
    """Return what the first line of a quotation says of its kind."""
    inside = _MARK.sub("", text, count=1)
    alert = _ALERT.fullmatch(inside)
    if alert:
        return alert if alert["name"].lower() in _KINDS else None
    return _LABEL.match(inside) if dialect == "jekyll" else None


def _make_box(texts: Sequence[str], dialect: str) -> list[str]:
    """Return an admonition with the content of a quotation, or nothing."""
    match = _find_kind(texts[0], dialect)
    if match is None or not all(_MARK.match(text) for text in texts):
        return []
    inside = [_MARK.sub("", text, count=1) for text in texts]
    kind = _KINDS[match["name"].lower()]
    title = match.groupdict().get("title")
    if title is None:  # the words stand behind the label
        body, title = [inside[0][match.end() :], *inside[1:]], match["name"]
    else:
        body, title = inside[1:], title or match["name"].capitalize()
    while body and not body[0].strip():
        body.pop(0)
    options = {"class": kind}
    return write_directive("admonition", title, options, body) if body else []
