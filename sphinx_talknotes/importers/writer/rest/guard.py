"""Text of strangers made safe for Sphinx: no directive reads a file, and every name is known.

Only what has to be changed is changed. What can't be used is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.rest.model import Construct, Scan
from sphinx_talknotes.importers.rest.scanning import scan_inline, scan_text
from sphinx_talknotes.importers.writer.edits import Edit, apply_edits
from sphinx_talknotes.importers.writer.links import Target
from sphinx_talknotes.importers.writer.rest.blocks import Changes, Place, find_bad, find_changes
from sphinx_talknotes.importers.writer.rest.harmless import read_role
from sphinx_talknotes.importers.writer.rest.inlines import Page, write_construct
from sphinx_talknotes.importers.writer.rest.labels import read_label
from sphinx_talknotes.importers.writer.rest.literal import Block, find_block, repair, show
from sphinx_talknotes.importers.writer.rest.names import Names, collect_names

_ROUNDS = 30


@dataclass(slots=True)
class Context:
    """What a page is guarded with.

    ``resolve`` says what to write for an address at a line of the source, ``find_image`` for that
    of an image, ``refuse`` notes what is shown as text, where, and why. ``titles`` are
    the names of the headings by their lines, ``outer`` the lines of those that stand in no text:
    the page's own and those of talks; ``labels`` the places that are named anywhere, ``renamed``
    those that are called something else on this page.
    """

    docname: str
    docnames: Collection[str]
    resolve: Callable[[str, int], Target]
    find_image: Callable[[str, int], Target]
    refuse: Callable[[str, int, str], None]
    titles: Mapping[int, str] = field(default_factory=dict)
    outer: frozenset[int] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Guarded:
    """A text that can be written: its lines, what is in them, and blocks that take their place."""

    lines: list[Line]
    scan: Scan
    texts: list[str] = field(default_factory=list)
    blocks: dict[int, tuple[int, list[str]]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)


def guard_page(
    parts: Sequence[tuple[Sequence[Line], bool]], title: str, title_line: int, context: Context
) -> tuple[list[Guarded], str]:
    """Guard the texts of one page, each with whether it stands in no talk, and its title."""
    place = Place(
        context.docname, context.docnames, context.resolve, context.find_image, context.refuse
    )
    bodies = [_settle(lines, place, top=top) for lines, top in parts]
    inline = scan_inline(title) if title else ()
    heading = Scan([title], constructs=list(inline))
    page = _make_page(bodies, context, Names())
    for _round in range(_ROUNDS):
        names = collect_names([heading, *(body.scan for body in bodies)], set())
        page = _make_page(bodies, context, names)
        given = [_give_way(body, page, place, parts[n][1]) for n, body in enumerate(bodies)]
        if not any(given):
            break
    for body in bodies:
        _write(body, page, place, context.renamed)
    edits = [edit for construct in inline for edit in _edit(construct, [title], title_line, page)]
    return bodies, apply_edits([title], edits)[0]


def _make_page(bodies: Sequence[Guarded], context: Context, names: Names) -> Page:
    roles = {
        name
        for body in bodies
        for directive in body.scan.directives
        if directive.name == "role" and (name := read_role(directive))
    }
    there = context.outer | {
        body.lines[title.start + (len(title.style) == 2)].number
        for body in bodies
        for title in body.scan.titles
    }
    titles = frozenset(name for number, name in context.titles.items() if number in there)
    return Page(
        names, titles, frozenset(roles), context.labels, context.renamed,
        context.resolve,
        lambda what, number: context.refuse(what, number, "is not used in notes of others"),
    )  # fmt: skip


def _settle(lines: Sequence[Line], place: Place, *, top: bool) -> Guarded:
    """Return a text in which docutils finds nothing wrong, and no directive does harm."""
    current = list(lines)
    for _round in range(_ROUNDS):
        current, scan = repair(current)
        bad = find_bad(current, scan, place, top=top)
        if not bad:
            return Guarded(current, scan)
        current = _show_all(current, bad)
    whole = show(list(lines), Block(0, len(lines)))
    return Guarded(whole, scan_text([line.text for line in whole]))


def _show_all(lines: list[Line], blocks: Sequence[Block]) -> list[Line]:
    done: list[Block] = []
    for block in sorted(set(blocks), key=lambda block: (block.start, -block.end)):
        if not done or block.start >= done[-1].end:
            done.append(block)
    for block in reversed(done):
        lines = show(lines, block)
    return lines


def _give_way(body: Guarded, page: Page, place: Place, top: bool) -> bool:  # noqa: FBT001
    """Show what can't stay on this page: second definitions of a name, tables to be changed."""
    blocks = [
        Block(one.start, max(one.end, one.start + 1), one.column)
        if not one.in_table else find_block(body.lines, one.start)
        for one in body.scan.explicit
        if id(one) in page.names.dropped
    ]  # fmt: skip
    for construct in body.scan.constructs:
        line = construct.start[0] if construct.start else None
        if line is not None and construct.end is not None and not construct.in_table:
            continue
        number = body.lines[line or 0].number if body.lines else 0
        if write_construct(construct, number, page) is not None:
            at = line if line is not None else _find_text(body, construct)
            blocks.append(find_block(body.lines, at))
    if not blocks:
        return False
    shown = _settle(_show_all(body.lines, blocks), place, top=top)
    body.lines, body.scan = shown.lines, shown.scan
    return True


