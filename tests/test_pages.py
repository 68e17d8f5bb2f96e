"""Generated pages: real documents, unless the author has written them."""

from __future__ import annotations

import pytest

from notes_html import dead_links, links_of, main_of, words
from notes_site import Site
from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.views.base import show_language, show_period
from sphinx_talknotes.model.dates import parse_date

CONFERENCE = """
# Conferences of the year

:::{conference} EuroPython 2020
:start: 2020-07-23
:end: 2020-07-26
:url: https://ep2020.europython.eu
:location: online
:::

:::{conference} EuroPython 2019
:start: 2019-07-10
:::
"""
DAY = """
---
conference: EuroPython 2020
date: 2020-07-24
notes-by: LA
---
# Day 2

::::{talk} Pipelines
:speakers: Hongjoo Lee
:start: 10:00
:tools: DVC, Git

:::{tldr}
Data has versions.
:::

:::{followup}
:kind: try

Try DVC.
:::

:::{question}
Does it scale?
:::
::::

:::{talk} Typing
:speakers: Łukasz Langa, Hongjoo Lee
:start: 09:00
:kind: keynote

Gradual.
:::
"""
FILES = {
    "index.md": "# Root\n\n```{toctree}\nday1\nday2\nold\nabout\n```\n",
    "day1.md": """
        ---
        conference: EuroPython 2020
        date: 2020-07-23
        ---
        # Day 1

        :::{talk} Opening
        :speakers: Marc-André Lemburg
        Words.
        :::

        :::{talk} Not on this day
        :speakers: Hongjoo Lee
        :date: 2020-07-26
        :::
        """,
    "day2.md": DAY,
    "old.md": """
        # Last year

        :::{talk} Older
        :conference: EuroPython 2019
        :date: 2019-07-10
        :speakers: Hongjoo Lee
        :tools: Git
        :::

        :::{talk} At home
        :speakers: Hongjoo Lee
        :::
        """,
    "about.md": CONFERENCE,
}


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("notes"), FILES).build()
    assert made.warnings == []
    return made


def texts(tag, selector):
    return [words(found) for found in tag.select(selector)]


def titles_of_cards(tag):
    return [words(a) for a in tag.select(".tn-card-title a")]


def test_every_name_has_a_page(notes):
    generated = get_domain(notes.env).generated
    assert sorted(generated) == [
        "conferences/europython-2019", "conferences/europython-2020", "conferences/index",
        "speakers/hongjoo-lee", "speakers/index", "speakers/lukasz-langa",
        "speakers/marc-andre-lemburg", "tools/dvc", "tools/git", "tools/index",
    ]  # fmt: skip
    for docname in generated:
        assert docname in notes.env.all_docs
        assert docname in notes.env.titles
        assert main_of(notes, docname).h1
    assert dead_links(notes.out()) == []


def test_nothing_is_written_below_the_source_folder(notes):
    found = {p.relative_to(notes.src).as_posix() for p in notes.src.rglob("*") if p.is_file()}
    assert found == {*FILES, "conf.py"}


def test_a_generated_page_has_no_source(notes):
    assert not (notes.out() / "_sources" / "speakers").exists()
    assert "_sources" not in notes.html("speakers/hongjoo-lee")
    assert (notes.out() / "_sources" / "day1.md.txt").is_file()


def test_a_speaker_page_lists_talks_by_conference_newest_first(notes):
    page = main_of(notes, "speakers/hongjoo-lee")
    assert page.h1.get_text() == "Hongjoo Lee"
    assert titles_of_cards(page) == ["Not on this day", "Typing", "Pipelines", "Older", "At home"]
    assert texts(page, ".tn-group a") == ["EuroPython 2020", "EuroPython 2019"]
    text = words(page)
    assert text.index("EuroPython 2020") < text.index("Typing") < text.index("EuroPython 2019")
    assert text.index("EuroPython 2019") < text.index("Older")


def test_a_talk_without_conference_is_in_no_group_of_another(notes):
    page = main_of(notes, "speakers/hongjoo-lee")
    card = next(c for c in page.select(".tn-card") if "At home" in words(c))
    before = card.find_all_previous(class_="tn-group")
    own = {words(c) for c in card.parent.select(".tn-card-title")}
    assert not before or own == {"At home"}


