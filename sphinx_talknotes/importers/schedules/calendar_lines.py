"""The lines of a calendar (RFC 5545): unfolded, and cut into its components."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

_MAX_LINE = 100_000


@dataclass(slots=True)
class Calendar:
    """A calendar: its own properties, and the source of its zones and events with their lines."""

    properties: dict[str, str] = field(default_factory=dict)
    zones: list[str] = field(default_factory=list)
    events: list[tuple[int, str]] = field(default_factory=list)


def cut_calendar(text: str, report: Callable[[str, int | None], None]) -> Calendar:
    """Cut the text of a calendar; what is never closed is reported and left out."""
    found = Calendar()
    block: list[str] = []
    kind, first = "", 0
    for number, line in _unfold(text):
        mark, _, name = line.strip().upper().partition(":")
        if not kind and mark == "BEGIN" and name != "VCALENDAR":
            kind, first, block = name, number, [line]
        elif kind and mark == "BEGIN" and name == kind:
            report(f"a {kind} is never closed; it is left out", first)
            first, block = number, [line]
        elif kind:
            block.append(line)
            if mark == "END" and name == kind:
                source = "\r\n".join([*block, ""])
                if kind == "VEVENT":
                    found.events.append((first, source))
                elif kind == "VTIMEZONE":
                    found.zones.append(source)
                kind = ""
        else:
            name, _, value = line.partition(":")
            found.properties.setdefault(name.partition(";")[0].upper(), value.strip())
    if kind:
        report(f"a {kind} is never closed; it is left out", first)
    return found


def _unfold(text: str) -> list[tuple[int, str]]:
    """Return lines with their numbers; a line that begins with a space continues the one before."""
    found: list[tuple[int, list[str]]] = []
    size = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line[:1] in (" ", "\t") and found:
            size += len(line)
            if size <= _MAX_LINE:
                found[-1][1].append(line[1:])
        elif line.strip():
            size = len(line)
            found.append((number, [line[:_MAX_LINE]]))
    return [(number, "".join(parts)) for number, parts in found]
