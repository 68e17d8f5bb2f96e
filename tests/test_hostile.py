"""Notes from anybody: nothing in them is code, leaves the project, or stops a build."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest

from notes_html import addresses, dead_links, main_of, soup, words
from notes_site import Site
from notes_snippets import PIXEL
from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.model.entity_fields import ENTITY_FIELDS
from sphinx_talknotes.model.fields import FIELDS
from sphinx_talknotes.model.records import ENTITY_KINDS

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}'
EVIL_ATTRIBUTE = "x' onmouseover='alert(3)' y=\" onfocus=\"alert(4)"
SCRIPTS = {"documentation_options.js", "doctools.js", "sphinx_highlight.js", "searchtools.js",
           "language_data.js", "searchindex.js", "talknotes-video.js",
           "design-tabs.js"}  # fmt: skip


def check_html(made, builder="html"):
    """Assert that no page has a script, handler or address that is not ours or Sphinx's."""
    for path in sorted(made.out(builder).rglob("*.html")):
        page = soup(path.read_text("utf-8"))
        for script in page.select("script"):
            source = urlsplit(script.get("src", "")).path.rpartition("/")[2]
            if script.get("type") == "application/ld+json":
                json.loads(script.string)  # data: no script ends it early
                continue
            assert source in SCRIPTS or "alert" not in (script.string or ""), path.name
            assert "alert" not in script.get("src", "")
        for tag in page.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on")], f"{path.name}: {tag}"
            assert tag.name not in ("iframe", "object", "embed", "base", "meta-refresh")
            assert tag.get("src") != "x"
            assert "x" not in tag.attrs
        for address in addresses(page):
            scheme = urlsplit(address.strip()).scheme.lower()
            assert scheme in ("", "http", "https"), f"{path.name}: {address}"
        assert "49" not in words(page.body) or "{{ 49" in words(page.body)


def outside(made):
    """Return what a build made anywhere but in its own folders."""
    known = {"src", "out", "doctrees"}
    return [p.name for p in made.root.iterdir() if p.name not in known]


def talk_with(value):
    options = "\n".join(f":{field.name}: {value}" for field in FIELDS)
    return f"::::{{talk}} {value}\n{options}\n\n{value}\n::::\n"


def entities_with(value):
    return "\n".join(
        f":::{{{kind}}} {kind} {value}\n"
        + "\n".join(f":{row.name}: {value}" for row in rows)
        + f"\n\n{value}\n:::\n"
        for kind, rows in ENTITY_FIELDS.items()
    )


def quoted(value):
    return "'" + value.replace("'", "''") + "'"


def page_with(value):
    front = "\n".join(f"{field.name}: {quoted(value)}" for field in FIELDS)
    remarks = "\n".join(
        f":::{{{name}}} {value}\n{value}\n:::\n"
        for name in ("mythoughts", "tldr", "question", "followup")
    )
    escaped = value.replace("`", "")
    roles = " ".join(
        f"{{{name}}}`{escaped}`" for name in ("talk", "speaker", "tool", "conference", "at")
    )
    listings = "\n".join(
        f"```{{{name}}} {value}\n```\n"
        for name in ("talks", "speakers", "tools", "conferences", "followups", "questions",
                     "timetable")
    )  # fmt: skip
    return (
        f"---\n{front}\n---\n# {value}\n\n{talk_with(value)}\n{entities_with(value)}\n{remarks}\n"
        f"{roles}\n\n{listings}\n:::{{video}} https://youtu.be/dQw4w9WgXcQ\n:title: {value}\n"
        f":start: {value}\n:end: {value}\n:captions: {value}\n\n{value}\n:::\n"
        f"\n:::{{video}} {value}\n:::\n"
    )


def rest_with(value):
    options = "\n".join(f"   :{field.name}: {value}" for field in FIELDS)
    front = f":room: {value}\n:speakers: {value}\n\n"
    return f"{front}Page\n====\n\n.. talk:: {value}\n{options}\n\n   Words.\n"


