"""What a schedule says, whatever its format, and what a format is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_talknotes.model.records import Person

if TYPE_CHECKING:
    from sphinx_talknotes.importers.schedules.document import Document


@dataclass(frozen=True, slots=True)
class Session:
    """One session. What the source does not say is empty or ``None``.

    ``key`` is how the source itself identifies it; ``start`` and ``end`` are minutes since
    midnight of ``date`` in the conference's time zone, so that an ``end`` on the next day is
    1440 or more; addresses are http(s) only.
    """

    key: str
    title: str
    speakers: tuple[Person, ...] = ()
    date: dt.date | None = None
    start: int | None = None
    end: int | None = None
    kind: str = "talk"
    room: str = ""
    track: str = ""
    level: str = ""
    language: str = ""
    url: str = ""
    videos: tuple[str, ...] = ()
    slides: str = ""
    tags: tuple[str, ...] = ()
    abstract: str = ""
    cancelled: bool = False
    conference: str = ""
    code: str = ""
    paper: str = ""


@dataclass(slots=True)
class Schedule:
    """A conference's sessions, or a catalogue of several conferences' (then each names its own)."""

    conference: str = ""
    timezone: str = ""
    url: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    sessions: list[Session] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    ``matches`` tells that a file is a schedule of this format. ``helps`` tells that it holds
    nothing but what schedules of this format refer to (people, rooms); such files are passed
    to ``read`` too if they are beside. ``read`` takes the files of one folder.
    """

    name: str
    matches: Callable[[Document], bool]
    read: Callable[[Sequence[Document]], list[Schedule]]
    helps: Callable[[Document], bool] = lambda _document: False
