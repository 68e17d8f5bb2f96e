"""Random edits: is every incremental build byte for byte what a clean one is?

The project is edited as authors do, and built in between in all the ways that have broken such
promises: other builders on the same doctrees, builds that die half-way, builds of named files,
outputs deleted by hand. Each comparison is of every file of the output; `EXCEPT` says which
differ by intention. Incremental and clean builds run with different hash seeds.

    python -m benchmarks.fuzz --edits 200 --seed 1 --jobs 2 --builder dirhtml
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import textwrap
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

from benchmarks.builds import Builder, Result
from benchmarks.edits import EDITS
from benchmarks.notes import make_project

EXCEPT = (".buildinfo.bak", "_static/*-stemmer.js", "_static/translations.js")
"""Patterns of files that Sphinx leaves lying: what `.buildinfo` was before conf.py changed, and
the scripts of the language that the project had before."""

ALWAYS_WRITTEN = ("genindex", "search", "talknotes-", "opensearch", "404")
"""Pages that Sphinx writes in every build, whatever has changed."""

CRASH = """
import os
from pathlib import Path

_MARK = Path(__file__).parent / "crash"


def _maybe(stage):
    def handler(app, *args):
        if not _MARK.is_file():
            return
        wanted, left, way = _MARK.read_text().split()
        if wanted != stage:
            return
        if int(left):
            _MARK.write_text(f"{stage} {int(left) - 1} {way}")
            return
        _MARK.unlink()
        if way == "killed":
            os._exit(9)
        raise RuntimeError("crashed on purpose")
    return handler


def setup(app):
    app.connect("doctree-read", _maybe("read"))
    app.connect("doctree-resolved", _maybe("resolve"))
    app.connect("html-page-context", _maybe("write"))
    app.connect("build-finished", _maybe("finish"), priority=1)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""


