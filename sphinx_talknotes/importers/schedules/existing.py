"""The talks that a project of notes has already, in MyST, in reST or under plain headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile
from pathlib import Path, PurePosixPath

import yaml

from sphinx_talknotes.importers.collection import read_collection
from sphinx_talknotes.importers.front import Front, get_names, get_text, split_front
from sphinx_talknotes.importers.lines import split_lines
from sphinx_talknotes.importers.markdown import read_spans
from sphinx_talknotes.importers.records import get_date
from sphinx_talknotes.importers.source import find_files, read_text
from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.fields import Context, parse_fields
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.problems import Report
from sphinx_talknotes.model.records import Person
from sphinx_talknotes.video import Video

_MYST = re.compile(
    r"[ >]{0,40}(?P<fence>:{3,}|`{3,}|~{3,})(?P<brace>\{(?:talknotes:)?(?P<name>[\w-]+)\})?"
    r"[ \t]*(?P<rest>.*)"
)
_REST = re.compile(r"(?P<indent> *)\.\. +(?:talknotes:)?(?P<name>[\w-]+)::[ \t]*(?P<rest>.*)")
_OPTION = re.compile(r"\s*:(?P<name>[A-Za-z][\w-]*):(?:[ \t]+(?P<value>.*))?")
_CODE = frozenset({"code", "code-block", "sourcecode", "parsed-literal", "highlight"})
_DEFAULT = re.compile(r"""talknotes_conference\s*=\s*(["'])(?P<name>[^"'\\\n]{1,200})\1""")
_MAX_OPTIONS = 60
_LINES = 10_000


@dataclass(frozen=True, slots=True)
class Noted:
    """A talk of the project: what its notes say of it, and where; ``page`` is a path."""

    title: str
    page: str
    line: int
    speakers: tuple[Person, ...] = ()
    conference: str = ""
    date: PartialDate | None = None
    start: int | None = None
    room: str = ""
    url: str = ""
    videos: tuple[Video, ...] = ()
    status: str = ""


@dataclass(slots=True)
class Existing:
    """What a project has: talks, keys of the conferences that it declares, problems of files."""

    talks: list[Noted] = field(default_factory=list)
    conferences: set[str] = field(default_factory=set)
    reports: list[Report] = field(default_factory=list)


@dataclass(slots=True)
class Directive:
    """A `talk` or `conference` directive: its argument, its options, and its line."""

    name: str
    argument: str
    line: int
    options: dict[str, str] = field(default_factory=dict)


def read_existing(root: Path) -> Existing:
    """Return the talks in a folder; nothing is raised for what is wrong with one of its files."""
    found = Existing()
    with_talks: list[Path] = []
    default = _read_default(root)
    for path in find_files(root):
        if path.suffix.lower() not in (".md", ".rst"):
            continue
        text, reports = read_text(root / path, path.as_posix())
        if text is None:
            found.reports += reports
            continue
        talks, declared = read_page(text, path, default)
        found.conferences |= declared
        if talks:
            found.talks += talks
            with_talks.append(root / path)
    found.talks += _read_headings(root, with_talks, default)
    return found


def _read_default(root: Path) -> str:
    """Return the conference that ``conf.py`` gives all talks."""
    text, _reports = read_text(root / "conf.py", "conf.py")
    match = _DEFAULT.search(text or "")
    return match["name"] if match else ""


def _read_headings(root: Path, exclude: Sequence[Path], default: str) -> Iterator[Noted]:
    try:
        collection = read_collection(root, exclude=exclude)
    except OSError:
        return
    for page in collection.pages.values():
        for piece in page.talks:
            values, _reports = parse_fields(piece.draft.fields, Context())
            noted = _make(piece.draft.title, page.path, piece.line, values)
            yield replace(
                noted,
                conference=noted.conference or page.conference or default,
                date=noted.date or get_date(page),
            )


def read_page(text: str, path: PurePosixPath, conference: str = "") -> tuple[list[Noted], set[str]]:
    """Return the talks of directives on a page, and the keys of the conferences it declares."""
    lines = split_lines(text)
    myst = path.suffix.lower() == ".md"
    front, body, _reports = split_front(lines, path.as_posix()) if myst else ({}, lines, [])
    texts = [line.text for line in body]
    found = list(_scan_myst(texts) if myst else _scan_rest(texts))
    offset = len(lines) - len(body)
    front = front if myst else _read_fields(texts)
    declared = [item.argument for item in found if item.name == "conference"]
    defaults = _get_defaults(front)
    if "conference" not in defaults:
        defaults["conference"] = declared[0] if declared else conference
    talks = []
    for item in found:
        if item.name == "talk":
            values, _problems = parse_fields({**defaults, **item.options}, Context())
            title = _plain(item.argument) if myst else item.argument.replace("\\", "")
            talks.append(_make(title, path, item.line + offset, values))
    return talks, set(map(name_key, declared))


def _read_fields(texts: Sequence[str]) -> Front:
    """Return the fields that a reST page begins with."""
    found: Front = {}
    for text in dropwhile(lambda text: not text.strip(), texts[:_MAX_OPTIONS]):
        match = _OPTION.fullmatch(text)
        if match is None:
            break
        found[match["name"].lower()] = (match["value"] or "").strip()
    return found


def _get_defaults(front: Front) -> dict[str, str]:
    """Return the values that front matter gives all talks of a page."""
    values = {name: get_text(front, name) for name in ("conference", "date", "room")}
    values["speakers"] = "; ".join(get_names(front, "speakers", "speaker"))
    return {name: value for name, value in values.items() if value}


def _plain(source: str) -> str:
    spans, _images = read_spans(source)
    return " ".join("".join(span.text for span in spans).split())


def _make(title: str, path: PurePosixPath, line: int, values: dict[str, object]) -> Noted:
    known = {name: values[name] for name in Noted.__slots__ if name in values}
    return Noted(title=title, page=path.as_posix(), line=line, **known)  # type: ignore[arg-type]


def _scan_myst(texts: Sequence[str]) -> Iterator[Directive]:
    """Yield directives; what stands in a block of code is none."""
    code = ""
    opened: list[str] = []
    for number, text in enumerate(texts):
        match = _MYST.match(text) if len(text) < _LINES else None
        if match is None:
            continue
        fence, name = match["fence"], match["name"]
        bare = name is None and not match["rest"].strip()
        if code:
            code = "" if bare and fence.startswith(code) else code
        elif bare and opened and fence.startswith(opened[-1]):
            opened.pop()
        elif fence[0] != ":" and (name is None or name in _CODE):
            code = fence
        elif fence[0] != ":":
            opened.append(fence)
        if not code and name in ("talk", "conference"):
            yield Directive(
                name, match["rest"].strip(), number + 1, _read_options(texts, number + 1)
            )


def _read_options(texts: Sequence[str], start: int) -> dict[str, str]:
    """Return the options of a directive in MyST: lines with colons, or a block of YAML."""
    block = texts[start : start + _MAX_OPTIONS]
    if block and block[0].strip() == "---":
        end = next((i for i, text in enumerate(block[1:], 1) if text.strip() == "---"), 0)
        data = _load("\n".join(block[1:end]))
        pairs = data.items() if isinstance(data, dict) else ()
        return {str(key): str(value) for key, value in pairs}
    options: dict[str, str] = {}
    for text in block:
        match = _OPTION.fullmatch(text)
        if match:
            value = (match["value"] or "").strip()
            options[match["name"]] = _unquote(value)
        elif not (options and text[:1] in (" ", "\t") and text.strip()):
            break
        else:
            name = next(reversed(options))
            options[name] = f"{options[name]} {text.strip()}"
    return options


def _unquote(value: str) -> str:
    if value[:1] in ('"', "'"):
        data = _load(value)
        return str(data) if isinstance(data, str | int | float) else value
    return re.split(r"\s#", value, maxsplit=1)[0].rstrip()


def _load(source: str) -> object:
    try:
        return yaml.safe_load(source) if len(source) < _LINES else None
    except Exception:  # noqa: BLE001 - constructors of YAML raise what they like
        return None


def _scan_rest(texts: Sequence[str]) -> Iterator[Directive]:
    """Yield directives; what stands in a literal block is none."""
    literal: int | None = None
    for number, text in enumerate(texts):
        indent = len(text) - len(text.lstrip())
        if not text.strip() or len(text) > _LINES:
            continue
        if literal is not None and indent > literal:
            continue
        literal = None
        match = _REST.fullmatch(text)
        if match and match["name"] in ("talk", "conference"):
            yield _read_rest(texts, number, match)
        elif (match and match["name"] in _CODE) or (match is None and text.rstrip().endswith("::")):
            literal = indent


def _read_rest(texts: Sequence[str], number: int, match: re.Match[str]) -> Directive:
    found = Directive(match["name"], match["rest"].strip(), number + 1)
    for text in _get_block(texts[number + 1 : number + _MAX_OPTIONS], len(match["indent"])):
        option = _OPTION.fullmatch(text)
        if option:
            found.options[option["name"]] = (option["value"] or "").strip()
        elif found.options:
            name = next(reversed(found.options))
            found.options[name] = f"{found.options[name]} {text.strip()}"
        else:
            found.argument = f"{found.argument} {text.strip()}".strip()
    return found


def _get_block(texts: Iterable[str], indent: int) -> Iterator[str]:
    for text in texts:
        if not text.strip() or len(text) - len(text.lstrip()) <= indent:
            return
        yield text
