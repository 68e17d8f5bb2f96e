"""What the verbs share: reading a collection, checking folders, reporting problems."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from sphinx_talknotes.catalogue import Catalogue
from sphinx_talknotes.importers import Collection, collection_records, read_collection
from sphinx_talknotes.importers.collection import Track, pass_on
from sphinx_talknotes.importers.markup import SUFFIXES
from sphinx_talknotes.importers.settings import FILE, Settings, read_settings
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Report

DONE = 0
PROBLEMS = 1
NOTHING = 2

SOURCE = click.Path(path_type=Path)
"""A folder of notes; that it exists is checked by `read_notes`, which says what to do."""

settings_option = click.option(
    "--settings", type=click.Path(path_type=Path, dir_okay=False),
    help=f"File that says how to read the notes; default: {FILE} in SRC.",
)  # fmt: skip
"""The option of every verb that reads notes."""


@contextmanager
def without_collector() -> Iterator[None]:
    """Don't look for cycles of objects: notes have none, and looking takes a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def fail(message: str) -> NoReturn:
    """Print *message* and leave with code 2."""
    click.echo(f"talknotes: {message}", err=True)
    raise SystemExit(NOTHING)


def read_notes(
    src: Path, *, exclude: Iterable[Path] = (), settings: Path | None = None,
    track: Track = pass_on,
) -> Collection:  # fmt: skip
    """Read the notes in *src*; leave with code 2 if there are none."""
    own = None if settings is None else get_settings(settings)
    try:
        collection = read_collection(src, exclude=exclude, settings=own, track=track)
    except FileNotFoundError:
        fail(f"{src} does not exist")
    except OSError as error:
        fail(f"{src} can't be read: {error.strerror or error}")
    if not collection.pages:
        show_reports(collection.reports)
        kinds = ", ".join(sorted(SUFFIXES))
        left = f" and that {collection.settings.name} does not ignore"
        but = left if collection.settings.ignore else ""
        fail(f"{src} has no notes: no file that ends in {kinds}{but}")
    return collection


def get_settings(path: Path) -> Settings:
    """Return what the file *path* says about reading notes; leave with code 2 if there is none."""
    if not path.is_file():
        fail(f"{path} does not exist")
    return read_settings(path, str(path))


def get_catalogue(collection: Collection) -> Catalogue:
    """Return the catalogue of a collection."""
    conf = collection.own.conf
    return Catalogue.build(
        collection_records(collection),
        notetakers=conf.get_pairs("talknotes_notetakers"),
        default_conference=conf.get_text("talknotes_conference"),
    )


def show_reports(reports: Iterable[Report]) -> int:
    """Print problems, each with its file and line; return how many there are."""
    count = 0
    for report in reports:
        count += 1
        place = f"{report.page}:{report.line}" if report.line else report.page
        code = f"talknotes.{report.problem.value}"
        click.echo(one_line(f"{place}: {report.message} [{code}]"), err=True)
    return count


def one_line(text: str) -> str:
    """Return *text* without what could move a terminal's cursor."""
    return "".join(char if char.isprintable() else " " for char in text)


def count_words(number: int, word: str, plural: str = "") -> str:
    """Return ``1 talk`` or ``2 talks``."""
    return f"{number} {word if number == 1 else plural or word + 's'}"


def describe(collection: Collection, catalogue: Catalogue) -> str:
    """Return in a line what was found."""
    days = {
        (name_key(talk.conference), str(talk.date))
        for talk in catalogue.talks
        if talk.conference and talk.date
    }
    return ", ".join([
        count_words(len(catalogue.talks), "talk"),
        count_words(len(catalogue.entities("conference")), "conference"),
        count_words(len(days), "day"),
        count_words(len(catalogue.entities("speaker")), "speaker"),
        count_words(len(catalogue.entities("tool")), "tool"),
        count_words(len(collection.pages), "page"),
    ])  # fmt: skip


def is_project(src: Path) -> bool:
    """Tell whether a folder is a Sphinx project."""
    return (src / "conf.py").is_file()


def is_within(path: Path, folder: Path) -> bool:
    """Tell whether *path* is *folder* or below it, links resolved."""
    return path.resolve().is_relative_to(folder.resolve())
