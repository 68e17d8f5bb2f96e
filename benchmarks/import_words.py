"""Which words and links of a page are still there, in order, once it is imported.

The source is not asked how it was understood: words are lost if they are not in the written page
at their place. What an import says in another way is forgiven: on the lines that make a talk (its
heading, and the facts right below it) words may change their places, and the words that only say
what a fact is ("Speaker:", "by", "[Talk]") may be gone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher

_GONE = (
    "a about abstract affiliation an and at author authors by code company conference "
    "date day demo deck duration en end event from github given handle held is keynote "
    "keynotes language length level lightning link links material materials minutes name "
    "note notes of on open organisation organization panel panelist panelists paper "
    "poster presentation presented presenter presenters presenting rating recording "
    "recordings repo repository resources room rooms session site slide slides source "
    "space speaker speakers speech sprint stage start starts summary tag tags talk talks "
    "taken taker the time title to topic topics track tutorial twitter url venue video "
    "videos watch website when where who with workshop x youtube youtu vimeo und von mit "
    "et par スピーカー タイトル スライド ビデオ 動画 資料 発表者 講演者 "
    "コード 会議 会場 キーノート 登壇者 日付 日時 時間 部屋"
)
SAID_OTHERWISE = frozenset(_GONE.split())
"""Words that may be gone from the lines that make a talk."""

_FACT_LINES = 12
"""How many lines below a talk's heading may be facts about it."""

_FRONT = re.compile(
    r"\A\ufeff?(?:---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
    r"|\+\+\+[ \t]*\n.*?\n\+\+\+[ \t]*(?:\n|\Z)|\{[ \t]*\n.*?\n\}[ \t]*(?:\n|\Z)"
    r"|(?=(?i:title|date):)(?:[A-Za-z][\w-]*:[ ][^\n]*\n)+(?=[ \t]*\n))",
    re.DOTALL,
)
"""Front matter in YAML, TOML or JSON, and the first lines of a page for Pelican."""
_HIDDEN = (
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"\{%.*?%\}"),
    re.compile(r"\{\{[<%]\s*/?\s*[\w/-]+(?:\s+[\w-]+)?\s*(?=[/%>])"),
    re.compile(r"\{\{[<%]\s*/?\s*[\w/-]+"),
    re.compile(r"\{\{(?![<%]).*?\}\}"),
    re.compile(r"(?<=\ssrc=)\"[^\"\n]*\""),
    re.compile(r"(?<=[\s\"'])(?:src|alt|title|caption|id|href|width|height|class|link)(?==)"),
    re.compile(r"</?[a-zA-Z][^<>]{0,2000}>"),
    re.compile(r"(?<!\w):[a-z0-9_+-]+:(?!\w)"),
)
"""What is no prose: comments, templates, tags, names of emoji, each without its line ends."""

_REST_FRONT = re.compile(
    r"\A\ufeff?\s*(?:(?:\.\.[ ][a-z_-]+:(?:[ ].*)?\n)+"
    r"|(?::[^:\n`]+:(?:[ ].*)?\n(?:[ ]+.*\n)*)+)(?:\s*\n|\Z)"
)
"""Fields at the top of a page in reST, or the comments that Nikola writes there."""

_REST_HIDDEN = (
    re.compile(r"\A\s*\S.*\n[=~#*^+-]{3,}\n(?:\s*\n)?(?P<fields>(?::[^:\n`]+:.*\n(?:[ ]+.*\n)*)+)"),
    re.compile(r"(?m)^\s*\.\.[ ](?:youtube|vimeo)::.*(?:\n\s+:\w+:.*)*"),
    re.compile(r"<[^<>\s]{1,400}(?=>`)"),  # where a link leads to in the collection
    re.compile(r"(?m)^\s*\.\.[ ]toctree::.*(?:\n\s+:\w+:.*)*"),
    re.compile(r"(?m)^\s+:target:.*"),
    re.compile(r"(?m)(?<=\w)\.rst>?$"),  # of a page in a toctree
)
"""What is no prose in reST."""

