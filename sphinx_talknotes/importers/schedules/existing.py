"""The talks that a project of notes has already, in MyST, in reST or under plain headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from sphinx_talknotes.importers.collection import read_collection
from sphinx_talknotes.importers.own.conf import NAME, read_conf
from sphinx_talknotes.importers.own.page import read_page as read_own
from sphinx_talknotes.importers.own.records import make_records
from sphinx_talknotes.importers.records import collection_records
from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Problem, Report
from sphinx_talknotes.model.records import Declaration, Person, Talk
from sphinx_talknotes.video import Video

_TOLD = frozenset({Problem.ENCODING, Problem.CONFIG})
"""Other problems of notes are for other verbs to report."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A talk of the project: what its notes say of it, and where; ``page`` is a path."""

    title: str
    page: str
    line: int
    speakers: tuple[Person, ...] = ()
    conference: str = ""
    date: PartialDate | None = None
    start: int | None = None
    room: str = ""
    url: str = ""
    videos: tuple[Video, ...] = ()
    status: str = ""


@dataclass(slots=True)
class Existing:
    """What a project has: talks, keys of the conferences that it declares, problems of files."""

    talks: list[Noted] = field(default_factory=list)
    conferences: set[str] = field(default_factory=set)
    reports: list[Report] = field(default_factory=list)


def read_existing(root: Path) -> Existing:
    """Return the talks in a folder; nothing is raised for what is wrong with one of its files."""
    try:
        collection = read_collection(root)
    except OSError:
        return Existing()
    conf = read_conf(root / NAME)
    default = conf.get_text("talknotes_conference") if conf else ""
    found = Existing(reports=[r for r in collection.reports if r.problem in _TOLD])
    for name, records in collection_records(collection).items():
        page = collection.pages[name]
        found.talks += _make(records.talks, page.path, default)
        if page.kept:
            found.conferences |= _get_conferences(records.declarations)
    return found


def read_page(text: str, path: PurePosixPath, conference: str = "") -> tuple[list[Noted], set[str]]:
    """Return the talks of directives on a page, and the keys of the conferences it declares.

    *conference* is that of talks that name none.
    """
    records = make_records(read_own(text, path), path.stem).records
    return _make(records.talks, path, conference), _get_conferences(records.declarations)


def _get_conferences(declarations: Iterable[Declaration]) -> set[str]:
    return {name_key(one.name) for one in declarations if one.kind == "conference"}


def _make(talks: Iterable[Talk], path: PurePosixPath, conference: str) -> list[Noted]:
    return [
        Noted(
            talk.title, path.as_posix(), talk.place.line, talk.speakers,
            talk.conference or conference, talk.date, talk.start, talk.room, talk.url, talk.videos,
            talk.status,
        )
        for talk in talks
    ]  # fmt: skip
