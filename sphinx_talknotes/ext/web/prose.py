"""The first sentences of a page: what a search engine shows below its title.

They are taken from the page as it is written. So they show names as the page does, never a
private alias, and change only when the page itself does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.web.site import clean, makes_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST, LONGEST = 50, 160
"""Lengths of a description in characters."""

_MARK = "tn_prose"
_PASSED = (nodes.section, nodes.container, nodes.bullet_list, nodes.enumerated_list,
           nodes.list_item, addnodes.only)  # fmt: skip
_UNTOLD = ("tn-thoughts", "tn-question", "tn-followup")
"""What the note-taker thinks is not what the talk is about."""
_SILENT = (nodes.image, nodes.raw, nodes.Invisible, nodes.footnote_reference,
           nodes.citation_reference, nodes.system_message)  # fmt: skip
_END = re.compile(r"[.!?…][\"'”’»)]*(?=\s+[^a-z\s])|[\u3002\uff01\uff1f]")
"""The end of a sentence; small letters go on after “e.g.”."""
_ENDS = tuple('.!?…:;”"\u3002\uff01\uff1f\uff1a')
"""What ends a sentence, or needs no other sign before the next; the last four are East Asian."""


class ProseTransform(SphinxPostTransform):
    """Marks the author's own paragraphs, while all else is still a placeholder (before 5)."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Mark each with the anchor of its talk and whether it is of a summary."""
        if makes_site(get_domain(self.env).builder):
            _mark(self.document, "", summary=False)


def _mark(parent: nodes.Element, talk: str, *, summary: bool) -> None:
    for child in parent.children:
        if isinstance(child, nodes.paragraph):
            child[_MARK] = (talk, summary)
        elif isinstance(child, _PASSED):
            classes = child["classes"]
            card = "tn-entity" in classes and "tn-main" not in classes
            if card or child.get("design_component") or any(n in classes for n in _UNTOLD):
                continue
            is_talk = isinstance(child, nodes.section) and "tn-talk" in classes
            _mark(
                child,
                child["ids"][0] if is_talk else talk,
                summary=summary or "tn-tldr" in classes,
            )


def find_prose(document: nodes.document, talk: str) -> str:
    """Return up to `LONGEST` characters of the summary, or else the prose, of a talk.

    Args:
        document: as it is written.
        talk: anchor of the talk; empty for what belongs to no talk.
    """
    paragraphs = document.findall(nodes.paragraph)
    marked = [node for node in paragraphs if _MARK in node and node[_MARK][0] == talk]
    told = (node for node in marked if node[_MARK][1])
    return _gather(map(_text, told)) or _gather(map(_text, marked))


def _gather(texts: Iterable[str]) -> str:
    result = ""
    for text in texts:
        if text:
            if result:
                result += " " if result.endswith(_ENDS) else "; "
            result += text
        if len(result) >= SHORTEST:
            break
    return shorten(result)


def _text(node: nodes.Node) -> str:
    return clean("".join(_pieces(node)))


def _pieces(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif not isinstance(node, _SILENT):
        for child in node.children:
            yield from _pieces(child)


def shorten(text: str, limit: int = LONGEST) -> str:
    """Return whole sentences of *text* that are no longer than *limit*, else cut at a word."""
    text = clean(text)
    if len(text) <= limit:
        return text
    near = text[: limit + 20]  # what follows says whether a sentence ends
    ends = [match.end() for match in _END.finditer(near) if match.end() <= limit]
    if ends and ends[-1] >= SHORTEST:
        return text[: ends[-1]]
    cut = text[:limit]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) >= SHORTEST else cut[:-1]).rstrip(" ,;:–-") + "…"


def sentence(text: str) -> str:
    """Return a text that was put together, no longer than a description, ended by a stop."""
    text = clean(text)
    return shorten(text if text.endswith(_ENDS) else f"{text}.")


def complete(text: str, facts: str) -> str:
    """Return a description: *text*, and *facts* after it where it is too short for one."""
    if not facts or len(text) >= SHORTEST:
        return text
    if not text:
        return facts
    return shorten(f"{text}{'' if text.endswith(_ENDS) else '.'} {facts}")