_FIELD = re.compile(r":[^:\s][^:]*:(?:\s|$)")

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\]+")
_TARGET = re.compile(r"\]\([ \t]*(?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)")
_DEFINITION = re.compile(r"\s{0,3}(?:\[[^\]]+\]:|\.\. _[^:]+:)")
_FENCE = re.compile(r"\s*(?:```|~~~|:::)")
_CLOCK = re.compile(
    r"\d{1,2}(?:[:.h]\d{2})?\s*[ap]\.?m\b|\d{1,2}[:.h]\d{2}|\d+\s*(?:h|min|minutes|hours?)\b",
    re.IGNORECASE,
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\b(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:{_MONTHS})[a-z]*|\d{{1,2}}(?:st|nd|rd|th)?"
    r"|\d{4}(?:年\d{1,2}月\d{1,2}日)?|am|pm)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


@dataclass
class Kept:
    """How many words and links there were and are, and those that are lost with their line."""

    words: int = 0
    links: int = 0
    lost: list[tuple[int, str]] = field(default_factory=list)
    lost_links: list[tuple[int, str]] = field(default_factory=list)


def split_body(text: str, *, rest: bool = False) -> tuple[str, int]:
    """Return the text without its front matter, and the number of lines that were taken."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT.match(text)
    if rest and match is None:
        match = _REST_FRONT.match(f"{text}\n")
    end = min(match.end(), len(text)) if match else 0
    return text[end:], text.count("\n", 0, end)


def compare(source: str, written: str, heads: set[int], *, rest: bool = False) -> Kept:
    """Compare a page with what it became; *heads* are the lines of its talks' headings.

    With *rest* both are in reST. Fields below the title of a page may go to its top.
    """
    body, offset = split_body(source, rest=rest)
    links = [
        (number, _trim(match[0]))
        for number, line in enumerate(body.split("\n"), offset + 1)
        for match in _ADDRESS.finditer(line)
    ]
    kept = Kept(links=len(links))
    kept.lost_links = [(number, link) for number, link in links if link not in written]
    for pattern in _REST_HIDDEN if rest else _HIDDEN:
        body = pattern.sub(_blank, body)
    lines = body.split("\n")
    words = [(n, word) for n, line in enumerate(lines, offset + 1) for word in _split(line)]
    kept.words = len(words)
    shown = split_body(written, rest=rest)[0]
    for pattern in _REST_HIDDEN if rest else ():
        shown = pattern.sub(" ", shown)
    there = _split(shown) if words else []
    missing = _find_missing([word for _, word in words], there)
    if not missing:
        return kept
    spare = Counter(_split(written)) - Counter(
        word for index, (_, word) in enumerate(words) if index not in missing
    )
    for index in missing:
        number, word = words[index]
        line = lines[number - offset - 1]
        fact = any(0 <= number - head <= _FACT_LINES for head in heads)
        moved = fact or _DEFINITION.match(line) or (rest and _FIELD.match(line))
        if moved and spare[word]:
            spare[word] -= 1
        elif not (fact and _is_said_otherwise(word, line)) and not _FENCE.match(line):
            kept.lost.append((number, word))
    return kept


def _blank(match: re.Match[str]) -> str:
    """Return what was hidden without its words; of fields below a title only those of the page."""
    start = 0
    if fields := match.groupdict().get("fields"):
        about_talk = re.search(r"(?im)^:(?:speakers?|presenters?|video|slides|room):", fields)
        start = len(match[0]) if about_talk else len(match[0]) - len(fields)
    return match[0][:start] + re.sub(r"[^\n]+", " ", match[0][start:])


def _trim(link: str) -> str:
    """Take off what ends a sentence or a link of Markdown."""
    while link and (
        link[-1] in ".,;:!?*_]}" or (link[-1] == ")" and link.count(")") > link.count("("))
    ):
        link = link[:-1]
    return link.partition(")](")[0].partition("](")[0]


def _split(text: str) -> list[str]:
    text = _ADDRESS.sub(" ", _TARGET.sub("] ", text.replace("\\", "")))
    return [word.casefold().lstrip("0") or "0" for word in _WORD.findall(text)]


def _is_said_otherwise(word: str, line: str) -> bool:
    if word in SAID_OTHERWISE:
        return True
    written = [*_CLOCK.findall(line), *_DATE.findall(line)]
    return word in _split(" ".join(written))


def _find_missing(words: list[str], there: list[str]) -> list[int]:
    """Return the indexes of *words* that are not in *there* in this order."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(there):
        places.setdefault(word, []).append(place)
    here = -1
    for word in words:
        found = places.get(word, [])
        index = bisect_right(found, here)
        if index == len(found):
            break
        here = found[index]
    else:
        return []
    matcher = SequenceMatcher(None, words, there, autojunk=False)
    matched = {
        i for block in matcher.get_matching_blocks() for i in range(block.a, block.a + block.size)
    }
    return [index for index in range(len(words)) if index not in matched]
