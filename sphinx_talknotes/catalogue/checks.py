"""What can only be seen when all pages are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_talknotes.catalogue.nearest import near_misses
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Problem, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sphinx_talknotes.catalogue.entities import Entity
    from sphinx_talknotes.model.records import Place, Talk


def check_names(
    entities: Mapping[str, Mapping[str, Entity]],
    default_conference: str,
    where: Callable[[Place], str],
    inferred: Collection[tuple[str, str]] = (),
) -> list[Report]:
    """Return reports on names that nearly match and on conferences that are declared nowhere.

    *inferred* are page and key of conferences that a page tells by its title or its folder: what
    nobody wrote as an option can't be mistyped, and needs no declaration.
    """
    reports = []
    for found in entities.values():
        for keys in near_misses({key: entity.name for key, entity in found.items()}):
            # what is declared is meant, else what more talks name
            pair = sorted(
                (found[key] for key in keys),
                key=lambda e: (e.declaration is None, -len(e.talks), e.name),
            )
            if not all(entity.declaration for entity in pair):
                reports.append(_near_miss(pair[0], pair[1], where))
    reports += [
        _undeclared(conference)
        for conference in entities["conference"].values()
        if not conference.declaration
        and conference.key != default_conference
        and not (
            conference.talks
            and all((talk.place.page, conference.key) in inferred for talk in conference.talks)
        )
    ]
    return reports


def _near_miss(usual: Entity, rare: Entity, where: Callable[[Place], str]) -> Report:
    return Report(
        Problem.NEAR_MISS,
        f"{rare.kind} {rare.name!r} is nearly {usual.name!r} "
        f"({where(usual.first)}); if they are one, correct the spelling or "
        f"make one an alias of the other, else declare both",
        rare.first.page, rare.first.line,
    )  # fmt: skip


def _undeclared(conference: Entity) -> Report:
    return Report(
        Problem.CONFERENCE,
        f"conference {conference.name!r} is declared nowhere; add a conference directive with "
        f"that name to one page",
        conference.first.page, conference.first.line,
    )  # fmt: skip


def check_notetakers(unknown: Iterable[tuple[Talk, str]]) -> list[Report]:
    """Return a report for each name in *unknown* (talk, name), at its first place."""
    first: dict[str, Report] = {}
    for talk, name in unknown:
        first.setdefault(name_key(name), Report(
            Problem.NOTETAKER,
            f"{name!r} took notes, but is not in talknotes_notetakers; add the initials or name",
            talk.place.page, talk.place.line,
        ))  # fmt: skip
    return list(first.values())


def check_ids(talks: Iterable[Talk], where: Callable[[Place], str]) -> list[Report]:
    """Return a report for each explicit id that another talk has too."""
    first: dict[str, Talk] = {}
    reports = []
    for talk in sorted(talks, key=lambda talk: talk.place):
        other = first.setdefault(talk.id, talk) if talk.id else talk
        if other is not talk:
            reports.append(Report(
                Problem.DUPLICATE,
                f"id {talk.id!r} is already used at {where(other.place)}; "
                f"choose another",
                talk.place.page, talk.place.line,
            ))  # fmt: skip
    return reports
