"""Pages in reStructuredText, written as such."""

from __future__ import annotations

from sphinx_talknotes.importers.writer.rest.page import write_page

__all__ = ["write_page"]
