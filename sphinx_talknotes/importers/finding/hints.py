"""What looks a little like a talk and was not read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sphinx_talknotes.importers.collection import Collection, SourcePage
from sphinx_talknotes.importers.finding.people import looks_like_people
from sphinx_talknotes.importers.front import get_switch
from sphinx_talknotes.importers.lines import Line, get_texts
from sphinx_talknotes.importers.markdown import Heading
from sphinx_talknotes.importers.markup import SUFFIXES, get_markup
from sphinx_talknotes.importers.pieces import Prose
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.video import VideoError, parse_video

_PARTS = re.compile(r"\s[-–—|•/]\s|:\s|,\s|\s(?:by|with|von|par)\s|\s*[()]\s*", re.IGNORECASE)
_NAMED = re.compile(
    r"[\W_]*(?:speakers?|presenters?|presented by|talk by|by|video|recording|スピーカー)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]{1,300}")
_REACH = 4
_MAX_LENGTH = 200
_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december day morning afternoon evening week "
    "part chapter section table contents notes track room hall"
)
_ORDINARY = frozenset(_WORDS.split())
"""Words of capitalised phrases that name nobody."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A heading that may be one of a talk: its file, line and text.

    ``kept`` tells that its page is left as it is, so that settings do not count for it.
    """

    page: str
    line: int
    text: str
    kept: bool = False


def find_hints(collection: Collection) -> list[Hint]:
    """Return headings outside of talks that name somebody, or have a recording below them.

    Those of which ``talknotes.toml`` says that they are no talks are left out.
    """
    return [
        hint
        for page in sorted(collection.pages.values(), key=lambda page: page.path.as_posix())
        for hint in _find_on(page, collection)
    ]


def _find_on(page: SourcePage, collection: Collection) -> Iterator[Hint]:
    own = collection.settings.for_page(page.path)
    path, kept = page.path.as_posix(), page.kept is not None
    if page.path.suffix.lower() not in SUFFIXES or get_switch(page.front, "talks") is False:
        return
    if (
        not page.talks
        and not kept
        and _names_somebody(page.title)
        and not own.is_no_talk([page.title])
    ):
        yield Hint(path, page.title_line, page.title, kept)
    find_headings = get_markup(page.path).find_headings
    for piece in page.pieces:
        if not isinstance(piece, Prose):
            continue
        headings = find_headings(get_texts(piece.lines))
        for heading in headings:
            below = piece.lines[heading.end : heading.end + _REACH]
            if _is_like(heading, below) and not own.is_no_talk([heading.text, heading.source]):
                yield Hint(path, piece.lines[heading.start].number, heading.text, kept)


def _is_like(heading: Heading, below: Sequence[Line]) -> bool:
    return (
        _names_somebody(heading.text)
        or any(map(_is_recording, heading.links))
        or any(
            line.videos
            or (len(line.text) < _MAX_LENGTH and _NAMED.match(line.text))
            or any(map(_is_recording, _ADDRESS.findall(line.text[:_MAX_LENGTH])))
            for line in below
        )
    )


def _names_somebody(text: str) -> bool:
    parts = [part.strip() for part in _PARTS.split(text[:_MAX_LENGTH]) if part and part.strip()]
    return len(parts) > 1 and any(
        looks_like_people(part) and not {name_key(word) for word in part.split()} & _ORDINARY
        for part in parts
    )


def _is_recording(href: str) -> bool:
    try:
        return href.startswith(("http://", "https://")) and parse_video(href).kind == "embed"
    except VideoError:
        return False
