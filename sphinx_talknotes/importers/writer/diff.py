"""Changes as unified diffs, as `git` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from sphinx_talknotes.importers.collection import Collection
from sphinx_talknotes.importers.source import read_text
from sphinx_talknotes.importers.writer.links import get_suffix
from sphinx_talknotes.importers.writer.project import Written
from sphinx_talknotes.importers.writer.update import Update

_NO_END = "\\ No newline at end of file"


def diff_update(update: Update) -> Iterator[str]:
    """Yield the lines of what would change in a project, were nothing left as it is."""
    for step in update.steps:
        path = update.dest / step.path
        # what stands in the way of a file is no earlier state of it
        there = path.is_file() and not path.is_symlink()
        if step.action == "same" or not (step.reason or step.action != "keep"):
            continue
        if step.content is None and step.action != "remove":
            continue
        old = path.read_bytes() if there else None
        new = step.content.read() if step.content else None
        yield from diff_files(step.path, old, step.path, new)


def diff_notes(collection: Collection, plan: Written) -> Iterator[str]:
    """Yield the lines of how notes change into pages."""
    sources = {
        f"{page.docname}{get_suffix(page)}": page.path for page in collection.pages.values()
    }  # fmt: skip
    for name, text in sorted(plan.texts.items()):
        path = sources.get(name)
        old = read_text(collection.root / path, path.as_posix())[0] if path else None
        ends = None if old is None else old.replace("\r\n", "\n").replace("\r", "\n")
        data = None if ends is None else ends.encode("utf-8", "replace")
        yield from diff_files(str(path or ""), data, name, text.encode("utf-8", "replace"))


def diff_files(old_name: str, old: bytes | None, new_name: str, new: bytes | None) -> Iterator[str]:
    """Yield the lines of the change from one file to another; ``None`` is no file."""
    if old == new:
        return
    from_name = "/dev/null" if old is None else f"a/{old_name}"
    to_name = "/dev/null" if new is None else f"b/{new_name}"
    before, after = _split(old or b""), _split(new or b"")
    if before is None or after is None:
        yield f"Binary files {from_name} and {to_name} differ"
        return
    if not before and not after:
        yield from (f"--- {from_name}", f"+++ {to_name}")
        return
    lines = unified_diff(before, after, from_name, to_name, lineterm="")
    for number, line in enumerate(lines):
        yield line.removesuffix("\n")
        # the first two lines name the files
        if number > 1 and not line.endswith("\n") and not line.startswith("@@"):
            yield _NO_END


def _split(data: bytes) -> list[str] | None:
    """Return the lines of a text with their ends; ``None`` for what is no text."""
    if b"\0" in data:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])
