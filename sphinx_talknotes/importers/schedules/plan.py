"""What to write into a project of notes for a schedule, and what has changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from sphinx_talknotes.importers.collection import Collection
from sphinx_talknotes.importers.schedules.base import Schedule, Session
from sphinx_talknotes.importers.schedules.changes import Change, compare_all, find_gone
from sphinx_talknotes.importers.schedules.existing import Existing, read_existing, read_page
from sphinx_talknotes.importers.schedules.manifest import (
    NAME,
    Entry,
    Manifest,
    digest,
    find_entries,
    make_entry,
    read_manifest,
)
from sphinx_talknotes.importers.schedules.matching import match_notes
from sphinx_talknotes.importers.schedules.stubs import (
    sort_sessions,
    write_home,
    write_index,
    write_page,
    write_stub,
)
from sphinx_talknotes.importers.writer import plan_project
from sphinx_talknotes.model.names import name_key, slug
from sphinx_talknotes.model.problems import Report

_HOME = "index.md"
_UNDATED = "undated"


@dataclass(slots=True)
class Plan:
    """Texts by path, of which those in ``replaced`` are there already as they were written.

    ``stubs`` counts the talks that are new in them, ``noted`` those that needed none. ``loose``
    are pages that are in no toctree that we know of.
    """

    texts: dict[str, str] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    stubs: int = 0
    noted: int = 0
    loose: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Project:
    """The project that is written into."""

    root: Path
    existing: Existing
    manifest: Manifest
    plan: Plan
    abstracts: bool

    def get_own(self, page: str) -> str | None:
        """Return the text of a page that is ours and untouched."""
        if page in self.plan.texts:
            return self.plan.texts[page]
        try:
            data = (self.root / page).read_bytes() if page in self.manifest.pages else None
        except OSError:
            return None
        if data is None or not self.manifest.is_untouched(page, data):
            return None
        return data.decode("utf-8").replace("\r\n", "\n")

    def is_free(self, page: str) -> bool:
        """Tell whether nothing has the name of a page."""
        path = self.root / page
        return page not in self.plan.texts and not path.exists() and not path.is_symlink()

    def put(self, page: str, text: str) -> None:
        if not self.is_free(page):
            self.plan.replaced.add(page)
        self.plan.texts[page] = text
        self.manifest.pages[page] = digest(text.encode())


def get_folder(conference: str) -> str:
    """Return the folder of a conference's pages."""
    return slug(conference)


def get_page(conference: str, date: dt.date | None, number: int = 1) -> str:
    """Return the path of the page of a day; *number* counts the pages beside it."""
    more = f"-{number}" if number > 1 else ""
    return f"{get_folder(conference)}/{date or _UNDATED}{more}.md"


def plan_stubs(
    root: Path, schedules: Sequence[Schedule], chosen: Sequence[Sequence[Session]],
    *, complete: bool = True, abstracts: bool = False,
) -> Plan:  # fmt: skip
    """Plan stubs for the *chosen* sessions of each schedule, in a project that may be there.

    *complete* tells that all sessions are chosen. Each schedule has to have a name.
    """
    plan = Plan()
    empty = _is_empty(root)
    manifest, reports = read_manifest(root)
    existing = Existing() if empty else read_existing(root)
    plan.reports = [*reports, *existing.reports]
    project = _Project(root, existing, manifest, plan, abstracts)
    for schedule, sessions in zip(schedules, chosen, strict=True):
        _plan_schedule(project, schedule, sessions, complete=complete)
    if plan.texts:
        _plan_home(project, schedules, empty=empty)
    text = manifest.to_json()
    if plan.texts or plan.changes or _differs(root / NAME, text):
        plan.texts[NAME] = text
        plan.replaced.add(NAME)
    return plan


def _is_empty(root: Path) -> bool:
    """Tell whether a folder is not there, or has nothing but hidden files."""
    return not root.is_dir() or all(path.name.startswith(".") for path in root.iterdir())


