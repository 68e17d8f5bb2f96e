"""``talknotes.toml`` read: every key and type is checked; what is wrong is said with its line."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sphinx_talknotes.importers.grammars import GRAMMARS
from sphinx_talknotes.importers.settings.keys import (
    NO_GRAMMAR,
    PAGE_KEYS,
    SPELLINGS,
    TABLES,
    TALK_KEYS,
    TOP_KEYS,
    Key,
)
from sphinx_talknotes.importers.settings.model import (
    ConferenceRule,
    PageRules,
    Pattern,
    PersonRule,
    Rules,
    Settings,
    TalkRule,
)
from sphinx_talknotes.importers.settings.places import Places
from sphinx_talknotes.importers.source import is_inside
from sphinx_talknotes.model.dates import parse_date
from sphinx_talknotes.model.entity_fields import ENTITY_FIELDS, parse_entity_fields
from sphinx_talknotes.model.fields import BY_NAME, Context, did_you_mean, parse_fields
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import FieldError, Problem, Report

FILE = "talknotes.toml"
"""The file beside the notes."""

_MAX_BYTES = 1024 * 1024
_MAX_PATTERN = 500
_GRAMMARS = (*(grammar.name for grammar in GRAMMARS), NO_GRAMMAR)


def find_settings(root: Path) -> Settings:
    """Return what ``talknotes.toml`` in the folder *root* says; nothing if there is none."""
    path = root / FILE
    if path.is_symlink() and not is_inside(path, root.resolve()):
        report = Report(Problem.SETTINGS, "the file is a link that leads elsewhere", FILE)
        return Settings(FILE, reports=(report,), broken=True)
    return read_settings(path, FILE) if path.exists() else Settings()


def read_settings(path: Path, name: str = "") -> Settings:
    """Return what a file says. What is wrong with it is in ``reports``; the rest of it counts."""
    name = name or path.name
    line: int | None = None
    try:
        text = _load(path)
        data = tomllib.loads(text)
    except OSError as error:
        problem = error.strerror or type(error).__name__
    except UnicodeDecodeError:
        problem = "it is not UTF-8"
    except RecursionError:
        problem = "it is nested too deeply"
    except ValueError as error:
        problem = str(error)
        line = _get_line(problem)
        if "immutable" in problem and "talks" in problem:
            problem += "; write either talks = […], or [[talks]] with heading = […]"
    else:
        return _Reader(name, text).read(data)
    report = Report(Problem.SETTINGS, f"the settings can't be read: {problem[:200]}", name, line)
    return Settings(name, reports=(report,), broken=True)


def _load(path: Path) -> str:
    if path.stat().st_size > _MAX_BYTES:
        raise ValueError("it is too large")
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def _get_line(message: str) -> int | None:
    """Return the line that a message of `tomllib` names."""
    digits = message.partition("(at line ")[2].partition(",")[0]
    return int(digits) if digits.isdecimal() else None


class _Reader:
    """Reads the tables of one file and notes what is wrong."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._places = Places(text)
        self._reports: list[Report] = []

    def read(self, data: Mapping[str, Any]) -> Settings:
        top = {name: value for name, value in data.items() if name not in ("pages", *_MAPPINGS)}
        values = self._read_keys(top, TOP_KEYS, (), (*TABLES, *(key.name for key in TOP_KEYS)))
        return Settings(
            name=self._name,
            ignore=values.pop("ignore", ()),
            rules=Rules(**values),
            pages=tuple(self._read_pages(data.get("pages", []))),
            people=self._read_people(data.get("people", {})),
            conferences=tuple(self._read_conferences(data.get("conferences", {}))),
            reports=tuple(sorted(self._reports, key=lambda report: report.line or 0)),
        )

    def _report(self, message: str, *path: str | int, text: str = "") -> None:
        find = self._places.find_text(text, *path) if text else self._places.find(*path)
        self._reports.append(Report(Problem.SETTINGS, message, self._name, find))

    def _read_keys(
        self, table: Mapping[str, Any], keys: Iterable[Key], path: tuple[str | int, ...],
        known: Iterable[str] = (),
    ) -> dict[str, Any]:  # fmt: skip
        """Return attribute → value for what is right in *table*."""
        rows = {key.name: key for key in keys}
        values: dict[str, Any] = {}
        for name, value in table.items():
            if name not in rows:
                self._report(_unknown(name, known or rows), *path, name)
                continue
            read = {
                "text": self._read_text, "date": self._read_date, "names": self._read_names,
                "patterns": self._read_patterns, "grammar": self._read_grammar,
                "talks": self._read_talks,
            }[rows[name].kind]  # fmt: skip
            result = read(value, (*path, name))
            if result:
                values[name.replace("-", "_")] = result
        return values

    def _read_text(self, value: Any, path: tuple[str | int, ...]) -> str:
        if isinstance(value, str):
            return " ".join(value.split())
        self._report(f"{path[-1]}: {_show(value)} is not text", *path)
        return ""

    def _read_date(self, value: Any, path: tuple[str | int, ...]) -> str:
        text = str(value) if isinstance(value, str | dt.date) else ""
        try:
            return str(parse_date(text))
        except FieldError:
            self._report(f"{path[-1]}: {_show(value)} is not a date; write 2020-07-23", *path)
            return ""

    def _read_names(self, value: Any, path: tuple[str | int, ...]) -> tuple[str, ...]:
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(" ".join(item.split()) for item in items if item.strip())
        self._report(f"{path[-1]}: {_show(value)} is neither text nor a list of texts", *path)
        return ()

    def _read_patterns(self, value: Any, path: tuple[str | int, ...]) -> tuple[Pattern, ...]:
        return tuple(
            pattern for text in self._read_names(value, path)
            if (pattern := self._read_pattern(text, path))
        )  # fmt: skip

    def _read_pattern(self, text: str, path: tuple[str | int, ...]) -> Pattern | None:
        if not text.strip() or len(text) > _MAX_PATTERN:
            problem = "is too long" if text.strip() else "is empty"
            self._report(f"{path[-1]}: the pattern {text[:60]!r} {problem}", *path, text=text[:60])
            return None
        return Pattern(" ".join(text.split()), self._places.find_text(text, *path))

    def _read_grammar(self, value: Any, path: tuple[str | int, ...]) -> str:
        if value in _GRAMMARS:
            return str(value)
        hint = did_you_mean(value, _GRAMMARS) if isinstance(value, str) else ""
        message = f"grammar: {_show(value)} is not one of {', '.join(_GRAMMARS)}{hint}"
        self._report(message, *path)
        return ""

    def _read_talks(self, value: Any, path: tuple[str | int, ...]) -> tuple[TalkRule, ...]:
        found: list[TalkRule] = []
        items = [value] if isinstance(value, str | dict) else value
        if not isinstance(items, list):
            self._report(f"talks: {_show(value)} is not a list of headings or tables", *path)
            return ()
        for number, item in enumerate(items):
            if isinstance(item, str):
                pattern = self._read_pattern(item, path)
                found += [TalkRule(pattern)] if pattern else []
            elif isinstance(item, dict):
                found += self._read_talk(item, (*path, number))
            else:
                self._report(f"talks: {_show(item)} is neither a heading nor a table", *path)
        return tuple(found)

    def _read_talk(self, table: Mapping[str, Any], path: tuple[str | int, ...]) -> list[TalkRule]:
        """Return a rule for each heading of a table."""
        own = {key.name for key in TALK_KEYS}
        fields: dict[str, str] = {}
        for name, value in table.items():
            if name in BY_NAME:
                text = self._read_field(name, value, path)
                if text is not None:
                    fields[BY_NAME[name].name] = text
            elif name not in own:
                self._report(_unknown(name, (*own, *BY_NAME)), *path, name)
        values = self._read_keys({k: v for k, v in table.items() if k in own}, TALK_KEYS, path)
        if "heading" not in table:
            message = 'talks: a table has no heading; write heading = "…" as it stands in the notes'
            self._report(message, *path)
        page = self._read_pattern(values["page"], (*path, "page")) if "page" in values else None
        title = values.get("title", "")
        return [TalkRule(heading, page, title, fields) for heading in values.get("heading", ())]

    def _read_field(self, name: str, value: Any, path: tuple[str | int, ...]) -> str | None:
        """Return the text of an option of a talk; ``None`` if it is none."""
        text = _as_text(value)
        if text is None:
            self._report(f"{name}: {_show(value)} is not a value for it", *path, name)
            return None
        problems = parse_fields({name: text}, Context())[1]
        for problem in problems:
            self._report(problem.message, *path, name)
        return None if problems else text

    def _read_pages(self, value: Any) -> Iterable[PageRules]:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._report("pages: write each as a table under [[pages]]", "pages")
            return
        for number, table in enumerate(value):
            path = ("pages", number)
            values = self._read_keys(table, PAGE_KEYS, path)
            paths = values.pop("path", ())
            if paths:
                yield PageRules(paths, Rules(**values))
            elif "path" not in table:
                self._report('pages: a table has no path; write path = "folder/*"', *path)

    def _read_people(self, value: Any) -> dict[str, PersonRule]:
        if not isinstance(value, dict):
            self._report('people: write [people], and below it "AB" = "Name"', "people")
            return {}
        found: dict[str, PersonRule] = {}
        for spelling, name in value.items():
            text = self._read_text(name, ("people", spelling))
            line = self._places.find("people", spelling)
            if name_key(spelling) in found:
                other = found[name_key(spelling)].spelling
                message = (
                    f"people: {spelling!r} and {other!r} are one spelling; the first one counts"
                )
                self._report(message, "people", spelling)
            elif text and spelling.strip():
                found[name_key(spelling)] = PersonRule(" ".join(spelling.split()), text, line)
        return found

    def _read_conferences(self, value: Any) -> Iterable[ConferenceRule]:
        if not isinstance(value, dict):
            message = 'conferences: write [conferences], and below it "spelling" = "Name"'
            self._report(message, "conferences")
            return
        for name, item in value.items():
            path = ("conferences", name)
            line = self._places.find(*path)
            if isinstance(item, dict):
                yield self._read_conference(" ".join(name.split()), item, path, line)
            elif text := self._read_text(item, path):
                yield ConferenceRule(text, (name,), {}, line)

    def _read_conference(
        self, name: str, table: Mapping[str, Any], path: tuple[str | int, ...], line: int | None
    ) -> ConferenceRule:
        spellings: tuple[str, ...] = ()
        options: dict[str, str] = {}
        rows = [row.name for row in ENTITY_FIELDS["conference"]]
        for key, value in table.items():
            if key == SPELLINGS.name:
                spellings = self._read_names(value, (*path, key))
            elif key not in rows:
                self._report(_unknown(key, (SPELLINGS.name, *rows)), *path, key)
            elif (text := _as_text(value)) is None:
                self._report(f"{key}: {_show(value)} is not a value for it", *path, key)
            else:
                problems = parse_entity_fields("conference", {key: text})[1]
                for problem in problems:
                    self._report(problem.message, *path, key)
                if text and not problems:
                    options[key] = text
        return ConferenceRule(name, spellings, options, line)


_MAPPINGS = ("people", "conferences")


def _as_text(value: Any) -> str | None:
    """Return what an option would be written as; ``None`` for what can't be one."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(" ".join(item.split()) for item in value)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return " ".join(str(value).split())
    return None


def _unknown(name: str, known: Iterable[str]) -> str:
    names = list(known)
    return f"unknown key {name[:60]!r}; known are: {', '.join(names)}{did_you_mean(name, names)}"


def _show(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
