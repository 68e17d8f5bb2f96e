"""What a page shows of other pages by Sphinx's own doing: titles, tables of contents, sidebars."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx import addnodes
from sphinx.util import docname_join

from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.theming.options import THEME

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.builders import Builder
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

BRANCH_THEMES = frozenset({
    THEME, "alabaster", "basic", "agogo", "bizstyle", "classic", "default", "haiku", "nature",
    "pyramid", "scrolls", "sphinxdoc", "traditional",
})  # fmt: skip
"""Our theme and those of Sphinx: their sidebars show the branch of the page, not all titles."""


def print_of(value: object) -> str:
    """Return a short print of a value whose `repr` says all of it."""
    text = value if isinstance(value, str) else repr(value)
    return hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


class Surroundings:
    """Answers for one build; every value is computed once."""

    def __init__(self, env: BuildEnvironment, builder: Builder) -> None:
        self._env = env
        self._builder = builder
        self._domain = get_domain(env)
        self._std = cast("StandardDomain", env.get_domain("std"))
        self._tags = builder.tags
        self._toc_prints: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._branches: dict[str, str] = {}
        self._trees: dict[str, list[addnodes.toctree]] = {}
        self._is_site = builder.format == "html"
        self._relations = env.collect_relations() if self._is_site else {}
        config = env.config
        mode = config.talknotes_navigation
        if mode == "auto":
            own = config.templates_path or config.html_sidebars
            mode = "branch" if config.html_theme in BRANCH_THEMES and not own else "full"
        self._is_full = mode == "full"
        self._is_ours = config.html_theme == THEME and mode == "branch"

    # -- values of single documents ------------------------------------------------------

    def title(self, docname: str | None) -> str:
        """Return the title of a document with its markup."""
        if docname is None or docname not in self._env.titles:
            return ""
        if docname not in self._titles:
            self._titles[docname] = str(self._env.titles[docname])
        return self._titles[docname]

    def toc(self, docname: str) -> str:
        """Return a print of the headings of a document and of what its toctrees list."""
        if docname not in self._toc_prints:
            toc: Any = self._env.tocs.get(docname, "")
            if toc and docname in self._env.toctree_includes:
                toc = self._without_unseen(toc)
            self._toc_prints[docname] = print_of(str(toc))
        return self._toc_prints[docname]

    def _without_unseen(self, toc: nodes.Element) -> nodes.Element:
        if not any(True for _ in toc.findall(addnodes.only)):
            return toc
        copy = toc.deepcopy()
        for only in list(copy.findall(addnodes.only)):
            if only.parent is not None and not self._tags.eval_condition(only["expr"]):
                only.parent.remove(only)
        return copy

    def numbers(self, docname: str) -> tuple[object, object]:
        """Return the numbers of the sections, figures and tables of a document."""
        env = self._env
        return env.toc_secnumbers.get(docname, ""), env.toc_fignumbers.get(docname, "")

    @cached_property
    def _pictures(self) -> dict[str, list[tuple[str, str]]]:
        pictures: dict[str, list[tuple[str, str]]] = {}
        for path, (documents, name) in sorted(self._env.images.items()):
            for docname in documents:
                pictures.setdefault(docname, []).append((path, name))
        return pictures

    def pictures(self, docname: str) -> list[tuple[str, str]]:
        """Return the pictures of a document and the names of their copies."""
        return self._pictures.get(docname, [])

    # -- cross-references ----------------------------------------------------------------

    def target(self, domain: str, kind: str, target: str, docname: str) -> object:
        """Return what a cross-reference in a document leads to, as far as a page shows it."""
        if domain == "talknotes":
            return self._ours(kind, target, docname)
        page, _, anchor = target.partition("#")
        if domain == "doc":  # a link in Markdown
            return self.title(page), page in self._env.all_docs, self._place(page, anchor)
        if kind == "doc":
            return self.title(docname_join(docname, page))
        label = self._label(target.lower())
        if domain == "std" and kind in ("ref", "numref"):
            return label
        found: list[object] = [label, self._objects.get(_last_name(target))]
        for store, name in (("citation", "citations"), ("math", "objects")):
            found.append(self._env.domaindata.get(store, {}).get(name, {}).get(target))
        if kind in ("any", "myst"):
            found.append(self.title(docname_join(docname, page)))
            found += [self._ours(k, target, docname) for k in self._domain.object_types]
        return found

    def _ours(self, kind: str, target: str, docname: str) -> object:
        if kind not in self._domain.object_types:
            return None
        return self._domain.lookup(kind, target, docname), self._domain.shows_name(kind, target)

    def _label(self, name: str) -> object:
        label = self._std.labels.get(name)
        other = self._std.anonlabels.get(name)
        return label, other, self.numbers(other[0]) if other else ""

    def _place(self, page: str, anchor: str) -> object:
        if not anchor:
            return ""
        slugs: dict[str, Any] = self._env.metadata.get(page, {}).get("myst_slugs", {})
        if anchor in slugs:
            return slugs[anchor][1:]
        inside = [row[1:] for row in slugs.values() if row[1] == anchor]
        return inside or (self._label(anchor.lower()), self._labels_by_place.get((page, anchor)))

    @cached_property
    def _labels_by_place(self) -> dict[tuple[str, str], object]:
        return {(label[0], label[1]): label for label in self._std.labels.values()}

    @cached_property
    def _objects(self) -> dict[str, list[object]]:
        """Last part of a name → all objects of other domains that are called so."""
        found: dict[str, list[object]] = {}
        for domain in self._env.domains.values():
            if domain.name != "talknotes":
                for row in domain.get_objects():
                    found.setdefault(_last_name(row[0]), []).append((domain.name, row))
        return {name: sorted(rows, key=repr) for name, rows in found.items()}

    # -- tables of contents --------------------------------------------------------------

    def contents(self, docname: str) -> list[object]:
        """Return what the tables of contents on a page show."""
        return [
            self._listed(
                tree, tree.get("maxdepth", -1), {docname}, titles_only=tree.get("titlesonly", False)
            )
            for tree in self._toctrees(docname)
            if not tree.get("hidden")
        ]

    def _listed(
        self, toctree: addnodes.toctree, depth: int, above: set[str], *, titles_only: bool
    ) -> list[object]:
        found: list[object] = []
        for title, name in toctree["entries"]:
            inner: object = ""
            if name in self._env.tocs and name not in above and depth != 1:
                below = [
                    self._listed(sub, depth - 1, above | {name}, titles_only=titles_only)
                    for sub in self._toctrees(name)
                    if not sub.get("hidden") or toctree.get("includehidden")
                ]
                inner = ("" if titles_only else self.toc(name), below)
            found.append((title, name, self.title(name), inner))
        return found

    def _toctrees(self, docname: str) -> list[addnodes.toctree]:
        """Return the toctrees of a document that this builder sees."""
        if docname not in self._trees:
            includes = docname in self._env.toctree_includes
            toc = self._env.tocs.get(docname) if includes else None
            self._trees[docname] = [
                tree for tree in (toc.findall(addnodes.toctree) if toc else ()) if self._seen(tree)
            ]
        return self._trees[docname]

    def _seen(self, node: nodes.Node) -> bool:
        parent = node.parent
        while parent is not None:
            if isinstance(parent, addnodes.only) and not self._tags.eval_condition(parent["expr"]):
                return False
            parent = parent.parent
        return True

    # -- what the theme shows ------------------------------------------------------------

    def around(self, docname: str) -> object:
        """Return what the theme shows around a page."""
        if not self._is_site:
            return ""
        if self._is_ours:  # a view says what our theme shows
            return self._frame
        relations = self._relations.get(docname) or [None, None, None]
        near = [(name, self.title(name)) for name in relations]
        branch = (self._all, self.toc(docname)) if self._is_full else self._branch(docname)
        return near, self._breadcrumbs(docname), branch, self._frame

    def _breadcrumbs(self, docname: str) -> list[str]:
        found: list[str] = []
        relations = self._relations.get(docname)
        while relations and relations[0] and len(found) < 64:  # a circle of toctrees
            found.append(self.title(relations[0]))
            relations = self._relations.get(relations[0])
        return found

    @cached_property
    def _parents(self) -> dict[str, str]:
        """Document → the one whose branch is opened for it: as Sphinx has it, the last."""
        includes = sorted(self._env.toctree_includes.items())
        return {child: parent for parent, children in includes for child in children}

    def _branch(self, docname: str, below: frozenset[str] = frozenset()) -> str:
        """Return a print of the path from the root page down to a page, with what it opens."""
        if docname in self._branches:
            return self._branches[docname]
        root = self._env.config.root_doc
        parent = self._parents.get(docname, root)
        is_top = docname == root or parent in below
        above = "" if is_top else self._branch(parent, below | {docname})
        listed = [
            self._listed(tree, 1, {docname}, titles_only=True) for tree in self._toctrees(docname)
        ]
        result = print_of((above, docname, self.toc(docname), listed))
        self._branches[docname] = result
        return result

    @cached_property
    def _all(self) -> str:
        """A print of all titles that a sidebar can reach from the root page."""
        found: dict[str, tuple[str, str]] = {}
        queue = [self._env.config.root_doc]
        while queue:
            name = queue.pop()
            if name not in found and name in self._env.tocs:
                found[name] = self.title(name), self.toc(name)
                for tree in self._toctrees(name):
                    queue += [entry for _, entry in tree["entries"]]
        return print_of(sorted(found.items()))

    @cached_property
    def _frame(self) -> str:
        """A print of what is the same on all pages: configuration, style sheets, indices."""
        info = getattr(self._builder, "build_info", None)
        settings = (info.config_hash, info.tags_hash) if info else ()
        indices = []
        if self._env.config.html_domain_indices:
            indices = [
                f"{domain.name}-{index.name}" for domain in self._env.domains.sorted()
                for index in domain.indices if index(domain).generate()[0]
            ]  # fmt: skip
        return print_of((settings, indices, self._assets(), self._templates()))

    def _templates(self) -> list[tuple[str, str]]:
        # Sphinx looks for templates that are newer than a page, not for those that are gone
        found = []
        for entry in self._env.config.templates_path:
            folder = Path(getattr(self._builder, "confdir", self._env.srcdir)) / entry
            for file in sorted(folder.rglob("*")):
                if file.is_file():
                    name = file.relative_to(folder).as_posix()
                    found.append((name, print_of(file.read_bytes().hex())))
        return found

    def _assets(self) -> list[tuple[str, str]]:
        # pages link style sheets and scripts with a checksum of their content
        config = self._env.config
        confdir = Path(self._builder.confdir) if hasattr(self._builder, "confdir") else None
        found = []
        for entry in config.html_static_path:
            path = (confdir or Path(self._env.srcdir)) / entry
            files = [path] if path.is_file() else sorted(path.rglob("*"))
            for file in files:
                if file.suffix in (".css", ".js") and file.is_file():
                    digest = hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
                    found.append((file.name, digest))
        return found


def _last_name(name: str) -> str:
    return re.split(r"[.\s]", name.rstrip("()"))[-1].lower()
