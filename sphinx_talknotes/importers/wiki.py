"""Links that CommonMark does not know: ``[[page]]`` of wikis and Obsidian, addresses with spaces.

https://help.obsidian.md/links
"""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from sphinx_talknotes.importers.lines import mask_code
from sphinx_talknotes.importers.markup import SUFFIXES
from sphinx_talknotes.importers.source import Folder
from sphinx_talknotes.model.problems import Problem, Report

IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})
"""Files that a page can show."""

_WIKI = re.compile(
    r"(?<![\w\[\]\\])(?P<embed>!?)\[\[(?P<page>[^\[\]|#\\\s](?:[^\[\]|#\\]{0,200}?[^\[\]|#\\\s])?)?"
    r"(?P<place>#[^\[\]|\\]{1,200})?(?:\\?\|(?P<text>[^\[\]]{1,300}))?\]\](?![\[(])"
)
_SPACED = re.compile(
    r"(?<=\]\()(?P<path>[^\s()<>\"'#][^()<>\"'#]{0,300})(?P<place>#[^()<>\"'\s]{0,200})?(?=\))"
)
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?")


def write_links(
    text: str, number: int, path: PurePosixPath, folder: Folder, reports: list[Report]
) -> str:
    """Return *text*, prose of the page at *path*, with links as CommonMark has them.

    What leads to nothing in the collection stays as it is, and is reported.
    """
    if "[[" not in text and "](" not in text:
        return text
    masked = mask_code(text)

    def write(match: re.Match[str]) -> str:
        if not masked[match.start()].strip() or not (match["page"] or match["place"]):
            return match[0]
        return _write_wiki(match, number, path, folder, reports)

    def enclose(match: re.Match[str]) -> str:
        if " " not in match["path"] or not masked[match.start() - 1].strip():
            return match[0]
        found = _find_near(unquote(match["path"]), path, folder)
        return f"<{match[0]}>" if found else match[0]

    if "[[" in text:
        text = _WIKI.sub(write, text)
        masked = mask_code(text)
    return _SPACED.sub(enclose, text) if "](" in text else text


def _write_wiki(
    match: re.Match[str], number: int, path: PurePosixPath, folder: Folder, reports: list[Report]
) -> str:
    page, place = match["page"] or "", match["place"] or ""
    found = find_page(page, path, folder) if page else [path]
    if len(found) != 1:
        if re.search(r"[^\W\d_]", page):
            names = " or ".join(file.as_posix() for file in found[:3])
            reason = f"may be {names}" if found else "is not in the collection"
            message = f"{match[0][:80]} {reason}; it is kept as text"
            reports.append(Report(Problem.URL, message, path.as_posix(), number))
        return match[0]
    (file,) = found
    text = (match["text"] or "").strip()
    image = bool(match["embed"]) and file.suffix.lower() in IMAGES
    if image:
        text = "" if _SIZE.fullmatch(text) else text
    text = text or ("" if image else f"{page}{place}".lstrip("#"))
    href = quote(posixpath.relpath(file, path.parent)) if page else ""
    anchor = "" if place.startswith("#^") else place[:1] + quote(place[1:])
    href = f"{href}{anchor}" or quote(path.name)
    return f"{'!' if image else ''}[{text}]({href})"


def find_page(name: str, path: PurePosixPath, folder: Folder) -> list[PurePosixPath]:
    """Return the files that *name* may mean on the page at *path*.

    A file at that place counts, seen from the page or from the top of the collection, and then
    any file of that name; its suffix may be missing if it is a page. Of several, the one counts
    that shares most folders with the page.
    """
    near = _find_near(name, path, folder) or _find_near(f"/{name}", path, folder)
    if near:
        return [near]
    above, _, last = name.strip("/").casefold().rpartition("/")
    found = [
        file
        for suffix in ("", *sorted(SUFFIXES))
        for file in folder.find_named(f"{last}{suffix}")
        if not above or f"/{file.parent}".casefold().endswith(f"/{above}")
    ]
    shared = [len(posixpath.commonprefix([file.parent.parts, path.parent.parts])) for file in found]
    return [file for file, count in zip(found, shared, strict=True) if count == max(shared)]


def _find_near(name: str, path: PurePosixPath, folder: Folder) -> PurePosixPath | None:
    start = "" if name.startswith("/") else path.parent.as_posix()
    whole = posixpath.normpath(posixpath.join(start, name.lstrip("/")))
    if whole.startswith(("../", "/")) or whole in ("..", "."):
        return None
    found = (folder.find(PurePosixPath(f"{whole}{suffix}")) for suffix in ("", *sorted(SUFFIXES)))
    return next((file for file in found if file), None)
