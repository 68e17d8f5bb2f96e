"""Text of strangers made safe for MyST: it reads as CommonMark would read it, and no link is dead.

Only what has to be changed is changed, mostly by a backslash, and never the number of lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sphinx_talknotes.importers.markdown import get_parser
from sphinx_talknotes.importers.writer.edits import Edit, apply_edits
from sphinx_talknotes.importers.writer.links import Target
from sphinx_talknotes.importers.writer.scan import (
    Definition,
    InlineScan,
    Link,
    Notes,
    TextScan,
    find_notes,
    scan_blocks,
    scan_inlines,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

_BLOCK = re.compile(r"\s*(?P<mark>:::|%|\+[ \t]*\+[ \t]*\+|\([^()\n]{1,200}\)=\s*$)")
_RULE = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SPECIAL = re.compile(
    r"([\\`*\[\]<>]|(?<![^\W_])_|_(?![^\W_])|\{(?=[^{}\s`]{1,80}\}`)|&(?=#?\w{1,32};))"
)
"""What may mean something in the middle of a text; an underscore within a word does not."""
_NOTE_LINE = re.compile(r"((?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*)(\[\^)")
_TEXT_BLOCKS = frozenset({"paragraph_open", "bullet_list_open", "ordered_list_open", "table_open",
                          "blockquote_open", "fence", "code_block"})  # fmt: skip
_OURS = ("inv:", "path:", "project:")


class Resolve(Protocol):
    """Says what to write for an address at a line of the text."""

    def __call__(self, href: str, line: int, *, image: bool) -> Target:
        """Return what to write for *href*."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be guarded, and where horizontal rules may not be (indexes of lines)."""

    texts: Sequence[str]
    resolve: Resolve
    ruleless: Sequence[range] = ()


def guard_page(texts: Sequence[Text]) -> tuple[list[list[str]], list[str]]:
    """Guard the texts of one page.

    Returns:
        The texts, each with as many lines as before, and the definitions of links, which have
        to stand where all parts of the page can see them.
    """
    scans = [scan_blocks(text.texts) for text in texts]
    references: dict[str, object] = {}
    definitions: list[str] = []
    edits: list[list[Edit]] = []
    for text, scan in zip(texts, scans, strict=True):
        edits.append(list(_move_definitions(scan, text.resolve, references, definitions)))
    for scan in scans:
        scan_inlines(scan, references)
    live = _find_live_notes(scans)
    results = []
    for text, scan, moved in zip(texts, scans, edits, strict=True):
        moved.extend(_guard_blocks(scan, text.ruleless))
        moved.extend(_guard_html(scan))
        moved.extend(_guard_notes(scan, live))
        for found in scan.inlines:
            moved.extend(_guard_inline(found, text.resolve, live))
        results.append(_hide_comments(scan, _hide_long(scan, apply_edits(scan.texts, moved))))
    return results, definitions


def escape(text: str) -> str:
    """Return Markdown that shows *text* as it is; unchanged if it shows that already."""
    text = " ".join(text.split())
    children = get_parser().parseInline(text)[0].children if len(text) < 2000 else None
    plain = bool(children) and all(c.type == "text" for c in children or [])
    shown = "".join(child.content for child in children or [])
    if plain and shown == text and not re.search(r"\{[^{}\s`]+\}`|\[\^", text):
        return text
    return _SPECIAL.sub(r"\\\1", text)


