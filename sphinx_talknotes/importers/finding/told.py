"""What single lines below a heading tell: who spoke, when, and where slides and video are."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from sphinx_talknotes.importers.finding.facts import SINGLE, Below
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
from sphinx_talknotes.importers.finding.named import (
    is_handle,
    read_another,
    read_name,
    read_repeated,
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
_TIMES = re.compile(r"\d{1,2}(?:[:.h]\d{2}|\s?[ap]\.?m\b).*", re.IGNORECASE)
_ROOM_FIRST = re.compile(
    r"(.{3,40}?)\s*[,|@–—-]\s*(\d{1,2}[:.h]\d{2}(?:\s*[-–—]+\s*\d{1,2}[:.h]\d{2})?)"
)
_ROOMS = "room|hall|stage|theat(?:er|re)|auditorium|ballroom|salle|saal|sala|floor|building"
_ROOM = re.compile(rf"\b(?:{_ROOMS})\b", re.IGNORECASE)
_ROOM_ALONE = re.compile(rf"(?:[\w.'’&]+ ){{0,3}}(?:{_ROOMS})(?: [\w.'’&]+){{0,2}}", re.IGNORECASE)
_TURNED = re.compile(r"\(([^()\[\]]{2,60})\)\[((?:https?://)?[\w-]+(?:\.[\w-]+)+[^\s\[\]()]*)\]")
_ANNOUNCED = re.compile(
    r"\s{0,3}(?:[-*+]\s+)?:?[*_]{0,2}(?:who|speakers?|presenters?|panell?ists?|instructors?)"
    r"[*_]{0,2}\s?:?[*_]{0,2}(?:\s*|\s+(?P<first>[-*+]\s.+))",
    re.IGNORECASE,
)
_INNER_BULLET = re.compile(r"\s{0,20}(?:[-*+]|\d{1,2}[.)])\s+")
_SPEAKER_PAGE = re.compile(r"/(?:speakers?|presenters?)/([A-Za-z-]{5,40})/?$")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z](?![a-z])")
_STARS = re.compile(r"(?:[★⭐]\ufe0f?){1,5}☆{0,4}")
_WEIGHT = {
    "speakers": SURE, "video": LIKELY, "slides": LIKELY, "room": LIKELY, "start": LIKELY,
    "duration": LIKELY, "track": LIKELY, "kind": LIKELY, "conference": LIKELY, "level": HINT,
    "rating": HINT, "title": HINT,
    "url": HINT, "code": HINT, "date": HINT, "language": HINT, "paper": HINT,
}  # fmt: skip


def _turn_links(text: str) -> str:
    """Return a line with ``(text)[address]``, an easy mistake, as links."""
    return _TURNED.sub(r"[\1](\2)", text) if ")[" in text else text


def read_line(text: str, index: int, found: Below, markup: Markup, *, alone: bool) -> bool:
    """Read one line; tell whether it is metadata, so that the next may be too."""
    announced = _ANNOUNCED.fullmatch(text)
    if announced:
        found.awaits = True
        return not announced["first"] or _read_awaited(announced["first"], index, found, markup)
    if _read_labelled(text, index, found, markup) or _read_awaited(text, index, found, markup):
        return True
    bare = _QUOTE.sub("", _turn_links(text), count=1)
    bullet = _BULLET.match(bare)
    inner = bare[bullet.end() :] if bullet else bare
    repeated = read_repeated(inner.strip(), found, markup)
    inner = _STRONG_NAME.sub(r"**\1** (\2)", inner.strip())
    phrase, more = _take_links(Phrase.of(markup.read_spans(inner)[0]))
    if more:
        found.note(max(_WEIGHT[name] for name in more), more)
    listed = bool(bullet) and not found.fields
    if (
        repeated
        or _read_links(phrase, index, found, listed=listed)
        or _read_time(phrase, index, found)
    ):
        return True
    strong, plain = bool(_STRONG.match(inner)), alone or bool(bullet or found.fields)
    if ("speakers" not in found.fields or found.hint == SINGLE) and read_name(
        phrase, index, found, strong=strong, plain=plain
    ):
        if index in found.taken:
            found.taken[index] += tuple(more)
        return True
    if (
        found.named == index - 1 >= 0
        and found.hint != SINGLE
        and read_another(phrase, index, found)
    ):
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
        name, bare = _name_link(text, href, found, listed=listed)
        if not (name or start or is_video(href)) and len(phrase.links) > 1:
            # ``[Name](…) - [Slides](…) - [Blog](…)``
            found.note(LIKELY, {"speakers": people} if (people := read_people(text)) else {})
        if name not in ADDRESSES or not href.startswith("http"):
            whole = False
            continue
        if name == "url" and found.fields.keys() <= {"speakers"}:
            found.host = urlsplit(href).netloc.lower()
        known = bare or name_key(text) == name_key(name)
        whole &= found.note(_WEIGHT[name], {name: href}) and known
        names.append(name)
    if whole:
        found.taken[index] = tuple(names)
    return whole or any(href in found.fields.values() for href in phrase.hrefs)


def _name_link(text: str, href: str, found: Below, *, listed: bool) -> tuple[str, bool]:
    """Return the option that a link is, if any, and whether its text is its address."""
    name = LABELS.get(name_key(text.strip(" :")), "")
    address = href.rstrip("/")
    bare = text.strip("<>").rstrip("/") in (address, address.partition("://")[2])
    same = found.title and name_key(text) == found.title
    if is_video(href) and (same or name in ("", "video")):
        name = "video"
    elif same and href.startswith("http"):
        name = "url"
        found.note(LIKELY, {})
    elif bare and not name and not listed and href.startswith("http"):
        name = "url"
        found.note(0, find_in_address(href))
    return name, bare


def find_in_address(href: str) -> dict[str, str]:
    """Return who an address is that of: ``…/speaker/JaneDoe``, ``…/speakers/jane-doe/``."""
    match = _SPEAKER_PAGE.search(urlsplit(href).path)
    words = _WORDS.findall(match[1]) if match else []
    name = " ".join(word[:1].upper() + word[1:] for word in words)
    people = read_people(name) if len(words) in (2, 3) else ""
    return {"speakers": people} if people else {}


def _read_time(phrase: Phrase, index: int, found: Below) -> bool:
    """Read ``10:30 - 11:15``, with or without the room behind or before it."""
    text = phrase.text
    placed = _ROOM_FIRST.fullmatch(text)
    if placed and _ROOM_ALONE.fullmatch(placed[1]):
        text = f"{placed[2]}, {placed[1]}"
    if not _TIMES.fullmatch(text) or len(text) > 60:
        return False
    undressed = undress(Phrase(f"{text} ."))
    if "start" not in undressed.fields:
        return False
    rest = undressed.phrase.text.rstrip(" .").strip(" ,@-–|")
    is_room = bool(_ROOM.search(rest))
    fields = {k: v for k, v in undressed.fields.items() if k in ("start", "end")}
    if is_room:
        fields["room"] = rest
    if found.note(LIKELY, fields) and (is_room or not rest) and not phrase.links:
        found.taken[index] = tuple(fields)
    return True
