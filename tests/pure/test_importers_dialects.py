"""What systems add to Markdown, piece by piece; whole pages are in ``importing/dialects``."""

from __future__ import annotations

import re
import sys

import pytest

from sphinx_talknotes.importers import read_collection
from sphinx_talknotes.importers.emojis import find_emoji
from sphinx_talknotes.importers.finding.hints import find_hints
from sphinx_talknotes.importers.front import split_front
from sphinx_talknotes.importers.lines import split_lines
from sphinx_talknotes.importers.writer import plan_project


@pytest.fixture
def convert(tmp_path):
    """Import files; return the written text of the first, without its title, and the messages."""

    def run(text, path="page.md", **files):
        for name, content in {path: text, **files}.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        collection = read_collection(tmp_path)
        plan = plan_project(collection)
        written = plan.texts[path].partition("\n\n")[2] if path in plan.texts else ""
        messages = [report.message for report in [*collection.reports, *plan.reports]]
        return written.rstrip("\n"), messages

    return run


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Party :tada:!", "Party 🎉!"),
        (":+1::tada: both", "👍🎉 both"),
        ("(:snake:) [:book: slides](https://example.org)", "(🐍) [📖 slides](https://example.org)"),
        ("`:tada:` stays", "`:tada:` stays"),
        ("    :tada: code", "    :tada: code"),
        ("```\n:tada:\n```", "```\n:tada:\n```"),
        ("at 10:30:45 and a:tada:b", "at 10:30:45 and a:tada:b"),
        ("<https://example.org/:tada:>", "<https://example.org/:tada:>"),
        ("https://example.org/x:tada:", "https://example.org/x:tada:"),
        ("[a](https://example.org/:tada:)", "[a](https://example.org/:tada:)"),
        (":no_such_thing: :Tada:", ":no_such_thing: :Tada:"),
        (":date: 2020-07-23", ":date: 2020-07-23"),
        (":key: value\n:lock: other", ":key: value\n:lock: other"),
        (":rocket: Start", "🚀 Start"),
        ("## :tada: Title", "## 🎉 Title"),
    ],
)
def test_emoji(convert, text, written):
    assert convert(f"# Page\n\n{text}\n") == (written, [])


def test_emoji_in_titles_of_talks(convert):
    written, _ = convert("# Day\n\n## :snake: Snakes | Ann Bee\n\nx\n\n## Ray | Jo Doe\n\ny\n")
    assert "{talk} 🐍 Snakes\n:speakers: Ann Bee\n" in written


def test_without_the_library_names_of_emoji_are_kept_and_reported_once(convert, monkeypatch):
    find_emoji.cache_clear()
    monkeypatch.setitem(sys.modules, "emoji", None)
    try:
        written, messages = convert("# A\n\n:tada: :x:\n", **{"b.md": ":tada:\n"})
    finally:
        find_emoji.cache_clear()
    assert written == ":tada: :x:"
    assert len(messages) == 1
    assert "pip install 'sphinx-talknotes[import]'" in messages[0]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[[other]]", "[other](other.md)"),
        ("[[Other|that]]", "[that](other.md)"),
        ("[[other.md]]", "[other.md](other.md)"),
        ("[[other#Part two]]", "[other#Part two](#other-part-two)"),
        ("[[other#^block]]", "[other#^block](other.md)"),
        ("[[deep]] [[sub/deep]]", "[deep](sub/deep.md) [sub/deep](sub/deep.md)"),
        ("![[other]]", "[other](other.md)"),
        ("`[[other]]` and\n\n```\n[[other]]\n```", "`[[other]]` and\n\n```\n[[other]]\n```"),
        ("[[other]](https://example.org)", "[[other]](https://example.org)"),
        ("a[[other]] \\[[other]]", "a[[other]] \\[[other]]"),
        ("[[1, 2], [3]] [[ -f x ]] [[1]]", "[[1, 2], [3]] [[ -f x ]] [[1]]"),
        ("[a](other page.md)", "[a](<other%20page.md>)"),
        ("[a](other page.md#end)", "[a](#other-page-end)"),
        ("[a](no page.md)", "[a](no page.md)"),
    ],
)
def test_links_of_wikis(convert, text, written):
    files = {"other.md": "# Other\n\n## Part two\n\nx\n", "sub/deep.md": "# Deep\n"}
    found = convert(f"# Page\n\n{text}\n", **files, **{"other page.md": "# O\n\n## End\n\nx\n"})
    found = (found[0].replace("<other page.md>", "<other%20page.md>"), found[1])
    assert found == (written, [])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("%% dull %%", "% <!-- dull -->"),
        ("a %%b%% c\nd", "a  c\nd\n\n% <!-- b -->"),
        ("%%\nb\n\n# c\n%%\n\nd", "% <!--\n% b\n\n% # c\n% -->\n\nd"),
        ("%% b\nc %%", "% <!-- b\n% c -->"),
        ("## A %%b%%\n\nc", "## A\n\n% <!-- b -->\n\nc"),
        ("- a %%b\n  c%% d\n- e", "- a\n d\n- e\n\n% <!-- b c -->"),
        ("1. a %%b%%\n\n   c\n2. d", "1. a\n\n   c\n2. d\n\n% <!-- b -->"),
        ("| a |\n|---|\n| b %%c%% |", "| a |\n|---|\n| b  |\n\n% <!-- c -->"),
        ("a %%b --> c%%", "a\n\n% <!-- b -- > c -->"),
        ("`%% a %%`\n\n```\n%% a %%\n```", "`%% a %%`\n\n```\n%% a %%\n```"),
        ("up 20%% or 30%%, %%d and %%s", "up 20%% or 30%%, %%d and %%s"),
    ],
)
def test_remarks_of_obsidian_are_comments(convert, text, written):
    assert convert(f"# Page\n\n{text}\n") == (written, [])


