"""Any other web address: kept as a link, never embedded.

Times are read and written only where the standard says how: in the fragment of a media
file (W3C Media Fragments URI 1.0).
"""

from __future__ import annotations

from sphinx_talknotes.video.address import Address, quoted
from sphinx_talknotes.video.provider import Found, Provider
from sphinx_talknotes.video.times import Clock

__all__ = ["LINK"]

_CLOCK = Clock("media")


def _find(address: Address) -> Found | None:
    """Take every ``http(s)`` address; its id is the address without scheme and time."""
    if not address.host:
        return None
    rest = address.netloc + (quoted(address.path, safe="/:@!$&()*+,;=") or "/")
    if address.query:
        rest += "?" + quoted(address.query, safe="/:@!$&()*+,;=?")
    if address.fragment:
        rest += "#" + quoted(address.fragment, safe="/:@!$&()*+,;=?")
    return Found(_CLOCK.write(rest, None, None), f"{address.scheme}://{rest}", None)


LINK = Provider(
    name="link",
    label="a web address",
    example="https://example.org/talk",
    find=_find,
    watch_clock=_CLOCK,
    embed_clock=_CLOCK,
    anywhere=True,
)
