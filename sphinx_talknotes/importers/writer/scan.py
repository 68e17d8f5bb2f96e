"""Where a text has links, and what MyST would read as more than Markdown.

The text is parsed as CommonMark with tables, which is what its author meant; rules in that
parser note where MyST's own syntax would begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from sphinx_talknotes.importers.markdown import new_parser, parse_blocks
from sphinx_talknotes.importers.writer.edits import Places

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MAX_INLINE = 60_000
"""A longer paragraph is not parsed, since that may take long."""

_COMMENT = re.compile(r"\s*<!--(?:[^-]|-(?!->))*-->\s*")
_ROLE = re.compile(r"\{[^{}\s`]{1,80}\}(?=`)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,200})\]")
_TEXT_LINE = re.compile(r"\s*[\w(\"'*.]")
_NOTE_LINE = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*\[\^([^\]\s]{1,200})\]:")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image, by positions in the content of its token.

    ``mark`` is the position of its ``[``, ``label_end`` that of the ``]`` behind the text,
    ``start`` and ``stop`` enclose the address where that is written in place; with a reference
    they are both 0.
    """

    href: str
    image: bool
    mark: int
    label_end: int
    end: int
    start: int = 0
    stop: int = 0


@dataclass(slots=True)
class InlineScan:
    """What was found in one inline token."""

    token: Token
    places: Places
    heading: bool = False
    cell: bool = False
    roles: list[int] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    autolinks: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Definition:
    """A link reference definition: its label as written, where it points, its lines."""

    label: str
    href: str
    title: str
    start: int
    end: int
    first: bool


@dataclass(slots=True)
class TextScan:
    """The blocks of a text and what stands in its inline tokens."""

    texts: list[str]
    tokens: list[Token]
    definitions: list[Definition]
    inlines: list[InlineScan] = field(default_factory=list)
    long: list[Token] = field(default_factory=list)
    comments: dict[int, str] = field(default_factory=dict)
    """Lines of HTML comments, which are blank in ``texts``."""
    strange: list[Token] = field(default_factory=list)
    """Headings that MyST alone would see."""


def scan_blocks(texts: Sequence[str]) -> TextScan:
    """Parse the blocks of *texts* and find the definitions of links.

    Blocks of HTML are not run but shown, and MyST reads what is in them as Markdown.
    """
    env: dict[str, Any] = {}
    tokens = parse_blocks(texts, env)
    comments: dict[int, str] = {}
    strange: list[Token] = []
    if any(token.type == "html_block" for token in tokens):
        headings = {token.map[0] for token in tokens if token.type == "heading_open" and token.map}
        for token in tokens:
            if token.type == "html_block" and not token.level and _COMMENT.fullmatch(token.content):
                comments |= {number: texts[number] for number in range(*(token.map or (0, 0)))}
        texts = ["" if number in comments else text for number, text in enumerate(texts)]
        env = {}
        tokens = _get_shown_parser().parse("\n".join(texts) + "\n", env)
        strange = [
            token
            for token in tokens
            if token.type == "heading_open" and token.map and token.map[0] not in headings
        ]
    definitions = [
        _define(texts, data["map"], data, first=True)
        for label, data in env.get("references", {}).items()
        if not label.startswith("^")
    ]
    definitions += [
        _define(texts, data["map"], data, first=False)
        for data in env.get("duplicate_refs", [])
        if not data["label"].startswith("^")
    ]
    definitions.sort(key=lambda definition: definition.start)
    return TextScan(list(texts), tokens, definitions, comments=comments, strange=strange)


@cache
def _get_shown_parser() -> MarkdownIt:
    """Return a parser of blocks for which HTML is text."""
    parser = new_parser().disable("html_block")
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def _define(
    texts: Sequence[str], lines: Sequence[int], data: dict[str, Any], *, first: bool
) -> Definition:
    start, end = lines
    written = "\n".join(texts[start:end])
    label = written[written.find("[") + 1 :].partition("]:")[0]
    return Definition(" ".join(label.split()), data["href"], data["title"], start, end, first)


def scan_inlines(scan: TextScan, references: dict[str, Any]) -> None:
    """Find links and MyST's syntax in the inline text, given all definitions of the page."""
    parser = _get_inline_parser()
    cells: dict[int, int] = {}
    cell = False
    heading = False
    for token in scan.tokens:
        if token.type in ("th_open", "td_open"):
            cell = True
        heading = token.type == "heading_open" or (heading and token.type == "inline")
        if token.type != "inline":
            continue
        if len(token.content) > MAX_INLINE:
            scan.long.append(token)
            continue
        line = token.map[0] if token.map else 0
        places = Places(scan.texts, token.content, line, cells.get(line, 0) if cell else None)
        if cell:
            cells[line] = places.end
        found = InlineScan(token, places, heading, cell)
        env = {"references": references, "scan": found, "source": token.content}
        parser.inline.parse(token.content, parser, env, [])
        scan.inlines.append(found)
        cell = False


@dataclass(slots=True)
class Notes:
    """Labels of footnotes: how often each is defined, which are referred to, which are unfit.

    Indented lines belong to a footnote for MyST and to nothing for CommonMark. A footnote is
    unfit where they could be more than text.
    """

    defined: Counter[str] = field(default_factory=Counter)
    used: set[str] = field(default_factory=set)
    unfit: set[str] = field(default_factory=set)


