"""A file of a schedule: its bytes turned into plain values, and what was wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_talknotes.importers.schedules.trees import Node, read_xml
from sphinx_talknotes.model.problems import Problem, Report

MAX_BYTES = 50 * 1024 * 1024
"""The programme of the largest conferences has a tenth of this."""
_MAX_REPORTS = 50
_MAX_DEPTH = 60


@dataclass(slots=True)
class Log:
    """The problems of one file; only the first of very many are told."""

    page: str
    reports: list[Report] = field(default_factory=list)
    _more: int = 0

    def add(self, message: str, line: int | None = None) -> None:
        """Note a problem; one that is known already is not noted again."""
        report = Report(Problem.SCHEDULE, message, self.page, line)
        if report in self.reports:
            return
        if len(self.reports) >= _MAX_REPORTS:
            self._more += 1
        else:
            self.reports.append(report)

    def close(self) -> list[Report]:
        """Return all problems, the last of which tells how many more there are."""
        if self._more:
            message = f"there are {self._more} more problems like these"
            return [*self.reports, Report(Problem.SCHEDULE, message, self.page)]
        return self.reports


@dataclass(eq=False, slots=True)
class Document:
    """A file that could be read.

    ``data`` is a JSON value, the root of an XML document, or the text of a calendar; ``path``
    is relative to the folder that is read, ``folder`` the name of that folder. ``origin`` is
    the address that the file came from, if any.
    """

    path: PurePosixPath
    data: Any
    log: Log
    folder: str = ""
    origin: str = ""


def load(path: Path, name: PurePosixPath, folder: str = "") -> tuple[Document | None, list[Report]]:
    """Read a file; return ``None`` and why if nothing can be made of it."""
    log = Log(name.as_posix())
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        log.add(f"the file can't be read: {error.strerror or type(error).__name__}")
        return None, log.close()
    if size > MAX_BYTES:
        log.add(f"the file is left out: {size} bytes are more than the {MAX_BYTES} of a schedule")
        return None, log.close()
    return parse(data, name, folder=folder)


def parse(
    data: bytes, name: PurePosixPath, *, folder: str = "", origin: str = ""
) -> tuple[Document | None, list[Report]]:
    """Turn bytes into a document; return ``None`` and why if they are of no known kind."""
    log = Log(name.as_posix())
    read = _choose(data)
    if read is None:
        log.add("this is no schedule: it is neither JSON, XML nor a calendar")
        return None, log.close()
    value = read(data, log)
    if value is None:
        return None, log.close()
    return Document(name, value, log, folder, origin), []


def looks_like_data(data: bytes) -> bool:
    """Tell whether a file that begins with *data* may be a schedule."""
    read = _choose(data)
    return read is not None and (read is not _read_xml or b"<schedule" in data)


def _choose(data: bytes) -> Callable[[bytes, Log], Any] | None:
    begin = data[:4096]
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        begin = begin.removeprefix(mark)
    begin = begin.replace(b"\0", b"").lstrip()
    if begin.startswith(b"<"):
        return _read_xml
    if begin.startswith((b"{", b"[")):
        return _read_json
    return _decode if begin[:15].upper().startswith(b"BEGIN:VCALENDAR") else None


def _read_json(data: bytes, log: Log) -> Any:
    try:
        value = json.loads(_decode(data, log))
    except json.JSONDecodeError as error:
        log.add(f"the JSON is broken: {error.msg}; the file is left out", error.lineno)
    except RecursionError:
        log.add("the JSON is nested too deeply; the file is left out")
    except ValueError as error:
        log.add(f"the JSON can't be read: {str(error)[:200]}; the file is left out")
    else:
        if not _is_deep(value):
            return value
        log.add("the JSON is nested too deeply; the file is left out")
    return None


def _is_deep(value: object) -> bool:
    level, depth = [value], 0
    while level and depth < _MAX_DEPTH:
        level = [
            item for outer in level if isinstance(outer, dict | list)
            for item in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(item, dict | list)
        ]  # fmt: skip
        depth += 1
    return bool(level)


def _read_xml(data: bytes, log: Log) -> Node | None:
    return read_xml(data, log.add)


def _decode(data: bytes, log: Log) -> str:
    """Return the text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        log.add("the file is not UTF-8; it is read as Windows-1252", line)
        return data.decode("cp1252", "replace")
