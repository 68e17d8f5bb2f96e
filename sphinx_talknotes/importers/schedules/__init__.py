"""Schedules and catalogues of conferences, read from files. One format per file.

To add one, write a file with a `Format`, a row in `reading.py`, and a folder of examples in
``tests/pure/importing/schedules``.
"""

from __future__ import annotations

from sphinx_talknotes.importers.schedules.base import Schedule, Session
from sphinx_talknotes.importers.schedules.reading import read_schedules

__all__ = ["Schedule", "Session", "read_schedules"]
