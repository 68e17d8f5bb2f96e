"""The domain: a ledger of what each page recorded, and the catalogue made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from sphinx_talknotes.catalogue import Catalogue
from sphinx_talknotes.ext.messages import warn, warn_report
from sphinx_talknotes.ext.plain.plan import Plans
from sphinx_talknotes.model.names import slug
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.model.records import ENTITY_KINDS, PageRecords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils.nodes import Element, reference
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_talknotes.catalogue import Entity
    from sphinx_talknotes.ext.freshness import Freshness
    from sphinx_talknotes.ext.pages import Page
    from sphinx_talknotes.ext.views import Card, View

Target = tuple[str, str]
_UNREADABLE = re.compile(r"\S\s+\S+\s+-?\d+(?:\s|$)")
"""What a reader of ``objects.inv`` takes for the end of a name: a word, then a number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one document recorded while it was read.

    ``views`` are what it shows of the whole project, each with its line; ``xrefs`` its
    cross-references as ``(domain, type, target)``; ``conditions`` those of ``only`` under which
    the record at an anchor is part of a build.
    """

    records: PageRecords = field(default_factory=PageRecords)
    views: tuple[tuple[View, int], ...] = ()
    xrefs: tuple[tuple[str, str, str], ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()

    def records_for(self, tags: Any) -> PageRecords:
        """Return the records that a build with these tags has."""
        out = {anchor for anchor, expr in self.conditions if not tags.eval_condition(expr)}
        if not out:
            return self.records
        found = self.records
        return replace(
            found,
            talks=tuple(r for r in found.talks if r.place.anchor not in out),
            declarations=tuple(r for r in found.declarations if r.place.anchor not in out),
            remarks=tuple(r for r in found.remarks if r.place.anchor not in out),
        )


class TalknotesDomain(Domain):
    """Talks, speakers, tools and conferences."""

    name = "talknotes"
    label = "Talk notes"
    object_types = {
        "talk": ObjType("talk", "talk"),
        "speaker": ObjType("speaker", "speaker"),
        "tool": ObjType("tool", "tool"),
        "conference": ObjType("conference", "conference"),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "docs": {}, "generated": {}, "stamps": {}, "sources": {}, "plain": Plans(),
    }  # fmt: skip
    # 1: first layout; 2: talks hold quotes, views have more options; 3: plans of plain pages;
    # 4: conditions, inferred conferences
    data_version = 4

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._catalogue: Catalogue | None = None
        self._answers: dict[Any, Any] = {}
        # talk → facts that are shown → card; views share them
        self.cards: dict[Target, dict[frozenset[str] | None, Card]] = {}
        # these belong to one build and are not stored with the environment
        self.builder: Builder
        self.freshness: Freshness | None = None
        # docname → view of what is put around that page, or into its head
        self.page_views: list[Callable[[str], View]] = []
        # whatever else is computed once in a build, by name
        self.memory: dict[str, Any] = {}
        # files of the output folder that belong to no page
        self.site_files: set[str] = set()
        self.sidebars: dict[tuple[Any, ...], str] = {}
        self.roots: frozenset[str] = frozenset()

    # -- the ledger ----------------------------------------------------------------------

    @property
    def entries(self) -> dict[str, Entry]:
        """Docname → what that document recorded."""
        entries: dict[str, Entry] = self.data["docs"]
        return entries

    @property
    def generated(self) -> dict[str, Page]:
        """Docname → specification of each generated document."""
        generated: dict[str, Page] = self.data["generated"]
        return generated

    @property
    def stamps(self) -> dict[str, int]:
        """Docname → when the stored doctree of a generated document was written."""
        stamps: dict[str, int] = self.data["stamps"]
        return stamps

    @property
    def sources(self) -> dict[str, str]:
        """Docname → file that the document was read from, in the last build."""
        sources: dict[str, str] = self.data["sources"]
        return sources

    def note_entry(self, docname: str, entry: Entry) -> None:
        """Record what a document says."""
        self.entries[docname] = entry
        self._catalogue = None

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        if self.entries.pop(docname, None):
            self._catalogue = None

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel process has read."""
        theirs = otherdata["docs"]
        self.entries.update((name, theirs[name]) for name in docnames if name in theirs)
        self._catalogue = None

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of all that is recorded now; ask it only when reading is done."""
        if self._catalogue is None:
            config = self.env.config
            tags = self.builder.tags
            self._catalogue = Catalogue.build(
                {name: entry.records_for(tags) for name, entry in self.entries.items()},
                notetakers=config.talknotes_notetakers,
                default_conference=config.talknotes_conference,
            )
        return self._catalogue

    # -- answers -------------------------------------------------------------------------

    def answer(self, view: View) -> Any:
        """Return the answer to a view, which is found once in a build."""
        try:
            return self._answers[view]
        except KeyError:
            answer = self._answers[view] = view.answer(self)
            return answer

    def forget_answers(self) -> None:
        """Have all answers found anew, since pages were generated."""
        self._answers.clear()
        self.cards.clear()
        self.memory.clear()

    def lookup(self, kind: str, target: str, page: str = "") -> tuple[str, str, str] | None:
        """Return ``(docname, anchor, name)`` of what *target* names, or ``None``.

        The name is the one to show: an alias that is private is replaced by the real name.
        """
        if kind == "talk":
            found = self.catalogue.find_talks(target, page)
            return (found[0].place.page, found[0].place.anchor, found[0].title) if found else None
        entity = self.catalogue.entity(kind, target)
        if entity is None:
            return None
        docname, anchor = self.entity_place(kind, entity.key)
        return docname, anchor, entity.name

    def entity_place(self, kind: str, key: str) -> Target:
        """Return docname and anchor of an entity's page, or of where it is named first."""
        entity = self.catalogue.entity(kind, key)
        if entity is None:
            return "", ""
        if self.has_own_page(entity):
            return entity.page, entity.anchor
        place = entity.declaration.place if entity.declaration else entity.first
        return place.page, place.anchor

    def has_own_page(self, entity: Entity) -> bool:
        """Tell whether an entity has a page, generated or the author's."""
        return entity.page in self.generated or bool(
            entity.declaration and entity.declaration.is_page
        )

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: pending_xref, contnode: Element,
    ) -> reference | None:  # fmt: skip
        """Resolve one role."""
        found = self.lookup(typ, target, fromdocname)
        if found is None:
            return None
        docname, anchor, name = found
        if not node.get("refexplicit"):
            if typ == "talk":
                self._warn_ambiguous(target, fromdocname, node)
            if self.shows_name(typ, target):
                contnode = _renamed(contnode, name)
        return make_refnode(builder, fromdocname, docname, anchor, contnode, name)

    def shows_name(self, typ: str, target: str) -> bool:
        """Tell whether a link shows the name of its target, not the text of the role."""
        # an id or a private alias is not what the reader should see
        if typ == "talk":
            talks = self.catalogue.find_talks(target)
            return bool(talks) and (target == talks[0].id or "#" in target)
        return self.catalogue.is_private(typ, target)

    def _warn_ambiguous(self, target: str, docname: str, node: pending_xref) -> None:
        first, *rest = self.catalogue.find_talks(target, docname)
        same = {id(first), *map(id, self.catalogue.same_talk(first))}
        if any(id(talk) not in same for talk in rest):
            warn(
                Problem.AMBIGUOUS,
                f"talk {target!r} is the title of {len(rest) + 1} talks; the link goes to "
                f"{self.catalogue.where(first.place)}; give one an id and name that",
                node,
            )

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str,
        node: pending_xref, contnode: Element,
    ) -> list[tuple[str, reference]]:  # fmt: skip
        """Resolve ``any`` for all object types."""
        results = []
        std = env.domaindata["std"]
        # an explicit id is a label too, and sphinx.ext.autosectionlabel makes labels of titles:
        # the standard domain answers for them
        label = tuple(std["labels"].get(target.lower(), std["anonlabels"].get(target.lower(), ())))
        for kind in self.object_types:
            found = self.lookup(kind, target, fromdocname)
            if found and found[:2] != label[:2]:
                docname, anchor, name = found
                if kind != "talk" and self.shows_name(kind, target) and not node.get("refexplicit"):
                    shown = _renamed(contnode, name)
                else:
                    shown = contnode
                ref = make_refnode(builder, fromdocname, docname, anchor, shown, name)
                results.append((f"talknotes:{kind}", ref))
        return results

    def check_consistency(self) -> None:
        """Warn of what can only be seen when all is read."""
        for report in self.catalogue.check():
            warn_report(report)
        for docname, entry in sorted(self.entries.items()):
            for view, line in entry.views:
                for kind, name in view.names():
                    if not self.catalogue.entity(kind, name):
                        self.warn_unknown(kind, name, (docname, line or None))

    def warn_unknown(self, kind: str, name: str, location: Any) -> None:
        """Warn of a name that is nowhere, with those that look like it."""
        nearest = self.catalogue.nearest(kind, name)
        hint = "; correct the name, or declare it"
        if nearest:
            hint = f"; did you mean {' or '.join(map(repr, nearest))}?"
        warn(Problem.UNKNOWN, f"no {kind} is called {name!r}{hint}", location)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield all objects for the search index and ``objects.inv``.

        Each is there a second time under the slug of its name: other projects find it without
        regard to case, and where the format of inventories can't hold the name.
        """
        slugs: list[tuple[str, str, str, str, str, int]] = []
        for name, shown, kind, docname, anchor, priority in self._objects():
            readable = not _UNREADABLE.search(name)
            if readable:
                yield name, shown, kind, docname, anchor, priority
            slugs.append((slug(name), shown, kind, docname, anchor, -1 if readable else priority))
        seen: set[tuple[str, str]] = {(row[2], row[0]) for row in self._objects()}
        for row in slugs:
            if (row[2], row[0]) not in seen:
                seen.add((row[2], row[0]))
                yield row

    def _objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        seen: set[str] = set()
        for talk in self.catalogue.talks:
            name = talk.title
            if name in seen and talk.conference:
                name = f"{talk.title} ({talk.conference})"
            if name in seen:
                name = f"{talk.place.page}#{talk.place.anchor}"
            seen.add(name)
            yield name, talk.title, "talk", talk.place.page, talk.place.anchor, 1
        for kind in ENTITY_KINDS:
            names = {entity.name for entity in self.catalogue.entities(kind)}
            for entity in self.catalogue.entities(kind):
                docname, anchor = self.entity_place(kind, entity.key)
                yield entity.name, entity.name, kind, docname, anchor, 1
                for alias in entity.aliases:
                    if alias not in names:
                        names.add(alias)
                        yield alias, entity.name, kind, docname, anchor, -1

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002, FBT001, FBT002
        """Return what the search calls a type of objects."""
        return type.lname.capitalize()

    def get_full_qualified_name(self, node: Element) -> str | None:
        """Return the second name under which another project may have a reference's target."""
        target = node.get("reftarget")
        return slug(target) if target else None


def _renamed(content: Element, name: str) -> Element:
    content = content.deepcopy()
    content.children = []
    content += nodes.Text(name)
    return content


def get_domain(env: BuildEnvironment) -> TalknotesDomain:
    """Return the domain of an environment."""
    domain = env.get_domain("talknotes")
    if not isinstance(domain, TalknotesDomain):  # pragma: no cover - another extension replaced it
        msg = "the domain 'talknotes' is not this extension's"
        raise TypeError(msg)
    return domain


def warn_missing(_app: object, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say what a role may have meant (event ``warn-missing-reference``)."""
    if not isinstance(domain, TalknotesDomain):
        return None
    domain.warn_unknown(node["reftype"], node["reftarget"], node)
    return True
