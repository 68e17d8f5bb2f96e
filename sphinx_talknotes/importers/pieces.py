"""A page cut into prose and talks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from sphinx_talknotes.importers.finding.chosen import Choice
from sphinx_talknotes.importers.finding.kinds import find_kind
from sphinx_talknotes.importers.grammars import is_video
from sphinx_talknotes.importers.lines import Line, strip_blank
from sphinx_talknotes.importers.markdown import Heading
from sphinx_talknotes.importers.markup import MARKDOWN, Markup
from sphinx_talknotes.importers.sections import select_sections
from sphinx_talknotes.model.names import name_key, tidy
from sphinx_talknotes.model.records import Draft

_VIDEO_WORDS = frozenset({
    "a", "and", "at", "here", "is", "link", "of", "on", "the", "this", "to", "video", "videos",
    "watch", "recording", "recordings", "stream", "talk", "session", "youtube", "vimeo",
    "peertube", "media",
})  # fmt: skip


_WORD = re.compile(r"[^\W_]+")
_HANDLE_OR_WORD = re.compile(r"(?<!\w)@\w[\w.-]{1,38}|[\w'’]+")
_SAID = frozenset(
    name_key(word)
    for word in """
    a an and at by das de del der di et given held in la le of on para par por presented the to und
    von with w y e i am pm h min speaker speakers presenter presenters lightning talk talks
    keynote keynotes link links slides video recording session website page abstract
    schedule program details info url watch youtube code repo github http https www com org
    """.split()
)
"""Words of a heading that its fields stand for."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Lines that belong to no talk; ``line`` is the first one's number in the source."""

    lines: tuple[Line, ...]
    line: int


@dataclass(frozen=True, slots=True)
class TalkPiece:
    """A talk: what its heading said, the level of that heading, and the notes under it.

    ``sureness`` is ``sure``, ``likely`` or ``guess``. ``taken`` are the numbers of the source
    lines that became fields and are in the notes no more. ``level`` 0 tells that the page as a
    whole is the talk. ``number`` is what its heading was numbered with. ``has_thoughts`` tells
    that a section of its notes is what its author thinks.
    """

    draft: Draft
    body_lines: tuple[Line, ...]
    line: int
    level: int = 2
    sureness: str = "sure"
    taken: tuple[int, ...] = ()
    number: str = ""
    has_thoughts: bool = False


Piece: TypeAlias = Prose | TalkPiece


@dataclass(slots=True)
class _Open:
    """A talk whose end is not found yet; ``below`` is what comes right after its heading.

    ``inside`` are the headings in its notes, ``end`` is the index of the line behind these.
    """

    heading: Heading
    choice: Choice
    below: Sequence[Line]
    end: int
    inside: list[Heading] = field(default_factory=list)
    parts: list[Sequence[Line]] = field(default_factory=list)
    videos: list[str] = field(default_factory=list)


def cut(
    lines: Sequence[Line], headings: Sequence[Heading], choices: Mapping[int, Choice],
    markup: Markup = MARKDOWN,
) -> list[Piece]:  # fmt: skip
    """Cut the page at the headings of talks (by their first lines) and where their sections end.

    A heading inside the section of a talk is part of its notes, whatever it looks like. One that
    is only a link to a recording gives the video of the talk above it and does not end it.
    """
    pieces: list[Piece] = []
    ends = [*(heading.start for heading in headings[1:]), len(lines)]
    prose: list[Line] = list(lines[: headings[0].start] if headings else lines)
    talk: _Open | None = None
    for heading, end in zip(headings, ends, strict=False):
        if talk and is_video_heading(heading):
            talk.videos += heading.links
            talk.parts.append(lines[heading.end : end])
            talk.end = end
        elif talk and heading.level > talk.heading.level and not _goes_on(heading, talk, choices):
            talk.inside.append(heading)
            talk.parts.append(lines[heading.start : end])
            talk.end = end
        elif heading.start in choices:
            _close(pieces, prose, talk, lines, markup)
            stop = end if heading.stop is None else min(end, heading.stop)
            below = lines[heading.end : stop]
            below = below if heading.stop is None else _dedent(below)
            talk = _Open(heading, choices[heading.start], below, stop)
            prose = []
            if heading.stop is not None:
                _close(pieces, [], talk, lines, markup)
                talk, prose = None, list(lines[stop:end])
        else:
            _close(pieces, prose, talk, lines, markup)
            prose, talk = list(lines[heading.start : end]), None
    _close(pieces, prose, talk, lines, markup)
    return _join(pieces)


def _goes_on(heading: Heading, talk: _Open, choices: Mapping[int, Choice]) -> bool:
    """Tell whether a deeper heading is a talk of its own: it is lettered as the talk above is."""
    choice = choices.get(heading.start)
    letters = [one.sighting.undressed.number[:1] for one in (talk.choice, choice) if one]
    return len(letters) > 1 and all(letters) and letters[0].isalpha() and letters[0] < letters[1]


