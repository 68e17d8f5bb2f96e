"""Records of a page of directives, as a build of the project would make them."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.own.conf import Conf
from sphinx_talknotes.importers.own.directive import REMARKS, Directive, Title
from sphinx_talknotes.importers.own.inline import find_mentions, show_myst, show_rest
from sphinx_talknotes.importers.own.page import OwnPage
from sphinx_talknotes.model.entity_fields import parse_entity_fields
from sphinx_talknotes.model.fields import Context, FieldReport, is_local, parse_fields
from sphinx_talknotes.model.names import name_key, slug, tidy
from sphinx_talknotes.model.problems import Problem, Report
from sphinx_talknotes.model.records import (
    ENTITY_KINDS,
    FOLLOWUP_KINDS,
    Declaration,
    PageRecords,
    Place,
    Remark,
    Talk,
)
from sphinx_talknotes.video import Video, VideoError, parse_seconds, parse_video

UNTITLED = "Untitled talk"
_HANDLED = ("aliases", "private-aliases", "url", "start", "end")
_PATHS = ("url", "slides", "code", "paper")
_NOT_ID = re.compile(r"[^a-z0-9]+")
_AT_ENDS = re.compile(r"^[-0-9]+|-+$")
_MAX_SUMMARY = 300


@dataclass(slots=True)
class OwnRecords:
    """The records of a page, the talks with their directives, and what is wrong with them.

    ``defaults`` are what the page says of all talks, by attribute.
    """

    records: PageRecords
    defaults: Mapping[str, Any] = field(default_factory=dict)
    talks: list[tuple[Directive, Talk]] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)


def get_title(page: OwnPage, directive: Directive) -> str:
    """Return the title of a talk as a reader sees it."""
    return directive.shown or (show_rest if page.is_rest else show_myst)(directive.argument)


def get_options(directive: Directive) -> dict[str, str]:
    """Return the options that say something of the record."""
    return {name: text for name, text in directive.options.items() if name != "class"}


def make_records(page: OwnPage, docname: str, conf: Conf | None = None) -> OwnRecords:
    """Return the records of the directives of a page; *conf* is that of its project."""
    return _Maker(page, docname, conf or Conf()).make()


class _Maker:
    def __init__(self, page: OwnPage, docname: str, conf: Conf) -> None:
        self.page = page
        self.docname = docname
        self.conf = conf
        self.context = Context(peertube_hosts=conf.get_texts("talknotes_peertube_hosts"))
        self.reports: list[Report] = []
        self.anchors: dict[int, str] = {}

    def make(self) -> OwnRecords:
        page = self.page
        self._name_places()
        defaults, problems = parse_fields(page.front, self.context, defaults=True)
        self._report(1, problems, "front matter: ")
        conference = self._find_default()
        if conference:
            defaults.setdefault("conference", conference)
        for one in page.directives:
            if one.name == "talk" and one.inside:
                self._report(one.line, [FieldReport("", Problem.NESTED, _say_nested(page, one))])
        talks = [
            (one, self._make_talk(one, position, defaults))
            for position, one in enumerate(page.talks)
        ]
        title = self._find_title()
        declared = [one for one in page.directives if one.name in ENTITY_KINDS and one.argument]
        declarations = [
            self._declare(one, title, alone=len(declared) == 1 and not talks) for one in declared
        ]
        records = PageRecords(
            tuple(talk for _, talk in talks), tuple(declarations),
            tuple(self._make_remarks(talks)), title, page.path.as_posix(),
        )  # fmt: skip
        return OwnRecords(records, defaults, talks, self.reports)

    def _report(self, line: int, problems: Sequence[FieldReport], where: str = "") -> None:
        name = self.page.path.as_posix()
        self.reports += [Report(p.problem, f"{where}{p.message}", name, line) for p in problems]

    def _find_default(self) -> str:
        """Return the conference of talks that name none, if the front matter does not."""
        declared = (one.argument for one in self.page.directives if one.name == "conference")
        return next(filter(None, declared), "") or self.conf.get_text("talknotes_conference")

    def _find_title(self) -> str:
        titles = [(title.line, title.text) for title in self.page.text.iter_titles()]
        titles += [(one.line, get_title(self.page, one)) for one in self.page.talks]
        return min(titles, default=(0, ""))[1]

    def _name_places(self) -> None:
        """Give each talk and each entity its anchor, as they come one after the other."""
        taken: set[str] = set()
        numbers: dict[str, int] = {}
        fielded = {one.line: one for one in self.page.fielded}
        events: list[tuple[int, Title | Directive]] = [
            (title.line, title) for title in self.page.text.iter_titles()
        ]
        events += [(one.line, one) for one in self.page.directives]
        for line, event in sorted(events, key=lambda event: event[0]):
            heading = _make_id(event.text) if isinstance(event, Title) else ""
            one = fielded.get(line) if isinstance(event, Title) else event
            if one is None:
                taken.add(heading)
                continue
            if one.name == "talk":
                title = get_title(self.page, one) or UNTITLED
                wanted = slug(one.options.get("id", "").strip() or title)
            elif one.name in ENTITY_KINDS and one.argument:
                wanted = slug(one.argument)
            else:
                continue
            wanted = (_make_id(one.label) if one.label else "") or wanted
            anchor, number = wanted, numbers.get(wanted, 1)
            while anchor in taken:
                number += 1
                anchor = f"{wanted}-{number}"
            numbers[wanted] = number
            taken |= {anchor, heading}
            self.anchors[line] = anchor

    def _make_talk(self, one: Directive, position: int, defaults: dict[str, Any]) -> Talk:
        title = get_title(self.page, one)
        if not title:
            message = "a talk has no title; write it behind the directive's name"
            self._report(one.line, [FieldReport("", Problem.TITLE, message)])
        own, _problems = parse_fields(get_options(one), self.context)
        values = {**defaults, **own}
        if _ends_before(values.get("start"), values.get("end")):
            del values["end"]
        for name in _PATHS:
            if self._leads_out(values.get(name, "")):
                del values[name]
        videos = [v for v in values.pop("videos", ()) if v.kind != "file" or not self._out(v.id)]
        inside = list(one.text.iter_all())
        videos += [video for each in inside if (video := self._read_video(each))]
        status = values.pop("status", "") or ("noted" if one.has_content else "planned")
        tldr = next((each for each in inside if each.name == "tldr"), None)
        return Talk(
            title=title or UNTITLED, place=Place(self.docname, self.anchors[one.line], one.line),
            position=position, videos=tuple(dict.fromkeys(videos)), status=status,
            summary=self._show(tldr.body)[:_MAX_SUMMARY] if tldr else "",
            has_thoughts=any(e.name == "mythoughts" and e.has_content for e in inside),
            mentions=tuple(dict.fromkeys(self._find_mentions(one))), **values,
        )  # fmt: skip

    def _find_mentions(self, one: Directive) -> Iterator[tuple[str, str]]:
        code = {line.number for each in one.text.iter_all() if not each.text.directives
                and each.text.has_words and not each.text.first for line in each.body}  # fmt: skip
        lines = [line for line in one.body if line.number not in code]
        return find_mentions(lines, one.form)

    def _read_video(self, one: Directive) -> Video | None:
        """Return the video of a `video` directive, if it is one that can be shown."""
        if one.name != "video":
            return None
        try:
            times = {
                name: parse_seconds(text) for name in ("start", "end")
                if (text := one.options.get(name, "").strip())
            }  # fmt: skip
        except ValueError:
            times = {}
        try:
            video = parse_video(
                one.argument, peertube_hosts=self.context.peertube_hosts,
                title=tidy(one.options.get("title", "")), **times,
            )  # fmt: skip
        except VideoError:
            return None
        return None if video.kind == "file" and self._out(video.id) else video

    def _declare(self, one: Directive, title: str, *, alone: bool) -> Declaration:
        values, problems = parse_entity_fields(one.name, get_options(one))
        self._report(one.line, problems)
        start, end = values.get("start"), values.get("end")
        if _ends_before(start, end):
            end = None
        photo = values.pop("photo", "")
        if photo and is_local(photo) and not self._out(photo):
            values["photo"] = f"/{self._place(photo)}"
        first = one.text.first
        names = map(name_key, (one.argument, *values.get("aliases", ())))
        return Declaration(
            kind=one.name, name=tidy(one.argument),
            place=Place(self.docname, self.anchors[one.line], one.line),
            aliases=values.get("aliases", ()), private_aliases=values.get("private-aliases", ()),
            url=values.get("url", ""), about=(show_rest if self.page.is_rest else show_myst)(first),
            is_page=not one.inside and (alone or name_key(title) in names),
            details=tuple((name, v) for name, v in values.items() if name not in _HANDLED),
            dates=(start, end),
        )  # fmt: skip

    def _make_remarks(self, talks: Sequence[tuple[Directive, Talk]]) -> Iterator[Remark]:
        homes = {each.line: t.place.anchor for d, t in talks for each in d.text.iter_all()}
        for one in self.page.directives:
            kind = one.name if one.name == "question" else one.options.get("kind", "read").strip()
            if one.name not in ("question", "followup") or one.name not in REMARKS:
                continue
            text = self._show(one.body)
            kind = kind if kind == "question" or kind in FOLLOWUP_KINDS else "read"
            if text:
                yield Remark(
                    kind, text, Place(self.docname, slug(kind), one.line), homes.get(one.line, "")
                )

    def _show(self, body: Sequence[Line]) -> str:
        show = show_rest if self.page.is_rest else show_myst
        words = (show(re.sub(r"^\s*[-*+]\s+", "", line.text)) for line in body)
        return tidy(" ".join(filter(None, words)))

    def _leads_out(self, link: str) -> bool:
        return bool(link) and is_local(link) and self._out(link)

    def _place(self, path: str) -> str:
        folder = "" if path.startswith("/") else posixpath.dirname(self.docname)
        return posixpath.normpath(posixpath.join(folder, path.lstrip("/")))

    def _out(self, path: str) -> bool:
        return self._place(path).startswith("..")


def _say_nested(page: OwnPage, one: Directive) -> str:
    return (
        f"talk {get_title(page, one)!r} stands inside {one.inside}; it counts as no talk there, "
        f"move it out"
    )


def _ends_before(start: Any, end: Any) -> bool:
    return start is not None and end is not None and bool(end < start)


def _make_id(text: str) -> str:
    """Return the id that docutils gives a section of this title."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode("ascii")
    return _AT_ENDS.sub("", _NOT_ID.sub("-", " ".join(plain.split())))
