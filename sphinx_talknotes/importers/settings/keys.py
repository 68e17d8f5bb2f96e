"""The one table of what ``talknotes.toml`` may say; it feeds the reader and the reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "date", "names", "patterns", "grammar", "talks"]
"""What a value is checked for."""

NO_GRAMMAR = "none"
"""The grammar of a page on which no heading is a talk."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: ``form`` and ``help`` are Markdown for the reference."""

    name: str
    kind: Kind
    form: str
    help: str


_IGNORE = Key(
    "ignore", "patterns", "list of patterns of paths",
    "Files that are not read. `drafts` is a folder with all that is in it; a pattern without a "
    "slash fits a file's name wherever it lies.",
)  # fmt: skip
_CONFERENCE = Key(
    "conference", "text", "name",
    "Conference of the talks that don't say so themselves. At the top, it counts where the notes "
    "tell nothing; for pages, whatever their front matter, titles and folders look like.",
)  # fmt: skip
_DATE = Key("date", "date", "`2020-07-23`", "Day of the talks, likewise.")
_NOTES_BY = Key("notes-by", "names", "name or list", "Who wrote the notes, likewise.")
_GRAMMAR = Key(
    "grammar", "grammar", "name",
    "How headings name a talk, where that is not found out by itself: {grammars}; or "
    f"`{NO_GRAMMAR}`: no heading is a talk unless `talks` names it.",
)  # fmt: skip
_NOT_TALKS = Key(
    "not-talks", "patterns", "list of patterns of headings", "Headings that are no talks."
)
_TALKS = Key(
    "talks", "talks", "list of patterns of headings, or `[[talks]]` tables",
    "Headings that are talks, also where `not-talks` fits. A table says more of a talk, see below.",
)  # fmt: skip
_PATH = Key("path", "patterns", "pattern of paths, or a list", "Which pages; as in `ignore`.")

PAGE_KEYS = (_PATH, _CONFERENCE, _DATE, _NOTES_BY, _GRAMMAR, _NOT_TALKS, _TALKS)
"""Keys of a ``[[pages]]`` table."""

TOP_KEYS = (_IGNORE, *PAGE_KEYS[1:])
"""Keys at the top of the file, besides the tables."""

TALK_KEYS = (
    Key(
        "heading",
        "patterns",
        "pattern of headings, or a list",
        "Which talks; a talk's title does as well.",
    ),
    Key("page", "text", "pattern of paths", "Where; without it, on all pages."),
    Key("title", "text", "text", "Title, instead of what was read."),
)
"""Keys of a ``[[talks]]`` table, besides the options of a talk."""

SPELLINGS = Key("spellings", "names", "name or list", "Other spellings, such as names of folders.")
"""The key of a table in ``[conferences]`` besides the options of a conference."""

TABLES: Mapping[str, str] = {
    "pages": "settings for some pages",
    "talks": "corrections of talks",
    "people": "spelling or initials → name",
    "conferences": "spelling → name, or name → table",
}
"""The tables of the file."""