def test_sources_with_remarks_are_not_offered(tmp_path, convert):
    convert("# Page\n\na\n")
    assert "html_copy_source" not in plan_project(read_collection(tmp_path)).texts["conf.py"]
    convert("# Page\n\na %%b%%\n")
    assert "html_copy_source = False" in plan_project(read_collection(tmp_path)).texts["conf.py"]


def test_a_remark_that_is_not_closed_is_reported(convert):
    written, messages = convert("# Page\n\na\n\n%% b\n\nc\n")
    assert written == "a\n\n\\%% b\n\nc"
    assert messages == ["%% opens a remark that nothing closes; it is kept as text"]


def test_links_of_wikis_that_lead_nowhere_are_kept_and_reported(convert):
    written, messages = convert("# P\n\n[[Gone|x]] ![[gone.png]] [[../up]]\n")
    assert written == "[[Gone|x]] ![[gone.png]] [[../up]]"
    assert len(messages) == 3
    assert all("is not in the collection" in message for message in messages)


@pytest.mark.parametrize(
    "link",
    [
        "#part-two",
        "other.md#part-two",
        "other.html#part-two",
        "Other.md#Part%20two",
        "sub/../other#part-two",
        "other.md#custom",
        "other.md#second",
        "other.md#here",
    ],
)
def test_links_to_places(convert, link):
    other = (
        "# Other\n\n## Part two\n\nx\n\n## Third {#custom}\n\nx\n\nSecond {: #second}\n------\n\n"
        '<a id="here"></a>\nx\n'
    )
    text = f"# Page\n\n[a]({link})\n\n## Part two\n\ny\n"
    written, messages = convert(text, **{"other.md": other})
    assert messages == []
    assert "[a](#" in written
    assert "{#" not in written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one<br>\ntwo", "one\\\ntwo"),
        ("one<br/>\n\ntwo<BR />", "one\n\ntwo"),
        ("one<br clear=all>two", "one\\\ntwo"),
        ("- one<br>two\n- three<br>\n- four", "- one\\\ntwo\n- three\n- four"),
        ("one<br>- no item<br># no heading", "one - no item # no heading"),
        ("> one<br>\n> two", "> one\\\n> two"),
        ("one <br><br> two", "one\\\ntwo"),
        ("## One<br>line", "## One line"),
        ("| a | b |\n|---|---|\n| x<br>y | z |", "| a | b |\n|---|---|\n| x y | z |"),
        ("`<br>` is code<br>\nhere `<b>x</b>`", "`<br>` is code\\\nhere `<b>x</b>`"),
        ("`a`<br>`b`", "`a`\\\n`b`"),
        ("```\na<br>b\n```", "```\na<br>b\n```"),
        ("<b>one</b>, <strong>two</strong>, <i>a</i> <em>b</em>", "**one**, **two**, *a* *b*"),
        ("<b> one </b> <b><i>two</i></b>, <b>`a`</b> <i>x<br>y</i>", " one  ***two***, `a` x\\\ny"),
        ("これは<b>「重要」</b>です。 <b>a</b><b>b</b>", "これは「重要」です。 ab"),
        ("Escaped \\<b>, <u + v> and <small = 3>", "Escaped <b>, <u + v> and <small = 3>"),
        ("<span>1.</span> no item", "<span>1.</span> no item"),
        ("- <u># no heading</u>", "- <u># no heading</u>"),
        ("<mark>[bar]: https://e.org</mark>", "<mark>[bar]: https://e.org</mark>"),
        ("foo\n<u>\n    bar\n</u>", "foo\n    bar"),
        ("> ### Deep<br>dive", "> ### Deep dive"),
        ("One<br>line\n---", "## One line"),
        ("one<br>\n***", "one"),
        ("`a\n<b>x</b>\nb`", "`a\n<b>x</b>\nb`"),
        (
            "1. A\n\n   <details>\n   <summary>Log</summary>\n\n   Fine.\n   \n   </details>\n2. B",
            "1. A\n\n   *Log*\n\n   Fine.\n   \n\n2. B",
        ),
        (
            "<details>\n<summary>Log</summary>\n# no heading\n</details>",
            "<details>\n<summary>Log</summary>\n\\# no heading\n</details>",
        ),
        ("<details><summary>One</summary>Inside</details>", "*One*\n\nInside"),
        ("<summary>a*b</summary>", "<summary>a*b</summary>"),
        ("<u>one</u> <span class='x'>two</span>", "one two"),
        ("<details>\n<summary>More</summary>\n\nHidden.\n\n</details>", "*More*\n\nHidden."),
        ("<details><summary>\nMore\n</summary>\n\nHidden.\n</details>", "More\n\nHidden."),
        ("H<sub>2</sub>O, <s>gone</s>", "H<sub>2</sub>O, <s>gone</s>"),
        ("<div>\na<br>b\n</div>", "<div>\na<br>b\n</div>"),
        ("<b onclick='x()'>a</b> <br onload=x()>", "<b onclick='x()'>a</b> <br onload=x()>"),
        ("<script>a<br>b</script>", "<script>a<br>b</script>"),
        ("a < b and b > c<br", "a < b and b > c<br"),
    ],
)
def test_tags_of_html_that_markdown_has_signs_for(convert, text, expected):
    written, messages = convert(f"# Page\n\n{text}\n")
    assert messages == []
    squeezed = re.sub(r"\n{3,}", "\n\n", written.replace("\\<", "<").replace("\\>", ">"))
    assert squeezed == re.sub("^# Page\n+", "", expected)


