"""docutils' parser of inline markup, told to note where each construct stands."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import states
from docutils.utils import escape2null, unescape, urischemes

from sphinx_talknotes.importers.rest.model import Construct, Scan
from sphinx_talknotes.importers.rest.plain import ARGUMENT_TEXTS

MAX_INLINE = 12_000
"""Longer text is not parsed: looking for the ends of hostile markup may take long."""


class NotingInliner(states.Inliner):
    """Notes inline constructs in ``scan``; looks up no roles."""

    scan: Scan
    document: Any
    shallow = False
    in_title = False

    def prepare(self, settings: Any) -> None:
        """Make the patterns, once."""
        base = states.Inliner()  # it looks for parts of its patterns in its own class
        base.init_customizations(settings)
        self.patterns = base.patterns

    def init_customizations(self, settings: Any) -> None:
        """Do nothing: the patterns are there."""

    def parse(self, text: str, lineno: int, memo: Any, parent: Any) -> tuple[list[Any], list[Any]]:
        """Note the constructs of *text*, which begins at line *lineno*."""
        if self.shallow and not self.in_title:
            return [nodes.Text(text)], []
        self.document = memo.document
        self.reporter = memo.document.reporter
        self.language = memo.language
        self.parent = parent
        places = _Places(self.scan.lines, text, lineno - 1)
        self.scan.text_lines.update(places.lines)
        if len(text) > MAX_INLINE:
            self.reporter.error("the text is too long", line=places.lines[0] + 1)
            return [nodes.Text(text)], []
        found: list[Construct] = []
        nulled = remaining = escape2null(text)
        done = 0
        while remaining and (match := self.patterns.initial.search(remaining)):
            groups = match.groupdict()
            method: Any = self.dispatch[
                groups["start"] or groups["backquote"] or groups["refend"] or groups["fnend"]
            ]
            at = len(nulled) - len(remaining)
            before, inlines, remaining, _messages = method(self, match, lineno)
            if inlines:
                start, end = at + len(before), len(nulled) - len(remaining)
                self._note_urls(nulled[done:start], done, places, found, text)
                found.append(self._make(inlines, text[start:end], places.span(start, end)))
                done = end
        self._note_urls(nulled[done:], done, places, found, text)
        self.scan.constructs += found
        return [nodes.Text(text)], []

    def _note_urls(
        self, nulled: str, offset: int, places: _Places, found: list[Construct], text: str
    ) -> None:
        """Note addresses that stand in text as they are."""
        position = 0
        while ":" in nulled or "@" in nulled:
            match = self.patterns.uri.search(nulled[position:])
            if not match:
                return
            scheme = (match["scheme"] or "mailto").lower()
            if scheme not in urischemes.schemes:
                return
            start, end = position + match.start("whole"), position + match.end("whole")
            shown = unescape(nulled[start:end])
            span = places.span(offset + start, offset + end)
            found.append(
                Construct(
                    "url", text[offset + start : offset + end], shown, *span,
                    href=("mailto:" if match["email"] else "") + shown,
                    in_table=self._in_table, in_title=self.in_title,
                )
            )  # fmt: skip
            position = end

    @property
    def _in_table(self) -> bool:
        return bool(self.document.in_table)

    def _make(self, inlines: list[Any], source: str, span: tuple[Any, Any]) -> Construct:
        node = inlines[0]
        text = node.astext().replace("\x00", "")
        common: dict[str, Any] = {
            "source": source, "text": text, "start": span[0], "end": span[1],
            "in_table": self._in_table, "in_title": self.in_title,
        }  # fmt: skip
        if isinstance(node, nodes.problematic):
            return Construct("problem", **{**common, "text": source})
        if isinstance(node, nodes.reference):
            return _make_reference(inlines, common)
        if isinstance(node, nodes.footnote_reference | nodes.citation_reference):
            kind = "citation" if isinstance(node, nodes.citation_reference) else "footnote"
            name = nodes.fully_normalize_name(source[1:].partition("]")[0])
            return Construct(kind, **{**common, "text": source[:-1]}, name=name)
        if isinstance(node, nodes.inline):
            return Construct("role", **common, role=str(node["role"]))
        if isinstance(node, nodes.target):
            return Construct("target", **common, name=nodes.fully_normalize_name(text))
        kind = type(node).__name__.removesuffix("_reference")
        return Construct(kind, **common, name=text if kind == "substitution" else "")

    def interpreted(self, rawsource: str, text: str, role: str, lineno: int) -> Any:  # noqa: ARG002
        """Return a node that says which role it is; none is looked up."""
        return [nodes.inline(rawsource, text, role=(role or "").lower())], []

    def note_argument(self, name: str, argument: str, lineno: int, memo: Any) -> None:
        """Note what is in the argument of a directive that shows it as text."""
        if name in ARGUMENT_TEXTS and argument:
            self.parse(argument, lineno, memo, memo.document)


def _make_reference(inlines: list[Any], common: dict[str, Any]) -> Construct:
    """Return a reference, with the name that it gives its address if it has one."""
    node = inlines[0]
    inner = node[0] if len(node) else None
    replaced = isinstance(inner, nodes.substitution_reference)
    labels = [*inlines[1]["names"], *inlines[1]["dupnames"]] if len(inlines) > 1 else []
    return Construct(
        "substitution" if replaced else "reference", **common,
        href=str(node.get("refuri", "")), role="_" if replaced else "",
        name=common["text"] if replaced else str(node.get("refname", "")),
        label=str(labels[0]) if labels else "", anonymous=bool(node.get("anonymous")),
    )  # fmt: skip


class _Places:
    """Where the characters of a text stand in the source."""

    def __init__(self, lines: Any, text: str, line: int) -> None:
        self._rows: list[tuple[int, int, int]] = []
        offset = 0
        number = line
        for row in text.split("\n"):
            number, column = _find_row(lines, row, number)
            self._rows.append((offset, number, column))
            offset += len(row) + 1
            number += 1
        self.lines = [row[1] for row in self._rows]

    def span(self, start: int, end: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        return self._find(start), self._find(end)

    def _find(self, position: int) -> tuple[int, int] | None:
        offset, number, column = next(row for row in reversed(self._rows) if row[0] <= position)
        return (number, column + position - offset) if column >= 0 else None


def _find_row(lines: Any, row: str, line: int) -> tuple[int, int]:
    """Return line and column of a row of text that should stand at *line*."""
    bare = row.rstrip()
    for number in (line, line + 1, line - 1, line + 2, line - 2):
        if 0 <= number < len(lines) and (source := lines[number]) and bare in source:
            at = len(source) - len(bare) if source.endswith(bare) else source.find(bare)
            return number, at
    return line, -1 if bare else 0
