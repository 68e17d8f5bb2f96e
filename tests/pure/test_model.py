"""Names, dates, fields and problems: tables of cases, and the laws that hold for all text."""

from __future__ import annotations

import calendar
import json
import pickle
import re
import unicodedata
from dataclasses import FrozenInstanceError, fields

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sphinx_talknotes.model.dates import (
    PartialDate,
    format_duration,
    format_time,
    parse_date,
    parse_duration,
    parse_time,
)
from sphinx_talknotes.model.entity_fields import ENTITY_FIELDS, parse_entity_fields
from sphinx_talknotes.model.fields import BY_NAME, FIELDS, Context, is_local, parse_fields
from sphinx_talknotes.model.names import (
    name_key,
    slug,
    split_affiliation,
    split_list,
    tidy,
)
from sphinx_talknotes.model.problems import FieldError, Problem, Report
from sphinx_talknotes.model.records import (
    ENTITY_KINDS,
    KINDS,
    STATUSES,
    Declaration,
    PageRecords,
    Person,
    Place,
    Remark,
    Talk,
)

CONTEXT = Context()
WORDS = st.text(st.characters(whitelist_categories=["L", "N"]), min_size=1, max_size=20)
LATIN = st.text("abcxyzéüßñçøæåłđþıἄςΩ", min_size=1, max_size=12)


def pickled(value):
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - made here


# -- names ---------------------------------------------------------------------------------

ONE_NAME = [
    ("Kurt Gödel", "kurt godel"),
    ("Kurt Gödel", "KURT GÖDEL"),
    ("Kurt Gödel", "Kurt Go\u0308del"),
    ("Kurt Gödel", "  Kurt \t Gödel\n"),
    ("Emmy Noether", "Emmy-Noether"),
    ("Emmy Noether", "EmmyNoether"),
    ("Emmy Noether", "Emmy\u00a0Noether"),
    ("Emmy Noether", "Emmy\u200bNoether"),
    ("Emmy Noether", "\u202eEmmy Noether"),
    ("Niels Ørsted", "Niels Orsted"),
    ("Ǿrsted", "Ørsted"),
    ("Ǽsop", "Aesop"),
    ("Łukasiewicz", "lukasiewicz"),
    ("Carl Friedrich Gauß", "Carl Friedrich Gauss"),
    ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
    ("ＰｙＣｏｎ", "PyCon"),
    ("ﬁle", "file"),
    ("scikit-learn", "scikit learn"),
    ("O'Reilly", "O’Reilly"),
    ("İstanbul", "istanbul"),
    ("ISTANBUL", "ıstanbul"),
    ("Ⅷ", "viii"),
]
TWO_NAMES = [
    ("C", "C++"),
    ("C", "C#"),
    ("C++", "C#"),
    ("PyCon 2019", "PyCon 2020"),
    ("И", "Й"),
    ("が", "か"),
    ("李明", "李敏"),
    ("!!!", "???"),
    ("🐍", "🐢"),
    ("", "x"),
]


@pytest.mark.parametrize(("first", "second"), ONE_NAME)
def test_one_name(first, second):
    assert name_key(first) == name_key(second)
    assert slug(first).replace("-", "") == slug(second).replace("-", "")


@pytest.mark.parametrize(("first", "second"), TWO_NAMES)
def test_two_names(first, second):
    assert name_key(first) != name_key(second)
    assert slug(first) != slug(second)


SLUGS = {
    "Ada Lovelace": "ada-lovelace",
    "  Ada   Lovelace ": "ada-lovelace",
    "C++": "cplusplus",
    "C#": "csharp",
    ".NET": "net",
    "オープニング": "オープニング",
    "李明": "李明",
    "مرحبا بالعالم": "مرحبا-بالعالم",
    "हिन्दी": "हिन्दी",
    "Łódź": "lodz",
    "a/b\\c": "a-b-c",
    "../../etc/passwd": "etc-passwd",
    "..": "x-5ec1f7e7",
    "index": "index_",
    "Index": "index_",
    "CON": "con_",
    "com1": "com1_",
    "con man": "con-man",
    "": "untitled",
    " \n": "untitled",
    "<script>alert(1)</script>": "script-alert-1-script",
    "snake_case": "snake-case",
}


@pytest.mark.parametrize(("text", "expected"), SLUGS.items())
def test_slug(text, expected):
    assert slug(text) == expected


