"""The sidebar that generated pages share is the one that Sphinx makes for each of them."""

from __future__ import annotations

import json

import pytest

CONF = """
html_theme = {theme!r}
seen = []


def compare(app, pagename, templatename, context, doctree):
    branch = {{"collapse": True, "includehidden": True}}
    whole = {{"collapse": False, "titles_only": True, "maxdepth": -1, "includehidden": True}}
    for options in (branch, whole):
        shared = context["toctree"](**options)
        own = app.builder._get_local_toctree(pagename, **options)
        seen.append((pagename, shared == own, bool(own)))


def write(app, exception):
    import json
    (app.outdir / "seen.json").write_text(json.dumps(seen), encoding="utf-8")


def setup(app):
    app.connect("html-page-context", compare, priority=999)
    app.connect("build-finished", write)
"""
DAY = """
# Day {day}

:::{{talk}} Talk {day}
:speakers: Ada {day}, Bo
:conference: PyCon 201{day}
:tools: tool{day}, pip
Notes.
:::
"""


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_shared_sidebar_is_the_one_of_the_page(site, theme):
    project = site(
        {
            "index.md": "# Home\n\n```{toctree}\nnotes/a\nnotes/b\n```\n",
            "notes/a.md": DAY.format(day=1),
            "notes/b.md": DAY.format(day=2),
        },
        conf=CONF.format(theme=theme),
    )
    project.build()
    seen = json.loads((project.out() / "seen.json").read_text(encoding="utf-8"))
    generated = {name for name, _, _ in seen if name.startswith(("speakers/", "tools/"))}
    assert {"speakers/bo", "speakers/ada-1", "tools/tool2", "tools/pip"} <= generated
    assert [name for name, equal, _ in seen if not equal] == []
    assert all(shown for _, _, shown in seen)
