"""Front matter as plain values: YAML, TOML, JSON, or lines of ``Key: value``."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.metadata import read_metadata
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Problem, Report

Front: TypeAlias = dict[str, Any]

NOBODY = frozenset({"admin", "default", "anonymous", "me"})
"""Keys of names that templates give to authors."""

_MAX_LINES = 2000
_MAX_VALUES = 5000
_MAX_DEPTH = 16
_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_OBJECT = re.compile(r"\{\s*\"")
_KEY = re.compile(r"[\w.-]{1,60}[ \t]*[:=](?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Format:
    """A format of front matter, by the line that opens it and those that close it.

    ``inner`` is the number of lines at each end that are no part of the data.
    """

    name: str
    opening: str
    closings: tuple[str, ...]
    load: Callable[[str], object]
    inner: int = 1


_FORMATS = (
    _Format("YAML", "---", ("---", "..."), yaml.safe_load),
    _Format("TOML", "+++", ("+++",), tomllib.loads),
    _Format("JSON", "{", ("}",), json.loads, inner=0),
)


def split_front(lines: Sequence[Line], page: str) -> tuple[Front, list[Line], list[Report]]:
    """Part front matter from the body.

    Front matter stands between ``---`` (YAML) or ``+++`` (TOML), or is a JSON object,
    at the very start or behind blank lines; or it is a paragraph of
    ``Key: value`` as MultiMarkdown and Pelican have it.

    Values are text, numbers, truth values, ``None``, and lists and dicts of these; dates are
    ISO text. Front matter that can't be read is kept: it becomes a code block of the body.
    """
    start = next((i for i, line in enumerate(lines[:_MAX_LINES]) if line.text.strip()), len(lines))
    mark = lines[start].text.rstrip() if start < len(lines) else ""
    form = next((form for form in _FORMATS if form.opening == mark), None)
    if form is None and _OBJECT.match(mark):
        form = _FORMATS[-1]
    if form is None:
        front, end = read_metadata(lines, start)
        return front, list(lines[end:]), []
    end = _find_end(lines, start, form)
    if end < 0:
        return {}, list(lines), _report_open(lines, start, form, page)
    inside = lines[start + form.inner : end + 1 - form.inner]
    plain, problem, number = _load(form, inside)
    body = list(lines[end + 1 :])
    if isinstance(plain, dict):
        return plain, body, []
    if start or (isinstance(plain, str) and form.name == "YAML"):
        return {}, list(lines), []  # prose between two horizontal rules
    if not problem and plain is None:
        return {}, body, []
    message = (
        f"the front matter is no {form.name} that can be used: "
        f"{' '.join(problem.split())[:200] or 'it is no list of `key: value`'}; it is kept as text"
    )
    report = Report(Problem.FRONT_MATTER, message, page, number or lines[0].number)
    return {}, _keep(lines, end, form.inner), [report]


def load_yaml(lines: Sequence[Line]) -> tuple[Front, str, int]:
    """Return the mapping in a file of settings, or what is wrong with it, and in which line."""
    plain, problem, number = _load(_FORMATS[0], lines)
    if isinstance(plain, dict):
        return plain, "", 0
    return {}, problem or ("" if plain is None else "it is no list of `key: value`"), number or 1


def _find_end(lines: Sequence[Line], start: int, form: _Format) -> int:
    """Return the index of the line that closes front matter, or -1."""
    if form.name == "JSON" and (end := _find_object_end(lines, start)) >= 0:
        return end
    for index in range(start + 1, min(len(lines), start + _MAX_LINES)):
        if lines[index].text.rstrip() in form.closings:
            return index
    return -1


def _find_object_end(lines: Sequence[Line], start: int) -> int:
    """Return the index of the line that a JSON object ends with, or -1 if there is none."""
    text = "\n".join(line.text for line in lines[start : start + _MAX_LINES])
    begin = len(text) - len(text.lstrip())
    try:
        _value, end = json.JSONDecoder().raw_decode(text, begin)
    except (ValueError, RecursionError):
        return -1
    alone = not text[end:].partition("\n")[0].strip()
    return start + text.count("\n", 0, end) if alone else -1


def _report_open(lines: Sequence[Line], start: int, form: _Format, page: str) -> list[Report]:
    """Report front matter that nothing closes, unless it may be something else."""
    following = lines[start + 1].text.strip() if start + 1 < len(lines) else ""
    if start or not (_KEY.match(following) or (form.name == "JSON" and following[:1] == '"')):
        return []
    message = (
        f"the front matter is not closed: a line {form.closings[0]!r} is missing; "
        "it is kept as text"
    )
    return [Report(Problem.FRONT_MATTER, message, page, lines[start].number)]


def _load(form: _Format, lines: Sequence[Line]) -> tuple[Any, str, int]:
    """Return the data, or what was wrong with it and the number of the line where it was."""
    text = "\n".join(line.text for line in lines)
    try:
        return _Plain().convert(form.load(text)), "", 0
    except RecursionError:
        return None, "it is nested too deeply", 0
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark.line if error.problem_mark else 0
        problem = error.problem or "it can't be read"
    except json.JSONDecodeError as error:
        at, problem = error.lineno - 1, error.msg
    except tomllib.TOMLDecodeError as error:
        match = _TOML_LINE.search(str(error))
        # or "(at end of document)"
        at = int(match[1]) - 1 if match else len(lines) - 1
        problem = _TOML_LINE.sub("", str(error))
    except Exception as error:  # noqa: BLE001 - constructors of YAML raise what they like
        return None, str(error) or type(error).__name__, 0
    return None, problem, lines[min(at, len(lines) - 1)].number if lines else 0


def _keep(lines: Sequence[Line], end: int, inner: int) -> list[Line]:
    """Return the page with its front matter as a code block."""
    inside = lines[inner : end + 1 - inner]
    longest = max((len(line.text) for line in inside if "```" in line.text), default=2)
    fence = "`" * (longest + 1)
    first, last = lines[0], lines[end]
    block = [Line(fence, first.number), *inside, Line(fence, last.number)]
    return [*block, Line("", last.number), *lines[end + 1 :]]


class _Plain:
    """Turns what YAML and TOML give into plain values, and refuses bombs."""

    def __init__(self) -> None:
        self.count = 0

    def convert(self, value: object, depth: int = 0) -> Any:
        self.count += 1
        if self.count > _MAX_VALUES or depth > _MAX_DEPTH:
            raise ValueError("it holds too much")
        if isinstance(value, dict):
            return {str(k): self.convert(v, depth + 1) for k, v in value.items()}
        if isinstance(value, list | tuple | set):
            return [self.convert(item, depth + 1) for item in value]
        if isinstance(value, dt.date | dt.time):
            return value.isoformat()
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)
        if value is None or isinstance(value, str | bool | int | float):
            return value
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _get(front: Front, name: str) -> Any:
    """Return a value by its key; case, spaces, hyphens and underscores don't count."""
    if name in front:
        return front[name]
    key = name_key(name)
    return next((value for other, value in front.items() if name_key(other) == key), None)


def get_text(front: Front, *names: str) -> str:
    """Return the first of the values *names* that is text or a number, on one line."""
    for name in names:
        value = _get(front, name)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            if text:
                return text
    return ""


def get_switch(front: Front, name: str) -> bool | None:
    """Return what front matter says with ``talks`` or ``talk``, where that can be understood."""
    text = str(front.get(name, "")).strip().lower()
    if text in ("true", "yes", "on") or (name == "talks" and text == "headings"):
        return True
    return False if text in ("false", "no", "off") else None


def get_names(front: Front, *names: str) -> list[str]:
    """Return the items of the values *names*: lists, or text parted by commas."""
    found: dict[str, None] = {}
    for name in names:
        value = _get(front, name)
        items = value.split(",") if isinstance(value, str) else value
        for item in items if isinstance(items, list) else []:
            if isinstance(item, str | int | float) and str(item).strip():
                found.setdefault(" ".join(str(item).split()))
    return list(found)
