"""What a session adds to a talk, and what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_talknotes.importers.enrich import changes, enrich, enriching, iter_names
from sphinx_talknotes.importers.enrich.changes import find_additions, find_fuller_title
from sphinx_talknotes.importers.enrich.check import find_misread
from sphinx_talknotes.importers.enrich.edit import Edit, Editor, NoPlaceError
from sphinx_talknotes.importers.enrich.files import Insertion, apply_insertions
from sphinx_talknotes.importers.enrich.known import Known, read_values
from sphinx_talknotes.importers.enrich.repeats import agree
from sphinx_talknotes.importers.enrich.talks import read_notes
from sphinx_talknotes.importers.schedules import Schedule, Session
from sphinx_talknotes.model.fields import BY_NAME, Context
from sphinx_talknotes.model.records import Person

FULL = Session(
    key="1", title="Docker and Python: making them play nicely", conference="EuroPython 2020",
    speakers=(Person("Tania Allard", "Microsoft"), Person("Jane Q. Public, Jr.")),
    date=dt.date(2020, 7, 23), start=480, end=525, kind="keynote", room="Parrot", track="DevOps",
    level="beginner", language="en", url="https://ep2020.europython.eu/talks/docker/",
    videos=("https://youtu.be/aaaaaaaaaaa?t=5", "https://example.org/video-page"),
    slides="https://example.org/s.pdf", tags=("docker", "a, b"), code="https://example.org/code",
    paper="https://example.org/paper",
)  # fmt: skip


def known(title="Docker and Python", page_date=None, **options):
    return Known.from_values(title, read_values(options), date=page_date)


def add(session=FULL, present=(), only=changes.DEFAULT_FIELDS, **options):
    return find_additions(known(**options), {*present, *options}, session, only)


def test_everything():
    added = add(only=changes.FIELDS)
    assert added.refused == ()
    assert added.fields == {
        "speakers": '["Tania Allard (Microsoft)", "Jane Q. Public, Jr."]',
        "conference": "EuroPython 2020", "date": "2020-07-23", "start": "08:00", "end": "08:45",
        "kind": "keynote", "room": "Parrot", "track": "DevOps", "level": "beginner",
        "url": "https://ep2020.europython.eu/talks/docker/",
        "video": "https://www.youtube.com/watch?v=aaaaaaaaaaa&t=5",
        "slides": "https://example.org/s.pdf", "code": "https://example.org/code",
        "paper": "https://example.org/paper", "language": "en", "tags": "docker",
    }  # fmt: skip
    people = BY_NAME["speakers"].parse(added.fields["speakers"], Context())
    assert people == FULL.speakers
    # what every session of a catalogue has is only added when asked for
    assert set(add().fields) == set(added.fields) - {"language", "tags"}


def test_nothing():
    assert add(Session(key="1", title="Docker and Python")).fields == {}
    assert add(present=BY_NAME).fields == {}
    assert add(replace(FULL, kind="talk"), only=("kind",)).fields == {}


def test_another_day():
    """What a schedule says of the time and the room is of another day, and of no use."""
    other = {"date", "start", "end", "room"}
    assert not other & add(date="2020-07-24").fields.keys()
    assert other - {"date"} <= add(date="2020-07").fields.keys()
    assert other - {"date"} <= add(date="2020-07-23").fields.keys()
    assert not other & add(replace(FULL, cancelled=True)).fields.keys()


def test_the_end():
    assert "end" not in add(start="10:00").fields
    assert add(start="08:00").fields["end"] == "08:45"
    assert "end" not in add(duration="45 min").fields
    assert "end" not in add(only=("end",)).fields


def test_recordings_that_can_be_played_come_first():
    page = replace(FULL, videos=("https://example.org/video-page",))
    assert add(page).fields["video"] == "https://example.org/video-page"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("url", "//example.org/x"),
        ("url", "talks/x.html"),
        ("url", "https://example.org/\n:id: x"),
        ("url", "https://example.org/ x"),
        ("url", 'https://example.org/">'),
        ("url", "https://["),
        ("slides", "file:///etc/passwd"),
        ("slides", "data:text/html,x"),
        ("code", "https://example.org/{{x}}"),
        ("videos", ("javascript:alert(1)",)),
        ("videos", ("https://youtube.com.example.org/watch?v=aaaaaaaaaaa",)),
        ("videos", ("video.mp4",)),
        ("room", "{{ site.secret }}"),
        ("room", "{% include x %}"),
        ("room", "x" * 600),
        ("track", "{{< x >}}"),
        ("language", "not a language"),
        ("kind", "party"),
    ],
)
def test_refused(name, value):
    option = "video" if name == "videos" else name
    added = add(replace(FULL, **{name: value}), only=changes.FIELDS)
    assert option not in added.fields
    assert [refused for refused, _reason in added.refused] == [option]


@pytest.mark.parametrize("name", ["room", "track", "level", "conference", "speakers", "tags"])
def test_one_line(name):
    bad = "Hall\n:::\n\x1b[31m<script>\u2028x\0"
    value = {"speakers": (Person(bad),), "tags": (bad,)}.get(name, bad)
    text = add(replace(FULL, **{name: value}), only=(name,)).fields[name]
    assert text.isprintable()
    assert len(text.split("\n")) == 1


@given(st.text(max_size=40), st.sampled_from([".md", ".rst", "plain"]))
def test_no_text_of_a_catalogue_breaks_out(tmp_path_factory, text, suffix):
    root = tmp_path_factory.mktemp("notes")
    pages = {
        ".md": ":::{talk} Docker and Python\n:speakers: Tania Allard\n:::\n\nAfter.\n",
        ".rst": ".. talk:: Docker and Python\n   :speakers: Tania Allard\n\nAfter.\n",
        "plain": "# X\n\n## [Talk] Docker and Python\n\n**Speaker**: Tania Allard\n\nAfter.\n",
    }
    path = root / f"page{suffix if suffix != 'plain' else '.md'}"
    path.write_bytes(pages[suffix].encode())
    session = Session(key="1", title="Docker and Python", speakers=(Person("Tania Allard"),),
                      room=text, url="https://example.org/" + text)  # fmt: skip
    found = enrich(root, [[Schedule(sessions=[session])]])
    for file, made in found.files:
        path.write_bytes(apply_insertions(file.data, made))
    notes = read_notes(root)
    assert [talk.title for talk in notes.talks] == ["Docker and Python"]
    added = {name: value for one in found.findings for name, value in one.added.items()}
    for name, value in added.items():
        got = notes.talks[0].values[BY_NAME[name].attr]
        assert got == BY_NAME[name].parse(value, Context())
    assert enrich(root, [[Schedule(sessions=[session])]]).files == []


def test_fuller_titles():
    assert find_fuller_title(known(), FULL) == FULL.title
    assert find_fuller_title(known(FULL.title), FULL) == ""
    recorded = replace(FULL, title="Tania Allard - Docker and Python - EuroPython 2020")
    assert find_fuller_title(known(), recorded) == ""
    assert find_fuller_title(known(""), FULL) == ""


def test_names():
    assert [*iter_names("video, slides")] == ["video", "slides"]
    assert [*iter_names("speaker videos,Tags")] == ["speakers", "video", "tags"]
    assert [*iter_names("")] == []
    for name in ("titel", "rating", "id", "notes-by"):
        with pytest.raises(ValueError, match=f"{name} can't be added; these can: speakers"):
            list(iter_names(name))


def test_listed_twice():
    other = replace(FULL, date=dt.date(2020, 7, 24), room="", slides="https://example.org/t.pdf",
                    cancelled=True, speakers=FULL.speakers[:1])  # fmt: skip
    got = agree([FULL, other])
    expected = replace(FULL, date=None, start=None, end=None, slides="")
    assert got == expected


def plain(tmp_path, text="# X\n\n## [Talk] Docker and Python\n\nGood.\n"):
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    return read_notes(tmp_path)


def test_lines_at_a_wrong_place_are_found_out(tmp_path):
    notes = plain(tmp_path)
    (talk,) = notes.talks

    def put(index, *texts, **fields):
        return Edit(talk, fields, (Insertion(index, texts),))

    fields = {"room": "Parrot"}
    assert find_misread(notes, [put(4, "Room: Parrot", "", **fields)]) == []
    for edit in (
        put(5, "", "Room: Parrot", **fields),  # below the text
        put(4, "Room: Other", "", **fields),
        put(4, "Room: Parrot", "Track: 1", "", **fields),
        put(4, "Room: Parrot", "Text.", "", **fields),
        put(0, "# Y", **fields),
        put(2, "## [Talk] Z", "", **fields),
    ):
        assert find_misread(notes, [edit]) == [edit]


def test_options_at_a_wrong_place_are_found_out(tmp_path):
    notes = plain(tmp_path, ":::{talk} Docker and Python\n:start: 08:00\n\nGood.\n:::\n")
    (talk,) = notes.talks
    fields = {"room": "Parrot"}
    right = Edit(talk, fields, (Insertion(2, (":room: Parrot",)),))
    assert find_misread(notes, [right]) == []
    for index, text in ((4, ":room: Parrot"), (2, ":room: 1"), (0, ":::{talk} X"), (2, "x")):
        wrong = Edit(talk, fields, (Insertion(index, (text,)),))
        assert find_misread(notes, [wrong]) == [wrong]


def test_what_can_not_be_put_in_is_told(tmp_path, monkeypatch):
    plain(tmp_path)
    monkeypatch.setattr(enriching, "find_misread", lambda _notes, edits: list(edits))
    found = enrich(tmp_path, [[Schedule(sessions=[FULL])]], min_sure="guess", only=("room",))
    assert (found.files, [one.added for one in found.findings]) == ([], [{}])
    (report,) = found.reports
    assert (report.page, report.line) == ("a.md", 3)
    assert report.message.startswith("add by hand")
    assert report.message.endswith("room: Parrot")


def test_a_talk_without_a_heading_has_no_place(tmp_path):
    (talk,) = plain(tmp_path).talks
    texts = ("Docker and Python", "in containers")
    lost = replace(talk, line=2, file=replace(talk.file, texts=texts))
    with pytest.raises(NoPlaceError):
        Editor([]).edit(lost, {"room": "Parrot"})
