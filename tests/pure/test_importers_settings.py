"""``talknotes.toml``: what it may say, what it does, and what is said of its mistakes."""

from __future__ import annotations

import textwrap
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_talknotes.importers import collection_records, read_collection
from sphinx_talknotes.importers.settings import Pattern, find_settings, read_settings
from sphinx_talknotes.importers.settings.keys import PAGE_KEYS, TABLES, TALK_KEYS, TOP_KEYS
from sphinx_talknotes.importers.settings.places import Places
from sphinx_talknotes.importers.writer import plan_project

DAY = """# Day 1

## 09:00, [Docker and Python](https://example.org/d), Tania Allard

Containers.

## 10:00, [Cooking](https://example.org/l), Gary Field

## Sponsors | Big Company

Thanks!
"""
PIPED = "# Talks\n\n## Ray | Robert Nishihara\n\nActors.\n"


@pytest.fixture
def read(tmp_path):
    """Return a function that reads pages with settings."""

    def make(settings, pages):
        folder = tmp_path / "notes"
        for name, text in {**pages, "talknotes.toml": settings}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
        return read_collection(folder)

    return make


def talks(collection):
    return [talk for page in collection_records(collection).values() for talk in page.talks]


def titles(collection):
    return [talk.title for talk in talks(collection)]


def told(collection):
    return [(report.line, report.message) for report in collection.reports]


def test_without_a_file_nothing_is_said(tmp_path):
    settings = find_settings(tmp_path)
    assert (settings.reports, settings.broken, settings.ignore) == ((), False, ())


# -- what it does --------------------------------------------------------------------------


def test_headings_that_are_no_talks(read):
    collection = read('not-talks = ["10:00, cooking, *"]\n', {"a.md": DAY})
    assert (titles(collection), told(collection)) == (["Docker and Python"], [])
    assert "Cooking" in plan_project(collection).texts["a.md"]


def test_headings_that_are_talks(read):
    page = "# Notes\n\n## Opening\n\nHello.\n\n## Why?\n\nBecause.\n\n## Other\n\nNo.\n"
    collection = read('talks = ["open*", "## Why?"]\n', {"a.md": page})
    assert titles(collection) == ["Opening", "Why?"]


def test_a_table_may_name_several_headings(read):
    page = "# Notes\n\n## Opening\n\nHello.\n\n## Why?\n\nBecause.\n"
    settings = '[[talks]]\nheading = ["open*", "why?"]\nkind = "keynote"\n'
    assert [(t.title, t.kind) for t in talks(read(settings, {"a.md": page}))] == [
        ("Opening", "keynote"), ("Why?", "keynote"),
    ]  # fmt: skip
    listed = 'talks = ["why?", {heading = "open*", room = "A"}]\n'
    assert [t.room for t in talks(read(listed, {"a.md": page}))] == ["A", ""]


def test_what_is_named_a_talk_is_one_whatever_else_fits(read):
    settings = 'not-talks = "*"\ntalks = ["*docker*"]\n'
    assert titles(read(settings, {"a.md": DAY})) == ["Docker and Python"]


def test_a_grammar_for_all_or_for_some_pages(read):
    pages = {"a.md": PIPED, "b/c.md": PIPED}
    assert titles(read('grammar = "piped"\n', pages)) == ["Ray", "Ray"]
    some = '[[pages]]\npath = "b"\ngrammar = "piped"\n'
    alone = {**pages, "a.md": "# A\n\n## Ray: what it is\n"}
    assert talks(read("", alone)) == []
    assert [talk.place.page for talk in talks(read(some, alone))] == ["b/c"]
    none = f'grammar = "piped"\n{some.replace("piped", "none")}'
    assert [talk.place.page for talk in talks(read(none, pages))] == ["a"]


