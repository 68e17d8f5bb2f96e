"""The sites whose pages are opened in a browser, and what is needed to open them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BROWSER = ROOT / "tests" / "browser"
SAMPLES = "TALKNOTES_SAMPLES"

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Names a browser may have on PATH, unless the environment variable CHROMIUM names one."""

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
"""The browser talks to our server and to nobody else."""

HARD = {
    "home": "index.html",
    "day": "pycon-us-2013/day-1.html",
    "hard day": "pycon-us-2013/day-2.html",
    "days": "pycon-us-2013/index.html",
    "languages": "languages.html",
    "talk": "one-talk.html",
    "conference": "conferences/pycon-us-2013.html",
    "conferences": "conferences/index.html",
    "speaker": "speakers/raymond-hettinger.html",
    "speakers": "speakers/index.html",
    "tool": "tools/itertools.html",
    "tools": "tools/index.html",
    "prose": "prose.html",
    "lists": "lists.html",
    "domain index": "talknotes-speakers.html",
    "genindex": "genindex.html",
    "search": "search.html",
    "missing": "no/such/page.html",
}
"""Every kind of page, in the site of hard content."""

ARABIC = {
    "ar home": "index.html",
    "ar day": "day-1.html",
    "ar conference": "conferences/pycon-us-2013.html",
    "ar search": "search.html",
}

DOCS = {
    "docs home": "index.html",
    "docs tutorial": "tutorial.html",
    "docs directive": "directives/talk.html",
    "docs configuration": "reference/configuration.html",
    "docs day": "demo/europython-2020-day-2.html",
    "docs gallery": "theme/gallery.html",
}

NOTES = {
    "notes home": "index.html",
    "notes day": "jekyll/_posts/2020-07-23-europython1.html",
    "notes planned": "jekyll/_posts/2020-07-24-europython2.html",
    "notes conference": "conferences/europython-2020.html",
}


OWN = frozenset({"hard", "ar"})
"""The sites that are here for these tests only."""


class MissingError(Exception):
    """Something that is needed is not here; the message says what and where it comes from."""


@dataclass(frozen=True)
class Page:
    """One page to open: the site it is in, its name in reports, its address in the site."""

    site: str
    name: str
    path: str

    def __str__(self) -> str:
        return self.name


PAGES = tuple(
    Page(site, name, path)
    for site, pages in {"hard": HARD, "ar": ARABIC, "docs": DOCS, "notes": NOTES}.items()
    for name, path in pages.items()
)


def find_chromium() -> str:
    """Return the browser that CHROMIUM names, else the first one on PATH."""
    wanted = os.environ.get("CHROMIUM", "")
    for name in [wanted] if wanted else CHROMIUM:
        if path := shutil.which(name):
            return path
    raise MissingError(f"no Chromium: {wanted or ', '.join(CHROMIUM)}; set CHROMIUM to its path")


def find_program(name: str) -> str:
    """Return the path of a program on PATH."""
    if path := shutil.which(name):
        return path
    raise MissingError(f"{name} is not installed")


def find_module(folder: Path, name: str) -> Path:
    """Return a file of an npm package that ``npm ci`` has put below *folder*."""
    path = folder / "node_modules" / name
    if path.is_file():
        return path
    raise MissingError(f"{name} is missing: run `npm ci --ignore-scripts` in {folder}")


def find_samples() -> Path:
    """Return the collection of real notes."""
    folder = Path(os.environ.get(SAMPLES) or ROOT.parent / "shared" / "notes")
    if folder.is_dir():
        return folder
    raise MissingError(f"the real notes are not here: {folder}; set {SAMPLES}")


def build_site(name: str, folder: Path, theme: str = "talknotes") -> Path:
    """Build one of the sites below *folder*, in a process of its own, and return its pages."""
    sources = {"hard": BROWSER / "site", "ar": BROWSER / "site-ar", "docs": ROOT / "docs"}
    source = sources.get(name) or _import_samples(folder / "notes")
    out = folder / f"{name}-{theme}"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", f"html_theme={theme}",
               "-d", str(folder / f"{name}-{theme}-doctrees"), str(source), str(out)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    # our own sites have no mistakes in them: whatever is told would be the theme's doing
    if done.returncode or (name in OWN and done.stderr):
        raise RuntimeError(f"the site {name} could not be built:\n{done.stderr}")
    return out


def _import_samples(project: Path) -> Path:
    from sphinx_talknotes.importers import read_collection
    from sphinx_talknotes.importers.writer import write_project

    write_project(read_collection(find_samples()), project)
    return project


def get_kind(html: str) -> str:
    """Return the kind of a page: the word of ``tn-page-KIND`` in the classes of its body."""
    found = re.search(r'<body[^>]*\bclass="[^"]*\btn-page-(\w+)', html)
    return found[1] if found else ""
