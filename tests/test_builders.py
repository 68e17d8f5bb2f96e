"""Every builder prints the notes: without a warning, without a link that leads nowhere."""

from __future__ import annotations

import re
import sys
import warnings
from pathlib import Path
from urllib.parse import unquote

import pytest

import sphinx_talknotes
from notes_html import dead_links, links_of, main_of, soup, words
from notes_site import Site, load_inventory
from notes_snippets import FILES, SNIPPETS
from sphinx_talknotes.ext.domain import get_domain

CONF = {
    "myst_enable_extensions": ["deflist"],
    "copyright": "x",
    "version": "1",
    "linkcheck_ignore": [".*"],  # nothing is fetched
    "language": "en",
    "suppress_warnings": ["config.cache"],
}
DAYS = {
    f"days/day{number}.md": f"""
        ---
        conference: EuroPython 2020
        date: 2020-07-2{number}
        ---
        # EuroPython 2020, day {number}

        :::{{talk}} Talk of day {number}
        :speakers: Hongjoo Lee, Ada King
        :start: 09:00
        :tools: DVC

        See {{talk}}`Opening`, {{speaker}}`Hongjoo Lee`, {{tool}}`DVC` and
        {{conference}}`EuroPython 2020`.
        :::
        """
    for number in (5, 6)
}
BUILDERS = (
    "html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "gettext",
    "linkcheck", "xml", "json",
)  # fmt: skip
ABSENT = ("index.html: genindex.html", "index.html: search.html")
WORDS = (
    "Automating", "Any change in the data should trigger the pipeline.", "Looks simple enough!",
    "オープニング", "مرحبا بالعالم", "Everything inside", "It", "Does it scale?", "Try it at home.",
    "Wrote the", "Data under version control.", "What was shown.", "Talk of day 5", "Žluťoučký kůň",
)  # fmt: skip


def rich():
    """Return the sources of a project with all snippets, half of them in either markup."""
    files = {
        **FILES, **DAYS,
        "index.md": "# Root\n\n```{toctree}\n:glob:\n:maxdepth: 2\n*\ndays/*\n```\n",
    }  # fmt: skip
    for number, snippet in enumerate(SNIPPETS):
        if number % 2:
            files[f"{snippet.name}.md"] = snippet.myst
        else:
            files[f"{snippet.name}.rst"] = snippet.rest
    return files


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    return Site(tmp_path_factory.mktemp("notes"), rich(), CONF)


def built(site, builder):
    """Build once per worker; gettext wants doctrees of its own."""
    if not site.out(builder).exists():
        shared = site.doctrees
        if builder == "gettext":
            site.doctrees = shared.with_name("doctrees-gettext")
        site.build(builder)
        site.doctrees = shared
        site.said = {**getattr(site, "said", {}), builder: site.warnings}
    return site


def text_of(site, builder):
    """Return all text that a builder wrote, on one line, escapes undone as far as words need it."""
    parts = []
    for name, data in site.outputs(builder).items():
        if Path(name).suffix in (".png", ".pickle", ".inv", ".mp4", ".pdf", ".js", ".css", ".epub"):
            continue
        text = data.decode("utf-8", "replace")
        if Path(name).suffix in (".html", ".xhtml", ".xml"):
            text = soup(text).get_text()
        parts.append(re.sub(r"\\[&%]|\\:", "", text))
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_warning(notes, builder):
    built(notes, builder)
    assert notes.said[builder] == []


@pytest.mark.parametrize("builder", [b for b in BUILDERS if b not in ("linkcheck", "json")])
def test_the_words_are_there(notes, builder):
    text = text_of(built(notes, builder), builder)
    missing = [word for word in WORDS if " ".join(word.split()) not in text]
    assert not missing


def test_the_words_are_in_json(notes):
    import json

    built(notes, "json")
    body = json.loads(notes.text("day.fjson", "json"))["body"]
    assert "Any change in the data should trigger the pipeline." in body


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_no_dead_link(notes, builder):
    built(notes, builder)
    # pages that this builder does not write, and Sphinx's own theme links all the same
    absent = ABSENT if builder == "singlehtml" else ()
    assert [link for link in dead_links(notes.out(builder)) if link not in absent] == []


