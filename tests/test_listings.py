"""Listings: cards of talks and conferences, lists of names, quotes on the pages of tools."""

from __future__ import annotations

import pytest

from notes_html import dead_links, links_of, main_of, words
from notes_site import Site
from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.model.accent import find_hue, hue_class

DAY = """
---
conference: EuroPython 2020
date: 2020-07-24
notes-by: LA
---
# Day 2

:::::{talk} Pipelines
:speakers: Hongjoo Lee (Engines), Łukasz Langa
:start: 10:00
:end: 10:45
:room: Main hall
:tools: DVC, Git, C++
:tags: data
:rating: 4
:kind: keynote
:video: https://youtu.be/dQw4w9WgXcQ
:slides: https://example.org/slides
:code: https://example.org/code
:url: https://example.org/session

::::{tldr}
Data has versions.
::::

* github and git-lfs are no line on it.
* {tool}`DVC`
* Say git, not DVC.
* The {tool}`DVC` file names the data.
:::::

:::{talk} Typing
:speakers: Łukasz Langa
:start: 09:00
:duration: 30
:tools: Git
:::
"""
FILES = {
    "index.md": """
        # Root

        :::{conference} EuroPython 2020
        :start: 2020-07-23
        :end: 2020-07-26
        :location: online

        The first one online.
        :::

        :::{conference} PyCon US 2015
        :accent: 808080
        :::

        :::{conference} EuroPython 2019
        :::

        ```{toctree}
        day
        old
        lists
        ```
        """,
    "day.md": DAY,
    "old.md": """
        # Last year

        :::{talk} Older
        :conference: EuroPython 2019
        :date: 2019-07-10
        :speakers: Hongjoo Lee
        :tools: Git

        A word.
        :::

        :::{talk} At home
        :speakers: Guido van Rossum
        :tools: Zope

        A word.
        :::
        """,
    "lists.md": """
        # Lists

        ## All

        ```{talks}
        ```

        ## Lines

        ```{talks}
        :style: list
        :tag: data
        ```

        ## Tools by name

        ```{tools}
        ```

        ## Tools by talks

        ```{tools}
        :sort: mentions
        :limit: 2
        ```

        ## Speakers there

        ```{speakers} EuroPython 2020
        :sort: mentions
        ```

        ## One speaker

        ```{speakers}
        :limit: 1
        ```

        ## Conferences by name

        ```{conferences}
        :sort: name
        ```

        ## Conferences by talks

        ```{conferences}
        :sort: mentions
        :limit: 1
        ```

        ## Conferences

        ```{conferences}
        ```
        """,
}


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("notes"), FILES).build()
    assert made.warnings == []
    return made


def part(site, anchor):
    return main_of(site, "lists").find(id=anchor)


def card_of(tag, title):
    (card,) = [
        c for c in tag.select("li.tn-card") if title in words(c.select_one(".tn-card-title"))
    ]
    return card


def classes_of_lines(card):
    return [child["class"][0] for child in card.find_all(["p", "blockquote"], recursive=False)]


def names(tag):
    return [words(a) for a in tag.select("li a")]


# -- cards of talks ------------------------------------------------------------------------


def test_the_lines_of_a_card(notes):
    card = card_of(part(notes, "all"), "Pipelines")
    assert card.parent["class"] == ["tn-cards"]
    assert {"tn-card", "tn-status-noted", "tn-kind-keynote"} <= set(card["class"])
    assert hue_class(find_hue("EuroPython")) in card["class"]
    lines = {child["class"][0]: words(child) for child in card.find_all("p", recursive=False)}
    assert lines == {
        "tn-card-title": "Pipelines",
        "tn-card-speakers": "Hongjoo Lee , Łukasz Langa",
        "tn-card-facts": "EuroPython 2020 · 24 July 2020 , 10:00 , 45 min · Keynote · Video"
                         " · notes by LA · 4 / 5",
        "tn-card-summary": "Data has versions.",
        "tn-card-tools": "DVC Git C++",
    }  # fmt: skip
    assert list(lines) == classes_of_lines(card)
    assert words(card.select_one(".tn-time")) == "10:00"
    assert words(card.select_one(".tn-length")) == "45 min"
    assert words(card.select_one(".tn-card-facts .tn-date")) == "24 July 2020"


