"""The page for addresses that lead nowhere: servers show it at any address."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from sphinx_talknotes.ext.outputs import output_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MISSING = "404"
_FILE = f"{MISSING}.html"
"""The name by which static hosts look for it."""


def has_missing_page(app: Sphinx) -> bool:
    """Tell whether the page is ours to make: the author may have one."""
    builder: Any = app.builder
    is_site = builder.name in ("html", "dirhtml")
    return is_site and MISSING not in app.env.all_docs and (
        MISSING not in builder.config.html_additional_pages
    )  # fmt: skip


def lead_from_root(app: Sphinx, context: dict[str, Any]) -> None:
    """Make all addresses in the context of the page absolute paths."""
    page = _root(str(app.config.html_baseurl or "")) + app.builder.get_target_uri(MISSING)
    pathto, css_tag, js_tag = context["pathto"], context["css_tag"], context["js_tag"]

    def absolute(address: str) -> str:
        return urljoin(page, address) if address != "#" else address

    def in_tag(tag: str) -> str:
        return re.sub(
            r'\b(href|src)="([^"]*)"', lambda m: f'{m[1]}="{absolute(m[2])}"', tag, count=1
        )

    context["pathto"] = lambda *args, **options: absolute(pathto(*args, **options))
    context["css_tag"] = lambda css: in_tag(css_tag(css))
    context["js_tag"] = lambda js: in_tag(js_tag(js)) if js.filename else js_tag(js)
    for name in ("logo_url", "favicon_url"):
        if context.get(name):
            context[name] = absolute(context[name])
    context["content_root"] = absolute(context["content_root"])


def _root(base: str) -> str:
    """Return the path of the site on its server."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return "/"
    return parts.path.rstrip("/") + "/" if parts.scheme in ("http", "https") else "/"


def name_missing_page(app: Sphinx) -> None:
    """Give the page the name by which hosts look for it, also with ``dirhtml``."""
    written = output_path(app.builder, MISSING)
    target = Path(app.outdir) / _FILE
    if written and written != target and written.is_file():
        shutil.move(written, target)
        if not any(written.parent.iterdir()):
            written.parent.rmdir()
