"""What stands around the title of a talk in its heading: time, kind, number, language, marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sphinx_talknotes.importers.finding.conference import names_edition
from sphinx_talknotes.importers.finding.kinds import find_kind
from sphinx_talknotes.importers.finding.people import looks_like_people, read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.finding.when import TIME, TIME_RANGE, read_time
from sphinx_talknotes.importers.grammars.base import is_video
from sphinx_talknotes.model.dates import format_time
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import FieldError

LANGUAGES = {
    "EN": "en", "DE": "de", "FR": "fr", "ES": "es", "IT": "it", "JA": "ja", "JP": "ja", "PT": "pt",
    "NL": "nl", "PL": "pl", "RU": "ru", "ZH": "zh", "KO": "ko", "ENG": "en", "GER": "de",
    "FRA": "fr", "SPA": "es",
}  # fmt: skip
"""Codes that people put behind titles → BCP 47."""

_LEADING_TIME = re.compile(rf"[\[(]?\s*{TIME_RANGE}\s*[\])]?[\s,;:|–—・-]*", re.IGNORECASE)
_TRAILING_TIME = re.compile(
    rf"[\s,;|–—-]*(?:[\[(@]\s*|\s(?=\d{{1,2}}:\d\d|\d{{1,2}}\s*[ap]m))\\?{TIME_RANGE}\s*[\])]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:#?\d{1,3}|[A-Z]\d{0,2}|[IVX]{1,4})[.)]\s+(?=\S)|\d{1,2}:\s+(?=\S)|#\d{1,3}\s*[:.–-]?\s+(?=\S)"
    r"|(?:[A-Z]\d{1,2}|\d{1,2})\.[A-Z\d]{1,2}[.)]?\s+(?=\S)"
)
_CODE = re.compile(r"[A-Z]{2,5}-?\d{2,4}[A-Z]?(?:-[A-Z]{1,3}\d{0,2})?\s*(?::|\s[-–—|])\s+(?=\S)")
"""How large conferences number their sessions: ``DEV203-R:``."""
_LETTER = re.compile(r"[^\W_]")
_WAY = re.compile(r"(?:back(?: to .{1,20})?|(?:to )?top|up|contents|home)", re.IGNORECASE)
_LINKED = {
    name_key(word): field
    for field, words in {
        "url": "link url website web page session abstract schedule program info details site",
        "slides": "slides slide-deck deck", "video": "video recording watch youtube",
        "code": "code repo github repository",
    }.items()
    for word in words.split()
}  # fmt: skip
"""What a link in brackets behind a title is called → which option it is."""
_EDITION = re.compile(
    r"\s(?:[-–—|]\s+([A-Z][\w .&+!-]{1,40}\s(?:19[89]|20\d)\d)"
    r"|\(([A-Z][\w .&+!-]{1,40}\s(?:19[89]|20\d)\d)\))$"
)
_EVENT = re.compile(
    r"\s*\((?P<who>[^()\d]{4,120}),\s(?:(?P<first>[A-Z][^(),]{1,40}?),?\s((?:19[89]|20\d)\d)"
    r"|((?:19[89]|20\d)\d),\s([A-Za-z][^()]{1,60}))\)$"
)
_EDITION_FIRST = re.compile(
    r"(?:([A-Z][\w .&+!-]{1,40}\s(?:(?:19[89]|20\d)\d|['’]\d\d))\s*[•·|]\s*"
    r"|([A-Z][\w .&+!-]{1,40}\s['’]\d\d)\s[-–—:]\s)(?=\S)"
)
"""``Nordic.js 2022 • …``, ``FAST '23 - …``."""
_MARKER = re.compile(r"[\[【（(<]\s*([A-Za-z][A-Za-z -]{2,24}?)\s*[\]】）)>]\s*[:–—-]?\s*")
_PREFIX = re.compile(
    r"([A-Za-z][A-Za-z -]{2,24}?|キーノート|基調講演|招待講演|チュートリアル|ワークショップ"
    r"|ライトニングトーク)"
    r"(?:\s*#?\s*\d{1,2}[.)](?!\d)|(?:\s*#?\s*\d{1,2}(?:\.\d)?)?\s*(?:[:：]|\s[|–—-]|[–—]))\s*(?=\S)"
)
_KEYNOTE = re.compile(r"((?:[A-Za-z]+\s)?keynote),\s+(?=\S)", re.IGNORECASE)
_WHEN = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+)?(?:(?:morning|afternoon|evening)\s+)?",
    re.IGNORECASE,
)
"""``Monday Morning`` before the kind of a session."""
_SUFFIX = re.compile(
    r"\s*(?:[(\[]\s*([A-Za-z][A-Za-z -]{2,24}?)\s*[)\]]|\s[|–—-]\s*([A-Za-z][A-Za-z -]{2,24}))\s*"
)  # fmt: skip
_NAMED = re.compile(r"\s*\([A-Z][\w&.-]*\s(keynote|workshop|tutorial|panel)\)$", re.IGNORECASE)
"""``(Company Keynote)``."""
_KIND_LAST = re.compile(
    r".{3,60}\s((?:opening |closing )?[A-Za-z]{5,10}(?: talks?)?)", re.IGNORECASE
)
_LAST = re.compile(r"\s*[(\[]\s*([^()\[\]]{1,40})\s*[)\]]\s*")
_BETWEEN = re.compile(r"(.{3,200}?)\s*[(\[]([A-Z]{2,3})[)\]]\s+([^()\[\]]{5,80})")
_DURATION = re.compile(r"\d{1,3}\s*(?:m|min|mins|minutes|h|hours?)", re.IGNORECASE)
_STARS = re.compile(r"\s*((?:[★⭐]\ufe0f?){1,5})☆{0,4}\s*")


