"""Files of notes as bytes: lines are put in, and everything else stays as it is."""

from __future__ import annotations

import codecs
import os
import re
import stat
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sphinx_talknotes.importers.lines import split_lines
from sphinx_talknotes.importers.source import MAX_BYTES, is_inside

_ENDS = re.compile(rb"\r\n?|\n")


class ChangedError(Exception):
    """A file is not what it was when it was read."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """Lines, without their ends, to be put before the line with this index."""

    index: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of notes: where it is, its name in the collection, its bytes and their meaning.

    ``texts`` are the lines without their ends, as the importer counts them; ``starts`` are the
    offsets of the lines, and of the end of the file.
    """

    path: Path
    name: PurePosixPath
    data: bytes
    encoding: str
    texts: tuple[str, ...]
    starts: tuple[int, ...]

    def insert(self, insertions: Sequence[Insertion]) -> list[tuple[int, bytes]]:
        """Return where which bytes are put in, in order.

        Lines end like the one before them. A file whose last line has no end keeps it so.

        Raises:
            UnicodeEncodeError: the file's encoding has no such character.
        """
        made = []
        for insertion in sorted(insertions, key=lambda i: i.index):
            end = self._find_end(insertion.index)
            lines = [text.encode(self.encoding) for text in insertion.texts]
            offset = self.starts[insertion.index]
            open_end = offset == len(self.data) and bool(self.data) and not _is_end(self.data[-1:])
            joined = end + end.join(lines) if open_end else end.join(lines) + end
            made.append((offset, joined))
        return made

    def _find_end(self, index: int) -> bytes:
        for number in (*range(index - 1, -1, -1), *range(index, len(self.texts))):
            line = self.data[self.starts[number] : self.starts[number + 1]]
            if found := _ENDS.search(line):
                return found[0]
        return b"\n"


def _is_end(byte: bytes) -> bool:
    return byte in (b"\r", b"\n")


def load_file(path: Path, name: PurePosixPath) -> SourceFile | None:
    """Read a file; ``None`` if it can't be edited: it is no text, too long, or UTF-16.

    Bytes that are not UTF-8 are Windows-1252, as for the importer.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b"\0"
    except OSError:
        return None
    if b"\0" in data[:8192] or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    encoding = "utf-8"
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        text = data.decode(encoding, "replace")
    texts = tuple(line.text for line in split_lines(text))
    starts = [0, *(match.end() for match in _ENDS.finditer(data))]
    if starts[-1] != len(data):
        starts.append(len(data))
    if starts[0] == 0 and data.startswith(codecs.BOM_UTF8):
        starts[0] = len(codecs.BOM_UTF8)
    return SourceFile(path, name, data, encoding, texts, tuple(starts))


def apply_insertions(data: bytes, insertions: Sequence[tuple[int, bytes]]) -> bytes:
    """Return *data* with bytes put in at offsets, which are in order."""
    parts, position = [], 0
    for offset, text in insertions:
        parts += [data[position:offset], text]
        position = offset
    return b"".join([*parts, data[position:]])


def replace_file(source: SourceFile, data: bytes, root: Path) -> None:
    """Write *data* in the place of a file that was read, all of it or nothing.

    Raises:
        ChangedError: the file was changed since, or is not in *root* (resolved) any more.
        OSError: it can't be written.
    """
    path = source.path
    handle, name = tempfile.mkstemp(prefix=".talknotes-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(stat.S_IMODE(path.stat().st_mode))
        if path.is_symlink() or not is_inside(path, root) or path.read_bytes() != source.data:
            raise ChangedError(path)
        Path(name).replace(path)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()
