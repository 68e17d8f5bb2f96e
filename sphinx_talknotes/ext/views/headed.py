"""A view under a heading, both left out if there is nothing to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.ext.views.base import Shown, View

if TYPE_CHECKING:
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view


@dataclass(frozen=True, slots=True)
class HeadedView(View):
    """For pages whose author does not write the headings: those of speakers and tools."""

    title: str
    anchor: str
    view: View

    def answer(self, domain: TalknotesDomain) -> Any:
        """Return the answer of the view."""
        return self.view.answer(domain)

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return heading and content."""
        content = self.view.render(answer, shown, node)
        if not content:
            return []
        heading = plain(self.title, nodes.rubric, "tn-heading")
        heading["ids"] = [self.anchor]
        return [heading, *content]
