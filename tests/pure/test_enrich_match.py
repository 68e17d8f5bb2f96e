"""Which session of a catalogue a talk of the notes is, and how sure that is."""

from __future__ import annotations

import datetime as dt

import pytest

from sphinx_talknotes.importers.enrich.known import Known, find_pages, read_values
from sphinx_talknotes.importers.enrich.match import Ambiguous, Match, Sessions, find_shared
from sphinx_talknotes.importers.enrich.similarity import (
    EQUAL,
    compare_conferences,
    compare_names,
    compare_people,
    compare_titles,
    make_title,
)
from sphinx_talknotes.importers.schedules import Session
from sphinx_talknotes.model.dates import parse_date
from sphinx_talknotes.model.records import Person


def session(title, speakers="", *, day="", start=None, video="", **rest):
    people = tuple(Person(name.strip()) for name in speakers.split(",") if name)
    date = dt.date.fromisoformat(day) if day else None
    return Session(key=title, title=title, speakers=people, date=date, start=start,
                   videos=tuple(video.split()), **rest)  # fmt: skip


def talk(title, speakers="", *, page_date="", page_conference="", **options):
    values = read_values({"speakers": speakers, **options})
    date = parse_date(page_date) if page_date else None
    return Known.from_values(title, values, conference=page_conference, date=date)


NAMES = session("Facts and Myths about Python names and values", "Ned Batchelder",
                conference="PyCon US 2015", day="2015-04-11",
                video="https://www.youtube.com/watch?v=_AEJHKGk9ns",
                url="https://us.pycon.org/2015/schedule/presentation/386/")  # fmt: skip
PEP8 = session("Beyond PEP 8 -- Best practices for beautiful intelligible code",
               "Raymond Hettinger", conference="PyCon US 2015", day="2015-04-11",
               video="https://www.youtube.com/watch?v=wf-BqAjZb8M")  # fmt: skip
UNICODE = session("Pragmatic Unicode, or, How do I stop the pain?", "Ned Batchelder",
                  conference="PyCon US 2012")  # fmt: skip
CATALOGUE = (NAMES, PEP8, UNICODE)


def find(one, sessions=CATALOGUE, shared=()):
    return Sessions(sessions).find(one, shared)


@pytest.mark.parametrize(
    ("one", "expected", "how", "sure"),
    [
        # the same recording, however its address is written
        (talk("Names", video="https://youtu.be/_AEJHKGk9ns?t=90"), NAMES, "video id", "sure"),
        (talk("Names", url="https://m.youtube.com/watch?v=_AEJHKGk9ns"), NAMES, "video id", "sure"),
        # the same page, however its address is written
        (talk("Names", url="http://www.us.pycon.org/2015/schedule/presentation/386?from=x#a"),
         NAMES, "session page", "sure"),
        # title and speaker
        (talk("Beyond PEP 8: Best Practices for beautiful, intelligible code", "R. Hettinger",
              conference="PyCon US 2015"), PEP8, "title and speaker", "sure"),
        (talk("Beyond PEP 8 -- Best practices for beautiful intelligible code",
              "Hettinger Raymond", conference="PyCon 2015"), PEP8, "title and speaker", "sure"),
        # nothing says at which conference it was
        (talk("Beyond PEP 8 -- Best practices for beautiful intelligible code",
              "Raymond Hettinger"), PEP8, "title and speaker", "likely"),
        # only the beginning of the title
        (talk("Facts and Myths about Python names", "Ned Batchelder"),
         NAMES, "title and speaker", "likely"),
        (talk("Pragmatic Unicode", "Ned Batchelder", conference="PyCon 2012"),
         UNICODE, "title and speaker", "guess"),
        # a slip of the pen
        (talk("Facts and Mythes about Python names and values", "Ned Bachelder",
              conference="PyCon US 2015"), NAMES, "title and speaker", "likely"),
        # no speaker
        (talk("Facts and Myths about Python names and values", conference="PyCon US 2015"),
         NAMES, "title", "likely"),
        # somebody else, or somewhere else: only a guess
        (talk("Facts and Myths about Python names and values", "Guido van Rossum"),
         NAMES, "title", "guess"),
        (talk("Facts and Myths about Python names and values", "Ned Batchelder",
              conference="Strange Loop 2015"), NAMES, "title and speaker", "guess"),
        # the page is of another year, which may be when it was watched
        (talk("Facts and Myths about Python names and values", "Ned Batchelder",
              page_date="2019-01-02"), NAMES, "title and speaker", "guess"),
    ],
)  # fmt: skip
def test_found(one, expected, how, sure):
    match = find(one)
    assert isinstance(match, Match)
    assert (match.session, match.how, match.sure) == (expected, how, sure)
    assert (match.percent >= 95) == (sure == "sure")