def _move_definitions(
    scan: TextScan, resolve: Resolve, references: dict[str, object], definitions: list[str]
) -> Iterator[Edit]:
    """Take definitions out of the text; a second one for a label is kept as a comment."""
    for definition in scan.definitions:
        key = " ".join(definition.label.split()).casefold()
        known = key in references
        label = _normalize(definition.label)
        title = f' "{_escape_title(definition.title)}"' if definition.title else ""
        if known or not definition.first:
            # it never counted: a comment of MyST
            definitions.append(f"% [{definition.label}]: <{definition.href}>{title}")
        else:
            data = {"href": definition.href, "title": definition.title}
            references[key] = references[label] = data
            target = resolve(definition.href, definition.start, image=False)
            href = definition.href if target.href is None else target.href
            definitions.append(f"[{definition.label}]: <{href}>{title}")
        for number in range(definition.start, definition.end):
            text = scan.texts[number]
            column = len(text) - len(text.lstrip(" >\t")) if number > definition.start else -1
            column = text.find("[") if column < 0 else column
            mark = "%" if number == definition.start and _parts(scan.texts, definition) else ""
            yield Edit(number, column, len(text) - column, mark)


def _parts(texts: Sequence[str], definition: Definition) -> bool:
    """Tell whether what follows a definition would belong to what is before it, were it not there.

    Then an empty comment takes its place.
    """
    text = texts[definition.start]
    following = next((line for line in texts[definition.end :] if line.strip()), "")
    inside = bool(text.partition("[")[0].strip())
    return inside or (following[:1] in (" ", "\t") and text[:1] not in (" ", "\t"))


def _normalize(label: str) -> str:
    return label.strip().lower().upper()


