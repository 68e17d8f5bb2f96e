"""What is different from the notes and from the last run, in a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sphinx_talknotes.importers.schedules.base import Session
from sphinx_talknotes.importers.schedules.existing import Noted
from sphinx_talknotes.importers.schedules.manifest import Entry, make_entry
from sphinx_talknotes.importers.schedules.matching import to_partial
from sphinx_talknotes.model.dates import format_time
from sphinx_talknotes.model.names import name_key

_MOVED = ("time", "room")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: its kind, the talk's title, what was and is, and which notes say the former.

    Kinds are ``time``, ``room``, ``title``, ``cancelled``, ``back``, ``new`` and ``gone``.
    """

    kind: str
    title: str
    before: str = ""
    after: str = ""
    place: str = ""

    def __str__(self) -> str:
        """Return the difference in a line."""
        where = f" [{self.place}]" if self.place else ""
        if self.kind == "title":
            return f"title: {self.before} -> {self.after}{where}"
        if self.kind in _MOVED:
            return f"{self.kind}: {self.title}: {self.before} -> {self.after}{where}"
        return f"{self.kind}: {self.title}{f' ({self.after})' if self.after else ''}{where}"


def compare_all(
    sessions: Sequence[Session], notes: Mapping[str, Sequence[Noted]],
    known: Mapping[str, Entry], keys: Mapping[str, str],
) -> list[Change]:  # fmt: skip
    """Return how sessions differ from the notes on them, and else from the last run.

    *keys* has the key at the last run by the key now; *known* is empty at the first run, when
    nothing is new. Where notes say nothing of a time or a room, the last run counts.
    """
    found: list[Change] = []
    for session in sessions:
        entry = known.get(keys.get(session.key, ""))
        about: Sequence[Noted | None] = notes.get(session.key) or [None]
        if entry is not None or about[0] is not None:
            changes = [change for note in about for change in _compare(session, note, entry)]
            found += dict.fromkeys(changes)
        elif known and not session.cancelled:
            found.append(Change("new", session.title, after=_say(make_entry(session))))
    return found


def find_gone(known: Mapping[str, Entry], keys: Mapping[str, str]) -> Iterator[tuple[str, Change]]:
    """Yield what was in the schedule at the last run and is no more: key of that time, change."""
    here = set(keys.values())
    for key, entry in known.items():
        if key not in here:
            yield key, Change("gone", entry.title, after=_say(entry), place=entry.page)


def _compare(session: Session, note: Noted | None, entry: Entry | None) -> Iterator[Change]:
    now, was = make_entry(session), entry or Entry("")
    title, room, told, place = was.title, was.room, was.cancelled, was.page
    if note is not None:
        title, room = note.title, note.room or was.room
        told, place = note.status == "cancelled", f"{note.page}:{note.line}"
    yield from _compare_when(session, note, was, place)
    if room and now.room and name_key(room) != name_key(now.room):
        yield Change("room", session.title, room, now.room, place)
    if title and name_key(title) != name_key(session.title):
        yield Change("title", title, title, session.title, place)
    if session.cancelled and not told:
        yield Change("cancelled", session.title, after=_say(now), place=place)
    elif told and not session.cancelled:
        yield Change("back", session.title, after=_say(now), place=place)


def _compare_when(session: Session, note: Noted | None, was: Entry, place: str) -> Iterator[Change]:
    """Compare day and start; what one of the two does not say is no difference."""
    now, date, start = make_entry(session), was.date, was.start
    if note is not None and note.date:
        date = now.date if note.date.agrees_with(to_partial(session)) else str(note.date)
    if note is not None and note.start is not None:
        start = format_time(note.start)
    other_day = bool(date and now.date and date != now.date)
    if other_day or (start and now.start and start != now.start):
        before, after = f"{date} {start}".strip(), f"{now.date} {now.start}".strip()
        yield Change("time", session.title, before, after, place)


def _say(entry: Entry) -> str:
    return ", ".join(part for part in (f"{entry.date} {entry.start}".strip(), entry.room) if part)
