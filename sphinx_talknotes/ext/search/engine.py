"""Which engine searches the site: Sphinx's own, or Pagefind where it is installed."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import re
from typing import TYPE_CHECKING

from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.ext.theming import uses_theme
from sphinx_talknotes.ext.theming.options import THEME
from sphinx_talknotes.model.problems import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

ENGINE = "talknotes_search_engine"
"""Name of the configuration value that holds the choice: ``pagefind``, ``sphinx`` or nothing."""

INSTALL = "pip install 'sphinx-talknotes[search]'"
_OLDEST = (1, 5)
"""The first version of Pagefind that finds words of titles, speakers and tools."""

_UNSPACED = frozenset({"ja", "zh"})
"""Languages without spaces between words, which only the extended build of Pagefind can part."""


def find_version() -> str:
    """Return the version of Pagefind if it can be used, else an empty string."""
    if importlib.util.find_spec("pagefind") is None:
        return ""
    try:
        version = importlib.metadata.version("pagefind")
    except importlib.metadata.PackageNotFoundError:
        return ""
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    return version if numbers >= _OLDEST and find_program() else ""


def find_program() -> str:
    """Return the path of Pagefind's program, or an empty string.

    The Python package says where it is: in the package ``pagefind_bin`` or
    ``pagefind_bin_extended``, at ``PAGEFIND_BINARY_PATH``, or on the ``PATH``.
    """
    try:
        path = importlib.import_module("pagefind.service").get_executable()
    except (ImportError, AttributeError, OSError):
        return ""
    return str(path) if path else ""


def find_obstacle(language: str | None) -> str:
    """Return why Pagefind can't be used for a site in *language*, and what to do, or nothing."""
    if not find_version():
        return f"Pagefind, which is not installed, or older than 1.5; run {INSTALL}"
    if is_unspaced(language or "en") and "extended" not in find_program():
        return (
            f"Pagefind, which needs its extended build to part words of the language {language!r}; "
            f"run pip install 'pagefind[extended]'"
        )
    return ""


def is_unspaced(language: str) -> bool:
    """Tell whether a language (``zh_CN``, ``zh-cn``) is written without spaces between words."""
    return re.split("[-_]", language)[0].lower() in _UNSPACED


def choose_engine(_app: Sphinx, config: Config) -> None:
    """Note the engine in the configuration (``config-inited``); other themes have none."""
    engine = ""
    if config.html_theme == THEME:
        is_wanted = config.talknotes_search != "sphinx"
        engine = "pagefind" if is_wanted and not find_obstacle(config.language) else "sphinx"
    setattr(config, ENGINE, engine)


def report_missing(app: Sphinx) -> None:
    """Warn if Pagefind is asked for and not there (``builder-inited``)."""
    if not uses_theme(app.builder) or not getattr(app.builder, "search", False):
        return
    if app.config.talknotes_search == "pagefind" and app.config[ENGINE] != "pagefind":
        warn(
            Problem.SEARCH,
            f"talknotes_search in conf.py asks for {find_obstacle(app.config.language)}. "
            "Sphinx's own search is used instead",
        )
