"""What a dialect is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.page import Facts, RawPage, Site
from sphinx_talknotes.model.problems import Report


@dataclass(slots=True)
class Expansion:
    """The body of a page with everything that its tool would have put in."""

    lines: list[Line]
    reports: list[Report] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dialect:
    """A source system.

    ``layout`` returns the number of path parts above the site's root if the path of a page
    shows that it is of this system. ``evidence`` counts marks of the system in a page.
    ``facts`` reads what its front matter and file name say, ``expand`` what the system would do
    to the body. ``static`` are the folders whose content is published at the site's root.
    ``marker`` is the name of the file that lies at the root of each site, where there is one.
    ``configure`` reads what the site's configuration says; it is called once for each site.
    """

    name: str
    layout: Callable[[Sequence[str]], int | None]
    evidence: Callable[[RawPage], int]
    facts: Callable[[RawPage, Site], Facts]
    expand: Callable[[RawPage, Site], Expansion]
    static: tuple[str, ...] = ("",)
    marker: str = ""
    configure: Callable[[Site], list[Report]] = lambda _site: []
