"""Media files beside the notes, with the times of W3C Media Fragments URI 1.0."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from sphinx_talknotes.video.address import (
    Address,
    VideoError,
    check_characters,
    clip,
    quoted,
)
from sphinx_talknotes.video.media import MEDIA_TYPES, get_media_type
from sphinx_talknotes.video.provider import Found, Provider
from sphinx_talknotes.video.times import Clock

__all__ = ["FILE", "split_path"]


def split_path(address: Address) -> Address:
    """Return a local address with its fragment cut from its path.

    A ``#`` belongs to the name when only the whole of it ends like a media file, as in
    ``Talk #3.mp4``.
    """
    path, _, fragment = address.path.rpartition("#")
    if get_media_type(unquote(path)) is None:
        return address
    return Address(address.written, "", "", None, path, fragment=fragment)


def _find(address: Address) -> Found | None:
    """Recognise a path that ends like a media file; percent escapes in it are read as such.

    The id is the path, decoded and normalised; a leading slash and ``..`` stay, and mean
    what they mean to the caller (in Sphinx: the source directory, the folder above).
    """
    if address.host:
        return None
    path = unquote(address.path)
    check_characters(path, address.written)
    if path.startswith("//"):
        raise VideoError(f"{clip(address.written)}: a path cannot start with two slashes")
    if get_media_type(path) is None:
        known = ", ".join(MEDIA_TYPES)
        raise VideoError(
            f"{clip(address.written)}: neither an https:// address nor a media file ({known})"
        )
    path = posixpath.normpath(path)
    return Found(path, quoted(path.replace("%", "%25"), safe="/"), None)


FILE = Provider(
    name="file",
    label="a local file",
    example="videos/talk.mp4",
    find=_find,
    watch_clock=Clock("media"),
    embed_clock=Clock("media"),
    anywhere=True,
)
