"""Lines put into files byte by byte, and the diff that says so."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_talknotes.importers.enrich.diff import make_diff
from sphinx_talknotes.importers.enrich.files import (
    ChangedError,
    Insertion,
    apply_insertions,
    load_file,
    replace_file,
)

_END = re.compile(rb"\r\n?|\n")
_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")


def patch(data, diff):
    """Apply a unified diff, as strictly as can be."""
    if not diff:
        return data
    _, before, after, rest = diff.split(b"\n", 3)
    assert before.startswith(b"--- ")
    assert after.startswith(b"+++ ")
    old = [line + b"\n" for line in data.split(b"\n")]
    old[-1] = old[-1][:-1]
    old = old if old[-1] else old[:-1]
    new, position = [], 0
    rows = [row + b"\n" for row in rest.split(b"\n")[:-1]]
    while rows:
        start, count, new_start, new_count = _HUNK.fullmatch(rows.pop(0)).groups()
        count, new_count = int(count or 1), int(new_count or 1)
        first = int(start) - bool(count)
        new += old[position:first]
        assert len(new) == int(new_start) - bool(new_count)
        position, size = first, len(new)
        while rows and not rows[0].startswith(b"@@"):
            mark, text = rows[0][:1], rows.pop(0)[1:]
            if rows and rows[0].startswith(b"\\"):
                rows.pop(0)
                text = text.removesuffix(b"\n")
            if mark in b" -":
                assert old[position] == text
                position += 1
            if mark in b" +":
                new.append(text)
        assert (position - first, len(new) - size) == (count, new_count)
    return b"".join(new + old[position:])


def load(tmp_path, data):
    path = tmp_path / "page.md"
    path.write_bytes(data)
    return load_file(path, PurePosixPath("page.md"))


ENDS = [b"\n", b"\r\n", b"\r"]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("index", [0, 1, 3])
def test_bytes_stay(tmp_path, end, start, last, index):
    data = start + end.join([b"one", b"two \xe2\x80\xa8 x", b"three"]) + (end if last else b"")
    file = load(tmp_path, data)
    assert len(file.texts) == 3
    made = file.insert([Insertion(index, ("new", "ß"))])
    after = apply_insertions(data, made)
    lines = [b"one", b"two \xe2\x80\xa8 x", b"three"]
    lines[index:index] = [b"new", "ß".encode()]
    assert after == start + end.join(lines) + (end if last else b"")
    assert patch(data, make_diff(b"page.md", data, made)) == after


def test_lines_end_like_the_one_before(tmp_path):
    file = load(tmp_path, b"a\r\nb\nc\n")
    made = file.insert([Insertion(1, ("x",)), Insertion(2, ("y",))])
    assert apply_insertions(file.data, made) == b"a\r\nx\r\nb\ny\nc\n"


def test_an_empty_file(tmp_path):
    file = load(tmp_path, b"")
    made = file.insert([Insertion(0, ("x",))])
    assert made == [(0, b"x\n")]
    assert make_diff(b"p", b"", made).endswith(b"@@ -0,0 +1 @@\n+x\n")


def test_another_encoding(tmp_path):
    data = "# Größe\n".encode("cp1252")
    file = load(tmp_path, data)
    assert file.texts == ("# Größe",)
    made = file.insert([Insertion(1, ("Łódź".replace("Ł", "L").replace("ź", "z"), "é"))])
    assert apply_insertions(data, made) == data + "Lódz\né\n".encode("cp1252")
    with pytest.raises(UnicodeEncodeError):
        file.insert([Insertion(1, ("スタジオ",))])


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe#\0", b"a\0b", b"x" * (4 * 1024 * 1024 + 1)],
    ids=["UTF-16", "binary", "long"],
)
def test_what_is_no_text_is_left_alone(tmp_path, data):
    assert load(tmp_path, data) is None
    assert load_file(tmp_path / "missing.md", PurePosixPath("missing.md")) is None


@given(
    st.lists(st.sampled_from([b"a", b"b", b"", b"c\r", b"@@ x", b"-- "]), max_size=40),
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 3)), max_size=6),
)
def test_a_diff_says_what_was_put_in(tmp_path_factory, lines, last, places):
    data = b"\n".join(lines) + (b"\n" if last and lines else b"")
    file = load(tmp_path_factory.mktemp("notes"), data)
    made = file.insert([
        Insertion(min(index, len(file.texts)), tuple(f"new {n}" for n in range(count)))
        for index, count in places
    ])  # fmt: skip
    after = apply_insertions(data, made)
    assert patch(data, make_diff(b"page.md", data, made)) == after
    kept = [line for line in _END.split(after) if not line.startswith(b"new ")]
    assert [line for line in kept if line] == [line for line in _END.split(data) if line]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (b"a/b.md", b"--- a/a/b.md\n"),
        (b"two words.md", b"--- a/two words.md\t\n"),
        ("größe.md".encode(), "--- a/größe.md\n".encode()),
        (b'a"b.md', b'--- "a/a\\"b.md"\n'),
        (b"a\nb.md", b'--- "a/a\\012b.md"\n'),
        (b"a\xff.md", b'--- "a/a\\377.md"\n'),
    ],
)
def test_paths(name, line):
    assert line in make_diff(name, b"x\n", [(0, b"y\n")])


def test_replacing_a_file(tmp_path):
    file = load(tmp_path, b"old\n")
    file.path.chmod(0o640)
    replace_file(file, b"new\n", tmp_path.resolve())
    assert file.path.read_bytes() == b"new\n"
    assert file.path.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


def test_a_file_that_changed_is_left_alone(tmp_path):
    file = load(tmp_path, b"old\n")
    file.path.write_bytes(b"mine\n")
    with pytest.raises(ChangedError):
        replace_file(file, b"new\n", tmp_path.resolve())
    assert file.path.read_bytes() == b"mine\n"
    file.path.unlink()
    with pytest.raises(FileNotFoundError):
        replace_file(file, b"new\n", tmp_path.resolve())
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_not_followed(tmp_path):
    inside, outside = tmp_path / "notes", tmp_path / "other.md"
    inside.mkdir()
    file = load(inside, b"old\n")
    outside.write_bytes(b"old\n")
    file.path.unlink()
    file.path.symlink_to(outside)
    with pytest.raises(ChangedError):
        replace_file(file, b"new\n", inside.resolve())
    assert outside.read_bytes() == b"old\n"
    assert file.path.is_symlink()
