"""The `speaker`, `tool` and `conference` directives: what is said of an entity."""

from __future__ import annotations

import os

from docutils import nodes

from sphinx_talknotes.ext.directives.base import NotesDirective, leaves_project
from sphinx_talknotes.ext.nodes import make_view, plain
from sphinx_talknotes.ext.reading.attached import attach
from sphinx_talknotes.ext.views.entity import EntityView
from sphinx_talknotes.model.entity_fields import parse_entity_fields
from sphinx_talknotes.model.fields import FieldReport, is_local
from sphinx_talknotes.model.names import tidy
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.model.records import Declaration, Place


class EntityDirective(NotesDirective):
    """Base: declares one entity, and shows it as a card where it stands."""

    kind = ""

    def run(self) -> list[nodes.Node]:
        """Return the card; the reading transform decides whether it is the page's main content."""
        self.take_argument_back()
        body = self.parse_flat_body()
        if not self.argument:
            self.warn(
                Problem.TITLE, f"a {self.kind} has no name; write it behind the directive's name"
            )
            return body
        values, reports = parse_entity_fields(self.kind, self.raw_options)
        photo = values.get("photo", "")
        if photo and (not is_local(photo) or leaves_project(self.env.docname, photo)):
            reports.append(FieldReport(
                "photo", Problem.URL, f"photo: {photo!r} is not a file of the project; put it there"
            ))  # fmt: skip
            photo = ""
        box = nodes.container(classes=["tn-entity", f"tn-{self.kind}-card", *self.classes])
        anchor = self.new_anchor(self.argument, box)
        about = tidy(next((n.astext() for n in body if isinstance(n, nodes.paragraph)), ""))
        start, end = values.get("start"), values.get("end")
        if start and end and end < start:
            reports.append(FieldReport(
                "end", Problem.DATE, f"end: {end} is before the start, {start}; it is ignored"
            ))  # fmt: skip
            end = None
        self.warn_fields(reports)
        if photo:
            # for the generated page, which stands in another folder
            values["photo"] = "/" + self.env.relfn2path(photo)[0].replace(os.sep, "/")
        else:
            values.pop("photo", None)
        handled = ("aliases", "private-aliases", "url", "start", "end")
        declaration = Declaration(
            kind=self.kind,
            name=self.argument,
            place=Place(self.env.docname, anchor, self.get_source_info()[1] or 0),
            aliases=values.get("aliases", ()),
            private_aliases=values.get("private-aliases", ()),
            url=values.get("url", ""),
            about=about,
            details=tuple((k, v) for k, v in values.items() if k not in handled),
            dates=(start, end),
        )
        attach(box, declaration)
        heading = plain(self.argument, nodes.rubric, "tn-entity-name")
        view = make_view(EntityView(self.kind, self.argument, here=True), *self._photo(photo))
        box += [heading, view, *self._unread(reports), *body]
        return [box]

    def _unread(self, reports: list[FieldReport]) -> list[nodes.Node]:
        """Return the values that were not understood as they were written: nothing is lost."""
        texts = [(report.name, tidy(self.raw_options.get(report.name, ""))) for report in reports]
        fields = [
            nodes.field("", plain(name, nodes.field_name), nodes.field_body("", plain(text)),
                        classes=["tn-unread"])
            for name, text in texts if text
        ]  # fmt: skip
        return [nodes.field_list("", *fields, classes=["tn-facts"])] if fields else []

    def _photo(self, photo: str) -> list[nodes.Node]:
        if not photo:
            return []
        return [nodes.image(uri=photo, alt=self.argument, classes=["tn-photo"])]


class SpeakerDirective(EntityDirective):
    """A speaker; the body is the bio."""

    kind = "speaker"


class ToolDirective(EntityDirective):
    """A tool; the body says what it is."""

    kind = "tool"


class ConferenceDirective(EntityDirective):
    """A conference; also the default for the talks of the page."""

    kind = "conference"
