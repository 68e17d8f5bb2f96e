"""Everything that can be wrong with notes, in one place.

The value of a member is the subtype of the warning (``talknotes.<value>``, the name for
``suppress_warnings``); its ``help`` is the entry in the reference of warnings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Self


class Problem(Enum):
    """Kinds of problems; ``Problem.DATE.value == "date"``."""

    help: str

    def __new__(cls, value: str, text: str) -> Self:
        """Make a member of its value and its help."""
        member = object.__new__(cls)
        member._value_ = value
        member.help = text
        return member

    ALIAS = (
        "alias",
        (
            "Two names claim the same alias, or an alias is also somebody's name. "
            "The first one keeps it; take the alias away from the other. Or a role in a heading "
            "uses a private alias, which would be in the heading's address; write the other name."
        ),
    )
    AMBIGUOUS = (
        "ambiguous",
        (
            "A `talk` role names a title that several different talks have. The link goes to the "
            "first in schedule order; give the talk an `id` and name that instead."
        ),
    )
    AT = (
        "at",
        (
            "An `at` role has no video to point into, or its text is not a time such as `12:30`. "
            "The time is kept as text; give the talk a `video`."
        ),
    )
    CONFERENCE = (
        "conference",
        (
            "Talks name a conference that no `conference` directive declares. Its page is made all "
            "the same; declare it to give it dates, a time zone and an address."
        ),
    )
    CONFIG = (
        "config",
        "A `talknotes_…` value in conf.py is not of the expected form. The default is taken.",
    )
    DATE = (
        "date",
        (
            "A date is not of the form `2020-07-24` (`2020-07` and `2020` are understood too). "
            "It is shown as it was written, and not used."
        ),
    )
    DUPLICATE = (
        "duplicate",
        (
            "An explicit `id` is used twice, or the same speaker, tool or conference is declared "
            "twice. The first one counts."
        ),
    )
    ENCODING = (
        "encoding",
        (
            "A file is not UTF-8. It is read as Windows-1252 (or UTF-16, if it begins so) so that "
            "nothing is lost; save it as UTF-8. Or it can't be read at all, and is left out; the "
            "message says why."
        ),
    )
    FRONT_MATTER = (
        "front_matter",
        (
            "The front matter of a page can't be read (broken YAML, TOML or JSON, or not a list of "
            "`key: value`). It is shown on the page as it stands."
        ),
    )
    KIND = ("kind", "The `kind` of a talk or a follow-up is not one of the known kinds.")
    LANGUAGE = ("language", "A language is not a BCP 47 tag such as `en` or `pt-BR`.")
    NEAR_MISS = (
        "near_miss",
        (
            "Two names are nearly the same. They stay two; if they are one, declare one as an "
            "alias of the other, and if they are not, declare both."
        ),
    )
    NESTED = (
        "nested",
        (
            "A talk stands inside another talk, a list, a note or a table. It is shown there, but "
            "can't be in the table of contents and counts as no talk; move it to the page's top "
            "level."
        ),
    )
    NOTETAKER = (
        "notetaker",
        "`notes-by` names somebody who is not in `talknotes_notetakers`, although that is set.",
    )
    OPTION = (
        "option",
        (
            "A directive or listing has an option that does not exist, or a wrong value for one. "
            "It is shown as it was written, and not used. Or `talks` in front matter is neither "
            "`headings` nor `off`."
        ),
    )
    RATING = (
        "rating",
        "A rating is not a number from 0 to 5. It is shown as it was written, and not used.",
    )
    SCHEDULE = (
        "schedule",
        (
            "A schedule of a conference can't be read, or says something that is not understood. "
            "The rest of it is read; the message says what was left out."
        ),
    )
    SEARCH = (
        "search",
        (
            "Pagefind is asked for and not installed, or it failed. The site has Sphinx's own "
            "search instead; the message says what to do."
        ),
    )
    SETTINGS = (
        "settings",
        (
            "`talknotes.toml` has a key or a value that is not known, or a setting that fits "
            "nothing. It does not count; all others do."
        ),
    )
    STATUS = (
        "status",
        (
            "The `status` of a talk is not one of the known ones. It is shown as it was written, "
            "and not used."
        ),
    )
    TIME = (
        "time",
        (
            "A time is not of the form `09:30`, or a duration not of the form `30 min` or "
            "`1 h 30`, or the end is before the start. It is shown as it was written, and not used."
        ),
    )
    TITLE = (
        "title",
        (
            "A talk, speaker, tool or conference has no title or name. A page whose front matter "
            "describes a talk needs a heading, which is the talk's title."
        ),
    )
    TOCTREE = (
        "toctree",
        (
            "An import leaves a home page as it is, and its table of contents lists not all pages. "
            "They are listed on a page of their own; put that, or them, into a toctree."
        ),
    )
    UNKNOWN = (
        "unknown",
        (
            "A role or listing names a talk, speaker, tool or conference that is nowhere in the "
            "notes. The text is kept without a link."
        ),
    )
    URL = (
        "url",
        "An address is neither http(s) nor a path. It is shown as text and never linked.",
    )
    VIDEO = (
        "video",
        (
            "A video address is malformed, or of a host that has no player here. An address that "
            "can be linked stays a plain link."
        ),
    )


@dataclass(frozen=True, slots=True)
class Report:
    """One problem found at one place.

    ``page`` is a docname or a file path, ``line`` is 1-based or ``None``.
    """

    problem: Problem
    message: str
    page: str = ""
    line: int | None = None


class FieldError(ValueError):
    """A value can't be understood; the message says what was expected."""

    def __init__(self, problem: Problem, message: str) -> None:
        super().__init__(message)
        self.problem = problem
