"""Formats of schedules, each with its folder of examples in ``importing/schedules``."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from sphinx_talknotes.importers.schedules import read_schedules
from sphinx_talknotes.importers.schedules.reading import FORMATS

DATA = Path(__file__).parent / "importing" / "schedules"
CASES = sorted(path.parent for path in DATA.glob("*/*/expected.json"))


def name_case(path):
    return f"{path.parent.name}-{path.name}"


def to_plain(session):
    """Return what is known of a session, as JSON has it."""
    values = {}
    for field in dataclasses.fields(session):
        value = getattr(session, field.name)
        if value in ("", (), None, False) or (field.name, value) == ("kind", "talk"):
            continue
        if field.name == "speakers":
            value = [str(person) for person in value]
        elif field.name in ("start", "end"):
            value = f"{value // 60:02}:{value % 60:02}"
        elif field.name == "date":
            value = str(value)
        values[field.name] = list(value) if isinstance(value, tuple) else value
    return values


def read_case(folder):
    schedules, reports = read_schedules(folder / "source")
    return {
        "schedules": [
            {
                "conference": schedule.conference,
                "timezone": schedule.timezone,
                "url": schedule.url,
                "days": [str(schedule.start or ""), str(schedule.end or "")],
                "sessions": [to_plain(session) for session in schedule.sessions],
            }
            for schedule in schedules
        ],
        "reports": [f"{report.page}:{report.line or ''}: {report.message}" for report in reports],
    }


def test_every_format_has_examples():
    assert {path.parent.name for path in CASES} == {format_.name for format_ in FORMATS}


@pytest.mark.parametrize("folder", CASES, ids=name_case)
def test_format(folder):
    assert read_case(folder) == json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", CASES, ids=name_case)
def test_one_file_is_read_like_a_folder(folder):
    """Except for the files of pages that belong together."""
    files = [path for path in (folder / "source").rglob("*") if path.is_file()]
    if len(files) == 1:
        schedules, reports = read_schedules(files[0])
        assert (schedules, reports) == read_schedules(folder / "source")
