"""Take a written address apart, and refuse what must never reach a page.

Syntax is RFC 3986 as browsers read it (the WHATWG URL standard): what the two read
differently (backslashes, control characters, user names in front of the host) is refused
rather than guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, quote, unquote, urlsplit

__all__ = ["Address", "VideoError", "check_characters", "clip", "quoted", "split_address"]

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_IPV6 = re.compile(r"[0-9a-f:.]+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_LENGTH = 4000


class VideoError(ValueError):
    """A video address that cannot be used; the message says why and what would do."""


@dataclass(frozen=True)
class Address:
    """An address in parts.

    ``host`` is lower case, in ASCII (IDNA) and without a trailing dot; it is ``""`` for a
    local file, whose whole text is then in ``path``. ``port`` is ``None`` when it is the
    scheme's own. ``path``, ``query`` and ``fragment`` are as written. ``trusted`` says that
    the host is one of the asked provider's own, or that the project named it as one.
    """

    written: str
    scheme: str
    host: str
    port: int | None
    path: str
    query: str = ""
    fragment: str = ""
    trusted: bool = False

    @property
    def netloc(self) -> str:
        """Host with its port, as it stands in a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The non-empty path segments, percent-decoded."""
        return tuple(unquote(part) for part in self.path.split("/") if part)

    @cached_property
    def params(self) -> dict[str, str]:
        """Query parameters; the first of a name wins (``&amp;`` is read as ``&``)."""
        return _pairs(self.query)

    @cached_property
    def fragment_params(self) -> dict[str, str]:
        """Name-value pairs of the fragment (W3C Media Fragments URI 1.0, section 4.1)."""
        return _pairs(self.fragment)


def split_address(text: str) -> Address:
    """Return the parts of an ``http(s)`` URL or of a path; spaces around it are dropped.

    Raises `VideoError` for other schemes, protocol-relative addresses, user names,
    backslashes, control characters, and hosts or ports that are none.
    """
    text = text.strip(" ")
    if not text:
        raise VideoError("no video address given")
    if len(text) > _MAX_LENGTH:
        raise VideoError(f"a video address of {len(text)} characters is too long")
    check_characters(text, text)
    if text.startswith("//"):
        raise VideoError(f"{clip(text)}: put the scheme (https:) in front")
    scheme = _SCHEME.match(text)
    if scheme is None:
        return Address(text, "", "", None, text)
    if scheme[1].lower() not in _DEFAULT_PORTS:
        raise VideoError(
            f"{clip(text)}: the scheme '{scheme[1]}:' cannot be used; "
            "give an https:// address or a path to a media file"
        )
    return _split_url(text)


def check_characters(text: str, written: str) -> None:
    """Raise `VideoError` for control characters, line breaks, lone surrogates, backslashes."""
    for character in text:
        if character == "\\" or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
            raise VideoError(
                f"{clip(written)}: the character U+{ord(character):04X} cannot be in an address"
            )


def clip(text: str) -> str:
    """Return an address for a message: quoted, printable, at most 80 characters of it."""
    return repr(text if len(text) <= 80 else f"{text[:79]}…")


def quoted(text: str, *, safe: str) -> str:
    """Return the text as part of a URL: escapes in it stay, all else not in `safe` is escaped.

    Letters, digits and ``-._~`` are always safe (RFC 3986, section 2.3).
    """
    return quote(_STRAY_PERCENT.sub("%25", text), safe=f"{safe}%")


def _split_url(text: str) -> Address:
    try:
        parts = urlsplit(text)
        port = parts.port
        host = _ascii_host(parts.hostname or "")
    except ValueError as error:  # urlsplit, port and IDNA all raise it (UnicodeError too)
        raise VideoError(f"{clip(text)}: not a URL ({error})") from None
    if "@" in parts.netloc:
        raise VideoError(f"{clip(text)}: a user name in front of the host is not allowed")
    if not parts.netloc or not (_HOST.fullmatch(host) or (":" in host and _IPV6.fullmatch(host))):
        raise VideoError(f"{clip(text)}: no valid host name after '{parts.scheme}://'")
    if " " in text:
        raise VideoError(f"{clip(text)}: a URL cannot contain spaces; write %20")
    if port == _DEFAULT_PORTS[parts.scheme]:
        port = None
    return Address(text, parts.scheme, host, port, parts.path, parts.query, parts.fragment)


def _ascii_host(host: str) -> str:
    host = host.removesuffix(".")
    return host if host.isascii() else host.encode("idna").decode("ascii").lower()


def _pairs(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for name, value in parse_qsl(text.replace("&amp;", "&")):
        pairs.setdefault(name, value)
    return pairs
