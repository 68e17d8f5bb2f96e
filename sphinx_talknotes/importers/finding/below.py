"""The first lines under a talk's heading: who spoke, when, and where slides and video are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sphinx_talknotes.importers.finding.entitled import join_open, read_title
from sphinx_talknotes.importers.finding.facts import PLAIN, Below
from sphinx_talknotes.importers.finding.kinds import is_prose
from sphinx_talknotes.importers.finding.labels import (
    LABELS,
    names_speaker,
    read_label,
)
from sphinx_talknotes.importers.finding.named import BY, find_reached, is_handle
from sphinx_talknotes.importers.finding.people import read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.finding.told import MAX_LENGTH, read_line
from sphinx_talknotes.importers.finding.wordlists import JOBS
from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, SURE, is_video
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markdown import Heading
from sphinx_talknotes.importers.markup import Markup
from sphinx_talknotes.model.names import name_key

_MAX_LINES = 24
_STOP = re.compile(r"\s*(?:`{3}|~{3}|<(?!https?:|mailto:)|\||:::|\.\. |\{%|\{\{)")
DETAILS = frozenset(
    name_key(word) for word in
    """
    details detail info information metadata meta speaker speakers about-the-talk
    about-the-speaker talk-info talk-details session-details presenter presenters
    """.split()
)  # fmt: skip
"""Headings of a talk's metadata."""
_CAPITALS = re.compile(r"[*_\[]*[^\W\d_a-z][\w'’.-]*\s+[^\W\d_a-z]")
_MARK = re.compile(r"^\s*[-*+]\s+")
_ITEM = re.compile(r"\s*[-*+]\s+\S")
_NONE = Line("", 0)
_AND = re.compile(r"\s*/\s*")
_SENTENCE = re.compile(r"[.!?:;,]$|^\s*(?:[-*+>#|]|\d+[.)])\s")
_FEW = 8
_LONG = 150
_SHORT = 8
"""Letters of a title that many begin with."""
_DASH = re.compile(r"\s[-–—|:]\s|:\s")
_BETWEEN = frozenset({"and", "by", "speaker", "speakers", "presenter", "presenters"})
_DEEP, _NEAR = 200, 15
"""Numbers of lines in which links, and speakers, are looked for."""
_LINK_LINE = re.compile(r"^\s{0,3}(?:[-*+]\s+)?\[([^\[\]]{2,200})\]\((https?://[^\s()]+)\)\s*$")


def read_deeper(
    lines: Sequence[Line], markup: Markup, below: Below, heads: Iterable[int] = ()
) -> None:
    """Add what lines further down say beyond doubt: ``Speaker: …``, ``[Video](…)``.

    They stay where they are. *heads* are the indexes of headings in them. Whoever has a handle in
    the notes, or a job, is only a hint.
    """
    lines = _join_broken(lines[:_DEEP])
    if "speakers" not in below.fields:
        below.working = _find_jobs(lines[: min([_NEAR, *heads])], markup)
    for index, line in enumerate(lines):
        text = line.text
        if not below.reached and index < _NEAR and "[@" in text:
            below.reached = find_reached(text)
        if ":" in text and index < _NEAR and "speakers" not in below.fields and names_speaker(text):
            label = read_label(index, text, markup)
            if label is not None and label.field == "speakers":
                below.note(SURE, {"speakers": label.value})
        elif "](http" in text and len(text) < MAX_LENGTH:
            for match in _LINK_LINE.finditer(text):
                key = name_key(match[1])
                name = LABELS.get(key, "")
                if len(key) > _SHORT and below.title.startswith(key) and is_video(match[2]):
                    name = "video"
                if name in ("video", "slides") and name not in below.fields:
                    below.note(LIKELY, {name: match[2]})


