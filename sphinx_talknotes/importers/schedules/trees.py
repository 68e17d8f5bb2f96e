"""XML of strangers as a small tree: no entities, nothing from elsewhere, not too deep or large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_MAX_DEPTH = 60
_MAX_NODES = 2_000_000
INSTALL = "pip install 'sphinx-talknotes[import]'"


@dataclass(slots=True)
class Node:
    """An element: its name without namespace, attributes, text up to its first child, line."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Node] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the element and of what is in it."""
        return "".join([*self.parts, *(child.text for child in self.children)])

    def find_all(self, tag: str) -> Iterator[Node]:
        """Yield the children with a name."""
        return (child for child in self.children if child.tag == tag)

    def find(self, tag: str) -> Node | None:
        """Return the first child with a name."""
        return next(self.find_all(tag), None)


class _TooMuchError(Exception):
    """The document is nested too deeply, or has too many elements."""


class _Builder:
    """Makes the tree; the parser that calls it knows the line."""

    def __init__(self) -> None:
        self.get_line: Callable[[], int] = lambda: 0
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= _MAX_DEPTH or self._count > _MAX_NODES:
            raise _TooMuchError
        node = Node(tag.rpartition("}")[2], dict(attributes), self.get_line())
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].parts.append(text)

    def end(self, _tag: str) -> None:
        self._open.pop()

    def close(self) -> Node | None:
        return self.root


def read_xml(data: bytes, report: Callable[[str, int | None], None]) -> Node | None:
    """Return the root of an XML document, or ``None`` after a call of *report*."""
    try:
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import ParseError, XMLParser
    except ImportError:
        report(f"XML is read with defusedxml, which is not installed: {INSTALL}", None)
        return None
    builder = _Builder()
    parser = XMLParser(target=builder)
    builder.get_line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        report("the XML has entities of its own or refers to other files, which is refused; "
               "the file is left out", builder.get_line())  # fmt: skip
    except _TooMuchError:
        report("the XML is nested too deeply or has too many elements; the file is left out",
               builder.get_line())  # fmt: skip
    except ParseError as error:
        line, _column = getattr(error, "position", (None, None))
        report(f"the XML is broken: {str(error).partition(':')[0]}; the file is left out", line)
    except (ValueError, LookupError) as error:
        report(f"the XML can't be read: {str(error)[:200]}; the file is left out", None)
    else:
        return builder.root
    return None
