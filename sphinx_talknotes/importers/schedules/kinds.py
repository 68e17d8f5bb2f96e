"""Kinds of sessions by what the organisers call them, and links by what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from sphinx_talknotes.importers.schedules.values import to_link, to_video
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.video import VideoError, parse_video
from sphinx_talknotes.video.media import get_media_type

_KINDS = (
    (re.compile(r"\blightning\b|\bblitz"), "lightning"),
    (re.compile(r"\bkey ?notes?\b|\bkey-notes?\b"), "keynote"),
    (re.compile(r"\btutorials?\b|\btrainings?\b"), "tutorial"),
    (re.compile(r"\bworkshops?\b|\bhands[- ]on\b"), "workshop"),
    (re.compile(r"\bpanels?\b|\bpodium\b|\bdiscussions?\b"), "panel"),
    (re.compile(r"\bposters?\b"), "poster"),
    (re.compile(r"\bsprints?\b|\bhackathon\b"), "sprint"),
    (re.compile(r"\bopen[- ]spaces?\b|\bbofs?\b|\bbirds of a feather\b|\bmeetings?\b|\bmeetups?\b"),
     "open-space"),
)  # fmt: skip
_TITLES = (
    (re.compile(r"(?:opening |closing )?keynotes?\b"), "keynote"),
    (re.compile(r"lightning talks?\b"), "lightning"),
    (re.compile(r"panel(?: discussion)?:"), "panel"),
    (re.compile(r"(?:development )?sprints?$"), "sprint"),
    (re.compile(r"posters?(?: session)?$"), "poster"),
    (re.compile(r"open spaces?$"), "open-space"),
)
_PAUSES = frozenset(map(name_key, (
    "break", "coffee", "coffee break", "lunch", "lunch break", "tea break", "tea", "dinner",
    "breakfast", "breakfast and registration", "registration", "registration and welcome",
    "registration opens", "doors open", "pause", "mittagspause", "kaffeepause", "mittagessen",
    "snack break", "morning break", "afternoon break", "short break", "long break",
)))  # fmt: skip


def find_kind(kind: str, title: str = "") -> str:
    """Return one of the kinds of talks for what organisers call it, or by the title's beginning."""
    low = kind[:200].lower().replace("_", " ")
    for pattern, found in _KINDS:
        if pattern.search(low):
            return found
    for pattern, found in _TITLES:
        if pattern.match(title[:200].lower()):
            return found
    return "talk"


def is_pause(title: str, kind: str = "") -> bool:
    """Tell whether a session is none but a break, a meal or the registration."""
    return name_key(title) in _PAUSES or name_key(kind) in ("break", "lunch", "pause")


@dataclass(frozen=True, slots=True)
class Reference:
    """A link of a session: what it is called, its address, and the type that the source gives."""

    title: str
    url: str
    type: str = ""


@dataclass(slots=True)
class Material:
    """What the links of a session lead to."""

    videos: tuple[str, ...] = ()
    slides: str = ""
    code: str = ""
    paper: str = ""


_WORDS = {
    "slides": re.compile(r"\bslides?\b|\bslide[- ]?deck\b|\bpresentation\b|\bfolien\b"),
    "code": re.compile(r"\b(?:source[- ])?code\b|\brepo(?:sitory)?\b|\bgit(?:hub|lab)\b"),
    "paper": re.compile(r"\bpaper\b|\bpreprint\b"),
}
_VIDEO = re.compile(r"\bvideo\b|\brecording\b|\baufzeichnung\b")


def sort_links(links: Iterable[Reference]) -> Material:
    """Sort links by what they are said to be; of each kind but players the first is taken."""
    found = Material()
    for link in links:
        url = to_link(link.url)
        words = f"{link.title} {link.type}"[:300].lower().replace("_", " ")
        if not url:
            continue
        if _VIDEO.search(words) and (kind := find_player(url)):
            # files are the same recording in several encodings
            if kind == "embed" or not found.videos:
                found.videos = tuple(dict.fromkeys([*found.videos, url]))
            continue
        for name, pattern in _WORDS.items():
            if pattern.search(words) and not getattr(found, name):
                setattr(found, name, url)
                break
    return found


def find_player(url: str) -> str:
    """Return ``embed`` for a recording at a host with a player, ``file`` for a media file."""
    try:
        video = parse_video(url) if to_video(url) else None
    except VideoError:
        return ""
    if video and video.identifies_talk:
        return "embed"
    return "file" if get_media_type(urlsplit(url).path) else ""
