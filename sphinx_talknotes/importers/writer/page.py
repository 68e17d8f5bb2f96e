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
from sphinx_talknotes.importers.writer.levels import find_swallowing, number_levels
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
    levels = [[heading.level for heading in find_headings(texts)] for texts in bodies]
    plain = find_swallowing(page.pieces, levels)
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


def _write_prose(piece: Prose, body: Body, plain: set[int]) -> list[list[str]]:
    """Return the blocks of prose, headings at levels that fit below the page's title."""
    headings = find_headings(body.texts)
    opening = [n for n, head in enumerate(headings) if head.source.strip() and n not in plain]
    levels = number_levels([headings[number].level for number in opening], 2)
    depths = dict(zip(opening, levels, strict=True))
    blocks: list[list[str]] = []
    position = 0
    for number, heading in enumerate(headings):
        blocks += _with_videos(piece.lines, body, position, heading.start)
        position = heading.end
        if heading.source.strip():
            lines = _write_heading(heading, depths.get(number, 0))
            blocks.append(body.label(heading.start) + lines)
    return [*blocks, *_with_videos(piece.lines, body, position, len(body.texts))]


def _write_heading(heading: Heading, depth: int) -> list[str]:
    """Return a heading of that level; 0 is one that opens no section."""
    if not depth:
        level = min(max(heading.level, 2), 6)
        return write_directive("rubric", heading.source, {"heading-level": str(level)})
    return [f"{'#' * min(depth, 6)} {heading.source}"]


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
