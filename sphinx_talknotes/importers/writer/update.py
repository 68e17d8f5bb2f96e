"""What writing a project into a folder would change there, and doing it.

A file is written if it is new, or if it is still what the last import wrote. Everything else in the
folder is its owner's: what was changed or removed by hand, what no import ever wrote, symbolic
links. It is left as it is, and said. Everything is compared before anything is written.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal, TypeAlias

from sphinx_talknotes.importers.collection import Collection
from sphinx_talknotes.importers.source import is_inside
from sphinx_talknotes.importers.writer.manifest import (
    Manifest,
    get_digest,
    load_manifest,
    save_manifest,
    write_whole,
)
from sphinx_talknotes.importers.writer.project import Written

Action: TypeAlias = Literal["add", "update", "same", "keep", "remove"]

BY_HAND = "changed by hand; left as it is (--diff shows what would change)"
REMOVED = "removed by hand; left so"
FOREIGN = "is there already and not from an import; left as it is"
GONE = "its source is gone; --prune removes it"
GONE_BY_HAND = "its source is gone, but it was changed by hand; left as it is"


@dataclass(frozen=True, slots=True)
class Content:
    """What a file is to hold: text of ours, or a copy of a file of the collection."""

    digest: str
    data: bytes = b""
    source: Path | None = None

    def write(self, file: BinaryIO) -> None:
        """Write it to an open file."""
        if self.source is None:
            file.write(self.data)
        else:
            with self.source.open("rb") as read:
                shutil.copyfileobj(read, file)

    def read(self) -> bytes:
        """Return it."""
        return self.data if self.source is None else self.source.read_bytes()


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one file: ``path`` is relative to the folder.

    ``content`` is what the import would write, if anything; ``known`` the digest of what the last
    one wrote; ``reason`` says why the file is kept.
    """

    path: str
    action: Action
    content: Content | None = None
    known: str = ""
    reason: str = ""


@dataclass(slots=True)
class Update:
    """All steps, in the order of their paths, and what the folder's manifest says."""

    dest: Path
    steps: list[Step] = field(default_factory=list)
    manifest: Manifest = field(default_factory=Manifest)

    def select(self, *actions: Action) -> list[Step]:
        """Return the steps of these kinds."""
        return [step for step in self.steps if step.action in actions]


class UnfinishedError(OSError):
    """Writing was cut short; ``done`` are the steps before that."""

    def __init__(self, step: Step, reason: str, done: list[Step]) -> None:
        super().__init__(f"{step.path} can't be written: {reason}")
        self.done = done


def compare(collection: Collection, plan: Written, dest: Path, *, prune: bool = False) -> Update:
    """Return what writing *plan* into the folder *dest* changes there. Nothing is written.

    Raises:
        ManifestError: what the last import wrote can't be understood.
        OSError: *dest* can't be read.
    """
    update = Update(dest, manifest=load_manifest(dest))
    contents = dict(_iter_contents(collection, plan))
    for path, content in contents.items():
        update.steps.append(_compare(update, path, content))
    for path in {*update.manifest.files, *update.manifest.pending} - contents.keys():
        step = _compare_gone(update, path, prune=prune)
        update.steps += [step] if step else []
    update.steps.sort(key=lambda step: step.path)
    return update


def _iter_contents(collection: Collection, plan: Written) -> Iterator[tuple[str, Content]]:
    for name, text in plan.texts.items():
        data = text.encode("utf-8", "replace")
        yield name, Content(hashlib.sha256(data).hexdigest(), data)
    for new, old in plan.assets.items():
        source = collection.root / old
        if is_inside(source, collection.root):
            yield new.as_posix(), Content(get_digest(source), source=source)


def _compare(update: Update, path: str, content: Content) -> Step:
    blocked = _find_obstacle(update.dest, path)
    if blocked:
        return Step(path, "keep", content, update.manifest.get(path, ""), blocked)
    on_disk = _get_digest(update.dest / path)
    last = update.manifest.get(path, on_disk)
    if on_disk == content.digest:
        return Step(path, "same", content, last)
    if on_disk == last:
        return Step(path, "update" if last else "add", content, last)
    if not last:
        return Step(path, "keep", content, last, FOREIGN)
    # what was changed or taken away is not mentioned as long as nothing new would be written
    new = last != content.digest
    reason = (BY_HAND if on_disk else REMOVED) if new else ""
    return Step(path, "keep", content, last, reason)


def _compare_gone(update: Update, path: str, *, prune: bool) -> Step | None:
    """Return what becomes of a file that the import would not write any more."""
    if _find_obstacle(update.dest, path):
        return None
    on_disk = _get_digest(update.dest / path)
    last = update.manifest.get(path, on_disk)
    if not on_disk or not last:
        return None
    if on_disk != last:
        return Step(path, "keep", None, last, GONE_BY_HAND)
    return Step(path, "remove", None, last) if prune else Step(path, "keep", None, last, GONE)


def _find_obstacle(dest: Path, path: str) -> str:
    """Return why a path can't be written to; empty if it can be. No link is followed."""
    here = dest
    parts = PurePosixPath(path).parts
    for number, part in enumerate(parts, 1):
        here /= part
        if here.is_symlink():
            return f"{PurePosixPath(*parts[:number])} is a symbolic link; nothing is written there"
        if not here.exists():
            return ""
        if number < len(parts) and not here.is_dir():
            return f"{PurePosixPath(*parts[:number])} is no folder; nothing is written there"
    return "" if here.is_file() else "there is a folder, or something else that is no file"


def _get_digest(path: Path) -> str:
    return get_digest(path) if path.is_file() else ""


def apply_update(update: Update) -> None:
    """Write what is new, update what is unchanged, remove what is to be removed.

    Raises:
        UnfinishedError: a file can't be written; those before it are, and the manifest is true.
        OSError: nothing could be written.
    """
    dest = update.dest
    write = update.select("add", "update")
    before = {step.path: step.known for step in update.steps if step.known}
    before |= _get_digests(update.select("same"))
    dest.mkdir(parents=True, exist_ok=True)
    save_manifest(dest, Manifest(before, _get_digests(write)))
    done: list[Step] = []
    for step in [*write, *update.select("remove")]:
        try:
            _do(dest, step)
        except OSError as error:
            raise UnfinishedError(step, error.strerror or str(error), done) from error
        done.append(step)
    after = before | _get_digests(write)
    for step in update.select("remove"):
        del after[step.path]
    save_manifest(dest, Manifest(after))


def _get_digests(steps: list[Step]) -> dict[str, str]:
    return {step.path: step.content.digest for step in steps if step.content}


def _do(dest: Path, step: Step) -> None:
    path = dest / step.path
    if step.content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, step.content.write)
        return
    path.unlink()
    for folder in path.parents:
        if folder == dest or any(folder.iterdir()):
            break
        folder.rmdir()
