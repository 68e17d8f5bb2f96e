"""Sidebars of generated pages, made once for all pages of a folder.

A theme that shows the table of contents of the site asks for it on every page, and Sphinx
resolves it anew each time. On the page of a speaker, a tool or a conference it is the same as on
all others of that kind: none of them is in it, all have the same page above them, and all stand
in the same folder, which is what addresses in it depend on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sphinx_talknotes.ext.domain import get_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _share_toctree(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: Any
) -> None:
    domain = get_domain(app.env)
    make: Callable[..., str] | None = context.get("toctree")
    if make is None or pagename not in domain.generated or pagename in domain.roots:
        return
    folder = pagename.rpartition("/")[0]

    def toctree(**options: Any) -> str:
        key = (folder, *sorted(options.items()))
        if key not in domain.sidebars:
            domain.sidebars[key] = make(**options)
        return domain.sidebars[key]

    context["toctree"] = toctree


def setup_sidebars(app: Sphinx) -> None:
    """Connect before themes, which use what the page context holds."""
    app.connect("html-page-context", _share_toctree, priority=100)
