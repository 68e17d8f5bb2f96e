"""``talknotes build``: notes as they are, or a Sphinx project, become a site."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stderr
from io import TextIOBase
from pathlib import Path, PurePosixPath
from typing import TextIO

import click

from sphinx_talknotes.cli.common import (
    DONE,
    PROBLEMS,
    SOURCE,
    describe,
    fail,
    get_catalogue,
    is_project,
    is_within,
    read_notes,
    settings_option,
    show_reports,
)
from sphinx_talknotes.importers import field_reports
from sphinx_talknotes.importers.writer import plan_project, write_project
from sphinx_talknotes.importers.writer.links import get_suffix


@click.command()
@click.argument("src", type=SOURCE)
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "-j",
    "--jobs",
    default="1",
    show_default=True,
    metavar="N",
    help="Number of processes, or auto.",
)
@click.option("--builder", default="html", show_default=True, help="Builder of Sphinx.")
@settings_option
def build(src: Path, out: Path, jobs: str, builder: str, settings: Path | None) -> None:
    """Build a site from the notes in SRC into the folder OUT.

    SRC is a folder of notes in any dialect that is known, or a Sphinx project (it then has a
    conf.py). SRC is never written to; OUT may lie in it.
    """
    if jobs != "auto" and not (jobs.isascii() and jobs.isdigit() and int(jobs) > 0):
        fail(f"-j {jobs}: expected a number of processes, or auto")
    if is_within(src, out):
        fail(f"{out} is {src}, or holds it; choose another folder for the site")
    if is_project(src):
        if settings is not None:
            fail(f"{src} is a Sphinx project; --settings is for other notes")
        with tempfile.TemporaryDirectory(prefix="talknotes-") as folder:
            code = _run_sphinx(src, out, jobs, builder, Path(folder))
        _tell(out, builder)
        raise SystemExit(PROBLEMS if code else DONE)
    collection = read_notes(src, exclude=[out], settings=settings)
    plan = plan_project(collection)
    with tempfile.TemporaryDirectory(prefix="talknotes-") as folder:
        project = Path(folder) / "project"
        try:
            write_project(collection, project, plan)
        except OSError as error:
            fail(f"the project can't be written: {error.strerror or error}")
        sources = {
            f"{page.docname}{get_suffix(page)}": page.path for page in collection.pages.values()
        }  # fmt: skip
        with redirect_stderr(_Sources(sys.stderr, project, sources)):
            code = _run_sphinx(project, out, jobs, builder, Path(folder) / "doctrees")
    reports = [*collection.reports, *field_reports(collection), *plan.reports]
    found = show_reports(sorted(reports, key=lambda report: (report.page, report.line or 0)))
    click.echo(describe(collection, get_catalogue(collection)), err=True)
    _tell(out, builder)
    raise SystemExit(PROBLEMS if found or code else DONE)


class _Sources(TextIOBase):
    """A stream that names the notes of which pages were made, and not the pages: they are gone."""

    def __init__(self, stream: TextIO, project: Path, sources: Mapping[str, PurePosixPath]) -> None:
        self._stream = stream
        self._sources = sources
        self._page = re.compile(rf"{re.escape(str(project))}[/\\\\]([^:\n]{{1,400}})(?::(\d+))?")

    def isatty(self) -> bool:
        """Tell whether messages may be in colour."""
        return self._stream.isatty()

    def write(self, text: str) -> int:
        """Write a message."""
        self._stream.write(self._page.sub(self._name, text))
        return len(text)

    def flush(self) -> None:
        """Write what is waiting."""
        self._stream.flush()

    def _name(self, match: re.Match[str]) -> str:
        source = self._sources.get(match[1].replace("\\", "/"))
        line = f" (line {match[2]} of the page made of it)" if match[2] else ""
        return f"{source}{line}" if source else match[1]


def _run_sphinx(src: Path, out: Path, jobs: str, builder: str, doctrees: Path) -> int:
    """Run Sphinx; its messages go to standard error.

    The doctrees are no part of a site: they hold all that the notes say, private aliases too.

    Returns:
        0, or 1 if there were warnings; if nothing could be built, this does not return.
    """
    try:
        from sphinx.cmd.build import main as sphinx_main
    except ImportError as error:
        fail(f"building needs Sphinx, which can't be imported: {error}")
    try:  # Sphinx would show a traceback
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{out} can't be made: {error.strerror or error}; choose another folder for the site")
    if not os.access(out, os.W_OK | os.X_OK):
        fail(f"{out} can't be written to; choose another folder for the site")
    options = ["-q", "-W", "--keep-going", "-b", builder, "-j", jobs, "-d", str(doctrees)]
    code = sphinx_main([*options, "--", str(src), str(out)])
    if code > 1:
        fail("Sphinx could not build the site; its messages are above")
    return code


def _tell(out: Path, builder: str) -> None:
    start = out / "index.html"
    place = f"open {start}" if builder in ("html", "dirhtml", "singlehtml") else f"it is in {out}"
    click.echo(f"The site is built: {place}", err=True)
