"""Stubs for sessions: which are written, where, and what is said to have changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_talknotes.importers.schedules import Schedule, Session
from sphinx_talknotes.importers.schedules.choosing import (
    Choice,
    ChoiceError,
    choose,
    find_starred,
)
from sphinx_talknotes.importers.schedules.existing import read_existing, read_page
from sphinx_talknotes.importers.schedules.manifest import NAME
from sphinx_talknotes.importers.schedules.plan import plan_stubs
from sphinx_talknotes.importers.schedules.stubs import make_options, quote, write_stub
from sphinx_talknotes.importers.schedules.writing import write_all
from sphinx_talknotes.model.fields import Context, parse_fields
from sphinx_talknotes.model.records import Person

DAY = dt.date(2024, 7, 10)
ADA = Person("Ada Lovelace", "Analytical Society")
CHARLES = Person("Charles Babbage")
NOTES = Session(
    "a", "Notes on notes", (ADA,), DAY, 570, 600, room="Forum", track="Practice",
    url="https://talks.example.org/a/", videos=("https://youtu.be/dQw4w9WgXcQ",),
)  # fmt: skip
LOOMS = Session("b", "Looms", (CHARLES,), DAY, 660, 690, room="Attic", kind="tutorial")
CARDS = Session("c", "Cards *of* all [colours]", (), DAY + dt.timedelta(1), 540, 600)


def schedule(*sessions, **values):
    return Schedule(
        "Analytical Days 2024", "Europe/Prague", "https://talks.example.org/", DAY,
        DAY + dt.timedelta(1), list(sessions or (NOTES, LOOMS, CARDS)), **values,
    )  # fmt: skip


def run(root, *sessions, chosen=None, **options):
    """Plan and write; return the plan."""
    found = schedule(*sessions)
    wanted = found.sessions if chosen is None else chosen
    plan = plan_stubs(root, [found], [wanted], complete=chosen is None, **options)
    write_all(root, plan.texts, plan.replaced)
    return plan


def changes(plan):
    return [str(change) for change in plan.changes]


def change(session, **values):
    return dataclasses.replace(session, **values)


def snapshot(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


# -- the first time


def test_a_project_from_nothing(tmp_path):
    root = tmp_path / "new"
    plan = run(root)
    names = {path.relative_to(root).as_posix() for path in snapshot(root)}
    assert names == {
        "conf.py", "index.md", "analytical-days-2024/index.md", NAME,
        "analytical-days-2024/2024-07-10.md", "analytical-days-2024/2024-07-11.md",
    }  # fmt: skip
    assert (plan.stubs, plan.noted, plan.changes, plan.reports, plan.loose) == (3, 0, [], [], [])
    page = (root / "analytical-days-2024" / "2024-07-10.md").read_text(encoding="utf-8")
    assert page == (
        "---\nconference: Analytical Days 2024\ndate: 2024-07-10\n---\n\n"
        "# Analytical Days 2024, 2024-07-10\n\n"
        ":::{talk} Notes on notes\n:speakers: Ada Lovelace (Analytical Society)\n"
        ":start: 09:30\n:end: 10:00\n:status: planned\n:room: Forum\n:track: Practice\n"
        ":url: https://talks.example.org/a/\n:video: https://youtu.be/dQw4w9WgXcQ\n:::\n\n"
        ":::{talk} Looms\n:speakers: Charles Babbage\n:start: 11:00\n:end: 11:30\n"
        ":kind: tutorial\n:status: planned\n:room: Attic\n:::\n"
    )
    index = (root / "analytical-days-2024" / "index.md").read_text(encoding="utf-8")
    assert ":timezone: Europe/Prague\n:url: https://talks.example.org/\n" in index
    second = (root / "analytical-days-2024" / "2024-07-11.md").read_text(encoding="utf-8")
    assert r"{talk} Cards \*of\* all \[colours\]" in second


def test_what_is_read_again_is_what_was_written(tmp_path):
    run(tmp_path)
    talks = {talk.title: talk for talk in read_existing(tmp_path).talks}
    assert list(talks) == ["Notes on notes", "Looms", "Cards *of* all [colours]"]
    notes = talks["Notes on notes"]
    assert (notes.speakers, notes.start, notes.room, notes.status) == (
        (ADA,), 570, "Forum", "planned",
    )  # fmt: skip
    assert (str(notes.date), notes.conference) == ("2024-07-10", "Analytical Days 2024")
    assert (notes.url, notes.line) == ("https://talks.example.org/a/", 8)


def test_cancelled_sessions_have_no_stub(tmp_path):
    plan = run(tmp_path, change(NOTES, cancelled=True), LOOMS)
    assert plan.stubs == 1
    assert "Notes on notes" not in "".join(plan.texts[page] for page in plan.texts if page != NAME)


def test_sessions_without_a_day(tmp_path):
    plan = run(tmp_path, change(LOOMS, date=None, start=None, end=None))
    text = plan.texts["analytical-days-2024/undated.md"]
    assert "date:" not in text
    assert "sessions without a date" in text


def test_an_end_after_midnight_is_written_as_a_length():
    options = make_options(change(LOOMS, start=1425, end=1455))
    assert (options["start"], options.get("end"), options["duration"]) == ("23:45", None, "30 min")


def test_a_recording_without_a_player_is_a_link():
    file, player = "https://video.example.org/1.webm", "https://youtu.be/dQw4w9WgXcQ"
    lines, _reports = write_stub(change(LOOMS, videos=(file, player), abstract="A"), abstract=True)
    assert f":video: {player}" in lines
    assert lines[-5:] == ["", f"Recording: <{file}>", "", "> A", ":::"]


def test_abstracts_are_quotations():
    text = (
        "First.\r\n\n# No heading\n* one\n• two\n1. three\n:::{talk} no\n<b>x</b>\n"
        "% no comment\n{attribute}\n---\n> no quotation\n(label)=\n[a](b)"
    )
    assert quote(text) == [
        "> First.", ">", r"> \# No heading", "> - one", "> - two", r"> 1\. three",
        r"> \:::{talk} no", r"> \<b\>x\</b\>", r"> \% no comment", r"> \{attribute}", r"> \---",
        r"> \> no quotation", r"> \(label)=", r"> \[a\](b)",
    ]  # fmt: skip


def test_a_value_that_talks_can_not_take_is_left_out():
    lines, reports = write_stub(change(LOOMS, kind="talk", language="not a language"))
    assert not any("language" in line for line in lines)
    (report,) = reports
    assert "'Looms': language: 'not a language' is not a language tag" in report.message


@given(st.lists(st.text(min_size=1, max_size=12), max_size=3))
def test_speakers_of_any_name_are_read_as_they_are(names):
    people = tuple(
        Person(name) for name in dict.fromkeys(" ".join(n.split()) for n in names)
        if name and name.isprintable() and "(" not in name
    )  # fmt: skip
    values, reports = parse_fields(make_options(change(LOOMS, speakers=people)), Context())
    assert (values.get("speakers", ()), reports) == (people, [])


@pytest.mark.parametrize(
    "person", [Person("Martin Luther King, Jr."), Person("Lutz & Co"), Person("A", "B, C; D and E")]
)
def test_speakers_with_marks_of_lists(person):
    for people in ((person,), (person, ADA)):
        options = make_options(change(LOOMS, speakers=people))
        assert parse_fields(options, Context())[0]["speakers"] == people


# -- again


def test_the_second_time_nothing_is_written(tmp_path):
    run(tmp_path)
    before = snapshot(tmp_path)
    plan = run(tmp_path)
    assert (plan.texts, plan.stubs, plan.noted, plan.changes) == ({}, 0, 3, [])
    assert snapshot(tmp_path) == before


def test_changes_are_told_and_stubs_left_as_they_are(tmp_path):
    run(tmp_path)
    before = snapshot(tmp_path)
    moved = change(NOTES, start=615, room="Attic", title="Notes on everything")
    later = change(CARDS, date=DAY, cancelled=True)
    plan = run(tmp_path, moved, LOOMS, later)
    assert changes(plan) == [
        (
            "time: Cards *of* all [colours]: 2024-07-11 09:00 -> 2024-07-10 09:00"
            " [analytical-days-2024/2024-07-11.md:8]"
        ),
        (
            "cancelled: Cards *of* all [colours] (2024-07-10 09:00)"
            " [analytical-days-2024/2024-07-11.md:8]"
        ),
        (
            "time: Notes on everything: 2024-07-10 09:30 -> 2024-07-10 10:15"
            " [analytical-days-2024/2024-07-10.md:8]"
        ),
        "room: Notes on everything: Forum -> Attic [analytical-days-2024/2024-07-10.md:8]",
        "title: Notes on notes -> Notes on everything [analytical-days-2024/2024-07-10.md:8]",
    ]
    after = snapshot(tmp_path)
    assert {path for path in after if after[path] != before[path]} == {tmp_path / NAME}
    # until the notes say so too
    assert changes(run(tmp_path, moved, LOOMS, later)) == changes(plan)


def test_a_session_that_is_gone_is_told_once(tmp_path):
    run(tmp_path)
    assert changes(run(tmp_path, NOTES, CARDS)) == [
        "gone: Looms (2024-07-10 11:00, Attic) [analytical-days-2024/2024-07-10.md]"
    ]
    assert changes(run(tmp_path, NOTES, CARDS)) == []


def test_a_session_that_is_back(tmp_path):
    run(tmp_path)
    page = tmp_path / "analytical-days-2024" / "2024-07-10.md"
    text = page.read_text(encoding="utf-8").replace("status: planned", "status: cancelled")
    page.write_text(text, encoding="utf-8")
    assert changes(run(tmp_path, NOTES, CARDS, change(LOOMS, cancelled=True)))[0].startswith("back")


def test_a_new_title_without_an_address(tmp_path):
    """The session of the last run tells which notes are about it."""
    run(tmp_path, LOOMS, CARDS)
    plan = run(tmp_path, change(LOOMS, title="Weaving"), CARDS)
    assert changes(plan) == ["title: Looms -> Weaving [analytical-days-2024/2024-07-10.md:8]"]
    assert plan.stubs == 0


def test_new_sessions_go_into_an_untouched_page_by_time(tmp_path):
    run(tmp_path, NOTES, LOOMS)
    first = change(LOOMS, key="x", title="First", start=500, end=510)
    between = change(LOOMS, key="y", title="Between", start=600, end=610)
    last = change(LOOMS, key="z", title="Last", start=None, end=None)
    plan = run(tmp_path, NOTES, LOOMS, first, between, last)
    assert changes(plan) == [
        "new: First (2024-07-10 08:20, Attic)", "new: Between (2024-07-10 10:00, Attic)",
        "new: Last (2024-07-10, Attic)",
    ]  # fmt: skip
    titles = [talk.title for talk in read_existing(tmp_path).talks]
    assert titles == ["First", "Notes on notes", "Between", "Looms", "Last"]
    assert "\n\n\n" not in plan.texts["analytical-days-2024/2024-07-10.md"]
    # and it counts as untouched again
    more = change(LOOMS, key="w", title="More", start=505, end=506)
    run(tmp_path, NOTES, LOOMS, first, between, last, more)
    assert len(list((tmp_path / "analytical-days-2024").glob("2024-07-10*"))) == 1


def test_new_sessions_go_beside_a_page_that_was_edited(tmp_path):
    run(tmp_path, NOTES)
    page = tmp_path / "analytical-days-2024" / "2024-07-10.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    before = page.read_bytes()
    run(tmp_path, NOTES, LOOMS)
    beside = page.with_name("2024-07-10-2.md")
    assert (page.read_bytes(), "{talk} Looms" in beside.read_text(encoding="utf-8")) == (
        before, True,
    )  # fmt: skip
    run(tmp_path, NOTES, LOOMS, change(LOOMS, key="z", title="Third"))
    assert "{talk} Third" in beside.read_text(encoding="utf-8")


def test_line_ends_of_another_system_are_no_edit(tmp_path):
    run(tmp_path, NOTES)
    page = tmp_path / "analytical-days-2024" / "2024-07-10.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    run(tmp_path, NOTES, LOOMS)
    assert "{talk} Looms" in page.read_text(encoding="utf-8")


def test_a_stub_that_was_taken_away_stays_away(tmp_path):
    run(tmp_path, NOTES, LOOMS)
    page = tmp_path / "analytical-days-2024" / "2024-07-10.md"
    page.write_text("# Nothing for me\n", encoding="utf-8")
    plan = run(tmp_path, NOTES, LOOMS)
    assert (plan.stubs, plan.texts) == (0, {})


def test_another_format_of_the_same_schedule(tmp_path):
    """Other keys: the address counts, then the title."""
    run(tmp_path)
    others = [change(s, key=f"{s.key}@example.org") for s in (NOTES, LOOMS, CARDS)]
    plan = run(tmp_path, *others)
    assert (plan.stubs, plan.changes) == (0, [])


def test_a_second_conference_is_added_to_our_home_page(tmp_path):
    run(tmp_path)
    other = Schedule("Looms 2025", sessions=[change(LOOMS, date=None)])
    plan = plan_stubs(tmp_path, [other], [other.sessions])
    write_all(tmp_path, plan.texts, plan.replaced)
    home = (tmp_path / "index.md").read_text(encoding="utf-8")
    assert home.startswith("# Analytical Days 2024\n")
    assert "/analytical-days-2024/index\n/looms-2025/index\n" in home
    assert plan.loose == []


def test_a_home_page_that_was_edited_is_left_alone(tmp_path):
    run(tmp_path)
    (tmp_path / "index.md").write_text("# My home\n", encoding="utf-8")
    other = Schedule("Looms 2025", sessions=[change(LOOMS, date=None)])
    plan = plan_stubs(tmp_path, [other], [other.sessions])
    assert "index.md" not in plan.texts
    assert plan.loose == ["looms-2025/index.md"]


def test_only_what_is_chosen_and_noted_is_told(tmp_path):
    run(tmp_path, chosen=[NOTES])
    moved = [change(s, start=900, end=930) for s in (NOTES, LOOMS, CARDS)]
    extra = change(LOOMS, key="n", title="New one")
    plan = run(tmp_path, *moved, extra, chosen=[moved[1]])
    assert [c.title for c in plan.changes] == ["Looms", "Notes on notes"]
    assert plan.stubs == 1


def test_a_manifest_that_is_broken(tmp_path):
    run(tmp_path)
    for text in ("{", "[]", '{"version": 2}', '{"version": 1, "pages": 3}', "[" * 9999):
        (tmp_path / NAME).write_text(text, encoding="utf-8")
        plan = plan_stubs(tmp_path, [schedule()], [[NOTES, LOOMS]])
        assert "can't be read" in plan.reports[0].message
        assert (plan.stubs, list(plan.texts)) == (0, [NAME])


# -- with notes that are there

MYST = """\
---
conference: Analytical Days 2024
date: 2024-07-10
---
# My notes

