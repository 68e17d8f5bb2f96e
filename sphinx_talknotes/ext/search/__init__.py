"""Search: what the search page is given, and an index made by Pagefind where it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_talknotes.ext.search.engine import ENGINE, choose_engine, report_missing
from sphinx_talknotes.ext.search.index import update_index
from sphinx_talknotes.ext.search.page import complete_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_search(app: Sphinx) -> None:
    """Connect the choice of the engine, the search page and the index."""
    # found, not set: with it in the configuration, Sphinx writes all pages when it changes
    app.add_config_value(ENGINE, "", "html", types=frozenset({str}))
    # after the values of conf.py have been checked
    app.connect("config-inited", choose_engine, priority=500)
    app.connect("builder-inited", report_missing)
    # the file is named before the theme chooses among all that are named
    app.connect("html-page-context", complete_page, priority=200)
    # after the fingerprints of the build have been entered
    app.connect("build-finished", update_index, priority=700)
