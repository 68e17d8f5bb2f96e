"""Settings of Hypothesis for all tests of the pure core."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes says something of the machine, not of the code.
settings.register_profile("talknotes", deadline=None)
settings.load_profile("talknotes")
