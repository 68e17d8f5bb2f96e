"""Pagefind's program, spoken to as its own Python and Node packages do.

The messages are those of ``pagefind.service.types`` (Pagefind 1): JSON in base64, with a comma
behind each, one answer to each. The Python package waits a tenth of a second for every answer, so
that 20,000 records would take more than half an hour; here they take less than a minute. It also
needs an event loop of its own, which a build inside a running loop can't have.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import subprocess
import tempfile
from typing import IO, TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_CHARACTERS = "+#"
"""Letters of words too, as in C++ and C#."""


class PagefindError(Exception):
    """Pagefind could not be run, refused something, or ended too early."""


class PagefindIndex:
    """An index in the memory of a running Pagefind; use it in a ``with`` statement.

    Raises:
        PagefindError: from the ``with`` statement and from every method.
    """

    def __init__(self, program: str) -> None:
        self._program = program
        self._count = 0
        self._index = 0
        self._process: subprocess.Popen[bytes]
        self._errors: IO[bytes]

    def __enter__(self) -> Self:
        self._errors = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the program that Pagefind's package names
                [self._program, "--service"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
            )  # fmt: skip
        except OSError as error:
            self._errors.close()
            raise PagefindError(f"it can't be run ({error})") from error
        try:
            config = {"include_characters": _CHARACTERS}
            self._index = int(self._ask("NewIndex", config=config)["index_id"])
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._stop()

    def add(
        self, url: str, content: str, language: str, meta: dict[str, str],
        filters: dict[str, list[str]],
    ) -> None:  # fmt: skip
        """Add one record; *language* is an ISO 639-1 code, as in ``<html lang>``."""
        self._ask("AddRecord", index_id=self._index, url=url, content=content, language=language,
                  meta=meta, filters=filters, sort=None)  # fmt: skip

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of each file of the index, and of the scripts that read it.

        Having Pagefind write them is no way: it answers before all of them are on the disk.
        """
        for file in self._ask("GetFiles", index_id=self._index)["files"]:
            try:
                yield str(file["path"]), base64.b64decode(file["content"])
            except (KeyError, TypeError, ValueError) as error:
                raise PagefindError("it does not answer as expected") from error

    def _ask(self, kind: str, **payload: Any) -> dict[str, Any]:
        self._count += 1
        message = {"message_id": self._count, "payload": {"type": kind, **payload}}
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None  # noqa: S101 - both for the type checker
        assert stdout is not None  # noqa: S101
        try:
            stdin.write(base64.b64encode(json.dumps(message).encode("ascii")) + b",")
            stdin.flush()
            raw = bytearray()
            while not raw.endswith(b","):
                part = stdout.read1()  # type: ignore[attr-defined]
                if not part:
                    raise PagefindError(f"it ended too early{self._complaint()}")
                raw += part
            answer: dict[str, Any] = json.loads(base64.b64decode(raw[:-1]))["payload"]
        except (OSError, ValueError, KeyError, TypeError, binascii.Error) as error:
            raise PagefindError(f"it does not answer as expected{self._complaint()}") from error
        if answer.get("type") == "Error":
            raise PagefindError(str(answer.get("message", "error without a message")))
        return answer

    def _complaint(self) -> str:
        """Return the last line that the program wrote to its error output."""
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f" ({last[:200]})" if last else ""

    def _stop(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):  # what was not flushed has nobody to read it
                    stream.close()
        self._process.kill()  # it waits for more messages otherwise
        self._process.wait()
        self._errors.close()
