"""What a reader sees of the text of a paragraph or a title, without an engine of roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markdown import read_spans
from sphinx_talknotes.model.names import tidy

_ROLE = re.compile(r"\{([\w:.+-]{1,60})\}(?=`)")
_MAX = 2000

_REST_LINK = re.compile(r"`([^`<]{1,300})<[^<>`]{1,1000}>`__?")
_REST_ROLE = re.compile(r":[\w:.+-]{1,60}:`(?:[~!])?([^`<]{1,300}?)(?: ?<[^<>`]{1,1000}>)?`")
_REST_KEPT = re.compile(r"``(.{1,1000}?)``|\\(?:\s|(\S))?")
_REST_MARK = re.compile(r"(?<![\w*`])(\*\*?|`)(?=\S)(.{1,1000}?)(?<=\S)\1_{0,2}(?![\w*`])")
_REST_NAME = re.compile(r"(?<=\w)_{1,2}(?!\w)")
_MYST_SPAN = re.compile(
    r"(?:\{(?:talknotes:)?([\w:.+-]{1,60})\})?(`+)(?!`)(.{1,1000}?)(?<!`)\2(?!`)"
)
_REST_SPAN = re.compile(r"(?::(?:talknotes:)?([\w:.+-]{1,60}):)?(`+)(?!`)(.{1,1000}?)(?<!`)\2(?!`)")
_TARGET = re.compile(r".*<([^<>]+)>\s*")


def show_myst(source: str) -> str:
    """Return what is seen of inline Markdown; of a role, its text."""
    short = _ROLE.sub("", source) if "{" in source and len(source) < _MAX else source
    spans, _images = read_spans(short)
    return tidy("".join(span.text for span in spans))


def show_rest(source: str) -> str:
    """Return what is seen of inline reST."""
    if len(source) >= _MAX:
        return tidy(source)
    text = _REST_ROLE.sub(r"\1", _REST_LINK.sub(r"\1", source.replace("\0", "\ufffd")))
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1] or match[2] or "")
        return f"\0{len(kept) - 1}\0"

    text = _REST_MARK.sub(r"\2", _REST_KEPT.sub(keep, text))
    text = _REST_NAME.sub("", text)
    return tidy(re.sub(r"\0(\d+)\0", lambda match: kept[int(match[1])], text))


def find_mentions(lines: Iterable[Line], form: str) -> Iterator[tuple[str, str]]:
    """Yield the names that roles mention: the kind of entity, and the name."""
    pattern = _REST_SPAN if form == "rest" else _MYST_SPAN
    for line in lines:
        if "`" not in line.text or len(line.text) >= 10 * _MAX:
            continue
        for match in pattern.finditer(line.text):
            if match[1] in ("tool", "speaker") and match[2] == "`":
                target = _TARGET.fullmatch(match[3])
                yield match[1], tidy(target[1] if target else match[3])
