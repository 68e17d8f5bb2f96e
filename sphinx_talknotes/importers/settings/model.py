"""What ``talknotes.toml`` says, as values that can be asked.

All patterns are globs (`fnmatch`): ``*`` is any text, ``?`` one character, ``[ab]`` one of two.
What is equal without regard to case, accents and punctuation fits as well, so that a heading can be
copied as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import translate
from functools import lru_cache
from pathlib import PurePosixPath

from sphinx_talknotes.importers.finding.people import is_initials
from sphinx_talknotes.importers.front import NOBODY, Front, get_names
from sphinx_talknotes.importers.page import Facts
from sphinx_talknotes.importers.settings.keys import NO_GRAMMAR
from sphinx_talknotes.model.fields import BY_NAME
from sphinx_talknotes.model.names import name_key, split_affiliation, split_list
from sphinx_talknotes.model.problems import Report
from sphinx_talknotes.model.records import Draft

_PEOPLE = ("speakers", "notes-by")
_SEPARATORS = re.compile(r"[-_./\s]+")


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A glob, and the line it stands on."""

    text: str
    line: int | None = field(default=None, compare=False)

    def fits(self, names: Iterable[str]) -> bool:
        """Tell whether it fits one of the *names* of a talk: heading, its source, title."""
        own = {name_key(self.text), name_key(self.text.lstrip("# "))}
        glob = _compile(self.text.casefold())
        return any(
            name and (name_key(name) in own or glob.fullmatch(" ".join(name.casefold().split())))
            for name in names
        )

    def fits_path(self, path: PurePosixPath) -> bool:
        """Tell whether it fits a path, the folder it lies in, or (without a slash) its name."""
        text = self.text.removeprefix("./").rstrip("/")
        glob = _compile(text)
        ways = [path.as_posix(), *(up.as_posix() for up in path.parents if up.parts)]
        return any(map(glob.fullmatch, ways)) or (
            "/" not in text and bool(glob.fullmatch(path.name))
        )


