"""The files of a collection: which are read, and how their bytes become text.

Nothing outside the collection's folder is ever opened, whatever links it holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from sphinx_talknotes.importers.encodings import decode
from sphinx_talknotes.importers.markup import SUFFIXES
from sphinx_talknotes.model.problems import Problem, Report

MAX_BYTES = 4 * 1024 * 1024
"""A larger file is no page of notes; parsing it would take minutes."""

_SKIPPED = frozenset({"_build", "_site", "node_modules", "__pycache__", "venv"})


def find_files(
    root: Path, exclude: Iterable[Path] = (), reports: list[Report] | None = None
) -> list[PurePosixPath]:
    """Return the files below *root*, sorted, relative to it.

    Hidden files and folders, build results and everything in *exclude* are left out, and so is
    each symbolic link that leads out of *root* or back into it. What may have held notes and is
    left out, or can't be listed, is added to *reports*.
    """
    top = root.resolve()
    left_out = {path.resolve() for path in exclude}
    found: list[PurePosixPath] = []
    problems: list[Report] = [] if reports is None else reports

    def note(error: OSError) -> None:
        name = Path(str(error.filename)).relative_to(top).as_posix()
        message = f"the folder can't be read: {_get_reason(error)}; its notes are left out"
        problems.append(Report(Problem.ENCODING, message, name))

    for folder, folders, files in os.walk(top, onerror=note, followlinks=False):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders
            if not name.startswith(".") and name not in _SKIPPED and here / name not in left_out
        )  # fmt: skip
        problems += [
            report for name in folders
            if (here / name).is_symlink() and (report := _judge_folder(here / name, top))
        ]  # fmt: skip
        for name in sorted(files):
            path = here / name
            if name.startswith(".") or path in left_out:
                continue
            if is_inside(path, top):
                found.append(PurePosixPath(path.relative_to(top).as_posix()))
            elif report := _judge_file(path, top):
                problems.append(report)
    return found


def is_inside(path: Path, root: Path) -> bool:
    """Tell whether *path* is a regular file whose real place is below *root* (resolved)."""
    try:
        return path.is_file() and path.resolve().is_relative_to(root)
    except (OSError, RuntimeError, ValueError):
        return False


def _judge_folder(path: Path, top: Path) -> Report | None:
    """Say why a link to a folder is not followed, unless its notes are read at their own place."""
    target = path.resolve()
    if path.is_relative_to(target):
        reason = "it leads back to a folder that it lies in"
    elif not target.is_relative_to(top):
        reason = "it leads out of the notes; copy what is there if it belongs to them"
    else:
        return None
    message = f"the symbolic link is not followed: {reason}"
    return Report(Problem.ENCODING, message, path.relative_to(top).as_posix())


def _judge_file(path: Path, top: Path) -> Report | None:
    """Say why something that has the name of a page, or is a link in a circle, is not read."""
    named = path.suffix.lower() in SUFFIXES
    if not path.is_symlink():
        reason = "it is no regular file" if named else ""
    else:
        try:
            target = path.resolve(strict=True)
            lost = not target.is_relative_to(top) and named
            reason = "the symbolic link leads out of the notes; copy the file" if lost else ""
        except FileNotFoundError:
            reason = "the symbolic link leads to nothing" if named else ""
        except (OSError, RuntimeError):
            reason = "the symbolic link leads in a circle"
    if not reason:
        return None
    message = f"the file is left out: {reason}"
    return Report(Problem.ENCODING, message, path.relative_to(top).as_posix())


def read_text(path: Path, name: str) -> tuple[str | None, list[Report]]:
    """Return the text of a file, or ``None`` if it holds none, and what was wrong.

    Bytes that are not UTF-8 are read as Windows-1252, with a report.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        message = f"the file can't be read: {_get_reason(error)}"
        return None, [Report(Problem.ENCODING, message, name)]
    if size > MAX_BYTES:
        message = (
            f"the file is left out: {size:,} bytes are more than a page of notes may have "
            f"({MAX_BYTES:,}); split it"
        )
        return None, [Report(Problem.ENCODING, message, name)]
    text, problem, line = decode(data)
    return text, [Report(Problem.ENCODING, problem, name, line)] if problem else []


def _get_reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


class Folder:
    """The files of a collection, for whoever has to find or read one of them."""

    def __init__(self, root: Path, files: Iterable[PurePosixPath]) -> None:
        self.root = root
        self.files = frozenset(files)
        self._by_name: dict[str, list[PurePosixPath]] = {}
        self._by_path: dict[str, list[PurePosixPath]] = {}
        for path in sorted(self.files):
            self._by_name.setdefault(path.name.casefold(), []).append(path)
            self._by_path.setdefault(path.as_posix().casefold(), []).append(path)
        self._said: set[str] = set()

    def read(self, path: PurePosixPath) -> tuple[str | None, list[Report]]:
        """Return the text of one of the files and what was wrong; ``None`` if there is none."""
        if path not in self.files:
            return None, []
        return read_text(self.root / path, path.as_posix())

    def find(self, path: PurePosixPath) -> PurePosixPath | None:
        """Return the file at *path*; without regard to case if only one is called so."""
        if path in self.files:
            return path
        found = self._by_path.get(path.as_posix().casefold(), [])
        return found[0] if len(found) == 1 else None

    def find_named(self, name: str) -> list[PurePosixPath]:
        """Return the files of that name, in any folder and without regard to case."""
        return self._by_name.get(name.casefold(), [])

    def say_once(self, message: str) -> bool:
        """Tell whether *message* is new; what concerns all pages is said for the first one."""
        new = message not in self._said
        self._said.add(message)
        return new
