"""Tables of the theme, made of its files: options, variables, templates, values of templates."""

from __future__ import annotations

import inspect
import re
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx_talknotes
from sphinx_talknotes.ext.frame.frame import Frame
from sphinx_talknotes.ext.frame.values import Group, Heading, Item
from sphinx_talknotes.ext.views.base import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

THEME = Path(sphinx_talknotes.__file__).parent / "theme" / "talknotes"

VALUES = (Frame, Link, Item, Group, Heading)
"""What the templates get, the outermost first."""

_OPTION = re.compile(r"(\w+) *= *")
_VARIABLE = re.compile(r"(--tn-[\w-]+): ([^;]+);")
_COMMENT = re.compile(r"\{#-?\s*(.*?)\s*-?#\}", re.DOTALL)
_BLOCK = re.compile(r"\{%-? *block (\w+)")


def read_options(text: str) -> dict[str, tuple[str, str]]:
    """Return option → its default and its help, which is the comment above it.

    Raises:
        ValueError: an option has no comment of its own.
    """
    options = tomllib.loads(text)["options"]
    found: dict[str, tuple[str, str]] = {}
    help_: list[str] = []
    for line in text[text.index("[options]") :].splitlines()[1:]:
        match = _OPTION.match(line)
        if line.startswith("#"):
            help_.append(line.removeprefix("#").strip())
        elif match:
            if not help_:
                raise ValueError(f"theme.toml: the option {match[1]} has no comment above it")
            found[match[1]] = str(options[match[1]]), " ".join(help_)
            help_ = []
        else:
            help_ = []
    if found.keys() != options.keys():
        raise ValueError(f"theme.toml: not read: {sorted(options.keys() ^ found.keys())}")
    return found


def read_variables(text: str) -> dict[str, str]:
    """Return each variable that ``tokens.css`` sets, with its value; a hue's class sets none."""
    found: dict[str, str] = {}
    for name, value in _VARIABLE.findall(text):
        found.setdefault(name, value)
    return found


def split_value(value: str) -> tuple[str, str]:
    """Return the value in light and in dark mode: the arguments of ``light-dark()``."""
    if not value.startswith("light-dark("):
        return value, value
    inner, depth = value.removeprefix("light-dark(")[:-1], 0
    for at, character in enumerate(inner):
        depth += (character == "(") - (character == ")")
        if character == "," and not depth:
            return inner[:at].strip(), inner[at + 1 :].strip()
    raise ValueError(f"tokens.css: not understood: {value}")


def read_templates(folder: Path) -> dict[str, str]:
    """Return template → its purpose, which is its first comment.

    Raises:
        ValueError: a template has no comment.
    """
    found = {}
    # pages first, then their parts
    for path in sorted(folder.rglob("*.html"), key=lambda path: (path.parent != folder, path)):
        name = path.relative_to(folder).as_posix()
        comment = _COMMENT.search(path.read_text(encoding="utf-8"))
        if not comment:
            raise ValueError(f"{name} does not say what it is for: it has no comment")
        found[name] = " ".join(comment[1].split())
    return found


def read_blocks(text: str) -> list[str]:
    """Return the blocks of a template in the order in which they stand there."""
    return _BLOCK.findall(text)


def theme_options(_argument: str) -> Iterator[tuple[str, ...]]:
    """The options of the theme."""
    yield "Option", "Default", "Meaning"
    text = (THEME / "theme.toml").read_text(encoding="utf-8")
    for name, (default, help_) in read_options(text).items():
        yield f"`{name}`", f"`{default}`" if default else "none", help_


def theme_templates(_argument: str) -> Iterator[tuple[str, ...]]:
    """The templates and components."""
    yield "Template", "What it is for"
    for name, purpose in read_templates(THEME).items():
        yield f"`{name}`", purpose


def theme_blocks(_argument: str) -> Iterator[tuple[str, ...]]:
    """The blocks of the page's frame."""
    yield ("Blocks of `layout.html`, from top to bottom",)
    text = (THEME / "layout.html").read_text(encoding="utf-8")
    yield (", ".join(f"`{name}`" for name in read_blocks(text)),)


def theme_variables(meanings: list[str]) -> Iterator[tuple[str, ...]]:
    """The variables of the style sheet with their values; *meanings* are ``--name: meaning``.

    Raises:
        ValueError: a variable has no meaning, or there is a meaning without a variable.
    """
    known = dict(line.split(": ", 1) for line in meanings)
    values = read_variables((THEME / "css/tokens.css").read_text(encoding="utf-8"))
    if known.keys() != values.keys():
        odd = ", ".join(sorted(known.keys() ^ values.keys()))
        raise ValueError(f"either not in css/tokens.css or not described here: {odd}")
    yield "Variable", "Meaning", "Light", "Dark"
    for name, value in values.items():
        light, dark = split_value(value)
        yield f"`{name}`", known[name], f"`{light}`", "the same" if dark == light else f"`{dark}`"


def frame_values(name: str) -> Iterator[tuple[str, ...]]:
    """The attributes of one kind of value that templates get."""
    yield "Attribute", "Value", "Default"
    value: Any = next(value for value in VALUES if value.__name__ == name)
    for row in fields(value):
        default = "always given" if row.default is MISSING else f"`{row.default!r}`"
        yield f"`{row.name}`", f"`{row.type}`", default


def frame_help(name: str) -> list[str]:
    """Return what the code says about one kind of value, as Markdown."""
    value = next(value for value in VALUES if value.__name__ == name)
    return inspect.cleandoc(value.__doc__ or "").replace("``", "`").splitlines()
