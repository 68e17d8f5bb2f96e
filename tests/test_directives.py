"""Directives in both markups: one tree, one record, a real section."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from notes_html import dead_links
from notes_site import Site
from notes_snippets import FILES, SNIPPETS
from notes_tree import shape
from sphinx_talknotes.ext.directives import DIRECTIVES
from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.records import Person, Place

MARKUPS = ("md", "rst")
ROOT = "# Root\n\n```{toctree}\n:glob:\n*\n```\n"


@pytest.fixture(scope="module", params=MARKUPS)
def both(request, tmp_path_factory):
    """Return the site of all snippets in one markup."""
    return snippets_site(request.param, tmp_path_factory)


@pytest.fixture(scope="module")
def rest(tmp_path_factory):
    return snippets_site("rst", tmp_path_factory)


_sites = {}


def snippets_site(markup, tmp_path_factory):
    if markup not in _sites:
        files = {**FILES, "index.md": ROOT}
        for snippet in SNIPPETS:
            text = snippet.myst if markup == "md" else snippet.rest
            files[f"{snippet.name}.{markup}"] = text
        conf = {"myst_enable_extensions": ["deflist"]}
        root = tmp_path_factory.mktemp(markup)
        _sites[markup] = Site(root, files, conf).build()
    return _sites[markup]


def page(site, name):
    return BeautifulSoup(site.html(name), "html5lib")


def records(site, name):
    return get_domain(site.env).entries[name].records


def only(site, name="index"):
    (talk,) = records(site, name).talks
    return talk


# -- both markups --------------------------------------------------------------------------


def test_the_snippets_have_every_directive():
    for text in ("\n".join(s.myst for s in SNIPPETS), "\n".join(s.rest for s in SNIPPETS)):
        used = set(re.findall(r"(?:\{|\.\. )(?:talknotes:)?(\w+)(?:\}|::)", text))
        assert not DIRECTIVES.keys() - used


def test_the_snippets_have_no_warning(both):
    assert both.warnings == []


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_one_tree(both, snippet):
    assert shape(both.doctree(snippet.name)) == snippet.tree.rstrip("\n")


def without_places(found):
    """Return records without line numbers and file names, which are the markup's."""

    def unplaced(record):
        return replace(record, place=replace(record.place, line=0))

    return replace(
        found, source="", talks=tuple(map(unplaced, found.talks)),
        declarations=tuple(map(unplaced, found.declarations)),
        remarks=tuple(map(unplaced, found.remarks)),
    )  # fmt: skip


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_one_record(tmp_path_factory, snippet):
    found = [
        without_places(records(snippets_site(markup, tmp_path_factory), snippet.name))
        for markup in MARKUPS
        if snippet.name != "listings"
    ]
    assert found[:1] == found[1:]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_places_are_lines_of_the_source(both, snippet):
    if snippet.name == "listings":
        return
    found = records(both, snippet.name)
    lines = (both.src / found.source).read_text(encoding="utf-8").splitlines()
    for talk in found.talks:
        assert talk.title.split()[0] in lines[talk.place.line - 1].replace("*", "")
    for declared in found.declarations:
        assert declared.name in lines[declared.place.line - 1]
    for remark in found.remarks:
        kind = "question" if remark.kind == "question" else "followup"
        assert kind in lines[remark.place.line - 1]


