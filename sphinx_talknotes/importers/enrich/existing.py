"""`talk` directives that a file has already: what they say, and where another option would go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from sphinx_talknotes.importers.enrich.directive import Directive, get_title
from sphinx_talknotes.importers.enrich.fielded import find_fielded, find_whole
from sphinx_talknotes.importers.front import Front, get_names, get_text, split_front
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markdown import new_parser, read_spans
from sphinx_talknotes.model.fields import BY_NAME

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_INFO = re.compile(r"\{(?:talknotes:)?(talk|conference)\}(?:\s+(.*))?")
_REST = re.compile(r"\.\. +(?:talknotes:)?(talk|conference) ?::(?: +(.*)|)\s*")
_OPTION = re.compile(r"\s*:?([\w-]+)\s*:(?:\s+(.*))?")
_REST_OPTION = re.compile(r"\s+:([\w-]+):(?:\s+(.*))?")
_FIELD = re.compile(r":([\w-]+):(?:\s+(.*))?")
_RULE = re.compile(r"([^\w\s])\1{2,}\s*")
_YAML_MARK = "---"
_INDENT = "   "


@dataclass(frozen=True, slots=True)
class ExistingPage:
    """The talks of a page that are directives, and what the page says of all of them."""

    talks: tuple[Directive, ...] = ()
    front: Mapping[str, str] = field(default_factory=dict)
    conference: str = ""


def read_existing(texts: Sequence[str], suffix: str, *, fields: bool = False) -> ExistingPage:
    """Read the directives and the front matter of a page, by the suffix of its file.

    With *fields* headings are talks too that fields right below them say to be one, as they are
    in a project.
    """
    lines = [Line(text, number) for number, text in enumerate(texts, 1)]
    if suffix.lower() == ".rst":
        found = list(_find_rest(texts))
        front = _read_docinfo(texts)
    else:
        data, lines, _reports = split_front(lines, "")
        found = list(_find_myst(lines, texts)) if _may_have(texts) else []
        front = _read_front(data)
    if fields:
        found += [
            one for one in find_fielded(lines, texts, suffix)
            if not any(other.line <= one.line < other.end for other in found)
        ]  # fmt: skip
        found.sort(key=lambda one: one.line)
        if suffix.lower() == ".rst" and not any(one.name == "talk" for one in found):
            found += find_whole(texts)
    talks = tuple(one for one in found if one.name == "talk" and one.title)
    homes = [one.title for one in found if one.name == "conference"]
    return ExistingPage(talks, front, front.get("conference") or (homes[0] if homes else ""))


def _may_have(texts: Sequence[str]) -> bool:
    return any("talk}" in text or "conference}" in text for text in texts)


def _read_front(front: Front) -> dict[str, str]:
    """Return what front matter gives all talks of a page, by the names of options."""
    found: dict[str, str] = {}
    for key in front:
        row = BY_NAME.get(key.strip().lower().replace("_", "-"))
        if row and row.default:
            text = get_text(front, key) or ", ".join(get_names(front, key))
            if text:
                found.setdefault(row.name, text)
    return found


def _read_docinfo(texts: Sequence[str]) -> dict[str, str]:
    """Return the same of reST: a field list at the top, or right below the title."""
    found: dict[str, str] = {}
    index, titled = 0, False
    while index < len(texts):
        text = texts[index]
        match = _FIELD.fullmatch(text.rstrip()) if len(text) < 1000 else None
        if match:
            row = BY_NAME.get(match[1].lower().replace("_", "-"))
            if row and row.default and match[2]:
                found.setdefault(row.name, match[2].strip())
        elif text.strip() and not text[0].isspace() and not text.startswith(".. "):
            ahead = texts[index + 1] if index + 1 < len(texts) else ""
            rule = _RULE.fullmatch(text)
            if titled or found or not (rule or _RULE.fullmatch(ahead)):
                break
            index += 2 if rule else 1
            titled = True
        index += 1
    return found


def _find_myst(body: Sequence[Line], texts: Sequence[str]) -> Iterator[Directive]:
    parser = _new_block_parser()
    source = "\n".join(line.text for line in body) + "\n"
    for token in parser.parse(source, {}):
        if token.level or token.type not in ("fence", "colon_fence") or not token.map:
            continue
        match = _INFO.fullmatch(token.info.strip())
        if match:
            first = body[token.map[0]].number
            yield _read_fence(match, first, first + token.map[1] - token.map[0],
                              _split(token.content), texts)  # fmt: skip


def _split(content: str) -> list[str]:
    return content.removesuffix("\n").split("\n") if content else []


def _read_fence(
    match: re.Match[str], line: int, end: int, content: Sequence[str], texts: Sequence[str]
) -> Directive:
    spans, _images = read_spans(match[2] or "")
    title = " ".join("".join(span.text for span in spans).split())
    form: Literal["myst", "yaml"] = "myst"
    options: dict[str, str] = {}
    count = 0
    if content and content[0].startswith(_YAML_MARK):
        form = "yaml"
        stop = (n for n, text in enumerate(content[1:], 1) if text.startswith(_YAML_MARK))
        count = next(stop, len(content))
        _read_options(content[1:count], options)
    else:
        while count < len(content) and _is_option(content[count]):
            count += 1
        _read_options(content[:count], options)
    at = line + count
    ahead = content[count] if count < len(content) else ""
    indent = _get_indent(texts[line + (form == "yaml")] if count else texts[line - 1])
    gap = form == "myst" and bool(ahead.strip())
    return Directive(match[1], title, line, end, options, at, form, indent, gap)


def _get_indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _is_option(text: str) -> bool:
    return text.lstrip().startswith(":") and not text.lstrip().startswith(":::")


def _read_options(lines: Sequence[str], options: dict[str, str]) -> None:
    for text in lines:
        match = _OPTION.fullmatch(text.rstrip()) if len(text) < 10000 else None
        if match:
            row = BY_NAME.get(match[1])
            options.setdefault(row.name if row else match[1], _unquote(match[2] or ""))


def _unquote(value: str) -> str:
    """Return what YAML makes of a value on one line."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value.split(" #", 1)[0].rstrip()


