"""What a ``conf.py`` says, read as text: it is code, and nobody runs a stranger's code here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_talknotes.model.problems import Problem, Report

NAME = "conf.py"
EXTENSION = "sphinx_talknotes"
_MAX_BYTES = 1024 * 1024
_MAX_STARS = 8
_ADDING = frozenset({"append", "extend", "insert"})
_LEFT_OUT = ("exclude_patterns", "templates_path", "html_static_path", "html_extra_path")
"""Where Sphinx looks for no pages."""


@dataclass(frozen=True, slots=True)
class Conf:
    """Values that are written down as such, by name; ``is_own`` tells that it names our extension.

    ``report`` says why it can't be read.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    is_own: bool = False
    report: Report | None = None

    def get_text(self, name: str) -> str:
        """Return a value that is text, or an empty string."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def get_texts(self, name: str) -> tuple[str, ...]:
        """Return the texts in a list."""
        value = self.values.get(name)
        items = value if isinstance(value, list | tuple | set) else ()
        return tuple(item for item in items if isinstance(item, str))

    def get_pairs(self, name: str) -> dict[str, str]:
        """Return the texts in a dict."""
        value = self.values.get(name)
        items = value.items() if isinstance(value, dict) else ()
        return {k: v for k, v in items if isinstance(k, str) and isinstance(v, str)}

    def excludes(self, path: PurePosixPath) -> bool:
        """Tell whether Sphinx does not take a file, relative to the ``conf.py``, for a page."""
        patterns = [pattern for name in _LEFT_OUT for pattern in self.get_texts(name)]
        ways = [path, *path.parents][:-1]
        return any(
            _compile(pattern.strip("/")).fullmatch(way.as_posix())
            for pattern in patterns for way in ways if pattern.strip("/")
        )  # fmt: skip


def read_conf(path: Path, name: str = NAME) -> Conf | None:
    """Return what a ``conf.py`` says; ``None`` if there is none. *name* is for reports."""
    try:
        if not path.is_file():
            return None
        data = path.read_bytes() if path.stat().st_size <= _MAX_BYTES else b""
        tree = ast.parse(data)
    except SyntaxError as error:
        return Conf(report=_report(name, error.msg, error.lineno))
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        return Conf(report=_report(name, str(error) or type(error).__name__, None))
    return Conf(dict(_iter_values(tree)), any(map(_names_extension, ast.walk(tree))))


def _report(name: str, reason: str, line: int | None) -> Report:
    message = f"it can't be understood: {reason[:200]}; the pages beside it are read as notes"
    return Report(Problem.CONFIG, message, name, line)


def _iter_values(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    """Yield the names that are set to something that is written down, in order."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            if isinstance(target, ast.Name) and isinstance(node, ast.Assign | ast.AnnAssign):
                try:
                    yield target.id, ast.literal_eval(node.value) if node.value else None
                except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                    continue


def _names_extension(node: ast.AST) -> bool:
    """Tell whether a node adds our extension to ``extensions``."""
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AugAssign | ast.AnnAssign) and node.value is not None:
        targets, value = [node.target], node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        targets = [node.func.value] if node.func.attr in _ADDING else []
        value = ast.List(node.args)
    else:
        return False
    return any(
        isinstance(target, ast.Name) and target.id == "extensions" for target in targets
    ) and any(isinstance(n, ast.Constant) and n.value == EXTENSION for n in ast.walk(value))


@lru_cache(maxsize=1024)
def _compile(pattern: str) -> re.Pattern[str]:
    """Return a pattern of Sphinx: ``**`` is any text, ``*`` and ``?`` no slash."""
    if pattern.count("*") > _MAX_STARS:
        return re.compile(re.escape(pattern))
    source = ""
    position = 0
    while position < len(pattern):
        char = pattern[position]
        position += 1
        if char == "*":
            deep = pattern[position : position + 1] == "*"
            position += deep
            source += ".*" if deep else "[^/]*"
        elif char == "?":
            source += "[^/]"
        elif char == "[" and (end := pattern.find("]", position + 1)) > 0:
            inner = pattern[position:end].replace("\\", "\\\\")
            source += f"[^/{inner[1:]}]" if inner[:1] == "!" else f"[{inner}]"
            position = end + 1
        else:
            source += re.escape(char)
    try:
        return re.compile(source)
    except re.error:
        return re.compile(re.escape(pattern))
