"""`talk` directives that are found in pages, and where another option goes."""

from __future__ import annotations

import pytest

from sphinx_talknotes.importers.enrich.existing import read_existing


def read(text, suffix=".md"):
    return read_existing(text.split("\n"), suffix)


def add(text, suffix=".md", name="room", value="Hall 1"):
    """Return the page with an option added to its first talk."""
    lines = text.split("\n")
    first = read_existing(lines, suffix).talks[0]
    put = [first.write_option(name, value), *([""] if first.gap else [])]
    return "\n".join([*lines[: first.at], *put, *lines[first.at :]])


MYST = {
    "options": (
        ":::{talk} T\n:start: 09:00\n\nBody.\n:::",
        ":::{talk} T\n:start: 09:00\n:room: Hall 1\n\nBody.\n:::",
    ),
    "no options": (
        "````{talk} T\n\nBody.\n````",
        "````{talk} T\n:room: Hall 1\n\nBody.\n````",
    ),
    "a body at once": (
        ":::{talk} T\nBody.\n:::",
        ":::{talk} T\n:room: Hall 1\n\nBody.\n:::",
    ),
    "a body behind options": (
        ":::{talk} T\n:start: 09:00\nBody.\n:::",
        ":::{talk} T\n:start: 09:00\n:room: Hall 1\n\nBody.\n:::",
    ),
    "a directive at once": (
        "::::{talk} T\n:::{tldr}\nx\n:::\n::::",
        "::::{talk} T\n:room: Hall 1\n\n:::{tldr}\nx\n:::\n::::",
    ),
    "nothing": (":::{talk} T\n:::", ":::{talk} T\n:room: Hall 1\n:::"),
    "never closed": (":::{talk} T", ":::{talk} T\n:room: Hall 1"),
    "YAML": (
        "```{talk} T\n---\nstart: '09:00'\n---\nBody.\n```",
        "```{talk} T\n---\nstart: '09:00'\nroom: Hall 1\n---\nBody.\n```",
    ),
    "indented": (
        "  :::{talk} T\n  :start: 09:00\n  :::",
        "  :::{talk} T\n  :start: 09:00\n  :room: Hall 1\n  :::",
    ),
    "long name": (
        "::: {talknotes:talk} T\n:::",
        "::: {talknotes:talk} T\n:room: Hall 1\n:::",
    ),
    "behind front matter": (
        "---\ndate: 2020\n---\n:::{talk} T\n:::",
        "---\ndate: 2020\n---\n:::{talk} T\n:room: Hall 1\n:::",
    ),
}


@pytest.mark.parametrize("case", MYST)
def test_myst(case):
    before, after = MYST[case]
    assert add(before) == after
    assert read(after).talks[0].options["room"] == "Hall 1"


REST = {
    "options": (
        ".. talk:: T\n   :start: 09:00\n\n   Body.",
        ".. talk:: T\n   :start: 09:00\n   :room: Hall 1\n\n   Body.",
    ),
    "a long option": (
        ".. talk:: T\n  :speakers: A B,\n     C D\n\n  Body.",
        ".. talk:: T\n  :speakers: A B,\n     C D\n  :room: Hall 1\n\n  Body.",
    ),
    "no options": (
        ".. talk:: T\n\n    Body.\n\nOther.",
        ".. talk:: T\n    :room: Hall 1\n\n    Body.\n\nOther.",
    ),
    "nothing": (".. talk:: T", ".. talk:: T\n   :room: Hall 1"),
    "a long title": (
        ".. talknotes:talk:: T\n   and more\n\n   Body.",
        ".. talknotes:talk:: T\n   and more\n   :room: Hall 1\n\n   Body.",
    ),
    "tabs": (
        ".. talk:: T\n\t:start: 09:00\n",
        ".. talk:: T\n\t:start: 09:00\n\t:room: Hall 1\n",
    ),
    "below a title": (
        "Day\n===\n.. talk:: T\n",
        "Day\n===\n.. talk:: T\n   :room: Hall 1\n",
    ),
}


@pytest.mark.parametrize("case", REST)
def test_rest(case):
    before, after = REST[case]
    assert add(before, ".rst") == after
    assert read(after, ".rst").talks[0].options["room"] == "Hall 1"


def test_options():
    page = read(
        ':::{talk} About [things](https://example.org/)\n:speaker: "A: B"\n:video:\n'
        ":room: 'It''s here' \n:start: 09:00 # or later\n:::\n"
    )
    one = page.talks[0]
    assert one.title == "About things"
    assert one.options == {"speakers": "A: B", "video": "", "room": "It's here", "start": "09:00"}
    assert (one.line, one.end) == (1, 7)
    rest = read(
        ".. talk:: About `things <https://example.org/>`_\n   :speaker: A B,\n     C\n", ".rst"
    )
    assert rest.talks[0].title == "About things"
    assert rest.talks[0].options == {"speakers": "A B, C"}