def test_a_talk_is_corrected(read):
    settings = """
        [[talks]]
        page = "a.md"
        heading = "09:00, Docker and Python, Tania Allard"
        title = "Docker & Python"
        speakers = ["Tania Allard (Microsoft)", "Ian Ozsvald"]
        video = "https://youtu.be/XIu8ZF7RSkw"
        kind = "keynote"
        start = 09:30:00
        url = ""

        [[talks]]
        heading = "Cooking"
        kind = "workshop"
    """
    collection = read(settings, {"a.md": DAY, "b.md": "# B\n\n## Cooking\n"})
    first, lunch, other = talks(collection)
    assert (first.title, [str(p) for p in first.speakers]) == (
        "Docker & Python", ["Tania Allard (Microsoft)", "Ian Ozsvald"],
    )  # fmt: skip
    assert (first.kind, first.start, first.url) == ("keynote", 570, "")
    assert [video.id for video in first.videos] == ["XIu8ZF7RSkw"]
    assert (lunch.kind, other.kind) == ("workshop", "workshop")
    written = plan_project(collection).texts["a.md"]
    assert ":url:" not in written.partition("Cooking")[0]
    assert told(collection) == []


def test_conference_date_and_note_takers(read):
    settings = """
        conference = "Somewhere 2019"
        date = 2019-01-02
        notes-by = "LA"
        [[pages]]
        path = "ep/*"
        conference = "EuroPython 2020"
        date = "2020-07-23"
        notes-by = ["Ian Ozsvald"]
        [people]
        LA = "Ada Lovelace"
    """
    own = "---\nconference: Mine 2018\ndate: 2018-05-05\nnotes-by: [Me Myself]\n---\n" + DAY
    pages = {"a.md": DAY, "ep/b.md": DAY, "ep/c.md": own, "d.md": own}
    collection = read(settings, pages)
    found = {t.place.page: (t.conference, str(t.date), t.notes_by) for t in talks(collection)}
    said = ("EuroPython 2020", "2020-07-23", ("Ian Ozsvald",))
    assert found == {
        "a": ("Somewhere 2019", "2019-01-02", ("Ada Lovelace",)),
        "ep/b": said,
        "ep/c": said,
        "d": ("Mine 2018", "2018-05-05", ("Me Myself",)),
    }
    text = plan_project(collection).texts["ep/c.md"]
    assert text.startswith("---\nconference: EuroPython 2020\ndate: 2020-07-23\nnotes-by: Ian")
    assert told(collection) == []


def test_people_and_initials(read):
    settings = '[people]\nMP = "Maria Perez"\n"T. Allard" = "Tania Allard"\n'
    page = "# T\n\n## [Ray](https://example.org/r) (T. Allard and Ian Ozsvald) (MP)\n\nx\n"
    (talk,) = talks(read(settings, {"a.md": page}))
    assert [str(person) for person in talk.speakers] == ["Tania Allard", "Ian Ozsvald"]
    assert talk.notes_by == ("Maria Perez",)


def test_an_affiliation_stays(tmp_path):
    path = tmp_path / "talknotes.toml"
    path.write_text('[people]\nTA = "Tania Allard"\nIO = "Ian Ozsvald (Mor)"\n', encoding="utf-8")
    settings = read_settings(path)
    assert (
        settings.name_people("ta (Acme), Bo; IO (X)")
        == "Tania Allard (Acme), Bo, Ian Ozsvald (Mor)"
    )
    assert settings.name_people("Bo;  Ann") == "Bo;  Ann"
    assert settings.initials == {"TA", "IO"}


def test_conferences(read):
    settings = """
        [conferences]
        "Euro Python 2020" = "EuroPython 2020"
        [conferences."EuroPython 2020"]
        spellings = ["ep2020"]
        url = "https://ep2020.europython.eu/"
        start = 2020-07-23
        timezone = "Europe/Dublin"
        [conferences."PyCon 2019"]
        spellings = "pc19"
    """
    pages = {
        "ep2020/a.md": DAY,
        "b.md": DAY.replace("Day 1", "EP2020: day 1"),
        "c.md": f"---\nconference: Euro Python 2020\n---\n{DAY}",
        "d.md": DAY.replace("Day 1", "pc19"),
    }
    collection = read(settings, pages)
    found = {name: page.conference for name, page in collection.pages.items()}
    same = dict.fromkeys(("ep2020/a", "b", "c"), "EuroPython 2020")
    assert found == {**same, "d": "PyCon 2019"}
    texts = plan_project(collection).texts
    declared = next(text for text in texts.values() if "{conference} EuroPython 2020" in text)
    assert ":start: 2020-07-23\n" in declared
    assert ":url: https://ep2020.europython.eu/\n:timezone: Europe/Dublin\n" in declared
    assert told(collection) == []


