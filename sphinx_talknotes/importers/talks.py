"""The talks of all pages: everything that may be one is sighted, then they are chosen together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from sphinx_talknotes.importers.below import DETAILS, Below, read_below, read_deeper
from sphinx_talknotes.importers.choice import Choice, choose
from sphinx_talknotes.importers.filenames import find_speakers, find_usual_kind, is_said, read_stem
from sphinx_talknotes.importers.front import Front, get_names, get_text
from sphinx_talknotes.importers.grammars import LIKELY, SURE
from sphinx_talknotes.importers.kinds import find_kind, is_day, is_prose
from sphinx_talknotes.importers.labels import LABELS, unlink
from sphinx_talknotes.importers.lesser import BOLD, find_lesser, is_linked
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markdown import Heading, Span
from sphinx_talknotes.importers.markup import Markup
from sphinx_talknotes.importers.people import is_initials, looks_like_people, read_people
from sphinx_talknotes.importers.phrase import Phrase
from sphinx_talknotes.importers.pieces import is_video_heading
from sphinx_talknotes.importers.settings import PageSettings, Settings
from sphinx_talknotes.importers.sightings import PAGE, Sighting, sight
from sphinx_talknotes.importers.undress import LANGUAGES
from sphinx_talknotes.model.fields import BY_NAME
from sphinx_talknotes.model.names import name_key

_LAST = re.compile(r".*\(\s*([^()]{2,3})\s*\)", re.DOTALL)
_REPEATED = 2
_WORDS = 3
_LEAD = 12
"""A heading further down does not title its page."""
_REACH = 60
"""Number of lines below a heading in which metadata is looked for."""
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
_LONGEST = 120
_TITLE_LINE = re.compile(r"[^\W_][^|\[\]<>{}`]{7,118}[^\s.,;:|\[\]<>{}`]\s*")
"""A line that may be a title."""
_TALKS = frozenset(
    {"talk", "talks", "conference", "conferences", "conf", "confs", "session", "sessions"}
)
_OF_A_TALK = frozenset({"speakers", "video", "slides", "start", "room"})
_NUMBERS = re.compile(
    r"\b(?:day|part|session)[-_ ]*\d+|(?<![^-_ ])\d+[a-z]?(?![^-_ ])|[-_ ]+", re.IGNORECASE
)


_SEVERAL = re.compile(
    r"(?:^|\s)(?:talks|sessions|keynotes|panels|workshops|tutorials)$|^session\b", re.IGNORECASE
)
_DAY = re.compile(
    r"^\d*[-_]?(?:morning|afternoon|evening)$|\b(?:day|tag|jour)[-_ ]*(?:\d|one|two|three|four|five)\b|(?<!\w)day\d\b|\d\s?日目|^初日",
    re.IGNORECASE,
)
"""Titles of pages about one day."""
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


@dataclass(slots=True)
class PageTalks:
    """The talks of a page: the page as a whole, or those at headings, by their first lines.

    ``lesser`` are those that are no headings.
    """

    whole: Choice | None = None
    lesser: list[Heading] = field(default_factory=list)
    inside: dict[int, Choice] = field(default_factory=dict)

    @property
    def grammar(self) -> str:
        """The grammar of most talks of the page, or an empty string."""
        choices = [self.whole] if self.whole else list(self.inside.values())
        counts = Counter(choice.grammar for choice in choices)
        return max(counts, key=lambda name: (counts[name], name)) if counts else ""


def find_talks(
    pages: Mapping[str, PageView], initials: frozenset[str] = frozenset()
) -> dict[str, PageTalks]:
    """Return the talks of each page; *initials* are known to be those of people."""
    initials |= find_initials(heading for page in pages.values() for heading in page.headings)
    found = {name: PageTalks() for name in pages}
    sightings = [
        sighting for name in sorted(pages)
        for sighting in _sight_page(pages[name], initials)
    ]  # fmt: skip
    talkative = [
        name for name, page in pages.items()
        if page.is_talkative and not page.names_conference and not page.is_home
    ]  # fmt: skip
    expected = {
        name: level for name, page in pages.items()
        if (level := _find_level(page)) is not None
    }  # fmt: skip
    forced = {
        name: page.settings.grammar for name, page in pages.items()
        if page.settings.grammar
    }  # fmt: skip
    for sighting in sightings:
        _follow(sighting, pages[sighting.page].settings)
    chosen = choose(sightings, talkative=talkative, expected=expected, forced=forced)
    for choice in chosen:
        talks = found[choice.sighting.page]
        if choice.sighting.slot == PAGE:
            talks.whole = choice
        else:
            talks.inside[choice.sighting.heading.start] = choice
            if choice.sighting.slot >= BOLD:
                talks.lesser.append(choice.sighting.heading)
    return found


def _find_level(page: PageView) -> int | None:
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
    if not (short or several or page.names_conference):
        return None
    top = _find_top(page)
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


def _follow(sighting: Sighting, settings: PageSettings) -> None:
    """Do what the author of the notes has said of a heading."""
    titles = (reading.title.text for reading in sighting.readings.values())
    names = (sighting.heading.text, sighting.heading.source, *titles)
    if settings.is_no_talk(names):
        sighting.ruled = False
    elif settings.is_talk(names) or settings.grammar in sighting.readings:
        sighting.ruled = True


def find_initials(headings: Iterable[Heading]) -> frozenset[str]:
    """Return the initials that stand in brackets at the end of several headings."""
    found = (_LAST.fullmatch(heading.text[-400:]) for heading in headings)
    counts = Counter(match[1].strip() for match in found if match and is_initials(match[1].strip()))
    known = {initials for initials, count in counts.items() if count >= _REPEATED}
    return frozenset() if known <= set(LANGUAGES) else frozenset(known)


def is_about_talks(folders: Iterable[str]) -> bool:
    """Tell whether the names of folders say that talks are in them."""
    words = [re.split(r"[-_ ]+", folder.lower()) for folder in folders]
    return any(len(each) <= _FEW and not _TALKS.isdisjoint(each) for each in words)


def _sight_page(page: PageView, initials: frozenset[str]) -> Iterable[Sighting]:
    top = _find_top(page)
    above: list[Heading] = []
    lesser = find_lesser(page.lines, page.headings, page.markup)
    headings = sorted([*page.headings, *lesser], key=lambda heading: heading.start)
    ends = _find_ends(headings, len(page.lines))
    usual = find_usual_kind(page.folders)
    for number, heading in enumerate(headings):
        whole = heading is top
        end = min(ends[number], len(page.lines) if heading.stop is None else heading.stop)
        stop = min(len(page.lines) if whole else end, heading.end + _REACH)
        heads = _find_heads(headings, number, stop)
        below = read_below(
            page.lines[heading.end : stop], page.markup, heads, heading.text,
            named=heading.level == BOLD and heading.stop is None and is_linked(heading),
        )  # fmt: skip
        _add_author(below, page)
        read_deeper(page.lines[heading.end : _find_own(headings, number, end)], page.markup, below)
        if whole:
            _add_front(below, page)
            _add_speakers(below, page, heading)
        content = any(line.text.strip() or line.videos for line in page.lines[heading.end : end])
        seen = sight(
            page.name, page.site, PAGE if whole else heading.level, heading, below,
            content=content, initials=initials,
        )  # fmt: skip
        while above and above[-1].level >= heading.level:
            above.pop()
        kinds = [kind for outer in above if (kind := find_kind(outer.text)) not in ("", "talk")]
        kinds = [*kinds[-1:], usual]
        if kinds[0]:
            seen.undressed.note(0, kind=kinds[0])
        above.append(heading)
        seen.prose |= is_video_heading(heading) or (whole and _is_overview(page, heading.text))
        plain = len(seen.readings) == 1 and not (seen.undressed.evidence or below.evidence)
        seen.is_index |= name_key(heading.text) in DETAILS
        seen.nested = heading.stop is not None and content and len(heading.text) < _LONGEST
        if not whole and (page.is_home or plain) and _is_index(page, heading, end):
            seen.prose = seen.is_index = True
        yield seen
    if top is not None and (not page.headings or top is not page.headings[0]):
        first = min((h.start for h in page.headings), default=len(page.lines))
        heads = {h.start: h for h in page.headings if h.start < _REACH}
        below = read_below(page.lines[: max(first, _REACH)], page.markup, heads)
        _add_front(below, page)
        _add_speakers(below, page, top)
        seen = sight(
            page.name, page.site, PAGE, top, below, content=bool(page.lines), initials=initials
        )
        seen.prose |= _is_overview(page, top.text)
        if usual:
            seen.undressed.note(0, kind=usual)
        yield seen


def _find_heads(headings: Sequence[Heading], number: int, stop: int) -> dict[int, Heading]:
    """Return the headings behind one and before the line *stop*, both counted from its end."""
    start = headings[number].end
    found: dict[int, Heading] = {}
    for heading in islice(headings, number + 1, None):
        if heading.start >= stop:
            break
        if heading.level < BOLD:
            found[heading.start - start] = _shift(heading, start)
    return found


def _find_own(headings: Sequence[Heading], number: int, end: int) -> int:
    """Return where what belongs to a heading alone ends: at one that could be another talk's."""
    following = islice(headings, number + 1, None)
    return next((h.start for h in following if h.start >= end or not is_prose(h.text)), end)


