"""Measure pages: Lighthouse on every kind of page, and what a first visit costs in other themes.

The first table has the four scores of Lighthouse for a phone, and the errors that pa11y finds. The
second has what a browser loads for the day page with five videos, which is the same notes under
each theme; bytes are as transferred, with gzip. Needs Chromium and node, and once

    npm ci --ignore-scripts --prefix benchmarks

    python -m benchmarks.pages --pages home day talk
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "lib"))

from notes_pages import (  # noqa: E402 - it is not on the path before
    ARABIC,
    ARGUMENTS,
    HARD,
    MissingError,
    build_site,
    find_chromium,
    find_module,
    find_program,
)
from notes_server import PageServer  # noqa: E402

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
THEMES = ("talknotes", "alabaster", "furo")
DAY = HARD["day"]

NO_SCORE = {"seo": frozenset({"search", "missing"})}
"""Pages that search engines are told to leave out, or that are answered with 404, by category."""


class Tools:
    """The programs that measure; one that is missing is told at the start."""

    def __init__(self, folder: Path) -> None:
        self.chromium = find_chromium()
        self.node = find_program("node")
        self.lighthouse = find_module(HERE, "lighthouse/cli/index.js")
        self.pa11y = find_module(HERE, "pa11y/bin/pa11y.js")
        self.folder = folder
        self._config = folder / "pa11y.json"
        launch = {"executablePath": self.chromium, "args": list(ARGUMENTS)}
        self._config.write_text(json.dumps({"chromeLaunchConfig": launch}), encoding="utf-8")

    def measure(self, url: str) -> dict[str, Any]:
        """Return the report of Lighthouse."""
        report = self.folder / "lighthouse.json"
        report.unlink(missing_ok=True)
        done = self._run(
            str(self.lighthouse), url, "--quiet", "--output=json", f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}", "--max-wait-for-load=30000",
            "--ignore-status-code", f"--chrome-flags={' '.join(('--headless=new', *ARGUMENTS))}",
        )  # fmt: skip
        if not report.is_file():
            raise SystemExit(f"Lighthouse has no report of {url}:\n{done.stderr}")
        result = json.loads(report.read_text(encoding="utf-8"))
        if error := result.get("runtimeError"):
            raise SystemExit(f"Lighthouse could not measure {url}: {error['message']}")
        return result

    def errors(self, url: str) -> list[str]:
        """Return what pa11y finds wrong."""
        done = self._run(str(self.pa11y), "--reporter=json", f"--config={self._config}", url)
        if done.returncode not in (0, 2):
            raise SystemExit(f"pa11y could not read {url}:\n{done.stderr}")
        return [f"{row['code']}: {row['selector']}" for row in json.loads(done.stdout)]

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.node, *command], capture_output=True, encoding="utf-8", check=False,
            env={**os.environ, "CHROME_PATH": self.chromium},
        )  # fmt: skip


def scores(report: dict[str, Any]) -> dict[str, int | None]:
    """Return the scores, 0 to 100, by category."""
    found = {name: report["categories"][name]["score"] for name in CATEGORIES}
    return {name: None if score is None else round(score * 100) for name, score in found.items()}


def failed(report: dict[str, Any]) -> list[str]:
    """Return the audits that cost points, by the words of Lighthouse, with their first place."""
    found = []
    for name in CATEGORIES:
        for row in report["categories"][name]["auditRefs"]:
            audit = report["audits"][row["id"]]
            if not row["weight"] or audit["score"] is None or audit["score"] >= 0.9:
                continue
            items = audit.get("details", {}).get("items") or [{}]
            place = items[0].get("node", {}).get("selector") or audit.get("displayValue", "")
            found.append(f"{audit['id']}: {audit['title']} {place}".strip())
    return found


def weight(report: dict[str, Any]) -> list[int]:
    """Return requests, then bytes: of the page, style, scripts, the rest, and all."""
    sizes = {"Document": 0, "Stylesheet": 0, "Script": 0}
    rest = 0
    rows = report["audits"]["network-requests"]["details"]["items"]
    for row in rows:
        if row.get("resourceType") in sizes:
            sizes[row["resourceType"]] += row["transferSize"]
        else:
            rest += row["transferSize"]
    return [len(rows), *sizes.values(), rest, sum(sizes.values()) + rest]


def measure_kinds(tools: Tools, folder: Path, wanted: list[str]) -> None:
    """Print the scores of every kind of page."""
    print(f"{'page':20} {'perf.':>6} {'acc.':>6} {'best':>6} {'SEO':>6} {'pa11y':>6}", flush=True)
    complaints = []
    for site, pages in {"hard": HARD, "ar": ARABIC}.items():
        kinds = {name: path for name, path in pages.items() if not wanted or name in wanted}
        if not kinds:
            continue
        with closing(PageServer(build_site(site, folder))) as server:
            for name, path in kinds.items():
                report = tools.measure(server.url(path))
                errors = tools.errors(server.url(path))
                shown = [
                    f"{'–' if name in NO_SCORE.get(category, ()) else score!s:>6}"
                    for category, score in scores(report).items()
                ]
                print(f"{name:20} {' '.join(shown)} {len(errors):6}", flush=True)
                complaints += [f"{name}: {text}" for text in (*failed(report), *errors)]
    for text in complaints:
        print(text)


def measure_themes(tools: Tools, folder: Path) -> None:
    """Print what a first visit of the day page costs under each theme."""
    columns = ("requests", "HTML", "CSS", "JS", "other", "bytes")
    print(f"\n{'first visit':20} " + " ".join(f"{name:>9}" for name in columns), flush=True)
    for theme in THEMES:
        with closing(PageServer(build_site("hard", folder, theme))) as server:
            report = tools.measure(server.url(DAY))
        numbers = " ".join(f"{number:9}" for number in weight(report))
        four = "/".join(str(score) for score in scores(report).values())
        print(f"{theme:20} {numbers}   {four}", flush=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    names = [*HARD, *ARABIC]
    parser.add_argument("--pages", nargs="+", default=[], choices=names, metavar="PAGE",
                        help=f"only these: {', '.join(names)}")  # fmt: skip
    parser.add_argument("--only-themes", action="store_true", help="only the second table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="talknotes-pages-") as name:
        folder = Path(name).resolve()
        try:
            tools = Tools(folder)
        except MissingError as error:
            raise SystemExit(str(error)) from None
        if not options.only_themes:
            measure_kinds(tools, folder, options.pages)
        measure_themes(tools, folder)


if __name__ == "__main__":
    main()