def test_the_crawler_finds_dead_links(tmp_path):
    (tmp_path / "a.html").write_text('<p id=x><a href="#y">1</a><a href="b.html">2</a>', "utf-8")
    assert dead_links(tmp_path) == ["a.html: #y", "a.html: b.html"]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
def test_ids_are_unique(notes, builder):
    built(notes, builder)
    for path in notes.out(builder).rglob("*html"):
        ids = [tag["id"] for tag in soup(path.read_text("utf-8")).find_all(id=True)]
        assert len(ids) == len(set(ids)), path.name


def test_no_dead_reference_in_latex(notes):
    built(notes, "latex")
    (path,) = notes.out("latex").glob("*.tex")
    text = path.read_text("utf-8")
    labels = set(re.findall(r"\\label\{\\detokenize\{(.+?)\}\}", text))
    targets = set(re.findall(r"\\(?:hyperref|ref|pageref)\[?\{?\\detokenize\{(.+?)\}", text))
    assert labels
    assert targets
    assert targets <= labels
    assert r"\section{Automating" in text
    assert r"\subsection{" in text


def test_no_dead_reference_in_texinfo(notes):
    built(notes, "texinfo")
    (path,) = notes.out("texinfo").glob("*.texi")
    text = path.read_text("utf-8")
    anchors = set(re.findall(r"@anchor\{(.+?)\}", text)) | set(
        re.findall(r"@node (.+?)(?:,|\n)", text)
    )
    targets = set(re.findall(r"@(?:ref|pxref|xref)\{(.+?)(?:,|\})", text))
    assert targets
    assert targets <= anchors


def test_what_stands_below_a_talk_is_below_it_in_latex(notes):
    built(notes, "latex")
    text = next(notes.out("latex").glob("*.tex")).read_text("utf-8")
    levels = re.findall(r"\\((?:sub)*section|chapter|(?:sub)?paragraph)\{([^\\}]+)", text)
    depth = {name: kind for kind, name in levels}
    assert depth["Levels"] == "chapter"
    assert depth["Morning"] == "section"
    assert depth["Under a heading"] == "subsection"
    assert depth["As high as the page"] == "subsubsection"
    assert depth["Three deeper"] == "paragraph"


def test_every_page_is_in_the_spine_of_the_epub(notes):
    built(notes, "epub")
    opf = soup(notes.text("content.opf", "epub"))
    hrefs = {item["id"]: item["href"] for item in opf.find_all("item")}
    spine = {hrefs[ref["idref"]] for ref in opf.find_all("itemref")}
    for docname in notes.env.all_docs:
        assert any(unquote(h) == f"{docname}.xhtml" for h in spine), docname


def test_every_page_is_in_the_one_file(notes):
    built(notes, "singlehtml")
    text = words(main_of(notes, "index", "singlehtml"))
    for docname in sorted(notes.env.all_docs):
        assert " ".join(notes.env.titles[docname].astext().split()) in text


def test_names_are_not_for_translators(notes):
    built(notes, "gettext")
    ids = "\n".join(p.read_text("utf-8") for p in sorted(notes.out("gettext").rglob("*.pot")))
    for name in ('msgid "Hongjoo Lee"', 'msgid "git-LFS"', 'msgid "EuroPython 2020"'):
        assert name not in ids


def test_linkcheck_sees_the_addresses(notes):
    built(notes, "linkcheck")
    out = notes.text("output.json", "linkcheck")
    for address in (
        "https://youtu.be",
        "https://www.youtube.com/watch",
        "https://example.org/code",
    ):
        assert address in out or address == "https://youtu.be"
    assert "https://example.org/ada" in out
    assert '"status": "broken"' not in out


def test_every_uri_of_the_inventory_exists(notes):
    for builder in ("html", "dirhtml"):
        built(notes, builder)
        data = load_inventory(notes.out(builder) / "objects.inv")
        pages = {}
        for kind, objects in data.items():
            if kind == "std:label":  # Sphinx has some for pages that it does not write
                continue
            for entry in objects.values():
                name, _, anchor = entry.uri.partition("#")
                path = notes.out(builder) / unquote(name or "index.html")
                path = path / "index.html" if path.is_dir() else path
                assert path.is_file(), entry.uri
                if path not in pages:
                    page = soup(path.read_text("utf-8"))
                    pages[path] = {unquote(tag["id"]) for tag in page.find_all(id=True)}
                assert not anchor or unquote(anchor) in pages[path], entry.uri


