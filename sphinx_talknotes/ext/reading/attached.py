"""Records on their way from a directive to the reading transform.

They hang on the node as a Python attribute, not as a node attribute, so that no writer can
print them; the transform takes them off before the doctree is stored.
"""

from __future__ import annotations

from typing import TypeVar

from docutils import nodes

T = TypeVar("T")
_NAME = "talknotes_record"


def attach(node: nodes.Element, record: object) -> None:
    """Hang a record on a node."""
    setattr(node, _NAME, record)


def has_any(document: nodes.document, kind: type[object]) -> bool:
    """Tell whether a record of one kind hangs on any node."""
    found = (node.__dict__.get(_NAME) for node in document.findall(nodes.Element))
    return any(isinstance(record, kind) for record in found)


def take_all(document: nodes.document, kind: type[T]) -> list[tuple[nodes.Element, T]]:
    """Take off all records of one kind, in the order of the document."""
    found = []
    for node in document.findall(nodes.Element):
        record = node.__dict__.get(_NAME)
        if isinstance(record, kind):
            delattr(node, _NAME)
            found.append((node, record))
    return found