def _find_text(body: Guarded, construct: Construct) -> int:
    """Return the index of a line that has the source of a construct, or the first one."""
    part = construct.source.partition("\n")[0]
    return next((n for n, line in enumerate(body.lines) if part in line.text), 0)


def _write(body: Guarded, page: Page, place: Place, renamed: Mapping[str, str]) -> None:
    """Make all changes in a text."""
    changes: Changes = find_changes(body.lines, body.scan, place)
    texts = [line.text for line in body.lines]
    edits = list(changes.edits)
    for construct in body.scan.constructs:
        if construct.start is not None:
            number = body.lines[construct.start[0]].number
            edits += _edit(construct, texts, number, page)
    edits += _drop_anonymous(body, page)
    body.texts = apply_edits(texts, edits)
    body.blocks = changes.blocks
    body.gone = {
        edit.line for edit in edits
        if texts[edit.line].strip() and not body.texts[edit.line].strip()
    }  # fmt: skip
    for one in body.scan.explicit:
        if one.kind == "target" and one.refname in renamed and one.end == one.start + 1:
            head = body.texts[one.start].rpartition(": ")[0]
            body.texts[one.start] = f"{head}: `{renamed[one.refname]}`_"
    for index, text in enumerate(body.texts):
        if ".. _" in text and (name := read_label(text)) in renamed:
            column = text.find(".. _")
            body.texts[index] = f"{text[:column]}.. _`{renamed[name]}`:"


def _edit(construct: Construct, texts: Sequence[str], number: int, page: Page) -> list[Edit]:
    """Return the changes that put in place of a construct what is written for it."""
    written = write_construct(construct, number, page)
    if written is None or construct.start is None or construct.end is None:
        return []
    (first, start), (last, end) = construct.start, construct.end
    if first == last:
        return [Edit(first, start, end - start, written)]
    rows = written.split("\n")
    if len(rows) != last - first + 1:
        rows = [" ".join(written.split()), *[""] * (last - first)]
    edits = [Edit(first, start, len(texts[first]) - start, rows[0])]
    edits += [
        Edit(row, 0, len(texts[row]), _keep_margin(texts[row], rows[row - first]))
        for row in range(first + 1, last)
    ]
    edits.append(Edit(last, 0, end, _keep_margin(texts[last], rows[-1])))
    return edits


def _keep_margin(text: str, written: str) -> str:
    margin = text[: len(text) - len(text.lstrip())]
    return f"{margin}{written.lstrip()}" if written.strip() else margin


def _drop_anonymous(body: Guarded, page: Page) -> list[Edit]:
    """Return the changes that remove targets whose references were given an address."""
    edits: list[Edit] = []
    for one in body.scan.explicit:
        href = page.names.anonymous.get(id(one), "") if one.kind == "anonymous" else ""
        number = body.lines[one.start].number
        if href and _is_rewritten(href, number, page):
            edits += [
                Edit(row, 0, len(body.lines[row].text), "") for row in range(one.start, one.end)
            ]
    return edits


def _is_rewritten(href: str, number: int, page: Page) -> bool:
    target = page.resolve(href, number)
    return bool(target.page or target.file) or target.href != href
