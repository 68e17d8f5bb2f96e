"""Which session of a catalogue a talk of the notes is.

In this order: the same recording, the same page of the session, a title and speakers that are
alike. What two sessions could be is ambiguous, and then no session is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Literal, TypeAlias, TypeVar

from sphinx_talknotes.importers.enrich.known import Key, Known
from sphinx_talknotes.importers.enrich.repeats import agree
from sphinx_talknotes.importers.enrich.similarity import (
    EQUAL,
    UNKNOWN,
    compare_conferences,
    compare_people,
    compare_titles,
    split_words,
)
from sphinx_talknotes.importers.schedules import Session

Sureness: TypeAlias = Literal["sure", "likely", "guess"]
_Any = TypeVar("_Any")

SURENESS: tuple[Sureness, ...] = ("sure", "likely", "guess")
"""From the surest on."""

_SURE, _LIKELY, _GUESS = 95, 80, 65
_APART = 4
"""The second best session has to be worse by so many points."""
_TITLE_APART = 15
"""As above, where several sessions have the recording or the page, and titles must tell."""
_SAME_DAY = 85
_SAME_TITLE = 60
_OTHER_TITLE = 30
_OTHER_PEOPLE = 50
_NAMED = 80
_SHORT_TITLE = 3
_RARE = 4
_MANY = 400
_ENOUGH = 150
_BEST = 24
"""Words of a title that are looked up, the rarest first; sessions that are looked at for each, in
all, and those kept."""


@dataclass(frozen=True, slots=True)
class Match:
    """A session, by what it was found, and how sure that is in words and per cent."""

    session: Session
    how: str
    sure: Sureness
    percent: int


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Sessions between which nothing decides, the likeliest first; any would be so sure."""

    sessions: tuple[Session, ...]
    how: str
    sure: Sureness


Outcome: TypeAlias = Match | Ambiguous | None


class Sessions:
    """The sessions of one catalogue, to be asked for the one that a talk is."""

    def __init__(self, sessions: Iterable[Session]) -> None:
        self._sessions = list(sessions)
        self._known = [Known.from_session(session) for session in self._sessions]
        self._videos: dict[tuple[str, str], list[int]] = {}
        self._pages: dict[str, list[int]] = {}
        self._titles: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        self._people: dict[str, list[int]] = {}
        for number, known in enumerate(self._known):
            _note(self._videos, known.videos, number)
            _note(self._pages, known.pages, number)
            _note(self._titles, _title_keys(known), number)
            _note(self._words, known.words.words, number)
            _note(self._people, _people_keys(known), number)

    def __len__(self) -> int:
        """Return the number of sessions."""
        return len(self._sessions)

    def find(self, talk: Known, shared: Collection[Key] = frozenset()) -> Outcome:
        """Return the session that *talk* is.

        *shared* are recordings and pages that several talks of the notes have, such as those of
        a day: they do not tell which talk it is.
        """
        exact: Ambiguous | None = None
        for how, keys, found in (
            ("video id", talk.videos, self._lookup_video(talk.videos)),
            ("session page", talk.pages, self._lookup_page(talk.pages)),
        ):
            if not found:
                continue
            outcome = self._decide(talk, found, how, alone=not any(k in shared for k in keys))
            if isinstance(outcome, Match):
                return outcome
            exact = exact or outcome
        alike = self._find_alike(talk)
        return alike if isinstance(alike, Match) else exact or alike

    def _lookup_video(self, keys: Iterable[tuple[str, str]]) -> list[int]:
        return sorted({number for key in keys for number in self._videos.get(key, ())})

    def _lookup_page(self, pages: Sequence[str]) -> list[int]:
        """Return the sessions at the whole address, or else at the one without its query."""
        return next((self._pages[page] for page in pages if page in self._pages), [])

    def _decide(
        self, talk: Known, found: Sequence[int], how: str, *, alone: bool
    ) -> Match | Ambiguous | None:
        """Choose among sessions that share a recording or a page with the talk."""
        titles = {number: compare_titles(talk.words, self._known[number].words) for number in found}
        ranked = sorted(found, key=titles.__getitem__, reverse=True)
        best = ranked[0]
        equal = [n for n in ranked if titles[n] > titles[best] - _TITLE_APART]
        if len(found) > 1 or not alone:
            if titles[best] < _SAME_TITLE:
                return None
            if (merged := self._merge(equal)) is None:
                return Ambiguous(tuple(self._sessions[n] for n in equal), how, "sure")
            return Match(merged, how, "sure", 100)
        people = compare_people(talk.speakers, self._known[best].speakers)
        if titles[best] < _OTHER_TITLE and people is not None and people < _OTHER_PEOPLE:
            return Match(self._sessions[best], f"{how}, though title and speaker differ", "guess",
                         _GUESS)  # fmt: skip
        return Match(self._sessions[best], how, "sure", 100)

    def _find_alike(self, talk: Known) -> Outcome:
        scores = {n: score for n in self._candidates(talk) if (score := self._score(talk, n))}
        if not scores:
            return None
        ranked = sorted(scores, key=scores.__getitem__, reverse=True)
        best = scores[ranked[0]]
        if best.percent < _GUESS:
            return None
        equal = [n for n in ranked if scores[n].order > best.order - _APART]
        sure = _name_sureness(best.percent)
        if (merged := self._merge(equal)) is None:
            return Ambiguous(tuple(self._sessions[n] for n in equal), best.how, sure)
        return Match(merged, best.how, sure, best.percent)

    def _candidates(self, talk: Known) -> set[int]:
        """Return the sessions with the title, one of the speakers, or rare words of the title.

        Of the last, those that share the most: scoring is what takes time.
        """
        found: set[int] = set()
        for key in _title_keys(talk):
            found.update(self._titles.get(key, ()))
        for key in _people_keys(talk):
            numbers = self._people.get(key, ())
            if len(numbers) <= _MANY:
                found.update(numbers)
        words = talk.words.words & self._words.keys()
        weights: dict[int, float] = {}
        for word in sorted(words, key=lambda word: (len(self._words[word]), word))[:_RARE]:
            numbers = self._words[word]
            if len(weights) > _ENOUGH:
                break
            for number in numbers[:_MANY]:
                weights[number] = weights.get(number, 0.0) + 1 / len(numbers)
        return found.union(nlargest(_BEST, weights, key=weights.__getitem__))

    def _score(self, talk: Known, number: int) -> _Score | None:
        """Return how well a session fits, ``None`` if it can't be the talk."""
        session = self._known[number]
        if talk.year and session.year and talk.year != session.year:
            return None
        title = compare_titles(talk.words, session.words)
        if title < UNKNOWN - 10:
            return None
        people = compare_people(talk.speakers, session.speakers)
        place = compare_conferences(talk.conference, session.conference)
        when = _compare_times(talk, session)
        if place == UNKNOWN and when > 0:
            place = _SAME_DAY
        percent = 0.6 * title + 0.3 * (UNKNOWN if people is None else people) + 0.1 * place
        confirmed = place > UNKNOWN
        most = 100.0
        if not confirmed:
            most = _SURE - 1
        if _is_other_year(talk, session):
            when -= _APART + 1
            most = _LIKELY - 1
        if place < UNKNOWN:
            most = _LIKELY - 1
        if people is not None and people < _OTHER_PEOPLE:
            if title < EQUAL:
                return None
            most = _LIKELY - 1
        short = min(len(talk.words.bare), len(session.words.bare)) < _SHORT_TITLE
        if short and not confirmed and (people or 0) < _NAMED:
            most = _LIKELY - 1
        how = "title" if people is None or people < _OTHER_PEOPLE else "title and speaker"
        return _Score(percent + when, int(min(most, percent)), how)

    def _merge(self, numbers: Sequence[int]) -> Session | None:
        """Return the one session that all of *numbers* are, or ``None`` if they are several."""
        if len(numbers) == 1:
            return self._sessions[numbers[0]]
        first = self._known[numbers[0]]
        if all(_is_same(first, self._known[number]) for number in numbers[1:]):
            return agree([self._sessions[number] for number in numbers])
        return None


