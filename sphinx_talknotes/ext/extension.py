"""The whole extension on one screen: what is registered, and in which order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ThemeError

from sphinx_talknotes import __version__
from sphinx_talknotes.ext.config import setup_config
from sphinx_talknotes.ext.directives import DIRECTIVES
from sphinx_talknotes.ext.domain import TalknotesDomain, warn_missing
from sphinx_talknotes.ext.freshness import setup_freshness
from sphinx_talknotes.ext.indices import INDICES
from sphinx_talknotes.ext.nodes import setup_nodes
from sphinx_talknotes.ext.pages import setup_pages
from sphinx_talknotes.ext.plain.transform import setup_plain
from sphinx_talknotes.ext.reading.text import setup_text
from sphinx_talknotes.ext.reading.transform import setup_transform
from sphinx_talknotes.ext.resolve import AnchorsTransform, ViewsTransform, mend_contents
from sphinx_talknotes.ext.roles import ROLES
from sphinx_talknotes.ext.search import setup_search
from sphinx_talknotes.ext.sidebars import setup_sidebars
from sphinx_talknotes.ext.sources import setup_sources
from sphinx_talknotes.ext.theming import setup_theming
from sphinx_talknotes.ext.web.setup import setup_web

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"


def _add_static(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC))


def setup_extension(app: Sphinx) -> ExtensionMetadata:
    """Register everything; MyST-Parser and sphinx-design come along.

    Raises:
        ThemeError: the theme was asked for, and not the extension.
    """
    if getattr(app, "env", None) is not None:
        # Sphinx loads the extension of a theme when it is too late for directives and domains
        raise ThemeError('html_theme = "talknotes" also needs extensions = ["sphinx_talknotes"]')
    if "myst_nb" not in app.extensions:  # it brings MyST-Parser, and can't be set up before it
        app.setup_extension("myst_parser")
    app.setup_extension("sphinx_design")
    setup_config(app)
    setup_text(app)
    setup_nodes(app)
    app.add_domain(TalknotesDomain)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
        app.add_directive_to_domain("talknotes", name, directive)
    for name, role in ROLES.items():
        app.add_role(name, role)
        app.add_role_to_domain("talknotes", name, role)
    for index in INDICES:
        app.add_index_to_domain("talknotes", index)
    setup_plain(app)
    setup_transform(app)
    app.add_post_transform(ViewsTransform)
    app.add_post_transform(AnchorsTransform)
    app.connect("html-page-context", mend_contents, priority=900)
    app.connect("warn-missing-reference", warn_missing)
    setup_pages(app)
    setup_sources(app)
    setup_sidebars(app)
    setup_theming(app)
    setup_search(app)
    setup_web(app)
    setup_freshness(app)
    app.connect("builder-inited", _add_static)
    app.add_css_file("talknotes.css")
    app.add_js_file("talknotes-video.js", loading_method="defer")
    return {
        "version": __version__,
        # 1: first layout of what is stored with the environment
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
