"""Our theme: where it is, what its templates get, which files its pages load."""

from __future__ import annotations

from sphinx_talknotes.ext.theming.options import THEME
from sphinx_talknotes.ext.theming.theme import setup_theming, uses_theme

__all__ = ["THEME", "setup_theming", "uses_theme"]
