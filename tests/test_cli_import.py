"""``talknotes import``: the table, hints, diffs, and importing again and again."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import myst_parser
import pytest
from click.testing import CliRunner

from sphinx_talknotes.cli import main
from sphinx_talknotes.cli.common import get_catalogue
from sphinx_talknotes.cli.table import clip, format_table, measure
from sphinx_talknotes.exporters.json import export_json
from sphinx_talknotes.ext.directives import DIRECTIVES
from sphinx_talknotes.importers import read_collection
from sphinx_talknotes.importers.finding.hints import Hint
from sphinx_talknotes.importers.own.directive import NAMES
from sphinx_talknotes.importers.writer.diff import diff_files
from sphinx_talknotes.importers.writer.manifest import get_digest

ROOT = Path(__file__).parents[1]
MANIFEST = ".talknotes-import.json"
DAY = """# EuroPython 2020, Day 1

## 09:00, [Docker and Python](https://example.org/d), Tania Allard

Containers. ![logo](logo.svg)
"""
OTHER = """# SciPy 2020

## 10:00, [Ray](https://example.org/r), Robert Nishihara

Actors.
"""


@pytest.fixture
def notes(tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "day.md").write_text(DAY, encoding="utf-8")
    (folder / "other.md").write_text(OTHER, encoding="utf-8")
    (folder / "logo.svg").write_text("<svg/>\n", encoding="utf-8")
    return folder


@pytest.fixture
def dest(tmp_path):
    return tmp_path / "dest"


def run(*arguments):
    result = CliRunner().invoke(main, ["import", *(str(argument) for argument in arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def snapshot(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# -- the table and hints -------------------------------------------------------------------


def test_the_table_says_how_sure_it_is(notes):
    result = run(notes)
    assert result.exit_code == 0
    head, first, second = result.stdout.splitlines()
    assert head.split() == [
        "page", "line", "title", "speakers", "conference", "date", "start", "kind", "notes", "by",
        "video", "sure",
    ]  # fmt: skip
    assert (first.split()[-1], second.split()[0]) == ("sure", "other.md")


def test_nothing_found_says_what_to_do(tmp_path):
    (tmp_path / "a.md").write_text("# Recipes\n\n## Soup\n\nHot.\n", encoding="utf-8")
    result = run(tmp_path)
    assert result.exit_code == 0
    for part in ("No talk was found in 1 page.", "## Title | Speaker", "talknotes.toml", "piped"):
        assert part in result.stderr
    assert "These may be talks" not in result.stderr


def test_what_may_be_a_talk_is_told(notes, monkeypatch):
    hints = [Hint("day.md", number, f"Actors \x1b {number}") for number in range(1, 13)]
    module = sys.modules["sphinx_talknotes.cli.import_"]
    monkeypatch.setattr(module, "find_hints", lambda _collection: hints)
    result = run(notes)
    assert result.exit_code == 0
    told = result.stderr.partition("These may be talks")[2].splitlines()
    assert told[1] == "  day.md:1: Actors   1"
    assert told[11] == "  … and 2 more"
    assert "These may be talks" not in run(notes, "--quiet").stderr
    assert len(result.stdout.splitlines()) == 3


def on_terminal(command, columns):
    """Return what a command writes to a terminal of so many columns."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        command, stdout=child, stderr=child, stdin=subprocess.DEVNULL,
        env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm"},
    )  # fmt: skip
    os.close(child)
    data = b""
    while True:
        try:
            part = os.read(parent, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        data += part
    os.close(parent)
    process.wait()
    return data.decode().replace("\r\n", "\n")


COMMAND = [sys.executable, "-c", "from sphinx_talknotes.cli import main; main()", "import"]


def test_a_terminal_gets_what_fits(notes):
    (notes / "third.md").write_text(
        f"# 日本\n\n## 11:00, [{'機械学習' * 30}](https://example.org/j), 山田太郎\n\nText.\n",
        "utf-8",
    )
    shown = on_terminal([*COMMAND, str(notes)], 80).splitlines()[:4]
    assert len(shown) == 4
    assert all(measure(line) <= 80 for line in shown)
    assert "notes by" not in shown[0]
    assert shown[0].endswith("sure")
    assert all(line.endswith("sure") for line in shown[1:])
    assert any("…" in line for line in shown)


def test_a_terminal_gets_a_progress_bar(notes):
    for number in range(250):
        (notes / f"n{number}.md").write_text("# A\n", encoding="utf-8")
    assert "Reading" in on_terminal([*COMMAND, str(notes)], 80)
    assert "Reading" not in on_terminal([*COMMAND, str(notes), "--quiet"], 80)


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("日本", 4), ("سلام", 4), ("e\u0301", 1), ("Ａ", 2), ("", 0)]
)
def test_widths(text, width):
    assert measure(text) == width


