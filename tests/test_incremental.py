"""An incremental build gives the bytes of a clean one, and writes no page that did not change."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sphinx

import sphinx_talknotes
from notes_snippets import PIXEL

ALWAYS = ("genindex", "search", "talknotes-")  # Sphinx writes these in every build

TALKS = {
    "index.md": """
        # Notes

        See [the second](b.md) and {talk}`Alpha talk`.

        ```{toctree}
        a
        b
        c
        list
        alone
        ```
        """,
    "a.md": """
        # Page A

        :::{talk} Alpha talk
        :speakers: Ada Quell
        :conference: DataConf 2020
        :date: 2020-06-15
        :start: 09:00
        :tools: pytest

        Words about alpha. ![](img/one/shot.png)
        :::
        """,
    "b.md": """
        # Page B

        :::{talk} Beta talk
        :speakers: Bo Farrow
        :conference: DataConf 2020
        :date: 2020-06-15
        :start: 10:00
        :tools: Dask

        Words about beta. ![](img/two/shot.png)
        :::
        """,
    "c.rst": """
        Page C
        ======

        .. talk:: Gamma talk
           :speakers: Cleo Ibsen
           :conference: DataConf 2020
           :date: 2020-06-15
           :start: 11:00
           :slides: files/gamma.pdf

           Words about gamma.
        """,
    "list.md": """
        # Talks with pytest

        :::{talks}
        :tool: pytest
        :::
        """,
    "alone.md": """
        # Something else

        No talk here.
        """,
    "img/one/shot.png": b"\x89PNG one",
    "img/two/shot.png": b"\x89PNG two",
    "files/gamma.pdf": b"%PDF gamma",
}
CONFERENCE = "conferences/dataconf-2020"


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def ages(folder):
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*.html")
        if not path.relative_to(folder).as_posix().startswith(ALWAYS)
    }  # fmt: skip


def clean(site):
    """Return the files of a clean build of the same sources."""
    from notes_site import Site

    number = len(list(site.root.glob("clean*")))
    other = Site.__new__(Site)
    other.__dict__.update(site.__dict__)
    other.root = site.root / f"clean{number}"
    other.doctrees = other.root / "doctrees"
    other.build()
    return contents(other.out())


WRITTEN_LAST = pytest.mark.skipif(
    sphinx.version_info < (8, 2),
    reason="Sphinx 8.1 ends a build in which no page is out of date before it writes these",
)


def rewritten(site, files=(), **options):
    """Edit, build, compare with a clean build; return the pages that were written."""
    before = ages(site.out())
    site.rebuild(files, **options)
    after = ages(site.out())
    assert_same(site)
    return Pages(docname(site, name) for name in after if before.get(name) != after[name])


class Pages(set):
    """Names of pages. Sphinx 8.1 writes the root page every time, so there it does not count."""

    free = {"index"} if sphinx.version_info < (8, 2) else set()

    __hash__ = None

    def __eq__(self, other):
        return set(self) | self.free == set(other) | self.free

    def __and__(self, other):
        return (set(self) - self.free) & set(other)


def docname(site, name):
    name = name.removesuffix(".html")
    return name if name in site.env.all_docs else name.removesuffix("/index")


def assert_same(site):
    ours, theirs = contents(site.out()), clean(site)
    ours.pop(".buildinfo.bak", None)  # which Sphinx leaves lying
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def changed(name, old, new, count=1):
    text = TALKS[name]
    assert old in text
    return {name: text.replace(old, new, count)}


@pytest.fixture(params=["html", "dirhtml"])
def built(request, site):
    return site(TALKS, builder=request.param).build()


def test_nothing_is_written_without_an_edit(built):
    assert rewritten(built) == set()


def test_body(built):
    assert rewritten(built, changed("a.md", "Words", "Many words")) == {"a"}


def test_title_of_a_talk(built):
    # its page, its neighbour, the pages that list it, the link to it by its title, and
    # its name beside the talks of its tool and speaker
    new = rewritten(built, changed("a.md", "Alpha talk", "Alef talk"))
    assert new == {"a", "b", "list", "index", CONFERENCE, "speakers/ada-quell", "tools/pytest"}


def test_title_of_a_page(built):
    # alone is listed last: shown in the tables of contents beside all pages, since the sidebar
    # of alabaster shows the branch of each page, which begins at the root
    new = rewritten(built, changed("alone.md", "Something", "Anything"))
    assert new >= {"alone", "index", "list", "a", "b", "c"}


def test_speaker(built):
    new = rewritten(built, changed("a.md", "Ada Quell", "Bo Farrow"))
    # Ada has no page any more, so neighbours of hers in the order of pages changed too
    assert {"a", "list", "speakers/bo-farrow", "speakers/index", CONFERENCE, "tools/pytest"} <= new
    assert not new & {"b", "c", "alone", "index", "tools/dask", "speakers/cleo-ibsen"}
    assert "ada" not in " ".join(contents(built.out()))


def test_tool(built):
    new = rewritten(built, changed("c.rst", ":slides:", ":tools: Dask\n           :slides:"))
    assert new == {"c", "tools/dask", "tools/index", CONFERENCE, "speakers/cleo-ibsen"}


def test_time(built):
    # the talk goes from the first to the last: its neighbours change, and all lists of it
    new = rewritten(built, changed("a.md", "09:00", "12:00"))
    assert new == {"a", "b", "c", "list", CONFERENCE, "speakers/ada-quell", "tools/pytest"}


def test_time_without_another_order(built):
    new = rewritten(built, changed("a.md", "09:00", "09:10"))
    assert new == {"a", "list", CONFERENCE, "speakers/ada-quell", "tools/pytest"}


def test_added_talk(built):
    text = TALKS["b.md"] + (
        "\n        :::{talk} Delta talk\n        :speakers: Bo Farrow\n"
        "        :conference: WebCamp 2018\n        :tools: pytest\n        :::\n"
    )
    new = rewritten(built, {"b.md": text})
    assert new >= {"b", "list", "speakers/bo-farrow", "tools/pytest", "conferences/webcamp-2018"}
    assert not new & {"a", "c", "alone", "tools/dask", "speakers/cleo-ibsen"}


def test_removed_page(built):
    index = TALKS["index.md"].replace("        b\n", "")
    new = rewritten(built, {"b.md": None, "index.md": index})
    names = " ".join(contents(built.out()))
    assert "bo-farrow" not in names
    assert "dask" not in names
    assert "shot1" not in names
    assert new >= {"a", "c", "index", CONFERENCE}
    assert "speakers/cleo-ibsen" in new  # its previous page is gone
    assert "tools/pytest" in new


def test_removed_page_that_is_still_linked_and_listed(built):
    rewritten(built, {"b.md": None})
    rewritten(built, {"b.md": TALKS["b.md"]})


def test_renamed_speaker(built):
    new = rewritten(built, changed("b.md", "Bo Farrow", "Bo Grün"))
    assert new >= {"b", "speakers/bo-grun", "speakers/index", CONFERENCE, "tools/dask"}
    assert not new & {"a", "c", "list", "alone", "index", "tools/pytest"}


def test_speaker_renamed_in_case_only(built):
    new = rewritten(built, changed("b.md", "Bo Farrow", "BO FARROW"))
    assert new >= {"b", "speakers/bo-farrow", "speakers/index", CONFERENCE, "tools/dask"}
    assert not new & {"a", "c", "list", "alone", "index", "tools/pytest"}


def test_page_of_the_author_replaces_a_generated_one_and_goes(built):
    page = "# Bo Farrow\n\n:::{speaker} Bo Farrow\n\nBakes.\n:::\n"
    rewritten(built, {"speakers/bo-farrow.md": page})
    assert "Bakes." in built.html("speakers/bo-farrow")
    rewritten(built, {"speakers/bo-farrow.md": None})
    assert "Bakes." not in built.html("speakers/bo-farrow")
    rewritten(built, {"bo.md": page, "tools/index.rst": "Mine\n====\n\n.. tools::\n"})
    rewritten(built, {"bo.md": None, "tools/index.rst": None})


def test_author_page_with_an_old_file(site, tmp_path):
    import os

    built = site(TALKS).build()
    built.write({"speakers/bo-farrow.md": "# Bo Farrow\n\n:::{speaker} Bo Farrow\n:::\n"})
    os.utime(built.src / "speakers/bo-farrow.md", (1e9, 1e9))
    rewritten(built)
    assert "_sources/speakers/bo-farrow.md.txt" in contents(built.out())


def test_pictures_of_one_name(site):
    built = site(TALKS).build()
    rewritten(built, {"alone.md": "# Something else\n\n![](img/0/shot.png)\n",
                      "img/0/shot.png": b"\x89PNG zero"})  # fmt: skip
    rewritten(built, {"alone.md": "# Something else\n", "img/0/shot.png": None})
    rewritten(built, changed("a.md", "![](img/one/shot.png)", ""))


def test_download_of_a_removed_page(site):
    built = site(TALKS).build()
    assert any("gamma.pdf" in name for name in contents(built.out()))
    rewritten(built, {"c.rst": None})
    assert not any("gamma.pdf" in name for name in contents(built.out()))


def test_source_of_a_page_with_a_private_alias_goes(site):
    built = site({**TALKS, "bo.md": "# Bo Farrow\n\n:::{speaker} Bo Farrow\n:::\n"}).build()
    assert "_sources/bo.md.txt" in contents(built.out())
    text = "# Bo Farrow\n\n:::{speaker} Bo Farrow\n:private-aliases: the boss\n:::\n"
    rewritten(built, {"bo.md": text})
    assert "_sources/bo.md.txt" not in contents(built.out())


def test_search_index_keeps_entries_of_the_general_index(site):
    entries = ".. index:: single: bread; rye\n   see: loaf; bread\n   pair: oven; heat\n\nText.\n"
    built = site({**TALKS, "baking.rst": f"Baking\n======\n\n{entries}"}).build()
    assert "rye" in built.html("searchindex.js")
    assert rewritten(built, changed("a.md", "Words", "Many words")) == {"a"}


def test_theme_that_shows_all_titles(site):
    built = site(TALKS, {"talknotes_navigation": "full"}).build()
    assert rewritten(built, changed("a.md", "Words", "Many words")) == {"a"}
    new = rewritten(built, changed("alone.md", "Something", "Anything"))
    assert new == {name.removesuffix(".html") for name in ages(built.out())}


@pytest.mark.parametrize(
    "name", ["a.html", "speakers/bo-farrow.html", "_images/shot1.png", "_sources/a.md.txt",
             "searchindex.js",
             *(pytest.param(f, marks=WRITTEN_LAST) for f in ("genindex.html", "objects.inv"))],
)  # fmt: skip
def test_deleted_output(site, name):
    built = site(TALKS).build()
    (built.out() / name).unlink()
    rewritten(built)


def test_other_builder_on_the_same_doctrees(built):
    built.rebuild(changed("a.md", "Alpha talk", "Alef talk"), builder="latex")
    built.rebuild(builder="text")
    rewritten(built)
    built.rebuild(TALKS, builder="text")
    rewritten(built)


@pytest.mark.parametrize(
    "state",
    ["", "{", "[]", '{"format": 2, "versions": [], "documents": []}',
     '{"format": 2, "versions": VERSIONS, "documents": {"a": 3}}',
     '{"format": 2, "versions": VERSIONS, "documents": {"a": {"print": "", "files": [1]}}}'],
)  # fmt: skip
def test_a_record_of_the_last_build_that_is_broken(built, state):
    versions = f'["{sphinx.__version__}", "{sphinx_talknotes.__version__}"]'
    for file in built.doctrees.glob("talknotes-*.json"):
        file.write_text(state.replace("VERSIONS", versions), encoding="utf-8")
    rewritten(built)


def test_build_of_named_files(site):
    built = site(TALKS).build()
    built.rebuild(changed("a.md", "Alpha talk", "Alef talk"), only=["a.md"])
    assert "Alef talk" in built.html("a")
    assert "Alef talk" not in built.html("b")
    new = rewritten(built)
    assert new == {"b", "list", "index", CONFERENCE, "speakers/ada-quell", "tools/pytest"}


CRASH = """
import os, sys
from pathlib import Path
mark = Path({mark!r})
def crash(app, page, *args):
    if mark.is_file() and mark.read_text() == page:
        mark.unlink()
        {how}
