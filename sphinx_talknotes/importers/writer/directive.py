"""Directives in MyST's colon fences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_FENCE = re.compile(r"[\s>]*(:{3,})")
_TEXT = re.compile(r"[^\s:-]")
_PLAIN = re.compile(r"[^\W_][^\n]*", re.UNICODE)


def write_directive(
    name: str, argument: str = "", options: Mapping[str, str] | None = None,
    body: Sequence[str] = (),
) -> list[str]:  # fmt: skip
    """Return the lines of a directive; its fence is longer than any in *body*.

    Between the options and the body stands a blank line; also where there are no options, if
    the body begins with anything that could be taken for one.
    """
    longest = max((len(m[1]) for line in body if (m := _FENCE.match(line))), default=2)
    fence = ":" * (longest + 1)
    lines = [f"{fence}{{{name}}} {argument}".rstrip()]
    lines += [f":{key}: {quote_value(value)}".rstrip() for key, value in (options or {}).items()]
    if body and (options or not _TEXT.match(body[0])):
        lines.append("")
    lines += body
    if body and body[-1].startswith(":::"):
        lines.append("")
    return [*lines, fence]


def quote_value(value: str) -> str:
    """Return the value of an option, in quotes where it would not be read as it stands."""
    text = " ".join(value.split())
    if not text or (
        _PLAIN.fullmatch(text) and not re.search(r"\s#|:\s|:$", text) and "\\" not in text
    ):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
