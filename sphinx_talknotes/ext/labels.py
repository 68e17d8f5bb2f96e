"""Explicit ids of talks as reference labels, for ``ref`` and ``[](#id)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sphinx.domains.std import StandardDomain

    from sphinx_talknotes.ext.domain import TalknotesDomain


def note_labels(domain: TalknotesDomain) -> None:
    """Enter each explicit id once; the first talk has it (when two do, they are warned of).

    While pages are read, in any order and in parallel, nobody knows who is first.
    """
    std = cast("StandardDomain", domain.env.get_domain("std"))
    places: dict[str, set[tuple[str, str]]] = {}
    for talk in domain.catalogue.talks:
        if talk.id:
            places.setdefault(talk.id, set()).add((talk.place.page, talk.place.anchor))
    for talk in sorted(
        (t for t in domain.catalogue.talks if t.id), key=lambda t: t.place, reverse=True
    ):
        label = std.anonlabels.get(talk.id)
        if label and label not in places[talk.id]:
            continue  # a label that the author wrote
        std.labels[talk.id] = (talk.place.page, talk.place.anchor, talk.title)
        std.anonlabels[talk.id] = (talk.place.page, talk.place.anchor)
