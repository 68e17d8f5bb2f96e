"""What is put into the files, and where: options of directives, or labelled lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from sphinx_talknotes.importers.enrich.directive import Directive
from sphinx_talknotes.importers.enrich.files import Insertion
from sphinx_talknotes.importers.enrich.front import KEYS, find_front, insert_front
from sphinx_talknotes.importers.enrich.style import (
    ITEM_STYLE,
    MARKDOWN_STYLE,
    REST_STYLE,
    WORDS,
    Block,
    Mark,
    Style,
    choose_style,
    find_block,
)
from sphinx_talknotes.importers.enrich.talks import NotedTalk
from sphinx_talknotes.importers.pieces import TalkPiece
from sphinx_talknotes.model.dates import format_duration, parse_time
from sphinx_talknotes.model.problems import FieldError


class NoPlaceError(Exception):
    """There is no place for a labelled line; the message says why."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What is put into a file for one talk."""

    talk: NotedTalk
    fields: Mapping[str, str]
    insertions: tuple[Insertion, ...]


class Editor:
    """Makes edits; knows how the author of the notes writes labelled lines."""

    def __init__(self, talks: Iterable[NotedTalk]) -> None:
        self._marks: dict[str, list[Mark]] = {}
        self._page_marks: dict[PurePosixPath, list[Mark]] = {}
        for talk in talks:
            if isinstance(talk.origin, TalkPiece) and (block := find_talk_block(talk)):
                self._marks.setdefault(_markup(talk), []).extend(block.marks)
                self._page_marks.setdefault(talk.file.name, []).extend(block.marks)

    def edit(self, talk: NotedTalk, fields: Mapping[str, str], *, lower: bool = False) -> Edit:
        """Return the edit that adds *fields* to a talk.

        With *lower* they go below the first paragraph of the talk, instead of where such lines
        usually are.

        Raises:
            NoPlaceError: they can't be added to this talk.
        """
        if isinstance(talk.origin, Directive):
            return Edit(talk, fields, (_edit_directive(talk.origin, fields),))
        fields = fit_labels(fields)
        insertions: list[Insertion] = []
        front = find_front(talk.file.texts) if talk.level == 0 and not lower else None
        in_front = {name: text for name, text in fields.items() if front and name in KEYS}
        if front and in_front:
            insertions.append(insert_front(front, in_front))
        if labelled := {name: text for name, text in fields.items() if name not in in_front}:
            insertions.append(self._label(talk, labelled, lower=lower))
        return Edit(talk, fields, tuple(insertions))

    def _label(self, talk: NotedTalk, fields: Mapping[str, str], *, lower: bool) -> Insertion:
        block = find_talk_block(talk)
        if block is None:
            raise NoPlaceError("the talk is no heading")
        style, rest = self._choose(talk, block), _markup(talk) == ".rst"
        labels = [style.write(name, value, rest=rest) for name, value in fields.items()]
        return _insert_labels(talk.file.texts, block, style, labels, lower=lower)

    def _choose(self, talk: NotedTalk, block: Block) -> Style:
        if block.marks:
            return block.marks[-1].style
        if block.indent:
            return replace(ITEM_STYLE, lead=block.indent + ITEM_STYLE.lead)
        markup = _markup(talk)
        default = REST_STYLE if markup == ".rst" else MARKDOWN_STYLE
        usual = choose_style(self._marks.get(markup, ()), default)
        return choose_style(self._page_marks.get(talk.file.name, ()), usual)


def find_talk_block(talk: NotedTalk) -> Block | None:
    """Return the block below the heading of a talk."""
    taken = talk.origin.taken if isinstance(talk.origin, TalkPiece) else ()
    return find_block(talk.file.texts, talk.line, taken)


def _markup(talk: NotedTalk) -> str:
    return ".rst" if talk.file.name.suffix.lower() == ".rst" else ".md"


def fit_labels(fields: Mapping[str, str], start: int | None = None) -> dict[str, str]:
    """Return what can be said by labelled lines: the end of a talk as its duration."""
    fitted = {name: text for name, text in fields.items() if name in WORDS}
    if "end" in fields:
        try:
            begin = parse_time(fields["start"]) if "start" in fields else start
            minutes = (parse_time(fields["end"]) - (begin or 0)) % (24 * 60)
        except FieldError:
            begin, minutes = None, 0
        if begin is not None and minutes and "duration" not in fitted:
            fitted["duration"] = format_duration(minutes)
    return fitted


def _edit_directive(directive: Directive, fields: Mapping[str, str]) -> Insertion:
    texts = [directive.write_option(name, value) for name, value in fields.items()]
    return Insertion(directive.at, (*texts, *([""] if directive.gap else [])))


def _insert_labels(
    texts: Sequence[str], block: Block, style: Style, labels: Sequence[str], *, lower: bool
) -> Insertion:
    """Return labelled lines below those that are there, or else right below the heading."""
    at, size = block.start, len(texts)
    if block.indent:
        return Insertion(at if block.last is None else block.last + 1, tuple(labels))
    if lower:
        at = _find_paragraph_end(texts, at)
    elif block.last is not None:
        at = block.last + 1
        if style.is_item and at < size and texts[at].strip() and texts[at][0].isspace():
            # the last item goes on, and what is below it is no label any more
            return Insertion(block.last, tuple(labels))
    ahead = texts[at] if at < size else ""
    if at > block.start and ahead.strip():
        # what follows is of the same paragraph or list, and stays so
        return Insertion(at, tuple(labels))
    lines = [part for label in labels for part in (label, "")][:-1] if style.spaced else [*labels]
    if at > block.start:
        apart = lower or style.spaced
        return Insertion(at, (*([""] if apart else []), *lines))
    if at < size and not ahead.strip():
        at, ahead = at + 1, next((text for text in texts[at:] if text.strip()), "")
        return Insertion(at, (*lines, *_part(ahead, style)))
    return Insertion(at, (*([] if ahead else [""]), *lines, *_part(ahead, style)))


def _part(ahead: str, style: Style) -> list[str]:
    """Return the blank line before *ahead*, unless that is an item of the same list."""
    goes_on = not ahead.strip() or (style.is_item and ahead.startswith(style.lead))
    return [] if goes_on else [""]


def _find_paragraph_end(texts: Sequence[str], start: int) -> int:
    at = start
    while at < len(texts) and not texts[at].strip():
        at += 1
    while at < len(texts) and texts[at].strip():
        at += 1
    return at