@pytest.mark.parametrize(
    "value",
    ["Hall 1", "A: B # c", "'x'", '"y" \\ z', "[a]", "{b}", "null", "ends:", "- x", "スタジオ"],
)
@pytest.mark.parametrize(
    ("text", "suffix"),
    [(":::{talk} T\n:::", ".md"), ("```{talk} T\n---\n---\n```", ".md"), (".. talk:: T", ".rst")],
)
def test_values_are_read_again(text, suffix, value):
    assert read(add(text, suffix, value=value), suffix).talks[0].options["room"] == value


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("```markdown\n:::{talk} T\n:::\n```", ".md"),
        ("::::\n:::{talk} T\n:::\n::::", ".md"),
        ("    :::{talk} T\n    :::", ".md"),
        ("<!--\n:::{talk} T\n:::\n-->", ".md"),
        ("* a list\n\n  :::{talk} T\n  :::", ".md"),
        ("> :::{talk} T\n> :::", ".md"),
        ("::::{note}\n:::{talk} T\n:::\n::::", ".md"),
        (":::{talks} T\n:::", ".md"),
        (":::{talk}\n:::", ".md"),
        ("::talk T", ".md"),
        (".. code-block:: rst\n\n   .. talk:: T\n", ".rst"),
        ("A paragraph\n.. talk:: T\n", ".rst"),
        (".. talk::\n\n   Body.\n", ".rst"),
        (".. talks:: T", ".rst"),
        ("", ".rst"),
        ("", ".md"),
    ],
)
def test_what_is_no_talk(text, suffix):
    assert read(text, suffix).talks == ()


def test_what_the_page_says_of_all_its_talks():
    myst = read("---\nconference: EuroPython 2020\ndate: 2020-07-23\ntags: [a, b]\nx: y\n---\n")
    assert myst.front == {"conference": "EuroPython 2020", "date": "2020-07-23", "tags": "a, b"}
    assert myst.conference == "EuroPython 2020"
    declared = read(":::{conference} PyCon US 2015\n:::\n\n:::{talk} T\n:::")
    assert (declared.conference, [one.title for one in declared.talks]) == ("PyCon US 2015", ["T"])
    for text in (
        ":conference: PyCon US 2015\n:notes_by: ME\n:x: y\n\nTitle\n=====\n",
        "=====\nTitle\n=====\n\n:conference: PyCon US 2015\n:notes-by: ME\n\nText :date: x\n",
        ".. comment\n\nTitle\n=====\n:conference: PyCon US 2015\n:notes-by: ME\n",
    ):
        assert read(text, ".rst").front == {"conference": "PyCon US 2015", "notes-by": "ME"}
    assert read("Title\n=====\n\nText.\n\n:date: 2020\n", ".rst").front == {}
    assert read(".. conference:: PyCon US 2015\n", ".rst").conference == "PyCon US 2015"


def read_fielded(text, suffix):
    return read_existing(text.split("\n"), suffix, fields=True)


FIELDED = {
    "MyST": (
        ".md",
        "# Day\n\n## One *talk*\n\n:speaker: A B\n:x_y: z\n\nText.\n\n## No talk\n\n:date: 2020\n",
        "## One *talk*\n\n:speaker: A B\n:x_y: z\n:room: Hall \\*1\\*\n\nText.",
    ),
    "behind front matter": (
        ".md",
        "---\nx: y\n---\n## T\n:video: <https://youtu.be/aaaaaaaaaaa>\n",
        "## T\n:video: <https://youtu.be/aaaaaaaaaaa>\n:room: Hall \\*1\\*\n",
    ),
    "reST": (
        ".rst",
        "Day\n===\n\nT `x <y>`_\n------\n:speakers: A B,\n  C D\n\nText.\n\nNo\n--\n\nText.\n",
        "------\n:speakers: A B,\n  C D\n:room: Hall *1*\n\nText.",
    ),
    "a line above the title": (
        ".rst",
        "Day\n===\n\n-----\n T\n-----\n\n:slides: https://example.org/\n",
        "-----\n T\n-----\n\n:slides: https://example.org/\n:room: Hall *1*\n",
    ),
    "a whole page": (
        ".rst",
        ":speakers: A B\n:x: y\n\nTalk\n====\n\nSection\n=======\n\nText.\n",
        ":speakers: A B\n:x: y\n:room: Hall *1*\n\nTalk\n====\n",
    ),
}


@pytest.mark.parametrize("case", FIELDED)
def test_headings_with_fields(case):
    suffix, before, after = FIELDED[case]
    assert read(before, suffix).talks == ()
    (one,) = read_fielded(before, suffix).talks
    lines = before.split("\n")
    lines.insert(one.at, one.write_option("room", "Hall *1*"))
    assert after in "\n".join(lines)
    (again,) = read_fielded("\n".join(lines), suffix).talks
    assert again.options == {**one.options, "room": "Hall *1*"}
    assert (again.title, again.line) == (one.title, again.line)


def test_fields_of_headings():
    (one,) = read_fielded(
        "## One *talk*\n\n:speaker: A B\n:video: <https://x.org/a>\n", ".md"
    ).talks
    assert (one.title, one.line) == ("One talk", 1)
    assert one.options == {"speakers": "A B", "video": "https://x.org/a"}
    assert one.write_option("slides", "https://x.org/b_c") == ":slides: <https://x.org/b_c>"
    for text, suffix in (
        ("## T\n\nText.\n\n:speaker: A B\n", ".md"),
        ("## T\n\n:room: 4\n", ".md"),
        ("```\n## T\n:speaker: A B\n```\n", ".md"),
        ("Text\nmore\n----\n:speaker: A B\n", ".rst"),
        (":date: 2020\n\nT\n==\n", ".rst"),
    ):
        assert read_fielded(text, suffix).talks == ()


def test_fields_inside_of_a_talk_are_its_own():
    text = ":::{talk} T\n## Part\n\n:speaker: A B\n:::\n\n## U\n\n:speaker: C D\n"
    assert [one.title for one in read_fielded(text, ".md").talks] == ["T", "U"]
