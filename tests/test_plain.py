"""Plain headings are read as talks: the records, pages and warnings that directives would give."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest
from docutils import nodes

from notes_html import dead_links, main_of, words
from notes_site import Site
from notes_tree import shape
from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.plain import scan, transform
from sphinx_talknotes.ext.plain.plan import PlainTalk, Plan
from sphinx_talknotes.importers.markup import SUFFIXES
from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.records import Person

PLAIN = {"talknotes_read": "plain"}
FIELDS = {"myst_enable_extensions": ["fieldlist"], "myst_heading_anchors": 3}
MARKUPS = ("md", "rst") if ".rst" in SUFFIXES else ("md",)

DAY = """
    # EuroPython 2020, day 2

    What I heard on the second day.

    ## 09:00, [Pipelines with *DVC*](https://example.org/dvc), Hongjoo Lee

    * Video: https://youtu.be/dQw4w9WgXcQ
    * Slides: https://example.org/slides

    Any change should trigger it. {at}`12:30`

    ### My thoughts

    Looks simple enough!

    ### To read

    The manual.

    ### How it works

    With a graph.

    ## 10:00, [Types](https://example.org/types), Ada Lovelace and Bo Farrow

    ## Lunch

    There was soup.
    """
DAY_IN_REST = """
    EuroPython 2020, day 2
    ======================

    What I heard on the second day.

    ---------------------------------------------------------------------------
    09:00, `Pipelines with DVC <https://example.org/dvc>`_, Hongjoo Lee
    ---------------------------------------------------------------------------

    * Video: https://youtu.be/dQw4w9WgXcQ
    * Slides: https://example.org/slides

    Any change should trigger it. :at:`12:30`

    My thoughts
    ~~~~~~~~~~~

    Looks simple enough!

    To read
    ~~~~~~~

    The manual.

    How it works
    ~~~~~~~~~~~~

    With a graph.

    ---------------------------------------------------------------------------
    10:00, `Types <https://example.org/types>`_, Ada Lovelace and Bo Farrow
    ---------------------------------------------------------------------------

    ---------------------------------------------------------------------------
    Lunch
    ---------------------------------------------------------------------------

    There was soup.
    """
DAYS = {"md": DAY, "rst": DAY_IN_REST}
DIRECTIVES = """
    ---
    conference: EuroPython 2020
    ---
    # EuroPython 2020, day 2

    What I heard on the second day.

    ::::{talk} Pipelines with *DVC*
    :speakers: Hongjoo Lee
    :start: 09:00
    :url: https://example.org/dvc
    :video: https://youtu.be/dQw4w9WgXcQ
    :slides: https://example.org/slides

    Any change should trigger it. {at}`12:30`

    :::{mythoughts} My thoughts
    Looks simple enough!
    :::

    :::{followup} To read
    :kind: read

    The manual.
    :::

    ### How it works

    With a graph.
    ::::

    :::{talk} Types
    :speakers: Ada Lovelace and Bo Farrow
    :start: 10:00
    :url: https://example.org/types
    :::

    ## Lunch

    There was soup.
    """


def records(site, name="index"):
    return get_domain(site.env).entries[name].records


def titles(site, name="index"):
    entry = get_domain(site.env).entries.get(name)
    return [talk.title for talk in entry.records.talks] if entry else []


def shown(site, name="index"):
    return site.text(f"{name}.txt", "text")


def unplaced(found):
    """Return records without their lines, which differ as the sources do."""

    def moved(record):
        return replace(record, place=replace(record.place, line=0))

    return replace(
        found,
        source="",
        talks=tuple(map(moved, found.talks)),
        remarks=tuple(map(moved, found.remarks)),
    )


def home(text, front="talks: headings"):
    return f"---\n{front}\n---\n" + textwrap.dedent(text).lstrip("\n")


# -- the same as directives ----------------------------------------------------------------


@pytest.fixture(params=MARKUPS)
def day(request, site):
    """Return the same day of plain notes in one of the markups."""
    return site({f"index.{request.param}": DAYS[request.param]}, PLAIN)


def test_the_records_are_those_of_directives(site, day):
    plain, written = (made.build("dummy") for made in (day, site({"index.md": DIRECTIVES})))
    # nobody wrote the conference; all else is as with directives
    assert (records(plain).inferred, records(written).inferred) == (("EuroPython 2020",), ())
    assert replace(unplaced(records(plain)), inferred=()) == unplaced(records(written))
    first, _ = records(plain).talks
    assert first.speakers == (Person("Hongjoo Lee"),)
    assert first.conference == "EuroPython 2020"
    assert first.has_thoughts


def test_talks_stand_at_their_own_lines(day):
    found = records(day.build("dummy"))
    lines = (day.src / found.source).read_text("utf-8").splitlines()
    for talk in found.talks:
        assert talk.title.split()[0] in lines[talk.place.line - 1]
    (remark,) = found.remarks
    assert lines[remark.place.line - 1].endswith("To read")


def test_the_trees_are_those_of_directives(site, day):
    plain, written = (made.build("dummy") for made in (day, site({"index.md": DIRECTIVES})))
    # the headings of boxes keep the anchor that links to them use
    ours = shape(plain.doctree("index")).replace("rubric#my-thoughts", "rubric")
    ours = ours.replace("with DVC", "with <emphasis DVC>")  # in reST no link has emphasis in it
    assert ours.replace("rubric#to-read", "rubric") == shape(written.doctree("index"))


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "latex", "text", "epub"])
def test_every_builder(site, builder):
    made = site({"index.md": DAY}, {**PLAIN, "epub_show_urls": "no"}, builder).build()
    assert not [line for line in made.warnings if "talknotes" in line and "conference" not in line]
    found = " ".join(
        path.read_text("utf-8", "replace") for path in made.out().rglob("*")
        if "_sources" not in path.parts and path.suffix in (".html", ".xhtml", ".tex", ".txt")
    )  # fmt: skip
    assert "Looks simple enough!" in found
    assert "09:00, [" not in found
    assert "Slides: " not in found.replace("Slides: https", "")


def test_nothing_is_said_twice(day):
    text = words(main_of(day.build(), "index"))
    assert text.count("Hongjoo Lee") == 1
    assert "https://example.org/slides" not in text
    assert "There was soup." in text


def test_all_that_is_made_of_talks(day):
    made = day.build()
    assert "Pipelines with DVC" in made.html("speakers/hongjoo-lee")
    assert "Pipelines with DVC" in made.html("conferences/europython-2020")
    assert "application/ld+json" in made.html("index")
    assert "Next: Types" in words(main_of(made, "index"))
    assert "pipelines-with-dvc" in made.html("searchindex.js")
    assert dead_links(made.out()) == []


# -- which pages are read ------------------------------------------------------------------

TALK = "# Day\n\n## 09:00, [One](https://example.org/1), Ada Quell\n\nWords.\n"


def test_only_pages_that_ask_for_it(site):
    files = {
        "index.md": "# Home\n\n```{toctree}\n:glob:\n\n*\n```\n",
        "asks.md": f"---\ntalks: headings\n---\n{TALK}",
        "silent.md": TALK,
        "other.md": f"---\ntalk: one of several\ntitle: x\n---\n{TALK}",
    }
    made = site(files).build("dummy")
    assert [titles(made, name) for name in ("asks", "silent", "other")] == [["One"], [], []]
    assert made.warnings == []


@pytest.mark.parametrize("switch", ["off", "no", '"off"', "false"])
def test_a_page_that_does_not_want_it(site, switch):
    files = {"index.md": f"---\ntalks: {switch}\nspeakers: Ada Quell\n---\n{TALK}"}
    assert titles(site(files, PLAIN).build("dummy")) == []


def test_a_page_with_directives_is_left_alone(site):
    both = f"{TALK}\n:::{{talk}} Two\n:::\n"
    assert titles(site({"index.md": both}, PLAIN).build("dummy")) == ["Two"]
    asks = f"---\ntalks: headings\n---\n{both}"
    # the directive stands in the section of the first talk
    made = site({"index.md": asks}).build("dummy")
    assert titles(made) == ["One"]
    assert "[talknotes.nested]" in made.warnings[0]


def test_excluded_pages_tell_nothing(site):
    made = site({"index.md": TALK, "draft.md": TALK}, {**PLAIN, "exclude_patterns": ["draft.md"]})
    assert titles(made.build("dummy")) == ["One"]
    assert list(get_domain(made.env).data["plain"].plans) == ["index"]


def test_headings_in_other_things_stay(site):
    quoted = "> ## 09:00, [One](https://example.org/1), Ada Quell"
    text = f"# Day\n\n{quoted}\n\n```\n## 10:00, [Two]()\n```\n"
    made = site({"index.md": text}, PLAIN).build("text")
    assert titles(made) == []
    assert "10:00, [Two]" in shown(made)


def test_an_included_file_is_not_read(site):
    files = {"index.md": "# Home\n\n```{include} part.txt\n```\n\nEnd.\n", "part.txt": TALK[7:]}
    made = site(files, PLAIN).build("text")
    assert titles(made) == []
    assert "Ada Quell" in shown(made)


def test_text_that_another_extension_changes(site):
    conf = (
        "talknotes_read = 'plain'\n"
        "def change(app, name, source):\n"
        "    source[0] = source[0].replace('NAME', 'Ada Quell').replace('TOP', 'Above\\n\\nTop')\n"
        "def setup(app):\n    app.connect('source-read', change)\n"
    )
    text = "# Day\n\nTOP\n\n## 09:00, [One](https://example.org/1), NAME\n\n* Room: 4\n\nWords.\n"
    made = site({"index.md": text}, conf).build("text")
    (talk,) = records(made).talks
    assert (talk.speakers, talk.room) == ((Person("Ada Quell"),), "4")
    assert shown(made).count("Words.") == 1
    assert "Room: 4" not in shown(made)


# -- one talk's own keys -------------------------------------------------------------------

ONE = {
    "md": """
        ---
        speakers: Ada Quell
        video: https://youtu.be/dQw4w9WgXcQ
        start: 10:30
        conference: DataConf 2020
        ---
        # A *title* | with a bar

        Words.

        ## Part

        More.
        """,
    "rst": """
        :speakers: Ada Quell
        :video: https://youtu.be/dQw4w9WgXcQ
        :start: 10:30
        :conference: DataConf 2020

        A *title* | with a bar
        ======================

        Words.

        Part
        ----

        More.
        """,
}


@pytest.mark.parametrize("conf", [{}, PLAIN], ids=["directives", "plain"])
@pytest.mark.parametrize("markup", ["md", "rst"])
def test_front_matter_of_one_talk(site, markup, conf):
    made = site({f"index.{markup}": ONE[markup]}, conf).build("text")
    (talk,) = records(made).talks
    assert talk.title == "A title | with a bar"
    assert talk.speakers == (Person("Ada Quell"),)
    assert (talk.start, talk.conference) == (630, "DataConf 2020")
    assert [video.provider for video in talk.videos] == ["youtube"]
    assert shown(made).count("Words.") == 1


@pytest.mark.parametrize(
    ("front", "body", "expected"),
    [
        ("talk: true", "Words.", ["Title"]),
        ("talk: true\nconference: X 2020", "Words.", ["Title"]),
        ("talk: false\nspeakers: Ada Quell", "Words.", []),
        ("conference: X 2020\ndate: 2020-01-02", "Words.", []),
        ("speaker: Ada Quell", ":::{talk} Two\n:::", ["Two"]),
        ("slides: https://example.org/s", "Words.", ["Title"]),
        ("speakers: Ada Quell\ntalks: off", "Words.", []),
    ],
)
def test_which_front_matter_makes_a_talk(site, front, body, expected):
    text = f"---\n{front}\n---\n# Title\n\n{body}\n"
    assert titles(site({"index.md": text}).build("dummy")) == expected


def test_front_matter_of_a_page_of_talks_gives_defaults(site):
    text = (
        f"---\nspeakers: Bo Farrow\ntalks: headings\n---\n{TALK}\n## 10:00, [Two](https://x.org)\n"
    )
    one, two = records(site({"index.md": text}).build("dummy")).talks
    assert one.speakers == (Person("Ada Quell"),)
    assert two.speakers == (Person("Bo Farrow"),)


def test_sections_that_mean_something(site):
    text = "# Title\n\n## My thoughts\n\nGood.\n\n## To watch\n\nThe other one.\n\n# Next\n"
    front = "---\nspeakers: Ada Quell\n---\n"
    fields = text.replace("# Title\n", "# Title\n\n:speakers: Ada Quell\n")
    for source in (front + text, fields):
        found = records(site({"index.md": source}, FIELDS).build("dummy"))
        assert [talk.has_thoughts for talk in found.talks] == [True]
        assert [(note.kind, note.text) for note in found.remarks] == [("watch", "The other one.")]


FIELD_LIST = {
    "md": """
        # Day

        Words before.

        ## A talk

        :speakers: Ada Quell (Engines)
        :video: https://youtu.be/dQw4w9WgXcQ
        :slides: files/slides_.pdf
        :mood: fine

        Words.

        ## No talk

        :colour: red
        """,
    "rst": """
        Day
        ===

        Words before.

        A talk
        ------

        :speakers: Ada Quell (Engines)
        :video: https://youtu.be/dQw4w9WgXcQ
        :slides: files/slides_.pdf
        :mood: fine

        Words.

        No talk
        -------

        :colour: red
        """,
}


@pytest.mark.parametrize("conf", [{}, PLAIN], ids=["directives", "plain"])
@pytest.mark.parametrize("markup", ["md", "rst"])
def test_a_field_list_under_a_heading(site, markup, conf):
    files = {f"index.{markup}": FIELD_LIST[markup], "files/slides_.pdf": "%PDF"}
    made = site(files, {**FIELDS, **conf}).build("text")
    (talk,) = records(made).talks
    assert (talk.title, talk.slides) == ("A talk", "files/slides_.pdf")
    assert talk.speakers == (Person("Ada Quell", "Engines"),)
    text = shown(made)
    assert [text.count(part) for part in ("Ada Quell", "fine", "Words.", "No talk")] == [1, 1, 1, 1]
    assert "slides" not in text.replace("slides_.pdf", "")
    assert not [line for line in made.warnings if "[docutils]" in line]


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_the_title_of_such_a_heading_keeps_its_markup(site, markup):
    title = {
        "md": "## [All *of* `it`](https://example.org/it)\n\n",
        "rst": "`All of it <https://example.org/it>`_\n-------------------------------------\n\n",
    }[markup]
    top = {"md": "# Day\n\n", "rst": "Day\n===\n\n"}[markup]
    made = site({f"index.{markup}": f"{top}{title}:speakers: Ada Quell\n"}, FIELDS).build("dummy")
    (talk,) = records(made).talks
    assert (talk.title, talk.url) == ("All of it", "https://example.org/it")
    assert talk.place.anchor == "all-of-it"


# -- what is in a heading ------------------------------------------------------------------


def test_links_to_headings_lead_there(site):
    files = {
        "index.md": """
            # Day

            [](#the-label) [](#0900-one-ada-quell) [](#1000-two-bo-farrow) {ref}`the-label`
            [](other.md#1100-three-cy-ibsen) [](#my-thoughts)

            (the-label)=
            ## 09:00, [One](https://example.org/1), Ada Quell

            ### My thoughts

            Good.

            ## 10:00, [Two](https://example.org/2), Bo Farrow
            """,
        "other.md": """
            ---
            orphan: true
            ---
            # Other

            ## 11:00, [Three](https://example.org/3), Cy Ibsen
            """,
    }
    made = site(files, {**PLAIN, **FIELDS}).build()
    assert [line for line in made.warnings if "conference" not in line] == []
    assert dead_links(made.out()) == []
    links = main_of(made, "index").select("p a[href]")
    assert [words(link) for link in links][:6] == [
        "One", "One", "Two", "One", "Three", "My thoughts",
    ]  # fmt: skip


def test_links_and_pictures_that_are_no_option_stay(site):
    text = (
        "# Day\n\n## 09:00, [One](https://example.org/1), Ada Quell ![me](me.png)\n\n"
        "## 10:00, [Two](https://example.org/2), Bo Farrow\n"
    )
    made = site({"index.md": text, "me.png": b"\x89PNG"}, PLAIN).build("html")
    assert "me.png" in made.html("index")


def test_lines_of_a_paragraph_that_became_options_are_gone(site):
    text = (
        "# Day\n\n## 09:00, [One](https://example.org/1), Ada Quell\n\n"
        "**Slides**: https://example.org/s  \nRoom: 4\nand *then* prose\nwent on.\n\n"
        "- Track: Data\n- Something\n  else\n"
    )
    made = site({"index.md": text}, PLAIN).build("text")
    text = shown(made)
    (talk,) = records(made).talks
    assert (talk.slides, talk.room) == ("https://example.org/s", "4")
    assert "Slides:" not in text
    assert "Room:" not in text
    assert "and *then* prose went on." in text
    assert "* Something else" in text


def test_a_heading_that_is_only_a_recording(site):
    video = "### [Video](https://youtu.be/dQw4w9WgXcQ)"
    text = TALK.replace("Words.", f"{video}\n\nWords.\n\n### Part\n")
    made = site({"index.md": f"See [](#video).\n\n{text}"}, {**PLAIN, **FIELDS}).build()
    (talk,) = records(made).talks
    assert [video.provider for video in talk.videos] == ["youtube"]
    headings = [words(tag) for tag in main_of(made, "index").select("h1, h2, h3")]
    assert headings == ["Day", "One", "Part"]
    assert dead_links(made.out()) == []


# -- warnings ------------------------------------------------------------------------------


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_a_wrong_field_is_warned_of_at_its_line(site, markup):
    text = textwrap.dedent(FIELD_LIST[markup]).lstrip("\n").replace(":mood: fine", ":start: 25:00")
    made = site({f"index.{markup}": text}, FIELDS).build("text")
    line = text[: text.index(":start:")].count("\n") + 1
    (warning,) = [line for line in made.warnings if "[talknotes.time]" in line]
    assert warning.startswith(f"index.{markup}:{line}: ")
    assert "25:00" in shown(made)


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_wrong_front_matter_is_warned_of_at_its_line(site, markup):
    text = textwrap.dedent(ONE[markup]).lstrip("\n").replace("10:30", "25:00")
    made = site({f"index.{markup}": text}, PLAIN).build("text")
    line = text[: text.index("start:")].count("\n") + 1
    (warning,) = [line for line in made.warnings if "[talknotes.time]" in line]
    assert warning.startswith(f"index.{markup}:{line}: ")


def test_a_wrong_value_in_the_notes_is_warned_of_at_its_line(site):
    text = TALK.replace("Words.", "* Room: 4\n* Video: https://example.org/watch\n")
    made = site({"index.md": text}, PLAIN).build("dummy")
    (warning,) = [line for line in made.warnings if "[talknotes.video]" in line]
    assert warning.startswith("index.md:6: ")


def test_a_talk_without_a_title(site):
    made = site({"index.md": "---\nroom: 4\nspeaker: Ada Quell\n---\nWords.\n"}).build("text")
    (warning,) = [line for line in made.warnings if "[talknotes.title]" in line]
    assert warning.startswith("index.md:3: ")
    assert "Words." in shown(made)


# -- several builds ------------------------------------------------------------------------

PROJECT = {
    "index.md": "# Home\n\n```{toctree}\na\nb\nc\n```\n\n:::{talks}\n:::\n",
    "a.md": """
        # DataConf 2020

        ## Alpha | Ada Quell

        Words about alpha.
        """,
    "b.md": """
        # DataConf 2020, day 2

        ## Beta | Bo Farrow

        * Video: https://youtu.be/dQw4w9WgXcQ

        ## Gamma | Cleo Ibsen

        Words.
        """,
    "c.md": """
        # Something else

        ## No talk

        :::{note}
        Words.
        :::
        """,
}


def outputs(site):
    files = site.outputs()
    files.pop(".buildinfo.bak", None)
    return files


def rebuilt(site, files, **options):
    """Edit and build; return the talks of each page when a clean build gives the same bytes."""
    site.rebuild(files, **options)
    other = Site.__new__(Site)
    other.__dict__.update(site.__dict__)
    other.root = site.root / f"clean{len(list(site.root.glob('clean*')))}"
    other.doctrees = other.root / "doctrees"
    other.build()
    ours, theirs = outputs(site), outputs(other)
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []
    return {name: titles(site, name) for name in ("a", "b", "c") if name in site.env.found_docs}


@pytest.mark.parametrize("parallel", [1, 2])
def test_incremental_builds_equal_clean_ones(site, parallel):
    made = site(PROJECT, PLAIN, parallel=parallel).build()
    every = {"a": ["Alpha"], "b": ["Beta", "Gamma"], "c": []}
    assert rebuilt(made, {}) == every
    # an edit of the page itself, of its talks and of its words
    edited = {"a.md": PROJECT["a.md"].replace("Words", "More words")}
    assert rebuilt(made, edited) == every
    new = rebuilt(made, {"a.md": PROJECT["a.md"].replace("Alpha |", "Alef |")})
    assert new["a"] == ["Alef"]
    # without the others one heading with a bar is no talk: the page is read again
    gone = rebuilt(made, {"a.md": PROJECT["a.md"], "b.md": "# DataConf 2020\n\nNothing.\n"})
    assert gone["a"] == []
    assert rebuilt(made, {"b.md": PROJECT["b.md"]}) == every
    # a page that is gone, one that is new, and one that has a directive now
    index = PROJECT["index.md"].replace("b\n", "")
    assert rebuilt(made, {"b.md": None, "index.md": index})["a"] == []
    back = {"b.md": PROJECT["b.md"], "index.md": PROJECT["index.md"]}
    assert rebuilt(made, back) == every
    written = {"b.md": PROJECT["b.md"] + "\n        :::{talk} Delta\n        :::\n"}
    assert rebuilt(made, written) == {"a": [], "b": ["Delta"], "c": []}


def test_pages_that_say_so_are_read_together(site):
    files = {
        name: home(text) if name in ("a.md", "b.md") else text for name, text in PROJECT.items()
    }
    made = site(files).build()
    assert titles(made, "a") == ["Alpha"]
    assert rebuilt(made, {"b.md": PROJECT["b.md"]}) == {"a": [], "b": [], "c": []}
    assert rebuilt(made, {"b.md": files["b.md"]})["a"] == ["Alpha"]
    assert rebuilt(made, {"b.md": files["b.md"].replace("headings", "off")})["a"] == []


def test_a_build_with_nothing_to_do_reads_nothing(site):
    made = site(PROJECT, PLAIN).build()
    before = {path: path.stat().st_mtime_ns for path in made.out().rglob("[abc].html")}
    made.rebuild()
    assert before
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_several_processes_give_the_same(site):
    files = {"index.md": "# Home\n\n```{toctree}\n:glob:\n\nn*\n```\n"}
    for number in range(8):
        files[f"n{number}.md"] = PROJECT["a.md"].replace("Alpha", f"Sorting, {number} ways")
    one, two = (site(files, PLAIN, parallel=jobs).build() for jobs in (1, 2))
    assert outputs(one) == outputs(two)
    assert sorted(one.warnings) == sorted(two.warnings)
    assert titles(two, "n7") == ["Sorting, 7 ways"]


def test_corrections_beside_the_notes(site):
    made = site(PROJECT, PLAIN).build()
    settings = 'not-talks = ["Gamma | Cleo Ibsen"]\nignore = ["a.md"]\n'
    assert rebuilt(made, {"talknotes.toml": settings}) == {"a": [], "b": ["Beta"], "c": []}
    corrected = '[[talks]]\nheading = "Alpha | Ada Quell"\nroom = "4"\n'
    assert rebuilt(made, {"talknotes.toml": corrected})["a"] == ["Alpha"]
    (talk,) = records(made, "a").talks
    assert talk.room == "4"
    assert rebuilt(made, {"talknotes.toml": None})["b"] == ["Beta", "Gamma"]


def test_corrections_that_are_wrong(site):
    made = site({"index.md": TALK, "talknotes.toml": "talkz = 1\n"}, PLAIN).build("dummy")
    (warning,) = [line for line in made.warnings if "[talknotes.settings]" in line]
    assert warning.startswith("talknotes.toml:1: ")
    assert titles(made) == ["One"]


def test_another_value_in_conf_py(site):
    made = site(PROJECT).build()
    assert titles(made, "b") == []
    made.configure(PLAIN)
    assert rebuilt(made, {})["b"] == ["Beta", "Gamma"]
    made.configure("")
    assert rebuilt(made, {})["b"] == []


def test_dates_of_files_and_folders(site):
    files = {
        "index.md": "# Home\n\n```{toctree}\n:glob:\n\n*/*\n```\n",
        "europython-2020/2020-07-23-day.md": TALK,
    }
    made = site(files, PLAIN).build("dummy")
    (talk,) = records(made, "europython-2020/2020-07-23-day").talks
    assert (talk.date, talk.conference) == (PartialDate(2020, 7, 23), "EuroPython 2020")


def test_what_the_author_says_goes_before_what_folders_suggest(site):
    conference = ":::{conference} Other Days 2021\n:::\n"
    files = {
        "index.md": "# Home\n\n```{toctree}\n:glob:\n\n*/*\n```\n",
        "europython-2020/a.md": f"---\nconference: Own Days 2022\n---\n{TALK}",
        "europython-2020/b.md": TALK.replace("# Day\n", f"# Day\n\n{conference}", 1),
    }
    made = site(files, {**PLAIN, "talknotes_conference": "Last Days 2023"}).build("dummy")
    (a,), (b,) = (records(made, f"europython-2020/{name}").talks for name in "ab")
    assert (a.conference, b.conference) == ("Own Days 2022", "Other Days 2021")


# -- talks without a heading ---------------------------------------------------------------


@pytest.fixture
def says(monkeypatch):
    """Have the importers say that there are these talks on the page ``index``."""

    def say(*talks):
        def make_plans(sources, _settings):
            return {name: Plan(source.digest, talks) for name, source in sources.items()}

        for module in (scan, transform):
            monkeypatch.setattr(module, "make_plans", make_plans)

    return say


BOLD = {
    "md": """
        # Day

        **Before**

        (bold)=
        **A. One** and
        all the rest
        of it

        Words on one.

        **B. Two**

        Words on two.

        Not about two.

        ## Part
        """,
    "rst": """
        Day
        ===

        **Before**

        **A. One** and
        all the rest
        of it

        Words on one.

        **B. Two**

        Words on two.

        Not about two.

        Part
        ----
        """,
}


@pytest.mark.parametrize("markup", MARKUPS)
def test_bold_lines(site, says, markup):
    text = textwrap.dedent(BOLD[markup])[1:].splitlines()
    one, two, end = (
        next(n for n, line in enumerate(text, 1) if line.startswith(start))
        for start in ("**A.", "**B.", "Not")
    )
    says(PlainTalk("One", one, two, head=2, left=("and more",)), PlainTalk("Two", two, end))
    made = site({f"index.{markup}": BOLD[markup]}, PLAIN).build("dummy")
    assert shape(made.doctree("index")).splitlines() == [
        "section#day",
        "  title: Day",
        "  [DaysView]",
        "  paragraph: <strong Before>",
        "  section#one.tn-talk",
        "    title: One",
        "    [FactsView]",
        "    paragraph: and more",
        "    paragraph: of it",
        "    paragraph: Words on one.",
        "    [SeriesView]",
        "  section#two.tn-talk",
        "    title: Two",
        "    [FactsView]",
        "    paragraph: Words on two.",
        "    [SeriesView]",
        "  paragraph: Not about two.",
        "  section#part",
        "    title: Part",
    ]
    assert [talk.place.line for talk in records(made).talks] == [one, two]


ITEMS = """
    # Lightning talks

    1. Welcome
    2. One - *Ada* Quell

       Words on one.
    3. Two - Bo Farrow
       * more on it
    4. Thanks
    """


def test_items_of_a_list(site, says):
    says(PlainTalk("One", 4, 7), PlainTalk("Two", 7, 9))
    made = site({"index.md": ITEMS}, PLAIN).build("text")
    assert [talk.place.anchor for talk in records(made).talks] == ["one", "two"]
    assert shape(made.doctree("index")).splitlines()[3:] == [
        "  enumerated_list",
        "    list_item",
        "      paragraph: Welcome",
        "  section#one.tn-talk",
        "    title: One",
        "    [FactsView]",
        "    paragraph: Words on one.",
        "    [SeriesView]",
        "  section#two.tn-talk",
        "    title: Two",
        "    [FactsView]",
        "    bullet_list",
        "      list_item",
        "        paragraph: more on it",
        "    [SeriesView]",
        "  enumerated_list",
        "    list_item",
        "      paragraph: Thanks",
    ]
    assert "4. Thanks" in shown(made)


@pytest.mark.parametrize(
    ("text", "titles_of_sections"),
    [
        ("Words.\n\nMore.\n", ["Whole"]),
        ("# The Whole, by Ada\n\nWords.\n\n# Other\n", ["Whole", "Other"]),
        ("## Part\n\nWords.\n\n## Other\n", ["Whole", "Part", "Other"]),
    ],
)
def test_a_page_that_is_a_talk_as_a_whole(site, says, text, titles_of_sections):
    says(PlainTalk("Whole", 1, text.count("\n") + 1, whole=True))
    made = site({"index.md": text}, PLAIN).build("text")
    (talk,) = records(made).talks
    assert (talk.title, talk.place.anchor, talk.status) == ("Whole", "whole", "noted")
    tree = made.doctree("index")
    assert len([node for node in tree.children if node.tagname == "section"]) == 1
    assert [title.astext() for title in tree.findall(nodes.title)] == titles_of_sections
    assert "Words." in shown(made)


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        (DAY, False),
        ("---\nconference: EuroPython 2020\n---\n" + textwrap.dedent(DAY).lstrip(), True),
    ],
)
def test_a_conference_that_the_page_tells_needs_no_declaration(tmp_path, text, warned):
    """An import would declare it; what was typed as an option may be mistyped."""
    site = Site(tmp_path, {"index.md": textwrap.dedent(text).lstrip()}, PLAIN)
    site.build()
    assert any("is declared nowhere" in warning for warning in site.warnings) == warned
