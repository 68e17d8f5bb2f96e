"""Configuration values: declared once here, checked when conf.py has been read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

PAGE_KINDS = {"speakers": "speaker", "tools": "tool", "conferences": "conference"}
"""Folder of generated pages → kind of entity."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value for conf.py: name without ``talknotes_``, default, check, and help in Markdown."""

    name: str
    default: Any
    rebuild: Literal["", "env", "html"]
    check: Callable[[Any], bool]
    form: str
    help: str


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_names(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(k, str) and isinstance(v, str) for k, v in value.items()
    )


OPTIONS = (
    Option("conference", "", "env", _is_text, "text",
           "Conference of every talk that does not say otherwise."),
    Option("read", "directives", "env", lambda v: v in ("directives", "plain"),
           "`directives` or `plain`",
           "Where talks are found. `plain` also reads plain headings as talks, on every page that "
           "has no `talk` directive and does not say `talks: off`; with `directives`, only pages "
           "that say `talks: headings` are read so."),
    Option("notetakers", {}, "env", _is_mapping, "dict of initials to names",
           'Who the initials in `notes-by` stand for, such as `{"LA": "Your Name"}`.'),
    Option("peertube_hosts", (), "env", _is_names, "list of host names",
           "PeerTube servers whose short addresses are to be recognised as videos."),
    Option("pages", ("speakers", "tools", "conferences"), "env",
           lambda v: _is_names(v) and set(v) <= set(PAGE_KINDS),
           "list of `speakers`, `tools`, `conferences`",
           "Which pages are generated."),
    Option("toctree", True, "env", lambda v: isinstance(v, bool), "`True` or `False`",  # noqa: FBT003
           "Whether the generated index pages are added to the root page's table of contents, "
           "unless it lists them itself. Set it to `False` if another page lists them."),
    Option("navigation", "auto", "env", lambda v: v in ("auto", "branch", "full"),
           "`auto`, `branch` or `full`",
           "How much of the site the theme's sidebar shows on each page: the branch of the page, "
           "or all titles. An incremental build writes a page anew when what it shows changed. "
           "`auto` knows our theme and those of Sphinx, and takes `full` for others."),
    Option("search", "auto", "html", lambda v: v in ("auto", "sphinx", "pagefind"),
           "`auto`, `sphinx` or `pagefind`",
           "What searches a site with this project's theme: Sphinx's own search, or Pagefind. "
           "`auto` takes Pagefind where it is installed."),
    Option("metadata", True, "html", _is_switch, "`True` or `False`",  # noqa: FBT003
           "Whether pages say in their heads, for search engines and previews, what they are "
           "about."),
    Option("sitemap", True, "html", _is_switch, "`True` or `False`",  # noqa: FBT003
           "Whether `sitemap.xml` is written when `html_baseurl` says where the site is."),
    Option("robots", False, "html", lambda v: isinstance(v, bool | str),  # noqa: FBT003
           "`True`, `False` or text",
           "Whether `robots.txt` is written: with `True` one that allows everything and names the "
           "sitemap, or the text that is given."),
    Option("llms", False, "html", _is_switch, "`True` or `False`",  # noqa: FBT003
           "Whether `llms.txt` is written: a list of conferences and talks for language models."),
)  # fmt: skip


def _check(_app: Sphinx, config: Config) -> None:
    for option in OPTIONS:
        name = f"talknotes_{option.name}"
        if not option.check(getattr(config, name)):
            warn(Problem.CONFIG, f"{name} in conf.py: expected {option.form}; it is ignored")
            setattr(config, name, option.default)
    # the default is one list for all applications of a process, and extensions append to it
    config.html_static_path = list(config.html_static_path)
    # the syntax of our directives in Markdown; the author's own choice stays
    config.myst_enable_extensions = {*config.myst_enable_extensions, "colon_fence"}


def setup_config(app: Sphinx) -> None:
    """Register the configuration values."""
    for option in OPTIONS:
        app.add_config_value(f"talknotes_{option.name}", option.default, option.rebuild,
                             types=frozenset({type(option.default), list, str}))  # fmt: skip
    app.connect("config-inited", _check, priority=400)