def _new_block_parser() -> MarkdownIt:
    """Return a parser of blocks that knows the fences of colons that MyST has."""
    parser = new_parser()
    parser.core.ruler.disable(["inline", "text_join"])
    parser.block.ruler.before(
        "fence", "colon_fence", _colon_fence,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )  # fmt: skip
    return parser


def _colon_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """Read a fence of colons up to one as long, as the extension ``colon_fence`` of MyST does."""
    opening = _get_line(state, start)
    size = len(opening) - len(opening.lstrip(":"))
    if size < 3 or state.is_code_block(start):
        return False
    if silent:
        return True
    line = start + 1
    while line < end:
        text = _get_line(state, line)
        if text and state.sCount[line] < state.blkIndent:
            break
        closing = text.rstrip()
        if len(closing) >= size and not closing.strip(":") and not state.is_code_block(line):
            break
        line += 1
    closed = line < end and not _get_line(state, line).rstrip().strip(":")
    state.line = line + bool(closed and line < end)
    token = state.push("colon_fence", "code", 0)
    token.info = opening[size:]
    token.content = state.getLines(start + 1, line, state.sCount[start], keepLastLF=True)
    token.map = [start, state.line]
    return True


def _get_line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _find_rest(texts: Sequence[str]) -> Iterator[Directive]:
    index = 0
    while index < len(texts):
        match = _REST.fullmatch(texts[index]) if texts[index].startswith("..") else None
        if not match or not _may_start(texts, index):
            index += 1
            continue
        end = index + 1
        while end < len(texts) and (not texts[end].strip() or texts[end][0].isspace()):
            end += 1
        while end > index + 1 and not texts[end - 1].strip():
            end -= 1
        yield _read_rest(match, index, end, texts)
        index = end


def _may_start(texts: Sequence[str], index: int) -> bool:
    """Tell whether a directive can begin here, and is no line of a paragraph."""
    before = texts[index - 1] if index else ""
    return not before.strip() or before[0].isspace() or bool(_RULE.fullmatch(before))


def _read_rest(match: re.Match[str], index: int, end: int, texts: Sequence[str]) -> Directive:
    stop = next((n for n in range(index + 1, end) if not texts[n].strip()), end)
    marks = (n for n in range(index + 1, stop) if _REST_OPTION.fullmatch(texts[n].rstrip()))
    first = next(marks, stop)
    words = " ".join([match[2] or "", *(text.strip() for text in texts[index + 1 : first])])
    options: dict[str, str] = {}
    name = ""
    for text in texts[first:stop]:
        found = _REST_OPTION.fullmatch(text.rstrip())
        if found:
            row = BY_NAME.get(found[1])
            name = row.name if row else found[1]
            options[name] = (found[2] or "").strip()
        elif name:
            options[name] = f"{options[name]} {text.strip()}".strip()
    inside = [_get_indent(text) for text in texts[index + 1 : end] if text.strip()]
    indent = inside[first - index - 1] if first < stop else min(inside, key=len, default=_INDENT)
    return Directive(match[1], get_title(words), index + 1, end + 1, options, stop, "rest", indent)
