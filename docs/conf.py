"""Configuration of the documentation."""

import os
import sys
from pathlib import Path

from sphinx_talknotes import __version__

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx-talknotes"
author = "sphinx-talknotes contributors"
copyright = f"2026, {author}"
version = release = __version__
language = "en"

extensions = ["sphinx_talknotes", "talknotes_docs"]
exclude_patterns = ["_build", "snippets"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
nitpicky = True

# the demonstration notes use these initials
talknotes_notetakers = {"ME": "Your Name"}
talknotes_robots = True
talknotes_llms = True

html_theme = "talknotes"
html_title = project
html_static_path = ["_static"]
html_css_files = ["docs.css"]
# The repository and the address of the site are not written down here: Read the Docs knows them.
# Without it, pages have neither a link to their source on the web nor a canonical address.
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
html_theme_options = {
    "source_repository": os.environ.get("READTHEDOCS_GIT_CLONE_URL", "").removesuffix(".git"),
    "source_branch": "main",
    "source_directory": "docs",
}