def test_slugs_of_symbols_are_stable_and_differ():
    assert slug("🐍") == "x-" + slug("🐍")[2:]
    assert len({slug("🐍"), slug("🐢"), slug("!"), slug("?")}) == 4


def test_long_names_keep_apart():
    first, second = "a" * 10_000, "a" * 9_999 + "b"
    assert slug(first) != slug(second)
    assert len(slug(first)) <= 80
    assert slug("か" * 100) != slug("か" * 101)
    assert len(slug("か" * 100).encode()) <= 160


@given(st.text())
def test_a_slug_is_a_safe_file_name(text):
    result = slug(text)
    assert 0 < len(result) <= 80
    assert len(result.encode("utf-8", "surrogatepass")) <= 165
    assert not re.search(r"[\s/\\:*?\"'<>|&%.{}`\x00-\x1f\x7f]", result)
    assert not result.startswith(("-", "_", "."))
    assert result not in ("index", "con", "nul", "aux", "prn")
    assert result == slug(result)
    assert result == slug(text + " ")


@given(st.text(), st.text())
def test_one_slug_means_one_name(first, second):
    assume(name_key(first) != name_key(second))
    assert slug(first) != slug(second) or not (first.strip() and second.strip())


@given(st.text(st.characters(codec="ascii")))
def test_words_do_not_depend_on_what_stands_beside_them(text):
    assert name_key(f"{text} か") == name_key(f"{text} x").removesuffix("x") + "か"


@given(st.text())
def test_a_key_is_the_key_of_its_variants(text):
    key = name_key(text)
    assert name_key(unicodedata.normalize("NFD", text)) == key
    assert name_key(unicodedata.normalize("NFC", text)) == key
    assert name_key(f"  {text}\t") == key
    assert name_key(text.casefold()) == key
    assert name_key(key) == key


@given(st.lists(LATIN, min_size=1, max_size=4))
def test_case_accents_spacing_and_punctuation_do_not_count(words):
    name = " ".join(words)
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    for variant in (name.upper(), name.lower(), plain, "-".join(words), "  ".join(words) + "!"):
        assert name_key(variant) == name_key(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lovelace, Emmy Noether", ("Ada Lovelace", "Emmy Noether")),
        ("Ada Lovelace; Emmy Noether;", ("Ada Lovelace", "Emmy Noether")),
        ("Ada\nEmmy", ("Ada", "Emmy")),
        ("Ada、Emmy，Kurt；Alan", ("Ada", "Emmy", "Kurt", "Alan")),
        ("Ada (Bell, Labs), Emmy", ("Ada (Bell, Labs)", "Emmy")),
        ("Ada (Bell, Labs", ("Ada (Bell, Labs",)),
        ('["Ada, Countess", "Emmy"]', ("Ada, Countess", "Emmy")),
        ('["Ada", null, 3]', ("Ada", "3")),
        ("[broken, json", ("[broken, json",)),
        ("Ada, Ada, , ,", ("Ada",)),
        ("", ()),
        (" , ;", ()),
        ("R and D", ("R and D",)),
    ],
)
def test_split_list(text, expected):
    assert split_list(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada and Emmy", ("Ada", "Emmy")),
        ("Ada & Emmy", ("Ada", "Emmy")),
        ("Ada, Emmy, and Kurt", ("Ada", "Emmy", "Kurt")),
        ("Ada, Emmy & Kurt", ("Ada", "Emmy", "Kurt")),
        ("Leonhard Anderson", ("Leonhard Anderson",)),
        ("Ferdinand; Alexander", ("Ferdinand", "Alexander")),
        ("Ada (Barnes and Noble) and Emmy", ("Ada (Barnes and Noble)", "Emmy")),
        ("Ada (AT&T) & Emmy", ("Ada (AT&T)", "Emmy")),
    ],
)
def test_split_people(text, expected):
    assert split_list(text, conjunction=True) == expected


@given(st.text(), st.booleans())
def test_split_list_loses_no_letter(text, conjunction):
    items = split_list(text, conjunction=conjunction)
    assert len(set(items)) == len(items)
    assert all(item == tidy(item) and item for item in items)
    if not text.strip().startswith("["):
        joined = "".join(items)
        left = set(text) - set(joined) - set(",;、，；&")
        assert all(c.isspace() or tidy(c) == "" or c.isalpha() for c in left)


