"""The one transform that turns a read document into records and placeholders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_talknotes.ext.config import PAGE_KINDS
from sphinx_talknotes.ext.directives.base import reserve_anchor
from sphinx_talknotes.ext.domain import Entry, get_domain
from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.ext.nodes import make_view, talknotes_view
from sphinx_talknotes.ext.parts import entity_parts
from sphinx_talknotes.ext.reading.attached import take_all
from sphinx_talknotes.ext.reading.defaults import read_defaults
from sphinx_talknotes.ext.reading.talks import Reader, degrade, find_place, resolve_moments
from sphinx_talknotes.ext.views.headed import HeadedView
from sphinx_talknotes.ext.views.talk import DaysView
from sphinx_talknotes.model.fields import Context
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.model.records import Declaration, Draft, PageRecords, Remark, Talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx


class RecordsTransform(SphinxTransform):
    """Reads talks, declarations and remarks of a document into the domain.

    It runs after docutils has made ``docinfo`` of the front matter (340) and before Sphinx
    collects titles and contents.
    """

    default_priority = 420

    def apply(self, **kwargs: Any) -> None:
        """Record the document and complete its shape."""
        document = self.document
        drafts = take_all(document, Draft)
        declared = take_all(document, Declaration)
        remarks = take_all(document, Remark)
        talks: dict[str, Talk] = {}
        if drafts:
            talks = self._read_talks(drafts, [declaration for _, declaration in declared])
        resolve_moments(document)
        declarations = self._read_declarations(declared, talks)
        if talks:
            self._add_days(talks)
            self._note_anchors(talks)
        if self.env.docname == self.config.root_doc:
            self._add_toctree()
        records = PageRecords(
            talks=tuple(talks.values()),
            declarations=tuple(declarations),
            remarks=tuple(replace(r, talk=self._talk_of(node, talks)) for node, r in remarks),
            title=self._title(),
            source=self._source(),
            inferred=_find_inferred(drafts, talks.values()),
        )
        entry = Entry(records, conditions=tuple(self._conditions(records)))
        get_domain(self.env).note_entry(self.env.docname, entry)

    def _conditions(self, records: PageRecords) -> Iterator[tuple[str, str]]:
        """Yield anchor and expression for each record that stands in an ``only``."""
        anchors = {record.place.anchor for record in records.talks}
        anchors |= {record.place.anchor for record in records.declarations}
        anchors |= {record.place.anchor for record in records.remarks}
        for only in self.document.findall(addnodes.only):
            for node in only.findall(nodes.Element):
                for anchor in anchors.intersection(node["ids"]):
                    yield anchor, str(only["expr"])

    def _read_talks(
        self, drafts: list[tuple[nodes.Element, Draft]], declarations: list[Declaration]
    ) -> dict[str, Talk]:
        context = Context(peertube_hosts=tuple(self.config.talknotes_peertube_hosts))
        defaults = read_defaults(self.document, self.env, context)
        conference = next((d.name for d in declarations if d.kind == "conference"), "")
        if conference:
            defaults.setdefault("conference", conference)
        if "conference" in defaults:  # said by the author
            for _, draft in drafts:
                draft.defaults.pop("conference", None)
        elif self.config.talknotes_conference:
            defaults["conference"] = self.config.talknotes_conference
        reader = Reader(self.document, self.env.docname, defaults, context)
        talks: dict[str, Talk] = {}
        misplaced = []
        for section, draft in drafts:
            if not isinstance(section, nodes.section):
                continue
            inside = find_place(section)
            if inside:
                misplaced.append((section, draft, inside))
            else:
                talks[section["ids"][0]] = reader.read(section, draft, len(talks))
        for section, draft, inside in misplaced:
            warn(Problem.NESTED, f"talk {draft.title!r} stands inside a {inside}; it counts as no "
                 f"talk there, move it out; if it is not meant to be in there, close what is "
                 f"open before it (an outer directive has more colons than the inner)",
                 section)  # fmt: skip
        for section, _, inside in reversed(misplaced):
            degrade(section, inside)
        return talks

    def _read_declarations(
        self, declared: list[tuple[nodes.Element, Declaration]], talks: dict[str, Talk]
    ) -> list[Declaration]:
        result = []
        title = name_key(self._title())
        for box, found in declared:
            declaration = found
            names = (declaration.name, *declaration.aliases)
            alone = len(declared) == 1 and not talks
            if self._is_top(box) and (alone or title in map(name_key, names)):
                declaration = replace(declaration, is_page=True)
                box["classes"].append("tn-main")
                if box.children and isinstance(box.children[0], nodes.rubric):
                    # the page's title says the name already
                    box.pop(0)
                self._home().extend(
                    make_view(
                        HeadedView(
                            part.title, reserve_anchor(self.document, part.anchor), part.view
                        )
                    )
                    for part in entity_parts(declaration.kind, declaration.name)
                )
            result.append(declaration)
        return result

    def _is_top(self, box: nodes.Element) -> bool:
        return box.parent is self.document or box.parent is self._home()

    def _home(self) -> nodes.Element:
        """Return the section of the page's title, or the document."""
        for child in self.document.children:
            if isinstance(child, nodes.section):
                return child
        return self.document

    def _title(self) -> str:
        title = next(iter(self.document.findall(nodes.title)), None)
        return title.astext() if title else ""

    def _source(self) -> str:
        path = self.env.doc2path(self.env.docname, base=False)
        return str(path).replace("\\", "/")

    def _add_days(self, talks: dict[str, Talk]) -> None:
        if len(talks) == 1 and self._home()["ids"][:1] == [next(iter(talks))]:
            return  # the page is the talk
        home = self._home()
        view = make_view(DaysView(self.env.docname))
        at = 0
        while at < len(home.children) and isinstance(
            home.children[at], nodes.title | nodes.docinfo | nodes.Invisible
        ):
            at += 1
        if home.get("classes") and "tn-talk" in home["classes"]:
            home, at = self.document, 0
        home.insert(at, view)

    def _note_anchors(self, talks: dict[str, Talk]) -> None:
        """Have MyST-Parser know the talks, for links of other pages (``[](day.md#my-talk)``)."""
        metadata = self.env.metadata[self.env.docname]
        known: dict[str, Any] = metadata.get("myst_slugs", {})
        ours = {anchor: (talk.place.line, anchor, talk.title) for anchor, talk in talks.items()}
        metadata["myst_slugs"] = {**ours, **known}

    def _add_toctree(self) -> None:
        """Make the root page list the generated index pages that it does not list itself."""
        if not self.config.talknotes_toctree:
            return
        listed = {
            name for toctree in self.document.findall(addnodes.toctree)
            for name in toctree["includefiles"]
        }  # fmt: skip
        wanted = [
            f"{folder}/index" for folder in PAGE_KINDS if folder in self.config.talknotes_pages
        ]
        missing = [name for name in wanted if name not in listed]
        # a page of the author's with that name may be listed anywhere
        missing = [name for name in missing if name in get_domain(self.env).roots]
        if not missing:
            return
        toctree = addnodes.toctree(
            parent=self.env.docname, entries=[(None, name) for name in missing],
            includefiles=missing, maxdepth=1, caption=None, glob=False, hidden=True,
            includehidden=False, numbered=0, titlesonly=True,
        )  # fmt: skip
        toctree.source, toctree.line = str(self.env.doc2path(self.env.docname)), 1
        self._home().append(nodes.compound("", toctree, classes=["toctree-wrapper"]))

    def _talk_of(self, node: nodes.Element, talks: dict[str, Talk]) -> str:
        parent: Any = node.parent
        while parent is not None:
            for anchor in parent.get("ids", ()):
                if anchor in talks:
                    return str(anchor)
            parent = parent.parent
        return ""


