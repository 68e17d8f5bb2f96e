"""The order of talks, which sets of notes are about one talk, and who comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.names import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx_talknotes.model.records import Talk

_LATE = PartialDate(9999)
Key = tuple[str, str]


def talk_key(talk: Talk) -> Key:
    """Return what identifies a talk within the project: page and anchor."""
    return talk.place.page, talk.place.anchor


def schedule_order(talk: Talk) -> tuple[object, ...]:
    """Sort key: by day and time; what is not known comes last, then the order of the notes."""
    start = talk.start
    return (talk.date or _LATE, start is None, start or 0, talk.place.page, talk.position,
            talk.place.anchor)  # fmt: skip


def newest_order(talk: Talk) -> tuple[object, ...]:
    """Sort key: newest day first, within a day by time; undated talks last."""
    date = talk.date
    day = (-date.year, -date.month, -date.day) if date else (0, 0, 0)
    return day, schedule_order(talk)


class SameTalk:
    """Groups of notes on one talk.

    Two sets of notes are on one talk if conference and title are the same, or if they have the
    same video with the same start; unless they, or other notes of their groups, contradict: in
    their dates or, on one page, in their times. With both the same title and the same video
    nothing contradicts: a date may be that of a blog post. A recording of which talks of one
    page, or talks with different titles at different times, have the same part (the stream of a
    whole day) says nothing.
    """

    def __init__(self, talks: Sequence[Talk], conference_key: Callable[[Talk], str]) -> None:
        self._parent: dict[Key, Key] = {}
        self._known = {talk_key(talk): _Known.of(talk) for talk in talks}
        titles: dict[tuple[str, str], list[Talk]] = {}
        videos: dict[tuple[str, str, int], list[Talk]] = {}
        for talk in talks:
            conference = conference_key(talk)
            if conference:
                titles.setdefault((conference, name_key(talk.title)), []).append(talk)
            for video in talk.videos:
                if video.identifies_talk:
                    videos.setdefault((*video.key, video.start or 0), []).append(talk)
        for bucket in titles.values():
            self._join(bucket)
        for bucket in videos.values():
            if not _is_stream(bucket):
                self._join_recording(bucket)
        groups: dict[Key, list[Talk]] = {}
        for talk in talks:
            groups.setdefault(self._root(talk_key(talk)), []).append(talk)
        self._groups = {talk_key(talk): tuple(group) for group in groups.values() for talk in group}

    def _root(self, key: Key) -> Key:
        while (parent := self._parent.get(key, key)) != key:
            key = parent
        return key

    def _join_recording(self, talks: Sequence[Talk]) -> None:
        titles: dict[str, list[Talk]] = {}
        for talk in talks:
            titles.setdefault(name_key(talk.title), []).append(talk)
        for same in titles.values():
            self._join(same, certain=True)
        self._join(talks)

    def _join(self, talks: Sequence[Talk], *, certain: bool = False) -> None:
        heads: dict[Key, None] = {}
        for talk in talks:
            root = self._root(talk_key(talk))
            known = self._known[root]
            if root in heads:
                continue
            for head in heads:
                if certain or self._known[head].agrees_with(known):
                    self._parent[root] = head
                    self._known[head].add(known)
                    break
            else:
                heads[root] = None

    def group(self, talk: Talk) -> tuple[Talk, ...]:
        """Return all notes on the talk, itself included, in schedule order."""
        return self._groups.get(talk_key(talk), (talk,))


@dataclass(slots=True)
class _Known:
    """What the notes of a group say: the most precise date, and the time on each page."""

    date: PartialDate | None
    starts: dict[str, int | None]

    @classmethod
    def of(cls, talk: Talk) -> _Known:
        return cls(talk.date, {talk.place.page: talk.start})

    def agrees_with(self, other: _Known) -> bool:
        if self.date and not self.date.agrees_with(other.date):
            return False
        # two people may differ on when it began, one page does not
        few, many = sorted((self.starts, other.starts), key=len)
        return all(
            start is None or many.get(page) is None or many[page] == start
            for page, start in few.items()
        )

    def add(self, other: _Known) -> None:
        # of two dates that agree, the more precise is the greater
        self.date = max(filter(None, (self.date, other.date)), default=None)
        for page, start in other.starts.items():
            if self.starts.get(page) is None:
                self.starts[page] = start


def _is_stream(talks: Sequence[Talk]) -> bool:
    if len({talk.place.page for talk in talks}) < len(talks):
        return True
    titles = {name_key(talk.title) for talk in talks}
    starts = {talk.start for talk in talks} - {None}
    return len(titles) > 1 and len(starts) > 1


def neighbours_of(
    talks: Iterable[Talk], same: SameTalk
) -> dict[Key, tuple[Talk | None, Talk | None]]:
    """Return previous and next of each of the talks of one conference, given in order.

    Several people's notes on one talk count as one step; of the neighbour's notes the ones on
    the same page are taken, else those of the same note-taker, else the first.
    """
    steps: list[tuple[Talk, ...]] = []
    index: dict[Key, int] = {}
    members = list(talks)
    inside = {talk_key(talk) for talk in members}
    for talk in members:
        if talk_key(talk) not in index:
            group = tuple(t for t in same.group(talk) if talk_key(t) in inside)
            for member in group:
                index[talk_key(member)] = len(steps)
            steps.append(group)
    result = {}
    for talk in members:
        at = index[talk_key(talk)]
        previous = _closest(talk, steps[at - 1]) if at else None
        following = _closest(talk, steps[at + 1]) if at + 1 < len(steps) else None
        result[talk_key(talk)] = (previous, following)
    return result


def _closest(talk: Talk, group: Sequence[Talk]) -> Talk:
    for other in group:
        if other.place.page == talk.place.page:
            return other
    for other in group:
        if set(other.notes_by) & set(talk.notes_by):
            return other
    return group[0]
