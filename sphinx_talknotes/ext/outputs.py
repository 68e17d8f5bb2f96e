"""Which files a builder makes of a document, and in which state the last build left them."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.index_entries import split_index_msg

from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.sources import offers_source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_ONE_FILE = frozenset({"singlehtml", "latex", "texinfo", "man", "gettext", "linkcheck", "changes",
                       "dummy"})  # fmt: skip
_INDEX_START, _INDEX_END = b"Search.setIndex(", b")"


def output_path(builder: Any, docname: str) -> Path | None:
    """Return where a builder writes a document; ``None`` if it has no file for each."""
    if builder.name in _ONE_FILE:
        return None
    if hasattr(builder, "get_outfilename"):
        return Path(builder.get_outfilename(docname))
    suffix = getattr(builder, "out_suffix", "")
    return Path(builder.outdir) / f"{docname}{suffix}" if suffix else None


class Outputs:
    """The output folder of a build; paths are relative to it."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._domain = get_domain(builder.env)
        self.root = Path(builder.outdir)
        self._folder = str(self.root)
        self._assets: dict[str, list[str]] | None = None

    def files(self, docname: str) -> list[str]:
        """Return the files that there are, or may be, because of a document."""
        path = output_path(self._builder, docname)
        found = [self._relative(path)] if path else []
        if self._builder.format != "html":
            return found
        if self._builder.config.html_copy_source and offers_source(self._domain, docname):
            found.append(f"_sources/{self._source_name(docname)}")
        return found + self._assets_of(docname)

    def present(self, docname: str) -> list[str]:
        """Return those of the files that are there."""
        return [name for name in self.files(docname) if self.has(name)]

    def has(self, name: str) -> bool:
        """Tell whether a file is there."""
        return os.path.isfile(f"{self._folder}/{name}")  # noqa: PTH113 - of thousands of files

    def _relative(self, path: Path) -> str:
        return Path(os.path.relpath(path, self.root)).as_posix()

    def _source_name(self, docname: str) -> str:
        name = str(self._builder.env.doc2path(docname, base=False)).replace(os.sep, "/")
        suffix = self._builder.config.html_sourcelink_suffix
        return name if name.endswith(suffix) else name + suffix

    def _assets_of(self, docname: str) -> list[str]:
        if self._assets is None:
            self._assets = {}
            env = self._builder.env
            folder = getattr(self._builder, "imagedir", "")
            for documents, name in env.images.values():
                self._note(documents, f"{folder}/{name}")
            for documents, path in env.dlfiles.values():
                self._note(documents, f"_downloads/{Path(path).as_posix()}")
        return self._assets.get(docname, [])

    def _note(self, documents: Iterable[str], path: str) -> None:
        assert self._assets is not None  # noqa: S101 - for the type checker
        for docname in documents:
            self._assets.setdefault(docname, []).append(path)

    def index_pages(self) -> list[str] | None:
        """Return the pages that belong to no document and may vanish; ``None`` if not known.

        Sphinx before 9 does not look for them when no document is written.
        """
        builder: Any = self._builder
        if builder.format != "html" or not hasattr(builder, "get_outfilename"):
            return []
        if not hasattr(builder, "globalcontext"):  # made when writing is prepared
            return None
        names = [entry[0] for entry in getattr(builder, "domain_indices", ())]
        names += ["genindex"] if getattr(builder, "use_index", False) else []
        names += ["search"] if getattr(builder, "search", False) else []
        names += builder.config.html_additional_pages
        return [self._relative(Path(builder.get_outfilename(name))) for name in names]

    def age(self, docname: str) -> int:
        """Return when the page of a document was written, in nanoseconds; -1 if it is not there."""
        path = output_path(self._builder, docname)
        try:
            return path.stat().st_mtime_ns if path else 0
        except OSError:
            return -1

    def is_stale(self, docname: str) -> bool:
        """Tell whether the page of a document is missing, or older than the templates.

        Sphinx compares with the age of the source, which generated documents don't have.
        """
        age = self.age(docname)
        return age < 0 or age < self._age_of_templates

    @cached_property
    def _age_of_templates(self) -> int:
        templates = getattr(self._builder, "templates", None)
        return int(templates.newest_template_mtime() * 10**9) if templates else 0

    def has_search_index(self) -> bool:
        """Tell whether the search index is whole, if this builder makes one.

        Sphinx takes the words of pages that are not written now from there.
        """
        builder: Any = self._builder
        if not getattr(builder, "search", False) or builder.format != "html":
            return True
        try:
            data = (self.root / builder.searchindex_filename).read_bytes()
        except OSError:
            return False
        is_script = str(builder.searchindex_filename).endswith(".js")
        return not is_script or (data.startswith(_INDEX_START) and data.endswith(_INDEX_END))

    def remove(self, names: Iterable[str], in_use: set[str]) -> None:
        """Remove files and the folders that are empty then; but nothing that is *in_use*."""
        root = self.root.resolve()
        kept = {name.casefold() for name in in_use}
        for name in sorted(names):
            target = (root / name).resolve()
            if not target.is_relative_to(root) or not target.is_file():
                continue  # the first: a state file that somebody wrote
            if name.casefold() in kept and any(
                name.casefold() == other.casefold() and (root / other).is_file()
                and target.samefile(root / other) for other in in_use
            ):  # fmt: skip
                continue  # renamed in case only, where case does not count
            target.unlink()
            folder = target.parent
            while folder != root and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent


def name_images(env: BuildEnvironment) -> None:
    """Give pictures with one file name the same numbers whatever was read first.

    Sphinx numbers them as it meets them, which depends on parallel processes and on what an
    earlier build has read.
    """
    names = type(env.images)()
    for path, (documents, _) in sorted(env.images.items()):
        for docname in sorted(documents):
            names.add_file(docname, path)
    env.images = names


def tidy_search_index(env: BuildEnvironment, indexer: Any) -> None:
    """Make the search index of an incremental build what that of a clean one is.

    Sphinx keeps words that no page has any more, and forgets the index entries of pages that
    are not written now.
    """
    for name in ("_mapping", "_title_mapping"):
        mapping = getattr(indexer, name, None)
        if isinstance(mapping, dict):
            for word in [word for word, pages in mapping.items() if not pages]:
                del mapping[word]
    titles = getattr(indexer, "_titles", None)
    known = getattr(indexer, "_index_entries", None)
    if isinstance(titles, dict) and isinstance(known, dict):
        noted = env.domaindata.get("index", {}).get("entries", {})
        found = {name: known.get(name) or _index_entries(noted.get(name, ())) for name in titles}
        known.clear()
        known.update(sorted(found.items()))


def _index_entries(noted: Iterable[Any]) -> list[tuple[str, str, str]]:
    """Return entries of the general index in the form of the search index."""
    found = set()
    for kind, value, anchor, main, _ in noted:
        try:
            parts = split_index_msg(kind, value)
        except ValueError:
            continue
        found |= {(name, anchor or "", main) for name in parts}
    return sorted(found)
