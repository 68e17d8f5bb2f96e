"""The whole project: pages, files they show, ``conf.py``, and a home page."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from sphinx_talknotes.importers.collection import Collection, SourcePage, Track, pass_on
from sphinx_talknotes.importers.front import get_names
from sphinx_talknotes.importers.markup import REST
from sphinx_talknotes.importers.page import Facts
from sphinx_talknotes.importers.records import find_declarations
from sphinx_talknotes.importers.source import is_inside
from sphinx_talknotes.importers.writer.directive import write_directive
from sphinx_talknotes.importers.writer.keeping import (
    find_copies,
    find_unlisted,
    is_whole,
    write_contents,
)
from sphinx_talknotes.importers.writer.links import Links, get_suffix
from sphinx_talknotes.importers.writer.page import one_line, write_page
from sphinx_talknotes.importers.writer.rest import write_page as write_rest_page
from sphinx_talknotes.importers.writer.rest.home import write_ending
from sphinx_talknotes.model.problems import Report
from sphinx_talknotes.model.records import Declaration

_Section: TypeAlias = tuple[str, str, dict[str, str], Sequence[str]]
"""A title, and a directive with its options and content."""

_NEWEST = 10
_MOST = 20
_REMARK = "\n% <!--"
_NO_SOURCE = """
# Copies of the pages would show readers the comments in them.
html_copy_source = False
"""


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
        _add_page(result, page, links, declared.get(name, ()))
    # only now is it known which places of a page others link to
    reports = list(links.reports)
    for name in links.linked:
        _add_page(result, collection.pages[name], links, declared.get(name, ()))
    links.reports = reports
    rest = any(page.markup is REST for _, page in pages)
    remarks = any(_REMARK in text for text in result.texts.values())
    result.texts["conf.py"] = _write_conf(home.title, rest=rest, remarks=remarks)
    added = {new: old for old, new in links.assets.items()}
    result.assets = dict(sorted((result.assets | added).items()))
    result.reports = sorted(links.reports, key=lambda report: (report.page, report.line or 0))
    return result


def _add_page(
    result: Written, page: SourcePage, links: Links, declared: Sequence[Declaration]
) -> None:
    """Write a page in its own markup."""
    home = _list_home(links.collection) if page.docname == "index" else []
    if page.markup is REST:
        text = write_rest_page(page, links, declared, write_ending(home))
    else:
        text = write_page(page, links, declared, _write_home(home))
    result.texts[f"{page.docname}{get_suffix(page)}"] = text


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


def _list_home(collection: Collection) -> list[_Section]:
    """Return what follows the prose of the home page: listings, and all pages."""
    parts: list[_Section] = []
    if any(page.talks for page in collection.pages.values()):
        newest = {"sort": "newest", "limit": str(_NEWEST)}
        parts.append(("Conferences", "conferences", {}, ()))
        parts.append(("Latest talks", "talks", newest, ()))
    if any(_names_tools(page) for page in collection.pages.values()):
        most = {"sort": "mentions", "limit": str(_MOST)}
        parts.append(("Most mentioned tools", "tools", most, ()))
    names = find_unlisted(collection)
    if names:
        # the names are no markup and have no options among them: a leading slash sees to both
        parts.append(("Pages", "toctree", {"maxdepth": "1"}, [f"/{name}" for name in names]))
    return parts


def _write_home(parts: Sequence[_Section]) -> list[str]:
    lines: list[str] = []
    for title, name, options, body in parts:
        lines += [f"## {title}", "", *write_directive(name, options=options, body=body), ""]
    return lines


def _names_tools(page: SourcePage) -> bool:
    own = any(piece.draft.fields.get("tools") for piece in page.talks)
    return own or bool(page.talks and get_names(page.front, "tools"))


def _write_conf(title: str, *, rest: bool, remarks: bool) -> str:
    # footnotes in reST may be there for readers of the text alone
    extra = ', "ref.footnote", "ref.citation", "toc.circular"' if rest else ""
    source = _NO_SOURCE if remarks else ""
    return f'''"""Configuration of Sphinx: https://www.sphinx-doc.org/en/master/usage/configuration.html"""

project = {one_line(title)!r}
extensions = ["sphinx_talknotes"]
html_theme = "talknotes"
exclude_patterns = ["_build", "Thumbs.db", ".DS_Store"]

# HTML in notes that somebody else wrote is shown, not run. Take this away if you trust them.
myst_disable_syntax = ["html_inline", "html_block"]

# Code in notes need not be complete, and the languages of code blocks not known to Pygments.
suppress_warnings = ["misc.highlighting_failure"{extra}]
{source}'''
