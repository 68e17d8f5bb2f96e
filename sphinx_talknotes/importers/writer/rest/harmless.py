"""Directives and roles that strangers may use: they read no file and write nothing as it stands.

What is not in these tables is shown as text. Options count too: one that is not known here would
make docutils show the whole directive as an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sphinx_talknotes.importers.rest.model import Directive, Explicit
from sphinx_talknotes.importers.rest.plain import OWN

_ANY = re.compile(r".*", re.DOTALL)
_SOME = re.compile(r".+", re.DOTALL)
_FLAG = re.compile(r"")
_NUMBER = re.compile(r"\d{1,4}")
_MAYBE_NUMBER = re.compile(r"\d{0,4}")
_CLASSES = re.compile(r"[A-Za-z][\w -]*")
_LENGTH = re.compile(r"\d{1,5}(?:\.\d{1,4})?\s*(?:px|em|ex|in|cm|mm|pt|pc|%|rem|vw|vh)?")
_PERCENT = re.compile(r"\d{1,4}\s*%?")
_SIDE = re.compile(r"(?:top|middle|bottom|left|center|right)")
_HSIDE = re.compile(r"(?:left|center|right)")
_WIDTHS = re.compile(r"(?:auto|grid|\d{1,3}(?:[, ]+\d{1,3})*)")

_IMAGE = {
    "alt": _ANY, "height": _LENGTH, "width": _LENGTH, "scale": _PERCENT, "align": _SIDE,
    "target": _SOME, "class": _CLASSES,
}  # fmt: skip
_FIGURE = {**_IMAGE, "align": _HSIDE, "figwidth": re.compile(f"image|{_LENGTH.pattern}"),
           "figclass": _CLASSES}  # fmt: skip
_BOX = {"class": _CLASSES}
_CODE = {
    "linenos": _FLAG, "lineno-start": _NUMBER, "number-lines": _MAYBE_NUMBER, "class": _CLASSES,
    "force": _FLAG, "caption": _SOME,
}  # fmt: skip
_TABLE = {"align": _HSIDE, "class": _CLASSES, "width": _LENGTH, "widths": _WIDTHS}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a directive may have: an argument and content (must, may, or must not), options."""

    argument: bool | None = None
    content: bool | None = None
    options: dict[str, re.Pattern[str]] | None = None
    inner: bool = True
    """Whether it may stand in a list, a quotation or another directive."""


_ADMONITION = Rule(argument=False, content=True, options=_BOX)
_FREE = Rule(None, None, None)
RULES = {
    **dict.fromkeys(
        ("attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning",
         "seealso"), _ADMONITION,
    ),
    "admonition": Rule(argument=True, content=True, options=_BOX),
    "container": Rule(content=True, options={}),
    "compound": Rule(argument=False, content=True, options=_BOX),
    "topic": Rule(argument=True, content=True, options=_BOX, inner=False),
    "sidebar": Rule(argument=True, content=True, options={**_BOX, "subtitle": _SOME}, inner=False),
    "epigraph": Rule(argument=False, content=True, options={}),
    "highlights": Rule(argument=False, content=True, options={}),
    "pull-quote": Rule(argument=False, content=True, options={}),
    "parsed-literal": Rule(argument=False, content=True, options=_BOX),
    "rubric": Rule(argument=True, content=False, options=_BOX),
    "centered": Rule(argument=True, content=False, options={}),
    "class": Rule(argument=True, options={}),
    "rst-class": Rule(argument=True, options={}),
    "code": Rule(content=True, options={"number-lines": _MAYBE_NUMBER, "class": _CLASSES}),
    "code-block": Rule(content=True, options=_CODE),
    "sourcecode": Rule(content=True, options=_CODE),
    "highlight": Rule(argument=True, content=False, options={}),
    "math": Rule(options={"nowrap": _FLAG, "class": _CLASSES}),
    "image": Rule(argument=True, content=False, options=_IMAGE),
    "figure": Rule(argument=True, options=_FIGURE),
    "table": Rule(content=True, options=_TABLE),
    "list-table": Rule(
        content=True, options={**_TABLE, "header-rows": _NUMBER, "stub-columns": _NUMBER}
    ),
    "contents": Rule(
        content=False, inner=False,
        options={"local": _FLAG, "depth": _NUMBER, "class": _CLASSES,
                 "backlinks": re.compile("entry|top|none")},
    ),
    "toctree": Rule(
        argument=False, inner=False,
        options={"maxdepth": _NUMBER, "caption": _SOME, "hidden": _FLAG, "numbered": _MAYBE_NUMBER,
                 "titlesonly": _FLAG, "glob": _FLAG, "reversed": _FLAG, "includehidden": _FLAG},
    ),
    "role": Rule(argument=True, content=False, options=_BOX),
    **{name: _FREE for own in OWN for name in (own, f"talknotes:{own}")},
    **{
        name: _FREE
        for own in ("talks", "speakers", "tools", "conferences", "followups", "questions",
                    "timetable")
        for name in (own, f"talknotes:{own}")
    },
}  # fmt: skip
"""Directive → what it may have."""

