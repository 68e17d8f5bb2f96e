"""Finding names that look alike, without comparing each with each."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from sphinx_talknotes.model.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_CANDIDATES = 20
_SHORTEST = 5
_LONGEST = 60


class Nearest:
    """Suggests known names for one that is not known, through an index of letter pairs."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted({(name_key(name), name) for name in names})
        self._pairs: dict[str, list[int]] | None = None

    def __call__(self, name: str) -> tuple[str, ...]:
        """Return up to three known names, the closest first."""
        key = name_key(name)[:_LONGEST]
        if self._pairs is None:
            self._pairs = {}
            for number, (known, _) in enumerate(self._names):
                for pair in _pairs(known):
                    self._pairs.setdefault(pair, []).append(number)
        shared: Counter[int] = Counter()
        for pair in _pairs(key):
            shared.update(self._pairs.get(pair, ()))
        scored = []
        for number, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]:
            known, shown = self._names[number]
            ratio = SequenceMatcher(None, key, known[:_LONGEST], autojunk=False).ratio()
            if ratio >= 0.6 or (len(key) > 3 and key in known):
                scored.append((-ratio, shown))
        return tuple(dict.fromkeys(shown for _, shown in sorted(scored)))[:3]


def _pairs(key: str) -> set[str]:
    padded = f" {key[:_LONGEST]} "
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


def near_misses(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of keys (of *names*: key → shown name) that are nearly the same.

    Nearly the same: one letter more, less, other or swapped with its neighbour, or the same
    words in another order. Names that differ in a digit, and short ones, are different.
    The work grows with the number of names, not with its square.
    """
    buckets: dict[str, list[str]] = {}
    for key, name in names.items():
        digits = "".join(c for c in key if c.isdigit())
        # not the key alone: that of ``C#`` is a word
        if min(len(key), len(name.strip())) >= _SHORTEST and len(key) <= _LONGEST:
            letters = "".join(c for c in key if not c.isdigit())
            for i in range(len(letters) + 1):
                shorter = letters[:i] + letters[i + 1 :] if i < len(letters) else letters
                buckets.setdefault(f"{digits} {shorter}", []).append(key)
        words = sorted(map(name_key, name.split()))
        if len(words) > 1:
            buckets.setdefault(f"{digits}  {' '.join(words)}", []).append(key)
    seen = set()
    for bucket, keys in buckets.items():
        unique = sorted(set(keys))
        # a bucket that is very full says nothing ("Speaker A", "Speaker B", …)
        if len(unique) > _CANDIDATES:
            continue
        for at, first in enumerate(unique):
            for second in unique[at + 1 :]:
                pair = (first, second)
                if pair not in seen and ("  " in bucket or _one_edit(first, second)):
                    seen.add(pair)
                    yield pair


def _one_edit(first: str, second: str) -> bool:
    if len(first) > len(second):
        first, second = second, first
    start = 0
    while start < len(first) and first[start] == second[start]:
        start += 1
    rest, other = first[start:], second[start:]
    if len(rest) < len(other):
        return rest == other[1:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
