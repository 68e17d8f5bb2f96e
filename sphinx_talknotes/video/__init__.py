"""Videos of talks: from an address to what a page can show, offline and without Sphinx.

One provider per file; `registry` lists them. Adding a host is a file with a
`provider.Provider`, its row in the registry, and rows in the table of cases in the tests.
"""

from __future__ import annotations

from sphinx_talknotes.video.address import VideoError
from sphinx_talknotes.video.provider import Found, Provider
from sphinx_talknotes.video.record import Video, parse_video
from sphinx_talknotes.video.registry import PROVIDERS
from sphinx_talknotes.video.times import Clock, format_seconds, parse_seconds

__all__ = [
    "PROVIDERS",
    "Clock",
    "Found",
    "Provider",
    "Video",
    "VideoError",
    "format_seconds",
    "parse_seconds",
    "parse_video",
]
