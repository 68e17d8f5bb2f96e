"""Jekyll and fastpages: ``_posts/YYYY-MM-DD-name.md``, ``_config.yml``, Liquid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from sphinx_talknotes.importers.codeblocks import find_code, join_open
from sphinx_talknotes.importers.dialects.base import Dialect, Expansion
from sphinx_talknotes.importers.dialects.markdown import find_dated
from sphinx_talknotes.importers.front import get_names, get_text, load_yaml
from sphinx_talknotes.importers.lines import Line, mask_code, split_lines
from sphinx_talknotes.importers.liquid import Template
from sphinx_talknotes.importers.liquid_tags import get_tags
from sphinx_talknotes.importers.page import Facts, RawPage, Site
from sphinx_talknotes.importers.permalinks import find_urls
from sphinx_talknotes.importers.players import get_video, make_line
from sphinx_talknotes.importers.prose import finish
from sphinx_talknotes.model.problems import Problem, Report

_POST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_FOLDERS = ("_posts", "_drafts")
_CONFIG = "_config.yml"
_LIQUID = re.compile(
    r"\{%-?\s*(?:for|if|unless|raw|include|post_url|assign|highlight|link|youtube)\b"
    r"|\{\{\s*(?:site|page)\."
)
_EMBED = re.compile(
    r"\s{0,3}>\s?(?P<kind>youtube|vimeo|twitter)\s*:\s*(?P<url>https?://\S{4,400})\s*",
    re.IGNORECASE,
)
"""https://github.com/fastai/fastpages: a quotation that is a player."""


def get_layout(parts: Sequence[str]) -> int | None:
    """Find the folder that holds ``_posts``."""
    return next((i for i, part in enumerate(parts[:-1]) if part in _FOLDERS), None)


def get_evidence(page: RawPage) -> int:
    """Count a dated file name with a layout, and Liquid outside of code."""
    named = bool(_POST.fullmatch(page.path.stem)) and "layout" in page.front
    marks = [i for i, line in enumerate(page.lines) if _LIQUID.search(mask_code(line.text))]
    code = find_code(page.lines) if marks else ()
    return 2 * named + sum(index not in code for index in marks)


def configure(site: Site) -> list[Report]:
    """Read ``_config.yml``: who writes there, and where the site is."""
    path = site.root / _CONFIG
    text, reports = site.folder.read(path)
    if text is None:
        return reports
    site.config, problem, line = load_yaml(split_lines(text))
    if problem:
        message = f"{_CONFIG} is no YAML that can be used: {problem[:200]}; it is passed over"
        reports.append(Report(Problem.FRONT_MATTER, message, path.as_posix(), line))
    site.base = get_text(site.config, "baseurl").strip("/")
    author = site.config.get("author")
    name = get_text(author if isinstance(author, dict) else site.config, "name", "author")
    for page in site.pages if name else ():
        if not get_names(page.front, "author", "authors", "notes-by"):
            page.front["author"] = name
    return reports


def get_facts(page: RawPage, site: Site) -> Facts:
    """Take the date from the file name, and the address that Jekyll makes of both."""
    match = _POST.fullmatch(page.path.stem)
    date = get_text(page.front, "date")
    if not date and match:
        date = f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"
    title = get_text(page.front, "title")
    if not title and page.path.stem == "index" and page.path.parent == site.root:
        title = get_text(site.config, "title")
    return Facts(title, date or find_dated(page.path), find_urls(page, site, match, date))


def _get_values(page: RawPage, site: Site) -> dict[str, Any]:
    facts = get_facts(page, site)
    url = facts.urls[0] if facts.urls else "/" + "/".join(site.inside(page))
    title = facts.title or page.path.stem
    own = {
        "title": title,
        "url": quote(url, safe="/:@!$&'()*+,;=~%"),
        "date": facts.date,
        "path": page.path.as_posix(),
    }
    return {**page.front, **own}


def _get_site_values(site: Site) -> dict[str, Any]:
    """Return what Liquid finds in ``site``; the newest post comes first in ``site.posts``."""
    if "site" not in site.memory:
        posts = [
            _get_values(page, site)
            for page in sorted(site.pages, key=lambda page: page.path.name, reverse=True)
            if _POST.fullmatch(page.path.stem)
        ]
        groups: dict[str, dict[str, list[Any]]] = {"categories": {}, "tags": {}}
        for post in posts:
            for kind, found in groups.items():
                for name in get_names(post, kind):
                    found.setdefault(name, []).append(post)
        site.memory["site"] = {**site.config, **groups, "posts": posts, "baseurl": "", "url": ""}
    values: dict[str, Any] = site.memory["site"]
    return values


def expand(page: RawPage, site: Site) -> Expansion:
    """Evaluate Liquid outside of code, and make players of what fastpages has for them."""
    lines, reports = page.lines, list[Report]()
    if _has_liquid(page, site):
        marked = find_code(lines, indented=False)
        lines, code = join_open(lines, marked, "{%", "%}")
        scope = {"site": _get_site_values(site), "page": _get_values(page, site)}
        template = Template(lines, scope, get_tags(site), code)
        lines = template.expand()
        reports += [
            Report(Problem.UNKNOWN, f"{source[:80]} is not known here; it is kept as text",
                   page.path.as_posix(), number)
            for source, number in template.unknown
        ]  # fmt: skip
    return Expansion(finish(_embed(lines), page, site, reports), reports)


def _has_liquid(page: RawPage, site: Site) -> bool:
    """Tell whether Jekyll would evaluate the page: with front matter, or as GitHub Pages does."""
    if not any("{%" in line.text or "{{" in line.text for line in page.lines):
        return False
    behind = page.lines[0].number > 1
    return behind or bool(page.front or site.config) or bool(_POST.fullmatch(page.path.stem))


def _embed(lines: Sequence[Line]) -> list[Line]:
    found = [i for i, line in enumerate(lines) if _EMBED.fullmatch(line.text)]
    code = find_code(lines) if found else ()
    result = list(lines)
    for index in found:
        match = _EMBED.fullmatch(lines[index].text)
        if match is None or index in code:
            continue
        url, number = match["url"].strip("<>"), lines[index].number
        video = get_video("", url) if match["kind"].lower() != "twitter" else ""
        result[index] = make_line(f"<{url}>", number, [video] if video else [])
    return result


JEKYLL = Dialect(
    "jekyll", get_layout, get_evidence, get_facts, expand, marker=_CONFIG, configure=configure
)