def find_notes(scan: TextScan, notes: Notes) -> None:
    """Add the footnotes of a text to *notes*."""
    for number in _definition_lines(scan):
        if match := _NOTE_LINE.match(scan.texts[number]):
            _define_note(scan, match[1], number, notes)
    for found in scan.inlines:
        for position, label in found.notes:
            place = found.places.find(position)
            if place and _is_note_definition(scan.texts, found, position):
                _define_note(scan, label, place[0], notes)
            else:
                notes.used.add(label)


def _define_note(scan: TextScan, label: str, number: int, notes: Notes) -> None:
    notes.defined[label] += 1
    parted = False
    for text in scan.texts[number + 1 :]:
        indented = text.startswith(("    ", "\t"))
        if text.strip() and not indented:
            break
        if indented and (parted or not _TEXT_LINE.match(text)):
            notes.unfit.add(label)
            break
        parted = parted or not text.strip()


def _definition_lines(scan: TextScan) -> list[int]:
    """Return the indexes of lines that CommonMark took for definitions of links (``^x``)."""
    covered: set[int] = set()
    for token in scan.tokens:
        if token.map and token.type in ("inline", "fence", "code_block", "html_block"):
            covered.update(range(*token.map))
    return [number for number in range(len(scan.texts)) if number not in covered]


def _is_note_definition(texts: Sequence[str], found: InlineScan, position: int) -> bool:
    """Tell whether the footnote mark at *position* begins a line and has a colon behind it.

    A line that continues a quotation without its mark begins nothing.
    """
    content = found.token.content
    start = content.rfind("\n", 0, position) + 1
    if found.heading or found.cell or content[start:position].strip():
        return False
    first, here = found.places.find(0), found.places.find(position)
    if first is None or here is None or not _NOTE_LINE.match(content, start):
        return False
    indent = texts[here[0]][: here[1]].expandtabs(4)
    if not indent.strip() and len(indent) > 3:
        return False
    quoted = [texts[line].count(">", 0, column) for line, column in (first, here)]
    return quoted[0] == quoted[1]


@cache
def _get_inline_parser() -> MarkdownIt:
    parser = new_parser().disable("html_inline")
    rules: dict[str, Callable[[StateInline, bool], bool]] = {
        rule.name: rule.fn for rule in parser.inline.ruler.__rules__
    }
    parser.inline.ruler.before("backticks", "note_role", _note_role)
    parser.inline.ruler.after("image", "note_note", _note_note)
    parser.inline.ruler.at("link", _noting(rules["link"], image=False))
    parser.inline.ruler.at("image", _noting(rules["image"], image=True))
    parser.inline.ruler.at("autolink", _noting_autolinks(rules["autolink"]))
    return parser


def _get_scan(state: StateInline) -> InlineScan | None:
    """Return where to note, unless a part of the text (such as an image's) is being parsed."""
    scan: InlineScan = state.env["scan"]
    return scan if state.src is state.env["source"] else None


def _note_role(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    scan = None if silent else _get_scan(state)
    if scan is not None and _ROLE.match(state.src, state.pos):
        scan.roles.append(state.pos)
    return False


def _note_note(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    match = None if silent else _NOTE.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    scan = _get_scan(state)
    if scan is not None:
        scan.notes.append((state.pos, match[1]))
    state.pending += match[0]
    state.pos = match.end()
    return True


def _noting(
    rule: Callable[[StateInline, bool], bool], *, image: bool
) -> Callable[[StateInline, bool], bool]:
    def note(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
        mark = state.pos + image
        count = len(state.tokens)
        if not rule(state, silent):
            return False
        scan = None if silent else _get_scan(state)
        if scan is not None:
            token = state.tokens[count] if count < len(state.tokens) else state.tokens[-1]
            made = next(
                (t for t in state.tokens[count:] if t.type in ("link_open", "image")), token
            )
            href = str(made.attrs.get("src" if image else "href", ""))
            scan.links.append(_locate(state, href, mark, image=image))
        return True

    return note


def _locate(state: StateInline, href: str, mark: int, *, image: bool) -> Link:
    end, position = state.pos, state.pos
    label_end: int = state.md.helpers.parseLinkLabel(state, mark, not image)
    state.pos = position
    start = label_end + 1
    if label_end < 0 or start >= end or state.src[start] != "(":
        return Link(href, image, mark, max(label_end, mark), end)
    start += 1
    while start < end and state.src[start].isspace():
        start += 1
    found = state.md.helpers.parseLinkDestination(state.src, start, end)
    stop = found.pos if found.ok else start
    return Link(href, image, mark, label_end, end, start, stop)


def _noting_autolinks(
    rule: Callable[[StateInline, bool], bool],
) -> Callable[[StateInline, bool], bool]:
    def note(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
        position = state.pos
        if not rule(state, silent):
            return False
        scan = None if silent else _get_scan(state)
        if scan is not None:
            scan.autolinks.append((position, state.src[position + 1 : state.pos - 1]))
        return True

    return note
