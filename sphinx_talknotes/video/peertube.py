"""PeerTube: the same paths on hundreds of hosts.

A video has a UUID, also written as 22 characters in Flickr's base 58 (PeerTube 3.3 and
later), and the same one on every instance that federates it. A path with such an id is
recognised on any host; other ids (old instances number their videos) only on hosts that
the project names. Embeds follow https://docs.joinpeertube.org/api/embed-player: ``start``
and ``stop`` in seconds; ``p2p=0`` keeps the reader's address from other viewers.
"""

from __future__ import annotations

import re
from uuid import UUID

from sphinx_talknotes.video.address import Address
from sphinx_talknotes.video.provider import Found, Provider
from sphinx_talknotes.video.times import Clock

__all__ = ["PEERTUBE"]

_DIGITS = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
_SHORT = re.compile(f"[{_DIGITS}]{{22}}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ANY_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


def _find(address: Address) -> Found | None:
    """Recognise ``/w/ID``, ``/videos/{watch,embed}/ID`` and the same for playlists."""
    prefix, frame = "", "videos"
    match address.segments:
        case ["w" | "v", video] | ["videos", "watch" | "embed", video]:
            pass
        case ["w", "p", video] | ["videos", "watch", "playlist", video]:
            prefix, frame = "p/", "video-playlists"
        case ["video-playlists", "embed", video]:
            prefix, frame = "p/", "video-playlists"
        case _:
            return None
    video = _shortened(video)
    known = _SHORT.fullmatch(video) or (address.trusted and _ANY_ID.fullmatch(video))
    if not (address.host and known):
        return None
    site = f"https://{address.netloc}"
    watch = f"{site}/w/{prefix}{video}"
    return Found(f"{prefix}{video}", watch, f"{site}/{frame}/embed/{video}?p2p=0")


def _shortened(video: str) -> str:
    """Return a UUID in the short form; anything else as it is."""
    if not _UUID.fullmatch(video):
        return video
    number, short = UUID(video).int, ""
    while number:
        number, digit = divmod(number, 58)
        short = _DIGITS[digit] + short
    return short.rjust(22, _DIGITS[0])


PEERTUBE = Provider(
    name="peertube",
    label="PeerTube",
    example="https://HOST/w/ID or https://HOST/videos/watch/ID",
    find=_find,
    watch_clock=Clock("query", start="start", end="stop"),
    embed_clock=Clock("query", start="start", end="stop"),
    anywhere=True,
)
