"""Directives of the documentation: examples in both markups, and tables made of the code.

An example is a pair of files in ``docs/snippets``: ``NAME.md`` is shown and rendered, and
``NAME.rst`` is shown beside it. A test holds that both give the same page.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click
from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective
from theme_tables import (
    frame_help,
    frame_values,
    theme_blocks,
    theme_options,
    theme_templates,
    theme_variables,
)

from sphinx_talknotes.catalogue import SORTS
from sphinx_talknotes.ext.config import OPTIONS
from sphinx_talknotes.ext.directives.listings import (
    CONFERENCES_OPTIONS,
    ENTITIES_OPTIONS,
    QUERY_OPTIONS,
    TALKS_OPTIONS,
)
from sphinx_talknotes.importers.grammars import GRAMMARS
from sphinx_talknotes.importers.settings.keys import PAGE_KEYS, SPELLINGS, TALK_KEYS, TOP_KEYS
from sphinx_talknotes.model.entity_fields import ENTITY_FIELDS
from sphinx_talknotes.model.fields import FIELDS
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.model.records import FOLLOWUP_KINDS, KINDS, STATUSES
from sphinx_talknotes.video.media import MEDIA_TYPES
from sphinx_talknotes.video.registry import PROVIDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx

SNIPPETS = Path(__file__).parent.parent / "snippets"
MARKUPS = (("MyST", "md", "markdown"), ("reST", "rst", "rst"))


class Markdown(SphinxDirective):
    """Base: writes Markdown and parses it where it stands."""

    def parse(self, lines: Iterable[str], source: str) -> list[nodes.Node]:
        text = "\n".join(lines).splitlines()
        holder = nodes.Element()
        self.state.nested_parse(StringList(text, source=source), 0, holder)
        return holder.children


class ExampleDirective(Markdown):
    """One example: its sources in both markups in tabs, then what it renders to."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"source-only": directives.flag}

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        tabs = ["::::::::{tab-set}", ":sync-group: markup", ""]
        for label, suffix, language in MARKUPS:
            path = SNIPPETS / f"{name}.{suffix}"
            self.env.note_dependency(str(path))
            text = path.read_text(encoding="utf-8").rstrip()
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text) or ["``"]))
            tabs += [":::::::{tab-item} " + label, f":sync: {label}", "",
                     f"{fence}{language}", text, fence, ":::::::"]  # fmt: skip
        shown = self.parse([*tabs, "::::::::"], f"snippets/{name}")
        if "source-only" in self.options:
            return shown
        source = (SNIPPETS / f"{name}.md").read_text(encoding="utf-8")
        return [*shown, *_set_off(self.parse([source], str(SNIPPETS / f"{name}.md")))]


def _set_off(result: list[nodes.Node]) -> list[nodes.Node]:
    # A talk is a section and has to stay one: it is marked, everything else goes into a box.
    boxed: list[nodes.Node] = []
    for node in result:
        node.parent = None
        if isinstance(node, nodes.section):
            node["classes"].append("docs-result")
            boxed.append(node)
        elif boxed and "docs-box" in boxed[-1].get("classes", ()):
            boxed[-1] += node
        else:
            boxed.append(nodes.container("", node, classes=["docs-result", "docs-box"]))
    return boxed


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield ""
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        cells = (cell.replace("|", "\\|").replace("\n", " ") for cell in row)
        yield f"| {' | '.join(cells)} |"
    yield ""


def talk_options(_argument: str) -> Iterator[str]:
    """The options of a talk, from the one table of fields."""
    return table(("Option", "Value", "Meaning"), (
        (" or ".join(f"`{name}`" for name in (row.name, *row.aliases)), row.form, row.help)
        for row in FIELDS
    ))  # fmt: skip


def front_matter(_argument: str) -> Iterator[str]:
    """The fields for which front matter gives defaults."""
    return table(("Key", "Value", "Meaning"), (
        (" or ".join(f"`{name}`" for name in (row.name, *row.aliases)), row.form, row.help)
        for row in FIELDS if row.default
    ))  # fmt: skip


def entity_options(kind: str) -> Iterator[str]:
    """The options of a `speaker`, `tool` or `conference`."""
    return table(("Option", "Value", "Meaning"), (
        (f"`{row.name}`", row.form, row.help) for row in ENTITY_FIELDS[kind]
    ))  # fmt: skip


def listing_options(name: str) -> Iterator[str]:
    """The options of a listing."""
    known = {"talks": TALKS_OPTIONS, "query": QUERY_OPTIONS, "entities": ENTITIES_OPTIONS,
             "conferences": CONFERENCES_OPTIONS}  # fmt: skip
    options = known[name]
    return table(("Option", "Value"), ((f"`{key}`", text) for key, (_, text) in options.items()))