def _join_broken(lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines without the backslashes that break them."""
    if not any(line.text.endswith("\\") for line in lines):
        return lines
    return [replace(line, text=line.text.removesuffix("\\")) for line in lines]


def _find_jobs(lines: Sequence[Line], markup: Markup) -> str:
    """Return the people of whom a line of its own says what they do: ``Name - Engineer, …``."""
    found: list[str] = []
    for line in lines:
        source = _MARK.sub("", line.text).strip()
        if (
            len(source) < _LONG
            and _CAPITALS.match(source)
            and JOBS.search(source)
            and not _SENTENCE.search(source)
        ):
            people = read_people(Phrase.of(markup.read_spans(source)[0]).text.strip("*_ "))
            found += [people] if "(" in people else []
    return ", ".join(found)


def sink_bylines(headings: Sequence[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Put ``by Name`` below the heading that it follows.

    In Markdown a line with a rule right below it becomes a heading, which the author may not mean.
    """
    result: list[Heading] = []
    for heading in headings:
        last = result[-1] if result else None
        by = BY.fullmatch(heading.text) if last and last.level == heading.level else None
        between = lines[last.end : heading.start] if last else ()
        sunk = last is not None and by is not None and read_people(by["who"])
        if last and sunk and not any(line.text.strip() for line in between):
            heading = replace(heading, level=last.level + 1)  # noqa: PLW2901
        result.append(heading)
    return result


def read_below(
    lines: Sequence[Line], markup: Markup, heads: Mapping[int, Heading] | None = None,
    title: str = "", *, named: bool = False,
) -> Below:  # fmt: skip
    """Read *lines*, which follow a heading, down to the first that is no metadata.

    *heads* are the headings in them by index of their first line, *title* is that above them.
    With *named* the first line is known to be a name.
    """
    lines = _join_broken(lines)
    found = Below(title=name_key(title[:MAX_LENGTH]))
    seen = 0
    index = 0
    heads = heads or {}
    while index < len(lines) and seen < _MAX_LINES:
        text = lines[index].text
        if index in heads:
            if not _read_subheading(heads[index], index, found, "" if seen else title):
                break
            index = heads[index].end
            continue
        found.note(LIKELY if lines[index].videos else 0, {})
        step = 1
        if text.strip():
            _judge_name(found if seen == 1 else Below(), text, index, markup)
            seen += 1
            step = _read_text(lines, index, found, markup, first=seen == 1, named=named)
        if not step:
            break
        index += step
    return found


def _read_text(
    lines: Sequence[Line], index: int, found: Below, markup: Markup, *, first: bool, named: bool
) -> int:  # fmt: skip
    """Read the line at *index*; return how many lines that were, 0 if it is no metadata."""
    text = lines[index].text
    if len(text) > MAX_LENGTH or _STOP.match(text):
        return 0
    after = lines[index + 1].text if index + 1 < len(lines) else ""
    title, whole = read_title(text, after, markup)
    if title and "title" not in found.fields:
        found.note(LIKELY, {"title": title})
        found.taken.update({index: ("title",)} if whole else {})
        return 1
    text, more = join_open(lines, index, markup)
    if more:
        read_line(text, index, found, markup, alone=False)
        names = found.taken.pop(index, None)
        if names:
            found.taken.update(dict.fromkeys(range(index, index + more + 1), names))
        return more + 1
    alone = (first and named) or _is_alone(lines, index, markup)
    read = read_line(text, index, found, markup, alone=alone)
    if "![" in lines[index].text:
        found.taken.pop(index, None)  # no field has a picture
    if not read:
        return int(first and _is_subtitle(lines, index, markup))
    if first and named and found.hint == PLAIN:
        found.hint, found.evidence = "", LIKELY
    return 1


def _is_alone(lines: Sequence[Line], index: int, markup: Markup) -> bool:
    """Tell whether a line says what it says by itself, and is not the beginning of a sentence."""
    after = lines[index + 1].text if index + 1 < len(lines) else ""
    return (
        not after.strip()
        or _count_quotes(after) > _count_quotes(lines[index].text)
        or _follows(after, index + 1, markup)
        or bool(_ITEM.match(after))
        or _is_affiliation(lines[index + 1 : index + 3])
    )


def _count_quotes(text: str) -> int:
    """Return how many quotations a line is in."""
    return text[: len(text) - len(text.lstrip("> "))].count(">")


def _is_affiliation(lines: Sequence[Line]) -> bool:
    """Tell whether a short line that ends a paragraph may say where somebody comes from."""
    text = lines[0].text.strip() if lines else ""
    last = len(lines) < 2 or not lines[1].text.strip()
    return last and text[:1].isupper() and len(text.split()) <= _FEW and not _SENTENCE.search(text)


def _is_subtitle(lines: Sequence[Line], index: int, markup: Markup) -> bool:
    """Tell whether a line goes on with the title: the next names people and nothing else."""
    if _SENTENCE.search(lines[index].text):
        return False
    name, after = (line.text for line in (*lines[index + 1 : index + 3], _NONE, _NONE)[:2])
    text = Phrase.of(markup.read_spans(name.strip())[0]).text.strip("*_ ")
    if not read_people(text) and not (_AND.search(text) and read_people(_AND.sub(", ", text))):
        return False
    return not after.strip() or _follows(after, index + 2, markup)


def _judge_name(found: Below, text: str, index: int, markup: Markup) -> None:
    """Tell from the line behind it whether a line that is only a name is one."""
    if found.hint == PLAIN:
        found.hint = PLAIN if not _follows(text, index, markup) else ""
        found.evidence = max(found.evidence, HINT if found.hint else LIKELY)


def _follows(text: str, index: int, markup: Markup) -> bool:
    """Tell whether a line is what comes after a speaker's name: an address or a label."""
    phrase = Phrase.of(markup.read_spans(text.strip())[0])
    if read_people(phrase.text):
        return True
    linked = phrase.links and phrase.links[0][0] == 0 and phrase.links[-1][1] == len(phrase.text)
    return bool(linked) or is_handle(phrase) or read_label(index, text, markup) is not None


def _read_title(heading: Heading, index: int, found: Below, people: str) -> bool:
    """Read the title, with a link, in a heading right below that which names the speakers."""
    phrase = Phrase.of(heading.spans)
    linked = phrase.linked_from() == len(phrase.text) and phrase.hrefs[0].startswith("http")
    if not people or not phrase or not linked or is_prose(phrase.text) or found.fields:
        return False
    name = "video" if is_video(phrase.hrefs[0]) else "url"
    found.note(LIKELY, {"title": phrase.text, "speakers": people, name: phrase.hrefs[0]})
    found.taken.update(dict.fromkeys(range(index, heading.end), ("title", name)))
    return True


def _is_all(text: str, people: str) -> bool:
    """Tell whether a text has no word that is not in a list of people."""
    said = name_key(people)
    words = {name_key(word) for word in re.findall(r"[\w'’-]+", text)}
    return "@" not in text and all(word in said for word in words - _BETWEEN)


def _read_subheading(heading: Heading, index: int, found: Below, title: str) -> bool:
    """Read a heading right below the talk's own, *title*, that only names the speaker."""
    if _read_title(heading, index, found, read_people(title)):
        return True
    phrase = Phrase.of(heading.spans)
    text = phrase.text
    if name_key(text) in DETAILS:
        return True
    text = re.split(r"\s[-–—|]\s(?=@|\d)", text, maxsplit=1)[0]
    by = BY.fullmatch(text)
    people = read_people(by["who"], single=True) if by else read_people(text)
    if not people or "speakers" in found.fields:
        return False
    placed = "(" in people and not _DASH.search(text)
    evidence = SURE if by else LIKELY if placed else 0
    found.note(evidence, {"speakers": people})
    found.hint = "" if evidence else "heading"
    if not heading.links and text == phrase.text and _is_all(text, people):
        found.taken.update(dict.fromkeys(range(index, heading.end), ("speakers",)))
    return True
