"""reStructuredText: headings as docutils finds them, links, and what a page says of itself."""

from __future__ import annotations

import re
import subprocess
import sys
import warnings

import pytest
from docutils import core, nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_talknotes.importers.finding.below import read_below
from sphinx_talknotes.importers.finding.labels import read_label
from sphinx_talknotes.importers.lines import get_texts, split_lines
from sphinx_talknotes.importers.markdown import Span
from sphinx_talknotes.importers.markup import MARKDOWN, REST
from sphinx_talknotes.importers.rest.front import split_rest_front
from sphinx_talknotes.importers.rest.scanning import scan_text
from sphinx_talknotes.importers.rest.text import escape, escape_line
from sphinx_talknotes.importers.sections import find_sections, has_content

BITS = [
    "Title\n=====", "=====\nOver\n=====", "=======\n Inset\n=======", "Sub\n---", "Deep\n~~~",
    "日本語\n------", "日本語\n---", "Short\n==", "Long title\n====", "----", "=====", "::",
    "text::", "   indented", "* item", "* item\n\n  Not\n  ===", ".. note::\n\n   Not\n   ===",
    ".. comment\n   Not\n   ===", "..", "- x\n- y", "term\n  def", ">>> 1", "| line",
    "+---+\n| a |\n+---+", "=== ===\na   b\n=== ===", "1. one", "text", "", "x_ |y| `z <u>`_",
    ".. _x: y", "__ z", "A\tB\n======", "   quoted\n\n   Not\n   ===", ">\n>>", "-o opt", ":f: v",
    "Title\n=====\ntext", "=====\nOver\n-----", "!!!!\n!!!!",
]  # fmt: skip
PAGES = st.lists(st.sampled_from(BITS) | st.text(max_size=20), max_size=10).map("\n".join)


def find_with_docutils(text):
    """Return the titles of sections that docutils makes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document = core.publish_doctree(
            text,
            settings_overrides={
                "report_level": 5, "halt_level": 6, "doctitle_xform": False,
                "_disable_config": True,
                "file_insertion_enabled": False, "raw_enabled": False,
            },
        )  # fmt: skip
    return [section[0].rawsource for section in document.findall(nodes.section)]


@settings(max_examples=300, deadline=None)
@given(PAGES)
def test_headings_are_those_of_docutils(text):
    """Where a level is skipped docutils makes no section; it is a heading all the same."""
    lines = get_texts(split_lines(text))
    found = REST.find_headings(lines)
    theirs = find_with_docutils("\n".join(lines))
    ours = [" ".join(heading.source.split()) for heading in found]
    skipped = iter(ours)
    assert all(" ".join(title.split()) in skipped for title in theirs)
    if len(ours) != len(theirs):
        levels = [heading.level for heading in found]
        assert any(b > a + 1 for a, b in zip([0, *levels], levels, strict=False))
    for heading in found:
        assert heading.source == lines[heading.line].expandtabs(8).strip()
        assert heading.start <= heading.line < heading.end <= len(lines)


def test_headings():
    text = """\
=====
Title
=====

Talk_ `One <http://x.org>`_ https://a.b/c
-----------------------------------------

日本語 |logo|
~~~~~~~~~~~~~

.. _talk: http://talk.org
.. |logo| image:: a.png

