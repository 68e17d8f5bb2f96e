"""Tags and includes of Jekyll and its plugins that notes use: players, images, links to pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePosixPath

from sphinx_talknotes.importers.images import write_image
from sphinx_talknotes.importers.liquid import Made, Tags
from sphinx_talknotes.importers.liquid_values import Scope, UnknownError, get_value
from sphinx_talknotes.importers.page import Site
from sphinx_talknotes.importers.players import get_video

_PARAM = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[\w.\-]+)")
_VIDEO = ("id", "video_id", "youtubeid", "video", "content", "url", "src", "v")
_IMAGE = ("src", "url", "image_path", "path", "file", "image")
_WORDS = ("title", "caption", "description", "text")
_LOOKS = frozenset({"width", "height", "class", "autoplay", "max-width", "ratio", "style", "align"})
"""Parameters that say how something looks: nothing is lost without them."""
_BOXES = {
    "note": "Note", "tip": "Tip", "warning": "Warning", "important": "Important", "info": "Note",
    "alert": "Important",
}  # fmt: skip


def get_tags(site: Site) -> Tags:
    """Return the tags that pages of a site may have."""
    return {
        "link": partial(_link, site),
        "post_url": partial(_link_post, site),
        "include": _include,
        "include_relative": _include,
        "include_cached": _include,
        "youtube": partial(_player, "youtube"),
        "vimeo": partial(_player, "vimeo"),
        "twitter": _link_to_web,
        "gist": _gist,
    }


def _link(site: Site, rest: str, _scope: Scope) -> Made:
    path = rest.strip().strip("\"'").lstrip("/")
    if site.folder.find(site.root / path) is None:
        raise UnknownError
    return Made(f"/{path}")


def _link_post(site: Site, rest: str, _scope: Scope) -> Made:
    wanted = rest.strip().strip("\"'").strip("/")
    if "posts" not in site.memory:
        site.memory["posts"] = _name_posts(site)
    path = site.memory["posts"].get(wanted)
    if path is None:
        raise UnknownError
    return Made(path)


def _name_posts(site: Site) -> dict[str, str]:
    """Return the path of each page by its name: alone, and with the folders it is in."""
    found: dict[str, str] = {}
    for page in site.pages:
        path = PurePosixPath(*site.inside(page))
        bare = PurePosixPath(*(part for part in path.parts if part != "_posts")).with_suffix("")
        found.setdefault(bare.as_posix(), f"/{path}")
        found.setdefault(bare.name, f"/{path}")
    return found


def _include(rest: str, scope: Scope) -> Made:
    name, _, params = rest.strip().partition(" ")
    stem = PurePosixPath(name).stem.lower()
    values = {key.lower(): str(get_value(value, scope)) for key, value in _PARAM.findall(params)}
    words = re.split(r"[-_]", stem)
    for part, make in _INCLUDES.items():
        if part in words or (len(part) > 5 and part in stem):
            return make(part, values)
    raise UnknownError


def _player(host: str, rest: str, scope: Scope) -> Made:
    value = rest.strip().partition(" ")[0]
    named = re.fullmatch(r"(?:page|site)\.[\w.]+", value)
    known = str(get_value(value, scope)) if named else value.strip("\"'")
    return _make_player(get_video(host, known), "")


def _take(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((values[name] for name in names if values.get(name)), "")


def _video(host: str, values: dict[str, str]) -> Made:
    host = values.get("provider", host).lower()
    allowed = {*_VIDEO, *_WORDS, *_LOOKS, "provider", "start", "t"}
    if set(values) - allowed:
        raise UnknownError
    start = values.get("start") or values.get("t", "")
    video = get_video(host, _take(values, _VIDEO), start)
    return _make_player(video, " ".join(values[name] for name in _WORDS if values.get(name)))


def _make_player(video: str, text: str) -> Made:
    if not video:
        raise UnknownError
    return Made(f"<{video}> {text}".rstrip(), video)


def _image(_name: str, values: dict[str, str]) -> Made:
    source = _take(values, _IMAGE)
    if not source or set(values) - {*_IMAGE, *_WORDS, *_LOOKS, "alt", "link", "href"}:
        raise UnknownError
    words = [values[name] for name in _WORDS if values.get(name)]
    link = values.get("link") or values.get("href", "")
    return Made(write_image(source, values.get("alt", ""), words, link))


def _box(name: str, values: dict[str, str]) -> Made:
    text = _take(values, ("content", "text"))
    if not text or len(values) > 1:
        raise UnknownError
    return Made(f"> {_BOXES[name]}: {' '.join(text.split())}\n")


def _tweet(_name: str, values: dict[str, str]) -> Made:
    return _link_to_web(_take(values, ("content", "url", "link")), {})


def _link_to_web(rest: str, _scope: Scope) -> Made:
    url = rest.strip().partition(" ")[0].strip("\"'")
    if not re.fullmatch(r"https?://[^\s<>]{4,400}", url):
        raise UnknownError
    return Made(f"<{url}>")


def _gist(rest: str, _scope: Scope) -> Made:
    match = re.fullmatch(r"\s*([\w-]+(?:/\w+)?)(?:\s+([\w.-]+))?\s*", rest)
    if match is None:
        raise UnknownError
    return Made(f"<https://gist.github.com/{match[1]}> {match[2] or ''}".rstrip())


_INCLUDES: dict[str, Callable[[str, dict[str, str]], Made]] = {
    "youtube": _video, "vimeo": _video, "video": _video,
    "image": _image, "figure": _image, "img": _image,
    "twitter": _tweet, "tweet": _tweet,
    **dict.fromkeys(_BOXES, _box),
}  # fmt: skip
"""Word in the name of an included file → what is made of it."""
