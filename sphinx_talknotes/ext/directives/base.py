"""What our directives share: options that are never fatal, and bodies with headings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.model.names import slug, tidy

if TYPE_CHECKING:
    from sphinx_talknotes.model.fields import FieldReport
    from sphinx_talknotes.model.problems import Problem


_BARE = re.compile(r"\s*\.\.\s+[\w:.+-]+\s?::")
"""First line of a reST directive with nothing behind its name."""


_OPENING = re.compile(r"\s*(?:\.\.\s|(?:`{3,}|~{3,}|:{3,})\{)")
"""Start of a directive in either markup."""


_CODE = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
"""Start of an address that runs something when it is opened."""


class AnyOptions(dict[str, Callable[[str], Any]]):
    """An option specification that takes every option as text.

    Which options there are is checked by our own tables: a wrong option is then one warning
    with the rest of the directive intact, in both markups.
    """

    def __missing__(self, _name: str) -> Callable[[str], Any]:
        return _text


def _text(value: str | None) -> str:
    return value or ""


class NotesDirective(SphinxDirective):
    """Base of our directives: an optional argument, any options, a body."""

    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = AnyOptions({"class": _text})

    @property
    def argument(self) -> str:
        """The argument on one line; empty if there is none."""
        return tidy(self.arguments[0]) if self.arguments else ""

    def take_argument_back(self, *, joined: bool = False) -> None:
        """Undo that reST takes the first paragraph of the body for a missing argument.

        Where the author left no blank line before it, it may be an argument; *joined* says that
        it is not.
        """
        first, _, rest = self.block_text.partition("\n")
        apart = joined or not rest.partition("\n")[0].strip()
        if self.arguments and apart and _BARE.fullmatch(first.rstrip()):
            # a list of its own: a slice of the document's lines passes insertions on to them
            source, line = self.get_source_info()
            lines = [*self.arguments[0].splitlines(), ""]
            places = [(source, line + number) for number in range(len(lines))]
            lines += self.content.data
            places += self.content.items
            self.content = StringList(lines, items=places)
            self.arguments = []

    def warn(self, problem: Problem, message: str) -> None:
        """Warn at the line of the directive."""
        source, line = self.get_source_info()
        warn(problem, message, f"{source}:{line}")

    def warn_fields(self, reports: list[FieldReport]) -> None:
        """Warn of each value that was left out, at its own line where that can be found."""
        source, _ = self.get_source_info()
        for report in reports:
            warn(report.problem, report.message, f"{source}:{self.option_line(report.name)}")

    def option_line(self, name: str) -> int:
        """Return the line at which an option stands, or that of the directive."""
        source, line = self.get_source_info()
        block = self.block_text.splitlines()
        # reST's block begins with the directive's own line, MyST's may begin with the options
        first = 0 if block and _OPENING.match(block[0]) else 1
        offset = _option_offset(block, name, first)
        if offset is None and name in self.options:
            # MyST-Parser before 5 leaves the options out of the block, and counts the lines of
            # an included file from one too high: "the directive's line" may be its first option
            offset = _option_offset(_lines_from(source, line or 1), name, 0)
        return (line or 1) + (offset or 0)

    @property
    def raw_options(self) -> dict[str, str]:
        """The options as the author wrote them, but for ``class``, which docutils knows."""
        return {name: text or "" for name, text in self.options.items() if name != "class"}

    @property
    def classes(self) -> list[str]:
        """The author's own classes."""
        return [slug(name) for name in (self.options.get("class") or "").split()]

    def parse_body(self) -> list[nodes.Node]:
        """Parse the body; headings in it become sections nested below one another.

        MyST hangs sections into the document's own levels, wherever they stand. So it is made
        to leave headings as rubrics (which say their level), and these are nested here. reST
        makes sections by itself when titles are allowed.
        """
        if not self.content:
            return []
        if hasattr(self.state, "_renderer"):
            holder = nodes.Element()
            self.state.nested_parse(self.content, self.content_offset, holder)
            return nest_rubrics(holder.children, self.state.document)
        return list(self.parse_content_to_nodes(allow_section_headings=True))

    def parse_flat_body(self) -> list[nodes.Node]:
        """Parse the body; headings in it become rubrics, since it is no section."""
        return flatten(self.parse_body())

    def new_anchor(self, text: str, node: nodes.Element) -> str:
        """Give *node* an anchor made from *text*, one that the page does not have yet."""
        return note_anchor(self.state.document, slug(text), node)


