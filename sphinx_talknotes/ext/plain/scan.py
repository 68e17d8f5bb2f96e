"""Which pages are read as plain notes, before any page is read.

What is a talk on one page depends on how talks are named on the others, so all plain pages are
looked at together, once in a build and only if one of them has changed. Pages on which something
else is a talk now are read again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx_talknotes import __version__
from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.messages import warn
from sphinx_talknotes.ext.plain.plan import Look, Plans, Source, get_path, make_plans
from sphinx_talknotes.ext.reading.text import keep_front_matter
from sphinx_talknotes.importers.front import split_front
from sphinx_talknotes.importers.lines import split_lines
from sphinx_talknotes.importers.settings import FILE, Settings, find_settings
from sphinx_talknotes.importers.source import MAX_BYTES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_HEAD = 4096
_ASKS = re.compile(rb"^(?:\xef\xbb\xbf)?:?talks\s*:", re.MULTILINE)
_DOCINFO = re.compile(r":talks:[ \t]*(.*)", re.IGNORECASE)
_DIRECTIVE = re.compile(
    r"^[ \t>]*(?:(?:`{3,}|~{3,}|:{3,})\{(?:talknotes:)?talk\}|\.\.[ \t]+(?:talknotes:)?talk::)",
    re.MULTILINE,
)


def read_switch(value: object) -> str:
    """Return ``headings`` or ``off`` for a value of ``talks`` in front matter, else nothing."""
    text = str(value).strip().lower()
    if text in ("headings", "true", "yes", "on"):
        return "headings"
    return "off" if text in ("off", "false", "no") else ""


def get_source(env: BuildEnvironment, docname: str) -> PurePosixPath | None:
    """Return the path of a page as the importers know it; ``None`` if they can't read it."""
    path = Path(env.doc2path(docname, base=False)).as_posix()
    suffixes = sorted(env.config.source_suffix, key=len, reverse=True)
    suffix = next((suffix for suffix in suffixes if path.endswith(suffix)), "")
    return get_path(path, str(env.config.source_suffix.get(suffix)))


def get_plans(env: BuildEnvironment) -> Plans:
    """Return what this build and earlier ones know of plain pages."""
    plans: Plans = get_domain(env).data["plain"]
    return plans


def is_ignored(env: BuildEnvironment, docname: str, settings: Settings) -> bool:
    """Tell whether ``talknotes.toml`` says that a page is no page of notes."""
    path = PurePosixPath(Path(env.doc2path(docname, base=False)).as_posix())
    return settings.ignores(path)


def find_plain(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Make the plans of this build; return pages that are read differently now."""
    known = get_plans(env)
    mode = app.config.talknotes_read
    file = Path(env.srcdir) / FILE
    key = (__version__, mode, str(file.stat().st_mtime_ns) if file.exists() else "")
    if known.key != key:
        known.key, known.looks = key, {}
    settings = find_settings(Path(env.srcdir))
    looks: dict[str, Look] = {}
    for docname in sorted(env.found_docs):
        look = _look(env, docname, known.looks.get(docname), everything=mode == "plain")
        if look:
            looks[docname] = replace(
                look, plain=look.plain and not is_ignored(env, docname, settings)
            )
    plain = {name: look for name, look in looks.items() if look.plain}
    before = {name: look for name, look in known.looks.items() if look.plain}
    known.looks = looks
    if plain == before:
        return []
    if plain:
        for report in settings.reports:
            warn(report.problem, report.message, f"{file}:{report.line or 1}")
    sources = {name: source for name in plain if (source := _read(env, name)) is not None}
    plans = make_plans(sources, settings)
    names = (plans.keys() | known.plans.keys()) & env.found_docs
    changed = {name for name in names if known.plans.get(name) != plans.get(name)}
    known.plans = plans
    return sorted(changed)


def _look(
    env: BuildEnvironment, docname: str, last: Look | None, *, everything: bool
) -> Look | None:
    path = Path(env.doc2path(docname))
    try:
        stat = path.stat()
    except OSError:
        return None
    if last and (last.path, last.mtime, last.size) == (str(path), stat.st_mtime_ns, stat.st_size):
        return last
    asked = _ask(env, docname, path)
    plain = asked == "headings"
    if everything and not asked:
        source = _read(env, docname)
        plain = source is not None and not _DIRECTIVE.search(source.text)
    return Look(str(path), stat.st_mtime_ns, stat.st_size, plain)


def _ask(env: BuildEnvironment, docname: str, path: Path) -> str:
    """Return what front matter says of headings, looking at the file's first lines."""
    try:
        with path.open("rb") as file:
            if not _ASKS.search(file.read(_HEAD)):
                return ""
    except OSError:
        return ""
    source = _read(env, docname)
    if source is None:
        return ""
    if source.path.suffix != ".rst":
        front, _, _ = split_front(split_lines(source.text), docname)
        return read_switch(front.get("talks"))
    for line in source.text.splitlines():
        if found := _DOCINFO.match(line):
            return read_switch(found[1])
        if line[:1] not in ("", ":", ".", " "):
            break
    return ""


def _read(env: BuildEnvironment, docname: str) -> Source | None:
    """Return a page as Sphinx will read it, if no other extension changes it."""
    source = get_source(env, docname)
    path = Path(env.doc2path(docname))
    try:
        if source is None or path.stat().st_size > MAX_BYTES:
            return None
        text = path.read_text(encoding=env.config.source_encoding, errors="replace")
    except (OSError, LookupError):
        return None
    return Source(source, keep_front_matter(text)[0] if source.suffix == ".md" else text)
