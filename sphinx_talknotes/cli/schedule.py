"""``talknotes import`` of a schedule: shows its sessions, or writes stubs for them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

import click

from sphinx_talknotes.cli.common import (
    DONE,
    PROBLEMS,
    count_words,
    fail,
    is_within,
    one_line,
    show_reports,
)
from sphinx_talknotes.cli.fetch import FetchError, fetch, is_address
from sphinx_talknotes.importers.schedules import Schedule, Session, read_schedules
from sphinx_talknotes.importers.schedules.choosing import (
    Choice,
    ChoiceError,
    choose,
    find_starred,
)
from sphinx_talknotes.importers.schedules.plan import get_page, plan_stubs
from sphinx_talknotes.importers.schedules.reading import looks_like_schedule, read_schedule_bytes
from sphinx_talknotes.importers.schedules.stubs import sort_sessions
from sphinx_talknotes.importers.schedules.writing import write_all
from sphinx_talknotes.model.dates import format_time
from sphinx_talknotes.model.names import slug
from sphinx_talknotes.model.problems import Problem, Report

_COLUMNS = ("day", "start", "room", "kind", "title", "speakers", "written as")
_WIDTH = 44
_Command = TypeVar("_Command", bound=Callable[..., Any])


class Address(str):
    """An address on the web, as it was typed."""

    __slots__ = ()


class Source(click.Path):
    """A path, or the address of a schedule."""

    name = "notes"

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a path or an `Address`."""
        if isinstance(value, str) and is_address(value):
            return Address(value)
        return super().convert(value, param, ctx)


@dataclass(frozen=True, slots=True)
class ScheduleOptions:
    """The options of `import` that are for schedules."""

    day: tuple[str, ...]
    room: tuple[str, ...]
    speaker: tuple[str, ...]
    track: tuple[str, ...]
    starred: Path | None
    conference: str
    abstracts: bool


_OPTIONS = (
    click.option("--day", multiple=True, metavar="DAY",
                 help="Schedules: only this day (2024-07-10, 2 for the second, or wednesday)."),
    click.option("--room", multiple=True, help="Schedules: only sessions in this room."),
    click.option("--speaker", multiple=True, help="Schedules: only sessions of this speaker."),
    click.option("--track", multiple=True, help="Schedules: only sessions of this track."),
    click.option("--starred", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.ics",
                 help="Schedules: only sessions that are in this calendar."),
    click.option("--conference", default="", metavar="NAME",
                 help="Schedules: call the conference so."),
    click.option("--abstracts", is_flag=True, help="Schedules: write the abstracts as quotations."),
)  # fmt: skip


