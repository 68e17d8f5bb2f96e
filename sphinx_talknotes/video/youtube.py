"""YouTube: videos, shorts, live streams and playlists.

Embeds are those of https://developers.google.com/youtube/player_parameters, on the
``youtube-nocookie.com`` host (YouTube's privacy-enhanced mode).
"""

from __future__ import annotations

import re

from sphinx_talknotes.video.address import Address
from sphinx_talknotes.video.provider import Found, Provider
from sphinx_talknotes.video.times import Clock

__all__ = ["YOUTUBE"]

_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
_LIST = re.compile(r"[A-Za-z0-9_-]{12,80}")
_EMBED = "https://www.youtube-nocookie.com/embed"


def _find(address: Address) -> Found | None:
    """Recognise ``/watch?v=ID``, ``youtu.be/ID``, ``/{shorts,live,embed,v,e}/ID``, ``?list=``."""
    playlist = address.params.get("list", "")
    match address.segments:
        case [video] if address.host.endswith("youtu.be"):
            pass
        case [] | ["watch"]:
            video = address.params.get("v", "")
        case ["embed", "videoseries"]:
            video = ""
        case ["shorts" | "live" | "embed" | "v" | "e" | "watch", video]:
            pass
        case ["playlist"]:
            video = ""
        case _:
            return None
    if _VIDEO.fullmatch(video):
        return Found(video, f"https://www.youtube.com/watch?v={video}", f"{_EMBED}/{video}")
    if not video and _LIST.fullmatch(playlist):
        watch = f"https://www.youtube.com/playlist?list={playlist}"
        return Found(playlist, watch, f"{_EMBED}/videoseries?list={playlist}")
    return None


YOUTUBE = Provider(
    name="youtube",
    label="YouTube",
    example="https://youtu.be/ID with an ID of 11 characters",
    find=_find,
    hosts=frozenset(
        {
            "youtube.com",
            "www.youtube.com",
            "m.youtube.com",
            "music.youtube.com",
            "youtu.be",
            "www.youtu.be",
            "youtube-nocookie.com",
            "www.youtube-nocookie.com",
        }
    ),
    # The watch page does not stop at end=; it is there so that the address keeps it.
    watch_clock=Clock("query", start="t", end="end"),
    embed_clock=Clock("query", start="start", end="end"),
)
