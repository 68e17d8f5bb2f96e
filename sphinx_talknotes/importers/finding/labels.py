"""Labelled lines: ``**Speaker**: Name``, ``- Slides: https://…``, ``Room: 4``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx_talknotes.importers.finding.people import read_people
from sphinx_talknotes.importers.finding.when import read_when
from sphinx_talknotes.importers.grammars.base import is_video
from sphinx_talknotes.importers.markup import MARKDOWN, Markup
from sphinx_talknotes.model.fields import BY_NAME, Context
from sphinx_talknotes.model.names import name_key, split_affiliation
from sphinx_talknotes.model.problems import FieldError

_WORDS = {
    "speakers": "speaker speakers presenter presenters presented-by talk-by given-by by "
    "panelists panellists instructor instructors lecturer who スピーカー 発表者 登壇者 講演者",
    "title": "title talk-title タイトル",
    "conference": "conference event イベント カンファレンス",
    "date": "date day 日時 日付 開催日",
    "start": "start time start-time starts when 時間 時刻 開始",
    "duration": "duration length",
    "room": "room where stage 会場 部屋",
    "track": "track トラック",
    "level": "level",
    "language": "language 言語",
    "url": "link url website session abstract-page talk-page conference-page event-page "
    "session-page schedule-page abstract リンク",
    "video": "video recording youtube youtube-link video-link watch ビデオ 動画 録画",
    "slides": "slides slide-deck deck スライド 資料 発表資料",
    "code": "code repo repository github source-code sample-code example-code コード",
    "paper": "paper",
    "tools": "tool tools",
    "rating": "rating score",
    "kind": "kind type format session-type",
    "tags": "tags topics keywords",
    "notes-by": "notes-by note-taker note-takers noted-by",
}
LABELS = {name_key(word): field for field, words in _WORDS.items() for word in words.split()}
"""Label (as a key) → option of a talk."""

_LABELLED = re.compile(
    r"\s{0,3}(?:>\s*)?(?:[-*+][ \t]+)?:?(?P<bold>\*\*|__|\*|_)?"
    r"(?P<label>[^\W\d_][\w \-]{0,34})(?:\(s\))?"
    r"(?:(?P=bold)\s?[:：]:?|[:：]:?(?P=bold)|[:：]:?)\s*(?P<value>\S.*)"
)
_HANDLE = re.compile(r"@[\w.-]{2,30}")
_WIKI = re.compile(r"\[\[([^\[\]|]{1,200})(?:\|([^\[\]]{1,200}))?\]\]")
_STARS = re.compile(r"(?:[★⭐]\ufe0f?\s*){1,5}(?:☆\s*){0,4}")
_SPEAKER = frozenset(
    {"speaker", "speakers", "presenter", "presenters", "スピーカー", "発表者", "登壇者"}
)
_WHO = name_key("who")
ADDRESSES = frozenset({"url", "video", "slides", "code", "paper"})
"""Options whose value is an address."""

_MAX_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled line: which option it gives, and whether all it says is in ``value``.

    ``more`` are other options that it gives.
    """

    index: int
    field: str
    value: str
    complete: bool
    more: tuple[tuple[str, str], ...] = ()


def _match(text: str) -> re.Match[str] | None:
    return _LABELLED.fullmatch(text) if len(text) < _MAX_LENGTH else None


def read_label(index: int, text: str, markup: Markup = MARKDOWN) -> Label | None:
    """Return what a labelled line says, or ``None`` if it is none of those that are known."""
    match = _match(text)
    name = LABELS.get(name_key(match["label"])) if match else None
    if match is None or name is None:
        return None
    value, complete = _read_value(match["value"].strip(), markup, address=name in ADDRESSES)
    more: dict[str, str] = {}
    if name == "speakers":
        people = _read_speakers(value, name_key(match["label"]))
        complete &= _same_words(people, value)
        value = people
    if name == "url" and is_video(value):
        name = "video"
    if name == "rating" and _STARS.fullmatch(value):
        value = str(sum(char in "★⭐" for char in value))
    if name == "title":
        return Label(index, name, value, complete) if value else None
    if name in ("date", "start"):
        more, whole = read_when(value)
        if more:
            complete &= whole
            name = name if name in more else next(iter(more))
            value = more.pop(name)
    if name in ADDRESSES and not value.startswith(("http://", "https://")):
        return None  # a file beside the notes: it is a link in the text, and goes along
    try:
        BY_NAME[name].parse(value, Context())
    except FieldError:
        return None
    return Label(index, name, value, complete, tuple(more.items())) if value else None


def _read_speakers(value: str, label: str) -> str:
    """Return the people in *value*; who it was may be said of others than those who speak."""
    value = value.removesuffix(".") if value[-2:-1].islower() or value[-2:-1] == ")" else value
    people = read_people(value, single=label != _WHO)
    if people or label == _WHO:
        return people
    name = split_affiliation(value)[0]
    if name.islower() and read_people(name.title()):
        return value
    return value if _HANDLE.fullmatch(value) and label != "by" else ""


def names_speaker(text: str) -> bool:
    """Tell whether a line is labelled as that of the speaker, whatever it says."""
    match = _match(text)
    return (
        match is not None and match["label"].lower() in _SPEAKER and not match["value"][0].islower()
    )


def names_author(text: str) -> bool:
    """Tell whether a line is labelled as that of the author, as articles have it."""
    match = _match(text)
    return match is not None and match["label"].lower() in ("author", "authors")


def read_author(text: str) -> str:
    """Return the people that a line names as authors, or nothing."""
    match = _match(text) if names_author(text) else None
    return read_people(match["value"].strip()) if match else ""


def looks_labelled(text: str) -> bool:
    """Tell whether a line is a label that is not known, or whose value can't be, and its value."""
    match = _match(text)
    return match is not None and (
        bool(match["bold"]) or text.lstrip()[:1] in "-*+>" or name_key(match["label"]) in LABELS
    )


_EMPTY = re.compile(r"\s{0,3}(?:[-*+][ \t]+)?(\*\*|__)[^*_]{2,35}(?:[:：]\1|\1\s?[:：])\s*")


def is_empty_label(text: str) -> bool:
    """Tell whether a line is a label in bold without a value."""
    return _EMPTY.fullmatch(text) is not None


def _same_words(one: str, other: str) -> bool:
    return set(re.findall(r"\w+", one)) >= set(re.findall(r"\w+", other)) - {"and"}


def unlink(text: str) -> str:
    """Return *text* with ``[[wiki links]]`` as what a reader sees of them."""
    return _WIKI.sub(lambda match: match[2] or match[1].rpartition("/")[2], text)


def _read_value(source: str, markup: Markup, *, address: bool) -> tuple[str, bool]:
    """Return the text or address in *source*, and whether nothing else is in it."""
    spans, images = markup.read_spans(unlink(source))
    texts = [span for span in spans if span.text.strip() or span.href]
    links = [span.href for span in texts if span.href]
    text = " ".join("".join(span.text for span in texts).split())
    if not address:
        return text, not links and not images
    if len(links) == 1:
        alone = len(texts) == 1 and texts[0].text in (links[0], links[0].removeprefix("mailto:"))
        return links[0], alone and not images
    return text, not links and not images
