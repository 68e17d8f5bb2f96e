"""A collection of notes: read, and understood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from sphinx_talknotes.importers.dialects.markdown import MARKDOWN as AS_IS
from sphinx_talknotes.importers.finding.conference import (
    Spellings,
    find_conference,
    get_spellings,
)
from sphinx_talknotes.importers.finding.filenames import title_from_path
from sphinx_talknotes.importers.finding.talks import find_talks
from sphinx_talknotes.importers.front import Front, get_text
from sphinx_talknotes.importers.fronts import split_page
from sphinx_talknotes.importers.lines import Line, split_lines
from sphinx_talknotes.importers.markup import MARKDOWN, SUFFIXES, Markup, get_markup
from sphinx_talknotes.importers.outline import Outline, make_outline, make_view
from sphinx_talknotes.importers.own.find import Own, find_own
from sphinx_talknotes.importers.own.keep import Kept, keep_page
from sphinx_talknotes.importers.page import Facts, RawPage, Site
from sphinx_talknotes.importers.pieces import Piece, TalkPiece, cut, make_whole
from sphinx_talknotes.importers.settings import Settings, find_settings
from sphinx_talknotes.importers.settings.apply import (
    Seen,
    correct_pieces,
    find_idle,
    find_unused,
    name_headings,
)
from sphinx_talknotes.importers.sites import group_pages
from sphinx_talknotes.importers.source import Folder, find_files, read_text
from sphinx_talknotes.importers.spaced import space_headings
from sphinx_talknotes.model.problems import Report

Track: TypeAlias = Callable[[Sequence[Any], str], Iterable[Any]]
"""Passes on items one by one, and may show how far that is, under a label."""
_RESERVED = ("search", "genindex", "modindex", "py-modindex")
"""Pages that Sphinx makes by itself."""
_ODD = re.compile(r"[^\w /.,()+@=~!'&-]")
"""What has a meaning in lists of pages, in addresses or for some file system."""
_HOME = ("index", "_index", "readme")


@dataclass(slots=True)
class SourcePage:
    """One page: what its tool and its author say of it, and its pieces.

    ``path`` is the file's, relative to the collection; ``docname`` the page's name in the
    project that is written. ``title_source`` is the title's inline Markdown if it came from a
    heading. ``links`` are the texts and addresses of short links to the web. ``headings`` are the
    lines and texts of all headings, ``levels`` the levels by the lines, ``anchors`` names that the
    author gave to lines. ``kept`` is what is read of a page that is left as it is.
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
    anchors: dict[str, int] = field(default_factory=dict)
    kept: Kept | None = None
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
    ``talknotes.toml`` says, ``own`` what of the folder is left as it is.
    """

    root: Path
    pages: dict[str, SourcePage] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    files: frozenset[PurePosixPath] = frozenset()
    static: dict[PurePosixPath, tuple[str, ...]] = field(default_factory=dict)
    bases: dict[PurePosixPath, str] = field(default_factory=dict)
    title: str = ""
    settings: Settings = field(default_factory=Settings)
    own: Own = field(default_factory=Own)


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
    own = find_own(root, files, wanted, collection.settings, projects=not src.is_file())
    collection.own = own
    collection.reports += own.reports
    raw = [
        page for path in wanted
        if path.suffix.lower() in SUFFIXES and not collection.settings.ignores(path)
        and not own.claims(path) and (page := _read_page(root, path, collection.reports))
    ]  # fmt: skip
    outlines: dict[str, Outline] = {}
    names = _name_pages(raw, own.get_names())
    sites = group_pages(raw, Folder(collection.root, files))
    if own.plain:
        sites.append((AS_IS, Site(PurePosixPath(), own.make_plain())))
    for dialect, site in sites:
        collection.reports += dialect.configure(site)
        # pages in reST may lie in the site of another tool, and come last
        collection.static.setdefault(site.root, dialect.static)
        collection.bases.setdefault(site.root, site.base)
        if not site.root.parts:
            collection.title = collection.title or get_text(site.config, "title")
    places = [(page, dialect, site) for dialect, site in sites for page in site.pages]
    for page, dialect, site in track(places, "Reading"):
        outlines[names[page.path]] = make_outline(page, dialect, site, collection.reports)
    seen = Seen([path for path in files if path.suffix.lower() in SUFFIXES])
    _understand(collection, outlines, seen)
    for path in own.pages:
        _keep(collection, path, names[path], seen)
    if not src.is_file():
        collection.reports += find_unused(collection.settings, seen)
        collection.reports += find_idle(collection.settings, seen, own.get_fixed())
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
        name: make_outline(page, AS_IS, site, collection.reports)
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


def _keep(collection: Collection, path: PurePosixPath, name: str, seen: Seen) -> None:
    """Put a page that is left as it is among the others."""
    own, plain = collection.own, collection.pages.get(name)
    page, whole = own.pages[path], own.plain.get(path) == "whole"
    talks = [p for p in plain.talks if not whole or p.level == 0] if plain else []
    kept = keep_page(page, name, own.get_project(path), talks)
    collection.reports += kept.reports
    collection.pages[name] = SourcePage(
        path=path, docname=name, title=kept.title, front=plain.front if plain else page.data,
        pieces=kept.pieces, dialect="talknotes", facts=plain.facts if plain else kept.facts,
        site=PurePosixPath(), conference=kept.conference or (plain.conference if plain else ""),
        headings=kept.headings, kept=kept,
    )  # fmt: skip
    seen.add_kept(kept)


def _name_pages(
    pages: Sequence[RawPage], names: dict[PurePosixPath, str]
) -> dict[PurePosixPath, str]:
    """Return the docname of each page; the one that introduces the collection is ``index``.

    *names* are those of pages that keep theirs.
    """
    top = [page.path for page in pages if len(page.path.parts) == 1]
    home = min(
        (path for path in top if path.stem.lower() in _HOME),
        key=lambda path: _HOME.index(path.stem.lower()), default=None,
    )  # fmt: skip
    taken = {"index", *_RESERVED, *(name.lower() for name in names.values())}
    home = None if "index" in names.values() else home
    for page in pages:
        wanted = _ODD.sub("-", page.path.with_suffix("").as_posix())
        name, number = ("index", 1) if page.path == home else (wanted, 1)
        while name.lower() in taken and page.path != home:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name.lower())
        names[page.path] = name
    return names


def _understand(collection: Collection, outlines: dict[str, Outline], seen: Seen) -> None:
    """Find the talks and the conference of each page."""
    settings = collection.settings
    spellings = Spellings(
        text
        for outline in outlines.values()
        for text in get_spellings(outline.raw.front, [text for text, _ in outline.links])
    )
    root = collection.root.name
    folders = Counter(outline.raw.path.parent for outline in outlines.values())
    views = {
        name: make_view(
            name, outline, root, spellings, settings.for_page(outline.raw.path),
            alone_in_folder=folders[outline.raw.path.parent] == 1,
        )
        for name, outline in outlines.items()
    }  # fmt: skip
    found = find_talks(views, settings.initials)
    for name, outline in sorted(outlines.items()):
        talks, view = found[name], views[name]
        own, markup = view.settings, outline.raw.markup
        title, lines, heads = outline.title, outline.lines, outline.headings
        source, number = outline.title_source, outline.title_line
        if talks.whole is not None:
            title, source = talks.whole.reading.title.text, ""
            pieces = make_whole(lines, heads, talks.whole, markup)
        else:
            if source and heads[0].start not in talks.inside:
                blank = [Line("", line.number) for line in lines[heads[0].start : heads[0].end]]
                lines = [*lines[: heads[0].start], *blank, *lines[heads[0].end :]]
                heads = heads[1:]
            elif source:
                title, source = outline.facts.title, ""
            heads = sorted([*heads, *talks.lesser], key=lambda heading: heading.start)
            pieces = cut(lines, heads, talks.inside, markup)
        title = title or title_from_path(outline.raw.path, root)
        held = sum(isinstance(piece, TalkPiece) for piece in pieces)
        top = outline.headings[0].text if outline.headings and not outline.title else ""
        event = top if held > 1 and top and not source else title
        conference = find_conference(
            outline.raw.front, event, view.folders, spellings, several=held > 1
        )
        if not conference and held > 1 and outline.headings:
            # front matter has another title than the page
            conference = find_conference({}, outline.headings[0].text, (), spellings)
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
