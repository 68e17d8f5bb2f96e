"""``talknotes import``: shows what it understood, or writes it as a Sphinx project."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from sphinx_talknotes.catalogue import Catalogue
from sphinx_talknotes.cli.common import (
    DONE,
    PROBLEMS,
    count_words,
    describe,
    fail,
    get_catalogue,
    is_within,
    one_line,
    read_notes,
    settings_option,
    show_reports,
    without_collector,
)
from sphinx_talknotes.cli.progress import get_track
from sphinx_talknotes.cli.schedule import (
    ScheduleOptions,
    Source,
    import_schedule,
    is_schedule,
    refuse_schedule_options,
    schedule_options,
)
from sphinx_talknotes.cli.table import format_table
from sphinx_talknotes.importers import Collection, field_reports
from sphinx_talknotes.importers.finding.hints import Hint, find_hints
from sphinx_talknotes.importers.grammars import GRAMMARS
from sphinx_talknotes.importers.settings import FILE
from sphinx_talknotes.importers.writer import (
    ManifestError,
    UnfinishedError,
    Update,
    Written,
    apply_update,
    compare,
    diff_notes,
    diff_update,
    find_stale,
    plan_project,
)
from sphinx_talknotes.importers.writer.manifest import MANIFEST
from sphinx_talknotes.model.dates import format_time
from sphinx_talknotes.model.records import Talk

_COLUMNS = ("page", "line", "title", "speakers", "conference", "date", "start", "kind",
            "notes by", "video", "sure")  # fmt: skip
_MOST_HINTS = 10
_EPILOG = """\b
Exit codes:
  0  done
  1  done, and problems are reported: in the notes, in talknotes.toml, or
     with files in the folder that are left as they are
  2  wrong use, or nothing done
"""


@click.command("import", epilog=_EPILOG)
@click.argument("src", type=Source())
@click.option("-o", "--output", "dest", type=click.Path(path_type=Path, file_okay=False),
              help="Folder to write a Sphinx project of MyST pages to.")  # fmt: skip
@click.option("--diff", is_flag=True,
              help="Show what would change in that folder; without -o, how each note would change. "
              "Write nothing.")  # fmt: skip
@click.option("--prune", is_flag=True,
              help="With -o: remove files whose source is gone, if they are as they were written.",
              )  # fmt: skip
@settings_option
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but problems, and --diff.")
@schedule_options
@without_collector()
def import_(
    src: Path, dest: Path | None, diff: bool, prune: bool, settings: Path | None, quiet: bool,
    **options: Any,
) -> None:  # fmt: skip
    """Show what is understood of the notes in SRC, or write a Sphinx project.

    Without -o this is a dry run: a table of the talks, and of how sure it is that they are some
    (sure, likely, guess). Settings in talknotes.toml in SRC correct what is wrong, and the import
    can be run again and again.

    With -o, files are written that are new, or that are still what the last import wrote. What was
    changed by hand, or is not from an import, is left as it is and reported. Nothing is ever
    written into SRC.

    SRC may also be a schedule of a conference: a file, a folder or an http(s) address of frab,
    pretalx, EuroPython, iCalendar or pyvideo data. Then stubs are written for its sessions, also
    into notes that are there; what you wrote is left alone.
    """
    for_schedules = ScheduleOptions(**options)
    if is_schedule(src):
        _refuse_options_of_notes(diff, prune, settings is not None)
        import_schedule(src, dest, for_schedules)
    refuse_schedule_options(for_schedules)
    _check_folders(src, dest)
    if prune and dest is None:
        fail("--prune needs a folder: -o DEST")
    track = get_track(quiet=quiet)
    collection = read_notes(src, settings=settings, track=track)
    catalogue = get_catalogue(collection)
    plan = plan_project(collection, track=track)
    problems = 0
    if dest is not None:
        if collection.settings.broken and not diff:
            show_reports(collection.settings.reports)
            fail(f"without {collection.settings.name} nothing is written")
        update = _compare(collection, plan, dest, prune=prune)
        if diff:
            _show_diff(diff_update(update))
        else:
            _write(update, quiet=quiet)
        problems = _show_kept(update) + show_reports(find_stale(update))
    elif diff:
        _show_diff(diff_notes(collection, plan))
    elif not quiet:
        show_table(collection, catalogue)
    reports = [*collection.reports, *field_reports(collection), *plan.reports]
    problems += show_reports(sorted(reports, key=lambda report: (report.page, report.line or 0)))
    if not quiet:
        if dest is None:
            _show_hints(collection)
        click.echo(describe(collection, catalogue), err=True)
    raise SystemExit(PROBLEMS if problems else DONE)


def _refuse_options_of_notes(*given: bool) -> None:
    if any(given):
        fail("--diff, --prune and --settings are for notes, not for a schedule")


def _check_folders(src: Path, dest: Path | None) -> None:
    if dest is None or not src.exists():
        return
    folder = src if src.is_dir() else src.parent
    if is_within(dest, src) or dest.resolve() == folder.resolve():
        fail(f"{dest} is in {src}; choose a folder outside of the notes")
    if is_within(folder, dest) and src.is_dir():
        fail(f"{dest} holds {src}; choose a folder beside the notes")


def _compare(collection: Collection, plan: Written, dest: Path, *, prune: bool) -> Update:
    try:
        return compare(collection, plan, dest, prune=prune)
    except ManifestError as error:
        fail(
            f"{dest / MANIFEST} can't be understood: {error}. Nothing is written. Without that "
            "file only new files are added, and what is in the folder stays"
        )
    except OSError as error:
        fail(f"{error.filename or dest} can't be read: {error.strerror or error}")


def _write(update: Update, *, quiet: bool) -> None:
    """Write, and print the paths of what is new and of what is updated."""
    try:
        apply_update(update)
    except UnfinishedError as error:
        click.echo(f"talknotes: {one_line(str(error))}", err=True)
        if not error.done:
            fail("nothing is written")
        done = count_words(len(error.done), "file")
        click.echo(f"talknotes: {done} written before that; run it again for the rest", err=True)
        raise SystemExit(PROBLEMS) from None
    except OSError as error:
        fail(f"{update.dest} can't be written: {error.strerror or error}; nothing is written")
    if quiet:
        return
    for step in update.select("add", "update"):
        click.echo(one_line(str(update.dest / step.path)))
    counts = {
        "added": update.select("add"), "updated": update.select("update"),
        "removed": update.select("remove"), "unchanged": update.select("same"),
        "left as they are": update.select("keep"),
    }  # fmt: skip
    told = ", ".join(f"{len(steps)} {word}" for word, steps in counts.items() if steps)
    click.echo(f"Files in {one_line(str(update.dest))}: {told}", err=True)


def _show_kept(update: Update) -> int:
    """Print which files are left as they are although they would be written; return how many."""
    kept = [step for step in update.select("keep") if step.reason]
    for step in kept:
        click.echo(one_line(f"{update.dest / step.path}: {step.reason}"), err=True)
    return len(kept)


def _show_diff(lines: Iterable[str]) -> None:
    """Print a diff; on a terminal in colours, and without what could move its cursor."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    terminal = sys.stdout.isatty()
    for line in lines:
        if terminal:
            text = one_line(line.replace("\t", "    "))
            click.secho(text, fg=colours.get(line[:1]))
        else:
            click.echo(line.encode("utf-8", "replace"))