def _dedent(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of an item as if it were none."""
    indent = min((len(x.text) - len(x.text.lstrip()) for x in lines if x.text.strip()), default=0)
    return [replace(line, text=line.text[indent:]) for line in lines]


def make_whole(
    lines: Sequence[Line], headings: Sequence[Heading], choice: Choice, markup: Markup = MARKDOWN
) -> list[Piece]:
    """Return the page as one talk; what stands above its heading comes first in its notes."""
    heading = choice.sighting.heading
    others = [o for o in headings if o.start >= heading.end or o.end <= heading.start]
    talk = _Open(heading, choice, lines[heading.end :], len(lines), others)
    return [_finish(talk, lines, markup, before=lines[: heading.start], whole=True)]


def is_video_heading(heading: Heading) -> bool:
    """Tell whether a heading is nothing but a link to a recording."""
    words = {name_key(word) for word in heading.text.split()}
    links = heading.links
    return len(links) == 1 and is_video(links[0]) and words <= _VIDEO_WORDS and not heading.images


def _close(
    pieces: list[Piece], prose: list[Line], talk: _Open | None, lines: Sequence[Line],
    markup: Markup,
) -> None:  # fmt: skip
    if talk is not None:
        pieces.append(_finish(talk, lines, markup))
    elif prose:
        pieces.append(Prose(tuple(prose), prose[0].number))


def _join(pieces: Sequence[Piece]) -> list[Piece]:
    """Join prose that was cut at headings, and drop what is blank."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, Prose) and isinstance(last, Prose):
            joined[-1] = Prose(last.lines + piece.lines, last.line)
        else:
            joined.append(piece)
    result: list[Piece] = []
    for piece in joined:
        if isinstance(piece, Prose):
            kept = strip_blank(piece.lines)
            if kept:
                result.append(Prose(tuple(kept), kept[0].number))
        else:
            result.append(piece)
    return result


def _finish(
    talk: _Open, lines: Sequence[Line], markup: Markup, *, before: Sequence[Line] = (),
    whole: bool = False,
) -> TalkPiece:  # fmt: skip
    """Make the piece; lines that say nothing but its fields are taken out of its notes."""
    fields = dict(talk.choice.fields)
    below, undressed = talk.choice.sighting.below, talk.choice.sighting.undressed
    first = [line for part in (talk.below, *talk.parts) for line in part]
    title = tidy(talk.choice.reading.title.text)
    said = {**fields, "title": title}
    taken = {
        index for index, names in below.taken.items()
        if all(said.get(name) == tidy(below.fields[name]) or
               said.get(name) == below.fields[name] for name in names)
    }  # fmt: skip
    body = [line for index, line in enumerate(first) if index not in taken]
    body = _take_players([*before, *body], talk.videos, fields, markup)
    heading = talk.heading
    number = lines[heading.line].number if heading.end > heading.start else 1
    told = Counter(" ".join(fields.values()).split())
    lost = (Counter(heading.links) - told).elements()
    ways = {span.href: span.text for span in heading.spans if span.href.startswith("#")}
    kept = [
        Line(f"[{ways[href]}]({href})" if href in ways else markup.write_link(href), number)
        for href in lost
    ]
    kept += [Line(markup.write_image(source), number) for source in heading.images]
    values = {
        **fields,
        "title": talk.choice.reading.title.text,
        "ways": " ".join(ways.values()),
        "number": f"{undressed.number} {undressed.counted}",
    }
    left = _find_left(heading.text, undressed.called, values)
    if left:
        kept.append(Line(left, number))
    if "title" in below.fields and not _says(heading.text, [title, *fields.values()]):
        kept.insert(0, Line(heading.source, number))  # the title is below it
    if kept:
        blank = Line("", number)
        parted = [part for line in kept for part in (line, blank)]
        body = [*(parted if markup is not MARKDOWN else [*kept, blank]), *body]
    return TalkPiece(
        Draft(title, fields, number), tuple(strip_blank(body)), number,
        0 if whole else heading.level, talk.choice.sureness,
        tuple(sorted(first[index].number for index in taken if index < len(first))),
        " ".join(filter(None, (undressed.number, undressed.counted))),
        any(
            section.kind == "mythoughts"
            for section in select_sections(talk.inside, lines, talk.end)
        ),
    )  # fmt: skip


def _take_players(
    body: Sequence[Line], videos: Sequence[str], fields: dict[str, str], markup: Markup
) -> list[Line]:
    """Make players the videos of the talk; return the lines that are left."""
    known = fields.get("video", "").split()
    known += [video for video in dict.fromkeys(videos) if video not in known]
    left: list[Line] = []
    for line in body:
        again = [video for video in line.videos if video in known]
        known += [video for video in dict.fromkeys(line.videos) if video not in known]
        if line.whole and (again or len(set(line.videos)) < len(line.videos)):
            left.append(Line(" ".join(map(markup.write_link, line.videos)), line.number))
        elif not line.whole:
            left.append(Line(line.text, line.number))
    if known:
        fields["video"] = " ".join(known)
    return left


def _says(text: str, values: Sequence[str]) -> bool:
    """Tell whether all words of a heading are in some values, or say what kind of talk it is."""
    known = {name_key(word) for value in values for word in _WORD.findall(value)}
    return all(name_key(word) in known or find_kind(word) for word in _WORD.findall(text))


def _find_left(text: str, called: str, fields: Mapping[str, str]) -> str:
    """Return the handles and the words of a heading that no field has.

    *called* is the kind of session as it was written.
    """
    said = " ".join(fields.values())
    known = Counter(name_key(word) for word in _WORD.findall(said))
    left = []
    for match in _HANDLE_OR_WORD.finditer(text):
        word, key = match[0].rstrip("."), name_key(match[0])
        if match[0].startswith("@"):
            if word not in said:
                left.append(word)
        elif known[key] > 0:
            known[key] -= 1
        elif word.isalpha() and key not in _SAID and not find_kind(word):
            left.append(word)
    return called if left and {*left} < {*called.split()} else " ".join(left)
