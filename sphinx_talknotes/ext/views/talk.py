"""What a talk and its page show: the band of facts, what comes next, the other days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_talknotes.ext.nodes import plain
from sphinx_talknotes.ext.views.base import (
    Link,
    Shown,
    View,
    badge,
    field_list,
    join,
    line,
    make_link,
    show_language,
    talk_link,
    text_nodes,
    time_nodes,
)
from sphinx_talknotes.ext.views.days import day_place
from sphinx_talknotes.ext.views.video import video_nodes
from sphinx_talknotes.model.fields import is_local
from sphinx_talknotes.model.records import KINDS, STATUSES

if TYPE_CHECKING:
    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view
    from sphinx_talknotes.model.dates import PartialDate
    from sphinx_talknotes.video import Video

LINKS = {"url": "Session", "slides": "Slides", "code": "Code", "paper": "Paper"}
"""Talk fields that are addresses, and what their links are called."""

_INVITATION = "Planned. The notes go here."


@dataclass(frozen=True, slots=True)
class Facts:
    """Answer of `FactsView`; speakers come with the affiliation that the talk gives."""

    title: str
    speakers: tuple[tuple[Link, str], ...]
    date: PartialDate | None
    times: tuple[int | None, int | None, int | None]
    conference: Link | None
    room: str
    track: str
    level: str
    language: str
    kind: str
    status: str
    links: tuple[tuple[str, str], ...]
    videos: tuple[Video, ...]
    tools: tuple[Link, ...]
    tags: tuple[str, ...]
    notes_by: tuple[str, ...]
    also: tuple[Link, ...]
    rating: float | None
    hue: str


@dataclass(frozen=True, slots=True)
class FactsView(View):
    """The facts of the talk at ``page``, ``anchor``.

    ``videos`` are the anchors of the cards shown here, for as many of its videos (others have a
    card in the notes); ``unread`` are values that could not be understood, which are shown as
    they were written; ``is_empty`` tells that there are no notes.
    """

    page: str
    anchor: str
    videos: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    is_empty: bool = False

    def answer(self, domain: TalknotesDomain) -> Facts | None:
        """Return the facts, all names resolved."""
        catalogue = domain.catalogue
        talk = catalogue.talk(self.page, self.anchor)
        if talk is None:
            return None
        speakers: dict[Link, str] = {}
        for person in talk.speakers:
            entity = catalogue.entity("speaker", person.name)
            if entity:
                speakers.setdefault(make_link(domain, entity), person.affiliation)
        conference = catalogue.conference_of(talk)
        return Facts(
            title=talk.title,
            speakers=tuple(speakers.items()),
            date=talk.date,
            times=(talk.start, talk.end, talk.minutes),
            conference=make_link(domain, conference) if conference else None,
            room=talk.room,
            track=talk.track,
            level=talk.level,
            language=talk.language,
            kind=talk.kind,
            status=talk.status,
            links=tuple((LINKS[a], getattr(talk, a)) for a in LINKS if getattr(talk, a)),
            videos=talk.videos[: len(self.videos)],
            tools=tuple(make_link(domain, e) for e in catalogue.entities_of(talk, "tool")),
            tags=talk.tags,
            notes_by=catalogue.notetakers_of(talk),
            also=tuple(
                talk_link(
                    other,
                    ", ".join(catalogue.notetakers_of(other))
                    or catalogue.pages[other.place.page].title,
                )
                for other in catalogue.same_talk(talk)
            ),
            rating=talk.rating,
            hue=conference.hue if conference else "",
        )

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return the band: badges, a list of fields, the videos."""
        if answer is None:
            return []
        facts: Facts = answer
        if shown.is_site and facts.hue and isinstance(node.parent, nodes.section):
            node.parent["classes"].append(facts.hue)
        files = {child["reftarget"]: child for child in node.findall(addnodes.download_reference)}
        fields = [
            (
                "speakers",
                "Speaker" if len(facts.speakers) == 1 else "Speakers",
                _speakers(facts, shown),
            ),
            ("when", "When", _when(facts, shown)),
            ("where", "Where", _where(facts, shown)),
            ("links", "Links", join([[_web(*item, files)] for item in facts.links], " · ")),
            ("tools", "Tools", shown.chips(facts.tools)),
            ("tags", "Tags", shown.chips(tuple(Link(tag, "") for tag in facts.tags))),
            ("notes-by", "Notes by", text_nodes(", ".join(facts.notes_by))),
            ("also", "Also noted", shown.links(facts.also)),
            (
                "rating",
                "Rating",
                text_nodes("" if facts.rating is None else f"{facts.rating:g} / 5"),
            ),
            *(("unread", name, text_nodes(text)) for name, text in self.unread),
        ]
        result: list[nodes.Node] = []
        badges = _badges(facts, shown.language)
        if badges:
            result.append(line(join([[badge] for badge in badges], " "), "tn-badges"))
        listed = field_list([field for field in fields if field[2]], "tn-facts")
        result += [listed] if listed.children else []
        if shown.is_site:
            result += _take_summary(node.parent)
        for anchor, video in zip(self.videos, facts.videos, strict=True):
            titled = video if video.title else replace(video, title=facts.title)
            result += video_nodes(titled, shown, anchor, files)
        if self.is_empty and facts.status == "planned" and shown.is_site:
            result.append(plain(_INVITATION, nodes.paragraph, "tn-planned"))
        return result


