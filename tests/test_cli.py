"""The command line: verbs, exit codes, what goes where."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
import sphinx
from click.testing import CliRunner

import sphinx_talknotes
from sphinx_talknotes.cli import main

EXAMPLE = Path(__file__).parents[1] / "examples" / "notes"
NOTES = {
    "README.md": "# Our notes\n\nWelcome.\n",
    "2020-07-23.md": "# EuroPython 2020, Day 1\n\n"
    "## 09:00, [Docker and Python](https://example.org/d), Tania Allard\n\nContainers.\n",
}


@pytest.fixture
def notes(tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    for name, text in NOTES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def snapshot(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_version_and_help():
    assert sphinx_talknotes.__version__ in run("--version").stdout
    for verb in ("build", "import", "export"):
        result = run(verb, "--help")
        assert (result.exit_code, verb in run("--help").stdout) == (0, True)


def test_sphinx_is_not_imported_before_it_is_needed():
    code = "import sys, sphinx_talknotes.cli; sys.exit('sphinx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_as_a_module(notes):
    command = [sys.executable, "-m", "sphinx_talknotes", "import", str(notes)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, "Docker and Python" in done.stdout) == (0, True)


def test_import_shows_a_table(notes):
    before = snapshot(notes)
    result = run("import", notes)
    assert result.exit_code == 0
    header, row = result.stdout.splitlines()
    assert header.split()[:4] == ["page", "line", "title", "speakers"]
    for part in (
        "2020-07-23.md",
        " 3 ",
        "Docker and Python",
        "Tania Allard",
        "EuroPython 2020",
        "09:00",
    ):
        assert part in row
    assert result.stderr == "1 talk, 1 conference, 1 day, 1 speaker, 0 tools, 2 pages\n"
    assert snapshot(notes) == before


def test_import_writes_a_project(notes, tmp_path):
    dest = tmp_path / "dest"
    result = run("import", notes, "-o", dest)
    assert result.exit_code == 0
    names = [".talknotes-import.json", "2020-07-23.md", "conf.py", "index.md"]
    assert sorted(path.name for path in dest.iterdir()) == names


@pytest.mark.parametrize("inside", [".", "out", "a/b"])
def test_import_never_writes_into_the_notes(notes, inside):
    before = snapshot(notes)
    result = run("import", notes, "-o", notes / inside)
    assert (result.exit_code, "outside of the notes" in result.stderr) == (2, True)
    assert snapshot(notes) == before


def test_export(notes, tmp_path):
    result = run("export", notes)
    assert result.exit_code == 0
    (talk,) = json.loads(result.stdout)["talks"]
    assert (talk["title"], talk["start"], talk["line"]) == ("Docker and Python", "09:00", 3)
    assert talk["source"] == "2020-07-23.md"
    file = tmp_path / "all.json"
    assert run("export", notes, "-o", file).stdout == ""
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(result.stdout)
    assert run("export", notes, "-o", tmp_path / "no" / "x.json").exit_code == 2
    assert run("export", notes, "--format", "nope").exit_code == 2


@pytest.mark.parametrize("verb", ["build", "import", "export"])
def test_nothing_to_read(verb, tmp_path):
    out = [tmp_path / "out"] if verb == "build" else []
    missing = run(verb, tmp_path / "nowhere", *out)
    assert (missing.exit_code, "does not exist" in missing.stderr) == (2, True)
    (tmp_path / "empty").mkdir()
    empty = run(verb, tmp_path / "empty", *out)
    assert (empty.exit_code, "no file that ends in" in empty.stderr) == (2, True)


def test_problems_are_told_with_their_place(notes):
    (notes / "bad.md").write_text("---\na: [\n---\n# Bad\n", encoding="utf-8")
    result = run("import", notes)
    assert result.exit_code == 1
    assert result.stderr.startswith("bad.md:2: the front matter is no YAML that can be used")
    assert "[talknotes.front_matter]" in result.stderr


@pytest.mark.parametrize("where", ["", ".."])
def test_build_refuses_to_overwrite_the_notes(notes, where):
    before = snapshot(notes)
    result = run("build", notes, notes / where)
    assert (result.exit_code, "choose another folder" in result.stderr) == (2, True)
    assert snapshot(notes) == before


def test_build_checks_its_options(notes, tmp_path):
    assert run("build", notes, tmp_path / "out", "-j", "many").exit_code == 2
    assert run("build", notes, tmp_path / "out", "--builder", "nope").exit_code == 2
    assert run("build", notes).exit_code == 2


def talknotes(*arguments):
    """Run in a process of its own: Sphinx is not made to be run twice in one."""
    command = [sys.executable, "-m", "sphinx_talknotes", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8")


def test_build_inside_the_notes_twice(notes):
    for _ in range(2):
        done = talknotes("build", notes, notes / "site")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert "1 talk, 1 conference, 1 day, 1 speaker, 0 tools, 2 pages" in done.stderr
    assert "WARNING" not in done.stderr
    assert "Docker and Python" in (notes / "site" / "2020-07-23.html").read_text(encoding="utf-8")
    assert sorted(p.name for p in notes.iterdir()) == ["2020-07-23.md", "README.md", "site"]


def test_build_a_sphinx_project(notes, tmp_path):
    project = tmp_path / "project"
    run("import", notes, "-o", project)
    done = talknotes("build", project, tmp_path / "site", "--builder", "text", "-j", "2")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "2020-07-23.txt").is_file()


def test_build_a_sphinx_project_with_a_mistake(notes, tmp_path):
    project = tmp_path / "project"
    run("import", notes, "-o", project)
    page = project / "2020-07-23.md"
    text = page.read_text(encoding="utf-8").replace(":start: 09:00", ":start: soon")
    page.write_text(text, encoding="utf-8")
    before = snapshot(project)
    done = talknotes("build", project, tmp_path / "site")
    assert done.returncode == 1
    assert done.stderr.count("[talknotes.time]") == 1
    assert (tmp_path / "site" / "index.html").is_file()
    assert not (tmp_path / "site" / ".doctrees").exists()
    assert snapshot(project) == before
    (project / "conf.py").write_text("1 / 0\n", encoding="utf-8")
    broken = talknotes("build", project, tmp_path / "site")
    assert (broken.returncode, "could not build" in broken.stderr) == (2, True)


def test_export_a_sphinx_project(notes, tmp_path):
    project = tmp_path / "project"
    run("import", notes, "-o", project)
    before = snapshot(project)
    done = talknotes("export", project)
    assert done.returncode == 0, done.stderr
    (talk,) = json.loads(done.stdout)["talks"]
    assert (talk["title"], talk["start"]) == ("Docker and Python", "09:00")
    assert talk["conference"] == "EuroPython 2020"
    assert snapshot(project) == before
    (project / "conf.py").write_text("extensions = []\n", encoding="utf-8")
    other = talknotes("export", project)
    assert (other.returncode, "does not name the extension" in other.stderr) == (2, True)


def test_the_example_builds_without_a_warning(tmp_path):
    done = talknotes("build", EXAMPLE, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert "6 talks, 1 conference, 2 days, 7 speakers" in done.stderr


# before Sphinx 9 that warning has no kind, and can't be suppressed by the conf.py that is written
UNKNOWN = "nosuchlanguage" if sphinx.version_info >= (9,) else "text"

NASTY = """# {title}

