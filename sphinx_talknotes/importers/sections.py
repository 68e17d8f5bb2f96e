"""Sections of a talk's notes that mean something: thoughts, summary, questions, follow-ups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markdown import Heading, parse_blocks
from sphinx_talknotes.importers.markup import MARKDOWN, Markup
from sphinx_talknotes.importers.rest.content import has_content as has_rest_content
from sphinx_talknotes.model.names import name_key

_NAMES = {
    "mythoughts": "thoughts my-thoughts my-thoughts-on-this my-thoughts-on-the-talk final-thoughts"
                  " personal-thoughts take my-take opinion my-opinion personal-opinion impression"
                  " impressions my-impression my-impressions my-two-cents my-comments reflections"
                  " 感想 所感",
    "tldr": "tldr tl;dr tldr-begin tl;dr-begin too-long-didnt-read takeaway takeaways"
            " key-takeaway key-takeaways main-takeaway main-takeaways my-takeaways in-short"
            " in-a-nutshell まとめ",
    "question": "questions my-questions open-questions questions-i-have unanswered-questions"
                " 質問 疑問",
    "followup": "follow-up follow-ups followup followups to-do to-dos todo todos to-check"
                " check-later check-out-later to-look-up look-up-later things-to-look-up"
                " things-to-check things-to-google to-google look-into action-items"
                " to-check-later to-check-out to-look-into things-to-check-out",
    "followup read": "to-read reading-list read-later",
    "followup watch": "to-watch watch-later",
    "followup try": "to-try things-to-try",
}  # fmt: skip
_KINDS = {name_key(word): kind for kind, words in _NAMES.items() for word in words.split()}
_MAYBE = re.compile(
    "|".join(
        {re.escape(word.split("-")[0]) for words in _NAMES.values() for word in words.split()}
    ),
    re.IGNORECASE,
)
"""What the heading of such a section has in it: most texts need not be parsed."""


def get_kind(text: str) -> str:
    """Return the directive for a section of that name, with its option ``kind``, or nothing."""
    return _KINDS.get(name_key(text.rstrip(" :：")), "")


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the directive for it, its option ``kind`` if any, its heading, where it ends."""

    kind: str
    option: str
    heading: Heading
    end: int


def find_sections(texts: Sequence[str], markup: Markup = MARKDOWN) -> list[Section]:
    """Return the sections of *texts* that are a directive and not empty, in order.

    A section goes on to the next heading of the same or a higher level.
    """
    if not any(map(_MAYBE.search, texts)):
        return []
    return select_sections(markup.find_headings(texts), texts, len(texts))


def select_sections(
    headings: Sequence[Heading], lines: Sequence[str | Line], stop: int
) -> list[Section]:
    """Return the sections that begin at some of the *headings* in *lines*, down to *stop*."""
    found: list[Section] = []
    for number, heading in enumerate(headings):
        kind, _, option = get_kind(heading.text).partition(" ")
        if not kind or (found and heading.start < found[-1].end):
            continue
        end = next(
            (other.start for other in headings[number + 1 :] if other.level <= heading.level),
            stop,
        )
        if any(map(_is_told, lines[heading.end : end])):
            found.append(Section(kind, option, heading, end))
    return found


def _is_told(line: str | Line) -> bool:
    return bool((line if isinstance(line, str) else line.text).strip())


_NOTHING = frozenset({"heading_open", "heading_close", "hr", "inline"})
_TEXT = re.compile(r"\s*(?:[-*+] {1,3}[^\W_]|[^\W_].*\n\s*?\n)")
"""The beginning of a text that is no heading: an item of a list, or a line with a blank one."""
_COMMENT = re.compile(r"\s*<!--.*-->\s*", re.DOTALL)


def has_content(texts: Sequence[str], markup: Markup = MARKDOWN) -> bool:
    """Tell whether there is anything but headings and comments."""
    if markup is not MARKDOWN:
        return has_rest_content(texts)
    if _TEXT.match("\n".join([*texts, "", ""])):
        return True
    return any(
        token.level == 0
        and token.type not in _NOTHING
        and not (token.type == "html_block" and _COMMENT.fullmatch(token.content))
        for token in parse_blocks(texts)
    )


def is_text(texts: Sequence[str], markup: Markup = MARKDOWN) -> bool:
    """Tell whether a reader sees anything in *texts*; in reST that is no comment."""
    if markup is not MARKDOWN:
        return has_rest_content(texts)
    return any(text.strip() for text in texts)
