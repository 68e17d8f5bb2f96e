"""Directives of reST, by their indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.own.directive import (
    CODE,
    MAX_DEPTH,
    REMARKS,
    TRANSPARENT,
    Directive,
    Text,
    Title,
)
from sphinx_talknotes.importers.own.inline import show_rest

_DIRECTIVE = re.compile(r"\.\. +(?:talknotes:)?([\w.+-]+(?::[\w.+-]+)*) ?::(?:\s+(.*))?")
_OPTION = re.compile(r"\s*:((?![: ])[^:\\\n]{1,80}(?<! )):(?:\s+(.*))?")
_FIELD = re.compile(r":([\w-]+):(?:\s+(.*))?")
_RULE = re.compile(r"([^\w\s])\1{2,}\s*")
_MAX = 10_000
"""A longer line is text."""


def read_docinfo(texts: Sequence[str]) -> dict[str, str]:
    """Return the fields at the top of a page, or right below its title, in lower case."""
    found: dict[str, str] = {}
    index, titled, last = 0, False, ""
    while index < len(texts):
        text = texts[index]
        match = _FIELD.fullmatch(text.rstrip()) if len(text) < _MAX else None
        if match:
            last = match[1].lower().replace("_", "-")
            found.setdefault(last, (match[2] or "").strip())
        elif last and text[:1].isspace() and text.strip():
            found[last] = f"{found[last]} {text.strip()}".strip()
        elif text.strip() and not text[0].isspace() and not text.startswith(".. "):
            ahead = texts[index + 1] if index + 1 < len(texts) else ""
            rule = _RULE.fullmatch(text)
            if titled or found or not (rule or _RULE.fullmatch(ahead)):
                break
            index += 2 if rule else 1
            titled = True
        index += 1
    return found


def read_rest(lines: Sequence[Line], inside: str = "", depth: int = 0) -> Text:
    """Return what the lines of a page, or of the body of a directive, hold."""
    if not depth:
        lines = [Line(line.text.expandtabs(), line.number) for line in lines]
    return _Reader(lines, inside, depth).read()


class _Reader:
    """Goes through lines of which the least indented begin at the margin."""

    def __init__(self, lines: Sequence[Line], inside: str, depth: int) -> None:
        self.lines = lines
        self.inside = inside
        self.depth = depth
        self.text = Text()
        self.styles: list[tuple[int, str]] = []

    def read(self) -> Text:
        index, literal = 0, False
        while index < len(self.lines):
            text = self.lines[index].text
            if not text.strip():
                index += 1
            elif text[0].isspace():
                end = self._find_end(index)
                self._read_indented(self.lines[index:end], literal=literal)
                index, literal = end, False
            elif text.startswith(".. ") or text.rstrip() == "..":
                end = self._find_end(index + 1)
                self._read_markup(index, end)
                index, literal = end, False
            elif size := self._measure_title(index):
                self._note_title(index, size)
                index, literal = index + size, False
            else:
                index, literal = self._read_paragraph(index)
        return self.text

    def _find_end(self, index: int) -> int:
        """Return the index behind the lines from *index* on that are indented, or blank."""
        end = index
        while end < len(self.lines) and (
            not self.lines[end].text.strip() or self.lines[end].text[0].isspace()
        ):
            end += 1
        while end > index and not self.lines[end - 1].text.strip():
            end -= 1
        return end

    def _measure_title(self, index: int) -> int:
        """Return how many lines a title takes, which the last but one is; 0 if there is none."""
        texts = [line.text for line in self.lines[index : index + 3]]
        if len(texts) > 2 and _RULE.fullmatch(texts[0]) and texts[1].strip():
            return 3 if texts[2].rstrip() == texts[0].rstrip() else 0
        titled = len(texts) > 1 and _RULE.fullmatch(texts[1]) and not _RULE.fullmatch(texts[0])
        return 2 if titled else 0

    def _note_title(self, index: int, size: int) -> None:
        """Note a title; its level is told by how it is underlined, in the order of the page."""
        line, rule = self.lines[index + size - 2], self.lines[index + size - 1]
        style = (size, rule.text[:1])
        if style not in self.styles:
            self.styles.append(style)
        shown = show_rest(line.text.strip())
        level = self.styles.index(style) + 1
        self.text.titles.append(Title(line.number, shown, level, rule.number + 1))

    def _read_paragraph(self, index: int) -> tuple[int, bool]:
        """Return the index behind a paragraph, and whether a literal block follows it."""
        end = index
        while end < len(self.lines) and (text := self.lines[end].text).strip():
            if end > index and text[0].isspace():
                break
            end += 1
        texts = [line.text.strip() for line in self.lines[index:end]]
        if not _RULE.fullmatch(texts[0]):
            self.text.has_words = True
            self.text.first = self.text.first or " ".join(texts).removesuffix("::")
        return end, texts[-1].endswith("::")

    def _read_indented(self, lines: Sequence[Line], *, literal: bool) -> None:
        if literal or self.depth >= MAX_DEPTH:
            self.text.has_words = True
            return
        inner = read_rest(_dedent(lines), "a list or a quotation", self.depth + 1)
        self.text.directives += inner.directives
        self.text.has_words |= inner.has_words

    def _read_markup(self, index: int, end: int) -> None:
        """Read a directive; comments, targets and the like say nothing."""
        text = self.lines[index].text
        match = _DIRECTIVE.fullmatch(text.rstrip()) if len(text) < _MAX else None
        if match:
            block = self.lines[index + 1 : end]
            found = _make_directive(match, self.lines[index].number, block)
            found.inside = self.inside
            if found.name in CODE or self.depth >= MAX_DEPTH:
                found.text.has_words = any(line.text.strip() for line in found.body)
            else:
                place = self.inside if found.name in TRANSPARENT else found.name
                found.text = read_rest(found.body, place, self.depth + 1)
            self.text.directives.append(found)


def _make_directive(match: re.Match[str], line: int, block: Sequence[Line]) -> Directive:
    """Return a directive of its first line and the indented lines below that."""
    stop = next((n for n, each in enumerate(block) if not each.text.strip()), len(block))
    head = block[:stop]
    bare = not (match[2] or "").strip()
    marks = (n for n, each in enumerate(head) if _OPTION.fullmatch(each.text[:_MAX].rstrip()))
    first = next(marks, stop)
    words = [match[2] or "", *(each.text.strip() for each in head[:first])]
    found = Directive(match[1], "", line, line + len(block) + 1, "rest", line + stop)
    body = list(block[stop:])
    if bare and first and match[1] in REMARKS:
        body = [*head[:first], *body]
    else:
        found.argument = " ".join(" ".join(words).split())
    name = ""
    for each in head[first:]:
        option = _OPTION.fullmatch(each.text[:_MAX].rstrip())
        if option:
            name = option[1]
            found.options[name] = (option[2] or "").strip()
            found.lines[name] = each.number
        else:
            found.options[name] = f"{found.options[name]} {each.text.strip()}".strip()
    found.body = tuple(_dedent(body))
    return found


def _dedent(lines: Sequence[Line]) -> list[Line]:
    indents = (len(x.text) - len(x.text.lstrip()) for x in lines if x.text.strip())
    indent = min(indents, default=0)
    return [Line(line.text[indent:], line.number) for line in lines]
