"""Speakers, tools and conferences: which names are one, and what each is called."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_talknotes.model.accent import find_hue, hue_class
from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.names import name_key, slug, tidy
from sphinx_talknotes.model.problems import Problem, Report
from sphinx_talknotes.model.records import ENTITY_KINDS, Declaration, Place, Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|['\u2019]\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Entity:
    """A speaker, tool or conference that the notes name.

    ``talks`` are in schedule order; ``first`` is where it is named first.
    """

    kind: str
    key: str
    name: str
    talks: tuple[Talk, ...]
    first: Place
    declaration: Declaration | None = None

    @property
    def page(self) -> str:
        """Docname of its page: the author's own, or the generated one."""
        if self.declaration and self.declaration.is_page:
            return self.declaration.place.page
        return f"{self.kind}s/{slug(self.name)}"

    @property
    def anchor(self) -> str:
        """Anchor on its page."""
        if self.declaration and self.declaration.is_page:
            return self.declaration.place.anchor
        return slug(self.name)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names that may be shown."""
        return self.declaration.aliases if self.declaration else ()

    @property
    def series(self) -> str:
        """Name of a conference without its year, or the declared series."""
        declared = self.declaration.detail("series") if self.declaration else ""
        return declared or tidy(_YEAR.sub(" ", self.name)).strip(" -,:") or self.name

    @property
    def hue(self) -> str:
        """Class name of the accent colour of a conference, the same for its whole series."""
        accent = self.declaration.detail("accent") if self.declaration else ""
        return hue_class(find_hue(self.series, accent))

    @property
    def dates(self) -> tuple[PartialDate | None, PartialDate | None]:
        """First and last day of a conference: declared, or the days of its talks."""
        start, end = self.declaration.dates if self.declaration else (None, None)
        days = [talk.date for talk in self.talks if talk.date]
        first = start or (min(days) if days else None)
        last = end or start or (max(days) if days else None)
        if not first and (match := _YEAR.search(self.name)) and len(match[0]) == 4:
            first = last = PartialDate(int(match[0]))
        return first, last


class Names:
    """Which names of one kind mean the same."""

    def __init__(
        self, kind: str, declarations: Iterable[Declaration], where: Callable[[Place], str]
    ) -> None:
        self.kind = kind
        self._where = where
        self.declared: dict[str, Declaration] = {}
        self.reports: list[Report] = []
        self._canonical: dict[str, str] = {}
        ordered = sorted(declarations, key=lambda d: d.place)
        for declaration in ordered:
            self._declare(declaration)
        for declaration in ordered:
            if self.declared.get(name_key(declaration.name)) is declaration:
                self._note_aliases(declaration)

    def _declare(self, declaration: Declaration) -> None:
        first = self.declared.setdefault(name_key(declaration.name), declaration)
        if first is not declaration:
            self.reports.append(Report(
                Problem.DUPLICATE,
                f"{self.kind} {declaration.name!r} is already declared at "
                f"{self._where(first.place)}; keep one of the two",
                declaration.place.page, declaration.place.line,
            ))  # fmt: skip

    def _note_aliases(self, declaration: Declaration) -> None:
        key = name_key(declaration.name)
        private = set(declaration.private_aliases)
        for alias in (*declaration.aliases, *declaration.private_aliases):
            alias_key = name_key(alias)
            if alias_key == key:
                continue
            other = self._canonical.setdefault(alias_key, key)
            if alias_key in self.declared or other != key:
                owner = self.declared.get(alias_key) or self.declared[other]
                if alias_key in self.declared:
                    del self._canonical[alias_key]
                shown = "a private alias" if alias in private else f"alias {alias!r}"
                self.reports.append(Report(
                    Problem.ALIAS,
                    f"{shown} of {self.kind} {declaration.name!r} already means "
                    f"{owner.name!r} ({self._where(owner.place)}); remove it from one",
                    declaration.place.page, declaration.place.line,
                ))  # fmt: skip

    def key(self, name: str) -> str:
        """Return the key under which everything about *name* is filed."""
        key = name_key(name)
        return self._canonical.get(key, key)

    def is_private(self, name: str, key: str) -> bool:
        """Tell whether *name* is a name of *key* that is never shown."""
        declaration = self.declared.get(key)
        return declaration is not None and name_key(name) in map(
            name_key, declaration.private_aliases
        )


def named_by(talk: Talk, kind: str) -> Iterator[str]:
    """Yield the names of one kind that the fields of a talk give."""
    if kind == "speaker":
        for person in talk.speakers:
            yield person.name
    elif kind == "tool":
        yield from talk.tools
    elif talk.conference:
        yield talk.conference


def build_entities(
    names: Names, talks: Sequence[Talk]
) -> tuple[dict[str, Entity], dict[tuple[str, str], tuple[str, ...]]]:
    """Return entity by key, and the keys that each talk (page, anchor) names, in its order."""
    kind = names.kind
    spellings: dict[str, Counter[str]] = {}
    members: dict[str, list[Talk]] = {}
    first: dict[str, Place] = {}
    by_talk: dict[tuple[str, str], tuple[str, ...]] = {}
    for talk in talks:
        keys: dict[str, None] = {}
        for name in named_by(talk, kind):
            key = names.key(name)
            keys.setdefault(key)
            spellings.setdefault(key, Counter())[name] += 1
        by_talk[talk.place.page, talk.place.anchor] = tuple(keys)
        for key in keys:
            members.setdefault(key, []).append(talk)
            first[key] = min(first.get(key, talk.place), talk.place)
    _add_mentions(names, talks, members, by_talk)
    entities = {}
    for key in sorted({*members, *names.declared}):
        declaration = names.declared.get(key)
        if not declaration and key not in spellings:
            continue
        name = declaration.name if declaration else _usual(spellings[key])
        entities[key] = Entity(
            kind, key, name, tuple(members.get(key, ())),
            first.get(key) or (declaration.place if declaration else Place("")), declaration,
        )  # fmt: skip
    return entities, by_talk


def _add_mentions(
    names: Names, talks: Sequence[Talk], members: dict[str, list[Talk]],
    by_talk: Mapping[tuple[str, str], tuple[str, ...]],
) -> None:  # fmt: skip
    # a tool that a role in the notes names is mentioned by that talk; a speaker so named
    # did not speak there
    if names.kind != "tool":
        return
    known = {*members, *names.declared}
    touched = set()
    for talk in talks:
        have = set(by_talk[talk.place.page, talk.place.anchor])
        for kind, name in talk.mentions:
            key = names.key(name)
            if kind == "tool" and key in known and key not in have:
                have.add(key)
                touched.add(key)
                members.setdefault(key, []).append(talk)
    if touched:
        order = {id(talk): index for index, talk in enumerate(talks)}
        for key in touched:
            members[key].sort(key=lambda talk: order[id(talk)])


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def build_names(
    declarations: Sequence[Declaration], where: Callable[[Place], str]
) -> dict[str, Names]:
    """Return the names of each kind; *where* says for people where something stands."""
    return {
        kind: Names(kind, [d for d in declarations if d.kind == kind], where)
        for kind in ENTITY_KINDS
    }
