"""What single lines below a heading tell: who spoke, when, and where slides and video are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from sphinx_talknotes.importers.finding.kinds import find_kind
from sphinx_talknotes.importers.finding.labels import (
    ADDRESSES,
    LABELS,
    Label,
    is_empty_label,
    looks_labelled,
    names_author,
    names_speaker,
    read_author,
    read_label,
)
from sphinx_talknotes.importers.finding.people import read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.finding.undress import undress
from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, SURE, is_video
from sphinx_talknotes.importers.markup import Markup
from sphinx_talknotes.model.names import name_key

MAX_LENGTH = 400
_BULLET = re.compile(r"\s{0,3}(?:[-*+]|\d{1,2}[.)])\s+")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s*)+")
_STRONG = re.compile(r"\s*(\*\*|__|\*|_)(?!\s*$)")
_FIELD = re.compile(r"\s{0,3}:[^:\s][^:]{0,40}:(?:\s|$)")
"""A field that is not known."""
_STRONG_NAME = re.compile(r"^\*\*([^*]{3,60})\*\*\s*(?:,|\s[-–—|])\s*([^*|\[\]()<>]{2,60})$")
"""``**Name**, Company``."""
BY = re.compile(
    r"(?:(?:a\s+|the\s+)?(?:talk|presentation|session|keynote|workshop|tutorial|lecture)\s+)?"
    r"(?:(?:was\s+)?(?:given|presented|delivered|held|hosted|led|taught|written)\s+)?"
    r"(?:by|speakers?|presenters?)\b\s*:?\s+(?P<who>.+)",
    re.IGNORECASE,
)
_AT = re.compile(r"\s+(?:at|@|during)\s+(?P<where>(?:the\s+)?[A-Z0-9].{1,60}?)\.?$", re.DOTALL)
_TIMES = re.compile(r"\d{1,2}[:.h]\d{2}.*")
_ROOM = re.compile(
    r"\b(?:room|hall|stage|theat(?:er|re)|auditorium|ballroom|salle|saal|sala|floor|building)\b",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\s{0,3}(?:[-*+]\s+)?:?[*_]{0,2}(?:who|speakers?|presenters?|panell?ists?|instructors?)"
    r"[*_]{0,2}\s?:?[*_]{0,2}(?:\s*|\s+(?P<first>[-*+]\s.+))",
    re.IGNORECASE,
)
_INNER_BULLET = re.compile(r"\s{0,20}(?:[-*+]|\d{1,2}[.)])\s+")
_SPEAKER_PAGE = re.compile(r"/(?:speakers?|presenters?)/([A-Za-z-]{5,40})/?$")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z](?![a-z])")
_LONG_NAME = 10
"""A longer name in a script without capitals and spaces is a sentence."""
_STARS = re.compile(r"(?:[★⭐]\ufe0f?){1,5}☆{0,4}")
_WEIGHT = {
    "speakers": SURE, "video": LIKELY, "slides": LIKELY, "room": LIKELY, "start": LIKELY,
    "duration": LIKELY, "track": LIKELY, "kind": LIKELY, "conference": LIKELY, "level": HINT,
    "rating": HINT, "title": HINT,
    "url": HINT, "code": HINT, "date": HINT, "language": HINT, "paper": HINT,
}  # fmt: skip


@dataclass(slots=True)
class Below:
    """Fields, the evidence in them, and what is said there completely.

    ``taken`` has the indexes of lines that say nothing but the values of some fields. ``hint``
    says how the speaker is named if that is no evidence by itself: by a line that is only a
    name (``plain``), or a heading that is one (``heading``). ``is_article`` tells that an author is
    named as those of texts are, which is ``author``. ``named`` is the index of the last line that
    names a speaker, ``host`` where the first address leads to that is a line of its own. ``title``
    is the key of the heading's text. ``awaits`` tells that speakers are announced and come next,
    ``on_line`` that they are named by a line that is nothing else, ``labelled`` that the first line
    says ``Speaker: …``, ``counted`` that some line does.
    """

    fields: dict[str, str] = field(default_factory=dict)
    evidence: int = 0
    taken: dict[int, tuple[str, ...]] = field(default_factory=dict)
    hint: str = ""
    is_article: bool = False
    named: int = -1
    host: str = ""
    author: str = ""
    title: str = ""
    awaits: bool = False
    on_line: bool = False
    labelled: bool = False
    counted: bool = False

    def note(self, evidence: int, fields: Mapping[str, str]) -> bool:
        """Add fields; tell whether all of them are new or say what is known."""
        new = all(self.fields.get(name, value) == value for name, value in fields.items())
        for name, value in fields.items():
            self.fields.setdefault(name, value)
        self.evidence = min(SURE, max(self.evidence, evidence) if evidence < SURE else SURE)
        return new


def without_name(below: Below) -> Below:
    """Return what is left if a line that is only a name is no speaker."""
    fields = {name: value for name, value in below.fields.items() if name != "speakers"}
    taken = {index: names for index, names in below.taken.items() if "speakers" not in names}
    return Below(fields, below.evidence, taken)


def read_line(text: str, index: int, found: Below, markup: Markup, *, alone: bool) -> bool:
    """Read one line; tell whether it is metadata, so that the next may be too."""
    announced = _ANNOUNCED.fullmatch(text)
    if announced:
        found.awaits = True
        return not announced["first"] or _read_awaited(announced["first"], index, found, markup)
    if _read_labelled(text, index, found, markup) or _read_awaited(text, index, found, markup):
        return True
    bare = _QUOTE.sub("", text, count=1)
    bullet = _BULLET.match(bare)
    inner = bare[bullet.end() :] if bullet else bare
    inner = _STRONG_NAME.sub(r"**\1** (\2)", inner.strip())
    phrase, more = _take_links(Phrase.of(markup.read_spans(inner)[0]))
    if more:
        found.note(max(_WEIGHT[name] for name in more), more)
    listed = bool(bullet) and not found.fields
    if _read_links(phrase, index, found, listed=listed) or _read_time(phrase, index, found):
        return True
    strong, plain = bool(_STRONG.match(inner)), alone or bool(bullet or found.fields)
    if "speakers" not in found.fields and _read_name(
        phrase, index, found, strong=strong, plain=plain
    ):
        if index in found.taken:
            found.taken[index] += tuple(more)
        return True
    if found.named == index - 1 >= 0 and _read_another(phrase, index, found):
        return True
    known = looks_labelled(text) or is_empty_label(text) or _FIELD.match(text)
    return bool(more or known) or is_handle(phrase)


def _read_labelled(text: str, index: int, found: Below, markup: Markup) -> bool:
    """Read a label and its value, or a row of stars."""
    label = read_label(index, text, markup)
    stars = _STARS.fullmatch(text.strip())
    if stars:
        label = Label(index, "rating", str(sum(char in "★⭐" for char in text)), complete=True)
    if label is not None:
        if label.field == "speakers" and found.counted:
            label = _join_speakers(label, found)
        found.counted |= label.field == "speakers"
        found.labelled |= label.field == "speakers" and not found.fields
        new = found.note(_WEIGHT.get(label.field, 0), {label.field: label.value} | dict(label.more))
        if new and label.complete:
            found.taken[label.index] = (label.field, *dict(label.more))
        return True
    found.is_article |= names_author(text)
    found.author = found.author or read_author(text)
    if names_speaker(text):
        found.note(SURE, {})
        return True
    return False


def _join_speakers(label: Label, found: Below) -> Label:
    """Add the speakers of a label to those of one above it; return the label of them all."""
    known = found.fields.pop("speakers")
    joined = known if label.value in known else f"{known}, {label.value}"
    return replace(label, value=joined)


def _read_awaited(text: str, index: int, found: Below, markup: Markup) -> bool:
    """Read an item of a list below ``Speakers:``."""
    if not found.awaits:
        return False
    bullet = _INNER_BULLET.match(text)
    phrase = Phrase.of(markup.read_spans(text[bullet.end() :])[0]) if bullet else Phrase("")
    people = read_people(phrase.text)
    if not people and phrase.links and phrase.links[0][0] == 0:
        people = read_people(phrase.text[: phrase.links[0][1]])
    if not people:
        found.awaits = False
        return False
    known = found.fields.get("speakers", "") if found.named >= 0 else ""
    found.fields["speakers"] = f"{known}, {people}" if known else people
    found.note(SURE, {})
    found.named = index
    return True


def _take_links(phrase: Phrase) -> tuple[Phrase, dict[str, str]]:
    """Take links in brackets such as ``([video](…))`` off the end of a line that has other text."""
    fields: dict[str, str] = {}
    while phrase.links and phrase.links[-1][0] > 0:
        start, end, href = phrase.links[-1]
        name = LABELS.get(name_key(phrase.text[start:end]), "")
        before, behind = phrase.text[:start].rstrip(), phrase.text[end:].strip(" )].,;|/")
        if name not in ADDRESSES or behind or not href.startswith("http") or name in fields:
            break
        fields[name] = href
        phrase = Phrase(before.rstrip(" ([|,;/–—-"), phrase.links[:-1])
    return phrase, fields


def _read_links(phrase: Phrase, index: int, found: Below, *, listed: bool = False) -> bool:
    """Read a line of nothing but links: an address, a recording, ``[Slides](…) | [Video](…)``."""
    if not phrase.links or not phrase.text:
        return False
    rest = "".join(
        char for number, char in enumerate(phrase.text)
        if not any(a <= number < b for a, b, _href in phrase.links)
    )  # fmt: skip
    if rest.strip(" |/,;·•-–—()[]&").lower() not in ("", "and"):
        return False
    whole, names = True, []
    for start, end, href in phrase.links:
        text = phrase.text[start:end]
        name = LABELS.get(name_key(text.strip(" :")), "")
        bare = text.strip("<>").rstrip("/") in (href.rstrip("/"), href.split("://")[-1].rstrip("/"))
        same = found.title and name_key(text) == found.title
        if is_video(href) and (same or name in ("", "video")):
            name = "video"
        elif same and href.startswith("http"):
            name = "url"
            found.note(LIKELY, {})
        elif bare and not name and not listed and href.startswith("http"):
            name = "url"
            if found.fields.keys() <= {"speakers"}:
                found.host = urlsplit(href).netloc.lower()
            found.note(0, find_in_address(href))
        if name not in ADDRESSES or not href.startswith("http"):
            whole = False
            continue
        known = bare or name_key(text) == name_key(name)
        whole &= found.note(_WEIGHT[name], {name: href}) and known
        names.append(name)
    if whole:
        found.taken[index] = tuple(names)
    return whole or any(href in found.fields.values() for href in phrase.hrefs)


def find_in_address(href: str) -> dict[str, str]:
    """Return who an address is that of: ``…/speaker/JaneDoe``, ``…/speakers/jane-doe/``."""
    match = _SPEAKER_PAGE.search(urlsplit(href).path)
    words = _WORDS.findall(match[1]) if match else []
    name = " ".join(word[:1].upper() + word[1:] for word in words)
    people = read_people(name) if len(words) in (2, 3) else ""
    return {"speakers": people} if people else {}


def _read_time(phrase: Phrase, index: int, found: Below) -> bool:
    """Read ``10:30 - 11:15``, with or without the room behind it."""
    if not _TIMES.fullmatch(phrase.text) or len(phrase.text) > 60:
        return False
    undressed = undress(Phrase(f"{phrase.text} ."))
    if "start" not in undressed.fields:
        return False
    rest = undressed.phrase.text.rstrip(" .").strip(" ,@-–|")
    is_room = bool(_ROOM.search(rest))
    fields = {k: v for k, v in undressed.fields.items() if k in ("start", "end")}
    if is_room:
        fields["room"] = rest
    if found.note(LIKELY, fields) and (is_room or not rest):
        found.taken[index] = tuple(fields)
    return True


def _read_name(phrase: Phrase, index: int, found: Below, *, strong: bool, plain: bool) -> bool:
    """Read a line that names the speaker and says nothing else."""
    text = phrase.text.strip("*_ ")
    by = BY.fullmatch(text)
    where = ""
    if by:
        text = by["who"].rstrip(". ")
        at = _AT.search(text)
        edition = at and re.search(r"(?:19[89]|20\d)\d", at["where"])
        if at and (edition or not read_people(text)):
            where, text = at["where"], text[: at.start()]
    linked = bool(phrase.links) and not any(is_video(href) for href in phrase.hrefs)
    people = read_people(text, single=bool(by) and len(text.split()) == 1 and strong)
    if people.lower() == people.upper() and not (
        by or strong or (linked and len(people) <= _LONG_NAME)
    ):
        return False  # in a script without capitals any short line looks like a name
    if not people or not (by or strong or linked or plain):
        return False
    evidence = SURE if by else LIKELY if strong or linked or people != text else 0
    found.hint = "" if evidence else "plain"
    found.on_line = not (by or strong)
    fields = {"speakers": people}
    if where and re.search(r"(?:19[89]|20\d)\d", where):
        fields["conference"] = where.removeprefix("the ")
    found.note(evidence, fields)
    found.named = index
    said = name_key(people + " ".join(fields.values()))
    words = {name_key(word) for word in re.findall(r"[\w'’-]+", text) if word.lower() != "and"}
    if not phrase.links and not where and all(word in said for word in words) and "@" not in text:
        found.taken[index] = tuple(fields)
    return True


def _read_another(phrase: Phrase, index: int, found: Below) -> bool:
    """Read a line that names one more speaker, right below another's."""
    people = read_people(phrase.text.strip("*_ "))
    caseless = people.lower() == people.upper()
    known = found.fields["speakers"]
    if not people or (caseless and known.lower() != known.upper()):
        return False
    found.fields["speakers"] = f"{known}, {people}"
    found.named = index
    if people == phrase.text:
        found.taken[index] = ("speakers",)
    return True


def is_handle(phrase: Phrase) -> bool:
    """Tell whether a line only says how to reach somebody, or what kind of session it is."""
    text = phrase.text.strip("*_()[] ")
    return bool(re.fullmatch(r"@[\w.-]{2,40}", text)) or bool(find_kind(text))
