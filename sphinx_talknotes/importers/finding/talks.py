"""The talks of all pages: everything that may be one is sighted, then they are chosen together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_talknotes.importers.finding.below import DETAILS, read_below, read_deeper
from sphinx_talknotes.importers.finding.choice import choose
from sphinx_talknotes.importers.finding.chosen import Choice
from sphinx_talknotes.importers.finding.facts import Below
from sphinx_talknotes.importers.finding.filenames import find_speakers, find_usual_kind, read_stem
from sphinx_talknotes.importers.finding.kinds import find_kind, is_prose
from sphinx_talknotes.importers.finding.labels import LABELS, unlink
from sphinx_talknotes.importers.finding.lesser import BOLD, find_lesser, is_linked
from sphinx_talknotes.importers.finding.pageview import (
    PageView,
    find_level,
    find_top,
    is_index,
    is_overview,
)
from sphinx_talknotes.importers.finding.people import is_initials, looks_like_people
from sphinx_talknotes.importers.finding.sightings import PAGE, Sighting, sight
from sphinx_talknotes.importers.finding.undress import LANGUAGES
from sphinx_talknotes.importers.front import get_names, get_switch, get_text
from sphinx_talknotes.importers.grammars import LIKELY, SURE
from sphinx_talknotes.importers.markdown import Heading
from sphinx_talknotes.importers.pieces import is_video_heading
from sphinx_talknotes.model.fields import BY_NAME
from sphinx_talknotes.model.names import name_key

_REPEATED = 2
_LAST = re.compile(r".*\(\s*([^()]{2,3})\s*\)", re.DOTALL)
_REACH = 60
"""Number of lines below a heading in which metadata is looked for."""
_LONGEST, _SHORTEST = 120, 3
"""Characters, and words, of an item that may be a title."""
_LETTERED = re.compile(r"[A-Z]\d?\.\s")
_OF_A_TALK = frozenset({"speakers", "video", "slides", "start", "room"})


@dataclass(slots=True)
class PageTalks:
    """The talks of a page: the page as a whole, or those at headings, by their first lines.

    ``lesser`` are those that are no headings.
    """

    whole: Choice | None = None
    lesser: list[Heading] = field(default_factory=list)
    inside: dict[int, Choice] = field(default_factory=dict)

    @property
    def grammar(self) -> str:
        """The grammar of most talks of the page, or an empty string."""
        choices = [self.whole] if self.whole else list(self.inside.values())
        counts = Counter(choice.grammar for choice in choices)
        return max(counts, key=lambda name: (counts[name], name)) if counts else ""


def find_talks(
    pages: Mapping[str, PageView], initials: frozenset[str] = frozenset()
) -> dict[str, PageTalks]:
    """Return the talks of each page; *initials* are known to be those of people."""
    initials |= find_initials(heading for page in pages.values() for heading in page.headings)
    found = {name: PageTalks() for name in pages}
    sightings = [
        sighting for name in sorted(pages)
        for sighting in _sight_page(pages[name], initials)
    ]  # fmt: skip
    talkative = [
        name for name, page in pages.items()
        if page.is_talkative and not page.names_conference and not page.is_home
    ]  # fmt: skip
    expected = {
        name: level for name, page in pages.items()
        if (level := find_level(page)) is not None
    }  # fmt: skip
    forced = {
        name: page.settings.grammar for name, page in pages.items()
        if page.settings.grammar
    }  # fmt: skip
    _note_numbered(sightings)
    for sighting in sightings:
        _follow(sighting, pages[sighting.page])
    chosen = choose(sightings, talkative=talkative, expected=expected, forced=forced)
    for choice in chosen:
        talks = found[choice.sighting.page]
        if choice.sighting.slot == PAGE:
            talks.whole = choice
        else:
            talks.inside[choice.sighting.heading.start] = choice
            if choice.sighting.slot >= BOLD:
                talks.lesser.append(choice.sighting.heading)
    return found


def _note_numbered(sightings: Sequence[Sighting]) -> None:
    """Take lines in bold that are counted from 1 below a lettered heading for a session's talks."""
    row: list[Sighting] = []
    lettered = False
    for sighting in [*sightings, None]:
        number = sighting.undressed.number if sighting else ""
        if sighting and sighting.slot == BOLD:
            row += [sighting] if number else []
            continue
        counts = [one.undressed.number.rstrip(".:) ") for one in row]
        if lettered and len(row) > 1 and counts == [str(n + 1) for n in range(len(row))]:
            for one in row:
                one.undressed.note(LIKELY)
        row = []
        lettered = number[:1].isalpha()


def _follow(sighting: Sighting, page: PageView) -> None:
    """Do what the author of the notes has said of a heading, in settings or in front matter."""
    settings = page.settings
    titles = (reading.title.text for reading in sighting.readings.values())
    names = (sighting.heading.text, sighting.heading.source, *titles)
    if settings.is_no_talk(names):
        sighting.ruled = False
    elif settings.is_talk(names) or settings.grammar in sighting.readings:
        sighting.ruled = True
    elif get_switch(page.front, "talks") is False:
        sighting.ruled = False
    elif sighting.slot == PAGE and (said := get_switch(page.front, "talk")) is not None:
        sighting.ruled = said


def find_initials(headings: Iterable[Heading]) -> frozenset[str]:
    """Return the initials that stand in brackets at the end of several headings."""
    found = (_LAST.fullmatch(heading.text[-400:]) for heading in headings)
    counts = Counter(match[1].strip() for match in found if match and is_initials(match[1].strip()))
    known = {initials for initials, count in counts.items() if count >= _REPEATED}
    return frozenset() if known <= set(LANGUAGES) else frozenset(known)


