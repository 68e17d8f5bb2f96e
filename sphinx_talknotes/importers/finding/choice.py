"""Which sightings are talks, and how each is read.

People are consistent within their own notes. So every grammar reads everything first; then it is
counted how much each explains at the same place (the slot: titles of pages, or headings of one
level) in the page, its folder and the site. A reading that is only a hint counts where the same
grammar explains others; what is evidence by itself counts alone, and what has no evidence at all
counts where it stands among talks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sphinx_talknotes.importers.finding.chosen import Choice
from sphinx_talknotes.importers.finding.facts import PLAIN, SINGLE, Below, without_name
from sphinx_talknotes.importers.finding.kinds import find_kind
from sphinx_talknotes.importers.finding.lesser import BOLD, ITEM
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.finding.promotion import promote
from sphinx_talknotes.importers.finding.sightings import PAGE, Sighting, title_keynote
from sphinx_talknotes.importers.finding.survey import (
    MANY,
    MOST_SHARE,
    SOME_SHARE,
    Survey,
    get_names,
    make_survey,
)
from sphinx_talknotes.importers.grammars import (
    ALONG,
    DASHED,
    GRAMMARS,
    HINT,
    LIKELY,
    SURE,
    TITLED,
)

_ORDER = {grammar.name: number for number, grammar in enumerate(GRAMMARS)}


def choose(
    sightings: Sequence[Sighting], *, talkative: Iterable[str] = (),
    expected: Mapping[str, int] | None = None, forced: Mapping[str, str] | None = None,
) -> list[Choice]:  # fmt: skip
    """Return the talks among *sightings*, in their order.

    Args:
        sightings: everything that may be a talk, page by page.
        talkative: pages that lie where talks of a conference are.
        expected: pages that are about a conference → level of the headings of talks in it.
        forced: page → grammar that its author has named.
    """
    real = [
        sighting for sighting in sightings
        if sighting.ruled or (sighting.ruled is None and _is_real(sighting))
    ]  # fmt: skip
    about = frozenset(talkative)
    survey, names = make_survey(real)
    choices = [
        _read(sighting, survey, names, (forced or {}).get(sighting.page, "")) for sighting in real
    ]
    for choice in choices:
        for counts in survey.scopes(choice.sighting):
            counts.strong += choice.evidence >= LIKELY
    accepted = _without_breaks([choice for choice in choices if _accept(choice, survey, about)])
    left = {id(choice) for choice in choices if choice.sighting.undressed.timed}
    left -= {id(choice) for choice in accepted}
    choices = [choice for choice in choices if id(choice) not in left]
    accepted = _without_containers(_settle_pages(accepted, survey, real, expected or {}))
    for choice in accepted:
        for counts in survey.scopes(choice.sighting):
            counts.accepted += 1
    found = promote(choices, accepted, survey, about, expected or {})
    return _without_containers(found)


def _without_containers(choices: Sequence[Choice]) -> list[Choice]:
    """Leave out headings that only name what the talks below them are: ``Keynotes``, a track."""
    found: list[Choice] = []
    for number, choice in enumerate(choices):
        sighting = choice.sighting
        inner = []
        for other in choices[number + 1 :]:
            if other.sighting.page != sighting.page or other.sighting.slot <= sighting.slot:
                break
            if other.sighting.slot < BOLD or choice.evidence < LIKELY:
                inner.append(other)
        told = "speakers" in choice.fields
        letters = [c.sighting.undressed.number[:1] for c in (choice, *inner[:1])]
        if (
            # what is lettered on below it is the next talk, whatever its level
            len(letters) > 1
            and choice.evidence >= SURE
            and letters[0].isalpha()
            and letters[0] < letters[1]
        ) or (
            sighting.slot == PAGE
            or not any(o.evidence >= LIKELY for o in inner)
            or (told and choice.evidence >= max(o.evidence for o in inner) and len(inner) < MANY)
        ):
            found.append(choice)
    return found


def _is_real(sighting: Sighting) -> bool:
    return not sighting.is_index and (not sighting.prose or _is_told(sighting))


def _is_told(sighting: Sighting) -> bool:
    """Tell whether what stands below a heading says that it is a talk, whatever it is called."""
    return "speakers" in sighting.below.fields and sighting.below.evidence >= LIKELY


def _read(sighting: Sighting, survey: Survey, names: frozenset[str], forced: str) -> Choice:
    """Take the reading of the grammar that explains most, and count the evidence."""
    below = sighting.below = _judge_below(sighting, survey, names)
    told = get_names(below.fields)
    best = forced if forced in sighting.readings else _pick(sighting, survey, names, told)
    reading = sighting.readings[best]
    fields = {**sighting.undressed.fields, **reading.fields}
    if fields.get("kind") == "talk":
        del fields["kind"]  # it is the default
    for name, value in below.fields.items():
        fields.setdefault(name, value)
    if told >= get_names(reading.fields) and told and "(" not in fields["speakers"]:
        fields["speakers"] = below.fields["speakers"]  # they may have affiliations
    named = fields.pop("title", "")
    if named and below.fields.get("title") == named:
        reading = replace(reading, title=Phrase(named))
    if find_kind(reading.title.text) == "keynote" and fields.get("speakers"):
        reading = replace(reading, title=title_keynote(reading.title.text, fields["speakers"]))
    own = reading.evidence + (_is_common(survey, sighting, best) if reading.evidence == HINT else 0)
    own += best != TITLED.name and survey.on_page[sighting.page, best] > MANY
    if sighting.slot == ITEM:  # it stands among lightning talks
        own += 1 if best != TITLED.name else LIKELY * sighting.nested
    evidence = min(SURE, own + sighting.undressed.evidence + below.evidence)
    return Choice(sighting, best, reading, fields, evidence)


def _judge_below(sighting: Sighting, survey: Survey, names: frozenset[str]) -> Below:
    """Return what is below a heading with its evidence, which that of others may strengthen."""
    below = sighting.below
    if (below.hint and _is_named(sighting, LIKELY)) or (
        below.evidence < SURE and _is_named(sighting, SURE)
    ):
        below = without_name(below)
    elif below.hint and (
        "handled" in sighting.readings  # the handle is that of a company, or of the speaker
        or get_names(below.fields) <= names
        or survey.supports(sighting, PLAIN if below.hint == SINGLE else below.hint)
        or (
            below.hint == PLAIN
            and survey.labelled[sighting.page] >= MANY - bool(sighting.undressed.number)
        )
    ):  # fmt: skip
        below.evidence = max(below.evidence, LIKELY)
    elif below.hint:
        below = without_name(below)
    if "speakers" not in below.fields and (people := _find_in_notes(sighting, survey)):
        below.note(LIKELY, {"speakers": people})
    if below.host and (
        survey.supports(sighting, below.host) or survey.hosts[sighting.site, below.host] >= MANY
    ):  # pages of sessions, one below each heading
        below.evidence = LIKELY if below.evidence < LIKELY else SURE
    return below


def _find_in_notes(sighting: Sighting, survey: Survey) -> str:
    """Return who is told of in the notes as speakers are, where the heading names nobody."""
    below = sighting.below
    if any(
        "speakers" in reading.fields
        and (reading.evidence >= LIKELY or survey.supports(sighting, name))
        for name, reading in sighting.readings.items()
    ):
        return ""
    return below.working or (below.reached if survey.reached[sighting.page] >= MANY else "")


def _is_named(sighting: Sighting, evidence: int) -> bool:
    """Tell whether the heading says by itself who spoke, and somebody else than the line below."""
    told = get_names(sighting.below.fields)
    found = [
        get_names(reading.fields) for reading in sighting.readings.values()
        if reading.evidence >= evidence
    ]  # fmt: skip
    return any(found) and not any(names & told for names in found)


def _pick(sighting: Sighting, survey: Survey, names: frozenset[str], told: set[str]) -> str:
    """Return the grammar to read a sighting by, ``titled`` if no other can be relied on.

    *names* are speakers that are known from other talks, *told* those named below the heading.
    """
    best = TITLED.name
    rank: tuple[int, ...] = ()
    backed = max(sighting.undressed.evidence, sighting.below.evidence) >= LIKELY
    for name, reading in sighting.readings.items():
        people = get_names(reading.fields)
        if name == TITLED.name or (told and not people & told):
            continue
        known = bool(people) and people <= names
        relied = reading.evidence >= LIKELY or known or bool(told)
        relied |= sighting.slot == ITEM and name != ALONG.name
        relied |= backed and name == DASHED.name
        if relied or survey.supports(sighting, name):
            mine = (reading.evidence >= LIKELY, known, survey.total(sighting, name), -_ORDER[name])
            if best == TITLED.name or mine > rank:
                best, rank = name, mine
    return best


def _is_common(survey: Survey, sighting: Sighting, grammar: str) -> int:
    """Return 1 if most of what is at the place of the sighting is written in this way."""
    return int(
        any(
            counts.grammars[grammar] >= max(MANY, counts.all * MOST_SHARE)
            for counts in survey.scopes(sighting)
        )
    )


def _accept(choice: Choice, survey: Survey, talkative: frozenset[str]) -> bool:
    """Tell whether the evidence is enough, with that of others at the same place."""
    sighting = choice.sighting
    if sighting.ruled:
        return True
    if sighting.is_name and choice.evidence < SURE:
        return False
    if sighting.prose or choice.evidence < LIKELY:
        return sighting.prose and choice.evidence >= SURE
    if sighting.slot == PAGE and "speakers" not in choice.fields:
        # slides and recordings are on pages of all sorts
        return sighting.page in talkative or _has_company(choice, survey)
    if choice.evidence >= SURE:
        return True
    return any(
        counts.strong >= 2 or counts.strong > counts.all * MOST_SHARE
        for counts in survey.scopes(sighting)[:2]
    ) and (sighting.slot == PAGE or _has_company(choice, survey))


def _has_company(choice: Choice, survey: Survey) -> bool:
    return any(counts.strong >= 2 for counts in survey.scopes(choice.sighting))


def _without_breaks(choices: Sequence[Choice]) -> list[Choice]:
    """Leave out what has a time and nothing else where talks have a link or a speaker too."""
    told: dict[tuple[str, int], list[bool]] = {}
    for choice in choices:
        told.setdefault((choice.sighting.page, choice.sighting.slot), []).append(_has_more(choice))
    return [
        choice for choice in choices
        if _has_more(choice) or not choice.sighting.undressed.timed
        or sum(row := told[choice.sighting.page, choice.sighting.slot]) < max(MANY, len(row) * 0.6)
    ]  # fmt: skip


def _has_more(choice: Choice) -> bool:
    return bool(choice.fields.keys() & {"speakers", "url", "video", "kind"})


def _settle_pages(
    accepted: Sequence[Choice], survey: Survey, sightings: Sequence[Sighting],
    expected: Mapping[str, int],
) -> list[Choice]:  # fmt: skip
    """Decide for each page whether it is one talk or holds several.

    Where the titles of a site's pages name talks, what is in them are notes; otherwise a title
    counts for less than several talks below it. A title of the level of other talks is one of them.
    """
    inside: dict[str, list[Choice]] = {}
    for choice in accepted:
        if choice.sighting.slot != PAGE:
            inside.setdefault(choice.sighting.page, []).append(choice)
    result: list[Choice] = []
    for choice in accepted:
        sighting = choice.sighting
        if sighting.slot == PAGE:
            others = inside.get(sighting.page, [])
            beside = [o for o in others if o.sighting.slot == sighting.heading.level]
            below = [o for o in others if o.sighting.slot > sighting.heading.level]
            usual = survey.scopes(sighting)[-1]
            is_usual = usual.strong - 1 >= max(2, (usual.all - 1) * MOST_SHARE)
            sure = sum(other.evidence >= SURE for other in below)
            several = expected.get(sighting.page) == sighting.heading.level
            if (beside or several) and sighting.heading.level:
                sighting.slot = sighting.heading.level
                inside[sighting.page] = [choice, *others]
            elif is_usual or (sure < 2 and (len(below) <= 2 or choice.evidence >= SURE)):
                inside.pop(sighting.page, None)
                result.append(choice)
    titles = {s.page: s for s in sightings if s.slot == PAGE and not s.prose}
    for page, choices in inside.items():
        title = titles.get(page)
        if title and min(c.sighting.slot for c in choices) > max(title.heading.level, 1):
            usual = survey.scopes(title)[-1]
            alone = all(
                survey.scopes(c.sighting)[-1].strong <= survey.scopes(c.sighting)[0].strong + 2
                for c in choices
            )
            if alone and usual.strong >= max(MANY, usual.all * SOME_SHARE):
                continue  # where pages are talks, what looks like talks in one of them are notes
        result += choices
    order = {id(sighting): number for number, sighting in enumerate(sightings)}
    return sorted(result, key=lambda choice: order[id(choice.sighting)])
