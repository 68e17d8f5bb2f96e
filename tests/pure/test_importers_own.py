"""Pages that use this project's directives: they are read, and stay as they are."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

import pytest

from sphinx_talknotes.catalogue import Catalogue
from sphinx_talknotes.exporters.json import export_json
from sphinx_talknotes.importers import collection_records, field_reports, read_collection
from sphinx_talknotes.importers.finding.hints import find_hints
from sphinx_talknotes.importers.own.conf import read_conf
from sphinx_talknotes.importers.own.options import read_options
from sphinx_talknotes.importers.own.page import read_page
from sphinx_talknotes.importers.own.records import make_records
from sphinx_talknotes.importers.source import MAX_BYTES
from sphinx_talknotes.importers.writer import diff_notes, plan_project, write_project

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "importing"
SOURCES = [
    *sorted((DATA / "collections").glob("*/source")),
    *sorted((DATA / "dialects").glob("*/*/source")),
    ROOT / "examples" / "notes",
]
CONF = 'extensions = ["sphinx_talknotes"]\n'
TALK = ":::{talk} Notes on notes\n:speakers: Ada Lovelace\n:::\n"


def read(text, name="a.md"):
    return read_page(text, PurePosixPath(name))


def get_records(text, name="a.md"):
    page = read(text, name)
    return make_records(page, page.path.stem)


def get_talks(text, name="a.md"):
    return [(talk.title, talk.place.line) for talk in get_records(text, name).records.talks]


def write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def snapshot(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(src, dest):
    """Import a folder; return what was written, and all messages."""
    collection = read_collection(src)
    plan = plan_project(collection)
    write_project(collection, dest, plan)
    collection_records(collection)
    reports = [*collection.reports, *field_reports(collection), *plan.reports]
    return snapshot(dest), reports


# -- the fixed point


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_importing_an_import_changes_nothing(source, tmp_path):
    once, _reports = run(source, tmp_path / "once")
    again, reports = run(tmp_path / "once", tmp_path / "again")
    assert again == once
    assert reports == []
    collection = read_collection(tmp_path / "once")
    assert list(diff_notes(collection, plan_project(collection))) == []
    # and it says the same
    first = [t for r in collection_records(read_collection(source)).values() for t in r.talks]
    second = [t for r in collection_records(collection).values() for t in r.talks]
    assert sorted(map(tell, first)) == sorted(map(tell, second))


def tell(talk):
    return (
        talk.title, talk.speakers, str(talk.date), talk.start, talk.kind,
        talk.status, talk.has_thoughts, tuple(sorted(v.watch for v in talk.videos)),
    )  # fmt: skip


@pytest.mark.parametrize("with_conf", [True, False])
def test_the_demonstration_is_a_fixed_point(tmp_path, with_conf):
    src = tmp_path / "src"
    shutil.copytree(ROOT / "docs" / "demo", src)
    if with_conf:
        (src / "conf.py").write_text(CONF, encoding="utf-8")
    else:
        # a page that is neither of ours nor notes of talks
        (src / "pycon-us-2013.md").unlink()
    once, reports = run(src, tmp_path / "once")
    assert {name: once[name] for name in snapshot(src)} == snapshot(src)
    assert [r for r in reports if r.problem.value != "toctree"] == []
    again, _reports = run(tmp_path / "once", tmp_path / "again")
    assert again == once


@pytest.mark.parametrize(
    "data",
    [
        TALK.encode(),
        TALK.replace("\n", "\r\n").encode(),
        TALK.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + TALK.encode().replace(b"\n", b"\r\n", 1),
        TALK.encode().rstrip() + b"\n\ncaf\xe9",
        (TALK + "\x0b \u2028 \x85").encode(),
    ],
)
def test_bytes_stay(tmp_path, data):
    src = write(tmp_path / "src", day_md=data)
    written, _reports = run(src, tmp_path / "dest")
    assert written["day.md"] == data
    (page,) = read_collection(src).pages.values()
    assert (page.dialect, [talk.draft.title for talk in page.talks]) == (
        "talknotes", ["Notes on notes"],
    )  # fmt: skip


# -- a whole project


def test_a_project_is_copied_with_what_belongs_to_it(tmp_path):
    src = write(
        tmp_path / "src", conf_py=CONF + 'raise SystemExit("never run")\n', index_rst="A\n=\n",
        sub__plain_md="# Day\n\n## 09:00, [T](https://example.org/), Ann Bee\n\nx\n",
    )  # fmt: skip
    extra = {
        "_static/a b.css": b"x", "_templates/page.html": b"{% x %}", "img/a.png": b"\x89PNG",
        "notes.markdown": b"# No page\n", "data.txt": b"\0", "talknotes.toml": b"",
        "_sources/x.rst.txt": b"",
    }  # fmt: skip
    left = {
        "_build/html/index.html": b"", ".git/config": b"", ".hidden.md": TALK.encode(),
        "out/objects.inv": b"", "out/searchindex.js": b"", "out/_sources/a.md": TALK.encode(),
        "trees/environment.pickle": b"", "trees/a.doctree": b"",
    }  # fmt: skip
    for name, data in {**extra, **left}.items():
        path = src / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "secret.md").write_text(TALK, encoding="utf-8")
    (src / "link.md").symlink_to(tmp_path / "secret.md")
    written, reports = run(src, tmp_path / "dest")
    assert set(written) == {*extra, "conf.py", "index.rst", "sub/plain.md"}
    assert all((src / name).read_bytes() == data for name, data in written.items())
    assert [report.page for report in reports] == ["link.md"]
    assert sorted(read_collection(src).pages) == ["index", "sub/plain"]


@pytest.mark.parametrize(
    "conf",
    [
        'extensions = ["a", "sphinx_talknotes"]',
        'extensions = ("sphinx_talknotes",)',
        'extensions: list[str] = ["sphinx_talknotes"]',
        'extensions = []\nextensions += ["sphinx_talknotes"]',
        'extensions = []\nextensions.append("sphinx_talknotes")',
        'if True:\n    extensions = other + ["sphinx_talknotes"]',
    ],
)
def test_what_makes_a_project(tmp_path, conf):
    found = read_conf(write(tmp_path, conf_py=conf) / "conf.py")
    assert found.is_own


@pytest.mark.parametrize(
    "conf",
    ["", "# sphinx_talknotes", 'extensions = ["sphinx"]', 'other = ["sphinx_talknotes"]',
     'print("sphinx_talknotes")', 'extensions.remove("sphinx_talknotes")'],
)  # fmt: skip
def test_what_makes_none(tmp_path, conf):
    found = read_conf(write(tmp_path, conf_py=conf) / "conf.py")
    assert not found.is_own
    assert found.report is None


@pytest.mark.parametrize("conf", ["x = (", "\0", "(" * 5000, "x = '\\", b"\xff\xfe", "print 1"])
def test_a_conf_that_is_no_python(tmp_path, conf):
    src = write(tmp_path / "src", conf_py=conf, a_md=TALK)
    written, reports = run(src, tmp_path / "dest")
    assert written["a.md"] == TALK.encode()
    assert {(r.problem.value, r.page) for r in reports} == {("config", "conf.py")}


def test_values_of_a_conf(tmp_path):
    conf = read_conf(write(tmp_path, conf_py="""
