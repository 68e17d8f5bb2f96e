"""Roles, `any`, the inventory and another project, indices, names that are not known."""

from __future__ import annotations

import pytest

from notes_html import links_of, main_of, words
from notes_site import Site, load_inventory
from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.model.names import slug

FILES = {
    "index.md": """
        # Root

        ```{toctree}
        day
        other
        roles
        rest
        ```

        :::{conference} EuroPython 2020
        :aliases: EP20
        :::

        :::{speaker} Ada Lovelace
        :aliases: Ada King
        :private-aliases: Hidden Name
        :::

        :::{tool} DVC
        :::
        """,
    "day.md": """
        ---
        conference: EuroPython 2020
        ---
        # Day

        :::{talk} Intro to Python 3 and beyond
        :speakers: Ada Lovelace, 李明
        :tools: DVC, C++, C#, C
        :::

        :::{talk} Opening
        :id: the-opening
        :::

        :::{talk} Lightning *talks*
        :::
        """,
    "other.md": """
        # Other

        :::{talk} Opening
        :::

        :::{talk} A talk about "quotes", <tags> & ampersands
        :::
        """,
    "roles.md": """
        # Roles

        1. {speaker}`Ada Lovelace`
        1. {speaker}`ada  LOVELACE`
        1. {speaker}`Ada King`
        1. {speaker}`Hidden Name`
        1. {speaker}`the countess <Ada Lovelace>`
        1. {tool}`C++`
        1. {tool}`C#`
        1. {tool}`c`
        1. {conference}`EP20`
        1. {talk}`intro to python-3 and BEYOND`
        1. {talk}`the-opening`
        1. {talk}`other#opening`
        1. {talk}`here <the-opening>`
        1. {talk}`Lightning talks`
        1. {talknotes:speaker}`Ada Lovelace`
        1. {any}`Ada King`
        1. {any}`DVC`
        1. {any}`Lightning talks`
        1. {any}`the-opening`
        1. {speaker}`李明`
        1. {speaker}`!Ada Lovelace`
        1. {speaker}`~Ada Lovelace`
        """,
    "rest.rst": """
        reST
        ====

        #. :speaker:`Ada Lovelace`
        #. :talknotes:tool:`the tool <dvc>`
        #. :any:`EP20`
        #. :talk:`A talk about "quotes", \\<tags> & ampersands`
        """,
}
ADA, EP = (
    "speakers/ada-lovelace.html#ada-lovelace",
    "conferences/europython-2020.html#europython-2020",
)
INTRO = "day.html#intro-to-python-3-and-beyond"
ROLES = [
    ("Ada Lovelace", ADA),
    ("ada LOVELACE", ADA),
    ("Ada King", ADA),
    ("Ada Lovelace", ADA),
    ("the countess", ADA),
    ("C++", "tools/cplusplus.html#cplusplus"),
    ("C#", "tools/csharp.html#csharp"),
    ("c", "tools/c.html#c"),
    ("EP20", EP),
    ("intro to python-3 and BEYOND", INTRO),
    ("Opening", "day.html#the-opening"),
    ("Opening", "other.html#opening"),
    ("here", "day.html#the-opening"),
    ("Lightning talks", "day.html#lightning-talks"),
    ("Ada Lovelace", ADA),
    ("Ada King", ADA),
    ("DVC", "tools/dvc.html#dvc"),
    ("Lightning talks", "day.html#lightning-talks"),
    ("Opening", "day.html#the-opening"),
    ("李明", "speakers/%E6%9D%8E%E6%98%8E.html#%E6%9D%8E%E6%98%8E"),
    None,
]
REST = [
    ("Ada Lovelace", ADA),
    ("the tool", "tools/dvc.html#dvc"),
    ("EP20", EP),
    ("A talk about “quotes”, <tags> & ampersands",
     "other.html#a-talk-about-quotes-tags-ampersands"),
]  # fmt: skip


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("notes"), FILES).build()
    assert made.warnings == []
    return made


def paragraph(site, page, start):
    """Return the paragraph that starts with a word."""
    return next(p for p in main_of(site, page).select("p") if words(p).startswith(start))


def unquoted(links):
    from urllib.parse import unquote

    return [(text, unquote(address)) for text, address in links]


@pytest.mark.parametrize(("page", "expected"), [("roles", ROLES), ("rest", REST)])
def test_roles(notes, page, expected):
    items = main_of(notes, page).select("ol > li")
    for item, link in zip(items, expected, strict=False):
        assert unquoted(links_of(item)) == (unquoted([link]) if link else [])


