"""What a page becomes: sections, headings, links, and what MyST must not take for its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinx_talknotes.importers import collection_records, read_collection
from sphinx_talknotes.importers.markdown import read_spans
from sphinx_talknotes.importers.writer import plan_project

TALK = "## 09:00, [Docker and Python](https://example.org/d), Tania Allard\n"


@pytest.fixture
def convert(tmp_path):
    def run(text, **files):
        for name, content in {"page": text, **files}.items():
            (tmp_path / f"{name}.md").write_text(content, encoding="utf-8")
        return plan_project(read_collection(tmp_path)).texts["page.md"]

    return run


def test_sections_that_mean_something_are_directives(convert):
    written = convert(
        f"{TALK}### tl;dr begin\nShort.\n### Notes\nLong.\n"
        "### My thoughts\nGood.\n#### Why\nSo.\n### To watch\nMore.\n### Thoughts of others\nx\n"
    )
    assert written == (
        "::::{talk} Docker and Python\n"
        ":speakers: Tania Allard\n"
        ":start: 09:00\n"
        ":url: https://example.org/d\n"
        "\n"
        ":::{tldr} tl;dr begin\nShort.\n:::\n"
        "\n"
        "### Notes\nLong.\n"
        "\n"
        ":::{mythoughts} My thoughts\nGood.\n#### Why\nSo.\n:::\n"
        "\n"
        ":::{followup} To watch\n:kind: watch\n\nMore.\n:::\n"
        "\n"
        "### Thoughts of others\nx\n"
        "::::\n"
    )


@pytest.mark.parametrize(
    ("heading", "directive"),
    [
        ("Takeaways", "{tldr} Takeaways"),
        ("Key takeaways:", "{tldr} Key takeaways:"),
        ("Questions", "{question} Questions"),
        ("To do", "{followup} To do"),
        ("TODO", "{followup} TODO"),
        ("Check later", "{followup} Check later"),
        ("Things to check out", "{followup} Things to check out"),
        ("Watch later", "{followup} Watch later\n:kind: watch\n"),
    ],
)
def test_what_sections_are_called(convert, heading, directive):
    assert f":::{directive}\nx\n:::" in convert(f"{TALK}y\n### {heading}\nx\n")


def test_empty_sections_stay_headings_and_the_talk_is_planned(tmp_path, convert):
    written = convert(f"{TALK}### Notes\n\n### My thoughts\n")
    assert "### Notes\n\n### My thoughts\n:::" in written
    (talk,) = collection_records(read_collection(tmp_path))["page"].talks
    assert (talk.status, talk.has_thoughts) == ("planned", False)


@pytest.mark.parametrize(
    ("notes", "status", "thoughts"),
    [
        ("Text.\n", "noted", False),
        ("- An item.\n", "noted", False),
        ("> A quotation.\n", "noted", False),
        ("Heading\n-------\n", "planned", False),
        ("Heading\nof two lines\n---\n", "planned", False),
        ("---\n", "planned", False),
        ("- - -\n", "planned", False),
        ("<!-- a remark -->\n", "planned", False),
        ("[label]: https://example.org/\n", "planned", False),
        ("### My thoughts\nText.\n", "noted", True),
        ("### Part\n#### My thoughts\nText.\n", "noted", True),
        ("### My thoughts\n#### Part\n\n### Other\nText.\n", "noted", True),
        ("### My thoughts\n\n### Other\nText.\n", "noted", False),
        ("### Questions\n#### My thoughts\nText.\n", "noted", False),
        ("```\n### My thoughts\n```\nText.\n", "noted", False),
    ],
)
def test_what_a_record_tells_of_the_notes(tmp_path, convert, notes, status, thoughts):
    """The same as the written page, in which thoughts are a directive of the talk itself."""
    written = convert(f"{TALK}{notes}")
    (talk,) = collection_records(read_collection(tmp_path))["page"].talks
    assert (talk.status, talk.has_thoughts) == (status, thoughts)
    assert ("{mythoughts}" in written) is thoughts


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("## Keynote 1: The first computers - Grace Hopper", "% Keynote 1"),
        ("## A. Talk #2: Compilers for all - Grace Hopper", "% A. Talk #2"),
        ("## Keynote: The first computers - Grace Hopper", ""),
    ],
)
def test_numbers_of_talks_are_kept_as_comments(convert, heading, kept):
    written = convert(f"{heading}\n\nNotes.\n")
    assert [line for line in written.split("\n") if line.startswith("% ")] == [kept] * bool(kept)


def test_fences_are_longer_than_what_they_hold(convert):
    written = convert(f"{TALK}```\n::::::\n```\n### My thoughts\n```\n:::::::: x\n```\n")
    assert written.startswith("::::::::::{talk}")
    assert written.count("\n:::::::::{mythoughts}") == 1


def test_headings_of_prose_neither_skip_levels_nor_swallow_talks(convert):
    written = convert(
        f"# Day\n\n#### Intro\n\n## Before\n\n{TALK}\n## After\n\n#### Deep\n\n# Top\n"
    )
    assert "# Day\n" in written
    assert ":::{rubric} Intro\n:heading-level: 4\n:::" in written or "## Intro" in written
    assert ":::{rubric} Before\n:heading-level: 2\n:::" in written
    assert "\n## After\n\n### Deep\n\n## Top\n" in written


def test_a_heading_above_its_talks_keeps_its_section(convert):
    written = convert(f"# Day\n\n## Morning\n\n#{TALK}\n## Evening\n\ntext\n")
    assert "\n## Morning\n" in written
    assert "{rubric}" not in written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{name}`x`", "\\{name}`x`"),
        ("`{name}` and `a {b}`", "`{name}` and `a {b}`"),
        ("% text", "\\% text"),
        ("(target)=", "\\(target)="),
        ("+++", "\\+++"),
        (":::{note}\nx\n:::", "\\:::{note}\nx\n\\:::"),
        ("```{python}\nx\n```", "```python\nx\n```"),
        ("```{.r echo=1}\nx\n```", "```r echo=1\nx\n```"),
        ("text[^1]", "text\\[^1]"),
        ("text[^1]\n\n[^1]: note", "text[^1]\n\n[^1]: note"),
        ("[^1]: note", "\\[^1]: note"),
        ("[a](#x)", "\\[a\\](#x)"),
        ("[a](gone.md)", "\\[a\\](gone.md)"),
        ("[a](a_b*c.md)", "\\[a\\](a_b\\*c.md)"),
        ("`[a](gone.md)`", "`[a](gone.md)`"),
        ("[a](www.example.org/x)", "[a](http://www.example.org/x)"),
        ("[a](//example.org/x)", "[a](https://example.org/x)"),
        ("[a](https://example.org/x)", "[a](https://example.org/x)"),
        ("[a]https://example.org", "[a]https://example.org"),
        ("[a](other)", "[a](other.md)"),
        ("[a](other.md#part)", "[a](other.md)"),
        ("![a](gone.png)", "!\\[a\\](gone.png)"),
        ("![a](https://example.org/x.png)", "![a](https://example.org/x.png)"),
        ("<project:#x>", "\\<project:#x>"),
        ("<https://example.org>", "<https://example.org>"),
        ("> quote [a](gone.md)\n> % x", "> quote \\[a\\](gone.md)\n> \\% x"),
        ("- a\n\n  :::x", "- a\n\n  \\:::x"),
        ("| a | [b](gone.md) |\n|---|---|\n| `x\\|y` | {r}`z` |",
         "| a | \\[b\\](gone.md) |\n|---|---|\n| `x\\|y` | \\{r}`z` |"),
        ("[a][r]\n\n[r]: https://example.org", "[a][r]\n\n\n\n[r]: <https://example.org>"),
        ("a “b” c's -- d---e $x$ @y :nosuch:", "a “b” c's -- d---e $x$ @y :nosuch:"),
        ("<div>raw</div>", "<div>raw</div>"),
        ("<div>\n[a](gone.md) {r}`x`\n# b\nc\n---\n</div>",
         "<div>\n\\[a\\](gone.md) \\{r}`x`\n\\# b\nc\n\\---\n</div>"),
        ("a <b>[c](other)</b>", "a **[c](other.md)**"),
        ("f   * stray", "f   * stray"),
    ],
)  # fmt: skip
def test_only_what_myst_would_misread_is_changed(convert, text, written):
    found = convert(f"# Page\n\n{text}\n", other="# Other\n")
    body = found.removeprefix("# Page\n\n").rstrip("\n")
    assert body.split() == written.split()


def test_definitions_of_links_are_seen_by_all_talks(convert):
    written = convert(f"{TALK}[a][r] [b][r]\n\n{TALK}\n[r]: https://example.org\n[r]: second\n")
    assert "[a][r] [b][r]\n:::" in written
    assert written.endswith(":::\n\n[r]: <https://example.org>\n% [r]: <second>\n")


def test_definitions_are_not_lost_in_open_code(convert):
    written = convert("[a][r]\n\n[r]: https://example.org\n\n```\nnever closed\n")
    assert written.index("[r]: <https://example.org>") < written.index("```")


def test_rules_stand_only_where_docutils_allows_them(convert):
    written = convert(f"---\n\na\n\n---\n\nb\n\n---\n\n{TALK}---\n\na\n\n---\n\nb\n\n---\n")
    assert written.count("\n---\n") == 2


def test_front_matter(convert):
    written = convert(
        "---\ntitle: Notes from PyCon US 2019\nauthor: LA\ndate: 2019-05-03 09:00\n"
        "categories: [Python]\ntags: [python, talks]\nlayout: post\nstatus: public\n"
        "kind: page\n'a: b': c\nimage: {caption: x}\n---\ntext\n"
    )
    assert written.startswith(
        "---\nconference: PyCon US 2019\ndate: 2019-05-03\nnotes-by: LA\n"
        "tags:\n- python\n- talks\nlayout: post\nimage:\n  caption: x\n---\n\n"
        "# Notes from PyCon US 2019\n\n:::{conference} PyCon US 2019\n"
        ":start: 2019-05-03\n:end: 2019-05-03\n:::\n"
    )


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("\\`*_[]()<>!&#-:/"))))
def test_a_reader_sees_what_the_parser_shows(text):
    spans, images = read_spans(text)
    (inline,) = MarkdownIt("commonmark").parseInline(text)
    shown = "".join(
        " " if token.type in ("softbreak", "hardbreak") else token.content
        for token in inline.children or []
    )
    assert images or "".join(span.text for span in spans) == shown
