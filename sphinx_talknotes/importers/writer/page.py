"""One page of a collection as a MyST page."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from sphinx_talknotes.importers.collection import SourcePage
from sphinx_talknotes.importers.lines import Line, get_texts, trim
from sphinx_talknotes.importers.markdown import Heading, find_headings, parse_blocks
from sphinx_talknotes.importers.pieces import Prose, TalkPiece
from sphinx_talknotes.importers.sections import find_sections
from sphinx_talknotes.importers.writer.body import Body, write_label
from sphinx_talknotes.importers.writer.directive import write_directive
from sphinx_talknotes.importers.writer.front import make_front
from sphinx_talknotes.importers.writer.guard import Text, escape, guard_page
from sphinx_talknotes.importers.writer.links import Links, Target
from sphinx_talknotes.importers.writer.options import get_declared_options, sort_options
from sphinx_talknotes.model.records import Declaration


def write_page(
    page: SourcePage, links: Links, declarations: Sequence[Declaration] = (),
    ending: Sequence[str] = (),
) -> str:  # fmt: skip
    """Return the MyST text of *page*: front matter, title, declarations, pieces, *ending*.

    The title of a page that is one talk is the talk's.
    """
    guarded, definitions = guard_page([
        _to_guard(page, page.title_source or escape(page.title), links),
        *(_piece_to_guard(page, piece, links) for piece in page.pieces),
    ])  # fmt: skip
    (title, *_), *bodies = guarded
    labels = links.get_places(page)
    front, reports = make_front(page)
    links.reports += reports
    is_talk = [getattr(piece, "level", None) for piece in page.pieces] == [0] and not ending
    declared = [_declare(declaration) for declaration in declarations]
    blocks: list[list[str]] = []
    if not is_talk:
        blocks += [[f"# {title.strip() or escape(page.title)}"], *declared]
    plain = _find_swallowing(page.pieces, bodies)
    for number, (piece, texts) in enumerate(zip(page.pieces, bodies, strict=True)):
        lines = piece.body_lines if isinstance(piece, TalkPiece) else piece.lines
        body = Body(texts, lines, labels, page.dialect)
        if isinstance(piece, TalkPiece):
            blocks.append(write_label(labels.get(piece.line, "")) + _write_talk(piece, body))
        else:
            blocks += _write_prose(piece, body, plain[number])
    blocks += declared if is_talk else []
    blocks += [definitions, list(ending)]
    if blocks[-2] and _is_open(blocks[:-2]):
        blocks.insert(1, blocks.pop(-2))
    text = "\n\n".join("\n".join(trim(block)) for block in blocks if trim(block))
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=1000) if front else ""
    return (f"---\n{head}---\n\n" if front else "") + text + "\n"


def _to_guard(page: SourcePage, title: str, links: Links) -> Text:
    def resolve(href: str, line: int, *, image: bool) -> Target:  # noqa: ARG001 - one line
        return links.resolve(page, href, page.title_line, image=image)

    return Text([title], resolve)


def _piece_to_guard(page: SourcePage, piece: Prose | TalkPiece, links: Links) -> Text:
    lines = piece.lines if isinstance(piece, Prose) else piece.body_lines

    def resolve(href: str, line: int, *, image: bool) -> Target:
        return links.resolve(page, href, lines[line].number, image=image)

    texts = get_texts(lines)
    sections = find_sections(texts) if isinstance(piece, TalkPiece) else []
    ruleless = [range(section.heading.start, section.end) for section in sections]
    return Text(texts, resolve, ruleless)


def _declare(declaration: Declaration) -> list[str]:
    known = get_declared_options(declaration)
    return write_directive(declaration.kind, escape_argument(declaration.name), known)


def escape_argument(name: str) -> str:
    """Return a name as the argument of a directive that takes it as plain text."""
    return " ".join(name.split())


def _write_talk(piece: TalkPiece, body: Body) -> list[str]:
    """Return a `talk` directive; sections that mean something are directives in it."""
    parts: list[str] = [f"% {piece.number}", ""] if piece.number else []
    position = 0
    for section in find_sections(body.texts):
        parts += body.cut(position, section.heading.start)
        inner = body.cut(section.heading.end, section.end)
        options = {"kind": section.option} if section.option else {}
        directive = write_directive(section.kind, section.heading.source, options, inner)
        label = body.label(section.heading.start)
        parts = [*trim(parts), "", *label, *directive, ""]
        position = section.end
    parts += body.cut(position, len(body.texts))
    options = sort_options(piece.draft.fields)
    return write_directive("talk", escape(piece.draft.title), options, trim(parts))


def _find_swallowing(
    pieces: Sequence[Prose | TalkPiece], bodies: Sequence[Sequence[str]]
) -> dict[int, set[int]]:
    """Return for each piece of prose the lines of the headings that must not open a section.

    A talk is a section where it stands, so it would become part of the section of a heading
    above it although the two are of the same level. Such a heading is written without opening a
    section; only a heading above the talk's own level keeps it.
    """
    reach = dict.fromkeys(range(1, 7), 99)
    found: dict[int, set[int]] = {}
    for number in reversed(range(len(pieces))):
        piece = pieces[number]
        if isinstance(piece, TalkPiece):
            reach = {level: min(talk, piece.level) for level, talk in reach.items()}
            continue
        found[number] = set()
        for heading in reversed(find_headings(bodies[number])):
            if reach[heading.level] <= heading.level:
                found[number].add(heading.start)
            else:
                reach.update(dict.fromkeys(range(heading.level, 7), 99))
    return found


class _Levels:
    """Levels of headings without a gap: the page's title is the only one of level 1."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def place(self, level: int) -> int:
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return min(len(self._open) + 1, 6)


def _write_prose(piece: Prose, body: Body, plain: set[int]) -> list[list[str]]:
    """Return the blocks of prose, headings at levels that fit below the page's title."""
    blocks: list[list[str]] = []
    position = 0
    levels = _Levels()
    for heading in find_headings(body.texts):
        blocks += _with_videos(piece.lines, body, position, heading.start)
        position = heading.end
        if heading.source.strip():
            lines = _write_heading(heading, levels, plain=heading.start in plain)
            blocks.append(body.label(heading.start) + lines)
    return [*blocks, *_with_videos(piece.lines, body, position, len(body.texts))]


def _write_heading(heading: Heading, levels: _Levels, *, plain: bool) -> list[str]:
    if plain:
        level = min(max(heading.level, 2), 6)
        return write_directive("rubric", heading.source, {"heading-level": str(level)})
    return [f"{'#' * levels.place(heading.level)} {heading.source}"]


def _with_videos(lines: Sequence[Line], body: Body, start: int, end: int) -> list[list[str]]:
    """Return the lines from *start* to *end* as blocks, with players where they stood."""
    blocks: list[list[str]] = []
    position = start
    for number in range(start, end):
        if lines[number].whole:
            blocks.append(body.cut(position, number))
            blocks += [write_directive("video", video) for video in lines[number].videos]
            position = number + 1
    return [*blocks, body.cut(position, end)]


def _is_open(blocks: Sequence[Sequence[str]]) -> bool:
    """Tell whether code or HTML that is never closed would take in what follows."""
    last = [*blocks[-1], "", "mark"]
    tokens = parse_blocks(last)
    return not (tokens and tokens[-1].type == "paragraph_close" and tokens[-2].content == "mark")


def one_line(text: str) -> str:
    """Return *text* on one line."""
    return re.sub(r"\s+", " ", text).strip()