def _find_ends(headings: Sequence[Heading], last: int) -> list[int]:
    """Return where the section of each heading ends: at the next of the same or a higher level."""
    ends = [last] * len(headings)
    waiting: list[int] = []
    for number, heading in enumerate(headings):
        while waiting and headings[waiting[-1]].level >= heading.level:
            ends[waiting.pop()] = heading.start
        waiting.append(number)
    return ends


def _is_overview(page: PageView, title: str) -> bool:
    """Tell whether a page is about more than one talk, by its name and title."""
    return page.is_home or page.names_conference or bool(_OVERVIEW.search(title))


def _is_index(page: PageView, heading: Heading, end: int) -> bool:
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


def _shift(heading: Heading, by: int) -> Heading:
    return Heading(
        heading.level, heading.start - by, heading.end - by, heading.source, heading.spans,
        heading.images,
    )  # fmt: skip


def _find_top(page: PageView) -> Heading | None:
    """Return the heading that titles the page; one without lines if that is not in the text."""
    first = page.headings[0] if page.headings else None
    levels = [heading.level for heading in page.headings]
    if (
        first
        and first.level == min(levels)
        and (
            first.level == 1
            or levels.count(first.level) == 1
            or _is_above_name(page.headings[:2], page.lines)
        )
    ):
        before = page.lines[: first.start]
        same = not page.title or name_key(page.title) in name_key(first.text)
        if same and sum(bool(line.text.strip()) for line in before) <= 3:
            return first
    titled = _find_lead(page, first)
    if titled is not None:
        return titled
    lead = page.lines[: first.start] if first is not None else ()
    own = first is not None and first.level == 1 and len(lead) < _LEAD
    title = page.title or ("" if own else read_stem(page.stem))
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


def _add_speakers(below: Below, page: PageView, title: Heading) -> None:
    name = find_speakers(page.stem, title.text)
    if name and "speakers" not in below.fields:
        below.note(LIKELY, {"speakers": name})


def _add_author(below: Below, page: PageView) -> None:
    """Take the author of a text for a speaker on a page about a conference."""
    if below.author and (page.names_conference or page.is_talkative):
        below.note(LIKELY, {"speakers": below.author})


def _add_front(below: Below, page: PageView) -> None:
    """Add what front matter says of a talk and of nothing else."""
    subtitle = get_text(page.front, "subtitle")
    if subtitle and looks_like_people(subtitle):
        below.note(LIKELY, {"speakers": subtitle})
    for key in page.front:
        name = LABELS.get(name_key(key), "")
        if name not in _OF_A_TALK:
            continue
        value = (
            ", ".join(map(unlink, get_names(page.front, key)))
            if name == "speakers"
            else unlink(get_text(page.front, key))
        )
        try:
            BY_NAME[name].parse(value, None)  # type: ignore[arg-type]
        except ValueError:
            continue
        if value:
            below.note(SURE if name == "speakers" else LIKELY, {name: value})
