"""The options of our theme, checked when conf.py has been read: templates take them as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

THEME = "talknotes"

_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})


def _scheme(address: str) -> str | None:
    """Return the scheme of an address, ``None`` if that is none."""
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return None


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and bool(
        re.fullmatch(r"#(?:[0-9a-f]{3}){1,2}", value, re.IGNORECASE)
    )


def _is_depth(value: object) -> bool:
    return str(value).isascii() and str(value).isdigit() and int(str(value)) > 0


def _are_links(value: object) -> bool:
    return isinstance(value, list | tuple) and all(
        isinstance(item, list | tuple) and len(item) == 2
        and all(isinstance(part, str) for part in item)
        and _scheme(item[1]) in _SCHEMES
        for item in value
    )  # fmt: skip


def _are_variables(value: object) -> bool:
    return isinstance(value, dict) and all(
        re.fullmatch(r"--[\w-]+", str(name)) and not re.search(r"[{};<]", str(text))
        for name, text in value.items()
    )


def _is_address(value: object) -> bool:
    return isinstance(value, str) and _scheme(value) in ("http", "https")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_LINKS = (_are_links, 'a list of pairs such as [("Imprint", "https://example.org/imprint")]')
_VARIABLES = (_are_variables, 'a dict of CSS variables such as {"--tn-measure": "50ch"}')
_TEXT = (_is_text, "text")

_LOGOS = ("light_logo", "dark_logo")

CHECKS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "accent": (_is_colour, "a colour such as #0a7 or #00aa77"),
    "announcement": _TEXT,
    "light_logo": _TEXT,
    "dark_logo": _TEXT,
    "source_repository": (_is_address, "an http(s) address"),
    "source_branch": _TEXT,
    "source_directory": _TEXT,
    "navigation_depth": (_is_depth, "a number from 1 on"),
    "footer_links": _LINKS,
    "social_links": _LINKS,
    "light_css_variables": _VARIABLES,
    "dark_css_variables": _VARIABLES,
}
"""Check of each option and what it expects; an empty value is the default of any."""


def check_options(_app: Sphinx, config: Config) -> None:
    """Warn of each value that is wrong, and leave it out."""
    options: Any = config.html_theme_options
    if config.html_theme != THEME or not isinstance(options, dict):
        return
    kept = dict(options)
    for name, (check, form) in CHECKS.items():
        value = kept.get(name, "")
        if value not in ("", None, [], (), {}) and not check(value):
            del kept[name]
            warn(
                Problem.CONFIG,
                f"html_theme_options[{name!r}] in conf.py: expected {form}; it is ignored",
            )
    config.html_theme_options = kept


def check_logos(app: Sphinx) -> None:
    """Warn of each logo that is in no static folder; that is known when these are copied."""
    options: Any = app.config.html_theme_options
    for name in _LOGOS:
        logo = options.get(name, "") if isinstance(options, dict) else ""
        if logo and not (Path(app.outdir) / "_static" / logo).is_file():
            warn(
                Problem.CONFIG,
                f"html_theme_options[{name!r}] in conf.py: {logo} is in no folder of "
                "html_static_path; put it there",
            )
