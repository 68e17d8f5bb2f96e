"""Grammars: how a heading names a talk and who spoke. One grammar per file.

Before a grammar reads it, a heading has lost what stands around title and speaker (`undress`).
To add one, write a file with a `Grammar`, a row here, and a folder of examples in
``tests/pure/importing/grammars``. Which grammar is right where several could be is decided for the
collection as a whole, see `choice`.
"""

from __future__ import annotations

from sphinx_talknotes.importers.grammars.along import ALONG
from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, SURE, Grammar, Reading, is_video
from sphinx_talknotes.importers.grammars.bracketed import BRACKETED
from sphinx_talknotes.importers.grammars.by import BY
from sphinx_talknotes.importers.grammars.dashed import DASHED
from sphinx_talknotes.importers.grammars.handled import HANDLED
from sphinx_talknotes.importers.grammars.led import LED
from sphinx_talknotes.importers.grammars.listed import LISTED
from sphinx_talknotes.importers.grammars.piped import PIPED
from sphinx_talknotes.importers.grammars.titled import TITLED

GRAMMARS: tuple[Grammar, ...] = (
    LISTED, PIPED, BY, ALONG, BRACKETED, HANDLED, DASHED, LED, TITLED,
)  # fmt: skip
"""All grammars; where two explain as much of a collection, the earlier one is taken."""

__all__ = [
    "ALONG",
    "DASHED",
    "GRAMMARS",
    "HINT",
    "LED",
    "LIKELY",
    "SURE",
    "TITLED",
    "Grammar",
    "Reading",
    "is_video",
]
