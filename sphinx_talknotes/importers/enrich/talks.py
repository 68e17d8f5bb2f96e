"""The talks of notes with the files they stand in, whether directives or plain headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_talknotes.importers.collection import SourcePage, read_collection
from sphinx_talknotes.importers.enrich.directive import Directive
from sphinx_talknotes.importers.enrich.existing import ExistingPage, read_existing
from sphinx_talknotes.importers.enrich.files import SourceFile, load_file
from sphinx_talknotes.importers.enrich.front import find_front
from sphinx_talknotes.importers.enrich.known import Known, read_values
from sphinx_talknotes.importers.enrich.style import find_block
from sphinx_talknotes.importers.front import Front
from sphinx_talknotes.importers.markup import SUFFIXES
from sphinx_talknotes.importers.own.conf import NAME, Conf, read_conf
from sphinx_talknotes.importers.pieces import TalkPiece
from sphinx_talknotes.importers.records import get_date, get_notetakers, get_tags
from sphinx_talknotes.importers.settings import Settings
from sphinx_talknotes.importers.source import find_files
from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.fields import BY_NAME
from sphinx_talknotes.model.problems import Problem, Report

_ON = frozenset({"headings", "true", "yes", "on"})
_OFF = frozenset({"off", "false", "no"})
_READ = frozenset({*SUFFIXES, ".rst"})
_PROBLEMS = frozenset({Problem.ENCODING, Problem.FRONT_MATTER, Problem.SETTINGS})
"""Other problems of notes are for other verbs to report."""


@dataclass(frozen=True, slots=True)
class NotedTalk:
    """A talk: where it stands (line 1-based), what it says, which options it has.

    ``values`` are those of its options, ``conference`` and ``date`` what the page says or lets
    guess. ``origin`` is the directive, or what the importer made of a heading.
    """

    file: SourceFile
    line: int
    title: str
    values: Mapping[str, Any]
    conference: str
    date: PartialDate | None
    present: frozenset[str]
    origin: Directive | TalkPiece

    @property
    def level(self) -> int | None:
        """The level of its heading; 0 if the whole page is the talk, ``None`` for a directive."""
        return self.origin.level if isinstance(self.origin, TalkPiece) else None

    def get_known(self, added: Mapping[str, str]) -> Known:
        """Return what is known of the talk, with options that were *added*."""
        values = {**self.values, **read_values(added)}
        return Known.from_values(self.title, values, conference=self.conference, date=self.date)


@dataclass(slots=True)
class Notes:
    """All talks of notes below ``root`` (resolved), page by page, and the pages by path.

    ``source`` is what was read: the folder, or one file in it; ``settings`` say how.
    """

    root: Path
    source: Path
    settings: Settings
    is_project: bool = False
    pages: dict[PurePosixPath, SourcePage] = field(default_factory=dict)
    talks: list[NotedTalk] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)


def read_notes(src: Path, settings: Settings | None = None) -> Notes:
    """Read the talks below the folder *src*, or in the file *src*.

    In a Sphinx project, plain headings are talks where the project or the page says so.
    *settings* say how notes are read; default: what ``talknotes.toml`` beside them says.

    Raises:
        FileNotFoundError: there is no such folder or file.
    """
    src = src.resolve(strict=True)
    root = src.parent if src.is_file() else src
    collection = read_collection(src, settings=settings)
    pages = {page.path: page for page in collection.pages.values()}
    reports = [report for report in collection.reports if report.problem in _PROBLEMS]
    project = read_conf(root / NAME)
    notes = Notes(
        root, src, collection.settings, project is not None, pages, reports=reports
    )  # fmt: skip
    names = [PurePosixPath(src.name)] if src.is_file() else find_files(root)
    for name in names:
        # a link to a page of the same notes: the page itself is read, too
        if name.suffix.lower() not in _READ or (root / name).is_symlink():
            continue
        file = None if notes.settings.ignores(name) else load_file(root / name, name)
        if file is not None:
            notes.talks += _read_page(file, pages.get(name), project)
    return notes


def _read_page(
    file: SourceFile, page: SourcePage | None, project: Conf | None
) -> Iterator[NotedTalk]:
    """Yield the talks of a page; *project* is what its conf.py sets, if there is one."""
    existing = read_existing(file.texts, file.name.suffix, fields=project is not None)
    for directive in existing.talks:
        yield _from_directive(file, directive, existing, page, project or Conf())
    if page is None:
        return
    if page.kept is not None:
        plain = [piece for piece in page.talks if piece.line in page.kept.plain]
        yield from (_from_piece(file, piece, page) for piece in plain)
        return
    for piece in page.talks:
        if not any(one.line <= piece.line < one.end for one in existing.talks):
            talk = _from_piece(file, piece, page)
            directives = bool(existing.talks)
            if project is None or _is_read(talk, page.front, project, directives=directives):
                yield talk


def _is_read(talk: NotedTalk, front: Front, project: Conf, *, directives: bool) -> bool:
    """Tell whether a plain talk is one when the project is built.

    All of a page are, if the page or the project says so; else a page whose front matter says
    who spoke. Those with fields below their heading are not asked for here.
    """
    switch = str(front.get("talks", "")).strip().lower()
    if switch in _ON or (
        switch not in _OFF and project.get_text("talknotes_read") == "plain" and not directives
    ):
        return True
    return talk.level == 0 and not directives and find_front(talk.file.texts) is not None


def _from_directive(
    file: SourceFile, directive: Directive, existing: ExistingPage,
    page: SourcePage | None, project: Conf,
) -> NotedTalk:  # fmt: skip
    conference = existing.conference or project.get_text("talknotes_conference")
    present = {*directive.options, *existing.front, *(["conference"] if conference else [])}
    return NotedTalk(
        file, directive.line, directive.title,
        values={**read_values(existing.front), **read_values(directive.options)},
        conference=conference or (page.conference if page else ""),
        date=get_date(page) if page else None, present=frozenset(present), origin=directive,
    )  # fmt: skip


def _from_piece(file: SourceFile, piece: TalkPiece, page: SourcePage) -> NotedTalk:
    block = find_block(file.texts, piece.line, piece.taken)
    date = get_date(page)
    defaults = {
        "conference": page.conference, "date": date, "notes-by": get_notetakers(page),
        "tags": get_tags(page),
    }  # fmt: skip
    own = {BY_NAME[name].name if name in BY_NAME else name for name in piece.draft.fields}
    marked = {mark.name for mark in block.marks} if block else set()
    return NotedTalk(
        file, piece.line, piece.draft.title, values=read_values(piece.draft.fields),
        conference=page.conference, date=date,
        present=frozenset(own | marked | {name for name, value in defaults.items() if value}),
        origin=piece,
    )  # fmt: skip
