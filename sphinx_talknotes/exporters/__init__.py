"""Export formats: each a function from the catalogue to text, one file each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_talknotes.exporters.json import export_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_talknotes.catalogue import Catalogue

FORMATS: Mapping[str, Callable[[Catalogue], str]] = {"json": export_json}
"""Function by name of the format."""

__all__ = ["FORMATS", "export_json"]
