"""Images that templates make, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence


def write_image(source: str, alt: str, words: Sequence[str], link: str = "") -> str:
    """Return an image with its *words* (title, caption, attribution) behind it.

    Without an *alt* of its own the image has the words, as Hugo has it.
    """
    shown = alt or " ".join(words)
    image = f"![{_escape(shown)}](<{_quote(source)}>)"
    if link:
        image = f"[{image}](<{_quote(link)}>)"
    return " ".join([image, *words])


def _escape(text: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", " ".join(text.split()))


def _quote(address: str) -> str:
    """Return an address that is safe between angle brackets."""
    return re.sub(r"[<>\s]", lambda match: f"%{ord(match[0]):02X}", address.strip())
