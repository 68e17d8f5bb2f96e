"""The records that notes are read into. All are immutable, comparable and can be pickled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_talknotes.model.dates import PartialDate
    from sphinx_talknotes.video import Video

KINDS = {
    "talk": "Talk",
    "keynote": "Keynote",
    "tutorial": "Tutorial",
    "workshop": "Workshop",
    "lightning": "Lightning talk",
    "panel": "Panel",
    "poster": "Poster",
    "sprint": "Sprint",
    "open-space": "Open space",
    "article": "Article",
}
"""Kinds of talks and what they are called."""

STATUSES = {
    "noted": "Noted",
    "planned": "Planned",
    "partial": "Partly noted",
    "rewatch": "To watch again",
    "missed": "Missed",
    "cancelled": "Cancelled",
}
"""States of a set of notes and what they are called."""

FOLLOWUP_KINDS = {"read": "To read", "watch": "To watch", "try": "To try", "ask": "To ask"}
"""Kinds of follow-ups and what they are called."""

ENTITY_KINDS = ("speaker", "tool", "conference")
"""What has a page of its own wherever it is named."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: docname, anchor on that page, and 1-based line in its source."""

    page: str
    anchor: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """A speaker as a talk names them."""

    name: str
    affiliation: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.affiliation})" if self.affiliation else self.name


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of the notes in which a tool stands, shortened.

    ``tool`` is the name that the talk gives it; ``names`` are the ``(entity kind, name)`` that
    the text shows because a role names them so; the kind of Sphinx's own ``any`` is ``any``.
    """

    tool: str
    text: str
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """One person's notes on one talk.

    ``start`` and ``end`` are minutes since midnight in the conference's time zone, ``duration``
    is in minutes; ``position`` counts the talks of a page from 0.
    """

    title: str
    place: Place
    position: int = 0
    speakers: tuple[Person, ...] = ()
    conference: str = ""
    date: PartialDate | None = None
    start: int | None = None
    end: int | None = None
    duration: int | None = None
    kind: str = "talk"
    status: str = "noted"
    room: str = ""
    track: str = ""
    level: str = ""
    language: str = ""
    url: str = ""
    videos: tuple[Video, ...] = ()
    slides: str = ""
    code: str = ""
    paper: str = ""
    tools: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes_by: tuple[str, ...] = ()
    rating: float | None = None
    id: str = ""
    summary: str = ""
    has_thoughts: bool = False
    mentions: tuple[tuple[str, str], ...] = ()
    """Names that roles in the notes mention: ``(entity kind, name)``."""
    quotes: tuple[Quote, ...] = ()
    """One for each tool that the notes name, if they say something about it."""

    @property
    def minutes(self) -> int | None:
        """Length in minutes, where it is known."""
        if self.duration is None and self.start is not None and self.end is not None:
            return (self.end - self.start) % (24 * 60) or None
        return self.duration


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a `speaker`, `tool` or `conference` directive says of an entity.

    ``is_page`` tells that it is the main content of its page, which then takes the place of
    the generated one. ``details`` holds the fields that only one kind has.
    """

    kind: str
    name: str
    place: Place
    aliases: tuple[str, ...] = ()
    private_aliases: tuple[str, ...] = ()
    url: str = ""
    about: str = ""
    is_page: bool = False
    details: tuple[tuple[str, str], ...] = ()
    dates: tuple[PartialDate | None, PartialDate | None] = (None, None)

    def detail(self, name: str) -> str:
        """Return one of the details, or an empty string."""
        return dict(self.details).get(name, "")


@dataclass(frozen=True, slots=True)
class Remark:
    """A follow-up or a question: plain text, where it stands, and in whose talk.

    ``kind`` is ``question`` or one of `FOLLOWUP_KINDS`; ``talk`` the anchor of the talk on the
    same page, or empty.
    """

    kind: str
    text: str
    place: Place
    talk: str = ""


@dataclass(frozen=True, slots=True)
class PageRecords:
    """All records of one page, in the order of the page."""

    talks: tuple[Talk, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    remarks: tuple[Remark, ...] = ()
    title: str = ""
    source: str = ""
    """Path of the file below the source directory."""
    inferred: tuple[str, ...] = ()
    """Conferences that the page's title or folders tell, and that nobody wrote as an option."""


@dataclass(slots=True)
class Draft:
    """A talk as it was found, before its values are understood: option name → text.

    ``lines`` tells at which line each option stands, where that is not the line of the talk;
    ``defaults`` are options that its page and folder suggest and nobody wrote.
    """

    title: str
    fields: dict[str, str] = field(default_factory=dict)
    line: int = 0
    lines: dict[str, int] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