Last
====
"""
    found = REST.find_headings(text.split("\n"))
    assert [(h.level, h.start, h.line, h.end) for h in found] == [
        (1, 0, 1, 3), (2, 4, 4, 6), (3, 7, 7, 9), (4, 13, 13, 15),
    ]  # fmt: skip
    assert found[1].spans == (
        Span("Talk", "http://talk.org"), Span(" "), Span("One", "http://x.org"), Span(" "),
        Span("https://a.b/c", "https://a.b/c"),
    )  # fmt: skip
    assert (found[2].text, found[2].images) == ("日本語", ("a.png",))


@pytest.mark.parametrize(
    ("source", "text", "links"),
    [
        ("plain", "plain", ()),
        ("*a* **b** ``c``", "a b c", ()),
        ("a\\ b \\*c\\*", "ab *c*", ()),
        ("`Text <https://e.org/a_b>`__", "Text", ("https://e.org/a_b",)),
        (":doc:`The day </days/one>`", "The day", ("/days/one.rst",)),
        (":sup:`2` x", "2 x", ()),
        ("mail@example.org", "mail@example.org", ("mailto:mail@example.org",)),
        ("*open", "*open", ()),
        ("[1]_ x", "[1] x", ()),
    ],
)
def test_spans(source, text, links):
    spans, images = REST.read_spans(source)
    assert "".join(span.text for span in spans).replace("]_", "]") == text
    assert tuple(span.href for span in spans if span.href) == links
    assert images == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_escaped_text_shows_itself(text):
    text = " ".join(text.split())
    scan = scan_text([escape_line(text)])
    assert not [m for m in scan.messages if m.level > 1]
    assert not scan.titles
    assert not scan.explicit
    assert not [c for c in scan.constructs if c.kind != "url"]
    shown = "".join(span.text for span in REST.read_spans(escape(text))[0])
    assert "".join(shown.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "front", "body"),
    [
        (":date: 2020-01-02\n:tags: a, b\n\nTitle\n=====\n",
         {"date": "2020-01-02", "tags": "a, b"}, ["", "Title", "====="]),
        (".. title: A talk\n.. slug: a-talk\n.. date: 2020-01-02 10:00\n\nText\n",
         {"title": "A talk", "slug": "a-talk", "date": "2020-01-02 10:00"}, ["", "Text"]),
        ("Title\n#####\n\n:date: 2010-10-03\n:author: A B\n\nText\n",
         {"date": "2010-10-03", "author": "A B"}, ["Title", "#####", "", "", "Text"]),
        ("Title\n#####\n\n:speaker: A B\n:date: 2010-10-03\n\nText\n", {}, None),
        ("One\n===\n\n:date: 2010-10-03\n\nTwo\n===\n", {}, None),
        ("---\ntitle: A talk\n---\nText\n", {"title": "A talk"}, ["Text"]),
        ("---\nTitle\n---\nText\n", {}, None),
        (":date: 2020\ntext\n", {}, None),
        (".. note: x\n", {}, None),
        (":summary: over\n   two lines\n\nText\n", {"summary": "over two lines"}, ["", "Text"]),
        (":author: `A <https://e.org>`_\n", {"author": "`A <https://e.org>`_"}, []),
    ],
)  # fmt: skip
def test_front_matter(text, front, body):
    lines = split_lines(text)
    found, rest, reports = split_rest_front(lines, "page.rst")
    assert (found, reports) == (front, [])
    assert get_texts(rest) == (get_texts(lines) if body is None else body)


@pytest.mark.parametrize("markup", [MARKDOWN, REST])
@pytest.mark.parametrize(
    ("line", "field", "value", "complete"),
    [
        (":speaker: Jane Doe", "speakers", "Jane Doe", True),
        ("* Speaker: Jane Doe", "speakers", "Jane Doe", True),
        ("スピーカー：鈴木たかのり", "speakers", "鈴木たかのり", True),
        ("- 発表者: Takanori Suzuki(@takanory)", "speakers", "Takanori Suzuki", False),
        ("* 登壇者：山田太郎、鈴木花子", "speakers", "山田太郎、鈴木花子", True),
        ("タイトル: Pythonの話", "title", "Pythonの話", True),
        ("Title: A talk", "title", "A talk", True),
        (":スライド: https://e.org/s", "slides", "https://e.org/s", True),
        ("資料：https://e.org/s", "slides", "https://e.org/s", True),
        ("動画: https://e.org/v", "video", "https://e.org/v", True),
        ("会場：ホールA", "room", "ホールA", True),
        ("日時: 2023年10月7日", "date", "2023-10-07", True),
        ("日付：2023/10/27 13:30", "date", "2023-10-27", True),
        ("日付：2023/10/27 夕方", "date", "2023-10-27", False),
        ("時間: 13:30", "start", "13:30", True),
    ],
)
def test_labels(markup, line, field, value, complete):
    label = read_label(0, line, markup)
    assert label is not None
    assert (label.field, label.value, label.complete) == (field, value, complete)


@pytest.mark.parametrize(
    ("line", "options", "complete"),
    [
        ("**When:** 2019-05-01 10:30 - 11:15", "date=2019-05-01 start=10:30 end=11:15", True),
        ("- **When**: 10:30–11:15", "start=10:30 end=11:15", True),
        ("When: Wednesday, 1 May 2019 at 2pm", "date=2019-05-01 start=14:00", True),
        ("**Date:** May 1st, 2019", "date=2019-05-01", True),
        ("Date: 1.5.2019", "date=2019-05-01", True),
        ("日時: 2019/05/01(水) 10:30", "date=2019-05-01 start=10:30", True),
        ("**When:** Thursday 14:00", "start=14:00", False),
        ("When: 2019-05-01, Room 1", "date=2019-05-01", False),
        ("**Time:** 9:00am - 10:00am", "start=09:00 end=10:00", True),
        ("**Where:** Room 5", "room=Room 5", True),
        ("**Who:** Jane Doe (Acme)", "speakers=Jane Doe (Acme)", True),
    ],
)
def test_when_where_and_who(line, options, complete):
    label = read_label(0, line)
    assert label is not None
    given = dict([(label.field, label.value), *label.more])
    assert given == dict(pair.split("=") for pair in re.split(r" (?=\w+=)", options))
    assert label.complete is complete


@pytest.mark.parametrize(
    "line",
    [
        "When: it was late",
        "When: 5/4/2020",
        "When: 25:00",
        "When: 31 June 2020",
        "Who: everybody who cares",
        "Who: Everybody",
    ],
)
def test_what_says_neither_when_nor_who(line):
    assert read_label(0, line) is None


@pytest.mark.parametrize(
    "line", ["スピーカー: 彼はとても速く話していた。", "Title:", ":x:", "動画: 見た"]
)
def test_what_is_no_label(line):
    assert read_label(0, line, REST) is None


def test_facts_below_a_heading():
    lines = split_lines(
        "\n**Presenters**:  `Jane Doe\n<https://e.org>`_\n\n**Slides**:\n\n"
        ":video: https://youtu.be/XIu8ZF7RSkw\n:mood: fine\n:room: 4\n\nNotes.\n"
    )
    below = read_below(lines, REST)
    assert below.fields == {
        "speakers": "Jane Doe", "video": "https://youtu.be/XIu8ZF7RSkw", "room": "4",
    }  # fmt: skip


def test_sections_that_mean_something():
    text = "My thoughts\n-----------\n\nGood.\n\n感想\n----\n\n良い。\n\nまとめ\n------\n\n短い。"
    lines = text.split("\n")
    assert [section.kind for section in find_sections(lines, REST)] == [
        "mythoughts", "mythoughts", "tldr",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Aa\n==\n\n.. comment\n\n.. _x:\n\n----\n", False),
        ("Title\n=====\n", False),
        ("text", True),
        (".. note:: x", True),
        ("", False),
    ],
)
def test_content(text, content):
    assert has_content(text.split("\n"), REST) is content


def test_nothing_is_registered_for_the_process(tmp_path):
    """Neither directives nor roles, nor a machine that another parser would use."""
    path = tmp_path / "check.py"
    path.write_text(
        "from docutils.parsers.rst import directives, roles, states\n"
        "before = dict(directives._directives), dict(roles._roles)\n"
        "from sphinx_talknotes.importers.rest.scanning import scan_text\n"
        "scan_text(['.. role:: x(raw)', '', '* :x:`y` `z`', '', '.. note:: a', '', '   b'])\n"
        "assert (dict(directives._directives), dict(roles._roles)) == before\n"
        "assert not states.RSTState.nested_sm_cache\n",
        encoding="utf-8",
    )
    subprocess.run([sys.executable, str(path)], check=True)
