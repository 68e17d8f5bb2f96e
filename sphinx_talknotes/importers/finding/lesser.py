"""What is no heading and may still name a talk: lines in bold, and lists of short talks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_talknotes.importers.finding.kinds import find_kind, is_prose
from sphinx_talknotes.importers.finding.people import read_people
from sphinx_talknotes.importers.grammars import is_video
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markdown import Heading
from sphinx_talknotes.importers.markup import Markup

BOLD, ITEM = 7, 8
"""Levels of lines in bold and of items, below those of all headings."""

_BOLD = re.compile(
    r"\s{0,3}(\*\*|__)(?=\S)(?P<text>[^*_].{1,200}?)(?<=\S)\1"
    r"(?P<tail>\s?\([A-Z]{2}\)|(?:\s*[,|–—-]|\s+by)\s+(?P<who>\S.{2,150}))?\s*:?\s*"
)
"""A language may stand behind what is in bold, or who spoke."""
_ITEM = re.compile(r"(?P<indent>\s{0,3})(?P<mark>[-*+]|\d{1,3}[.)])\s+(?P<text>\S.{3,400})")
_LINKED = re.compile(r"\s{0,3}\[[^\[\]]{8,200}\]\((?P<href>https?://[^\s()]+)\)\s*\\?")
"""A link that is a line of its own."""
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_OPENING = re.compile(r"[-*+]\s+(?:\[|\*\*|__|<?https?:)")
"""How an item begins that is a link, or in bold, or is about a recording."""
_ENTRY = re.compile(
    r"(?:\[(?P<mark>\*\*|__|\*|_)?(?P<linked>[^\[\]]{8,200}?)(?(mark)(?P=mark))\]\(https?://[^\s()]+\)"
    r"|(?:\*\*|__)(?P<bold>[^*]{8,200})(?:\*\*|__))\s*"
)
"""An item that is a link or in bold, and nothing else."""
_VIDEO_FIRST = re.compile(r"<?(?P<href>https?://[^\s<>()]+)>?\s*[-–—:|]?\s+(?P<rest>\S.{5,300})")
_RECORDED = re.compile(r".{5,200}\((?P<who>[^()]{4,80})\) \(\[video\]\(\S+\)\)")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}")


def find_lesser(
    lines: Sequence[Line], headings: Sequence[Heading], markup: Markup, *, lightning: bool = False
) -> list[Heading]:
    """Return lines in bold that begin a paragraph, and items of lists of talks.

    Those are below a heading of lightning talks (with *lightning* the page as a whole is about
    these), or have notes below, and a name at their end: links, lines in bold, and those that
    begin with the address of a recording.
    """
    starts = {heading.start: heading for heading in headings}
    taken = {number for heading in headings for number in range(heading.start, heading.end)}
    found: list[Heading] = []
    indented = markup.name == "rest"  # what is indented there is a quotation, or code
    level = 0  # of the heading of lightning talks
    for start, line in _iter_text(lines):
        if start in starts:
            heading = starts[start]
            if find_kind(heading.text) == "lightning":
                lightning, level = True, heading.level
            else:  # a part of them has a name that is no title
                lightning &= heading.level > level and is_prose(heading.text)
        if start in taken or (indented and line.text[:1] == " "):
            continue
        bold = _BOLD.fullmatch(line.text)
        if bold and bold["who"] and (start - 1 in taken or not _is_people(bold["who"], markup)):
            bold = None  # right below a heading it says the title again
        if bold and (start == 0 or _is_open(lines[start - 1]) or start - 1 in taken):
            found.append(_make(BOLD, start, start + 1, bold["text"] + (bold["tail"] or ""), markup))
        linked = _LINKED.fullmatch(line.text) if "](http" in line.text else None
        after = lines[start + 1].text.strip() if linked and start + 1 < len(lines) else ""
        opened = start == 0 or _is_open(lines[start - 1]) or start - 1 in taken
        if linked and opened and is_video(linked["href"]) and read_people(after):
            found.append(_make(BOLD, start, start + 1, line.text.strip(" \\"), markup))
        item = _ITEM.fullmatch(line.text) if lightning or _OPENING.match(line.text) else None
        if item and not item["indent"]:
            source = _turn_video(item["text"])
            end = _find_end(lines, start, len(line.text) - len(item["text"]))
            if lightning or (end > start + 1 and _names_people(source)):
                found.append(_make(ITEM, start, start + 1, source, markup, end))
    return found


def _is_people(source: str, markup: Markup) -> bool:
    return bool(read_people("".join(span.text for span in markup.read_spans(source)[0])))


def _turn_video(source: str) -> str:
    """Return ``https://… - Title`` as ``Title ([video](https://…))``; other items as they are."""
    match = _VIDEO_FIRST.fullmatch(source)
    return (
        f"{match['rest']} ([video]({match['href']}))"
        if match and is_video(match["href"])
        else source
    )


def _names_people(source: str) -> bool:
    """Tell whether an item is ``[Title - Name](…)``, ``**Title - Name**``, ``Title (Name)``."""
    match = _RECORDED.fullmatch(source)
    if match:
        return bool(read_people(match["who"].partition(",")[0]))
    match = _ENTRY.fullmatch(source)
    parts = re.split(r"\s[-–—|]\s", match["linked"] or match["bold"]) if match else ()
    return len(parts) > 1 and bool(read_people(parts[-1].strip("*_ ")))


def is_linked(heading: Heading) -> bool:
    """Tell whether a line in the place of a heading is a link and nothing else."""
    return bool(_LINKED.fullmatch(heading.source))


def _iter_text(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Yield lines that stand in no fenced code."""
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line.text)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        else:
            yield number, line


def _is_open(line: Line) -> bool:
    """Tell whether a paragraph can begin behind a line."""
    return not line.text.strip() or bool(_RULE.fullmatch(line.text))


def _find_end(lines: Sequence[Line], start: int, indent: int) -> int:
    """Return the index behind the last line of an item whose text is indented by *indent*."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        text = lines[number].text
        if text.strip():
            if len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip()) < min(indent, 2):
                break
            end = number + 1
    return end


def _make(
    level: int, start: int, end: int, source: str, markup: Markup, stop: int | None = None
) -> Heading:
    spans, images = markup.read_spans(source)
    return Heading(level, start, end, source, spans, images, stop)