def _escape_title(title: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", " ".join(title.split()))


def _find_live_notes(scans: Sequence[TextScan]) -> frozenset[str]:
    """Return the labels of footnotes that are defined once and referred to."""
    notes = Notes()
    for scan in scans:
        find_notes(scan, notes)
    once = {label for label, count in notes.defined.items() if count == 1}
    return frozenset((once & notes.used) - notes.unfit)


def _guard_notes(scan: TextScan, live: frozenset[str]) -> Iterator[Edit]:
    """Escape definitions of footnotes that CommonMark takes for definitions of links."""
    covered: set[int] = set()
    for token in scan.tokens:
        if token.map and token.type in ("inline", "fence", "code_block", "html_block"):
            covered.update(range(*token.map))
    for number, text in enumerate(scan.texts):
        match = _NOTE_LINE.match(text) if number not in covered else None
        if match and text[match.end() :].partition("]")[0] not in live:
            yield Edit(number, match.start(2), 0, "\\")


def _guard_blocks(scan: TextScan, ruleless: Sequence[range]) -> Iterator[Edit]:
    """Escape marks of MyST at the beginning of lines, and see to rules and code."""
    for found in scan.inlines:
        position = 0
        for part in found.token.content.split("\n"):
            match = _BLOCK.match(part)
            place = match and found.places.find(position + match.start("mark"))
            if place:
                yield Edit(*place, 0, "\\")
            position += len(part) + 1
    rows = _top_rows(scan.tokens)
    for index, token in enumerate(scan.tokens):
        start, _end = token.map or (0, 0)
        text = scan.texts[start] if token.map and start < len(scan.texts) else ""
        if token.type == "fence" and "{" in token.info:
            yield from _guard_info(start, text, token)
        elif token.type == "hr" and not _may_stay(scan.tokens, index, rows, ruleless):
            match = _RULE.search(text.rstrip())
            column = match.start() if match else 0
            yield Edit(start, column, len(text) - column, "")
        elif token.type in ("list_item_open", "tr_open"):
            match = re.match(r"[ >\t]*(?P<mark>\+[ \t]*\+[ \t]*\+|%|:::)", text)
            if match:
                yield Edit(start, match.start("mark"), 0, "\\")


def _guard_html(scan: TextScan) -> Iterator[Edit]:
    """Escape headings that are none for the author, since they stand in a block of HTML."""
    for token in scan.strange:
        start, end = token.map or (0, 1)
        number = start if token.markup.startswith("#") else end - 1
        text = scan.texts[number]
        column = text.find(token.markup[:1])
        if column >= 0:
            yield Edit(number, column, 0, "\\")


def _top_rows(tokens: Sequence[Token]) -> list[int]:
    """Return the indexes of the tokens that open blocks of the text itself."""
    return [i for i, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]


def _may_stay(
    tokens: Sequence[Token], index: int, rows: Sequence[int], ruleless: Sequence[range]
) -> bool:
    """Tell whether docutils allows a rule there: between two blocks that are no headings."""
    token = tokens[index]
    line = token.map[0] if token.map else 0
    if token.level or any(line in lines for lines in ruleless):
        return False
    at = bisect_left(rows, index)
    beside = [rows[i] for i in (at - 1, at + 1) if 0 <= i < len(rows)]
    kinds = {tokens[i].type for i in beside}
    behind = [token for i in beside for token in tokens[i + 1 : i + 2]]
    # footnotes go to the end of the page
    empty = any(t.type == "blockquote_close" or t.content.startswith("[^") for t in behind)
    return len(beside) == 2 and kinds <= _TEXT_BLOCKS and not empty


def _guard_info(line: int, text: str, token: Token) -> Iterator[Edit]:
    """Name the language of a code block as Markdown does: ``{.python}`` → ``python``."""
    info = token.info.strip()
    column = text.rfind(info)
    first = info.split()[0] if info else ""
    if column < 0 or "{" not in first:
        return
    plain = " ".join(re.sub(r"[{}]", " ", info).split()).lstrip(".")
    yield Edit(line, column, len(info), plain)


def _guard_inline(found: InlineScan, resolve: Resolve, live: frozenset[str]) -> Iterator[Edit]:
    positions = list(found.roles)
    positions += [position for position, label in found.notes if label not in live]
    positions += [at for at, href in found.autolinks if href.lower().startswith(_OURS)]
    for position in positions:
        place = found.places.find(position)
        if place:
            yield Edit(*place, 0, "\\")
    for link in found.links:
        yield from _guard_link(found, link, resolve)


def _guard_link(found: InlineScan, link: Link, resolve: Resolve) -> Iterator[Edit]:
    """Write another address for a link, or make text of it."""
    place = found.places.find(link.mark)
    if place is None:
        return
    target = resolve(link.href, place[0], image=link.image)
    # Sphinx fails to make the table of contents of a heading that links to a file
    if target.href is None or (target.file and found.heading and not link.image):
        yield Edit(*place, 0, "\\")
        yield from _show_link(found, link)
    elif target.href != link.href and link.start and (at := found.places.find(link.start)):
        written = target.href
        quoted = f"<{written}>" if re.search(r"[\s()<>]", written) or not written else written
        yield Edit(*at, link.stop - link.start, quoted)


def _show_link(found: InlineScan, link: Link) -> Iterator[Edit]:
    """Escape what is behind the text of a link, or show where its reference would lead."""
    content = found.token.content
    close = found.places.find(link.label_end)
    if not link.start:
        # the label behind it would be a link of its own
        label = " \\" if content[link.label_end + 1 : link.end].startswith("[") else ""
        shown = _SPECIAL.sub(r"\\\1", link.href)
        if close:
            yield Edit(*close, 1, f"\\]({shown}){label}")
        return
    # both brackets: an earlier one may wait for its partner
    if close:
        yield Edit(*close, 0, "\\")
    for position in range(link.start, link.end - 1):
        if _SPECIAL.match(content, position) and (at := found.places.find(position)):
            yield Edit(*at, 0, "\\")


def _hide_long(scan: TextScan, texts: list[str]) -> list[str]:
    """Make code of paragraphs that are too long to be parsed: nothing in them is read."""
    for token in scan.long:
        for number in range(*(token.map or (0, 0))):
            texts[number] = "    " + texts[number].strip() if texts[number].strip() else ""
    return texts


def _hide_comments(scan: TextScan, texts: list[str]) -> list[str]:
    """Make comments of MyST of those of HTML, which would be shown."""
    for number, text in scan.comments.items():
        texts[number] = f"% {text}" if text.strip() else text
    return texts
