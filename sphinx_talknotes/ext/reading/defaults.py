"""What a page's front matter says of all its talks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.model.fields import Context, parse_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.environment import BuildEnvironment


def read_defaults(
    document: nodes.document, env: BuildEnvironment, context: Context
) -> dict[str, Any]:
    """Return attribute → value of what front matter gives the talks of the page."""
    values, reports = parse_fields(read_front(document), context, defaults=True)
    if reports:
        lines = _source_lines(env)
        for report in reports:
            warn(report.problem, f"front matter: {report.message}",
                 (env.docname, find_key(lines, report.name)))  # fmt: skip
    return values


def read_front(document: nodes.document) -> dict[str, str]:
    """Return the front matter as text: key, in lower case and with hyphens → value.

    It is YAML in MyST and a field list at the top in reST; docutils makes a ``docinfo`` node of
    both.
    """
    raw: dict[str, str] = {}
    for docinfo in document.findall(nodes.docinfo):
        for field in docinfo.children:
            if isinstance(field, nodes.field):
                name, parts = field[0].astext(), field[1].children
            else:
                name, parts = type(field).__name__, field.children
            # docutils puts a message here if a field that it knows is empty
            text = " ".join(
                part.astext() for part in parts if not isinstance(part, nodes.system_message)
            )
            # MyST-Parser passes a key without a value on as JSON
            raw.setdefault(name.strip().lower().replace("_", "-"), "" if text == "null" else text)
    return raw


def _source_lines(env: BuildEnvironment) -> list[str]:
    with open(env.doc2path(env.docname), encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()


def find_key(lines: Sequence[str], name: str) -> int:
    """Return the line at which a key of the front matter stands, or the first one."""
    pattern = re.compile(rf":?{re.escape(name).replace('-', '[-_]')}\s*:", re.IGNORECASE)
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)
