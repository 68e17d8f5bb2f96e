"""``talknotes enrich``: the diff, what is told, and what is written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sphinx_talknotes.cli import enrich as cli_enrich
from sphinx_talknotes.cli import main
from sphinx_talknotes.importers.enrich import replace_file

DAY = """---
conference: EuroPython 2020
date: 2020-07-23
---
# EuroPython 2020, day 1

::::{talk} Automating machine learning workflow with DVC
:speakers: Hongjoo Lee

Any change in the data should trigger the pipeline.

:::{mythoughts}
Looks simple enough!
:::
::::

```{talk} 30 Golden Rules of Deep Learning Performance
---
speakers: Siddha Ganju
---
```
"""
REST = """Day 2
=====

:conference: EuroPython 2020

.. talk:: Probabilistic Forecasting with DeepAR and AWS SageMaker
   :speakers: Nicolas Kuhaupt

   Time series.
"""
PLAIN = """# PyCon US 2015

## Beyond PEP 8 -- Best practices for beautiful intelligible code | Raymond Hettinger

Gorilla!

## Facts and Myths about Python names and values | Ned Batchelder

Names refer to values.

## Lightning talks | Various Speakers
"""
ROOM = 'Brian: 1 # 2 "big" \\ *x*'


def session(code, title, speaker, start, end, room="Parrot"):
    return {
        "code": code, "title": title, "state": "confirmed", "duration": 30,
        "speakers": [{"code": code, "name": speaker}], "submission_type": {"en": "Talk"},
        "track": {"en": "Machine Learning"}, "abstract": "", "description": "",
        "slot": {"room": {"en": room}, "start": f"2020-07-23T{start}:00+02:00",
                 "end": f"2020-07-23T{end}:00+02:00"},
        "content_locale": "en", "do_not_record": False, "resources": [],
    }  # fmt: skip


PRETALX = {
    "count": 3, "next": None, "previous": None,
    "results": [
        session("A", "Automating machine learning workflow with DVC", "Hongjoo Lee",
                "09:00", "09:30", ROOM),
        session("B", "30 Golden Rules of Deep Learning Performance", "Siddha Ganju",
                "10:00", "10:30"),
        session("C", "Probabilistic Forecasting with DeepAR and AWS SageMaker",
                "Nicolas Kuhaupt", "11:00", "11:30", ROOM),
    ],
}  # fmt: skip
RECORDINGS = {
    "pep8": (("Raymond Hettinger - Beyond PEP 8 -- Best practices for beautiful intelligible code"
             " - PyCon 2015"), "Raymond Hettinger", "wf-BqAjZb8M"),
    "names": ("Ned Batchelder - Facts and Myths about Python names and values - PyCon 2015",
              "Ned Batchelder", "_AEJHKGk9ns"),
}  # fmt: skip


@pytest.fixture
def sources(tmp_path):
    """Return a schedule of pretalx, and a folder as those of pyvideo."""
    (tmp_path / "talks.json").write_text(json.dumps(PRETALX), encoding="utf-8")
    videos = tmp_path / "pyvideo" / "pycon-us-2015" / "videos"
    videos.mkdir(parents=True)
    (videos.parent / "category.json").write_text('{"title": "PyCon US 2015"}', encoding="utf-8")
    for name, (title, speaker, video) in RECORDINGS.items():
        data = {
            "title": title, "speakers": [speaker], "recorded": "2015-04-11", "description": "",
            "copyright_text": "", "thumbnail_url": "", "language": "eng", "tags": [],
            "videos": [{"type": "youtube", "url": f"https://www.youtube.com/watch?v={video}"}],
        }  # fmt: skip
        (videos / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    return tmp_path / "talks.json", tmp_path / "pyvideo"


def put(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.fixture
def project(tmp_path):
    return put(tmp_path / "project", {
        "conf.py": "extensions = ['sphinx_talknotes', 'myst_parser']\n"
                   "myst_enable_extensions = ['colon_fence']\n"
                   "master_doc = 'day1'\n",
        "day1.md": DAY, "day2.rst": REST,
    })  # fmt: skip


@pytest.fixture
def notes(tmp_path):
    return put(tmp_path / "notes", {"day 1.md": PLAIN, "crlf.md": PLAIN.replace("\n", "\r\n")})


def run(*arguments):
    return CliRunner().invoke(main, ["enrich", *map(str, arguments)])


def snapshot(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def export(folder):
    result = CliRunner().invoke(main, ["export", str(folder)])
    return {talk["title"]: talk for talk in json.loads(result.stdout)["talks"]}


def test_a_project(project, sources):
    before = snapshot(project)
    result = run(project, "--from", sources[0])
    assert result.exit_code == 0
    assert snapshot(project) == before
    added = [line for line in result.stdout.splitlines() if line.startswith("+")]
    quoted = '"Brian: 1 # 2 \\"big\\" \\\\ *x*"'
    assert added == [
        "+++ b/day1.md",
        "+:start: 09:00", "+:end: 09:30", f"+:room: {quoted}", "+:track: Machine Learning",
        "+start: 10:00", "+end: 10:30", "+room: Parrot", "+track: Machine Learning",
        "+++ b/day2.rst",
        "+   :date: 2020-07-23", "+   :start: 11:00", "+   :end: 11:30", f"+   :room: {ROOM}",
        "+   :track: Machine Learning",
    ]  # fmt: skip
    assert result.stderr.splitlines() == [
        (
            "day1.md:7: Automating machine learning workflow with DVC — matched by title and "
            "speaker (sure, 98 %) adds start, end, room, track"
        ),
        (
            "day1.md:17: 30 Golden Rules of Deep Learning Performance — matched by title and "
            "speaker (sure, 98 %) adds start, end, room, track"
        ),
        (
            "day2.rst:6: Probabilistic Forecasting with DeepAR and AWS SageMaker — matched by "
            "title and speaker (likely, 94 %) adds date, start, end, room, track"
        ),
        "3 talks: 3 with something to add, 0 with nothing to add, 0 without a match",
    ]


def test_a_project_is_built_with_what_was_added(project, sources):
    assert run(project, "--from", sources[0], "--write").exit_code == 0
    talks = export(project)
    for title, talk in talks.items():
        expected = next(row for row in PRETALX["results"] if row["title"] == title)
        assert (talk["start"], talk["room"], talk["track"]) == (
            expected["slot"]["start"][11:16], expected["slot"]["room"]["en"], "Machine Learning"
        )  # fmt: skip
        assert talk["date"] == "2020-07-23"


def test_writing(notes, sources):
    diff = run(notes, "--from", sources[1])
    before = snapshot(notes)
    result = run(notes, "--from", sources[1], "--write")
    assert (result.exit_code, result.stdout) == (0, "crlf.md\nday 1.md\n")
    assert result.stderr == diff.stderr
    after = snapshot(notes)
    assert before.keys() == after.keys()
    assert b"\n" not in after["crlf.md"].replace(b"\r\n", b"")
    for name, text in after.items():
        kept = [line for line in text.splitlines() if not line.startswith((b"**Date", b"**Video"))]
        assert [line for line in kept if line] == [b for b in before[name].splitlines() if b]
    talks = export(notes)
    for title, speaker, video in RECORDINGS.values():
        (talk,) = (one for one in talks.values() if one["title"] in title)
        assert talk["speakers"] == [speaker]
        assert talk["video"] == f"https://www.youtube.com/watch?v={video}"
        assert talk["date"] == "2015-04-11"


@pytest.mark.parametrize("option", [[], ["--write"]])
def test_a_second_time_adds_nothing(notes, sources, option):
    assert run(notes, "--from", sources[1], "--write").exit_code == 0
    before = snapshot(notes)
    result = run(notes, "--from", sources[1], *option)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "6 talks: 0 with something to add, 4 with nothing to add, 2 without a match\n"
    )
    assert snapshot(notes) == before


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("below", [True, False])
def test_git_applies_the_diff(tmp_path, sources, below):
    """From the folder above the notes, and from the one that holds them."""
    odd = PLAIN.rstrip("\n").removesuffix("\n\n## Lightning talks | Various Speakers")
    texts = {
        "day 1.md": PLAIN, "größe.md": PLAIN.replace("\n", "\r\n"), "a/b.md": "\ufeff" + odd,
        "latin.md": (PLAIN + "Schön.\n").encode("cp1252"), "cr.md": PLAIN.replace("\n", "\r"),
    }  # fmt: skip
    notes = put(tmp_path / "some notes", texts)
    written = put(tmp_path / "written", texts)
    folder, name = (notes, ".") if below else (tmp_path, "some notes")
    command = [sys.executable, "-m", "sphinx_talknotes", "enrich", name, "--from", sources[1]]
    diff = subprocess.run(command, cwd=folder, check=False, capture_output=True)
    assert diff.returncode == 1  # one file is not UTF-8
    subprocess.run(["git", "apply"], cwd=folder, input=diff.stdout, check=True)
    assert run(written, "--from", sources[1], "--write").exit_code == 1
    assert snapshot(notes) == snapshot(written)
    assert snapshot(notes)["cr.md"] != texts["cr.md"].encode()


def test_several_sources(tmp_path, sources):
    both = put(tmp_path / "both", {"a.md": DAY, "b.md": PLAIN})
    result = run(both, "--from", sources[0], "--from", sources[1])
    assert "5 talks: 4 with something to add" in result.stderr
    assert "+:start: 09:00" in result.stdout
    assert "_AEJHKGk9ns" in result.stdout


def test_one_file(notes, sources):
    result = run(notes / "day 1.md", "--from", sources[1], "--only", "video", "--write")
    assert (result.exit_code, result.stdout) == (0, "day 1.md\n")
    assert "adds video" in result.stderr
    assert b"Date" not in (notes / "day 1.md").read_bytes()
    assert (notes / "crlf.md").read_bytes() == PLAIN.replace("\n", "\r\n").encode()


def test_how_sure(tmp_path, sources):
    notes = put(tmp_path / "notes", {
        "a.md": ":::{talk} Automating machine learning\n:speakers: Hongjoo Lee\n:::\n"
                ":::{talk} 30 Golden Rules of Deep Learning Performance\n:::\n",
    })  # fmt: skip
    for least, count in (("sure", 0), ("likely", 2), ("guess", 2)):
        result = run(notes, "--from", sources[0], "--min-sure", least)
        assert result.stdout.count("+:start:") == count
        assert result.exit_code == 0
    result = run(notes, "--from", sources[0], "--min-sure", "sure")
    assert "matched by title and speaker (likely, 91 %), not used: Automating" in result.stderr
    assert "0 with something to add, 0 with nothing to add, 2 not sure enough" in result.stderr
    result = run(notes, "--from", sources[0])
    assert "the full title may be: Automating machine learning workflow with DVC" in result.stderr


def test_ambiguous(tmp_path):
    rows = [session(c, f"Intro to Rust for people: {c}", "Jane Street", f"{h}:00", f"{h}:30")
            for c, h in (("basics", "09"), ("traits", "10"))]  # fmt: skip
    source = tmp_path / "talks.json"
    source.write_text(json.dumps({**PRETALX, "count": 2, "results": rows}), encoding="utf-8")
    text = ":::{talk} Intro to Rust for people\n:speakers: Jane Street\n:::\n"
    notes = put(tmp_path / "notes", {"a.md": text})
    result = run(notes, "--from", source)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        (
            "a.md:1: Intro to Rust for people — ambiguous by title and speaker: “Intro to Rust for "
            "people: basics”, “Intro to Rust for people: traits”"
        ),
        "1 talk: 0 with something to add, 0 with nothing to add, 1 ambiguous, 0 without a match",
    ]


def test_plain_headings_of_a_project(project, sources):
    """They are no talks there, unless the project or the page says so."""
    page = put(project, {"plain.md": PLAIN}) / "plain.md"
    assert run(project, "--from", sources[1]).stdout == ""
    page.write_text(f"---\ntalks: headings\n---\n{PLAIN}", encoding="utf-8")
    assert "_AEJHKGk9ns" in run(project, "--from", sources[1]).stdout
    page.write_text(PLAIN, encoding="utf-8")
    with (project / "conf.py").open("a", encoding="utf-8") as file:
        file.write("talknotes_read = 'plain'\nraise SystemExit('conf.py is never run')\n")
    assert "_AEJHKGk9ns" in run(project, "--from", sources[1]).stdout


def test_colours(notes, sources, monkeypatch):
    plain = run(notes, "--from", sources[1])
    assert "\x1b[" not in plain.stdout
    assert run(notes, "--from", sources[1], "--no-color").stdout == plain.stdout
    command = ["enrich", str(notes), "--from", str(sources[1]), "--color"]
    coloured = CliRunner().invoke(main, command, color=True).stdout
    assert "\x1b[1mdiff --git a/crlf.md b/crlf.md\x1b[0m\n" in coloured
    assert "\x1b[32m+**Video**" in coloured
    assert "\x1b[31m" not in coloured
    assert "\r" not in coloured


def test_a_terminal_is_safe(tmp_path, sources):
    text = PLAIN.replace("Gorilla!", "\x1b]0;pwned\x07")
    notes = put(tmp_path / "notes", {"a.md": text})
    result = CliRunner().invoke(
        main, ["enrich", str(notes), "--from", str(sources[1]), "--color"], color=True
    )
    assert "\x1b]" not in result.stdout + result.stderr
    assert "\x07" not in result.stdout + result.stderr


def test_hostile_catalogue(tmp_path):
    row = session("A", "Docker\n:::\n\n# Pwned", "Tania Allard", "09:00", "09:30")
    row["slot"]["room"] = {"en": "{% include x %}"}
    row["resources"] = [{"resource": "javascript:alert(1)", "description": "slides"}]
    source = tmp_path / "talks.json"
    source.write_text(json.dumps({**PRETALX, "count": 1, "results": [row]}), encoding="utf-8")
    text = ":::{talk} Docker Pwned\n:speakers: Tania Allard\n:date: 2020-07-23\n:::\n"
    notes = put(tmp_path / "notes", {"a.md": text})
    result = run(notes, "--from", source, "--min-sure", "guess")
    assert result.exit_code == 1
    assert "include" not in result.stdout
    assert "javascript" not in result.stdout
    assert "a.md:1: room of the catalogue is left out" in result.stderr
    assert "+:start: 09:00" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing", "--from", "talks.json"], "talknotes: missing does not exist\n"),
        (["notes", "--from", "missing"], "talknotes: missing does not exist\n"),
        (["notes", "--from", "talks.json", "--only", "titel"],
         "talknotes: --only: titel can't be added; these can: speakers, "),
        (["empty", "--from", "talks.json"], "talknotes: empty has no talks\n"),
        (["notes", "--from", "notes"], "talknotes: notes has no sessions: "),
        (["notes", "--from", "broken.json"], "talknotes: broken.json has no sessions: "),
    ],
)  # fmt: skip
def test_wrong_use(tmp_path, notes, sources, monkeypatch, arguments, message):
    put(tmp_path, {"empty/a.md": "Text.\n", "broken.json": "{"})
    monkeypatch.chdir(tmp_path)
    before = snapshot(tmp_path)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert snapshot(tmp_path) == before


def test_no_source(notes):
    result = run(notes)
    assert result.exit_code == 2
    assert "--from" in result.stderr


def test_without_the_library(notes, sources, monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    result = run(notes, "--from", sources[1])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'sphinx-talknotes[import]'" in result.stderr


def test_a_file_that_changes_meanwhile(notes, sources, monkeypatch):
    def change(source, data, root):
        if source.name.name == "crlf.md":
            source.path.write_bytes(b"mine\n")
        replace_file(source, data, root)

    monkeypatch.setattr(cli_enrich, "replace_file", change)
    result = run(notes, "--from", sources[1], "--write")
    assert (result.exit_code, result.stdout) == (1, "day 1.md\n")
    assert "crlf.md: the file was changed meanwhile and is left as it is" in result.stderr
    assert (notes / "crlf.md").read_bytes() == b"mine\n"


def test_a_file_that_can_not_be_written(notes, sources, monkeypatch):
    def refuse(source, data, root):
        if source.name.name == "crlf.md":
            raise PermissionError(13, "Permission denied")
        replace_file(source, data, root)

    monkeypatch.setattr(cli_enrich, "replace_file", refuse)
    result = run(notes, "--from", sources[1], "--write")
    assert (result.exit_code, result.stdout) == (1, "day 1.md\n")
    assert "crlf.md: the file can't be written: Permission denied" in result.stderr


def test_paths_are_those_of_the_current_folder(notes, sources, monkeypatch):
    monkeypatch.chdir(notes.parent)
    result = run("notes", "--from", sources[1])
    assert "--- a/notes/crlf.md\n" in result.stdout
    assert "\nnotes/day 1.md:3: Beyond PEP 8" in result.stderr
    assert "--- a/crlf.md\n" in run(notes, "--from", sources[1]).stdout
    monkeypatch.chdir(notes)
    assert "--- a/crlf.md\n" in run(Path(), "--from", sources[1]).stdout
    monkeypatch.chdir(sources[1])
    assert "--- a/crlf.md\n" in run("../notes", "--from", sources[1]).stdout


FIELDS = """# PyCon US 2015

