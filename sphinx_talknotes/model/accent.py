"""One accent colour for each conference: a hue, since how light it is depends on the page."""

from __future__ import annotations

import hashlib
import math

from sphinx_talknotes.model.names import name_key

STEPS = 24
"""Number of hues, evenly spaced on the circle of OKLCH."""

_GREY = 0.02
"""Chroma below which a colour has no hue worth the name."""


def find_hue(name: str, accent: str = "") -> int | None:
    """Return the hue of a conference as a step from 0 to 23, or ``None`` for grey.

    Args:
        name: what the hue is derived from; equal names, however they are spelled, have equal hues.
        accent: the author's own colour as ``#rgb`` or ``#rrggbb``, which wins.
    """
    if accent:
        return _hue_of_colour(accent)
    digest = hashlib.md5(name_key(name).encode("utf-8", "surrogatepass"), usedforsecurity=False)
    return digest.digest()[0] * STEPS // 256


def hue_class(hue: int | None) -> str:
    """Return the class name that gives an element and all in it that hue."""
    return f"tn-hue-{'none' if hue is None else hue}"


def _hue_of_colour(colour: str) -> int | None:
    """Return the nearest step to a colour's hue in OKLCH.

    Follows Björn Ottosson's definition of OKLab, https://bottosson.github.io/posts/oklab/.
    """
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    if math.hypot(a, b) < _GREY:
        return None
    return round(math.degrees(math.atan2(b, a)) / (360 / STEPS)) % STEPS


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