def test_clipping_counts_columns():
    assert clip("日本語", 6) == "日本語"
    assert clip("日本語", 5) == "日本…"
    assert clip("日本語", 4) == "日…"
    assert list(format_table([("a", "b"), ("日本", "x")])) == ["a     b", "日本  x"]


def test_quiet_prints_problems_alone(notes, dest):
    (notes / "bad.md").write_text("---\na: [\n---\n# Bad\n", encoding="utf-8")
    for options in ([], ["-o", dest]):
        result = run(notes, "-q", *options)
        assert (result.exit_code, result.stdout) == (1, "")
        assert len(result.stderr.splitlines()) == 1


# -- importing again -----------------------------------------------------------------------


def test_a_second_import_changes_nothing(notes, dest):
    first = run(notes, "-o", dest)
    assert first.exit_code == 0
    assert first.stdout.splitlines() == [
        str(dest / name) for name in ("conf.py", "day.md", "index.md", "logo.svg", "other.md")
    ]
    assert "Files in " in first.stderr
    assert "5 added" in first.stderr
    before = snapshot(dest)
    ages = {path: path.stat().st_mtime_ns for path in dest.rglob("*")}
    again = run(notes, "-o", dest)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "5 unchanged" in again.stderr
    assert snapshot(dest) == before
    assert {path: path.stat().st_mtime_ns for path in dest.rglob("*")} == ages


def test_the_manifest(notes, dest):
    run(notes, "-o", dest)
    data = json.loads((dest / MANIFEST).read_text(encoding="utf-8"))
    assert list(data) == ["format", "files"]
    assert data["format"] == 1
    assert list(data["files"]) == ["conf.py", "day.md", "index.md", "logo.svg", "other.md"]
    assert {len(digest) for digest in data["files"].values()} == {64}


def test_what_is_unchanged_is_updated_and_the_rest_is_left(notes, dest):
    run(notes, "-o", dest)
    replace(dest / "other.md", "Actors.", "Actors, and mine.")
    quiet = run(notes, "-o", dest)
    assert (quiet.exit_code, quiet.stdout) == (0, "")
    assert "1 left as they are" in quiet.stderr
    replace(notes / "day.md", "Containers.", "More containers.")
    replace(notes / "other.md", "Actors.", "Other actors.")
    (notes / "logo.svg").write_text("<svg></svg>\n", encoding="utf-8")
    result = run(notes, "-o", dest)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [str(dest / "day.md"), str(dest / "logo.svg")]
    assert f"{dest / 'other.md'}: changed by hand; left as it is" in result.stderr
    assert "More containers." in (dest / "day.md").read_text(encoding="utf-8")
    assert "Actors, and mine." in (dest / "other.md").read_text(encoding="utf-8")
    # it stays so, until both say the same
    assert run(notes, "-o", dest).exit_code == 1
    replace(dest / "other.md", "Actors, and mine.", "Other actors.")
    assert run(notes, "-o", dest).exit_code == 0
    replace(notes / "other.md", "Other actors.", "Last actors.")
    assert run(notes, "-o", dest).stdout.splitlines() == [str(dest / "other.md")]


def test_what_was_taken_away_stays_away(notes, dest):
    run(notes, "-o", dest)
    (dest / "other.md").unlink()
    assert run(notes, "-o", dest).exit_code == 0
    replace(notes / "other.md", "Actors.", "Other actors.")
    result = run(notes, "-o", dest)
    assert (result.exit_code, "removed by hand" in result.stderr) == (1, True)
    assert not (dest / "other.md").exists()