def test_a_card_has_no_empty_lines(notes):
    card = card_of(part(notes, "all"), "At home")
    assert classes_of_lines(card) == ["tn-card-title", "tn-card-speakers", "tn-card-tools"]
    assert "tn-hue-none" in card["class"]
    assert "Video" not in words(card)


def test_a_card_is_no_list_of_all_tools(site):
    tools = ", ".join(f"Tool {n}" for n in range(11))
    text = f"# Day\n\n:::{{talk}} Many\n:tools: {tools}\n:::\n\n```{{talks}}\n```\n"
    card = main_of(site({"index.md": text}).build(), "index").select_one("li.tn-card")
    shown = card.select_one(".tn-card-tools")
    assert len(shown.select("a")) == 8
    assert words(shown).endswith("and 3 more")


def test_a_timetable(notes):
    page = main_of(notes, "conferences/europython-2020")
    card = card_of(page, "Pipelines")
    assert card.parent["class"] == ["tn-cards", "tn-timetable"]
    assert classes_of_lines(card)[:2] == ["tn-card-when", "tn-card-title"]
    assert words(card.select_one(".tn-card-when")) == "10:00 45 min"
    assert words(card.select_one(".tn-card-facts")).startswith("Main hall · Keynote")
    assert "2020" not in words(card)


def test_a_listing_by_lines_has_all_in_one(notes):
    (row,) = part(notes, "lines").select("li")
    assert words(row) == (
        "Pipelines · Hongjoo Lee , Łukasz Langa · EuroPython 2020 · 24 July 2020 , 10:00 , 45 min"
        " · Keynote · Video · notes by LA · 4 / 5"
    )


def test_a_card_in_print_is_title_and_one_line(notes):
    text = notes.build("text").text("lists.txt", "text")
    card = text[text.index("* Pipelines") :]
    lines = " ".join(card[: card.index("Data has versions.")].split())
    assert lines == (
        "* Pipelines Hongjoo Lee, Łukasz Langa · EuroPython 2020 · 24 July 2020, 10:00, 45 min ·"
        " Keynote · Video · notes by LA · 4 / 5"
    )
    assert "* Git · 3 talks" in text


def test_video_is_said_when_it_comes(site):
    talk = ":::{{talk}} One\n{}\n\nA word.\n:::\n"
    files = {"index.md": "# R\n\n```{toctree}\na\n```\n\n```{talks}\n```\n",
             "a.md": "# A\n\n" + talk.format("")}  # fmt: skip
    made = site(files).build()
    assert "Video" not in words(main_of(made, "index"))
    made.rebuild({"a.md": "# A\n\n" + talk.format(":video: https://youtu.be/dQw4w9WgXcQ")})
    assert words(main_of(made, "index").select_one(".tn-has-video")) == "Video"


# -- the band of a talk --------------------------------------------------------------------


def test_label_and_value_of_a_fact_have_its_class(notes):
    band = main_of(notes, "day").find(id="pipelines").select_one("dl.tn-facts")
    labels = {name: words(band.select_one(f"dt.tn-{name}")) for name in ("speakers", "when")}
    assert labels == {"speakers": "Speakers :", "when": "When :"}
    when = band.select_one("dd.tn-when")
    found = [words(when.select_one(f".tn-{name}")) for name in ("date", "time", "length")]
    assert found[0].startswith("24 July 2020")
    assert found[1:] == ["10:00–10:45", "45 min"]
    assert [words(dd) for dd in band.select("dd.tn-where")] == ["EuroPython 2020 · Main hall"]


