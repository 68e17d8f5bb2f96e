"""The Internet Archive: an item, or one file of an item that holds many talks.

``/details/ITEM[/FILE]`` is the page, ``/embed/ITEM[/FILE]`` the player for frames; both
take ``start`` and ``end`` in seconds.
"""

from __future__ import annotations

import re

from sphinx_talknotes.video.address import Address, check_characters, quoted
from sphinx_talknotes.video.media import get_media_type
from sphinx_talknotes.video.provider import Found, Provider
from sphinx_talknotes.video.times import Clock

__all__ = ["ARCHIVE"]

_ITEM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")


def _find(address: Address) -> Found | None:
    """Recognise ``/{details,embed}/ITEM[/FILE]`` and the download of a media file."""
    match address.segments:
        case ["details" | "embed", item, *names]:
            pass
        case ["download", item, *names] if names and get_media_type(names[-1]):
            pass
        case _:
            return None
    if not _ITEM.fullmatch(item) or any(name in {".", ".."} for name in names):
        return None
    video = "/".join([item, *names])
    check_characters(video, address.written)
    # A name may hold an escaped slash or percent sign: escape each by itself, wholly.
    path = "/".join(quoted(name.replace("%", "%25"), safe="") for name in [item, *names])
    return Found(video, f"https://archive.org/details/{path}", f"https://archive.org/embed/{path}")


ARCHIVE = Provider(
    name="archive",
    label="the Internet Archive",
    example="https://archive.org/details/ITEM",
    find=_find,
    hosts=frozenset({"archive.org", "www.archive.org"}),
    watch_clock=Clock("query", start="start", end="end"),
    embed_clock=Clock("query", start="start", end="end"),
)
