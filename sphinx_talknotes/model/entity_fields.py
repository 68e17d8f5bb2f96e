"""The tables of fields that declare a speaker, a tool or a conference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx_talknotes.model.dates import parse_date
from sphinx_talknotes.model.fields import (
    FieldReport,
    did_you_mean,
    parse_link,
    parse_names,
    parse_text,
)
from sphinx_talknotes.model.problems import FieldError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class EntityField:
    """One option of a `speaker`, `tool` or `conference` directive.

    ``label`` is what it is called on the entity's page; without one it is not shown as text.
    """

    name: str
    parse: Callable[[str], Any]
    form: str
    help: str
    label: str = ""


def parse_web_links(text: str) -> str:
    """Check a list of ``Label https://…`` items; return it with one item on a line.

    Raises:
        FieldError: an address is not http(s).
    """
    items = []
    for part in re.split(r"[,\n]+", text):
        words = part.split()
        if not words:
            continue
        link = parse_link(words[-1])
        if not urlsplit(link).scheme:
            raise FieldError(Problem.URL, f"{link!r} is not an http(s) address")
        items.append(f"{' '.join(words[:-1]) or urlsplit(link).hostname} {link}")
    return "\n".join(items)


def _accent(text: str) -> str:
    # MyST takes an unquoted "#" for the start of a comment, so it may be left out
    match = re.fullmatch(r"#?((?:[0-9a-fA-F]{3}){1,2})", text.strip())
    if not match:
        raise FieldError(Problem.OPTION, f"{text[:60]!r} is not a colour; write 0a7 or 00aa77")
    return f"#{match[1].lower()}"


def _timezone(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+)*", text.strip()):
        raise FieldError(Problem.OPTION, f"{text[:60]!r} is not a time zone; write Europe/Prague")
    return text.strip()


_ALIASES = EntityField("aliases", parse_names, "names", "Other names for the same, also shown.")
_URL = EntityField("url", parse_link, "address", "Home page.")

ENTITY_FIELDS: Mapping[str, tuple[EntityField, ...]] = {
    "speaker": (
        _ALIASES,
        EntityField("private-aliases", parse_names, "names",
                    "Names that lead here but are never printed, indexed or exported."),
        EntityField("affiliation", parse_text, "text", "Where they work.", "Affiliation"),
        EntityField("pronouns", parse_text, "text", "Such as she/her.", "Pronouns"),
        _URL,
        EntityField("links", parse_web_links, "`Label https://…`, parted by commas",
                    "Other places on the web."),
        EntityField("photo", parse_link, "path", "A picture in the project."),
    ),
    "tool": (
        _ALIASES,
        _URL,
        EntityField("category", parse_text, "text", "What kind of tool.", "Category"),
    ),
    "conference": (
        _ALIASES,
        EntityField("start", parse_date, "`2020-07-23`", "First day."),
        EntityField("end", parse_date, "`2020-07-26`", "Last day."),
        EntityField("timezone", _timezone, "`Europe/Dublin`",
                    "Time zone of its times (IANA name).", "Time zone"),
        _URL,
        EntityField("location", parse_text, "text", "City, or “online”.", "Location"),
        EntityField("series", parse_text, "name",
                    "What its editions have in common; default: the name without the year."),
        EntityField("accent", _accent, "`0a7`", "Colour of the conference, as hexadecimal digits."),
    ),
}  # fmt: skip
"""Options by directive."""


def parse_entity_fields(
    kind: str, raw: Mapping[str, str]
) -> tuple[dict[str, Any], list[FieldReport]]:
    """Turn option texts into values by option name, with a report for each that is wrong."""
    rows = {row.name: row for row in ENTITY_FIELDS[kind]}
    values: dict[str, Any] = {}
    reports: list[FieldReport] = []
    for name, text in raw.items():
        row = rows.get(name)
        if row is None:
            message = f"unknown option {name[:60]!r}; known are: {', '.join(rows)}"
            reports.append(FieldReport(name, Problem.OPTION, message + did_you_mean(name, rows)))
        elif (text or "").strip():
            try:
                values[name] = row.parse(text)
            except FieldError as error:
                reports.append(FieldReport(name, error.problem, f"{name}: {error}"))
    return values, reports
