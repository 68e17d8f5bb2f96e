"""What is known of a talk, for comparing it with sessions of a catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self, TypeAlias
from urllib.parse import urlsplit

from sphinx_talknotes.importers.enrich.similarity import Title, find_year, make_title
from sphinx_talknotes.model.fields import Context, parse_fields
from sphinx_talknotes.video import VideoError, parse_video

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_talknotes.importers.schedules import Session
    from sphinx_talknotes.model.dates import PartialDate
    from sphinx_talknotes.model.records import Person

Key: TypeAlias = tuple[str, str] | str
"""What tells a talk: the key of a recording (`Video.key`), or an address."""

_EMPTY = make_title("")


@dataclass(frozen=True, slots=True)
class Known:
    """What notes say of a talk, or what a catalogue says of a session.

    ``firm`` tells that the date is that of the talk, and not of the page, which may be the day
    on which somebody watched it. ``videos`` are keys of recordings (`Video.key`), ``pages`` the
    addresses of the session, normalised.
    """

    title: str
    speakers: tuple[Person, ...] = ()
    conference: str = ""
    date: PartialDate | None = None
    firm: bool = True
    start: int | None = None
    videos: frozenset[tuple[str, str]] = frozenset()
    pages: tuple[str, ...] = ()
    words: Title = field(default=_EMPTY)
    year: int | None = None

    @classmethod
    def from_values(
        cls, title: str, values: Mapping[str, Any], *, conference: str = "",
        date: PartialDate | None = None,
    ) -> Self:  # fmt: skip
        """Make one of values of `Talk`; *conference* and *date* are what the page says."""
        conference = values.get("conference") or conference
        own = values.get("date")
        videos = values.get("videos", ())
        url = values.get("url", "")
        keys = {video.key for video in videos if video.identifies_talk} | find_video_keys([url])
        speakers = values.get("speakers", ())
        return cls(
            title=title, speakers=speakers, conference=conference, date=own or date,
            firm=own is not None, start=values.get("start"), videos=frozenset(keys),
            pages=find_pages(url), words=make_title(title, _names(speakers), conference),
            year=find_year(conference) or (own.year if own else None),
        )  # fmt: skip

    @classmethod
    def from_session(cls, session: Session) -> Self:
        """Make one of a session."""
        from sphinx_talknotes.model.dates import PartialDate

        day = session.date
        return cls(
            title=session.title, speakers=session.speakers, conference=session.conference,
            date=PartialDate(day.year, day.month, day.day) if day else None,
            start=session.start,
            videos=frozenset(find_video_keys([*session.videos, session.url])),
            pages=find_pages(session.url),
            words=make_title(session.title, _names(session.speakers), session.conference),
            year=find_year(session.conference) or (day.year if day else None),
        )  # fmt: skip


def read_values(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of options that can be understood."""
    known = {name: text for name, text in fields.items() if text}
    return parse_fields(known, Context())[0]


def _names(speakers: Iterable[Person]) -> list[str]:
    return [person.name for person in speakers]


def find_video_keys(addresses: Iterable[str]) -> set[tuple[str, str]]:
    """Return the keys of recordings at hosts that are known; playlists are none."""
    keys: set[tuple[str, str]] = set()
    for address in addresses:
        try:
            video = parse_video(address) if address else None
        except VideoError:
            continue
        if video and video.identifies_talk:
            keys.add(video.key)
    return keys


def find_pages(address: str) -> tuple[str, ...]:
    """Return an address in the forms in which it is compared: with its query, and without.

    Scheme, ``www.``, a slash at the end and the fragment do not count. The home page of a site
    is the page of no session.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = parts.port
    except ValueError:
        return ()
    path = parts.path.rstrip("/").removesuffix("/index.html")
    if not host or parts.scheme.lower() not in ("http", "https") or not (path or parts.query):
        return ()
    base = f"{host}:{port}{path}" if port not in (None, 80, 443) else f"{host}{path}"
    if not parts.query:
        return (base,)
    return (f"{base}?{parts.query}", *([base] if path else []))
