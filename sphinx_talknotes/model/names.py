"""Names: how they are split, compared, and turned into anchors and page names.

Two names are the same when their keys are: case, accents of Latin and Greek letters, spacing
and punctuation do not count, while ``C``, ``C++`` and ``C#`` stay three. A slug is the key with
the words kept apart, so two names with one slug are always one name.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import lru_cache
from itertools import dropwhile

_FOLD = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
    "+": "plus", "#": "sharp",
})  # fmt: skip
_MARKS = re.compile("(?<=[a-z\u0370-\u03ff\u1f00-\u1fff])[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[\W_]+")
_MAX_SLUG = 80
_RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
"""``index`` is the page of the list; the others can't be file names on Windows."""


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    if text.isascii():  # nearly all, and nothing of what follows happens to them
        return tuple(_NOT_WORD.sub(" ", text.casefold().translate(_FOLD)).split())
    folded = unicodedata.normalize("NFKD", text).casefold()
    # case folding can bring composed letters back, and a stroked letter can carry an accent
    folded = unicodedata.normalize("NFKD", folded).translate(_FOLD)
    folded = unicodedata.normalize("NFKC", _MARKS.sub("", folded))
    # combining marks of other scripts are part of the word, but \w leaves them out
    kept = "".join(c if _is_mark(c) else _NOT_WORD.sub(" ", c) for c in folded)
    # a mark that stands on no letter is punctuation (such as a spacing accent)
    words = ("".join(dropwhile(_is_mark, word)) for word in kept.split())
    return tuple(word for word in words if word)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Return the words of *text* for use as an anchor or page name.

    Letters and digits of every script are kept, lower-cased. The result is never empty,
    at most 80 characters long and safe as a file name.
    """
    words = _words(text)
    result = "-".join(words)
    if not result:
        digest = hashlib.sha256(name_key(text).encode("utf-8", "surrogatepass")).hexdigest()
        return f"x-{digest[:8]}" if text.strip() else "untitled"
    if len(result) > _MAX_SLUG or len(result.encode("utf-8", "surrogatepass")) > 2 * _MAX_SLUG:
        digest = hashlib.sha256(name_key(text).encode("utf-8", "surrogatepass")).hexdigest()[:8]
        short = result.encode("utf-8", "surrogatepass")[: 2 * _MAX_SLUG - 10]
        result = short.decode("utf-8", "ignore")[: _MAX_SLUG - 9].rstrip("-") + "-" + digest
    return result + "_" if result in _RESERVED else result


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """Return what is left of *text* when case, accents, spacing and punctuation don't count."""
    return "".join(_words(text)) or " ".join(text.split()).casefold()


def tidy(text: str) -> str:
    """Return *text* with runs of white space made one space and control characters dropped."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    kept = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace() or c.isprintable() or unicodedata.category(c) == "Cf"
    )
    return " ".join(kept.split())


@lru_cache(maxsize=4096)
def split_list(text: str, *, conjunction: bool = False) -> tuple[str, ...]:
    """Split *text* at commas and semicolons that are not inside brackets.

    A JSON array of strings (which is how MyST passes on a YAML list) is read as such. With
    *conjunction* the word "and" and an ampersand between spaces part names too. Repeated
    and empty items are dropped.
    """
    text = text.strip()
    if text.startswith("["):
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            data = None
        if isinstance(data, list) and not any(isinstance(item, list | dict) for item in data):
            return _unique(tidy(str(item)) for item in data if item is not None)
    parts: list[str] = []
    depth = start = 0
    joints = [(m.start(), m.end()) for m in _JOINTS[conjunction].finditer(text)]
    position = 0
    for begin, end in joints:
        depth += _depth(text[position:begin])
        position = begin
        if depth <= 0:
            parts.append(text[start:begin])
            start = end
    parts.append(text[start:])
    return _unique(map(tidy, parts))


_JOINTS = {
    False: re.compile(r"[,;\n]|[、，；]"),
    True: re.compile(r"[,;\n]\s*(?:and\s+|&\s+)?|[、，；]|\s+(?:and|&)\s+"),
}


def _depth(text: str) -> int:
    return text.count("(") + text.count("[") - text.count(")") - text.count("]")


def _unique(items: object) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for item in items:  # type: ignore[attr-defined]
        if item:
            seen.setdefault(item)
    return tuple(seen)


@lru_cache(maxsize=4096)
def split_affiliation(text: str) -> tuple[str, str]:
    """Split ``Name (Affiliation)`` into name and affiliation (which may be empty)."""
    match = re.fullmatch(r"(.*?\S)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", text.strip())
    if match:
        return tidy(match[1]), tidy(match[2])
    return tidy(text), ""