## Facts and Myths about Python names and values

:speakers: Ned Batchelder

Names refer to values.

## What we had for lunch

Beans.
"""
FRONT = """---
speakers: Ned Batchelder
conference: PyCon US 2015
---
# Facts and Myths about Python names and values

Names refer to values.
"""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (FIELDS, "+:video: <https://www.youtube.com/watch?v=_AEJHKGk9ns>"),
        (FRONT, "+video: https://www.youtube.com/watch?v=_AEJHKGk9ns"),
    ],
)
def test_talks_of_a_project_that_say_so_themselves(project, sources, text, line):
    """What is added is read when the project is built."""
    conf = "extensions = ['sphinx_talknotes', 'myst_parser']\nmaster_doc = 'names'\n"
    put(project, {
        "conf.py": f"{conf}myst_enable_extensions = ['colon_fence', 'fieldlist']\n",
        "names.md": text,
    })  # fmt: skip
    result = run(project, "--from", sources[1])
    assert (result.exit_code, line in result.stdout.splitlines()) == (0, True)
    assert run(project, "--from", sources[1], "--write").exit_code == 0
    talk = export(project)["Facts and Myths about Python names and values"]
    assert talk["video"] == "https://www.youtube.com/watch?v=_AEJHKGk9ns"
    assert talk["date"] == "2015-04-11"


def test_plain_headings_that_are_switched_off(project, sources):
    with (project / "conf.py").open("a", encoding="utf-8") as file:
        file.write("talknotes_read = 'plain'\n")
    put(project, {"plain.md": f"---\ntalks: off\n---\n{PLAIN}"})
    assert run(project, "--from", sources[1]).stdout == ""


def test_settings(notes, sources, tmp_path):
    """What `talknotes.toml` says of notes holds here too."""
    put(notes, {"talknotes.toml": 'ignore = ["crlf.md"]\n'})
    result = run(notes, "--from", sources[1])
    assert "crlf.md" not in result.stdout
    assert "day 1.md" in result.stdout
    other = put(tmp_path, {"other.toml": 'ignore = ["day*"]\n'}) / "other.toml"
    result = run(notes, "--from", sources[1], "--settings", other)
    assert "day 1.md" not in result.stdout
    assert "crlf.md" in result.stdout
    result = run(notes, "--from", sources[1], "--settings", tmp_path / "missing.toml")
    assert (result.exit_code, "missing.toml does not exist" in result.stderr) == (2, True)
