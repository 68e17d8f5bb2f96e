"""The wiring of the theme, and what its templates get."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.frame.frame import FrameView, without_links
from sphinx_talknotes.ext.theming.edit import edit_address
from sphinx_talknotes.ext.theming.files import choose_files
from sphinx_talknotes.ext.theming.missing import (
    MISSING,
    has_missing_page,
    lead_from_root,
    name_missing_page,
)
from sphinx_talknotes.ext.theming.options import THEME, check_logos, check_options

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FOLDER = Path(__file__).parent.parent.parent / "theme" / THEME

_KINDS = {"search": "search", "genindex": "index", MISSING: "missing"}
"""Pages that are no documents."""

_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left."""


def uses_theme(builder: Any) -> bool:
    """Tell whether a builder makes pages with our theme, or with one that inherits from it."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, SerializingHTMLBuilder)
        and str(_FOLDER) in map(str, builder.theme.get_theme_dirs())
    )


class TablesTransform(SphinxPostTransform):
    """Puts each table into a box that scrolls by itself where the page is too narrow for it."""

    default_priority = 950
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Wrap the tables of the document; tables in tables scroll with them."""
        if not uses_theme(get_domain(self.env).builder):
            return
        for table in list(self.document.findall(nodes.table)):
            above = table.parent
            while above is not None and not isinstance(above, nodes.table):
                above = above.parent
            if above is None:
                box = nodes.container(classes=["tn-scroll"])
                table.replace_self(box)
                box += table


def _on_inited(app: Sphinx) -> None:
    if not uses_theme(app.builder):
        return
    app.add_js_file("talknotes-theme.js", priority=0)
    app.add_css_file("talknotes-search.css")
    app.add_css_file("talknotes-design.css")
    if app.builder.name != "singlehtml":
        get_domain(app.env).page_views.append(FrameView)


def _complete_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: Any
) -> None:
    if not uses_theme(app.builder):
        return
    is_document = pagename in app.env.all_docs
    if pagename == MISSING and has_missing_page(app):
        lead_from_root(app, context)
    kind = "" if is_document else _KINDS.get(pagename, "index")
    frame = FrameView(pagename, kind).answer(get_domain(app.env))
    context["frame"] = without_links(frame) if app.builder.name == "singlehtml" else frame
    language = re.split("[-_]", app.config.language or "en")[0]
    context["direction"] = "rtl" if language in _RTL else "ltr"
    context["brand"] = _brand(app)
    context["has_search"] = bool(app.builder.search) and app.builder.name != "singlehtml"  # type: ignore[attr-defined]
    context["edit_url"] = edit_address(app, pagename) if is_document else ""
    if "body" in context:
        # Sphinx makes captions of contents headings without a level
        context["body"] = context["body"].replace(
            'class="caption" role="heading">', 'class="caption">'
        )
    choose_files(app.config, pagename, context)


def _brand(app: Sphinx) -> str:
    """Return the name of the site: what conf.py calls it, or the project's name."""
    config = app.config
    default = _("%s %s documentation") % (config.project, config.release)
    titles = (config.html_short_title, config.html_title, config.project)
    return str(next((title for title in titles if title and title != default), config.project))


def _add_missing_page(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    if not uses_theme(app.builder) or not has_missing_page(app):
        return []
    get_domain(app.env).site_files.add(f"{MISSING}.html")
    return [(MISSING, {"title": "Page not found"}, f"{MISSING}.html")]


def _on_finished(app: Sphinx, exception: Exception | None) -> None:
    is_done = exception is None and getattr(app, "env", None) is not None
    if is_done and uses_theme(app.builder):
        check_logos(app)
        if has_missing_page(app):
            name_missing_page(app)


def setup_theming(app: Sphinx) -> None:
    """Register the theme."""
    app.add_html_theme(THEME, str(_FOLDER))
    app.connect("config-inited", check_options)
    app.add_post_transform(TablesTransform)
    app.connect("builder-inited", _on_inited)
    # late: after other extensions have named their files
    app.connect("html-page-context", _complete_context, priority=900)
    app.connect("html-collect-pages", _add_missing_page)
    # before what is in the output folder is looked at
    app.connect("build-finished", _on_finished, priority=400)
