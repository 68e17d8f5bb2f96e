"""The whole project: pages, files they show, ``conf.py``, and a home page."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from sphinx_talknotes.importers.collection import Collection, SourcePage, Track, pass_on
from sphinx_talknotes.importers.front import get_names
from sphinx_talknotes.importers.page import Facts
from sphinx_talknotes.importers.records import find_declarations
from sphinx_talknotes.importers.source import is_inside
from sphinx_talknotes.importers.writer.directive import write_directive
from sphinx_talknotes.importers.writer.keeping import (
    find_copies,
    find_unlisted,
    is_whole,
    write_contents,
    write_toctree,
)
from sphinx_talknotes.importers.writer.links import Links
from sphinx_talknotes.importers.writer.page import one_line, write_page
from sphinx_talknotes.model.problems import Report

_NEWEST = 10
_MOST = 20


@dataclass(slots=True)
class Written:
    """A project before it is on disk: texts by path, files to copy, and what was wrong.

    ``assets`` has the path in the collection by the path in the project.
    """

    texts: dict[str, str] = field(default_factory=dict)
    assets: dict[PurePosixPath, PurePosixPath] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)


def plan_project(collection: Collection, *, track: Track = pass_on) -> Written:
    """Return the project that *collection* becomes; *track* is told how far it is."""
    links = Links(collection)
    declared = find_declarations(collection)
    result = Written(assets=find_copies(collection))
    if is_whole(collection):
        return result
    links.taken = set(result.assets)
    home = collection.pages.get("index") or _make_home(collection)
    pages = [
        (name, page) for name, page in {**collection.pages, "index": home}.items()
        if page.kept is None
    ]  # fmt: skip
    if home.kept and (contents := write_contents(collection, map(str, result.assets))):
        result.texts[contents[0]], report = contents[1:]
        links.reports.append(report)
    for name, page in track(pages, "Making pages"):
        ending = _write_home(collection) if name == "index" else []
        result.texts[f"{name}.md"] = write_page(page, links, declared.get(name, ()), ending)
    # only now is it known which places of a page others link to
    reports = list(links.reports)
    for name in links.linked:
        page = collection.pages[name]
        ending = _write_home(collection) if name == "index" else []
        result.texts[f"{name}.md"] = write_page(page, links, declared.get(name, ()), ending)
    links.reports = reports
    result.texts["conf.py"] = _write_conf(home.title)
    added = {new: old for old, new in links.assets.items()}
    result.assets = dict(sorted((result.assets | added).items()))
    result.reports = sorted(links.reports, key=lambda report: (report.page, report.line or 0))
    return result


def write_project(collection: Collection, dest: Path, plan: Written | None = None) -> list[Path]:
    """Write the project below *dest* and return its files. Nothing is overwritten.

    Raises:
        FileExistsError: one of the files is there already; then none is written.
    """
    plan = plan_project(collection) if plan is None else plan
    paths = [*(dest / name for name in plan.texts), *(dest / asset for asset in plan.assets)]
    for path in paths:
        if path.exists() or path.is_symlink():
            raise FileExistsError(path)
    for name, text in plan.texts.items():
        path = dest / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n", errors="replace") as file:
            file.write(text)
    for new, old in plan.assets.items():
        source, path = collection.root / old, dest / new
        if is_inside(source, collection.root):
            path.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as read, path.open("xb") as written:
                shutil.copyfileobj(read, written)
    return paths


def _make_home(collection: Collection) -> SourcePage:
    words = " ".join(collection.root.name.replace("_", " ").replace("-", " ").split())
    title = collection.title or (words[:1].upper() + words[1:] if words else "Notes")
    return SourcePage(
        path=PurePosixPath("index.md"), docname="index", title=title, front={}, pieces=[],
        dialect="markdown", facts=Facts(), site=PurePosixPath(),
    )  # fmt: skip


def _write_home(collection: Collection) -> list[str]:
    """Return what follows the prose of the home page: listings, and all pages."""
    lines: list[str] = []
    if any(page.talks for page in collection.pages.values()):
        newest = {"sort": "newest", "limit": str(_NEWEST)}
        lines += ["## Conferences", "", *write_directive("conferences"), ""]
        lines += ["## Latest talks", "", *write_directive("talks", options=newest), ""]
    if any(_names_tools(page) for page in collection.pages.values()):
        most = {"sort": "mentions", "limit": str(_MOST)}
        lines += ["## Most mentioned tools", "", *write_directive("tools", options=most), ""]
    names = find_unlisted(collection)
    if names:
        lines += ["## Pages", "", *write_toctree(names)]
    return lines


def _names_tools(page: SourcePage) -> bool:
    own = any(piece.draft.fields.get("tools") for piece in page.talks)
    return own or bool(page.talks and get_names(page.front, "tools"))


def _write_conf(title: str) -> str:
    return f'''"""Configuration of Sphinx: https://www.sphinx-doc.org/en/master/usage/configuration.html"""

project = {one_line(title)!r}
extensions = ["sphinx_talknotes"]
html_theme = "talknotes"
exclude_patterns = ["_build", "Thumbs.db", ".DS_Store"]

# HTML in notes that somebody else wrote is shown, not run. Take this away if you trust them.
myst_disable_syntax = ["html_inline", "html_block"]

# Code in notes need not be complete, and the languages of code blocks not known to Pygments.
suppress_warnings = ["misc.highlighting_failure"]
'''
