"""Whether edited notes are read as they were, with what was added and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_talknotes.importers.collection import SourcePage, read_collection
from sphinx_talknotes.importers.enrich.directive import Directive
from sphinx_talknotes.importers.enrich.edit import Edit
from sphinx_talknotes.importers.enrich.existing import read_existing
from sphinx_talknotes.importers.enrich.files import SourceFile, apply_insertions
from sphinx_talknotes.importers.enrich.talks import Notes
from sphinx_talknotes.importers.lines import split_lines
from sphinx_talknotes.importers.markup import SUFFIXES
from sphinx_talknotes.importers.pieces import TalkPiece
from sphinx_talknotes.importers.records import get_date
from sphinx_talknotes.importers.source import MAX_BYTES, find_files
from sphinx_talknotes.model.fields import BY_NAME, Context
from sphinx_talknotes.model.problems import FieldError

_LARGE = 256 * 1024
"""Files that are no pages and larger than this say nothing of how pages are read."""


def apply_edits(edits: Sequence[Edit]) -> dict[PurePosixPath, list[tuple[int, bytes]]]:
    """Return what is put in where, by the path of the file."""
    return {
        name: found[0].talk.file.insert([each for edit in found for each in edit.insertions])
        for name, found in _by_file(edits).items()
    }


def find_misread(notes: Notes, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits after which a talk would not be read as is meant."""
    made = apply_edits(edits)
    sources = {edit.talk.file.name: edit.talk.file for edit in edits}
    data = {name: apply_insertions(sources[name].data, parts) for name, parts in made.items()}
    plain = [edit for edit in edits if isinstance(edit.talk.origin, TalkPiece)]
    pages = _reread(notes, data) if plain else {}
    wrong: list[Edit] = []
    for name, found in _by_file(edits).items():
        wrong += _check_directives(notes, found, sources[name], data[name])
        if name in notes.pages:
            wrong += _check_pieces(found, notes.pages[name], pages.get(name))
    return wrong


def _by_file(edits: Sequence[Edit]) -> dict[PurePosixPath, list[Edit]]:
    files: dict[PurePosixPath, list[Edit]] = {}
    for edit in edits:
        files.setdefault(edit.talk.file.name, []).append(edit)
    return files


def _check_directives(
    notes: Notes, edits: Sequence[Edit], file: SourceFile, data: bytes
) -> list[Edit]:
    mine = [edit for edit in edits if isinstance(edit.talk.origin, Directive)]
    if not mine:
        return []
    lines = split_lines(data.decode(file.encoding, "replace").removeprefix("\ufeff"))
    suffix, fields = file.name.suffix, notes.is_project
    old = read_existing(file.texts, suffix, fields=fields).talks
    new = read_existing([line.text for line in lines], suffix, fields=fields).talks
    added = {edit.talk.line: edit for edit in mine}
    if [talk.title for talk in old] != [talk.title for talk in new]:
        return mine
    return [
        added[before.line]
        for before, after in zip(old, new, strict=True)
        if before.line in added
        and not _has_gained(before.options, after.options, added[before.line].fields)
    ]


def _check_pieces(
    edits: Sequence[Edit], old: SourcePage, new: SourcePage | None
) -> list[Edit]:  # fmt: skip
    mine = [edit for edit in edits if isinstance(edit.talk.origin, TalkPiece)]
    if not mine:
        return []
    if new is None or _outline(old) != _outline(new):
        return mine
    added = {edit.talk.line: edit for edit in mine}
    wrong: list[Edit] = []
    for before, after in zip(old.talks, new.talks, strict=True):
        edit = added.get(before.line)
        fields = edit.fields if edit else {}
        same = _body(before) == _body(after)
        if same and _has_gained(_get_fields(old, before), _get_fields(new, after), fields):
            continue
        if edit is None:  # another talk of the page would suffer
            return mine
        wrong.append(edit)
    return wrong


def _outline(page: SourcePage) -> tuple[Any, ...]:
    return page.title, [(talk.draft.title, talk.level) for talk in page.talks]


def _get_fields(page: SourcePage, piece: TalkPiece) -> dict[str, str]:
    """Return the fields of a talk with those that its page gives it."""
    date = get_date(page)
    defaults = {"conference": page.conference, "date": str(date) if date else ""}
    return {**{name: text for name, text in defaults.items() if text}, **piece.draft.fields}


def _body(piece: TalkPiece) -> list[str]:
    return [line.text for line in piece.body_lines if line.text.strip()]


def _has_gained(
    before: Mapping[str, str], after: Mapping[str, str], added: Mapping[str, str]
) -> bool:
    """Tell whether options are those of *before*, and *added* ones of the same meaning."""
    rest = {name: text for name, text in after.items() if name not in added}
    return rest == dict(before) and all(_means(name, after.get(name, ""), text)
                                        for name, text in added.items())  # fmt: skip


def _means(name: str, one: str, other: str) -> bool:
    parse = BY_NAME[name].parse
    try:
        return bool(parse(one, Context()) == parse(other, Context()))
    except FieldError:
        return False


def _reread(notes: Notes, data: Mapping[PurePosixPath, bytes]) -> dict[PurePosixPath, SourcePage]:
    """Read a copy of the notes that has the edits."""
    single = [PurePosixPath(notes.source.name)] if notes.source.is_file() else None
    names = single or find_files(notes.root)
    with tempfile.TemporaryDirectory(prefix="talknotes-") as folder:
        root = Path(folder) / (notes.root.name or "notes")
        root.mkdir()
        for name in names:
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            most = MAX_BYTES if name.suffix.lower() in SUFFIXES else _LARGE
            target.write_bytes(data.get(name) or _read_bytes(notes.root / name, most))
        copy = root / single[0] if single else root
        collection = read_collection(copy, settings=notes.settings)
    return {page.path: page for page in collection.pages.values()}


def _read_bytes(path: Path, most: int) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= most else b""
    except OSError:
        return b""