def test_links_tell_what_they_lead_to(notes):
    links = main_of(notes, "day").find(id="pipelines").select("dd.tn-links a")
    assert [(words(a), a["href"]) for a in links] == [
        ("Session", "https://example.org/session"), ("Slides", "https://example.org/slides"),
        ("Code", "https://example.org/code"),
    ]  # fmt: skip
    for link in links:
        assert f"tn-link-{words(link).lower()}" in link["class"]


def test_a_speaker_is_a_person_and_not_the_name_of_the_talk(notes):
    speakers = main_of(notes, "day").find(id="pipelines").select("dd.tn-speakers .h-card")
    assert [words(a) for a in speakers] == ["Hongjoo Lee", "Łukasz Langa"]
    for link in speakers:
        assert link.name == "a"
        assert link["href"]
        assert "p-attendee" in link["class"]
        assert link.find_all(class_="p-name") == []


INVITATION = "Planned. The notes go here."


@pytest.mark.parametrize(
    ("body", "invites"),
    [
        ("", True),
        (":video: https://youtu.be/dQw4w9WgXcQ", True),
        (":status: planned\n\nA word.", False),
        (":status: missed", False),
        ("A word.", False),
    ],
)
def test_a_planned_talk_invites(site, body, invites):
    made = site({"index.md": f"# Day\n\n:::{{talk}} One\n{body}\n:::\n"}).build()
    assert made.warnings == []
    found = [words(p) for p in main_of(made, "index").select("section.tn-talk > p.tn-planned")]
    assert found == [INVITATION] * invites
    assert INVITATION not in made.build("text").text("index.txt", "text")


# -- lists of names ------------------------------------------------------------------------


def test_names_with_counts(notes):
    tools = part(notes, "tools-by-name").select_one("ul.tn-entities.tn-tools")
    assert [words(li) for li in tools.select("li")] == [
        "C++ 1 talk", "DVC 1 talk", "Git 3 talks", "Zope 1 talk",
    ]  # fmt: skip
    assert [words(s) for s in tools.select("span.tn-count")][2] == "3 talks"


def test_most_talks_first_and_no_more_than_wanted(notes):
    assert names(part(notes, "tools-by-talks")) == ["Git", "C++"]
    assert names(part(notes, "speakers-there")) == ["Łukasz Langa", "Hongjoo Lee"]
    assert names(part(notes, "one-speaker")) == ["Guido van Rossum"]


def test_orders_of_conferences(notes):
    assert names(part(notes, "conferences")) == [
        "EuroPython 2020", "EuroPython 2019", "PyCon US 2015",
    ]  # fmt: skip
    assert names(part(notes, "conferences-by-name")) == [
        "EuroPython 2019", "EuroPython 2020", "PyCon US 2015",
    ]  # fmt: skip
    assert names(part(notes, "conferences-by-talks")) == ["EuroPython 2020"]


@pytest.mark.parametrize("directive", ["speakers", "tools"])
def test_only_conferences_can_be_the_newest(site, directive):
    files = {"index.md": f"# R\n\n```{{{directive}}}\n:sort: newest\n:limit: x\n```\n"}
    made = site(files).build()
    assert len(made.warnings) == 2
    assert "sort: 'newest'" in made.warnings[0]
    assert "name, mentions" in made.warnings[0]
    assert "limit: 'x' is not a number" in made.warnings[1]


def test_cards_of_conferences(notes):
    listing = part(notes, "conferences").select_one("ul.tn-entities.tn-conferences")
    first, second, third = listing.select("li.tn-conference-card")
    assert {p["class"][0]: words(p) for p in first.find_all("p", recursive=False)} == {
        "tn-card-title": "EuroPython 2020",
        "tn-card-facts": "23–26 July 2020 · online",
        "tn-counts": "2 talks · 1 day · 2 speakers · 1 planned",
        "tn-card-summary": "The first one online.",
    }
    assert classes_of_lines(first) == [
        "tn-card-title", "tn-card-facts", "tn-counts", "tn-card-summary",
    ]  # fmt: skip
    assert first["class"] == second["class"]  # one series, one hue
    assert "tn-hue-none" in third["class"]
    assert classes_of_lines(third) == ["tn-card-title", "tn-card-facts", "tn-counts"]
    assert words(third.select_one(".tn-counts")) == "No talks yet"


