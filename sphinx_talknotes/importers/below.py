"""The first lines under a talk's heading: who spoke, when, and where slides and video are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sphinx_talknotes.importers.entitled import join_open, read_title
from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, SURE, is_video
from sphinx_talknotes.importers.kinds import find_kind
from sphinx_talknotes.importers.labels import (
    ADDRESSES,
    LABELS,
    Label,
    is_empty_label,
    looks_labelled,
    names_author,
    names_speaker,
    read_label,
)
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markdown import Heading
from sphinx_talknotes.importers.markup import Markup
from sphinx_talknotes.importers.people import read_people
from sphinx_talknotes.importers.phrase import Phrase
from sphinx_talknotes.importers.undress import undress
from sphinx_talknotes.model.names import name_key

_MAX_LINES = 24
_MAX_LENGTH = 400
_STOP = re.compile(r"\s*(?:`{3}|~{3}|<(?!https?:|mailto:)|\||:::|\.\. |\{%|\{\{)")
_BULLET = re.compile(r"\s{0,3}(?:[-*+]|\d{1,2}[.)])\s+")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s*)+")
_STRONG = re.compile(r"\s*(\*\*|__|\*|_)(?!\s*$)")
_STRONG_NAME = re.compile(r"^\*\*([^*]{3,60})\*\*\s*(?:,|\s[-–—|])\s*([^*|\[\]()<>]{2,60})$")
"""``**Name**, Company``."""
_FIELD = re.compile(r"\s{0,3}:[^:\s][^:]{0,40}:(?:\s|$)")
"""A field that is not known."""
_BY = re.compile(
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
_DETAILS = frozenset(
    name_key(word) for word in
    """
    details detail info information metadata meta speaker speakers about-the-talk
    about-the-speaker talk-info talk-details session-details presenter presenters
    """.split()
)  # fmt: skip
"""Headings of a talk's metadata."""
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
    named as those of texts are. ``named`` is the index of the last line that names a speaker,
    ``host`` where the address on the first line leads to, if that is all it says.
    """

    fields: dict[str, str] = field(default_factory=dict)
    evidence: int = 0
    taken: dict[int, tuple[str, ...]] = field(default_factory=dict)
    hint: str = ""
    is_article: bool = False
    named: int = -1
    host: str = ""

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


def read_below(
    lines: Sequence[Line], markup: Markup, heads: Mapping[int, Heading] | None = None
) -> Below:
    """Read *lines*, which follow a heading, down to the first that is no metadata.

    *heads* are the headings in them by index of their first line.
    """
    found = Below()
    seen = 0
    index = 0
    heads = heads or {}
    while index < len(lines) and seen < _MAX_LINES:
        text = lines[index].text
        if index in heads:
            if not _read_subheading(heads[index], index, found):
                break
            index = heads[index].end
            continue
        found.note(LIKELY if lines[index].videos else 0, {})
        if text.strip():
            _judge_name(found if seen == 1 else Below(), text, index, markup)
            seen += 1
            if len(text) > _MAX_LENGTH or _STOP.match(text):
                break
            after = lines[index + 1].text if index + 1 < len(lines) else ""
            title, whole = read_title(text, after, markup)
            if title and "title" not in found.fields:
                found.note(LIKELY, {"title": title})
                found.taken.update({index: ("title",)} if whole else {})
                index += 1
                continue
            text, more = join_open(lines, index, markup)
            if more:
                _read_line(text, index, found, markup, alone=False)
                found.taken.pop(index, None)
                index += more + 1
                continue
            alone = not after.strip() or _follows(after, index + 1, markup)
            if not _read_line(text, index, found, markup, alone=alone):
                break
        index += 1
    return found


def _judge_name(found: Below, text: str, index: int, markup: Markup) -> None:
    """Tell from the line behind it whether a line that is only a name is one."""
    if found.hint == "plain":
        found.hint = "plain" if not _follows(text, index, markup) else ""
        found.evidence = max(found.evidence, HINT if found.hint else LIKELY)


def _follows(text: str, index: int, markup: Markup) -> bool:
    """Tell whether a line is what comes after a speaker's name: an address or a label."""
    phrase = Phrase.of(markup.read_spans(text.strip())[0])
    if read_people(phrase.text):
        return True
    linked = phrase.links and phrase.links[0][0] == 0 and phrase.links[-1][1] == len(phrase.text)
    return bool(linked) or _is_handle(phrase) or read_label(index, text, markup) is not None


