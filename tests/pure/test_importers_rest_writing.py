"""Pages in reST that strangers wrote: they are safe once they are written, and nothing is lost."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_talknotes.importers import collection_records, read_collection
from sphinx_talknotes.importers.rest.scanning import scan_text
from sphinx_talknotes.importers.writer import plan_project
from sphinx_talknotes.importers.writer.rest.harmless import RULES

BITS = [
    "Title\n=====", "=====\nOver\n=====", "Talk (Ann Bee)\n--------------", "Sub\n~~~",
    "感想\n----",
    "My thoughts\n-----------", "Short\n--", "----", "::", "text::", "   indented", "* item",
    "* a\n * b", "1. one", ".. note:: text", ".. note::\n\n   body *x*", ".. include:: /etc/passwd",
    ".. raw:: html\n\n   <b>", "* .. raw:: html\n\n     <b>", ".. csv-table::\n   :file: x.csv",
    ".. code-block:: python\n\n   x = 1", ".. image:: gone.png", ".. image:: https://e.org/a.png",
    ".. |sub| replace:: text |other|", ".. |other| replace:: x", ".. |a| replace:: |a|",
    "|sub| |no| |a| |sub|_", ".. _target:", ".. _t: https://e.org", ".. _t: https://other.org",
    ".. _u: target_", ".. _v: gone_", ".. _bad: javascript:alert(1)", "bad_ u_ v_ target_ t_",
    "`a <b.rst>`_", "`a <https://e.org/1>`_ `a <https://e.org/2>`_", "`j <javascript:a>`_",
    "javascript:alert(1)", "anon__", "__ https://anon.org", "[1]_ [#]_ [#n]_ [*]_ [Cit]_",
    ".. [1] foot", ".. [#n] named", ".. [Cit] cite", "*open", "`open", "_`inl`", ":role:`x`",
    ":doc:`gone`", ":ref:`target`", ":pep:`x`", ".. role:: raw-html(raw)\n   :format: html",
    ".. role:: red", ":red:`x`", ".. default-role:: math",
    "+---+\n| x_|\n+---+", "+--+\n| a", "=== ===\na   b\n=== ===\nx   gone_\n=== ===", "| line",
    ":field: value", "term\n  def", "text\n  unexpected\nback", "..", ".. contents::",
    ".. toctree::\n\n   gone", ".. youtube:: XIu8ZF7RSkw", ".. slide:: x", ".. class:: foo",
    ".. list-table::\n\n   * - a\n     - b\n   * - c", ".. figure:: gone.png\n\n   cap",
    ":speaker: Jane Doe", "x\\ y \\* z", "a\tb", ".. talk:: Own\n   :speakers: X Y\n\n   body",
    ".. unknown::\n   :opt: x\n\n   body gone_", "two *lines\nof* it, `over\ntwo <gone.rst>`_",
]  # fmt: skip
WORDS = st.sampled_from(["alpha", "beta", "Übung", "日本", "x_y", "C++", "it's"])
LINES = st.lists(st.sampled_from(BITS) | WORDS, max_size=12)
PAGES = LINES.map("\n\n".join) | LINES.map("\n".join) | st.text(max_size=200)


def import_text(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.rst"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        collection = read_collection(path)
        collection_records(collection)
        return plan_project(collection)


def write(text):
    return import_text(text).texts["page.rst"]


def count_words(text):
    return Counter(word.casefold() for word in re.findall(r"[^\W_]+", text.replace("\\", "")))


@settings(max_examples=200, deadline=None)
@given(PAGES)
@example("..\n.. TOCTREE::")
@example("Title\n=====\n\n:speaker: Jane Doe\n\nOther\n=====")
def test_words_are_kept_and_nothing_does_harm(text):
    text = f"text\n\n{text}"
    written = import_text(text).texts.get("page.rst")
    if written is None:
        return  # no text
    lost = count_words(text.replace("\0", " ")) - count_words(written)
    # what says which talk it is, and names of players
    assert not lost.keys() - {"youtube", "speaker", "title", "by"}
    scan = scan_text(written.split("\n"))
    assert not scan.failed
    names = {directive.name for directive in scan.directives} - {"rst-class"}
    assert names <= RULES.keys()
    ignored = ("Duplicate", "Title underline")
    wrong = [m for m in scan.messages if m.level > 1 and not m.text.startswith(ignored)]
    # our directive, which docutils does not know here, may hold titles
    talks = {n for d in scan.directives if d.name == "talk" for n in range(d.start, d.end + 1)}
    assert not [m for m in wrong if m.text != "Unexpected section title." or m.line not in talks]
    assert not any(c.href.startswith("javascript") for c in scan.constructs)
    assert not any(e.value.startswith("javascript") for e in scan.explicit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. include:: /etc/passwd", "::\n\n   .. include:: /etc/passwd\n"),
        (".. raw:: html\n\n   <b>", "::\n\n   .. raw:: html\n\n      <b>\n"),
        ("* .. eval-rst:: x", "* ::\n\n     .. eval-rst:: x\n"),
        (".. csv-table:: T\n   :url: http://e.org", "::\n\n   .. csv-table:: T\n      :url:"),
        (".. role:: x(raw)\n   :format: html\n\n:x:`<b>`", "\n:x:\\`<b>\\`\n"),
        (".. autoclass:: os.system", "::\n\n   .. autoclass:: os.system\n"),
        ("`x <javascript:alert(1)>`_", "\\`x <javascript\\:alert(1)>\\`\\_"),
        ("javascript:alert(1)", "javascript\\:alert(1)"),
        ("gone_ and `gone too`_", "gone\\_ and \\`gone too\\`\\_"),
        (":py:func:`os.system`", ":py:func:\\`os.system\\`"),
        ("*open", "\\*open"),
        ("[1]_ and [#]_", "[1]\\_ and [#]\\_"),
        ("* item\nback", "* item\n\nback\n"),
        (".. |a| replace:: |b|\n.. |b| replace:: |a|\n\n|a|", "\n\\|a\\|\n"),
        ("`a <http://e.org/1>`_ `a <http://e.org/2>`_", "`a <http://e.org/2>`__"),
        ("=== ===\na   b\n=== ===\nx   gone_\n=== ===", "::\n\n   === ===\n"),
        ("* .. youtube:: XIu8ZF7RSkw", "* .. video:: https://www.youtube.com/watch?v=XIu8ZF7RSkw"),
        (".. vimeo:: 1234567\n   :width: 400", ".. video:: https://vimeo.com/1234567\n"),
        ("`up <../../secret.txt>`_", "\\`up <../../secret.txt>\\`\\_"),
        ("日本語\n----", "日本語\n======"),
        ("text\n\nA\n~~~~\n\nB\n====\n\nC\n----\n\nD\n~~~~\n", "A\n----\n\nB\n~~~~\n"),
    ],
)
def test_what_is_written(text, expected):
    assert expected in write(f"text\n\n{text}\n" if not text.startswith(("日", "text")) else text)


def test_comments_above_the_title_do_not_make_it_a_second_one():
    written = write(".. made by a tool\n\n.. _top:\n\nTitle\n=====\n\nText, top_.\n")
    assert written == ".. made by a tool\n\n.. _top:\n\nTitle\n=====\n\nText, top_.\n"


def test_what_is_shown_is_reported_once():
    plan = import_text("text\n\n.. include:: x\n\n.. include:: x\n")
    assert [(r.line, r.message) for r in plan.reports] == [
        (3, ".. include:: is not used in notes of others; it is shown as text"),
        (5, ".. include:: is not used in notes of others; it is shown as text"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{'  ' * n}* x" for n in range(300)),
        "* " * 400 + "x",
        "\n".join(f"{'   ' * n}.. note::\n" for n in range(200)),
        "x" * 100_000,
        "*a " * 40_000,
        "`a " * 20_000,
        "|a " * 20_000,
        "\n".join(["*a b_ `c"] * 4000),
        "+" + "-+" * 400 + "\n" + ("|" + " |" * 400 + "\n+" + "-+" * 400 + "\n") * 200,
        "=" * 60 + "\n" + "a  b\n" * 3000 + "=" * 60,
        "\n\n".join(f".. |a{n}| replace:: |a{n + 1}|" for n in range(300)) + "\n\n|a0|",
        "\n".join(f".. _a{n}: a{n + 1}_" for n in range(300)) + "\n\na0_",
        ":a: " * 500, "(" * 5000, "\\" * 5001, "::\n" * 500, "----\n\n" * 300,
        "\n\n".join(f"T\n{c * 4}" for c in "=-~^\"'`+#*.:_!$%&,;<>?@[]{}|()/") * 5,
        "\n\n".join(f"{c * 4}\nT\n{c * 4}" for c in "=-~^\"'`+#*.:_!$%&,;<>?@[]{}|()/"),
        ".. |x| image:: data:text/html,x\n\n|x|", ".. image:: file:///etc/passwd",
        ".. figure:: ../../../etc/passwd", ":doc:`../../etc/passwd`", ":download:`/etc/passwd`",
        "\x0b\x0c\x1c", "\ud800", "A\n=\n" * 500,
    ],
    ids=lambda text: ascii(text[:20]),
)  # fmt: skip
def test_hostile_pages(text):
    written = write(f"text\n\n{text}\n")
    assert "text" in written
    scan = scan_text(written.split("\n"))
    # what is nested too deeply is a literal block as a whole
    assert not scan.failed or "\n::\n\n   text\n" in written
    assert not any("passwd" in d.argument for d in scan.directives)


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_and_marks(ends):
    text = "\ufeffTitle\n=====\n\nFirst\n-----\n\n:speaker: Ada Quell\n\nWords.\n"
    text = text.replace("\n", ends)
    assert ".. talk:: First\n   :speakers: Ada Quell\n\n   Words.\n" in write(text)
