"""What a session of a catalogue can add to a talk, as texts of options."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from sphinx_talknotes.importers.enrich.known import Known
from sphinx_talknotes.importers.enrich.similarity import make_title
from sphinx_talknotes.importers.schedules import Session
from sphinx_talknotes.model.dates import PartialDate, format_time
from sphinx_talknotes.model.fields import BY_NAME, Context, parse_people
from sphinx_talknotes.model.names import tidy
from sphinx_talknotes.model.problems import FieldError, Problem
from sphinx_talknotes.video import parse_video

_MAX_LENGTH = 500
_TEMPLATE = ("{{", "{%", "}}", "%}", "{#", "<%")
"""What a site generator might run."""

DEFAULT_FIELDS = (
    "speakers", "conference", "date", "start", "end", "kind", "room", "track", "level", "url",
    "video", "slides", "code", "paper",
)  # fmt: skip
"""Options that are added, in this order."""

FIELDS = (*DEFAULT_FIELDS, "language", "tags")
"""As above, with those that a catalogue has for every talk: they have to be asked for."""


@dataclass(frozen=True, slots=True)
class Additions:
    """Option → text that may be added, and what was refused: option and reason."""

    fields: dict[str, str]
    refused: tuple[tuple[str, str], ...] = ()


def find_additions(
    talk: Known, present: Collection[str], session: Session,
    only: Collection[str] = DEFAULT_FIELDS,
) -> Additions:  # fmt: skip
    """Return what *session* says and the talk does not; *present* are options that it has."""
    found: dict[str, str] = {}
    refused: list[tuple[str, str]] = []
    for name in FIELDS:
        if name not in only or name in present or not _is_fit(name, talk, present, session):
            continue
        try:
            text = "" if name not in _WRITERS else _WRITERS[name](session)
            if text:
                found[name] = check_value(name, text)
        except ValueError as error:
            refused.append((name, str(error)))
    if "end" in found and "start" not in found and talk.start != session.start:
        del found["end"]
    return Additions(found, tuple(refused))


def _is_fit(name: str, talk: Known, present: Collection[str], session: Session) -> bool:
    """Tell whether a fact of the session is one of this talk too.

    A talk that is said to have been on another day, or a session that was cancelled, had
    another time and room.
    """
    if name not in ("date", "start", "end", "room"):
        return True
    if session.cancelled or (name == "end" and "duration" in present):
        return False
    if talk.date is None or session.date is None:
        return True
    day = session.date
    return talk.date.agrees_with(PartialDate(day.year, day.month, day.day))


def check_value(name: str, text: str) -> str:
    """Return the text of an option, if it may be written into notes.

    Raises:
        FieldError: it can't be read as this option, or might do something where it is written.
    """
    if len(text) > _MAX_LENGTH:
        raise FieldError(Problem.OPTION, f"{text[:60]!r}… is too long")
    if any(mark in text for mark in _TEMPLATE):
        raise FieldError(Problem.OPTION, f"{text[:60]!r} could be run by a site generator")
    if tidy(text) != text:
        raise FieldError(Problem.OPTION, f"{text[:60]!r} is not one line of text")
    BY_NAME[name].parse(text, Context())
    return text


def _people(session: Session) -> str:
    """Return the speakers as a list that is read as the same speakers."""
    names = [tidy(str(person)) for person in session.speakers]
    text = ", ".join(names)
    plain = tuple(map(str, parse_people(text))) == tuple(names)
    return text if plain else json.dumps(names, ensure_ascii=False)


def _video(session: Session) -> str:
    """Return the recordings: those that can be played, or else those that can be linked."""
    videos = [parse_video(_web(address)) for address in dict.fromkeys(session.videos)]
    playable = [video for video in videos if video.kind == "embed"]
    return " ".join(video.watch for video in playable or videos)


def _web(address: str) -> str:
    """Return an address of the web, or nothing if there is none.

    Raises:
        FieldError: it is something else.
    """
    address = address.strip()
    if address and urlsplit(address).scheme.lower() not in ("http", "https"):
        raise FieldError(Problem.URL, f"{address[:80]!r} is not an http(s) address")
    return address


_WRITERS: dict[str, Callable[[Session], str]] = {
    "speakers": _people,
    "conference": lambda s: tidy(s.conference),
    "date": lambda s: s.date.isoformat() if s.date else "",
    "start": lambda s: "" if s.start is None else format_time(s.start),
    "end": lambda s: "" if s.end is None or s.start is None else format_time(s.end),
    "kind": lambda s: "" if s.kind == "talk" else s.kind,
    "room": lambda s: tidy(s.room),
    "track": lambda s: tidy(s.track),
    "level": lambda s: tidy(s.level),
    "language": lambda s: s.language.strip(),
    "url": lambda s: _web(s.url),
    "video": _video,
    "slides": lambda s: _web(s.slides),
    "code": lambda s: _web(s.code),
    "paper": lambda s: _web(s.paper),
    "tags": lambda s: ", ".join(tidy(tag) for tag in s.tags if "," not in tag and ";" not in tag),
}


def find_fuller_title(talk: Known, session: Session) -> str:
    """Return the session's title if it says more than the notes' one, else nothing."""
    names = [person.name for person in (*talk.speakers, *session.speakers)]
    mine = make_title(talk.title, names, talk.conference or session.conference)
    theirs = make_title(session.title, names, session.conference)
    more = len(theirs.bare) > len(mine.bare)
    return tidy(session.title)[:200] if more and mine.bare else ""


def iter_names(names: str) -> Iterator[str]:
    """Yield the options named in a list such as ``video, slides``, by their main names.

    Raises:
        ValueError: one is no option that can be added; the message lists those that can.
    """
    for word in names.replace(",", " ").split():
        row = BY_NAME.get(word.lower())
        if row is None or row.name not in FIELDS:
            raise ValueError(f"{word} can't be added; these can: {', '.join(FIELDS)}")
        yield row.name