def _read_subheading(heading: Heading, index: int, found: Below) -> bool:
    """Read a heading right below the talk's own that only names the speaker."""
    phrase = Phrase.of(heading.spans)
    text = phrase.text
    if name_key(text) in _DETAILS:
        return True
    text = re.split(r"\s[-–—|]\s(?=@|\d)", text, maxsplit=1)[0]
    by = _BY.fullmatch(text)
    people = read_people(by["who"], single=True) if by else read_people(text)
    if not people or "speakers" in found.fields:
        return False
    found.note(SURE if by else 0, {"speakers": people})
    found.hint = "" if by else "heading"
    if not heading.links and text == phrase.text and "@" not in text:
        found.taken.update(dict.fromkeys(range(index, heading.end), ("speakers",)))
    return True


def _read_line(text: str, index: int, found: Below, markup: Markup, *, alone: bool) -> bool:
    """Read one line; tell whether it is metadata, so that the next may be too."""
    if _read_labelled(text, index, found, markup):
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
    return bool(more or known) or _is_handle(phrase)


def _read_labelled(text: str, index: int, found: Below, markup: Markup) -> bool:
    """Read a label and its value, or a row of stars."""
    label = read_label(index, text, markup)
    stars = _STARS.fullmatch(text.strip())
    if stars:
        label = Label(index, "rating", str(sum(char in "★⭐" for char in text)), complete=True)
    if label is not None:
        new = found.note(_WEIGHT.get(label.field, 0), {label.field: label.value})
        if new and label.complete:
            found.taken[label.index] = (label.field,)
        return True
    found.is_article |= names_author(text)
    if names_speaker(text):
        found.note(SURE, {})
        return True
    return False


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
        if is_video(href) and name in ("", "video"):
            name = "video"
        elif bare and not name and not listed and href.startswith("http"):
            name = "url"
            found.host = "" if found.fields else urlsplit(href).netloc.lower()
        if name not in ADDRESSES or not href.startswith("http"):
            whole = False
            continue
        known = bare or name_key(text) == name_key(name)
        whole &= found.note(_WEIGHT[name], {name: href}) and known
        names.append(name)
    if whole:
        found.taken[index] = tuple(names)
    return whole or any(href in found.fields.values() for href in phrase.hrefs)


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
    by = _BY.fullmatch(text)
    where = ""
    if by:
        text = by["who"].rstrip(". ")
        at = _AT.search(text)
        edition = at and re.search(r"(?:19[89]|20\d)\d", at["where"])
        if at and (edition or not read_people(text)):
            where, text = at["where"], text[: at.start()]
    linked = bool(phrase.links) and not any(is_video(href) for href in phrase.hrefs)
    people = read_people(text, single=bool(by) and len(text.split()) == 1 and strong)
    if people.lower() == people.upper() and not (by or strong or linked):
        return False  # in a script without capitals any short line looks like a name
    if not people or not (by or strong or linked or plain):
        return False
    evidence = SURE if by else LIKELY if strong or linked or people != text else 0
    found.hint = "" if evidence else "plain"
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
    if not people:
        return False
    found.fields["speakers"] += f", {people}"
    found.named = index
    if people == phrase.text:
        found.taken[index] = ("speakers",)
    return True


def _is_handle(phrase: Phrase) -> bool:
    """Tell whether a line only says how to reach somebody, or what kind of session it is."""
    text = phrase.text.strip("*_()[] ")
    return bool(re.fullmatch(r"@[\w.-]{2,40}", text)) or bool(find_kind(text))
