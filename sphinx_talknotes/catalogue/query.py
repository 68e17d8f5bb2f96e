"""The vocabulary in which listings ask for talks."""

from __future__ import annotations

from dataclasses import dataclass

SORTS = {
    "schedule": "by time, earliest first",
    "newest": "by day, newest first",
    "title": "by title",
    "rating": "by rating, best first",
}
"""Orders of a listing."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which talks, in which order; an empty criterion does not narrow.

    Every criterion takes several values, of which one has to match. ``date`` takes dates of
    which a part may be known (``2020``, ``2020-07``, ``2020-07-24``). ``limit`` 0 means all.
    """

    conference: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    tool: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    notes_by: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    sort: str = "schedule"
    limit: int = 0
