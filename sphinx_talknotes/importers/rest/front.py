"""What a page in reST says of itself: fields at its top, comments of Nikola, fields of Pelican.

docutils: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#bibliographic-fields,
Nikola: https://getnikola.com/handbook.html#basic, Pelican:
https://docs.getpelican.com/en/stable/content.html#file-metadata
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_talknotes.importers.front import Front, split_front
from sphinx_talknotes.importers.lines import Line, get_texts
from sphinx_talknotes.importers.rest.headings import read_spans
from sphinx_talknotes.importers.rest.scanning import normalize, scan_titles
from sphinx_talknotes.importers.rest.text import unescape
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Report

_MAX_LINES = 200
_MAX_VALUE = 4000
_FIELD = re.compile(r":(?P<key>[^:\s\\](?:[^:\\]{0,58}[^:\s\\])?):(?:[ ]+(?P<value>.*)|$)")
_COMMENT = re.compile(r"\.\.[ ](?P<key>[a-z_][\w-]{0,40}):(?:[ ]+(?P<value>.*)|$)")
_NIKOLA = frozenset({"title", "slug", "date"})
_PAGES = frozenset(
    map(
        name_key,
        """
        date tags category categories slug authors author summary status modified conference event
        lang location series subtitle save_as url keywords title notes-by
        """.split(),
    )
)
"""Fields below a title that are about the page."""
_TALKS = frozenset(
    map(name_key, "speaker speakers presenter presenters video slides recording room".split())
)
"""Fields below a title that are about a talk."""


def split_rest_front(lines: Sequence[Line], page: str) -> tuple[Front, list[Line], list[Report]]:
    """Part what a page says of itself from its body.

    Values are text as it is written, on one line. Front matter as Markdown has it counts too, if
    it can be read.
    """
    texts = [normalize(text) for text in get_texts(lines[:_MAX_LINES])]
    start = next((i for i, text in enumerate(texts) if text), len(texts))
    if start < len(texts) and texts[start] in ("---", "+++"):
        front, body, _reports = split_front(lines, page)
        return (front, body, []) if front else ({}, list(lines), [])
    front, end = _read_comments(texts, start)
    if front:
        more, last = _read_fields(texts, _skip_blank(texts, end))
        return {**front, **more}, list(lines[last if more else end :]), []
    front, end = _read_fields(texts, start)
    if front:
        return front, list(lines[end:]), []
    front, first, end = _read_below_title(lines)
    return front, [*lines[:first], *lines[end:]] if front else list(lines), []


def _skip_blank(texts: Sequence[str], index: int) -> int:
    while index < len(texts) and not texts[index]:
        index += 1
    return index


def _read_comments(texts: Sequence[str], start: int) -> tuple[Front, int]:
    """Read ``.. title: x`` lines; they are metadata if they have what Nikola writes."""
    found: Front = {}
    index = start
    while index < len(texts) and (match := _COMMENT.fullmatch(texts[index])):
        if match["value"]:
            found.setdefault(match["key"], match["value"].strip())
        index += 1
    if _NIKOLA.isdisjoint(found) or (index < len(texts) and texts[index][:1] == " "):
        return {}, start
    return found, index


def _read_fields(texts: Sequence[str], start: int) -> tuple[Front, int]:
    """Read a field list and return the index behind it."""
    found: Front = {}
    key = ""
    index = start
    while index < len(texts):
        text = texts[index]
        match = _FIELD.fullmatch(text)
        if match:
            key = unescape(match["key"]).strip()
            value = (match["value"] or "").strip()
            if any(name_key(key) == name_key(other) for other in found):
                found[key] = f"{found.get(key, '')} {value}".strip()
            else:
                found[key] = value
        elif key and text[:1] == " ":
            found[key] = f"{found[key]} {text.strip()}".strip()
        elif text or not _goes_on(texts, index, key):
            break
        index += 1
    if index < len(texts) and texts[index]:
        return {}, start  # docutils warns of it, and who wrote it may have meant something else
    if any(len(value) > _MAX_VALUE for value in found.values()):
        return {}, start
    return {name: _read_value(value) for name, value in found.items()}, index


def _goes_on(texts: Sequence[str], index: int, key: str) -> bool:
    """Tell whether a field list goes on behind a blank line."""
    following = _skip_blank(texts, index)
    if not key or following >= len(texts):
        return False
    return texts[following][:1] == " " or bool(_FIELD.fullmatch(texts[following]))


def _read_value(source: str) -> str:
    """Return what a reader sees of a value, or its source if it holds links."""
    spans, images = read_spans(source)
    if images or any(span.href and span.href != span.text for span in spans):
        return source
    text = "".join(span.text for span in spans)
    return text if set(re.findall(r"\w+", text)) >= set(re.findall(r"\w+", source)) else source


def _read_below_title(lines: Sequence[Line]) -> tuple[Front, int, int]:
    """Read fields below the one title of a page, if they are about the page and not about a talk.

    Returns:
        The fields, the index of their first line and that behind the last.
    """
    head = next((i for i, line in enumerate(lines[:_MAX_LINES]) if line.text[:1] == ":"), -1)
    if head < 0:
        return {}, 0, 0
    texts = get_texts(lines)
    titles = scan_titles(texts).titles
    if not titles or sum(title.style == titles[0].style for title in titles) > 1:
        return {}, 0, 0
    if any(text.strip() and text[:3] != ".. " for text in texts[: titles[0].start]):
        return {}, 0, 0
    short = [normalize(text) for text in texts[:_MAX_LINES]]
    start = _skip_blank(short, titles[0].end)
    found, end = _read_fields(short, start)
    keys = {name_key(key) for key in found}
    if not keys & _PAGES or keys & _TALKS:
        return {}, 0, 0
    return found, start, end
