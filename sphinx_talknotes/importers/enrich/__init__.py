"""Notes enriched from schedules and catalogues: what they lack is added, nothing is changed.

`enrich` reads notes as they are, or a Sphinx project, finds the session of a catalogue that
each talk is, and says which lines would be put in where.
"""

from __future__ import annotations

from sphinx_talknotes.importers.enrich.changes import DEFAULT_FIELDS, FIELDS, iter_names
from sphinx_talknotes.importers.enrich.diff import make_diff
from sphinx_talknotes.importers.enrich.enriching import Enrichment, Finding, enrich
from sphinx_talknotes.importers.enrich.files import ChangedError, apply_insertions, replace_file
from sphinx_talknotes.importers.enrich.match import SURENESS, Sureness

__all__ = [
    "DEFAULT_FIELDS",
    "FIELDS",
    "SURENESS",
    "ChangedError",
    "Enrichment",
    "Finding",
    "Sureness",
    "apply_insertions",
    "enrich",
    "iter_names",
    "make_diff",
    "replace_file",
]
