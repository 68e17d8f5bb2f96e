"""``talknotes.toml``: what is said beside the notes about how to read them.

`read_settings` reads the file into a `Settings`, which can be asked; `apply` has what is done with
them, and says which of them fit nothing. The notes themselves stay as they are.
"""

from __future__ import annotations

from sphinx_talknotes.importers.settings.model import PageSettings, Pattern, Settings
from sphinx_talknotes.importers.settings.read import FILE, find_settings, read_settings

__all__ = ["FILE", "PageSettings", "Pattern", "Settings", "find_settings", "read_settings"]
