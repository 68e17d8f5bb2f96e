"""A page before its talks are known: what titles it, and how many it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from sphinx_talknotes.importers.finding.conference import KNOWN_SERIES
from sphinx_talknotes.importers.finding.filenames import is_said, read_stem
from sphinx_talknotes.importers.finding.kinds import find_kind, is_day, is_prose
from sphinx_talknotes.importers.finding.people import looks_like_people, read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.front import Front
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markdown import Heading, Span
from sphinx_talknotes.importers.markup import Markup
from sphinx_talknotes.importers.settings import PageSettings, Settings
from sphinx_talknotes.model.names import name_key

_REPEATED = 2
_WORDS = 3
_LEAD = 12
"""A heading further down does not title its page."""
_PAGE = re.compile(r"(?:\.(?:md|markdown|rst|html?)|/[^./]*|^[^./]+)/?(?:#.*)?$")
_MAX_LINK = 500
_BULLET = re.compile(r"\s{0,20}(?:[-*+]|\d{1,3}[.)])\s+")
_OVERVIEW = re.compile(
    r"^.{2,40}\s(?:19[89]|20\d)\d$|"
    r"^.{2,40}[ |,–—-]\s(?:\d{1,2}[./]\d{1,2}[./](?:\d\d)?\d\d|\d{4}-\d\d-\d\d)$|"
    r"^(?:my |some |personal )?(?:conference |talk |session )?notes\b(?!:)|\bnotes$"
    r"|\b(?:conference|meeting|meetup|summit|recap|trip report|schedule)\b.*\b(?:19[89]|20\d)\d\b"
    r"|\b(?:19[89]|20\d)\d\b.*\b(?:conference|meeting|meetup|summit|recap|trip report|schedule)\b",
    re.IGNORECASE,
)
"""Titles of pages about a conference."""
_FEW = 6
_TITLE_LINE = re.compile(r"[^\W_][^|\[\]<>{}`]{7,118}[^\s.,;:|\[\]<>{}`]\s*")
"""A line that may be a title."""
_TALKS = frozenset(
    {"talk", "talks", "conference", "conferences", "conf", "confs", "session", "sessions"}
)
_NUMBERS = re.compile(
    r"\b(?:day|part|session)[-_ ]*\d+|(?<![^-_ ])\d+[a-z]?(?![^-_ ])|[-_ ]+", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"(?:^|\s)(?:talks|sessions|keynotes|panels|workshops|tutorials)$|^session\b", re.IGNORECASE
)
_DAY = re.compile(
    r"^\d*[-_]?(?:morning|afternoon|evening)$"
    r"|\b(?:day|tag|jour)[-_ ]*(?:\d|one|two|three|four|five)\b|\d\s?日目|^初日",
    re.IGNORECASE,
)
"""Titles of pages about one day."""
_APART = re.compile(r"[-_ ]+|(?<=[a-z])(?=\d)")
_NO_SETTINGS = Settings().for_page(PurePosixPath())


@dataclass(frozen=True, slots=True)
class PageView:
    """What of a page tells which talks it holds.

    ``title`` is that of the front matter, ``stem`` the file's name; ``folders`` are the names of
    the folders it lies in. ``is_talkative`` tells that these name a conference.
    """

    name: str
    site: str
    stem: str
    front: Front
    title: str
    lines: Sequence[Line]
    headings: Sequence[Heading]
    markup: Markup
    folders: Sequence[str] = ()
    is_home: bool = False
    is_talkative: bool = False
    names_conference: bool = False
    settings: PageSettings = _NO_SETTINGS


def find_level(page: PageView) -> int | None:
    """Return the level of the headings that name talks on a page about several, if it is one.

    It is one if it is about a conference, or a kind of short talks, by its title or name. Of those
    about a conference the headings must be long enough for titles.
    """
    names = [page.title, *(h.text for h in page.headings[:1]), page.stem]
    bare = [" ".join(_NUMBERS.sub(" ", name).split()) for name in names]
    below = _find_below_days(page)
    if below is not None:
        return below
    short = any(find_kind(name) == "lightning" for name in bare)
    several = any(_SEVERAL.search(name) for name in bare) or any(map(_DAY.search, names))
    several |= page.is_talkative and is_day(_APART.sub(" ", page.stem))
    if not (short or several or page.names_conference):
        return None
    top = find_top(page)
    own = [h for h in page.headings if h is not top and not is_prose(h.text)]
    if len(own) < _REPEATED:
        return None
    level = min(h.level for h in own)
    words = [len(h.text.split()) for h in own if h.level == level]
    return level if short or sum(words) >= len(words) * (_WORDS - several) else None


def _find_below_days(page: PageView) -> int | None:
    """Return the level of the headings right below those of days, if they may be titles."""
    found: list[Heading] = []
    day: Heading | None = None
    for heading in page.headings:
        if day is not None and heading.level <= day.level:
            day = None
        if is_day(heading.text):
            day = heading
        elif day is not None and not is_prose(heading.text):
            found.append(heading)
    level = min((heading.level for heading in found), default=0)
    words = [len(heading.text.split()) for heading in found if heading.level == level]
    enough = len(words) >= _REPEATED and sum(words) >= len(words) * _WORDS
    return level if enough else None


def is_about_talks(folders: Iterable[str]) -> bool:
    """Tell whether the names of folders say that talks are in them."""
    words = [re.split(r"[-_ ]+", folder.lower()) for folder in folders]
    return any(len(each) <= _FEW and any(map(_is_about_talks, each)) for each in words)


def _is_about_talks(word: str) -> bool:
    series = word.rstrip("0123456789")  # with or without the year
    return word in _TALKS or name_key(series) in KNOWN_SERIES or series.endswith("conf")


def is_overview(page: PageView, title: str) -> bool:
    """Tell whether a page is about more than one talk, by its name and title."""
    return page.is_home or page.names_conference or bool(_OVERVIEW.search(title))


def is_index(page: PageView, heading: Heading, end: int) -> bool:
    """Tell whether a section has links to notes, and nothing else that could be notes."""
    linked = False
    for line in page.lines[heading.end : end]:
        bullet = _BULLET.match(line.text)
        text = line.text[bullet.end() :] if bullet else line.text
        phrase = Phrase.of(page.markup.read_spans(text[:_MAX_LINK])[0])
        linked |= any("://" not in href and _PAGE.search(href) for href in phrase.hrefs)
        rest = len(phrase.text) - sum(b - a for a, b, _href in phrase.links)
        if rest > 20:
            return False
    return linked


def find_top(page: PageView) -> Heading | None:
    """Return the heading that titles the page; one without lines if that is not in the text."""
    first = page.headings[0] if page.headings else None
    levels = [heading.level for heading in page.headings]
    titled = _find_lead(page, first) if first is None or first.level > 1 else None
    if titled is not None:
        return titled
    if (
        first
        and first.level == min(levels)
        and (
            first.level == 1
            or levels.count(first.level) == 1
            or is_said(page.stem, first.text)
            or _is_above_name(page.headings[:2], page.lines)
        )
    ):
        before = page.lines[: first.start]
        same = not page.title or name_key(page.title) in name_key(first.text)
        if same and sum(bool(line.text.strip()) for line in before) <= 3:
            return first
    lead = page.lines[: first.start] if first is not None else ()
    own = first is not None and first.level == 1 and len(lead) < _LEAD
    title = page.title or ("" if own else read_stem(page.stem))
    if not page.title and find_kind(title.rstrip("0123456789 ")):
        return first if first is not None and levels.count(first.level) == 1 else None
    return Heading(0, 0, 0, title, (Span(title),)) if title else None


def _is_above_name(headings: Sequence[Heading], lines: Sequence[Line]) -> bool:
    """Tell whether a deeper heading right below the first one only names people."""
    if len(headings) < 2 or headings[1].level <= headings[0].level:
        return False
    between = lines[headings[0].end : headings[1].start]
    return looks_like_people(headings[1].text) and not any(line.text.strip() for line in between)


def _find_lead(page: PageView, first: Heading | None) -> Heading | None:
    """Return the first line of a page if it is a title without a mark of one.

    It stands alone or above a name, and the file's name says the same, or somebody is named there.
    """
    start = next((n for n, line in enumerate(page.lines[:_LEAD]) if line.text.strip()), None)
    if page.title or start is None or (first is not None and first.start <= start):
        return None
    text = page.lines[start].text
    after = page.lines[start + 1].text.strip() if start + 1 < len(page.lines) else ""
    if not _TITLE_LINE.fullmatch(text) or is_prose(text):
        return None
    named = bool(after) and bool(read_people(after))
    if (after and not named) or not (named or is_said(page.stem, text)):
        return None
    return Heading(0, start, start + 1, text.strip(), page.markup.read_spans(text.strip())[0])
