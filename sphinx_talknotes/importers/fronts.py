"""What a page says of itself, in any markup language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from sphinx_talknotes.importers.front import Front, split_front
from sphinx_talknotes.importers.lines import Line
from sphinx_talknotes.importers.markup import REST, get_markup
from sphinx_talknotes.importers.rest.front import split_rest_front
from sphinx_talknotes.model.problems import Report


def split_page(
    lines: Sequence[Line], path: PurePosixPath
) -> tuple[Front, list[Line], list[Report]]:
    """Part what a page says of itself from its body."""
    split = split_rest_front if get_markup(path) is REST else split_front
    return split(lines, path.as_posix())