@pytest.mark.parametrize("value", [EVIL, EVIL_ATTRIBUTE, "</title><script>alert(5)</script>"])
def test_markup_is_text_everywhere(site, value):
    conf = {"suppress_warnings": ["talknotes", "docutils", "myst"], "html_title": "Notes",
            "myst_enable_extensions": ["colon_fence"]}  # fmt: skip
    made = site({
        # raw HTML is the author's right in Markdown; it is not what is tested here
        "index.md": page_with(value),
        "rest.rst": rest_with(value),
    }, {**conf, "myst_disable_syntax": ["html_block", "html_inline"]})  # fmt: skip
    for builder in ("html", "singlehtml"):
        made.build(builder)
        check_html(made, builder)
    assert outside(made) == []
    catalogue = get_domain(made.env).catalogue
    assert len(catalogue.talks) == 2
    assert value in unescape(made.html("rest"))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)",
        "data:text/html,x", "vbscript:x", "java%0ascript:alert(1)", " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "//evil.example/x", "/\\evil.example", "https:javascript:alert(1)", "file:///etc/passwd",
        'https://evil.example/"onclick=alert(1)', "blob:x", "view-source:x",
    ],
)  # fmt: skip
def test_addresses(site, address):
    talk = "\n".join(f":{name}: {address}" for name in ("url", "video", "slides", "code", "paper"))
    text = f"""
# Day

:::{{talk}} One
{talk}

Words.
:::

:::{{speaker}} Ada Lovelace
:url: {address}
:links: Blog {address}
:photo: {address}
:::

:::{{tool}} DVC
:url: {address}
:::

:::{{conference}} C
:url: {address}
:::

:::{{video}} {address}
:title: x
:captions: {address}
:::
"""
    conf = {"suppress_warnings": ["talknotes", "download", "image", "myst"]}
    made = site({"index.md": text}, conf).build()
    check_html(made)
    for path in made.out().rglob("*.html"):
        for found in addresses(soup(path.read_text("utf-8"))):
            assert "evil.example" not in found or found.startswith("https://evil.example/")
    assert "Words." in words(main_of(made, "index"))


SECRET = b"top secret"


@pytest.mark.parametrize(
    "path", ["../secret.txt", "../../secret.txt", "/../secret.txt", "../src/../secret.txt"]
)
@pytest.mark.parametrize(
    "text",
    [
        ":::{{talk}} One\n:slides: {path}\n:code: {path}\n:paper: {path}\n\nWords.\n:::\n",
        ":::{{talk}} One\n:url: {path}\n\nWords.\n:::\n",
        ":::{{video}} talk.mp4\n:captions: {path}\n\nWords.\n:::\n",
        ":::{{speaker}} Ada Lovelace\n:photo: {path}\n\nWords.\n:::\n",
    ],
    ids=["talk", "url", "captions", "photo"],
)  # fmt: skip
def test_files_outside_the_project_are_not_copied(site, path, text):
    made = site({"index.md": "# Day\n\n" + text.format(path=path), "talk.mp4": b"x"})
    for folder in (made.root, made.root.parent):
        (folder / "secret.txt").write_bytes(SECRET)
    made.build()
    assert SECRET not in b"".join(made.outputs().values())
    assert "Words." in words(main_of(made, "index"))
    assert len(made.warnings) == text.count("{path}")
    assert all("[talknotes.url]" in line for line in made.warnings)
    assert path in words(main_of(made, "index")) or "captions" in text


def test_a_video_file_outside_the_project_is_not_copied(site):
    made = site({"index.md": "# Day\n\n:::{talk} One\n:video: ../secret.mp4\n:::\n\n"
                             ":::{video} ../secret.mp4\n:::\n"})  # fmt: skip
    (made.root / "secret.mp4").write_bytes(SECRET)
    made.build()
    assert SECRET not in b"".join(made.outputs().values())
    assert [w.endswith("[talknotes.url]") for w in made.warnings] == [True, True]
    assert words(main_of(made, "index")).count("../secret.mp4") == 2


NAMES = [
    "a/b/c", "../../../up", "..", ".", "/etc/passwd", "C:\\Windows\\x", "'quoted'", '"double"',
    "back`tick", "tab\tname", "bell\x07name", "nul", "CON", "aux.txt", "index", "speakers/index",
    "genindex", "_static", "\u202egnirts", "\u200bzero", "a" * 10_000, "é" * 3_000, "%2e%2e%2f",
    "a?b#c",
    "<b>bold</b>", "{{ x }}", "{% raise %}", "$HOME", "`whoami`", "💥" * 200, "-rf", "--help", "*",
    "trailing.", "trailing ", "ﷺ", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
]  # fmt: skip