def test_what_no_import_wrote_is_never_overwritten(notes, dest):
    dest.mkdir()
    (dest / "day.md").write_text("mine\n", encoding="utf-8")
    (dest / "notes.txt").write_text("mine\n", encoding="utf-8")
    for _ in range(2):
        result = run(notes, "-o", dest)
        assert result.exit_code == 1
        assert f"{dest / 'day.md'}: is there already and not from an import" in result.stderr
        assert (dest / "day.md").read_text(encoding="utf-8") == "mine\n"
        assert (dest / "other.md").is_file()


def test_what_is_the_same_already_becomes_the_import_s(notes, dest):
    run(notes, "-o", dest)
    (dest / MANIFEST).unlink()
    assert run(notes, "-o", dest).exit_code == 0
    replace(notes / "day.md", "Containers.", "More containers.")
    assert run(notes, "-o", dest).stdout.splitlines() == [str(dest / "day.md")]


def test_sources_that_are_gone(notes, dest):
    (notes / "sub").mkdir()
    (notes / "sub" / "third.md").write_text(OTHER, encoding="utf-8")
    run(notes, "-o", dest)
    (notes / "sub" / "third.md").unlink()
    (notes / "other.md").unlink()
    replace(dest / "other.md", "Actors.", "Actors, and mine.")
    result = run(notes, "-o", dest)
    assert result.exit_code == 1
    assert f"{dest / 'sub' / 'third.md'}: its source is gone; --prune removes it" in result.stderr
    assert f"{dest / 'other.md'}: its source is gone, but it was changed" in result.stderr
    diff = run(notes, "-o", dest, "--prune", "--diff").stdout
    assert "--- a/sub/third.md\n+++ /dev/null\n" in diff
    assert (dest / "sub" / "third.md").is_file()
    pruned = run(notes, "-o", dest, "--prune")
    assert (pruned.exit_code, "1 removed" in pruned.stderr) == (1, True)
    assert not (dest / "sub").exists()
    assert (dest / "other.md").is_file()
    (dest / "other.md").unlink()
    assert run(notes, "-o", dest).exit_code == 0
    assert "other.md" not in (dest / MANIFEST).read_text(encoding="utf-8")


def test_prune_needs_a_folder(notes):
    assert run(notes, "--prune").exit_code == 2


# -- diffs ---------------------------------------------------------------------------------


def test_a_diff_of_a_new_project(notes, dest):
    result = run(notes, "-o", dest, "--diff")
    assert result.exit_code == 0
    assert not dest.exists()
    assert result.stdout.count("--- /dev/null\n") == 5
    assert "+++ b/day.md\n@@ -0,0 +1," in result.stdout
    assert "+:start: 09:00\n" in result.stdout


def test_a_diff_of_a_second_import(notes, dest):
    run(notes, "-o", dest)
    assert run(notes, "-o", dest, "--diff").stdout == ""
    replace(dest / "other.md", "Actors.", "Mine.")
    replace(notes / "day.md", "Containers.", "More containers.")
    replace(notes / "other.md", "Actors.", "Other actors.")
    (notes / "logo.svg").write_bytes(b"\0\1")
    before = snapshot(dest)
    result = run(notes, "-o", dest, "--diff")
    assert result.exit_code == 1
    assert "--- a/day.md\n+++ b/day.md\n@@ " in result.stdout
    assert "-Containers. ![logo](logo.svg)\n+More containers. ![logo](logo.svg)\n" in result.stdout
    assert "-Mine.\n+Other actors.\n" in result.stdout
    assert "Binary files a/logo.svg and b/logo.svg differ\n" in result.stdout
    assert "other.md: changed by hand" in result.stderr
    assert snapshot(dest) == before


