"""The catalogue: every question it answers, and what it reports."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_talknotes.catalogue import SORTS, Catalogue, Counts, Query
from sphinx_talknotes.catalogue.nearest import near_misses
from sphinx_talknotes.exporters.json import export_json
from sphinx_talknotes.model.dates import PartialDate, parse_date
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.model.records import (
    Declaration,
    PageRecords,
    Person,
    Place,
    Quote,
    Remark,
    Talk,
)
from sphinx_talknotes.video import parse_video

YOUTUBE = "https://youtu.be/dQw4w9WgXcQ"


def talk(title, page="page", *, line=1, position=0, anchor="", date=None, **values):
    names = values.pop("speakers", ())
    return Talk(
        title, Place(page, anchor or name_key(title), line), position,
        date=parse_date(date) if date else None,
        speakers=tuple(n if isinstance(n, Person) else Person(n) for n in names),
        videos=tuple(parse_video(v) for v in values.pop("videos", ())), **values,
    )  # fmt: skip


def declare(kind, name, page="about", *, line=1, **values):
    dates = tuple(parse_date(d) if d else None for d in values.pop("dates", (None, None)))
    return Declaration(kind, name, Place(page, name_key(name), line), dates=dates, **values)


def build(*records, remarks=(), titles=None, **options):
    pages = {}
    for record in [*records, *remarks]:
        pages.setdefault(record.place.page, []).append(record)
    return Catalogue.build(
        {
            page: PageRecords(
                tuple(r for r in found if isinstance(r, Talk)),
                tuple(r for r in found if isinstance(r, Declaration)),
                tuple(r for r in found if isinstance(r, Remark)),
                title=(titles or {}).get(page, ""),
            )
            for page, found in pages.items()
        },
        **options,
    )


def titles(talks):
    return [t.title for t in talks]


def problems(catalogue):
    return [(r.problem, r.page, r.line) for r in catalogue.check()]


CONF = declare("conference", "EuroPython 2020", dates=("2020-07-23", "2020-07-26"))
MIX = [
    talk("Opening", "day1", date="2020-07-23", start=540, conference="EuroPython 2020",
         speakers=["Marc-André Lemburg"], kind="keynote", notes_by=("LA",), tags=("Community",)),
    talk("Pipelines", "day2", date="2020-07-24", start=420, conference="europython  2020",
         speakers=["Hongjoo Lee"], tools=("DVC", "git-LFS"), notes_by=("LA", "EN"),
         tags=("data", "Ops"), rating=4.0),
    talk("Typing", "day2", date="2020-07-24", start=600, position=1, conference="EuroPython 2020",
         speakers=["Łukasz Langa", "Hongjoo Lee"], tools=("mypy",), status="rewatch", rating=5.0),
    talk("Untimed", "day2", date="2020-07-24", position=2, conference="EuroPython 2020"),
    talk("Sprints", "day4", date="2020-07", conference="EuroPython 2020", kind="sprint",
         status="planned"),
    talk("Undated", "day5", conference="EuroPython 2020", tools=("dvc",)),
    talk("Elsewhere", "other", date="2021", conference="PyCon 2021", speakers=["łukasz  langa"]),
    talk("At home", "home", speakers=["Hongjoo Lee"]),
]  # fmt: skip
ALL = build(*MIX, CONF, notetakers={"LA": "Ada Lovelace"}, default_conference="PyCon 2021")


# -- questions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), ["Sprints", "Opening", "Pipelines", "Typing", "Untimed", "Elsewhere", "Undated",
                   "At home"]),
        (Query(conference=("EuroPython 2020",)),
         ["Sprints", "Opening", "Pipelines", "Typing", "Untimed", "Undated"]),
        (Query(conference=("EUROPYTHON-2020", "PyCon 2021")),
         ["Sprints", "Opening", "Pipelines", "Typing", "Untimed", "Elsewhere", "Undated"]),
        (Query(date=("2020-07-24",)), ["Pipelines", "Typing", "Untimed"]),
        (Query(date=("2020-07",)), ["Sprints", "Opening", "Pipelines", "Typing", "Untimed"]),
        (Query(date=("2021", "2020-07-23")), ["Opening", "Elsewhere"]),
        (Query(speaker=("hongjoo lee",)), ["Pipelines", "Typing", "At home"]),
        (Query(speaker=("Lukasz Langa",)), ["Typing", "Elsewhere"]),
        (Query(tool=("DVC",)), ["Pipelines", "Undated"]),
        (Query(tool=("git LFS", "mypy")), ["Pipelines", "Typing"]),
        (Query(notes_by=("LA",)), ["Opening", "Pipelines"]),
        (Query(notes_by=("ada lovelace",)), ["Opening", "Pipelines"]),
        (Query(notes_by=("EN",)), ["Pipelines"]),
        (Query(status=("planned", "rewatch")), ["Sprints", "Typing"]),
        (Query(kind=("keynote",)), ["Opening"]),
        (Query(tag=("OPS",)), ["Pipelines"]),
        (Query(page=("day2",)), ["Pipelines", "Typing", "Untimed"]),
        (Query(tool=("DVC",), speaker=("Hongjoo Lee",)), ["Pipelines"]),
        (Query(tool=("DVC",), kind=("keynote",)), []),
        (Query(speaker=("Nobody",)), []),
        (Query(page=("day2",), limit=2), ["Pipelines", "Typing"]),
        (Query(page=("day2",), sort="title"), ["Pipelines", "Typing", "Untimed"]),
        (Query(page=("day2",), sort="rating"), ["Typing", "Pipelines", "Untimed"]),
        (Query(sort="newest"), ["Elsewhere", "Pipelines", "Typing", "Untimed", "Opening", "Sprints",
                                "Undated", "At home"]),
    ],
)  # fmt: skip
def test_select(query, expected):
    assert titles(ALL.select(query)) == expected


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_total(sort):
    mixed = list(MIX)
    random.Random(1).shuffle(mixed)
    other = build(*mixed, CONF)
    assert titles(other.select(Query(sort=sort))) == titles(ALL.select(Query(sort=sort)))


def test_entities_are_called_what_most_call_them():
    catalogue = build(
        talk("A", speakers=["Łukasz Langa"]), talk("B", speakers=["Łukasz Langa"]),
        talk("C", speakers=["lukasz langa"]),
    )  # fmt: skip
    (entity,) = catalogue.entities("speaker")
    assert entity.name == "Łukasz Langa"
    assert titles(entity.talks) == ["A", "B", "C"]


def test_a_declared_name_wins_over_the_usual_one():
    catalogue = build(talk("A", tools=("dvc",)), talk("B", tools=("dvc",)), declare("tool", "DVC"))
    (tool,) = catalogue.entities("tool")
    assert (tool.name, titles(tool.talks)) == ("DVC", ["A", "B"])


def test_an_entity_may_have_no_talk():
    catalogue = build(declare("speaker", "Ada Lovelace"))
    assert catalogue.entity("speaker", "ada lovelace").talks == ()
    assert catalogue.entity("speaker", "Emmy Noether") is None


def test_what_a_talk_names():
    pipelines = ALL.talk("day2", "pipelines")
    assert [e.name for e in ALL.entities_of(pipelines, "tool")] == ["DVC", "git-LFS"]
    assert [e.name for e in ALL.entities_of(pipelines, "speaker")] == ["Hongjoo Lee"]
    assert ALL.conference_of(pipelines).name == "EuroPython 2020"
    assert ALL.notetakers_of(pipelines) == ("Ada Lovelace", "EN")
    assert ALL.conference_of(ALL.talk("home", "athome")) is None


def test_a_tool_that_a_role_mentions_is_a_tool_of_the_talk_but_a_speaker_is_not_its_speaker():
    catalogue = build(
        talk("A", mentions=(("tool", "dvc"), ("speaker", "Ada Lovelace"), ("tool", "Unheard"))),
        talk("B", tools=("DVC",), speakers=["Ada Lovelace"]),
    )
    assert titles(catalogue.entity("tool", "DVC").talks) == ["A", "B"]
    assert titles(catalogue.entity("speaker", "Ada Lovelace").talks) == ["B"]
    assert catalogue.entity("tool", "Unheard") is None


def test_days():
    days = ALL.days(ALL.entity("conference", "EuroPython 2020"))
    assert [(str(d.date), titles(d.talks), d.page) for d in days] == [
        ("2020-07", ["Sprints"], "day4"),
        ("2020-07-23", ["Opening"], "day1"),
        ("2020-07-24", ["Pipelines", "Typing", "Untimed"], "day2"),
        ("None", ["Undated"], ""),
    ]


def test_a_page_that_is_one_talk_is_no_day_page():
    catalogue = build(
        talk("Opening", "a", conference="C", date="2020-07-23"), titles={"a": "Opening"}
    )
    (day,) = catalogue.days(catalogue.entity("conference", "C"))
    assert day.page == ""


# -- neighbours ----------------------------------------------------------------------------


def chain(catalogue, first):
    found = [first]
    while following := catalogue.neighbours(found[-1])[1]:
        found.append(following)
    return titles(found)


def test_neighbours_in_schedule_order():
    assert chain(ALL, ALL.talk("day4", "sprints")) == [
        "Sprints", "Opening", "Pipelines", "Typing", "Untimed", "Undated",
    ]  # fmt: skip
    assert ALL.neighbours(ALL.talk("home", "athome")) == (None, None)
    assert ALL.neighbours(ALL.talk("other", "elsewhere")) == (None, None)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=12))
def test_previous_is_the_inverse_of_next(places):
    catalogue = build(*(
        talk(f"Talk {number}", f"p{day}", date=f"2020-01-0{day}", start=hour * 60 or None,
             conference="C", position=number)
        for number, (day, hour) in enumerate(places)
    ))  # fmt: skip
    talks = catalogue.entity("conference", "C").talks
    for before, after in itertools.pairwise(talks):
        assert catalogue.neighbours(before)[1] is after
        assert catalogue.neighbours(after)[0] is before
    assert catalogue.neighbours(talks[0])[0] is None
    assert catalogue.neighbours(talks[-1])[1] is None


def test_several_notes_on_one_talk_are_one_step():
    def notes(page, by):
        return [
            talk(title, page, date="2020-01-01", start=start, position=start, conference="C",
                 notes_by=(by,), anchor=f"{page}-{title}")
            for start, title in enumerate(["One", "Two", "Three"], 600)
        ]  # fmt: skip

    catalogue = build(*notes("ada", "Ada"), *notes("emmy", "Emmy"))
    for page in ("ada", "emmy"):
        two = catalogue.talk(page, f"{page}-Two")
        assert [t.place for t in catalogue.neighbours(two)] == [
            Place(page, f"{page}-One", 1), Place(page, f"{page}-Three", 1),
        ]  # fmt: skip


def test_a_neighbour_of_the_same_note_taker_is_taken():
    catalogue = build(
        talk("One", "x", date="2020", start=1, conference="C", notes_by=("Emmy",)),
        talk("One", "y", date="2020", start=1, conference="C", notes_by=("Ada",)),
        talk("Two", "z", date="2020", start=2, conference="C", notes_by=("Ada",)),
        talk("Three", "w", date="2020", start=3, conference="C"),
    )
    assert catalogue.neighbours(catalogue.talk("z", "two"))[0].place.page == "y"
    assert catalogue.neighbours(catalogue.talk("w", "three"))[0].place.page == "z"


# -- editions ------------------------------------------------------------------------------


def editions(catalogue, name):
    return [e.name for e in catalogue.editions(catalogue.entity("conference", name))]


def test_editions_across_years():
    names = ["PyCon 2021", "PyCon 2019", "PyCon 2020", "EuroPython 2020", "PyCon '18", "PyCon Lab"]
    catalogue = build(*(talk(f"At {n}", conference=n) for n in names))
    assert editions(catalogue, "pycon 2019") == [
        "PyCon 2019", "PyCon 2020", "PyCon 2021", "PyCon '18",
    ]  # fmt: skip
    assert editions(catalogue, "EuroPython 2020") == ["EuroPython 2020"]


def test_editions_are_ordered_by_their_days():
    catalogue = build(
        declare("conference", "Spring", details=(("series", "Seasons"),), dates=("2021-03", None)),
        declare("conference", "Winter", details=(("series", "seasons"),), dates=("2020-12", None)),
        talk("A", conference="Summer", date="2019"),
        declare("conference", "Summer", details=(("series", "SEASONS"),)),
    )
    assert editions(catalogue, "Spring") == ["Summer", "Winter", "Spring"]


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("EuroPython 2020", "EuroPython"),
        ("2020 EuroPython", "EuroPython"),
        ("EuroPython 2020 Online", "EuroPython Online"),
        ("PyCon '19", "PyCon"),
        ("PyCon US", "PyCon US"),
        ("2020", "2020"),
        ("36C3", "36C3"),
        ("Build, 2020", "Build"),
        ("Room 12020", "Room 12020"),
    ],
)
def test_series_of_a_name(name, series):
    (conference,) = build(talk("A", conference=name)).entities("conference")
    assert conference.series == series


def test_dates_of_a_conference():
    days = {e.name: e.dates for e in ALL.entities("conference")}
    assert days["EuroPython 2020"] == (PartialDate(2020, 7, 23), PartialDate(2020, 7, 26))
    assert days["PyCon 2021"] == (PartialDate(2021), PartialDate(2021))
    (undeclared,) = build(
        talk("A", conference="C", date="2020-01-02"), talk("B", conference="C", date="2020-01-04")
    ).entities("conference")
    assert undeclared.dates == (PartialDate(2020, 1, 2), PartialDate(2020, 1, 4))
    (unknown,) = build(talk("A", conference="PyCon 2018")).entities("conference")
    assert unknown.dates == (PartialDate(2018), PartialDate(2018))


# -- the same talk -------------------------------------------------------------------------


def others(catalogue, page, title):
    return [t.place.page for t in catalogue.same_talk(catalogue.talk(page, name_key(title)))]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"conference": "C"}, {"conference": "c"}, True),
        ({"conference": "C"}, {"conference": "D"}, False),
        ({}, {}, False),
        ({"conference": "C", "date": "2020"}, {"conference": "C", "date": "2020-01-02"}, True),
        ({"conference": "C", "date": "2020-01-01"}, {"conference": "C", "date": "2020-02"}, False),
        ({"conference": "C", "start": 600}, {"conference": "C", "start": 605}, True),
        ({"videos": [YOUTUBE]}, {"videos": [f"{YOUTUBE}?si=x"]}, True),
        ({"videos": [YOUTUBE]}, {"videos": [f"{YOUTUBE}?t=600"]}, False),
        ({"videos": ["talk.mp4"]}, {"videos": ["talk.mp4"]}, False),
        ({"videos": ["https://example.org/live"]}, {"videos": ["https://example.org/live"]}, False),
        (
            {"videos": ["https://www.youtube.com/playlist?list=PL8uoeex94UhHFRew8gzfFJH"]},
            {"videos": ["https://www.youtube.com/playlist?list=PL8uoeex94UhHFRew8gzfFJH"]},
            False,
        ),
    ],
)  # fmt: skip
def test_same_talk(first, second, same):
    catalogue = build(talk("A Title", "x", **first), talk("a title", "y", **second))
    assert others(catalogue, "x", "A Title") == ["y"] * same
    assert others(catalogue, "y", "a title") == ["x"] * same


def test_the_same_video_makes_one_talk_of_two_titles():
    catalogue = build(talk("One", "x", videos=[YOUTUBE]), talk("Two", "y", videos=[YOUTUBE]))
    assert others(catalogue, "x", "One") == ["y"]


def test_one_page_with_two_slots_of_one_title_has_two_talks():
    catalogue = build(
        talk("Lightning talks", "x", anchor="a", conference="C", start=600),
        talk("Lightning talks", "x", anchor="b", conference="C", start=700),
    )
    assert catalogue.same_talk(catalogue.talk("x", "a")) == ()


def test_the_stream_of_a_day_that_talks_of_one_page_share_is_not_their_talk():
    catalogue = build(
        talk("One", "x", videos=[YOUTUBE]), talk("Two", "x", videos=[YOUTUBE]),
        talk("Three", "y", videos=[YOUTUBE]),
    )  # fmt: skip
    assert others(catalogue, "x", "One") == []
    assert others(catalogue, "y", "Three") == []


def test_the_stream_of_a_day_that_talks_of_several_pages_share_is_not_their_talk():
    # one file per talk: title and time tell them apart
    catalogue = build(
        *(talk(title, title, conference="C", date="2020-01-01", start=start, videos=[YOUTUBE])
          for start, title in ((600, "one"), (660, "two"), (720, "three")))
    )  # fmt: skip
    assert others(catalogue, "one", "one") == []
    different_days = build(
        talk("One", "x", date="2020-01-01", videos=[YOUTUBE]),
        talk("Two", "y", date="2020-01-02", videos=[YOUTUBE]),
    )
    assert others(different_days, "x", "One") == []


def test_a_vague_date_does_not_make_one_of_two_days():
    catalogue = build(
        talk("Opening", "vague", conference="C", date="2020"),
        talk("Opening", "x", conference="C", date="2020-01-01"),
        talk("Opening", "y", conference="C", date="2020-01-02"),
        talk("Opening", "z", conference="C"),
    )
    assert "y" not in others(catalogue, "x", "Opening")
    assert "x" not in others(catalogue, "y", "Opening")


PLACES = st.tuples(
    st.sampled_from(["A", "B"]), st.sampled_from(["", "C"]),
    st.sampled_from([None, "2020", "2020-01", "2020-01-01", "2020-01-02"]),
    st.sampled_from([None, 600, 700]), st.sampled_from([(), (YOUTUBE,), (f"{YOUTUBE}?t=9",)]),
    st.sampled_from(["x", "y", "z"]),
)  # fmt: skip


@given(st.lists(PLACES, max_size=8))
def test_same_talk_is_an_equivalence(places):
    catalogue = build(*(
        talk(title, page, anchor=f"t{number}", conference=conference, date=date, start=start,
             videos=videos, position=number)
        for number, (title, conference, date, start, videos, page) in enumerate(places)
    ))  # fmt: skip
    groups = {t.place: {t.place, *(o.place for o in catalogue.same_talk(t))}
              for t in catalogue.talks}  # fmt: skip
    for group in groups.values():
        assert all(groups[place] == group for place in group)
        members = [t for t in catalogue.talks if t.place in group]
        pairs = list(itertools.combinations(members, 2))
        # dates only contradict in groups where one title has one recording on two pages
        if not any(a.title == b.title and set(a.videos) & set(b.videos) for a, b in pairs):
            assert all(not a.date or a.date.agrees_with(b.date) for a, b in pairs)


def test_same_talk_in_schedule_order_and_without_itself():
    catalogue = build(*(talk("One", page, conference="C") for page in "cab"))
    assert others(catalogue, "b", "One") == ["a", "c"]


# -- names ---------------------------------------------------------------------------------


def test_aliases_lead_to_one_entity():
    catalogue = build(
        talk("A", speakers=["Ada King"]), talk("B", speakers=["Lady L"]),
        talk("C", speakers=["ADA LOVELACE"]),
        declare("speaker", "Ada Lovelace", aliases=("Ada King",), private_aliases=("Lady L",)),
    )  # fmt: skip
    (ada,) = catalogue.entities("speaker")
    assert titles(ada.talks) == ["A", "B", "C"]
    assert ada.name == "Ada Lovelace"
    assert ada.aliases == ("Ada King",)
    assert not catalogue.check()
    assert catalogue.is_private("speaker", "LADY-L")
    assert not catalogue.is_private("speaker", "Ada King")
    assert not catalogue.is_private("speaker", "Ada Lovelace")


def test_a_private_alias_is_in_no_answer():
    catalogue = build(
        talk("A", speakers=["Secret Name"], conference="C"),
        declare("speaker", "Ada Lovelace", private_aliases=("Secret Name",)),
        declare("speaker", "Emmy Noether", private_aliases=("Secret Name",), line=2),
        declare("conference", "C"),
    )
    (lady, emmy) = catalogue.entities("speaker")
    shown = [lady.name, *lady.aliases, lady.page, lady.anchor, emmy.name, *emmy.aliases,
             *catalogue.nearest("speaker", "Secret Nam")]  # fmt: skip
    assert not [text for text in shown if "ecret" in text]
    assert not [r for r in catalogue.check() if "ecret" in r.message]


def test_an_alias_of_two_is_reported_and_the_first_keeps_it():
    catalogue = build(
        talk("A", tools=("NB",)),
        declare("tool", "Notebook", page="a", aliases=("NB",)),
        declare("tool", "Nota Bene", page="b", line=7, aliases=("NB",)),
    )
    assert titles(catalogue.entity("tool", "Notebook").talks) == ["A"]
    (report,) = catalogue.check()
    assert (report.problem, report.page, report.line) == (Problem.ALIAS, "b", 7)
    assert "a:1" in report.message


def test_an_alias_that_is_a_declared_name_is_reported_and_means_that_name():
    catalogue = build(
        declare("tool", "Numba", page="a"),
        declare("tool", "NumPy", page="b", line=3, aliases=("numba",)),
    )
    assert catalogue.entity("tool", "Numba").name == "Numba"
    assert problems(catalogue) == [(Problem.ALIAS, "b", 3)]


def test_an_alias_that_says_the_name_again_is_harmless():
    catalogue = build(declare("tool", "DVC", aliases=("dvc", "D V C")))
    assert not catalogue.check()


def test_a_second_declaration_is_reported():
    catalogue = build(
        declare("tool", "DVC", page="a", url="https://a.example"),
        declare("tool", "dvc", page="b", line=5, url="https://b.example"),
    )
    (tool,) = catalogue.entities("tool")
    assert tool.declaration.url == "https://a.example"
    assert problems(catalogue) == [(Problem.DUPLICATE, "b", 5)]


def test_kinds_do_not_mix():
    catalogue = build(
        talk("DVC", tools=("DVC",), speakers=["DVC"], conference="DVC"),
        declare("conference", "DVC"), declare("tool", "Git", aliases=("DVC2",)),
    )  # fmt: skip
    assert catalogue.entity("speaker", "DVC2") is None
    assert {kind: len(catalogue.entities(kind)) for kind in ("speaker", "tool", "conference")} == {
        "speaker": 1, "tool": 2, "conference": 1,
    }  # fmt: skip


NEAR = [
    ("Emmy Noether", "Emmy Noethr"),
    ("Emmy Noether", "Emmy Noethers"),
    ("Emmy Noether", "Emmy Noethar"),
    ("Emmy Noether", "Emmy Neother"),
    ("Ada Lovelace", "Lovelace, Ada"),
    ("Ada King Lovelace", "Lovelace Ada King"),
    ("TensorFlow", "TensorFlows"),
    ("EuroPython 2020", "EuroPyton 2020"),
    ("EuroPython 2020", "2020 EuroPython"),
]
FAR = [
    ("EuroPython 2019", "EuroPython 2020"),
    ("PyCon '19", "PyCon '20"),
    ("PyCon 202", "PyCon 2020"),
    ("Python 2", "Python 3"),
    ("Python", "Python 3"),
    ("mypy", "mypyc"),
    ("Go", "Goo"),
    ("C#", "F#"),
    ("Rust", "Rust!"),
    ("Django", "Flask"),
    ("Emmy Noether", "Ada Lovelace"),
    ("pytest-cov", "pytest-xdist"),
    ("9th floor", "8th floor"),
]


@pytest.mark.parametrize(("first", "second"), NEAR)
def test_near_misses(first, second):
    catalogue = build(
        talk("A", "x", line=3, tools=(first,)), talk("B", "y", line=5, tools=(first,)),
        talk("C", "z", line=7, tools=(second,)),
    )  # fmt: skip
    assert len(catalogue.entities("tool")) == 2
    (report,) = catalogue.check()
    assert (report.problem, report.page, report.line) == (Problem.NEAR_MISS, "z", 7)
    assert repr(first) in report.message
    assert repr(second) in report.message
    assert "x:3" in report.message


@pytest.mark.parametrize(("first", "second"), FAR)
def test_no_near_misses(first, second):
    assert not build(talk("A", tools=(first,)), talk("B", tools=(second,))).check()


def test_near_names_that_are_both_declared_are_meant():
    assert not build(declare("tool", "Django Ninja"), declare("tool", "Django Ninjas")).check()
    one = build(declare("tool", "Django Ninja"), talk("A", tools=("Django Ninjas",)))
    assert [p for p, _, _ in problems(one)] == [Problem.NEAR_MISS]
    assert not build(
        declare("tool", "Django Ninja", aliases=("Django Ninjas",)),
        talk("A", tools=("Django Ninjas",)),
    ).check()


LETTERS = st.text("abcde", min_size=5, max_size=9)


def _distance_is_one(first, second):
    edits = {first[:i] + first[i + 1 :] for i in range(len(first))}
    edits |= {first[:i] + c + first[i:] for i in range(len(first) + 1) for c in "abcde"}
    edits |= {first[:i] + c + first[i + 1 :] for i in range(len(first)) for c in "abcde"}
    edits |= {first[:i] + first[i + 1] + first[i] + first[i + 2 :] for i in range(len(first) - 1)}
    return second in edits


@given(st.lists(LETTERS, min_size=2, max_size=6, unique=True))
def test_near_misses_are_those_of_comparing_each_with_each(names):
    found = {frozenset(pair) for pair in near_misses({name: name for name in names})}
    assert found == {
        frozenset(pair) for pair in itertools.combinations(names, 2) if _distance_is_one(*pair)
    }


@given(st.lists(st.from_regex(r"Conf [0-9]{1,4}", fullmatch=True), min_size=2, unique=True))
def test_names_that_differ_in_a_digit_are_never_near(names):
    assert not list(near_misses({name_key(name): name for name in names}))


def test_nearest_names():
    assert ALL.nearest("speaker", "Hongju Lee") == ("Hongjoo Lee",)
    assert ALL.nearest("tool", "gitlf") == ("git-LFS",)
    assert ALL.nearest("talk", "Pipeline") == ("Pipelines",)
    assert "EuroPython 2020" in ALL.nearest("conference", "EuroPython")
    assert ALL.nearest("tool", "") == ()
    assert ALL.nearest("tool", "Zope") == ()


def test_nearest_names_are_at_most_three():
    catalogue = build(*(talk(f"Talk {i}", tools=(f"Library {i}",)) for i in range(30)))
    assert len(catalogue.nearest("tool", "Library")) == 3


# -- finding talks -------------------------------------------------------------------------


def test_find_talks():
    catalogue = build(
        talk("One", "x", id="uno"), talk("Two", "y", anchor="two-2"), talk("uno", "z"),
    )  # fmt: skip
    assert titles(catalogue.find_talks("ONE")) == ["One"]
    assert titles(catalogue.find_talks("uno")) == ["One"]
    assert titles(catalogue.find_talks("Uno")) == ["uno"]
    assert titles(catalogue.find_talks("y#two-2")) == ["Two"]
    assert catalogue.find_talks("y#nothing") == ()
    assert catalogue.find_talks("Three") == ()


def test_the_talk_of_the_own_page_is_found_first_then_that_of_the_own_conference():
    catalogue = build(
        talk("Opening", "a", conference="A", date="2001"),
        talk("Opening", "b", conference="B", date="2002"),
        talk("Opening", "c", conference="C", date="2003"),
        talk("Other", "d", conference="C"),
    )
    assert [t.place.page for t in catalogue.find_talks("Opening")] == ["a", "b", "c"]
    assert [t.place.page for t in catalogue.find_talks("Opening", "b")] == ["b", "a", "c"]
    assert [t.place.page for t in catalogue.find_talks("Opening", "d")] == ["c", "a", "b"]


# -- remarks and checks --------------------------------------------------------------------


def test_remarks_in_the_order_of_their_talks():
    catalogue = build(
        talk("Late", "a", date="2020-02-01", conference="C"),
        talk("Early", "b", date="2020-01-01", conference="C"),
        talk("Other", "c", date="2020-01-01", conference="D"),
        remarks=[
            Remark("read", "one", Place("a", "f1"), "late"),
            Remark("try", "two", Place("b", "f1"), "early"),
            Remark("question", "three", Place("b", "q1"), "early"),
            Remark("read", "four", Place("c", "f1"), "other"),
            Remark("read", "five", Place("z", "f1")),
        ],
    )
    c = catalogue.entity("conference", "c")
    assert [r.text for r in catalogue.remarks("read", "try")] == ["two", "four", "one", "five"]
    assert [r.text for r in catalogue.remarks("read", "try", conference=c)] == ["two", "one"]
    assert [r.text for r in catalogue.remarks("question")] == ["three"]


def test_an_undeclared_conference_is_reported_once():
    catalogue = build(
        talk("A", "x", line=4, conference="Uncon"), talk("B", "y", conference="Uncon"),
        talk("C", conference="Default"), default_conference="default",
    )  # fmt: skip
    assert problems(catalogue) == [(Problem.CONFERENCE, "x", 4)]


def test_unknown_note_takers_are_reported_only_where_note_takers_are_declared():
    talks = [talk("A", "x", line=2, notes_by=("LA", "XX")), talk("B", "y", notes_by=("xx",))]
    assert not build(*talks).check()
    declared = build(*talks, notetakers={"LA": "Ada Lovelace"})
    assert problems(declared) == [(Problem.NOTETAKER, "x", 2)]
    assert not build(*talks, notetakers={"LA": "Ada Lovelace", "N": "XX"}).check()


def test_an_id_used_twice_is_reported():
    catalogue = build(
        talk("B", "b", line=9, id="x", date="2001"), talk("A", "a", line=3, id="x", date="2002")
    )
    (report,) = catalogue.check()
    assert (report.problem, report.page, report.line) == (Problem.DUPLICATE, "b", 9)
    assert "a:3" in report.message


def test_reports_do_not_depend_on_the_order_of_pages():
    records = [
        talk("A", "x", conference="One", tools=("Pandas", "Pandass"), id="i"),
        talk("B", "y", conference="Two", tools=("Polars", "Polar"), id="i"),
        declare("tool", "X", page="z", aliases=("Y",)),
        declare("tool", "Z", page="w", aliases=("Y",)),
    ]  # fmt: skip
    expected = build(*records).check()
    assert len(expected) == 6
    for order in itertools.permutations(records):
        assert build(*order).check() == expected


def test_an_empty_catalogue_answers():
    empty = Catalogue.build({})
    assert empty.talks == empty.entities("speaker") == empty.select(Query()) == ()
    assert empty.find_talks("x") == empty.nearest("talk", "x") == empty.remarks("read") == ()
    assert empty.check() == []


# -- scaling -------------------------------------------------------------------------------


def big(number):
    rng = random.Random(number)
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = ["".join(rng.choices(letters, k=12)) for _ in range(number // 2)]
    return build(*(
        talk(f"Talk number {i}", f"p{i // 10}", position=i % 10, date=f"20{i % 20:02}",
             conference=f"Conf {i % 40}", speakers=[rng.choice(names)], tools=(rng.choice(names),),
             videos=[YOUTUBE])
        for i in range(number)
    ))  # fmt: skip


def ask_everything(catalogue):
    for one in catalogue.talks:
        catalogue.neighbours(one)
        catalogue.same_talk(one)
        catalogue.find_talks(one.title, one.place.page)
        catalogue.entities_of(one, "speaker")
        catalogue.select(Query(speaker=(one.speakers[0].name,), tool=one.tools))
    catalogue.check()


def test_work_grows_with_the_number_of_talks_and_not_with_its_square():
    costs = []
    for number in (500, 4000):
        records = big(number)
        costs.append(min(_cpu(records) for _ in range(2)))
    # eight times as many: 8 if linear, 64 if quadratic
    assert costs[1] < 24 * costs[0]


def _cpu(catalogue):
    started = time.process_time()
    ask_everything(Catalogue.build(catalogue.pages))
    return time.process_time() - started


def test_the_same_recording_and_title_are_one_talk_whatever_the_date_of_the_post():
    catalogue = build(
        talk("Ray", "blog", date="2020-07-11", videos=[YOUTUBE]),
        talk("Ray", "day-3", conference="SciPy 2020", date="2020-07-09", videos=[YOUTUBE]),
    )
    assert others(catalogue, "blog", "Ray") == ["day-3"]


# -- counts and quotes ---------------------------------------------------------------------


def test_counts_of_a_conference():
    catalogue = build(
        talk("One", conference="C", date="2020-07-23", speakers=["Ada", "Emmy"], tools=("Git",)),
        talk("Two", conference="C", date="2020-07-24", speakers=["ADA"], tools=("git", "DVC")),
        talk("Three", conference="C", date="2020-07", status="planned"),
        talk("Four", conference="C"),
        talk("Else", conference="D", speakers=["Kurt"]),
        declare("conference", "Empty"),
    )
    counts = {e.name: catalogue.counts(e) for e in catalogue.entities("conference")}
    assert counts == {
        "C": Counts(talks=4, days=2, speakers=2, tools=2, planned=1),
        "D": Counts(talks=1, speakers=1),
        "Empty": Counts(),
    }
    conference = catalogue.entity("conference", "C")
    assert catalogue.counts(conference) is catalogue.counts(conference)


def quoted(catalogue, tool):
    (noted,) = catalogue.talks
    return catalogue.quote(noted, catalogue.entity("tool", tool))


def test_a_quote_is_found_by_any_name_of_the_tool():
    quotes = (Quote("k8s", "k8s runs it."), Quote("Git", "Git keeps it."))
    catalogue = build(
        talk("One", tools=("git", "Kubernetes", "DVC"), quotes=quotes),
        declare("tool", "Kubernetes", aliases=("K8s",)),
    )
    assert quoted(catalogue, "kubernetes") == "k8s runs it."
    assert quoted(catalogue, "GIT") == "Git keeps it."
    assert quoted(catalogue, "DVC") == ""


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("Old Ada uses git.", (), "Ada Lovelace uses git."),
        ("Bold Ada, Old Adam.", (), "Bold Ada, Old Adam."),
        ("“Old Ada”; Old Ada!", (), "“Ada Lovelace”; Ada Lovelace!"),
        # in plain words "mark" may be anything, in a role it is a name
        ("Mark, to mark it.", (), "Emmy, to mark it."),
        ("mark uses git.", (("speaker", "mark"),), "Emmy uses git."),
        ("Märk uses git.", (("any", "Märk"),), "Emmy uses git."),
        ("mark uses git.", (("tool", "mark"),), "mark uses git."),
    ],
)
def test_a_quote_has_no_private_alias(text, names, shown):
    catalogue = build(
        talk("One", tools=("git",), quotes=(Quote("git", text, names),)),
        declare("speaker", "Ada Lovelace", private_aliases=("Old Ada",)),
        declare("speaker", "Emmy", private_aliases=("Mark",)),
    )
    assert quoted(catalogue, "git") == shown


def test_a_name_that_contains_a_private_alias_stays():
    catalogue = build(
        talk("One", tools=("git",), quotes=(Quote("git", "Mary Ann Smith, Ann Smith: git."),)),
        declare("speaker", "Mary Ann Smith", private_aliases=("Ann Smith",)),
    )
    assert quoted(catalogue, "git") == "Mary Ann Smith, Mary Ann Smith: git."


def test_the_longest_private_alias_wins():
    catalogue = build(
        talk("One", tools=("git",), quotes=(Quote("git", "Old Ada King uses git."),)),
        declare("speaker", "Ada Lovelace", private_aliases=("Old Ada", "Old Ada King")),
    )
    assert quoted(catalogue, "git") == "Ada Lovelace uses git."


def test_texts_that_are_shown_elsewhere_have_no_private_alias():
    declared = Declaration(
        "speaker", "Ned Batchelder", Place("p", "ned", 1),
        private_aliases=("Nedbat",), about="Nedbat measures coverage.",
    )  # fmt: skip
    talk = Talk(
        "Facts",
        Place("p", "facts", 5),
        summary="As nedbat says.",
        mentions=(("speaker", "nedbat"),),
    )
    remarks = (
        Remark("read", "What Nedbat wrote", Place("p", "read", 9)),
        Remark("ask", "nedbat", Place("p", "ask", 9), talk="facts"),
    )
    catalogue = Catalogue.build(
        {"p": PageRecords(talks=(talk,), declarations=(declared,), remarks=remarks)}
    )
    assert catalogue.talks[0].summary == "As Ned Batchelder says."
    about = catalogue.entity("speaker", "nedbat").declaration.about
    assert about == "Ned Batchelder measures coverage."
    texts = {remark.text for remark in catalogue.remarks("read", "ask")}
    assert texts == {"What Ned Batchelder wrote", "Ned Batchelder"}


def test_a_private_alias_is_not_shown_as_a_note_taker():
    catalogue = Catalogue.build(
        build(
            declare("speaker", "New Name", private_aliases=("Old Name",)),
            talk("A", notes_by=("old name",)),
            talk("B", notes_by=("ON",)),
        ).pages,
        notetakers={"ON": "Old Name"},
    )
    assert {catalogue.notetakers_of(found) for found in catalogue.talks} == {("New Name",)}
    assert len(catalogue.select(Query(notes_by=("Old Name",)))) == 2
    assert "Old" not in export_json(catalogue)


def test_a_talk_is_found_by_its_id_as_it_was_written():
    catalogue = build(talk("A", id="uni-code"))
    assert [t.title for t in catalogue.find_talks("Ünï Code!")] == ["A"]
