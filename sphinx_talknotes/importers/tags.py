"""Tags of HTML that Markdown has signs for, or that a text can do without.

Only tags by themselves count: what is in other elements, such as tables, is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sphinx_talknotes.importers.lines import Line, get_texts, mask_code
from sphinx_talknotes.importers.markdown import parse_blocks

_BARE = "u|small|big|ins|mark|span|font|details|summary"
_KNOWN = frozenset(f"br|b|strong|i|em|{_BARE}".split("|"))
_ATTRIBUTES = r"(?:\s(?![^<>]*\bon\w+\s*=)[^<>]{0,200})?"
_ANY = re.compile(rf"</?(?:{'|'.join(_KNOWN)}){_ATTRIBUTES}\s*/?>", re.IGNORECASE)
_BREAK = re.compile(rf"<br{_ATTRIBUTES}\s*/?>", re.IGNORECASE)
_STRONG = re.compile(r"<(b|strong)>([^\s<>*](?:[^<>*]{0,300}[^\s<>*])?)</\1>", re.IGNORECASE)
_EMPHASIS = re.compile(r"<(i|em)>([^\s<>*](?:[^<>*]{0,300}[^\s<>*])?)</\1>", re.IGNORECASE)
_SUMMARY = re.compile(
    rf"\s*(?:<details{_ATTRIBUTES}>)?\s*<summary{_ATTRIBUTES}>\s*(?P<text>[^\s<>][^<>]{{0,300}}?)\s*"
    r"</summary>\s*",
    re.IGNORECASE,
)
_BARE_TAG = re.compile(rf"</?(?:{_BARE}){_ATTRIBUTES}\s*/?>", re.IGNORECASE)
_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_ONE_LINE = re.compile(r"\s{0,3}#{1,6}\s|.*\|")
"""A heading, or the row of a table, which can't go on over the end of a line."""
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_BLOCK = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|>|=+\s*$|-+\s*$|```|~~~|\||:::|<|$)")
"""The beginning of a line that would not go on with a paragraph."""
_LONGEST = 4000


def write_tags(lines: Sequence[Line], code: Collection[int]) -> list[Line]:
    """Return the lines with signs of Markdown for tags, and line ends for those of HTML."""
    if not any(_ANY.search(line.text) for line in lines):
        return list(lines)
    kept = set(code) | set(_find_elements(lines))
    result: list[Line] = []
    for index, line in enumerate(lines):
        if "<" not in line.text or index in kept or line.whole or len(line.text) > _LONGEST:
            result.append(line)
            continue
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        result += [replace(line, text=text) for text in _write(line.text, after)]
    return result


def _find_elements(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the indexes of lines in blocks of HTML that have other tags, too."""
    for token in parse_blocks(get_texts(lines)):
        if token.type == "html_block" and token.map:
            names = {match[1].lower() for match in _NAME.finditer(token.content)}
            if token.content.lstrip().startswith("<!--") or not names <= _KNOWN:
                yield from range(*token.map)


def _write(text: str, after: str) -> list[str]:
    """Return the lines that take the place of one; *after* is the line behind it."""
    summary = _SUMMARY.fullmatch(text)
    if summary:
        return ["", f"*{summary['text'].strip('*_')}*", ""]
    masked = mask_code(text)
    if "<" not in masked:
        return [text]
    if masked != text:  # beside code only what is sure to be outside of it
        return [text] if not _ANY.search(masked) else _break(_drop(text, masked), after)
    text = _STRONG.sub(r"**\2**", text)
    text = _EMPHASIS.sub(r"*\2*", text)
    return _break(_BARE_TAG.sub("", text), after)


def _drop(text: str, masked: str) -> str:
    for match in reversed(list(_BARE_TAG.finditer(masked))):
        text = text[: match.start()] + text[match.end() :]
    return text


def _break(text: str, after: str) -> list[str]:
    """Return the lines of a text, broken where HTML breaks it."""
    if not text.strip():
        return [""]
    ends = [match.span() for match in _BREAK.finditer(mask_code(text))]
    if not ends:
        return [text]
    starts = [0, *(end for _start, end in ends)]
    stops = [*(start for start, _end in ends), len(text)]
    parts = [text[start:stop].rstrip() for start, stop in zip(starts, stops, strict=True)]
    parts[1:] = [part.lstrip() for part in parts[1:]]
    if _ONE_LINE.match(text):
        return [" ".join(part for part in parts if part.strip())]
    made = [parts[0]]
    for part in parts[1:]:
        if not made[-1].strip():
            made[-1] += part
        elif _BLOCK.match(part):
            made[-1] = f"{made[-1]} {part}".rstrip()
        else:
            made[-1] += "\\"
            made.append(part)
    after = _QUOTE.sub("", after) if _QUOTE.match(text) else after
    if not parts[-1].strip() and made[-1].strip() and not _BLOCK.match(after):
        made[-1] += "\\"
    return made