@dataclass(frozen=True, slots=True, order=True)
class _Score:
    """``order`` ranks sessions, ``percent`` is what is shown."""

    order: float
    percent: int
    how: str


def _is_same(one: Known, other: Known) -> bool:
    """Tell whether two entries of a catalogue are one session."""
    return (
        compare_titles(one.words, other.words) == EQUAL
        and compare_people(one.speakers, other.speakers) in (None, EQUAL)
        and compare_conferences(one.conference, other.conference) >= UNKNOWN
        and one.year == other.year
    )


def _note(index: dict[_Any, list[int]], keys: Iterable[_Any], number: int) -> None:
    for key in keys:
        index.setdefault(key, []).append(number)


def _title_keys(known: Known) -> set[str]:
    return {form.key for form in known.words.forms if form.key}


def _people_keys(known: Known) -> set[str]:
    return {"".join(sorted(split_words(person.name))) for person in known.speakers}


def _compare_times(talk: Known, session: Known) -> float:
    """Return points for and against a session from its day and time."""
    if talk.date is None or session.date is None or not talk.date.day:
        return 0.0
    if talk.date != session.date:
        return -3.0 if talk.firm else -1.0
    if talk.start is None or session.start is None:
        return 4.0
    return 8.0 if talk.start == session.start else 1.0


def _is_other_year(talk: Known, session: Known) -> bool:
    """Tell whether the page's date is of another year than the session, if nothing else tells."""
    if talk.firm or talk.year or not talk.date or not session.year:
        return False
    return talk.date.year != session.year


def _name_sureness(percent: float) -> Sureness:
    return "sure" if percent >= _SURE else "likely" if percent >= _LIKELY else "guess"


def find_shared(talks: Iterable[Known]) -> set[Key]:
    """Return the recordings and pages that talks of different titles have."""
    titles: dict[Key, set[str]] = {}
    for talk in talks:
        keys: list[Key] = [*talk.videos, *talk.pages]
        for key in keys:
            titles.setdefault(key, set()).add(talk.words.forms[-1].key)
    return {key for key, found in titles.items() if len(found) > 1}
