"""The documentation: complete, true, and free of what belongs to one machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from sphinx_talknotes import __version__
from sphinx_talknotes.cli import main
from sphinx_talknotes.ext.config import OPTIONS
from sphinx_talknotes.ext.directives import DIRECTIVES
from sphinx_talknotes.ext.directives.listings import (
    CONFERENCES_OPTIONS,
    ENTITIES_OPTIONS,
    QUERY_OPTIONS,
    TALKS_OPTIONS,
)
from sphinx_talknotes.ext.roles import ROLES
from sphinx_talknotes.importers.grammars import GRAMMARS
from sphinx_talknotes.importers.settings import find_settings
from sphinx_talknotes.importers.settings.keys import (
    PAGE_KEYS,
    SPELLINGS,
    TABLES,
    TALK_KEYS,
    TOP_KEYS,
)
from sphinx_talknotes.model.entity_fields import ENTITY_FIELDS
from sphinx_talknotes.model.fields import FIELDS
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.model.records import FOLLOWUP_KINDS, KINDS, STATUSES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SNIPPETS = sorted(path.stem for path in (DOCS / "snippets").glob("*.md"))
LISTINGS = ("talks", "speakers", "tools", "conferences", "followups", "questions", "timetable")

CODE_BLOCK = re.compile(
    r"^(`{3,})\{code-block\} (\w+)\n(?::caption: (\S+)\n)?\n?(.*?)^\1$", re.MULTILINE | re.DOTALL
)
"""Groups: fence, language, caption, content."""


def sphinx(*arguments: str, cwd: Path | None = None) -> str:
    """Run sphinx-build in a process of its own; return what it wrote to stderr."""
    # the marks of colours would hide what is compared
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONWARNINGS": ""}
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", *arguments], cwd=cwd, env=environment,
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole documentation as text, which needs no theme."""
    out = tmp_path_factory.mktemp("docs")
    sphinx("-nW", "--keep-going", "-b", "text", "-d", str(out / "doctrees"), str(DOCS),
           str(out / "text"))  # fmt: skip
    return out / "text"


def page(built: Path, name: str) -> str:
    return (built / f"{name}.txt").read_text(encoding="utf-8")


# -- the reference is complete


def test_every_configuration_value_is_in_the_reference(built):
    text = page(built, "reference/configuration")
    for option in OPTIONS:
        assert f"talknotes_{option.name}" in text
        assert repr(option.default) in text


def test_every_warning_is_in_the_reference(built):
    text = " ".join(page(built, "reference/warnings").split())
    for problem in Problem:
        assert f"talknotes.{problem.value}" in text
        assert problem.help.replace("`", '"') in text


def test_every_talk_option_is_in_the_reference(built):
    for name in ("reference/talk-options", "directives/talk"):
        text = page(built, name)
        for field in FIELDS:
            for option in (field.name, *field.aliases):
                assert f'"{option}"' in text


def test_every_kind_and_status_is_in_the_reference(built):
    text = page(built, "reference/talk-options")
    for word, label in {**KINDS, **STATUSES}.items():
        assert f'"{word}"' in text
        assert label in text


def test_front_matter_names_exactly_the_fields_that_have_defaults(built):
    text = page(built, "reference/front-matter")
    table = text[text.index("| Key") :]
    for field in FIELDS:
        assert (f'"{field.name}"' in table) is field.default, field.name


@pytest.mark.parametrize("kind", ENTITY_FIELDS)
def test_every_option_of_an_entity_is_in_the_reference(built, kind):
    texts = page(built, "reference/entity-options"), page(built, f"directives/{kind}")
    for field in ENTITY_FIELDS[kind]:
        for text in texts:
            assert f'"{field.name}"' in text


def test_every_listing_option_is_in_the_reference(built):
    for name in ("reference/listing-options", "listings/talks"):
        text = page(built, name)
        for option in {**QUERY_OPTIONS, **TALKS_OPTIONS}:
            assert f'"{option}"' in text
    for kind in FOLLOWUP_KINDS:
        assert f'"{kind}"' in page(built, "listings/followups")
    for name, options in (
        ("speakers", ENTITIES_OPTIONS), ("tools", ENTITIES_OPTIONS),
        ("conferences", CONFERENCES_OPTIONS),
    ):  # fmt: skip
        for option, (_, text) in options.items():
            found = " ".join(page(built, f"listings/{name}").replace("|", " ").split())
            assert f'"{option}" {text.replace("`", chr(34))}' in found


def test_every_directive_and_role_has_a_page(built):
    for name in DIRECTIVES:
        folder = "listings" if name in LISTINGS else "directives"
        assert page(built, f"{folder}/{name}").startswith(name)
    for name in ROLES:
        assert page(built, f"roles/{name}").startswith(name)


