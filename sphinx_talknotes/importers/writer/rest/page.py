"""One page of a collection as a page in reStructuredText."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sphinx_talknotes.importers.collection import SourcePage
from sphinx_talknotes.importers.lines import trim
from sphinx_talknotes.importers.pieces import Prose, TalkPiece
from sphinx_talknotes.importers.rest.text import escape, escape_line
from sphinx_talknotes.importers.sections import get_kind
from sphinx_talknotes.importers.writer.front import make_front
from sphinx_talknotes.importers.writer.levels import find_swallowing, number_levels
from sphinx_talknotes.importers.writer.links import Links, Target
from sphinx_talknotes.importers.writer.options import get_declared_options, sort_options
from sphinx_talknotes.importers.writer.rest.body import (
    MARKS,
    Body,
    part,
    write_label,
)
from sphinx_talknotes.importers.writer.rest.directive import (
    indent,
    protect,
    write_directive,
    write_title,
)
from sphinx_talknotes.importers.writer.rest.guard import Context, guard_page
from sphinx_talknotes.importers.writer.rest.labels import Labels, find_labels
from sphinx_talknotes.model.problems import Problem, Report
from sphinx_talknotes.model.records import Declaration


def write_page(
    page: SourcePage, links: Links, declarations: Sequence[Declaration] = (),
    ending: Sequence[str] = (),
) -> str:  # fmt: skip
    """Return the text of *page*: fields, title, declarations, pieces, *ending*.

    The title of a page that is one talk is the talk's.
    """
    parts = [
        (piece.lines, True) if isinstance(piece, Prose) else (piece.body_lines, False)
        for piece in page.pieces
    ]
    guarded, title = guard_page(
        parts, page.title_source, page.title_line, _make_context(page, links)
    )
    labels = links.get_places(page)
    front, reports = make_front(page)
    links.reports += reports
    is_talk = [getattr(piece, "level", None) for piece in page.pieces] == [0] and not ending
    declared = [line for one in declarations for line in [*_declare(one), ""]]
    bodies = [Body(one, labels) for one in guarded]
    made: list[str] = []
    if not is_talk:
        if bodies:
            made += bodies[0].take_first_targets(page.title_line)
        made += [*write_title(title or escape_line(page.title), MARKS[0]), "", *declared]
    levels = [[body.get_level(title, page.levels) for title in body.titles] for body in bodies]
    swallowing = find_swallowing(page.pieces, levels)
    waiting: list[str] = []
    for number, (piece, body) in enumerate(zip(page.pieces, bodies, strict=True)):
        first = body.take_first_targets(piece.line) if isinstance(piece, TalkPiece) else []
        following = body.take_last_targets()
        made += [*part(made), *waiting, *first]
        if isinstance(piece, TalkPiece):
            made += write_label(labels.get(piece.line, "")) + _write_talk(piece, body)
        else:
            made += _write_prose(page, body, swallowing[number])
        waiting = following
    made += [*part(made), *waiting, *(declared if is_talk else [])]
    made += [*part(made), *ending]
    fields = [f":{escape(key)}: {_write_value(value)}".rstrip() for key, value in front.items()]
    return "\n".join([*fields, *[""] * bool(fields), *trim(made), ""])


def _make_context(page: SourcePage, links: Links) -> Context:
    if "labels" not in links.memory:
        links.memory["labels"] = find_labels(links.collection)
    labels: Labels = links.memory["labels"]
    renamed = labels.get_renamed(page.docname)
    said: set[tuple[str, int]] = links.memory.setdefault(f"said {page.docname}", set())

    def resolve(href: str, number: int) -> Target:
        return links.resolve(page, href, number, image=False)

    def find_image(href: str, number: int) -> Target:
        return links.resolve(page, href, number, image=True)

    def refuse(what: str, number: int, reason: str) -> None:
        if (what, number) not in said:
            said.add((what, number))
            message = f"{what[:80]} {reason}; it is shown as text"
            links.reports.append(Report(Problem.UNKNOWN, message, page.path.as_posix(), number))

    titles = {number: " ".join(text.lower().split()) for number, text in page.headings}
    outer = frozenset({piece.line for piece in page.talks})
    outer |= {page.title_line} if page.title_source else set()
    return Context(
        page.docname, links.collection.pages.keys(), resolve, find_image, refuse,
        titles, outer,
        labels.get_places(page.docname), renamed,
    )  # fmt: skip


def _write_value(value: object) -> str:
    """Return a value of front matter as a field has it."""
    if isinstance(value, list):
        items = [str(item) for item in value]
        plain = not any(set(item) & set(",;[]") for item in items)
        text = ", ".join(items) if plain else json.dumps(items, ensure_ascii=False)
    elif isinstance(value, dict):
        text = json.dumps(value, ensure_ascii=False)
    else:
        text = "" if value is None else str(value)
    return escape_line(text)


def _declare(declaration: Declaration) -> list[str]:
    known = get_declared_options(declaration)
    return write_directive(declaration.kind, protect(" ".join(declaration.name.split())), known)


def _write_talk(piece: TalkPiece, body: Body) -> list[str]:
    """Return a `talk` directive; sections that mean something are directives in it."""
    options = sort_options(piece.draft.fields)
    levels = [body.get_level(title, {}) for title in body.titles]
    levels = _rank([title.style for title in body.titles]) or levels
    depths = dict(enumerate(number_levels(levels)))
    parts: list[str] = [f".. {piece.number}", ""] if piece.number else []
    position = 0
    for number, title in enumerate(body.titles):
        kind, _, option = get_kind(title.source).partition(" ")
        if not kind or title.start < position:
            continue
        following = range(number + 1, len(levels))
        end = next(
            (body.titles[n].start for n in following if levels[n] <= levels[number]),
            len(body.texts),
        )
        if not any(text.strip() for text in body.texts[title.end : end]):
            continue
        parts += [*part(parts), *body.write(position, title.start, depths, MARKS[1:])]
        inner = body.write(title.end, end, depths, MARKS[1:])
        more = {"kind": option} if option else {}
        source = body.get_source(title)
        parts += [*part(parts), *body.label(title)]
        parts += [*write_directive(kind, protect(source), more, inner), ""]
        position = end
    parts += [*part(parts), *body.write(position, len(body.texts), depths, MARKS[1:])]
    head = write_directive("talk", escape_line(piece.draft.title), options)
    inside = trim(parts)
    return [*head, "", *indent(inside), ""] if inside else [*head, ""]


def _rank(styles: Sequence[str]) -> list[int]:
    """Return levels of titles by the order in which their styles appear."""
    seen: list[str] = []
    for style in styles:
        if style not in seen:
            seen.append(style)
    return [seen.index(style) + 1 for style in styles]


def _write_prose(page: SourcePage, body: Body, plain: set[int]) -> list[str]:
    """Return the lines of prose, its titles at levels that fit below the page's own."""
    made: list[str] = []
    position = 0
    titles = [(n, title) for n, title in enumerate(body.titles) if n not in plain]
    levels = number_levels([body.get_level(title, page.levels) for _, title in titles], 1)
    depths = {n: depth for (n, _), depth in zip(titles, levels, strict=True)}
    for number in sorted(plain):
        title = body.titles[number]
        made += [*part(made), *body.write(position, title.start, depths, MARKS)]
        source = body.get_source(title)
        level = min(max(body.get_level(title, page.levels), 2), 6)
        rubric = write_directive("rubric", protect(source), {"heading-level": str(level)})
        made += [*part(made), *body.label(title), *(rubric if source else []), ""]
        position = title.end
    return [*made, *part(made), *body.write(position, len(body.texts), depths, MARKS)]
