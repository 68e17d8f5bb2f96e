"""``talknotes enrich``: shows what a schedule or catalogue can add to notes, or adds it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

import click

from sphinx_talknotes.cli.common import (
    DONE,
    PROBLEMS,
    SOURCE,
    count_words,
    fail,
    get_settings,
    one_line,
    settings_option,
    show_reports,
)
from sphinx_talknotes.importers.enrich import (
    DEFAULT_FIELDS,
    SURENESS,
    ChangedError,
    Enrichment,
    Finding,
    Sureness,
    apply_insertions,
    enrich,
    iter_names,
    make_diff,
    replace_file,
)
from sphinx_talknotes.importers.schedules import Schedule, read_schedules
from sphinx_talknotes.model.problems import Problem, Report

_SHOWN = 3
_HEAD = 3
"""Lines before the first change of a file."""
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command("enrich")
@click.argument("notes", type=SOURCE)
@click.option("--from", "sources", multiple=True, required=True, metavar="DIR|FILE",
              type=click.Path(path_type=Path),
              help="A schedule or catalogue; may be given several times.")  # fmt: skip
@click.option("--min-sure", type=click.Choice(SURENESS), default="likely", show_default=True,
              help="How sure a match has to be.")  # fmt: skip
@click.option("--only", default="", metavar="NAMES",
              help="Options to add, parted by commas.")  # fmt: skip
@click.option("--write", is_flag=True, help="Change the files instead of printing a diff.")
@click.option("--color/--no-color", default=None, help="Default: colours on a terminal.")
@settings_option
def enrich_(
    notes: Path, sources: Sequence[Path], min_sure: Sureness, only: str, write: bool,
    color: bool | None, settings: Path | None,
) -> None:  # fmt: skip
    """Print a diff that adds to NOTES what schedules or catalogues know.

    NOTES is a folder of notes in any dialect that is known, a Sphinx project, or one file. A talk
    is found by its recording, the page of its session, or its title and speakers. What you wrote
    is never changed.
    """
    try:
        names = tuple(iter_names(only)) or DEFAULT_FIELDS
    except ValueError as error:
        fail(f"--only: {error}")
    read = [_read_source(path) for path in sources]
    own = None if settings is None else get_settings(settings)
    try:
        found = enrich(
            notes, [schedules for schedules, _ in read], min_sure=min_sure, only=names,
            settings=own,
        )  # fmt: skip
    except FileNotFoundError:
        fail(f"{notes} does not exist")
    except ModuleNotFoundError as error:
        fail(f"comparing titles needs {error.name}: pip install 'sphinx-talknotes[import]'")
    except OSError as error:
        fail(f"{notes} can't be read: {error.strerror or error}")
    base = _find_base(notes, found)
    reports = [report for _, reports in read for report in reports]
    reports += [replace(r, page=(base / r.page).as_posix()) for r in found.reports]
    if not found.notes.talks:
        show_reports(reports)
        fail(f"{notes} has no talks")
    if write:
        reports += _write(found, base)
    else:
        _show_diff(found, base, color=color)
    for line in (*_describe(found, base), _count(found)):
        click.echo(one_line(line), err=True)
    raise SystemExit(PROBLEMS if show_reports(reports) else DONE)


def _read_source(path: Path) -> tuple[list[Schedule], list[Report]]:
    if not path.exists():
        fail(f"{path} does not exist")
    try:
        schedules, reports = read_schedules(path)
    except OSError as error:
        fail(f"{path} can't be read: {error.strerror or error}")
    if not any(schedule.sessions for schedule in schedules):
        show_reports(reports)
        fail(f"{path} has no sessions: it is no schedule or catalogue that is known")
    return schedules, reports


def _find_base(notes: Path, found: Enrichment) -> PurePath:
    """Return what paths begin with: relative to the current folder, as *notes* is, or to NOTES."""
    if notes.is_absolute():
        return PurePath()
    try:
        return found.notes.root.relative_to(Path.cwd().resolve())
    except (ValueError, OSError):
        return PurePath()


def _show_diff(found: Enrichment, base: PurePath, *, color: bool | None) -> None:
    """Print the diff: as bytes, or in colours for people."""
    parts = (
        make_diff(os.fsencode((base / file.name).as_posix()), file.data, made)
        for file, made in found.files
    )
    if color is None:
        color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    if not color:
        sys.stdout.flush()
        sys.stdout.buffer.write(b"".join(parts))
        sys.stdout.buffer.flush()
        return
    for text in parts:
        for number, line in enumerate(text.decode(errors="replace").split("\n")[:-1]):
            style = {"fg": _COLOURS.get(line[:1])} if number >= _HEAD else {"bold": True}
            click.secho(one_line(line.rstrip("\r")), color=True, **style)


def _write(found: Enrichment, base: PurePath) -> list[Report]:
    """Change the files, and print their names; return why one is not changed."""
    reports = []
    for file, made in found.files:
        name = (base / file.name).as_posix()
        try:
            replace_file(file, apply_insertions(file.data, made), found.notes.root)
        except ChangedError:
            message = "the file was changed meanwhile and is left as it is; run this again"
            reports.append(Report(Problem.OPTION, message, name))
        except OSError as error:
            message = f"the file can't be written: {error.strerror or error}"
            reports.append(Report(Problem.OPTION, message, name))
        else:
            click.echo(one_line(name))
    return reports


def _describe(found: Enrichment, base: PurePath) -> Iterator[str]:
    """Yield a line for each match that says something new, or that is in doubt."""
    for finding in found.findings:
        says = [f"adds {', '.join(finding.added)}"] if finding.added else []
        if finding.title:
            says.append(f"the full title may be: {finding.title}")
        if says:
            yield f"{_name(finding, base)} — {_say_match(finding)} {'; '.join(says)}"
    for finding in found.unsure:
        session = finding.match.session
        people = ", ".join(person.name for person in session.speakers)
        yield (
            f"{_name(finding, base)} — {_say_match(finding)}, not used: {session.title}"
            f"{f', {people}' if people else ''}"
        )
    for talk, doubt in found.ambiguous:
        titles = [f"“{session.title}”" for session in doubt.sessions[:_SHOWN]]
        more = len(doubt.sessions) - len(titles)
        several = f" and {more} more" if more > 0 else ""
        place = f"{(base / talk.file.name).as_posix()}:{talk.line}"
        yield f"{place}: {talk.title} — ambiguous by {doubt.how}: {', '.join(titles)}{several}"


def _name(finding: Finding, base: PurePath) -> str:
    talk = finding.talk
    return f"{(base / talk.file.name).as_posix()}:{talk.line}: {talk.title}"


def _say_match(finding: Finding) -> str:
    match = finding.match
    return f"matched by {match.how} ({match.sure}, {match.percent} %)"


def _count(found: Enrichment) -> str:
    """Return in a line what became of the talks."""
    talks = len(found.notes.talks)
    gaining = _count_talks(finding for finding in found.findings if finding.added)
    complete = _count_talks(found.findings) - gaining
    unsure = _count_talks(found.unsure)
    parts = [f"{gaining} with something to add", f"{complete} with nothing to add"]
    if unsure:
        parts.append(f"{unsure} not sure enough")
    if found.ambiguous:
        parts.append(f"{len({id(talk) for talk, _ in found.ambiguous})} ambiguous")
    return f"{count_words(talks, 'talk')}: {', '.join(parts)}, {found.unmatched} without a match"


def _count_talks(findings: Iterable[Finding]) -> int:
    return len({id(finding.talk) for finding in findings})
