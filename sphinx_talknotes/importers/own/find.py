"""Which pages and files of a folder are as they should be already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markup import MARKDOWN, SUFFIXES, get_markup
from sphinx_talknotes.importers.own.conf import NAME, Conf, read_conf
from sphinx_talknotes.importers.own.fielded import OWN
from sphinx_talknotes.importers.own.page import REST, OwnPage, may_have_directives, read_page
from sphinx_talknotes.importers.page import RawPage
from sphinx_talknotes.importers.settings import Settings
from sphinx_talknotes.importers.source import MAX_BYTES, read_text
from sphinx_talknotes.model.fields import BY_NAME
from sphinx_talknotes.model.problems import Problem, Report

_READ = frozenset({*MARKDOWN.suffixes, REST})
_OF_SPHINX = frozenset({".md", REST})
_MYST = "myst_enable_extensions"
_YES = frozenset({"true", "yes", "on"})
_BUILT = (("objects.inv", "searchindex.js"), ("environment.pickle",))
"""Files that lie together in a folder that Sphinx has written."""


@dataclass(slots=True)
class Own:
    """The pages that use our directives, and the projects, by their places in the folder.

    ``files`` are all files of the projects but for what Sphinx has built. ``plain`` are pages
    whose plain headings Sphinx would read as talks: ``all`` of them, or the page as a ``whole``.
    """

    pages: dict[PurePosixPath, OwnPage] = field(default_factory=dict)
    projects: dict[PurePosixPath, Conf] = field(default_factory=dict)
    files: frozenset[PurePosixPath] = frozenset()
    plain: dict[PurePosixPath, str] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)

    @property
    def conf(self) -> Conf:
        """What the ``conf.py`` of the whole folder says, if that is a project."""
        return self.projects.get(PurePosixPath(), Conf())

    def get_project(self, path: PurePosixPath) -> Conf | None:
        """Return what is said of the project that a file is in, if it is in one."""
        return next((self.projects[up] for up in path.parents if up in self.projects), None)

    def claims(self, path: PurePosixPath) -> bool:
        """Tell whether a file is left as it is."""
        return path in self.pages or self.get_project(path) is not None

    def get_fixed(self) -> list[PurePosixPath]:
        """Return the pages of which no plain heading is a talk."""
        return [path for path in self.pages if path not in self.plain]

    def make_plain(self) -> list[RawPage]:
        """Return what of the pages with plain talks is in no directive."""
        return [
            RawPage(path, dict(page.data), _blank(page), markup=get_markup(path))
            for path, page in self.pages.items() if path in self.plain
        ]  # fmt: skip

    def get_names(self) -> dict[PurePosixPath, str]:
        """Return the docname of each page: its path without the suffix."""
        names: dict[PurePosixPath, str] = {}
        taken: set[str] = set()
        for path in self.pages:
            wanted = path.with_suffix("").as_posix()
            name, number = wanted, 1
            while name in taken:  # in two markups
                number += 1
                name = f"{wanted}-{number}"
            taken.add(name)
            names[path] = name
        return names


def find_own(
    root: Path, files: Sequence[PurePosixPath], wanted: Iterable[PurePosixPath],
    settings: Settings, *, projects: bool = True,
) -> Own:  # fmt: skip
    """Find what is to be left as it is among the *files* below *root*, and read the pages.

    Args:
        root: the folder.
        files: all files in it.
        wanted: those that may be read.
        settings: say which files are not read.
        projects: whether a ``conf.py`` counts.
    """
    own = Own()
    if projects:
        _find_projects(own, root, files)
    for path in wanted:
        if path.suffix.lower() not in _READ or settings.ignores(path):
            continue
        conf = own.get_project(path)
        page = _read(own, root, path) if conf is None else _read_in_project(own, root, path)
        if page is not None:
            if not page.is_rest and "fieldlist" not in (conf or Conf()).get_texts(_MYST):
                page.fielded = []
            own.pages[path] = page
            own.reports += page.reports
            kind = _find_plain(page, conf or Conf())
            if kind and path.suffix.lower() in SUFFIXES:
                own.plain[path] = kind
    return own


def _find_projects(own: Own, root: Path, files: Sequence[PurePosixPath]) -> None:
    for path in sorted(files, key=lambda path: (len(path.parts), path)):
        if path.name != NAME or own.get_project(path):
            continue
        conf = read_conf(root / path, path.as_posix())
        if conf is not None and conf.is_own:
            own.projects[path.parent] = conf
        elif conf is not None and conf.report:
            own.reports.append(conf.report)
    if own.projects:
        there = frozenset(files)
        own.files = frozenset(
            path for path in files
            if own.get_project(path) and not any(_is_built(up, there) for up in path.parents)
        )  # fmt: skip


def _is_built(folder: PurePosixPath, files: frozenset[PurePosixPath]) -> bool:
    return any(all(folder / name in files for name in names) for names in _BUILT)


def _read(own: Own, root: Path, path: PurePosixPath) -> OwnPage | None:
    """Return a page if it has directives of ours; most pages have none, and are not parsed."""
    try:
        file = root / path
        data = file.read_bytes() if file.stat().st_size <= MAX_BYTES else b""
    except OSError:
        return None
    if not may_have_directives(data.decode("latin-1"), path.suffix):
        return None
    text, reports = read_text(file, path.as_posix())
    page = read_page(text, path) if text is not None else None
    if page is None or not page.directives:
        return None
    own.reports += reports
    return page


def _read_in_project(own: Own, root: Path, path: PurePosixPath) -> OwnPage | None:
    """Return a page of a project, if Sphinx reads it."""
    folder = next(up for up in path.parents if up in own.projects)
    excluded = own.projects[folder].excludes(path.relative_to(folder))
    if path.suffix.lower() not in _OF_SPHINX or path not in own.files or excluded:
        return None
    text, reports = read_text(root / path, path.as_posix())
    if text is None:
        message = "its talks are not read: it is too large, or no text; it is copied as it is"
        reports = [Report(Problem.ENCODING, message, path.as_posix())]
    own.reports += reports
    return read_page(text, path) if text is not None else None


def _find_plain(page: OwnPage, conf: Conf) -> str:
    """Tell which plain headings Sphinx would read as talks."""
    if page.switch == "headings":
        return "all"
    if page.switch == "off" or any(one.name == "talk" for one in page.directives):
        return ""
    if conf.get_text("talknotes_read") == "plain":
        return "all"
    names = {BY_NAME[key].name for key, text in page.front.items() if key in BY_NAME and text}
    said = page.front.get("talk", "").strip().lower()
    return "whole" if (said in _YES or not OWN.isdisjoint(names)) and not page.fielded else ""


def _blank(page: OwnPage) -> list[Line]:
    """Return the lines of a page without those of directives; they keep their numbers."""
    inside = {
        number for one in [*page.text.directives, *page.fielded]
        for number in range(one.line, one.end)
    }  # fmt: skip
    return [Line("", line.number) if line.number in inside else line for line in page.lines]