def test_names(site):
    talks = "\n".join(
        f":::{{talk}} Talk {number}\n:speakers: {name}\n:tools: {name}\n:conference: {name}\n:::\n"
        for number, name in enumerate(NAMES)
        if "\t" not in name  # no option in MyST-Parser
    )
    conf = {"suppress_warnings": ["talknotes.conference", "talknotes.near_miss"]}
    made = site({"index.md": f"# Day\n\n{talks}"}, conf).build()
    assert [w for w in made.warnings if "directive_comments" not in w] == []
    assert outside(made) == []
    assert dead_links(made.out()) == []
    check_html(made)
    catalogue = get_domain(made.env).catalogue
    assert len(catalogue.talks) == len(NAMES) - 1
    for kind in ("speaker", "tool", "conference"):
        entities = catalogue.entities(kind)
        pages = {entity.page.casefold() for entity in entities}
        assert len(pages) == len(entities) > 30
        for entity in entities:
            assert made.out().joinpath(f"{entity.page}.html").resolve().is_relative_to(made.out())
            assert main_of(made, entity.page).h1


def test_titles(site):
    talks = "\n".join(f":::{{talk}} {name}\n\nWords.\n:::\n" for name in NAMES)
    made = site({"index.md": f"# Day\n\n{talks}"}, {"suppress_warnings": ["myst"]}).build()
    assert made.warnings == []
    check_html(made)
    assert len(main_of(made, "index").select("section.tn-talk")) == len(NAMES)
    assert dead_links(made.out()) == []


def test_names_that_differ_in_what_does_not_count_are_one(site):
    names = ["Ada Lovelace", "ADA LOVELACE", "ada-lovelace", "Ada  Lovelace!", "Adá Lovelâce"]
    talks = "\n".join(f":::{{talk}} {i}\n:speakers: {n}\n:::\n" for i, n in enumerate(names))
    made = site({"index.md": f"# Day\n\n{talks}"}).build()
    assert made.warnings == []
    (entity,) = get_domain(made.env).catalogue.entities("speaker")
    assert len(entity.talks) == len(names)


def test_two_thousand_talks_on_one_page(site):
    talks = "\n".join(
        f":::{{talk}} Talk number {n}\n:speakers: Speaker {n % 300}\n:conference: C\n"
        f":start: 0{n % 10}:00\n"
        f":tools: Tool {n % 50}\n:::\n"
        for n in range(2000)
    )  # fmt: skip
    made = site(
        {"index.md": f"# Day\n\n:::{{conference}} C\n:::\n\n{talks}"}, {"talknotes_pages": []}
    )
    made.build(builder="dummy")
    assert made.warnings == []
    assert len(get_domain(made.env).catalogue.talks) == 2000


A_TALK = "# Day\n\n:::{talk} T\nWords.\n:::\n"
BOMB = """---
a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g, *g]
tags: *h
---
# Day

Words.
"""


@pytest.mark.parametrize(
    "front",
    [
        BOMB,
        "---\na: &a [*a]\n---\n# Day\n\nWords.\n",
        "---\na: &a {b: *a}\n---\n# Day\n\nWords.\n",
        "---\n" + "a: " + "[" * 3000 + "]" * 3000 + "\n---\n# Day\n\nWords.\n",
        "---\n" + "".join(f"{'  ' * n}k{n}:\n" for n in range(300)) + "---\n# Day\n\nWords.\n",
        "---\n!!python/object/new:os.system [echo x]\n---\n# Day\n\nWords.\n",
        "---\n? [complex, key]\n: value\n---\n# Day\n\nWords.\n",
        "---\n2020-07-24: date key\n1: x\nnull: y\n---\n# Day\n\nWords.\n",
        "---\ndate: 2020-07-24T07:00:00Z\n---\n# Day\n\nWords.\n",
        f"---\nspeakers: {{name: Ada, email: x}}\ntools: [{{a: b}}, [c]]\n---\n{A_TALK}",
        f"---\nspeakers: null\ntools: true\ndate: 2020\nroom: 0x1F\ntags: [1, 2.5]\n---\n{A_TALK}",
        "---\ntitle: x\n# Day\n\nWords.\n",
        "---\n---\n# Day\n\nWords.\n",
        "---\nkey: value\n...\n# Day\n\nWords.\n",
        "---\nkey: 2020-02-30\n---\n# Day\n\nWords.\n",
        "---\nmyst: 3\n---\n# Day\n\nWords.\n",
    ],
    ids=["bomb", "cycle", "cycle-mapping", "deep", "deep-mapping", "python", "complex-key",
         "odd-keys", "timestamp", "nested-values", "odd-values", "open", "empty", "dots",
         "no-day", "bad-myst"],
)  # fmt: skip
def test_front_matter(site, front):
    made = site({"index.md": front}).build(builder="text")
    assert "Words." in made.text("index.txt", "text")
    # MyST-Parser says of each value that grew too large that it leaves it out
    assert len([w for w in made.warnings if "too large to render" not in w]) <= 2


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_deeply_nested_directives(site, markup):
    depth = 60
    if markup == "md":
        lines = [f"{':' * (depth - n + 3)}{{mythoughts}}" for n in range(depth)]
        lines += ["Innermost."] + [":" * (n + 4) for n in range(depth)]
        text = "# Day\n\n" + "\n".join(lines) + "\n\nWords.\n"
    else:
        text = "Day\n===\n\n"
        text += "".join(f"{'   ' * n}.. mythoughts::\n\n" for n in range(depth))
        text += f"{'   ' * depth}Innermost.\n\nWords.\n"
    made = site({f"index.{markup}": text, "other.rst": ":orphan:\n\nOther\n=====\n"}).build("text")
    found = made.text("index.txt", "text")
    assert "Innermost." in found
    assert "Words." in found