@pytest.mark.parametrize(
    "one",
    [
        talk("Python's Class Development Toolkit", "Raymond Hettinger", conference="PyCon US 2013"),
        # given again in another year: another recording
        talk("Facts and Myths about Python names and values", "Ned Batchelder",
             conference="PyCon US 2014"),
        talk("Facts and Myths about Python names and values", "Ned Batchelder", date="2014-04-11"),
        talk("Facts and Mythes about Python names", "Guido van Rossum"),
        talk(""),
        talk("???"),
    ],
)  # fmt: skip
def test_not_found(one):
    assert find(one) is None


def test_two_talks_alike_are_ambiguous():
    first = session("Lightning talks, Friday", conference="PyCon US 2015", day="2015-04-10")
    other = session("Lightning talks, Saturday", conference="PyCon US 2015", day="2015-04-11")
    found = find(talk("Lightning talks", conference="PyCon US 2015"), [first, other])
    assert isinstance(found, Ambiguous)
    assert found.sure == "guess"
    doubt = find(talk("Intro to Rust for people", conference="RustConf 2019"), [
        session("Intro to Rust for people: morning", conference="RustConf 2019"),
        session("Intro to Rust for people: evening", conference="RustConf 2019"),
    ])  # fmt: skip
    assert isinstance(doubt, Ambiguous)
    assert len(doubt.sessions) == 2


def test_the_day_and_the_time_decide():
    days = [
        session("Lightning talks", conference="PyCon US 2015", day=f"2015-04-{day}", start=start)
        for day, start in ((10, 600), (11, 600), (11, 1020))
    ]
    for number, options in enumerate([
        {"date": "2015-04-10"},
        {"date": "2015-04-11", "start": "10:00"},
        {"date": "2015-04-11", "start": "17:00"},
    ]):  # fmt: skip
        match = find(talk("Lightning talks", conference="PyCon US 2015", **options), days)
        assert (match.session.date, match.session.start) == (days[number].date, days[number].start)


def test_parts_are_not_one_another():
    parts = [
        session(f"Deep learning with JAX, part {n}", "Simon Pressler", conference="EuroPython 2022")
        for n in (1, 2)
    ]
    match = find(talk("Deep learning with JAX, part 2", "Simon Pressler"), parts)
    assert match.session == parts[1]
    assert isinstance(find(talk("Deep learning with JAX", "Simon Pressler"), parts), Ambiguous)
    third = talk("Deep learning with JAX, part 3", "Simon Pressler", conference="EuroPython 2022")
    assert find(third, parts[:1]).sure == "guess"


def test_a_session_that_is_listed_twice_is_one():
    twice = [
        session("Docker and Python", "Tania Allard", conference="EuroPython 2020",
                day="2020-07-23", start=600, room="Parrot", url="https://ep2020.europython.eu/t/1",
                video="https://youtu.be/aaaaaaaaaaa"),
        session("Docker and Python", "Tania Allard", conference="EuroPython 2020",
                day="2020-07-24", start=600, room="Parrot", url="https://ep2020.europython.eu/t/1"),
    ]  # fmt: skip
    match = find(talk("Docker and Python", "Tania Allard", conference="EuroPython 2020"), twice)
    got = match.session
    assert (got.date, got.start, got.room, got.url) == (None, None, "Parrot", twice[0].url)
    assert got.videos == twice[0].videos


def test_a_recording_of_a_whole_day_does_not_tell_the_talk():
    stream = "https://youtu.be/bbbbbbbbbbb"
    sessions = [session("Opening", video=stream), session("Type hints in practice", video=stream)]
    known = talk("Type hints in practice", video=stream + "?t=900")
    assert find(known, sessions).session == sessions[1]
    assert find(talk("Why we left", video=stream), sessions) is None
    # one session of the catalogue, and several talks of the notes
    others = [talk("Why we left", video=stream), talk("Opening", video=stream)]
    shared = find_shared(others)
    assert shared == {("youtube", "bbbbbbbbbbb")}
    assert find(others[0], sessions[:1], shared) is None
    assert find(others[1], sessions[:1], shared).session == sessions[0]
    assert find_shared([others[0], others[0]]) == set()


