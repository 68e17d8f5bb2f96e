"""Grammars and dialects, each with its folder of examples in ``importing``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinx_talknotes.importers import field_reports, read_collection
from sphinx_talknotes.importers.dialects import DIALECTS
from sphinx_talknotes.importers.grammars import GRAMMARS
from sphinx_talknotes.importers.records import get_date
from sphinx_talknotes.importers.writer import plan_project

DATA = Path(__file__).parent / "importing"
GRAMMAR_CASES = sorted(p for p in (DATA / "grammars").glob("*/*") if p.suffix in (".md", ".rst"))
DIALECT_CASES = sorted(path.parent for path in (DATA / "dialects").glob("*/*/expected.json"))


def name_case(path):
    return f"{path.parent.name}-{path.stem}"


def test_every_grammar_and_dialect_has_examples():
    assert {path.parent.name for path in GRAMMAR_CASES} == {grammar.name for grammar in GRAMMARS}
    assert {path.parent.name for path in DIALECT_CASES} == {dialect.name for dialect in DIALECTS}


@pytest.mark.parametrize("path", GRAMMAR_CASES, ids=name_case)
def test_grammar(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    collection = read_collection(path)
    (page,) = collection.pages.values()
    assert [[piece.draft.title, piece.draft.fields] for piece in page.talks] == expected
    assert page.grammar == (path.parent.name if expected else "")
    assert field_reports(collection) == []


@pytest.mark.parametrize("folder", DIALECT_CASES, ids=name_case)
def test_dialect(folder):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    collection = read_collection(folder / "source")
    found = {
        name: {
            "dialect": page.dialect,
            "title": page.title,
            "conference": page.conference,
            "date": str(get_date(page) or ""),
            "talks": len(page.talks),
        }
        for name, page in collection.pages.items()
    }
    assert found == expected["pages"]
    plan = plan_project(collection)
    for name, texts in expected["written"].items():
        for text in texts:
            assert text in plan.texts[name]
    for text in expected["not_written"]:
        assert not any(text in written for written in plan.texts.values())
    messages = [report.message for report in [*collection.reports, *plan.reports]]
    assert len(messages) == len(expected["reports"]), messages
    for text in expected["reports"]:
        assert any(text in message for message in messages), text


def test_files_that_pages_show_are_copied():
    collection = read_collection(DATA / "dialects" / "jekyll" / "series" / "source")
    assert [path.as_posix() for path in plan_project(collection).assets] == ["images/chart.svg"]


def test_one_page_of_a_site_is_read_like_all(tmp_path):
    """The dialect shows in the page, or in the name of the folder it lies in."""
    source = DATA / "dialects" / "jekyll" / "series" / "source" / "_posts"
    assert {page.dialect for page in read_collection(source).pages.values()} == {"jekyll"}
    hugo = DATA / "dialects" / "hugo" / "content" / "source" / "content" / "post"
    page = read_collection(hugo / "scipy-2020-day-three").pages["index"]
    assert (page.dialect, len(page.talks)) == ("hugo", 2)