def test_every_verb_of_the_command_line_is_in_the_reference(built):
    text = " ".join(page(built, "reference/command-line").split())
    for name, command in main.commands.items():
        assert f"talknotes {name}" in text
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert all(option in text for option in parameter.opts)


def test_every_setting_is_in_the_reference(built):
    text = page(built, "reference/talknotes-toml")
    for key in (*TOP_KEYS, *PAGE_KEYS, *TALK_KEYS, SPELLINGS):
        assert f'"{key.name}"' in text
    for grammar in GRAMMARS:
        assert f'"{grammar.name}"' in text
    for table in TABLES:
        assert f"[{table}]" in text


@pytest.mark.parametrize("name", ["reference/talknotes-toml", "guides/existing-notes"])
def test_examples_of_settings_are_right(name, tmp_path):
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert examples
    for example in examples:
        (tmp_path / "talknotes.toml").write_text(example, encoding="utf-8")
        assert find_settings(tmp_path).reports == ()


def test_every_key_of_the_catalogue_is_in_the_reference():
    from sphinx_talknotes.catalogue import Catalogue
    from sphinx_talknotes.exporters import export_json
    from sphinx_talknotes.model.records import PageRecords, Person, Place, Talk

    talk = Talk("T", Place("a", "t", 1), speakers=(Person("S"),), tools=("X",), conference="C")
    data = yaml.safe_load(export_json(Catalogue.build({"a": PageRecords(talks=(talk,))})))
    reference = (DOCS / "reference/catalogue.md").read_text(encoding="utf-8")
    talks, entities = reference.split("## Speakers, tools, conferences")
    assert {key for key in data["talks"][0] if f"`{key}`" not in talks} == set()
    for part in ("speakers", "tools", "conferences"):
        assert {key for key in data[part][0] if f"`{key}`" not in entities} == set()
        assert f'"{part}"' in reference


# -- examples


