"""A collection written as a Sphinx project of MyST pages."""

from __future__ import annotations

from sphinx_talknotes.importers.writer.diff import diff_notes, diff_update
from sphinx_talknotes.importers.writer.manifest import ManifestError
from sphinx_talknotes.importers.writer.project import Written, plan_project, write_project
from sphinx_talknotes.importers.writer.stale import find_stale
from sphinx_talknotes.importers.writer.update import (
    UnfinishedError,
    Update,
    apply_update,
    compare,
)

__all__ = [
    "ManifestError",
    "UnfinishedError",
    "Update",
    "Written",
    "apply_update",
    "compare",
    "diff_notes",
    "diff_update",
    "find_stale",
    "plan_project",
    "write_project",
]
