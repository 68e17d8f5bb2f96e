"""What an earlier run wrote into a project and what the schedule said then, as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sphinx_talknotes.importers.schedules.base import Session
from sphinx_talknotes.importers.schedules.matching import url_key
from sphinx_talknotes.model.dates import format_time
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Problem, Report

NAME = ".talknotes-schedule.json"
_VERSION = 1
_MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as it was at the last run; ``page`` is where its stub was written, if it was."""

    title: str
    date: str = ""
    start: str = ""
    room: str = ""
    url: str = ""
    cancelled: bool = False
    page: str = ""


_TEXTS = ("title", "date", "start", "room", "url", "page")


@dataclass(slots=True)
class Manifest:
    """Sessions by key, for each conference by its key; and the hash of each page that is ours."""

    conferences: dict[str, dict[str, Entry]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    def is_untouched(self, page: str, data: bytes) -> bool:
        """Tell whether a page is as it was written."""
        return self.pages.get(page) == digest(data)

    def to_json(self) -> str:
        """Return the file's text."""
        conferences = {
            name: {key: asdict(entry) for key, entry in entries.items()}
            for name, entries in self.conferences.items()
        }
        data = {"version": _VERSION, "pages": self.pages, "conferences": conferences}
        return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def digest(data: bytes) -> str:
    """Return the hash of a page, with the line ends of any system."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def make_entry(session: Session, page: str = "") -> Entry:
    """Return what is to be known of a session at the next run."""
    return Entry(
        title=session.title, date=str(session.date or ""),
        start="" if session.start is None else format_time(session.start),
        room=session.room, url=session.url, cancelled=session.cancelled, page=page,
    )  # fmt: skip


def find_entries(known: dict[str, Entry], sessions: Iterable[Session]) -> dict[str, str]:
    """Return for each session that was there at the last run its key of that time, by its key.

    Another format of the same schedule has other keys: then the address or the title counts,
    if it is that of one session alone.
    """
    sessions = list(sessions)
    found = {session.key: session.key for session in sessions if session.key in known}
    for get_key in (_key_of_url, _key_of_title):
        taken = set(found.values())
        mine = _only((get_key(s.url, s.title), s.key) for s in sessions if s.key not in found)
        theirs = _only(
            ((get_key(e.url, e.title), key) for key, e in known.items() if key not in taken)
        )
        found.update((mine[key], theirs[key]) for key in mine.keys() & theirs.keys() if key)
    return found


def _key_of_url(url: str, _title: str) -> str:
    return url_key(url)


def _key_of_title(_url: str, title: str) -> str:
    return name_key(title)


def _only(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the pairs whose first part is there once."""
    found: dict[str, list[str]] = {}
    for first, second in pairs:
        found.setdefault(first, []).append(second)
    return {first: seconds[0] for first, seconds in found.items() if len(seconds) == 1}


def read_manifest(root: Path) -> tuple[Manifest, list[Report]]:
    """Read what an earlier run left; if it can't be read, everything there is the author's."""
    path = root / NAME
    manifest = Manifest()
    try:
        if not path.exists():
            return manifest, []
        if path.stat().st_size > _MAX_BYTES:
            raise ValueError("it is too large")  # noqa: TRY301 - one report for all reasons
        data = json.loads(path.read_bytes())
        _fill(manifest, data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error)[:160] or type(error).__name__
        message = f"what the last run wrote can't be read ({reason}); all pages are left alone"
        return Manifest(), [Report(Problem.SCHEDULE, message, NAME)]
    return manifest, []


def _fill(manifest: Manifest, data: dict[str, Any]) -> None:
    if data["version"] != _VERSION:
        raise ValueError(f"it is of version {data['version']!r}, not {_VERSION}")
    manifest.pages = {str(page): str(value) for page, value in data["pages"].items()}
    for name, entries in data["conferences"].items():
        manifest.conferences[str(name)] = {
            str(key): Entry(
                **{name: str(entry.get(name, "")) for name in _TEXTS},
                cancelled=entry.get("cancelled") is True,
            )
            for key, entry in entries.items()
        }
