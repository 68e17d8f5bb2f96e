"""Settings applied to what was read, and which of them fit nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TypeAlias

from sphinx_talknotes.importers.front import Front, get_names
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markdown import Heading
from sphinx_talknotes.importers.own.keep import Kept
from sphinx_talknotes.importers.pieces import Piece, TalkPiece
from sphinx_talknotes.importers.settings.model import (
    ConferenceRule,
    PageSettings,
    Pattern,
    Rules,
    Settings,
    TalkRule,
)
from sphinx_talknotes.model.names import name_key, split_affiliation, split_list
from sphinx_talknotes.model.problems import Problem, Report

Names: TypeAlias = tuple[str, ...]
"""What a talk may be called in the settings: its heading's text, its source, its title."""


def name_headings(lines: Sequence[Line], headings: Iterable[Heading]) -> dict[int, Names]:
    """Return text and source of the headings by their lines in the file."""
    return {lines[h.start].number: (h.text, h.source) for h in headings if h.start < len(lines)}


def correct_pieces(
    own: PageSettings, pieces: Sequence[Piece], names: Mapping[int, Names]
) -> list[Piece]:
    """Return the pieces of a page with every talk as it is meant."""
    return [
        replace(piece, draft=own.correct(piece.draft, names.get(piece.line, ())))
        if isinstance(piece, TalkPiece) else piece
        for piece in pieces
    ]  # fmt: skip


@dataclass(slots=True)
class Seen:
    """What there is in a collection that settings may be about."""

    paths: list[PurePosixPath] = field(default_factory=list)
    talks: dict[PurePosixPath, list[Names]] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    conferences: set[str] = field(default_factory=set)
    places: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def add(
        self, path: PurePosixPath, front: Front, pieces: Sequence[Piece], names: Mapping[int, Names]
    ) -> None:
        """Note a page before it is corrected."""
        found = dict(names)
        self.people.update(name_key(name) for name in get_names(
            front, "notes-by", "notes_by", "authors", "author"
        ))  # fmt: skip
        for piece in pieces:
            if isinstance(piece, TalkPiece):
                found[piece.line] = (*found.get(piece.line, ()), piece.draft.title)
                for name in ("speakers", "notes-by"):
                    people = split_list(piece.draft.fields.get(name, ""), conjunction=True)
                    self.people.update(name_key(split_affiliation(text)[0]) for text in people)
                self.conferences.add(piece.draft.fields.get("conference", ""))
        self.talks[path] = list(found.values())

    def add_kept(self, kept: Kept) -> None:
        """Note a page that is left as it is."""
        shown = {number: (text,) for number, text in kept.headings}
        self.add(kept.page.path, kept.page.data, kept.pieces, shown)
        self.add_conference(kept.conference, kept.title, ())

    def add_conference(self, name: str, title: str, folders: Sequence[str]) -> None:
        """Note what a page tells of its conference."""
        self.conferences.add(name)
        self.places.append((title, tuple(folders)))


def find_unused(settings: Settings, seen: Seen) -> list[Report]:
    """Return a report for each setting that fits nothing in the collection."""
    return [
        Report(Problem.SETTINGS, f"{message}; it is mistyped, or not needed", settings.name, line)
        for message, line in _iter_unused(settings, seen)
    ]


def find_idle(
    settings: Settings, seen: Seen, kept: Sequence[PurePosixPath]
) -> list[Report]:  # fmt: skip
    """Return a report for each setting that is about pages which are left as they are."""
    return [
        Report(
            Problem.SETTINGS,
            f"{what} does not count for {path}, which is left as it is since it uses directives of "
            f"this project; say it there",
            settings.name, line,
        )
        for what, path, line in _iter_idle(settings, seen, kept)
    ]  # fmt: skip


def _iter_idle(
    settings: Settings, seen: Seen, kept: Sequence[PurePosixPath]
) -> Iterator[tuple[str, PurePosixPath, int | None]]:
    for entry in settings.pages:
        for pattern in entry.paths:
            if found := next(filter(pattern.fits_path, kept), None):
                yield f"pages: {pattern.text!r}", found, pattern.line
    rules = (settings.rules, *(entry.rules for entry in settings.pages))
    for rule in (rule for each in rules for rule in each.talks):
        own = [path for path in kept if rule.page is None or rule.page.fits_path(path)]
        if found := _find_named(rule.heading, own, seen):
            yield f"talks: {rule.heading.text!r}", found, rule.heading.line
    for pattern in (pattern for each in rules for pattern in each.not_talks):
        if found := _find_named(pattern, kept, seen):
            yield f"not-talks: {pattern.text!r}", found, pattern.line


def _find_named(
    pattern: Pattern, paths: Sequence[PurePosixPath], seen: Seen
) -> PurePosixPath | None:
    """Return the first of some pages that has a heading or a talk of that name."""
    return next((p for p in paths if any(map(pattern.fits, seen.talks.get(p, ())))), None)


def _iter_unused(settings: Settings, seen: Seen) -> Iterator[tuple[str, int | None]]:
    paths = list(seen.talks)
    for pattern in settings.ignore:
        if not any(map(pattern.fits_path, seen.paths)):
            yield f"ignore: no file fits {pattern.text!r}", pattern.line
    yield from _iter_headings(settings.rules.not_talks, settings.rules.talks, paths, seen)
    for entry in settings.pages:
        own = [path for path in paths if any(p.fits_path(path) for p in entry.paths)]
        for pattern in entry.paths:
            if not any(map(pattern.fits_path, own)):
                yield f"pages: no page fits {pattern.text!r}", pattern.line
        if own:
            yield from _iter_headings(entry.rules.not_talks, entry.rules.talks, own, seen)
    yield from _iter_names(settings, seen)


def _iter_names(settings: Settings, seen: Seen) -> Iterator[tuple[str, int | None]]:
    rules = (settings.rules, *(entry.rules for entry in settings.pages))
    known = seen.people | {name_key(name) for rule in rules for name in rule.notes_by}
    for key, person in settings.people.items():
        if key not in known:
            yield f"people: nobody is called {person.spelling!r}", person.line
    said = {name for each in rules for name in _iter_conferences(each)}
    for rule in settings.conferences:
        if not any(map(rule.is_named, said)) and not _is_used(rule, seen):
            yield f"conferences: nothing is called {(*rule.spellings, rule.name)[0]!r}", rule.line


def _iter_conferences(rules: Rules) -> Iterator[str]:
    """Yield the conferences that settings say pages and talks are of."""
    yield rules.conference
    yield from (rule.fields.get("conference", "") for rule in rules.talks)


def _iter_headings(
    patterns: Iterable[Pattern], rules: Iterable[TalkRule], paths: Sequence[PurePosixPath],
    seen: Seen,
) -> Iterator[tuple[str, int | None]]:  # fmt: skip
    for pattern in patterns:
        if not any(pattern.fits(names) for path in paths for names in seen.talks[path]):
            yield f"not-talks: no heading fits {pattern.text!r}", pattern.line
    for rule in rules:
        own = [path for path in paths if rule.page is None or rule.page.fits_path(path)]
        if rule.page is not None and not own:
            yield f"talks: no page fits {rule.page.text!r}", rule.page.line
        elif not any(rule.heading.fits(names) for path in own for names in seen.talks[path]):
            yield f"talks: no heading fits {rule.heading.text!r}", rule.heading.line


def _is_used(rule: ConferenceRule, seen: Seen) -> bool:
    alone = Settings(conferences=(rule,))
    return any(map(rule.is_named, seen.conferences)) or any(
        alone.find_conference(title, folders) for title, folders in seen.places
    )
