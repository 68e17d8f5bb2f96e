"""Sessions as `talk` directives with status ``planned``, and the pages that they stand on."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence

import yaml

from sphinx_talknotes.importers.schedules.base import Schedule, Session
from sphinx_talknotes.importers.schedules.clock import DAY
from sphinx_talknotes.importers.writer.directive import write_directive
from sphinx_talknotes.importers.writer.guard import escape
from sphinx_talknotes.model.dates import format_duration, format_time
from sphinx_talknotes.model.fields import (
    Context,
    parse_fields,
    parse_names,
    parse_people,
    parse_videos,
)
from sphinx_talknotes.model.names import tidy
from sphinx_talknotes.model.problems import Report
from sphinx_talknotes.model.records import Person

_BULLET = re.compile(r"[-*+•]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_MARKS = frozenset("#>+-=:~%|$({@_")


def sort_sessions(sessions: Iterable[Session]) -> list[Session]:
    """Return sessions by day, start, room and title; those without a day or a start last."""
    return sorted(sessions, key=lambda s: (
        s.date or dt.date.max, DAY * 2 if s.start is None else s.start, s.room, s.title, s.key
    ))  # fmt: skip


def write_stub(session: Session, *, abstract: bool = False) -> tuple[list[str], list[Report]]:
    """Return the lines of a `talk` directive, and the values that notes can't take."""
    options = make_options(session)
    _values, problems = parse_fields(options, Context())
    reports = [
        Report(problem.problem, f"{session.title[:60]!r}: {problem.message}; it is left out")
        for problem in problems
    ]
    for problem in problems:
        options.pop(problem.name, None)
    _players, links = sort_videos(session)
    body = [f"Recording: <{link}>" for link in links]
    if abstract and session.abstract:
        body += ["", *quote(session.abstract)] if body else quote(session.abstract)
    return write_directive("talk", escape(session.title), options, body), reports


def make_options(session: Session) -> dict[str, str]:
    """Return the options of a session, in the order in which they are written."""
    start, end, length = "", "", ""
    if session.start is not None:
        start = format_time(session.start)
        if session.end is not None and session.end > session.start:
            if session.end < DAY:
                end = format_time(session.end)
            else:
                # the talk goes on after midnight: an end before the start would say nothing
                length = format_duration(session.end - session.start)
    options = {
        "speakers": write_people(session.speakers),
        "start": start,
        "end": end,
        "duration": length,
        "kind": "" if session.kind == "talk" else session.kind,
        "status": "planned",
        "room": session.room,
        "track": session.track,
        "level": session.level,
        "language": session.language,
        "url": session.url,
        "video": " ".join(sort_videos(session)[0]),
        "slides": session.slides,
        "code": session.code,
        "paper": session.paper,
        "tags": _write_names(session.tags),
    }
    return {name: value for name, value in options.items() if value}


def sort_videos(session: Session) -> tuple[list[str], list[str]]:
    """Return recordings that a player can show, and those that are links only."""
    players: list[str] = []
    links: list[str] = []
    for address in session.videos:
        known = all(video.kind != "link" for video in parse_videos(address))
        (players if known else links).append(address)
    return players, links


def write_people(people: Sequence[Person]) -> str:
    """Return speakers as an option has them, so that they are read as the same people."""
    plain = ", ".join(map(str, people))
    for text in (plain, json.dumps([str(person) for person in people], ensure_ascii=False)):
        if parse_people(text) == tuple(people):
            return text
    return json.dumps([person.name for person in people], ensure_ascii=False)


def _write_names(names: Sequence[str]) -> str:
    plain = ", ".join(names)
    return plain if parse_names(plain) == tuple(names) else json.dumps(names, ensure_ascii=False)


def quote(text: str) -> list[str]:
    """Return text of somebody else as a quotation that says what it says and does nothing."""
    lines = [_quote_line(line) for line in text.strip().split("\n")]
    return [f"> {line}" if line else ">" for line in lines]


def _quote_line(line: str) -> str:
    line = tidy(line)
    if match := _BULLET.match(line):
        return f"- {_guard(line[match.end() :])}"
    return _guard(line)


def _guard(line: str) -> str:
    """Return Markdown for a line that begins nothing: no heading, list, comment, directive."""
    text = escape(line) if line else ""
    if match := _NUMBER.match(text):
        return f"{match[1]}\\{text[len(match[1]) :]}"
    return f"\\{text}" if text[:1] in _MARKS else text


def write_page(conference: str, date: dt.date | None, stubs: Sequence[Sequence[str]]) -> str:
    """Return a page of stubs, with front matter that all its talks take."""
    front: dict[str, object] = {"conference": conference}
    if date:
        front["date"] = date
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=1000)
    title = f"{conference}, {date or 'sessions without a date'}"
    blocks = [f"---\n{head}---", f"# {escape(title)}", *("\n".join(stub) for stub in stubs)]
    return "\n\n".join(blocks) + "\n"


def write_index(conference: str, schedule: Schedule, *, declare: bool) -> str:
    """Return the page of a conference: what it is, and its days."""
    days = [session.date for session in schedule.sessions if session.date]
    options = {
        "start": str(schedule.start or (min(days) if days else "")),
        "end": str(schedule.end or (max(days) if days else "")),
        "timezone": schedule.timezone,
        "url": schedule.url,
    }
    blocks = [[f"# {escape(conference)}"]]
    if declare:
        known = {name: value for name, value in options.items() if value}
        blocks.append(write_directive("conference", tidy(conference), known))
    blocks.append(write_directive("toctree", options={"maxdepth": "1", "glob": ""}, body=["*"]))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def write_home(title: str, folders: Sequence[str]) -> str:
    """Return a home page for a project that has none."""
    newest = write_directive("conferences")
    body = [f"/{folder}/index" for folder in folders]
    toctree = write_directive("toctree", options={"maxdepth": "2"}, body=body)
    blocks = [[f"# {escape(title)}"], ["## Conferences"], newest, ["## Pages"], toctree]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"
