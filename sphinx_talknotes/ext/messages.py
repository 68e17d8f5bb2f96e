"""Warnings: one function, so that each has a place and a subtype that can be suppressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_talknotes.model.problems import Problem, Report

logger = logging.getLogger(__name__)


def warn(
    problem: Problem,
    message: str,
    location: str | tuple[str, int | None] | nodes.Node | None = None,
) -> None:
    """Log one warning of type ``talknotes`` (see `Problem` for the subtypes)."""
    logger.warning("%s", message, type="talknotes", subtype=problem.value, location=location)


def warn_report(report: Report) -> None:
    """Log a report of the pure core, whose page is a docname."""
    warn(report.problem, report.message, (report.page, report.line))
