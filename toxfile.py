"""Let tox find interpreters that version managers keep outside PATH.

tox loads this file by itself. pyenv's shims refuse to run a version that is not selected,
so the folders of the versions themselves are appended to PATH. What is on PATH already wins.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path


def version_folders() -> list[Path]:
    """Return the ``bin`` folders of installed Pythons, newest first."""
    home = Path.home()
    roots = [
        Path(os.environ.get("PYENV_ROOT", home / ".pyenv")) / "versions",
        Path(os.environ.get("ASDF_DATA_DIR", home / ".asdf")) / "installs" / "python",
        Path(os.environ.get("MISE_DATA_DIR", home / ".local/share/mise")) / "installs" / "python",
    ]
    if pyenv := shutil.which("pyenv"):
        roots.append(Path(pyenv).resolve().parents[1] / "versions")
    found = {path for root in roots for path in root.glob("[0-9]*.[0-9]*/bin") if path.is_dir()}
    return sorted(found, key=_version, reverse=True)


def extend_path() -> None:
    """Append the folders of installed Pythons to PATH, each once."""
    parts = [part for part in os.environ.get("PATH", os.defpath).split(os.pathsep) if part]
    parts += [str(folder) for folder in version_folders() if str(folder) not in parts]
    os.environ["PATH"] = os.pathsep.join(parts)


def _version(folder: Path) -> tuple[list[int], str]:
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)], str(folder)


extend_path()