@dataclass(frozen=True, slots=True)
class TalkRule:
    """What is said of talks: that they are some, and what to correct.

    ``title`` is empty where it stays; an empty field is taken away.
    """

    heading: Pattern
    page: Pattern | None = None
    title: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """What can be said of all pages and of some; empty values say nothing."""

    conference: str = ""
    date: str = ""
    notes_by: tuple[str, ...] = ()
    grammar: str = ""
    not_talks: tuple[Pattern, ...] = ()
    talks: tuple[TalkRule, ...] = ()

    def add(self, other: Rules) -> Rules:
        """Return these rules with *other* ones, which count more."""
        return Rules(
            other.conference or self.conference, other.date or self.date,
            other.notes_by or self.notes_by, other.grammar or self.grammar,
            self.not_talks + other.not_talks, self.talks + other.talks,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageRules:
    """Rules for some pages."""

    paths: tuple[Pattern, ...]
    rules: Rules


@dataclass(frozen=True, slots=True)
class ConferenceRule:
    """A conference: its name, how else it is spelled, and options of its directive."""

    name: str
    spellings: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    line: int | None = field(default=None, compare=False)

    def is_named(self, text: str) -> bool:
        """Tell whether *text* is the name, or one of its spellings."""
        return name_key(text) in {name_key(name) for name in (self.name, *self.spellings)}


@dataclass(frozen=True, slots=True)
class PersonRule:
    """How a person is spelled somewhere, or their initials, and their name."""

    spelling: str
    name: str
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """A whole file. ``name`` is the file's; ``broken`` tells that it could not be read at all.

    ``people`` are by the key of their spelling.
    """

    name: str = ""
    ignore: tuple[Pattern, ...] = ()
    rules: Rules = field(default_factory=Rules)
    pages: tuple[PageRules, ...] = ()
    people: Mapping[str, PersonRule] = field(default_factory=dict)
    conferences: tuple[ConferenceRule, ...] = ()
    reports: tuple[Report, ...] = ()
    broken: bool = False

    @property
    def initials(self) -> frozenset[str]:
        """Initials of which it is said whose they are."""
        spellings = (rule.spelling for rule in self.people.values())
        return frozenset(spelling for spelling in spellings if is_initials(spelling))

    def ignores(self, path: PurePosixPath) -> bool:
        """Tell whether a file is not to be read."""
        return any(pattern.fits_path(path) for pattern in self.ignore)

    def for_page(self, path: PurePosixPath) -> PageSettings:
        """Return what counts for one page."""
        own = Rules()
        for entry in self.pages:
            if any(pattern.fits_path(path) for pattern in entry.paths):
                own = own.add(entry.rules)
        talks = tuple(
            rule for rule in (*self.rules.talks, *own.talks)
            if rule.page is None or rule.page.fits_path(path)
        )  # fmt: skip
        return PageSettings(self, own, talks)

    def name_person(self, text: str) -> str:
        """Return the name of a person for a spelling of it; an affiliation stays."""
        name, affiliation = split_affiliation(text)
        rule = self.people.get(name_key(name))
        if rule is None:
            return text
        bare = affiliation and "(" not in rule.name
        return f"{rule.name} ({affiliation})" if bare else rule.name

    def name_people(self, text: str, *, conjunction: bool = True) -> str:
        """Return a list of people with the names that are known; unchanged if there are none."""
        names = split_list(text, conjunction=conjunction)
        known = tuple(map(self.name_person, names))
        return text if known == names else ", ".join(dict.fromkeys(known))

    def name_conference(self, text: str) -> str:
        """Return the name of a conference for a spelling of it."""
        rule = self.get_conference(text)
        return rule.name if rule else text

    def get_conference(self, text: str) -> ConferenceRule | None:
        """Return what is said of the conference of this name or spelling."""
        return next((rule for rule in self.conferences if rule.is_named(text)), None)

    def describe_conference(self, name: str) -> dict[str, str]:
        """Return the options that are said of the conference of this name."""
        options: dict[str, str] = {}
        for rule in self.conferences:
            if name_key(rule.name) == name_key(name):
                options |= rule.options
        return options

    def find_conference(self, title: str, folders: Iterable[str]) -> str:
        """Return the conference that is spelled in a title, or that the nearest folder is."""
        words = f" {_key_words(title)} "
        for rule in self.conferences:
            for spelling in (rule.name, *rule.spellings):
                if f" {_key_words(spelling)} " in words:
                    return rule.name
        found = (self.get_conference(folder) for folder in reversed(list(folders)))
        return next((rule.name for rule in found if rule), "")


def _key_words(text: str) -> str:
    return " ".join(name_key(word) for word in _SEPARATORS.split(text) if word)


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What counts for one page: ``own`` is said of it, the rest of all pages."""

    whole: Settings
    own: Rules = field(default_factory=Rules)
    talks: tuple[TalkRule, ...] = ()

    @property
    def grammar(self) -> str:
        """The grammar that headings follow; empty if that is to be found out."""
        return self.own.grammar or self.whole.rules.grammar

    def is_talk(self, names: Iterable[str]) -> bool:
        """Tell whether a heading (its text, its source) is said to be a talk."""
        names = tuple(names)
        return any(rule.heading.fits(names) for rule in self.talks)

    def is_no_talk(self, names: Iterable[str]) -> bool:
        """Tell whether a heading is said to be no talk."""
        names = tuple(names)
        ruled_out = self.grammar == NO_GRAMMAR or any(
            pattern.fits(names) for pattern in (*self.whole.rules.not_talks, *self.own.not_talks)
        )
        return ruled_out and not self.is_talk(names)

    def correct(self, draft: Draft, names: Iterable[str] = ()) -> Draft:
        """Return a talk as it is meant; *names* are its heading's text and source."""
        names = (*names, draft.title)
        fields = dict(draft.fields)
        for name in _PEOPLE:
            if name in fields:
                fields[name] = self.whole.name_people(fields[name], conjunction=name != "notes-by")
        if "conference" in fields:
            fields["conference"] = self.whole.name_conference(fields["conference"])
        title = draft.title
        for rule in self.talks:
            if rule.heading.fits(names):
                title = rule.title or title
                for name, value in rule.fields.items():
                    for other in (name, *BY_NAME[name].aliases):
                        fields.pop(other, None)
                    if value:
                        fields[name] = value
        return draft if (title, fields) == (draft.title, draft.fields) else Draft(
            title, fields, draft.line
        )  # fmt: skip

    def correct_front(self, front: Front) -> Front:
        """Return front matter that says who wrote the notes, with the names that are known."""
        known = get_names(front, "notes-by", "notes_by") or get_names(front, "authors", "author")
        known = [name for name in known if name_key(name) not in NOBODY]
        names = self.own.notes_by or known or self.whole.rules.notes_by
        named = [self.whole.name_person(name) for name in names]
        if named == known:
            return front
        return {**{k: v for k, v in front.items() if k != "notes_by"}, "notes-by": named}

    def correct_facts(self, facts: Facts) -> Facts:
        """Return what is known of a page, with the day that is said of it."""
        date = self.own.date or facts.date or self.whole.rules.date
        return facts if date == facts.date else replace(facts, date=date)

    def correct_conference(self, found: str, title: str, folders: Iterable[str]) -> str:
        """Return the conference of a page for which the notes tell *found*."""
        return (
            self.own.conference
            or self.whole.name_conference(found)
            or self.whole.find_conference(title, folders)
            or self.whole.rules.conference
        )