def values(name: str) -> Iterator[str]:
    """The words that a field takes, and what each is called."""
    known = {"kinds": KINDS, "statuses": STATUSES, "followups": FOLLOWUP_KINDS, "sorts": SORTS}
    return table(("Word", "Shown as" if name != "sorts" else "Order"),
                 ((f"`{word}`", text) for word, text in known[name].items()))  # fmt: skip


def video_hosts(_argument: str) -> Iterator[str]:
    """The hosts whose addresses are understood."""
    rows = []
    for provider in PROVIDERS.values():
        example = f"`{provider.example}`" if " " not in provider.example else provider.example
        hosts = ", ".join(f"`{host}`" for host in sorted(provider.hosts))
        rows.append((provider.label, example, hosts or "any"))
    return table(("Where", "Written like", "Hosts"), rows)


def media_types(_argument: str) -> Iterator[str]:
    """The endings of media files."""
    yield ", ".join(f"`{suffix}`" for suffix in MEDIA_TYPES) + "."


def config(_argument: str) -> Iterator[str]:
    """The configuration values."""
    for option in OPTIONS:
        yield from (f"::::{{confval}} talknotes_{option.name}", f":type: {option.form}",
                    f":default: `{option.default!r}`", "", option.help, "::::", "")  # fmt: skip


def problems(_argument: str) -> Iterator[str]:
    """The warnings."""
    for problem in Problem:
        yield from (f"(warning-{problem.value})=", f"## talknotes.{problem.value}", "",
                    problem.help, "")  # fmt: skip


def command_line(_argument: str) -> Iterator[str]:
    """The verbs of the command line with their help."""
    from sphinx_talknotes.cli import main

    for name, command in sorted(main.commands.items()):
        context = click.Context(command, info_name=f"talknotes {name}", terminal_width=78,
                                max_content_width=78)  # fmt: skip
        yield from (f"(talknotes-{name})=", f"## talknotes {name}", "", "```text",
                    command.get_help(context), "```", "")  # fmt: skip


def settings(name: str) -> Iterator[str]:
    """The keys of ``talknotes.toml``."""
    known = {"top": TOP_KEYS, "pages": PAGE_KEYS, "talks": TALK_KEYS, "conferences": (SPELLINGS,)}
    grammars = ", ".join(f"`{grammar.name}`" for grammar in GRAMMARS)
    return table(("Key", "Value", "Meaning"), (
        (f"`{key.name}`", key.form, key.help.replace("{grammars}", grammars))
        for key in known[name]
    ))  # fmt: skip


def of_theme(make: Callable[[str], Iterator[tuple[str, ...]]]) -> Callable[[str], Iterator[str]]:
    """Return a maker of a table whose first row is its head."""

    def lines(argument: str) -> Iterator[str]:
        head, *rows = make(argument)
        return table(head, rows)

    return lines


def frame(name: str) -> Iterator[str]:
    """One kind of value that templates get: what the code says about it, and its attributes."""
    yield from frame_help(name)
    yield from of_theme(frame_values)(name)


TABLES: dict[str, Callable[[str], Iterator[str]]] = {
    "talk-options": talk_options,
    "front-matter": front_matter,
    "entity-options": entity_options,
    "listing-options": listing_options,
    "values": values,
    "video-hosts": video_hosts,
    "media-types": media_types,
    "config": config,
    "problems": problems,
    "command-line": command_line,
    "settings": settings,
    "theme-options": of_theme(theme_options),
    "theme-templates": of_theme(theme_templates),
    "theme-blocks": of_theme(theme_blocks),
    "frame": frame,
}


class GeneratedDirective(Markdown):
    """Something made of the code: ``{generated} NAME [ARGUMENT]``."""

    required_arguments = 1
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        name, argument = (*self.arguments, "")[:2]
        lines = list(TABLES[name](argument))
        if any(line.startswith("## ") for line in lines):
            # headings become sections of the page only where the page itself is parsed
            return self._sections(lines, name)
        return self.parse(lines, f"generated {name}")

    def _sections(self, lines: list[str], name: str) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        label = ""
        block: list[str] = []
        section: Any = None

        def close() -> None:
            if section is not None:
                section.extend(self.parse(block, f"generated {name}"))
            block.clear()

        for line in lines:
            if line.startswith("(") and line.endswith(")="):
                label = line[1:-2]
            elif line.startswith("## "):
                close()
                title = line[3:]
                section = nodes.section("", nodes.title(title, "", nodes.literal(title, title)))
                section["names"].append(label)
                self.state.document.note_explicit_target(section)
                result.append(section)
            else:
                block.append(line)
        close()
        return result


class VariablesDirective(Markdown):
    """The variables of the theme's style sheet; each line says what one of them is for."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        try:
            head, *rows = theme_variables(list(self.content))
        except ValueError as error:
            raise self.error(str(error)) from error
        return self.parse(table(head, rows), "variables of the theme")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("example", ExampleDirective)
    app.add_directive("generated", GeneratedDirective)
    app.add_directive("variables", VariablesDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