@given(st.lists(WORDS, min_size=1, unique=True))
def test_a_list_comes_back(names):
    assume(all(name == tidy(name) for name in names))
    assert split_list(", ".join(names)) == tuple(names)
    assert split_list(json.dumps(names)) == tuple(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Ada, Emmy]", ("Ada", "Emmy")),
        ('[Ada, "Emmy, Dr"]', ("Ada", "Emmy, Dr")),
        ("- Ada\n- Emmy", ("Ada", "Emmy")),
        ("- Ada - Emmy", ("Ada", "Emmy")),
        ('[{"name": "Ada", "affiliation": "Engines"}, "Emmy"]', ("Ada", "Emmy")),
        ('{"name": "Ada"}', ("Ada",)),
        ("[true, 3, null]", ("true", "3")),
        ("{fmt}", ("{fmt}",)),
        ("[broken", ("[broken",)),
        ("[" * 5000, ("[" * 5000,)),
        ("[" * 5000 + "]" * 5000, ("[" * 5000 + "]" * 5000,)),
    ],
)
def test_lists_of_yaml(text, expected):
    values, reports = parse_fields({"tools": text}, Context())
    assert (values["tools"], reports) == (expected, [])
    values, _ = parse_fields({"speakers": text}, Context())
    assert tuple(person.name for person in values["speakers"]) == expected


@pytest.mark.parametrize("text", ['{"a": "b"}', '[["a"], "b"]', "[[a], b]"])
def test_what_is_no_list_of_names(text):
    values, (report,) = parse_fields({"tools": text}, Context())
    assert (values, report.problem) == ({}, Problem.OPTION)
    assert "write [one, two]" in report.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lovelace", ("Ada Lovelace", "")),
        ("Ada Lovelace (Analytical Engines)", ("Ada Lovelace", "Analytical Engines")),
        ("Ada ( A (B) C )", ("Ada", "A (B) C")),
        ("Ada (A) (B)", ("Ada (A)", "B")),
        ("(Ada)", ("(Ada)", "")),
        ("Ada ()", ("Ada", "")),
        ("Ada (open", ("Ada (open", "")),
    ],
)
def test_split_affiliation(text, expected):
    assert split_affiliation(text) == expected


@given(st.text())
def test_tidy_leaves_one_line_without_control_characters(text):
    result = tidy(text)
    assert tidy(result) == result
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", result)
    assert result == result.strip()
    assert "  " not in result


# -- dates and times -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020", PartialDate(2020)),
        ("2020-07", PartialDate(2020, 7)),
        ("2020-07-24", PartialDate(2020, 7, 24)),
        (" 2020-02-29 ", PartialDate(2020, 2, 29)),
        ("2020-07-24T07:00", PartialDate(2020, 7, 24)),
        ("2020-07-24 7:00:00+02:00", PartialDate(2020, 7, 24)),
        ("0001-01-01", PartialDate(1, 1, 1)),
        ("9999-12-31", PartialDate(9999, 12, 31)),
    ],
)
def test_date(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "24.07.2020", "07/24/2020", "2020-7-4", "2020-13", "2020-00", "2020-02-30",
        "2019-02-29", "2020-07-32", "2020-07-00", "0000", "0000-00-00", "20200724", "2020-07-24x",
        "٢٠٢٠", "-2020", "2020-", "2020-07-", "9" * 5000,
    ],
)  # fmt: skip
def test_no_date(text):
    with pytest.raises(FieldError, match="is not a date; write 2020-07-24") as caught:
        parse_date(text)
    assert caught.value.problem is Problem.DATE
    assert len(str(caught.value)) < 200


@given(st.dates())
def test_every_day_comes_back(day):
    date = parse_date(day.isoformat())
    assert str(date) == day.isoformat()
    assert pickled(date) == date


@given(st.dates(), st.dates())
def test_dates_sort_by_time_and_the_vague_first(first, second):
    assert (parse_date(str(first)) < parse_date(str(second))) == (first < second)
    assert PartialDate(first.year) < PartialDate(first.year, first.month)
    assert PartialDate(first.year, first.month) < parse_date(str(first))