def setup(app):
    app.connect("html-page-context", crash)
    return {{"parallel_read_safe": True, "parallel_write_safe": True}}
"""


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("how", ["raise RuntimeError(page)", "os._exit(9)"])
def test_build_that_died(site, tmp_path, how, jobs):
    mark = tmp_path / "mark"
    conf = "def setup(app):\n    from crash_of_test import setup\n    return setup(app)\n"
    conf = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n" + conf
    (tmp_path / "crash_of_test.py").write_text(
        CRASH.format(mark=str(mark), how=how), encoding="utf-8"
    )
    built = site(TALKS, conf).build()
    added = {"new.md": "# New\n\n:::{talk} New talk\n:speakers: Ada Quell\n:::\n"}
    edit = {**changed("a.md", "Alpha talk", "Alef talk"), **added}
    for page in ("b", "speakers/ada-quell"):
        built.write(edit)
        mark.write_text(page, encoding="utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", "-j", str(jobs), "-d",
                   str(built.doctrees), str(built.src), str(built.out())]  # fmt: skip
        subprocess.run(command, check=False, capture_output=True)
        assert not mark.is_file()
        rewritten(built)
        built.rebuild({**TALKS, "new.md": None})
        mark.write_text(page, encoding="utf-8")
        built.write(edit)
        subprocess.run(command, check=False, capture_output=True)
        built.write({**TALKS, "new.md": None})
        rewritten(built)


def test_changed_settings(site):
    built = site(TALKS).build()
    for conf in ({"html_title": "Other"}, {"talknotes_pages": ["tools"]}, {"language": "de"}, {}):
        built.configure(conf)
        built.build()
        (built.out() / ".buildinfo.bak").unlink(missing_ok=True)  # Sphinx keeps the old one
        ours, theirs = contents(built.out()), clean(built)
        names = {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}
        assert {name for name in names if not name.startswith("_static/")} == set()


@pytest.mark.slow
@pytest.mark.parametrize("options", [["--seed", "4"], ["--seed", "5", "--jobs", "2"]])
def test_random_edits(options):
    root = Path(__file__).parent.parent
    if not (root / "benchmarks").is_dir():
        pytest.skip("the benchmarks are not here")
    command = [sys.executable, "-m", "benchmarks.fuzz", "--edits", "15", *options]
    # the benchmarks are no part of the package that is installed
    environment = {**os.environ, "PYTHONPATH": str(root)}
    result = subprocess.run(
        command, cwd=root, env=environment, check=False, capture_output=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_numbers_of_figures_and_sections(site):
    figure = "```{{figure}} x.png\n:name: {0}\n\nFigure\n```\n"
    files = {
        "index.md": "# Root\n\n```{toctree}\n:numbered:\nfirst\nsecond\nlast\n```\n",
        "first.md": "# First\n\n:::{talk} One\n:::\n",
        "second.md": "# Second\n\n" + figure.format("late"),
        "last.md": "# Last\n\nSee {numref}`late` and [](second.md).\n",
    }
    # the format, since an earlier test may have left Sphinx in another language
    formats = {"figure": "Fig. %s"}
    conf = {"numfig": True, "numfig_secnum_depth": 0, "numfig_format": formats}
    made = site(files, conf)
    made.write({"x.png": PIXEL})
    made.build()
    assert "Fig. 1" in made.html("last")
    assert rewritten(made) == set()
    new = rewritten(made, {"first.md": files["first.md"] + "\n" + figure.format("early")})
    assert "Fig. 2" in made.html("last")
    assert new == {"first", "second", "last"}
    new = rewritten(made, {"first.md": files["first.md"] + "\n" + figure.format("early")})
    assert new == {"first"}


def test_a_template_that_is_gone(site):
    layout = '{% extends "!layout.html" %}{% block footer %}Mine{% endblock %}'
    made = site({**TALKS, "_t/layout.html": layout}, {"templates_path": ["_t"]}).build()
    assert "Mine" in made.html("a")
    rewritten(made, {"_t/layout.html": None})
    assert "Mine" not in made.html("a")


def test_other_names_of_files(site):
    made = site(TALKS).build()
    made.configure({"html_file_suffix": ".htm"})
    made.build()
    assert_same(made)
