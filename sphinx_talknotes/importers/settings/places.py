"""Where the keys of a TOML file stand, which `tomllib` does not tell."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and numbers of tables that lead to a value: ``("pages", 0, "conference")``."""

_NAME = r"(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[A-Za-z0-9_-]{1,300})"
_KEYS = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_KEYS})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_KEYS})[ \t]*=")
_PART = re.compile(_NAME)


class Places:
    """The lines of a TOML text's keys, as far as they can be seen without parsing it."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._found: dict[Path, int] = {}
        counts: Counter[Path] = Counter()
        here: Path = ()
        for number, line in enumerate(self._lines, 1):
            if header := _HEADER.match(line):
                here = _split(header[2])
                if header[1] == "[[":
                    counts[here] += 1
                    here = (*here, counts[here] - 1)
                self._found.setdefault(here, number)
            elif key := _KEY.match(line):
                self._found.setdefault((*here, *_split(key[1])), number)

    def find(self, *path: str | int) -> int | None:
        """Return the line of a key, or of the nearest table above it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self._found:
                return self._found[path[:end]]
        return None

    def find_text(self, text: str, *path: str | int) -> int | None:
        """Return the line at or below a key that holds *text*, one of the items of its list."""
        start = self.find(*path)
        if start is None:
            return None
        for number in range(start, len(self._lines) + 1):
            line = self._lines[number - 1]
            if text in line:
                return number
            if number > start and (_HEADER.match(line) or _KEY.match(line)):
                break
        return start


def _split(keys: str) -> Path:
    return tuple(_unquote(match[0]) for match in _PART.finditer(keys))


def _unquote(key: str) -> str:
    if key.startswith('"'):
        try:
            return str(tomllib.loads(f"k = {key}")["k"])
        except tomllib.TOMLDecodeError:
            return key[1:-1]
    return key.strip("'")
