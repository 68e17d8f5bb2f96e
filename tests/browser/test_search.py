"""The search page in a browser: with Pagefind, and with what is there without it."""

from __future__ import annotations

import re
import shutil

import pytest

from notes_server import POLICY, PageServer
from notes_site import Site

WASM = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
"""A policy under which Pagefind runs; the other one, `POLICY`, forbids it."""

WIDE = (1440, 900)
PHONE = (375, 667)
HOME = "en/latest/"
ARABIC = "البيانات"
DVC = "Automating machine learning workflow with DVC"
DAY = f"""
---
conference: EuroPython 2020
date: 2020-07-24
---
# EuroPython 2020, day 2

::::{{talk}} {DVC}
:speaker: Hongjoo Lee
:tools: DVC, git

* A step of the pipeline runs again, see `<img src=x onerror=alert(1)>` and C++.
::::
"""
MANY = "\n".join(
    [
        "# Lightning talks\n",
        *(
            f"::::{{talk}} Lightning number {n}\n:speaker: Speaker Number{n}\n"
            f":date: {2010 + n % 3}\n\nA short pipeline.\n::::\n"
            for n in range(1, 46)
        ),
    ]
)
FILES = {
    "index.md": "# Notes\n\n```{toctree}\nday-2\nmany\nresearch\n```\n",
    "day-2.md": DAY,
    "many.md": MANY,
    "research.md": f"# Research & *findings* \\<now>\n\nبعض {ARABIC} هنا.\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A folder with the site below a path of a version, and once more as folders."""
    folder = tmp_path_factory.mktemp("search")
    conf = {"html_theme": "talknotes", "suppress_warnings": ["talknotes.conference"]}
    made = Site(folder / "site", FILES, conf)
    for builder, path in (("html", "en/latest"), ("dirhtml", "dir")):
        made.build(builder)
        assert made.warnings == []
        assert (made.out(builder) / "pagefind" / "pagefind.js").is_file()
        shutil.copytree(made.out(builder), folder / "root" / path)
    return folder / "root"


@pytest.fixture
def serve(root):
    """Return a function that serves the sites with a policy."""
    servers = []

    def start(policy=WASM, folder=root):
        servers.append(PageServer(folder, policy))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


class Search:
    """A search page in a tab."""

    def __init__(self, visit, url, size=WIDE, **options):
        self.tab = visit.context(size, **options).new_page() if visit else options["tab"]
        self.tab.goto(url, wait_until="load")
        self.tab.set_default_timeout(20_000)

    def wait(self, words="result|Nothing"):
        """Wait until the status says something, and return it."""
        script = "(w) => new RegExp(w).test(document.querySelector('[role=status]').textContent)"
        self.tab.wait_for_function(script, arg=words)
        return self.tab.inner_text("[role=status]")

    def ask(self, words):
        """Search for words; return the titles that were found."""
        self.tab.evaluate("document.querySelector('[role=status]').textContent = ''")
        self.tab.fill("input[name=q]", words)
        self.tab.keyboard.press("Enter")
        self.wait()
        return self.titles()

    def titles(self):
        return self.tab.locator(".tn-result-title").all_inner_texts()

    def uses_pagefind(self):
        return self.tab.locator("details.tn-facets").is_visible()


def test_by_keyboard(visit, serve):
    server = serve()
    search = Search(visit, server.url(HOME + "search.html"))
    assert not [
        s.path for s in server.sent if re.search(r"pagefind|searchtools|searchindex", s.path)
    ]
    search.tab.keyboard.type("pipeline dvc")  # the field has the focus
    search.tab.keyboard.press("Enter")
    assert search.wait() == "1 result"
    assert search.uses_pagefind()
    assert search.titles() == [DVC]
    facts = search.tab.inner_text(".tn-result-facts")
    assert facts == "Talk · EuroPython 2020 · Hongjoo Lee · 24 July 2020"
    assert "pipeline" in search.tab.locator(".tn-result mark").all_inner_texts()
    for _ in range(20):
        if search.tab.evaluate("document.activeElement.textContent") == DVC:
            break
        search.tab.keyboard.press("Tab")
    search.tab.keyboard.press("Enter")
    search.tab.wait_for_url(
        server.url(f"{HOME}day-2.html#automating-machine-learning-workflow-with-dvc")
    )


def test_text_stays_text(visit, serve):
    for policy in (WASM, POLICY):
        search = Search(visit, serve(policy).url(HOME + "search.html"))
        search.tab.on("dialog", lambda dialog: pytest.fail(dialog.message))
        assert search.ask("onerror")
        assert "<img src=x" in search.tab.inner_text(".tn-results")
        assert search.tab.locator(".tn-results img").count() == 0
        assert search.ask("findings")[0] == "Research & findings <now>"


def test_facets_and_the_address(visit, serve):
    server = serve()
    search = Search(visit, server.url(HOME + "search.html?q=pipeline"))
    assert search.wait() == "46 results"
    # 46 speakers are a field with suggestions, three years are a list
    assert search.tab.locator("input[name=speaker]").count() == 1
    assert search.tab.locator("datalist option").count() == 46
    assert search.tab.locator("select[name=year] option").all_inner_texts() == [
        "Any", "2020 (1)", "2012 (15)", "2011 (15)", "2010 (15)",
    ]  # fmt: skip
    search.tab.select_option("select[name=year]", "2011")
    assert search.wait("^15 ") == "15 results"
    assert search.tab.url == server.url(HOME + "search.html?year=2011&q=pipeline")
    search.tab.fill("input[name=speaker]", "speaker number4")
    search.tab.keyboard.press("Tab")
    assert search.wait("^1 result$")
    assert search.titles() == ["Lightning number 4"]
    search.tab.click(".tn-result a")
    search.tab.wait_for_url("**/many.html#lightning-number-4")
    search.tab.go_back()
    assert search.wait("^1 result$")
    assert search.tab.input_value("input[name=q]") == "pipeline"
    assert search.tab.input_value("select[name=year]") == "2011"
    assert search.tab.input_value("input[name=speaker]") == "Speaker Number4"


def test_a_facet_alone(visit, serve):
    search = Search(visit, serve().url(HOME + "search.html?kind=Conference"), PHONE)
    assert search.wait() == "1 result"
    assert search.titles() == ["EuroPython 2020"]
    assert search.tab.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_more_results(visit, serve):
    for policy in (WASM, POLICY):
        search = Search(visit, serve(policy).url(HOME + "search.html?q=lightning"))
        search.wait()
        first = search.titles()
        assert len(first) == 15
        search.tab.click(".tn-search-more button")
        search.tab.wait_for_function("() => document.activeElement.matches('.tn-result a')")
        focused = search.tab.evaluate("document.activeElement.textContent")
        titles = search.titles()
        assert focused == titles[15]
        assert titles[:15] == first


def test_nothing_found_and_nothing_asked(visit, serve):
    search = Search(visit, serve().url(HOME + "search.html"))
    assert search.ask("zyzzyva") == []
    assert search.wait() == "Nothing found."
    search.tab.fill("input[name=q]", "")
    search.wait("^$")
    assert search.tab.url.endswith("search.html")
    assert not search.tab.locator(".tn-results").is_visible()


def check_fallback(search):
    assert DVC in search.ask("hongjoo") or DVC in search.ask("dvc")
    assert not search.uses_pagefind()
    assert "Hongjoo Lee" in search.ask("hongjoo")
    assert search.tab.locator(".tn-result-facts").first.inner_text().startswith("Speaker")
    assert "Lightning number 7" in search.ask("lightning number 7")


def test_without_webassembly(visit, serve):
    search = Search(visit, serve(POLICY).url(HOME + "search.html"))
    check_fallback(search)
    search.ask("pipeline")
    assert search.tab.locator(".tn-result mark").count()


def test_without_an_index(visit, serve, root, tmp_path):
    shutil.copytree(root / HOME, tmp_path / "site")
    shutil.rmtree(tmp_path / "site" / "pagefind")
    check_fallback(Search(visit, serve(WASM, tmp_path / "site").url("search.html")))
    # the browser tells what it did not find; nothing else went wrong
    assert [problem for problem in visit.problems if "pagefind.js" not in problem] == []
    visit.problems.clear()


def test_with_half_an_index(visit, serve, root, tmp_path):
    shutil.copytree(root / HOME, tmp_path / "site")
    for path in (tmp_path / "site" / "pagefind").glob("wasm.*"):
        path.write_bytes(b"nothing")
    check_fallback(Search(visit, serve(WASM, tmp_path / "site").url("search.html")))
    visit.problems.clear()


def test_from_files(launch, root):
    tab = launch().new_page()  # `visit` lets no page be read from a file
    problems = []
    tab.on("console", lambda message: problems.append(message.text))
    tab.on("pageerror", lambda error: problems.append(str(error)))
    check_fallback(Search(None, (root / HOME / "search.html").as_uri(), tab=tab))
    tab.close()
    assert problems == []


def test_in_folders(visit, serve):
    for policy in (WASM, POLICY):
        server = serve(policy)
        search = Search(visit, server.url("dir/search/"))
        assert DVC in search.ask("dvc")
        search.tab.get_by_role("link", name=DVC).first.click()
        search.tab.wait_for_url(
            server.url("dir/day-2/#automating-machine-learning-workflow-with-dvc")
        )


def test_other_scripts(visit, serve):
    for policy in (WASM, POLICY):
        search = Search(visit, serve(policy).url(HOME + "search.html"))
        assert search.ask(ARABIC) == ["Research & findings <now>"]


def test_signs_that_belong_to_words(visit, serve):
    search = Search(visit, serve().url(HOME + "search.html"))
    assert search.ask("C++") == [DVC]
    assert "C++" in search.tab.locator(".tn-result mark").all_inner_texts()[0]


def test_without_scripts(visit, serve):
    search = Search(visit, serve().url(HOME + "search.html"), java_script_enabled=False)
    assert not search.tab.locator("form.tn-search").is_visible()
    links = search.tab.locator("noscript a, main .tn-body a")
    assert {"Conferences", "Speakers", "Tools"} <= set(links.all_inner_texts())