def test_empty_anchors_are_places_and_nothing_that_is_shown(convert):
    text = (
        "# P\n\n[a](#one) [b](#two) [c](#three) [d](#four) [e](#five) [f](#six)\n\n"
        '<a name="one"></a>\n## First\n\nx\n\n'
        "<a id='two' ></a>\n\n## <A NAME=three/>Second\n\ny\n\n"
        '=====\n<a name="four"></a>\n## Third\n\n'
        '<a name="five"></a>Text <a name="here"></a>goes on.\n\n'
        '`<a name="code"></a>`\n\n<a name="six"></a>\n'
    )
    written, messages = convert(text)
    assert messages == []
    assert written == (
        "[a](#page-first) [b](#page-second) [c](#page-second) [d](#page-third) [e](#page-five) "
        "[f](#page-third)\n\n(page-first)=\n## First\n\nx\n\n"
        "(page-second)=\n## Second\n\ny\n\n=====\n\n"
        '(page-third)=\n## Third\n\n(page-five)=\nText goes on.\n\n`<a name="code"></a>`'
    )


def test_places_are_named_once_and_in_the_order_of_forges(convert):
    text = "# P\n\n[a](#x) [b](#x-1) [c](#x)\n\n## X\n\n1\n\n## X\n\n2\n"
    written, messages = convert(text)
    assert messages == []
    assert written == (
        "[a](#page-x) [b](#page-x-2) [c](#page-x)\n\n(page-x)=\n## X\n\n1\n\n(page-x-2)=\n## X\n\n2"
    )


def test_places_have_names_that_myst_takes(convert):
    written, _ = convert("# P\n\n[a](#日本語-x)\n\n## 日本語 x\n\n1\n")
    label = written.partition("](#")[2].partition(")")[0]
    assert label.isascii()
    assert f"({label})=\n## 日本語 x" in written


