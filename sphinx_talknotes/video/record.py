"""A video, and how an address becomes one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sphinx_talknotes.video.address import VideoError, clip, split_address
from sphinx_talknotes.video.file import split_path
from sphinx_talknotes.video.media import get_media_type
from sphinx_talknotes.video.registry import PROVIDERS

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_talknotes.video.address import Address
    from sphinx_talknotes.video.provider import Found, Provider

__all__ = ["Video", "parse_video"]

_OWNERS = {host: provider for provider in PROVIDERS.values() for host in provider.hosts}
_ALIKE = {host: re.compile(rf"(?:^|\.){re.escape(host)}[.-]") for host in sorted(_OWNERS)}
"""What is found in a host that only looks like that one."""


@dataclass(frozen=True, slots=True)
class Video:
    """A recording of a talk: a value, to be hashed, compared, ordered and pickled.

    ``provider`` is a name in `PROVIDERS`; ``id`` the provider's own (the decoded path of a
    local file). ``watch`` is the canonical URL for people, ``embed`` the one for a frame:
    https, without autoplay, ``None`` where there is nothing to embed. Both are escaped and
    say the start (and, where the provider can, the end). ``start`` and ``end`` are whole
    seconds; no start is ``None``, never 0. ``captions`` are paths of WebVTT files, for local
    files only.
    """

    provider: str
    id: str
    watch: str
    embed: str | None = None
    start: int | None = None
    end: int | None = None
    title: str = ""
    captions: tuple[str, ...] = ()

    def __lt__(self, other: Video) -> bool:
        """Order by provider and id, then by start, so that sorted output is stable."""
        return self._order < other._order

    @property
    def key(self) -> tuple[str, str]:
        """What tells two videos apart, whatever their times: provider and id."""
        return self.provider, self.id

    @property
    def identifies_talk(self) -> bool:
        """Whether the address is that of one recording: no playlist, and of a known host."""
        playlist = "playlist" in self.watch or self.id.startswith("p/")
        return self.kind == "embed" and not playlist

    @property
    def kind(self) -> Literal["embed", "file", "link"]:
        """How a page can show it: in a frame, with its own player, or as a link only."""
        if self.provider == "file":
            return "file"
        return "link" if self.embed is None else "embed"

    @property
    def media_type(self) -> str | None:
        """The media type of a local file (``video/mp4``, ``audio/mpeg``), else ``None``."""
        return get_media_type(self.id) if self.provider == "file" else None

    def at(self, seconds: int) -> str:
        """Return the watch URL at that second; unchanged where a URL cannot say it.

        Raises `ValueError` for a negative second.
        """
        clock = _get_provider(self.provider).watch_clock
        return clock.write(self.watch, *self._times_from(seconds))

    def embed_at(self, seconds: int) -> str | None:
        """Return the embed URL at that second, ``None`` where there is nothing to embed.

        Raises `ValueError` for a negative second.
        """
        times = self._times_from(seconds)
        if self.embed is None:
            return None
        return _get_provider(self.provider).embed_clock.write(self.embed, *times)

    @property
    def _order(self) -> tuple[object, ...]:
        start, end = self.start or 0, self.end or 0
        return (*self.key, start, end, self.watch, self.embed or "", self.title, self.captions)

    def _times_from(self, seconds: int) -> tuple[int | None, int | None]:
        if seconds < 0:
            raise ValueError(f"a time cannot be negative: {seconds}")
        end = self.end if self.end is not None and self.end > seconds else None
        return seconds or None, end


def parse_video(
    url: str,
    *,
    peertube_hosts: Collection[str] = (),
    start: int | None = None,
    end: int | None = None,
    title: str = "",
) -> Video:
    """Return the video at an ``http(s)`` URL or a relative path to a media file.

    `start` and `end`, in seconds, override those of the URL. `peertube_hosts` are host names
    (``video.example.org``) on which every PeerTube path is believed. A URL on a host that no
    provider knows becomes a video with the provider ``link``: that is for the caller to
    report. Nothing is fetched.

    Raises `VideoError` for an address that cannot be used: another scheme, a host that only
    looks like a known one, no video at this address of a known host, bad times.
    """
    address = split_address(url)
    if not address.host:
        address = split_path(address)
    provider, found = _find(address, {host.lower().rstrip(".") for host in peertube_hosts})
    url_start, url_end = provider.watch_clock.read(address)
    start, end = _settle(url, start, end, url_start, url_end)
    embed = found.embed and provider.embed_clock.write(found.embed, start, end)
    watch = provider.watch_clock.write(found.watch, start, end)
    return Video(provider.name, found.id, watch, embed, start, end, " ".join(title.split()))


def _find(address: Address, peertube_hosts: Collection[str]) -> tuple[Provider, Found]:
    owner = _OWNERS.get(address.netloc)
    if owner is None and {address.host, address.netloc} & set(peertube_hosts):
        owner = PROVIDERS["peertube"]
    if owner is not None:
        found = owner.find(replace(address, trusted=True))
        if found is None:
            raise VideoError(
                f"{clip(address.written)}: no video of {owner.label}; write it as {owner.example}"
            )
        return owner, found
    _check_not_alike(address)
    for provider in PROVIDERS.values():
        if provider.anywhere and (found := provider.find(address)):
            return provider, found
    raise AssertionError("the last provider takes every address")


def _check_not_alike(address: Address) -> None:
    """Raise `VideoError` for ``youtube.com.example.org``, ``youtube.com-x.org``, other ports."""
    for host, alike in _ALIKE.items():
        if alike.search(address.host) or address.host == host:
            raise VideoError(
                f"{clip(address.written)}: the host {address.netloc} only looks like {host}"
            )


def _settle(
    url: str, start: int | None, end: int | None, url_start: int | None, url_end: int | None
) -> tuple[int | None, int | None]:
    """Return the times that hold; an end in the URL that is not after the start is dropped."""
    for name, value in (("start", start), ("end", end)):
        if value is not None and value < 0:
            raise VideoError(f"{clip(url)}: the {name} cannot be negative ({value})")
    begin = url_start if start is None else start
    if end is not None and end <= (begin or 0):
        raise VideoError(f"{clip(url)}: the end ({end} s) is not after the start ({begin or 0} s)")
    if end is None and url_end is not None and url_end > (begin or 0):
        end = url_end
    return begin or None, end


def _get_provider(name: str) -> Provider:
    return PROVIDERS.get(name, PROVIDERS["link"])
