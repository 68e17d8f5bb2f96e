"""A heading or a line as a reader sees it: text, and which parts of it are links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sphinx_talknotes.importers.markdown import Span

_SPACES = re.compile(r"\s+")
_BARE = re.compile(r"https?://[^\s<>()\[\]\"]{4,500}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text on one line, and its links as ``(start, end, address)`` in order."""

    text: str
    links: tuple[tuple[int, int, str], ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Phrase:
        """Join spans; runs of white space become one space, addresses in the text are links."""
        text, links = "", []
        for span in spans:
            start = len(text)
            piece = _SPACES.sub(" ", span.text)
            text += piece.lstrip() if not text or text.endswith(" ") else piece
            if span.href:
                links.append((min(start, len(text)), len(text), span.href))
        inside = [range(start, end) for start, end, _href in links]
        for match in _BARE.finditer(text):
            if not any(match.start() in each for each in inside):
                href = match[0].rstrip(".,;:!?'\"")
                links.append((match.start(), match.start() + len(href), href))
        return cls(text, tuple(sorted(links))).strip()

    def cut(self, start: int, end: int | None = None) -> Phrase:
        """Return the part from *start* to *end*, without white space around it."""
        return self._slice(start, len(self.text) if end is None else end).strip()

    def strip(self, chars: str = " ") -> Phrase:
        """Return the phrase without *chars* at its ends; addresses stay with what is left."""
        kept = self.text.lstrip(chars)
        start = len(self.text) - len(kept)
        if not start and len(kept.rstrip(chars)) == len(self.text):
            return self
        return self._slice(start, start + len(kept.rstrip(chars)))

    def _slice(self, start: int, end: int) -> Phrase:
        text = self.text[start:end]
        links = tuple(
            (max(a - start, 0), min(b - start, len(text)), href)
            for a, b, href in self.links
            if (b > start and a < end) or (a == b and start <= a < end)
        )
        return Phrase(text, links)

    @property
    def hrefs(self) -> tuple[str, ...]:
        """The addresses, in order."""
        return tuple(href for _a, _b, href in self.links)

    def linked_from(self, start: int = 0) -> int:
        """Return where the link that begins at *start* ends, or -1."""
        return next((b for a, b, _href in self.links if a == start and b > a), -1)

    def __bool__(self) -> bool:
        """Tell whether there is any text."""
        return bool(self.text)