def _differs(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") != text
    except (OSError, ValueError):
        return True


def _plan_schedule(
    project: _Project, schedule: Schedule, chosen: Sequence[Session], *, complete: bool
) -> None:
    conference, plan = schedule.conference, project.plan
    known = project.manifest.conferences.get(name_key(conference), {})
    keys = find_entries(known, schedule.sessions)
    former = {key: known[old].title for key, old in keys.items()}
    sessions = sort_sessions(schedule.sessions)
    matches = match_notes(conference, sessions, project.existing.talks, former)
    pages = {key: known[old].page for key, old in keys.items()}
    wanted = {session.key for session in chosen}
    told = [
        session for session in sessions
        if session.key in wanted or session.key in matches.notes or pages.get(session.key)
    ]  # fmt: skip
    plan.changes += compare_all(told, matches.notes, known, keys)
    plan.changes += [c for key, c in find_gone(known, keys) if complete or known[key].page]
    plan.noted += len(wanted & matches.noted)
    new = [
        session for session in sort_sessions(chosen)
        if session.key not in matches.noted and not pages.get(session.key) and not session.cancelled
    ]  # fmt: skip
    pages.update(_plan_pages(project, schedule, new))
    project.manifest.conferences[name_key(conference)] = _make_entries(sessions, pages)


def _make_entries(sessions: Sequence[Session], pages: Mapping[str, str]) -> dict[str, Entry]:
    return {s.key: make_entry(s, pages.get(s.key, "")) for s in sessions}


def _plan_pages(project: _Project, schedule: Schedule, new: Sequence[Session]) -> dict[str, str]:
    """Put stubs on the pages of their days; return the page of each session."""
    plan, conference = project.plan, schedule.conference
    pages: dict[str, str] = {}
    for date in dict.fromkeys(session.date for session in new):
        number = 1
        while True:
            page = get_page(conference, date, number)
            text = project.get_own(page)
            if text is not None or project.is_free(page):
                break
            number += 1
        stubs = []
        for session in new:
            if session.date == date:
                lines, reports = write_stub(session, abstract=project.abstracts)
                plan.reports += [replace(report, page=page) for report in reports]
                stubs.append((session, lines))
                pages[session.key] = page
        fresh = write_page(conference, date, [lines for _session, lines in stubs])
        project.put(page, fresh if text is None else _insert(text, page, stubs))
        plan.stubs += len(stubs)
    if pages:
        _plan_index(project, schedule, dict.fromkeys(pages.values()))
    return pages


def _insert(text: str, page: str, stubs: Sequence[tuple[Session, list[str]]]) -> str:
    """Return a page of ours with more stubs, each before the first talk that starts later."""
    talks, _declared = read_page(text, PurePosixPath(page))
    lines = text.removesuffix("\n").split("\n")
    places = [
        next(
            (talk.line - 1 for talk in talks
             if session.start is not None and (talk.start is None or talk.start > session.start)),
            len(lines),
        )
        for session, _lines in stubs
    ]  # fmt: skip
    for place, (_session, stub) in reversed(list(zip(places, stubs, strict=True))):
        lines[place:place] = ["", *stub] if place == len(lines) else [*stub, ""]
    return "\n".join(lines) + "\n"


def _plan_index(project: _Project, schedule: Schedule, pages: Mapping[str, None]) -> None:
    """Write the page of the conference, if there is none; it lists the pages of its days."""
    conference = schedule.conference
    index = f"{get_folder(conference)}/{_HOME}"
    if project.is_free(index):
        declare = name_key(conference) not in project.existing.conferences
        project.put(index, write_index(conference, schedule, declare=declare))
        project.plan.loose.append(index)
    elif index not in project.manifest.pages:
        project.plan.loose += [page for page in pages if page not in project.plan.replaced]


def _plan_home(project: _Project, schedules: Sequence[Schedule], *, empty: bool) -> None:
    """Write a home page and ``conf.py`` into an empty folder, or add to a home page of ours."""
    plan = project.plan
    folders = sorted(
        page.rpartition("/")[0] for page in project.manifest.pages if page.endswith(f"/{_HOME}")
    )
    name = schedules[0].conference if len(schedules) == 1 else "Conferences"
    if empty:
        conf = plan_project(Collection(Path(name.replace("/", " ").replace("\\", " "))))
        project.put("conf.py", conf.texts["conf.py"])
        project.put(_HOME, write_home(name, folders))
    elif (text := project.get_own(_HOME)) is not None:
        title = text.partition("\n")[0].removeprefix("# ")
        home = write_home("", folders).replace("# \n", f"# {title}\n", 1)
        if home != text:
            project.put(_HOME, home)
    else:
        return
    plan.loose = [page for page in plan.loose if not page.endswith(f"/{_HOME}")]
