"""Folders of notes in several styles, to import."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from benchmarks.notes import TOOLS, person, sentence, title

_ROOMS = ("Hall A", "Hall B", "Liffey", "Auditorium")


def write_notes(root: Path, count: int, seed: int = 1) -> int:
    """Write *count* files of notes below *root* and return how many talks they are about."""
    rng = random.Random(seed)
    talks = 0
    for number in range(count):
        name, lines, own = STYLES[number % len(STYLES)](rng, number)
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        talks += own
    return talks


def _notes(rng: random.Random, level: int) -> list[str]:
    """Return the notes on one talk, some two hundred words."""
    deeper = "#" * (level + 1)
    return [
        "", sentence(rng, 20), "",
        *(f"- {sentence(rng)}" for _ in range(4)),
        f"  - `{rng.choice(TOOLS)}` and **{rng.choice(TOOLS)}**: {sentence(rng, 8)}", "",
        f"{deeper} {title(rng)}", "", sentence(rng, 30), "",
        f"See [{title(rng)}](https://example.org/{rng.randrange(10**6)}) and _{title(rng)}_.", "",
        "```python", f"print({rng.randrange(100)})", "```", "",
        f"> {sentence(rng)}", "",
        f"{deeper} My thoughts", "", sentence(rng, 25), "",
    ]  # fmt: skip


def _post(rng: random.Random, number: int) -> tuple[str, list[str], int]:
    """Return a post about one talk, with labelled lines."""
    day = f"{2015 + number % 9}-0{rng.randrange(1, 9)}-{rng.randrange(10, 28)}"
    lines = ["---", f'title: "Notes {number}"', "layout: post", f"date: {day}", "---", "",
             f"## {title(rng)}", "", f"**Speaker**: {person(rng)}",
             f"**Video**: https://www.youtube.com/watch?v={number:011d}", ""]  # fmt: skip
    return f"blog/_posts/{day}-notes-{number}.md", [*lines, *_notes(rng, 2)], 1


def _day(rng: random.Random, number: int) -> tuple[str, list[str], int]:
    """Return a page about a day with three talks and their times."""
    lines = [f"# PyData 20{10 + number % 14}, Day {number % 3 + 1}", "", sentence(rng), ""]
    for hour in (9, 11, 14):
        link = f"[{title(rng)}](https://example.org/talk/{number}-{hour})"
        lines += [f"## {hour:02}:30, {link}, {person(rng)}", *_notes(rng, 2)]
    return f"days/20{10 + number % 14}/day-{number}.md", lines, 3


def _piped(rng: random.Random, number: int) -> tuple[str, list[str], int]:
    """Return a page of a site made by Hugo, with two talks and bars."""
    lines = ["+++", f'title = "SciPy 2020, part {number}"', "date = 2020-07-09", "+++", ""]
    for _ in range(2):
        lines += [f"## {title(rng)} | {person(rng)}", *_notes(rng, 2)]
    return f"site/content/posts/part-{number}/index.md", lines, 2


def _initials(rng: random.Random, number: int) -> tuple[str, list[str], int]:
    """Return a page of a team's notes, with a link, speakers and initials for each talk."""
    lines = [f"# {rng.choice(_ROOMS)}", ""]
    for turn in range(2):
        link = f"[{title(rng)}](https://example.org/session/{number}-{turn})"
        lines += [f"## {link} ({person(rng)}) ({rng.choice(('MP', 'LK'))})", *_notes(rng, 2)]
    return f"team/europython-20{10 + number % 14}/room-{number}.md", lines, 2


STYLES: tuple[Callable[[random.Random, int], tuple[str, list[str], int]], ...] = (
    _post, _day, _piped, _initials,
)  # fmt: skip
"""Ways of writing notes: each returns path, lines and number of talks of one file."""
