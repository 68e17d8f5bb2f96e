"""A site that is written from right to left."""

from __future__ import annotations

project = "ملاحظات"
extensions = ["sphinx_talknotes"]
exclude_patterns = ["_build"]
language = "ar"
html_theme = "talknotes"
