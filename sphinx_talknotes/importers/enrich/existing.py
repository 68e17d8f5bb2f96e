"""Talks that a file has already as directives, and where another option would go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sphinx_talknotes.importers.enrich.directive import Directive
from sphinx_talknotes.importers.front import get_names, get_text
from sphinx_talknotes.importers.own import directive as own
from sphinx_talknotes.importers.own.page import OwnPage, read_page
from sphinx_talknotes.importers.own.records import get_title
from sphinx_talknotes.model.fields import BY_NAME

_INDENT = "   "


@dataclass(frozen=True, slots=True)
class ExistingPage:
    """The talks of a page that are directives, and what the page says of all of them."""

    talks: tuple[Directive, ...] = ()
    front: Mapping[str, str] = field(default_factory=dict)
    conference: str = ""


def read_existing(texts: Sequence[str], suffix: str, *, fields: bool = False) -> ExistingPage:
    """Read the directives and the front matter of a page, by the suffix of its file.

    With *fields* headings are talks too that fields right below them say to be one, as they are
    in a project.
    """
    page = read_page("\n".join(texts), PurePosixPath(f"page{suffix}"))
    found = [_place(page, one, texts) for one in page.talks if fields or not one.shown]
    homes = [one.argument for one in page.directives if one.name == "conference" and one.argument]
    front = _read_front(page)
    return ExistingPage(
        tuple(one for one in found if one.title), front,
        front.get("conference") or (homes[0] if homes else ""),
    )  # fmt: skip


def _read_front(page: OwnPage) -> dict[str, str]:
    """Return what front matter gives all talks of a page, by the names of options."""
    found: dict[str, str] = {}
    for key in page.data:
        row = BY_NAME.get(key.strip().lower().replace("_", "-"))
        if row and row.default:
            text = get_text(page.data, key) or ", ".join(get_names(page.data, key))
            if text:
                found.setdefault(row.name, text)
    return found


def _place(page: OwnPage, one: own.Directive, texts: Sequence[str]) -> Directive:
    options: dict[str, str] = {}
    for name, text in one.options.items():
        options.setdefault(BY_NAME[name].name if name in BY_NAME else name, text)
    indent = "" if one.shown else _find_indent(one, texts)
    return Directive(
        one.name, get_title(page, one), one.line, one.end, options, one.at, one.form, indent,
        one.gap,
    )  # fmt: skip


def _find_indent(one: own.Directive, texts: Sequence[str]) -> str:
    """Return how the options of a directive are indented, or would be."""
    if one.lines:
        return _get_indent(texts[min(one.lines.values()) - 1])
    if one.form != "rest":
        return _get_indent(texts[one.line - 1])
    inside = [_get_indent(text) for text in texts[one.line : one.end - 1] if text.strip()]
    return min(inside, key=len, default=_INDENT)


def _get_indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]
