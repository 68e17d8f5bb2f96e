"""Schedules that are broken, odd, or meant to do harm: a report each, never an exception."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_talknotes.importers.schedules import document, read_schedules
from sphinx_talknotes.importers.schedules.reading import (
    looks_like_schedule,
    read_schedule_bytes,
)
from sphinx_talknotes.importers.schedules.stubs import write_stub
from sphinx_talknotes.model.problems import Problem

DATA = Path(__file__).parent / "importing" / "schedules"
JSON_FILES = sorted(
    path for path in DATA.glob("*/*/source/**/*.json") if path.name != "NO_PUBLISH.json"
)
EVENT = "<event id='1'><title>T</title><start>09:00</start></event>"
FRAME = (
    "<schedule><conference><title>C</title></conference>"
    "<day date='2024-07-10'><room name='R'>{}</room></day></schedule>"
)


def read(tmp_path, data, name="schedule.json"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_schedules(path)


def messages(reports):
    return " | ".join(report.message for report in reports)


@pytest.mark.parametrize(
    ("data", "words", "line"),
    [
        ("", "neither JSON, XML nor a calendar", None),
        ("Some words.", "neither JSON, XML nor a calendar", None),
        (b"\x89PNG\r\n\x1a\n\0\0", "neither JSON, XML nor a calendar", None),
        ('{"a":\n [1,}', "the JSON is broken", 2),
        ("[" * 5000 + "]" * 5000, "nested too deeply", None),
        ("[" * 100 + "]" * 100, "nested too deeply", None),
        ('{"n": ' + "9" * 10000 + "}", "can't be read", None),
        ('{"name": "package", "version": "1"}', "no schedule of a known format", None),
        ("[1, 2]", "no schedule of a known format", None),
        ("<schedule>\n<conference></day>", "the XML is broken: mismatched tag", 2),
        ("<html><body>Hello</body></html>", "no schedule of a known format", None),
        ("<a>" * 100 + "</a>" * 100, "nested too deeply", 1),
        ("<?xml version='1.0' encoding='no-such'?><a/>", "the XML", None),
        (
            '<!DOCTYPE x [<!ENTITY a "ha">\n<!ENTITY b "&a;&a;&a;">]><schedule>&b;</schedule>',
            "refused",
            1,
        ),
        (
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><schedule>&a;</schedule>',
            "refused",
            1,
        ),
    ],
)
def test_what_is_no_schedule(tmp_path, data, words, line):
    schedules, (report,) = read(tmp_path, data)
    assert schedules == []
    assert words in report.message
    assert (report.problem, report.page) == (Problem.SCHEDULE, "schedule.json")
    assert line is None or report.line == line


def test_a_document_type_is_no_harm(tmp_path):
    text = f'<!DOCTYPE schedule SYSTEM "http://localhost:9/x.dtd">{FRAME.format(EVENT)}'
    (schedule,), reports = read(tmp_path, text, "schedule.xml")
    assert ([session.title for session in schedule.sessions], reports) == (["T"], [])


def test_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(document, "MAX_BYTES", 20)
    schedules, reports = read(tmp_path, FRAME.format(EVENT))
    assert (schedules, "bytes are more than" in messages(reports)) == ([], True)


def test_too_many_elements(tmp_path, monkeypatch):
    monkeypatch.setattr("sphinx_talknotes.importers.schedules.trees._MAX_NODES", 10)
    schedules, reports = read(tmp_path, FRAME.format(EVENT * 10))
    assert (schedules, "too many elements" in messages(reports)) == ([], True)


def test_nothing_there(tmp_path):
    (tmp_path / "empty").mkdir()
    assert "can't be read" in messages(read_schedules(tmp_path / "nowhere.xml")[1])
    assert "has no schedule" in messages(read_schedules(tmp_path / "empty")[1])
    assert not looks_like_schedule(tmp_path / "nowhere")
    assert not looks_like_schedule(tmp_path / "empty")


def test_one_bad_file_of_many(tmp_path):
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    (tmp_path / "c.xml").write_text(FRAME.format(EVENT), encoding="utf-8")
    (tmp_path / "d.ics").symlink_to("/etc/hostname")
    (schedule,), reports = read_schedules(tmp_path)
    assert len(schedule.sessions) == 1
    assert [report.page for report in reports] == ["a.json", "b.json"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_encodings(tmp_path, encoding):
    text = (
        "BEGIN:VCALENDAR\nX-WR-CALNAME:Götter\nBEGIN:VEVENT\nUID:1\nDTSTART:20240710T090000Z\n"
        "SUMMARY:Gödel\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (schedule,), reports = read(tmp_path, text.encode(encoding), "a.ics")
    assert (schedule.conference, schedule.sessions[0].title) == ("Götter", "Gödel")
    assert bool(reports) is (encoding == "latin-1")


def test_wrong_types_are_told(tmp_path):
    event = {
        "title": ["no", "title"], "guid": 5, "start": {"a": 1}, "date": "soon", "duration": "long",
        "room": 7, "persons": {"a": "Ada Lovelace"}, "links": "https://example.org/",
        "url": "javascript:alert(1)", "language": [1], "abstract": 3,
    }  # fmt: skip
    good = {**event, "title": "Notes"}
    data = {"schedule": {"conference": {
        "title": "C", "time_zone_name": "Moon/Base", "tracks": 3, "rooms": [4],
        "days": [{"date": "2024-07-10", "rooms": {"R": [event, good, "x"], "S": good}}, "day"],
    }}}  # fmt: skip
    (schedule,), reports = read(tmp_path, json.dumps(data))
    first = schedule.sessions[0]
    assert (first.title, first.room, str(first.speakers[0])) == ("Notes", "7", "Ada Lovelace")
    assert (first.url, first.language, first.start) == ("", "", None)
    told = messages(reports)
    for part in (
        "there is no time zone 'Moon/Base'",
        "`title` is a list, and text is expected",
        "a session has no title",
        "a session is text, and an object is expected",
        "`days` has text, and an object is expected",
        "`date` is no date with a time: 'soon'",
        "`duration` is no length of time: 'long'",
        "`persons` is an object, and a list is expected",
        "`url` is no http(s) address",
        "`rooms` has a number, and an object is expected",
    ):
        assert part in told


def test_only_the_first_of_very_many_problems(tmp_path):
    data = {"schedule": {"conference": {"title": "C"}, "events": list(range(1))}}
    data["schedule"]["events"] = [{"title": f"T{n}", "url": "no"} for n in range(500)]
    (schedule,), reports = read(tmp_path, json.dumps(data))
    assert (len(schedule.sessions), len(reports)) == (500, 51)
    assert "450 more problems" in messages(reports)


def test_keys_are_made_where_there_are_none(tmp_path):
    events = EVENT.replace(" id='1'", "") * 3 + EVENT * 2
    (schedule,), _reports = read(tmp_path, FRAME.format(events), "a.xml")
    assert [session.key for session in schedule.sessions] == ["t", "t-2", "t-3", "1", "1-2"]


def test_without_the_libraries(tmp_path, monkeypatch):
    for name in ("defusedxml", "defusedxml.ElementTree", "icalendar"):
        monkeypatch.setitem(sys.modules, name, None)
    for name, data in (("a.xml", FRAME), ("a.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")):
        schedules, (report,) = read(tmp_path, data, name)
        assert schedules == []
        assert "pip install 'sphinx-talknotes[import]'" in report.message


LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["2024-02-30", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00",
                       "24:00", "99:99", "\ud800", "https://[x", "-1", "a\nb\0c"])
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def paths_in(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths_in(item, (*path, key))


@given(data=st.data(), file=st.sampled_from(JSON_FILES))
def test_any_value_may_be_anything(data, file):
    value = json.loads(file.read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        *path, last = data.draw(st.sampled_from([p for p in paths_in([value]) if p]))
        inner = outer = [value]
        for key in path:
            inner = inner[key]
        inner[last] = data.draw(VALUES)
        (value,) = outer
    schedules, reports = read_schedule_bytes(json.dumps(value).encode(), file.name)
    for schedule in schedules:
        for session in schedule.sessions:
            lines, _problems = write_stub(session, abstract=True)
            "\n".join(lines).encode()
    assert all(report.page == file.name for report in reports)


@given(st.text(max_size=200), st.integers(0, 2000), st.integers(0, 60))
def test_any_text_in_a_calendar(text, place, length):
    source = (DATA / "ical" / "pretalx" / "source" / "faved.ics").read_text(encoding="utf-8")
    changed = source[:place] + text + source[place + length :]
    data = changed.encode("utf-8", "replace")
    schedules, _reports = read_schedule_bytes(data, "a.ics")
    assert all(len(schedule.sessions) <= 4 for schedule in schedules)


@given(st.text(max_size=100), st.integers(0, 3000), st.integers(0, 60))
def test_any_text_in_xml(text, place, length):
    source = DATA / "frab-xml" / "pentabarf" / "source" / "schedule.xml"
    changed = source.read_text(encoding="utf-8")
    data = (changed[:place] + text + changed[place + length :]).encode("utf-8", "replace")
    read_schedule_bytes(data, "a.xml")


@pytest.mark.parametrize(
    ("zone", "name", "start", "said"),
    [
        ("Europe/Prague", "Europe/Prague", 690, ""),
        ("W. Europe Standard Time", "Europe/Berlin", 690, ""),
        ("Nowhere/Land", "UTC", 570, "there is no time zone 'Nowhere/Land'"),
    ],
)
def test_a_time_zone_that_the_calendar_does_not_define(tmp_path, zone, name, start, said):
    path = tmp_path / "a.ics"
    path.write_bytes((
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:T\r\n"
        f'DTSTART;TZID="{zone}":20240710T093000\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n'
        "SUMMARY:U\r\nDTSTART:20240710T093000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode())  # fmt: skip
    (schedule,), reports = read_schedules(path)
    assert [session.start for session in schedule.sessions] == [570, start]
    assert schedule.timezone == name
    assert [(r.page, r.line) for r in reports] == ([("a.ics", 4)] if said else [])
    assert all(said in report.message for report in reports)
