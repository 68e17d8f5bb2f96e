"""An incremental build that equals a clean one.

A page shows more than its own source. So every document has a fingerprint of all that it shows:
when it was read, the answers to its views, what its cross-references lead to, the pages that its
tables of contents list, and what the theme puts around it. Documents whose fingerprint is not
the one of the last successful build into the same folder are written again, and only those.

Fingerprints are kept beside the doctrees, per builder and output folder, with the files that are
there because of each document. Before anything is written, the fingerprints of documents about
to be written are struck out; they are entered when the build has succeeded. A build that dies
half-way thus leaves nothing that looks finished, and no file that nobody knows.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx

from sphinx_talknotes import __version__
from sphinx_talknotes.ext.domain import TalknotesDomain, get_domain
from sphinx_talknotes.ext.labels import note_labels
from sphinx_talknotes.ext.outputs import Outputs, name_images, output_path, tidy_search_index
from sphinx_talknotes.ext.pages import update_pages
from sphinx_talknotes.ext.rereading import find_outdated, note_sources
from sphinx_talknotes.ext.surroundings import Surroundings, print_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_FORMAT = 2
_INDICES = ""
"""The entry of pages that belong to no document, which is no docname."""


class Freshness:
    """The fingerprints of one builder and one output folder."""

    def __init__(self, app: Sphinx) -> None:
        self.outputs = Outputs(app.builder)
        self._builder = app.builder
        name = f"{app.builder.name}\0{app.outdir}"
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._path = Path(app.doctreedir) / f"talknotes-{app.builder.name}-{digest}.json"
        self._versions = [sphinx.__version__, __version__]
        self.known: dict[str, dict[str, Any]] = self._load()
        self.current: dict[str, str] = {}
        self.changed: set[str] = set()
        self.written: set[str] = set()
        self._before: dict[str, int] = {}

    def _load(self) -> dict[str, dict[str, Any]]:
        try:
            state = json.loads(self._path.read_text(encoding="utf-8"))
            if state["format"] != _FORMAT or not all(map(_is_entry, state["documents"].values())):
                return {}
            if state["versions"] != self._versions:  # what they write may look different
                return {n: {**entry, "print": ""} for n, entry in state["documents"].items()}
            return dict(state["documents"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _save(self) -> None:
        state = {
            "format": _FORMAT, "versions": self._versions,
            "documents": dict(sorted(self.known.items())),
        }  # fmt: skip
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8", newline="\n")
        temporary.replace(self._path)

    def outdated(self, env: BuildEnvironment) -> set[str]:
        """Take fingerprints of all documents; return those that have to be written."""
        domain = get_domain(env)
        surroundings = Surroundings(env, self._builder)
        self.current = {
            docname: _fingerprint(docname, domain, surroundings) for docname in sorted(env.all_docs)
        }
        if self.outputs.has_search_index():
            self.changed = {
                name for name, fingerprint in self.current.items()
                if self._print(name) != fingerprint or self._lacks_files(name)
            }  # fmt: skip
            self.changed |= {name for name in domain.generated if self.outputs.is_stale(name)}
        else:
            self.changed = set(self.current)
        return self.changed

    def _print(self, docname: str) -> str:
        return str(self.known.get(docname, {}).get("print", ""))

    def _lacks_files(self, docname: str) -> bool:
        return not all(map(self.outputs.has, self.known[docname]["files"]))

    def strike_out(self) -> None:
        """Forget the fingerprints of what is about to be written, and note its files."""
        for name in self.changed:
            files = {*self.known.get(name, {}).get("files", ()), *self.outputs.files(name)}
            self.known[name] = {"print": "", "files": sorted(files)}
        self._before = {name: self.outputs.age(name) for name in self.changed}
        if self.changed:
            self._save()

    def finish(self, env: BuildEnvironment) -> None:
        """Enter what was written, and remove files that nothing needs any more."""
        before = _all_files(self.known)
        pages = self.outputs.index_pages()
        if pages is None:
            pages = self.known.get(_INDICES, {}).get("files", [])
        others = sorted({*pages, *get_domain(env).site_files})
        indices = {"print": "", "files": others}
        self.known = {name: entry for name, entry in self.known.items() if name in env.all_docs}
        for docname in self.written & self.current.keys():
            if self._before.get(docname) == self.outputs.age(docname):
                continue  # Sphinx does not notice when a parallel process is killed
            files = self.outputs.present(docname)
            self.known[docname] = {"print": self.current[docname], "files": files}
        self.known[_INDICES] = indices
        in_use = _all_files(self.known)
        self.outputs.remove(before - in_use, in_use)
        self._save()


def _is_entry(entry: Any) -> bool:
    return isinstance(entry["print"], str) and all(isinstance(n, str) for n in entry["files"])


def _all_files(documents: dict[str, dict[str, Any]]) -> set[str]:
    return {path for entry in documents.values() for path in entry["files"]}


def _fingerprint(docname: str, domain: TalknotesDomain, surroundings: Surroundings) -> str:
    entry = domain.entries.get(docname)
    page = domain.generated.get(docname)
    return print_of([
        # what a generated page was made of; of others, when they were read
        page or domain.env.all_docs[docname],
        [domain.answer(view) for view, _ in entry.views] if entry else [],
        [surroundings.target(*xref, docname) for xref in entry.xrefs] if entry else [],
        surroundings.pictures(docname),
        surroundings.numbers(docname),
        surroundings.contents(docname),
        surroundings.around(docname),
        # not kept like other answers: each is asked for once more at most, when it is written
        [view(docname).answer(domain) for view in domain.page_views],
    ])  # fmt: skip


def _on_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    name_images(env)
    changed = update_pages(app, env)
    note_labels(get_domain(env))
    note_sources(env)
    return sorted(changed)


def _on_get_updated(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    freshness = get_domain(env).freshness
    return sorted(freshness.outdated(env)) if freshness else []


def _on_inited(app: Sphinx) -> None:
    domain = get_domain(app.env)
    domain.builder = app.builder
    domain.freshness = Freshness(app) if output_path(app.builder, "index") else None


def _on_write_started(app: Sphinx, _builder: object) -> None:
    freshness = get_domain(app.env).freshness
    if freshness:
        freshness.strike_out()
        # Sphinx would write every page whose table of contents lists a page that is written,
        # changed or not. We know which of them changed.
        app.env.files_to_rebuild = {}


def _on_resolved(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    freshness = get_domain(app.env).freshness
    if freshness:
        freshness.written.add(docname)


def _on_finished(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not hasattr(app, "env") or app.env is None:
        return
    freshness = get_domain(app.env).freshness
    if freshness:
        freshness.finish(app.env)


def _on_collect(app: Sphinx) -> list[Any]:
    tidy_search_index(app.env, getattr(app.builder, "indexer", None))
    return []


def setup_freshness(app: Sphinx) -> None:
    """Connect the steps of a build that matter here."""
    app.connect("builder-inited", _on_inited)
    # before generated documents are taken out of those that were removed
    app.connect("env-get-outdated", find_outdated, priority=400)
    # late: what other extensions do to documents has been done
    app.connect("env-updated", _on_updated, priority=900)
    # after Sphinx has numbered sections and figures, which it does at this event
    app.connect("env-get-updated", _on_get_updated, priority=900)
    app.connect("write-started", _on_write_started)
    app.connect("doctree-resolved", _on_resolved)
    app.connect("html-collect-pages", _on_collect)
    app.connect("build-finished", _on_finished)
