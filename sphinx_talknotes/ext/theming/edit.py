"""Where the source of a page can be edited."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from sphinx_talknotes.ext.domain import get_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_WAYS = {
    "github": "/edit/{branch}/{path}",
    "gitlab": "/-/edit/{branch}/{path}",
    "bitbucket": "/src/{branch}/{path}?mode=edit",
    "codeberg": "/_edit/{branch}/{path}",
    "gitea": "/_edit/{branch}/{path}",
    "forgejo": "/_edit/{branch}/{path}",
}
"""Address of the editor, by a part of the host's name."""


def edit_address(app: Sphinx, docname: str) -> str:
    """Return where a page can be edited, or an empty string if that is not known."""
    options = app.config.html_theme_options
    repository = str(options.get("source_repository") or "").rstrip("/")
    if not repository or docname in get_domain(app.env).generated:
        return ""
    path = str(app.env.doc2path(docname, base=False)).replace(os.sep, "/")
    folder = str(options.get("source_directory") or "").strip("/")
    path = quote(f"{folder}/{path}" if folder else path)
    branch = quote(str(options.get("source_branch") or "main"))
    host = urlsplit(repository).hostname or ""
    way = next((way for name, way in _WAYS.items() if name in host), _WAYS["github"])
    return repository + way.format(branch=branch, path=path)
