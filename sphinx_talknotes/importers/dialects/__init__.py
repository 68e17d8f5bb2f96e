"""Dialects: what a source system adds to Markdown or reST. One dialect per file.

To add one, write a file with a `Dialect`, a row here, and a folder of examples in
``tests/pure/importing/dialects``.
"""

from __future__ import annotations

from sphinx_talknotes.importers.dialects.base import Dialect, Expansion
from sphinx_talknotes.importers.dialects.hugo import HUGO
from sphinx_talknotes.importers.dialects.jekyll import JEKYLL
from sphinx_talknotes.importers.dialects.markdown import MARKDOWN
from sphinx_talknotes.importers.dialects.rest import REST

DIALECTS: tuple[Dialect, ...] = (JEKYLL, HUGO, REST, MARKDOWN)
"""All dialects; the last takes whatever no other one claims."""

__all__ = ["DIALECTS", "Dialect", "Expansion"]