def test_places_in_talks_and_on_them(convert):
    text = (
        "# D\n\n[a](#docker--ann-bee) [b](#notes) [c](#my-thoughts) [d](#d)\n\n"
        "## Docker | Ann Bee\n\n### Notes\n\nx\n\n### My thoughts\n\ny\n\n## Ray | Jo Doe\n\nz\n"
    )
    written, messages = convert(text)
    assert messages == []
    assert "[d](page.md)" in written
    assert "(page-docker-ann-bee)=\n::::{talk} Docker" in written
    assert "(page-notes)=\n### Notes" in written
    assert "(page-my-thoughts)=\n:::{mythoughts}" in written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("## T {#id .x}\n\na", "## T\n\na"),
        ('[a](https://e.org){:target="_blank" .x}.', "[a](https://e.org)."),
        ("a\n{: .note}\n\nb", "a\n\n\nb"),
        ("* TOC\n{:toc}\n\nb", "b"),
        ("`{:.x}` {text} {: no list } f(x){:y}", "`{:.x}` {text} {: no list } f(x){:y}"),
        ("## Sets {a, b}\n\nx", "## Sets {a, b}\n\nx"),
    ],
)  # fmt: skip
def test_attributes(convert, text, written):
    assert convert(f"# Page\n\n{text}\n") == (written, [])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('<img src="a.png" alt="A [b]" width="3">', "![A \\[b\\]](<a.png>)"),
        ("<IMG alt='x' src=a.png /> text", "![x](<a.png>) text"),
        ("`<img src=a.png>`", "`<img src=a.png>`"),
        ("<img alt=x>", "<img alt=x>"),
        ("<p>\n<img src='a.png'>\n</p>", "<p>\n<img src='a.png'>\n</p>"),
        (
            '<iframe width="3" src="https://www.youtube.com/embed/Jq67MqKJwRE"></iframe>',
            ":::{video} https://www.youtube.com/watch?v=Jq67MqKJwRE\n:::",
        ),
        ('<iframe src="https://example.org/"></iframe>', ('<iframe src="https://example.org/">'
         "</iframe>")),
        ("a\n\n<!-- b\nc -->\n\nd", "a\n\n% <!-- b\n% c -->\n\nd"),
        ("<!-- b --> c", "<!-- b --> c"),
    ],
)  # fmt: skip
def test_html(convert, text, written):
    assert convert(f"# Page\n\n{text}\n", **{"a.png": "x"}) == (written, [])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("> [!NOTE]\n> a\n>\n> b", ":::{admonition} Note\n:class: note\n\na\n\nb\n:::"),
        ("> [!question]- Why?\n> a", ":::{admonition} Why?\n:class: note\n\na\n:::"),
        ("a\n\n> [!TIP]\n> b\nc", "a\n\n> [!TIP]\n> b\nc"),
        ("> [!odd]\n> b", "> [!odd]\n> b"),
        ("> Note: a", "> Note: a"),
        ("* > [!NOTE]\n  > a", "* > [!NOTE]\n  > a"),
        ("> [!NOTE]", "> [!NOTE]"),
    ],
)
def test_boxes(convert, text, written):
    assert convert(f"# Page\n\n{text}\n") == (written, [])


JEKYLL = "_posts/2020-01-02-a.md"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('{% include video id="Jq67MqKJwRE" provider="youtube" %}',
         ":::{video} https://www.youtube.com/watch?v=Jq67MqKJwRE\n:::"),
        ('{% include youtube.html content="https://youtu.be/Jq67MqKJwRE" %}',
         ":::{video} https://youtu.be/Jq67MqKJwRE\n:::"),
        ("{% include youtubePlayer.html id=page.clip %}",
         ":::{video} https://www.youtube.com/watch?v=Jq67MqKJwRE\n:::"),
        ("{% vimeo 76979871 %}", ":::{video} https://vimeo.com/76979871\n:::"),
        ("{% gist ann/123 a.py %}", "<https://gist.github.com/ann/123> a.py"),
        ("{% twitter https://twitter.com/a/status/1 %}", "<https://twitter.com/a/status/1>"),
        ("x {% highlight python %}a{% endhighlight %}", "x \n```python\na\n```"),
        ("{% highlight md %}\n```\n{% endhighlight %}\nb", "````md\n```\n````\nb"),
        ("{% highlight jinja %}\n{% raw %}{{ a }}{% endraw %}\n{% endhighlight %}",
         "```jinja\n{{ a }}\n```"),
        ("```\n{% raw %}\n{{ a }}\n{% endraw %}\n```", "```\n{{ a }}\n```"),
        ("> Tip: a\n> b\n\nc", ":::{admonition} Tip\n:class: tip\n\na\nb\n:::\n\nc"),
        ("> Tips: a", "> Tips: a"),
        ("`> youtube: https://youtu.be/x`", "`> youtube: https://youtu.be/x`"),
        ("{{ site.name }} {{ page.title }}", "Site A"),
        ("{% for p in site.categories.talks %}{{ p.title }}{% endfor %}", "A"),
    ],
)  # fmt: skip
def test_jekyll(convert, text, written):
    front = "---\ntitle: A\nclip: Jq67MqKJwRE\ncategories: talks\n---\n"
    config = {"_config.yml": "name: Site\n"}
    found, messages = convert(f"{front}{text}\n", JEKYLL, **config)
    assert found.partition("# A\n\n")[2] == written
    assert messages == []


