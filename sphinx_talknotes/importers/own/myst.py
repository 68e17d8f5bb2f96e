"""Directives of MyST: fences of backticks, tildes or colons, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from sphinx_talknotes.importers.lines import Line, get_texts
from sphinx_talknotes.importers.markdown import new_parser
from sphinx_talknotes.importers.own.directive import (
    CODE,
    MAX_DEPTH,
    TRANSPARENT,
    Directive,
    Text,
    Title,
)
from sphinx_talknotes.importers.own.inline import show_myst
from sphinx_talknotes.importers.own.options import read_options
from sphinx_talknotes.importers.own.rest import read_rest

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_INFO = re.compile(r"\{(?:talknotes:)?([^\s{}]+)\}(?:\s+(.*))?", re.DOTALL)
_UNSEEN = re.compile(r"(?:%.*|\([^()\n]+\)=|\+\+\+.*)(?:\n(?:%.*|\([^()\n]+\)=|\+\+\+.*))*")
"""Comments, labels and breaks of blocks, which Markdown takes for paragraphs."""
_LABEL = re.compile(r"(?:^|\n)\(([^()\n]+)\)=$")
_COMMENT = re.compile(r"\s*<!--.*-->\s*", re.DOTALL)
_HOLDERS = {
    "list_item_open": "a list", "blockquote_open": "a quotation", "table_open": "a table",
}  # fmt: skip
_CLOSERS = frozenset(name.replace("open", "close") for name in _HOLDERS)
_BLOCKS = ("code_block", "html_block", "table_open")


def read_myst(lines: Sequence[Line], inside: str = "", depth: int = 0) -> Text:
    """Return what the lines of a page, or of the body of a directive, hold."""
    text = Text()
    tokens = _get_parser().parse("\n".join(get_texts(lines)) + "\n", {})
    holders: list[str] = []
    for number, token in enumerate(tokens):
        if token.type in _HOLDERS:
            holders.append(_HOLDERS[token.type])
        elif token.type in _CLOSERS:
            holders.pop()
        if token.type in ("fence", "colon_fence") and token.map:
            match = _INFO.fullmatch(token.info.strip())
            if match:
                place = holders[-1] if holders else inside
                found = _read_fence(token, match, lines, place, depth)
                found.label = _find_label(tokens, number)
                text.directives.append(found)
            text.has_words |= not match and bool(token.content.strip())
        elif token.type == "heading_open" and token.map and not holders:
            shown = show_myst(tokens[number + 1].content)
            first, last = lines[token.map[0]].number, lines[token.map[1] - 1].number
            text.titles.append(Title(first, shown, int(token.tag[1:]), last + 1))
        elif token.type == "inline" and tokens[number - 1].type != "heading_open":
            _note_words(text, token)
        elif token.type in _BLOCKS:
            text.has_words |= not _COMMENT.fullmatch(token.content)
    return text


def _find_label(tokens: Sequence[Token], number: int) -> str:
    """Return the label that stands right above a token."""
    if number < 2 or tokens[number - 1].type != "paragraph_close":
        return ""
    match = _LABEL.search(tokens[number - 2].content)
    return match[1] if match else ""


def _note_words(text: Text, token: Token) -> None:
    if token.content.strip() and not _UNSEEN.fullmatch(token.content):
        text.has_words = True
        text.first = text.first or token.content


def _read_fence(
    token: Token, match: re.Match[str], lines: Sequence[Line], inside: str, depth: int
) -> Directive:
    """Return the directive that a fence is, with what is inside of it."""
    start, end = token.map or (0, 0)
    content = token.content.removesuffix("\n").split("\n") if token.content else []
    options = read_options(content)
    line = lines[start].number
    closed = options.is_yaml and options.count > 1 and content[options.count - 1][:3] == "---"
    found = Directive(
        match[1], " ".join((match[2] or "").split()), line, line + end - start,
        "yaml" if options.is_yaml else "myst", line + options.count - closed, options.texts,
        {key: line + 1 + index for key, index in options.lines.items()}, inside=inside,
    )  # fmt: skip
    body = [Line(text, number) for number, text in enumerate(content, line + 1)][options.count :]
    found.gap = not options.is_yaml and bool(body and body[0].text.strip())
    found.body = tuple(body)
    if options.error:
        found.problem = line + 1 + options.error.index, str(options.error)
    if found.name in CODE or depth >= MAX_DEPTH:
        found.text.has_words = any(text.strip() for text in content[options.count :])
    else:
        read = read_rest if found.name == "eval-rst" else read_myst
        place = inside if found.name in (*TRANSPARENT, "eval-rst") else found.name
        found.text = read(found.body, place, depth + 1)
    return found


@cache
def _get_parser() -> MarkdownIt:
    """Return a parser of blocks that knows the fences of colons that MyST has."""
    parser = new_parser()
    parser.core.ruler.disable(["inline", "text_join"])
    parser.block.ruler.before(
        "fence", "colon_fence", _colon_fence,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )  # fmt: skip
    return parser


def _colon_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """Read a fence of colons up to one as long, as the extension ``colon_fence`` of MyST does."""
    opening = _get_line(state, start)
    size = len(opening) - len(opening.lstrip(":"))
    if size < 3 or state.is_code_block(start):
        return False
    if silent:
        return True
    line = start + 1
    while line < end:
        text = _get_line(state, line)
        if text and state.sCount[line] < state.blkIndent:
            break
        closing = text.rstrip()
        if len(closing) >= size and not closing.strip(":") and not state.is_code_block(line):
            break
        line += 1
    closed = line < end and not _get_line(state, line).rstrip().strip(":")
    state.line = line + bool(closed and line < end)
    token = state.push("colon_fence", "code", 0)
    token.info = opening[size:]
    token.content = state.getLines(start + 1, line, state.sCount[start], keepLastLF=True)
    token.map = [start, state.line]
    return True


def _get_line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