def test_a_recording_under_a_wrong_talk_is_a_guess():
    match = find(talk("Cooking for crowds", "Anthony Shaw", video=NAMES.videos[0]))
    assert (match.session, match.sure) == (NAMES, "guess")
    # in another language, but nobody else spoke
    assert find(talk("ピクルス", video=NAMES.videos[0])).sure == "sure"


def test_a_page_with_a_query():
    sessions = [
        session("One", url="https://conf.example.org/talk?id=1"),
        session("Another", url="https://conf.example.org/talk?id=2"),
    ]
    assert find(talk("x", url="https://conf.example.org/talk?id=2"), sessions).session.title == (
        "Another"
    )
    assert find(talk("x", url="https://conf.example.org/talk?id=3"), sessions) is None
    assert (
        find(talk("Another", url="https://conf.example.org/talk"), sessions).how == "session page"
    )


@pytest.mark.parametrize(
    ("address", "pages"),
    [
        ("https://www.example.org/a/", ("example.org/a",)),
        ("http://example.org:80/a/index.html", ("example.org/a",)),
        ("https://example.org:8443/a", ("example.org:8443/a",)),
        ("https://example.org/a?b=c", ("example.org/a?b=c", "example.org/a")),
        ("https://example.org/?b=c", ("example.org?b=c",)),
        ("https://example.org/", ()),
        ("https://example.org", ()),
        ("javascript:alert(1)", ()),
        ("https://[", ()),
        ("https://example.org:99999/a", ()),
        ("talks/a.html", ()),
        ("", ()),
    ],
)
def test_pages(address, pages):
    assert find_pages(address) == pages


@pytest.mark.parametrize(
    "text",
    [
        "Docker and Python",
        "Tania Allard - Docker and Python",
        "Docker and Python – Tania Allard",
        "Docker and Python by Tania Allard",
        "Talk: Tania Allard: Docker and Python",
        "Docker and Python • Tania Allard • EuroPython 2020",
        "EuroPython 2020 - Tania Allard - Docker and Python",
        "docker AND Python!",
    ],
)
def test_what_catalogues_add_to_titles(text):
    theirs = make_title(text, ["Tania Allard"], "EuroPython 2020")
    assert compare_titles(make_title("Docker and Python"), theirs) == EQUAL


def test_titles():
    def compare(one, other):
        return compare_titles(make_title(one), make_title(other))

    assert compare("Django 3", "Django 4") < compare("Django three", "Django tree")
    assert compare("C", "C++") < EQUAL
    assert compare("", "") == compare("—", "…") == 0
    assert compare("a" * 5000, "a" * 5000) == EQUAL
    assert compare("A tour of Python's ast", "A tour of Pythons ast module") < EQUAL


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Łukasz Langa", "Lukasz Langa", True),
        ("Hongjoo Lee", "Lee Hongjoo", True),
        ("R. Hettinger", "Raymond Hettinger", True),
        ("Raymond Hettinger", "R. Hettinger", True),
        ("Hettinger", "Raymond Hettinger", True),
        ("Raymond Hetinger", "Raymond Hettinger", True),
        ("Raymond Chandler", "Raymond Hettinger", False),
        ("R.", "Raymond Hettinger", False),
        ("", "Raymond Hettinger", False),
    ],
)
def test_names(one, other, same):
    assert (compare_names(one, other) >= 85) == same


def test_people():
    one, two = Person("Raymond Hettinger"), Person("Ned Batchelder", "edX")
    assert compare_people((), (one,)) is None
    assert compare_people((one,), (two, one)) == EQUAL
    assert compare_people((one,), (two,)) == 0


def test_conferences():
    assert compare_conferences("EuroPython 2020", "EuroPython 2020 Online") == EQUAL
    assert compare_conferences("Euro Python", "EuroPython 2020") == EQUAL
    assert compare_conferences("PyCon 2015", "PyCon US 2015") == 85
    assert compare_conferences("PyCon DE 2015", "PyCon US 2015") == 30
    assert compare_conferences("", "PyCon US 2015") == 60


def test_many_of_both():
    """Each talk is found among thousands that share its words."""
    words = ["data", "python", "web", "test", "async", "type", "model", "graph", "cloud", "index"]
    titles = [f"{a} {b} {c} in practice" for a in words for b in words for c in words]
    sessions = [
        session(title, f"Speaker N{number}", conference="PyData Global 2022")
        for number, title in enumerate(titles)
    ]
    index = Sessions(sessions)
    assert len(index) == 1000
    for one in sessions[::50]:
        match = index.find(talk(one.title, one.speakers[0].name, conference="PyData Global 2022"))
        assert (match.session, match.sure) == (one, "sure")
