"""Seconds: how people write them, and where each provider's URLs keep them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote_plus

from sphinx_talknotes.video.media import get_media_type

if TYPE_CHECKING:
    from sphinx_talknotes.video.address import Address

__all__ = ["Clock", "format_seconds", "parse_seconds"]

_PLAIN = re.compile(r"[0-9]{1,10}")
_UNITS = re.compile(r"(?=.)(?:([0-9]{1,10})h)?(?:([0-9]{1,10})m)?(?:([0-9]{1,10})s)?")
_COLONS = re.compile(r"(?:([0-9]{1,10}):(?=[0-9]{2}:))?([0-9]{1,10}):([0-9]{2})")
_LIMIT = 10**10  # three centuries: what is read can be written and read again
_START_NAMES = ("t", "start", "time_continue")
_FRACTION = re.compile(r"\.[0-9]*(?=s?\Z)")


def parse_seconds(text: str) -> int:
    """Return a time as whole seconds: ``90``, ``90s``, ``2m``, ``1h2m3s``, ``12:30``, ``1:02:03``.

    With colons, every number but the first has two digits and is below 60. Raises
    `ValueError` for anything else.
    """
    seconds = _count(text.strip().lower())
    if seconds is None or seconds >= _LIMIT:
        raise ValueError(f"{text[:40]!r} is not a time; write 90, 1m30s, 12:30 or 1:02:03")
    return seconds


def format_seconds(seconds: int) -> str:
    """Return whole seconds as ``M:SS`` or ``H:MM:SS`` (``0:05``, ``12:30``, ``1:02:03``).

    Raises `ValueError` for a negative number.
    """
    if seconds < 0:
        raise ValueError(f"a time cannot be negative: {seconds}")
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes}:{rest:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _count(text: str) -> int | None:
    if _PLAIN.fullmatch(text):
        return int(text)
    match = _UNITS.fullmatch(text) or _COLONS.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (int(group or 0) for group in match.groups())
    if ":" in text and (seconds >= 60 or (match[1] and minutes >= 60)):
        return None
    return 3600 * hours + 60 * minutes + seconds


def _url_seconds(text: str | None) -> int | None:
    """Return the seconds a URL says, without fractions; nothing when it makes no sense."""
    if not text:
        return None
    try:
        return parse_seconds(_FRACTION.sub("", text.removeprefix("npt:")))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a kind of URL keeps its start and end.

    ``query``: in the parameters `start` and `end` (``?start=90&end=120``).
    ``fragment``: the start alone, after the hash, as `start` (``#t=90s``, `unit` ``s``).
    ``media``: both after the hash, ``#t=90,120`` (W3C Media Fragments URI 1.0, section
    4.2.1), and only when the URL is that of a media file: on another page the hash belongs
    to the page.

    An `end` of ``""`` means that such a URL cannot say where to stop.
    """

    place: Literal["query", "fragment", "media"]
    start: str = "t"
    end: str = ""
    unit: str = ""

    def read(self, address: Address) -> tuple[int | None, int | None]:
        """Return start and end, in seconds, as far as the address says them legibly.

        In a ``query`` URL ``t``, ``start`` and ``time_continue`` are read as well as the
        name that is written, in the query before the fragment; the first legible one counts.
        """
        if self.place == "media" and get_media_type(address.path) is None:
            return None, None
        params = dict(address.fragment_params)
        if self.place == "query":
            params |= address.params
        names = _START_NAMES if self.place == "query" else (self.start,)
        written = [params[name].partition(",") for name in names if name in params]
        starts = (_url_seconds(first) for first, _, _ in written)
        start = next((second for second in starts if second is not None), None)
        if self.place == "media":
            return start, _url_seconds(written[0][2]) if written else None
        return start, _url_seconds(params.get(self.end)) if self.end else None

    def write(self, url: str, start: int | None, end: int | None) -> str:
        """Return the URL with this start and end instead of those it has."""
        page, _, fragment = url.partition("#")
        path, _, query = page.partition("?")
        if self.place == "media" and get_media_type(path) is None:
            return url
        time = "" if start is None else f"{start}{self.unit}"
        if self.place == "query":
            times = {self.start: time, self.end: "" if end is None else str(end)}
            query = _replaced(query, times)
            return f"{path}?{query}" if query else path
        if self.place == "media" and end is not None:
            time = f"{time},{end}"
        fragment = _replaced(fragment, {self.start: time})
        return f"{page}#{fragment}" if fragment else page


def _replaced(pairs: str, values: dict[str, str]) -> str:
    """Return ``a=1&b=2`` without the named values, then with those that are not empty."""
    kept = [pair for pair in pairs.split("&") if pair and _name(pair) not in values]
    kept += [f"{name}={value}" for name, value in values.items() if name and value]
    return "&".join(kept)


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0])
