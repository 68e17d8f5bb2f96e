"""Files written all or none: each beside its place first, then all moved there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_all(root: Path, texts: Mapping[str, str], replaced: set[str]) -> list[Path]:
    """Write texts below *root* and return their paths.

    Raises:
        FileExistsError: something not in *replaced* is there already; then nothing is written.
        ValueError: a path leads out of *root* by a link; then nothing is written.
        OSError: a file can't be written; then none of the files is changed.
    """
    paths = {root / name: text for name, text in texts.items()}
    for name in texts:
        path = root / name
        if not path.parent.resolve().is_relative_to(root.resolve()) or path.is_symlink():
            raise ValueError(f"{path} leads out of {root}")
        if name not in replaced and path.exists():
            raise FileExistsError(path)
    made: dict[Path, Path] = {}
    try:
        for path, text in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".talknotes-", dir=path.parent)
            made[Path(name)] = path
            with open(handle, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - a handle
                file.write(text)
            Path(name).chmod(0o666 & ~_get_umask())
        for temporary, path in made.items():
            temporary.replace(path)
    except BaseException:
        for temporary in made:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise
    return list(paths)


def _get_umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
