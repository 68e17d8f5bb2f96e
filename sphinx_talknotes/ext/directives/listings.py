"""The listings: what is in the catalogue, wherever an author wants it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_talknotes.catalogue import SORTS, Query
from sphinx_talknotes.ext.directives.base import NotesDirective
from sphinx_talknotes.ext.listings import (
    CONFERENCE_SORTS,
    ENTITY_SORTS,
    STYLES,
    EntitiesView,
    RemarksView,
    TalksView,
    TimetableView,
)
from sphinx_talknotes.ext.nodes import make_view
from sphinx_talknotes.model.dates import parse_date
from sphinx_talknotes.model.fields import FieldReport, choice, did_you_mean
from sphinx_talknotes.model.names import split_list
from sphinx_talknotes.model.problems import FieldError, Problem
from sphinx_talknotes.model.records import FOLLOWUP_KINDS, KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

    from sphinx_talknotes.ext.views import View


def _limit(text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit():
        raise FieldError(Problem.OPTION, f"{text[:60]!r} is not a number")
    return int(text.strip()[:9])


def _dates(text: str) -> tuple[str, ...]:
    return tuple(str(parse_date(item)) for item in split_list(text))


def _each(problem: Problem, choices: dict[str, str]) -> Callable[[str], tuple[str, ...]]:
    one: Any = choice(problem, choices)
    return lambda text: tuple(one(item) for item in split_list(text))


def _one(choices: Any) -> Callable[[str], str]:
    one: Any = choice(Problem.OPTION, dict.fromkeys(choices, ""))
    return one  # type: ignore[no-any-return]


QUERY_OPTIONS: dict[str, tuple[Callable[[str], Any], str]] = {
    "conference": (split_list, "Conferences, by name."),
    "speaker": (split_list, "Speakers, by name."),
    "tool": (split_list, "Tools, by name."),
    "tag": (split_list, "Tags."),
    "notes-by": (split_list, "Who took the notes, by name or initials."),
    "kind": (_each(Problem.KIND, KINDS), "Kinds of talk."),
    "status": (_each(Problem.STATUS, STATUSES), "States of the notes."),
    "date": (_dates, "Days, months or years, such as `2020`."),
    "sort": (_one(SORTS), "`" + "`, `".join(SORTS) + "`; default: `schedule`."),
    "limit": (_limit, "At most so many."),
}
"""Options that say which talks: parser and help in Markdown."""

TALKS_OPTIONS: dict[str, tuple[Callable[[str], Any], str]] = {
    **QUERY_OPTIONS,
    "style": (_one(STYLES), "`" + "`, `".join(STYLES) + "`; default: `cards`."),
    "group": (_one(["conference"]), "`conference`: under a heading for each conference."),
}
"""Options of the `talks` directive."""


def _entity_options(sorts: dict[str, str]) -> dict[str, tuple[Callable[[str], Any], str]]:
    orders = ", ".join(f"`{word}` ({order})" for word, order in sorts.items())
    return {
        "sort": (_one(sorts), f"{orders}; default: `{next(iter(sorts))}`."),
        "limit": QUERY_OPTIONS["limit"],
    }


ENTITIES_OPTIONS = _entity_options(ENTITY_SORTS)
"""Options of the `speakers` and `tools` directives."""

CONFERENCES_OPTIONS = _entity_options(CONFERENCE_SORTS)
"""Options of the `conferences` directive."""


class ListingDirective(NotesDirective):
    """Base: parses options by a table, and leaves a placeholder."""

    optional_arguments = 1
    options_known: dict[str, tuple[Callable[[str], Any], str]] = {}

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        values: dict[str, Any] = {}
        reports = []
        self.take_argument_back(joined=True)
        for name, text in self.raw_options.items():
            if name not in self.options_known:
                known = ", ".join(self.options_known) or "none"
                message = f"unknown option {name[:60]!r}; known are: {known}"
                message += did_you_mean(name, self.options_known)
                reports.append(FieldReport(name, Problem.OPTION, message))
                continue
            if not text.strip():
                continue
            try:
                values[name.replace("-", "_")] = self.options_known[name][0](text)
            except FieldError as error:
                reports.append(FieldReport(name, error.problem, f"{name}: {error}"))
        self.warn_fields(reports)
        if self.content:
            self.warn(Problem.OPTION, "a listing has no text of its own, which is shown below it; "
                      "close the directive, or end the indentation, before the text")  # fmt: skip
        body = self.parse_flat_body()
        view = self.make(values)
        if view is None:
            return body
        node = make_view(view)
        self.set_source_info(node)
        node["classes"] += self.classes
        return [node, *body]

    def make(self, values: dict[str, Any]) -> View | None:
        """Return the view for the parsed options."""
        raise NotImplementedError


class TalksDirective(ListingDirective):
    """Talks that match; the argument is short for `:conference:`."""

    options_known = TALKS_OPTIONS

    def make(self, values: dict[str, Any]) -> View:
        """Return a listing of talks."""
        style = values.pop("style", "cards")
        grouped = bool(values.pop("group", ""))
        query = Query(**values)
        if self.argument and not query.conference:
            query = replace(query, conference=split_list(self.argument))
        if grouped and "sort" not in values:
            query = replace(query, sort="newest")
        hidden = ("conference",) if grouped else ()
        return TalksView(query, style, grouped, hidden, empty="No talks yet.")


class _EntitiesDirective(ListingDirective):
    options_known = ENTITIES_OPTIONS
    kind = ""

    def make(self, values: dict[str, Any]) -> View:
        """Return a listing of entities; the argument is the conference whose they are."""
        return EntitiesView(self.kind, self.argument, f"No {self.kind}s yet.", **values)


class SpeakersDirective(_EntitiesDirective):
    """Speakers, of all or of one conference."""

    kind = "speaker"


class ToolsDirective(_EntitiesDirective):
    """Tools, of all or of one conference."""

    kind = "tool"


class ConferencesDirective(_EntitiesDirective):
    """Conferences, the newest first."""

    options_known = CONFERENCES_OPTIONS
    kind = "conference"


class FollowupsDirective(ListingDirective):
    """What is to be done, of all or of one conference."""

    options_known = {"kind": (_each(Problem.KIND, FOLLOWUP_KINDS), "Which kinds; default: all.")}

    def make(self, values: dict[str, Any]) -> View:
        """Return a listing of follow-ups."""
        return RemarksView(values.get("kind") or tuple(FOLLOWUP_KINDS), self.argument)


class QuestionsDirective(ListingDirective):
    """Open questions, of all or of one conference."""

    def make(self, values: dict[str, Any]) -> View:
        """Return a listing of questions."""
        return RemarksView(("question",), self.argument)


class TimetableDirective(ListingDirective):
    """Days and talks of a conference, which is the argument."""

    def make(self, values: dict[str, Any]) -> View | None:
        """Return a timetable."""
        if not self.argument:
            self.warn(Problem.TITLE, "a timetable has no conference; write its name behind it")
            return None
        return TimetableView(self.argument)
