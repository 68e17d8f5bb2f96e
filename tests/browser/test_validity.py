"""Every page is valid HTML, by two validators and the outline of its headings."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from notes_html import soup

if TYPE_CHECKING:
    from pathlib import Path

SITES = ("hard", "ar", "docs", "notes")

THEIRS = ("aria-controls", 'class="sd-tab-label"')
"""In one message, these are the tabs of sphinx-design, whose markup is not ours."""


@pytest.fixture(params=SITES)
def pages(request, sites):
    """All pages of a site."""
    files = sorted(sites.out(request.param).rglob("*.html"))
    files = [file for file in files if "_static" not in file.parts]
    assert len(files) > 5
    return files


def shorten(messages: list[str]) -> str:
    """Return the different messages, each with how often it was said and where first."""
    counted: dict[str, list[str]] = {}
    for message in messages:
        place, text = message.split(" | ", 1)
        counted.setdefault(text, []).append(place)
    rows = [f"{len(places)} × {text} ({places[0]})" for text, places in counted.items()]
    return "\n".join(rows)


def test_nu_html_checker(pages, program, module):
    command = [program("java"), "-Xss8m", "-jar", str(module("vnu-jar/build/dist/vnu.jar")),
               "--format", "json", "--exit-zero-always", "--stdout", *map(str, pages)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    found = [
        f"{message['url'].removeprefix('file:')}:{message.get('lastLine', 0)} | "
        f"{message['message']} `{' '.join(message.get('extract', '').split())[:160]}`"
        for message in json.loads(done.stdout)["messages"]
        if message["type"] == "error" or message.get("subType") in ("warning", "fatal")
        if not all(word in message["message"] + message.get("extract", "") for word in THEIRS)
    ]
    assert not found, shorten(found)


def test_html_validate(pages, program, module, tmp_path):
    report = tmp_path / "report.json"  # through a pipe it would be cut off at 64 KB
    here = module("html-validate/package.json").parents[2]
    command = [program("node"), str(module("html-validate/bin/html-validate.mjs")),
               "--config", str(here / "htmlvalidate.config.mjs"), "--formatter", f"json={report}",
               *map(str, pages)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=here)
    assert done.returncode in (0, 1), done.stderr
    found = [
        f"{result['filePath']}:{message['line']} | {message['ruleId']}: {message['message']} "
        f"{message.get('selector') or ''}"
        for result in json.loads(report.read_text(encoding="utf-8"))
        for message in result["messages"]
    ]
    assert not found, shorten(found)


def test_outline(pages):
    wrong = [problem for file in pages for problem in outline_problems(file)]
    assert not wrong


def outline_problems(file: Path) -> list[str]:
    """Return what is wrong with the headings and landmarks of a page."""
    page = soup(file.read_text(encoding="utf-8"))
    headings = page.find_all(re.compile(r"^h[1-6]$"))
    levels = [int(heading.name[1]) for heading in headings]
    found = []
    if levels.count(1) != 1 or levels[0] != 1:
        found.append(f"{file}: one h1 and it comes first: {levels}")
    for before, after, heading in zip(levels, levels[1:], headings[1:], strict=False):
        if after > before + 1:
            found.append(f"{file}: h{after} “{heading.get_text()}” after h{before}")
    if len(page.find_all("main")) != 1:
        found.append(f"{file}: one main")
    html = page.find("html")
    if not html.get("lang") or html.get("dir") not in ("ltr", "rtl"):
        found.append(f"{file}: lang and dir of html: {html.attrs}")
    found += [f"{file}: inline style {tag.name}" for tag in page.find_all(style=True)]
    found += [f"{file}: inline {tag.name}" for tag in page.find_all("style")]
    for script in page.find_all("script"):
        if not script.get("src") and script.get("type") in (None, "module", "text/javascript"):
            found.append(f"{file}: inline script")
    description = page.find("meta", {"name": "description"})
    if file.name not in ("404.html", "search.html", "genindex.html") and not description:
        found.append(f"{file}: no description")
    return found
