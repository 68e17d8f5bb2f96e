"""Tags of HTML that Markdown has signs for, or that a text can do without.

Where Markdown would read something else than HTML says, everything is left as it is.
https://spec.commonmark.org/0.31.2/#raw-html
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sphinx_talknotes.importers.lines import Line, cut_out, get_texts, mask_code
from sphinx_talknotes.importers.markdown import parse_blocks

_BARE = "u|small|big|ins|mark|span|font"
_SIGNS = "b|strong|i|em"
_VALUE = r"(?:\"[^\"<>]{0,200}\"|'[^'<>]{0,200}'|[^\s\"'=<>`]{1,200})"
_ATTRIBUTES = rf"(?:\s+(?!on)[a-z:_][\w:.-]{{0,40}}(?:\s*=\s*{_VALUE})?){{0,9}}\s*/?"
_TAG = re.compile(rf"(?<!\\)<(?P<end>/?)(?P<name>{_BARE}|{_SIGNS}|br){_ATTRIBUTES}>", re.IGNORECASE)
_ANY = re.compile(r"<(?:br|details|/?(?:summary|" + _BARE + "|" + _SIGNS + r"))\b", re.IGNORECASE)
_CONTAINERS = re.compile(r"(?:[ \t>]|[-*+][ \t]+|\d{1,9}[.)][ \t]+)*")
_BLOCK = re.compile(
    r"\s*(?:[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|#{1,6}(?:\s|$)|>|=+\s*$|(?:[-*_]\s*){3,}$|```|~~~|\||:::"
    r"|<|\{|%|\[[^\]]*\]:|\(.*\)=|$)"
)
"""The beginning of a line that would not go on with a paragraph, or might not."""
_SIGNED = tuple(
    (
        re.compile(
            rf"(?<!\\)<({names})>((?:[^\s<>*]|\*[^<>*]+\*)(?:[^<>*]|\*[^<>*]+\*)*)</\1>",
            re.IGNORECASE,
        ),
        sign,
    )
    for names, sign in (("i|em", "*"), ("b|strong", "**"))
)
"""What is in italics, or bold, and its sign; italics first, since bold may hold them."""
_CLOSE = re.compile(rf"</(?:{_SIGNS})>$", re.IGNORECASE)
_OPEN = re.compile(rf"<(?:{_SIGNS})>", re.IGNORECASE)
_BOX = re.compile(
    rf"(?P<margin>[ \t>]*)(?:</?details{_ATTRIBUTES}>\s*)?"
    rf"(?:<summary{_ATTRIBUTES}>\s*(?P<summary>[^<>]*?)\s*(?P<closed></summary>)?|</summary>)?"
    r"\s*(?P<rest>[^<>]*?)\s*(?:</details>\s*)?",
    re.IGNORECASE,
)
"""A line of a box that folds: its tags, a summary, and text behind it."""
_PLAIN = re.compile(r"[^*_`\[\]\\&<>]*")
_LONGEST = 4000
_ONE_LINE, _PARAGRAPH = "one line", "paragraph"


def write_tags(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with signs of Markdown for tags, and line ends for those of HTML."""
    if not any(_ANY.search(line.text) for line in lines):
        return list(lines)
    kinds, boxes = _find_places(lines)
    result: list[Line] = []
    for index, line in enumerate(lines):
        if index in boxes:
            result += [replace(line, text=text) for text in boxes[index]]
        elif "<" in line.text and index in kinds and not line.whole and len(line.text) < _LONGEST:
            after = lines[index + 1].text if kinds.get(index + 1) == _PARAGRAPH else ""
            inside = kinds.get(index - 1) == _PARAGRAPH or bool(after)
            texts = _write(line.text, after, kinds[index], inside=inside)
            result += [replace(line, text=text) for text in texts]
        else:
            result.append(line)
    return result


def _find_places(lines: Sequence[Line]) -> tuple[dict[int, str], dict[int, list[str]]]:
    """Return what text the lines are in that has tags, and what takes the place of boxes.

    Both by the indexes of lines.
    """
    kinds: dict[int, str] = {}
    boxes: dict[int, list[str]] = {}
    tokens = parse_blocks(get_texts(lines))
    for before, token in pairwise(tokens):
        if token.type == "inline" and token.map and "<" in token.content:
            rows = token.content.split("\n")
            if mask_code(token.content).split("\n") == [mask_code(row) for row in rows]:
                kind = _PARAGRAPH if before.type == "paragraph_open" else _ONE_LINE
                kinds.update(dict.fromkeys(range(*token.map), kind))
    for token in tokens:
        if token.type == "html_block" and token.map:
            rows = [lines[index].text for index in range(*token.map)]
            made = [_write_box(row) for row in rows]
            whole = [row for row in made if row is not None]
            if len(whole) == len(made):
                boxes.update(zip(range(*token.map), whole, strict=True))
    return kinds, boxes


