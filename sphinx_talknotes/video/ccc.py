"""media.ccc.de, the recordings of the Chaos Computer Club (software: voctoweb).

The page of a recording is ``/v/SLUG``, its player for frames ``/v/SLUG/oembed``; both
start where ``#t=SECONDS`` says.
"""

from __future__ import annotations

import re

from sphinx_talknotes.video.address import Address
from sphinx_talknotes.video.provider import Found, Provider
from sphinx_talknotes.video.times import Clock

__all__ = ["CCC"]

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,254}")


def _find(address: Address) -> Found | None:
    """Recognise ``/v/SLUG``, ``/v/SLUG/oembed`` and the recording's playlist pages."""
    match address.segments:
        case ["v", slug] | ["v", slug, "oembed" | "playlist" | "related" | "audio"]:
            pass
        case _:
            return None
    if not _SLUG.fullmatch(slug):
        return None
    watch = f"https://media.ccc.de/v/{slug}"
    return Found(slug, watch, f"{watch}/oembed")


CCC = Provider(
    name="ccc",
    label="media.ccc.de",
    example="https://media.ccc.de/v/SLUG",
    find=_find,
    hosts=frozenset({"media.ccc.de", "www.media.ccc.de"}),
    watch_clock=Clock("fragment"),
    embed_clock=Clock("fragment"),
)
