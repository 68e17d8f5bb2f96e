"""Which style sheets and scripts a page needs; the others are not loaded."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.config import Config

_UNUSED = frozenset({
    # of Sphinx's own themes; our search page loads those it needs with the first search
    "sphinx_highlight.js", "searchtools.js", "language_data.js",
    # runs text as code, which a content security policy forbids, for words not shown here
    "translations.js",
    # for other themes: ours has rules of its own
    "talknotes.css",
})  # fmt: skip
"""Files that other themes need."""

_SHARED = frozenset({"documentation_options.js", "doctools.js"})
"""Scripts of Sphinx on which those of other extensions may rely."""

_OURS = frozenset({"talknotes-theme.js", "talknotes-video.js", "talknotes-search.js"})
_DESIGN = frozenset({"sphinx-design.min.css", "design-tabs.js", "talknotes-design.css"})
_COLOURS = frozenset({"pygments.css", "pygments_dark.css"})

_COMPONENT = re.compile(r"""class="(?:[^"]*\s)?sd-(?!(?:card|badge)["\s])""")
"""A component of sphinx-design other than the two class names that our cards and badges carry."""


def choose_files(config: Config, pagename: str, context: dict[str, Any]) -> None:
    """Leave out of a page's context the files that it does not need."""
    body = context.get("body") or ""
    has_design = bool(_COMPONENT.search(body))
    has_code = config.pygments_style is not None and 'class="highlight' in body
    has_video = 'class="tn-video"' in body or 'class="tn-at"' in body
    own = {_name(entry) for entry in (*config.html_js_files, *config.html_css_files)}
    core = _UNUSED | _SHARED | _OURS | _DESIGN
    has_others = any(_name(file) not in core - own for file in context.get("script_files", ()))

    needed = {
        **dict.fromkeys(_UNUSED, False),
        **dict.fromkeys(_SHARED, has_others),
        **dict.fromkeys(_DESIGN, has_design),
        **dict.fromkeys(_COLOURS, has_code),
        "talknotes-video.js": has_video,
        "talknotes-search.css": pagename == "search",
        **dict.fromkeys(own, True),
    }
    for files in ("css_files", "script_files"):
        context[files] = [file for file in context.get(files, ()) if needed.get(_name(file), True)]


def _name(file: Any) -> str:
    """Return the name of a style sheet or script, as Sphinx or conf.py has it, without folder."""
    path = file[0] if isinstance(file, tuple | list) else getattr(file, "filename", file)
    return os.path.basename(os.fspath(path or ""))  # noqa: PTH119