def patch(folder, diff):
    """Apply a unified diff without context that has to be searched for."""
    for part in re.split(r"^(?=--- )(?=.*\n\+\+\+ )", diff, flags=re.MULTILINE)[1:]:
        head, target, *rows = part.split("\n")
        path = folder / target.removeprefix("+++ b/")
        old = "" if head == "--- /dev/null" else path.read_text(encoding="utf-8")
        left, new, start = old.split("\n"), [], 0
        for number, row in enumerate(rows[:-1]):
            if row.startswith("@@"):
                begin = max(int(re.match(r"@@ -(\d+)", row)[1]) - 1, 0)
                new += left[start:begin]
                start = begin
            elif row.startswith("\\"):
                continue
            elif row[0] in " -":
                assert left[start] == row[1:], (path, row)
                start += 1
            if row[0] in " +":
                new.append(row[1:])
                if rows[number + 1].startswith("\\"):
                    break
        else:
            new += left[start:] if start < len(left) else [""]
        path.write_text("\n".join(new), encoding="utf-8")


def test_a_diff_can_be_applied(notes, dest, tmp_path):
    run(notes, "-o", dest)
    replace(notes / "day.md", "Containers.", "More containers.")
    (notes / "new.md").write_text("# New\n\nx\x0by\n", encoding="utf-8")
    patch(dest, run(notes, "-o", dest, "--diff").stdout)
    fresh = tmp_path / "fresh"
    run(notes, "-o", fresh)
    ours, theirs = snapshot(dest), snapshot(fresh)
    assert {**ours, MANIFEST: b""} == {**theirs, MANIFEST: b""}


def test_a_missing_end_of_line_is_shown(notes, dest):
    run(notes, "-o", dest)
    data = (dest / "conf.py").read_bytes()
    (dest / "conf.py").write_bytes(data.rstrip(b"\n"))
    replace(notes / "day.md", "# EuroPython 2020, Day 1", "# EuroPython 2020, Day 2")
    assert run(notes, "-o", dest, "--diff").stdout.count("No newline") == 0
    lines = list(diff_files("a", b"x\ny", "b", b"x\ny\n"))
    assert lines[2:] == ["@@ -1,2 +1,2 @@", " x", "-y", "\\ No newline at end of file", "+y"]
    assert list(diff_files("a", b"", "b", None)) == ["--- a/a", "+++ /dev/null"]


def test_a_diff_without_a_folder_shows_how_notes_change(notes):
    before = snapshot(notes)
    result = run(notes, "--diff")
    assert result.exit_code == 0
    assert "--- a/day.md\n+++ b/day.md\n" in result.stdout
    assert "-## 09:00, [Docker and Python](https://example.org/d), Tania Allard\n" in result.stdout
    assert "--- /dev/null\n+++ b/conf.py\n" in result.stdout
    assert snapshot(notes) == before


# -- what goes wrong -----------------------------------------------------------------------


@pytest.mark.parametrize("where", ["notes/a.md/..", "notes/out", "notes", "."])
def test_folders_that_would_mix_with_the_notes(notes, tmp_path, where):
    before = snapshot(tmp_path)
    result = run(notes, "-o", tmp_path / where)
    assert result.exit_code == 2
    assert "choose a folder" in result.stderr
    assert snapshot(tmp_path) == before


def test_the_folder_of_a_single_page(notes):
    before = snapshot(notes)
    result = run(notes / "day.md", "-o", notes)
    assert (result.exit_code, "choose a folder" in result.stderr) == (2, True)
    assert snapshot(notes) == before
    assert run(notes / "day.md", "-o", notes / "project").exit_code == 0
    assert {name: text for name, text in snapshot(notes).items() if "/" not in name} == before


def test_a_file_instead_of_a_folder(notes, dest):
    dest.write_text("mine", encoding="utf-8")
    assert run(notes, "-o", dest).exit_code == 2
    result = run(notes, "-o", dest / "sub")
    assert (result.exit_code, "nothing is written" in result.stderr) == (2, True)
    assert dest.read_text(encoding="utf-8") == "mine"


