"""What strangers' files may hold: nothing of it may raise, hang, or lead out of the folder."""

from __future__ import annotations

import os
import pathlib

import pytest

from sphinx_talknotes.importers import collection_records, field_reports, read_collection
from sphinx_talknotes.importers.source import MAX_BYTES
from sphinx_talknotes.importers.writer import plan_project, write_project

BOMB = "\n".join(["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60))])


def run(folder):
    """Import a folder; return its collection, the project, and all messages."""
    collection = read_collection(folder)
    collection_records(collection)
    plan = plan_project(collection)
    reports = [*collection.reports, *field_reports(collection), *plan.reports]
    return collection, plan, [report.message for report in reports]


def write(folder, **files):
    for name, data in files.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


@pytest.mark.parametrize(
    "front",
    [
        "---\na: [1\n---\n",
        "---\na: !!python/object/apply:os.system [ls]\n---\n",
        "---\na: &a [*a]\n---\n",
        f"---\n{BOMB}\n---\n",
        f"---\na: {'[' * 5000}\n---\n",
        f"---\na: {'9' * 6000}\n---\n",
        "---\n- a\n- list\n---\n",
        "---\na: \x07\n---\n",
        "+++\na = \n+++\n",
        "+++\na = 1\na = 2\n+++\n",
        f"+++\na = {'[' * 5000}\n+++\n",
    ],
)
def test_front_matter_that_is_no_use_is_kept_and_reported(tmp_path, front):
    write(tmp_path, page=f"{front}# Title\n\n```\nsays `this`\n")
    collection, plan, messages = run(tmp_path)
    assert len(messages) == 1
    assert "front matter" in messages[0]
    assert "says `this`" in plan.texts["page.md"]
    for line in front.splitlines()[1:-1]:
        assert line.replace("\x07", "") in plan.texts["page.md"].replace("\x07", "")
    assert collection.pages["page"].title


@pytest.mark.parametrize(
    ("data", "text", "report"),
    [
        (b"# caf\xe9 \x93q\x94\n", "café “q”", "not UTF-8"),
        (b"\xef\xbb\xbf# Title\r\n\r\ntext\r\n", "# Title\n\ntext\n", ""),
        (b"# Title\rtext\r", "# Title\n\ntext\n", ""),
        (b"# Title\r\rone\ntwo\r\nthree\r", "# Title\n\none\ntwo\nthree\n", ""),
        (b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nx", "# T\n\nx\n", ""),
        ("# naïve\n\n".encode() + b"caf\xe9\n", "# naïve\n\ncafé\n", "not UTF-8"),
        (b"\xfe\xff\0#\0 \0A", "# A", "UTF-16"),
        ("# Tïtle\n\ntext".encode("utf-16-le"), "# Tïtle\n\ntext", "UTF-16"),
        ("# Tïtle\n\ntext".encode("utf-16-be"), "# Tïtle\n\ntext", "UTF-16"),
        ("# Tïtle\n\ntext".encode("utf-32"), "# Tïtle\n\ntext", "UTF-32"),
        (b"\xff\xfe#\0 \0A\0", "# A", "UTF-16"),
        (b"", "# Page", ""),
        (b"\n \n", "# Page", ""),
    ],
)
def test_encodings(tmp_path, data, text, report):
    write(tmp_path, page=data)
    _collection, plan, messages = run(tmp_path)
    assert text in plan.texts["page.md"]
    assert (report in messages[0]) if report else messages == []


def test_files_that_are_no_notes_are_left_out(tmp_path):
    write(tmp_path, binary=b"\x89PNG\0\0", big=b"word " * (MAX_BYTES // 4), fine=b"# Fine\n")
    write(tmp_path, odd=bytes(range(1, 256)) * 9)
    (tmp_path / "folder.md").mkdir()
    collection, _plan, messages = run(tmp_path)
    assert sorted(collection.pages) == ["fine"]
    assert len(messages) == 3


def test_the_line_that_is_not_utf8_is_named(tmp_path):
    write(tmp_path, page=b"# T\r\n\rna\xefve\n")
    (report,) = read_collection(tmp_path).reports
    assert (report.page, report.line) == ("page.md", 3)


@pytest.mark.parametrize(
    ("front", "line", "problem"),
    [
        ("---\na: 1\nb: c: d\n---\n", 3, "YAML"),
        ("---\na: [1\n---\n", 2, "YAML"),
        ("+++\na = 1\nb = \n+++\n", 3, "TOML"),
        ('{\n "a": 1,\n "b": ,\n}\n', 3, "JSON"),
        ("---\ntitle: x\n\n# Text\n", 1, "not closed"),
        ('{\n "a": 1\n\n# Text\n', 1, "not closed"),
    ],
)
def test_the_line_of_broken_front_matter_is_named(tmp_path, front, line, problem):
    write(tmp_path, page=f"{front}\nbody\n")
    collection, plan, _messages = run(tmp_path)
    (report,) = collection.reports
    assert (report.page, report.line) == ("page.md", line)
    assert problem in report.message
    for text in front.splitlines():
        assert text.strip("-+{} ") in plan.texts["page.md"]


def test_files_that_cannot_be_read_are_named(tmp_path, monkeypatch):
    write(tmp_path, shut="# Shut\n", open="# Open\n")
    read = pathlib.Path.read_bytes

    def refuse(path):
        if path.name == "shut.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(pathlib.Path, "read_bytes", refuse)
    collection, _plan, messages = run(tmp_path)
    assert sorted(collection.pages) == ["open"]
    assert messages == ["the file can't be read: Permission denied"]


def test_folders_that_cannot_be_listed_are_named(tmp_path, monkeypatch):
    write(tmp_path, open="# Open\n")
    write(tmp_path / "shut", page="# Shut\n")
    scan = os.scandir

    def refuse(path):
        if pathlib.Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    collection, _plan, _messages = run(tmp_path)
    (report,) = collection.reports
    assert (sorted(collection.pages), report.page) == (["open"], "shut")
    assert "Permission denied" in report.message


def test_links_in_a_circle_and_to_nothing_are_named(tmp_path):
    write(tmp_path, page="# Page\n")
    try:
        (tmp_path / "circle.md").symlink_to(tmp_path / "circle.md")
        (tmp_path / "nothing.md").symlink_to(tmp_path / "gone.md")
        (tmp_path / "again").symlink_to(tmp_path)
        (tmp_path / "same.md").symlink_to(tmp_path / "page.md")
    except OSError:
        pytest.skip("symbolic links can't be made here")
    collection, _plan, _messages = run(tmp_path)
    assert sorted(collection.pages) == ["page", "same"]
    assert [report.page for report in collection.reports] == ["again", "circle.md", "nothing.md"]


def test_links_are_never_followed_out_of_the_folder(tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n", encoding="utf-8")
    (tmp_path / "secret.png").write_bytes(b"x")
    notes = tmp_path / "notes"
    write(notes, page="![a](../secret.png) ![b](out.png) [c](../secret.md) [d](/../secret.md)\n")
    try:
        (notes / "out.md").symlink_to(secret)
        (notes / "out.png").symlink_to(tmp_path / "secret.png")
        (notes / "loop").symlink_to(notes)
        (notes / "up").symlink_to(tmp_path)
    except OSError:
        pytest.skip("symbolic links can't be made here")
    collection, plan, messages = run(notes)
    assert sorted(collection.pages) == ["page"]
    assert plan.assets == {}
    assert sum("kept as text" in message for message in messages) == 4
    assert sum("symbolic link" in message for message in messages) == 3
    assert "Secret" not in "".join(plan.texts.values())


def test_nothing_is_overwritten(tmp_path):
    write(tmp_path / "notes", page="# A\n", other="# B\n")
    dest = tmp_path / "dest"
    write(dest, page="mine\n")
    collection = read_collection(tmp_path / "notes")
    with pytest.raises(FileExistsError):
        write_project(collection, dest)
    assert [path.name for path in dest.iterdir()] == ["page.md"]
    assert (dest / "page.md").read_text(encoding="utf-8") == "mine\n"


TITLES = [
    "::: {note}",
    "a `b` ``c",
    "{{ x }} {% y %}",
    "<script>alert(1)</script>",
    "{role}`x` and *stars* and _x_",
    ":speakers: me",
    "]( [ ![",
    "back\\slash \\",
    "&amp; &lt;",
    "日本語 🎉",
    "---",
    "[^1] $x$ %",
]


@pytest.mark.parametrize("title", TITLES)
def test_titles_survive(tmp_path, title):
    write(tmp_path, page=f"# {title}\n\n## 09:00, [T {title}](https://example.org), Tania Allard\n")
    _collection, plan, _messages = run(tmp_path)
    written = plan.texts["page.md"].replace("\\", "")
    for word in title.replace("\\", "").split():
        assert word in written


def test_names_of_files(tmp_path):
    names = ["search", "a <b> [c]", "a#b", "A", "a", "index", "x?y", "conf"]
    for number, name in enumerate(names):
        try:
            write(tmp_path, **{name: f"# Page {number}\n"})
        except OSError:
            pytest.skip("this file system has no such names")
    collection, plan, _messages = run(tmp_path)
    assert len(collection.pages) == len(list(tmp_path.iterdir()))
    assert "search" not in collection.pages
    assert not any(set(name) & set("<>[]#?") for name in plan.texts)


CASES = {
    "brackets": "[" * 30_000,
    "links": "[a](" * 10_000,
    "images": "![a](b.png) " * 4_000,
    "ticks": " ".join("`" * i for i in range(1, 300)),
    "stars": "*a **b " * 8_000,
    "quotes": ">" * 10_000,
    "lists": "- " * 3_000 + "x",
    "comments": "<!--" * 10_000,
    "tags": "<a " * 20_000,
    "liquid": "{% if a %}\n" * 2_000,
    "loops": "{% for p in site.posts %}" * 2_000,
    "braces": "{{ " * 20_000,
    "shortcodes": "{{< " * 20_000,
    "bars": "# " + "| " * 10_000,
    "parentheses": "# " + "(a" * 10_000 + " (AB)",
    "capitals": "# " + "Abc " * 10_000 + "2020",
    "definitions": "[a]: <b> 'c\n" * 1_000,
    "footnotes": "[^a]: x\n" * 600,
    "words": "word " * 100_000,
    "tag spaces": "{% a" + " " * 100_000,
    "tags of liquid": "{% " * 20_000,
    "shortcode spaces": "{{< a" + " " * 100_000,
    "shortcode quotes": '{{< a "' * 10_000,
    "open shortcodes": "{{< a\n" * 5_000,
    "open highlights": "{{< highlight a >}}\n" * 5_000 + "{{< /highlight >}}",
    "remarks": "%% " * 20_000,
    "open remarks": "%% a\n" * 5_000,
    "remarks in lines": "a %%b\n" * 5_000,
    "wiki": "[[a|" * 20_000,
    "wiki links": "[[a]] " * 10_000,
    "spaced": "](a b" * 20_000,
    "emoji": ":a" * 50_000,
    "many emoji": ":tada:" * 20_000,
    "attributes": "# a {#a" + " " * 50_000 + "\n" + "){:" * 10_000,
    "images of html": "<img " * 20_000,
    "boxes": "> Note: x\n\n" * 2_000,
    "anchors": "[a](#a)\n<a " * 5_000,
    "anchored": "\n".join(f"# a{i}\n[a](#a{i})" for i in range(1_000)),
    "metadata": "Title: a\nDate: b\n" + "c: d\n" * 5_000,
    "json": "{" * 50_000,
    "json front": '{\n"a": ' * 1_000,
    "comments of html": "<!-- a - b\n" * 5_000,
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("place", ["page", "_posts/2020-01-02-page", "content/page"])
def test_nothing_takes_for_ever(tmp_path, name, place):
    write(tmp_path, **{place: CASES[name]})
    run(tmp_path)
