"""Placeholders become plain nodes, for every builder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.ext.nodes import talknotes_at, talknotes_view
from sphinx_talknotes.ext.sources import is_private_xref
from sphinx_talknotes.ext.views import Shown
from sphinx_talknotes.model.problems import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_talknotes.ext.domain import TalknotesDomain


_TWO_ANCHORS = re.compile(r'(href=")#document-[^"#]*#(?=[^"])')
"""What Sphinx 9 writes for a section of another document, which is on the same page."""


class ViewsTransform(SphinxPostTransform):
    """Answers and renders each view; before references are resolved and links collected."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Replace all placeholders of the document."""
        domain = get_domain(self.env)
        self._guard_names(domain)
        shown = Shown(domain.builder, self.env.docname)
        for node in list(self.document.findall(talknotes_view)):
            view = node["view"]
            rendered = view.render(domain.answer(view), shown, node)
            for child in rendered:
                if isinstance(child, nodes.Element):
                    child["classes"] += node["classes"]
            node.replace_self(rendered)
        for moment in list(self.document.findall(talknotes_at)):
            moment.replace_self(_moment(moment, shown))
        for title in self.document.findall(nodes.title):
            if "lang" in title:
                # docutils makes an attribute `lang` of it; while reading, it would look for the
                # quotation marks of that language, and warn where it knows none
                title["classes"].append(f"language-{title['lang']}")

    def _guard_names(self, domain: TalknotesDomain) -> None:
        """Keep private aliases that the author wrote in roles from where they would be shown."""
        headings: list[nodes.title] = []
        for ref in self.document.findall(addnodes.pending_xref):
            xref = str(ref.get("refdomain") or ""), str(ref.get("reftype") or "")
            if not is_private_xref(domain, *xref, str(ref.get("reftarget") or "")):
                continue
            block: Any = ref
            while isinstance(block, nodes.Inline):
                block = block.parent  # type: ignore[attr-defined]
            if domain.builder.name == "gettext":
                block["translatable"] = False  # what translators get is the source
            elif isinstance(block, nodes.title) and block not in headings:
                headings.append(block)
        for heading in headings:
            message = (
                "a heading names somebody by a private alias, and headings make addresses, "
                "contents and the search; write the other name there"
            )
            warn(Problem.ALIAS, message, heading)


def mend_contents(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: Any
) -> None:
    """Mend addresses of contents that a theme puts beside the one page of singlehtml."""
    if app.builder.name != "singlehtml":
        return
    if isinstance(context.get("toc"), str):
        context["toc"] = _mend_addresses(context["toc"])
    toctree = context.get("toctree")
    if callable(toctree):
        context["toctree"] = lambda **options: _mend_addresses(toctree(**options))


def _mend_addresses(text: Any) -> Any:
    return _TWO_ANCHORS.sub(r"\1#", text) if isinstance(text, str) else text


class AnchorsTransform(SphinxPostTransform):
    """Makes links arrive where a builder would lose them."""

    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        """Mend addresses in singlehtml, and give LaTeX a label for every anchor."""
        builder = get_domain(self.env).builder
        if builder.name == "singlehtml":
            for link in self.document.findall(nodes.reference):
                # Sphinx 9 writes "#document-page#anchor", and the page is in the same file
                address = link.get("refuri", "")
                if address.startswith("#document-") and "#" in address[1:]:
                    link["refuri"] = address[address.index("#", 1) :]
        elif builder.format == "latex":
            # its writer prints labels for sections and targets, but not for these
            for kind in (nodes.container, nodes.rubric, nodes.paragraph):
                for block in [n for n in self.document.findall(kind) if n["ids"]]:
                    target = nodes.target("", "", ids=block["ids"])
                    block["ids"] = []
                    block.parent.insert(block.parent.index(block), target)


def _moment(node: talknotes_at, shown: Shown) -> nodes.Node:
    video = node.get("video")
    if video is None:
        return nodes.inline("", node.astext(), classes=["tn-at"])
    address = video.at(node["seconds"])
    if shown.is_site:
        figure = node["figure"] if video.kind != "link" else ""
        address = f"#{figure}" if video.kind == "file" else address
        return talknotes_at(
            "", "", *node.children, seconds=node["seconds"], refuri=address, figure=figure
        )
    if video.kind == "file":
        return nodes.inline("", node.astext(), classes=["tn-at"])
    return nodes.reference("", node.astext(), refuri=address, internal=False, classes=["tn-at"])
