"""Options of directives in MyST: lines of ``:key: value``, or a block of YAML.

Both are the small part of YAML that MyST-Parser reads: keys and texts, which may be quoted, in
a block (``|``, ``>``), or go on over several lines that are indented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import dedent

import yaml

_KEY = re.compile(r"\"([^\"\\]*)\"[ ]*:(?=\s|$)|'([^']*)'[ ]*:(?=\s|$)")
_COLON = re.compile(r":(?=\s|$)")
_COMMENT = re.compile(r"(?:^|\s)#")
_MAX = 20_000
"""A longer line is no option: what patterns make of it would take long."""


class OptionsError(ValueError):
    """Options can't be read; ``index`` is that of the line among theirs."""

    def __init__(self, message: str, index: int) -> None:
        super().__init__(message)
        self.index = index


@dataclass(slots=True)
class Options:
    """Texts and indexes of lines by key; ``count`` is the number of lines that all of it takes."""

    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    count: int = 0
    is_yaml: bool = False
    error: OptionsError | None = None


def is_option(text: str) -> bool:
    """Tell whether a line is one of ``:key: value``, and no fence."""
    bare = text.lstrip()
    return bare.startswith(":") and not bare.startswith(":::")


def read_options(content: Sequence[str]) -> Options:
    """Return the options with which the *content* of a directive begins.

    If they can't be read there are none, as for MyST.
    """
    found = Options()
    if content and content[0].startswith("---"):
        found.is_yaml = True
        stop = next((n for n, text in enumerate(content) if n and text.startswith("---")), None)
        end = len(content) if stop is None else stop
        found.count = end if stop is None else end + 1
        first, block = 1, dedent("\n".join(content[1:end])).split("\n")
    else:
        while found.count < len(content) and is_option(content[found.count]):
            found.count += 1
        first, block = 0, [text.lstrip()[1:] for text in content[: found.count]]
    try:
        for index, key, value in _iter_items(block):
            found.texts[key] = value
            found.lines[key] = index + first
    except OptionsError as error:
        error.index += first
        found.error = error
        found.texts.clear()
        found.lines.clear()
    return found


def _iter_items(block: Sequence[str]) -> list[tuple[int, str, str]]:
    items: list[tuple[int, str, str]] = []
    index = 0
    while index < len(block):
        text = block[index]
        if not text.strip() or text.lstrip().startswith("#"):
            index += 1
            continue
        if text[0].isspace():
            raise OptionsError("a key has to begin at the start of the line", index)
        key, value = _split(text.rstrip(), index)
        end = index + 1
        while end < len(block) and (not block[end].strip() or block[end][0].isspace()):
            end += 1
        value, end = _read_value(value, block, index, end)
        items.append((index, key, value))
        index = end
    return items


def _split(text: str, index: int) -> tuple[str, str]:
    """Return the key of a line, and what stands behind it."""
    quoted = _KEY.match(text) if len(text) < _MAX else None
    if quoted:
        return quoted[1] or quoted[2] or "", text[quoted.end() :].strip()
    colon = _COLON.search(text) if len(text) < _MAX else None
    if colon is None or text[0] in "'\"":
        raise OptionsError("a colon is missing behind the key", index)
    return text[: colon.start()].rstrip(), text[colon.end() :].strip()


def _read_value(value: str, block: Sequence[str], index: int, end: int) -> tuple[str, int]:
    """Return a value that begins at a line, and the index of the line behind it.

    It can't go on over the line *end*, unless it is quoted.
    """
    if value[:1] in ("|", ">"):
        parts = [text.strip() for text in block[index + 1 : end]]
        return ("\n" if value[0] == "|" else " ").join(parts).strip(), end
    if value[:1] in ("'", '"'):
        return _read_quoted(value, block, index)
    parts = [value, *(text.strip() for text in block[index + 1 : end])]
    kept: list[str] = []
    for number, part in enumerate(parts):
        if comment := _COMMENT.search(part):
            kept.append(part[: comment.start()].rstrip())
            return " ".join(filter(None, kept)), index + number + 1
        kept.append(part)
    return " ".join(filter(None, kept)), end


def _read_quoted(value: str, block: Sequence[str], index: int) -> tuple[str, int]:
    mark = value[0]
    pattern = re.compile(r"(?:[^\"\\]|\\.)*" if mark == '"' else r"(?:[^']|'')*", re.DOTALL)
    source = value
    for number in range(index, len(block)):
        if number > index:
            source += f"\n{block[number].strip()}"
        match = pattern.match(source, 1) if len(source) < _MAX else None
        if match is None:
            break
        if source[match.end() : match.end() + 1] == mark:
            rest = source[match.end() + 1 :].strip()
            if rest and not rest.startswith("#"):
                raise OptionsError("there is text behind the quotation mark", number)
            return _load(source[: match.end() + 1], index), number + 1
    raise OptionsError("a quotation mark is missing", index)


def _load(source: str, index: int) -> str:
    try:
        return str(yaml.safe_load(source))
    except (yaml.YAMLError, ValueError):
        raise OptionsError("the quoted text can't be read", index) from None
