"""Where a name stands in a text, and as much of the text around it as fits on a card."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LIMIT = 200
"""Characters of an excerpt, its ellipses apart."""

_DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Letters of scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Kana, Han."""

_LETTER = rf"[^\W{_DENSE}]"
_BEFORE = rf"(?<!{_LETTER})(?<!{_LETTER}[-.])(?<!\.)"
_AFTER = rf"(?![-.]?{_LETTER}|[+#])"
_ELLIPSIS = "…"
_WORD = 24
"""How far the end of a word is looked for: where scripts mix, the next space may be far away."""
_ZWJ = "\u200d"


@lru_cache(maxsize=4096)
def word_pattern(name: str) -> str:
    """Return a regular expression for *name* as a word of its own.

    ``git`` is not in ``github`` nor in ``git-lfs``, ``C`` not in ``C++`` or ``C#``, ``NET`` not
    in ``.NET``, and ``.NET`` not in ``ASP.NET``.
    """
    text = re.escape(unicodedata.normalize("NFC", name))
    before = "" if re.match(f"[{_DENSE}]", name) else _BEFORE
    after = "" if re.search(f"[{_DENSE}]$", name) else _AFTER
    return f"{before}{text}{after}"


def find_word(text: str, name: str) -> tuple[int, int] | None:
    """Return start and end of the first *name* in *text*, whatever its case.

    *text* is in the normal form NFC.
    """
    if not name.strip() or name.casefold() not in text.casefold():
        return None  # as nearly always, and compiling a pattern takes longer than all else here
    match = re.search(word_pattern(name), text, re.IGNORECASE)
    return match.span() if match else None


def cut_around(text: str, span: tuple[int, int], limit: int = LIMIT) -> str:
    """Return about *limit* characters of *text* around *span*, cut between words.

    An ellipsis stands where something is left out. More of what follows is kept than of what
    precedes, since that is where notes say something.
    """
    if len(text) <= limit:
        return text
    start, end = span
    spare = max(limit - (end - start), 0)
    first = max(min(start - spare // 3, len(text) - limit), 0)
    last = min(max(first + limit, end), len(text))
    first, last = min(_word_start(text, first, start), start), max(_word_end(text, last, end), end)
    kept = text[first:last].strip()
    return f"{_ELLIPSIS * bool(first)}{kept}{_ELLIPSIS * (last < len(text))}"


def _word_start(text: str, at: int, bound: int) -> int:
    """Return the first place from *at* to *bound* at which a word starts, or a letter."""
    if at == 0:
        return 0
    space = text.find(" ", at - 1, min(at + _WORD, bound))
    if space >= 0:
        return space + 1
    while at < bound and _continues(text, at):
        at += 1
    return at


def _word_end(text: str, at: int, bound: int) -> int:
    """Return the last place from *bound* to *at* at which a word ends, or a letter."""
    if at == len(text):
        return at
    space = text.rfind(" ", max(at - _WORD, bound), at + 1)
    if space >= 0:
        return space
    while at > bound and _continues(text, at):
        at -= 1
    return at


def _continues(text: str, at: int) -> bool:
    """Tell whether the character at a place belongs to the one before it."""
    return unicodedata.category(text[at])[0] == "M" or text[at] == _ZWJ or text[at - 1 : at] == _ZWJ
