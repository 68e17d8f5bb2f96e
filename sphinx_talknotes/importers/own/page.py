"""A page of our directives: its front matter, its directives, and what is left between them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sphinx_talknotes.importers.front import Front, split_front
from sphinx_talknotes.importers.lines import Line, split_lines
from sphinx_talknotes.importers.own.directive import NAMES, Directive, Text
from sphinx_talknotes.importers.own.fielded import find_fielded
from sphinx_talknotes.importers.own.myst import read_myst
from sphinx_talknotes.importers.own.rest import read_docinfo, read_rest
from sphinx_talknotes.model.problems import Problem, Report

REST = ".rst"
_NAMES = "|".join(sorted(NAMES))
_MYST_MARK = re.compile(rf"\{{(?:talknotes:)?(?:{_NAMES})\}}")
_REST_MARK = re.compile(rf"\.\.[ \t]+(?:talknotes:)?(?:{_NAMES}) ?::")
_ON = frozenset({"headings", "true", "yes", "on"})
_OFF = frozenset({"off", "false", "no"})


@dataclass(slots=True)
class OwnPage:
    """A page as it stands; ``path`` is that of its file, ``lines`` are those behind front matter.

    ``front`` is what the front matter says, as text, by names in lower case with hyphens.
    ``fielded`` are the headings that are talks by the fields below them.
    """

    path: PurePosixPath
    lines: list[Line]
    front: Mapping[str, str] = field(default_factory=dict)
    data: Front = field(default_factory=dict)
    text: Text = field(default_factory=Text)
    fielded: list[Directive] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    @property
    def is_rest(self) -> bool:
        """Whether it is reST, and not MyST."""
        return self.path.suffix.lower() == REST

    @property
    def directives(self) -> list[Directive]:
        """The directives of this project, wherever they stand, in order."""
        return [directive for directive in self.text.iter_all() if directive.is_own]

    @property
    def talks(self) -> list[Directive]:
        """The talks that count: those that stand in nothing but sections."""
        own = [one for one in self.directives if one.name == "talk" and not one.inside]
        return sorted([*own, *self.fielded], key=lambda one: one.line)

    @property
    def switch(self) -> str:
        """What the page says of plain headings: ``headings``, ``off``, or nothing."""
        text = self.front.get("talks", "").strip().lower()
        return "headings" if text in _ON else "off" if text in _OFF else ""


def may_have_directives(text: str, suffix: str) -> bool:
    """Tell quickly whether a text may have directives of ours; most texts have none."""
    if suffix.lower() == REST:
        return bool(_REST_MARK.search(text))
    return bool(_MYST_MARK.search(text)) or ("eval-rst" in text and bool(_REST_MARK.search(text)))


def read_page(text: str, path: PurePosixPath) -> OwnPage:
    """Read a page by the suffix of its name; what is wrong with its options is reported."""
    lines = split_lines(text)
    if path.suffix.lower() == REST:
        docinfo = read_docinfo([line.text for line in lines])
        page = OwnPage(path, lines, docinfo, dict(docinfo))
    else:
        data, body, reports = _split_front(lines, path.as_posix())
        page = OwnPage(path, body, _as_text(data), data, reports=reports)
    page.text = (read_rest if page.is_rest else read_myst)(page.lines)
    if page.switch != "off":
        page.fielded = find_fielded(page.text, page.lines, rest=page.is_rest)
    page.reports += [
        Report(
            Problem.OPTION,
            f"the options of {one.name!r} can't be read: {one.problem[1]}; it has none",
            path.as_posix(), one.problem[0],
        )
        for one in page.directives if one.problem
    ]  # fmt: skip
    return page


def _split_front(lines: Sequence[Line], name: str) -> tuple[Front, list[Line], list[Report]]:
    """Part front matter from the body; MyST has it between lines of ``---`` at the very start."""
    if not lines or lines[0].text.rstrip() != "---":
        return {}, list(lines), []
    return split_front(lines, name)


def _as_text(data: Front) -> dict[str, str]:
    """Return front matter as docutils has it: lists are JSON."""
    return {
        key.strip().lower().replace("_", "-"): (
            json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict)
            else "" if value is None else str(value)
        )
        for key, value in data.items()
    }  # fmt: skip
