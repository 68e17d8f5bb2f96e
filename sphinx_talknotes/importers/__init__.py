"""Notes as they are, read into records and pages of this project.

A *dialect* is what a source system adds to Markdown; a *grammar* is a way of naming a talk.
`read_collection` finds both and cuts every page into prose and talks, `writer` turns that
into a Sphinx project, `collection_records` into records. Nothing here needs Sphinx.
"""

from __future__ import annotations

from sphinx_talknotes.importers.collection import (
    Collection,
    SourcePage,
    read_collection,
    read_texts,
)
from sphinx_talknotes.importers.pieces import Prose, TalkPiece
from sphinx_talknotes.importers.records import collection_records, field_reports

__all__ = [
    "Collection",
    "Prose",
    "SourcePage",
    "TalkPiece",
    "collection_records",
    "field_reports",
    "read_collection",
    "read_texts",
]
