"""docutils' states of a parser, which note what they find.

They are subclasses, so directives and roles are looked up nowhere: nothing that Sphinx or somebody
else has registered is run, and nothing is registered. Sections are not nested; their levels follow
from their styles.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import states

from sphinx_talknotes.importers.rest.inline import NotingInliner
from sphinx_talknotes.importers.rest.model import Directive, Explicit, Scan, Title
from sphinx_talknotes.importers.rest.plain import BODIES, TEXTS, split_directive

_TABLE_LINES = 400
_TABLE_SIZE = 60_000
_SUBSTITUTION = re.compile(
    r"\.\.[ ]+\|(?P<name>[^|]+)\|[ ]+(?P<type>[\w:.+-]+)[ ]?::[ ]?(?P<rest>.*)"
)
_TARGET = re.compile(r"\.\.[ ]+_(?P<rest>.*)", re.DOTALL)


class Noting:
    """What is different in every state: everything is noted in ``document.scan``."""

    machines: ClassVar[list[Any]] = []
    """State machines that are not in use: making one takes longer than parsing a list."""

    def __init__(self, state_machine: Any, debug: bool = False) -> None:  # noqa: FBT001, FBT002
        super().__init__(state_machine, debug)  # type: ignore[call-arg]
        self.nested_sm_kwargs = {"state_classes": CLASSES, "initial_state": "Body"}

    # what the states of docutils have
    document: Any
    memo: Any
    state_machine: Any
    parent: Any
    inliner: NotingInliner
    reporter: Any

    def _place(self) -> tuple[int, int]:
        """Return line and column of the current line of this state."""
        line = self.state_machine.abs_line_number() - 1
        return line, self.document.scan_column(line, self.state_machine.line)

    def _end(self) -> int:
        """Return the index behind the last line of text up to the current one."""
        end = self.state_machine.abs_line_number()
        lines = self.document.scan.lines
        while end > 0 and (end > len(lines) or not lines[end - 1].strip()):
            end -= 1
        return int(end)

    def nested_parse(
        self, block: Any, input_offset: int, node: Any = None, match_titles: bool = False,  # noqa: FBT001, FBT002
        state_machine_class: Any = None, state_machine_kwargs: Any = None,
    ) -> int:  # fmt: skip
        """Parse what stands inside of something, which can't have titles."""
        if state_machine_class is not None or state_machine_kwargs is not None:
            return int(
                super().nested_parse(  # type: ignore[misc]
                    block, input_offset, node, match_titles,
                    state_machine_class=state_machine_class,
                    state_machine_kwargs=state_machine_kwargs,
                )
            )  # fmt: skip
        if self.document.shallow:
            return input_offset
        machine = self._borrow("Body")
        machine.run(block, input_offset, memo=self.memo, node=node, match_titles=False)
        self.machines.append(machine)
        return int(machine.abs_line_offset())

    def nested_list_parse(
        self, block: Any, input_offset: int, node: Any, initial_state: str, blank_finish: bool,  # noqa: FBT001
        blank_finish_state: str | None = None, extra_settings: Any = None, **_unused: Any,
    ) -> tuple[int, bool]:  # fmt: skip
        """Parse the items of a list that follow the first one."""
        machine = self._borrow(initial_state)
        last = blank_finish_state or initial_state
        machine.states[last].blank_finish = blank_finish
        for key, value in (extra_settings or {}).items():
            setattr(machine.states[initial_state], key, value)
        machine.run(block, input_offset, memo=self.memo, node=node, match_titles=False)
        blank_finish = machine.states[last].blank_finish
        self.machines.append(machine)
        return int(machine.abs_line_offset()), blank_finish

    def _borrow(self, initial_state: str) -> Any:
        if not self.machines:
            return states.NestedStateMachine(state_classes=CLASSES, initial_state=initial_state)
        machine = self.machines.pop()
        machine.initial_state = initial_state
        return machine

    def section(self, title: str, _source: str, style: Any, lineno: int, _messages: Any) -> None:
        """Note a title; *lineno* is that of its text."""
        text = lineno - 1
        start = text - (len(style) == 2)
        adornment = "".join(style)
        before = len(self.document.scan.constructs)
        self.inliner.in_title = True
        self.inliner.parse(title, text + 1, self.memo, self.parent)
        self.inliner.in_title = False
        found = tuple(self.document.scan.constructs[before:])
        self.document.scan.titles.append(Title(start, text + 2, title, adornment, found))

    def explicit_construct(self, match: Any) -> Any:
        """Do what docutils does, with the methods of this class."""
        errors = []
        for method, pattern in states.Body.explicit.constructs:
            found = pattern.match(match.string)
            if found:
                try:
                    return getattr(self, method.__name__)(found)
                except states.MarkupError as error:
                    line = self.state_machine.abs_line_number()
                    errors.append(self.reporter.warning(" ".join(error.args), line=line))
                    break
        nodelist, blank_finish = self.comment(match)
        return nodelist + errors, blank_finish

    def _note(self, kind: str, start: int, column: int, **more: str) -> None:
        scan: Scan = self.document.scan
        scan.explicit.append(
            Explicit(
                kind, start, max(self._end(), start + 1), column,
                in_table=self.document.in_table > 0, **more,
            )
        )  # fmt: skip

    def footnote(self, match: Any) -> Any:
        """Note a footnote."""
        return self._labelled("footnote", match)

    def citation(self, match: Any) -> Any:
        """Note a citation."""
        return self._labelled("citation", match)

    def _labelled(self, kind: str, match: Any) -> Any:
        line, column = self._place()
        indented, _indent, offset, blank_finish = self.state_machine.get_first_known_indented(
            match.end()
        )
        label = match.group(1)
        self._note(kind, line, column, name=nodes.fully_normalize_name(label))
        node = nodes.footnote("\n".join(indented))
        if indented:
            self.nested_parse(indented, input_offset=offset, node=node)
        return [node], blank_finish

    def hyperlink_target(self, match: Any) -> Any:
        """Note a target."""
        line, column = self._place()
        made, blank_finish = super().hyperlink_target(match)  # type: ignore[misc]
        self._note_target("target", line, column, made)
        return made, blank_finish

    def anonymous_target(self, match: Any) -> Any:
        """Note a target without a name."""
        line, column = self._place()
        made, blank_finish = super().anonymous_target(match)  # type: ignore[misc]
        self._note_target("anonymous", line, column, made)
        return made, blank_finish

    def _note_target(self, kind: str, line: int, column: int, made: Any) -> None:
        target = made[0] if made else None
        if not isinstance(target, nodes.target):
            return
        names: list[str] = [*target.get("names", ()), *target.get("dupnames", ())]
        self._note(
            "anonymous" if target.get("anonymous") else kind, line, column,
            name=names[0] if names else "", value=str(target.get("refuri", "")),
            refname=str(target.get("refname", "")),
        )  # fmt: skip

    def substitution_def(self, match: Any) -> Any:
        """Note what a substitution stands for."""
        line, column = self._place()
        indented, _indent, _offset, blank_finish = self.state_machine.get_first_known_indented(
            match.end(), strip_indent=False
        )
        first = match.string
        found = _SUBSTITUTION.fullmatch(first.rstrip())
        if found is None:
            raise states.MarkupError("malformed substitution definition.")
        rest = [found["rest"], *(text.strip() for text in list(indented)[1:])]
        name = nodes.whitespace_normalize_name(found["name"])
        value = " ".join(part for part in rest if part)
        self._note("substitution", line, column, name=name, value=value, directive=found["type"])
        if found["type"] == "replace":
            self.inliner.parse(value, line + 1, self.memo, self.parent)
        return [nodes.comment()], blank_finish

    def directive(self, match: Any, **_presets: Any) -> Any:
        """Note a directive, and what is in it if that is text; it is not run."""
        line, column = self._place()
        indented, _indent, offset, blank_finish = self.state_machine.get_first_known_indented(
            match.end(), strip_top=0
        )
        end = max(self._end(), line + 1)
        name = match.group(1).lower()
        argument, options, start, content = split_directive(name, list(indented))
        scan: Scan = self.document.scan
        first = min(offset + start, end)
        made = Directive(
            name, line, end, column, argument, options, range(first, end),
            self.document.in_table > 0,
        )  # fmt: skip
        scan.directives.append(made)
        node = nodes.container()
        kept = indented[start:]
        if content and name in BODIES and kept:
            self.nested_parse(kept, input_offset=offset + start, node=node)
        elif content and name in TEXTS:
            text = "\n".join(kept)
            self.inliner.parse(text, first + 1, self.memo, self.parent)
        self.inliner.note_argument(name, argument, line + 1, self.memo)
        return [node], blank_finish or self.state_machine.is_next_line_blank()

    def comment(self, match: Any) -> Any:
        """Note a comment."""
        line, column = self._place()
        made = super().comment(match)  # type: ignore[misc]
        self._note("comment", line, column)
        return made

    def table(self, isolate_function: Any, parser_class: Any) -> Any:
        """Note where a table is; one that is too large is not read."""
        first = self.state_machine.abs_line_number() - 1
        lines = self.state_machine.input_lines
        rest = lines[self.state_machine.line_offset :]
        size = next((n for n, text in enumerate(rest) if not text.strip()), len(rest))
        simple = isolate_function.__name__ == "isolate_simple_table"
        long = size > _TABLE_LINES or sum(map(len, list(rest[:size]))) > _TABLE_SIZE
        if self.document.shallow or (long and not simple):
            _block, messages, blank_finish = isolate_function()
            if long and not self.document.shallow:
                self.reporter.error("the table is too large", line=first + 1)
            made = messages, blank_finish
        else:
            self.document.in_table += 1
            made = super().table(isolate_function, parser_class)  # type: ignore[misc]
            self.document.in_table -= 1
        self.document.scan.tables.append(range(first, max(self._end(), first + 1)))
        return made


def _subclass(state: type) -> type:
    return type(state.__name__, (Noting, state), {})


CLASSES = tuple(_subclass(state) for state in states.state_classes)