def test_liquid_is_evaluated_only_where_jekyll_would(convert):
    text = "{% if user %}Hello{% endif %} {% raw %}x{% endraw %}"
    assert convert(f"# Jinja\n\n{text}\n{text}\n")[0] == f"{text}\n{text}"


def test_a_broken_configuration_is_reported(convert):
    _, messages = convert("---\ntitle: A\n---\nx\n", JEKYLL, **{"_config.yml": "a: b: c\n"})
    (message,) = messages
    assert "_config.yml is no YAML" in message


@pytest.mark.parametrize(
    ("style", "url"),
    [
        ("pretty", "/talks/2020/01/02/a/"),
        ("none", "/talks/a.html"),
        ("ordinal", "/talks/2020/002/a.html"),
        ("/notes/:year/:i_month/:title", "/notes/2020/1/a"),
    ],
)
def test_addresses_of_jekyll(convert, style, url):
    files = {"_config.yml": f"permalink: {style}\nbaseurl: /b\n", JEKYLL: "---\ncategory: talks\n"
             "---\nx\n"}  # fmt: skip
    text = f"---\ntitle: B\n---\n[a]({url}) [b](/b{url})\n"
    written, messages = convert(text, "_posts/2020-01-03-b.md", **files)
    assert messages == []
    assert written.endswith("[a](2020-01-02-a.md) [b](2020-01-02-a.md)")


HUGO = "content/post/a.md"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{{< youtube id=Jq67MqKJwRE start=30 autoplay=true >}}",
         ":::{video} https://www.youtube.com/watch?v=Jq67MqKJwRE&t=30\n:::"),
        ('{{< youtube id="Jq67MqKJwRE" title="A talk" >}}',
         "<https://www.youtube.com/watch?v=Jq67MqKJwRE> A talk"),
        ("{{< tweet 123 >}}", "<https://twitter.com/i/status/123>"),
        ('{{< figure src="b.png" caption="Some `code`" class="x" >}}',
         "![Some `code`](<b.png>) Some `code`"),
        ('{{< figure src="b.png" alt="A" attr="Me" >}}', "![A](<b.png>) Me"),
        ("{{< highlight go >}}\na\n\n    b\n{{< / highlight >}}",
         "{{< highlight go >}}\na\n\n    b\n{{< / highlight >}}"),
        ("{{< highlight go >}}a{{< /highlight >}} b", "```go\na\n```\n b"),
        ("* x\n  {{< highlight go >}}\n  a\n  {{< /highlight >}}", "* x\n  ```go\n  a\n  ```"),
        ('[b]({{< relref "b" >}}) [c]({{< ref path="b.md" >}})', "[b](b.md) [c](b.md)"),
        ("a\n<!-- more -->\n\nb", "a\n\nb"),
        ("`{{< gist a 1 >}}` {{</* gist a 1 */>}}", "`{{< gist a 1 >}}` {{< gist a 1 >}}"),
    ],
)  # fmt: skip
def test_hugo(convert, text, written):
    files = {"content/post/b.md": "# B\n", "content/post/b.png": "x"}
    found, _ = convert(f"# A\n\n{text}\n", HUGO, **files)
    assert found == written


def test_unknown_shortcodes_are_kept_and_reported_once_for_a_pair(convert):
    text = '{{< details "a" >}}\nb {{< c >}}\n{{< /details >}}'
    written, messages = convert(f"# A\n\n{text}\n", HUGO)
    assert written == text
    assert [message.partition(" is ")[0] for message in messages] == [
        '{{< details "a" >}}',
        "{{< c >}}",
    ]


