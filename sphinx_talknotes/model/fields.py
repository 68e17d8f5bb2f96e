"""The one table of talk fields.

It feeds the options of the `talk` directive, the front matter, the importers and exporters,
and the reference page. To add a field, add a row (and the attribute of `Talk`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml

from sphinx_talknotes.model.dates import parse_date, parse_duration, parse_time
from sphinx_talknotes.model.names import slug, split_affiliation, split_list, tidy
from sphinx_talknotes.model.problems import FieldError, Problem
from sphinx_talknotes.model.records import KINDS, STATUSES, Person
from sphinx_talknotes.video import Video, VideoError, parse_video

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_BCP47 = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Context:
    """What parsing a field may depend on: values of the configuration."""

    peertube_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a talk.

    ``name`` is the option's name, ``attr`` the attribute of `Talk`, ``parse`` turns the text
    into the attribute's value or raises `FieldError`. ``form`` and ``help`` are Markdown for
    the reference. ``default`` tells that front matter gives a default for all talks of a page.
    """

    name: str
    attr: str
    parse: Callable[[str, Context], Any]
    form: str
    help: str
    default: bool = False
    aliases: tuple[str, ...] = ()


def parse_text(text: str, _context: Context | None = None) -> str:
    """Return *text* on one line."""
    return tidy(text)


def parse_names(text: str, _context: Context | None = None) -> tuple[str, ...]:
    """Return the names in a list parted by commas or semicolons, or in one of YAML.

    Raises:
        FieldError: the list of YAML holds something else than names.
    """
    items = read_sequence(text)
    return split_list(text) if items is None else items


def parse_people(text: str, _context: Context | None = None) -> tuple[Person, ...]:
    """Return the persons in a list parted by commas, semicolons or "and", or in one of YAML.

    Raises:
        FieldError: the list of YAML holds something else than names.
    """
    items = read_sequence(text)
    names = split_list(text, conjunction=True) if items is None else items
    return tuple(Person(*split_affiliation(item)) for item in names)


_TOO_DEEP = re.compile(r"(?:[\[{]\s*){50}")


def read_sequence(text: str) -> tuple[str, ...] | None:
    """Return the items of a list in the notation of JSON or YAML, ``None`` if *text* is none.

    MyST-Parser passes a list in front matter on as JSON, and one in the options of a directive as
    it was written. Of a mapping, its ``name`` is the item.

    Raises:
        FieldError: an item is no text, and has no name.
    """
    text = text.strip()
    if _TOO_DEEP.match(text):  # each Python gives up elsewhere; here they must agree
        return None
    data: Any = None
    try:
        data = json.loads(text) if text.startswith(("[", "{")) else None
    except (ValueError, RecursionError):
        data = None
    if text.startswith("- "):  # MyST-Parser joins the lines
        data = re.split(r"(?:^|\s+)-\s+", text)
    elif data is None and text.startswith("[") and text.endswith("]"):
        try:
            data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but text
        except (yaml.YAMLError, RecursionError):
            return None
    if isinstance(data, dict):
        data = [data]
    if not isinstance(data, list):
        return None
    found = [item.get("name") if isinstance(item, dict) and "name" in item else item
             for item in data]  # fmt: skip
    if any(isinstance(item, dict | list) for item in found):
        raise FieldError(
            Problem.OPTION, f"{tidy(text)[:60]!r} is not a list of names; write [one, two]"
        )
    names = [str(item).lower() if isinstance(item, bool) else str(item)
             for item in found if item is not None]  # fmt: skip
    return tuple(dict.fromkeys(filter(None, map(tidy, names))))


def parse_link(text: str, _context: Context | None = None) -> str:
    """Return an http(s) address or a relative path.

    Raises:
        FieldError: another scheme, a missing host, or characters that no address has.
    """
    link = text.strip()
    problem = ""
    try:
        parts = urlsplit(link)
        if re.search(r"[\s\\<>\"'`\x00-\x1f\x7f-\x9f]", link):
            problem = "has characters that no address has"
        elif parts.scheme and (parts.scheme.lower() not in ("http", "https") or not parts.hostname):
            problem = "is not an http(s) address"
        elif not parts.scheme and (parts.netloc or link.startswith("//")):
            problem = "has no scheme; start it with https://"
    except ValueError:
        problem = "is not an address"
    if problem or not link:
        raise FieldError(Problem.URL, f"{link[:80]!r} {problem or 'is empty'}")
    return link


def is_local(link: str) -> bool:
    """Tell whether a link that `parse_link` accepted is a path of the project."""
    return not urlsplit(link).scheme


def parse_videos(text: str, context: Context | None = None) -> tuple[Video, ...]:
    """Return the videos in a list parted by commas or white space.

    Raises:
        FieldError: an address is malformed or of a scheme that is not allowed.
    """
    hosts = context.peertube_hosts if context else ()
    text = text.strip()
    items: Iterable[str] | None = read_sequence(text)
    if items is None:
        items = re.split(r"[\s,]+", text)
    try:
        return tuple(
            dict.fromkeys(parse_video(item, peertube_hosts=hosts) for item in items if item)
        )
    except VideoError as error:
        raise FieldError(Problem.VIDEO, str(error)) from None


def parse_rating(text: str, _context: Context | None = None) -> float:
    """Return a number from 0 to 5.

    Raises:
        FieldError: *text* is something else.
    """
    match = re.fullmatch(r"([0-5](?:\.\d+)?)(?:\s*/\s*5)?", text.strip(), re.ASCII)
    if not match or float(match[1]) > 5:
        raise FieldError(
            Problem.RATING, f"{text[:60]!r} is not a rating; write a number from 0 to 5"
        )
    return float(match[1])


