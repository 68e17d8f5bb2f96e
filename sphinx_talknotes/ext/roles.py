"""Roles: links to talks, speakers, tools and conferences, and to a moment of a video."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxRole

from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.ext.nodes import talknotes_at
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.video import parse_seconds

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message


class EntityRole(XRefRole):
    """A link by name; works under its short name and in the domain alike."""

    def __init__(self, kind: str) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)
        self.kind = kind

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return a pending reference into our domain."""
        self.name = f"talknotes:{self.kind}"
        return super().run()


class AtRole(SphinxRole):
    """``{at}`12:30```: that moment of the talk's video."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the moment; which video it means is found when the page has been read."""
        text = self.text.strip()
        try:
            seconds = parse_seconds(text)
        except ValueError:
            warn(Problem.AT, f"{text[:60]!r} is not a time in a video; write 12:30 or 1:02:03",
                 self.get_location())  # fmt: skip
            return [nodes.Text(text)], []
        node = talknotes_at(text, text, seconds=seconds)
        self.set_source_info(node)
        return [node], []


ROLES: dict[str, Any] = {
    "talk": EntityRole("talk"),
    "speaker": EntityRole("speaker"),
    "tool": EntityRole("tool"),
    "conference": EntityRole("conference"),
    "at": AtRole(),
}
"""Roles by name."""
