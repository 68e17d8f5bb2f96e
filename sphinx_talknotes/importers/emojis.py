"""Emoji by their names on forges: ``:tada:``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from sphinx_talknotes.importers.finding.labels import LABELS
from sphinx_talknotes.importers.lines import mask_code
from sphinx_talknotes.importers.source import Folder
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Problem, Report

_RUN = re.compile(r"(?<![\w:/&=-])(?::[a-z0-9_+-]{1,60}:){1,20}(?![\w:/])")
_NAME = re.compile(r":[a-z0-9_+-]{1,60}:")
_ADDRESS = re.compile(r"\]\([^()\s]{0,2000}|<[^<>\s]{1,2000}>|https?://[^\s<>()]{1,2000}")
_FIELD = re.compile(r"\s*:(?P<name>[\w-]{1,60}):(?:\s|$)")
_MISSING = (
    "emoji by name such as {} are kept as text; "
    "`pip install 'sphinx-talknotes[import]'` to have them as emoji"
)


def write_emoji(
    text: str, beside: Sequence[str], path: PurePosixPath, folder: Folder, reports: list[Report]
) -> str:
    """Return *text*, prose of the page at *path*, with emoji for the names that are known.

    *beside* are the lines before and behind it: where they begin with ``:name:`` too, they are
    a list of fields.
    """
    if text.count(":") < 2 or not _RUN.search(text):
        return text
    field = _FIELD.match(text)
    fields = field and (
        name_key(field["name"]) in LABELS or any(_FIELD.match(other) for other in beside)
    )
    masked = _ADDRESS.sub(lambda match: " " * len(match[0]), mask_code(text))
    parts: list[str] = []
    position = 0
    for run in _RUN.finditer(masked):
        if fields and field and run.start() == field.start("name") - 1:
            continue
        written = _NAME.sub(lambda match: find_emoji(match[0]) or match[0], run[0])
        if written == run[0] and find_emoji(":tada:") is None:
            message = _MISSING.format(run[0][:60])
            if folder.say_once("emoji"):
                reports.append(Report(Problem.UNKNOWN, message, path.as_posix()))
        parts += [text[position : run.start()], written]
        position = run.end()
    return "".join([*parts, text[position:]])


@lru_cache(maxsize=4096)
def find_emoji(name: str) -> str | None:
    """Return the emoji called ``:name:``; "" if there is none, ``None`` without the library."""
    try:
        import emoji
    except ImportError:
        return None
    found = emoji.emojize(name, language="alias")
    return "" if found == name else found