def test_a_tool_page(notes):
    page = main_of(notes, "tools/git")
    assert titles_of_cards(page) == ["Pipelines", "Older"]
    assert texts(page, ".tn-group a") == ["EuroPython 2020", "EuroPython 2019"]


def test_a_conference_page(notes):
    page = main_of(notes, "conferences/europython-2020")
    text = words(page)
    assert "23–26 July 2020" in text
    assert ("https://ep2020.europython.eu", "https://ep2020.europython.eu") in links_of(page)
    headings = texts(page, "h2")
    assert headings[:3] == ["23 July 2020", "24 July 2020", "26 July 2020"]
    assert headings[3:] == ["Speakers", "Tools", "Follow-ups", "Questions", "Other editions"]
    assert titles_of_cards(page) == ["Opening", "Typing", "Pipelines", "Not on this day"]
    assert texts(page, "#speakers .tn-entities a") == [
        "Hongjoo Lee", "Łukasz Langa", "Marc-André Lemburg",
    ]  # fmt: skip
    assert texts(page, "#tools .tn-entities a") == ["DVC", "Git"]
    assert ("Try DVC.", "../day2.html#try") in links_of(page)
    assert ("Does it scale?", "../day2.html#question") in links_of(page)
    editions = page.select_one("#editions")
    assert links_of(editions) == [
        ("EuroPython 2019", "europython-2019.html#europython-2019")
    ]  # fmt: skip
    day = page.find(id="day-2020-07-24")
    assert ("Notes of this day", "../day2.html") in links_of(day)


def test_index_pages_list_all(notes):
    assert texts(main_of(notes, "speakers/index"), "li a") == [
        "Hongjoo Lee", "Łukasz Langa", "Marc-André Lemburg",
    ]  # fmt: skip
    assert texts(main_of(notes, "conferences/index"), "li a") == [
        "EuroPython 2020", "EuroPython 2019",
    ]  # fmt: skip
    assert "2 talks" in words(main_of(notes, "tools/index"))


def test_generated_pages_are_in_the_contents(notes):
    includes = notes.env.toctree_includes
    assert includes["index"][-3:] == ["speakers/index", "tools/index", "conferences/index"]
    assert "speakers/hongjoo-lee" in includes["speakers/index"]
    html = notes.html("speakers/hongjoo-lee")
    assert 'rel="prev"' in html
    assert 'rel="next"' in html


def test_generated_pages_are_searched(notes):
    index = notes.text("searchindex.js")
    assert '"speakers/hongjoo-lee"' in index
    assert "Hongjoo Lee" in index
    assert '"conferences/europython-2020"' in index


