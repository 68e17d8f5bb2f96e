"""Talks of a project that are marked by fields right below their heading, without a directive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from sphinx_talknotes.importers.enrich.directive import Directive, get_title
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markdown import find_headings, read_spans
from sphinx_talknotes.model.fields import BY_NAME

OWN = frozenset({"speakers", "video", "slides"})
"""Options that only a talk has: where one of them is, there is a talk."""

_FIELD = re.compile(r":([\w-]+):(?:[ \t]+(.*))?")
_RULE = re.compile(r"([^\w\s])\1{2,}\s*")


def find_fielded(body: Sequence[Line], texts: Sequence[str], suffix: str) -> Iterator[Directive]:
    """Yield the talks; *body* are the lines without front matter, *texts* are all of the file."""
    form: Literal["rest", "field"]
    if suffix.lower() == ".rst":
        form, found = "rest", _find_titles(texts)
    else:
        form = "field"
        lines = [line.text for line in body]
        found = (
            (body[heading.start].number, body[heading.end - 1].number, heading.text)
            for heading in find_headings(lines)
        )
    for line, end, title in found:
        options, at = _read_fields(texts, end)
        if form == "field":
            options = {name: _read_value(text) for name, text in options.items()}
        if title and not OWN.isdisjoint(options):
            yield Directive("talk", title, line, at + 1, options, at, form)


def find_whole(texts: Sequence[str]) -> Iterator[Directive]:
    """Yield the talk that a whole page of reST is, by the fields at its top."""
    options, at = _read_fields(texts, 0)
    titles = list(_find_titles(texts[at:]))
    if titles and not OWN.isdisjoint(options):
        line, _end, title = titles[0]
        yield Directive("talk", title, at + line, at + line + 1, options, at, "rest")


def _find_titles(texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield line, last line and text of each title of reST."""
    for index in range(1, len(texts)):
        title, rule = texts[index - 1], texts[index]
        above = texts[index - 2].strip() if index > 1 else ""
        if (
            _RULE.fullmatch(rule) and title.strip() and not _RULE.fullmatch(title)
            and (not above or _RULE.fullmatch(above))
        ):  # fmt: skip
            yield index, index + 1, get_title(title)


def _read_value(source: str) -> str:
    """Return what Markdown shows of a value; an address in brackets is the address."""
    spans, _images = read_spans(source)
    return " ".join("".join(span.text for span in spans).split())


def _read_fields(texts: Sequence[str], start: int) -> tuple[dict[str, str], int]:
    """Return the fields from the index *start* on, and the index behind them."""
    index = start
    while index < len(texts) and not texts[index].strip():
        index += 1
    options: dict[str, str] = {}
    name = ""
    while index < len(texts) and texts[index].strip():
        match = _FIELD.fullmatch(texts[index].rstrip())
        if match:
            word = match[1].lower().replace("_", "-")
            name = BY_NAME[word].name if word in BY_NAME else word
            options.setdefault(name, (match[2] or "").strip())
        elif name and texts[index][0].isspace():
            options[name] = f"{options[name]} {texts[index].strip()}".strip()
        else:
            break
        index += 1
    return options, index
