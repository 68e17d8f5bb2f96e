"""A title alone: nobody is named; what stands around or below it tells that it is a talk."""

from __future__ import annotations

from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.grammars.base import Grammar, Reading, with_link


def read(phrase: Phrase) -> Reading | None:
    """Read the whole phrase as the title."""
    title = phrase.strip('"“”„ ') if phrase.text[:1] in '"“„' else phrase
    return with_link(title or phrase, {}, 0)


TITLED = Grammar("titled", read)