def test_generated_pages_can_be_linked(site):
    made = site({
        "index.md": "# R\n\n:::{talk} One\n:speakers: Ada Lovelace\n:::\n\n"
                    "{doc}`speakers/ada-lovelace` {doc}`all <speakers/index>` {doc}`tools/index`\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    links = links_of(next(p for p in main_of(made, "index").select("p") if "all" in words(p)))
    assert links == [
        ("Ada Lovelace", "speakers/ada-lovelace.html"), ("all", "speakers/index.html"),
        ("Tools", "tools/index.html"),
    ]  # fmt: skip


# -- tables of contents --------------------------------------------------------------------

TALK = """\
:::{talk} One
:speakers: Ada Lovelace
:tools: DVC
:conference: C
:::

:::{conference} C
:::
"""


def test_an_author_lists_the_index_pages(site):
    made = site({
        "index.md": "# R\n\n```{toctree}\n:caption: People\nspeakers/index\nmore\n```\n",
        "more.md": f"# More\n\n{TALK}",
    }).build()  # fmt: skip
    assert made.warnings == []
    assert made.env.toctree_includes["index"] == [
        "speakers/index", "more", "tools/index", "conferences/index",
    ]  # fmt: skip
    assert ("Speakers", "speakers/index.html") in links_of(main_of(made, "index"))


def test_another_page_lists_them(site):
    made = site({
        "index.md": "# R\n\n```{toctree}\nmore\n```\n",
        "more.md": "# More\n\n```{toctree}\nspeakers/index\ntools/index\nconferences/index\n```\n\n"
        + TALK,
    }, {"talknotes_toctree": False}).build()  # fmt: skip
    assert made.warnings == []
    assert made.env.toctree_includes["index"] == ["more"]


def test_without_a_toctree_sphinx_says_so(site):
    made = site({"index.md": f"# R\n\n{TALK}"}, {"talknotes_toctree": False}).build()
    assert len(made.warnings) == 3
    assert all("isn't included in any toctree" in line for line in made.warnings)


@pytest.mark.parametrize(
    "pages", [[], ["speakers"], ["tools"], ["conferences"], ["conferences", "speakers"]]
)
def test_which_pages_are_generated(site, pages):
    files = {"index.md": f"# R\n\n{TALK}\nSee {{speaker}}`Ada Lovelace` {{tool}}`DVC`.\n"}
    made = site(files, {"talknotes_pages": pages}).build()
    assert made.warnings == []
    assert {name.partition("/")[0] for name in get_domain(made.env).generated} == set(pages)
    assert dead_links(made.out()) == []
    see = next(p for p in main_of(made, "index").select("p") if words(p).startswith("See"))
    expected = "speakers/ada-lovelace.html#ada-lovelace" if "speakers" in pages else "#one"
    assert links_of(see)[0] == ("Ada Lovelace", expected)


# -- the author's own ----------------------------------------------------------------------


def test_a_page_of_the_author_wins(site):
    made = site({
        "index.md": f"# R\n\n{TALK}\nSee {{speaker}}`Ada Lovelace`.\n\n"
                    "```{toctree}\npeople/ada\n```\n",
        "people/ada.md": "# Ada Lovelace\n\n:::{speaker} Ada Lovelace\nWrote it.\n:::\n\n## Mine\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    assert not (made.out() / "speakers" / "ada-lovelace.html").exists()
    page = main_of(made, "people/ada")
    assert texts(page, "h1") == ["Ada Lovelace"]
    assert titles_of_cards(page) == ["One"]
    assert "Wrote it." in words(page)
    see = next(p for p in main_of(made, "index").select("p") if words(p).startswith("See"))
    assert links_of(see)[0][1].startswith("people/ada.html#")
    assert links_of(main_of(made, "speakers/index"))[0][1].startswith("../people/ada.html")
    assert dead_links(made.out()) == []


def test_a_page_of_the_author_at_the_same_place_wins(site):
    made = site({
        "index.md": f"# R\n\n```{{toctree}}\nspeakers/ada-lovelace\nspeakers/index\n```\n\n{TALK}",
        "speakers/ada-lovelace.md": "# Countess\n\nMy own words.\n",
        "speakers/index.md": "# People I heard\n\nMine.\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    assert "My own words." in words(main_of(made, "speakers/ada-lovelace"))
    assert words(main_of(made, "speakers/index").h1) == "People I heard"
    assert dead_links(made.out()) == []


def test_a_card_among_talks_does_not_replace_the_page(site):
    made = site({
        "index.md": f"# Day\n\n{TALK}\n:::{{speaker}} Ada Lovelace\n:affiliation: Engines\n\n"
                    "Wrote it.\n:::\n",
    }).build()  # fmt: skip
    page = main_of(made, "speakers/ada-lovelace")
    assert "Engines" in words(page)
    assert "Wrote it." in words(page)
    assert titles_of_cards(page) == ["One"]


def test_a_name_without_talks_has_a_page(site):
    made = site({"index.md": "# R\n\n:::{tool} DVC\nData.\n:::\n\n:::{tool} Git\n:::\n"}).build()
    assert made.warnings == []
    assert "Data." in words(main_of(made, "tools/dvc"))


def test_a_photo_is_copied(site):
    from notes_snippets import PIXEL

    made = site({
        "index.md": "# R\n\n```{toctree}\npeople/x\n```\n",
        "people/x.md": "# Two\n\n:::{speaker} Ada Lovelace\n:photo: ada.png\n:::\n\n"
                       ":::{speaker} Emmy Noether\n:::\n",
        "people/ada.png": PIXEL,
    }).build()  # fmt: skip
    assert made.warnings == []
    image = main_of(made, "people/x").img
    assert (image["src"], image["alt"]) == ("../_images/ada.png", "Ada Lovelace")
    assert dead_links(made.out()) == []


def test_an_empty_project(site):
    made = site({"index.md": "# Nothing yet\n"}).build()
    assert made.warnings == []
    assert "No speakers yet." in words(main_of(made, "speakers/index"))


@pytest.mark.parametrize(
    "name",
    ["index", "Index", "con", "NUL", "a/b", "..", "../../up", "A" * 300, "🐍", "?", "50% off"],
)
def test_awkward_names_have_pages(site, name):
    made = site({"index.md": f"# R\n\n:::{{talk}} One\n:tools: {name}\n:::\n"}).build()
    assert made.warnings == []
    (tool,) = get_domain(made.env).catalogue.entities("tool")
    assert main_of(made, tool.page).h1.get_text() == name
    assert dead_links(made.out()) == []
    assert {p.name for p in made.root.iterdir()} == {"src", "out", "doctrees"}


def test_names_that_differ_only_in_case_and_marks_share_a_page(site):
    made = site({
        "index.md": "# R\n\n:::{talk} A\n:tools: scikit-learn\n:::\n\n:::{talk} B\n"
                    ":tools: Scikit Learn\n:::\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    pages = [p for p in get_domain(made.env).generated if p.startswith("tools/scikit")]
    assert len(pages) == 1
    assert titles_of_cards(main_of(made, pages[0])) == ["A", "B"]


def test_dates_in_the_language_of_the_site(site):
    files = {"index.md": f"---\ndate: 2020-07-24\n---\n# R\n\n{TALK}"}
    made = site(files, {"language": "de"}).build()
    assert "24. Juli 2020" in words(main_of(made, "conferences/c"))


@pytest.mark.parametrize(
    ("language", "first", "last", "shown"),
    [
        ("en", "2020-07-23", "2020-07-26", "23–26 July 2020"),
        ("en", "2020-07-30", "2020-08-02", "30 July – 2 August 2020"),
        ("en", "2020-12-30", "2021-01-02", "30 December 2020 – 2 January 2021"),
        ("en", "2020-07-23", "2020-07-23", "23 July 2020"),
        ("en", "2020-07", "2020-07-26", "July 2020 – 26 July 2020"),
        ("en", "2020", "2021", "2020 – 2021"),
        ("en-US", "2020-07-23", "2020-07-26", "July 23, 2020 – July 26, 2020"),
        ("de", "2020-07-23", "2020-07-26", "23.–26. Juli 2020"),
        ("fr", "2020-07-23", "2020-07-26", "23–26 juillet 2020"),
        ("es", "2020-07-23", "2020-07-26", "23 de julio de 2020 – 26 de julio de 2020"),
        ("ja", "2020-07-23", "2020-07-26", "2020年7月23日～26日"),
        ("ar", "2020-07-23", "2020-07-26", "23–26 يوليو 2020"),
        ("no such language", "2020-07-23", "2020-07-26", "23–26 July 2020"),
    ],
)
def test_a_period_says_once_what_both_days_share(language, first, last, shown):
    assert show_period(parse_date(first), parse_date(last), language) == shown


@pytest.mark.parametrize(
    ("tag", "language", "shown"),
    [
        ("ja", "en", "Japanese"),
        ("pt-BR", "en", "Portuguese (Brazil)"),
        ("ja", "de", "Japanisch"),
        ("ja", "fr", "Japonais"),
        ("xx-unknown", "en", "xx-unknown"),
        ("zz", "en", "zz"),
    ],
)
def test_a_language_is_named_for_people(tag, language, shown):
    assert show_language(tag, language) == shown


def test_the_language_of_a_talk_is_shown_if_it_is_not_that_of_the_site(site):
    text = "# R\n\n:::{talk} A\n:language: ja\n:::\n\n:::{talk} B\n:language: en\n:::\n"
    made = site({"index.md": text}).build()
    assert texts(main_of(made, "index"), ".tn-language") == ["Japanese"]
