"""The providers, in the order in which they are asked. Adding a host is one row here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_talknotes.video.archive import ARCHIVE
from sphinx_talknotes.video.ccc import CCC
from sphinx_talknotes.video.file import FILE
from sphinx_talknotes.video.link import LINK
from sphinx_talknotes.video.peertube import PEERTUBE
from sphinx_talknotes.video.vimeo import VIMEO
from sphinx_talknotes.video.youtube import YOUTUBE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_talknotes.video.provider import Provider

__all__ = ["PROVIDERS"]

_ROWS = (
    YOUTUBE,
    VIMEO,
    CCC,
    ARCHIVE,
    PEERTUBE,
    FILE,
    LINK,  # last: it takes every web address
)

#: Every provider by its name, immutable.
PROVIDERS: Mapping[str, Provider] = MappingProxyType({row.name: row for row in _ROWS})
