"""What a video host is: the URLs it owns, and how it writes its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sphinx_talknotes.video.address import Address
from sphinx_talknotes.video.times import Clock

__all__ = ["Found", "Provider"]


@dataclass(frozen=True, slots=True)
class Found:
    """A video that a provider recognised; its URLs carry no times and no autoplay."""

    id: str
    watch: str
    embed: str | None


@dataclass(frozen=True, slots=True)
class Provider:
    """One host of videos; its instance, in a file of its own, is a row of the registry.

    `find` returns ``None`` for an address that is no video of the provider's; it may raise
    `VideoError` where it can say more than "no video; write it as `example`". A provider
    without `anywhere` is only asked about its own `hosts`. The clocks say where its watch
    and embed URLs keep their times; watch URLs are read with the same clock.
    """

    name: str
    label: str
    example: str
    find: Callable[[Address], Found | None]
    watch_clock: Clock
    embed_clock: Clock
    hosts: frozenset[str] = frozenset()
    anywhere: bool = False
