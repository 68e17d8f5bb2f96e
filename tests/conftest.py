"""Fixtures for all tests. Nothing here imports Sphinx by itself: tests/pure runs without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Any]:
    """Return a function ``site(files, conf, builder, parallel)`` that makes a `notes_site.Site`."""
    from notes_site import Site

    made: list[Site] = []

    def make(files: Any = (), conf: Any = "", builder: str = "html", parallel: int = 1) -> Site:
        made.append(Site(tmp_path / f"site{len(made)}", files, conf, builder, parallel))
        return made[-1]

    return make
