"""Pagefind's index of the site, made when a build has succeeded.

It stands in ``pagefind/`` below the output folder, and is made anew as a whole when any page has
changed. Its files are not the same in every build, so nothing else depends on them.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx.util.display import progress_message

from sphinx_talknotes import __version__
from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.ext.search.engine import ENGINE, find_program, find_version, is_unspaced
from sphinx_talknotes.ext.search.pagefind import PagefindError, PagefindIndex
from sphinx_talknotes.ext.search.records import RecordMaker
from sphinx_talknotes.ext.theming import uses_theme
from sphinx_talknotes.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from sphinx_talknotes.ext.search.records import SearchRecord

FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_STATE = "talknotes.json"
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*",
           "pagefind-highlight.*")  # fmt: skip
"""User interfaces of Pagefind's own, a third of a small index."""


def update_index(app: Sphinx, exception: Exception | None) -> None:
    """Make the index what it has to be (``build-finished``)."""
    if exception is not None or not hasattr(app, "env") or app.env is None:
        return
    freshness = get_domain(app.env).freshness
    if freshness is None or not getattr(app.builder, "search", False):
        return
    target = Path(app.outdir) / FOLDER
    try:
        if app.config[ENGINE] != "pagefind" or not uses_theme(app.builder):
            if (target / _STATE).is_file():  # of an earlier build
                shutil.rmtree(target)
            return
        if target.is_dir() and any(target.iterdir()) and not (target / _STATE).is_file():
            warn(Problem.SEARCH, f"{FOLDER}/ in the output folder was not made by this extension; "
                 f"remove or rename it. The site has Sphinx's own search")  # fmt: skip
            return
        state = {"print": _print(app, freshness.current)}
        if _load_state(target) != state:
            with progress_message("indexing for the search"):
                _replace(app, target, state)
    except (PagefindError, OSError) as error:
        if (target / _STATE).is_file():  # better none than that of another state of the site
            shutil.rmtree(target, ignore_errors=True)
        warn(Problem.SEARCH, f"Pagefind made no index: {error}. The site has Sphinx's own search; "
             f"reinstall Pagefind, or set talknotes_search to 'sphinx'")  # fmt: skip


def _print(app: Sphinx, pages: dict[str, str]) -> str:
    """Return a print of everything that the index is made of."""
    value = [__version__, find_version(), find_program(), app.builder.name, sorted(pages.items())]
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


def _load_state(target: Path) -> object:
    try:
        state = json.loads((target / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return state if (target / _ENTRY).is_file() else None


def _replace(app: Sphinx, target: Path, state: dict[str, str]) -> None:
    # a build that is killed in between leaves the old index, or none
    made = Path(tempfile.mkdtemp(prefix=f".{FOLDER}-", dir=target.parent))
    try:
        records = RecordMaker(get_domain(app.env), app.builder).all()
        write_index(records, html_language(app.config.language), made)
        text = json.dumps(state) + "\n"
        (made / _STATE).write_text(text, encoding="utf-8", newline="\n")
        made.chmod(0o755)  # a temporary folder is for its owner only; this one is published
        if target.exists():
            shutil.rmtree(target)
        made.rename(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def write_index(records: Iterable[SearchRecord], language: str, folder: Path) -> None:
    """Write an index of *records* into a folder.

    Raises:
        PagefindError: Pagefind failed.
    """
    with PagefindIndex(find_program()) as index:
        for record in records:
            # without any text a record would be left out
            content = record.content or record.meta["title"]
            if is_unspaced(language):  # words of meta are not parted
                content = " ".join([*record.meta.values(), record.content])
            index.add(record.url, content, language, record.meta, record.filters)
        for name, data in index.files():
            if not any(PurePosixPath(name).match(pattern) for pattern in _UNUSED):
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)


def html_language(language: str | None) -> str:
    """Return a language of Sphinx (``pt_BR``) as ``<html lang>`` has it, by which it is found."""
    return re.sub("_", "-", language or "en").lower()