def parse_language(text: str, _context: Context | None = None) -> str:
    """Return a BCP 47 language tag (well-formed, not looked up).

    Raises:
        FieldError: *text* is something else.
    """
    if not _BCP47.fullmatch(text.strip()):
        raise FieldError(
            Problem.LANGUAGE, f"{text[:60]!r} is not a language tag; write en or pt-BR"
        )
    return text.strip()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that looks most like *word*, or nothing."""
    nearest = get_close_matches(word[:60].lower(), list(known), 1)
    return f"; did you mean {nearest[0]!r}?" if nearest else ""


def choice(problem: Problem, choices: Mapping[str, str]) -> Callable[[str, Context], str]:
    """Return a parser that takes one of *choices* without regard to case and spacing."""

    def parse(text: str, _context: Context | None = None) -> str:
        value = "-".join(text.replace("-", " ").split()).lower()
        if value not in choices:
            known = ", ".join(choices)
            raise FieldError(
                problem, f"{text[:60]!r} is not one of {known}{did_you_mean(value, choices)}"
            )
        return value

    return parse


def _id(text: str, _context: Context) -> str:
    return slug(text)


FIELDS = (
    Field("speakers", "speakers", parse_people, "names",
          "Who spoke: names parted by `,`, `;` or “and”; `Name (Affiliation)` is understood.",
          default=True, aliases=("speaker",)),
    Field("conference", "conference", parse_text, "name",
          "Where: default is the front matter, then the page's `conference` directive, then "
          "`talknotes_conference`.", default=True),
    Field("date", "date", lambda t, _c: parse_date(t), "`2020-07-24`",
          "When; a year or a month alone is allowed.", default=True),
    Field("start", "start", lambda t, _c: parse_time(t), "`09:30`",
          "Time of day in the conference's time zone."),
    Field("end", "end", lambda t, _c: parse_time(t), "`10:15`", "Time of day at which it ended."),
    Field("duration", "duration", lambda t, _c: parse_duration(t), "`30 min`, `1 h 30`",
          "How long."),
    Field("kind", "kind", choice(Problem.KIND, KINDS), "word", "One of " + ", ".join(KINDS) + ".",
          default=True),
    Field("status", "status", choice(Problem.STATUS, STATUSES), "word",
          "One of " + ", ".join(STATUSES) + ". Default: noted when there are notes, else planned."),
    Field("room", "room", parse_text, "text", "Where in the building.", default=True),
    Field("track", "track", parse_text, "text", "Track of the programme.", default=True),
    Field("level", "level", parse_text, "text", "For whom, such as “beginner”.", default=True),
    Field("language", "language", parse_language, "`en`", "Language of the talk (BCP 47).",
          default=True),
    Field("url", "url", parse_link, "address", "Page of the session."),
    Field("video", "videos", parse_videos, "addresses",
          "Recording; several are parted by spaces or commas.", aliases=("videos",)),
    Field("slides", "slides", parse_link, "address", "Slides: http(s) or a file beside the page."),
    Field("code", "code", parse_link, "address", "Code: http(s) or a file beside the page."),
    Field("paper", "paper", parse_link, "address", "Paper: http(s) or a file beside the page."),
    Field("tools", "tools", parse_names, "names", "Tools that the talk is about or mentions.",
          default=True),
    Field("tags", "tags", parse_names, "names", "Topics.", default=True),
    Field("notes-by", "notes_by", parse_names, "names",
          "Who took the notes: names, or initials declared in `talknotes_notetakers`.",
          default=True),
    Field("rating", "rating", parse_rating, "0–5", "What you thought of it."),
    Field("id", "id", _id, "word",
          "Explicit anchor, which is also a reference label. Default: made from the title."),
)  # fmt: skip

BY_NAME = {name: row for row in FIELDS for name in (row.name, *row.aliases)}
"""Field by option name, aliases included."""


@dataclass(frozen=True, slots=True)
class FieldReport:
    """A value that was left out: which option, and why."""

    name: str
    problem: Problem
    message: str


def parse_fields(
    raw: Mapping[str, str], context: Context, *, defaults: bool = False
) -> tuple[dict[str, Any], list[FieldReport]]:
    """Turn option texts into attribute values of `Talk`.

    Args:
        raw: option name → text, as the author wrote it.
        context: values of the configuration.
        defaults: only take fields that front matter may give, and pass over other names.

    Returns:
        Attribute → value for what was understood, and a report for each value that was not.
    """
    values: dict[str, Any] = {}
    reports: list[FieldReport] = []
    for name, text in raw.items():
        row = BY_NAME.get(name)
        if row is None:
            if not defaults:
                known = ", ".join(field.name for field in FIELDS)
                message = (
                    f"unknown option {name[:60]!r}; known are: {known}{did_you_mean(name, BY_NAME)}"
                )
                reports.append(FieldReport(name, Problem.OPTION, message))
            continue
        if (defaults and not row.default) or not (text or "").strip():
            continue
        try:
            value = row.parse(text, context)
        except FieldError as error:
            reports.append(FieldReport(name, error.problem, f"{name}: {error}"))
            continue
        if isinstance(value, tuple) and row.attr in values:
            # both names of a field are used: together they are the list
            value = tuple(dict.fromkeys([*values[row.attr], *value]))
        values[row.attr] = value
    return values, reports