def schedule_options(command: _Command) -> _Command:
    """Add the options for schedules to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def is_schedule(src: Path | Address) -> bool:
    """Tell whether what is to be imported is a schedule and not a folder of notes."""
    return isinstance(src, Address) or looks_like_schedule(src)


def refuse_schedule_options(options: ScheduleOptions) -> None:
    """Leave with code 2 if notes are imported with an option that is for schedules."""
    given = [name for name in options.__slots__ if getattr(options, name)]
    if given:
        fail(f"--{given[0]} is for schedules, and these are notes")


def import_schedule(src: Path | Address, dest: Path | None, options: ScheduleOptions) -> NoReturn:
    """Show the sessions of a schedule, or write stubs for those that are not noted yet."""
    schedules, reports = _read(src)
    schedules = [schedule for schedule in schedules if schedule.sessions]
    if not schedules:
        show_reports(reports)
        fail(f"{src} has no sessions")
    if options.conference and len(schedules) > 1:
        fail("--conference is for one conference, and there are several")
    for schedule in schedules:
        schedule.conference = options.conference or schedule.conference or _guess_name(src)
    if dest is not None and isinstance(src, Path) and src.is_dir() and is_within(dest, src):
        fail(f"{dest} is in {src}; choose a folder outside of the schedule")
    choice = _get_choice(schedules, options, reports)
    try:
        chosen = choose(schedules, choice)
    except ChoiceError as error:
        fail(one_line(str(error)))
    if not any(chosen):
        fail("no session is all of this at once")
    if dest is None:
        _show_table(schedules, chosen)
    else:
        reports += _write(dest, schedules, chosen, choice, abstracts=options.abstracts)
    found = show_reports(reports)
    click.echo(_describe(chosen), err=True)
    raise SystemExit(PROBLEMS if found else DONE)


def _read(src: Path | Address) -> tuple[list[Schedule], list[Report]]:
    if isinstance(src, Path):
        if not src.exists():
            fail(f"{src} does not exist")
        return read_schedules(src)
    try:
        data = fetch(src)
    except FetchError as error:
        fail(one_line(f"{src} can't be fetched: {error}"))
    name = PurePosixPath(urlsplit(src).path).name or urlsplit(src).netloc
    return read_schedule_bytes(data, name, src)


def _guess_name(src: Path | Address) -> str:
    """Return a name for a conference that has none: that of the file, or of the host."""
    if isinstance(src, Address):
        return urlsplit(src).hostname or "Conference"
    words = src.resolve().stem.replace("-", " ").replace("_", " ").split()
    return " ".join(words) or "Conference"


def _get_choice(
    schedules: Sequence[Schedule], options: ScheduleOptions, reports: list[Report]
) -> Choice:
    starred: tuple[Session, ...] | None = None
    if options.starred is not None:
        if not options.starred.exists():
            fail(f"{options.starred} does not exist")
        found, problems = read_schedules(options.starred)
        reports += problems
        starred = tuple(session for schedule in found for session in schedule.sessions)
        if not starred:
            show_reports(problems)
            fail(f"{options.starred} has no sessions")
        everything = [session for schedule in schedules for session in schedule.sessions]
        _found, missing = find_starred(everything, starred)
        for session in missing:
            message = f"the starred session {session.title!r} is not in the schedule"
            reports.append(Report(Problem.SCHEDULE, message, options.starred.name))
    return Choice(options.day, options.room, options.speaker, options.track, starred)


def _show_table(schedules: Sequence[Schedule], chosen: Sequence[Sequence[Session]]) -> None:
    rows: list[tuple[str, ...]] = [_COLUMNS]
    for schedule, sessions in zip(schedules, chosen, strict=True):
        rows += [_row(schedule.conference, session) for session in sort_sessions(sessions)]
    cells = [[one_line(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        cells = [[cell if len(cell) <= _WIDTH else f"{cell[: _WIDTH - 1]}…" for cell in row]
                 for row in cells]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        click.echo("  ".join(map(str.ljust, row, widths)).rstrip())


def _row(conference: str, session: Session) -> tuple[str, ...]:
    written = f"{get_page(conference, session.date)}, planned"
    return (
        str(session.date or ""),
        "" if session.start is None else format_time(session.start),
        session.room,
        session.kind,
        session.title,
        ", ".join(map(str, session.speakers)),
        "nothing: it is cancelled" if session.cancelled else written,
    )


def _write(
    dest: Path, schedules: Sequence[Schedule], chosen: Sequence[Sequence[Session]],
    choice: Choice, *, abstracts: bool,
) -> list[Report]:  # fmt: skip
    """Write what is to be written, say what has changed, and return the problems."""
    try:
        plan = plan_stubs(dest, schedules, chosen, complete=choice.is_all, abstracts=abstracts)
        paths = write_all(dest, plan.texts, plan.replaced)
    except FileExistsError as error:
        fail(f"{error} is there already; nothing is written")
    except ValueError as error:
        fail(f"{error}; nothing is written")
    except OSError as error:
        fail(f"{dest} can't be written: {error.strerror or error}")
    for path in paths:
        if not path.name.startswith("."):
            click.echo(one_line(str(path)))
    for change in plan.changes:
        click.echo(one_line(str(change)))
    if plan.loose:
        pages = ", ".join(f"/{page.removesuffix('.md')}" for page in plan.loose)
        click.echo(f"talknotes: put into a toctree of yours: {pages}", err=True)
    click.echo(
        f"{count_words(plan.stubs, 'new stub')}, "
        f"{count_words(plan.noted, 'talk')} noted already, "
        f"{count_words(len(plan.changes), 'change')}", err=True,
    )  # fmt: skip
    return plan.reports


def _describe(chosen: Sequence[Sequence[Session]]) -> str:
    sessions = [session for row in chosen for session in row]
    return ", ".join([
        count_words(len(sessions), "session"),
        count_words(len(chosen), "conference"),
        count_words(len({session.date for session in sessions if session.date}), "day"),
        count_words(len({session.room for session in sessions if session.room}), "room"),
        count_words(len({slug(p.name) for s in sessions for p in s.speakers}), "speaker"),
    ])  # fmt: skip