a = "x"
b = ["x", 1, "y"]
c = {"LA": "Ada", 1: 2}
d = f()
exclude_patterns = ["drafts", "**/old*", "one/*.md", "[!a]x.md"]
templates_path = ["_templates"]
""") / "conf.py")  # fmt: skip
    assert (conf.get_text("a"), conf.get_texts("b"), conf.get_pairs("c")) == (
        "x", ("x", "y"), {"LA": "Ada"},
    )  # fmt: skip
    assert (conf.get_text("d"), conf.get_texts("a"), conf.get_pairs("b")) == ("", (), {})
    names = ("drafts/a.md", "x/old-1/a.md", "one/a.md", "bx.md", "_templates/x.md")
    assert all(conf.excludes(PurePosixPath(name)) for name in names)
    names = ("a.md", "draft/a.md", "one/two/a.md", "ax.md", "x/drafts/a.md")
    assert not any(conf.excludes(PurePosixPath(name)) for name in names)


def test_what_sphinx_leaves_out_is_copied_and_not_read(tmp_path):
    conf = CONF + 'exclude_patterns = ["drafts"]\n'
    src = write(tmp_path / "src", conf_py=conf, a_md=TALK, drafts__b_md=TALK)
    written, _reports = run(src, tmp_path / "dest")
    assert "drafts/b.md" in written
    assert list(read_collection(src).pages) == ["a"]


def test_a_project_in_a_folder_of_notes(tmp_path):
    src = write(
        tmp_path / "src", docs__conf_py=CONF, docs__index_md="# Mine\n", docs__x_css="x",
        day_md="# EuroPython 2020, Day 1\n\n## 09:00, [T](https://example.org/), Ann Bee\n\nx\n",
    )  # fmt: skip
    once, _reports = run(src, tmp_path / "once")
    assert {name for name in once if name.startswith("docs/")} == {
        "docs/conf.py", "docs/index.md", "docs/x.css",
    }  # fmt: skip
    assert "{talk} T" in once["day.md"].decode()
    assert "/docs/index\n" in once["index.md"].decode()
    assert run(tmp_path / "once", tmp_path / "again")[0] == once


# -- some pages of a folder


def test_a_mixed_folder(tmp_path):
    src = write(
        tmp_path / "src", **{"Mein Tag_md": "# Own\n\n" + TALK},
        day_md="# EuroPython 2020, Day 1\n\n## 09:00, [T](https://example.org/), Ann Bee\n\nx\n",
        old_markdown=TALK, README_md=TALK, search_md=TALK, pic_png=b"x", other_png=b"y",
        conf_txt="x",
    )  # fmt: skip
    with (src / "search.md").open("a", encoding="utf-8") as file:
        file.write("\n![](pic.png) [conf](conf.txt) <secret.md>\n")
    written, reports = run(src, tmp_path / "dest")
    assert reports == []
    for name in ("Mein Tag.md", "README.md", "search.md", "pic.png", "conf.txt"):
        assert written[name] == (src / name).read_bytes()
    assert written["old.md"] == TALK.encode()
    assert set(written) == {
        "Mein Tag.md", "README.md", "search.md", "pic.png", "conf.txt", "old.md", "day.md",
        "index.md", "conf.py",
    }  # fmt: skip
    for name in ("/Mein Tag", "/README", "/search", "/old", "/day"):
        assert f"\n{name}\n" in written["index.md"].decode()
    assert run(tmp_path / "dest", tmp_path / "again")[0] == written


def test_nothing_that_a_page_links_is_run(tmp_path):
    """The project has a conf.py of ours, whatever a page says."""
    src = write(
        tmp_path / "src", a_md=TALK + "\n[x](conf.py) [y](Conf.PY)\n", conf_py="raise SystemExit\n"
    )
    written, _reports = run(src, tmp_path / "dest")
    assert b"SystemExit" not in written["conf.py"]
    assert b"sphinx_talknotes" in written["conf.py"]


def test_plain_headings_of_such_a_page_are_pointed_out(tmp_path):
    text = f"# Own\n\n{TALK}\n## 09:00, [Looms](https://example.org/), Charles Babbage\n\nText.\n"
    src = write(tmp_path / "src", own_md=text)
    collection = read_collection(src)
    assert [(hint.line, hint.kept) for hint in find_hints(collection)] == [(7, True)]
    assert len(collection.pages["own"].talks) == 1
    assert run(src, tmp_path / "dest")[0]["own.md"] == text.encode()


def test_plain_headings_are_talks_where_the_page_says_so(tmp_path):
    text = (
        f"---\ntalks: headings\n---\n# Own\n\n{TALK}\n"
        "## 09:00, [Looms](https://example.org/), Charles Babbage\n\nText.\n"
    )
    src = write(tmp_path / "src", own_md=text)
    talks = collection_records(read_collection(src))["own"].talks
    assert [(t.title, t.place.line, t.position) for t in talks] == [
        ("Notes on notes", 6, 0), ("Looms", 10, 1),
    ]  # fmt: skip


def test_links_to_a_page_that_stays(tmp_path):
    src = write(
        tmp_path / "src", own_md="# Own\n\n## Part\n\n" + TALK,
        old_markdown=TALK, other_md="# O\n\n[a](own.md) [b](own.md#part) [c](old.markdown)\n",
    )  # fmt: skip
    written, reports = run(src, tmp_path / "dest")
    assert "[a](own.md) [b](own.md) [c](old.md)" in written["other.md"].decode()
    assert [report.message for report in reports] == [
        "own.md#part leads into a page that is left as it is; the link leads to the whole page"
    ]


def test_a_home_page_that_lists_nothing(tmp_path):
    home = "# Home\n\n:::{talks}\n:::\n"
    src = write(tmp_path / "src", index_md=home, day_md=TALK, sub__b_md="# B\n\nText.\n")
    written, reports = run(src, tmp_path / "dest")
    assert written["index.md"] == home.encode()
    contents = written["contents.md"].decode()
    assert contents.startswith("---\norphan: true\n---\n")
    assert "\n/day\n/sub/b\n" in contents
    assert [(r.problem.value, r.page, r.line) for r in reports] == [("toctree", "index.md", 1)]
    assert "contents.md" in reports[0].message
    assert run(tmp_path / "dest", tmp_path / "again")[0] == written


def test_a_home_page_that_lists_all(tmp_path):
    home = "# Home\n\n:::{talks}\n:::\n\n```{toctree}\n:glob:\n\nA day <day.md>\n/sub/*\n```\n"
    src = write(tmp_path / "src", index_md=home, day_md=TALK, sub__b_md=TALK)
    orphan = "---\norphan: true\n---\n" + TALK
    write(src, alone_md=orphan, other_rst=":orphan:\n\nA\n=\n\n.. talk:: T\n")
    written, reports = run(src, tmp_path / "dest")
    assert "contents.md" not in written
    assert reports == []


def test_what_is_declared_is_not_declared_again(tmp_path):
    src = write(
        tmp_path / "src", own_md=":::{conference} EuroPython 2020\n:aliases: EP 2020\n:::\n",
        day_md="# EuroPython 2020, Day 1\n\n## 09:00, [T](https://example.org/), Ann Bee\n\nx\n",
    )  # fmt: skip
    written, _reports = run(src, tmp_path / "dest")
    assert "{conference}" not in written["day.md"].decode()
    assert "conference: EuroPython 2020" in written["day.md"].decode()


def test_settings_do_not_count_for_such_a_page(tmp_path):
    settings = (
        'not-talks = ["Notes on notes"]\n\n[[pages]]\npath = "own*"\ngrammar = "piped"\n\n'
        '[[talks]]\nheading = "Part"\n\n[conferences."EP 2020"]\nurl = "https://example.org/"\n'
    )
    text = f"---\nconference: EP 2020\n---\n# Own\n\n{TALK}\n## Part\n"
    src = write(tmp_path / "src", talknotes_toml=settings, own_md=text, own2_md=text)
    written, reports = run(src, tmp_path / "dest")
    assert written["own.md"] == text.encode()
    assert [(report.page, report.line) for report in reports] == [
        ("talknotes.toml", 1), ("talknotes.toml", 4), ("talknotes.toml", 8),
    ]  # fmt: skip
    assert all("own.md, which is left as it is" in report.message for report in reports)


# -- what is a directive


@pytest.mark.parametrize(
    "text",
    [
        TALK,
        TALK.replace(":::", "```"),
        TALK.replace(":::", "~~~~~"),
        TALK.replace("{talk}", "{talknotes:talk}"),
        f"::::{{grid}}\n{TALK}::::\n",
        f"* a\n\n  {TALK}".replace("\n:", "\n  :"),
        "```{eval-rst}\n.. talk:: Notes on notes\n```\n",
        ":::{tool} Ray\n:::\n",
        "Text\n:::{talks}\n:::\n",
    ],
)
def test_pages_of_ours(tmp_path, text):
    src = write(tmp_path / "src", a_md=text)
    assert read_collection(src).pages["a"].dialect == "talknotes"


@pytest.mark.parametrize(
    "text",
    [
        f"````\n{TALK}````\n",
        f"````markdown\n{TALK}````\n",
        f"````{{code-block}} markdown\n{TALK}````\n",
        "% :::{talk} T\n",
        "%:::{talk} T\n% :::\n",
        "    :::{talk} T\n    :::\n",
        "<!--\n:::{talk} T\n:::\n-->\n",
        "Write `{talk}` and {talk}`this`.\n",
        "::{talk} T\n::\n",
        ":::{talking} T\n:::\n",
    ],
)
def test_pages_of_others(tmp_path, text):
    src = write(tmp_path / "src", a_md=f"# A\n\n{text}")
    assert read_collection(src).pages["a"].dialect == "markdown"


@pytest.mark.parametrize("name", ["a.rst", "b.RST"])
def test_rest(tmp_path, name):
    text = "A\n=\n\n.. talk:: T\n   :speakers: Ann Bee\n"
    src = write(tmp_path / "src")
    src.mkdir()
    (src / name).write_text(text, encoding="utf-8")
    (page,) = read_collection(src).pages.values()
    assert [talk.draft.title for talk in page.talks] == ["T"]


def test_options_of_myst():
    text = (
        ":speakers: \"A: B\"\n:video: https://a.org/x\n:   https://a.org/y\n:room: 'It''s' # no\n"
        ":tags: >\n:  a,\n:  b\n\nBody: no\n"
    )
    found = read_options(text.split("\n"))
    assert found.texts == {
        "speakers": "A: B", "video": "https://a.org/x https://a.org/y", "room": "It's",
        "tags": "a, b",
    }  # fmt: skip
    assert (found.count, found.lines["room"]) == (7, 3)
    block = '---\n  # c\n  a: 1\n  "b": |\n    x\n    y\n  c:\n  d: "x\n    y"\n---\nBody\n'
    found = read_options(block.split("\n"))
    assert found.texts == {"a": "1", "b": "x\ny", "c": "", "d": "x y"}
    assert (found.count, found.lines["c"]) == (10, 6)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (':::{talk} T\n:room: "x\n:::\n', 2),
        (":::{talk} T\n:room: x\n:no colon\n:::\n", 3),
        ('```{talk} T\n---\nroom: "a" b\n---\n```\n', 3),
        ("```{talk} T\n---\na: b\n  c: d\n---\n```\n", None),
        ("```{talk} T\n---\n- a\n---\n```\n", 3),
        (':::{talk} T\n:room: "\\x"\n:::\n', 2),
        ("```{talk} T\n---\n", None),
        ("```{talk} T", None),
    ],
)
def test_broken_options_are_reported_and_stay(tmp_path, text, line):
    src = write(tmp_path / "src", a_md=f"\n{text}")
    written, reports = run(src, tmp_path / "dest")
    assert written["a.md"] == f"\n{text}".encode()
    assert [(r.page, r.line) for r in reports if "can't be read" in r.message] == (
        [("a.md", line + 1)] if line else []
    )
    assert get_talks(text) == [("T", 1)]


def test_nesting():
    text = (
        "# Day\n\n:::::{talk} One\n::::{note}\n:::{talk} No\n:::\n::::\n```{mythoughts}\nx\n```\n"
        ":::::\n\n````{only} html\n```{talk} Two\n```\n````\n\n> ```{talk} No\n> ```\n"
    )
    assert get_talks(text) == [("One", 3), ("Two", 14)]
    made = get_records(text)
    assert [(r.problem.value, r.line) for r in made.reports] == [("nested", 5), ("nested", 18)]
    one, two = made.records.talks
    assert (one.has_thoughts, one.status, two.status) == (True, "noted", "planned")


def test_arguments_of_rest():
    text = (
        "Day\n===\n\n.. talk:: A long\n   title, :tool:`Ray` \\*x\\* ``*y*``\n"
        "   :speakers: Ann Bee,\n     C. Dee\n\n   .. mythoughts::\n      Good.\n\n"
        ".. talk::\n   Next line\n\n   Text.\n\n"
        "Literal::\n\n   .. talk:: No\n\n..\n   .. talk:: No\n"
    )
    assert get_talks(text, "a.rst") == [
        ("A long title, Ray *x* *y*", 4), ("Next line", 12),
    ]  # fmt: skip
    talk = get_records(text, "a.rst").records.talks[0]
    assert (talk.has_thoughts, len(talk.speakers), talk.mentions) == (True, 2, ())


def test_private_aliases_are_never_exported(tmp_path):
    text = "```{speaker} Ann Bee\n:aliases: A. Bee\n:private-aliases: Queen\n```\n\n" + TALK
    src = write(tmp_path / "src", a_md=text)
    records = collection_records(read_collection(src))
    assert records["a"].declarations[0].private_aliases == ("Queen",)
    told = export_json(Catalogue.build(records))
    assert "A. Bee" in told
    assert "Queen" not in told


# -- strangers' files


@pytest.mark.parametrize(
    "text",
    [
        ":::{talk} T\n" * 2000,
        "".join(f"{':' * n}{{talk}} T\n" for n in range(400, 3, -1)),
        "```{talk} T\n",
        "".join(f"{'  ' * n}* a\n\n{'  ' * n}  :::{{talk}} T\n" for n in range(60)),
        ">" * 3000 + " :::{talk} T\n:::{talk} T\n",
        ":::{talk} " + "*[" * 20000 + "\n:::\n",
        ":::{talk} T\n:a" + " " * 100000 + "b\n:::\n",
        ":::{talk} T\n---\n" + "a:\n" * 10000 + ":::\n",
        ':::{talk} T\n:a: "' + "\\" * 9999 + "\n:::\n",
        "---\na: [\n---\n:::{talk} T\n:::\n",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.rst"])
def test_hostile_pages_stay(tmp_path, text, name):
    src = tmp_path / "src"
    src.mkdir()
    if name == "a.rst":
        text = text.replace(":::{talk} T", ".. talk:: T") + "\n.. talk:: T\n"
    (src / name).write_text(text, encoding="utf-8")
    written, _reports = run(src, tmp_path / "dest")
    assert written[name] == text.encode()


def test_a_large_page(tmp_path):
    """As large as a page may be, with thousands of directives: it is read, and stays."""
    block = "::::{talk} T\n:start: 09:00\n\nText.\n\n:::{mythoughts}\nx\n:::\n::::\n\n"
    text = block * 1500 + "```\n"
    text += "code\n" * ((MAX_BYTES - len(text)) // 5)
    src = write(tmp_path / "src", a_md=text)
    talks = collection_records(read_collection(src))["a"].talks
    assert len(talks) == len({talk.place.anchor for talk in talks}) == 1500


def test_what_is_too_large_is_copied_all_the_same(tmp_path):
    src = write(tmp_path / "src", conf_py=CONF, a_md="x" * (MAX_BYTES + 1), b_md=TALK)
    written, reports = run(src, tmp_path / "dest")
    assert len(written["a.md"]) == MAX_BYTES + 1
    assert [report.page for report in reports] == ["a.md"]
    assert "copied as it is" in reports[0].message


def test_a_link_to_a_page_of_the_folder(tmp_path):
    src = write(tmp_path / "src", conf_py=CONF, a_md=TALK)
    (src / "b.md").symlink_to("a.md")
    written, _reports = run(src, tmp_path / "dest")
    assert written["a.md"] == written["b.md"]
    assert not (tmp_path / "dest" / "b.md").is_symlink()
