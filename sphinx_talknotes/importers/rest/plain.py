"""Which directives hold text, and how the lines of a directive are parted."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ADMONITIONS = frozenset(
    "attention caution danger error hint important note tip warning admonition seealso".split()
)
REMARKS = frozenset("mythoughts tldr question followup".split())
OWN = frozenset({"talk", "conference", "speaker", "tool", "video", *REMARKS})
BODIES = frozenset({
    *_ADMONITIONS, *OWN, "container", "topic", "sidebar", "epigraph", "highlights", "pull-quote",
    "compound", "class", "rst-class", "figure", "table", "list-table", "only", "hlist",
    "glossary", "centered", "versionadded", "versionchanged", "deprecated",
    *(f"talknotes:{name}" for name in OWN),
})  # fmt: skip
"""Directives whose content is text with markup."""

TEXTS = frozenset({"parsed-literal", "line-block"})
"""Directives whose content is lines with inline markup."""

NO_ARGUMENT = _ADMONITIONS - {"admonition"} | {
    "epigraph", "highlights", "pull-quote", "compound", "parsed-literal", "hlist",
    "glossary", "math",
}  # fmt: skip
"""Directives whose text may begin on their first line."""

ARGUMENT_TEXTS = frozenset({
    "admonition", "topic", "sidebar", "rubric", "centered", "table", "list-table", "contents",
    "talk", "talknotes:talk",
})  # fmt: skip
"""Directives whose argument is text with inline markup."""

_OPTION = re.compile(r":(?P<name>[^:\\\s][^:\\]{0,60}):(?:[ ]+(?P<value>.*)|$)")


def split_directive(name: str, block: Sequence[str]) -> tuple[str, dict[str, str], int, bool]:
    """Part the lines of a directive, the first of which is what stands behind its name.

    Returns:
        The argument, the options, the index of the first line of the content, and whether there
        is content.
    """
    argument: list[str] = []
    options: dict[str, str] = {}
    index = 0
    last = ""
    inline = name in NO_ARGUMENT
    while index < len(block):
        text = block[index].strip()
        option = _OPTION.fullmatch(text)
        if not text and (index or not inline):
            if index == 0 and len(block) > 1 and block[1].strip() and not argument:
                index += 1
                continue
            break
        if text and option:
            last = option["name"].strip().lower()
            options[last] = (option["value"] or "").strip()
        elif text and last:
            options[last] = f"{options[last]} {text}".strip()
        elif text and inline:
            return "", {}, index, True
        elif text:
            argument.append(text)
        index += 1
    while index < len(block) and not block[index].strip():
        index += 1
    return " ".join(argument), options, index, index < len(block)
