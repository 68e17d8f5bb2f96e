"""A page that is left as it is, in the pieces and records that everything else asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from sphinx_talknotes.importers.lines import Line, strip_blank
from sphinx_talknotes.importers.own.conf import Conf
from sphinx_talknotes.importers.own.directive import Directive
from sphinx_talknotes.importers.own.page import OwnPage
from sphinx_talknotes.importers.own.records import get_options, make_records
from sphinx_talknotes.importers.page import Facts
from sphinx_talknotes.importers.pieces import Piece, Prose, TalkPiece
from sphinx_talknotes.model.problems import Report
from sphinx_talknotes.model.records import Draft, PageRecords, Talk


@dataclass(slots=True)
class Kept:
    """What is read of the page.

    ``records`` are those of its directives; ``pieces`` are all talks, and what is prose.
    ``plain`` are the lines of the talks that are plain headings, ``defaults`` what the page says
    of all talks, by attribute.
    """

    page: OwnPage
    records: PageRecords
    pieces: list[Piece] = field(default_factory=list)
    plain: frozenset[int] = frozenset()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title of the page, or its name."""
        return self.records.title or self.page.path.stem

    @property
    def target(self) -> PurePosixPath:
        """Where the page goes in a project: to its own path, if Sphinx reads files of that name."""
        path = self.page.path
        return path if path.suffix in (".md", ".rst") else path.with_suffix(".md")

    @property
    def facts(self) -> Facts:
        """What the front matter says of the page."""
        return Facts(self.title, self.page.front.get("date", ""))

    @property
    def conference(self) -> str:
        """The conference of talks that name none."""
        declared = (one.name for one in self.records.declarations if one.kind == "conference")
        return self.page.front.get("conference", "").strip() or next(declared, "")

    @property
    def headings(self) -> tuple[tuple[int, str], ...]:
        """Lines and texts of the headings that are in no directive."""
        return tuple((title.line, title.text) for title in self.page.text.titles)

    def add_talks(self, plain: Iterable[Talk]) -> PageRecords:
        """Return the records with those of plain talks."""
        talks = sorted([*self.records.talks, *plain], key=lambda talk: talk.place.line)
        numbered = (replace(talk, position=number) for number, talk in enumerate(talks))
        return replace(self.records, talks=tuple(numbered))


def keep_page(
    page: OwnPage, docname: str, conf: Conf | None, plain: Sequence[TalkPiece] = ()
) -> Kept:
    """Return what is read of a page; *plain* are talks that its headings are."""
    made = make_records(page, docname, conf)
    talks = [
        TalkPiece(Draft(talk.title, get_options(one), one.line, one.lines), one.body, one.line)
        for one, talk in made.talks
    ]
    inside = [range(one.line, one.end) for one, _talk in made.talks]
    added = [piece for piece in plain if not any(piece.line in each for each in inside)]
    pieces = sorted([*talks, *added], key=lambda piece: piece.line)
    prose = _find_prose(page, [*page.text.directives, *page.fielded], added)
    everything: list[Piece] = [*pieces, *prose]
    everything.sort(key=lambda piece: piece.line)
    lines = frozenset(piece.line for piece in added)
    return Kept(page, made.records, everything, lines, made.defaults, made.reports)


def _find_prose(
    page: OwnPage, directives: Sequence[Directive], plain: Sequence[TalkPiece]
) -> list[Prose]:
    """Return what is in no directive and in no talk, parted by them."""
    taken = {number for one in directives for number in range(one.line, one.end)}
    for piece in plain:
        taken |= {piece.line, *piece.taken, *(line.number for line in piece.body_lines)}
    found: list[Prose] = []
    run: list[Line] = []
    for line in [*page.lines, None]:
        if line is not None and line.number not in taken:
            run.append(line)
        elif run:
            kept = strip_blank(run)
            found += [Prose(tuple(kept), kept[0].number)] if kept else []
            run = []
    return found