def test_what_is_recorded(both):
    pipelines, opening = records(both, "day").talks
    assert pipelines == replace(
        pipelines, title="Automating machine learning workflow with DVC",
        speakers=(Person("Hongjoo Lee"),), conference="EuroPython 2020",
        date=PartialDate(2020, 7, 24), start=420, tools=("DVC", "git-LFS"), tags=("python", "data"),
        notes_by=("LA", "EN"), status="noted", has_thoughts=True, position=0,
    )  # fmt: skip
    assert opening == replace(
        opening, title="Opening", conference="EuroPython 2020", date=PartialDate(2020, 7, 24),
        notes_by=("LA", "EN"), tags=("python", "data"), tools=(), status="planned", position=1,
        has_thoughts=False,
    )  # fmt: skip
    inside = only(both, "inside")
    assert (inside.rating, inside.summary) == (4, "It all fits.")
    assert [(r.kind, r.text, r.talk) for r in records(both, "inside").remarks] == [
        ("question", "Does it scale?", "everything-inside"),
        ("try", "Try it at home.", "everything-inside"),
        ("read", "Read the paper.", "everything-inside"),
    ]
    videos = only(both, "videos")
    assert [(v.provider, v.start, v.end, v.captions) for v in videos.videos] == [
        ("youtube", None, None, ()),
        ("file", None, None, ()),
        ("vimeo", 60, 120, ()),
        ("file", None, None, ("talk.vtt",)),
    ]
    ada, dvc, conference = records(both, "entities").declarations
    assert (ada.aliases, ada.about, ada.url) == (
        ("Ada King",), "Wrote the first program.", "https://example.org/ada",
    )  # fmt: skip
    assert ada.detail("affiliation") == "Analytical Engines"
    assert dvc.detail("category") == "versioning"
    assert conference.dates == (PartialDate(2020, 7, 23), PartialDate(2020, 7, 26))
    assert conference.detail("timezone") == "Europe/Dublin"
    assert not any(d.is_page for d in (ada, dvc, conference))


# -- a real section ------------------------------------------------------------------------


def entries_of(toc):
    """Return ``(text, anchor, children)`` of a table of contents."""
    return [
        (item.a.get_text(), item.a["href"].partition("#")[2],
         entries_of(item.ul) if item.ul else [])
        for item in toc.find_all("li", recursive=False)
    ]  # fmt: skip


LEVELS = [
    ("Morning", "morning", [
        ("Under a heading", "under-a-heading", [
            ("As high as the page", "as-high-as-the-page", [
                ("Three deeper", "three-deeper", []),
                ("Back to two", "back-to-two", []),
            ]),
        ]),
    ]),
    ("Afternoon", "afternoon", [
        ("Under another heading", "under-another-heading", [
            ("The lowest first", "the-lowest-first", []),
            ("Then the highest", "then-the-highest", []),
        ]),
    ]),
]  # fmt: skip


def outline(toc):
    """Return the entries of a stored table of contents."""
    return [
        (item[0].astext(), item[0][0]["anchorname"].removeprefix("#"),
         outline(item[1]) if len(item) > 1 else [])
        for item in toc.children
    ]  # fmt: skip


def test_a_talk_is_in_the_contents_of_its_page(both):
    assert outline(both.env.tocs["levels"]) == [("Levels", "", LEVELS)]
    day = outline(both.env.tocs["day"])[0][2]
    assert [(text, anchor) for text, anchor, _ in day] == [
        ("Automating machine learning workflow with DVC",
         "automating-machine-learning-workflow-with-dvc"),
        ("Opening", "opening"),
    ]  # fmt: skip


def test_a_talk_is_in_the_contents_of_the_site(both):
    links = [a["href"] for a in page(both, "index").select(".toctree-wrapper a")]
    assert "levels.html#under-a-heading" in links
    assert "levels.html#back-to-two" in links
    assert "scripts.html#オープニング" in links
    assert "whole-page.html" in links


def test_a_talk_that_is_the_page_gives_it_its_title(both):
    assert both.env.titles["whole-page"].astext() == "Why types help"
    assert page(both, "whole-page").title.get_text().startswith("Why types help")
    assert page(both, "whole-page").h1.get_text() == "Why types help¶"


@pytest.mark.parametrize("name", ["day", "levels", "scripts", "one-title-twice", "inside"])
def test_a_talk_has_a_permalink(both, name):
    soup = page(both, name)
    talks = records(both, name).talks
    assert len(soup.select("section.tn-talk")) == len(talks)
    for talk in talks:
        section = soup.find(id=talk.place.anchor)
        assert section.name == "section"
        heading = section.find(re.compile("h[1-6]"))
        assert heading.get_text() == f"{talk.title}¶"
        assert heading.select_one("a.headerlink")["href"] == f"#{talk.place.anchor}"