def test_files_that_are_not_read(read):
    settings = 'ignore = ["drafts", "TODO*", "a/*.md"]\n'
    names = ("drafts/x/y.md", "b/TODO.md", "a/z.md", "b/a.md", "draft.md")
    collection = read(settings, dict.fromkeys(names, DAY))
    assert sorted(page.path.as_posix() for page in collection.pages.values()) == [
        "b/a.md", "draft.md",
    ]  # fmt: skip


def test_one_page_alone_has_the_same_settings(read, tmp_path):
    read('not-talks = ["*Cooking*"]\nignore = "nowhere"\n', {"a.md": DAY})
    collection = read_collection(tmp_path / "notes" / "a.md")
    assert (titles(collection), told(collection)) == (["Docker and Python"], [])


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("drafts/*", "drafts/a.md", True),
        ("drafts/*", "drafts/a/b.md", True),
        ("drafts/", "drafts/a/b.md", True),
        ("./drafts", "drafts/a.md", True),
        ("drafts", "a/drafts/b.md", False),
        ("*.md", "a/b.md", True),
        ("b.md", "a/b.md", True),
        ("x/b.md", "a/x/b.md", False),
        ("[ab].md", "b.md", True),
    ],
)
def test_patterns_of_paths(pattern, path, fits):
    assert Pattern(pattern).fits_path(PurePosixPath(path)) is fits


@pytest.mark.parametrize(
    ("pattern", "heading", "fits"),
    [
        ("Sponsors", "sponsors", True),
        ("Large models*", "Large  models and small", True),
        ("Large models", "Large models and small", False),
        ("[Talk] Ray", "[Talk] Ray", True),
        ("What's new?", "What’s new?", True),
        ("# Café", "Cafe", True),
        ("#[Talk] Ray", "#[Talk] Ray", True),
        ("#\r", "#\r", True),
        ("*day ?", "Day 2", True),
    ],
)
def test_patterns_of_headings(pattern, heading, fits):
    assert Pattern(pattern).fits([heading]) is fits


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_pattern_can_be_asked(pattern, text):
    assert Pattern(pattern).fits([text]) in (True, False)
    if text.strip():
        assert Pattern(text).fits([text])


# -- what is wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('confrence = "X"', 1, "unknown key 'confrence'; known are: "),
        ('confrence = "X"', 1, "did you mean 'conference'?"),
        ("\nconference = 3", 2, "conference: 3 is not text"),
        ('date = "soon"', 1, "date: 'soon' is not a date; write 2020-07-23"),
        ("notes-by = [1]", 1, "notes-by: [1] is neither text nor a list of texts"),
        ('grammar = "pipes"', 1, "did you mean 'piped'?"),
        ("ignore = 1", 1, "ignore: 1 is neither text nor a list"),
        ('ignore = [\n  "a",\n  "",\n]', 1, ""),
        ("not-talks = ['x', '" + "y" * 501 + "']", 1, "is too long"),
        ("talks = 1", 1, "is not a list of headings or tables"),
        ("talks = [1]", 1, "neither a heading nor a table"),
        ('[[talks]]\ntitle = "X"', 1, "a table has no heading"),
        ('[[talks]]\nheading = "*"\n\n[[talks]]\nheading = "*"\nspeker = "X"', 6,
         "did you mean 'speaker'?"),
        ('[[talks]]\nheading = "*"\nkind = "keynot"', 3, "did you mean 'keynote'?"),
        ('[[talks]]\nheading = "*"\nkind = true', 3, "kind: True is not a value for it"),
        ('[[pages]]\nconference = "X"', 1, "a table has no path"),
        ('pages = "x"', 1, "write each as a table under [[pages]]"),
        ('[[pages]]\npath = "*"\nignore = "x"', 3, "unknown key 'ignore'"),
        ("people = 1", 1, "write [people]"),
        ("[people]\nMP = 1", 2, "MP: 1 is not text"),
        ('[people]\nMP = "Tania Allard"\nmp = "Ian Ozsvald"', 3, "are one spelling"),
        ("conferences = 1", 1, "write [conferences]"),
        ('[conferences]\n"X" = 1', 2, "X: 1 is not text"),
        ('[conferences."X"]\nspelling = "x"', 2, "did you mean 'spellings'?"),
        ('[conferences.X]\nstart = "soon"', 2, "start: 'soon' is not a date"),
        ("[conferences.X]\nstart = [1]", 2, "start: [1] is not a value for it"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(tmp_path, text, line, message):
    path = tmp_path / "talknotes.toml"
    path.write_text(f'{text}\n[people]\n"Ok" = "OK"\n' if "people" not in text else text, "utf-8")
    settings = read_settings(path)
    found = [(report.page, report.line) for report in settings.reports]
    if message:
        assert found == [("talknotes.toml", line)]
        assert message in settings.reports[0].message
    else:
        assert found == []
    if "people" not in text:
        assert settings.people["ok"].name == "OK"
    assert not settings.broken


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"b = 1\na = x\n", 2, "Invalid value"),
        (b"a = 1\na = 2\n", 2, "Cannot overwrite a value"),
        (b"talks = ['a']\n[[talks]]\nheading = 'b'\n", 2, "write either talks = "),
        (b"a = '\xff'", None, "not UTF-8"),
        (b"a = " + b"[" * 9000, None, ""),
        (b"#" * 2_000_000, None, "too large"),
    ],
)
def test_a_file_that_can_not_be_read(tmp_path, data, line, message):
    (tmp_path / "talknotes.toml").write_bytes(data)
    settings = find_settings(tmp_path)
    (report,) = settings.reports
    assert settings.broken
    assert report.message.startswith("the settings can't be read: ")
    assert message in report.message
    if message:
        assert report.line == line


