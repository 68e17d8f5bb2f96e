"""From the draft of a talk to its record and its shape on the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_talknotes.ext.directives.base import (
    flatten,
    leaves_project,
    local_files,
    reserve_anchor,
)
from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.ext.nodes import make_view, talknotes_at, talknotes_view
from sphinx_talknotes.ext.reading.quotes import read_quotes
from sphinx_talknotes.ext.views.talk import LINKS, FactsView, SeriesView
from sphinx_talknotes.ext.views.video import VideoView
from sphinx_talknotes.model.fields import Context, is_local, parse_fields
from sphinx_talknotes.model.names import tidy
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.model.records import Draft, Place, Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NO_CONTENT = (nodes.title, nodes.rubric, nodes.Invisible, nodes.system_message)


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes talks of drafts: the defaults of the page, and values of the configuration."""

    document: nodes.document
    docname: str
    defaults: Mapping[str, Any]
    context: Context

    def read(self, section: nodes.section, draft: Draft, position: int) -> Talk:
        """Return the record, and put placeholders for facts and neighbours into the section."""
        values, reports = parse_fields(draft.fields, self.context)

        def place(name: str) -> str:
            return f"{section.source}:{draft.lines.get(name, draft.line)}"

        for report in reports:
            warn(report.problem, report.message, place(report.name))
        unread = tuple((r.name, tidy(draft.fields[r.name])) for r in reports)
        suggested, _ = parse_fields(draft.defaults, self.context, defaults=True)
        values = {**self.defaults, **suggested, **values}
        start, end = values.get("start"), values.get("end")
        if start is not None and end is not None and end < start:
            warn(Problem.TIME, "end: the talk ends before it starts; the end is ignored",
                 place("end"))  # fmt: skip
            values.pop("end")
            unread += (("end", tidy(draft.fields.get("end", ""))),)
        unread += self._drop_outside(values, place)
        for video in values.get("videos", ()):
            if video.provider == "link":
                name = "video" if "video" in draft.fields else "videos"
                warn(Problem.VIDEO, f"video: {video.watch!r} is on a host that has no player here; "
                     f"it stays a link", place(name))  # fmt: skip
        anchor = section["ids"][0]
        talk = Talk(title=draft.title, place=Place(self.docname, anchor, draft.line),
                    position=position, **values)  # fmt: skip
        own = list(talk.videos)
        mentions = _mentions(section)
        has_content = _has_content(section)
        talk = replace(
            talk,
            videos=tuple(dict.fromkeys([*own, *_videos(section)])),
            status=values.get("status") or ("noted" if has_content else "planned"),
            summary=_summary(section),
            has_thoughts=any("tn-thoughts" in n["classes"] and "tn-empty" not in n["classes"]
                             for n in section.findall(nodes.container)),
            mentions=mentions,
            quotes=read_quotes(section, talk.tools, mentions),
        )  # fmt: skip
        cards = tuple(reserve_anchor(self.document, f"{anchor}-video") for _ in own)
        title = section.next_node()
        if talk.language and isinstance(title, nodes.title):
            title["lang"] = talk.language  # the notes may be in another language
        view = FactsView(self.docname, anchor, cards, unread, is_empty=not has_content)
        facts = make_view(view, *_files(talk, own))
        facts["cards"] = list(zip(own, cards, strict=True))[:1]
        section.insert(_after_title(section), facts)
        section += make_view(SeriesView(self.docname, anchor))
        return talk

    def _drop_outside(
        self, values: dict[str, Any], place: Callable[[str], str]
    ) -> tuple[tuple[str, str], ...]:
        """Take out paths that lead out of the project; return them with their names."""
        videos = values.pop("videos", ())
        paths = [(name, values[name]) for name in LINKS if is_local(values.get(name) or "http:")]
        outside = [item for item in paths if leaves_project(self.docname, item[1])]
        for name, _ in outside:
            del values[name]
        kept = []
        for video in videos:
            if video.kind == "file" and leaves_project(self.docname, video.id):
                outside.append(("video", video.id))
            else:
                kept.append(video)
        if kept:
            values["videos"] = tuple(kept)
        for name, path in outside:
            warn(Problem.URL, f"{name}: {path!r} is outside the project; put the file into it",
                 place(name))  # fmt: skip
        return tuple(outside)


def find_place(section: nodes.Element) -> str:
    """Return what a talk stands in where it can't be a section, or an empty string."""
    node = section.parent
    while node is not None and not isinstance(node, nodes.document):
        if not isinstance(node, nodes.section | addnodes.only):
            return str(node.tagname).replace("_", " ")
        if "tn-talk" in node.get("classes", ()):
            return "talk"
        node = node.parent
    return ""


def degrade(section: nodes.section, inside: str) -> None:
    """Show a talk that stands in the wrong place as part of what it stands in."""
    if inside == "talk":
        section["classes"].remove("tn-talk")
        return
    box = nodes.container("", classes=section["classes"], ids=section["ids"])
    box += flatten([section])
    if box.children and isinstance(box.children[0], nodes.rubric):
        box.children[0]["ids"] = []
    box["classes"].remove("tn-talk")
    section.replace_self(box)


def resolve_moments(document: nodes.document) -> None:
    """Tell each `at` role which video it means: the last one before it, or its talk's first."""
    shown: list[tuple[Any, str]] = []
    for node in document.findall():
        if isinstance(node, talknotes_view):
            shown += _shown_videos(node)
        elif isinstance(node, nodes.section) and "tn-talk" in node["classes"]:
            views = node.findall(talknotes_view)
            shown = next(filter(None, map(_shown_videos, views)), [])[:1]
        elif isinstance(node, talknotes_at):
            if not shown:
                warn(Problem.AT, f"{node.astext()!r}: there is no video here to point into; give "
                     f"the talk a :video:", node)  # fmt: skip
            else:
                node["video"], node["figure"] = shown[-1]


def _shown_videos(node: talknotes_view) -> list[tuple[Any, str]]:
    """Return the videos that have their card in this place, with its anchor."""
    view = node["view"]
    if isinstance(view, VideoView):
        return [(view.video, view.anchor)]
    cards: list[tuple[Any, str]] = node.get("cards", [])
    return cards


def _after_title(section: nodes.section) -> int:
    return 1 if isinstance(section.next_node(), nodes.title) else 0


def _has_content(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Text):
        return bool(node.strip())
    if isinstance(node, _NO_CONTENT):
        return False
    if isinstance(node, nodes.image | talknotes_view):
        return True
    return any(_has_content(child) for child in node.children)


def _videos(section: nodes.section) -> list[Any]:
    return [
        node["view"].video
        for node in section.findall(talknotes_view)
        if isinstance(node["view"], VideoView)
    ]


def _summary(section: nodes.section) -> str:
    for box in section.findall(nodes.container):
        if "tn-tldr" in box["classes"]:
            return tidy(" ".join(child.astext() for child in box.children[1:]))[:300]
    return ""


def _mentions(section: nodes.section) -> tuple[tuple[str, str], ...]:
    found = [
        (node["reftype"], node["reftarget"])
        for node in section.findall(addnodes.pending_xref)
        if node.get("refdomain") == "talknotes" and node["reftype"] in ("tool", "speaker")
    ]
    return tuple(dict.fromkeys(found))


def _files(talk: Talk, videos: list[Any]) -> list[nodes.Node]:
    links = [getattr(talk, name) for name in LINKS]
    paths = [link for link in links if link and is_local(link)]
    paths += [video.id for video in videos if video.kind == "file"]
    return local_files(list(dict.fromkeys(paths)))
