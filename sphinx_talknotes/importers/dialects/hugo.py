"""Hugo, its academic theme included: front matter, page bundles, shortcodes, ``<!--more-->``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from sphinx_talknotes.importers.codeblocks import find_code
from sphinx_talknotes.importers.dialects.base import Dialect, Expansion
from sphinx_talknotes.importers.front import get_names, get_text
from sphinx_talknotes.importers.images import write_image
from sphinx_talknotes.importers.lines import mask_code
from sphinx_talknotes.importers.page import Facts, RawPage, Site
from sphinx_talknotes.importers.players import get_video
from sphinx_talknotes.importers.prose import finish
from sphinx_talknotes.importers.shortcodes import SHORTCODE, Args, Written, replace_shortcodes
from sphinx_talknotes.importers.wiki import find_page
from sphinx_talknotes.model.problems import Problem, Report

_MORE = re.compile(r"\s*<!--\s*more\s*-->\s*")
_BUNDLES = ("index", "_index")
_LOOKS = frozenset({
    "width", "height", "class", "align", "loading", "target", "rel", "autoplay", "style", "theme",
    "allowfullscreen", "allowFullScreen", "controls", "loop", "mute", "privacy", "dnt", "lightbox",
    "numbered",
})  # fmt: skip
"""Parameters that say how something looks: nothing is lost without them."""
_FIGURE = frozenset({"src", "alt", "title", "caption", "link", "attr", "attrlink", *_LOOKS})


def get_layout(parts: Sequence[str]) -> int | None:
    """Find the folder that holds ``content``."""
    return next((i for i, part in enumerate(parts[:-1]) if part == "content"), None)


def get_evidence(page: RawPage) -> int:
    """Count TOML front matter, shortcodes and the mark of the summary, outside of code."""
    marks = [
        index
        for index, line in enumerate(page.lines)
        if ("{{" in line.text and SHORTCODE.search(mask_code(line.text)))
        or ("<!--" in line.text and _MORE.fullmatch(line.text))
    ]
    code = find_code(page.lines) if marks else ()
    return 2 * page.toml + sum(index not in code for index in marks)


def get_facts(page: RawPage, site: Site) -> Facts:
    """Take title and date from the front matter, and the address from the path."""
    parts = [part for part in site.inside(page) if part != "content"]
    stem = page.path.stem
    folder = parts[:-1] if stem in _BUNDLES else [*parts[:-1], stem]
    last = get_text(page.front, "slug")
    urls = ["/" + "/".join([*folder, ""])]
    if last and folder:
        urls.append("/" + "/".join([*folder[:-1], last, ""]))
    urls += [url for url in [get_text(page.front, "url"), *get_names(page.front, "aliases")] if url]
    return Facts(get_text(page.front, "title"), get_text(page.front, "date"), tuple(urls))


def expand(page: RawPage, site: Site) -> Expansion:
    """Make players, images and links of shortcodes, drop the mark of the summary."""
    lines, reports = page.lines, list[Report]()
    if any("{{" in line.text or "<!--" in line.text for line in lines):
        code = find_code(lines)
        kept = [line for n, line in enumerate(lines) if n in code or not _MORE.fullmatch(line.text)]

        def make(name: str, args: Args) -> Written | None:
            return _make(name, args, page, site)

        found = replace_shortcodes(kept, make)
        lines = found.lines
        reports += [
            Report(Problem.UNKNOWN, f"{source[:80]} is not known here; it is kept as text",
                   page.path.as_posix(), number)
            for source, number in found.unknown
        ]  # fmt: skip
    return Expansion(finish(lines, page, site, reports), reports)


def _make(name: str, args: Args, page: RawPage, site: Site) -> Written | None:
    if name in ("youtube", "vimeo"):
        return _player(name, args)
    if name == "figure":
        return _figure(args)
    if name in ("ref", "relref"):
        return _ref(args, page, site)
    if name in ("tweet", "x", "twitter", "twitter_simple", "x_simple"):
        return _tweet(args)
    return _gist(args) if name == "gist" else None


def _player(name: str, args: Args) -> Written | None:
    """Return a video, and its title behind it."""
    values = {key.lower(): value for key, value in args if key}
    bare = [value for key, value in args if not key]
    wanted = [values["id"]] if "id" in values else bare[:1]
    if not wanted or set(values) - {"id", "title", "start", "end"} - set(map(str.lower, _LOOKS)):
        return None
    video = get_video(name, wanted[0], values.get("start", ""))
    return Written(f"<{video}> {values.get('title', '')}".rstrip(), video) if video else None


def _figure(args: Args) -> Written | None:
    """Return an image with its title, caption and attribution."""
    values = dict(args)
    if not values.get("src") or set(values) - _FIGURE:
        return None
    words = [values[name] for name in ("title", "caption") if values.get(name)]
    attribution, link = values.get("attr", ""), values.get("attrlink", "")
    if attribution and link:
        attribution = f"[{attribution}](<{link}>)"
    behind = attribution or (f"<{link}>" if link else "")
    image = write_image(values["src"], values.get("alt", ""), words, values.get("link", ""))
    return Written(f"{image} {behind}".rstrip())


def _tweet(args: Args) -> Written | None:
    """Return the address of a tweet: ``user`` and ``id``, or the id alone."""
    values = dict(args)
    number = values.get("id") or (args[0][1] if len(args) == 1 and not args[0][0] else "")
    user = values.get("user", "i")
    if not re.fullmatch(r"\d{1,25}", number) or not re.fullmatch(r"\w{1,40}", user):
        return None
    return Written(f"<https://twitter.com/{user}/status/{number}>")


def _gist(args: Args) -> Written | None:
    """Return the address of a gist, and the name of the file in it."""
    values = [value for _key, value in args]
    if not 1 < len(values) < 4 or not all(re.fullmatch(r"[\w.-]{1,100}", v) for v in values):
        return None
    return Written(" ".join([f"<https://gist.github.com/{values[0]}/{values[1]}>", *values[2:]]))


def _ref(args: Args, page: RawPage, site: Site) -> Written | None:
    """Return the path of a page, as it is seen from this one, or what was written."""
    values = dict(args)
    path = values.get("path") or (args[0][1] if args and not args[0][0] else "")
    name, mark, anchor = path.partition("#")
    if not name:
        return Written(path) if anchor else None
    root = (site.root / "content").as_posix()
    whole = f"/{root}{name}" if name.startswith("/") else name
    for candidate in (whole, f"{whole}/index", f"{whole}/_index", name):
        found = find_page(candidate.removesuffix("/"), page.path, site.folder)
        if len(found) == 1:
            here = page.path.parent
            return Written(f"{_relate(found[0], here)}{mark}{anchor}")
    return Written(f"{name.removesuffix('.md') if name.startswith('/') else name}{mark}{anchor}")


def _relate(path: PurePosixPath, folder: PurePosixPath) -> str:
    return posixpath.relpath(path, folder).replace(" ", "%20")


HUGO = Dialect(
    "hugo", get_layout, get_evidence, get_facts, expand, static=("static", "assets", "content", "")
)