```{code-block} md
:::{talk} Looms
:::
```

````{talk} A **note** on [notes](https://example.org/)
:url: http://www.talks.example.org/a
:room: "Forum: left"   # not the gallery
:start: 09:30

Text.
````

:::{conference} Analytical Days 2024
:::
"""
REST = """\
My notes
========

Write it so::

   .. talk:: Notes on notes

.. code-block:: rst

   .. talk:: Cards *of* all [colours]

.. conference:: Analytical Days 2024

.. talk:: Looms
   :speakers: Charles Babbage,
      Ada Lovelace
   :start: 11:00

   Text.
"""


@pytest.fixture
def notes(tmp_path):
    (tmp_path / "conf.py").write_text("project = 'Mine'\n", encoding="utf-8")
    (tmp_path / "mine.md").write_text(MYST, encoding="utf-8")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "mine.rst").write_text(REST, encoding="utf-8")
    return tmp_path


def test_talks_that_are_noted_get_no_stub(notes):
    before = snapshot(notes)
    plan = run(notes)
    assert (plan.stubs, plan.noted) == (1, 2)
    assert changes(plan) == [
        "room: Notes on notes: Forum: left -> Forum [mine.md:12]",
        "title: A note on notes -> Notes on notes [mine.md:12]",
    ]
    assert {path: data for path, data in snapshot(notes).items() if path in before} == before
    assert plan.loose == ["analytical-days-2024/index.md"]
    # it is declared already
    assert "{conference}" not in plan.texts["analytical-days-2024/index.md"]


def test_directives_of_both_markups():
    talks, declared = read_page(MYST, PurePosixPath("a.md"))
    assert [(t.title, t.line, t.room, t.conference) for t in talks] == [
        ("A note on notes", 12, "Forum: left", "Analytical Days 2024")
    ]
    assert declared == {"analyticaldays2024"}
    (talk,), _declared = read_page(REST, PurePosixPath("a.rst"))
    assert (talk.title, talk.line, talk.start) == ("Looms", 14, 660)
    assert talk.speakers == (CHARLES, Person("Ada Lovelace"))
    assert talk.conference == "Analytical Days 2024"
    fields = "\n:conference: Elsewhere\n:date: 2024-07-10\n\n.. talk:: Looms\n"
    (talk,), _declared = read_page(fields, PurePosixPath("a.rst"))
    assert (talk.conference, str(talk.date)) == ("Elsewhere", "2024-07-10")
    yaml = "::::{talk} Looms\n---\nstart: '11:00'\nroom: Attic\n---\n::::\n"
    (talk,), _declared = read_page(yaml, PurePosixPath("a.md"), "Elsewhere")
    assert (talk.start, talk.room, talk.conference) == (660, "Attic", "Elsewhere")


def test_plain_headings_count_too(tmp_path):
    (tmp_path / "2024-07-10.md").write_text(
        "# Analytical Days 2024, Day 1\n\n"
        "## 11:00, [Looms](https://example.org/l), C. Babbage\n\nx\n",
        encoding="utf-8",
    )
    plan = run(tmp_path, change(LOOMS, url="https://example.org/l/"), CARDS)
    assert (plan.stubs, plan.noted) == (1, 1)
    assert "conf.py" not in plan.texts


@pytest.mark.parametrize(
    ("note", "found"),
    [
        (":::{talk} LOOMS\n:::\n", True),
        (":::{talk} Looms\n:speakers: Charles Babbage, Ada Lovelace\n:::\n", True),
        (":::{talk} Looms\n:speakers: Ada Lovelace\n:::\n", False),
        (":::{talk} Looms\n:conference: Another 2024\n:::\n", False),
        (":::{talk} Looms\n:date: 2019-07-10\n:::\n", False),
        (":::{talk} Else\n:video: https://www.youtube.com/watch?v=dQw4w9WgXcQ\n:::\n", True),
        (":::{talk} Else\n:url: https://talks.example.org/a?x=1\n:::\n", False),
    ],
)
def test_what_makes_the_same_talk(tmp_path, note, found):
    (tmp_path / "n.md").write_text(note, encoding="utf-8")
    plan = run(tmp_path, NOTES, LOOMS)
    assert plan.stubs == (1 if found else 2)


def test_sessions_of_one_title_are_told_apart_by_day(tmp_path):
    days = [
        change(LOOMS, key=f"l{n}", title="Lightning talks", speakers=(),
               date=DAY + dt.timedelta(n)) for n in range(3)
    ]  # fmt: skip
    run(tmp_path, *days[:2])
    plan = run(tmp_path, *days)
    assert (plan.stubs, changes(plan)) == (1, ["new: Lightning talks (2024-07-12 11:00, Attic)"])


def test_a_page_of_theirs_where_ours_would_be(tmp_path):
    folder = tmp_path / "analytical-days-2024"
    folder.mkdir()
    for name in ("2024-07-10.md", "index.md"):
        (folder / name).write_text("# Mine\n", encoding="utf-8")
    plan = run(tmp_path, LOOMS)
    assert (folder / "2024-07-10.md").read_text(encoding="utf-8") == "# Mine\n"
    assert "{talk} Looms" in (folder / "2024-07-10-2.md").read_text(encoding="utf-8")
    assert plan.loose == ["analytical-days-2024/2024-07-10-2.md"]


# -- writing


def test_a_link_that_leads_away_is_not_followed(tmp_path):
    root, away = tmp_path / "root", tmp_path / "away"
    root.mkdir()
    away.mkdir()
    (root / "mine.txt").touch()
    (root / "analytical-days-2024").symlink_to(away)
    with pytest.raises(ValueError, match="leads out of"):
        run(root, LOOMS)
    assert (list(away.iterdir()), (root / NAME).exists()) == ([], False)


def test_all_or_nothing(tmp_path):
    (tmp_path / "a.md").write_text("a", encoding="utf-8")
    before = snapshot(tmp_path)
    with pytest.raises(FileExistsError):
        write_all(tmp_path, {"b.md": "b", "a.md": "x"}, set())
    with pytest.raises(OSError, match=r"a\.md"):
        write_all(tmp_path, {"b.md": "b", "a.md/c.md": "x"}, {"a.md"})
    assert snapshot(tmp_path) == before
    write_all(tmp_path, {"a.md": "new", "c/d.md": "d"}, {"a.md"})
    assert sorted(path.name for path in snapshot(tmp_path)) == ["a.md", "d.md"]
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "new"


def test_the_manifest_is_plain_json(tmp_path):
    run(tmp_path)
    data = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))
    assert data["version"] == 1
    assert data["conferences"]["analyticaldays2024"]["a"] == {
        "title": "Notes on notes", "date": "2024-07-10", "start": "09:30", "room": "Forum",
        "url": "https://talks.example.org/a/", "cancelled": False,
        "page": "analytical-days-2024/2024-07-10.md",
    }  # fmt: skip


# -- choosing


@pytest.mark.parametrize(
    ("choice", "keys"),
    [
        (Choice(), "abc"),
        (Choice(days=("2024-07-11",)), "c"),
        (Choice(days=("1",)), "ab"),
        (Choice(days=("2", "wed")), "abc"),
        (Choice(rooms=("forum",)), "a"),
        (Choice(rooms=("forum", "attic")), "ab"),
        (Choice(speakers=("babbage",)), "b"),
        (Choice(tracks=("practice",), days=("1",)), "a"),
        (Choice(starred=(Session("a@example.org", "?"),)), "a"),
        (Choice(starred=(Session("?", "?", url="http://talks.example.org/a"),)), "a"),
        (Choice(starred=(Session("?", "LOOMS"), Session("?", "Nothing"))), "b"),
        (Choice(starred=(Session("?", "Looms - Charles Babbage"),)), "b"),
    ],
)
def test_choosing(choice, keys):
    (chosen,) = choose([schedule()], choice)
    assert "".join(session.key for session in chosen) == keys


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(days=("2024-07-12",)), "the day '2024-07-12'; there are 2024-07-10, 2024-07-11"),
        (Choice(days=("0", "9", "x")), "the day '0' or '9' or 'x'"),
        (Choice(rooms=("for",)), "there are Attic, Forum"),
        (Choice(speakers=("Grace",)), "there are Ada Lovelace, Charles Babbage"),
        (Choice(tracks=("x",), rooms=("attic",)), "the track 'x'; there is none"),
        (Choice(starred=(Session("?", "x"),)), "none of the starred sessions"),
    ],
)
def test_choosing_nothing(choice, words):
    with pytest.raises(ChoiceError, match=re.escape(words)):
        choose([schedule()], choice)


def test_starred_by_the_code_of_pretalx():
    sessions = [change(NOTES, key="ABCDEF"), change(LOOMS, key="GHIJKL-1")]
    stars = [Session("pretalx-big-2024-ABCDEF@x.org", "?"), Session("pretalx-b-GHIJKL-1@x", "?")]
    assert find_starred(sessions, stars) == ({"ABCDEF", "GHIJKL-1"}, [])


def test_starred_of_one_title_by_time():
    later = change(LOOMS, key="later", start=900)
    star = Session("?", "Looms", date=DAY, start=900)
    assert find_starred([LOOMS, later], [star])[0] == {"later"}
    assert find_starred([LOOMS, later], [Session("?", "Looms")])[0] == {"b", "later"}


@pytest.mark.parametrize(
    ("title", "options", "noted"),
    [
        ("Looms, and what is woven", ":speakers: Charles Babbage", True),
        ("Looms and what's wowen on them", ":speakers: C. Babbage, Ann Bee", True),
        ("Looms and what is woven on them", ":speakers: Ann Bee", False),
        ("Weaving", ":speakers: Charles Babbage", False),
        ("Weaving", ":speakers: Charles Babbage\n:start: 11:00\n:room: attic", True),
        ("Weaving", ":speakers: Ann Bee\n:start: 11:00\n:room: Attic", False),
        ("Weaving", ":speakers: Charles Babbage\n:start: 11:00\n:room: Forum", False),
    ],
)
def test_a_title_that_is_nearly_the_same(tmp_path, title, options, noted):
    (tmp_path / "day.md").write_text(
        f"---\nconference: Analytical Days 2024\ndate: 2024-07-10\n---\n\n"
        f":::{{talk}} {title}\n{options}\n:::\n",
        encoding="utf-8",
    )
    plan = run(tmp_path, change(LOOMS, title="Looms and what is woven on them"))
    assert (plan.stubs, plan.noted) == (1 - noted, noted)