def _take_summary(section: nodes.Element | None) -> list[nodes.Node]:
    """Take the first tl;dr out of a talk: on a screen it is read before everything else."""
    for child in section.children if section is not None else ():
        if isinstance(child, nodes.container) and "tn-tldr" in child["classes"]:
            child.parent.remove(child)
            return [child]
    return []


def _badges(facts: Facts, language: str) -> list[nodes.Node]:
    badges: list[nodes.Node] = []
    if facts.kind != "talk":
        badges.append(badge(KINDS[facts.kind], f"tn-kind-{facts.kind}"))
    if facts.status != "noted":
        badges.append(badge(STATUSES[facts.status], f"tn-status-{facts.status}"))
    if facts.level:
        badges.append(badge(facts.level, "tn-level"))
    # that it is in the language of the whole site goes without saying
    if facts.language and facts.language != language:
        badges.append(badge(show_language(facts.language, language), "tn-language"))
    return badges


def _speakers(facts: Facts, shown: Shown) -> list[nodes.Node]:
    parts = []
    for link, affiliation in facts.speakers:
        speaker = shown.link(link, "tn-speaker")
        # Of people, h-event knows none but those who attend (https://microformats.org/wiki/h-event).
        # A class p-name here would be the name of the talk, and its author is who takes the notes.
        # On the link itself, an h-card has name and address without more classes.
        speaker["classes"] += ["p-attendee", "h-card"]
        part: list[nodes.Node] = [speaker]
        if affiliation:
            part.append(nodes.Text(f" ({affiliation})"))
        parts.append(part)
    return join(parts)


def _when(facts: Facts, shown: Shown) -> list[nodes.Node]:
    date: list[nodes.Node] = []
    if facts.date:
        date.append(plain(shown.date(facts.date), nodes.inline, "tn-date"))
    return join([date, *time_nodes(*facts.times)])


def _where(facts: Facts, shown: Shown) -> list[nodes.Node]:
    parts: list[list[nodes.Node]] = [[shown.link(facts.conference)]] if facts.conference else []
    parts += [[nodes.Text(text)] for text in (facts.room, facts.track) if text]
    return join(parts, " · ")


def _web(label: str, address: str, files: dict[str, addnodes.download_reference]) -> nodes.Node:
    text = plain(label, nodes.inline)
    if is_local(address):
        file = files.get(address)
        if file is None:
            return nodes.Text(f"{label}: {address}")
        link: nodes.Element = file.deepcopy()
        link.children = []
        link += text
    else:
        link = nodes.reference("", "", text, refuri=address, internal=False)
    link["classes"].append(f"tn-link-{label.lower()}")
    return link


@dataclass(frozen=True, slots=True)
class SeriesView(View):
    """Previous and next talk of the conference."""

    page: str
    anchor: str

    def answer(self, domain: TalknotesDomain) -> tuple[Link | None, Link | None]:
        """Return the neighbours."""
        talk = domain.catalogue.talk(self.page, self.anchor)
        if talk is None:
            return None, None
        before, after = domain.catalogue.neighbours(talk)
        return talk_link(before) if before else None, talk_link(after) if after else None

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return a list of up to two links."""
        items = nodes.bullet_list(classes=["tn-series"])
        for link, label, name in zip(answer, ("Previous", "Next"), ("prev", "next"), strict=True):
            if link:
                content: list[nodes.Node] = [plain(f"{label}: ", nodes.inline, "tn-series-label"),
                                             shown.link(link)]  # fmt: skip
                items += nodes.list_item("", line(content), classes=[f"tn-series-{name}"])
        return [items] if items.children else []


@dataclass(frozen=True, slots=True)
class DaysView(View):
    """The other days of the conference whose day this page is."""

    page: str

    def answer(self, domain: TalknotesDomain) -> tuple[Any, ...]:
        """Return conference, and its days as ``(number, date, link or None for this page)``."""
        catalogue = domain.catalogue
        result = []
        seen: dict[str, Any] = {}
        for talk in catalogue.pages[self.page].talks:
            conference = catalogue.conference_of(talk)
            if conference:
                seen.setdefault(conference.key, conference)
        for conference in seen.values():
            days = [day for day in catalogue.days(conference) if day.date and day.date.day]
            if len({day.page for day in days}) < 2 or all(day.page != self.page for day in days):
                continue
            home = make_link(domain, conference)
            shown = tuple(
                (number, day.date, *day_place(domain, conference, day))
                for number, day in enumerate(days, 1)
            )
            result.append((home, shown))
        return tuple(result)

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return a list per conference: its name, then its days."""
        result: list[nodes.Node] = []
        for home, days in answer:
            items = nodes.bullet_list(classes=["tn-days"])
            items += nodes.list_item("", line([shown.link(home)]), classes=["tn-days-home"])
            for number, date, page, anchor in days:
                text = f"Day {number}: {shown.date(date)}"
                if page == self.page:
                    content: nodes.Node = plain(text, nodes.strong)
                else:
                    content = shown.link(Link(text, page, anchor))
                items += nodes.list_item("", line([content]))
            result.append(items)
        return result
