"""Texts of the notes that are shown elsewhere, without the names that are never shown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_talknotes.model.excerpts import word_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_talknotes.catalogue.entities import Names
    from sphinx_talknotes.model.records import PageRecords, Quote


class Quotes:
    """Prints texts for the names of one catalogue, given by kind."""

    def __init__(self, names: Mapping[str, Names]) -> None:
        self._names = names
        self._private: dict[str, str] = {}
        for known in names.values():
            for key, declaration in known.declared.items():
                for alias in declaration.private_aliases:
                    if known.key(alias) == key:
                        self._private.setdefault(_normal(alias), _normal(declaration.name))
        # names stay what they are, also if a private alias is part of them
        self._private.update({name: name for name in list(self._private.values())})
        # the longest first: one may begin another
        ordered = sorted(self._private, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(word_pattern, ordered))) if ordered else None

    def show(self, quote: Quote) -> str:
        """Return the text of a quote, private aliases replaced by what they stand for."""
        return self.public(quote.text, quote.names)

    def public(self, text: str, names: Iterable[tuple[str, str]] = ()) -> str:
        """Return a text, private aliases in it replaced by what they stand for.

        *names* are those that roles name, ``(kind, name)``; they count however they are spelled.
        """
        if not self._pattern or not text:
            return text
        text = _normal(text)
        for kind, name in names:
            shown = self._shown(kind, name)
            if shown:
                text = text.replace(name, shown)
        return self._pattern.sub(lambda match: self._private[match[0]], text)

    def clean(self, pages: Mapping[str, PageRecords]) -> Mapping[str, PageRecords]:
        """Return records whose summaries, descriptions and remarks may be shown on any page."""
        if not self._pattern:
            return pages
        return {name: self._clean(records) for name, records in pages.items()}

    def _clean(self, records: PageRecords) -> PageRecords:
        public = self.public
        named = {talk.place.anchor: talk.mentions for talk in records.talks}
        return replace(
            records,
            talks=tuple(
                replace(talk, summary=public(talk.summary, talk.mentions)) for talk in records.talks
            ),
            declarations=tuple(
                replace(found, about=public(found.about)) for found in records.declarations
            ),
            remarks=tuple(
                replace(remark, text=public(remark.text, named.get(remark.talk, ())))
                for remark in records.remarks
            ),
        )

    def _shown(self, kind: str, name: str) -> str:
        """Return what to show for a private alias, or an empty string if it is none."""
        for known in [self._names[kind]] if kind in self._names else self._names.values():
            key = known.key(name)
            if known.is_private(name, key):
                return _normal(known.declared[key].name)
        return ""


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", name)