def show_table(collection: Collection, catalogue: Catalogue) -> None:
    """Print a table of all talks, in the order of the pages."""
    rows: list[Sequence[str]] = [_COLUMNS]
    for name, page in catalogue.pages.items():
        pieces = collection.pages[name].talks
        for talk, piece in zip(page.talks, pieces, strict=True):
            rows.append((*_row(talk, page.source), piece.sureness))
    cells = [[one_line(cell) for cell in row] for row in rows]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in format_table(cells, width):
        click.echo(line)


def _row(talk: Talk, source: str) -> Sequence[str]:
    return (
        source,
        str(talk.place.line),
        talk.title,
        ", ".join(map(str, talk.speakers)),
        talk.conference,
        str(talk.date or ""),
        "" if talk.start is None else format_time(talk.start),
        talk.kind,
        ", ".join(talk.notes_by),
        " ".join(video.watch for video in talk.videos),
    )


def _show_hints(collection: Collection) -> None:
    """Print what was looked for if there is no talk, and what may be one and is not."""
    if not any(page.talks for page in collection.pages.values()):
        pages = count_words(len(collection.pages), "page")
        ways = ", ".join(grammar.name for grammar in GRAMMARS)
        click.echo(
            f"No talk was found in {pages}. Looked for were headings that name a title and a "
            "speaker (“## Title | Speaker”), or below which a speaker or a recording is named "
            f"(“Speaker: Name”). Say in {FILE} beside the notes which headings are talks "
            f'(talks = ["…"]), or how they are written (grammar = "…", one of {ways}); the guide '
            "“Notes you already have” shows more.",
            err=True,
        )
    hints = find_hints(collection)
    _list_hints(
        [hint for hint in hints if not hint.kept],
        f'These may be talks; if so, name them in {FILE} (talks = ["…"]):',
    )
    _list_hints(
        [hint for hint in hints if hint.kept],
        "These may be talks, on pages that are left as they are; if so, write them as talk "
        "directives, or `talks: headings` at the top of the page:",
    )


def _list_hints(hints: Sequence[Hint], what: str) -> None:
    if not hints:
        return
    click.echo(what, err=True)
    for hint in hints[:_MOST_HINTS]:
        click.echo(one_line(f"  {hint.page}:{hint.line}: {hint.text}"), err=True)
    if len(hints) > _MOST_HINTS:
        click.echo(f"  … and {len(hints) - _MOST_HINTS} more", err=True)
