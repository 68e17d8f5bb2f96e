"""What an author writes of one talk without a directive: fields under its heading, front matter."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from sphinx_talknotes.ext.plain.notes import get_line, remove
from sphinx_talknotes.ext.plain.titles import get_target
from sphinx_talknotes.model.fields import BY_NAME
from sphinx_talknotes.model.names import tidy
from sphinx_talknotes.model.records import Draft

OWN = frozenset({"speakers", "speaker", "video", "videos", "slides"})
"""Keys that only a talk has: where one of them is, there is a talk."""

_ADDRESSES = frozenset({"url", "video", "videos", "slides", "code", "paper"})


def find_fields(section: nodes.section) -> nodes.field_list | None:
    """Return the field list right under the title of a section."""
    for child in section.children:
        if isinstance(child, nodes.field_list):
            return child
        if not isinstance(child, nodes.title | nodes.Invisible | nodes.system_message):
            break
    return None


def has_own_fields(section: nodes.section) -> bool:
    """Tell whether fields under the title of a section say that it is a talk."""
    fields = find_fields(section)
    return fields is not None and any(
        _get_name(field) in OWN and field[1].astext().strip()
        for field in fields.children if isinstance(field, nodes.field)
    )  # fmt: skip


def has_own_front(front: Mapping[str, str]) -> bool:
    """Tell whether front matter says that its page is one talk."""
    said = front.get("talk", "").strip().lower()
    if said in ("false", "no", "off"):
        return False
    return said in ("true", "yes", "on") or any(front.get(name, "").strip() for name in OWN)


def take_fields(section: nodes.section, draft: Draft) -> None:
    """Move the fields under a title, as far as they are options of a talk, into the draft."""
    fields = find_fields(section)
    for field in list(fields.children) if fields is not None else ():
        if not isinstance(field, nodes.field) or _get_name(field) not in BY_NAME:
            continue
        name, value = _get_name(field), _get_value(field)
        if value:
            draft.fields[name] = value
            draft.lines[name] = get_line(field) or draft.line
            if value == _get_text(field):
                remove(field)
    if fields is not None and not fields.children:
        remove(fields)


def _get_name(field: nodes.Element) -> str:
    return str(field[0].astext()).strip().lower().replace("_", "-")


def _get_text(field: nodes.Element) -> str:
    body = field[1]
    # reST has the source of the body, in which an underscore at the end is no link
    source = body.rawsource if isinstance(body, nodes.field_body) else ""
    return tidy(source or body.astext())


def _get_value(field: nodes.Element) -> str:
    """Return a field's text, or where its links lead if its value is an address."""
    text = _get_text(field)
    if _get_name(field) in _ADDRESSES and not text.startswith(("http://", "https://")):
        links = [target for node in field[1].findall() if (target := get_target(node))]
        return " ".join(links) or text
    return text