def test_marks_of_windows_do_no_harm(tmp_path):
    (tmp_path / "talknotes.toml").write_bytes(b'\xef\xbb\xbfconference = "X 2020"\r\ndat = 1\r\n')
    settings = find_settings(tmp_path)
    assert settings.rules.conference == "X 2020"
    assert [report.line for report in settings.reports] == [2]


def test_a_link_that_leads_elsewhere_is_not_followed(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "secret.toml").write_text('conference = "X"\n', encoding="utf-8")
    (tmp_path / "notes" / "talknotes.toml").symlink_to(tmp_path / "secret.toml")
    settings = find_settings(tmp_path / "notes")
    assert (settings.broken, settings.rules.conference) == (True, "")


def test_settings_that_fit_nothing_are_told(read):
    settings = """
        ignore = ["gone/*", "b.md"]
        not-talks = [
          "*Cooking*",
          "Nothing like it",
        ]
        [[pages]]
        path = ["a.md", "c.md"]
        not-talks = "Nor this"
        [[talks]]
        heading = "Gone"
        [[talks]]
        heading = "*docker*"
        page = "nowhere.md"
        [people]
        "Tania Allard" = "Tania A."
        "Nobody" = "X"
        [conferences]
        "never" = "Y"
    """
    collection = read(settings, {"a.md": DAY, "b.md": DAY})
    lines = [line for line, _ in told(collection)]
    assert lines == [2, 5, 8, 9, 11, 14, 17, 19]
    for (_, message), part in zip(
        told(collection),
        ["'gone/*'", "'Nothing like it'", "'c.md'", "'Nor this'", "'Gone'", "'nowhere.md'",
         "'Nobody'", "'never'"],
        strict=True,
    ):  # fmt: skip
        assert part in message


@given(st.text(alphabet="[]\"=.#\n abc'\\{}", max_size=200))
def test_places_never_fail(text):
    places = Places(text)
    assert places.find("a", 0, "b") is None or places.find("a", 0, "b") >= 1
    assert places.find_text("x", "a") is None or places.find_text("x", "a") >= 1


def test_the_table_of_keys_is_whole():
    names = [key.name for key in (*TOP_KEYS, *PAGE_KEYS, *TALK_KEYS)]
    assert all(key.help.endswith(".") for key in (*TOP_KEYS, *PAGE_KEYS, *TALK_KEYS))
    assert not set(TABLES) & set(names) - {"talks"}


@pytest.mark.parametrize(
    "said",
    [
        '[[pages]]\npath = "a.md"\nconference = "EP"\n',
        '[[talks]]\nheading = "Ray*"\nconference = "EP"\n',
        'conference = "EP"\n',
    ],
)
def test_a_conference_that_only_settings_name_is_used(read, said):
    described = '[conferences."EP"]\nurl = "https://ep.example.org/"\n'
    collection = read(f"{said}{described}", {"a.md": "# Day\n\n## Ray | Robert Nishihara\n\nx\n"})
    assert collection.reports == []
