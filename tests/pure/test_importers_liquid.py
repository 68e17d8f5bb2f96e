"""The part of Liquid that notes use."""

from __future__ import annotations

import pytest

from sphinx_talknotes.importers.lines import split_lines
from sphinx_talknotes.importers.liquid import Template

SCOPE = {
    "site": {
        "baseurl": "",
        "posts": [{"title": "One", "n": 1}, {"title": "Two", "n": 2}],
        "tags": {
            "s": [{"title": "B", "in": "s"}, {"title": "A", "in": ["s", "t"]}, {"title": "C"}]
        },
    },
    "page": {"title": "Two", "tags": ["a", "b"], "draft": False, "series": "s"},
}


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("plain", "plain"),
        ("{{ page.title }}!", "Two!"),
        ("{{page.title | escape}}", "Two"),
        ("{{ page.title | upcase }}", "{{ page.title | upcase }}"),
        ("{{ secrets.TOKEN }}", "{{ secrets.TOKEN }}"),
        ("{% for p in site.posts %}\n* {{ p.title }}\n{% endfor %}", "* One\n* Two"),
        ("{% for p in site.posts reversed limit:1 %}{{ p.n }}{% endfor %}", "2"),
        ('{% if page.title contains "w" and page.title != "x" %}yes{% endif %}', "yes"),
        ('{% if (page.title == "x") or (page.tags contains "b") %}yes{% endif %}', "yes"),
        ("{% if page.draft %}a{% elsif page.none %}b{% else %}c{% endif %}", "c"),
        ("{% unless page.draft %}a{% endunless %}", "a"),
        ('{% assign x = "y" %}{{ x }}', "y"),
        (
            (
                '{% assign l = site.tags.s | where: "in", page.series | sort: "title" %}\n'
                "{% for p in l %}{{ p.title }}{% endfor %}"
            ),
            "AB",
        ),
        ("{% for p in site.tags[page.series] %}{{ p.title }}{% endfor %}", "BAC"),
        ("{% for p in site.tags['s'] reversed %}{{ p.title }}{% endfor %}", "CAB"),
        ("{% assign l = site.posts | reverse %}{% for p in l %}{{ p.n }}{% endfor %}", "21"),
        ("{{ site.posts.size }} {{ site.posts | size }} {{ site.posts.last.title }}", "2 2 Two"),
        ("{% assign l = site.posts | where: page.tags, page.tags %}{{ l.size }}", "0"),
        ('{% assign l = site.posts | where: "n", page.none %}', None),
        ('{% assign l = site.posts | where_exp: "p", "p.n > 1" %}', None),
        ("{% for p in site.tags[page.none] %}x{% endfor %}", None),
        ("{{ site.posts }}", None),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("a{% comment %}b{% endcomment %}c", "ac"),
        ("{% for p in site.posts %}", "{% for p in site.posts %}"),
        ("{% for p in nothing %}\nx\n{% endfor %}", "{% for p in nothing %}\nx\n{% endfor %}"),
        ("{% include a.html %}", "{% include a.html %}"),
        ("{% endif %}", "{% endif %}"),
        ("{% if a b %}x{% endif %}", "{% if a b %}x{% endif %}"),
        ("100% {sure}", "100% {sure}"),
    ],
)
def test_expansion(source, result):
    lines = Template(split_lines(source), SCOPE).expand()
    assert "\n".join(line.text for line in lines) == (source if result is None else result)


def test_lines_know_where_they_came_from():
    source = "a\n{% for p in site.posts %}\n* {{ p.title }}\n{% endfor %}\nb"
    lines = Template(split_lines(source), SCOPE).expand()
    assert [(line.text, line.number) for line in lines] == [
        ("a", 1),
        ("* One", 3),
        ("* Two", 3),
        ("b", 5),
    ]


def test_what_is_not_known_is_told():
    template = Template(split_lines("x\n{% include a %}\n{{ b }}"), SCOPE)
    template.expand()
    assert template.unknown == [("{% include a %}", 2), ("{{ b }}", 3)]
