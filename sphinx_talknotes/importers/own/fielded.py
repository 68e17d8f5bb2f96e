"""Talks that are marked by fields right below their heading, without a directive."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.own.directive import Directive, Text, Title
from sphinx_talknotes.importers.own.inline import show_myst
from sphinx_talknotes.importers.own.myst import read_myst
from sphinx_talknotes.importers.own.rest import read_rest
from sphinx_talknotes.model.fields import BY_NAME

OWN = frozenset({"speakers", "video", "slides"})
"""Options that only a talk has: where one of them is, there is a talk."""

_FIELD = re.compile(r":([\w-]+):(?:[ \t]+(.*))?")
_MAX = 10_000


def find_fielded(text: Text, lines: Sequence[Line], *, rest: bool) -> list[Directive]:
    """Return the talks among the headings of a page, and the one that a whole page of reST is."""
    found: list[Directive] = []
    index = {line.number: position for position, line in enumerate(lines)}
    titles = text.titles
    for number, title in enumerate(titles):
        if found and title.line < found[-1].end:
            continue  # in the notes of a talk
        end = next((t.line for t in titles[number + 1 :] if t.level <= title.level), 0)
        start = index.get(title.end, len(lines))
        stop = index[end] if end else len(lines)
        if talk := _read_fields(title, lines[start:stop], rest=rest):
            found.append(talk)
    own = any(one.name == "talk" and not one.inside for one in text.directives)
    if rest and titles and not found and not own:
        top = [line for line in lines if line.number < titles[0].line]
        whole = _read_fields(titles[0], top, rest=True)
        if whole:
            whole.body = tuple(lines[index.get(titles[0].end, len(lines)) :])
            whole.end = lines[-1].number + 1
            whole.text = read_rest(whole.body)
            found.append(whole)
    return found


def _read_fields(title: Title, section: Sequence[Line], *, rest: bool) -> Directive | None:
    """Return the talk that a section is, if fields at its beginning say so."""
    index = 0
    while index < len(section) and not section[index].text.strip():
        index += 1
    options: dict[str, str] = {}
    places: dict[str, int] = {}
    name = ""
    while index < len(section) and section[index].text.strip():
        text = section[index].text
        match = _FIELD.fullmatch(text.rstrip()) if len(text) < _MAX else None
        if match:
            word = match[1].lower().replace("_", "-")
            name = BY_NAME[word].name if word in BY_NAME else word
            options.setdefault(name, (match[2] or "").strip())
            places.setdefault(name, section[index].number)
        elif name and text[0].isspace():
            options[name] = f"{options[name]} {text.strip()}".strip()
        else:
            break
        index += 1
    if OWN.isdisjoint(options) or not title.text:
        return None
    if not rest:
        options = {name: show_myst(text) for name, text in options.items()}
    body = tuple(section[index:])
    at = section[index].number - 1 if index < len(section) else section[-1].number
    end = section[-1].number + 1
    return Directive(
        "talk", "", title.line, end, "rest" if rest else "field", at, options, places, body,
        shown=title.text, text=(read_rest if rest else read_myst)(body),
    )  # fmt: skip
