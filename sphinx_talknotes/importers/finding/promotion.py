"""What has little evidence of its own and stands where the talks are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sphinx_talknotes.importers.finding.chosen import Choice
from sphinx_talknotes.importers.finding.kinds import find_kind
from sphinx_talknotes.importers.finding.lesser import BOLD
from sphinx_talknotes.importers.finding.sightings import PAGE, Sighting
from sphinx_talknotes.importers.finding.survey import (
    MANY,
    MOST_SHARE,
    SOME_SHARE,
    Counts,
    Survey,
)
from sphinx_talknotes.importers.grammars import TITLED

_WORDS = 3


def promote(
    choices: Sequence[Choice], accepted: Sequence[Choice], survey: Survey,
    talkative: frozenset[str], expected: Mapping[str, int],
) -> list[Choice]:  # fmt: skip
    """Add what has little evidence of its own and stands where the talks are."""
    taken = frozenset(id(choice.sighting) for choice in accepted)
    pages = {choice.sighting.page for choice in accepted}
    whole = {choice.sighting.page for choice in accepted if choice.sighting.slot == PAGE}
    timed = Counter(
        (c.sighting.page, c.sighting.slot) for c in accepted if c.sighting.undressed.timed
    )
    tops: dict[str, int] = {}
    for choice in choices:
        level = choice.sighting.slot or BOLD
        tops[choice.sighting.page] = min(level, tops.get(choice.sighting.page, level))
    inside = Counter((c.sighting.page, c.sighting.slot) for c in accepted)
    numbers = _find_numbers(choices, taken)
    called = _find_called(accepted)
    found = []
    for choice in choices:
        sighting = choice.sighting
        awaited = expected.get(sighting.page) == sighting.slot
        awaited |= (sighting.page, _get_style(sighting)) in numbers
        if id(sighting) in taken:
            found.append(choice)
        elif (
            sighting.prose
            or (sighting.is_name and not awaited)
            or not (
                sighting.content
                or choice.evidence
                or sighting.undressed.number
                or (sighting.slot == PAGE and sighting.page in talkative)
            )
        ):
            continue
        elif sighting.slot == PAGE and (
            expected.get(sighting.page) == sighting.heading.level
            or (_names(choice) and inside[sighting.page, sighting.heading.level] >= MANY)
        ):
            sighting.slot = sighting.heading.level  # it stands above the first talk of several
            found.append(choice)
        elif sighting.slot == PAGE:
            if (
                sighting.page not in pages
                and sighting.page not in expected
                and (sighting.page in talkative or _is_among(survey.scopes(sighting)[0]))
            ):
                found.append(choice)
        elif (
            (sighting.slot < BOLD or (sighting.slot == BOLD and awaited))
            and sighting.page not in whole
            and timed[sighting.page, sighting.slot] < MANY
            and (
                awaited
                or _is_among(survey.scopes(sighting)[0])
                or _is_alike(choice, survey)
                or _is_at_top(choice, survey, tops)
            )
            and ((sighting.page, sighting.slot) not in called or choice.evidence)
        ):
            found.append(choice)
    return found


def _get_style(sighting: Sighting) -> str:
    """Return how a heading is numbered: by letters, or by numbers at its level; or nothing."""
    number = sighting.undressed.number
    return "A" if number[:1].isalpha() else f"1 {sighting.slot}" if number else ""


def _find_numbers(choices: Iterable[Choice], taken: frozenset[int]) -> frozenset[tuple[str, str]]:
    """Return the pages and styles of numbers that most numbered talks have there."""
    everything: Counter[tuple[str, str]] = Counter()
    talks: Counter[tuple[str, str]] = Counter()
    for choice in choices:
        sighting = choice.sighting
        key = (sighting.page, _get_style(sighting))
        if key[1] and sighting.slot != PAGE:
            everything[key] += 1
            talks[key] += id(sighting) in taken
    return frozenset(
        key for key, count in talks.items()
        if count >= 2 and count >= everything[key] * SOME_SHARE
    )  # fmt: skip


def _is_alike(choice: Choice, survey: Survey) -> bool:
    """Tell whether a heading names people, as far as one can tell, where several talks are."""
    return _names(choice) and survey.scopes(choice.sighting)[0].accepted >= MANY


def _names(choice: Choice) -> bool:
    return choice.grammar != TITLED.name


def _is_at_top(choice: Choice, survey: Survey, tops: Mapping[str, int]) -> bool:
    """Tell whether a heading long enough for a title stands above all others, as talks do."""
    sighting = choice.sighting
    counts = survey.scopes(sighting)[0]
    return (
        tops[sighting.page] == sighting.slot
        and counts.accepted >= max(MANY, counts.all * SOME_SHARE)
        and len(choice.reading.title.text.split()) >= _WORDS
    )


def _find_called(accepted: Iterable[Choice]) -> frozenset[tuple[str, int]]:
    """Return the pages and slots where talks are called so: ``Talk 3: …``."""
    everything: Counter[tuple[str, int]] = Counter()
    called: Counter[tuple[str, int]] = Counter()
    for choice in accepted:
        place = choice.sighting.page, choice.sighting.slot
        everything[place] += 1
        called[place] += find_kind(choice.sighting.undressed.called) == "talk"
    return frozenset(
        place for place, count in called.items()
        if count >= MANY and count >= everything[place] * MOST_SHARE
    )  # fmt: skip


def _is_among(counts: Counts) -> bool:
    """Tell whether most of what is at a place are talks."""
    return counts.accepted >= 2 and counts.accepted >= counts.all * MOST_SHARE