def test_the_inventory_has_everything(notes):
    inventory = read_inventory(notes)
    names = {
        kind: {
            n
            for n, entry in inventory[f"talknotes:{kind}"].items()
            if not n.isascii() or n != slug(n)
        }
        for kind in ("speaker", "tool", "conference")
    }
    assert names["speaker"] == {"Ada Lovelace", "Ada King", "李明"}
    assert names["tool"] == {"DVC", "C++", "C#", "C"}
    assert names["conference"] == {"EuroPython 2020", "EP20"}
    assert inventory["talknotes:speaker"]["Ada King"].uri == inventory["talknotes:speaker"][
        "Ada Lovelace"
    ].uri  # fmt: skip
    assert inventory["std:label"]["the-opening"].uri == "day.html#the-opening"
    assert "speakers/ada-lovelace" in inventory["std:doc"]


def test_every_talk_is_in_the_inventory(notes):
    # a number between words is what the format of Sphinx can't tell from the fields after a name
    talks = read_inventory(notes)["talknotes:talk"]
    places = {entry.uri for entry in talks.values()}
    for talk in get_domain(notes.env).catalogue.talks:
        assert any(
            uri in places
            for uri in (
                f"{talk.place.page}.html#{talk.place.anchor}",
                f"{talk.place.page}.html#$",
            )
        ), talk.title
    assert {"Opening", "Lightning talks"} <= set(talks)


def read_inventory(site):
    file = site.out() / "objects.inv"
    return load_inventory(file)


OTHER = """
# Other project

1. {speaker}`Ada Lovelace`
1. {speaker}`Ada King`
1. {tool}`see <C++>`
1. {talknotes:conference}`EP20`
1. {talk}`Lightning talks`
1. {talk}`intro to python 3 and BEYOND`
1. {external+notes:talknotes:speaker}`Ada Lovelace`
1. {external+notes:talknotes:talk}`Opening`
1. {external:talknotes:tool}`DVC`
1. {external+notes:doc}`speakers/ada-lovelace`
1. {external+notes:ref}`the-opening`
1. [](inv:notes:talknotes:tool#DVC)
1. {any}`李明`
"""


def test_another_project_links_here(notes, site):
    inventory = str(notes.out() / "objects.inv")
    conf = {
        "extensions": ["sphinx_talknotes", "sphinx.ext.intersphinx"],
        "intersphinx_mapping": {"notes": ("https://notes.example/", inventory)},
    }
    made = site({"index.md": OTHER}, conf).build()
    assert made.warnings == []
    items = main_of(made, "index").select("ol > li")
    links = [[(words(a), a["href"]) for a in item.select("a")] for item in items]
    home = "https://notes.example/"
    assert unquoted(link for item in links for link in item) == unquoted([
        ("Ada Lovelace", home + ADA),
        ("Ada Lovelace", home + ADA),
        ("see", home + "tools/cplusplus.html#cplusplus"),
        ("EuroPython 2020", home + EP),
        ("Lightning talks", home + "day.html#lightning-talks"),
        ("Intro to Python 3 and beyond", home + INTRO),
        ("Ada Lovelace", home + ADA),
        ("Opening", home + "day.html#the-opening"),
        ("DVC", home + "tools/dvc.html#dvc"),
        ("Ada Lovelace", home + "speakers/ada-lovelace.html"),
        ("Opening", home + "day.html#the-opening"),
        ("DVC", home + "tools/dvc.html#dvc"),
        ("李明", home + "speakers/李明.html#李明"),
    ])  # fmt: skip


def test_an_own_name_wins_over_one_elsewhere(notes, site):
    conf = {
        "extensions": ["sphinx_talknotes", "sphinx.ext.intersphinx"],
        "intersphinx_mapping": {"notes": ("https://x.example/", str(notes.out() / "objects.inv"))},
    }
    made = site({"index.md": "# R\n\n:::{tool} DVC\n:::\n\nSee {tool}`dvc`.\n"}, conf).build()
    assert [a["href"] for a in main_of(made, "index").select("p a")] == ["#dvc"]


def test_indices(notes):
    speakers = main_of(notes, "talknotes-speakers")
    assert ("Ada Lovelace", "speakers/ada-lovelace.html#ada-lovelace") in links_of(speakers)
    assert ("Intro to Python 3 and beyond", INTRO) in links_of(speakers)
    tools = main_of(notes, "talknotes-tools")
    assert {"C", "C#", "C++", "DVC"} <= {text for text, _ in links_of(tools)}
    assert "Hidden" not in words(speakers)


