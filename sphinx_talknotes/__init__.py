"""Turn collections of conference-talk notes into a cross-linked Sphinx site."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension (called by Sphinx)."""
    from sphinx_talknotes.ext.extension import setup_extension

    return setup_extension(app)
