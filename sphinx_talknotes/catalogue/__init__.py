"""The catalogue: one immutable value that answers every question about the notes."""

from __future__ import annotations

from sphinx_talknotes.catalogue.catalogue import Catalogue
from sphinx_talknotes.catalogue.counts import Counts
from sphinx_talknotes.catalogue.days import Day
from sphinx_talknotes.catalogue.entities import Entity
from sphinx_talknotes.catalogue.query import SORTS, Query

__all__ = ["SORTS", "Catalogue", "Counts", "Day", "Entity", "Query"]
