"""Markup languages that notes are written in: where the headings are, and what a line says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from sphinx_talknotes.importers import markdown
from sphinx_talknotes.importers.markdown import Heading, Span
from sphinx_talknotes.importers.rest import headings as rest


@dataclass(frozen=True, slots=True)
class Markup:
    """A markup language.

    ``find_headings`` returns the headings of a text that stand in no list or quotation, in
    order. ``read_spans`` returns what a reader sees of a line, and the sources of its images.
    ``write_link`` returns a link to an address that shows it, ``write_image`` an image.
    """

    name: str
    suffixes: frozenset[str]
    find_headings: Callable[[Sequence[str]], list[Heading]]
    read_spans: Callable[[str], tuple[tuple[Span, ...], tuple[str, ...]]]
    write_link: Callable[[str], str]
    write_image: Callable[[str], str]


MARKDOWN = Markup(
    "markdown", frozenset({".md", ".markdown", ".mdown", ".mkd"}), markdown.find_headings,
    markdown.read_spans, "<{}>".format, "![](<{}>)".format,
)  # fmt: skip
REST = Markup(
    "rest", frozenset({".rst", ".rest"}), rest.find_headings, rest.read_spans,
    rest.write_link, ".. image:: {}".format,
)  # fmt: skip

MARKUPS: tuple[Markup, ...] = (MARKDOWN, REST)
"""All markup languages that are read."""

SUFFIXES = frozenset(suffix for markup in MARKUPS for suffix in markup.suffixes)
"""How names of files that are read end."""


def get_markup(path: PurePosixPath) -> Markup:
    """Return the markup language of a file that is read, by its name."""
    suffix = path.suffix.lower()
    return next(markup for markup in MARKUPS if suffix in markup.suffixes)
