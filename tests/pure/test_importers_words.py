"""Whatever a page holds, importing it keeps its words."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import markdown_it
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_talknotes.importers import collection_records, read_collection
from sphinx_talknotes.importers.writer import plan_project
from sphinx_talknotes.importers.writer.directive import quote_value, write_directive
from sphinx_talknotes.importers.writer.guard import escape

BITS = [
    "## 09:00, [Docker](https://example.org/a), Tania Allard", "## Ray | Robert Nishihara",
    "## [Ray](https://example.org) (Robert Nishihara) (AB)", "### My thoughts", "# ", "#### deep",
    "setext\n===", "setext\n---", "---", "***", "```", "```{python}", "~~~", ":::{note}", ":::",
    "+++", "% remark", "(target)=", "> quoted", "- item", "1. item", "    indented", "\tindented",
    "[ref]: https://example.org/ref", "[ref]: second.html", "[^n]: note", "text [^n] text",
    "[ref] and [text][ref]", "[text](www.example.org)", "![pic](gone.png)", "[page](other.md)",
    "{role}`code`", "`{x}`", "``a `b` c``", "| a | b |\n|---|---|\n| `x\\|y` | [c](d) |",
    "<div>", "<!-- comment", "-->", "[", "](", "\\", "*", "_", "`", "\x0c", "\u2028", "\0",
    ":option: value", "{{< youtube XIu8ZF7RSkw >}}", "{% raw %}", "{{ page.title }}",
    "[[page]]", "[[gone|text]]",
    "> [!NOTE]", "> Note: quoted", "<img src='pic.png' alt='pic'>",
    "{{< highlight python >}}", "{{< /highlight >}}", "{% highlight python %}",
    "{% endhighlight %}",
    "[place](#item)", "[top](#)", "<!-- hidden -->", "Title: x", "Date: y",
    "> youtube: https://e.org",
    "{: .odd}", "## heading {#item}", ":nosuch:", '{"a": 1}',
    "Ann Bee @ann - works at a hub", "Speaker(s): Ann Bee (X).", "**Docker** - Ann Bee (first day)",
    "Presented at Foo 2019 by Ann Bee", "(Ann Bee)[ann.example.org]", "Dr. Ann Bee",
    "### Dr Ann Bee, X", "Ann Bee / @ann / Acme", "Ann Bee, Acme", "by Ann Bee at Foo 2019",
    "Room 5, 10:30", "Ann",
    "## Talk 3: Docker", "## Keynote 2, Ann Bee", "## Docker - Ann",
    "## Docker (Ann Bee, Foo 2019)",
    "- https://youtu.be/XIu8ZF7RSkw - Ray (Ann Bee, 2019, Foo)", "- **Ray - Ann Bee**",
    "# 20191012",
    "**1. Ray** by Ann Bee", "## B. Session", "Ann Bee - Engineer, Acme", "## Docker [^](#item)",
    "a<br>b", "<b>bold</b>", "<i>", "<details>", "<summary>sum</summary>", "</details>",
    "## Two##",
    "<a name='item'></a>", "Rating: ⭐ ⭐",
]  # fmt: skip
WORDS = st.sampled_from(["alpha", "beta", "Übung", "日本", "x_y", "C++", "it's"])
LINES = st.lists(st.lists(st.sampled_from(BITS) | WORDS, max_size=4).map(" ".join), max_size=12)
PAGES = LINES.map("\n".join) | LINES.map("\n\n".join) | st.text(max_size=200)


def import_text(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.md"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        collection = read_collection(path)
        collection_records(collection)
        return plan_project(collection)


def count_words(text):
    """Count the words; spaces that end a line for Python alone are spaces here too."""
    return Counter(re.findall(r"[^\W_]+", text.replace("\0", " ")))


@settings(max_examples=300)
@given(PAGES)
@example("+++\n- [r]: nope.html 'title'\n---\n")
@example("> [a\n[^1]: b\n")
@example("## 09:00, [Docker](https://example.org/a), Tania Allard\nTitle: x")
@example("## [a] | Ann Bee\n## b | Ann Bee\n[a]: x\n[a]: y")
def test_words_are_kept(text):
    if text.lstrip().startswith(("---", "+++", "{", "Title", "Date")):
        text = f"text\n\n{text}"
    written = import_text(text).texts.get("page.md", "")
    hidden = re.sub(r"\{\{<|>\}\}", "", text)
    hidden = re.sub(r"</?(?:br|b|i|details|summary)>|<a name='item'></a>", " ", hidden)
    lost = count_words(hidden) - count_words(written)
    # the word of a shortcode, and a time without its nought
    lost = {word for word in lost if not word.isdigit()} - {"youtube", "raw", "page", "title"}
    # marks, the label of a title, and the names of classes and places
    lost -= {"img", "src", "alt", "highlight", "endhighlight", "NOTE", "odd", "item", "Title"}
    # words that say what a fact is, and facts that are said again
    lost -= {"by", "at", "a", "and", "s", "code", "Speaker", "Room", "Rating", "Session", "Talk"}
    lost -= {"Keynote", "Dr", "x"}
    lost -= {"Ann", "Bee", "ann", "Acme", "X", "Foo", "Docker", "Ray"} & set(count_words(written))
    assert not lost or not written


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_escaped_text_shows_itself(text):
    text = " ".join(text.replace("\0", "\ufffd").split())
    html = markdown_it.MarkdownIt("commonmark").renderInline(escape(text))
    assert html == markdown_it.common.utils.escapeHtml(text)


@given(st.lists(st.text(alphabet=":a \t>{}", max_size=12), max_size=6))
def test_no_line_of_a_body_closes_its_directive(body):
    lines = write_directive("talk", "Title", {"start": "09:00"}, body)
    fence = lines[-1]
    assert set(fence) == {":"}
    assert not any(line.lstrip(" >\t").startswith(fence) for line in lines[1:-1])


def test_values_that_are_no_plain_text_are_quoted():
    assert quote_value("Tania Allard, Ian Ozsvald") == "Tania Allard, Ian Ozsvald"
    assert quote_value("https://example.org/#a") == "https://example.org/#a"
    assert quote_value('"a": #b') == '"\\"a\\": #b"'
    assert quote_value("'x") == '"\'x"'
