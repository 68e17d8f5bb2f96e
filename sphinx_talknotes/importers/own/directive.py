"""What the reader of directives finds: directives, and the text around and inside of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.model.records import ENTITY_KINDS

REMARKS = frozenset({"mythoughts", "tldr", "question", "followup"})
"""Directives in which the author speaks."""

LISTINGS = frozenset(
    {"talks", "speakers", "tools", "conferences", "followups", "questions", "timetable"}
)

NAMES = frozenset({"talk", "video", *ENTITY_KINDS, *REMARKS, *LISTINGS})
"""All directives of this project."""

CODE = frozenset(
    "code code-block code-cell sourcecode parsed-literal literalinclude highlight prompt doctest "
    "testcode testsetup testoutput productionlist math raw csv-table toctree include embed "
    "mermaid graphviz digraph graph plantuml uml".split()
)
"""Directives whose bodies are no markup in which other directives could stand."""

SHOWN = frozenset({
    "video", "image", "figure", "include", "literalinclude", *LISTINGS,
})  # fmt: skip
"""Directives that show something without a body."""

ADMONITIONS = frozenset(
    "note warning tip hint important caution danger error attention seealso".split()
)
"""Directives whose bodies may begin behind their names."""

TRANSPARENT = frozenset({"only"})
"""What stands in one of these stands where they stand."""

MAX_DEPTH = 16
"""What is nested deeper is text: each level is parsed again."""

Form: TypeAlias = Literal["myst", "yaml", "rest", "field"]
"""How options are written: in lines or YAML of MyST, in reST, or as fields below a heading."""


@dataclass(frozen=True, slots=True)
class Title:
    """A heading: its line, what a reader sees of it, its level, and the line behind it."""

    line: int
    text: str
    level: int = 1
    end: int = 0


@dataclass(slots=True)
class Text:
    """What stands on a page, or in a directive, from its own level on.

    ``first`` is the source of the first paragraph. ``has_words`` tells that there is anything but
    headings, comments and directives.
    """

    directives: list[Directive] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    first: str = ""
    has_words: bool = False

    def iter_all(self) -> Iterator[Directive]:
        """Yield all directives in the order of the page, each before those inside of it."""
        for directive in self.directives:
            yield directive
            yield from directive.text.iter_all()

    def iter_titles(self) -> Iterator[Title]:
        """Yield all headings, those inside of directives included."""
        yield from self.titles
        for directive in self.directives:
            yield from directive.text.iter_titles()


@dataclass(slots=True)
class Directive:
    """A directive, of this project or not; its name is without the name of the domain.

    ``line`` is that of its name (1-based), ``end`` the one behind its last line; ``lines`` are
    those of the options. ``body`` are the lines behind the options, without their indentation.
    ``at`` is the index of the line before which another option would be put, and ``gap`` tells
    that a blank line has to follow it there. ``inside`` names what it stands in, if that is
    neither the page nor a section; ``label`` is one that stands right above it. ``shown`` is the
    title of a heading that fields below it make a talk. ``problem`` is the line at which the
    options can't be read, and why.
    """

    name: str
    argument: str
    line: int
    end: int
    form: Form
    at: int
    options: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    body: tuple[Line, ...] = ()
    gap: bool = False
    inside: str = ""
    label: str = ""
    shown: str = ""
    problem: tuple[int, str] | None = None
    text: Text = field(default_factory=Text)

    @property
    def is_own(self) -> bool:
        """Whether it is one of this project."""
        return self.name in NAMES

    @property
    def has_content(self) -> bool:
        """Whether there is anything to read in its body."""
        return self.text.has_words or any(map(_shows, self.text.directives))


def _shows(directive: Directive) -> bool:
    begun = directive.name in ADMONITIONS and bool(directive.argument)
    return directive.name in SHOWN or begun or directive.has_content
