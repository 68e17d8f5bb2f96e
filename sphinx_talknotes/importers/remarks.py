"""Remarks between ``%%`` marks, which Obsidian does not show, as comments of HTML.

https://help.obsidian.md/syntax#Comments

Nobody is to read them on a page, so they have to be found before anything else is. A mark has
to stand where prose would not have one: ``%%timeit``, ``100%%`` and ``%%d`` are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_talknotes.importers.codeblocks import find_code
from sphinx_talknotes.importers.lines import Line, get_texts, mask_code
from sphinx_talknotes.importers.markdown import parse_blocks
from sphinx_talknotes.model.problems import Problem, Report

_MARK = "%%"
_INLINE = re.compile(r"(?<![\w%\\])%%(?!%)((?:[^%]|%(?!%)){1,2000})%%(?![%\w])")
_OPENING = re.compile(r" {0,3}%%(?:\s.*)?")
_CLOSING = re.compile(r".*(?<!%)%%\s*")


def write_remarks(lines: Sequence[Line], page: str, reports: list[Report]) -> list[Line]:
    """Return *lines* with remarks as comments, each on lines of its own, below its block."""
    if not any(_MARK in line.text for line in lines):
        return list(lines)
    return _take_inline(_write_blocks(lines, page, reports))


def _write_blocks(lines: Sequence[Line], page: str, reports: list[Report]) -> list[Line]:
    """Write remarks that begin a line and go on over several."""
    code = find_code(lines)
    result: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        whole = index not in code and _OPENING.fullmatch(line.text)
        if not whole or _INLINE.match(line.text.lstrip()):
            result.append(line)
            index += 1
            continue
        end = _find_end(lines, index)
        if not end:
            message = "%% opens a remark that nothing closes; it is kept as text"
            reports.append(Report(Problem.UNKNOWN, message, page, line.number))
            return [*result, *lines[index:]]
        result += _enclose(lines[index:end])
        index = end
    return result


def _find_end(lines: Sequence[Line], start: int) -> int:
    """Return the index behind the line that closes the remark opened at *start*, or 0."""
    ends = (i + 1 for i in range(start + 1, len(lines)) if _CLOSING.fullmatch(lines[i].text))
    return next(ends, 0)


def _enclose(lines: Sequence[Line]) -> list[Line]:
    first, *middle, last = [line.text.strip() for line in lines]
    texts = [first.removeprefix(_MARK), *middle, last.removesuffix(_MARK)]
    return [
        Line(text, line.number)
        for text, line in zip(_comment(texts).split("\n"), lines, strict=True)
    ]


def _comment(texts: Sequence[str]) -> str:
    inside = "\n".join(texts).replace("-->", "-- >").strip(" ")
    return "\n".join(part.strip() for part in f"<!-- {inside} -->".split("\n"))


def _take_inline(lines: Sequence[Line]) -> list[Line]:
    """Take remarks out of text, and put each below the block that it stands in."""
    kept = list(lines)
    taken: list[tuple[int, Line]] = []
    for start, end in _find_runs(lines):
        text = "\n".join(get_texts(lines[start:end]))
        matches = list(_INLINE.finditer(mask_code(text))) if _MARK in text else []
        for match in reversed(matches):
            number = start + text.count("\n", 0, match.start())
            inside = " ".join(text[match.start(1) : match.end(1)].split())
            taken.insert(0, (number, Line(_comment([inside]), lines[number].number)))
            breaks = "\n" * match[0].count("\n")
            text = f"{text[: match.start()]}{breaks}{text[match.end() :]}"
        for index, part in enumerate(text.split("\n") if matches else (), start):
            if part != kept[index].text:
                kept[index] = Line(part.rstrip(), lines[index].number, lines[index].videos)
    return _put_below(lines, kept, sorted(taken, key=lambda one: one[0])) if taken else kept


def _find_runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return where lines that are neither blank nor code begin and end."""
    code = find_code(lines)
    runs: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if index in code or not line.text.strip():
            continue
        start = runs.pop()[0] if runs and runs[-1][1] == index else index
        runs.append((start, index + 1))
    return runs


def _put_below(
    lines: Sequence[Line], kept: Sequence[Line], remarks: Sequence[tuple[int, Line]]
) -> list[Line]:
    texts = get_texts(lines)
    blocks = [token.map for token in parse_blocks(texts) if not token.level and token.map]
    below: dict[int, list[Line]] = {}
    for index, remark in remarks:
        end = next((end for start, end in blocks if start <= index < end), index + 1)
        while end > index + 1 and not texts[end - 1].strip():
            end -= 1
        below.setdefault(end, []).append(remark)
    result: list[Line] = []
    for index, line in enumerate([*kept, Line("", 0)]):
        if index in below:
            blank = Line("", below[index][0].number)
            result += [blank] * bool(result and result[-1].text.strip())
            result += [*below[index], *[blank] * bool(line.text.strip())]
        emptied = index == len(kept) or (not line.text.strip() and texts[index].strip())
        result += [] if emptied and not line.videos else [line]
    return result
