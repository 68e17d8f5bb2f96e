"""What the importers say of plain pages: which lines are talks, and what became of the others."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sphinx_talknotes.importers import SourcePage, TalkPiece, read_texts
from sphinx_talknotes.importers.markup import SUFFIXES, Markup
from sphinx_talknotes.importers.records import get_date, get_notetakers, get_tags
from sphinx_talknotes.importers.sections import find_sections
from sphinx_talknotes.importers.settings import Settings
from sphinx_talknotes.model.fields import BY_NAME
from sphinx_talknotes.model.problems import Problem, Report

_SUFFIXES = {"markdown": ".md", "myst-nb": ".md", "restructuredtext": ".rst"}
"""What Sphinx calls a markup language → how a file of that language is called."""
_TOLD = frozenset({Problem.FRONT_MATTER, Problem.ENCODING})
"""What is found and told when the page is read."""

_INVISIBLE = re.compile(r"\([^()]{1,200}\)=\s*| {0,3}%.*|\+\+\+.*")
_ROLE = re.compile(r"\{[\w:.+-]{1,60}\}(?=`)")
_LINK = re.compile(r"\s*(?:!\[|`?<|https?://|\.\. image::)")
"""What the importers make of a link or a picture in a heading."""
_FIELD = re.compile(r":([\w-]{1,30}):(?=\s)")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a page, and its path in the project, which says the markup language."""

    path: PurePosixPath
    text: str

    @property
    def digest(self) -> str:
        """What is different for another text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class PlainTalk:
    """A talk on a plain page; lines are those of the page, from 1.

    ``line`` is that of the heading, which has ``head`` lines; the talk ends before ``end``. The
    page as a whole may be the talk. ``fields`` are option, text and line; ``taken`` the lines of
    the notes that became options; ``left`` what else the heading said.
    """

    title: str
    line: int
    end: int
    head: int = 1
    whole: bool = False
    fields: tuple[tuple[str, str, int], ...] = ()
    taken: frozenset[int] = frozenset()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plain page is read as; ``defaults`` are options of all its talks.

    It depends on the other plain pages too, since people name talks alike in all their notes.
    """

    digest: str
    talks: tuple[PlainTalk, ...] = ()
    defaults: tuple[tuple[str, str], ...] = ()
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What a file looked like: its age and size, and whether it is a page of plain notes."""

    path: str
    mtime: int
    size: int
    plain: bool


@dataclass(slots=True)
class Plans:
    """What is kept from build to build: how files looked, and the plans of plain pages."""

    key: tuple[str, ...] = ()
    looks: dict[str, Look] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)


def get_path(path: str, filetype: str) -> PurePosixPath | None:
    """Return under which name the importers know a file; ``None`` if they can't read it."""
    suffix = _SUFFIXES.get(filetype, "")
    found = PurePosixPath(path)
    return found.with_suffix(suffix) if suffix in SUFFIXES and found.suffix != ".ipynb" else None


def make_plans(sources: Mapping[str, Source], settings: Settings) -> dict[str, Plan]:
    """Return docname → plan of pages that are read together."""
    texts = {name: (source.path, _clean(source)) for name, source in sources.items()}
    collection = read_texts(texts, settings)
    reports: dict[str, list[Report]] = {}
    for report in collection.reports:
        if report.problem not in _TOLD:
            reports.setdefault(report.page, []).append(report)
    return {
        name: Plan(
            source.digest,
            tuple(_find_talks(collection.pages[name], texts[name][1].split("\n"))),
            tuple(_find_defaults(collection.pages[name])),
            tuple(reports.get(source.path.as_posix(), ())),
        )
        for name, source in sources.items()
    }


def _clean(source: Source) -> str:
    """Return the text without what is no text in MyST; the lines stay the same.

    Fields of a list become the labelled lines that people write where there are no field lists.
    """
    if source.path.suffix != ".md":
        return source.text
    return "\n".join(map(_clean_line, source.text.split("\n")))


def _clean_line(line: str) -> str:
    if _INVISIBLE.fullmatch(line):
        return ""
    field = _FIELD.match(line)
    if field and field[1].lower() in BY_NAME:
        line = line[1:]
    return _ROLE.sub("", line) if "{" in line else line


def _find_talks(page: SourcePage, texts: Sequence[str]) -> list[PlainTalk]:
    starts = [*(piece.line for piece in page.pieces), len(texts) + 1]
    return [
        _read_talk(piece, end, texts)
        for piece, end in zip(page.pieces, starts[1:], strict=True)
        if isinstance(piece, TalkPiece)
    ]


def _read_talk(piece: TalkPiece, end: int, texts: Sequence[str]) -> PlainTalk:
    whole = piece.level == 0
    kept = {line.number for line in piece.body_lines}
    lines = range(piece.line + 1, end)
    taken = frozenset(n for n in lines if n not in kept and texts[n - 1].strip())
    if whole:  # above a title is what is no field and no note either
        taken = frozenset(piece.taken)
    head = piece.line + 1
    while head in taken and head not in piece.taken:
        head += 1
    of_heading = [line.text for line in piece.body_lines if line.number == piece.line]
    left = tuple(text for text in of_heading if text.strip() and not _LINK.match(text))
    fields = tuple(
        (name, value, _find_line(value, texts, [piece.line, *sorted(taken)]))
        for name, value in piece.draft.fields.items()
    )
    return PlainTalk(
        piece.draft.title, piece.line, end, head - piece.line, whole, fields, taken, left
    )


def find_remarks(
    lines: Sequence[int], texts: Sequence[str], markup: Markup
) -> list[tuple[int, str, str]]:
    """Return the headings in the notes of a talk that are a directive.

    *lines* are the numbers of the lines of the notes. Each heading is its line, the name of the
    directive, and its option ``kind``.
    """
    sections = find_sections([texts[number - 1] for number in lines], markup)
    return [(lines[s.heading.start], s.kind, s.option) for s in sections]


def _find_line(value: str, texts: Sequence[str], lines: Sequence[int]) -> int:
    """Return on which of *lines* a value stands."""
    first = value.split(maxsplit=1)[0] if value.strip() else ""
    return next((number for number in lines if first in texts[number - 1]), lines[0])


def _find_defaults(page: SourcePage) -> list[tuple[str, str]]:
    """Return what the page's front matter and place say of all its talks, as an import would."""
    notetakers, tags = get_notetakers(page), get_tags(page)
    found = {
        "conference": page.conference,
        "date": str(get_date(page) or ""),
        "notes-by": json.dumps(notetakers, ensure_ascii=False) if notetakers else "",
        "tags": json.dumps(tags, ensure_ascii=False) if tags else "",
    }
    return [(name, value) for name, value in found.items() if value]
