"""docutils' own parser, told to note what it finds instead of making a document of it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cache
from types import SimpleNamespace
from typing import Any

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Parser
from docutils.parsers.rst.states import RSTStateMachine
from docutils.statemachine import StringList

from sphinx_talknotes.importers.rest.inline import NotingInliner
from sphinx_talknotes.importers.rest.model import Message, Scan
from sphinx_talknotes.importers.rest.states import CLASSES


class _Document(nodes.document):
    """A document that holds what was found."""

    scan: Scan
    shallow: bool
    in_table: int = 0

    def scan_column(self, line: int, text: str) -> int:
        """Return the column at which *text*, the rest of a line, begins."""
        source = self.scan.lines[line] if 0 <= line < len(self.scan.lines) else ""
        bare = text.rstrip()
        return (
            len(source) - len(bare) if bare and source.endswith(bare) else max(source.find(bare), 0)
        )


@cache
def _get_settings() -> Any:
    settings = frontend.get_default_settings(Parser)
    settings.report_level = 5
    settings.halt_level = 6
    settings.file_insertion_enabled = False
    settings.raw_enabled = False
    settings.warning_stream = False
    settings._disable_config = True  # noqa: SLF001 - no file is looked for
    return settings


@cache
def _get_inliner() -> NotingInliner:
    inliner = NotingInliner()
    inliner.prepare(_get_settings())
    return inliner


def run(lines: Sequence[str], *, shallow: bool = False) -> Scan:
    """Parse *lines* (without tabs) and return what is in them.

    With *shallow*, nothing is noted but titles and what stands outside of lists, quotations
    and tables.

    Raises:
        RecursionError: it is nested too deeply.
    """
    scan = Scan(lines)
    settings = _get_settings()
    reporter = utils.Reporter("", 5, 6, stream=False)
    document = _Document(settings, reporter, source="")
    document.note_source("", -1)
    document.scan, document.shallow = scan, shallow

    def note(message: Any) -> None:
        line = int(message.get("line") or 1) - 1
        scan.messages.append(Message(int(message["level"]), message[0].astext(), line))

    reporter.attach_observer(note)
    machine = RSTStateMachine(state_classes=CLASSES, initial_state="Body")
    inliner = copy(_get_inliner())
    inliner.scan, inliner.shallow = scan, shallow
    machine.run(StringList(list(lines), ""), document, inliner=inliner)
    scan.transitions = [node.line - 1 for node in document.findall(nodes.transition) if node.line]
    return scan


def run_inline(text: str) -> Scan:
    """Parse the inline markup of one text."""
    scan = Scan(text.split("\n"))
    document = _Document(_get_settings(), utils.Reporter("", 5, 6, stream=False), source="")
    document.scan, document.shallow = scan, False
    inliner = copy(_get_inliner())
    inliner.scan, inliner.shallow = scan, False
    memo = SimpleNamespace(
        document=document, reporter=document.reporter, language=None, inliner=inliner
    )
    inliner.parse(text, 1, memo, document)
    return scan
