"""Compare builds with this extension with builds of the same prose under plain Sphinx.

Both sides are built in one run, taking turns, each in a process of its own, with MyST-Parser:
ours with our theme (or `--theme`), plain Sphinx with its own, alabaster. CPU seconds are
compared, since other work on the machine does not change them much;
a ratio of 1.0 means as fast, or as big, as plain Sphinx. The side with the extension has about
twice as many pages: those of speakers, tools and conferences.

    python -m benchmarks --sizes 200 1000 --rounds 3 [--theme alabaster]
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz import ALWAYS_WRITTEN
from benchmarks.notes import FIRST, LAST, TOOLS, WORDS, sentence, title

EDITION = 50
"""Talks of one conference, which have a page with a table of contents."""


@dataclass
class Measure:
    """One build: CPU seconds and peak memory (MB) of the process and its children."""

    seconds: float
    memory: float
    pages: int


def prose(rng: random.Random) -> list[str]:
    """Return the notes on one talk: some 250 words in paragraphs, a list and a sub-section."""
    lines = [sentence(rng, 40), ""]
    lines += [f"* {sentence(rng, 12)} `{rng.choice(WORDS)}`" for _ in range(8)]
    lines += ["", "## Questions", "", sentence(rng, 40), "", sentence(rng, 30)]
    return lines


def write_project(root: Path, size: int, theme: str = "") -> None:
    """Write a project of *size* talks, the same for both sides but for the directives.

    *theme* is that of the side with the extension; without one it is the plain side.
    """
    extended = bool(theme)
    rng = random.Random(size)
    people = [f"{rng.choice(FIRST)} {rng.choice(LAST)} {n}" for n in range(max(1, size * 7 // 10))]
    tools = TOOLS + [f"{rng.choice(WORDS)}-{n}".title() for n in range(size // 5)]
    editions: dict[str, list[str]] = {}
    for number in range(size):
        conference = f"PyCon Ostrava {2000 + number // EDITION}"
        facts = {
            "speakers": ", ".join(rng.sample(people, rng.choice([1, 1, 1, 2]) if size > 3 else 1)),
            "conference": conference,
            "date": f"{conference[-4:]}-06-{14 + number % 3}",
            "start": f"{9 + number % 9:02}:{rng.choice([0, 30]):02}",
            "tools": ", ".join(rng.sample(tools, rng.randrange(4))),
            "url": f"https://example.org/{number}",
        }
        facts = {name: value for name, value in facts.items() if value}
        heading = f"{title(rng)} {number}"
        if extended:
            text = [f":::{{talk}} {heading}", *(f":{k}: {v}" for k, v in facts.items()), ""]
            text += [*prose(rng), ":::"]
        else:
            text = [f"# {heading}", "", *(f"* {k}: {v}" for k, v in facts.items()), ""]
            text += prose(rng)
        folder = conference.lower().replace(" ", "-")
        editions.setdefault(folder, []).append(f"t{number:04}")
        _write(root / folder / f"t{number:04}.md", text)
    for folder, names in editions.items():
        heading = folder.replace("-", " ").title()
        _write(root / folder / "index.md", [f"# {heading}", "", "```{toctree}", *names, "```"])
    listed = [f"{folder}/index" for folder in editions]
    listed.append("editions")
    names = [folder.replace("-", " ").title().replace("Pycon", "PyCon") for folder in editions]
    text = ["# Editions", ""]
    for name in names:
        text += [f":::{{conference}} {name}", ":::", ""] if extended else [f"* {name}"]
    _write(root / "editions.md", text)
    _write(root / "index.md", ["# Notes", "", "```{toctree}", ":maxdepth: 1", "", *listed, "```"])
    extension = "sphinx_talknotes" if extended else "myst_parser"
    conf = ["project = 'Notes'", f"extensions = ['{extension}']"]
    if extended:
        # Pagefind's work comes on top where it is installed; plain Sphinx has nothing like it
        conf += [f"html_theme = {theme!r}", "talknotes_search = 'sphinx'"]
    _write(root / "conf.py", conf)


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def build(root: Path, out: Path) -> Measure:
    """Run one build and count the pages of documents that it wrote."""
    before = _pages(out)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", f"{out}-doctrees",
               str(root), str(out)]  # fmt: skip
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the build of {root} failed")
    after = _pages(out)
    written = [name for name in after if before.get(name) != after[name]]
    return Measure(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, len(written))


def _pages(out: Path) -> dict[str, int]:
    found = {
        path.relative_to(out).as_posix(): path.stat().st_mtime_ns for path in out.rglob("*.html")
    }
    return {name: age for name, age in found.items() if not name.startswith(ALWAYS_WRITTEN)}


def edit(root: Path, size: int, turn: int) -> None:
    """Add a sentence to one talk."""
    path = sorted(root.rglob("t[0-9]*.md"))[size // 2]
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("## Questions", f"Edited {turn}.\n\n## Questions"), encoding="utf-8"
    )


def measure(folder: Path, size: int, rounds: int, theme: str) -> None:
    """Measure one size and print the rows."""
    roots = {"extended": folder / "extended", "plain": folder / "plain"}
    full: dict[str, list[Measure]] = {side: [] for side in roots}
    edited: dict[str, list[Measure]] = {side: [] for side in roots}
    for side, root in roots.items():
        write_project(root, size, theme if side == "extended" else "")
    for turn in range(rounds):
        for side, root in roots.items():
            out = folder / f"{side}-out-{turn}"
            full[side].append(build(root, out))
        for side, root in roots.items():
            edit(root, size, turn)
            edited[side].append(build(root, folder / f"{side}-out-{turn}"))

    def row(label: str, values: dict[str, list[Measure]], name: str, factor: float = 1) -> None:
        ours, plain = (
            statistics.median(getattr(m, name) * factor for m in values[side])
            for side in ("extended", "plain")
        )
        print(f"{size:6}  {label:34} {ours:10.2f} {plain:10.2f} {ours / plain:8.2f}", flush=True)

    row("full build, CPU ms per talk", full, "seconds", 1000 / size)
    row("full build, CPU s", full, "seconds")
    row("full build, peak memory MB", full, "memory")
    row("full build, pages", full, "pages")
    row("one talk edited, CPU s", edited, "seconds")
    row("one talk edited, pages written", edited, "pages")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--theme", default="talknotes")
    options = parser.parse_args()
    print(f"{'talks':>6}  {'':34} {'talknotes':>10} {'plain':>10} {'ratio':>8}")
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="talknotes-bench-") as folder:
            measure(Path(folder).resolve(), size, options.rounds, options.theme)


if __name__ == "__main__":
    main()
