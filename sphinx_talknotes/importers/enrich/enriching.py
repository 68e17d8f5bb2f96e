"""The whole of it: talks, sessions, what is added to which talk, and where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sphinx_talknotes.importers.enrich.changes import (
    DEFAULT_FIELDS,
    find_additions,
    find_fuller_title,
)
from sphinx_talknotes.importers.enrich.check import apply_edits, find_misread
from sphinx_talknotes.importers.enrich.edit import Edit, Editor, NoPlaceError, fit_labels
from sphinx_talknotes.importers.enrich.files import SourceFile
from sphinx_talknotes.importers.enrich.match import (
    SURENESS,
    Ambiguous,
    Match,
    Sessions,
    Sureness,
    find_shared,
)
from sphinx_talknotes.importers.enrich.talks import NotedTalk, Notes, read_notes
from sphinx_talknotes.importers.pieces import TalkPiece
from sphinx_talknotes.importers.schedules import Schedule, Session
from sphinx_talknotes.importers.settings import Settings
from sphinx_talknotes.model.problems import Problem, Report


@dataclass(slots=True)
class Finding:
    """The session that a talk is: what it adds, and a longer title that the author may want."""

    talk: NotedTalk
    match: Match
    added: dict[str, str] = field(default_factory=dict)
    title: str = ""


@dataclass(slots=True)
class Enrichment:
    """What was found for the talks of some notes.

    ``unsure`` are matches that are not sure enough to be used. ``files`` are those that change,
    with the offsets and bytes of what is put in.
    """

    notes: Notes
    findings: list[Finding] = field(default_factory=list)
    unsure: list[Finding] = field(default_factory=list)
    ambiguous: list[tuple[NotedTalk, Ambiguous]] = field(default_factory=list)
    unmatched: int = 0
    reports: list[Report] = field(default_factory=list)
    files: list[tuple[SourceFile, list[tuple[int, bytes]]]] = field(default_factory=list)


def enrich(
    src: Path, catalogues: Sequence[Iterable[Schedule]], *, min_sure: Sureness = "likely",
    only: Collection[str] = DEFAULT_FIELDS, settings: Settings | None = None,
) -> Enrichment:  # fmt: skip
    """Find what *catalogues* can add to the notes in *src*; nothing is written.

    Of several catalogues that say different things, the first is right. The options that
    *only* names are added. *settings* say how notes are read; default: ``talknotes.toml``.

    Raises:
        FileNotFoundError: there is no such folder or file.
        ImportError: the library that compares names is not installed.
    """
    notes = read_notes(src, settings)
    result = Enrichment(notes, reports=[*notes.reports])
    finder = _Finder(result, catalogues, SURENESS.index(min_sure), only)
    finder.run()
    _make_edits(result, finder.added)
    return result


class _Finder:
    """Asks every catalogue for every talk, until nothing new is found.

    A recording that one catalogue knows may be what finds the talk in another one.
    """

    def __init__(
        self, result: Enrichment, catalogues: Sequence[Iterable[Schedule]], limit: int,
        only: Collection[str],
    ) -> None:  # fmt: skip
        self.result = result
        self.talks = result.notes.talks
        self.catalogues = [Sessions(list_sessions(schedules)) for schedules in catalogues]
        self.limit = limit
        self.only = only
        self.added: dict[int, dict[str, str]] = {}
        self._matches: dict[tuple[int, int], Finding] = {}
        self._ambiguous: dict[tuple[int, int], Ambiguous] = {}

    def run(self) -> None:
        """Fill in the result's lists."""
        known = [talk.get_known({}) for talk in self.talks]
        pending = list(range(len(self.talks)))
        while pending:
            shared = find_shared(known)
            changed = []
            for number in pending:
                before = dict(self.added.get(number, {}))
                for place, sessions in enumerate(self.catalogues):
                    self._ask(number, place, sessions.find(known[number], shared))
                    if self.added.get(number, {}) != before:
                        known[number] = self.talks[number].get_known(self.added[number])
                if self.added.get(number, {}) != before:
                    changed.append(number)
            pending = changed
        self._sort()

    def _ask(self, number: int, place: int, outcome: Match | Ambiguous | None) -> None:
        """Note what a catalogue says of a talk."""
        key = (number, place)
        self._ambiguous.pop(key, None)
        if isinstance(outcome, Ambiguous):
            self._ambiguous[key] = outcome
        if not isinstance(outcome, Match):
            return
        talk = self.talks[number]
        added = self.added.get(number, {})
        known = talk.get_known(added)
        found = find_additions(known, talk.present | added.keys(), outcome.session, self.only)
        fields = found.fields
        if isinstance(talk.origin, TalkPiece):
            fields = fit_labels(fields, known.start)
        finding = self._matches.get(key)
        if finding is None or finding.match.session != outcome.session:
            finding = Finding(talk, outcome)
            finding.title = find_fuller_title(known, outcome.session)
            self._matches[key] = finding
        if SURENESS.index(outcome.sure) > self.limit:
            return
        for name, reason in found.refused:
            self._refuse(talk, f"{name} of the catalogue is left out: {reason}")
        for name, text in fields.items():
            try:
                text.encode(talk.file.encoding)
            except UnicodeEncodeError:
                message = f"{name} {text[:60]!r} can't be written in the encoding of the file"
                self._refuse(talk, message, Problem.ENCODING)
            else:
                finding.added[name] = text
                self.added.setdefault(number, {})[name] = text

    def _refuse(self, talk: NotedTalk, message: str, problem: Problem = Problem.SCHEDULE) -> None:
        report = Report(problem, message, talk.file.name.as_posix(), talk.line)
        if report not in self.result.reports:
            self.result.reports.append(report)

    def _sort(self) -> None:
        for number, talk in enumerate(self.talks):
            keys = [(number, place) for place in range(len(self.catalogues))]
            found = [self._matches[key] for key in keys if key in self._matches]
            for finding in found:
                sure = SURENESS.index(finding.match.sure) <= self.limit
                (self.result.findings if sure else self.result.unsure).append(finding)
            doubts = [self._ambiguous[key] for key in keys if key in self._ambiguous]
            doubts = [doubt for doubt in doubts if SURENESS.index(doubt.sure) <= self.limit]
            self.result.ambiguous += [(talk, doubt) for doubt in doubts]
            self.result.unmatched += not found and not doubts


