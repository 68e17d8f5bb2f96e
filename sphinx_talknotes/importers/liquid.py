"""The part of Liquid that notes use: loops over posts, conditions, variables, raw text, code.

What is not understood stays on the page as it is written; nothing is ever run. The syntax is
that of Liquid 4 as Jekyll has it, where brackets in conditions are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.liquid_values import (
    Scope,
    UnknownError,
    evaluate,
    holds,
    look_up,
)
from sphinx_talknotes.importers.players import make_line

_TAG = re.compile(
    r"\{%-?(?P<tag>(?:[^%]|%(?!\})){1,1000}?)-?%\}|\{\{-?(?P<out>[^{}]{1,500}?)-?\}\}"
)
_RAW = re.compile(r"\{%-?(?P<tag>\s{0,20}(?:end)?(?:raw|highlight)\b[^%]{0,100}?)-?%\}(?P<out>)")
"""What counts in code too: without it, a page could not show Liquid."""
_BLOCKS = {"for": "endfor", "if": "endif", "unless": "endunless", "raw": "endraw",
           "comment": "endcomment", "capture": "endcapture",
           "highlight": "endhighlight"}  # fmt: skip
_VERBATIM = frozenset({"raw", "highlight"})
_MAX_STEPS = 20_000
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Made:
    """What a tag of Jekyll's makes: Markdown, in which ``<address>`` may be a player."""

    text: str
    video: str = ""


Tags: TypeAlias = Mapping[str, Callable[[str, Scope], Made]]
"""Name of a tag → what it makes of its arguments; it may raise `UnknownError`."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Text, a ``{% tag %}`` or an ``{{ output }}``, and the number of its line.

    ``alone`` tells that nothing but tags stands on that line.
    """

    kind: str
    text: str
    source: str
    number: int
    alone: bool = False


