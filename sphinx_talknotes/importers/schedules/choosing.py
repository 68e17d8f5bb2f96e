"""Sessions that are chosen: by day, room, speaker, track, or a calendar of starred ones."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sphinx_talknotes.importers.schedules.base import Schedule, Session
from sphinx_talknotes.importers.schedules.clock import read_day
from sphinx_talknotes.importers.schedules.matching import url_key
from sphinx_talknotes.model.names import name_key, slug

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PRETALX = re.compile(r"pretalx-.{1,100}-([A-Z0-9]{4,12})(?:-\d{1,3})?@.{1,200}")
_SHOWN = 12


class ChoiceError(ValueError):
    """Nothing is chosen; the message says what there is to choose from."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted: of each kind one of the values, and all kinds together.

    ``days`` are dates, numbers of days of the conference, or weekdays; names fit if all of their
    words are in the name. ``starred`` are the sessions of a calendar, or ``None`` for no such.
    """

    days: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    starred: tuple[Session, ...] | None = None

    @property
    def is_all(self) -> bool:
        """Whether every session is wanted."""
        return not (self.days or self.rooms or self.speakers or self.tracks) and (
            self.starred is None
        )


def choose(schedules: Sequence[Schedule], choice: Choice) -> list[list[Session]]:
    """Return the chosen sessions of each schedule.

    Raises:
        ChoiceError: there is none.
    """
    chosen = [list(schedule.sessions) for schedule in schedules]
    for kind, wanted, find in (
        ("room", choice.rooms, _rooms),
        ("speaker", choice.speakers, _speakers),
        ("track", choice.tracks, _tracks),
    ):
        if wanted:
            words = [_words(text) for text in wanted]
            kept = [[s for s in row if _has(find(s), words)] for row in chosen]
            _check(kept, kind, wanted, (name for row in chosen for s in row for name in find(s)))
            chosen = kept
    if choice.days:
        days = [_find_days(schedule, choice.days) for schedule in schedules]
        kept = [[s for s in row if s.date in of] for row, of in zip(chosen, days, strict=True)]
        _check(kept, "day", choice.days, (str(s.date) for row in chosen for s in row if s.date))
        chosen = kept
    if choice.starred is not None:
        keys = [find_starred(row, choice.starred)[0] for row in chosen]
        chosen = [[s for s in row if s.key in of] for row, of in zip(chosen, keys, strict=True)]
        if not any(chosen):
            raise ChoiceError("none of the starred sessions is in the schedule")
    return chosen


def _check(
    kept: Sequence[Sequence[Session]], kind: str, wanted: Sequence[str], known: Iterable[str]
) -> None:
    if not any(kept):
        names = sorted(set(known))
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        there = f"; there are {', '.join(names[:_SHOWN])}{more}" if names else "; there is none"
        raise ChoiceError(f"no session has the {kind} {' or '.join(map(repr, wanted))}{there}")


def _rooms(session: Session) -> tuple[str, ...]:
    return (session.room,) if session.room else ()


def _tracks(session: Session) -> tuple[str, ...]:
    return (session.track,) if session.track else ()


def _speakers(session: Session) -> tuple[str, ...]:
    return tuple(person.name for person in session.speakers)


def _words(text: str) -> frozenset[str]:
    return frozenset(slug(text).split("-"))


def _has(names: Iterable[str], wanted: Sequence[frozenset[str]]) -> bool:
    known = [_words(name) for name in names]
    return any(words <= name for words in wanted for name in known)


def _find_days(schedule: Schedule, wanted: Iterable[str]) -> set[dt.date]:
    days = sorted({session.date for session in schedule.sessions if session.date})
    first = schedule.start if schedule.start and days and schedule.start <= days[0] else None
    found: set[dt.date] = set()
    for text in wanted:
        day = read_day(text)
        if day:
            found.add(day)
        elif text.isascii() and text.isdecimal() and len(text) < 4:
            number = int(text)
            if first:
                found.update(d for d in days if (d - first).days + 1 == number)
            else:
                found.update(days[number - 1 : number] if number else [])
        else:
            names = [name for name in _WEEKDAYS if len(text) > 1 and name.startswith(text.lower())]
            found.update(d for d in days if _WEEKDAYS[d.weekday()] in names)
    return found


def find_starred(
    sessions: Sequence[Session], starred: Iterable[Session]
) -> tuple[set[str], list[Session]]:
    """Return the keys of starred sessions, and the starred ones that are not among *sessions*.

    What identifies a session counts first, then its address, then its title, and of several
    with one title the one at the same time.
    """
    tables: list[dict[str, list[Session]]] = [{}, {}, {}]
    for session in sessions:
        keys = (session.key, _strip_slot(session.key)), (url_key(session.url),), _titles(session)
        for table, names in zip(tables, keys, strict=True):
            for name in filter(None, dict.fromkeys(names)):
                table.setdefault(name, []).append(session)
    found: set[str] = set()
    missing: list[Session] = []
    for star in starred:
        same = next(filter(None, (
            [s for name in names for s in table.get(name, [])]
            for table, names in zip(tables, _star_keys(star), strict=True)
        )), [])  # fmt: skip
        at_once = [s for s in same if (s.date, s.start) == (star.date, star.start)]
        found.update(session.key for session in at_once or same)
        if not same:
            missing.append(star)
    return found, missing


def _strip_slot(key: str) -> str:
    return re.sub(r"-\d{1,3}$", "", key[:200])


def _star_keys(star: Session) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Return the names under which to look for a starred session, in each of the tables."""
    match = _PRETALX.fullmatch(star.key) if len(star.key) < 400 else None
    code = [match[1]] if match else []
    return [star.key, star.key.partition("@")[0], *code], [url_key(star.url)], _titles(star)


def _titles(session: Session) -> list[str]:
    """Return the title, and the title with the speakers behind it as calendars have it."""
    people = " ".join(person.name for person in session.speakers)
    return [name_key(session.title), name_key(f"{session.title} {people}")]