@given(st.integers(1, 9999), st.integers(0, 13), st.integers(0, 32))
def test_a_day_that_the_calendar_does_not_have(year, month, day):
    text = f"{year:04}-{month:02}-{day:02}"
    known = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    if known:
        assert str(parse_date(text)) == text
    else:
        with pytest.raises(FieldError):
            parse_date(text)


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("2020", "2020-07-24", True),
        ("2020-07", "2020-07-24", True),
        ("2020-07-24", "2020-07-24", True),
        ("2020-07-24", "2020-07-25", False),
        ("2020-06", "2020-07-24", False),
        ("2019", "2020-07-24", False),
    ],
)
def test_dates_agree_as_far_as_they_are_known(first, second, agree):
    assert parse_date(first).agrees_with(parse_date(second)) is agree
    assert parse_date(second).agrees_with(parse_date(first)) is agree
    assert parse_date(first).agrees_with(None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:30", 570), ("9:30", 570), ("00:00", 0), ("23:59", 1439), ("9.30", 570), ("9h30", 570),
        ("09:30:59", 570), ("9:30 pm", 1290), ("9:30p.m.", 1290), ("12:15 am", 15),
        ("12:15 PM", 735), ("13:00 pm", 780),
    ],
)  # fmt: skip
def test_time(text, expected):
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text", ["", "9", "24:00", "12:60", "half past", "9:3", "٠٩:٣٠", "-1:00", "9:30 xm", "1:2:3"]
)
def test_no_time(text):
    with pytest.raises(FieldError, match="is not a time of day; write 09:30") as caught:
        parse_time(text)
    assert caught.value.problem is Problem.TIME


@given(st.integers(0, 24 * 60 - 1))
def test_every_time_comes_back(minutes):
    assert parse_time(format_time(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30", 30), ("30 min", 30), ("30m", 30), ("30 minutes", 30), ("30 min.", 30), ("1 h", 60),
        ("1 hour", 60), ("2 hrs", 120), ("1 h 30", 90), ("1h30m", 90), ("1 hour 5 minutes", 65),
        ("1:30", 90), ("0:45", 45), ("PT1H30M", 90), ("PT45M", 45), ("PT2H", 120), ("pt45m", 45),
    ],
)  # fmt: skip
def test_duration(text, expected):
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "0", "0 min", "0:00", "1:75", "long", "PT", "PT0M", "-30", "30 s", "h", "min", "1 h 30 x"],
)
def test_no_duration(text):
    with pytest.raises(FieldError, match="is not a duration; write 30 min or 1 h 30") as caught:
        parse_duration(text)
    assert caught.value.problem is Problem.TIME


@given(st.integers(1, 9999))
def test_every_duration_comes_back(minutes):
    assert parse_duration(format_duration(minutes)) == minutes


# -- fields --------------------------------------------------------------------------------

GOOD = {
    "speakers": ("Ada Lovelace (Engines) and Emmy Noether",
                 (Person("Ada Lovelace", "Engines"), Person("Emmy Noether"))),
    "conference": ("  PyCon \n 2020 ", "PyCon 2020"),
    "date": ("2020-07", PartialDate(2020, 7)),
    "start": ("07:00", 420),
    "end": ("7:30", 450),
    "duration": ("1 h", 60),
    "kind": ("Open Space", "open-space"),
    "status": ("REWATCH", "rewatch"),
    "room": ("Main  hall", "Main hall"),
    "track": ("Data", "Data"),
    "level": ("beginner", "beginner"),
    "language": ("pt-BR", "pt-BR"),
    "url": ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
    "video": ("https://youtu.be/dQw4w9WgXcQ, talk.mp4", 2),
    "slides": ("files/slides.pdf", "files/slides.pdf"),
    "code": ("HTTPS://example.org/", "HTTPS://example.org/"),
    "paper": ("../paper.pdf", "../paper.pdf"),
    "tools": ("DVC, git-LFS", ("DVC", "git-LFS")),
    "tags": ('["a", "b"]', ("a", "b")),
    "notes-by": ("LA; EN", ("LA", "EN")),
    "rating": ("4.5/5", 4.5),
    "id": ("My Talk", "my-talk"),
}  # fmt: skip
BAD = {
    "date": ("tomorrow", Problem.DATE),
    "start": ("noon", Problem.TIME),
    "end": ("25:00", Problem.TIME),
    "duration": ("long", Problem.TIME),
    "kind": ("sermon", Problem.KIND),
    "status": ("asleep", Problem.STATUS),
    "language": ("not a tag", Problem.LANGUAGE),
    "url": ("javascript:alert(1)", Problem.URL),
    "video": ("javascript:alert(1)", Problem.VIDEO),
    "slides": ("data:text/html,x", Problem.URL),
    "code": ("//example.org/x", Problem.URL),
    "paper": ("file:///etc/passwd", Problem.URL),
    "rating": ("6", Problem.RATING),
}