def test_every_snippet_is_on_a_page():
    folders = ("directives", "listings", "roles")
    pages = (path for folder in folders for path in (DOCS / folder).glob("*.md"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in pages)
    shown = re.findall(r"^:::\{example\} (\S+)$", text, re.MULTILINE)
    assert sorted(shown) == SNIPPETS


def test_every_directive_and_role_has_an_example():
    paths = (DOCS / "snippets" / f"{name}.md" for name in SNIPPETS)
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    for name in DIRECTIVES:
        assert f":{{{name}}}" in text
    for name in ROLES:
        assert f"{{{name}}}`" in text


SNIPPETS_CONF = """
extensions = ["sphinx_talknotes"]
talknotes_notetakers = {"ME": "Your Name"}
smartquotes = False


def note_orphan(app, doctree):
    app.env.metadata[app.env.docname]["orphan"] = True


def setup(app):
    app.connect("doctree-read", note_orphan)
"""


@pytest.fixture(scope="session")
def both_markups(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All snippets as pages of one project per markup, written as pseudo-XML."""
    folder = tmp_path_factory.mktemp("markups")
    for suffix in ("md", "rst"):
        source = folder / suffix
        source.mkdir()
        (source / "conf.py").write_text(SNIPPETS_CONF, encoding="utf-8")
        (source / "index.rst").write_text("Home\n====\n", encoding="utf-8")
        for name in SNIPPETS:
            text = (DOCS / "snippets" / f"{name}.{suffix}").read_text(encoding="utf-8")
            (source / f"{name}.{suffix}").write_text(text, encoding="utf-8")
        # the pages in docs/demo, to which the snippets refer
        for path in (DOCS / "demo").iterdir():
            (source / f"demo-{path.name}").write_bytes(path.read_bytes())
        demo = (source / "demo-index.md").read_text(encoding="utf-8")
        (source / "demo-index.md").write_text(
            "# Demo\n\n" + demo[demo.index(":::{conference}") :], encoding="utf-8"
        )
        sphinx("-nW", "--keep-going", "-b", "pseudoxml", str(source), str(folder / f"{suffix}-out"))
    return {suffix: folder / f"{suffix}-out" for suffix in ("md", "rst")}


@pytest.mark.parametrize("name", SNIPPETS)
def test_both_markups_give_the_same_page(both_markups, name):
    myst, rest = (
        _normal((both_markups[suffix] / f"{name}.pseudoxml").read_text(encoding="utf-8"))
        for suffix in ("md", "rst")
    )
    assert myst == rest
    assert "tn-" in myst or "reference" in myst


def _normal(text: str) -> str:
    """Leave out what parsers may say differently: the file, and how a list was marked."""
    text = re.sub(r'<document source="[^"]*"[^>]*>', "<document>", text)
    text = re.sub(r' (?:bullet|refdoc|xml:space)="[^"]*"', "", text)
    return re.sub(r' (?:refwarn|refexplicit)="[^"]*"', "", text)


# -- the tutorial


def test_the_tutorial_works_as_written(tmp_path):
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    builds = 0
    files = set()
    for _fence, language, name, content in CODE_BLOCK.findall(text):
        if name:
            (tmp_path / name).write_text(content, encoding="utf-8", newline="\n")
            files.add(name)
        elif language == "sh":
            for line in content.splitlines():
                program, *arguments = line.split()
                if program == "sphinx-build":
                    assert sphinx("-nW", "--keep-going", *arguments, cwd=tmp_path) == ""
                    builds += 1
    assert builds >= 2
    assert files >= {"conf.py", "index.md", ".readthedocs.yaml", "requirements.txt", ".gitignore"}
    site = tmp_path / "_build" / "html"
    speaker = (site / "ned-batchelder.html").read_text(encoding="utf-8")
    assert "Loop like a native" in speaker
    assert "Facts and Myths" in speaker
    assert (site / "speakers" / "raymond-hettinger.html").is_file()
    assert not (site / "speakers" / "ned-batchelder.html").exists()
    assert (site / "tools" / "index.html").is_file()
    todo = (site / "todo.html").read_text(encoding="utf-8")
    assert "The text of the talk" in todo
    assert "When is a generator slower" in todo
    assert "Transforming Code into Beautiful, Idiomatic Python" in todo


def test_what_is_published_can_be_built():
    for path in ("tutorial.md", "guides/read-the-docs.md"):
        blocks = CODE_BLOCK.findall((DOCS / path).read_text(encoding="utf-8"))
        files = {name: content for _, _, name, content in blocks if name}
        settings = yaml.safe_load(files[".readthedocs.yaml"])
        assert settings["version"] == 2
        assert settings["sphinx"]["configuration"] in files
        assert settings["python"]["install"] == [{"requirements": "requirements.txt"}]
        assert f"sphinx_talknotes-{__version__}-py3-none-any.whl" in files["requirements.txt"]
        compile(files["conf.py"], "conf.py", "exec")


# -- README


def readme_blocks() -> list[tuple[str, str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```+(\w+)\n(.*?)^```+$", text, re.MULTILINE | re.DOTALL)


def test_commands_of_the_readme_are_one_line_each_and_make_their_environment():
    commands = [content for language, content in readme_blocks() if language == "sh"]
    assert len(commands) >= 2
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for command in commands:
        assert command.count("\n") == 1, command
        assert command.startswith("python3 -m venv .venv && . .venv/bin/activate && ")
        subprocess.run(["sh", "-n", "-c", command], check=True)
    assert "talknotes" in project["scripts"]
    built = [command for command in commands if "talknotes build" in command]
    assert built
    for command in built:
        source = command.split("talknotes build ")[1].split()[0]
        assert (ROOT / source).is_dir(), source


def test_example_of_the_readme_builds_without_a_warning(tmp_path):
    blocks = readme_blocks()
    conf = [content for language, content in blocks if language == "python"]
    notes = [content for language, content in blocks if language == "markdown"]
    assert conf
    assert notes
    (tmp_path / "conf.py").write_text("".join(conf), encoding="utf-8")
    (tmp_path / "index.md").write_text(notes[0], encoding="utf-8")
    assert sphinx("-nW", "--keep-going", "-b", "html", ".", "_build", cwd=tmp_path) == ""
    assert (tmp_path / "_build" / "conferences" / "europython-2020.html").is_file()


def test_links_of_the_readme_lead_to_files():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("https://", "#")):
            assert (ROOT / target.partition("#")[0]).exists(), target


# -- nothing of one machine


FOREIGN = re.compile(
    r"/(?:home|Users|root|work|opt)/\w|\\Users\\|[a-z0-9.-]+\.(?:internal|local|lan)\b"
    r"|(?:index|extra-index)-url|/simple/|artifactory|devpi",
    re.IGNORECASE,
)


def test_no_file_names_a_machine():
    paths = [ROOT / "README.md", ROOT / "CHANGELOG.md"]
    paths += [path for path in DOCS.rglob("*") if path.is_file() and "_build" not in path.parts]
    assert len(paths) > 50
    for path in paths:
        if path.suffix in {".md", ".rst", ".py", ".css", ".yaml"}:
            found = FOREIGN.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path.relative_to(ROOT)}: {found[0]}"
