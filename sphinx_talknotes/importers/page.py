"""Pages as they come from their files, and the sites that they are part of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_talknotes.importers.front import Front
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markup import MARKDOWN, Markup
from sphinx_talknotes.importers.source import Folder


@dataclass(slots=True)
class RawPage:
    """A page before its dialect is understood.

    ``path`` is relative to the collection, ``lines`` are the body. ``toml`` tells that the
    front matter is TOML or JSON. ``anchors`` are names that the author gave to places, with the
    numbers of their lines.
    """

    path: PurePosixPath
    front: Front
    lines: list[Line]
    toml: bool = False
    markup: Markup = MARKDOWN
    anchors: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a dialect knows of a page besides its body.

    ``urls`` are the addresses at which its own tool publishes it, relative to the site.
    """

    title: str = ""
    date: str = ""
    urls: tuple[str, ...] = ()


@dataclass(slots=True)
class Site:
    """Pages that one tool publishes together; ``root`` is relative to the collection.

    ``folder`` has all files of the collection. ``config`` is what the tool's own configuration
    says, ``base`` the path that it puts before each address. ``memory`` is for what a dialect
    computes once for all pages.
    """

    root: PurePosixPath
    pages: list[RawPage] = field(default_factory=list)
    folder: Folder = field(default_factory=lambda: Folder(Path(), ()))
    config: Front = field(default_factory=dict)
    base: str = ""
    memory: dict[str, Any] = field(default_factory=dict)

    def inside(self, page: RawPage) -> Sequence[str]:
        """Return the parts of the page's path below the site's root."""
        return page.path.parts[len(self.root.parts) :]
