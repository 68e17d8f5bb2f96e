"""Lines below a heading that name who spoke, and say nothing else."""

from __future__ import annotations

import re

from sphinx_talknotes.importers.finding.facts import PLAIN, SINGLE, Below
from sphinx_talknotes.importers.finding.kinds import find_kind, is_prose
from sphinx_talknotes.importers.finding.labels import LABELS
from sphinx_talknotes.importers.finding.people import read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.finding.wordlists import JOBS, NO_NAMES
from sphinx_talknotes.importers.grammars.base import LIKELY, SURE, is_video
from sphinx_talknotes.importers.markup import Markup
from sphinx_talknotes.model.names import name_key

_STRONG_TITLE = re.compile(
    r"(?P<mark>\*\*|__|\*|_)(?P<title>[^*]{3,200})(?P=mark)[\s:,|–—-]*(?P<rest>\S.{2,120})"
)
_REACHED = re.compile(
    r"(?:[@#]\w[\w.-]{1,38}[\s,;|/]*){1,8}|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}(?:/\S*)?"
)
"""Handles and hash tags, or an address without its scheme."""
_HANDLED = re.compile(r"(?P<who>[^@]{5,60}?)[\s,(–—-]+@\w[\w.-]{1,38}(?:[\s),].*)?")
"""``Name @handle``, and what else is said of somebody."""
_ONE = re.compile(r"([^\W\d_a-z][^\W\d_A-Z]{2,14})(?: [A-Z]\.?)?")
_LINKED = re.compile(
    r"(?<!\w)((?:[^\W\d_a-z][\w'’-]{0,30}\.?\s+){0,3}[^\W\d_a-z][\w'’-]{1,30})\s+\(?\[@\w{2,30}\]\(https?://[^\s()]+\s*\)"
)
_LONG_TEXT = 4000
_PAGE = re.compile(r"\b(?:page|site|website|slides|video|profile)\b", re.IGNORECASE)
_ENDED = re.compile(r"\s[a-z]{3,}\.$")
_REMARK = re.compile(r"(?<=\S)\s+\([^()]*\)$")
_LONG_NAME = 10
"""A longer name in a script without capitals and spaces is a sentence."""
_SHORTEST = 8
"""Letters of a title that is known by them alone."""
BY = re.compile(
    r"(?:(?:a\s+|the\s+)?(?:talk|presentation|session|keynote|workshop|tutorial|lecture)\s+)?"
    r"(?:(?:was\s+)?(?:given|presented|delivered|held|hosted|led|taught|written)\s+)?"
    r"(?:by|speakers?|presenters?)\b\s*:?\s+(?P<who>.+)",
    re.IGNORECASE,
)
_AT_BY = re.compile(
    r"(?:given|presented|delivered|held|recorded)\s+(?:at|@|during)\s+"
    r"(?P<where>(?:the\s+)?[A-Z0-9].{1,60}?)(?:\s+(?:on|in)\s+.{3,30}?)?,?\s+by\s+(?P<who>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""``Presented at Conference by Name``."""
_AT = re.compile(r"\s+(?:at|@|during)\s+(?P<where>(?:the\s+)?[A-Z0-9].{1,60}?)\.?$", re.DOTALL)


def read_repeated(text: str, found: Below, markup: Markup) -> bool:
    """Read ``**Title** - Name``, where the heading says the same title, or its beginning."""
    match = (
        _STRONG_TITLE.fullmatch(text) if found.title and "speakers" not in found.fields else None
    )
    key = name_key(match["title"]) if match else ""
    if match is None or len(found.title) < _SHORTEST or not key.startswith(found.title):
        return False
    rest = _REMARK.sub("", Phrase.of(markup.read_spans(match["rest"])[0]).text)
    by = BY.fullmatch(rest)
    people = read_people(by["who"] if by else rest)
    if people:
        found.note(SURE, {"speakers": people})
    return bool(people)


def _read_by(text: str) -> tuple[bool, str, str]:
    """Return whether a text is that of a byline, who it names, and where that was."""
    placed, by = _AT_BY.fullmatch(text), BY.fullmatch(text)
    if placed:
        return True, placed["who"].rstrip(". "), placed["where"]
    if not by:
        return False, text, ""
    text = by["who"].rstrip(". ")
    at = _AT.search(text)
    edition = at and re.search(r"(?:19[89]|20\d)\d", at["where"])
    if at and (edition or not read_people(text)):
        return True, text[: at.start()], at["where"]
    return True, text, ""


def read_name(phrase: Phrase, index: int, found: Below, *, strong: bool, plain: bool) -> bool:
    """Read a line that names the speaker and says nothing else."""
    text = phrase.text.strip("*_ ")
    by, text, where = _read_by(text)
    linked = bool(phrase.links) and not any(is_video(href) for href in phrase.hrefs)
    handled = _HANDLED.fullmatch(text) if plain and not by else None
    if handled and not read_people(text) and read_people(handled["who"]):
        text, linked = handled["who"], True
    if _ENDED.search(text) and not (by or strong or JOBS.search(text)):
        return False  # a sentence
    people = read_people(text, single=by and len(text.split()) == 1 and strong)
    if not people and plain and not phrase.links:
        return _read_single(text, index, found)
    if people.lower() == people.upper() and not (
        by or strong or (linked and len(people) <= _LONG_NAME)
    ):
        return False  # in a script without capitals any short line looks like a name
    if not people or not (by or strong or linked or plain):
        return False
    if found.hint == SINGLE:
        found.fields.pop("speakers")
        found.taken.pop(found.named)
    evidence = SURE if by else LIKELY if strong or linked or people != text else 0
    found.hint = "" if evidence else PLAIN
    found.on_line = not (by or strong)
    fields = {"speakers": people}
    if where and re.search(r"(?:19[89]|20\d)\d", where):
        fields["conference"] = where.removeprefix("the ")
    found.note(evidence, fields)
    found.named = index
    said = name_key(people + " ".join(fields.values()))
    shown = text if by else phrase.text
    words = {name_key(word) for word in re.findall(r"[\w'’-]+", shown) if word.lower() != "and"}
    if not phrase.links and not where and all(word in said for word in words) and "@" not in shown:
        found.taken[index] = tuple(fields)
    return True


def _read_single(text: str, index: int, found: Below) -> bool:
    """Read one word, with or without an initial behind it, that may be somebody's name."""
    word = _ONE.fullmatch(text)
    if (
        word is None
        or not all(char.islower() for char in word[1][1:])
        or is_prose(text)
        or find_kind(text)
        or name_key(text) in LABELS
        or word[1].lower() in NO_NAMES
    ):
        return False
    found.fields["speakers"], found.hint, found.on_line = text, SINGLE, False
    found.taken[index], found.named = ("speakers",), index
    return True


def read_another(phrase: Phrase, index: int, found: Below) -> bool:
    """Read a line that names one more speaker, right below another's."""
    people = read_people(phrase.text.strip("*_ "))
    caseless = people.lower() == people.upper()
    known = found.fields["speakers"]
    if not people or _PAGE.search(people) or (caseless and known.lower() != known.upper()):
        return False
    found.fields["speakers"] = f"{known}, {people}"
    found.named = index
    if people == phrase.text and not phrase.links:
        found.taken[index] = ("speakers",)
    return True


def find_reached(text: str) -> str:
    """Return the people in a text of whom a profile is linked: ``Name [@handle](address)``."""
    names = _LINKED.findall(text) if len(text) < _LONG_TEXT else ()
    return ", ".join(filter(None, (read_people(name, single=True) for name in names)))


def is_handle(phrase: Phrase) -> bool:
    """Tell whether a line only says how to reach somebody, or what kind of session it is."""
    text = phrase.text.strip("*_()[] ")
    return bool(_REACHED.fullmatch(text)) or bool(find_kind(text))
