"""Which notes are about which session: by address, by recording, or by title and speakers.

Titles and names that are nearly the same are compared as ``talknotes enrich`` does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sphinx_talknotes.importers.enrich.similarity import (
    Title,
    compare_names,
    compare_titles,
    make_title,
)
from sphinx_talknotes.importers.schedules.base import Session
from sphinx_talknotes.importers.schedules.existing import Noted
from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.fields import parse_videos
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import FieldError
from sphinx_talknotes.video import Video

_NEARLY = 85.0
"""Less than that is another title, or another name."""


@dataclass(slots=True)
class Matches:
    """Notes by the key of their session; ``noted`` are the keys of sessions that need no stub."""

    notes: dict[str, list[Noted]] = field(default_factory=dict)
    noted: set[str] = field(default_factory=set)


def url_key(url: str) -> str:
    """Return what is left of an address when scheme, ``www.`` and a last slash don't count."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}" if host else ""


def video_keys(videos: Iterable[str]) -> set[tuple[str, str]]:
    """Return what identifies recordings, of those addresses that name one recording."""
    found: set[Video] = set()
    for video in videos:
        try:
            found.update(parse_videos(video))
        except FieldError:
            continue
    return {video.key for video in found if video.identifies_talk}


def to_partial(session: Session) -> PartialDate | None:
    """Return the day of a session as notes have it."""
    day = session.date
    return PartialDate(day.year, day.month, day.day) if day else None


def match_notes(
    conference: str, sessions: Sequence[Session], talks: Sequence[Noted],
    former: Mapping[str, str],
) -> Matches:  # fmt: skip
    """Find the session that each of the talks is about, if it is about one of them.

    *former* has titles that sessions had before, by key.
    """
    by_url: dict[str, list[Session]] = {}
    by_video: dict[tuple[str, str], list[Session]] = {}
    by_title: dict[str, list[Session]] = {}
    for session in sessions:
        if key := url_key(session.url):
            by_url.setdefault(key, []).append(session)
        for video in video_keys(session.videos):
            by_video.setdefault(video, []).append(session)
        for title in {name_key(session.title), name_key(former.get(session.key, session.title))}:
            by_title.setdefault(title, []).append(session)
    found = Matches()
    for talk in talks:
        same = by_url.get(url_key(talk.url), []) if talk.url else []
        if not same:
            keys = [video.key for video in talk.videos if video.identifies_talk]
            same = [session for key in keys for session in by_video.get(key, [])]
        found.noted.update(session.key for session in same)
        if not same:
            titled = by_title.get(name_key(talk.title), [])
            same = [session for session in titled if _fits(conference, session, talk)]
        if not same:
            same = _find_alike(conference, sessions, talk)
        if same:
            best = min(same, key=lambda session: _distance(session, talk, found.notes))
            found.notes.setdefault(best.key, []).append(talk)
            found.noted.add(best.key)
    return found


def _fits(conference: str, session: Session, talk: Noted) -> bool:
    """Tell whether notes with the title of a session may be about it."""
    here = _is_here(conference, session, talk)
    names = {name_key(person.name) for person in session.speakers}
    others = {name_key(person.name) for person in talk.speakers}
    return here and (not names or not others or bool(names & others))


def _is_here(conference: str, session: Session, talk: Noted) -> bool:
    """Tell whether notes are of the conference of a session, or at least of its day."""
    if talk.conference:
        return name_key(talk.conference) == name_key(session.conference or conference)
    day = to_partial(session)
    return day is None or day.agrees_with(talk.date)


def _find_alike(conference: str, sessions: Sequence[Session], talk: Noted) -> list[Session]:
    """Return the sessions with a speaker of the notes, of nearly their title or at their place.

    Without the library that compares names there are none.
    """
    scores: list[tuple[float, Session]] = []
    try:
        for session in sessions if talk.speakers else ():
            if not _is_here(conference, session, talk) or not _share_speaker(session, talk):
                continue
            alike = compare_titles(_make_title(session), _make_title(talk))
            if alike >= _NEARLY or _same_place(session, talk):
                scores.append((alike, session))
    except ModuleNotFoundError:
        return []
    best = max((score for score, _ in scores), default=0.0)
    return [session for score, session in scores if score == best]


def _make_title(one: Session | Noted) -> Title:
    return make_title(one.title, (p.name for p in one.speakers), one.conference)


def _share_speaker(session: Session, talk: Noted) -> bool:
    return any(
        compare_names(one.name, other.name) >= _NEARLY
        for one in session.speakers for other in talk.speakers
    )  # fmt: skip


def _same_place(session: Session, talk: Noted) -> bool:
    """Tell whether notes have the day, the start and the room of a session."""
    day = to_partial(session)
    return (
        day is not None and talk.date is not None and day.agrees_with(talk.date)
        and talk.start is not None and talk.start == session.start
        and bool(talk.room) and name_key(talk.room) == name_key(session.room)
    )  # fmt: skip


def _distance(
    session: Session, talk: Noted, taken: dict[str, list[Noted]]
) -> tuple[bool, bool, bool]:
    day = to_partial(session)
    other_day = bool(day and talk.date and not day.agrees_with(talk.date))
    return (other_day, talk.start is not None and talk.start != session.start,
            session.key in taken)  # fmt: skip
