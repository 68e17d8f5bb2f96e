"""What looks a little like a talk and was not read as one."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from sphinx_talknotes.importers.collection import Collection, SourcePage
from sphinx_talknotes.importers.finding.hints import find_hints
from sphinx_talknotes.importers.lines import split_lines
from sphinx_talknotes.importers.page import Facts
from sphinx_talknotes.importers.pieces import Prose
from sphinx_talknotes.importers.settings import read_settings


def hint(text, title="Notes", settings=None):
    """Return the hints for a page that is nothing but prose."""
    page = SourcePage(
        path=PurePosixPath("a.md"), docname="a", title=title, front={},
        pieces=[Prose(tuple(split_lines(text, 3)), 3)], dialect="markdown", facts=Facts(),
        site=PurePosixPath(),
    )  # fmt: skip
    collection = Collection(Path(), {"a": page})
    if settings is not None:
        collection.settings = read_settings(settings)
    return [(hint.page, hint.line, hint.text) for hint in find_hints(collection)]


@pytest.mark.parametrize(
    "text",
    [
        "## Actors - Robert Nishihara",
        "## Robert Nishihara: Actors",
        "## Actors by Robert Nishihara",
        "## Actors (Robert Nishihara)",
        "## Keynote\n\nSpeaker: Robert Nishihara",
        "## Keynote\n\n**by** somebody",
        "## Keynote\n\nSee https://www.youtube.com/watch?v=XIu8ZF7RSkw",
        "## [Keynote](https://www.youtube.com/watch?v=XIu8ZF7RSkw)",
    ],
)
def test_headings_that_may_be_talks(text):
    heading = text.partition("\n")[0].lstrip("# ").partition("](")[0].lstrip("[")
    assert hint(f"Hello.\n\n{text}\n\nText.\n") == [("a.md", 5, heading)]


@pytest.mark.parametrize(
    "text",
    [
        "## Sponsors", "## What is new", "## Day 1 - Monday Morning", "## Notes: what is new",
        "## Links\n\nhttps://example.org/", "Robert Nishihara - Actors", "## Part One: Great Hall",
    ],
)  # fmt: skip
def test_headings_that_are_none(text):
    assert hint(f"{text}\n\nText.\n") == []


def test_a_page_s_title_may_name_a_talk():
    assert hint("Text.\n", "Actors - Robert Nishihara") == [
        ("a.md", 1, "Actors - Robert Nishihara")
    ]


def test_what_is_said_to_be_no_talk_is_not_mentioned(tmp_path):
    settings = tmp_path / "talknotes.toml"
    settings.write_text('not-talks = ["actors*"]\n', encoding="utf-8")
    text = "## Actors - Robert Nishihara\n\n## Ray - Robert Nishihara\n"
    assert [found[2] for found in hint(text, "Actors, Robert Nishihara", settings)] == [
        "Ray - Robert Nishihara"
    ]
