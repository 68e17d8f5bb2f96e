"""How alike two titles, two lists of speakers, and two names of conferences are.

Likeness is a number from 0 to 100. Titles are compared as words, without what catalogues of
recordings add to them: names of the speakers, of the conference, and the kind of session.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.records import KINDS

if TYPE_CHECKING:
    from sphinx_talknotes.model.records import Person

Words: TypeAlias = tuple[str, ...]

EQUAL = 100.0
UNKNOWN = 60.0
"""Neither for nor against."""
_BEGINS = 92.0
"""One title is the beginning of the other, which goes on with a subtitle."""
_ALIKE = 90.0
"""The most that titles of different words can reach."""
_COUNTED = 70.0
"""As above, if only one of them has a number."""
_NUMBERED = 55.0
"""As above, if each has a number that the other has not: part 1 is not part 2."""
_ENOUGH_WORDS = 3
_NEARLY = 85.0
"""Less than that is another name, and not a slip of the pen."""

_APART = re.compile(r"[^\w+#'’]+")
_YEAR = re.compile(r"(?<!\d)(19[89]\d|20\d\d)(?!\d)")
_KIND_WORDS = frozenset(
    name_key(word) for kind, label in KINDS.items() for word in (kind, label, f"{label}s")
)
_GENERIC = frozenset({"conference", "conf", "the", "online", "edition"})


@lru_cache(maxsize=65536)
def split_words(text: str) -> Words:
    """Return the words of *text* as keys that can be compared; marks alone are no words."""
    keys = (name_key(part.strip("'’")) for part in _APART.split(text[:1000]) if part)
    return tuple(key for key in keys if key and key[0].isalnum())


@dataclass(frozen=True, slots=True)
class Form:
    """Words of a title in the forms in which they are compared."""

    words: Words
    key: str
    text: str
    ordered: str
    numbers: frozenset[str]


@lru_cache(maxsize=65536)
def _make_form(words: Words) -> Form:
    numbers = frozenset(word for word in words if word.isdigit())
    return Form(words, "".join(words), " ".join(words), " ".join(sorted(words)), numbers)


@dataclass(frozen=True, slots=True)
class Title:
    """A title: as a whole, and bare of what is no part of it, if that is something else."""

    forms: tuple[Form, ...]

    @property
    def bare(self) -> Words:
        """The words without what is no part of the title."""
        return self.forms[-1].words

    @property
    def words(self) -> set[str]:
        """All words."""
        return set(self.forms[0].words)


def make_title(text: str, speakers: Iterable[str] = (), conference: str = "") -> Title:
    """Return the words of a title; *speakers* and *conference* are not part of it at its ends."""
    whole = split_words(text)
    names = [split_words(name) for name in speakers]
    phrases = {phrase for phrase in (*names, *_name_conference(conference)) if phrase}
    bare = _strip(_strip_kind(_strip(whole, phrases)), phrases)
    return Title(tuple(map(_make_form, dict.fromkeys((whole, bare)))))


def _name_conference(name: str) -> Iterator[Words]:
    """Yield how a conference may be called: PyCon US 2015 is also PyCon 2015, and PyCon US."""
    series = _series(name)
    year = tuple(_YEAR.findall(name[:300])[:1])
    for words in (split_words(name), series, series[:1]):
        yield from ((*words, *year), words)


def _strip(words: Words, phrases: Iterable[Words]) -> Words:
    known = sorted(phrases, key=len, reverse=True)
    while True:
        for phrase in known:
            size = len(phrase)
            if size < len(words) and words[:size] == phrase:
                words = words[size:]
                break
            if size < len(words) and words[-size:] == phrase:
                words = words[:-size]
                break
        else:
            return words[:-1] if len(words) > 1 and words[-1] == "by" else words


def _strip_kind(words: Words) -> Words:
    return words[1:] if len(words) > 1 and words[0] in _KIND_WORDS else words


def compare_titles(one: Title, other: Title) -> float:
    """Return how alike two titles are; 100 only if one of their forms is the same."""
    return max(_compare_forms(a, b) for a in one.forms for b in other.forms)


def _compare_forms(one: Form, other: Form) -> float:
    from rapidfuzz import fuzz

    if one.key == other.key:
        return EQUAL if one.key else 0.0
    most = _ALIKE
    if one.numbers != other.numbers:
        nested = one.numbers <= other.numbers or other.numbers <= one.numbers
        most = _COUNTED if nested else _NUMBERED
    short, long = (a.words for a in sorted((one, other), key=lambda form: len(form.words)))
    if len(short) >= _ENOUGH_WORDS and long[: len(short)] == short:
        return _BEGINS if most == _ALIKE else most
    plain = fuzz.ratio(one.text, other.text)
    moved = fuzz.ratio(one.ordered, other.ordered)
    return min(most, max(plain, moved - 5))


def compare_people(one: Sequence[Person], other: Sequence[Person]) -> float | None:
    """Return how alike two lists of speakers are, ``None`` if one of them is empty.

    Whoever is in the shorter list has to be in the longer one: notes often name one of several.
    """
    few, many = sorted((one, other), key=len)
    if not few:
        return None
    best = [max(compare_names(a.name, b.name) for b in many) for a in few]
    return sum(best) / len(best)


def compare_names(one: str, other: str) -> float:
    """Return how alike two names of persons are; the order of their words does not count."""
    from rapidfuzz import fuzz

    a, b = split_words(one), split_words(other)
    if not a or not b:
        return 0.0
    if sorted(a) == sorted(b) or "".join(a) == "".join(b):
        return EQUAL
    short, long = sorted((a, b), key=len)
    if _is_part(short, long):
        return _NEARLY
    ratio = max(
        fuzz.ratio(" ".join(a), " ".join(b)), fuzz.ratio(" ".join(sorted(a)), " ".join(sorted(b)))
    )
    return ratio if ratio >= _NEARLY else 0.0


def _is_part(short: Words, long: Words) -> bool:
    """Tell whether *short* is *long* with words left out or shortened to initials."""
    rest = list(long)
    for word in short:
        found = next((w for w in rest if w == word or _is_initial(w, word)), None)
        if found is None:
            return False
        rest.remove(found)
    return any(len(word) > 2 or not word.isascii() for word in short)


def _is_initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[0] == other[0]


def find_year(name: str) -> int | None:
    """Return the year in the name of a conference."""
    found = _YEAR.search(name[:300])
    return int(found[1]) if found else None


@lru_cache(maxsize=65536)
def compare_conferences(one: str, other: str) -> float:
    """Return how alike two conferences are by their names, the year left aside (`find_year`)."""
    a, b = _series(one), _series(other)
    if not a or not b:
        return UNKNOWN
    if "".join(a) == "".join(b):
        return EQUAL
    return 85.0 if set(a) <= set(b) or set(b) <= set(a) else 30.0


@lru_cache(maxsize=65536)
def _series(name: str) -> Words:
    words = split_words(_YEAR.sub(" ", name[:300]))
    return tuple(word for word in words if word not in _GENERIC) or words
