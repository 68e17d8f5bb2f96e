"""What becomes of the directives and explicit constructs of a text."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from sphinx_talknotes.importers.dialects.rest import read_player
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.rest.model import Directive, Explicit, Scan
from sphinx_talknotes.importers.writer.edits import Edit
from sphinx_talknotes.importers.writer.links import Target
from sphinx_talknotes.importers.writer.rest.harmless import RULES, find_fault, is_usable
from sphinx_talknotes.importers.writer.rest.literal import Block, find_block

_PLAYERS = frozenset({"youtube", "vimeo"})
_PLAYER_LOOKS = frozenset(
    "width height align class aspect privacy_mode url_parameters autoplay start_at".split()
)
_ENTRY = re.compile(r"(?:(?P<title>.*?\S)\s*<(?P<target>[^<>]+)>|(?P<name>[^<>]+))\s*")
_UNSAFE = re.compile(r"\s*(?:javascript|data|vbscript)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is, for its directives.

    ``resolve`` and ``find_image`` say what to write for an address at a line of the source,
    ``refuse`` notes what is shown as text and why. ``docnames`` are all pages.
    """

    docname: str
    docnames: Collection[str]
    resolve: Callable[[str, int], Target]
    find_image: Callable[[str, int], Target]
    refuse: Callable[[str, int, str], None]


@dataclass(slots=True)
class Changes:
    """What is changed in the lines of a text: characters, and whole blocks by their first line."""

    edits: list[Edit] = field(default_factory=list)
    blocks: dict[int, tuple[int, list[str]]] = field(default_factory=dict)


def find_bad(lines: Sequence[Line], scan: Scan, place: Place, *, top: bool) -> list[Block]:
    """Return the blocks that are to be shown as they are written, and report each.

    *top* tells that the text is one of a page, and not of a talk.
    """
    texts = [line.text for line in lines]
    found: list[Block] = []
    for directive in scan.directives:
        if any(block.holds(directive.start) for block in found):
            continue
        inside = _is_inside(directive, scan)
        if not top and directive.name in ("contents", "toctree"):
            inside = True
        fault = _judge(directive, texts, lines, place, inside=inside)
        if fault:
            number = lines[directive.start].number
            place.refuse(f".. {directive.name}::", number, fault)
            found.append(_get_block(directive, lines, scan))
    for one in scan.explicit:
        if any(block.holds(one.start) for block in found):
            continue
        number = lines[min(one.start, len(lines) - 1)].number
        if one.kind == "substitution" and not (
            _is_whole(one, texts) and _may_substitute(one, number, place)
        ):
            place.refuse(
                f".. |{one.name}| {one.directive}::", number, "is not used in notes of others"
            )
            found.append(_get_block(one, lines, scan))
        elif one.kind in ("target", "anonymous") and _UNSAFE.match(one.value):
            place.refuse(one.value, number, "has a scheme that is not linked")
            found.append(_get_block(one, lines, scan))
    return found


def _is_inside(directive: Directive, scan: Scan) -> bool:
    if directive.column or directive.in_table:
        return True
    return any(
        other is not directive and other.start < directive.start < other.end
        for other in scan.directives
    )


def _get_block(one: Directive | Explicit, lines: Sequence[Line], scan: Scan) -> Block:
    table = next((t for t in scan.tables if one.start in t), None) if one.in_table else None
    if one.in_table or table is not None:
        return find_block(lines, one.start)
    return Block(one.start, max(one.end, one.start + 1), one.column)


def _judge(
    directive: Directive, texts: Sequence[str], lines: Sequence[Line], place: Place, *, inside: bool
) -> str:
    """Return why a directive can't be used, or nothing."""
    number = lines[directive.start].number
    if directive.name in _PLAYERS:
        known = directive.options.keys() <= _PLAYER_LOOKS and not directive.content
        good = known and read_player(directive.name, directive.argument)
        return "" if good else "names no video, or says more of it than can be shown"
    fault = find_fault(directive, texts, inside=inside)
    if directive.name in ("class", "rst-class") and not directive.content and not fault:
        following = next((text for text in texts[directive.end :] if text.strip()), "")
        if inside or not following or following.startswith((" ", ".. ", "__ ")):
            return "has nothing to follow it"
    if fault or directive.name not in ("image", "figure"):
        return fault
    first = texts[directive.start]
    if " " in directive.argument or directive.argument not in first:
        return "has an address on several lines"
    if _UNSAFE.match(directive.options.get("target", "")):
        return "leads to an address that is not linked"
    target = place.find_image(directive.argument, number)
    return "shows no image that is there" if target.href is None else ""


def _is_whole(one: Explicit, texts: Sequence[str]) -> bool:
    """Tell whether a substitution has one paragraph, or an address and options."""
    rows = texts[one.start + 1 : one.end]
    if one.directive == "image":
        return all(re.match(r"\s+:\w+:", row) for row in rows)
    return all(re.search(r"\w", row) for row in rows)