text[^1] {{role}}`x` [a](gone.md) [b](#here) ![c](gone.png) <project:#x> {{{{ y }}}}

[^1]: note
[^2]: unused

---

% remark

(target)=

:::{{warning}}
no directive
:::

```{{python}}
x
```

##### Deep

## 09:00, [T {title}](https://example.org/t), Tania Allard

---

:option: value

### {title}

> % [r]
> ---

[r]: www.example.org

### My thoughts

# Top

```{language}
never closed
"""


@pytest.mark.parametrize("title", ["Plain", "::: `a` <b> *c* {d}`e` [f](g.md)", "| $ \\ & “q”"])
def test_nothing_in_a_page_makes_sphinx_warn(tmp_path, title):
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "page.md").write_text(NASTY.format(title=title, language=UNKNOWN), encoding="utf-8")
    project = tmp_path / "project"
    assert run("import", folder, "-o", project).exit_code == 1
    command = [sys.executable, "-m", "sphinx", "-nqW", "--keep-going", project, tmp_path / "site"]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


def test_build_into_a_folder_that_cannot_be_made(notes, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = talknotes("build", notes, tmp_path / "file" / "site")
    assert done.returncode == 2
    assert "can't be made: " in done.stderr
    assert "raceback" not in done.stderr


def test_export_of_a_project_warns_without_colours(notes, tmp_path):
    project = tmp_path / "project"
    run("import", notes, "-o", project)
    (project / "x.md").write_text("---\norphan: true\n---\n# X\n\n{talk}`Nope`\n\n:::{talk}\n:::\n",
                                  encoding="utf-8")  # fmt: skip
    done = talknotes("export", project)
    assert (done.returncode, done.stderr.count("[talknotes.title]")) == (1, 1)
    assert "\x1b" not in done.stderr
    assert json.loads(done.stdout)["talks"]


def test_messages_of_a_build_name_the_notes(tmp_path):
    notes = tmp_path / "notes"
    notes.mkdir()
    text = "# PyCon US 2019\n\n## {}\n\nObjects.\n\n## {}\n\nTypes.\n"
    names = ("Beyond Paradigms by Luciano Ramalho", "Protocols by Luciano Ramallo")
    (notes / "day.md").write_text(text.format(*names), encoding="utf-8")
    result = run("build", notes, tmp_path / "site")
    assert result.exit_code == 1
    lines = click.unstyle(result.stderr).splitlines()
    (message,) = [line for line in lines if "Ramallo" in line]
    assert message.startswith("day.md (line ")
    assert "of the page made of it): WARNING: speaker 'Luciano Ramal" in message
    assert "/project/" not in result.stderr
