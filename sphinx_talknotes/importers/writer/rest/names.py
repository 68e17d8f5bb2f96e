"""The names of one page: targets, footnotes, citations, substitutions, and what refers to them.

All of them are known on the whole page, however it is cut.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sphinx_talknotes.importers.rest.model import Construct, Explicit, Scan
from sphinx_talknotes.importers.writer.rest.harmless import is_usable

_SUBSTITUTION = re.compile(r"\|([^|\s](?:[^|]*[^|\s])?)\|")
_MAX_CHAIN = 50


@dataclass(slots=True)
class Names:
    """What names lead to.

    ``hrefs`` are addresses, ``places`` are names of places on the page; ``dropped`` are explicit
    constructs (by their ids) that can't stay, ``surplus`` inline ones.
    """

    hrefs: dict[str, str] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    footnotes: set[str] = field(default_factory=set)
    citations: set[str] = field(default_factory=set)
    substitutions: set[str] = field(default_factory=set)
    anonymous: dict[int, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    surplus: set[int] = field(default_factory=set)
    unlabelled: set[int] = field(default_factory=set)

    def has_substitution(self, name: str) -> bool:
        """Tell whether a substitution is defined; case counts only where it makes a difference."""
        return name in self.substitutions or name.lower() in self.substitutions


def collect_names(scans: Sequence[Scan], skipped: set[int]) -> Names:
    """Return the names of a page; constructs whose ids are in *skipped* are gone."""
    explicit = [e for scan in scans for e in scan.explicit if id(e) not in skipped]
    constructs = [c for scan in scans for c in scan.constructs if id(c) not in skipped]
    names = Names()
    _collect_notes(explicit, names)
    _collect_targets(explicit, constructs, names)
    _collect_substitutions(explicit, names)
    _match_anonymous(explicit, constructs, names)
    _match_numbers(explicit, constructs, names)
    return names


def _collect_notes(explicit: Iterable[Explicit], names: Names) -> None:
    for one in explicit:
        if one.kind not in ("footnote", "citation"):
            continue
        known = names.footnotes if one.kind == "footnote" else names.citations
        label = one.name
        if label in ("#", "*"):
            continue
        bare = label.removeprefix("#")
        if bare in names.places:
            names.dropped.add(id(one))
            continue
        names.places.add(bare)
        known.update({label, bare})
        if label[:1] == "#":
            known.add(bare)


def _collect_targets(
    explicit: Sequence[Explicit], constructs: Iterable[Construct], names: Names
) -> None:
    """Find what targets lead to; one without an address has that of the target below it."""
    aliases: dict[str, str] = {}
    waiting: list[str] = []
    last = -1
    for one in explicit:
        if one.kind != "target":
            continue
        if waiting and one.start != last:
            names.places.update(waiting)
            waiting = []
        taken = names.hrefs.keys() | names.places | aliases.keys() | set(waiting)
        if one.name in taken:
            if not one.value or names.hrefs.get(one.name) != one.value:
                names.dropped.add(id(one))
            continue
        last = one.end
        if one.value:
            names.hrefs.update(dict.fromkeys([*waiting, one.name], one.value))
            waiting = []
        elif one.refname:
            aliases.update(dict.fromkeys([*waiting, one.name], one.refname))
            waiting = []
        else:
            waiting.append(one.name)
    names.places.update(waiting)
    _collect_inline(constructs, names)
    _follow_aliases(explicit, aliases, names)


def _collect_inline(constructs: Iterable[Construct], names: Names) -> None:
    """Find names that are given within text."""
    for construct in constructs:
        name, label = construct.name, construct.label
        if construct.kind == "target" and name:
            known = name in names.hrefs or name in names.places
            (names.surplus.add(id(construct)) if known else names.places.add(name))
        elif label and construct.href:
            other = names.hrefs.setdefault(label, construct.href) != construct.href
            names.unlabelled.update({id(construct)} if other or label in names.places else ())


def _follow_aliases(explicit: Iterable[Explicit], aliases: dict[str, str], names: Names) -> None:
    good: set[str] = set()
    for name in aliases:
        other, steps = name, 0
        while other in aliases and steps < _MAX_CHAIN:
            other, steps = aliases[other], steps + 1
        if other in names.hrefs:
            names.hrefs[name] = names.hrefs[other]
        elif other in names.places:
            names.places.add(name)
        else:
            continue
        good.add(name)
    for one in explicit:
        if one.kind == "target" and one.refname and one.name not in good:
            names.dropped.add(id(one))


def _collect_substitutions(explicit: Iterable[Explicit], names: Names) -> None:
    """Find substitutions; those that need themselves, or what is not there, can't stay."""
    found: dict[str, Explicit] = {}
    for one in explicit:
        if one.kind == "substitution":
            if one.name in found or not is_usable(one) or not one.value:
                names.dropped.add(id(one))
            else:
                found[one.name] = one
    needs = {
        name: set(_SUBSTITUTION.findall(one.value)) if one.directive == "replace" else set()
        for name, one in found.items()
    }
    good: set[str] = set()
    while True:
        more = {name for name, need in needs.items() if name not in good and need <= good}
        if not more:
            break
        good |= more
    names.dropped.update(id(one) for name, one in found.items() if name not in good)
    names.substitutions = good | {name.lower() for name in good}


def _match_anonymous(
    explicit: Iterable[Explicit], constructs: Iterable[Construct], names: Names
) -> None:
    """Pair anonymous references and targets, in order."""
    targets = [one for one in explicit if one.kind == "anonymous"]
    waiting = [one for one in constructs if one.anonymous and not one.href]
    for number, construct in enumerate(waiting):
        if number < len(targets):
            names.anonymous[id(construct)] = targets[number].value
            names.anonymous[id(targets[number])] = targets[number].value
        else:
            names.surplus.add(id(construct))
    names.dropped.update(id(one) for one in targets[len(waiting) :])


def _match_numbers(
    explicit: Iterable[Explicit], constructs: Iterable[Construct], names: Names
) -> None:
    """Find references to footnotes without a number for which there are too few footnotes."""
    left = Counter(one.name for one in explicit if one.kind == "footnote")
    for construct in constructs:
        if construct.kind == "footnote" and construct.name in ("#", "*"):
            left[construct.name] -= 1
            if left[construct.name] < 0:
                names.surplus.add(id(construct))
