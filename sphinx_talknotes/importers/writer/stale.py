"""Pages that are gone, and that a page which was changed by hand still lists."""

from __future__ import annotations

from pathlib import PurePosixPath

from sphinx_talknotes.importers.own.page import read_page
from sphinx_talknotes.importers.source import read_text
from sphinx_talknotes.importers.writer.toctrees import SUFFIXES, iter_entries
from sphinx_talknotes.importers.writer.update import Update
from sphinx_talknotes.model.problems import Problem, Report


def find_stale(update: Update) -> list[Report]:
    """Return a report for each page that is removed and still listed on one that is kept.

    What an import writes lists no page that is gone; what was changed by hand may do so.
    """
    gone = {
        path.with_suffix("").as_posix() for step in update.select("remove")
        if (path := PurePosixPath(step.path)).suffix in SUFFIXES
    }  # fmt: skip
    reports: list[Report] = []
    for step in update.select("keep") if gone else ():
        path = PurePosixPath(step.path)
        if path.suffix not in SUFFIXES or not (update.dest / path).is_file():
            continue
        text, _reports = read_text(update.dest / path, step.path)
        page = read_page(text or "", path)
        docname = path.with_suffix("").as_posix()
        reports += [
            Report(
                Problem.TOCTREE,
                f"the page {name!r} is listed here, and its source is gone; take it out",
                (update.dest / path).as_posix(), line,
            )
            for one in page.text.iter_all() if one.name == "toctree"
            for name, line in iter_entries(one, docname) if name in gone
        ]  # fmt: skip
    return reports