def _may_substitute(one: Explicit, number: int, place: Place) -> bool:
    if not is_usable(one):
        return False
    if one.directive != "image":
        return not one.value.startswith(":")
    source, _, options = one.value.partition(" :")
    if " " in source.strip() or not source.strip():
        return False
    named = re.findall(r":([a-z]+):", f":{options}") if options else []
    rule = RULES["image"].options or {}
    if any(name not in rule for name in named) or "target:" in options:
        return False
    return place.find_image(source.strip(), number).href is not None


def find_changes(lines: Sequence[Line], scan: Scan, place: Place) -> Changes:
    """Return what is changed in the directives of a text that can stay."""
    changes = Changes()
    for directive in scan.directives:
        number = lines[directive.start].number
        text = lines[directive.start].text
        if directive.name in _PLAYERS:
            video = read_player(directive.name, directive.argument)
            column = directive.column
            changes.edits.append(
                Edit(directive.start, column, len(text) - column, f".. video:: {video}")
            )
            for row in range(directive.start + 1, directive.end):
                changes.edits.append(Edit(row, 0, len(lines[row].text), ""))
        elif directive.name == "class":  # in Sphinx, one of Python
            at = text.find("class", directive.column)
            changes.edits.append(Edit(directive.start, at, 0, "rst-"))
        elif directive.name in ("image", "figure"):
            target = place.find_image(directive.argument, number)
            changes.edits += _readdress(lines, range(directive.start, directive.start + 1),
                                        directive.argument, target)  # fmt: skip
            changes.edits += _retarget(lines, directive, place)
        elif directive.name == "toctree":
            made = _write_toctree(lines, directive, place)
            changes.blocks[directive.start] = (directive.end, made)
    for one in scan.explicit:
        if one.kind == "substitution" and one.directive == "image":
            source = one.value.partition(" :")[0].strip()
            target = place.find_image(source, lines[one.start].number)
            changes.edits += _readdress(lines, range(one.start, one.end), source, target)
    return changes


def _readdress(lines: Sequence[Line], rows: range, source: str, target: Target) -> Iterator[Edit]:
    written = target.path if target.file and target.href != source else target.href
    if written is None or written == source:
        return
    for row in rows:
        start = lines[row].text.find("::") + 2 if "::" in lines[row].text else 0
        at = lines[row].text.find(source, start)
        if at >= 0:
            yield Edit(row, at, len(source), written)
            return


def _retarget(lines: Sequence[Line], directive: Directive, place: Place) -> Iterator[Edit]:
    """Yield the change of the address that an image leads to, if it is one of the collection."""
    wanted = directive.options.get("target", "")
    if not wanted or wanted.startswith(("http://", "https://", "mailto:")):
        return
    for row in range(directive.start, directive.end):
        match = re.match(r"(\s+):target:\s", lines[row].text)
        if match:
            target = place.resolve(wanted, lines[row].number)
            keep = target.href is not None and not (target.page or target.file)
            if not keep:  # images can't lead to pages and files: its description says where to
                shown = re.sub(r"\s+", " ", wanted)
                name = "alt" if "alt" not in directive.options else ""
                text = f"{match[1]}:{name}: {shown}" if name else ""
                yield Edit(row, 0, len(lines[row].text), text)


def _write_toctree(lines: Sequence[Line], directive: Directive, place: Place) -> list[str]:
    """Return a toctree with the pages' names in the project; what is not there is shown below."""
    margin = " " * directive.column
    head = [f"{margin}.. toctree::"]
    head += [f"{margin}   :{k}: {v}".rstrip() for k, v in directive.options.items()]
    made: list[str] = []
    last = None
    for row in directive.content:
        text = lines[row].text.strip()
        if not text:
            continue
        entry = _resolve_entry(text, lines[row].number, directive, place)
        if bool(entry) is not last:
            made += [*[""] * bool(made), *(head if entry else [f"{margin}::"]), ""]
        made.append(f"{margin}   {entry or text}")
        last = bool(entry)
    if "::" not in "".join(made) or (last is False and not any(t in made for t in head[:1])):
        rows = lines[directive.start : directive.end]
        made = [f"{margin}::", "", *(f"   {row.text}".rstrip() for row in rows)]
    parted = not directive.start or not lines[directive.start - 1].text.strip()
    return made if parted or made[0].strip() != "::" else ["", *made]


def _resolve_entry(text: str, number: int, directive: Directive, place: Place) -> str:
    """Return an entry of a toctree as it is in the project, or nothing."""
    match = _ENTRY.fullmatch(text)
    if match is None:
        return ""
    wanted = match["target"] or match["name"]
    if wanted == "self":
        return text
    if "glob" in directive.options and re.search(r"[*?\[]", wanted):
        folder = "" if wanted.startswith("/") else posixpath.dirname(place.docname)
        pattern = posixpath.normpath(posixpath.join(folder, wanted.lstrip("/")))
        return f"/{pattern}" if fnmatch.filter(place.docnames, pattern) else ""
    if re.match(r"https?://", wanted):
        return text
    target = place.resolve(wanted, number)
    if not target.page or target.page == place.docname:
        return ""
    return f"{match['title']} </{target.page}>" if match["title"] else f"/{target.page}"
