"""The search page, the choice of the engine, and what Pagefind's index holds."""

from __future__ import annotations

import gzip
import json
import stat
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import sphinx_talknotes
from notes_site import Site
from sphinx_talknotes.ext.search import engine
from sphinx_talknotes.ext.search.pagefind import PagefindError, PagefindIndex

THEME = Path(sphinx_talknotes.__file__).parent / "theme" / "talknotes"
SCRIPT = THEME / "static" / "talknotes-search.js"
CONF = {"html_theme": "talknotes"}
DVC = "day-2.html#automating-machine-learning-workflow-with-dvc"
PRIVATE = "Zwischenname"
FILES = {
    "index.md": """
        # Notes

        Notes of talks.

        ```{toctree}
        day-2
        one
        ned
        ```
        """,
    "day-2.md": f"""
        ---
        conference: EuroPython 2020
        date: 2020-07-24
        ---
        # EuroPython 2020, day 2

        :::{{conference}} EuroPython 2020
        :start: 2020-07-23
        :end: 2020-07-26
        :location: online
        :::

        A rainy morning.

        ::::{{talk}} Automating machine learning workflow with DVC
        :speaker: Hongjoo Lee
        :start: 07:00
        :tools: DVC, git
        :tags: pipelines

        * A step runs again when what it depends on has changed.

        Compare {{speaker}}`{PRIVATE}`, {{any}}`{PRIVATE}` and {{tool}}`DVC`: `<b>1 < 2</b>`.

        :::{{mythoughts}}
        We could have had this last year.
        :::

        ### Details

        ```python
        graph = build()
        ```
        ::::

        ::::{{talk}} Writing Zenlike Python
        :speaker: Tetsuya Hirata
        :status: planned
        ::::
        """,
    "one.md": """
        ---
        conference: PyCon US 2015
        ---
        ::::{talk} Beyond PEP 8
        :speaker: Raymond Hettinger
        :kind: keynote

        Names matter.
        ::::
        """,
    "ned.md": f"""
        # Ned Batchelder

        :::{{speaker}} Ned Batchelder
        :aliases: nedbat
        :private-aliases: {PRIVATE}

        Maintains coverage.py.
        :::
        """,
}
PAGE = "---\norphan: true\n---\n"


def records(made, builder=""):
    """Return address → record of Pagefind's index, as its fragments have them."""
    found = {}
    for path in (made.out(builder) / "pagefind" / "fragment").iterdir():
        record = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[record["url"]] = record
    return found


def entry(made):
    return json.loads(made.text("pagefind/pagefind-entry.json"))


def index_data(made):
    text = made.text("searchindex.js")
    return json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))


def sphinx_files(made, builder=""):
    return {
        name: data for name, data in made.outputs(builder).items()
        if not name.startswith("pagefind/") and name != ".buildinfo.bak"
    }  # fmt: skip


