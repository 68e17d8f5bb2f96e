"""Sections of a page that are talks without a directive get the shape that the directive makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.ext.plain.lesser import open_page, open_section
from sphinx_talknotes.ext.plain.own import OWN, has_own_fields, has_own_front
from sphinx_talknotes.ext.plain.plan import PlainTalk, Plan, Source, make_plans
from sphinx_talknotes.ext.plain.scan import (
    find_plain,
    get_plans,
    get_source,
    is_ignored,
    read_switch,
)
from sphinx_talknotes.ext.plain.shape import Shaper
from sphinx_talknotes.ext.reading.attached import has_any
from sphinx_talknotes.ext.reading.defaults import find_key, read_front
from sphinx_talknotes.importers.markup import MARKDOWN, get_markup
from sphinx_talknotes.importers.settings import find_settings
from sphinx_talknotes.importers.source import MAX_BYTES
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.model.records import Draft

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_TEXT = "talknotes_text"


class PlainTransform(SphinxTransform):
    """Finds talks among plain headings, right before talks are read.

    Like the records, this needs ``docinfo`` (340), and labels that have moved to the sections
    that they stand before (260).
    """

    default_priority = 410

    def apply(self, **kwargs: Any) -> None:
        """Make talks of sections, where the page or the configuration wants that."""
        docname, text = self.env.temp_data.get(_TEXT) or ("", "")
        if docname != self.env.docname:
            return  # generated
        front = read_front(self.document)
        self._texts: list[str] = text.split("\n")
        path = get_source(self.env, self.env.docname)
        markup = get_markup(path) if path else MARKDOWN
        self._shaper = Shaper(self.document, self.env.docname, self._path(), self._texts, markup)
        switch = self._read_switch(front)
        if switch == "off":
            return
        directives = has_any(self.document, Draft)
        plan = None
        if switch or (self.config.talknotes_read == "plain" and not directives):
            plan = self._get_plan(text)
        own = [section for section in self._find_sections() if has_own_fields(section)]
        found = self._find_talks(plan, own) if plan else {}
        sections = self._find_sections()
        talks = {s: found.get(s) for s in sections if s in found or s in own}
        home = next(filter(self._is_top, sections), None)
        if not directives and not talks and has_own_front(front):
            if home is None:
                self._warn_homeless(front)
            else:
                talks[home] = None
        alone = not directives and talks.keys() == {home}
        for section, talk in talks.items():
            defaults = dict(plan.defaults) if plan and talk else {}
            self._shaper.shape(section, talk, defaults, front if alone else {})
        for report in plan.reports if plan else ():
            warn(report.problem, report.message, (self.env.docname, report.line))

    def _path(self) -> str:
        return str(self.env.doc2path(self.env.docname))

    def _read_switch(self, front: Mapping[str, str]) -> str:
        value = front.get("talks", "").strip()
        switch = read_switch(value)
        if value and not switch:
            place = (self.env.docname, find_key(self._texts, "talks"))
            warn(Problem.OPTION, f"front matter: talks: {value[:60]!r} is neither headings nor "
                 f"off; it is ignored", place)  # fmt: skip
        return switch

    def _warn_homeless(self, front: Mapping[str, str]) -> None:
        key = next((name for name in front if name in OWN or name == "talk"), "talk")
        warn(Problem.TITLE, f"front matter: {key}: the page is a talk and has no title; write one "
             f"below the front matter", (self.env.docname, find_key(self._texts, key)))  # fmt: skip

    def _get_plan(self, text: str) -> Plan | None:
        """Return the plan of the page; of its own, if another extension has changed its text."""
        docname = self.env.docname
        path = get_source(self.env, docname)
        if path is None or len(text) > MAX_BYTES:
            return None
        source = Source(path, text)
        plan = get_plans(self.env).plans.get(docname)
        if plan is None or plan.digest != source.digest:
            settings = find_settings(Path(self.env.srcdir))
            if is_ignored(self.env, docname, settings):
                return None
            plan = make_plans({docname: source}, settings)[docname]
        return plan

    def _find_sections(self) -> list[nodes.section]:
        """Return the sections that can be a talk, in order: those that stand in nothing else."""
        return [
            section for section in self.document.findall(nodes.section)
            if _stands_free(section) and isinstance(section.next_node(), nodes.title)
        ]  # fmt: skip

    def _find_talks(
        self, plan: Plan, own: Sequence[nodes.section]
    ) -> dict[nodes.section, PlainTalk]:
        """Return the sections that are talks by the plan, but for what is notes of *own* talks."""
        sections = [s for s in self._find_sections() if not any(_is_inside(s, o) for o in own)]
        parents = [self.document, *(section for section in sections if section not in own)]
        places = self._shaper.get_places(sections)
        found: dict[nodes.section, PlainTalk] = {}
        for talk in plan.talks:
            section = self._shaper.find_section(places, talk.line)
            if talk.whole:
                if own:
                    continue
                if section and not (self._is_top(section) and talk.title in section[0].astext()):
                    section = None
                section = open_page(self.document, section, talk.title)
            elif section is None:
                section = open_section(self.document, parents, talk)
            if section is not None:
                found[section] = talk
        return found

    def _is_top(self, section: nodes.section) -> bool:
        return section.parent is self.document


def _stands_free(section: nodes.section) -> bool:
    """Tell whether a section stands in nothing but sections that are no talk."""
    node: Any = section
    while isinstance(node, nodes.section | addnodes.only):
        if "tn-talk" in node.get("classes", ()):
            return False
        node = node.parent
    return isinstance(node, nodes.document)


def _is_inside(section: nodes.section, outer: nodes.section) -> bool:
    node: Any = section.parent
    while node is not None:
        if node is outer:
            return True
        node = node.parent
    return False


def _note_text(app: Sphinx, docname: str, source: list[str]) -> None:
    app.env.temp_data[_TEXT] = (docname, source[0])


def setup_plain(app: Sphinx) -> None:
    """Register the transform, and what comes before it."""
    app.add_transform(PlainTransform)
    # after pages that have to be read again are known, and before generated ones are dealt with
    app.connect("env-get-outdated", find_plain, priority=300)
    # late: other extensions have done what they do to the text
    app.connect("source-read", _note_text, priority=990)
