"""Plain text in reStructuredText, and back."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\(?:(\s)|(.))", re.DOTALL)
_SPECIAL = re.compile(r"[\\*`|]|_(?![^\W_])|(?<![^\W_])_")
_SCHEME = re.compile(r"\b(javascript|data|vbscript):", re.IGNORECASE)
_START = re.compile(
    r"(?P<mark>[-+•‣\u2043](?=\s|$)|\.\.(?=\s|$)|__(?=\s|$)|>>>(?=\s|$)|:(?=[^:\s])|[|](?=\s|$)"
    r"|[-+/]\S|--\S)"
)
_ENUMERATED = re.compile(r"\(?(?:\w|\#|\d{1,12}|[ivxlcdm]{2,15})[.)](?=\s|$)", re.IGNORECASE)
_RULE = re.compile(r"([!-/:-@[-`{-~])\1*$")


def unescape(text: str) -> str:
    """Return what a reader sees of text without markup: backslashes are gone."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda match: "" if match[1] else match[2], text)


def escape(text: str) -> str:
    """Return text that is shown as it is within a paragraph; line ends stay."""
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    return _SCHEME.sub(r"\1\\:", escaped)


def escape_line(text: str) -> str:
    """Return text on one line that is shown as it is, and is the text of a paragraph."""
    escaped = escape(" ".join(text.split()))
    if _START.match(escaped) or _ENUMERATED.match(escaped) or _RULE.fullmatch(escaped):
        return f"\\{escaped}"
    return escaped.removesuffix("::") + ":\\:" if escaped.endswith("::") else escaped