def list_sessions(schedules: Iterable[Schedule]) -> Iterator[Session]:
    """Yield the sessions of schedules, each with the name of its conference."""
    for schedule in schedules:
        for session in schedule.sessions:
            yield replace(session, conference=session.conference or schedule.conference)


def _make_edits(result: Enrichment, added: dict[int, dict[str, str]]) -> None:
    """Fill in the files; what would not be read again as it is meant is reported and left out."""
    notes = result.notes
    editor = Editor(notes.talks)
    edits: list[Edit] = []
    for number, fields in added.items():
        try:
            edits.append(editor.edit(notes.talks[number], fields))
        except NoPlaceError as error:
            _leave(result, notes.talks[number], str(error))
    misread = find_misread(notes, edits) if edits else []
    if misread:
        edits = [
            editor.edit(edit.talk, edit.fields, lower=True) if _is_in(edit, misread) else edit
            for edit in edits
        ]
        for edit in (misread := find_misread(notes, edits)):
            _leave(result, edit.talk, "lines below it would be read as something else")
        edits = [edit for edit in edits if not _is_in(edit, misread)]
    sources = {edit.talk.file.name: edit.talk.file for edit in edits}
    result.files = [(sources[name], made) for name, made in sorted(apply_edits(edits).items())]


def _is_in(edit: Edit, edits: Iterable[Edit]) -> bool:
    return any(edit is other for other in edits)


def _leave(result: Enrichment, talk: NotedTalk, reason: str) -> None:
    """Report that nothing is put into the notes of a talk; its findings say what it was."""
    facts = [f"{n}: {t}" for f in result.findings if f.talk is talk for n, t in f.added.items()]
    message = f"add by hand, as {reason}: {'; '.join(facts)}"
    result.reports.append(Report(Problem.OPTION, message, talk.file.name.as_posix(), talk.line))
    for finding in result.findings:
        if finding.talk is talk:
            finding.added.clear()