@pytest.mark.parametrize(
    ("text", "front", "rest"),
    [
        ('{"title": "T", "tags": ["a"]}\nx', {"title": "T", "tags": ["a"]}, ["x"]),
        ('{\n  "a": {\n    "b": 1\n  }\n}\n\nx', {"a": {"b": 1}}, ["", "x"]),
        ('{"a": 1} is JSON\n', {}, ['{"a": 1} is JSON']),
        ("{% include a %}\n", {}, ["{% include a %}"]),
        ("\n\n---\ntitle: T\n---\nx", {"title": "T"}, ["x"]),
        ("\n---\ntext\n---\nx", {}, ["", "---", "text", "---", "x"]),
        ("Title: A: b\nDate: 2020-01-02\n\nx", {"title": "A: b", "date": "2020-01-02"}, ["x"]),
        ("TITLE: A\nAuthors: B\n    C\nOdd key:\n\nx", {"title": "A", "authors": "B C", "odd key":
         ""}, ["x"]),
        ("Title: A\n\nx", {"title": "A"}, ["x"]),
        ("Date: 2020\n\nx", {}, ["Date: 2020", "", "x"]),
        ("Title: A\nDate: B\nx", {}, ["Title: A", "Date: B", "x"]),
        ("Title: A\nand more\nDate: B\n\nx", {}, ["Title: A", "and more", "Date: B", "", "x"]),
        ("Speaker: A\nDate: B\nConference: C\n\nx", {}, ["Speaker: A", "Date: B", "Conference: C",
         "", "x"]),
    ],
)  # fmt: skip
def test_front_matter(text, front, rest):
    found, lines, reports = split_front(split_lines(text), "page.md")
    assert (found, [line.text for line in lines], reports) == (front, rest, [])


TWO = "# FooConf 2019\n\n## Snakes - Ann Bee\n\na\n\n## Rays - Jo Doe\n\nb\n"


@pytest.mark.parametrize(
    ("front", "body", "written", "talks"),
    [
        ("talks: headings", TWO, "conference: FooConf 2019", ["Snakes", "Rays"]),
        ("talks: off", TWO, "conference: FooConf 2019", []),
        ("talk: true", "# Snakes\n\na\n", "", ["Snakes"]),
        ("talk: false\nspeakers: Ann Bee", "# Snakes\n\na\n",
         "talk: false\nspeakers: Ann Bee", []),
    ],
)  # fmt: skip
def test_front_matter_says_what_is_a_talk_here_as_in_sphinx(
    tmp_path, convert, front, body, written, talks
):
    _, messages = convert(f"---\n{front}\n---\n{body}")
    collection = read_collection(tmp_path)
    (page,) = [page for page in collection.pages.values() if page.path.name == "page.md"]
    text = plan_project(collection).texts["page.md"]
    assert ([talk.draft.title for talk in page.talks], messages) == (talks, [])
    assert text.startswith(f"---\n{written}\n---\n" if written else ":::{talk}")
    assert find_hints(collection) == []


def test_the_first_heading_names_the_conference_where_front_matter_has_another_title(
    tmp_path, convert
):
    convert("---\ntitle: What I heard\n---\n" + TWO.replace(" - ", " | "))
    (page,) = [p for p in read_collection(tmp_path).pages.values() if p.path.name == "page.md"]
    assert (page.title, page.conference) == ("What I heard", "FooConf 2019")


def test_keys_of_front_matter_are_found_whatever_their_case(tmp_path, convert):
    convert("---\nTitle: A\nDate: 2020-01-02\nAUTHOR: Jo Doe\n---\nx\n")
    text = plan_project(read_collection(tmp_path)).texts["page.md"]
    assert text == "---\ndate: 2020-01-02\nnotes-by: Jo Doe\n---\n\n# A\n\nx\n"


def test_the_order_of_pages_is_that_of_the_summary(tmp_path):
    files = {
        "SUMMARY.md": "* [B](b.md)\n  * [A](x/a.md)\n", "b.md": "# B\n", "x/a.md": "# A\n",
        "y/2020-01-02.md": "# D\n", "y/README.md": "# Y\n", "y/2019-01-02.md": "# C\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    written = plan_project(read_collection(tmp_path)).texts["index.md"]
    listed = written.partition("maxdepth: 1\n\n")[2].split()[:6]
    assert listed == ["/b", "/x/a", "/y/README", "/y/2019-01-02", "/y/2020-01-02", "/SUMMARY"]
