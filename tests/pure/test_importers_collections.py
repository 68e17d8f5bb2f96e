"""Small collections, each kept in a way of its own: every talk, its speakers, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinx_talknotes.importers import collection_records, field_reports, read_collection
from sphinx_talknotes.model.names import name_key

CASES = sorted((Path(__file__).parent / "importing" / "collections").glob("*/expected.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_collection(path):
    expected = json.loads(path.read_text(encoding="utf-8"))
    collection = read_collection(path.parent / "source")
    found = [
        (page.source, talk.place.line, name_key(talk.title), [p.name for p in talk.speakers])
        for page in collection_records(collection).values()
        for talk in page.talks
    ]
    wanted = [
        (row["file"], row["line"], name_key(row["title"]), row["speakers"]) for row in expected
    ]
    assert sorted(found) == sorted(wanted)
    assert field_reports(collection) == []
