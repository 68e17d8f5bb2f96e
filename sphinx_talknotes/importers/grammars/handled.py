"""``Title @handle``, ``Title (@handle)``, ``Title - @handle``."""

from __future__ import annotations

import re

from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.grammars.base import LIKELY, Grammar, Reading, with_link

_HANDLES = re.compile(
    r"[\s,;:|–—-]+(?:by\s+)?[(\[]?((?:@\w[\w.-]{1,38})(?:\s*(?:,|&|and|\+)?\s*@\w[\w.-]{1,38}){0,5})[)\]]?"
)


def read(phrase: Phrase) -> Reading | None:
    """Read the handles at the end as the speakers' names."""
    match = next((m for m in _HANDLES.finditer(phrase.text) if m.end() == len(phrase.text)), None)
    title = phrase.cut(0, match.start()) if match else None
    if not match or not title:
        return None
    names = ", ".join(re.findall(r"@\w[\w.-]*\w", match[1]))
    return with_link(title, {"speakers": names}, LIKELY)


HANDLED = Grammar("handled", read)
