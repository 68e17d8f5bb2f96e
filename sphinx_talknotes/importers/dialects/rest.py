"""reStructuredText: plain, or as Sphinx, Pelican and Nikola have it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from sphinx_talknotes.importers.dialects.base import Dialect, Expansion
from sphinx_talknotes.importers.dialects.markdown import find_dated
from sphinx_talknotes.importers.front import get_text
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.page import Facts, RawPage, Site
from sphinx_talknotes.importers.players import find_watched, get_video
from sphinx_talknotes.importers.rest.scanning import normalize

_ROOTS = ("conf.py", "pelicanconf.py", "source/conf.py")
_PLAYER = re.compile(r"\.\.[ ](?P<host>youtube|vimeo)[ ]?::[ ]*(?P<id>\S{1,400})")
_LOOKS = re.compile(
    r"\s+:(?:width|height|align|class|aspect|privacy_mode|url_parameters|autoplay|start_at|name):.*"
)


def find_root(path: PurePosixPath, files: frozenset[PurePosixPath]) -> PurePosixPath:
    """Return the folder that the site of a page begins at: that of its settings, or the top."""
    for above in path.parents:
        if any(above / name in files for name in _ROOTS):
            return above
    return PurePosixPath()


def get_facts(page: RawPage, site: Site) -> Facts:
    """Take title and date from the page, and its addresses from the slug and the path."""
    date = get_text(page.front, "date") or find_dated(page.path)
    stem = get_text(page.front, "slug") or page.path.stem
    inside = [*site.inside(page)[:-1]]
    urls = [f"/{'/'.join([*inside, stem])}.html", f"/{stem}.html", f"/posts/{stem}/"]
    own = get_text(page.front, "url", "save_as", "permalink")
    return Facts(get_text(page.front, "title"), date, tuple([*urls, own] if own else urls))


def expand(page: RawPage, _site: Site) -> Expansion:
    """Return the body without tabs, as docutils reads it, with players where they stand."""
    lines = [Line(normalize(line.text), line.number) for line in page.lines]
    if any(".. youtube" in line.text or ".. vimeo" in line.text for line in lines):
        lines = _find_players(lines)
    return Expansion(lines)


def _find_players(lines: Sequence[Line]) -> list[Line]:
    """Make players of directives that stand in nothing else and say only how they look."""
    result = list(lines)
    for index, line in enumerate(lines):
        match = _PLAYER.fullmatch(line.text)
        video = read_player(match["host"], match["id"]) if match else ""
        if not video:
            continue
        end = index + 1
        while end < len(lines) and _LOOKS.fullmatch(lines[end].text):
            end += 1
        before = lines[index - 1].text.strip() if index else ""
        if before or (end < len(lines) and lines[end].text.strip()):
            continue
        result[index] = Line("", line.number, (video,), whole=True)
        for number in range(index + 1, end):
            result[number] = Line("", lines[number].number)
    return result


def read_player(host: str, value: str) -> str:
    """Return the address of a video that a directive shows, or nothing."""
    return find_watched(value) if "://" in value else get_video(host, value)


REST = Dialect(
    "rest", lambda _parts: None, lambda _page: 0, get_facts, expand,
    static=("", "static", "files", "content", "source"),
)  # fmt: skip
