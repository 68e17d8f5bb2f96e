"""Labelled lines below plain headings: where they go, and how they are written."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
import yaml

from sphinx_talknotes.importers import read_collection
from sphinx_talknotes.importers.enrich import SURENESS, apply_insertions, enrich
from sphinx_talknotes.importers.enrich.front import find_front, write_value
from sphinx_talknotes.importers.enrich.style import WORDS, find_block, read_mark
from sphinx_talknotes.importers.finding.labels import LABELS
from sphinx_talknotes.importers.schedules import Schedule, Session
from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.records import Person

VIDEO = "https://www.youtube.com/watch?v=wf-BqAjZb8M"
SLIDES = "https://example.org/slides_of_it.pdf"
PEP8 = Session(
    key="1", title="Beyond PEP 8", speakers=(Person("Raymond Hettinger"),), room="Hall *1*_",
    conference="PyCon US 2015", videos=(VIDEO,), slides=SLIDES,
)  # fmt: skip
MORE = (
    "2. Losing your Loops - Jake VanderPlas\n3. Pickles are for Delis - Alex Gaynor\n"
    "4. Names and values - Ned Batchelder\n"
)
HEADING = "## [Talk] Beyond PEP 8"


def run(tmp_path, texts, sessions=(PEP8,), **options):
    root = tmp_path / "pycon-us-2015"
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return root, enrich(root, [[Schedule(sessions=list(sessions))]], **options)


def write(root, found):
    for file, made in found.files:
        assert file.path.read_bytes() == file.data
        file.path.write_bytes(apply_insertions(file.data, made))
    return root


def enriched(tmp_path, text, name="a.md", **options):
    """Return the page after it was enriched, when a second time adds nothing."""
    root, found = run(tmp_path, {name: text}, **options)
    assert found.reports == []
    write(root, found)
    again = enrich(root, [[Schedule(sessions=[PEP8])]], **options)
    assert again.files == []
    return (root / name).read_bytes().decode()


CASES = {
    "a blank line below the heading": (
        f"{HEADING}\n\nIt was good.\n",
        (
            f"{HEADING}\n\n**Speaker**: Raymond Hettinger\n\n**Room**: Hall \\*1\\*\\_\n\n"
            f"**Video**: <{VIDEO}>\n\n**Slides**: <{SLIDES}>\n\nIt was good.\n"
        ),
    ),
    "text right below the heading": (
        f"{HEADING}\nIt was good.\n",
        (
            f"{HEADING}\n**Speaker**: Raymond Hettinger\n\n**Room**: Hall \\*1\\*\\_\n\n"
            f"**Video**: <{VIDEO}>\n\n**Slides**: <{SLIDES}>\n\nIt was good.\n"
        ),
    ),
    "nothing below the heading": (
        HEADING,
        (
            f"{HEADING}\n\n**Speaker**: Raymond Hettinger\n\n**Room**: Hall \\*1\\*\\_\n\n"
            f"**Video**: <{VIDEO}>\n\n**Slides**: <{SLIDES}>"
        ),
    ),
    "items": (
        f"{HEADING}\n\n* speaker: Raymond Hettinger\n* Track: 2\n\n* It was good.\n",
        (
            f"{HEADING}\n\n* speaker: Raymond Hettinger\n* Track: 2\n* Room: Hall \\*1\\*\\_\n"
            f"* Video: <{VIDEO}>\n* Slides: <{SLIDES}>\n\n* It was good.\n"
        ),
    ),
    "items in lower case with bare addresses": (
        f"{HEADING}\n- speaker: Raymond Hettinger\n- code: https://example.org/c\n- good\n",
        (
            f"{HEADING}\n- speaker: Raymond Hettinger\n- code: https://example.org/c\n"
            f"- room: Hall \\*1\\*\\_\n- video: {VIDEO}\n- slides: {SLIDES}\n- good\n"
        ),
    ),
    "an item that goes on": (
        f"{HEADING}\n\n- Speaker: Raymond Hettinger\n- Room: 4\n  in the basement\n\nGood.\n",
        (
            f"{HEADING}\n\n- Speaker: Raymond Hettinger\n- Video: <{VIDEO}>\n- Slides: <{SLIDES}>\n"
            "- Room: 4\n  in the basement\n\nGood.\n"
        ),
    ),
    "bold with the colon inside, line breaks at the end": (
        f"{HEADING}\r\n\r\n**Speaker:** Raymond Hettinger  \r\n**Room:** 4  \r\n\r\nGood.\r\n",
        (
            f"{HEADING}\r\n\r\n**Speaker:** Raymond Hettinger  \r\n**Room:** 4  \r\n"
            f"**Video:** <{VIDEO}>  \r\n**Slides:** <{SLIDES}>  \r\n\r\nGood.\r\n"
        ),
    ),
    "prose right behind the labels": (
        f"{HEADING}\n\nSpeaker: Raymond Hettinger\nRoom: 4\nGood.\n",
        (
            f"{HEADING}\n\nSpeaker: Raymond Hettinger\nRoom: 4\nVideo: <{VIDEO}>\n"
            f"Slides: <{SLIDES}>\nGood.\n"
        ),
    ),
    "a heading of two lines": (
        "Beyond PEP 8 | Raymond Hettinger\n---\n\nGood.\n\nNaming things | Ned Batchelder\n---\n",
        (
            f"Beyond PEP 8 | Raymond Hettinger\n---\n\n**Room**: Hall \\*1\\*\\_\n\n"
            f"**Video**: <{VIDEO}>\n\n**Slides**: <{SLIDES}>\n\n"
            "Good.\n\nNaming things | Ned Batchelder\n---\n"
        ),
    ),
    "a talk that is an item": (
        f"# Lightning talks\n\n1. Beyond PEP 8 - Raymond Hettinger\n{MORE}",
        (
            "# Lightning talks\n\n1. Beyond PEP 8 - Raymond Hettinger\n"
            f"   * Room: Hall \\*1\\*\\_\n   * Video: <{VIDEO}>\n   * Slides: <{SLIDES}>\n"
            f"{MORE}"
        ),
    ),
    "an item that has facts": (
        (
            "# Lightning talks\n\n- Beyond PEP 8 - Raymond Hettinger\n  - Room: 4\n\n"
            "- X and Y - Ned Batchelder\n"
        ),
        (
            "# Lightning talks\n\n- Beyond PEP 8 - Raymond Hettinger\n  - Room: 4\n"
            f"  - Video: <{VIDEO}>\n  - Slides: <{SLIDES}>\n\n- X and Y - Ned Batchelder\n"
        ),
    ),
    "front matter of a talk": (
        "---\ntitle: Beyond PEP 8\nspeaker: Raymond Hettinger\n---\n\nGood.\n",
        (
            '---\ntitle: Beyond PEP 8\nspeaker: Raymond Hettinger\nroom: "Hall *1*_"\n'
            f"video: {VIDEO}\nslides: {SLIDES}\n---\n\nGood.\n"
        ),
    ),
    "as on other talks of the page": (
        f"{HEADING}\n\nGood.\n\n## [Talk] X\n\n- Speaker: Ned Batchelder\n- Room: 4\n",
        (
            f"{HEADING}\n\n- Speaker: Raymond Hettinger\n- Room: Hall \\*1\\*\\_\n"
            f"- Video: <{VIDEO}>\n- Slides: <{SLIDES}>\n\nGood.\n\n"
            "## [Talk] X\n\n- Speaker: Ned Batchelder\n- Room: 4\n"
        ),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_lines(tmp_path, case):
    before, after = CASES[case]
    assert enriched(tmp_path, before) == after


def test_they_are_read_again(tmp_path):
    root, found = run(tmp_path, {"a.md": f"{HEADING}\n\nGood.\n"})
    page = read_collection(write(root, found)).pages["a"]
    assert page.talks[0].draft.fields == {
        "speakers": "Raymond Hettinger", "room": "Hall *1*_", "video": VIDEO, "slides": SLIDES,
    }  # fmt: skip
    assert [line.text for line in page.talks[0].body_lines] == ["Good."]


def test_as_elsewhere_in_the_notes(tmp_path):
    root, found = run(tmp_path, {
        "a.md": f"{HEADING}\n\nGood.\n",
        "b.md": "## [Talk] X\n\n- Speaker: Ned Batchelder\n- Room: 4\n",
    })  # fmt: skip
    assert f"\n\n- Speaker: Raymond Hettinger\n- Room: Hall \\*1\\*\\_\n- Video: <{VIDEO}>\n" in (
        write(root, found) / "a.md"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_byte_order_mark(tmp_path, mark):
    root, found = run(tmp_path, {"a.md": mark + HEADING.encode() + b"\n\nGood.\n"})
    after = (write(root, found) / "a.md").read_bytes()
    assert after.startswith(mark + HEADING.encode() + b"\n\n**Speaker**")
    assert after.count(b"\xef\xbb\xbf") == bool(mark)


def test_a_file_in_another_encoding(tmp_path):
    text = f"{HEADING}\n\nSchön.\n".encode("cp1252")
    hall = Session(key="1", title="Beyond PEP 8", conference="PyCon US 2015", room="Gebäude",
                   track="スタジオ", speakers=(Person("Łukasz Langa"),))  # fmt: skip
    root, found = run(tmp_path, {"a.md": text}, [hall], min_sure="guess")
    after = (write(root, found) / "a.md").read_bytes()
    assert after == f"{HEADING}\n\n**Room**: Gebäude\n\nSchön.\n".encode("cp1252")
    problems = [report.problem.value for report in found.reports]
    assert problems == ["encoding"] * 3  # the file's own, and two names that it can't hold
    assert found.findings[0].added == {"room": "Gebäude"}


def test_the_end_is_a_duration(tmp_path):
    timed = Session(key="1", title="Beyond PEP 8", conference="PyCon US 2015", start=600, end=645)
    root, found = run(tmp_path, {"a.md": f"{HEADING}\n"}, [timed])
    assert (write(root, found) / "a.md").read_text(encoding="utf-8") == (
        f"{HEADING}\n\n**Start**: 10:00\n\n**Duration**: 45 min\n"
    )
    assert enrich(root, [[Schedule(sessions=[timed])]]).files == []


def test_links_and_files_beside_are_left_alone(tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text(f"{HEADING}\n", encoding="utf-8")
    root = tmp_path / "pycon-us-2015"
    root.mkdir()
    (root / "a.md").write_text(f"{HEADING}\n", encoding="utf-8")
    (root / "out.md").symlink_to(outside)
    (root / "same.md").symlink_to(root / "a.md")
    found = enrich(root, [[Schedule(sessions=[PEP8])]])
    assert [file.name for file, _ in found.files] == [PurePosixPath("a.md")]
    single = enrich(root / "a.md", [[Schedule(sessions=[PEP8])]], min_sure="guess")
    assert [file.name for file, _ in single.files] == [PurePosixPath("a.md")]


def test_only_some(tmp_path):
    _root, found = run(tmp_path, {"a.md": f"{HEADING}\n"}, only=("slides", "kind"))
    assert [finding.added for finding in found.findings] == [{"slides": SLIDES}]


def test_what_is_there_is_not_added(tmp_path):
    text = (
        f"{HEADING}\n\n**Speaker**: Raymond Hettinger\n\n**Video**: not yet\n\n"
        "**Room**: 4\n\n**Slides**: https://example.org/mine.pdf\n"
    )
    _root, found = run(tmp_path, {"a.md": text})
    assert (found.files, [finding.added for finding in found.findings]) == ([], [{}])


def test_what_one_catalogue_knows_helps_to_ask_another(tmp_path):
    """Also if the one that is asked first needs what the other one knows."""
    root = tmp_path / "notes"
    root.mkdir()
    page = "https://us.pycon.org/2015/schedule/presentation/386/"
    (root / "a.md").write_text(f":::{{talk}} Style\n:url: {page}\n:::\n", encoding="utf-8")
    by_video = Session(key="1", title="Raymond's talk", videos=(VIDEO,), slides=SLIDES)
    by_page = Session(key="2", title="Beyond PEP 8", url=page, videos=(VIDEO,))
    catalogues = [[Schedule(sessions=[by_video])], [Schedule(sessions=[by_page])]]
    found = enrich(root, catalogues)
    assert {name: text for one in found.findings for name, text in one.added.items()} == {
        "video": VIDEO, "slides": SLIDES,
    }  # fmt: skip
    assert enrich(write(root, found), catalogues).files == []


def test_the_first_catalogue_is_right(tmp_path):
    root = tmp_path / "notes"
    root.mkdir()
    (root / "a.md").write_text(":::{talk} Beyond PEP 8\n:speakers: Raymond Hettinger\n"
                               ":date: 2015\n:::\n", encoding="utf-8")  # fmt: skip
    one, two = (
        Session(key="1", title="Beyond PEP 8", speakers=PEP8.speakers, room=room, track=track)
        for room, track in (("4", ""), ("5", "Style"))
    )
    found = enrich(root, [[Schedule(sessions=[one])], [Schedule(sessions=[two])]])
    assert [finding.added for finding in found.findings] == [{"room": "4"}, {"track": "Style"}]


def test_a_talk_that_is_no_heading(tmp_path):
    """Lines that would be read as something else are not put in, and are told."""
    text = "# PyCon US 2015\n\n## [Talk] Beyond PEP 8\n\n> Speaker: quoted\n"
    root, found = run(tmp_path, {"a.md": text})
    assert found.reports == []
    after = (write(root, found) / "a.md").read_text(encoding="utf-8")
    assert after.endswith("\n\n> Speaker: quoted\n")


def test_sureness():
    assert SURENESS == ("sure", "likely", "guess")


def test_words_are_labels():
    assert {name: LABELS[name_key(word)] for name, word in WORDS.items()} == {
        name: name for name in WORDS
    }
    assert LABELS[name_key("Speakers")] == "speakers"


@pytest.mark.parametrize(
    ("text", "line", "start"),
    [
        ("## A\n", 1, 1),
        ("**A. Title**\n", 1, 1),
        ("Title\n=====\n", 1, 2),
        ("Long\ntitle\n---\n", 1, 3),
        ("=====\nTitle\n=====\n", 1, 3),
        ("---\ntitle: T\n---\nBody\n", 1, 3),
        ("---\ntitle: T\n---\nBody\n", 4, 3),
        ("+++\ntitle = 'T'\n+++\n\nBody\n", 5, 3),
        ("* Title - Speaker\n", 1, 1),
        ("* Title - Speaker\n* Other\n", 1, 1),
        ("1. Title\n   * Video: x\n", 1, 1),
        ("* Title -\n  Speaker\n", 1, None),
        ("* Title -\nSpeaker\n", 1, None),
        ("Text.\n\nMore.\n", 3, None),
        ("", 1, None),
        ("A\n", 0, None),
        ("A\n", 9, None),
    ],
)
def test_where_a_heading_ends(text, line, start):
    block = find_block(text.split("\n")[:-1], line)
    assert (block.start if block else None) == start


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("**Video**: x", "video"),
        ("* Slides: x", "slides"),
        (":video: x", "video"),
        (":Room: 4", "room"),
        ("__Speaker:__ A B", "speakers"),
        ("Speaker - A B", None),
        ("Remember: x", None),
        ("**Video**:", None),
        ("", None),
    ],
)
def test_labelled_lines(text, name):
    mark = read_mark(text)
    assert (mark.name if mark else None) == name


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (VIDEO, VIDEO),
        ("https://example.org/x?a=b&c#d", '"https://example.org/x?a=b&c#d"'),
        ("2015-04-11", "2015-04-11"),
        ("2015", "2015"),
        ("Raymond Hettinger", "Raymond Hettinger"),
        ("10:00", '"10:00"'),
        ("off", '"off"'),
        ("a: b", '"a: b"'),
        ("- x", '"- x"'),
        ('["A, Jr.", "B"]', '"[\\"A, Jr.\\", \\"B\\"]"'),
        ("スタジオ 1", "スタジオ 1"),
    ],
)
def test_values_in_front_matter(text, written):
    assert write_value(text) == written
    assert str(yaml.safe_load(f"key: {written}")["key"]) == text


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("---\nspeaker: A B\n---\n", 2),
        ("---\ntitle: x\nvideo: https://x\n...\n", 3),
        ("---\ntitle: x\ndate: 2020-01-01\n---\n", None),
        ("---\nx:\n  video: y\n---\n", None),
        ("+++\nspeaker = 'A'\n+++\n", None),
        ("---\nspeaker: A B\n", None),
        ("speaker: A B\n", None),
        ("", None),
    ],
)
def test_front_matter_of_a_talk(text, end):
    assert find_front(text.split("\n")) == end
