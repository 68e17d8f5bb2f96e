"""What Markdown's structure says of a page, by a real parser and never by patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

_MAX_INLINE = 2000
"""A longer heading is read as text: inline parsing of hostile text may take long."""
_MARKS = re.compile(r"[\\`*_\[\]<>!&\n\r\x00]")
"""What inline Markdown may begin with; text without it is what a reader sees."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of a heading's text: plain, or the text of a link to ``href``."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands in no list or quotation.

    ``start`` and ``end`` are the indexes of its first line and of the line behind it;
    ``source`` is its inline Markdown, ``spans`` what a reader sees. ``images`` are sources of
    the images in it. ``stop`` is the index at which its section ends if nothing else ends it
    before, for what is no real heading. ``over`` is the number of its lines above the text.
    ``text`` is what a reader sees, on one line.
    """

    level: int
    start: int
    end: int
    source: str
    spans: tuple[Span, ...]
    images: tuple[str, ...] = ()
    stop: int | None = None
    over: int = 0
    text: str = field(init=False)

    def __post_init__(self) -> None:
        text = " ".join("".join(span.text for span in self.spans).split())
        object.__setattr__(self, "text", text)

    @property
    def line(self) -> int:
        """The index of the line that its text begins on."""
        return self.start + self.over

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses that it links to."""
        return tuple(span.href for span in self.spans if span.href)


def new_parser() -> MarkdownIt:
    """Return a parser of CommonMark with tables, which is what MyST starts from."""
    return MarkdownIt("commonmark").enable("table")


def parse_blocks(texts: Sequence[str], env: dict[str, object] | None = None) -> list[Token]:
    """Return the tokens of blocks; inline text is left as it is."""
    tokens, found = _parse("\n".join(texts) + "\n")
    if env is not None:
        env.update(found)
    return list(tokens)


@lru_cache(maxsize=64)
def _parse(text: str) -> tuple[tuple[Token, ...], Mapping[str, object]]:
    """Return tokens and environment of a text, which is parsed several times while it is written.

    Nobody changes the tokens.
    """
    env: dict[str, object] = {}
    return tuple(_get_block_parser().parse(text, env)), env


@cache
def get_parser() -> MarkdownIt:
    """Return the one parser that stays as it is: making one takes longer than a short text."""
    return new_parser()


@cache
def _get_block_parser() -> MarkdownIt:
    parser = new_parser()
    parser.core.ruler.disable(["inline", "text_join"])
    return parser


def find_headings(texts: Sequence[str]) -> list[Heading]:
    """Return the headings of a page, in order."""
    env: dict[str, object] = {}
    tokens = parse_blocks(texts, env)
    parser = get_parser()
    return [
        _read_heading(token, tokens[i + 1].content, parser, env)
        for i, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0
    ]


def _read_heading(token: Token, source: str, parser: MarkdownIt, env: dict[str, object]) -> Heading:
    start, end = token.map or (0, 0)
    source = " ".join(source.split("\n"))
    spans, images = read_spans(source, parser, env)
    return Heading(int(token.tag[1:]), start, end, source, spans, images)


def read_spans(
    source: str, parser: MarkdownIt | None = None, env: dict[str, object] | None = None
) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Return the runs of text of inline Markdown, and the sources of its images."""
    if len(source) > _MAX_INLINE or not _MARKS.search(source):
        return ((Span(source),) if source else ()), ()
    tokens = (parser or get_parser()).parseInline(source, {} if env is None else env)
    spans: list[Span] = []
    images: list[str] = []
    href, text = "", ""
    for token in tokens[0].children or []:
        if token.type in ("link_open", "link_close"):
            if text or href:
                spans.append(Span(text, href))
            href, text = str(token.attrs.get("href", "")) if token.nesting > 0 else "", ""
        elif token.type == "image":
            images.append(str(token.attrs.get("src", "")))
            text += _alt(token)
        else:
            text += " " if token.type in ("softbreak", "hardbreak") else token.content
    if text or href:
        spans.append(Span(text, href))
    return tuple(spans), tuple(images)


def _alt(image: Token) -> str:
    return "".join(
        " " if child.type == "softbreak" else child.content for child in image.children or []
    )