@dataclass(slots=True)
class Undressed:
    """The rest of a heading, the fields that were around it, and how much they say.

    ``evidence`` is 0 to 3, see `grammars.base`. ``called`` is the kind of session as it stood
    before the rest, ``counted`` the same with a number behind it, ``number`` the number before all
    that, ``timed`` tells that there was a time.
    """

    phrase: Phrase
    fields: dict[str, str] = field(default_factory=dict)
    evidence: int = 0
    called: str = ""
    counted: str = ""
    number: str = ""
    timed: bool = False

    def note(self, evidence: int, **fields: str) -> None:
        """Add fields that are not there yet."""
        for name, value in fields.items():
            self.fields.setdefault(name.replace("_", "-"), value)
        self.evidence = max(self.evidence, evidence)


def undress(phrase: Phrase, initials: frozenset[str] = frozenset()) -> Undressed:
    """Take off what stands around title and speaker, from both ends."""
    found = Undressed(phrase)
    for step in (_take_time, _take_number, _take_marker, _take_prefix, _take_time):
        step(found)
    for take in (_take_links, _take_event, _take_edition):
        take(found)
    for step in (_take_suffix, _take_between):
        for _ in range(4):
            if not _take_last(found, initials):
                break
        step(found)
    return found


def _take_time(found: Undressed) -> None:
    text = found.phrase.text
    match = _LEADING_TIME.match(text)
    rest = found.phrase.cut(match.end()) if match else found.phrase
    if not match:
        ends = [m for m in _TRAILING_TIME.finditer(text) if m.end() == len(text)]
        match = ends[0] if ends else None
        rest = found.phrase.cut(0, match.start()) if match else found.phrase
    if not match or not rest or "start" in found.fields:
        return
    try:
        times = [format_time(read_time(part)) for part in match.groups() if part]
    except FieldError:
        return
    found.phrase, found.timed = rest, True
    found.note(3, **dict(zip(("start", "end"), times, strict=False)))


def _take_links(found: Undressed) -> None:
    """Take ``([link](…))`` and ``[[slides](…)]`` off the end."""
    while found.phrase.links:
        found.phrase = _without_way(_without_empty(found.phrase))
        if not found.phrase.links:
            return
        start, end, href = found.phrase.links[-1]
        field = _LINKED.get(name_key(found.phrase.text[start:end]))
        rest = found.phrase.text[end:].strip(" )]|")
        if field is None or rest or not href.startswith(("http://", "https://")):
            return
        before = found.phrase.text[:start].rstrip(" ([|,-–—")
        name = "video" if is_video(href) else field
        if not before or name in found.fields:
            return
        found.phrase = found.phrase.cut(0, len(before))
        found.note(2, **{name: href})


def _without_empty(phrase: Phrase) -> Phrase:
    """Return a phrase without ``, [Slides]()`` behind its last link, which leads nowhere."""
    end = phrase.links[-1][1]
    rest = phrase.text[end:].strip(" )],;|/–—-")
    return phrase.cut(0, end) if name_key(rest) in _LINKED else phrase


def _without_way(phrase: Phrase) -> Phrase:
    """Return a phrase without ``[↑](#top)`` at its end, which leads elsewhere on the page."""
    start, end, href = phrase.links[-1]
    rest = phrase.text[end:].strip(" )]")
    text = phrase.text[start:end]
    way = href.startswith("#") and not rest and (not _LETTER.search(text) or _WAY.fullmatch(text))
    return phrase.cut(0, start).strip(" ([") if way and start else phrase


