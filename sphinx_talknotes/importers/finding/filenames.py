"""What the names of files say: titles, and who spoke."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from sphinx_talknotes.importers.finding.conference import KNOWN_SERIES
from sphinx_talknotes.importers.finding.kinds import find_kind
from sphinx_talknotes.importers.finding.people import looks_like_people
from sphinx_talknotes.model.names import name_key

_STAMP = re.compile(
    r"(?<![A-Za-z\d])(?:[Dd]ay[-_]?\d{1,2}(?=[-_.])|\d{4}[-_.]?\d{2}[-_.]?\d{2}|\d{1,3}(?=[-_.]))"
    r"(?:[-_ T](?:\d{4}|\d{2}[-.h]\d{2}))?[-_ .]+"
)
_HOME = frozenset({"index", "_index", "readme"})
_LEAST_TITLE = 8
_LONG = 3


def read_stem(stem: str) -> str:
    """Return the title that a file's name holds, without date, time, conference and speaker."""
    rest = _STAMP.sub("", stem, count=1) if _STAMP.match(stem) else stem
    title, speaker = _split_stem(rest)
    rest = title if speaker else rest
    first, _, more = rest.replace("_", "-").partition("-")
    if more and (first.lower().endswith("conf") or name_key(first) in KNOWN_SERIES):
        rest = rest[len(first) + 1 :]
    words = rest.replace("_", " ")
    words = words if " " in words.strip() else words.replace("-", " ")
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]


def is_said(stem: str, text: str) -> bool:
    """Tell whether most of the longer words of a file's name are in a text."""
    words = {name_key(word) for word in re.split(r"[-_ .]+", _STAMP.sub("", stem, count=1))}
    words = {word for word in words if len(word) > _LONG and not word.isdigit()}
    said = name_key(text)
    if said == name_key(_STAMP.sub("", stem, count=1)):
        return True
    return bool(words) and sum(word in said for word in words) * 2 > len(words)


def find_speakers(stem: str, title: str) -> str:
    """Return the speaker that a file's name holds: ``title_first-last``, ``first-last-title``."""
    name = _split_stem(_STAMP.sub("", stem, count=1))[1]
    rest = [word for word in re.split(r"[-_ .]+", stem.lower()) if word]
    key = name_key(title)
    for number in range(1, len(rest) - 1):
        if not name and len(key) > _LEAST_TITLE and name_key("".join(rest[:number])) == key:
            name = _to_name(rest[number:])
    return name or _find_first(stem, title)


def _find_first(stem: str, title: str) -> str:
    """Return the speaker that stands in a file's name before words of the title."""
    words = [word for word in re.split(r"[-_ .]+", _STAMP.sub("", stem, count=1).lower()) if word]
    said = {name_key(word) for word in re.findall(r"[^\W_]+", title)}
    for number in (2, 3):
        name, rest = words[:number], words[number:]
        if rest and said.issuperset(rest) and said.isdisjoint(name):
            return _to_name(name)
    return ""


def find_usual_kind(names: Sequence[str]) -> str:
    """Return the kind of the talks of a page by the names of its file and the folders above.

    *names* go from the top down to the file: ``keynotes/…``, ``keynote-….md``.
    """
    stem = re.split(r"[-_ .]+", _STAMP.sub("", names[-1], count=1) if names else "")
    is_kind = len(stem) > 1 or stem[0].endswith("s") or stem[0].lower() == "keynote"
    own = ["-".join(stem[:2]), stem[0]] if is_kind else []
    own += ["-".join(stem[-2:]), stem[-1]] if stem[-1].endswith("s") else []
    words = [*own, *reversed(names[1:-1])]
    kinds = (find_kind(re.sub(r"[-_ ]+", " ", word)) for word in words)
    return next((kind for kind in kinds if kind not in ("", "talk", "article")), "")


def _split_stem(stem: str) -> tuple[str, str]:
    """Split ``title-of-it_first-last``; the name is empty if there is none."""
    for outer, inner in ("_-", "-_"):
        parts = stem.split(outer)
        if len(parts) == 2 and (inner in parts[0] or inner in parts[1]):
            name = _to_name(re.split(r"[-_]", parts[1]))
            if name:
                return parts[0], name
    return stem, ""


def _to_name(words: Sequence[str]) -> str:
    name = " ".join(word[:1].upper() + word[1:] for word in words)
    return name if 2 <= len(words) <= 3 and looks_like_people(name) else ""


def title_from_path(path: PurePosixPath, folder: str) -> str:
    """Return a title for a page that has none; *folder* is what the whole folder is called."""
    stem = path.stem
    if stem.lower() in _HOME:
        stem = path.parent.name or folder
    words = " ".join(stem.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] if words else "Notes"