def test_ids_are_unique_on_every_page(both):
    for name in [s.name for s in SNIPPETS]:
        ids = [node["id"] for node in page(both, name).find_all(id=True)]
        assert len(ids) == len(set(ids))


def test_headings_go_down_one_level_at_a_time(both):
    for name in ("levels", "whole-page", "headings-in-boxes"):
        levels = [
            int(h.name[1])
            for h in page(both, name).select("[role=main] section > :is(h1, h2, h3, h4, h5, h6)")
        ]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_title_is_found_by_the_search(both):
    index = both.text("searchindex.js")
    assert '"automating machine learning workflow with dvc"' in index.lower()
    assert "オープニング" in index or "\\u30aa" in index


def test_ids_do_not_depend_on_what_other_talks_say(site):
    def ids(text):
        made = site({"index.md": text}, builder="dummy").build()
        return {t.title: t.place.anchor for t in records(made, "index").talks}

    first = ids("# Day\n\n:::{talk} One\n:::\n\n:::{talk} Two\n:::\n")
    then = ids("# Day\n\n:::{talk} Zero\n:::\n\n:::{talk} Two\n:::\n\n:::{talk} One\n:::\n")
    assert first.items() <= then.items()


def test_an_explicit_id_is_a_label(site):
    made = site({
        "index.md": "# Day\n\n```{toctree}\nother\n```\n\n:::{talk} The title\n:id: My Id\n:::\n",
        "other.rst": "Other\n=====\n\nSee :ref:`my-id`.\n\n.. talk:: In reST\n   :id: rest-id\n",
        "third.md": "---\norphan: true\n---\n# Third\n\n{ref}`my-id` [](#my-id), [x](#rest-id)\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    link = page(made, "other").select_one("a[href='index.html#my-id']")
    assert link.get_text() == "The title"
    hrefs = [a["href"] for a in page(made, "third").select("[role=main] p a")]
    assert hrefs == ["index.html#my-id", "index.html#my-id", "other.html#rest-id"]


def test_a_link_to_a_heading_inside_a_talk(site):
    made = site({
        "index.md": "# Day\n\n:::{talk} One\n(here)=\n## Notes\n\nx\n:::\n\n"
                    "{ref}`here` [](#here) [local](#notes)\n",
    }, {"myst_heading_anchors": 3, "suppress_warnings": ["myst.xref_missing"]}).build()  # fmt: skip
    hrefs = [a["href"] for a in page(made, "index").select("[role=main] p a.reference")]
    assert hrefs[:2] == ["#here", "#here"]


# -- front matter --------------------------------------------------------------------------

DEFAULTS = {
    "speakers": (Person("Ada Lovelace"), Person("Emmy Noether", "Göttingen")),
    "conference": "EuroPython 2020",
    "date": PartialDate(2020, 7),
    "kind": "lightning",
    "room": "Main hall",
    "track": "Data",
    "level": "beginner",
    "language": "en",
    "tools": ("DVC", "git-LFS"),
    "tags": ("one", "two"),
    "notes_by": ("LA",),
}
YAML = """
speakers:
  - Ada Lovelace
  - Emmy Noether (Göttingen)
conference: EuroPython 2020
date: 2020-07
kind: lightning
room: Main hall
track: Data
level: beginner
language: en
tools: [DVC, git-LFS]
tags:
- one
- two
notes-by: LA
"""
YAML_UNDERSCORE = YAML.strip().replace("notes-by", "notes_by")
FIELDS = """
:speakers: Ada Lovelace, Emmy Noether (Göttingen)
:conference: EuroPython 2020
:date: 2020-07
:kind: lightning
:room: Main hall
:track: Data
:level: beginner
:language: en
:tools: DVC; git-LFS
:tags: one, two
:notes-by: LA
"""
CONFERENCE = {"talknotes_conference": "EuroPython 2020"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.md", f"---\n{YAML.strip()}\n---\n# Day\n\n:::{{talk}} One\n:::\n"),
        ("index.md", f"---\n{YAML_UNDERSCORE}\n---\n# Day\n\n:::{{talk}} One\n:::\n"),
        ("index.rst", f"{FIELDS.strip()}\n\nDay\n===\n\n.. talk:: One\n"),
        ("index.rst", f"{FIELDS.strip()}\n\n.. talk:: One\n"),
    ],
)  # fmt: skip
def test_front_matter_gives_defaults(site, name, text):
    made = site({name: text}, CONFERENCE, "dummy").build()
    assert made.warnings == []
    talk = only(made)
    assert {attr: getattr(talk, attr) for attr in DEFAULTS} == DEFAULTS


@pytest.mark.parametrize("markup", MARKUPS)
def test_an_option_wins_over_front_matter(site, markup):
    files = {
        "md": {"index.md": "---\nroom: A\ntags: [x]\n---\n# Day\n\n:::{talk} One\n:room: B\n:::\n"},
        "rst": {"index.rst": ":room: A\n:tags: x\n\nDay\n===\n\n.. talk:: One\n   :room: B\n"},
    }
    made = site(files[markup], builder="dummy").build()
    assert (only(made).room, only(made).tags) == ("B", ("x",))


def test_where_the_conference_comes_from(site):
    made = site({
        "index.md": "# Root\n\n```{toctree}\n:glob:\n*\n```\n",
        "conf-page.md": "# C\n\n:::{conference} Page 2020\n:::\n\n:::{talk} Page\n:::\n\n"
                        ":::{talk} Own\n:conference: Own\n:::\n",
        "front.md": "---\nconference: Front\n---\n# F\n\n:::{conference} Other\n:::\n\n"
                    ":::{talk} Front\n:::\n",
        "none.md": "# N\n\n:::{talk} Configured\n:::\n",
    }, {"talknotes_conference": "Configured"}, "dummy").build()  # fmt: skip
    found = {t.title: t.conference for t in get_domain(made.env).catalogue.talks}
    assert found == {
        "Page": "Page 2020", "Own": "Own", "Front": "Front", "Configured": "Configured",
    }  # fmt: skip


def test_other_front_matter_is_left_alone(site):
    made = site({
        "index.md": "---\norphan: true\nauthor: Somebody\nlayout: post\nurl: not-of-a-talk\n---\n"
                    "# Day\n\n:::{talk} One\n:::\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    assert only(made).url == ""


# -- status, speakers, options -------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", "planned"),
        (":room: A", "planned"),
        ("text", "noted"),
        ("- item", "noted"),
        ("```{image} pixel.png\n```", "noted"),
        ("```{video} https://youtu.be/dQw4w9WgXcQ\n```", "noted"),
        ("```{mythoughts}\nx\n```", "noted"),
        ("```{mythoughts}\n```", "planned"),
        ("% a comment", "planned"),
        ("## Notes", "planned"),
        ("## Notes\n\ntext", "noted"),
        ("`code`", "noted"),
        ("```\ncode\n```", "noted"),
        (":status: rewatch\n\ntext", "rewatch"),
        (":status: missed", "missed"),
    ],
)
def test_status(site, body, status):
    made = site(
        {"index.md": f"# Day\n\n::::{{talk}} One\n{body}\n::::\n", **FILES}, builder="dummy"
    )
    assert only(made.build()).status == status
    assert made.warnings == []


@pytest.mark.parametrize("name", ["speaker", "speakers"])
def test_speakers(site, name):
    names = "Ada Lovelace (Engines, Ltd) and Emmy Noether; Kurt Gödel"
    text = f"# D\n\n:::{{talk}} One\n:{name}: {names}\n:::\n"
    made = site({"index.md": text}, builder="dummy").build()
    assert only(made).speakers == (
        Person("Ada Lovelace", "Engines, Ltd"), Person("Emmy Noether"), Person("Kurt Gödel"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.md", "# D\n\n:::{talk} One\n:class: own-a own-b\n\nx\n:::\n"),
        ("index.rst", "D\n=\n\n.. talk:: One\n   :class: own-a own-b\n\n   x\n"),
    ],
)
def test_classes(site, name, text):
    made = site({name: text}, builder="dummy").build()
    assert made.warnings == []
    assert only(made)
    assert "section#one.tn-talk.own-a.own-b" in shape(made.doctree("index"))


def test_options_as_yaml(site):
    made = site({
        "index.md": "# D\n\n```{talk} One\n---\nspeakers: Ada Lovelace\nstart: 09:30\n"
                    "date: 2020-07-24\nrating: 4\n---\nx\n```\n",
    }, builder="dummy").build()  # fmt: skip
    assert made.warnings == []
    talk = only(made)
    assert (talk.speakers, talk.start, talk.rating) == ((Person("Ada Lovelace"),), 570, 4)
    assert talk.date == PartialDate(2020, 7, 24)


def test_a_body_without_a_blank_line(site):
    text = """
    D
    =

    .. talk:: One

       .. tldr::
          Short *and* good.

       .. mythoughts::
          Mine.

          More.

       .. question::
          Why?

       after
    """
    made = site({"index.rst": text}, builder="dummy").build()
    assert made.warnings == []
    text = made.doctree("index").astext()
    for word in ("Short and good.", "Mine.", "More.", "Why?", "after"):
        assert text.count(word) == 1
    assert only(made).summary == "Short and good."
    assert [r.text for r in records(made, "index").remarks] == ["Why?"]


def test_a_markdown_body_that_looks_like_a_directive_of_rest(site):
    text = "# D\n\n:::{mythoughts} Label\nsee code::\n\n    x = 1\n:::\n"
    made = site({"index.md": text}, builder="dummy").build()
    assert "rubric.tn-label: Label" in shape(made.doctree("index"))


def test_the_page_of_a_talk_in_an_only_block(site):
    made = site({
        "index.rst": "D\n=\n\n.. only:: html\n\n   .. talk:: One\n\n      x\n\n.. talk:: Two\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    assert [t.title for t in records(made, "index").talks] == ["One", "Two"]


def test_included_talks_count(site):
    made = site({
        "index.md": "# D\n\n```{include} part.txt\n```\n",
        "part.txt": ":::{talk} Included\n:rating: 9\n:::\n",
    }).build()  # fmt: skip
    assert [t.title for t in records(made, "index").talks] == ["Included"]
    assert len(made.warnings) == 1
    assert made.warnings[0].startswith("part.txt:2: WARNING: rating: '9'")


def test_nothing_of_ours_is_left_in_stored_trees(both):
    for name in [s.name for s in SNIPPETS]:
        for node in both.doctree(name).findall(nodes.Element):
            assert not hasattr(node, "talknotes_record")


def test_places_sort():
    assert Place("a", "b", 2) < Place("a", "b", 3) < Place("b")


def test_a_talk_in_an_only_block_is_nowhere_if_the_block_is_not(site):
    files = {
        "index.md": """
            # Days

            :::{conference} EuroPython 2020
            :::

            ```{talks}
            ```

            ```{toctree}
            day
            ```
            """,
        "day.rst": """
            Day
            ===

            .. talk:: First
               :conference: EuroPython 2020
               :speakers: Ada King

            .. only:: builder_text

               .. talk:: Hidden
                  :conference: EuroPython 2020
                  :speakers: Emmy Noether

                  .. question::

                     Whose?

            .. talk:: Last
               :conference: EuroPython 2020

               :speaker:`Ada King`
            """,
    }
    made = site(files).build()
    assert made.warnings == []
    assert dead_links(made.out()) == []
    assert not any(b"Hidden" in data for name, data in made.outputs().items()
                   if name.endswith((".html", ".inv")))  # fmt: skip
    assert not (made.out() / "speakers/emmy-noether.html").exists()
    made.build("text")
    assert made.warnings == []
    assert "Hidden" in made.text("index.txt", "text")
    assert (made.out("text") / "speakers/emmy-noether.txt").is_file()
    before = made.outputs()
    made.build()
    assert made.outputs() == before
