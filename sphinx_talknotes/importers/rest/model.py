"""What is found on a page in reStructuredText, with its place in the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Construct:
    """An inline construct: what it is, and where it begins and ends (line and column).

    ``kind`` is ``emphasis``, ``strong``, ``literal``, ``role``, ``target`` (an inline internal
    target), ``reference``, ``url`` (one that stands alone), ``footnote``, ``citation``,
    ``substitution`` or ``problem``. ``text`` is what a reader sees of it, ``source`` how it is
    written. A reference leads to ``href`` or to ``name``; it may be ``anonymous``, and ``label``
    is the name that it gives its address. ``start`` is ``None`` where its place is not known.
    """

    kind: str
    source: str
    text: str
    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None
    href: str = ""
    name: str = ""
    label: str = ""
    anonymous: bool = False
    role: str = ""
    in_table: bool = False
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A section title: its lines, overline and underline included, and how it is adorned."""

    start: int
    end: int
    source: str
    style: str
    constructs: tuple[Construct, ...] = ()


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: its lines, the column of its dots, argument, options, lines of its content."""

    name: str
    start: int
    end: int
    column: int
    argument: str
    options: Mapping[str, str]
    content: range
    in_table: bool = False
    substitution: str = ""


@dataclass(frozen=True, slots=True)
class Explicit:
    """Explicit markup that is no directive.

    ``kind`` is ``footnote``, ``citation``, ``target``, ``anonymous``, ``substitution`` or
    ``comment``; ``value`` is the address that a target gives its name, ``refname`` the name that
    it stands for. ``directive`` is what a substitution is made by.
    """

    kind: str
    start: int
    end: int
    column: int
    name: str = ""
    value: str = ""
    refname: str = ""
    directive: str = ""
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """What docutils says is wrong: its level (1 to 4) and the index of the line."""

    level: int
    text: str
    line: int


@dataclass(slots=True)
class Scan:
    """Everything that was found in some lines; indexes of lines begin at 0."""

    lines: Sequence[str]
    titles: list[Title] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    explicit: list[Explicit] = field(default_factory=list)
    constructs: list[Construct] = field(default_factory=list)
    tables: list[range] = field(default_factory=list)
    transitions: list[int] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    text_lines: set[int] = field(default_factory=set)
    failed: bool = False
