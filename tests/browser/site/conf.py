"""Every kind of page, with content that is hard on a theme."""

from __future__ import annotations

project = "Hard notes"
extensions = ["sphinx_talknotes"]
exclude_patterns = ["_build"]
language = "en"
html_theme = "talknotes"
myst_enable_extensions = ["deflist"]
talknotes_notetakers = {"ME": "Your Name"}