def search_warnings(made):
    return [line for line in made.warnings if "[talknotes.search]" in line]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The site of `FILES`, for tests that only look at it."""
    return Site(tmp_path_factory.mktemp("search") / "site", FILES, CONF).build()


@pytest.fixture
def no_pagefind(monkeypatch):
    monkeypatch.setattr(engine, "find_version", lambda: "")


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """Return a function that puts a program of its own in the place of Pagefind."""

    def use(script):
        path = tmp_path / "pagefind-program"
        path.write_text(script, encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(path))

    return use


# -- Sphinx's own search ---------------------------------------------------------------------


def test_sphinx_finds_talks_entities_and_generated_pages(site):
    made = site(FILES, {**CONF, "talknotes_search": "sphinx"}).build()
    data = index_data(made)
    types = {int(number): row for number, row in data["objnames"].items()}
    objects = {
        (types[row[1]][2], f"{prefix}.{row[4]}" if prefix else row[4])
        for prefix, rows in data["objects"].items() for row in rows
    }  # fmt: skip
    assert ("Talk", "Writing Zenlike Python") in objects
    assert ("Speaker", "Hongjoo Lee") in objects
    assert ("Tool", "DVC") in objects
    assert ("Conference", "EuroPython 2020") in objects
    assert {"speakers/hongjoo-lee", "tools/dvc", "conferences/pycon-us-2015"} <= set(
        data["docnames"]
    )
    assert PRIVATE.lower() not in made.text("searchindex.js").lower()


def test_the_script_knows_how_sphinx_searches(built):
    """What talknotes-search.js calls is there in this version of Sphinx."""
    tools = built.text("_static/searchtools.js")
    for name in ("_parseQuery: (", "_performSearch: (", "stopPulse: (", "_queued_query: null",
                 "setIndex: (", 'getElementById("search-results")'):  # fmt: skip
        assert name in tools
    # before Sphinx 9, titles in the index are HTML: that is how the script tells
    assert ("const _escapeHTML =" in tools) == ("_escapeHTML(title)" in tools)
    for name in ("BUILDER", "FILE_SUFFIX", "LINK_SUFFIX"):
        assert name in built.text("_static/documentation_options.js")


# -- the page --------------------------------------------------------------------------------


def test_the_page_is_labelled_and_has_a_status(built):
    page = BeautifulSoup(built.html("search"), "html.parser")
    (form,) = page.select("form[role=search]")
    field = form.select_one("input[name=q]")
    assert form.select_one(f"label[for={field['id']}]").get_text(strip=True)
    assert form.select_one("button[type=submit]")
    for facet in form.select("select"):
        assert form.select_one(f"label[for={facet['id']}]").get_text(strip=True)
    assert {facet["name"] for facet in form.select("select")} == {
        "conference", "year", "speaker", "tool", "kind", "status",
    }  # fmt: skip
    (status,) = page.select("[role=status]")
    assert not status.get_text(strip=True)
    assert page.select_one("section[aria-label] > ol.tn-results")
    assert len(page.select("h1")) == 1


def test_nothing_inline_and_nothing_before_the_first_search(built):
    page = BeautifulSoup(built.html("search"), "html.parser")
    assert not page.select("[style], style, script:not([src])")
    names = [script["src"].split("?")[0] for script in page.select("script")]
    assert names == ["_static/talknotes-theme.js", "_static/talknotes-search.js"]
    later = page.select_one("form.tn-search")["data-scripts"].split()
    assert later[-1] == "searchtools.js"
    assert all((built.out() / "_static" / name).is_file() for name in later)
    assert "talknotes-search" not in built.html("day-2")
    assert "search.html" in built.html("day-2")


def test_lists_for_readers_without_scripts(built):
    page = BeautifulSoup(built.html("search"), "html.parser")
    found = [link["href"] for link in page.select("noscript a")]
    wanted = ["conferences/index.html", "speakers/index.html", "tools/index.html"]
    assert found[:3] == wanted
    assert set(found[3:]) <= {"talknotes-talks.html"}


def test_no_list_that_is_not_there(site):
    conf = {**CONF, "talknotes_pages": ["speakers"], "html_domain_indices": False}
    made = site(FILES, conf).build()
    page = BeautifulSoup(made.html("search"), "html.parser")
    assert [link["href"] for link in page.select("noscript a")] == ["speakers/index.html"]


def test_lists_of_a_folder_deeper(site):
    made = site(FILES, CONF, "dirhtml").build()
    page = BeautifulSoup(made.html("search"), "html.parser")
    found = [link["href"] for link in page.select("noscript a")]
    assert found[:3] == ["../conferences/", "../speakers/", "../tools/"]


def test_the_script_is_small_and_puts_in_text():
    data = SCRIPT.read_bytes()
    assert len(gzip.compress(data)) <= 4096
    text = data.decode()
    assert not [name for name in ("innerHTML", "outerHTML", "insertAdjacent", "eval(")
                if name in text]  # fmt: skip


# -- the index -------------------------------------------------------------------------------


def test_one_record_for_each_talk_and_each_other_document(built):
    assert built.warnings == [w for w in built.warnings if "[talknotes.conference]" in w]
    assert set(records(built)) == {
        DVC, "day-2.html#writing-zenlike-python", "one.html#beyond-pep-8", "day-2.html",
        "index.html", "ned.html", "speakers/index.html", "tools/index.html",
        "conferences/index.html", "speakers/hongjoo-lee.html", "speakers/tetsuya-hirata.html",
        "speakers/raymond-hettinger.html", "tools/dvc.html", "tools/git.html",
        "conferences/europython-2020.html", "conferences/pycon-us-2015.html",
    }  # fmt: skip
    assert entry(built)["languages"]["en"]["page_count"] == 16


def test_the_record_of_a_talk(built):
    record = records(built)[DVC]
    assert record["meta"] == {
        "title": "Automating machine learning workflow with DVC",
        "speakers": "Hongjoo Lee", "conference": "EuroPython 2020", "date": "24 July 2020",
        "tools": "DVC, git", "tags": "pipelines",
    }  # fmt: skip
    assert record["filters"] == {
        "conference": ["EuroPython 2020"], "year": ["2020"], "speaker": ["Hongjoo Lee"],
        "tool": ["DVC", "git"], "kind": ["Talk"], "status": ["Noted"],
    }  # fmt: skip
    text = record["content"]
    assert text.startswith("A step runs again")
    for part in ("<b>1 < 2</b>", "We could have had this", "Details.", "graph = build()"):
        assert part in text
    # the band of facts, and the talk after it
    for part in ("Hongjoo", "07:00", "Zenlike", "rainy"):
        assert part not in text


def test_a_day_has_its_own_text_only(built):
    found = records(built)
    assert "A rainy morning." in found["day-2.html"]["content"]
    assert "step" not in found["day-2.html"]["content"]
    assert found["day-2.html"]["filters"] == {"kind": ["Page"]}


def test_a_page_that_is_a_talk_is_found_once(built):
    found = records(built)
    assert "one.html" not in found
    assert found["one.html#beyond-pep-8"]["filters"]["kind"] == ["Keynote"]
    assert found["one.html#beyond-pep-8"]["filters"]["year"] == ["2015"]


def test_records_of_entities(built):
    found = records(built)
    ned = found["ned.html"]
    assert ned["content"] == "Maintains coverage.py."
    assert ned["meta"] == {"title": "Ned Batchelder", "aliases": "nedbat"}
    assert ned["filters"] == {"kind": ["Speaker"], "speaker": ["Ned Batchelder"]}
    conference = found["conferences/europython-2020.html"]
    assert conference["meta"]["location"] == "online"
    assert conference["filters"] == {
        "kind": ["Conference"], "conference": ["EuroPython 2020"], "year": ["2020"],
    }  # fmt: skip


def test_private_aliases_are_nowhere(built):
    # no file that can be unpacked has it, and the name that is shown is there in its place
    assert "Compare Ned Batchelder, Ned Batchelder and DVC" in records(built)[DVC]["content"]
    for path in (built.out() / "pagefind").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
            assert PRIVATE.lower().encode() not in data.lower()


def test_what_is_not_to_be_found(site):
    files = {
        **FILES,
        "hidden.md": "---\norphan: true\nno-search: true\n---\n# Hidden\n\nSecret.\n",
        "parts.rst": """
            :orphan:

            Parts
            =====

            .. only:: latex

               For paper.

            .. only:: html

               For screens.

            .. container:: no-search

               Not this.

            .. a comment

            Shown. |now|

            .. |now| replace:: Replaced.
            """,
    }
    found = records(site(files, CONF).build())
    assert "hidden.html" not in found
    assert found["parts.html"]["content"] == "For screens. Shown. Replaced."


def test_addresses_of_dirhtml(site):
    found = records(site(FILES, CONF, "dirhtml").build())
    assert {"", "ned/", "day-2/", "one/#beyond-pep-8", "tools/dvc/"} <= set(found)


def test_parallel_builds_have_the_same_records(site):
    def shown(made):
        return {
            url: {name: record[name] for name in ("content", "meta", "filters")}
            for url, record in records(made).items()
        }

    serial, parallel = site(FILES, CONF).build(), site(FILES, CONF, parallel=2).build()
    assert shown(serial) == shown(parallel)


@pytest.mark.parametrize(("language", "code"), [("pt_BR", "pt-br"), ("ar", "ar"), ("de", "de")])
def test_the_language_is_that_of_the_pages(site, language, code):
    made = site(FILES, {**CONF, "language": language}).build()
    assert list(entry(made)["languages"]) == [code]
    assert BeautifulSoup(made.html("search"), "html.parser").html["lang"].lower() == code


def test_no_interface_but_ours_is_published(built):
    assert not list((built.out() / "pagefind").glob("*ui*"))
    assert (built.out() / "pagefind" / "pagefind.js").is_file()


# -- incremental builds ----------------------------------------------------------------------


def test_nothing_changed_nothing_indexed(site):
    made = site(FILES, CONF).build()
    state = made.out() / "pagefind" / "pagefind-entry.json"
    before = state.stat()
    made.rebuild()
    assert state.stat().st_ino == before.st_ino
    assert state.stat().st_mtime_ns == before.st_mtime_ns


def test_changes_are_found(site):
    made = site(FILES, CONF).build()
    text = FILES["one.md"].replace("Names matter", "Spaces matter")
    made.rebuild({"one.md": text})
    assert records(made)["one.html#beyond-pep-8"]["content"] == "Spaces matter."
    clean = site({**FILES, "one.md": text}, CONF).build()
    assert sphinx_files(made) == sphinx_files(clean)
    assert set(records(made)) == set(records(clean))


def test_a_removed_page_is_not_found(site):
    made = site({**FILES, "extra.md": PAGE + "# Extra\n\nWords.\n"}, CONF).build()
    assert "extra.html" in records(made)
    made.rebuild({"extra.md": None})
    assert "extra.html" not in records(made)


def test_a_lost_index_is_made_again(site):
    made = site(FILES, CONF).build()
    (made.out() / "pagefind" / "pagefind-entry.json").unlink()
    made.rebuild()
    assert DVC in records(made)


def test_another_engine_is_a_new_site(site):
    made = site(FILES, CONF).build()
    assert 'data-engine="pagefind"' in made.html("search")
    made.build(conf={"talknotes_search": "sphinx"})
    assert not (made.out() / "pagefind").exists()
    clean = site(FILES, {**CONF, "talknotes_search": "sphinx"}).build()
    assert sphinx_files(made) == sphinx_files(clean)
    made.build()
    assert sphinx_files(made) == sphinx_files(site(FILES, CONF).build())
    assert DVC in records(made)


# -- without Pagefind ------------------------------------------------------------------------


def test_auto_does_without(site, no_pagefind):
    made = site(FILES, CONF).build()
    assert search_warnings(made) == []
    assert 'data-engine="sphinx"' in made.html("search")
    assert not (made.out() / "pagefind").exists()


def test_a_missing_pagefind_is_one_warning(site, no_pagefind):
    conf = {**CONF, "talknotes_search": "pagefind"}
    made = site(FILES, conf).build()
    (warning,) = search_warnings(made)
    assert "pip install 'sphinx-talknotes[search]'" in warning
    assert 'data-engine="sphinx"' in made.html("search")
    silent = site(FILES, {**conf, "suppress_warnings": ["talknotes.search"]}).build()
    assert search_warnings(silent) == []


def test_other_builders_and_themes_ask_for_nothing(site, no_pagefind):
    conf = {**CONF, "talknotes_search": "pagefind"}
    assert search_warnings(site(FILES, conf, "text").build()) == []
    assert search_warnings(site(FILES, {**conf, "html_theme": "basic"}).build()) == []


@pytest.mark.parametrize("builder", ["html", "singlehtml", "epub"])
def test_no_index_where_our_search_page_is_not(site, builder):
    conf = {"html_theme": "basic"} if builder == "html" else {**CONF, "version": "1"}
    made = site(FILES, conf, builder).build()
    assert not (made.out() / "pagefind").exists()


def test_an_old_pagefind_is_none(monkeypatch):
    assert engine.find_version()
    monkeypatch.setattr(engine.importlib.metadata, "version", lambda _: "1.4.0")
    assert engine.find_version() == ""
    monkeypatch.setattr(engine.importlib.metadata, "version", lambda _: "1.10.0")
    assert engine.find_version() == "1.10.0"


def test_languages_without_spaces_need_the_extended_build(site, monkeypatch):
    monkeypatch.setattr(engine, "find_program", lambda: "/somewhere/pagefind")
    conf = {**CONF, "language": "ja"}
    assert 'data-engine="sphinx"' in site(FILES, conf).build().html("search")
    (warning,) = search_warnings(site(FILES, {**conf, "talknotes_search": "pagefind"}).build())
    assert "pip install 'pagefind[extended]'" in warning
    monkeypatch.setattr(engine, "find_program", lambda: "/somewhere/pagefind_extended")
    assert engine.find_obstacle("ja") == ""
    assert engine.find_obstacle("zh_CN") == ""


BROKEN = {
    "ends": "#!/bin/sh\necho no memory left >&2\nexit 3\n",
    "talks": "#!/bin/sh\nprintf 'Hello,'\nread line\n",
    "refuses": '#!/bin/sh\nprintf %s \'{"payload": {"type": "Error", "message": "full"}}\' '
    "| base64 | tr -d '\\n'\nprintf ,\nread line\n",
    "can't run": "nothing\n",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_failure_is_one_warning(site, broken, how):
    made = site(FILES, CONF).build()
    broken(BROKEN[how])
    made.rebuild({"one.md": FILES["one.md"].replace("Names", "Spaces")})
    (warning,) = search_warnings(made)
    assert warning.startswith("WARNING: Pagefind made no index: ")
    assert "no memory left" in warning or how != "ends"
    assert "full" in warning or how != "refuses"
    # nothing of the old one, nor of a new one
    assert not [path for path in made.out().iterdir() if "pagefind" in path.name]
    assert "Spaces matter" in made.html("one")


def test_a_program_that_is_not_there(monkeypatch):
    with pytest.raises(PagefindError, match="can't be run"), PagefindIndex("/nowhere/pagefind"):
        pass


def test_a_folder_of_the_author_is_left_alone(site):
    files = {**FILES, "extra/pagefind/mine.txt": "mine"}
    made = site(files, {**CONF, "html_extra_path": ["extra"], "exclude_patterns": ["extra"]})
    made.build()
    (warning,) = search_warnings(made)
    assert "was not made by this extension" in warning
    assert [path.name for path in (made.out() / "pagefind").iterdir()] == ["mine.txt"]