def test_indices_are_linked_and_can_be_referred_to(site):
    made = site({
        "index.md": "# R\n\n:::{talk} One\n:speakers: Ada Lovelace\n:::\n\n"
                    "{ref}`talknotes-speakers` {ref}`tools <talknotes-tools>`\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    links = links_of(main_of(made, "index"))
    assert ("Index of speakers", "talknotes-speakers.html") in links
    assert ("tools", "talknotes-tools.html") in links


def test_the_index_sorts_letters_without_accents(site):
    made = site({
        "index.md": "# R\n\n:::{talk} One\n:speakers: Émilie du Châtelet, Emmy Noether, Zeno\n:::",
    }).build()  # fmt: skip
    letters = [words(h) for h in main_of(made, "talknotes-speakers").select("tr.cap")]
    assert letters == ["E", "Z"]


@pytest.mark.parametrize(
    ("role", "name", "hint"),
    [
        ("speaker", "Ada Lovelase", "'Ada Lovelace'"),
        ("tool", "DVCC", "'DVC'"),
        ("conference", "EuroPython", "'EuroPython 2020'"),
        ("talk", "Openings", "'Opening'"),
    ],
)
def test_an_unknown_name_is_reported_with_the_nearest(site, role, name, hint):
    made = site({**FILES, "new.md": f"---\norphan: true\n---\n# New\n\nSee {{{role}}}`{name}`.\n"})
    (warning,) = made.build(builder="dummy").warnings
    assert warning.startswith(f"new.md:6: WARNING: no {role} is called '{name}'; did you mean ")
    assert hint in warning
    made.build()
    assert words(main_of(made, "new")) == f"New See {name} ."


def test_an_unknown_name_is_reported_in_nitpicky_mode_once(site):
    made = site(
        {"index.md": "# R\n\n{tool}`Nothing like it`\n"}, {"nitpicky": True}, "dummy"
    ).build()
    assert len(made.warnings) == 1


def test_an_unknown_any_is_reported_by_sphinx(site):
    made = site({"index.md": "# R\n\n{any}`Nothing like it`\n"}, builder="dummy").build()
    assert len(made.warnings) == 1
    assert "'any' reference target not found" in made.warnings[0]


def test_an_ambiguous_any(site):
    made = site({
        "index.md": "# R\n\n:::{talk} DVC\n:tools: DVC\n:::\n\nSee {any}`dvc`.\n",
    }, builder="dummy").build()  # fmt: skip
    assert len(made.warnings) == 1
    assert "more than one target found for 'any'" in made.warnings[0]


AMBIGUOUS = {
    "index.md": "# R\n\n```{toctree}\n:glob:\n*\n```\n",
    "a.md": "---\nconference: A\ndate: 2001-01-01\n---\n# A\n\n:::{conference} A\n:::\n\n"
            ":::{talk} Opening\n:::\n",
    "b.md": "---\nconference: B\ndate: 2002-01-01\n---\n# B\n\n:::{conference} B\n:::\n\n"
            ":::{talk} Opening\n:::\n",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "target", "warns"),
    [
        ("{talk}`Opening`", "a.html#opening", True),
        ("{talk}`b#opening`", "b.html#opening", False),
        ("{talk}`the second <b#opening>`", "b.html#opening", False),
    ],
)
def test_an_ambiguous_title(site, text, target, warns):
    made = site({**AMBIGUOUS, "c.md": f"# C\n\nSee {text}.\n"}).build()
    assert [link for _, link in links_of(main_of(made, "c").p)] == [target]
    assert len(made.warnings) == warns
    if warns:
        assert made.warnings[0].startswith(
            "c.md:3: WARNING: talk 'Opening' is the title of 2 talks"
        )


def test_a_title_on_the_own_page_is_meant(site):
    made = site({**AMBIGUOUS, "b.md": AMBIGUOUS["b.md"] + "\nSee {talk}`Opening`.\n"}).build()
    assert links_of(paragraph(made, "b", "See")) == [("Opening", "#opening")]


def test_two_sets_of_notes_on_one_talk_are_not_ambiguous(site):
    made = site({
        "index.md": "# R\n\n```{toctree}\n:glob:\n*\n```\n",
        **{
            f"{who}.md": f"---\nconference: A\nnotes-by: {who}\n---\n# {who}\n\n"
            ":::{talk} Opening\n:::\n"
            for who in ("ada", "emmy")
        },
        "zeta.md": "# Z\n\n:::{conference} A\n:::\n\nSee {talk}`Opening`.\n",
    }).build()  # fmt: skip
    assert made.warnings == []
    also = main_of(made, "emmy").select_one("dd.tn-also")
    assert [link for _, link in links_of(also)] == ["ada.html#opening"]


def test_objects_are_in_the_search_index(notes):
    index = notes.text("searchindex.js")
    assert "talknotes:talk" in index
    assert "talknotes:speaker" in index


def test_a_private_alias_is_in_no_output(site):
    files = {
        "index.md": """
            # Root

            ```{toctree}
            talks
            rest
            person
            ```
            """,
        "talks.md": """
            ---
            speakers: Zebulon Private
            ---
            # Talks

            :::{talk} One
            :::

            :::{talk} Two
            :speakers: zebulon-private

            Met {speaker}`Zebulon Private` and {any}`Zebulon Private`.
            :::

            ```{talks}
            :speaker: Zebulon Private
            ```
            """,
        "rest.rst": """
            reST
            ====

            .. talk:: Three
               :speakers: Zebulon Private (Engines)

               :speaker:`Zebulon Private`
            """,
        "person.md": """
            # Ada Lovelace

            :::{speaker} Ada Lovelace
            :private-aliases: Zebulon Private
            :::
            """,
    }
    for builder in (
        "html",
        "dirhtml",
        "singlehtml",
        "text",
        "latex",
        "man",
        "texinfo",
        "xml",
        "json",
    ):
        made = site(files).build(builder)
        assert made.warnings == [], builder
        # the builder for web applications puts Sphinx's own environment into its output
        leaks = [name for name, data in made.outputs(builder).items()
                 if b"ebulon" in data and name != "environment.pickle"]  # fmt: skip
        assert leaks == [], builder
        if builder == "html":
            assert [len(e.talks) for e in get_domain(made.env).catalogue.entities("speaker")] == [3]
            assert words(main_of(made, "talks")).count("Ada Lovelace") >= 4


def test_objects_have_no_other_projects_name_in_them(notes):
    domain = get_domain(notes.env)
    names = [(kind, name) for name, _, kind, *_ in domain.get_objects()]
    assert len(set(names)) == len(names)
    for name, shown, kind, page, anchor, priority in domain.get_objects():
        assert page in notes.env.all_docs
        assert name
        assert shown
        assert kind in domain.object_types
        assert anchor
        assert priority in (1, -1)


PRIVATE = {
    "index.md": """
        # Root

        ```{toctree}
        person
        day
        ```
        """,
    "person.md": """
        # New Name

        :::{speaker} New Name
        :private-aliases: Zebulon
        :::
        """,
    "day.md": """
        # Day

        :::{talk} One
        :notes-by: Zebulon

        Met {speaker}`Zebulon` and {any}`Zebulon`.
        :::

        ```{versionadded} 1.0
        ```
        """,
}


@pytest.mark.parametrize("builder", ["html", "changes", "gettext", "epub"])
def test_a_private_alias_is_in_no_copy_of_a_source(site, builder):
    conf = {"version": "1.0", "release": "1.0", "copyright": "x", "epub_show_urls": "no"}
    made = site(PRIVATE, conf).build(builder)
    assert made.warnings == []
    files = {name for name, data in made.outputs(builder).items() if b"ebulon" in data}
    assert files == set()
    if builder == "changes":
        assert "not shown" in (made.out("changes") / "rst/day.html").read_text("utf-8")
        assert "Root" in (made.out("changes") / "rst/index.html").read_text("utf-8")


def test_a_private_alias_in_a_heading_is_reported(site):
    files = {**PRIVATE, "more.md": "---\norphan: true\n---\n# Met {speaker}`Zebulon`\n"}
    made = site(files).build()
    (warning,) = made.warnings
    assert warning.startswith("more.md:4: WARNING: a heading names somebody by a private alias")
    assert "[talknotes.alias]" in warning
    assert "ebulon" not in warning


def test_a_talk_is_linked_by_its_anchor_from_other_pages(site):
    made = site({
        "index.md": """
            # Root

            ```{toctree}
            other
            rest
            ```

            [one](other.md#one-talk), [](other.md#two), [three](rest.rst#three)
            """,
        "other.md": """
            # Other

            :::{talk} One talk
            :::

            :::{talk} Another
            :id: two
            :::
            """,
        "rest.rst": """
            Rest
            ====

            .. talk:: Three
            """,
    }).build()  # fmt: skip
    assert made.warnings == []
    assert links_of(main_of(made, "index"))[-3:] == [
        ("one", "other.html#one-talk"),
        ("Another", "other.html#two"),
        ("three", "rest.html#three"),
    ]
