"""A progress bar for what takes long; only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from sphinx_talknotes.importers.collection import Track, pass_on

_MANY = 200
"""What has fewer items is done before anybody could read it."""


def get_track(*, quiet: bool = False) -> Track:
    """Return what passes on items and shows how far it is, on standard error."""
    return pass_on if quiet or not sys.stderr.isatty() else _show


def _show(items: Sequence[Any], label: str) -> Iterable[Any]:
    if len(items) < _MANY:
        return items
    return _iterate(items, label)


def _iterate(items: Sequence[Any], label: str) -> Iterable[Any]:
    with click.progressbar(items, label=label, file=sys.stderr, update_min_steps=20) as bar:
        yield from bar