@pytest.mark.parametrize("name", ["index.md", "index.rst"])
@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b" ", b"\xef\xbb\xbf", b"\x00", b"---", b"---\n", b"---\n---", b"\xff\xfe\x00",
     b"\r\n"],
    ids=repr,
)  # fmt: skip
def test_files_without_content(site, name, data):
    made = site({name: data}, {"suppress_warnings": ["toc.not_included"]}).build()
    assert (made.out() / "index.html").is_file()
    assert not [w for w in made.warnings if "Traceback" in w]


@pytest.mark.parametrize("name", ["index.md", "index.rst"])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("Words", "Wo\x00rds").encode(),
        lambda text: text.replace("Words", "Words\x0b\x0c\x1b[31m\x7f").encode(),
        lambda text: text.replace("Words", "Wörds").encode("latin-1"),
        lambda text: text.encode("utf-16"),
    ],
    ids=["crlf", "cr", "bom", "nul", "control", "latin-1", "utf-16"],
)
def test_encodings_and_line_ends(site, name, change, request):
    text = {
        "index.md": "---\nroom: Hall\n---\n# D\n\n:::{talk} One\n:speaker: Ada Lovelace\n\n"
        "Words\n:::\n",
        "index.rst": ":room: Hall\n\nD\n=\n\n.. talk:: One\n   :speaker: Ada Lovelace\n\n"
        "   Words\n",
    }[name]
    made = site({name: change(text)}, {"suppress_warnings": ["toc.not_included"]}).build()
    kind = request.node.callspec.id
    (talk,) = get_domain(made.env).catalogue.talks
    assert (talk.title, talk.room, talk.speakers[0].name) == ("One", "Hall", "Ada Lovelace")
    assert len(made.warnings) == ("latin-1" in kind or "utf-16" in kind)
    if made.warnings:
        assert ("UTF-16" if "utf-16" in kind else "Windows-1252") in made.warnings[0]
    page = made.html("index")
    assert re.search("W[oö].?rds", page)
    assert "\x00" not in page


def test_templates_in_notes_are_text(site):
    value = "{{ config.extensions }} {% include 'layout.html' %} {{ 7 * 7 }}"
    made = site({
        "index.md": f"# {value}\n\n:::{{talk}} {value}\n:speakers: {value}\n\n{value}\n:::\n",
    }).build()  # fmt: skip
    text = words(main_of(made, "index"))
    assert text.count("{{ 7 * 7 }}") >= 4
    assert "{{ 7 * 7 }}" in made.html("index").partition("<title>")[2].partition("</title>")[0]


def test_images_are_only_those_of_the_author(site):
    made = site({
        "index.md": "# D\n\n:::{speaker} Ada\n:photo: a.png\n:::\n\n:::{speaker} Emmy\n"
                    ":photo: missing.png\n:::\n",
        "a.png": PIXEL,
    }).build()  # fmt: skip
    assert len(made.warnings) == 1
    assert "missing.png" in made.warnings[0]


def test_output_names_stay_below_the_output_folder(site):
    made = site({"index.md": "# D\n\n:::{talk} ../../x\n:id: ../../y\n:::\n"}).build()
    assert outside(made) == []
    assert made.warnings == []
    (talk,) = get_domain(made.env).catalogue.talks
    assert talk.place.anchor == "y"