def _option_offset(lines: list[str], name: str, first: int) -> int | None:
    for offset, line in enumerate(lines, first):
        if line.strip().startswith((f":{name}:", f"{name}:")):
            return offset
    return None


def _lines_from(source: str, line: int) -> list[str]:
    """Return the lines of a file from a line on, as far as options may reach."""
    try:
        with open(source, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()[line - 1 : line + 60]
    except OSError:
        return []


def note_anchor(document: nodes.document, wanted: str, node: nodes.Element) -> str:
    """Make *wanted*, or *wanted* with a number, an id of *node*; return it.

    It is not noted as a name, since names of all documents share one space in Sphinx.
    """
    anchor, number = wanted, 1
    while anchor in document.ids:
        number += 1
        anchor = f"{wanted}-{number}"
    node["ids"].insert(0, anchor)
    document.ids[anchor] = node
    return anchor


def without_raw(content: list[nodes.Node]) -> list[nodes.Node]:
    """Turn raw HTML into text: a title with ``Vec<T>`` means that, and no tag.

    So are links to code, which reST makes of the bare words ``javascript:…``.
    """
    return [nodes.Text(node.astext()) if _is_code(node) else node for node in content]


def _is_code(node: nodes.Node) -> bool:
    if isinstance(node, nodes.reference):
        return bool(_CODE.match(node.get("refuri", "")))
    return isinstance(node, nodes.raw)


def reserve_anchor(document: nodes.document, wanted: str) -> str:
    """Return an anchor that nothing else on the page gets, for what is only rendered later."""
    return note_anchor(document, wanted, nodes.Element())


def nest_rubrics(children: list[nodes.Node], document: nodes.document) -> list[nodes.Node]:
    """Turn rubrics that know their heading level into sections that hold what follows."""
    result: list[nodes.Node] = []
    open_sections: list[tuple[int, nodes.section]] = []
    for child in children:
        child.parent = None
        if isinstance(child, nodes.rubric) and "level" in child:
            level = child["level"]
            while open_sections and open_sections[-1][0] >= level:
                open_sections.pop()
            section = _open_section(child, document)
            _add(open_sections[-1][1] if open_sections else result, section)
            open_sections.append((level, section))
        else:
            _add(open_sections[-1][1] if open_sections else result, child)
    return result


def _add(target: Any, child: nodes.Node) -> None:
    target.append(child)


def _open_section(rubric: nodes.rubric, document: nodes.document) -> nodes.section:
    title = nodes.title(rubric.rawsource, "", *rubric.children)
    title.source, title.line = rubric.source, rubric.line
    section = nodes.section("", title)
    section.source, section.line = rubric.source, rubric.line
    for name in ("ids", "names", "classes", "dupnames"):
        section[name] = rubric[name]
    for key, value in rubric.attributes.items():
        if key not in (*nodes.Element.basic_attributes, "level"):
            section[key] = value
    for anchor in section["ids"]:
        document.ids[anchor] = section
    # docutils 0.23 looks at the rubric again when another heading has the same name
    rubric["ids"] = []
    return section


def flatten(children: list[nodes.Node]) -> list[nodes.Node]:
    """Turn sections into rubrics followed by what the sections hold."""
    result: list[nodes.Node] = []
    for child in children:
        if not isinstance(child, nodes.section):
            result.append(child)
            continue
        title, *rest = child.children
        rubric = nodes.rubric("", "", *title.children)
        rubric["ids"], rubric["names"] = child["ids"], child["names"]
        result += [rubric, *flatten(rest)]
    return result


def leaves_project(docname: str, path: str) -> bool:
    """Tell whether a path, as a page names it, leads out of the source directory.

    Sphinx would copy that file to the site. Symbolic links are the author's own doing.
    """
    folder = "" if path.startswith("/") else posixpath.dirname(docname)
    return posixpath.normpath(posixpath.join(folder, path.lstrip("/"))).startswith("..")


def local_files(paths: Mapping[str, None] | list[str]) -> list[nodes.Node]:
    """Return nodes that make Sphinx copy local files along with the page."""
    return [addnodes.download_reference("", "", reftarget=path) for path in paths]
