"""How well collections of notes are read: talks, their speakers and fields, words kept.

A labelled collection is a folder of notes and a JSON list of its talks,
``[{"file", "line", "title", "speakers": [str], "kind", "conference", "video"}, …]``; only the
first three are needed, and what a talk doesn't name isn't compared. ``"optional": true`` marks what
may be read as a talk or not, ``"title_alt"`` lists titles that are as good.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.import_words import compare
from sphinx_talknotes.importers import collection_records, read_collection
from sphinx_talknotes.importers.writer import plan_project
from sphinx_talknotes.model.names import name_key, split_affiliation, split_list
from sphinx_talknotes.video import VideoError, parse_video

FIELDS = ("speakers", "kind", "conference", "video")


@dataclass(frozen=True)
class Labelled:
    """A collection and the talks that are in it."""

    name: str
    source: Path
    talks: list[dict[str, Any]]


@dataclass
class Score:
    """Counts of one collection; ``fields`` has how many are right, and of how many."""

    name: str
    expected: int = 0
    found: int = 0
    right: int = 0
    fields: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in FIELDS})
    words: int = 0
    lost: int = 0
    links: int = 0
    lost_links: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def share(self, name: str) -> float:
        """Return how many of the talks that are right have the right value."""
        right, known = self.fields[name]
        return right / known if known else 1.0

    def add(self, other: Score) -> None:
        """Add the counts of another collection."""
        for name in ("expected", "found", "right", "words", "lost", "links", "lost_links"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, (right, known) in other.fields.items():
            self.fields[name][0] += right
            self.fields[name][1] += known


def find_own(folder: Path) -> Iterator[Labelled]:
    """Yield the collections ``NAME/source`` with ``NAME/expected.json`` in *folder*."""
    for path in sorted(folder.glob("*/expected.json")):
        yield Labelled(path.parent.name, path.parent / "source", _load(path))


def find_corpus(folder: Path) -> Iterator[Labelled]:
    """Yield the collections ``NAME`` with ``NAME.gold.json`` beside them in *folder*."""
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        if (folder / name).exists():
            yield Labelled(name, folder / name, _load(path))


def _load(path: Path) -> list[dict[str, Any]]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return data["talks"] if isinstance(data, dict) else data


def score(labelled: Labelled) -> Score:
    """Import a collection and compare it with its labels."""
    collection = read_collection(labelled.source)
    wanted = [talk for talk in labelled.talks if not talk.get("optional")]
    either = {(talk["file"], talk["line"]) for talk in labelled.talks if talk.get("optional")}
    result = Score(labelled.name, expected=len(wanted))
    found: dict[tuple[str, int], Any] = {}
    for page in collection_records(collection).values():
        for talk in page.talks:
            found.setdefault((page.source, talk.place.line), talk)
            result.found += (page.source, talk.place.line) not in either
    missed = []
    for gold in wanted:
        place = (gold["file"], gold["line"])
        talk = found.get(place)
        if talk is None:
            missed.append(f"{place[0]}:{place[1]}: missing: {gold['title']}")
        elif name_key(talk.title) not in map(name_key, [gold["title"], *gold.get("title_alt", [])]):
            missed.append(f"{place[0]}:{place[1]}: title {talk.title!r}, not {gold['title']!r}")
        else:
            result.right += 1
            missed += _compare_fields(result, gold, talk, f"{place[0]}:{place[1]}")
    labels = {(gold["file"], gold["line"]) for gold in labelled.talks}
    missed += [
        f"{file}:{line}: no talk: {talk.title}"
        for (file, line), talk in found.items()
        if (file, line) not in labels
    ]
    missed += _compare_words(result, collection, labels | set(found))
    result.misses = missed
    return result


def _compare_fields(result: Score, gold: dict[str, Any], talk: Any, place: str) -> Iterator[str]:
    for name in FIELDS:
        if name not in gold or (name == "kind" and not gold[name]):
            continue
        want, have = _expected(name, gold[name]), _actual(name, talk)
        result.fields[name][1] += 1
        if want == have:
            result.fields[name][0] += 1
        else:
            yield f"{place}: {name} {have!r}, not {want!r}"


def _expected(name: str, value: Any) -> Any:
    if name == "speakers":
        items = split_list(value, conjunction=True) if isinstance(value, str) else value or []
        return [name_key(split_affiliation(item)[0]) for item in items]
    if name == "video":
        text = value[0] if isinstance(value, list) and value else value or ""
        return _video_key(text)
    return name_key(value or "")


def _actual(name: str, talk: Any) -> Any:
    if name == "speakers":
        return [name_key(person.name) for person in talk.speakers]
    if name == "video":
        return _video_key(talk.videos[0].watch) if talk.videos else ""
    return name_key(getattr(talk, name))


def _video_key(address: str) -> str:
    try:
        video = parse_video(address) if address else None
    except VideoError:
        return address
    return f"{video.kind} {video.id or video.watch}" if video else ""


def _compare_words(result: Score, collection: Any, heads: set[tuple[str, int]]) -> Iterator[str]:
    plan = plan_project(collection)
    for page in collection.pages.values():
        file = page.path.as_posix()
        data = (collection.root / page.path).read_bytes()
        try:
            source = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            source = data.decode("cp1252", "replace")
        written = next(
            (
                plan.texts[n]
                for n in (f"{page.docname}.md", f"{page.docname}.rst")
                if n in plan.texts
            ),
            "",
        )
        own = {line for name, line in heads if name == file}
        kept = compare(source, written, own, rest=page.path.suffix.lower() in (".rst", ".rest"))
        result.words += kept.words
        result.lost += len(kept.lost)
        result.links += kept.links
        result.lost_links += len(kept.lost_links)
        for line, word in kept.lost:
            yield f"{file}:{line}: lost word: {word}"
        for line, link in kept.lost_links:
            yield f"{file}:{line}: lost link: {link}"