def test_a_build_never_shows_a_traceback(site):
    files = {f"p{n}.md": front for n, front in enumerate([BOMB, "---\n[\n---\n", "::::{talk}\n"])}
    made = site({"index.md": "# R\n\n```{toctree}\n:glob:\n*\n```\n", **files}).build()
    assert not [w for w in made.warnings if "Traceback" in w or "exception" in w.lower()]
    assert all(unquote(name) for name in made.outputs())


def test_two_projects_in_one_process_do_not_meet(tmp_path):
    one = Site(tmp_path / "one", {"index.md": "# D\n\n:::{talk} One\n:tools: DVC\n:::\n"}).build()
    two = Site(tmp_path / "two", {"index.md": "# D\n\n:::{talk} Two\n:tools: Git\n:::\n"}).build()
    assert [t.title for t in get_domain(one.env).catalogue.talks] == ["One"]
    assert [t.title for t in get_domain(two.env).catalogue.talks] == ["Two"]


def test_html_in_a_title_is_text(site):
    project = site(
        {
            "index.md": """
        # Home

        ::::{talk} Why Vec<T> and <script>alert(1)</script> matter
        :conference: RustConf 2020

        :::{mythoughts} <b>Mine</b>
        Good.
        :::
        ::::
        """
        }
    )
    project.build()
    page = soup(project.html("index"))
    assert "Vec<T> and <script>alert(1)</script> matter" in page.find("section", "tn-talk").h2.text
    assert not [s for s in page.find_all("script") if "alert" in s.text]
    assert "<b>Mine</b>" in page.find("section", "tn-talk").text


def test_an_address_in_a_title_runs_nothing(site):
    """reST makes a link of each bare address, whatever its scheme."""
    title = "The javascript:alert(1) of https://example.org and `x <JavaScript:alert(2)>`_"
    made = site({"index.rst": f"Home\n====\n\n.. talk:: {title}\n\n   Words.\n"}).build()
    heading = soup(made.html("index")).find("section", "tn-talk").h2
    assert [link["href"] for link in heading.select("a.reference")] == ["https://example.org"]
    assert "javascript:alert(1)" in heading.get_text()


def test_html_in_notes_of_strangers_is_shown_and_not_run(tmp_path):
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(
        "# PyCon 2020\n\n## 09:00, [Title](https://example.org/), Ada Ng\n\n"
        "<script>alert(1)</script>\n\n"
        "A <img src=x onerror=alert(2)> and [x](javascript:alert(3)).\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "sphinx_talknotes", "build", str(notes), str(tmp_path / "s")]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert "WARNING" not in done.stderr, done.stderr
    page = soup((tmp_path / "s" / "a.html").read_text(encoding="utf-8"))
    assert not [s for s in page.find_all("script") if "alert" in s.text]
    assert not page.find_all("img", src="x")
    assert not [a for a in page.find_all("a") if "javascript" in a.get("href", "")]
    body = page.find("section", "tn-talk").text
    assert "<script>alert(1)</script>" in body
    assert "<img src=x onerror=alert(2)>" in body


MARKDOWN_KEYS = """
    ---
    conference:
    date:
    speakers: ~
    tools: null
    ---
    # D

    :::{talk} One
    :start:
    :rating:
    :::
    """
REST_KEYS = """
    :conference:
    :speakers:

    D
    =

    .. talk:: One
       :start:
    """


@pytest.mark.parametrize(
    ("name", "text"), [("index.md", MARKDOWN_KEYS), ("index.rst", REST_KEYS)], ids=["md", "rst"]
)
def test_keys_without_a_value_say_nothing(site, name, text):
    made = site({name: text}).build()
    assert made.warnings == []
    catalogue = get_domain(made.env).catalogue
    assert not any(catalogue.entities(kind) for kind in ENTITY_KINDS)
    (talk,) = catalogue.talks
    assert (talk.conference, talk.room, talk.date) == ("", "", None)


def test_lists_in_options_of_a_directive(site):
    made = site({
        "index.md": """
            # D

            :::{talk} One
            ---
            speakers: [Ada King, "Emmy Noether"]
            tools:
              - git
              - Mercurial
            ---
            :::
            """
    }).build()  # fmt: skip
    assert made.warnings == []
    catalogue = get_domain(made.env).catalogue
    assert [e.name for e in catalogue.entities("speaker")] == ["Ada King", "Emmy Noether"]
    assert [e.name for e in catalogue.entities("tool")] == ["git", "Mercurial"]
