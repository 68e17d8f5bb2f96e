"""The front matter of a page that is written."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from sphinx_talknotes.importers.collection import SourcePage
from sphinx_talknotes.importers.finding.labels import LABELS, unlink
from sphinx_talknotes.importers.front import get_switch, get_text
from sphinx_talknotes.importers.records import get_date, get_notetakers, get_tags
from sphinx_talknotes.model.fields import BY_NAME, Context, parse_fields
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Problem, Report

_SHOWN = frozenset({
    "title", "date", "conference", "event", "tags", "categories", "authors", "author",
    "notes-by", "notes_by",
})  # fmt: skip
"""What the page says in another way: as its title, or by fields of ours."""

_FOREIGN = frozenset({
    "organization", "contact", "address", "version", "revision", "status", "copyright",
    "dedication", "abstract", "talk", "talks", "orphan", "tocdepth", "nosearch", "no-search",
    "nocomments", "myst", "html_meta", "substitutions", "jupytext", "kernelspec", "file_format",
    "numbersections",
})  # fmt: skip
"""What docutils, Sphinx or MyST would take for something of their own."""

_OF_A_TALK = frozenset({"video", "slides", "code", "paper", "start", "end", "id"})
_KEY = re.compile(r"[^\W_][\w .-]{0,60}")


def make_front(page: SourcePage) -> tuple[dict[str, Any], list[Report]]:
    """Return front matter that talks of the page take as defaults, then the author's own."""
    front: dict[str, Any] = {}
    if page.conference:
        front["conference"] = page.conference
    date = get_date(page)
    if date:
        # as YAML writes dates, without quotes
        front["date"] = dt.date(date.year, date.month, date.day) if date.day else str(date)
    notetakers = get_notetakers(page)
    if notetakers:
        front["notes-by"] = notetakers if len(notetakers) > 1 else notetakers[0]
    if tags := get_tags(page):
        front["tags"] = tags
    reports: list[Report] = []
    for key, value in page.front.items():
        if key.lower() in _SHOWN and not (key.lower() == "date" and not date):
            continue
        if _is_told(page, key, value) or _is_switch(key, value):
            continue
        if key == "talk" and get_switch(page.front, key) is False:
            front[key] = False  # else its other keys would make a talk of the page
            continue
        reason = _why_not(key, value)
        if reason:
            message = f"front matter: {key[:60]!r} {reason}; it is left out"
            reports.append(Report(Problem.FRONT_MATTER, message, page.path.as_posix(), 1))
        else:
            front[key] = value
    return front, reports


def _is_switch(key: str, value: object) -> bool:
    """Tell whether a key says which headings are talks, which directives do from now on."""
    said = get_switch({key: value}, key) if key in ("talk", "talks") else None
    return said is not None and (said or key == "talks")


def _is_told(page: SourcePage, key: str, value: object) -> bool:
    """Tell whether the talk that the page is has the value as an option of its own."""
    talk = page.talks[0] if page.talks and page.talks[0].level == 0 else None
    name = LABELS.get(name_key(key), "")
    if talk is None or name not in talk.draft.fields:
        return False
    items = value if isinstance(value, list) else [value]
    return all(unlink(str(item)).strip() in talk.draft.fields[name] for item in items)


def _why_not(key: str, value: object) -> str:
    """Return why a key can't be kept, or an empty string."""
    if key in _FOREIGN:
        return "means something else in Sphinx"
    if not _KEY.fullmatch(key):
        return "is no name"
    if key not in BY_NAME:
        return ""
    text = get_text({key: value}, key)
    if not BY_NAME[key].default and BY_NAME[key].name not in _OF_A_TALK:
        return ""  # it says nothing of talks
    if not text or not BY_NAME[key].default or parse_fields({key: text}, Context())[1]:
        return "has a value that talks can't take"
    return ""
