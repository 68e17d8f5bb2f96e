"""Plain Markdown, as it lies in a repository to be read on a forge, or in Obsidian."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from sphinx_talknotes.importers.dialects.base import Dialect, Expansion
from sphinx_talknotes.importers.front import get_text
from sphinx_talknotes.importers.page import Facts, RawPage, Site
from sphinx_talknotes.importers.prose import finish
from sphinx_talknotes.model.problems import Report

_DATED = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


def find_dated(path: PurePosixPath) -> str:
    """Return the date in the name of a file, or of the nearest folder that has one, or ""."""
    for part in reversed(path.parts):
        if match := _DATED.search(part):
            return match[1]
    return ""


def get_facts(page: RawPage, _site: Site) -> Facts:
    """Take title and date from the front matter, or the date from the path."""
    date = get_text(page.front, "date") or find_dated(page.path)
    return Facts(get_text(page.front, "title"), date)


def expand(page: RawPage, site: Site) -> Expansion:
    """Return the body as it is, but for what forges and Obsidian make of links and emoji."""
    reports: list[Report] = []
    return Expansion(finish(page.lines, page, site, reports), reports)


MARKDOWN = Dialect("markdown", lambda _parts: None, lambda _page: 0, get_facts, expand)
