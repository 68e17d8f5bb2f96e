"""The home page that the importer writes."""

from __future__ import annotations

import re

import pytest

from sphinx_talknotes.importers import read_collection
from sphinx_talknotes.importers.writer import plan_project

TALK = "# Day\n\n## 09:00, [Docker and Python](https://example.org/d), Tania Allard\n{}\nNotes.\n"


@pytest.fixture
def home(tmp_path):
    def run(**files):
        folder = tmp_path / "kept"  # the name of a test may say that it is about talks
        folder.mkdir()
        for name, content in files.items():
            (folder / f"{name}.md").write_text(content, encoding="utf-8")
        return plan_project(read_collection(folder)).texts["index.md"]

    return run


def headings(text):
    return re.findall(r"^## (.+)$", text, re.MULTILINE)


def test_it_lists_conferences_talks_tools_and_pages(home):
    text = home(day=TALK.format("\n* Tools: Docker, Python\n"))
    assert headings(text) == ["Conferences", "Latest talks", "Most mentioned tools", "Pages"]
    assert ":::{conferences}\n:::\n" in text
    assert ":::{talks}\n:sort: newest\n:limit: 10\n:::\n" in text
    assert ":::{tools}\n:sort: mentions\n:limit: 20\n:::\n" in text
    assert "\n/day\n" in text


def test_tools_that_are_the_default_of_a_page_count(home):
    text = home(day="---\ntools: Docker\n---\n" + TALK.format(""))
    assert "Most mentioned tools" in headings(text)


def test_without_tools_there_is_no_list_of_them(home):
    assert headings(home(day=TALK.format(""))) == ["Conferences", "Latest talks", "Pages"]


def test_without_talks_there_are_pages_only(home):
    assert headings(home(other="---\ntools: Docker\n---\n# Cooking\n\nSalt.\n")) == ["Pages"]