def test_links_are_not_written_through(notes, dest, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.md").write_text("mine", encoding="utf-8")
    (notes / "sub").mkdir()
    (notes / "sub" / "third.md").write_text(OTHER, encoding="utf-8")
    dest.mkdir()
    (dest / "day.md").symlink_to(elsewhere / "x.md")
    (dest / "other.md").symlink_to(elsewhere / "not-yet.md")
    (dest / "sub").symlink_to(elsewhere, target_is_directory=True)
    before = snapshot(elsewhere)
    result = run(notes, "-o", dest)
    assert result.exit_code == 1
    assert result.stderr.count("is a symbolic link; nothing is written there") == 3
    assert snapshot(elsewhere) == before
    assert (dest / "day.md").is_symlink()


def test_a_file_where_a_folder_is_needed_and_the_other_way_round(notes, dest):
    (notes / "sub").mkdir()
    (notes / "sub" / "third.md").write_text(OTHER, encoding="utf-8")
    (dest / "day.md").mkdir(parents=True)
    (dest / "sub").write_text("mine", encoding="utf-8")
    result = run(notes, "-o", dest)
    assert result.exit_code == 1
    assert "sub is no folder; nothing is written there" in result.stderr
    assert "there is a folder" in result.stderr
    assert (dest / "other.md").is_file()


def fail_at(monkeypatch, name, code):
    """Let writing a file fail."""
    real = Path.open

    def broken(self, mode="r", *args, **options):
        if "x" in mode and self.parent == broken.folder and broken.count == broken.at:
            raise OSError(code, os.strerror(code), str(self))
        broken.count += "x" in mode
        return real(self, mode, *args, **options)

    broken.count, broken.at, broken.folder = 0, name, None
    monkeypatch.setattr(Path, "open", broken)
    return broken


@pytest.mark.parametrize("at", range(7))
def test_a_full_disk_leaves_every_file_old_or_new(notes, dest, monkeypatch, at):
    run(notes, "-o", dest)
    old = snapshot(dest)
    replace(notes / "day.md", "Containers.", "More containers.")
    replace(notes / "other.md", "Actors.", "Other actors.")
    (notes / "new.md").write_text("# New\n", encoding="utf-8")
    broken = fail_at(monkeypatch, at, errno.ENOSPC)
    broken.folder = dest
    result = run(notes, "-o", dest)
    monkeypatch.undo()
    cut = snapshot(dest)
    finished = run(notes, "-o", dest)
    assert finished.exit_code == 0, finished.stderr
    new = snapshot(dest)
    assert "More containers." in new["day.md"].decode()
    names = set(old) | set(new)
    assert set(cut) <= names
    for name in names - {MANIFEST}:
        assert cut.get(name) in (old.get(name), new.get(name))
    if at < broken.count:
        assert result.exit_code == (2 if at <= 1 else 1)
        assert "No space left" in result.stderr


def test_what_was_changed_between_two_cuts_is_still_the_author_s(notes, dest, monkeypatch):
    """A cut leaves the manifest true: what was written is known, what was edited then as well."""
    run(notes, "-o", dest)
    replace(notes / "day.md", "Containers.", "More containers.")
    replace(notes / "other.md", "Actors.", "Other actors.")
    broken = fail_at(monkeypatch, 2, errno.EIO)
    broken.folder = dest
    assert run(notes, "-o", dest).exit_code == 1
    monkeypatch.undo()
    assert "pending" in (dest / MANIFEST).read_text(encoding="utf-8")
    assert "More containers." in (dest / "day.md").read_text(encoding="utf-8")
    replace(dest / "other.md", "Actors.", "Mine.")
    replace(notes / "day.md", "More containers.", "Most containers.")
    result = run(notes, "-o", dest)
    assert result.stdout.splitlines() == [str(dest / "day.md")]
    assert "other.md: changed by hand" in result.stderr
    assert "pending" not in (dest / MANIFEST).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"format": 2, "files": {}}', '{"format": 1}', '{"format": 1, "files": []}',
        '{"format": 1, "files": {"../x": "%s"}}' % ("0" * 64),
        '{"format": 1, "files": {"/x": "%s"}}' % ("0" * 64),
        '{"format": 1, "files": {"x": "0"}}', "[" * 100_000,
    ],
)  # fmt: skip
def test_a_manifest_that_is_none(notes, dest, text):
    run(notes, "-o", dest)
    (dest / MANIFEST).write_text(text, encoding="utf-8")
    before = snapshot(dest)
    result = run(notes, "-o", dest, "--prune")
    assert (result.exit_code, "can't be understood" in result.stderr) == (2, True)
    assert snapshot(dest) == before


