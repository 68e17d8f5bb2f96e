"""``Title by Speaker``, ``"Title" by Speaker``, ``Title by [Speaker](url), Company``."""

from __future__ import annotations

import re

from sphinx_talknotes.importers.finding.people import read_people
from sphinx_talknotes.importers.finding.phrase import Phrase
from sphinx_talknotes.importers.grammars.base import HINT, LIKELY, SURE, Grammar, Reading, with_link

_BY = re.compile(
    r"[\s,;:|–—(-]*\b(?:(?:presented|given|delivered|held|a\s+talk)\s+)?"
    r"(?:by|with|w/|par|von|von\s+und\s+mit|por|door|di|av)\s*:?\s+",
    re.IGNORECASE,
)
_WITH = re.compile(r"\b(?:with\s|w/)", re.IGNORECASE)
_NO_TITLES = frozenset(
    """
    moderated hosted organised organized written notes edited taken led
    """.split()
)
_NO_AUTHORS = frozenset(
    """
    sponsored organised organized hosted moderated powered driven written inspired led built made
    step side day one little bit backed followed supported caused
    """.split()
)
"""Words behind which "by" names no speaker."""
_QUOTED = re.compile(r"[\"“„«](.{3,250}?)[\"”“»]")


def read(phrase: Phrase) -> Reading | None:
    """Read what stands before and behind the last "by" that people follow."""
    for match in reversed(list(_BY.finditer(phrase.text))):
        title = phrase.cut(0, match.start()).strip(" ,;:|–—-")
        people = read_people(
            phrase.text[match.end() :].strip(" ,;)"), single=title.text[-1:] in '"”“»'
        )
        quoted = _QUOTED.fullmatch(title.text)
        linked = any(start >= match.end() for start, _end, _href in phrase.links)
        if title and title.text.rsplit(maxsplit=1)[-1].lower().strip("([") in _NO_AUTHORS:
            continue
        alone = not _WITH.search(match[0])
        single = alone and not people and " " not in phrase.text[match.end() :].strip()
        if single:
            people = read_people(phrase.text[match.end() :].strip(" ,;)"), single=True)
        if not title or not people or title.text.lower() in _NO_TITLES:
            continue
        is_link = any(b - a == len(title.text) for a, b, _href in title.links)
        reached = "@" in phrase.text[match.end() :]
        if _WITH.search(match[0]) and not (quoted or linked or is_link or reached):
            continue
        if quoted:
            title = title.cut(quoted.start(1), quoted.end(1))
        evidence = HINT if single and not quoted else SURE if quoted else LIKELY
        return with_link(title, {"speakers": people}, evidence)
    return None


BY = Grammar("by", read)
