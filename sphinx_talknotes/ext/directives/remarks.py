"""The directives in which the author speaks: thoughts, summary, questions, things to do."""

from __future__ import annotations

from docutils import nodes

from sphinx_talknotes.ext.directives.base import NotesDirective, note_anchor, without_raw
from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.ext.reading.attached import attach
from sphinx_talknotes.model.fields import FieldReport, choice
from sphinx_talknotes.model.names import slug, tidy
from sphinx_talknotes.model.problems import FieldError, Problem
from sphinx_talknotes.model.records import FOLLOWUP_KINDS, Place, Remark

_KIND = choice(Problem.KIND, FOLLOWUP_KINDS)


def make_box(name_class: str, title: nodes.rubric, body: list[nodes.Node]) -> nodes.container:
    """Return a box with a label."""
    box = nodes.container(classes=[f"tn-{name_class}"])
    if not body:
        box["classes"].append("tn-empty")
    box += [title, *body]
    return box


def note_remark(
    document: nodes.document, docname: str, box: nodes.container, kind: str, line: int
) -> None:
    """Record what a box asks or wants to be done, if there is anything in it."""
    text = tidy(" ".join(node.astext() for node in box.children[1:]))
    if text:
        anchor = note_anchor(document, slug(kind), box)
        attach(box, Remark(kind, text, Place(docname, anchor, line)))


class RemarkDirective(NotesDirective):
    """Base: a box with a label, which the argument replaces."""

    name_class = ""
    label = ""
    options_known: tuple[str, ...] = ()

    def run(self) -> list[nodes.Node]:
        """Return the box; nothing if there is nothing in it."""
        self.take_argument_back(joined=True)
        self.warn_fields([
            FieldReport(name, Problem.OPTION, f"unknown option {name[:60]!r}")
            for name in self.raw_options if name not in self.options_known
        ])  # fmt: skip
        body = self.parse_flat_body()
        title = nodes.rubric("", "", classes=["tn-label"])
        if self.argument:
            content, messages = self.state.inline_text(self.argument, self.lineno)
            title += [*without_raw(content), *messages]
        else:
            title = plain(self.get_label(), nodes.rubric, "tn-label")
        box = make_box(self.name_class, title, body)
        self.set_source_info(box)
        box["classes"] += self.classes
        self.note(box)
        return [box]

    def get_label(self) -> str:
        """Return the label for readers."""
        return self.label

    def note(self, box: nodes.container) -> None:
        """Record what has to be listed elsewhere."""


class MyThoughtsDirective(RemarkDirective):
    """What the note-taker thinks of it."""

    name_class = "thoughts"
    label = "My thoughts"


class TldrDirective(RemarkDirective):
    """The talk in a sentence."""

    name_class = "tldr"
    label = "tl;dr"


class QuestionDirective(RemarkDirective):
    """What the note-taker did not understand."""

    name_class = "question"
    label = "Question"
    kind = "question"

    def note(self, box: nodes.container) -> None:
        """Record the question, to be listed elsewhere."""
        line = self.get_source_info()[1] or 0
        note_remark(self.state.document, self.env.docname, box, self.kind, line)


class FollowupDirective(QuestionDirective):
    """What to read, to watch, to try or to ask."""

    name_class = "followup"
    options_known = ("kind",)

    def run(self) -> list[nodes.Node]:
        """Return the box, labelled by kind."""
        text = self.options.get("kind", "").strip() or "read"
        try:
            self.kind = _KIND(text, None)  # type: ignore[arg-type]
        except FieldError as error:
            self.warn_fields([FieldReport("kind", error.problem, f"kind: {error}")])
            self.kind = "read"
        return super().run()

    def get_label(self) -> str:
        """Return what is to be done."""
        return FOLLOWUP_KINDS[self.kind]


REMARKS: dict[str, type[RemarkDirective]] = {
    "mythoughts": MyThoughtsDirective,
    "tldr": TldrDirective,
    "question": QuestionDirective,
    "followup": FollowupDirective,
}
"""The directives by name."""