def _take_event(found: Undressed) -> None:
    """Take ``(Name, Conference 2019)`` or ``(Name, 2019, Conference)`` off the end."""
    match = _EVENT.search(found.phrase.text)
    people = read_people(match["who"]) if match else ""
    if match and people and match.start():
        series, year = (match["first"], match[3]) if match["first"] else (match[5], match[4])
        found.phrase = found.phrase.cut(0, match.start())
        found.note(2, speakers=people, conference=f"{series.strip()} {year}")


def _take_edition(found: Undressed) -> None:
    """Take the conference off an end: ``Title - PyCon US 2026``, ``FAST '23 - Title``."""
    match = _EDITION.search(found.phrase.text)
    if match and match.start() and (match[2] or names_edition(match[1])):
        found.phrase = found.phrase.cut(0, match.start())
        found.note(2, conference=match[1] or match[2])
        return
    match = _EDITION_FIRST.match(found.phrase.text)
    if match:
        found.phrase = found.phrase.cut(match.end())
        found.note(2, conference=match[1] or match[2])


def _take_number(found: Undressed) -> None:
    match = _NUMBER.match(found.phrase.text) or _CODE.match(found.phrase.text)
    if match:
        found.number = match[0].strip()
        found.phrase = found.phrase.cut(match.end())


def _take_marker(found: Undressed) -> None:
    match = _MARKER.match(found.phrase.text)
    kind = find_kind(match[1]) if match else ""
    if match and kind and match.end() < len(found.phrase.text):
        found.phrase = found.phrase.cut(match.end())
        found.note(3, kind=kind)


def _take_prefix(found: Undressed) -> None:
    match = _PREFIX.match(found.phrase.text) or _KEYNOTE.match(found.phrase.text)
    called = match[1] if match else ""
    kind = find_kind(called if called.endswith("s") else _WHEN.sub("", called))
    if match and "," in match[0] and not looks_like_people(found.phrase.text[match.end() :]):
        return
    if match and kind == "talk" and looks_like_people(found.phrase.text[match.end() :]):
        return
    if match and kind:
        found.called = match[1].strip()
        counted = match[0].strip(" :：|–—-")
        found.counted = "" if counted == found.called else counted
        found.phrase = found.phrase.cut(match.end())
        found.note(2, kind=kind)


def _take_suffix(found: Undressed) -> None:
    for match in _SUFFIX.finditer(found.phrase.text):
        word = match[1] or match[2]
        if match.end() == len(found.phrase.text) and match.start() and find_kind(word):
            found.called = found.called or word
            found.phrase = found.phrase.cut(0, match.start())
            found.note(2, kind=find_kind(word))
            return
    named = _NAMED.search(found.phrase.text)
    if named and named.start():
        found.note(2, kind=find_kind(named[1]))
        return
    last = _KIND_LAST.fullmatch(found.phrase.text)
    if last and find_kind(last[1]) and find_kind(last[1]) != "talk":
        found.note(1, kind=find_kind(last[1]))


def _take_between(found: Undressed) -> None:
    """Take the language and the people off ``Title (EN) Name``."""
    match = _BETWEEN.fullmatch(found.phrase.text)
    people = read_people(match[3]) if match and match[2] in LANGUAGES else ""
    if match and people:
        found.phrase = found.phrase.cut(0, match.end(1))
        found.note(2, language=LANGUAGES[match[2]], speakers=people)


def _take_place(found: Undressed, text: str) -> bool:
    """Take ``1:00pm, Main Hall``."""
    time, _, room = (part.strip() for part in text.partition(","))
    if not room or "start" in found.fields or not re.fullmatch(TIME, time, re.IGNORECASE):
        return False
    try:
        start = format_time(read_time(time))
    except FieldError:
        return False
    found.timed = True
    found.note(3, start=start, room=room)
    return True


def _take_last(found: Undressed, initials: frozenset[str]) -> bool:
    """Take what the last bracket or a row of stars says; tell whether anything was taken."""
    text = found.phrase.text
    start = max(text.rfind("("), text.rfind("["))
    match = _LAST.fullmatch(text, start) if start > 0 else None
    if match:
        word = match[1].strip()
        if word in initials:
            found.note(2, notes_by=word)
        elif word in LANGUAGES:
            found.note(1, language=LANGUAGES[word])
        elif _DURATION.fullmatch(word):
            found.note(1, duration=word)
        elif not _take_place(found, word):
            return False
        found.phrase = found.phrase.cut(0, start)
        return True
    for stars in _STARS.finditer(text):
        if stars.end() == len(text) and stars.start():
            found.phrase = found.phrase.cut(0, stars.start())
            found.note(1, rating=str(sum(char in "★⭐" for char in stars[1])))
            return True
    return False