def test_a_manifest_can_not_remove_anything_outside(notes, dest, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.md").write_bytes(b"mine")
    run(notes, "-o", dest)
    (dest / "sub").symlink_to(elsewhere, target_is_directory=True)
    data = json.loads((dest / MANIFEST).read_text(encoding="utf-8"))
    data["files"]["sub/x.md"] = get_digest(elsewhere / "x.md")
    (dest / MANIFEST).write_text(json.dumps(data), encoding="utf-8")
    run(notes, "-o", dest, "--prune")
    assert (elsewhere / "x.md").read_bytes() == b"mine"


def test_rights_of_a_file_stay(notes, dest):
    run(notes, "-o", dest)
    (dest / "day.md").chmod(0o640)
    replace(notes / "day.md", "Containers.", "More containers.")
    run(notes, "-o", dest)
    assert (dest / "day.md").stat().st_mode & 0o777 == 0o640


def test_steps_are_in_the_order_of_their_paths(notes, dest):
    run(notes, "-o", dest)
    (notes / "a").mkdir()
    (notes / "a" / "b.md").write_text(OTHER, encoding="utf-8")
    out = run(notes, "-o", dest).stdout.splitlines()
    assert out == sorted(out)


# -- settings ------------------------------------------------------------------------------


def test_settings_beside_the_notes_and_elsewhere(notes, tmp_path):
    (notes / "talknotes.toml").write_text('not-talks = "*Ray*"\n', encoding="utf-8")
    result = run(notes)
    assert (result.exit_code, "1 talk," in result.stderr) == (0, True)
    other = tmp_path / "other.toml"
    other.write_text('not-talks = "*"\n', encoding="utf-8")
    assert "0 talks," in run(notes, "--settings", other).stderr
    assert run(notes, "--settings", tmp_path / "none.toml").exit_code == 2
    other.write_text('not-talk = "*"\n', encoding="utf-8")
    wrong = run(notes, "--settings", other)
    assert wrong.exit_code == 1
    assert f"{other}:1: unknown key 'not-talk'" in wrong.stderr
    assert "[talknotes.settings]" in wrong.stderr


def test_settings_that_leave_nothing(notes):
    (notes / "talknotes.toml").write_text('ignore = "*"\n', encoding="utf-8")
    result = run(notes)
    assert (result.exit_code, "that talknotes.toml does not ignore" in result.stderr) == (2, True)


def test_settings_that_can_not_be_read_stop_writing(notes, dest):
    (notes / "talknotes.toml").write_text("not-talks = \n", encoding="utf-8")
    assert run(notes).exit_code == 1
    result = run(notes, "-o", dest)
    assert result.exit_code == 2
    assert "talknotes.toml" in result.stderr
    assert "nothing is written" in result.stderr
    assert not dest.exists()


def test_export_has_the_same_settings(notes, tmp_path):
    (notes / "talknotes.toml").write_text('not-talks = "*Ray*"\n', encoding="utf-8")
    done = CliRunner().invoke(main, ["export", str(notes)])
    assert [talk["title"] for talk in json.loads(done.stdout)["talks"]] == ["Docker and Python"]
    (tmp_path / "all.toml").write_text("", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["export", str(notes), "--settings", str(tmp_path / "all.toml")]
    )
    assert len(json.loads(done.stdout)["talks"]) == 2
    (notes / "conf.py").write_text("", encoding="utf-8")
    options = ["--settings", str(tmp_path / "all.toml")]
    for verb in (["export", str(notes)], ["build", str(notes), str(tmp_path / "out")]):
        wrong = CliRunner().invoke(main, [*verb, *options])
        assert (wrong.exit_code, "is a Sphinx project" in wrong.stderr) == (2, True)


def test_build_has_the_same_settings(notes, tmp_path):
    (notes / "talknotes.toml").write_text(
        'not-talks = "*Ray*"\n[people]\n"Tania Allard" = "Dr Tania Allard"\n', encoding="utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "sphinx_talknotes",
        "build",
        str(notes),
        str(tmp_path / "site"),
    ]
    done = subprocess.run(
        [*command, "--builder", "text"], check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "1 talk," in done.stderr
    assert (tmp_path / "site" / "speakers" / "dr-tania-allard.txt").is_file()


def test_the_help_says_what_exit_codes_mean():
    text = run("--help").stdout
    for part in ("Exit codes:", "0  done", "1  done, and problems", "2  wrong use"):
        assert part in text


def test_a_page_that_is_gone_and_still_listed(notes, dest):
    run(notes, "-o", dest)
    with (dest / "index.md").open("a", encoding="utf-8") as file:
        file.write("\n```{toctree}\nThe other <other.md>\n/day\n```\n")
    (notes / "other.md").unlink()
    assert "is listed here" not in run(notes, "-o", dest).stderr
    result = run(notes, "-o", dest, "--prune")
    assert not (dest / "other.md").exists()
    lines = (dest / "index.md").read_text(encoding="utf-8").splitlines()
    for entry in ("/other", "The other <other.md>"):
        place = f"{dest / 'index.md'}:{lines.index(entry) + 1}: the page 'other' is listed here"
        assert place in result.stderr
    assert result.exit_code == 1


# -- notes that use the directives already --------------------------------------------------


OWN = """# Own

:::{talk} Notes on notes
:speakers: Ada Lovelace
:conference: Analytical Days 2024

:::{mythoughts}
Good.
:::
:::
"""


def export(folder):
    """Return what Sphinx reads in a project, as data."""
    result = CliRunner().invoke(main, ["export", str(folder)])
    return json.loads(result.stdout)


def read_alone(folder):
    """Return what is read of a project without Sphinx, as data."""
    collection = read_collection(folder)
    assert [report for report in collection.reports if report.problem.value != "nested"] == []
    return json.loads(export_json(get_catalogue(collection)))


def test_the_names_of_directives():
    assert set(DIRECTIVES) == NAMES


@pytest.mark.parametrize("what", ["demo", "import", "odd"])
def test_a_project_is_read_as_sphinx_reads_it(tmp_path, what):
    project = tmp_path / "project"
    if what == "demo":
        shutil.copytree(ROOT / "docs" / "demo", project)
        (project / "conf.py").write_text(
            'extensions = ["sphinx_talknotes"]\ntalknotes_notetakers = {"ME": "Your Name"}\n',
            encoding="utf-8",
        )
    elif what == "import":
        run(ROOT / "examples" / "notes", "-o", project, "-q")
    else:
        write_odd(project)
        if myst_parser.__version__.startswith("4."):
            # a name above a talk is an address of its own there, and not that of the talk
            path = project / "b.md"
            text = re.sub(r"\(\w+\)=\n+", "", path.read_text(encoding="utf-8"))
            path.write_text(text, encoding="utf-8")
    assert read_alone(project) == export(project)


def write_odd(project):
    """Write a project in which directives stand and are written in unusual ways."""
    pages = {
        "conf.py": 'extensions = ["sphinx_talknotes"]\nexclude_patterns = ["drafts"]\n'
        'talknotes_conference = "Elsewhere 2020"\nmyst_enable_extensions = ["fieldlist"]\n',
        "drafts/a.md": OWN,
        "index.md": "# Home\n\n```{toctree}\na\nb\nc\n```\n",
        "a.rst": "A\n=\n\n.. _some-label:\n\n.. talk:: My *talk* and ``a_b``\n"
        "   :speaker: Ann Bee,\n"
        "      C. Dee\n   :video: https://youtu.be/aaaaaaaaaaa\n\n   .. mythoughts:: Label\n\n"
        "      Something.\n\n.. speaker:: Ann Bee\n   :aliases: A. Bee\n"
        "   :private-aliases: bee\n\n   The bio *of* Ann,\n   in two lines.\n\n   More.\n\n"
        "* item\n\n  .. talk:: In a list\n\n::\n\n   .. talk:: In code\n",
        "b.md": '# B\n\n(lab)=\n\n::::{talk} My *talk* `code` {tool}`X`\n:speakers: "A: B"\n'
        ":conference: C 2020\n:video: https://youtu.be/aaaaaaaaaaa\n\n{tool}`T1` and "
        "{tool}`this <T2>` and ``{tool}`no` ``\n\n:::{mythoughts}\n:::\n\n"
        ":::{video} https://youtu.be/aaaaaaaaaac\n:::\n::::\n\n(x1)=\n(x2)=\n"
        "```{talk} Second\n---\n"
        'speakers: "Ann Bee, C D"\nroom: |\n  a\n  b\nstart: 09:00\nend: 08:00\n---\n'
        "## Head only\n```\n\n:::::{note}\n::::{talk} In note\n::::\n:::::\n\n````{only} html\n"
        "```{talk} Only\n:start: 10:00\nx\n```\n````\n\n% ```{talk} No\n\n## Field talk\n\n"
        ":speakers: X Y\n:tags: a, b\n\nText.\n",
        "c.md": '---\ndate: 2020-01\ntags: [a, "b, c"]\nNotes_by: ME\nspeakers: Q\n---\n'
        "```{tool} Tool A\n:aliases: TA, T.A.\n:url: https://x.org\n:category: cat\n\nAbout *it*\n"
        "and more.\n\nSecond.\n```\n\n:::{talk} T\n:notes-by: X; Y\n```{tldr}\nS\n```\n:::\n\n"
        ":::{conference} C 2020\n:start: 2020-01-02\n:end: 2020-01-03\n:location: online\n:::\n",
    }  # fmt: skip
    for name, text in pages.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_project_is_left_as_it_is(tmp_path, dest):
    project = tmp_path / "project"
    write_odd(project)
    assert run(project, "--diff", "-q").stdout == ""
    run(project, "-o", dest, "-q")
    written = snapshot(dest)
    assert written.pop(MANIFEST)
    assert written == snapshot(project)
    assert run(project, "-o", dest, "--diff", "-q").stdout == ""
    assert "Private" not in run(project).stdout


def test_a_conf_is_never_run(tmp_path, dest):
    mark = tmp_path / "run"
    project = tmp_path / "project"
    project.mkdir()
    (project / "own.md").write_text(OWN, encoding="utf-8")
    (project / "conf.py").write_text(
        f'extensions = ["sphinx_talknotes"]\nopen({str(mark)!r}, "w").close()\n', encoding="utf-8"
    )
    assert run(project).exit_code == 0
    assert run(project, "-o", dest).exit_code == 0
    assert not mark.exists()


def test_the_table_shows_directives(notes, dest):
    (notes / "own.md").write_text(OWN, encoding="utf-8")
    result = run(notes)
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("own.md")]
    for text in ("3", "Notes on notes", "Ada Lovelace", "Analytical Days 2024", "sure"):
        assert text in line
    assert result.stderr.endswith("3 talks, 3 conferences, 0 days, 3 speakers, 0 tools, 3 pages\n")
    run(notes, "-o", dest)
    assert (dest / "own.md").read_text(encoding="utf-8") == OWN


def test_a_mixed_folder_builds_without_a_warning(notes, tmp_path):
    """A home page that lists nothing is left as it is, and every page can be reached."""
    (notes / "own.md").write_text(
        OWN + "\n:::{conference} Analytical Days 2024\n:::\n", encoding="utf-8"
    )
    home = "# My home\n\n:::{talks}\n:::\n\n![](logo.svg)\n"
    (notes / "index.md").write_text(home, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(notes), str(tmp_path / "site")])
    assert "WARNING" not in result.stderr
    assert "index.md:1: it is left as it is, and no toctree lists" in result.stderr
    for name in ("index", "contents", "own", "day", "other"):
        assert (tmp_path / "site" / f"{name}.html").is_file()
    contents = (tmp_path / "site" / "contents.html").read_text(encoding="utf-8")
    assert 'href="own.html"' in contents