# -- pages ---------------------------------------------------------------------------------


def test_the_page_of_a_conference_says_how_much_there_is(notes):
    page = main_of(notes, "conferences/europython-2020")
    (counts,) = page.select("p.tn-counts")
    assert words(counts) == "2 talks · 1 day · 2 speakers · 3 tools · 1 planned"
    assert counts.find_previous("dl", class_="tn-facts")
    assert main_of(notes, "index").select(".tn-counts") == []
    (empty,) = main_of(notes, "conferences/pycon-us-2015").select(".tn-counts")
    assert words(empty) == "No talks yet"


def test_the_counts_follow_an_edit(site):
    made = site(FILES).build()
    made.rebuild({"day.md": DAY.replace(":tools: Git", ":tools: Hg, Mercurial")})
    for page in ("conferences/europython-2020", "conferences/index"):
        assert "2 talks · 1 day" in words(main_of(made, page).select_one(".tn-counts"))
    assert "5 tools" in words(main_of(made, "conferences/europython-2020"))


def test_a_page_of_the_authors_has_counts_and_initials(site):
    made = site({
        "index.md": "# Root\n\n```{toctree}\nc\nada\n```\n\n"
                    ":::{talk} One\n:speakers: Ada Lovelace\n:conference: C\n:::\n",
        "c.md": "# C\n\n:::{conference} C\n:::\n",
        "ada.md": "# Ada Lovelace\n\n:::{speaker} Ada Lovelace\n:affiliation: Engines\n:::\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    assert words(main_of(made, "c").select_one(".tn-counts")) == "1 talk · 1 speaker · 1 planned"
    initials = main_of(made, "ada").select_one("span.tn-initials")
    assert words(initials) == "AL"
    assert words(initials.find_next("dd", class_="tn-affiliation")) == "Engines"


def test_initials_stand_for_a_photo(site):
    from notes_snippets import PIXEL

    made = site({
        "index.md": "# R\n\n:::{talk} One\n:speakers: Guido van Rossum, Ada Lovelace, 李明\n:::\n\n"
                    "```{toctree}\nmore\n```\n",
        "more.md": "# M\n\n:::{speaker} Ada Lovelace\n:photo: ada.png\n:::\n\n"
                   ":::{speaker} 李明\n:::\n",
        "ada.png": PIXEL,
    }).build()  # fmt: skip
    assert made.warnings == []
    found = {
        name: [words(s) for s in main_of(made, f"speakers/{name}").select("span.tn-initials")]
        for name in ("guido-van-rossum", "ada-lovelace", "李明")
    }
    assert found == {"guido-van-rossum": ["GR"], "ada-lovelace": [], "李明": ["李"]}
    span = main_of(made, "speakers/guido-van-rossum").select_one("span.tn-initials")
    assert span["aria-hidden"] == "true"
    assert main_of(made, "more").select(".tn-initials") == []


def test_initials_are_for_the_eye_only(notes):
    assert main_of(notes, "speakers/guido-van-rossum").select(".tn-initials")
    assert '"gr"' not in notes.text("searchindex.js")
    text = notes.build("text").text("speakers/guido-van-rossum.txt", "text")
    assert "GR" not in text


# -- quotes --------------------------------------------------------------------------------


def quotes(site, tool):
    page = main_of(site, f"tools/{tool}")
    return {
        words(card.select_one(".tn-card-title")): words(quote)
        for card in page.select("li.tn-card")
        for quote in card.select("blockquote.tn-card-quote")
    }


def test_the_page_of_a_tool_says_what_was_said_of_it(notes):
    assert quotes(notes, "dvc") == {"Pipelines": "The DVC file names the data."}
    assert quotes(notes, "git") == {"Pipelines": "Say git, not DVC."}
    assert quotes(notes, "cplusplus") == {}
    card = card_of(main_of(notes, "tools/dvc"), "Pipelines")
    assert classes_of_lines(card) == [
        "tn-card-title", "tn-card-speakers", "tn-card-facts", "tn-card-summary", "tn-card-quote",
        "tn-card-tools",
    ]  # fmt: skip
    assert "notes by LA" in words(card)
    assert main_of(notes, "speakers/hongjoo-lee").select(".tn-card-quote") == []


TOOLS = "C++, .NET, Git, Docker"
LINES = [
    ("C, C# and c++ differ.", "cplusplus", "C, C# and c++ differ."),
    ("ASP.NET only.", "net", None),
    ("On .NET, too.", "net", "On .NET, too."),
    ("See github.", "git", None),
    ("- outer\n  - uses *git* here\n  - and not git", "git", "uses git here"),
    ("> Quoted git.", "git", "Quoted git."),
    ("```\ngit log\n```", "git", None),
    ("# About git\n\nNothing.", "git", None),
    ("| a |\n|---|\n| git in a cell |", "git", "git in a cell"),
    ("Say `git log`.[^1] Or not.\n\n[^1]: A git footnote.", "git", "Say git log. Or not."),
    ("{tool}`git`\n\nWe use git.", "git", "We use git."),
    ("We use git.\n\nBut {tool}`so <git>` it is.", "git", "But so it is."),
    ("At {at}`1:05` git came.", "git", "At git came."),
    ("<b>git</b> & <i>more</i>", "git", "git & more"),
    ('Is "git" `<script>`?', "git", 'Is "git" <script>?'),
    ("{tool}`Rust` is new here.", "rust", "Rust is new here."),
    ("使用Docker构建。", "docker", "使用Docker构建。"),
]
"""Notes, a tool, and what its page quotes of them."""


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    pages = {
        f"p{number}.md": f"# P\n\n:::::{{talk}} Talk {number}\n:tools: {TOOLS}\n"
        f":video: https://youtu.be/dQw4w9WgXcQ\n\n{text}\n:::::\n"
        for number, (text, _, _) in enumerate(LINES)
    }
    root = "# R\n\n:::{tool} Rust\n:::\n\n:::{tool} Go\n:::\n\n```{toctree}\n:glob:\np*\n```\n"
    conf = {"smartquotes": False}
    return Site(tmp_path_factory.mktemp("lines"), {"index.md": root, **pages}, conf).build()


@pytest.mark.parametrize("number", range(len(LINES)))
def test_which_line_is_quoted(lines, number):
    _, tool, quote = LINES[number]
    assert quotes(lines, tool).get(f"Talk {number}") == quote


def test_a_long_line_is_cut_around_the_name(site):
    text = "before " * 60 + "{tool}`DVC` " + "after " * 60
    made = site({"index.md": f"# R\n\n:::{{talk}} One\n:tools: DVC\n\n{text}\n:::\n"}).build()
    quote = quotes(made, "dvc")["One"]
    assert quote.startswith("…before ")
    assert " DVC after " in quote
    assert quote.endswith(" after…")
    assert 150 < len(quote) < 220


def test_what_not_every_builder_prints_is_not_quoted(site):
    text = "D\n=\n\n.. talk:: One\n   :tools: DVC\n\n   .. only:: draft\n\n      DVC is bad.\n"
    made = site({"index.rst": text}).build()
    assert quotes(made, "dvc") == {}


def test_a_quote_has_no_private_alias(site):
    made = site({
        "index.md": "# R\n\n```{toctree}\nmore\n```\n\n:::{talk} One\n:tools: DVC\n\n"
                    "{speaker}`Old Name` says {tool}`DVC`, as Old Name did.\n:::\n",
        "more.md": "# More\n\n:::{speaker} Ada Lovelace\n:private-aliases: Old Name\n:::\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    assert quotes(made, "dvc") == {"One": "Ada Lovelace says DVC, as Ada Lovelace did."}
    made.rebuild({"more.md": "# More\n\n:::{speaker} Ada King\n:private-aliases: Old Name\n:::\n"})
    assert quotes(made, "dvc") == {"One": "Ada King says DVC, as Ada King did."}


def test_a_quote_follows_an_edit(site):
    made = site(FILES).build()
    made.rebuild({"day.md": DAY.replace("file names the data", "file knows the data")})
    assert quotes(made, "dvc") == {"Pipelines": "The DVC file knows the data."}
    incremental = made.text("tools/dvc.html")
    assert made.build(fresh=True).text("tools/dvc.html") == incremental


def test_quotes_are_the_same_with_processes(site, tmp_path):
    made = site(FILES, parallel=2).build()
    other = Site(tmp_path / "other", FILES).build()
    page = "tools/dvc.html"
    assert made.text(page) == other.text(page)


def test_only_tools_that_a_talk_names_are_recorded(notes):
    pipelines, typing = get_domain(notes.env).entries["day"].records.talks
    assert [quote.tool for quote in pipelines.quotes] == ["DVC", "Git"]
    assert typing.quotes == ()


# -- the index of talks --------------------------------------------------------------------


def test_the_index_has_all_talks(notes):
    page = main_of(notes, "talknotes-talks")
    links = [link for link in links_of(page) if not link[1].startswith("#")]
    assert links == [
        ("At home", "old.html#at-home"), ("Older", "old.html#older"),
        ("Pipelines", "day.html#pipelines"), ("Typing", "day.html#typing"),
    ]  # fmt: skip
    row = next(tr for tr in page.select("tr") if "Pipelines" in words(tr))
    assert "(EuroPython 2020)" in words(row)
    assert "Index of talks" in words(page)
    assert dead_links(notes.out()) == []


def test_the_index_has_the_name_of_the_conference_and_not_an_alias(site):
    made = site({
        "index.md": "# R\n\n:::{conference} EuroPython 2020\n:aliases: EP20\n:::\n\n"
                    ":::{talk} Same\n:conference: EP20\n:tools: Git\n:start: 10:00\n:::\n\n"
                    ":::{talk} Same\n:conference: EP20\n:start: 9:00\n:::\n\n"
                    "{ref}`talknotes-talks`\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    page = main_of(made, "talknotes-talks")
    assert words(page).count("(EuroPython 2020)") == 2
    assert [a for _, a in links_of(page) if "index.html" in a] == [
        "index.html#same-2", "index.html#same",
    ]  # fmt: skip
    assert "EP20" not in words(page) + words(main_of(made, "talknotes-tools"))
    assert ("Index of talks", "talknotes-talks.html") in links_of(main_of(made, "index"))


# -- the talk on its own page --------------------------------------------------------------


@pytest.mark.parametrize("builder", ["html", "text"])
def test_the_summary_is_read_first_on_a_screen(site, builder):
    text = (
        ":::::{talk} Late\n:video: https://youtu.be/dQw4w9WgXcQ\n\nNotes.\n\n"
        "::::{tldr}\nIn short.\n::::\n\n::::{tldr}\nIn other words.\n::::\n:::::\n"
    )
    made = site({"index.md": f"# Day\n\n{text}"}, builder=builder).build()
    if builder == "text":  # in print the author's order stays
        text = made.text("index.txt", "text")
        assert text.index("Notes.") < text.index("In short.") < text.index("In other words.")
        return
    talk = main_of(made, "index").select_one("section.tn-talk")
    shown = [words(tag) for tag in talk.select(".tn-tldr, .tn-video, section > p")]
    assert shown[0] == "tl;dr In short."
    assert shown[-2:] == ["Notes.", "tl;dr In other words."]
