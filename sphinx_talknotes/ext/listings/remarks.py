"""Listings of follow-ups and questions, each with the talk it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.ext.views.base import Link, Shown, View, badge, line, talk_link
from sphinx_talknotes.model.records import FOLLOWUP_KINDS

if TYPE_CHECKING:
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view


@dataclass(frozen=True, slots=True)
class RemarksView(View):
    """Remarks of the given kinds, of one conference or of all."""

    kinds: tuple[str, ...]
    conference: str = ""

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return the conference."""
        return (("conference", self.conference),) if self.conference else ()

    def answer(self, domain: TalknotesDomain) -> tuple[tuple[str, Link, Link | None], ...]:
        """Return kind, text (a link to where it stands) and talk of each remark."""
        catalogue = domain.catalogue
        conference = catalogue.entity("conference", self.conference) if self.conference else None
        if self.conference and conference is None:
            return ()
        result = []
        for remark in catalogue.remarks(*self.kinds, conference=conference):
            talk = catalogue.talk(remark.place.page, remark.talk)
            link = Link(remark.text, remark.place.page, remark.place.anchor)
            result.append((remark.kind, link, talk_link(talk) if talk else None))
        return tuple(result)

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return a list."""
        items = nodes.bullet_list(classes=["tn-remarks"])
        for kind, link, talk in answer:
            content: list[nodes.Node] = []
            if kind in FOLLOWUP_KINDS:
                content += [badge(FOLLOWUP_KINDS[kind], f"tn-followup-{kind}"), nodes.Text(" ")]
            content.append(shown.link(link))
            if talk:
                content += [plain(" – ", nodes.inline), shown.link(talk, "tn-remark-talk")]
            items += nodes.list_item("", line(content))
        return [items] if items.children else []