def _write_box(text: str) -> list[str] | None:
    """Return the lines for one of a box that folds, or ``None`` if it must stay."""
    match = _BOX.fullmatch(text)
    if match is None:
        return None
    margin = match["margin"]
    made = []
    for part, form in (
        (match["summary"], "*{}*" if match["closed"] else "{}"),
        (match["rest"], "{}"),
    ):
        if part and (not _PLAIN.fullmatch(part) or _BLOCK.match(part)):
            return None
        made += [margin + form.format(part), margin.rstrip()] if part else []
    tags = "<" in text
    if not tags and len(margin) - len(margin.rstrip()) > 3:
        return None  # it would be code
    return [margin.rstrip(), *made] if tags else [text]


def _write(text: str, after: str, kind: str, *, inside: bool) -> list[str]:
    """Return the lines that take the place of one; *after* goes on with its paragraph."""
    head = _measure_head(text)
    written = _drop(_sign(text))
    parts = _split(written)
    if kind == _ONE_LINE:
        made = [" ".join(part for part in parts if part.strip())]
    else:
        made = _break(parts, after)
    if not made[0][head:].strip():
        # a paragraph would be parted by a blank line
        return [] if inside and not text[:head].strip() else [text]
    opened = text[head : head + 1] == "<" and _BLOCK.match(made[0][head:])
    return [text] if opened else made


def _measure_head(text: str) -> int:
    """Return the length of what the containers of a line put before it: ``> ``, ``- ``."""
    match = _CONTAINERS.match(text)
    return match.end() if match else 0


def _sign(text: str) -> str:
    """Return a line with signs for what is bold or in italics, where these would be read so."""
    for pattern, sign in _SIGNED:
        masked = mask_code(text)
        for match in reversed(list(pattern.finditer(masked))):
            inner = text[match.start(2) : match.end(2)]
            before, behind = text[: match.start()], text[match.end() :]
            joined = before.endswith("*") or behind.startswith("*")
            joined |= bool(_CLOSE.search(before) or _OPEN.match(behind))
            if not joined and inner == inner.rstrip() and _may_sign(before, inner, behind):
                text = f"{before}{sign}{inner}{sign}{behind}"
    return text


def _may_sign(before: str, inner: str, behind: str) -> bool:
    """Tell whether signs around *inner* can begin and end something: "flanking" in CommonMark."""
    opens = not _is_mark(inner[0]) or not before or before[-1].isspace() or _is_mark(before[-1])
    closes = not _is_mark(inner[-1]) or not behind or behind[0].isspace() or _is_mark(behind[0])
    return opens and closes


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS" and char != "*"


def _drop(text: str) -> str:
    """Return a line without tags, but for those that break it."""
    tags = _TAG.finditer(mask_code(text))
    return cut_out(text, [match for match in tags if match["name"].lower() != "br"])


def _split(text: str) -> list[str]:
    """Return the parts of a line that HTML breaks."""
    ends = [match.span() for match in _TAG.finditer(mask_code(text))]
    starts = [0, *(end for _start, end in ends)]
    stops = [*(start for start, _end in ends), len(text)]
    parts = [text[start:stop].rstrip() if ends else text[start:stop]
             for start, stop in zip(starts, stops, strict=True)]  # fmt: skip
    return [parts[0], *(part.lstrip() for part in parts[1:])]


def _break(parts: Sequence[str], after: str) -> list[str]:
    """Return lines for the parts, as far as what follows goes on with the paragraph."""
    made = [parts[0]]
    for part in parts[1:]:
        if not made[-1].strip(" \t>"):
            made[-1] += part
        elif _BLOCK.match(part):
            made[-1] = f"{made[-1]} {part}".rstrip()
        else:
            made[-1] += "\\"
            made.append(part)
    rest = after[_measure_head(after) :]
    if len(parts) > 1 and not parts[-1].strip() and made[-1].strip() and not _BLOCK.match(rest):
        made[-1] += "\\"
    return made
