"""The package as it is installed: all its files, and nothing else needed for a first site."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path, PurePosixPath

import pytest

import sphinx_talknotes

PACKAGE = Path(sphinx_talknotes.__file__).parent
DISTRIBUTION = metadata.distribution("sphinx-talknotes")
TEXT = """\
# Day

:::{talk} A first talk
:speakers: Ada Lovelace
:video: https://youtu.be/dQw4w9WgXcQ

Words. {at}`1:00`
:::
"""


def run(*arguments, cwd):
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def test_the_version_is_that_of_the_distribution():
    assert DISTRIBUTION.version == sphinx_talknotes.__version__


@pytest.mark.parametrize(
    "name", ["py.typed", "ext/static/talknotes.css", "ext/static/talknotes-video.js.jinja"]
)
def test_files_are_inside(name):
    assert (PACKAGE / name).is_file()


def test_the_wheel_lists_all_files_of_the_package():
    listed = {PurePosixPath(path) for path in DISTRIBUTION.files or ()}
    if not any(path.parts[0] == "sphinx_talknotes" for path in listed):
        pytest.skip("not installed from a wheel: this checks the files that a wheel brings")
    found = {
        PurePosixPath("sphinx_talknotes", *path.relative_to(PACKAGE).parts)
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert found <= listed
    assert {path.parts[0] for path in listed if not path.parts[0].endswith(".dist-info")} <= {
        "sphinx_talknotes", "..",
    }  # fmt: skip


def test_it_says_what_it_is():
    assert DISTRIBUTION.metadata["License-Expression"] == "MIT"
    assert "Framework :: Sphinx :: Extension" in DISTRIBUTION.metadata.get_all("Classifier")
    assert any(line.lower().startswith("sphinx") for line in DISTRIBUTION.requires)


def test_the_command_is_installed(tmp_path):
    (entry,) = DISTRIBUTION.entry_points.select(group="console_scripts", name="talknotes")
    assert entry.value == "sphinx_talknotes.cli:main"
    assert callable(entry.load())
    done = run("-m", "sphinx_talknotes", "--version", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sphinx_talknotes.__version__ in done.stdout


def test_the_extension_alone_builds_a_site(tmp_path):
    source = tmp_path / "src"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["sphinx_talknotes"]\n', encoding="utf-8")
    (source / "index.md").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out"
    done = run("-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", source, out, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "A first talk" in page
    assert (out / "speakers" / "ada-lovelace.html").is_file()
    for name in ("talknotes.css", "talknotes-video.js"):
        assert f"_static/{name}" in page
        assert (out / "_static" / name).stat().st_size > 500


def test_nothing_of_the_machine_is_in_the_output(tmp_path):
    source = tmp_path / "src"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["sphinx_talknotes"]\n', encoding="utf-8")
    (source / "index.md").write_text(TEXT, encoding="utf-8")
    done = run(
        "-m", "sphinx", "-q", "-d", tmp_path / "trees", source, tmp_path / "out", cwd=tmp_path
    )
    assert done.returncode == 0
    places = [str(tmp_path).encode(), str(PACKAGE).encode()]
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            assert not any(place in path.read_bytes() for place in places), path.name
