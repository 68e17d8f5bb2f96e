"""Shortcodes of Hugo in a page: found, paired and replaced; code is left alone.

https://gohugo.io/content-management/shortcodes/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from sphinx_talknotes.importers.codeblocks import find_code, join_open
from sphinx_talknotes.importers.lines import Line, mask_code
from sphinx_talknotes.importers.players import make_line

SHORTCODE = re.compile(
    r"\{\{[<%]\s{0,20}(?P<comment>/\*)?\s{0,20}(?P<name>/?[\w/.-]{1,60})"
    r"(?P<args>(?:[^{}\"`]|\"[^\"]{0,1000}\"|`[^`]{0,1000}`){0,1000}?)(?:\*/\s?|/)?[>%]\}\}"
)
_ARG = re.compile(r"(?:([\w-]+)\s*=\s*)?(?:\"([^\"]*)\"|`([^`]*)`|([^\s\"`=]+))")

Args: TypeAlias = list[tuple[str, str]]
"""Name of a parameter ("" where it has none) and its value."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a shortcode becomes: Markdown, in which ``<video>`` may be a player."""

    text: str
    video: str = ""


Make: TypeAlias = Callable[[str, Args], Written | None]
"""Returns what the shortcode of a name becomes, or ``None`` if that is not known."""


@dataclass(slots=True)
class Shortcodes:
    """The lines of a page without shortcodes, and those that are not known, with their lines."""

    lines: list[Line] = field(default_factory=list)
    unknown: list[tuple[str, int]] = field(default_factory=list)


def replace_shortcodes(lines: Sequence[Line], make: Make) -> Shortcodes:
    """Replace what *make* knows; ``highlight`` becomes a block of code."""
    code = find_code(lines)
    for opening, closing in (("{{<", ">}}"), ("{{%", "%}}")):
        lines, code = join_open(lines, code, opening, closing)
    closed = _find_closed(lines, code)
    result = Shortcodes()
    index = 0
    while index < len(lines):
        line = lines[index]
        may_be = index not in code and "highlight" in closed
        block = _find_highlight(lines, index) if may_be else None
        if block:
            result.lines += block.lines
            index = block.end
            continue
        known = index in code or "{{" not in line.text
        result.lines.append(line if known else _replace(line, make, closed, result.unknown))
        index += 1
    return result


def _find_closed(lines: Sequence[Line], code: frozenset[int]) -> frozenset[str]:
    """Return the names of shortcodes that have a closing one."""
    return frozenset(
        match["name"][1:]
        for index, line in enumerate(lines)
        if index not in code and "{{" in line.text
        for match in SHORTCODE.finditer(line.text)
        if match["name"].startswith("/")
    )


def _replace(
    line: Line, make: Make, closed: frozenset[str], unknown: list[tuple[str, int]]
) -> Line:
    masked = mask_code(line.text)
    videos: list[str] = []

    def replace(match: re.Match[str]) -> str:
        if not masked[match.start()].strip():
            return match[0]
        if match["comment"]:
            return match[0].replace("/*", "", 1).replace("*/", "", 1)
        made = make(match["name"], read_args(match["args"]))
        if made is not None:
            videos.extend([made.video] if made.video else [])
            return made.text
        if match["name"].removeprefix("/") not in closed or not match["name"].startswith("/"):
            unknown.append((match[0], line.number))
        return match[0]

    text = SHORTCODE.sub(replace, line.text)
    return make_line(text, line.number, videos) if text != line.text else line


def read_args(text: str) -> Args:
    """Return the parameters of a shortcode."""
    return [(key, a or b or c) for key, a, b, c in _ARG.findall(text)]


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of a block of code, and the index behind what it was made of."""

    lines: list[Line]
    end: int


def _find_highlight(lines: Sequence[Line], index: int) -> _Block | None:
    """Return the block of code that a line begins, if the shortcode begins it and is closed."""
    line = lines[index]
    opening = next(_iter_named(line.text, "highlight"), None)
    if opening is None or line.text[: opening.start()].strip(" >\t"):
        return None
    args = read_args(opening["args"])
    language = next((value for key, value in args if key in ("", "lang")), "")
    body: list[Line] = []
    behind = Line(line.text[opening.end() :], line.number)
    for end in range(index, len(lines)):
        part = behind if end == index else lines[end]
        closing = next(_iter_named(part.text, "/highlight"), None)
        text = part.text[: closing.start()] if closing else part.text
        if text.strip() or (end > index and not closing):
            body.append(Line(text, part.number))
        if closing:
            ticks = [len(run) for inner in body for run in re.findall(r"`+", inner.text)]
            lead = line.text[: opening.start()]
            fence = f"{lead}{'`' * (max([2, *ticks]) + 1)}"
            rest = part.text[closing.end() :]
            first, last = Line(f"{fence}{language}", line.number), Line(fence, part.number)
            after = [Line(rest, part.number)] if rest.strip() else []
            return _Block([first, *body, last, *after], end + 1)
    return None


def _iter_named(text: str, name: str) -> Iterator[re.Match[str]]:
    if "{{" in text and name in text:
        masked = mask_code(text)
        for match in SHORTCODE.finditer(text):
            if match["name"] == name and not match["comment"] and masked[match.start()].strip():
                yield match
