"""Which documents have to be read again although their files did not change.

What a page is read as can depend on which other files there are: MyST makes something else of a
link to a file that is not there, and a table of contents keeps the name of a page that is gone.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_talknotes.ext.domain import TalknotesDomain, get_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def find_outdated(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return documents to read (``env-get-outdated``); they may be new."""
    domain = get_domain(env)
    if added == env.found_docs:
        return []  # everything is read anyway
    # a page of the author's takes the place of a generated one; its file may be old
    found = {name for name in domain.generated if name in env.found_docs}
    roots = {name for name in domain.generated if name.endswith("/index")}
    gone = removed - domain.generated.keys()
    moved = {
        name for name, source in domain.sources.items()
        if name in env.found_docs and source != _source(env, name)
    }  # fmt: skip
    if found & roots or any(name.endswith("/index") for name in gone):
        found.add(env.config.root_doc)  # lists the generated index pages
    if gone:
        found |= {
            name for name, listed in env.toctree_includes.items() if not gone.isdisjoint(listed)
        }
    found |= _links(domain, gone | moved)
    return sorted(found - removed)


def _links(domain: TalknotesDomain, gone: set[str]) -> set[str]:
    """Return documents with links in Markdown to files that came or went."""
    root = Path(domain.env.srcdir)
    found = set()
    for docname, entry in domain.entries.items():
        for kind, role, target in entry.xrefs:
            if role != "myst":
                continue
            page = target.partition("#")[0]
            if kind == "doc":
                hit = page in gone
            else:
                folder = "" if page.startswith("/") else posixpath.dirname(docname)
                hit = bool(page) and (root / folder / page.lstrip("/")).is_file()
            if hit:
                found.add(docname)
                break
    return found


def note_sources(env: BuildEnvironment) -> None:
    """Remember which file each document was read from."""
    sources = get_domain(env).sources
    sources.clear()
    sources.update((name, _source(env, name)) for name in sorted(env.found_docs))


def _source(env: BuildEnvironment, docname: str) -> str:
    return Path(env.doc2path(docname, base=False)).as_posix()
