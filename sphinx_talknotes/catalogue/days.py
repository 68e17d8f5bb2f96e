"""The days of a conference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_talknotes.model.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_talknotes.model.dates import PartialDate
    from sphinx_talknotes.model.records import PageRecords, Talk


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a conference: its talks, and the page that is the day's page, if one is."""

    date: PartialDate | None
    talks: tuple[Talk, ...]
    page: str = ""


def find_days(talks: Iterable[Talk], pages: Mapping[str, PageRecords]) -> tuple[Day, ...]:
    """Return the days of *talks*, which are in schedule order; *pages* has all records."""
    days: dict[PartialDate | None, list[Talk]] = {}
    for talk in talks:
        days.setdefault(talk.date, []).append(talk)
    result = []
    for date, members in days.items():
        found = {talk.place.page for talk in members}
        page = found.pop() if len(found) == 1 and date else ""
        if page and len(members) == 1 and _is_talk_page(members[0], pages[page]):
            page = ""
        result.append(Day(date, tuple(members), page))
    return tuple(result)


def _is_talk_page(talk: Talk, page: PageRecords) -> bool:
    return len(page.talks) == 1 and name_key(page.title) == name_key(talk.title)
