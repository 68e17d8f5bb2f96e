"""What an import wrote: ``.talknotes-import.json`` in the project.

``{"format": 1, "files": {path: SHA-256}}``; while files are being written, ``"pending"`` has what
they are becoming, so that the manifest is true whenever the writing is cut short.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

MANIFEST = ".talknotes-import.json"
_FORMAT = 1
_MAX_BYTES = 64 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ManifestError(ValueError):
    """The manifest is of no form that is known; the message says why."""


@dataclass(slots=True)
class Manifest:
    """Digests of the files that were written, by their paths in the project."""

    files: dict[str, str] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, on_disk: str) -> str:
        """Return what was last written to a path; empty if nothing was.

        *on_disk* is the digest of what is there now, which tells whether something that was
        pending has been written.
        """
        if on_disk and self.pending.get(path) == on_disk:
            return on_disk
        return self.files.get(path, "")

    def dump(self) -> bytes:
        """Return the text of the file, the same for the same content."""
        data: dict[str, Any] = {"format": _FORMAT, "files": dict(sorted(self.files.items()))}
        if self.pending:
            data["pending"] = dict(sorted(self.pending.items()))
        return json.dumps(data, indent=1, ensure_ascii=False).encode() + b"\n"


def load_manifest(dest: Path) -> Manifest:
    """Return the manifest of a project; an empty one if there is none.

    Raises:
        ManifestError: it can't be understood.
        OSError: it can't be read.
    """
    path = dest / MANIFEST
    if path.is_symlink():
        raise ManifestError("it is a symbolic link")
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ManifestError("it is too large")
        data = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Manifest()
    except (ValueError, RecursionError) as error:
        raise ManifestError(str(error) if isinstance(error, ManifestError) else "no JSON") from None
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        raise ManifestError("it is of another version")
    return Manifest(_check(data.get("files")), _check(data.get("pending", {})))


def _check(files: object) -> dict[str, str]:
    if not isinstance(files, dict):
        raise ManifestError("it lists no files")
    for path, digest in files.items():
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\0" in path or "\\" in path:
            raise ManifestError(f"{path[:80]!r} is no path in it")
        if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            raise ManifestError(f"{path[:80]!r} has no digest")
    return files


def get_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file so that it is at all times either the old one or the new one."""
    name = hashlib.sha256(path.name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    new = path.with_name(f".talknotes-{name}.new")
    new.unlink(missing_ok=True)
    try:
        with new.open("xb") as file:
            write(file)
        if path.exists():
            new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def save_manifest(dest: Path, manifest: Manifest) -> None:
    """Write the manifest, unless it is there as it is."""
    data = manifest.dump()
    path = dest / MANIFEST
    if not path.is_file() or path.read_bytes() != data:
        write_whole(path, lambda file: file.write(data))
