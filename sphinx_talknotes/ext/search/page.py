"""What the template of the search page is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_talknotes.ext.search.engine import ENGINE
from sphinx_talknotes.ext.theming import uses_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_SCRIPT = "talknotes-search.js"
_CORE = ("documentation_options.js", "doctools.js", "sphinx_highlight.js", "language_data.js",
         "searchtools.js")  # fmt: skip
"""Scripts of Sphinx's search, in the order in which they need one another."""

_LISTS = (("conferences/index", "Conferences"), ("speakers/index", "Speakers"),
          ("tools/index", "Tools"))  # fmt: skip


def complete_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: Any
) -> None:
    """Give the search page its script, the scripts to load with the first search, and lists."""
    if pagename != "search" or not uses_theme(app.builder):
        return
    app.add_js_file(_SCRIPT, loading_method="defer")
    context["search_engine"] = app.config[ENGINE]
    context["search_scripts"] = _CORE
    context["search_lists"] = list(_lists(app))


def _lists(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield name and title of each page that lists what there is."""
    for name, title in _LISTS:
        if name in app.env.all_docs:
            yield name, title
    for name, index, *_ in getattr(app.builder, "domain_indices", ()):
        if name == "talknotes-talks":
            yield name, str(index.localname)
