"""From a section with a plain heading to a section as the `talk` directive makes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docutils import nodes

from sphinx_talknotes.ext.directives.base import flatten, without_raw
from sphinx_talknotes.ext.directives.remarks import REMARKS, make_box, note_remark
from sphinx_talknotes.ext.directives.talk import set_anchor
from sphinx_talknotes.ext.plain.notes import Pruner
from sphinx_talknotes.ext.plain.own import take_fields
from sphinx_talknotes.ext.plain.plan import PlainTalk, find_remarks
from sphinx_talknotes.ext.plain.titles import get_target, retitle
from sphinx_talknotes.ext.reading.attached import attach
from sphinx_talknotes.ext.reading.defaults import find_key
from sphinx_talknotes.importers.grammars import is_video
from sphinx_talknotes.importers.markup import MARKDOWN, Markup
from sphinx_talknotes.model.fields import BY_NAME
from sphinx_talknotes.model.records import Draft


@dataclass(frozen=True, slots=True)
class Shaper:
    """Makes talks of sections; ``path`` is the page's file, ``texts`` are its lines."""

    document: nodes.document
    docname: str
    path: str
    texts: Sequence[str]
    markup: Markup = MARKDOWN

    def shape(
        self, section: nodes.section, talk: PlainTalk | None, defaults: Mapping[str, str],
        front: Mapping[str, str],
    ) -> None:  # fmt: skip
        """Attach a draft to a section and take out of it what became a part of the draft.

        *talk* is what the importers say; without it, the author says that this is a talk, and
        its heading is its title. *front* is front matter that describes it.
        """
        title = section[0]
        assert isinstance(title, nodes.title)  # noqa: S101 - for the type checker
        source, line = section.source or self.path, self.find_line(section)
        draft = self._draft(title, talk, line)
        draft.defaults.update(defaults)
        take_fields(section, draft)
        for name, text in front.items():
            if name in BY_NAME and not BY_NAME[name].default and name not in draft.fields:
                draft.lines[name] = find_key(self.texts, name)
                draft.fields[name] = self._front_text(text, draft.lines[name])
        self._retitle(section, title, draft, talk.left if talk else ())
        section.source, section.line = source, draft.line
        section["classes"].append("tn-talk")
        attach(section, draft)
        set_anchor(self.document, section, draft, f"{source}:{draft.line}")
        end = talk.end if talk else self._find_end(section)
        taken = talk.taken if talk else frozenset()
        lines = [number for number in range(line + 1, end) if number not in taken]
        remarks = find_remarks(lines, self.texts, self.markup) if self.is_own(section) else []
        Pruner(self.texts, taken).prune(section, end)
        for number, kind, option in remarks:
            self._make_remark(section, number, kind, option)
        self._name_slugs(section, draft.title)

    def _front_text(self, text: str, line: int) -> str:
        """Return a value of front matter as it was written: for YAML, 10:30 is a number."""
        written = self._text(line).partition(":")[2].partition(" #")[0].strip(" \"'")
        return written if text.isdecimal() and ":" in written else text

    def find_line(self, section: nodes.section) -> int:
        """Return the line of the text of a heading; docutils has that of what underlines it."""
        line = section.line or section[0].line or 0
        if not self.is_own(section):
            return line
        title = section[0]
        text = " ".join(title.rawsource.split()) if isinstance(title, nodes.title) else ""
        places = (line, line - 1) if text else ()
        return next((n for n in places if self._text(n) == text), line)

    def is_own(self, section: nodes.section) -> bool:
        """Tell whether a section stands in the page's file, and in none that it includes."""
        return section.source is None or section.source == self.path

    def _find_end(self, section: nodes.section) -> int:
        """Return the line at which the section behind a section begins, or the page ends."""
        inside = set(section.findall(nodes.section))
        line = self.find_line(section)
        lines = (
            self.find_line(other) for other in self.document.findall(nodes.section)
            if other not in inside and self.is_own(other)
        )  # fmt: skip
        return min((n for n in lines if n > line), default=len(self.texts) + 1)

    def get_places(self, sections: Iterable[nodes.section]) -> dict[int, nodes.section]:
        """Return line of the heading → section, of those in the page's own file."""
        own = [section for section in sections if self.is_own(section)]
        return {self.find_line(section): section for section in reversed(own)}

    def find_section(self, places: Mapping[int, nodes.section], line: int) -> nodes.section | None:
        """Return the section whose heading begins at *line*; in reST, with a line above it too."""
        above = bool(self._text(line)) and not re.search(r"\w", self._text(line))
        return places.get(line + above)

    def _text(self, number: int) -> str:
        return " ".join("".join(self.texts[number - 1 : number] if number else ()).split())

    def _draft(self, title: nodes.title, talk: PlainTalk | None, line: int) -> Draft:
        if talk:
            fields = {name: text for name, text, _ in talk.fields}
            lines = {name: line if at == talk.line else at for name, _, at in talk.fields}
            return Draft(talk.title, fields, line, lines)
        text = " ".join(title.astext().split())
        links = [target for node in title.findall() if (target := get_target(node))]
        parts = [part for part in title.children if not isinstance(part, nodes.target)]
        whole = len(parts) == len(links) == 1 and bool(get_target(parts[0]))
        fields = {"video" if is_video(links[0]) else "url": links[0]} if whole else {}
        return Draft(text, fields, line)

    def _retitle(
        self, section: nodes.section, title: nodes.title, draft: Draft, left: Sequence[str]
    ) -> None:
        """Leave the talk's title of the heading; other links, pictures, words come below it."""
        for target in list(title.findall(nodes.target)):
            # reST: a link with a name, which other links may use, but the anchor is the talk's
            for anchor in target["ids"]:
                if self.document.ids.get(anchor) is target:
                    del self.document.ids[anchor]
            for name in target["names"]:
                self.document.nameids[name] = None  # type: ignore[assignment]
            target["ids"] = []
            target.parent.remove(target)
            section.insert(1, target)
        used = [word for text in draft.fields.values() for word in text.split()]
        others = retitle(title, draft.title, used)
        others += [nodes.Text(text) for text in left]
        if others:
            spaced = [part for node in others for part in (node, nodes.Text(" "))]
            paragraph = nodes.paragraph("", "", *spaced[:-1])
            paragraph.source, paragraph.line = section.source, draft.line
            section.insert(1, paragraph)

    def _make_remark(self, talk: nodes.section, line: int, kind: str, option: str) -> None:
        """Make what the directive *kind* makes of the section whose heading is at *line*."""
        section = self.find_section(self.get_places(talk.findall(nodes.section)), line)
        if section is None or section is talk:
            return
        title = nodes.rubric("", "", *without_raw(list(section[0].children)), classes=["tn-label"])
        title["ids"], title["names"] = section["ids"], section["names"]
        section["ids"], section["names"] = [], []
        for anchor in title["ids"]:
            self.document.ids[anchor] = title
        directive = REMARKS[kind]
        box = make_box(directive.name_class, title, flatten(section.children[1:]))
        box.source, box.line = section.source, self.find_line(section)
        section.replace_self(box)
        if kind in ("question", "followup"):
            word = option or ("read" if kind == "followup" else kind)
            note_remark(self.document, self.docname, box, word, box.line)

    def _name_slugs(self, section: nodes.section, title: str) -> None:
        """Have links to the heading that have no text of their own show the title (MyST)."""
        slugs = getattr(self.document, "myst_slugs", {})
        for slug, (line, anchor, _) in slugs.items():
            if anchor in section["ids"]:
                slugs[slug] = (line, anchor, title)