def _sight_page(page: PageView, initials: frozenset[str]) -> Iterable[Sighting]:
    top = find_top(page)
    above: list[Heading] = []
    lightning = find_kind(page.title or read_stem(page.stem)) == "lightning"
    lesser = find_lesser(page.lines, page.headings, page.markup, lightning=lightning)
    headings = sorted([*page.headings, *lesser], key=lambda heading: heading.start)
    ends = _find_ends(headings, len(page.lines))
    usual = find_usual_kind(page.folders)
    for number, heading in enumerate(headings):
        whole = heading is top
        end = min(ends[number], len(page.lines) if heading.stop is None else heading.stop)
        stop = min(len(page.lines) if whole else end, heading.end + _REACH)
        heads = _find_heads(headings, number, stop)
        below = read_below(
            page.lines[heading.end : stop], page.markup, heads, heading.text,
            named=heading.level == BOLD and heading.stop is None and is_linked(heading),
        )  # fmt: skip
        _add_author(below, page, numbered=bool(_LETTERED.match(heading.text)))
        own = _find_own(headings, number, end)
        read_deeper(page.lines[heading.end : own], page.markup, below, heads)
        if whole:
            _add_front(below, page)
            _add_speakers(below, page, heading)
        content = any(line.text.strip() or line.videos for line in page.lines[heading.end : end])
        seen = sight(
            page.name, page.site, PAGE if whole else heading.level, heading, below,
            content=content, initials=initials,
        )  # fmt: skip
        while above and above[-1].level >= heading.level:
            above.pop()
        kinds = [kind for outer in above if (kind := find_kind(outer.text)) not in ("", "talk")]
        kinds = [*kinds[-1:], usual]
        if kinds[0]:
            seen.undressed.note(0, kind=kinds[0])
        above.append(heading)
        seen.prose |= is_video_heading(heading) or (whole and is_overview(page, heading.text))
        plain = len(seen.readings) == 1 and not (seen.undressed.evidence or below.evidence)
        seen.is_index |= name_key(heading.text) in DETAILS
        titled = len(heading.text) < _LONGEST and len(heading.text.split()) >= _SHORTEST
        seen.nested = heading.stop is not None and content and titled
        if not whole and (page.is_home or plain) and is_index(page, heading, end):
            seen.prose = seen.is_index = True
        yield seen
    if top is not None and (not page.headings or top is not page.headings[0]):
        first = min((h.start for h in page.headings), default=len(page.lines))
        heads = {
            h.start - top.end: _shift(h, top.end) for h in page.headings if h.start < _REACH
        }  # fmt: skip
        lines = page.lines[top.end : max(first, _REACH)]
        below = read_below(lines, page.markup, heads, top.text, named=top.end > 0)
        read_deeper(page.lines[top.end : first], page.markup, below, heads)
        _add_front(below, page)
        _add_speakers(below, page, top)
        seen = sight(
            page.name, page.site, PAGE, top, below, content=bool(page.lines), initials=initials
        )
        seen.prose |= is_overview(page, top.text)
        if usual:
            seen.undressed.note(0, kind=usual)
        yield seen


def _find_heads(headings: Sequence[Heading], number: int, stop: int) -> dict[int, Heading]:
    """Return the headings behind one and before the line *stop*, both counted from its end."""
    start = headings[number].end
    found: dict[int, Heading] = {}
    for following in range(number + 1, len(headings)):
        heading = headings[following]
        if heading.start >= stop:
            break
        if heading.level < BOLD:
            found[heading.start - start] = _shift(heading, start)
    return found


def _find_own(headings: Sequence[Heading], number: int, end: int) -> int:
    """Return where what belongs to a heading alone ends: at one that could be another talk's."""
    following = (headings[n] for n in range(number + 1, len(headings)))
    return next((h.start for h in following if h.start >= end or not is_prose(h.text)), end)


def _find_ends(headings: Sequence[Heading], last: int) -> list[int]:
    """Return where the section of each heading ends: at the next of the same or a higher level."""
    ends = [last] * len(headings)
    waiting: list[int] = []
    for number, heading in enumerate(headings):
        while waiting and headings[waiting[-1]].level >= heading.level:
            ends[waiting.pop()] = heading.start
        waiting.append(number)
    return ends


def _shift(heading: Heading, by: int) -> Heading:
    return Heading(
        heading.level, heading.start - by, heading.end - by, heading.source, heading.spans,
        heading.images,
    )  # fmt: skip


def _add_speakers(below: Below, page: PageView, title: Heading) -> None:
    name = find_speakers(page.stem, title.text)
    if name and "speakers" not in below.fields:
        below.note(LIKELY, {"speakers": name})


def _add_author(below: Below, page: PageView, *, numbered: bool) -> None:
    """Take the author of a text for a speaker where talks of a conference are."""
    if below.author and (page.names_conference or page.is_talkative or numbered):
        below.note(LIKELY, {"speakers": below.author})


def _add_front(below: Below, page: PageView) -> None:
    """Add what front matter says of a talk and of nothing else."""
    subtitle = get_text(page.front, "subtitle")
    if subtitle and looks_like_people(subtitle):
        below.note(LIKELY, {"speakers": subtitle})
    for key in page.front:
        name = LABELS.get(name_key(key), "")
        if name not in _OF_A_TALK:
            continue
        value = (
            ", ".join(map(unlink, get_names(page.front, key)))
            if name == "speakers"
            else unlink(get_text(page.front, key))
        )
        try:
            BY_NAME[name].parse(value, None)  # type: ignore[arg-type]
        except ValueError:
            continue
        if value:
            below.note(SURE if name == "speakers" else LIKELY, {name: value})
