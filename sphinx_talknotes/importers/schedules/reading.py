"""A file or a folder read as schedules, whatever their format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from sphinx_talknotes.importers.markup import SUFFIXES as NOTES
from sphinx_talknotes.importers.schedules.base import Format, Schedule, Session
from sphinx_talknotes.importers.schedules.document import (
    Document,
    Log,
    load,
    looks_like_data,
    parse,
)
from sphinx_talknotes.importers.schedules.europython import EUROPYTHON
from sphinx_talknotes.importers.schedules.frab import FRAB
from sphinx_talknotes.importers.schedules.frab_xml import FRAB_XML
from sphinx_talknotes.importers.schedules.ical import ICAL
from sphinx_talknotes.importers.schedules.pretalx import PRETALX
from sphinx_talknotes.importers.schedules.pyvideo import PYVIDEO, get_event, is_event
from sphinx_talknotes.importers.source import find_files, is_inside
from sphinx_talknotes.model.names import slug
from sphinx_talknotes.model.problems import Report

FORMATS: tuple[Format, ...] = (FRAB, FRAB_XML, PYVIDEO, EUROPYTHON, PRETALX, ICAL)
"""All formats, in the order in which they are asked."""

SUFFIXES = frozenset({".json", ".xml", ".ics", ".ical"})
"""How names of schedules end; a file that is named by itself may end in any other way."""

_SNIFFED = 4096

_COMPANIONS = ("speakers.json", "speakers_data.json", "rooms.json", "tracks.json",
               "submission-types.json", "event.json")  # fmt: skip
"""What is looked for beside a file that is read alone."""


def read_schedules(path: Path) -> tuple[list[Schedule], list[Report]]:
    """Return the schedules in a file, or in a folder, and what is wrong with them.

    The format is recognised by the content. Nothing is raised: what can't be read is reported,
    with its file, and the rest is read.
    """
    try:
        root = (path if path.is_dir() else path.parent).resolve()
        found = find_files(root) if path.is_dir() else []
    except (OSError, RuntimeError) as error:
        log = Log(path.name)
        log.add(f"it can't be read: {getattr(error, 'strerror', '') or type(error).__name__}")
        return [], log.close()
    names = [name for name in found if name.suffix.lower() in SUFFIXES]
    if not path.is_dir():
        names = [PurePosixPath(path.name)]
    documents, reports = _load(root, names, alone=not path.is_dir())
    schedules, more = _read(documents, alone=not path.is_dir())
    if path.is_dir() and not schedules and not reports and not more:
        log = Log(path.name)
        log.add("the folder has no schedule: no JSON, XML or calendar of a known format")
        more = log.close()
    return schedules, sorted([*reports, *more], key=lambda report: (report.page, report.line or 0))


def read_schedule_bytes(
    data: bytes, name: str, origin: str = ""
) -> tuple[list[Schedule], list[Report]]:
    """Return the schedules in the content of one file, such as one that came from *origin*."""
    document, reports = parse(data, PurePosixPath(name), origin=origin)
    if document is None:
        return [], reports
    return _read([document], alone=True)


def find_format(document: Document) -> Format | None:
    """Return the format of a file, if it is a schedule."""
    return next((format_ for format_ in FORMATS if format_.matches(document)), None)


def looks_like_schedule(path: Path) -> bool:
    """Tell whether a file or a folder is to be read as schedules and not as notes.

    A folder that has notes is one of notes, unless it is made like pyvideo's.
    """
    try:
        if path.is_file():
            if path.suffix.lower() in SUFFIXES:
                return True
            with path.open("rb") as file:
                begin = file.read(_SNIFFED)
            return path.suffix.lower() not in NOTES and looks_like_data(begin)
        files = find_files(path) if path.is_dir() else []
    except OSError:
        return False
    if any(is_event(file) for file in files):
        # with a README, but no notes in the folders of its events
        files = [file for file in files if len(file.parts) > 1 or file.suffix.lower() in SUFFIXES]
    suffixes = {file.suffix.lower() for file in files}
    return bool(suffixes & SUFFIXES) and not suffixes & NOTES


def _load(
    root: Path, names: Sequence[PurePosixPath], *, alone: bool
) -> tuple[list[Document], list[Report]]:
    documents: list[Document] = []
    reports: list[Report] = []
    for name in names:
        document, problems = load(root / name, name, root.name)
        reports += problems
        if document:
            documents.append(document)
    if alone and documents and find_format(documents[0]) in (EUROPYTHON, PRETALX):
        for beside in _COMPANIONS:
            name = PurePosixPath(beside)
            if name != names[0] and is_inside(root / name, root):
                document, problems = load(root / name, name, root.name)
                reports += problems
                documents += [document] if document else []
    return documents, reports


def _read(documents: Sequence[Document], *, alone: bool) -> tuple[list[Schedule], list[Report]]:
    schedules: list[Schedule] = []
    used: dict[int, Document] = {}
    for format_, group in _group(documents):
        used.update((id(document), document) for document in group)
        for schedule in format_.read(group):
            schedule.sessions = _name_keys(schedule.sessions)
            schedules.append(schedule)
    reports = [report for document in documents for report in document.log.close()]
    layout = any(find_format(document) is PYVIDEO for document in used.values())
    for document in documents:
        # pyvideo has lists of its own between the folders of its events
        if id(document) not in used and not layout:
            log = Log(document.path.as_posix())
            log.add("this is no schedule of a known format; it is left out")
            reports += log.close() if not alone or document is documents[0] else []
    return schedules, reports


def _name_keys(sessions: Sequence[Session]) -> list[Session]:
    """Return sessions each of which has a key of its own."""
    found: dict[str, Session] = {}
    counts: Counter[str] = Counter()
    for session in sessions:
        key = wanted = session.key or session.url or slug(session.title)
        counts[wanted] += 1
        while key in found:
            key = f"{wanted}-{counts[wanted]}"
            counts[wanted] += key in found
        found[key] = session if key == session.key else replace(session, key=key)
    return list(found.values())


def _group(documents: Sequence[Document]) -> Iterator[tuple[Format, list[Document]]]:
    """Yield the files that are read together: of one format and folder, and those that help."""
    main: dict[tuple[str, PurePosixPath], list[Document]] = {}
    formats = {format_.name: format_ for format_ in FORMATS}
    others: list[Document] = []
    for document in documents:
        format_ = find_format(document)
        if format_ is None:
            others.append(document)
        else:
            main.setdefault((format_.name, _get_folder(format_, document)), []).append(document)
    for (name, folder), group in main.items():
        format_ = formats[name]
        helping = [
            other for other in others
            if _get_folder(format_, other) == folder and format_.helps(other)
        ]  # fmt: skip
        yield format_, [*group, *helping]


def _get_folder(format_: Format, document: Document) -> PurePosixPath:
    return get_event(document.path) if format_ is PYVIDEO else document.path.parent