_ARGUMENTS = {
    **dict.fromkeys(("highlight", "code", "code-block", "sourcecode"), re.compile(r"\S*")),
    **dict.fromkeys(("class", "rst-class"), _CLASSES),
    "container": re.compile(f"(?:{_CLASSES.pattern})?"),
}  # fmt: skip
"""What an argument has to look like."""

IN_SUBSTITUTIONS = frozenset({"image", "replace", "unicode", "date"})
ROLES = frozenset(
    """
    emphasis strong literal code math sub subscript sup superscript title title-reference t
    doc ref download pep pep-reference rfc rfc-reference abbr abbreviation kbd guilabel
    menuselection file samp command program dfn regexp mimetype makevar manpage newsgroup
    at talk speaker tool conference talknotes:talk talknotes:speaker talknotes:tool
    talknotes:conference
    """.split()
)
"""Roles that strangers may use."""

_DEFINED = re.compile(r"(?P<name>[a-zA-Z][\w-]*)\s*(?:\(\s*(?P<base>[\w-]+)\s*\))?")
_CELL = re.compile(r"(?P<row>[-*+])[ ]+[-*+](?:[ ]|$)|[ ]+[-*+](?:[ ]|$)")


def find_fault(  # noqa: PLR0911 - one for each fault
    directive: Directive, lines: Sequence[str], *, inside: bool
) -> str:
    """Return why a directive can't be used as it is; empty if it can be.

    Args:
        directive: what was found.
        lines: those that it was found in.
        inside: whether it stands in something else.
    """
    rule = RULES.get(directive.name)
    if rule is None:
        return "is not used in notes of others"
    if inside and not rule.inner:
        return "can't stand here"
    content = any(lines[number].strip() for number in directive.content)
    wanted = ((rule.argument, bool(directive.argument)), (rule.content, content))
    if any(must is not None and must != there for must, there in wanted):
        return "is not complete, or has more than it may have"
    if rule.options is not None:
        for name, value in directive.options.items():
            pattern = rule.options.get(name)
            if pattern is None or not pattern.fullmatch(value):
                return f"has an option {name!r} that can't be used"
    form = _ARGUMENTS.get(directive.name, _ANY)
    if not form.fullmatch(directive.argument):
        return "has something behind its name that can't be there"
    if directive.name == "role" and read_role(directive) is None:
        return "makes a role that can't be used"
    if directive.name == "list-table" and not _is_even(directive, lines):
        return "has rows of different lengths"
    return ""


def read_role(directive: Directive) -> str | None:
    """Return the name of a role that a page makes, if it can be used."""
    match = _DEFINED.fullmatch(directive.argument)
    if match is None or match["name"].lower() in ROLES:
        return None
    base = (match["base"] or "emphasis").lower()
    plain = base in ("emphasis", "strong", "literal", "code", "sub", "sup", "title-reference")
    return match["name"].lower() if plain else None


def _is_even(directive: Directive, lines: Sequence[str]) -> bool:
    """Tell whether all rows of a list-table have as many cells."""
    rows: list[int] = []
    texts = [lines[number] for number in directive.content if lines[number].strip()]
    indent = min((len(text) - len(text.lstrip()) for text in texts), default=0)
    for text in texts:
        match = _CELL.match(text[indent:])
        if match and match["row"]:
            rows.append(1)
        elif match and rows and len(match[0]) <= 4:
            rows[-1] += 1
    return len(set(rows)) == 1 and len(rows) > int(directive.options.get("header-rows") or 0)


def is_usable(substitution: Explicit) -> bool:
    """Tell whether a substitution may be made as it is written."""
    return substitution.directive in IN_SUBSTITUTIONS
