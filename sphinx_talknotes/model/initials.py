"""Initials: what stands for a person where there is no picture."""

from __future__ import annotations

import unicodedata

_APART = "\u200c"
"""Keeps letters that would join from doing so: initials are not a word."""


def initials(name: str) -> str:
    """Return the initials of first and last name, or one letter if there is only one name.

    A letter comes with its marks. Names that are written without spaces, as in Chinese, give
    their first character. Letters of Arabic and its relatives are kept from joining. The result
    is empty where there is no letter at all.
    """
    letters = [letter for word in name.split() if (letter := _first_letter(word))]
    if len(letters) < 2:
        return "".join(letters)
    first, last = letters[0], letters[-1]
    joins = unicodedata.bidirectional(first[0]) == unicodedata.bidirectional(last[0]) == "AL"
    return f"{first}{_APART * joins}{last}"


def _first_letter(word: str) -> str:
    """Return the first letter of a word in upper case, with the marks on it."""
    word = unicodedata.normalize("NFC", word)
    start = next((at for at, c in enumerate(word) if c.isalnum()), None)
    if start is None:
        return ""
    end = start + 1
    while end < len(word) and unicodedata.category(word[end])[0] == "M":
        end += 1
    letter, upper = word[start:end], word[start:end].upper()
    return upper if len(upper) == len(letter) else letter
