"""A page whose headings are known, before its talks are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from sphinx_talknotes.importers.dialects import Dialect
from sphinx_talknotes.importers.finding.below import sink_bylines
from sphinx_talknotes.importers.finding.conference import (
    Spellings,
    find_conference,
    names_edition,
)
from sphinx_talknotes.importers.finding.filenames import is_said
from sphinx_talknotes.importers.finding.pageview import PageView, is_about_talks
from sphinx_talknotes.importers.lines import Line, find_links, get_texts
from sphinx_talknotes.importers.markdown import Heading
from sphinx_talknotes.importers.page import Facts, RawPage, Site
from sphinx_talknotes.importers.sections import is_text
from sphinx_talknotes.importers.settings import PageSettings
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Report

_SEVERAL = 2
_WORDS = 6
_HOMES = frozenset({"index", "_index", "readme", "summary"})
"""Names of pages that introduce others."""


@dataclass(slots=True)
class Outline:
    """A page whose headings are known."""

    raw: RawPage
    dialect: Dialect
    site: Site
    facts: Facts
    lines: list[Line]
    headings: list[Heading]
    title: str = ""
    title_source: str = ""
    title_line: int = 1
    links: tuple[tuple[str, str], ...] = ()

    @property
    def all_headings(self) -> tuple[tuple[int, str], ...]:
        """The number of the line and the text of each heading, that of the title included."""
        return tuple((self.lines[head.line].number, head.text) for head in self.headings)


def make_outline(page: RawPage, dialect: Dialect, site: Site, reports: list[Report]) -> Outline:
    """Expand the page, find its headings, and take its title from them if it has none."""
    facts = dialect.facts(page, site)
    expansion = dialect.expand(page, site)
    reports += expansion.reports
    outline = Outline(page, dialect, site, facts, expansion.lines, [], facts.title)
    headings = sink_bylines(page.markup.find_headings(get_texts(outline.lines)), outline.lines)
    first = headings[0] if headings else None
    above = outline.lines[: first.start] if first else ()
    if first and first.level == 1 and is_text(get_texts(above), page.markup):
        outline.title = facts.title or first.text  # it stays where it is, too
    elif first and first.level == 1 and name_key(first.text) == name_key(facts.title or first.text):
        outline.title, outline.title_source = first.text, first.source
        outline.title_line = outline.lines[first.line].number
    outline.headings = headings
    outline.links = find_links(outline.lines)
    return outline


def make_view(
    name: str, outline: Outline, root: str, spellings: Spellings, settings: PageSettings,
    *, alone_in_folder: bool = False,
) -> PageView:  # fmt: skip
    """Return what tells which talks a page holds; it may be the only page in its folder."""
    path = outline.raw.path
    folders = [root, *path.with_suffix("").parts]
    is_bundle = outline.dialect.name == "hugo" and path.stem == "index"
    is_bundle |= alone_in_folder and path.stem.lower() == "readme" and _is_named_so(path, outline)
    about = find_conference(outline.raw.front, "", folders, spellings)
    called = outline.title or outline.facts.title
    alone = bool(called) and sum(heading.level == 1 for heading in outline.headings) < _SEVERAL
    named = find_conference({}, called, [], spellings)
    if len({*called.split()} - {*named.split()}) > _WORDS:
        named = ""  # the title of a talk, and where it was
    named = named or (path.stem if not alone and names_edition(path.stem) else "")
    return PageView(
        name=name, site=f"{outline.dialect.name}:{outline.site.root}",
        stem=path.parent.name if is_bundle else path.stem,
        front=outline.raw.front, title=outline.facts.title, lines=outline.lines,
        headings=outline.headings, markup=outline.raw.markup, folders=folders,
        is_home=path.stem.lower() in _HOMES and not is_bundle,
        is_talkative=bool(about) or is_about_talks(folders[:-1]), names_conference=bool(named),
        settings=settings,
    )  # fmt: skip


def _is_named_so(path: PurePosixPath, outline: Outline) -> bool:
    """Tell whether a folder is called as the one page in it is titled."""
    words = re.split(r"[-_ .]+", path.parent.name)
    return (
        not names_edition(outline.title.title())
        and len(words) > 1
        and outline.title != ""
        and is_said(path.parent.name, outline.title)
    )
