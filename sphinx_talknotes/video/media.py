"""The media files that browsers play by themselves, by extension (RFC 6381, RFC 5334)."""

from __future__ import annotations

import posixpath
from types import MappingProxyType

__all__ = ["MEDIA_TYPES", "get_media_type"]

MEDIA_TYPES = MappingProxyType(
    {
        ".mp4": "video/mp4",
        ".m4v": "video/mp4",
        ".mov": "video/quicktime",
        ".ogv": "video/ogg",
        ".webm": "video/webm",
        ".aac": "audio/aac",
        ".flac": "audio/flac",
        ".m4a": "audio/mp4",
        ".mp3": "audio/mpeg",
        ".oga": "audio/ogg",
        ".ogg": "audio/ogg",
        ".opus": "audio/ogg",
        ".wav": "audio/wav",
    }
)


def get_media_type(path: str) -> str | None:
    """Return the media type of a path (without query or fragment); ``None`` for other files."""
    return MEDIA_TYPES.get(posixpath.splitext(path)[1].lower())