def test_the_tables_have_every_field():
    assert sorted(GOOD) == sorted(field.name for field in FIELDS)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_value(name):
    text, expected = GOOD[name]
    values, reports = parse_fields({name: text}, CONTEXT)
    assert not reports
    value = values[BY_NAME[name].attr]
    assert (len(value) if name == "video" else value) == expected


@pytest.mark.parametrize("name", BAD)
def test_a_bad_value_is_reported_and_left_out(name):
    text, problem = BAD[name]
    values, (report,) = parse_fields({name: text, "room": "Hall"}, CONTEXT)
    assert values == {"room": "Hall"}
    assert (report.name, report.problem) == (name, problem)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_is_an_attribute_of_a_talk_and_explained(field):
    assert field.attr in Talk.__dataclass_fields__
    assert field.form
    assert field.help.rstrip().endswith(".")
    assert parse_fields({field.name: " "}, CONTEXT) == ({}, [])


def test_aliases_of_fields_mean_the_same():
    for name in ("speaker", "speakers"):
        assert parse_fields({name: "Ada"}, CONTEXT)[0] == {"speakers": (Person("Ada"),)}
    for name in ("video", "videos"):
        assert "videos" in parse_fields({name: "talk.mp4"}, CONTEXT)[0]


def test_both_names_of_a_field_add_up():
    values, reports = parse_fields({"speaker": "Ada", "speakers": "Emmy, Ada"}, CONTEXT)
    assert not reports
    assert values == {"speakers": (Person("Ada"), Person("Emmy"))}


def test_an_unknown_option_is_reported_with_the_known_ones():
    _, (report,) = parse_fields({"speakerz": "x"}, CONTEXT)
    assert report.problem is Problem.OPTION
    assert "speakers, conference, date" in report.message
    assert parse_fields({"speakerz": "x"}, CONTEXT, defaults=True) == ({}, [])


def test_front_matter_gives_only_what_a_page_can_say_of_all_talks():
    raw = {name: text for name, (text, _) in GOOD.items()}
    values, reports = parse_fields(raw, CONTEXT, defaults=True)
    assert not reports
    assert set(values) == {
        "speakers", "conference", "date", "kind", "room", "track", "level", "language", "tools",
        "tags", "notes_by",
    }  # fmt: skip


BAD_LINKS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x",
    "vbscript:x", "file:///etc/passwd", "ftp://example.org/", "mailto:a@example.org",
    "//example.org", "http:", "http:///x", "https://", "https:example.org",
    "\\\\example.org\\x", "https:\\\\x",
    "https://example.org/<script>", 'https://example.org/"onclick', "https://exa mple.org",
    "https://[::1", "a\x00b", "", "  ",
]  # fmt: skip


@pytest.mark.parametrize("link", BAD_LINKS)
def test_no_link(link):
    for row in (BY_NAME["url"], BY_NAME["slides"]):
        with pytest.raises(FieldError) as caught:
            row.parse(link, CONTEXT)
        assert caught.value.problem is Problem.URL


@given(st.text())
def test_a_link_is_http_or_a_path(text):
    try:
        link = BY_NAME["url"].parse(text, CONTEXT)
    except FieldError as error:
        assert error.problem is Problem.URL  # noqa: PT017 - most texts are none
        return
    assert is_local(link) or re.match(r"https?://[^/]", link, re.IGNORECASE)
    assert not (is_local(link) and re.match(r"[a-z][a-z0-9+.-]*:", link, re.IGNORECASE))
    assert not re.search(r"[\s<>\"'`\\]", link)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
@given(text=st.text())
def test_no_text_is_fatal(field, text):
    values, reports = parse_fields({field.name: text}, CONTEXT)
    assert len(values) + len(reports) == bool(text.strip())