def _find_inferred(
    drafts: Iterable[tuple[nodes.Element, Draft]], talks: Iterable[Talk]
) -> tuple[str, ...]:
    """Return the conferences that talks have because their page suggests them."""
    suggested = {
        name_key(draft.defaults["conference"]) for _, draft in drafts
        if "conference" in draft.defaults and "conference" not in draft.fields
    }  # fmt: skip
    typed = {name_key(d.fields["conference"]) for _, d in drafts if "conference" in d.fields}
    names = dict.fromkeys(talk.conference for talk in talks)
    return tuple(name for name in names if name_key(name) in suggested - typed)


def note_shown(app: Sphinx, document: nodes.document) -> None:
    """Record what a document shows of others (``doctree-read``).

    This comes after all transforms, since MyST makes references of links to labels late.
    """
    domain = get_domain(app.env)
    docname = app.env.docname
    views = tuple((node["view"], node.line or 0) for node in document.findall(talknotes_view))
    xrefs = tuple(sorted(set(map(_xref, document.findall(addnodes.pending_xref)))))
    known = domain.entries.get(docname, Entry())
    records = known.records
    entry = replace(known, views=views, xrefs=xrefs)
    if entry == Entry(PageRecords(title=records.title, source=records.source)):
        domain.clear_doc(docname)
    else:
        domain.note_entry(docname, entry)


def _xref(node: addnodes.pending_xref) -> tuple[str, str, str]:
    target = str(node.get("reftarget") or "")
    if node.get("reftargetid"):  # a link in Markdown to a place on another page
        target += f"#{node['reftargetid']}"
    return str(node.get("refdomain") or ""), str(node.get("reftype") or ""), target


def setup_transform(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(RecordsTransform)
    app.connect("doctree-read", note_shown, priority=900)
