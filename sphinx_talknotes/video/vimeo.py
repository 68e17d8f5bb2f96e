"""Vimeo: videos, also unlisted ones (with a hash), and live events.

Embeds follow Vimeo's player parameters: ``h`` is the hash of an unlisted video, ``dnt=1``
asks the player not to track, ``#t=90s`` starts it there. There is no way to say an end.
"""

from __future__ import annotations

import re

from sphinx_talknotes.video.address import Address
from sphinx_talknotes.video.provider import Found, Provider
from sphinx_talknotes.video.times import Clock

__all__ = ["VIMEO"]

_ID = re.compile(r"[0-9]{1,12}")
_HASH = re.compile(r"[0-9A-Fa-f]{6,20}")


def _find(address: Address) -> Found | None:
    """Recognise ``/ID``, ``/ID/HASH``, ``/video/ID?h=HASH``, channel, group, event URLs."""
    secret = address.params.get("h", "")
    match address.segments:
        case [video] | ["video" | "videos", video]:
            pass
        case ["event", event] | ["event", event, "embed"]:
            return _event(event)
        case ["channels" | "ondemand", _, video]:
            pass
        case ["groups" | "album" | "showcase", _, "videos" | "video", video]:
            pass
        case [video, secret]:
            if not _HASH.fullmatch(secret):
                return None
        case _:
            return None
    if not _ID.fullmatch(video):
        return None
    watch = f"https://vimeo.com/{video}"
    embed = f"https://player.vimeo.com/video/{video}?dnt=1"
    if _HASH.fullmatch(secret):
        return Found(video, f"{watch}/{secret}", f"{embed}&h={secret}")
    return Found(video, watch, embed)


def _event(event: str) -> Found | None:
    if not _ID.fullmatch(event):
        return None
    watch = f"https://vimeo.com/event/{event}"
    return Found(f"event/{event}", watch, f"{watch}/embed?dnt=1")


VIMEO = Provider(
    name="vimeo",
    label="Vimeo",
    example="https://vimeo.com/ID with an ID of digits",
    find=_find,
    hosts=frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"}),
    watch_clock=Clock("fragment", unit="s"),
    embed_clock=Clock("fragment", unit="s"),
)
