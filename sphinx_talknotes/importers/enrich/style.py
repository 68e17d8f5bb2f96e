"""How an author labels the facts of a talk, and where in the file such lines are.

``**Video**: …``, ``* Video: …``, ``Video: …`` and ``:video: …`` are read; a new line is written
like those that the author has on the same talk, on the same page, or in the same notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sphinx_talknotes.importers.finding.labels import LABELS
from sphinx_talknotes.importers.writer.guard import escape
from sphinx_talknotes.model.names import name_key

WORDS = {
    "speakers": "Speaker", "conference": "Conference", "date": "Date", "start": "Start",
    "duration": "Duration", "room": "Room", "track": "Track", "level": "Level",
    "language": "Language", "url": "URL", "video": "Video", "slides": "Slides", "code": "Code",
    "paper": "Paper", "tags": "Tags",
}  # fmt: skip
"""Option → the word that labels it; each is one of `LABELS`."""

_ADDRESSES = frozenset({"url", "video", "slides", "code", "paper"})
_LABELLED = re.compile(
    r"(?P<lead>\s{0,3}(?:[-*+][ \t]+)?)(?P<bold>\*\*|__|\*|_)?(?P<word>[^\W\d_][\w \-]{0,24})"
    r"(?P<sep>(?P=bold)\s?:|:(?P=bold)|:)(?P<gap>[ \t]*)(?P<value>\S.*)"
)
_FIELD = re.compile(
    r"(?P<lead>\s{0,3}:)(?P<word>[^\W\d_][\w \-]{0,24})(?P<sep>:)(?P<gap>[ \t]+)(?P<value>\S.*)"
)
_ATX = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_BOLD = re.compile(r" {0,3}(?P<mark>\*\*|__)\S.*(?P=mark)\s*")
_RULE = re.compile(r" {0,3}(?P<mark>[^\w\s])(?P=mark)*\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_PLAIN_URL = re.compile(r"[\w:/.?=&%#~+-]*[\w/=&#~+-]")
_REST_MARKS = re.compile(r"([\\*`|]|_(?![^\W_]))")


@dataclass(frozen=True, slots=True)
class Style:
    """How a labelled line is written; ``spaced`` tells that blank lines stand between two."""

    lead: str = ""
    bold: str = "**"
    sep: str = "**:"
    gap: str = " "
    tail: str = ""
    lower: bool = False
    bare: bool = False
    spaced: bool = True

    @property
    def is_item(self) -> bool:
        """Whether the lines are items of a list or a field list, which need no blank lines."""
        return bool(self.lead.strip())

    def write(self, name: str, value: str, *, rest: bool) -> str:
        """Return the line of an option, so that *value* is read and shown as it is."""
        word = WORDS[name]
        if name == "speakers" and value.count(","):
            word = "Speakers"
        if self.lower:
            word = word.lower()
        if not rest:
            text = write_value(name, value, bare=self.bare)
        else:
            text = value if name in _ADDRESSES else _REST_MARKS.sub(r"\\\1", value)
        return f"{self.lead}{self.bold}{word}{self.sep}{self.gap}{text}{self.tail}"


def write_value(name: str, value: str, *, bare: bool = False) -> str:
    """Return Markdown that shows the value of an option; *bare* leaves simple addresses alone."""
    if name not in _ADDRESSES:
        return escape(value)
    plain = " " in value or (bare and _PLAIN_URL.fullmatch(value))
    return value if plain else f"<{value}>"


MARKDOWN_STYLE = Style()
ITEM_STYLE = Style(lead="* ", bold="", sep=":", spaced=False)
REST_STYLE = Style(lead=":", bold="", sep=":", lower=True, spaced=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled line: its index, the option that it gives, and how it is written."""

    index: int
    name: str
    style: Style


