"""One session that a catalogue lists several times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sphinx_talknotes.importers.schedules import Session

_DEFAULTS = {row.name: row.default for row in fields(Session)}
_LEFT = frozenset({"key", "title", "kind", "abstract", "cancelled"})


def agree(sessions: Sequence[Session]) -> Session:
    """Return what all listings of a session say alike, or only some of them say.

    A talk may be given again, recorded in parts, or named by two files. What these say
    differently is left out; of several lists of speakers the longest is taken.
    """
    first = sessions[0]
    changes: dict[str, Any] = {}
    for name in _DEFAULTS.keys() - _LEFT:
        values = [value for s in sessions if (value := getattr(s, name)) not in (None, "", ())]
        if name == "speakers":
            changes[name] = max(values, key=len, default=())
        elif values:
            same = all(value == values[0] for value in values)
            changes[name] = values[0] if same else _DEFAULTS[name]
    for name in ("date", "start"):
        if len({getattr(session, name) for session in sessions} - {None}) > 1:
            changes |= {"start": None, "end": None}
    changes["cancelled"] = all(session.cancelled for session in sessions)
    return replace(first, **changes)
