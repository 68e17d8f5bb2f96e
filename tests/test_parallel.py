"""With several processes a build gives the same bytes and the same warnings."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CONF = """
project = "Notes"
extensions = ["sphinx_talknotes"]
"""


def notes():
    """Return files with everything whose order could show: equal names, pictures, warnings."""
    files = {
        "conf.py": CONF,
        "index.md": "# Notes\n\n```{toctree}\n:glob:\n\nn*\n```\n\n:::{talks}\n:::\n",
        "sub/a/shot.png": "one",
        "sub/b/shot.png": "two",
        "sub/c/shot.png": "three",
    }
    for number in range(24):
        names = [f"Ada Quell{'' if number % 3 else ' Jr'}", "bo farrow", "Bo Farrow", "BO FARROW"]
        files[f"n{number:02}.md"] = (
            f"# Page {number}\n\n:::{{talk}} Talk {number % 5}\n"
            f":speakers: {names[0]}, {names[1 + number % 3]}\n"
            f":conference: {'DataConf 2020' if number % 2 else 'dataconf 2020'}\n"
            f":date: 2020-06-{15 + number % 2}\n:tools: tool {number % 7}, Tool {number % 7}\n"
            f":id: {'same' if number in (3, 17) else ''}\n:tags: x\n:rating: 9\n\n"
            f"Look ![](sub/{'abc'[number * 7 % 3]}/shot.png) {{talk}}`Talk 1` {{tool}}`nowhere`\n\n"
            ":::{followup}\nDo it.\n:::\n:::\n"
        )
    for number in range(2):
        files[f"n9{number}.md"] = f"# Bo\n\n:::{{speaker}} Bo Farrow\n\nBio {number}.\n:::\n"
    return files


def build(src, out, jobs, seed):
    command = [sys.executable, "-m", "sphinx", "-q", "-j", str(jobs), "-b", "html",
               "-d", f"{out}-doctrees", str(src), str(out)]  # fmt: skip
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "NO_COLOR": "1"}
    result = subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", env=environment
    )
    assert result.returncode == 0, result.stderr
    files = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*") if path.is_file()
    }  # fmt: skip
    return files, result.stderr.splitlines()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("parallel")
    src = root / "src"
    for name, text in notes().items():
        path = src / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return {jobs: build(src, root / f"out{jobs}", jobs, jobs) for jobs in (1, 2, 4)}


@pytest.mark.parametrize("jobs", [2, 4])
def test_same_bytes(built, jobs):
    serial, parallel = built[1][0], built[jobs][0]
    assert sorted(serial) == sorted(parallel)
    assert [name for name in serial if serial[name] != parallel[name]] == []


@pytest.mark.parametrize("jobs", [2, 4])
def test_same_warnings(built, jobs):
    assert built[1][1]
    # processes tell theirs when they are done: which page comes first is chance
    assert sorted(built[1][1]) == sorted(built[jobs][1])


def test_warnings_of_the_whole_project_have_one_order(built):
    def whole(lines):
        return [line for line in lines if line.endswith(("duplicate]", "alias]"))]

    assert whole(built[1][1])
    assert whole(built[1][1]) == whole(built[2][1]) == whole(built[4][1])


def test_nothing_is_written_when_nothing_changed_in_another_process(tmp_path):
    """Sets come in another order in every process; fingerprints must not depend on it."""
    source, out = tmp_path / "src", tmp_path / "out"
    source.mkdir()
    (source / "conf.py").write_text("extensions = ['sphinx_talknotes']\n", encoding="utf-8")
    (source / "index.md").write_text(
        "# Notes\n\n:::{talk} One\n:speakers: Ada, Bo\n:tools: pip, uv\n"
        ":conference: PyCon 2020\n:::\n",
        encoding="utf-8",
    )
    written = []
    for seed in range(4):
        command = [sys.executable, "-m", "sphinx", "-b", "html", str(source), str(out)]
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        subprocess.run(command, env=environment, check=True, capture_output=True)
        pages = [out / "index.html", *sorted(out.glob("*s/*.html"))]
        written.append({path.name: path.stat().st_mtime_ns for path in pages})
    assert written[0].keys() >= {"index.html", "ada.html", "pip.html", "pycon-2020.html"}
    assert written[1:] == written[:1] * 3


def test_two_applications_in_one_process_do_not_see_each_other(site):
    first = site({"index.md": "# Home\n"}).build()
    second = site({"index.md": "# Home\n"}).build()
    ours, theirs = (built.app.config.html_static_path for built in (first, second))
    assert len(ours) == len(theirs) == len(set(ours))
    assert (first.out() / ".buildinfo").read_bytes() == (second.out() / ".buildinfo").read_bytes()
