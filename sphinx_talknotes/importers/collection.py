"""A collection of notes: read, and understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from sphinx_talknotes.importers.conference import Spellings, find_conference, get_spellings
from sphinx_talknotes.importers.dialects import Dialect
from sphinx_talknotes.importers.dialects.markdown import MARKDOWN as AS_IS
from sphinx_talknotes.importers.front import Front, get_text
from sphinx_talknotes.importers.fronts import split_page
from sphinx_talknotes.importers.lines import Line, get_texts, split_lines
from sphinx_talknotes.importers.markdown import Heading
from sphinx_talknotes.importers.markup import MARKDOWN, SUFFIXES, Markup, get_markup
from sphinx_talknotes.importers.page import Facts, RawPage, Site
from sphinx_talknotes.importers.pieces import Piece, TalkPiece, cut, make_whole
from sphinx_talknotes.importers.sections import is_text
from sphinx_talknotes.importers.settings import PageSettings, Settings, find_settings
from sphinx_talknotes.importers.settings.apply import (
    Seen,
    correct_pieces,
    find_unused,
    name_headings,
)
from sphinx_talknotes.importers.sites import group_pages
from sphinx_talknotes.importers.source import Folder, find_files, read_text
from sphinx_talknotes.importers.spaced import space_headings
from sphinx_talknotes.importers.talks import PageView, find_talks, is_about_talks
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Report

Track: TypeAlias = Callable[[Sequence[Any], str], Iterable[Any]]
"""Passes on items one by one, and may show how far that is, under a label."""

_MAX_NAME = 80
_RESERVED = ("search", "genindex", "modindex", "py-modindex")
"""Pages that Sphinx makes by itself."""
_ODD = re.compile(r"[^\w /.,()+@=~!'&-]")
"""What has a meaning in lists of pages, in addresses or for some file system."""
_HOME = ("index", "_index", "readme")
_HOMES = frozenset({*_HOME, "summary"})


@dataclass(slots=True)
class SourcePage:
    """One page: what its tool and its author say of it, and its pieces.

    ``path`` is the file's, relative to the collection; ``docname`` the page's name in the
    project that is written. ``title_source`` is the title's inline Markdown if it came from a
    heading. ``links`` are the texts and addresses of short links to the web. ``headings`` are the
    lines and texts of all headings, ``levels`` the levels by the lines, ``anchors`` names that the
    author gave to lines.
    """

    path: PurePosixPath
    docname: str
    title: str
    front: Front
    pieces: list[Piece]
    dialect: str
    facts: Facts
    site: PurePosixPath
    grammar: str = ""
    conference: str = ""
    title_source: str = ""
    title_line: int = 1
    links: tuple[tuple[str, str], ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    anchors: dict[int, str] = field(default_factory=dict)
    markup: Markup = MARKDOWN
    levels: dict[int, int] = field(default_factory=dict)

    @property
    def talks(self) -> list[TalkPiece]:
        """The talks of the page, in order."""
        return [piece for piece in self.pieces if isinstance(piece, TalkPiece)]


@dataclass(slots=True)
class Collection:
    """All pages of a folder of notes, by docname, and what was wrong with them.

    ``files`` are all files of the folder, relative to ``root``; ``static`` says for each site
    which folders are published at its root, ``bases`` which path stands before its addresses.
    ``title`` is what the configuration of the site at the top says, ``settings`` what
    ``talknotes.toml`` says.
    """

    root: Path
    pages: dict[str, SourcePage] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    files: frozenset[PurePosixPath] = frozenset()
    static: dict[PurePosixPath, tuple[str, ...]] = field(default_factory=dict)
    bases: dict[PurePosixPath, str] = field(default_factory=dict)
    title: str = ""
    settings: Settings = field(default_factory=Settings)


@dataclass(slots=True)
class _Outline:
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


def pass_on(items: Sequence[Any], _label: str) -> Iterable[Any]:
    """Show nothing."""
    return items


def read_collection(
    src: Path, *, exclude: Iterable[Path] = (), settings: Settings | None = None,
    track: Track = pass_on,
) -> Collection:  # fmt: skip
    """Read every page of notes below *src*, or the one page that *src* is.

    Nothing that is wrong with a page raises; it is reported.

    Args:
        src: folder or file.
        exclude: paths that are not read.
        settings: how to read it; default: what ``talknotes.toml`` beside the notes says.
        track: is told how far it is.

    Raises:
        FileNotFoundError: there is no such folder or file.
    """
    if not src.exists():
        raise FileNotFoundError(src)
    root = src.parent if src.is_file() else src
    collection = Collection(root.resolve())
    files = find_files(root, exclude, None if src.is_file() else collection.reports)
    collection.files = frozenset(files)
    wanted = [PurePosixPath(src.name)] if src.is_file() else files
    collection.settings = find_settings(root) if settings is None else settings
    collection.reports += collection.settings.reports
    raw = [
        page for path in wanted
        if path.suffix.lower() in SUFFIXES and not collection.settings.ignores(path)
        and (page := _read_page(root, path, collection.reports))
    ]  # fmt: skip
    outlines: dict[str, _Outline] = {}
    names = _name_pages(raw)
    sites = group_pages(raw, Folder(collection.root, files))
    for dialect, site in sites:
        collection.reports += dialect.configure(site)
        # pages in reST may lie in the site of another tool, and come last
        collection.static.setdefault(site.root, dialect.static)
        collection.bases.setdefault(site.root, site.base)
        if not site.root.parts:
            collection.title = collection.title or get_text(site.config, "title")
    places = [(page, dialect, site) for dialect, site in sites for page in site.pages]
    for page, dialect, site in track(places, "Reading"):
        outlines[names[page.path]] = _outline(page, dialect, site, collection.reports)
    seen = Seen([path for path in files if path.suffix.lower() in SUFFIXES])
    _understand(collection, outlines, seen)
    if not src.is_file():
        collection.reports += find_unused(collection.settings, seen)
    collection.reports.sort(key=lambda report: (report.page, report.line or 0))
    return collection


def read_texts(
    texts: Mapping[str, tuple[PurePosixPath, str]], settings: Settings | None = None
) -> Collection:
    """Read pages whose texts are at hand: docname → path and text.

    They are read as they stand: no tool is asked what it would put into them, and nothing is
    known of the folder that they are in. The path says in which markup language a page is.
    """
    collection = Collection(Path(), settings=settings or Settings())
    site = Site(PurePosixPath())
    for path, text in texts.values():
        front, body, problems = split_page(split_lines(text), path)
        collection.reports += problems
        site.pages.append(RawPage(path, front, body, markup=get_markup(path)))
    outlines = {
        name: _outline(page, AS_IS, site, collection.reports)
        for name, page in zip(texts, site.pages, strict=True)
    }
    _understand(collection, outlines, Seen([]))
    return collection


def _read_page(root: Path, path: PurePosixPath, reports: list[Report]) -> RawPage | None:
    text, problems = read_text(root / path, path.as_posix())
    reports += problems
    if text is None:
        return None
    lines = split_lines(text)
    front, body, problems = split_page(lines, path)
    reports += problems
    if get_markup(path) is MARKDOWN:
        body = space_headings(body)
    marked = bool(lines) and lines[0].text.startswith(("+++", "{"))
    toml = marked and len(body) < len(lines)
    return RawPage(path, front, body, toml, get_markup(path))


def _name_pages(pages: Sequence[RawPage]) -> dict[PurePosixPath, str]:
    """Return the docname of each page; the one that introduces the collection is ``index``."""
    top = [page.path for page in pages if len(page.path.parts) == 1]
    home = min(
        (path for path in top if path.stem.lower() in _HOME),
        key=lambda path: _HOME.index(path.stem.lower()), default=None,
    )  # fmt: skip
    names: dict[PurePosixPath, str] = {}
    taken = {"index", *_RESERVED}
    for page in pages:
        wanted = _ODD.sub("-", page.path.with_suffix("").as_posix())
        name, number = ("index", 1) if page.path == home else (wanted, 1)
        while name.lower() in taken and page.path != home:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name.lower())
        names[page.path] = name
    return names


def _outline(page: RawPage, dialect: Dialect, site: Site, reports: list[Report]) -> _Outline:
    """Expand the page, find its headings, and take its title from them if it has none."""
    facts = dialect.facts(page, site)
    expansion = dialect.expand(page, site)
    reports += expansion.reports
    outline = _Outline(page, dialect, site, facts, expansion.lines, [], facts.title)
    headings = page.markup.find_headings(get_texts(outline.lines))
    first = headings[0] if headings else None
    above = outline.lines[: first.start] if first else ()
    if first and first.level == 1 and is_text(get_texts(above), page.markup):
        outline.title = facts.title or first.text  # it stays where it is, too
    elif first and first.level == 1 and name_key(first.text) == name_key(facts.title or first.text):
        outline.title, outline.title_source = first.text, first.source
        outline.title_line = outline.lines[first.line].number
    outline.headings = headings
    outline.links = _find_links(outline.lines)
    return outline


def _understand(collection: Collection, outlines: dict[str, _Outline], seen: Seen) -> None:
    """Find the talks and the conference of each page."""
    settings = collection.settings
    spellings = Spellings(
        text
        for outline in outlines.values()
        for text in get_spellings(outline.raw.front, [text for text, _ in outline.links])
    )
    root = collection.root.name
    views = {
        name: _view(name, outline, root, spellings, settings.for_page(outline.raw.path))
        for name, outline in outlines.items()
    }
    found = find_talks(views, settings.initials)
    for name, outline in sorted(outlines.items()):
        talks, view = found[name], views[name]
        own, markup = view.settings, outline.raw.markup
        title, lines, heads = outline.title, outline.lines, outline.headings
        source, number = outline.title_source, outline.title_line
        if talks.whole is not None:
            title, source = talks.whole.reading.title.text, ""
            pieces = make_whole(lines, talks.whole.sighting.heading, talks.whole, markup)
        else:
            if source and heads[0].start not in talks.inside:
                blank = [Line("", line.number) for line in lines[heads[0].start : heads[0].end]]
                lines = [*lines[: heads[0].start], *blank, *lines[heads[0].end :]]
                heads = heads[1:]
            elif source:
                title, source = outline.facts.title, ""
            heads = sorted([*heads, *talks.lesser], key=lambda heading: heading.start)
            pieces = cut(lines, heads, talks.inside, markup)
        title = title or _title_from_path(outline.raw.path, root)
        conference = find_conference(outline.raw.front, title, view.folders, spellings)
        spelled = name_headings(outline.lines, [*outline.headings, *talks.lesser])
        seen.add(outline.raw.path, outline.raw.front, pieces, spelled)
        seen.add_conference(conference, title, view.folders)
        collection.pages[name] = SourcePage(
            path=outline.raw.path, docname=name, title=title,
            front=own.correct_front(outline.raw.front),
            pieces=correct_pieces(own, pieces, spelled), dialect=outline.dialect.name,
            facts=own.correct_facts(outline.facts), site=outline.site.root, grammar=talks.grammar,
            conference=own.correct_conference(conference, title, view.folders),
            title_source=source, title_line=number, links=outline.links,
            headings=outline.all_headings, anchors=outline.raw.anchors, markup=markup,
            levels={outline.lines[h.line].number: h.level for h in outline.headings},
        )  # fmt: skip


def _view(
    name: str, outline: _Outline, root: str, spellings: Spellings, settings: PageSettings
) -> PageView:
    """Return what tells which talks a page holds."""
    path = outline.raw.path
    folders = [root, *path.with_suffix("").parts]
    is_bundle = outline.dialect.name == "hugo" and path.stem == "index"
    about = find_conference(outline.raw.front, "", folders, spellings)
    named = find_conference({}, outline.title or outline.facts.title, [], spellings)
    return PageView(
        name=name, site=f"{outline.dialect.name}:{outline.site.root}",
        stem=path.parent.name if is_bundle else path.stem,
        front=outline.raw.front, title=outline.facts.title, lines=outline.lines,
        headings=outline.headings, markup=outline.raw.markup, folders=folders,
        is_home=path.stem.lower() in _HOMES and not is_bundle,
        is_talkative=bool(about) or is_about_talks(folders[:-1]), names_conference=bool(named),
        settings=settings,
    )  # fmt: skip


def _find_links(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """Return the links in prose whose texts are short enough to be a name."""
    found: list[tuple[str, str]] = []
    for line in lines:
        parts = line.text.split("](http")
        for before, behind in pairwise(parts):
            start, end = before.rfind("["), behind.find(")")
            if end > 0 and start >= 0 and len(before) - start < _MAX_NAME:
                found.append((before[start + 1 :], f"http{behind[:end]}"))
    return tuple(found)


def _title_from_path(path: PurePosixPath, folder: str) -> str:
    stem = path.stem
    if stem.lower() in _HOME:
        stem = path.parent.name or folder
    words = " ".join(stem.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] if words else "Notes"