THEMES = ["talknotes", "alabaster", "basic", "furo", "pydata_sphinx_theme"]
if sys.version_info < (3, 13):  # it does not know the docutils that the newest Sphinx asks for
    THEMES.append("sphinx_rtd_theme")


@pytest.mark.parametrize("theme", THEMES)
def test_themes(tmp_path, theme):
    made = Site(tmp_path / "site", rich(), {**CONF, "html_theme": theme}).build()
    assert made.warnings == []
    assert dead_links(made.out()) == []
    page = soup(made.html("day"))
    assert page.find(id="automating-machine-learning-workflow-with-dvc").name == "section"
    assert page.select_one("link[href*='talknotes']")


def test_parallel_html_has_no_warning(site):
    assert site(rich(), CONF, parallel=2).build().warnings == []


def test_nothing_deprecated_is_used(site):
    package = str(Path(sphinx_talknotes.__file__).parent)
    made = site(rich(), CONF)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for builder in ("html", "latex", "text"):
            made.build(builder)
    own = [str(w.message) for w in caught if w.filename.startswith(package)]
    assert own == []


def test_nitpicky(site):
    made = site(rich(), {**CONF, "nitpicky": True}, "dummy").build()
    assert made.warnings == []


def test_other_languages(site):
    for language in ("de", "ja", "ar", "xx"):
        made = site(rich(), {**CONF, "language": language}, "text").build()
        assert [w for w in made.warnings if "locale" not in w and "language" not in w] == []
        assert get_domain(made.env).catalogue.talks


@pytest.mark.parametrize("prefix", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_labels_of_titles_by_another_extension(site, prefix, first):
    extensions = ["sphinx_talknotes", "sphinx.ext.autosectionlabel"]
    conf = {
        "extensions": extensions[:: -1 if first else 1],
        "autosectionlabel_prefix_document": prefix,
    }
    files = {
        "index.md": """
            # Root

            :::{conference} EuroPython 2020
            :::

            ## Talks

            {ref}`here <PREFIXTalks>`, {any}`One`, {talk}`One`, {ref}`speakers/ada king:Talks`

            ```{toctree}
            day
            ```
            """.replace("PREFIX", "index:" if prefix else ""),
        "day.md": """
            # Day

            :::{talk} One
            :speakers: Ada King, Emmy Noether
            :conference: EuroPython 2020
            :tools: DVC, git
            :::
            """,
    }
    files["index.md"] = files["index.md"].replace("ada king", "ada-king")
    made = site(files, conf).build()
    assert made.warnings == []
    links = dict(links_of(main_of(made, "index")))
    assert links["here"] == "#talks"
    assert links["One"] == "day.html#one"


def test_a_parser_of_markdown_that_is_loaded_first(site, monkeypatch):
    made = site({
        "index.md": "# Root\n\n:::{talk} One\n:::\n",
        # what MyST-NB does: it brings MyST-Parser and takes its files
        "myst_nb.py": """
            from myst_parser.parsers.sphinx_ import MystParser
            from myst_parser.sphinx_ext.main import setup_sphinx

            class Parser(MystParser):
                supported = ("myst-nb",)

            def setup(app):
                setup_sphinx(app)
                app.add_source_suffix(".md", "myst-nb")
                app.add_source_parser(Parser)
                return {"parallel_read_safe": True}
            """,
    }, {"extensions": ["myst_nb", "sphinx_talknotes"]})  # fmt: skip
    monkeypatch.syspath_prepend(made.src)
    made.build()
    monkeypatch.delitem(sys.modules, "myst_nb")
    assert made.warnings == []
    assert [talk.title for talk in get_domain(made.env).catalogue.talks] == ["One"]


def test_the_contents_beside_the_one_page_lead_somewhere(site):
    files = {
        "index.md": "# Root\n\n```{toctree}\nday\n```\n",
        "day.md": ":::{talk} One\n:::\n\n:::{talk} Two\n:::\n",
    }
    made = site(files).build("singlehtml")
    assert set(dead_links(made.out("singlehtml"))) <= set(ABSENT)
