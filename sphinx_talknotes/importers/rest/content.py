"""Whether there are notes in a text."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_talknotes.importers.rest.scanning import scan_titles


def has_content(texts: Sequence[str]) -> bool:
    """Tell whether there is anything but titles, comments, targets and transitions."""
    if not any(text.strip() for text in texts):
        return False
    scan = scan_titles(texts)
    empty: set[int] = set(scan.transitions)
    for title in scan.titles:
        empty.update(range(title.start, title.end))
    for explicit in scan.explicit:
        if explicit.kind in ("comment", "target", "anonymous", "substitution"):
            empty.update(range(explicit.start, explicit.end))
    return any(text.strip() for index, text in enumerate(texts) if index not in empty)
