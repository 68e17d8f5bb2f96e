"""A Sphinx project in a temporary folder, built as often as a test wants, each time by a new app.

(Not called `site`: that is a module of the standard library which every interpreter has loaded.)
"""

from __future__ import annotations

import copy
import io
import os
import posixpath
import re
import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.builders.html import _assets
from sphinx.config import Config
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.inventory import InventoryFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

Files = "Mapping[str, str | bytes | None]"
CONF = {"extensions": ["sphinx_talknotes"], "project": "Notes", "exclude_patterns": ["_build"]}
"""What conf.py says unless a test says otherwise."""
_DEFAULTS = copy.deepcopy(Config.config_values)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class _Nothing:
    """Stands for a cache that this version of Sphinx does not have."""

    @staticmethod
    def cache_clear() -> None:
        """Do nothing."""


def load_inventory(file: Path) -> Any:
    """Return what an ``objects.inv`` holds: type → name → item, in every version of Sphinx."""
    if hasattr(InventoryFile, "loads"):
        return InventoryFile.loads(file.read_bytes(), uri="").data
    with file.open("rb") as stream:
        loaded = InventoryFile.load(stream, "", posixpath.join)
    return {
        kind: {name: SimpleNamespace(uri=item[2]) for name, item in items.items()}
        for kind, items in loaded.items()
    }


class Site:
    """One project: sources in ``src``, output in ``out(builder)``, both below ``root``.

    After a build ``app``, ``env`` and ``warnings`` are those of that build.
    """

    def __init__(
        self,
        root: Path,
        files: Files = (),
        conf: str | Mapping[str, Any] = "",
        builder: str = "html",
        parallel: int = 1,
    ) -> None:
        self.root = root
        self.src = root / "src"
        self.doctrees = root / "doctrees"
        self.builder = builder
        self.parallel = parallel
        self.app: Sphinx | None = None
        self.warnings: list[str] = []
        self.src.mkdir(parents=True)
        self.configure(conf)
        self.write(files)

    def configure(self, conf: str | Mapping[str, Any]) -> None:
        """Write conf.py: the defaults, then lines of Python or a dict of values."""
        lines = [f"{name} = {value!r}" for name, value in CONF.items()]
        if isinstance(conf, str):
            lines.append(textwrap.dedent(conf))
        else:
            lines += [f"{name} = {value!r}" for name, value in conf.items()]
        self.write({"conf.py": "\n".join(lines) + "\n"})

    def write(self, files: Files) -> None:
        """Write source files by path; ``None`` removes one. Text is dedented."""
        for name, content in dict(files).items():
            path = self.src / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                text = textwrap.dedent(content).lstrip("\n")
                path.write_text(text, encoding="utf-8", newline="\n")

    def build(
        self,
        builder: str = "",
        *,
        parallel: int = 0,
        fresh: bool = False,
        only: list[str] | None = None,
        conf: Mapping[str, Any] | None = None,
    ) -> Site:
        """Build with a new app on the doctrees that are there; *only* names source files.

        *fresh* reads and writes everything anew; *conf* is like ``sphinx-build -D``.
        """
        # Sphinx remembers the checksums of style sheets as long as the process lives
        getattr(_assets, "_file_checksum_inner", _Nothing).cache_clear()
        # and a theme may append to the list that is the default of `templates_path`
        Config.config_values = copy.deepcopy(_DEFAULTS)
        builder = builder or self.builder
        warnings = io.StringIO()
        with patch_docutils(self.src), docutils_namespace():
            try:
                self.app = Sphinx(
                    self.src,
                    self.src,
                    self.out(builder),
                    self.doctrees,
                    builder,
                    confoverrides=dict(conf or {}),
                    status=None,
                    warning=warnings,
                    freshenv=fresh,
                    parallel=parallel or self.parallel,
                )
                self.app.build(fresh, [str(self.src / name) for name in only or ()])
            finally:
                text = _COLOUR.sub("", warnings.getvalue())
                self.warnings = text.replace(f"{self.src}{os.sep}", "").splitlines()
        return self

    def rebuild(self, files: Files = (), builder: str = "", **options: Any) -> Site:
        """Edit source files (``None`` removes one), then build with a new app."""
        self.write(files)
        return self.build(builder, **options)

    @property
    def env(self) -> BuildEnvironment:
        """The environment of the last build."""
        return self.app.env

    def out(self, builder: str = "") -> Path:
        """Return the output folder of a builder."""
        return self.root / "out" / (builder or self.builder)

    def html(self, page: str, builder: str = "") -> str:
        """Return the HTML of a page (a docname, or the name of any output file)."""
        folder = self.out(builder)
        for name in (f"{page}.html", f"{page}/index.html", page):
            if (folder / name).is_file():
                return (folder / name).read_text(encoding="utf-8")
        if page == "index" or page.endswith("/index"):  # dirhtml
            return (folder / f"{page}.html").read_text(encoding="utf-8")
        raise FileNotFoundError(folder / page)

    def text(self, name: str, builder: str = "") -> str:
        """Return the text of an output file."""
        return (self.out(builder) / name).read_text(encoding="utf-8")

    def doctree(self, docname: str) -> nodes.document:
        """Return the stored doctree of a page."""
        return self.env.get_doctree(docname)

    def outputs(self, builder: str = "") -> dict[str, bytes]:
        """Return every output file by path."""
        folder = self.out(builder)
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
