"""What all dialects of Markdown share: wiki links, remarks, attributes, emoji, images as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_talknotes.importers.attributes import drop_attributes
from sphinx_talknotes.importers.codeblocks import find_code
from sphinx_talknotes.importers.embeds import write_embeds
from sphinx_talknotes.importers.emojis import write_emoji
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markup import MARKDOWN
from sphinx_talknotes.importers.page import RawPage, Site
from sphinx_talknotes.importers.remarks import write_remarks
from sphinx_talknotes.importers.tags import write_tags
from sphinx_talknotes.importers.targets import take_targets
from sphinx_talknotes.importers.wiki import write_links
from sphinx_talknotes.model.problems import Report

_MAY_BE = re.compile(
    r"\[\[|\]\([^()<>]{1,300} |\{[:#]|(?<!\w):[a-z0-9_+-]{1,60}:|</?[a-z]|%%", re.IGNORECASE
)
"""Most pages have none of it, and need not be parsed."""


def finish(lines: Sequence[Line], page: RawPage, site: Site, reports: list[Report]) -> list[Line]:
    """Return the lines of a page as plain Markdown; code is left alone."""
    if page.markup is not MARKDOWN or not any(_MAY_BE.search(line.text) for line in lines):
        return list(lines)
    lines = write_remarks(lines, page.path.as_posix(), reports)
    lines = write_tags(drop_attributes(lines, find_code(lines), page.anchors))
    lines = take_targets(lines, page.anchors)
    code = find_code(lines)
    result = write_embeds(lines, code)
    for index, line in enumerate(result):
        if index in code or line.whole:
            continue
        text = write_links(line.text, line.number, page.path, site.folder, reports)
        beside = [result[i].text for i in (index - 1, index + 1) if 0 <= i < len(result)]
        text = write_emoji(text, beside, page.path, site.folder, reports)
        if text != line.text:
            result[index] = Line(text, line.number, line.videos)
    return result
