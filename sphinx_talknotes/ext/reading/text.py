"""From bytes to text.

No file that is not UTF-8 stops a build or loses a letter, and broken front matter is shown
instead of dropped.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.model.problems import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

ENCODING = "talknotes_text"
"""Name of the codec: UTF-8; where it is not, UTF-16 if the file says so, else Windows-1252."""

_MARKDOWN = frozenset({"markdown", "myst-nb"})


def decode(data: Any, _errors: str = "strict") -> tuple[str, int]:
    """Decode bytes (the signature is that of `codecs.CodecInfo`)."""
    raw = bytes(data)
    try:
        return raw.decode("utf-8-sig"), len(raw)
    except UnicodeDecodeError:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return raw.decode("utf-16", "replace"), len(raw)
        # latin-1 for the five bytes that Windows-1252 does not have
        text = "".join(
            part.decode("cp1252", "ignore") or part.decode("latin-1")
            for part in (raw[i : i + 1] for i in range(len(raw)))
        )
        return text, len(raw)


class _Decoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, data: Any, errors: str, final: bool) -> tuple[str, int]:  # noqa: FBT001
        # which of the two it is can only be told from the whole file
        return decode(data, errors) if final else ("", 0)


def _find_codec(name: str) -> codecs.CodecInfo | None:
    if name != ENCODING:
        return None
    return codecs.CodecInfo(codecs.utf_8_encode, decode, incrementaldecoder=_Decoder, name=ENCODING)


def _set_encoding(_app: Sphinx, config: Config) -> None:
    # Sphinx reads with the encoding that it is told, and stops at the first file that is not.
    # An author's own choice (deprecated, and warned of by Sphinx) is left alone.
    if config.source_encoding.lower() in ("utf-8", "utf-8-sig", "utf8"):
        config.source_encoding = ENCODING


def _check_source(app: Sphinx, docname: str, source: list[str]) -> None:
    path = app.env.doc2path(docname)
    try:
        with open(path, "rb") as file:
            raw = file.read()
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        warn(Problem.ENCODING, f"not UTF-8 (byte {raw[error.start]:#04x}); read as "
             f"{'UTF-16' if marked else 'Windows-1252'}, save it as UTF-8",
             (docname, line))  # fmt: skip
    except OSError:
        pass  # no file of its own: another extension made the text
    suffix = "." + str(path).rpartition(".")[2]
    if app.config.source_suffix.get(suffix) in _MARKDOWN:
        source[0], reason, line = keep_front_matter(source[0])
        if reason:
            warn(Problem.FRONT_MATTER, f"front matter can't be read ({reason}); mend it, it is "
                 f"shown on the page as it stands", (docname, line))  # fmt: skip


def keep_front_matter(text: str) -> tuple[str, str, int]:
    """Return *text*, with front matter that can't be read as a block of code of as many lines.

    If it can't be read, the reason and the line come with it, else nothing and 0.
    """
    lines = text.split("\n")
    if not lines[0].startswith("---") or lines[0].strip("- \t\r"):
        return text, "", 0
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    if not end:
        return text, "", 0
    line = 1
    try:
        data = yaml.safe_load("\n".join(lines[1:end]))
        if data is None or (isinstance(data, dict) and _is_finite(data)):
            return text, "", 0
        reason = "it is not a list of `key: value` lines"
        if isinstance(data, dict):
            reason = "its aliases make it endless, or very large"
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        reason = " ".join(str(getattr(error, "problem", "") or error).split())[:120]
    fence = "`" * max(
        3, *(len(part) - len(part.lstrip("`")) + 1 for part in map(str.strip, lines[1:end]))
    )
    return "\n".join([f"{fence}text", *lines[1:end], fence, *lines[end + 1 :]]), reason, line


def _is_finite(data: Any, limit: int = 100_000) -> bool:
    """Tell whether YAML holds no circle, nor more values than anybody writes."""
    queue = [data]
    for _ in range(limit):
        if not queue:
            return True
        value = queue.pop()
        if isinstance(value, dict):
            queue += value.values()
        elif isinstance(value, list | tuple | set):
            queue += value
        if len(queue) > limit:
            return False
    return False


def setup_text(app: Sphinx) -> None:
    """Register the codec and look at each file as it is read."""
    codecs.unregister(_find_codec)
    codecs.register(_find_codec)
    app.connect("config-inited", _set_encoding, priority=900)
    app.connect("source-read", _check_source, priority=100)
