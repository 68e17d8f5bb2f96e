"""What the lines below a heading tell, as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx_talknotes.importers.grammars.base import SURE

PLAIN, SINGLE = "plain", "single"
"""Hints: a line that is only a name, or one word that may be one."""


@dataclass(slots=True)
class Below:
    """Fields, the evidence in them, and what is said there completely.

    ``taken`` has the indexes of lines that say nothing but the values of some fields. ``hint``
    says how the speaker is named if that is no evidence by itself: by a line that is only a
    name (``plain``) or one word that may be one (``single``), or a heading (``heading``).
    ``is_article`` tells that an author is named as those of texts are, which is ``author``.
    ``named`` is the index of the last line that names a speaker, ``host`` where the first address
    leads to that is a line of its own. ``title`` is the key of the heading's text. ``awaits`` tells
    that speakers are announced and come next, ``on_line`` that they are named by a line that is
    nothing else, ``labelled`` that the first line says ``Speaker: …``, ``counted`` that some line
    does. ``reached`` are people in the notes of whom a profile is linked, ``working`` those
    of whom a line of its own says what they do.
    """

    fields: dict[str, str] = field(default_factory=dict)
    evidence: int = 0
    taken: dict[int, tuple[str, ...]] = field(default_factory=dict)
    hint: str = ""
    is_article: bool = False
    named: int = -1
    host: str = ""
    author: str = ""
    title: str = ""
    awaits: bool = False
    on_line: bool = False
    labelled: bool = False
    counted: bool = False
    reached: str = ""
    working: str = ""

    def note(self, evidence: int, fields: Mapping[str, str]) -> bool:
        """Add fields; tell whether all of them are new or say what is known."""
        new = all(self.fields.get(name, value) == value for name, value in fields.items())
        for name, value in fields.items():
            self.fields.setdefault(name, value)
        self.evidence = min(SURE, max(self.evidence, evidence) if evidence < SURE else SURE)
        return new


def without_name(below: Below) -> Below:
    """Return what is left if a line that is only a name is no speaker."""
    fields = {name: value for name, value in below.fields.items() if name != "speakers"}
    taken = {index: names for index, names in below.taken.items() if "speakers" not in names}
    return Below(fields, below.evidence, taken, reached=below.reached, working=below.working)
