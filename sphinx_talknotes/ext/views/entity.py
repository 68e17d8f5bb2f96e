"""What the pages of speakers, tools and conferences show of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_talknotes.ext.nodes import plain, talknotes_initials
from sphinx_talknotes.ext.views.base import (
    Link,
    Shown,
    View,
    field_list,
    join,
    line,
    make_link,
    text_nodes,
)
from sphinx_talknotes.model.entity_fields import ENTITY_FIELDS
from sphinx_talknotes.model.initials import initials

if TYPE_CHECKING:
    from sphinx_talknotes.catalogue import Counts
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view
    from sphinx_talknotes.model.dates import PartialDate

NO_TALKS = "No talks yet"
"""What stands in the place of a conference's counts where there is nothing to count."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Answer of `EntityView`; details come as name, label and text.

    What only the page of an entity shows is empty elsewhere: ``counts`` of a conference, and
    ``initials`` of a speaker.
    """

    kind: str
    about: str
    aliases: tuple[str, ...]
    details: tuple[tuple[str, str, str], ...]
    dates: tuple[PartialDate | None, PartialDate | None]
    url: str
    links: tuple[tuple[str, str], ...]
    declared: Link | None
    counts: Counts | None
    initials: str
    hue: str


@dataclass(frozen=True, slots=True)
class EntityView(View):
    """Who or what an entity is. ``here`` tells that the text about it stands on this page."""

    kind: str
    name: str
    here: bool = False

    def answer(self, domain: TalknotesDomain) -> Profile | None:
        """Return what is known of the entity."""
        entity = domain.catalogue.entity(self.kind, self.name)
        if entity is None:
            return None
        declaration = entity.declaration
        details = dict(declaration.details) if declaration else {}
        elsewhere = declaration and not self.here
        is_page = not self.here or bool(declaration and declaration.is_page)
        return Profile(
            kind=self.kind,
            about=declaration.about if declaration and elsewhere else "",
            aliases=entity.aliases,
            details=tuple(
                (row.name, row.label, details[row.name])
                for row in ENTITY_FIELDS[self.kind]
                if row.label and details.get(row.name)
            ),
            dates=entity.dates if self.kind == "conference" else (None, None),
            url=declaration.url if declaration else "",
            links=tuple(
                (label, address)
                for label, _, address in (
                    row.rpartition(" ") for row in details.get("links", "").splitlines()
                )
            ),
            declared=Link(
                "More about it" if self.kind != "speaker" else "More about them",
                declaration.place.page, declaration.place.anchor,
            ) if declaration and elsewhere else None,
            counts=domain.catalogue.counts(entity)
            if is_page and self.kind == "conference" else None,
            initials=initials(entity.name) if is_page and self.kind == "speaker" else "",
            hue=entity.hue if self.kind == "conference" else "",
        )  # fmt: skip

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return picture (or initials), text, a list of fields and a line of counts."""
        if answer is None:
            return []
        profile: Profile = answer
        if shown.is_site and profile.hue and isinstance(node.parent, nodes.container):
            node.parent["classes"].append(profile.hue)
        result: list[nodes.Node] = [
            child.deepcopy() for child in node.children if isinstance(child, nodes.image)
        ]
        if profile.initials and not result and shown.is_site:
            result.append(talknotes_initials("", text=profile.initials))
        if profile.about:
            result.append(plain(profile.about, nodes.paragraph, "tn-about"))
        dates = shown.dates(*profile.dates)
        fields = [
            ("aliases", "Also called", text_nodes(", ".join(profile.aliases))),
            ("dates", "Dates", text_nodes(dates)),
            *((name, label, text_nodes(text)) for name, label, text in profile.details),
            ("url", "Home page", [_web(profile.url, profile.url)] if profile.url else []),
            ("links", "Links", join([[_web(*link)] for link in profile.links], " · ")),
        ]
        listed = field_list(
            [field for field in fields if field[2]], "tn-facts", f"tn-{profile.kind}"
        )
        result += [listed] if listed.children else []
        if profile.counts:
            text = show_counts(profile.counts, with_tools=True)
            result.append(plain(text or NO_TALKS, nodes.paragraph, "tn-counts"))
        if profile.declared and profile.declared.page != shown.docname:
            result.append(line([shown.link(profile.declared)], "tn-more"))
        return result


def _web(label: str, address: str) -> nodes.Node:
    if "://" not in address:
        return nodes.Text(address)
    return nodes.reference("", "", plain(label, nodes.inline), refuri=address, internal=False)


@dataclass(frozen=True, slots=True)
class EditionsView(View):
    """The other editions of a conference."""

    name: str

    def answer(self, domain: TalknotesDomain) -> tuple[tuple[Link, tuple[Any, Any], int], ...]:
        """Return link, dates and number of talks of each other edition, newest first."""
        catalogue = domain.catalogue
        entity = catalogue.entity("conference", self.name)
        editions = catalogue.editions(entity) if entity else ()
        return tuple(
            (make_link(domain, edition), edition.dates, len(edition.talks))
            for edition in reversed(editions)
            if edition is not entity
        )

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return a list of links."""
        items = nodes.bullet_list(classes=["tn-editions"])
        for link, dates, talks in answer:
            content: list[nodes.Node] = [
                shown.link(link),
                nodes.Text(
                    "".join(f" · {text}" for text in (shown.dates(*dates), count(talks)) if text)
                ),
            ]
            items += nodes.list_item("", line(content))
        return [items] if items.children else []


def count(number: int, noun: str = "talk") -> str:
    """Return a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def show_counts(counts: Counts, *, with_tools: bool = False) -> str:
    """Return the numbers of a conference for people, those that are not 0."""
    numbers = [(counts.talks, "talk"), (counts.days, "day"), (counts.speakers, "speaker")]
    if with_tools:
        numbers.append((counts.tools, "tool"))
    texts = [count(number, noun) for number, noun in numbers if number]
    return " · ".join([*texts, f"{counts.planned} planned"] if counts.planned else texts)
