"""Classes of microformats2 (microformats.org/wiki/microformats2) on what a page shows anyway.

A talk is an `h-event`: `p-name`, `dt-start`, `dt-end`, `p-location`, `p-summary`, and `u-url` for
the page of the session. Its speakers are marked where the facts are made. The notes are no
`h-entry`: on one element with the event, its place and people would be those of the entry. The
page of a speaker is an `h-card`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.nodes import General, Inline, TextElement
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.web.head import page_entity
from sphinx_talknotes.ext.web.site import makes_site
from sphinx_talknotes.ext.web.times import talk_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.model.records import Talk


class talknotes_time(General, Inline, TextElement):
    """A date and time for machines, ``datetime``, around what people read."""


class MicroformatsTransform(SphinxPostTransform):
    """Adds the classes when all is in its place (after 5), for HTML sites only."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Mark the talks of the document, and the document itself."""
        domain = get_domain(self.env)
        if not makes_site(domain.builder) or not self.config.talknotes_metadata:
            return
        for section in list(self.document.findall(nodes.section)):
            if "tn-talk" in section["classes"] and section["ids"]:
                talk = domain.catalogue.talk(self.env.docname, section["ids"][0])
                if talk:
                    _mark_talk(section, talk, domain)
        entity = page_entity(domain, self.env.docname)
        home = next((n for n in self.document.children if isinstance(n, nodes.section)), None)
        if entity and entity.kind == "speaker" and home is not None:
            _mark_speaker(home)


def _mark_talk(section: nodes.section, talk: Talk, domain: TalknotesDomain) -> None:
    section["classes"].append("h-event")
    _mark_name(section)
    conference = domain.catalogue.conference_of(talk)
    declared = conference.declaration if conference else None
    start, end = talk_times(talk, declared.detail("timezone") if declared else "")
    band = [node for node in section.children if isinstance(node, nodes.field_list)]
    for body in _lines(band, "tn-when"):
        if start:
            _mark_time(body, start, end)
    for body in _lines(band, "tn-where"):
        body["classes"].append("p-location")
    for link in _with_class(band, nodes.reference, "tn-link-session"):
        link["classes"].append("u-url")
    for box in section.children:
        if isinstance(box, nodes.container) and "tn-tldr" in box["classes"]:
            text = next((n for n in box.children if isinstance(n, nodes.paragraph)), None)
            if text is not None:
                text["classes"].append("p-summary")
            break


def _mark_time(line: nodes.Element, start: str, end: str) -> None:
    """Wrap a line that says when; what it says of the time of day stands for the end."""
    inside = [n for n in line.children if isinstance(n, nodes.inline) and "tn-time" in n["classes"]]
    if inside and end:
        place = line.index(inside[0])
        line[place] = talknotes_time("", "", inside[0], classes=["dt-end"], datetime=end)
    begin = talknotes_time("", "", *line.children, classes=["dt-start"], datetime=start)
    line.children = []
    line += begin


def _mark_speaker(section: nodes.section) -> None:
    section["classes"].append("h-card")
    _mark_name(section)
    known = [node for node in section.children if not isinstance(node, nodes.section)]
    for image in _with_class(known, nodes.image, "tn-photo"):
        image["classes"].append("u-photo")
    for text in _with_class(known, nodes.paragraph, "tn-about"):
        text["classes"].append("p-note")
    for name in ("tn-url", "tn-links"):
        for line in _lines(known, name):
            for link in line.findall(nodes.reference):
                link["classes"].append("u-url")


def _mark_name(section: nodes.section) -> None:
    # an element of its own: the heading ends with the sign of its permalink
    title = next((n for n in section.children if isinstance(n, nodes.title)), None)
    if title is not None:
        name = nodes.inline("", "", *title.children, classes=["p-name"])
        title.children = []
        title += name


def _lines(places: Sequence[nodes.Node], name: str) -> Iterator[nodes.paragraph]:
    """Yield the first line of each value in a list of facts that has a class."""
    for body in _with_class(places, nodes.field_body, name):
        line = next((n for n in body.children if isinstance(n, nodes.paragraph)), None)
        if line is not None:
            yield line


def _with_class(
    places: Sequence[nodes.Node], kind: type[nodes.Element], name: str
) -> Iterator[nodes.Element]:
    for node in places:
        for found in list(node.findall(kind)):
            if name in found["classes"]:
                yield found


def visit_time(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the start of a `time` element."""
    attributes: dict[str, Any] = {"datetime": node["datetime"]}
    self.body.append(self.starttag(node, "time", "", **attributes))


def depart_time(self: HTML5Translator, _node: nodes.Element) -> None:
    """Close it."""
    self.body.append("</time>")


def setup_microformats(app: Sphinx) -> None:
    """Register the element."""
    app.add_node(talknotes_time, html=(visit_time, depart_time))
