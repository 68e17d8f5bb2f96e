"""The theme: its pages, its options, what a page loads, and what a page costs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ThemeError

import sphinx_talknotes
from sphinx_talknotes.ext.theming.options import CHECKS

THEME = {"html_theme": "talknotes"}
FOLDER = Path(sphinx_talknotes.__file__).parent / "theme" / "talknotes"

CONFERENCE = """
    ---
    conference: EuroPython 2020
    date: 2020-07-{day}
    ---
    # EuroPython 2020, day {number}

    :::{{talk}} Automating machine learning workflow with DVC {number}
    :speaker: Hongjoo Lee
    :start: 07:00
    :tools: DVC
    :video: https://youtu.be/dQw4w9WgXcQ

    ### What it does

    It works. {{at}}`1:00`
    :::

    :::{{talk}} Tips for data cleaning {number}
    :speaker: Hui Xiang Chua
    :start: 07:30

    ### How
    :::
"""


DECLARED = """
    :::{conference} EuroPython 2020
    :::
"""


def notes(**more):
    return {
        "index.md": "# Home\n\n```{toctree}\nday1\nday2\nabout\nguide/index\n```\n",
        "day1.md": CONFERENCE.format(day=23, number=1) + DECLARED,
        "day2.md": CONFERENCE.format(day=24, number=2),
        "about.md": "# About\n\nText.\n",
        "guide/index.md": "# Guide\n\n```{toctree}\nfirst\nsecond\n```\n",
        "guide/first.md": "# First\n\nText.\n",
        "guide/second.md": "# Second\n\n```python\nprint()\n```\n",
        **more,
    }


def soup(made, page):
    return BeautifulSoup(made.html(page), "html5lib")


def texts(tags):
    return [re.sub(r"\s+", " ", tag.get_text()).strip() for tag in tags]


@pytest.fixture
def themed(site):
    return site(notes(), THEME).build()


# -- pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("index", "home"), ("day1", "day"), ("about", "page"), ("search", "search"),
        ("speakers/hongjoo-lee", "speaker"), ("tools/dvc", "tool"), ("speakers/index", "index"),
        ("conferences/europython-2020", "conference"), ("genindex", "index"), ("404", "missing"),
        ("talknotes-speakers", "index"),
    ],
)  # fmt: skip
def test_every_page_says_its_kind_and_has_the_same_parts(themed, page, kind):
    body = soup(themed, page).body
    assert f"tn-page-{kind}" in body["class"]
    assert len(body.find_all("h1")) == 1
    names = [
        tag.name for tag in body.find_all(["header", "main", "nav", "footer"], recursive=False)
    ]
    assert names[:3] == ["header", "main", "nav"]  # what the page is about comes first
    assert names[-1] == "footer"
    skip = body.find("a")
    assert body.find(id=skip["href"][1:]).name == "main"


def test_a_page_that_is_one_talk(site):
    text = "---\nconference: PyCon US 2015\n---\n:::{talk} Python epiphanies\n:::\n"
    made = site({"index.md": "# X\n\n```{toctree}\none\n```\n", "one.md": text}, THEME).build()
    assert "tn-page-talk" in soup(made, "one").body["class"]


def test_breadcrumbs(themed):
    def crumbs(page):
        return texts(soup(themed, page).select(".tn-crumbs a"))

    assert crumbs("index") == []
    assert crumbs("about") == ["Home"]
    assert crumbs("guide/first") == ["Home", "Guide"]
    assert crumbs("day1") == ["Home", "EuroPython 2020"]
    assert crumbs("conferences/europython-2020") == ["Home", "Conferences"]
    assert crumbs("speakers/hongjoo-lee") == ["Home", "Speakers"]
    made = soup(themed, "guide/first")
    assert [a["href"] for a in made.select(".tn-crumbs a")] == ["../index.html", "index.html"]


def test_contents_show_when_what_and_who(themed):
    links = soup(themed, "day1").select("#tn-contents > ul > li > a")
    assert texts(links) == [
        "07:00 Automating machine learning workflow with DVC 1 Hongjoo Lee",
        "07:30 Tips for data cleaning 1 Hui Xiang Chua",
    ]
    page = soup(themed, "day1")
    assert all(page.find(id=link["href"][1:]) for link in page.select("#tn-contents a"))


def test_navigation_knows_the_conference_and_its_days(themed):
    page = soup(themed, "day2")
    assert texts(page.select("#tn-nav .tn-nav-title a")) == ["EuroPython 2020"]
    days = page.select("#tn-nav .tn-nav-title + ul > li > a")
    assert texts(days) == ["Day 1 23 July 2020", "Day 2 24 July 2020"]
    assert [day.get("aria-current") for day in days] == [None, "page"]
    assert texts(soup(themed, "about").select("#tn-nav > ul:first-of-type > li > a")) == [
        "Conferences", "Speakers", "Tools", "Talks",
    ]  # fmt: skip
    assert "EuroPython 2020" in texts(soup(themed, "about").select("#tn-nav a"))


def test_the_only_day_of_a_conference_has_no_number(site):
    files = {**notes(), "day2.md": "# No talks\n"}
    page = soup(site(files, THEME).build(), "day1")
    assert texts(page.select("#tn-nav .tn-nav-title + ul > li > a")) == ["23 July 2020"]


def test_navigation_opens_the_branch_of_the_page(themed):
    here = soup(themed, "guide/second").select("#tn-nav a[aria-current=page]")
    assert texts(here) == ["Second"]
    assert "First" in texts(soup(themed, "guide/second").select("#tn-nav a"))
    assert "First" not in texts(soup(themed, "about").select("#tn-nav a"))


def test_navigation_depth(site):
    made = site(notes(), {**THEME, "html_theme_options": {"navigation_depth": 1}}).build()
    assert "Second" not in texts(soup(made, "guide/second").select("#tn-nav a"))


def test_previous_and_next(themed):
    def near(page):
        return texts(soup(themed, page).select(".tn-near a"))

    assert near("day1") == ["Next 24 July 2020"]
    assert near("day2") == ["Previous 23 July 2020"]
    assert near("guide/first") == ["Next Second"]
    assert near("about") == ["Next Guide"]  # pages of notes have a series of their own


def test_navigation_costs_the_same_however_many_pages_there_are(site):
    def size(count):
        pages = {f"p{i:03}.md": f"# Page {i:03}\n" for i in range(count)}
        talks = {
            f"t{i:03}.md": f"---\nconference: C {i // 3}\n---\n:::{{talk}} Talk {i:03}\n"
                           f":speaker: S {i:03}\n:::\n" for i in range(count)
        }  # fmt: skip
        listed = "\n".join([*sorted(pages), *sorted(talks)])
        index = f"# Home\n\n```{{toctree}}\n:hidden:\n{listed}\n```\n"
        made = site({"index.md": index, **pages, **talks}, THEME).build()
        return [
            len(soup(made, page).select("nav a")) for page in ("p010", "t010", "speakers/s-010")
        ]

    small, large = size(30), size(120)
    assert small == large
    assert max(large) < 60


def test_names_are_escaped(site):
    evil = "<img src=x onerror=alert(1)>\"'&"
    text = f"---\nconference: '{evil.replace(chr(39), chr(39) * 2)}'\n---\n# {evil}\n\n"
    text += f":::{{talk}} {evil}\n:speaker: {evil}\n:start: 07:00\n:::\n\n:::{{talk}} Two\n:::\n"
    conf = {**THEME, "project": evil, "html_theme_options": {
        "source_repository": 'https://example.org/"><script>', "footer_links": [(evil, 'https://example.org/"x')],
    }, "myst_disable_syntax": ["html_inline", "html_block"]}  # fmt: skip
    made = site({"index.md": "# X\n\n```{toctree}\nday\n```\n", "day.md": text}, conf).build()
    for file in made.out().rglob("*.html"):
        page = BeautifulSoup(file.read_text("utf-8"), "html5lib")
        assert not page.find(onerror=True), file
        assert not page.find("img", src="x"), file
        assert all(script.get("src") for script in page.find_all("script")
                   if script.get("type") != "application/ld+json"), file  # fmt: skip


# -- what a page loads ------------------------------------------------------------------------


def files(page):
    found = [tag["href"] for tag in page.find_all("link", rel="stylesheet")]
    found += [tag["src"] for tag in page.find_all("script", src=True)]
    return [re.sub(r".*/|\?.*", "", name) for name in found]


def test_a_page_loads_one_style_sheet_and_one_script(themed):
    assert files(soup(themed, "about")) == ["talknotes-theme.css", "talknotes-theme.js"]
    assert files(soup(themed, "guide/second")) == ["talknotes-theme.css", "talknotes-theme.js"]


def test_a_page_with_a_video_loads_its_script_too(themed):
    assert files(soup(themed, "day1")) == [
        "talknotes-theme.css", "talknotes-theme.js", "talknotes-video.js",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["talknotes-theme.js", "talknotes-video.js"])
def test_readers_do_not_load_comments_of_scripts(themed, name):
    script = (themed.out() / "_static" / name).read_text(encoding="utf-8")
    assert script.startswith("(() => {\n")
    assert script.endswith("})();\n")
    assert not [line for line in script.splitlines() if not line or line[:2] in ("//", "/*", "  ")]
    assert "{%" not in script


def test_files_of_others_stay(site):
    conf = {
        **THEME,
        "html_css_files": ["own.css"],
        "html_js_files": ["own.js"],
        "html_static_path": ["static"],
        "pygments_style": "friendly",
    }
    more = {"static/own.css": "a{}", "static/own.js": ";",
            "tabs.md": "# T\n\n::::{tab-set}\n:::{tab-item} A\nx\n:::\n::::\n"}  # fmt: skip
    made = site(notes(**more), conf).build()
    assert {"own.css", "own.js"} <= set(files(soup(made, "about")))
    assert "pygments.css" not in files(soup(made, "about"))
    assert "pygments.css" in files(soup(made, "guide/second"))
    assert "sphinx-design.min.css" in files(soup(made, "tabs"))
    assert "sphinx-design.min.css" not in files(soup(made, "day1"))


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(themed):
    for file in themed.out().rglob("*.html"):
        page = BeautifulSoup(file.read_text("utf-8"), "html5lib")
        assert not page.find("style"), file
        assert not page.find(style=True), file
        assert not page.find(lambda tag: any(name.startswith("on") for name in tag.attrs)), file
        for tag in page.find_all(["script", "img", "iframe", "source", "link"]):
            if tag.get("rel") in (["canonical"], ["alternate"]):
                continue
            assert "//" not in (tag.get("src") or tag.get("href") or ""), file


def test_the_style_sheet_is_whole(themed):
    css = (themed.out() / "_static" / "talknotes-theme.css").read_text("utf-8")
    assert "{%" not in css
    assert "{#" not in css
    assert css.count("{") == css.count("}")
    assert ".tn-hue-23" in css
    for part in (FOLDER / "css").glob("*.css"):
        last = part.read_text("utf-8").strip().splitlines()[-1]
        selector = last.partition(" { ")[0].replace(", ", ",").replace(" > ", ">")
        assert last == "}" or selector in css, part.name


# -- options ----------------------------------------------------------------------------------


def test_every_option_is_used():
    declared = re.findall(r"^(\w+) = ", (FOLDER / "theme.toml").read_text("utf-8")
                          .split("[options]")[1], re.MULTILINE)  # fmt: skip
    templates = "".join(
        p.read_text("utf-8") for p in FOLDER.rglob("*") if p.suffix in (".html", ".jinja")
    )
    package = "".join(p.read_text("utf-8") for p in (FOLDER.parent.parent / "ext").rglob("*.py"))
    assert set(declared) == CHECKS.keys()
    for name in declared:
        assert f"theme_{name}" in templates or f'"{name}"' in package, name


def test_edit_link(site):
    options = {"source_repository": "https://github.com/example/notes/", "source_branch": "trunk",
               "source_directory": "docs/"}  # fmt: skip
    made = site(notes(), {**THEME, "html_theme_options": options}).build()
    link = soup(made, "guide/first").select_one(".tn-source a")
    assert link["href"] == "https://github.com/example/notes/edit/trunk/docs/guide/first.md"
    assert soup(made, "speakers/hongjoo-lee").select_one(".tn-source") is None


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/edit/main/about.md"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/_edit/main/about.md"),
        ("https://bitbucket.org/a/b", "https://bitbucket.org/a/b/src/main/about.md?mode=edit"),
    ],
)
def test_edit_link_by_host(site, repository, address):
    conf = {**THEME, "html_theme_options": {"source_repository": repository},
            "html_show_sourcelink": False}  # fmt: skip
    index = "# X\n\n```{toctree}\nabout\n```\n"
    made = site({"index.md": index, "about.md": "# A\n"}, conf).build()
    link = soup(made, "about").select_one(".tn-source a")
    assert (link and link["href"]) == address


WRONG = {
    "accent": "teal",
    "navigation_depth": "deep",
    "footer_links": "Imprint https://example.org",
    "social_links": [("Me", "javascript:alert(1)")],
    "light_css_variables": "--tn-paper: red",
    "dark_css_variables": {"--tn-paper": "red} body {display: none"},
    "source_repository": "javascript:alert(1)",
    "source_branch": 3,
    "source_directory": 3,
    "announcement": 3,
    "light_logo": ["a.png"],
    "dark_logo": ["a.png"],
}


def test_a_wrong_option_is_one_warning_and_left_out(site):
    assert WRONG.keys() == CHECKS.keys()
    made = site(notes(), {**THEME, "html_theme_options": WRONG}).build()
    for name in WRONG:
        (warning,) = [line for line in made.warnings if f"html_theme_options['{name}']" in line]
        assert "it is ignored" in warning
        assert "[talknotes.config]" in warning
    assert len(made.warnings) == len(WRONG)
    plain = site(notes(), THEME).build()
    assert made.html("day1") == plain.html("day1")


def test_logos_that_are_nowhere_are_reported(site):
    files = {**notes(), "static/sun.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    options = {"light_logo": "sun.svg", "dark_logo": "moon.svg"}
    made = site(files, {**THEME, "html_static_path": ["static"], "html_theme_options": options})
    (warning,) = made.build().warnings
    assert "html_theme_options['dark_logo'] in conf.py: moon.svg is in no folder" in warning
    assert "[talknotes.config]" in warning


def test_links_announcement_and_variables(site):
    options = {
        "announcement": "Notes of <b>2026</b> are here",
        "footer_links": [("Imprint", "https://example.org/imprint")],
        "social_links": [("Mastodon", "https://example.org/@me")],
        "light_css_variables": {"--tn-measure": "50ch"},
        "dark_css_variables": {"--tn-paper": "#000"},
        "accent": "#0a7",
    }
    made = site(notes(), {**THEME, "html_theme_options": options}).build()
    assert made.warnings == []
    page = soup(made, "about")
    assert page.select_one(".tn-announcement b").get_text() == "2026"
    assert texts(page.select("footer a"))[:2] == ["Mastodon", "Imprint"]
    assert "tn-hue-11" in page.body["class"]
    css = (made.out() / "_static" / "talknotes-theme.css").read_text("utf-8")
    assert css.count("--tn-measure: 50ch;") == 1
    assert css.count("--tn-paper: #000;") == 2


def test_a_component_can_be_replaced(site):
    own = "OWN {{ frame.kind }}"
    conf = {**THEME, "templates_path": ["_templates"]}
    made = site(notes(**{"_templates/components/footer.html": own}), conf).build()
    assert "OWN day" in texts(soup(made, "day1").select("footer"))[0]


def test_name_of_the_site(site):
    made = site(notes(), THEME).build()
    assert texts(soup(made, "about").select(".tn-brand")) == ["Notes"]
    assert soup(made, "about").title.get_text() == "About – Notes"
    assert soup(made, "index").title.get_text() == "Notes"
    made = site(notes(), {**THEME, "html_title": "All my notes"}).build()
    assert texts(soup(made, "about").select(".tn-brand")) == ["All my notes"]


def test_direction(site):
    made = site(notes(), {**THEME, "language": "ar"}).build()
    assert soup(made, "about").html["dir"] == "rtl"
    assert soup(made, "about").html["lang"] == "ar"


def test_the_missing_page_links_from_the_root(site):
    made = site(notes(), {**THEME, "html_baseurl": "https://example.org/en/latest/"}).build()
    page = soup(made, "404")
    assert page.find("link", rel="stylesheet")["href"].startswith("/en/latest/_static/")
    assert page.select_one(".tn-brand")["href"] == "/en/latest/index.html"
    assert page.find("link", rel="canonical") is None
    page = soup(site(notes(), THEME).build(), "404")
    assert page.select_one(".tn-brand")["href"] == "/index.html"


def test_the_authors_own_missing_page_wins(site):
    made = site(notes(**{"404.md": "---\norphan: true\n---\n# Gone\n"}), THEME).build()
    assert soup(made, "404").h1.get_text().startswith("Gone")


def test_the_theme_without_the_extension_says_what_is_missing(site):
    made = site({"index.md": "# X\n"}, {"extensions": ["myst_parser"], **THEME})
    with pytest.raises(ThemeError, match=r'extensions = \["sphinx_talknotes"\]'):
        made.build()


# -- builders and freshness -------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_other_html_builders(site, builder):
    made = site(notes(), THEME, builder=builder).build()
    assert made.warnings == []
    page = soup(made, "index")
    assert page.body.find("main")
    if builder == "singlehtml":
        assert not page.select("#tn-nav a")


def tree(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*")) if p.is_file() and ".buildinfo" not in p.name
    }  # fmt: skip


@pytest.mark.parametrize(
    "edit",
    [
        {"day1.md": CONFERENCE.format(day=25, number=1) + DECLARED},  # the order of the days
        {"day1.md": CONFERENCE.format(day=23, number=1).replace("EuroPython 2020", "PyCon 2020")},
        {"about.md": "# About this\n"},
        {"guide/first.md": None, "guide/index.md": "# Guide\n\n```{toctree}\nsecond\n```\n"},
        {"index.md": "# Home\n\n```{toctree}\nabout\nday1\nday2\nguide/index\n```\n"},
    ],
)
def test_incremental_equals_clean(site, edit):
    made = site(notes(), {**THEME, "talknotes_search": "sphinx"}).build()
    made.rebuild(edit)
    incremental = tree(made.out())
    clean = site({}, {**THEME, "talknotes_search": "sphinx"})
    final = {name: text for name, text in notes(**edit).items() if text is not None}
    clean.write(final)
    clean.build()
    assert incremental == tree(clean.out())


def test_a_page_is_left_alone_when_nothing_around_it_changed(site):
    made = site(notes(), THEME).build()
    before = {p: p.stat().st_mtime_ns for p in made.out().rglob("*.html")}
    made.rebuild({"about.md": "# About\n\nOther text.\n"})
    written = {p.relative_to(made.out()).as_posix() for p, age in before.items()
               if p.stat().st_mtime_ns != age}  # fmt: skip
    always = ("genindex", "search", "talknotes-", "404")
    own = {name for name in written if not name.startswith(always)}
    # Sphinx before 8.2 also writes the page whose table of contents lists it
    assert own - {"index.html"} == {"about.html"}


# -- odd but plausible ------------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["json", "pickle", "htmlhelp", "epub"])
def test_builders_that_make_no_site(site, builder):
    made = site(notes(), THEME, builder=builder)
    made.build()
    assert not list(made.out(builder).rglob("404*"))


@pytest.mark.parametrize("base", [None, "https://[docs]/", "example.org/docs"])
def test_an_address_that_is_none(site, base):
    made = site(notes(), {**THEME, "html_baseurl": base}).build()
    assert soup(made, "404").select_one(".tn-brand")["href"] == "/index.html"


def test_a_theme_that_inherits(site):
    child = '[theme]\ninherit = "talknotes"\nstylesheets = ["talknotes-theme.css"]\n'
    conf = {"html_theme": "mine", "html_theme_path": ["themes"]}
    made = site(notes(**{"themes/mine/theme.toml": child}), conf).build()
    assert "tn-page-day" in soup(made, "day1").body["class"]


def test_placeholders_in_options_are_warnings(site):
    options = {
        "footer_links": [("Imprint", "https://[your-site]/imprint")],
        "source_repository": "https://[host]/x",
    }
    made = site(notes(), {**THEME, "html_theme_options": options}).build()
    assert len([line for line in made.warnings if "it is ignored" in line]) == 2


def test_scripts_of_others_find_what_they_rely_on(site):
    conf = {**THEME, "html_js_files": ["copy.js", "translations.js"], "html_static_path": ["s"]}
    made = site(notes(**{"s/copy.js": ";", "s/translations.js": ";"}), conf).build()
    found = files(soup(made, "about"))
    assert {"documentation_options.js", "doctools.js", "copy.js", "translations.js"} <= set(found)


def test_the_missing_page_with_all_kinds_of_files(site):
    conf = {
        **THEME, "html_baseurl": "https://example.org/docs/", "html_static_path": ["s"],
        "html_logo": "s/logo.svg", "html_favicon": "s/fav.svg",
        "html_css_files": ["https://fonts.example.org/css2?family=X"],
    }  # fmt: skip
    picture = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    made = site(notes(**{"s/logo.svg": picture, "s/fav.svg": picture}), conf, "dirhtml").build()
    assert not (made.out() / "404").exists()
    page = BeautifulSoup((made.out() / "404.html").read_text("utf-8"), "html5lib")
    found = [tag["href"] for tag in page.find_all("link", rel="stylesheet")]
    assert "https://fonts.example.org/css2?family=X" in found
    assert all(name.startswith(("/docs/_static/", "https://fonts.")) for name in found)
    assert page.find("link", rel="icon")["href"].startswith("/docs/_static/fav.svg")
    assert page.select_one(".tn-logo")["src"].startswith("/docs/_static/logo.svg")
    assert page.select_one(".tn-search-link")["href"] == "/docs/search/"


def test_indices_that_are_not_wanted_are_not_linked(site):
    made = site(notes(), {**THEME, "html_domain_indices": {"talknotes-speakers"}}).build()
    assert "Talks" not in texts(soup(made, "about").select("#tn-nav a"))


def test_one_file_has_no_link_to_a_search(site):
    made = site(notes(), THEME, builder="singlehtml").build()
    assert soup(made, "index").select_one(".tn-search-link") is None


def test_nothing_of_the_theme_stays_when_it_is_changed(site):
    made = site(notes(), {**THEME, "talknotes_search": "auto"}).build()
    assert (made.out() / "404.html").is_file()
    made.configure({"html_theme": "alabaster"})
    made.build()
    assert not (made.out() / "404.html").exists()
    assert not (made.out() / "pagefind").exists()


def test_a_day_of_many_talks_is_shown_around_the_page(site):
    talks = {
        f"t{i:02}.md": "---\nconference: C\ndate: 2020-07-23\n---\n"
        f":::{{talk}} Talk {i:02}\n:start: {8 + i // 6:02}:{i % 6}0\n:::\n"
        for i in range(40)
    }
    index = "# Home\n\n```{toctree}\n:glob:\n*\n```\n"
    made = site({"index.md": index, **talks}, THEME).build()
    shown = texts(soup(made, "t20").select("#tn-nav .tn-nav-title + ul ul a"))
    assert shown == [f"{8 + i // 6:02}:{i % 6}0 Talk {i:02}" for i in range(14, 26)]
    assert texts(soup(made, "t20").select("#tn-nav [aria-current=page]")) == ["11:20 Talk 20"]
