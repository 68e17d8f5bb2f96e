"""The `talk` directive: a section with a title, whose facts are filled in when all is read."""

from __future__ import annotations

from docutils import nodes

from sphinx_talknotes.ext.directives.base import NotesDirective, note_anchor, without_raw
from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.ext.reading.attached import attach
from sphinx_talknotes.model.names import slug
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.model.records import Draft

_UNTITLED = "Untitled talk"


class TalkDirective(NotesDirective):
    """Notes on one talk."""

    def run(self) -> list[nodes.Node]:
        """Return a section; the reading transform makes a record and a card of it."""
        self.take_argument_back()
        if not self.argument:
            self.warn(Problem.TITLE, "a talk has no title; write it behind the directive's name")
        content: list[nodes.Node] = [nodes.Text(_UNTITLED)]
        if self.argument:
            inline, messages = self.state.inline_text(self.argument, self.lineno)
            content = [*without_raw(inline), *messages]
        heading = nodes.title(self.argument, "", *content)
        section = nodes.section("", heading, classes=["tn-talk", *self.classes])
        source, line = self.get_source_info()
        for node in (section, heading):
            node.source, node.line = source, line
        lines = {name: self.option_line(name) for name in self.raw_options}
        draft = Draft(heading.astext() or _UNTITLED, self.raw_options, line or 0, lines)
        attach(section, draft)
        set_anchor(self.state.document, section, draft, f"{source}:{line}")
        section += self.parse_body()
        return [section]


def set_anchor(document: nodes.document, section: nodes.section, draft: Draft, place: str) -> None:
    """Make the id of a talk, or what its title gives, the first anchor of its section."""
    explicit = slug(draft.fields["id"]) if draft.fields.get("id", "").strip() else ""
    wanted = explicit or slug(draft.title)
    if wanted in section["ids"]:
        section["ids"].remove(wanted)
        section["ids"].insert(0, wanted)
        return
    anchor = note_anchor(document, wanted, section)
    if explicit and anchor != explicit:
        warn(Problem.DUPLICATE, f"id {explicit!r} is already used on this page; choose another",
             place)  # fmt: skip
        draft.fields.pop("id")