class Template:
    """The lines of a page, evaluated with the values of *scope*.

    In the lines with indexes in *code*, only the marks of raw text count.
    """

    def __init__(
        self, lines: Sequence[Line], scope: Scope, tags: Tags | None = None,
        code: Collection[int] = (),
    ) -> None:  # fmt: skip
        self._parts = _split(lines, code)
        self._scope = dict(scope)
        self._tags = tags or {}
        self._out: list[tuple[str, int, str]] = []
        self._steps = 0
        self.unknown: list[tuple[str, int]] = []
        """What was left as written, and the number of its line."""

    def expand(self) -> list[Line]:
        """Return the lines that come out; each has the number of the line that made it."""
        self._run(0, len(self._parts), self._scope, 0)
        lines: list[Line] = []
        text, number, videos = "", 0, list[str]()
        for piece, line, video in self._out:
            *whole, rest = piece.split("\n")
            videos += [video] if video else []
            for part in whole:
                lines.append(make_line(text + part, number or line, videos))
                text, number, videos = "", 0, []
            if rest:
                text, number = text + rest, number or line
        if text:
            lines.append(make_line(text, number, videos))
        return lines

    def _put(self, text: str, number: int, video: str = "") -> None:
        self._out.append((text, number, video))

    def _run(self, start: int, end: int, scope: Scope, depth: int) -> None:
        index = start
        while index < end:
            self._steps += 1
            part = self._parts[index]
            if part.kind == "text" or self._steps > _MAX_STEPS or depth > _MAX_DEPTH:
                self._put(part.source, part.number)
                index += 1
            elif part.kind == "out":
                self._output(part, scope)
                index += 1
            else:
                index = self._tag(index, end, scope, depth)

    def _output(self, part: _Part, scope: Scope) -> None:
        try:
            self._put(str(evaluate(part.text, scope)), part.number)
        except UnknownError:
            self._leave(part)

    def _leave(self, part: _Part) -> None:
        self._put(part.source, part.number)
        self.unknown.append((" ".join(part.source.split()), part.number))

    def _tag(self, index: int, end: int, scope: Scope, depth: int) -> int:
        """Evaluate the tag at *index*; return the index behind it (and its block)."""
        part = self._parts[index]
        name, _, rest = part.text.partition(" ")
        close = self._find_end(index, end, name) if name in _BLOCKS else None
        if name in _BLOCKS and close is None:
            self._leave(part)
            return index + 1
        try:
            known = (
                self._single(part, name, rest, scope)
                if close is None
                else self._block(name, rest, (index, close), scope, depth)
            )
        except UnknownError:
            known = False
        if not known:
            stop = index if close is None else close
            for inner in self._parts[index : stop + 1]:
                self._put(inner.source, inner.number)
            self.unknown.append((" ".join(part.source.split()), part.number))
        return (index if close is None else close) + 1

    def _single(self, part: _Part, name: str, rest: str, scope: Scope) -> bool:
        """Evaluate a tag that is no block; return whether it is known."""
        if name == "assign":
            target, _, value = rest.partition("=")
            scope[target.strip()] = evaluate(value, scope, shown=False)
        elif name in self._tags:
            made = self._tags[name](rest, scope)
            self._put(made.text + "\n" * part.alone, part.number, made.video)
        else:
            return False
        return True

    def _block(
        self, name: str, rest: str, place: tuple[int, int], scope: Scope, depth: int
    ) -> bool:
        """Evaluate the block between two tags; return whether it is known."""
        index, close = place
        if name == "for":
            self._for(rest, index, close, scope, depth)
        elif name in ("if", "unless"):
            self._if(index, close, scope, depth)
        elif name == "raw":
            for inner in self._parts[index + 1 : close]:
                self._put(inner.source, inner.number)
        elif name == "highlight":
            self._highlight(rest, index, close)
        else:
            return name == "comment"
        return True

    def _find_end(self, index: int, end: int, name: str) -> int | None:
        depth = 0
        for number in range(index, end):
            self._steps += 1
            part = self._parts[number]
            word = part.text.partition(" ")[0] if part.kind == "tag" else ""
            if self._steps > 50 * _MAX_STEPS:
                return None
            opens = word == name and (name not in _VERBATIM or number == index)
            depth += opens - (word == _BLOCKS[name])
            if not depth:
                return number
        return None

    def _for(self, rest: str, index: int, close: int, scope: Scope, depth: int) -> None:
        match = re.fullmatch(
            r"(\w+)\s+in\s+([\w.\-]+(?:\[[^\[\]]{1,100}\])?)(.*)", rest.strip(), re.DOTALL
        )
        items = look_up(match[2], scope) if match else None
        if match is None or not isinstance(items, list | tuple):
            raise UnknownError
        items = items[::-1] if "reversed" in match[3].split() else items
        if limit := re.search(r"\blimit:\s*(\d{1,4})", match[3]):
            items = items[: int(limit[1])]
        for item in items:
            self._run(index + 1, close, {**scope, match[1]: item}, depth + 1)

    def _if(self, index: int, close: int, scope: Scope, depth: int) -> None:
        marks = [index, *self._branches(index, close), close]
        for mark, following in pairwise(marks):
            name, _, condition = self._parts[mark].text.partition(" ")
            if name == "else" or holds(condition, scope) != (name == "unless"):
                self._run(mark + 1, following, scope, depth + 1)
                return

    def _branches(self, index: int, close: int) -> Iterator[int]:
        depth = 0
        for number in range(index + 1, close):
            part = self._parts[number]
            word = part.text.partition(" ")[0] if part.kind == "tag" else ""
            depth += (word in ("if", "unless")) - (word in ("endif", "endunless"))
            if not depth and word in ("elsif", "else"):
                yield number

    def _highlight(self, rest: str, index: int, close: int) -> None:
        """Write a fenced block of code; raw text in it loses its marks."""
        parts = [
            part for part in self._parts[index + 1 : close]
            if part.text.partition(" ")[0] not in ("raw", "endraw")
        ]  # fmt: skip
        text = "".join(part.source for part in parts)
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", text))])
        opening, closing = self._parts[index], self._parts[close]
        before = next((piece for piece, _, _ in reversed(self._out) if piece), "\n")
        lead = "" if before.endswith("\n") else "\n"
        self._put(f"{lead}{fence}{rest.partition(' ')[0]}\n", opening.number)
        for part in parts:
            self._put(part.source, part.number)
        end = "" if not text or text.endswith("\n") else "\n"
        self._put(f"{end}{fence}\n", closing.number)


def _split(lines: Sequence[Line], code: Collection[int]) -> list[_Part]:
    """Cut the page at its tags; a tag that is alone on its line takes the line end with it."""
    parts: list[_Part] = []
    for index, line in enumerate(lines):
        text, position = line.text, 0
        pattern = _RAW if index in code else _TAG
        tags = list(pattern.finditer(text)) if "{" in text else []
        alone = (
            bool(tags)
            and all(tag["tag"] for tag in tags)
            and not "".join(_between(text, tags)).strip()
        )
        for tag in tags:
            if tag.start() > position and not alone:
                before = text[position : tag.start()]
                parts.append(_Part("text", "", before, line.number))
            kind = "tag" if tag["tag"] else "out"
            source = f"{tag[0]}\n" if alone and tag is tags[-1] else tag[0]
            name = (tag["tag"] or tag["out"]).strip()
            parts.append(_Part(kind, name, source, line.number, alone))
            position = tag.end()
        if not alone:
            parts.append(_Part("text", "", f"{text[position:]}\n", line.number))
    return parts


def _between(text: str, tags: Sequence[re.Match[str]]) -> Iterator[str]:
    position = 0
    for tag in tags:
        yield text[position : tag.start()]
        position = tag.end()
    yield text[position:]