# -- fields of entities --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "text", "expected"),
    [
        ("speaker", "aliases", "A, B", ("A", "B")),
        ("speaker", "private-aliases", "A; B", ("A", "B")),
        ("speaker", "affiliation", " Bell  Labs", "Bell Labs"),
        ("speaker", "pronouns", "she/her", "she/her"),
        ("speaker", "url", "https://example.org", "https://example.org"),
        ("speaker", "links", "Blog https://a.example, https://b.example/x",
         "Blog https://a.example\nb.example https://b.example/x"),
        ("speaker", "photo", "me.jpg", "me.jpg"),
        ("tool", "aliases", "A", ("A",)),
        ("tool", "url", "https://example.org", "https://example.org"),
        ("tool", "category", "storage", "storage"),
        ("conference", "aliases", "EP20", ("EP20",)),
        ("conference", "start", "2020-07-23", PartialDate(2020, 7, 23)),
        ("conference", "end", "2020-07-26", PartialDate(2020, 7, 26)),
        ("conference", "timezone", "Europe/Dublin", "Europe/Dublin"),
        ("conference", "url", "https://example.org", "https://example.org"),
        ("conference", "location", "online", "online"),
        ("conference", "series", "EuroPython", "EuroPython"),
        ("conference", "accent", "#0A7", "#0a7"),
    ],
)  # fmt: skip
def test_a_good_value_of_an_entity(kind, name, text, expected):
    assert parse_entity_fields(kind, {name: text}) == ({name: expected}, [])


@pytest.mark.parametrize(
    ("kind", "name", "text", "problem"),
    [
        ("speaker", "url", "javascript:x", Problem.URL),
        ("speaker", "links", "Me javascript:x", Problem.URL),
        ("speaker", "links", "Me relative/path", Problem.URL),
        ("speaker", "photo", "data:image/png;base64,x", Problem.URL),
        ("speaker", "born", "1815", Problem.OPTION),
        ("tool", "url", "ftp://x", Problem.URL),
        ("conference", "start", "soon", Problem.DATE),
        ("conference", "end", "2020-02-31", Problem.DATE),
        ("conference", "timezone", "../x", Problem.OPTION),
        ("conference", "accent", "red;background:url(x)", Problem.OPTION),
        ("conference", "accent", "#12345", Problem.OPTION),
    ],
)
def test_a_bad_value_of_an_entity(kind, name, text, problem):
    values, (report,) = parse_entity_fields(kind, {name: text, "aliases": "A"})
    assert values == {"aliases": ("A",)}
    assert (report.name, report.problem) == (name, problem)


@pytest.mark.parametrize("kind", ENTITY_KINDS)
@given(text=st.text(min_size=1))
def test_no_text_of_an_entity_is_fatal(kind, text):
    for row in ENTITY_FIELDS[kind]:
        values, reports = parse_entity_fields(kind, {row.name: text})
        assert len(values) + len(reports) <= 1


# -- problems and records ------------------------------------------------------------------


def test_every_problem_has_a_name_and_says_what_to_do():
    values = [problem.value for problem in Problem]
    assert len(set(values)) == len(values)
    for problem in Problem:
        assert re.fullmatch(r"[a-z_]+", problem.value)
        assert problem.value == problem.name.lower()
        assert problem.help.endswith(".")
        assert Problem(problem.value) is problem
        assert pickled(problem) is problem


def test_records_are_values():
    talk = Talk("Title", Place("page", "title", 3), speakers=(Person("Ada", "Engines"),))
    records = [
        talk,
        Declaration("tool", "DVC", Place("page")),
        Remark("read", "text", Place("page")),
        PageRecords((talk,)),
        Report(Problem.DATE, "message", "page", 3),
    ]
    for record in records:
        assert pickled(record) == record
        with pytest.raises(FrozenInstanceError):
            setattr(record, fields(record)[0].name, "other")
    assert str(talk.speakers[0]) == "Ada (Engines)"
    assert str(Person("Ada")) == "Ada"


@pytest.mark.parametrize(
    ("times", "minutes"),
    [
        ({}, None),
        ({"duration": 30}, 30),
        ({"start": 570, "end": 615}, 45),
        ({"start": 570, "end": 615, "duration": 30}, 30),
        ({"start": 570}, None),
        ({"end": 570}, None),
        ({"start": 570, "end": 570}, None),
    ],
)
def test_length_of_a_talk(times, minutes):
    assert Talk("Title", Place("page"), **times).minutes == minutes


def test_vocabularies_have_labels():
    for words in (KINDS, STATUSES):
        assert all(re.fullmatch(r"[a-z-]+", word) and label for word, label in words.items())
