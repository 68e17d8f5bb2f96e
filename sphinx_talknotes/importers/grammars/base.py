"""What a grammar is, and how much its reading is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.video import VideoError, parse_video

HINT, LIKELY, SURE = 1, 2, 3
"""Evidence that a heading names a talk: worth something where others are alike; worth something
by itself; enough."""


_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """How a grammar reads what is left of a heading: title and fields, and the evidence for it."""

    title: Phrase
    fields: dict[str, str] = field(default_factory=dict)
    evidence: int = HINT


@dataclass(frozen=True, slots=True)
class Grammar:
    """A way of naming title and speaker; ``read`` returns ``None`` for what it can't explain."""

    name: str
    read: Callable[[Phrase], Reading | None]


def with_link(title: Phrase, fields: dict[str, str], evidence: int) -> Reading:
    """Return a reading whose title's own link is a field: ``video`` if it can be played.

    A link of the whole title makes it likelier that this is a talk.
    """
    own = [
        (end - start, href) for start, end, href in title.links
        if end > start and href.startswith(("http://", "https://"))
        and (start == 0 or end - start >= len(title.text) * _MOST)
    ]  # fmt: skip
    if len(own) == 1:
        ((length, href),) = own
        name = "video" if is_video(href) else "url"
        fields = {name: href, **fields}
        if length >= len(title.text) * _MOST:
            evidence += LIKELY if name == "video" else HINT
    return Reading(title, fields, min(evidence, SURE))


@lru_cache(1024)
def is_video(href: str) -> bool:
    """Tell whether *href* is a recording at a host that is known."""
    if not href.lower().startswith(("http://", "https://")):
        return False
    try:
        return parse_video(href).kind == "embed"
    except VideoError:
        return False
