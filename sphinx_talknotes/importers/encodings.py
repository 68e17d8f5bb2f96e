"""Bytes of strangers' files as text."""

from __future__ import annotations

import codecs

_HEAD = 8192
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"),
)  # fmt: skip
"""Byte order marks; that of UTF-32 begins like one of UTF-16."""
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
_WINDOWS = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
"""The five bytes that Windows-1252 leaves open stand for control characters."""


def decode(data: bytes) -> tuple[str | None, str, int | None]:
    """Return the text, what was wrong with it (or ""), and the line where it was.

    UTF-8 is expected. UTF-16 and UTF-32 are known by their marks, UTF-16 also by the shape of
    Latin text in it. Lines that are not UTF-8 are read as Windows-1252, the others are not.
    There is no text (``None``) in what is neither.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return (
                data.decode(name.lower(), "replace"),
                f"the file is {name}; save it as UTF-8",
                None,
            )
    if name := _find_utf16(data[:_HEAD]):
        return data.decode(name, "replace"), "the file is UTF-16; save it as UTF-8", None
    if b"\0" in data[:_HEAD]:
        return None, "the file is left out: it is no text", None
    try:
        return data.decode("utf-8-sig"), "", None
    except UnicodeDecodeError as error:
        line = _count_lines(data[: error.start])
    head = data[:_HEAD]
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 50:
        return None, "the file is left out: it is no text", None
    data = data.removeprefix(codecs.BOM_UTF8)
    text = "".join(map(_decode_line, data.splitlines(keepends=True)))
    return text, "the file is not UTF-8; such lines are read as Windows-1252", line


def _count_lines(data: bytes) -> int:
    return len(data.splitlines()) + (not data or data.endswith((b"\n", b"\r")))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return "".join(_WINDOWS.get(byte, chr(byte)) for byte in line)


def _find_utf16(head: bytes) -> str:
    """Return the name of UTF-16 without a mark: every other byte of Latin text is null."""
    pairs = len(head) // 2
    first, second = (head[start : 2 * pairs : 2].count(0) for start in (0, 1))
    if pairs < 2 or max(first, second) < pairs * 0.6 or min(first, second) > pairs * 0.02:
        return ""
    return "utf-16-le" if second > first else "utf-16-be"
