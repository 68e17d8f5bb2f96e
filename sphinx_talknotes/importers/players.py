"""Players of recordings that stand in the text of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.video import VideoError, parse_video

_HOSTS = {
    "youtube": ("https://www.youtube.com/watch?v={}", r"[\w-]{6,20}"),
    "vimeo": ("https://vimeo.com/{}", r"\d{4,12}"),
}
"""Name of a player: the address of a video, and what its id is like."""
_ADDRESS = re.compile(r"https?://[^\s<>\"'{}|\\^`]{4,400}")


def get_video(host: str, value: str, start: str = "") -> str:
    """Return the address of a video, given its id or its address, or nothing."""
    if _ADDRESS.fullmatch(value):
        return value if find_watched(value) else ""
    address, form = _HOSTS.get(host, ("", ""))
    if not address or not re.fullmatch(form, value, re.ASCII):
        return ""
    mark = {"youtube": "&t=", "vimeo": "#t="}[host] if start.isdecimal() and int(start) else ""
    return f"{address.format(value)}{mark}{start if mark else ''}"


def find_watched(source: str) -> str:
    """Return the address at which a recording of a known host is watched, or nothing."""
    address = f"https:{source}" if source.startswith("//") else source
    if not address.lower().startswith(("http://", "https://")):
        return ""
    try:
        video = parse_video(address)
    except VideoError:
        return ""
    return video.watch if video.kind == "embed" else ""


def make_line(text: str, number: int, videos: Sequence[str]) -> Line:
    """Return a line in which each of *videos* stands as ``<address>``.

    Where nothing else stands there, nor the mark of a quotation or list, the line is empty: its
    players are all of it.
    """
    rest = text
    for video in videos:
        rest = rest.replace(f"<{video}>", "", 1)
    whole = bool(videos) and not rest.strip()
    return Line("" if whole else text, number, tuple(videos), whole)
