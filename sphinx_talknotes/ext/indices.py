"""The alphabetical indices of speakers, of tools and of talks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx.domains import Index, IndexEntry

from sphinx_talknotes.model.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.model.records import Talk


class _LetterIndex(Index):
    """Base: entries by first letter."""

    def conference(self, talk: Talk) -> str:
        """Return the name of a talk's conference, or an empty string."""
        found = cast("TalknotesDomain", self.domain).catalogue.conference_of(talk)
        return found.name if found else ""

    @staticmethod
    def letter(name: str) -> str:
        """Return the letter under which a name stands."""
        return name_key(name)[:1].upper()


class _EntityIndex(_LetterIndex):
    """Entities of one kind by first letter, each with its talks."""

    kind = ""

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the entries by letter."""
        domain = cast("TalknotesDomain", self.domain)
        wanted = None if docnames is None else set(docnames)
        letters: dict[str, list[IndexEntry]] = {}
        for entity in domain.catalogue.entities(self.kind):
            docname, anchor = domain.entity_place(self.kind, entity.key)
            if wanted is not None and docname not in wanted:
                continue
            entries = letters.setdefault(self.letter(entity.name), [])
            entries.append(
                IndexEntry(entity.name, 1 if entity.talks else 0, docname, anchor, "", "", "")
            )
            entries.extend(
                IndexEntry(talk.title, 2, talk.place.page, talk.place.anchor,
                           self.conference(talk), "", "")
                for talk in entity.talks
            )  # fmt: skip
        return sorted(letters.items()), True


class SpeakerIndex(_EntityIndex):
    """Index of speakers."""

    name = "speakers"
    localname = "Index of speakers"
    shortname = "speakers"
    kind = "speaker"


class ToolIndex(_EntityIndex):
    """Index of tools."""

    name = "tools"
    localname = "Index of tools"
    shortname = "tools"
    kind = "tool"


class TalkIndex(_LetterIndex):
    """Index of talks, each with its conference."""

    name = "talks"
    localname = "Index of talks"
    shortname = "talks"

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return the entries by letter."""
        domain = cast("TalknotesDomain", self.domain)
        wanted = None if docnames is None else set(docnames)
        letters: dict[str, list[IndexEntry]] = {}
        # sorting keeps talks with one title in the order of the schedule
        for talk in sorted(domain.catalogue.talks, key=lambda talk: name_key(talk.title)):
            if wanted is None or talk.place.page in wanted:
                letters.setdefault(self.letter(talk.title), []).append(
                    IndexEntry(talk.title, 0, talk.place.page, talk.place.anchor,
                               self.conference(talk), "", "")
                )  # fmt: skip
        return sorted(letters.items()), False


INDICES = (SpeakerIndex, ToolIndex, TalkIndex)
