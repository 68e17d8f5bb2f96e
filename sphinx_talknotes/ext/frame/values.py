"""The values that templates get; an anchor is empty or an id on its page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the navigation.

    ``note`` is what stands before the text, such as a time; ``here`` is ``page`` for the page
    itself, ``above`` for what it is part of, else empty.
    """

    text: str
    page: str
    anchor: str = ""
    note: str = ""
    here: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of the navigation under a heading, which may lead somewhere (``page``)."""

    text: str
    items: tuple[Item, ...]
    page: str = ""
    anchor: str = ""
    here: str = ""
    hue: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the page's own contents; of a talk also its time and who speaks."""

    text: str
    anchor: str
    time: str = ""
    speakers: str = ""
    items: tuple[Heading, ...] = ()