class Fuzz:
    """One run: the project as it is, its folders, and two building processes."""

    def __init__(self, root: Path, options: argparse.Namespace) -> None:
        self.rng = random.Random(options.seed)
        self.options = options
        self.src, self.out, self.clean = root / "src", root / "out", root / "clean"
        self.doctrees, self.helper = root / "doctrees", root / "helper"
        self.project = make_project(self.rng)
        self.helper.mkdir()
        (self.helper / "crash_on_purpose.py").write_text(CRASH, encoding="utf-8")
        self.project.conf["extensions"].append("crash_on_purpose")
        # the index of Pagefind is another one in every run of it
        self.project.conf["talknotes_search"] = "sphinx"
        if options.theme:
            self.project.conf["html_theme"] = options.theme
        self.mark = self.helper / "crash"
        self.written: dict[str, bytes] = {}
        self.builders = Builder(1), Builder(2)
        self.count: Counter[str] = Counter()
        self.needless: Counter[str] = Counter()
        self.differences = 0
        self.seconds = [0.0, 0.0]

    def sync(self) -> None:
        """Write the files that changed and remove those that are gone."""
        files = self.project.render()
        files["conf.py"] = (
            f"import sys\nsys.path.insert(0, {str(self.helper)!r})\n".encode() + files["conf.py"]
        )
        for name in self.written.keys() - files.keys():
            (self.src / name).unlink()
        for name, content in files.items():
            if self.written.get(name) != content:
                path = self.src / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        self.written = files

    def build(self, builder: str = "", out: Path | None = None, files: list[str] = ()) -> Result:
        """Build incrementally."""
        return self.builders[0].build(
            self.src, out or self.out, self.doctrees, builder or self.options.builder,
            jobs=self.options.jobs, files=files,
        )  # fmt: skip

    def step(self, number: int) -> None:
        """Make one edit or more, build, compare."""
        rng = self.rng
        names = [rng.choice(sorted(EDITS)) for _ in range(rng.choice([1, 1, 1, 1, 2, 3]))]
        before = self.project.copy()
        for name in names:
            EDITS[name](self.project, rng)
        self.sync()
        how = rng.choice(["plain"] * 8 + ["crash", "crash", "crash back", "other builder",
                                          "other builder", "named files", "deleted"])  # fmt: skip
        label = f"{number}: {', '.join(names)} ({how})"
        self.count[how] += 1
        self.count.update(names)
        if how.startswith("crash"):
            stage = rng.choice(["read", "resolve", "write", "write", "finish"])
            # Sphinx forgets its environment after an exception, not when it is killed
            way = rng.choice(["raised", "killed", "killed"])
            self.mark.write_text(f"{stage} {rng.randrange(8)} {way}", encoding="utf-8")
            status = self.build().status
            label += f" [{way} in {stage}: {status}]"
            self.mark.unlink(missing_ok=True)
            if how == "crash back":
                self.project = before
                self.sync()
        elif how == "other builder":
            other = rng.choice(["latex", "text", "singlehtml", "dirhtml", "html"])
            if other == self.options.builder:
                other = "text"
            self.build(other, self.out.with_name(f"out-{other}"))
            if rng.random() < 0.5:
                EDITS["talk_title"](self.project, rng)
                self.sync()
        elif how == "named files":
            pages = sorted(self.project.pages)
            chosen = rng.sample(pages, min(3, len(pages)))
            self.build(files=[f"{n}.{self.project.pages[n].markup}" for n in chosen])
        elif how == "deleted":
            files = sorted(path for path in self.out.rglob("*") if path.is_file())
            for path in rng.sample(files, 3):
                path.unlink()
        self.compare(label)

    def compare(self, label: str) -> None:
        """Build both ways and compare all files."""
        before = _times(self.out)
        shutil.rmtree(self.clean, ignore_errors=True)
        self.builders[1].start(
            self.src, self.clean / "out", self.clean / "doctrees", self.options.builder
        )
        result = self.build()
        clean = self.builders[1].result()
        self.seconds[0] += result.seconds
        self.seconds[1] += clean.seconds
        for name, one in (("incremental", result), ("clean", clean)):
            if one.status:
                self.differences += 1
                print(f"{label}: the {name} build failed", *one.warnings[-12:], sep="\n    ")
        after = _times(self.out)
        ours, theirs = _contents(self.out), _contents(self.clean / "out")
        differing = sorted(n for n in ours.keys() | theirs.keys() if ours.get(n) != theirs.get(n))
        differing = [
            name for name in differing if not any(fnmatch(name, pattern) for pattern in EXCEPT)
        ]
        self.differences += len(differing)
        touched = {n for n in after if n.endswith(".html") and before.get(n) != after[n]}
        touched = {n for n in touched if not n.startswith(ALWAYS_WRITTEN)}
        needless = {n for n in touched if n in self.contents and self.contents[n] == ours[n]}
        self.contents = ours
        self.needless["pages written"] += len(touched)
        self.needless["of these, as they were before"] += len(needless)
        if differing or needless or self.options.verbose:
            print(
                f"{label}: {len(touched)} pages written, {len(differing)} files differ"
                f"{', needlessly: ' + ' '.join(sorted(needless)[:6]) if needless else ''}"
            )
        for name in differing[:8]:
            print(f"    {name}: {_describe(ours.get(name), theirs.get(name))}")
        sys.stdout.flush()
        if differing and self.options.stop:
            raise SystemExit(1)

    def run(self) -> int:
        """Make all edits; return the number of differing files."""
        self.sync()
        self.contents: dict[str, bytes] = {}
        self.compare("0: first build")
        for number in range(1, self.options.edits + 1):
            self.step(number)
        for builder in self.builders:
            builder.close()
        print(
            f"{self.options.edits} edits, {self.options.builder}, -j{self.options.jobs}: "
            f"{self.differences} differing files; "
            + ", ".join(f"{k}: {v}" for k, v in self.needless.items())
            + f"; CPU {self.seconds[0]:.0f} s incremental, {self.seconds[1]:.0f} s clean"
        )
        print(textwrap.fill(", ".join(f"{k} {v}" for k, v in sorted(self.count.items())), 100))
        return self.differences


def _times(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def _describe(ours: bytes | None, theirs: bytes | None) -> str:
    if ours is None:
        return "missing"
    if theirs is None:
        return "should not be there"
    for line, (one, other) in enumerate(
        zip(ours.split(b"\n"), theirs.split(b"\n"), strict=False), 1
    ):
        if one != other:
            at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
            start = max(0, at - 40)
            return f"line {line}: {one[start : at + 60]!r} for {other[start : at + 60]!r}"
    return "one is longer"


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--builder", default="html")
    parser.add_argument("--theme", default="")
    parser.add_argument("--stop", action="store_true", help="stop at the first difference")
    parser.add_argument("--verbose", action="store_true", help="one line for every edit")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True)
        return bool(Fuzz(options.keep, options).run())
    with tempfile.TemporaryDirectory(prefix="talknotes-fuzz-") as folder:
        return bool(Fuzz(Path(folder).resolve(), options).run())


if __name__ == "__main__":
    sys.exit(main())