@dataclass(frozen=True, slots=True)
class Block:
    """What stands below the heading of a talk: labelled lines come before ``body``.

    ``start`` is the index of the line behind the heading, ``marks`` are the lines, ``last`` is
    the index of the last line that the importer took for facts, if there is one. ``indent`` is
    that of what is in the item of a list, if the talk is one.
    """

    start: int
    marks: tuple[Mark, ...] = ()
    last: int | None = None
    indent: str = ""


def find_block(texts: Sequence[str], line: int, taken: Collection[int] = ()) -> Block | None:
    """Return the block below the heading at *line*, ``None`` where none can be.

    *taken* are numbers of lines that the importer took for facts.
    """
    item = _ITEM.match(texts[line - 1]) if 0 < line <= len(texts) else None
    indent = " " * len(item[0].expandtabs(4)) if item else ""
    start = line if item else _find_end(texts, line)
    if start is None or (item and _goes_on(texts, start, indent)):
        return None
    marks: list[Mark] = []
    last = None
    for index in range(start, len(texts)):
        if item and not texts[index].startswith(indent):
            break
        if not texts[index].strip():
            continue
        mark = read_mark(texts[index], index)
        if mark is not None:
            marks.append(mark)
        elif index + 1 not in taken:
            break
        last = index
    return Block(start, tuple(_note_spacing(marks)), last, indent)


def _goes_on(texts: Sequence[str], index: int, indent: str) -> bool:
    """Tell whether the text of an item goes on in the line with this index."""
    text = texts[index] if index < len(texts) else ""
    inside = text.startswith(indent) and _ITEM.match(text[len(indent) :])
    return bool(text.strip()) and not inside and not _ITEM.match(text) and not _ATX.match(text)


def _note_spacing(marks: Sequence[Mark]) -> Iterable[Mark]:
    """Note in each style whether the lines are parted by blank ones."""
    apart = [b.index - a.index > 1 for a, b in pairwise(marks)]
    for mark in marks:
        style = mark.style
        spaced = any(apart) if apart else not (style.is_item or style.tail)
        yield replace(mark, style=replace(style, spaced=spaced))


def read_mark(text: str, index: int = 0) -> Mark | None:
    """Read a labelled line of any of the forms that the importer knows."""
    match = (_FIELD.fullmatch(text) or _LABELLED.fullmatch(text)) if len(text) < 500 else None
    name = LABELS.get(name_key(match["word"])) if match else None
    if match is None or name is None:
        return None
    value = match["value"]
    tail = "\\" if value.endswith("\\") else "  " if value.endswith("  ") else ""
    groups = match.groupdict()
    style = Style(
        lead=match["lead"], bold=groups.get("bold") or "", sep=match["sep"],
        gap=match["gap"] or " ", tail=tail, lower=match["word"].islower(),
        bare=value.startswith(("http://", "https://")),
    )  # fmt: skip
    return Mark(index, name, style)


def _find_end(texts: Sequence[str], line: int) -> int | None:
    """Return the index behind the heading at *line*, in one of the forms that headings have."""
    index = line - 1
    if not 0 <= index < len(texts):
        return None
    text = texts[index]
    front = _find_front(texts)
    if index < front:
        return front
    if _ATX.match(text) or _BOLD.fullmatch(text):
        return index + 1
    if _RULE.fullmatch(text):  # reST may have a line above the title, too
        index += 1
    for end in range(index + 1, min(index + 4, len(texts))):
        if not texts[end].strip():
            break
        if _RULE.fullmatch(texts[end]):
            return end + 1
    return front if not any(part.strip() for part in texts[front:index]) else None


def _find_front(texts: Sequence[str]) -> int:
    """Return the index behind the front matter."""
    ends = _FENCES.get(texts[0].rstrip()) if texts else None
    if ends:
        for index in range(1, len(texts)):
            if texts[index].rstrip() in ends:
                return index + 1
    return 0


def choose_style(marks: Iterable[Mark], default: Style) -> Style:
    """Return the style that most of *marks* have, or the default."""
    counts = Counter(mark.style for mark in marks)
    if not counts:
        return default
    best = max(counts.values())
    return next(style for style, count in counts.items() if count == best)
