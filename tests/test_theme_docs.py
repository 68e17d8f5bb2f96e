"""What the documentation says about the theme: complete, true, and shown with it."""

from __future__ import annotations

import ast
import os
import re
import runpy
import subprocess
import sys
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from notes_server import POLICY
from sphinx_talknotes.ext.frame import Frame
from sphinx_talknotes.ext.frame.values import Group, Heading, Item
from sphinx_talknotes.ext.views.base import Link

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
THEME = ROOT / "sphinx_talknotes" / "theme" / "talknotes"
TABLES = SimpleNamespace(**runpy.run_path(str(DOCS / "_ext" / "theme_tables.py")))
SHOTS = SimpleNamespace(**runpy.run_path(str(DOCS / "screenshots.py")))
BLOCK = re.compile(
    r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


def build(out: Path, **environment: str) -> Path:
    """Build the documentation as it is published: a warning is an error."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("READTHEDOCS")
    }
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-nW", "--keep-going", "-b", "html",
         "-d", str(out / "doctrees"), str(DOCS), str(out / "html")],
        env={**inherited, "NO_COLOR": "1", "PYTHONWARNINGS": "", **environment},
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return out / "html"


@pytest.fixture(scope="session")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as pages."""
    return build(tmp_path_factory.mktemp("theme-docs"))


@cache
def parse(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")


def cells(soup: BeautifulSoup, head: str) -> dict[str, list[str]]:
    """Return first cell → other cells of all tables whose first column is called *head*."""
    found = {}
    for table in soup.find_all("table"):
        if table.find("th").get_text() == head:
            for row in table.find("tbody").find_all("tr"):
                first, *others = (cell.get_text() for cell in row.find_all("td"))
                found[first] = others
    return found


# -- the reference is complete


def test_every_option_of_the_theme_is_described(html):
    import tomllib

    options = tomllib.loads((THEME / "theme.toml").read_text(encoding="utf-8"))["options"]
    shown = cells(parse(html / "theme/index.html"), "Option")
    assert shown.keys() == options.keys()
    for name, (default, meaning) in shown.items():
        assert default == (options[name] or "none")
        assert len(meaning) > 20


def test_an_option_without_a_description_fails():
    text = '[options]\n# Of the first.\nfirst = ""\nsecond = "2"\n'
    with pytest.raises(ValueError, match="second"):
        TABLES.read_options(text)
    # a comment belongs to the line below it, not to one after a gap
    with pytest.raises(ValueError, match="first"):
        TABLES.read_options('[options]\n# Of all.\n\nfirst = ""\n')
    assert TABLES.read_options('[options]\n# Of\n# both lines.\nfirst = "1"\n') == {
        "first": ("1", "Of both lines.")
    }


def test_every_variable_is_described(html):
    css = (THEME / "css" / "tokens.css").read_text(encoding="utf-8")
    named = set(re.findall(r"(--tn-[\w-]+) *:", css))
    shown = cells(parse(html / "theme/colours.html"), "Variable")
    assert shown.keys() == named
    for name, (meaning, light, dark) in shown.items():
        assert len(meaning) >= 5, name
        assert light.replace(" ", "") in css.replace(" ", "")
        assert dark == "the same" or dark.replace(" ", "") in css.replace(" ", "")
    assert shown["--tn-paper"][1] != shown["--tn-paper"][2]


def test_a_variable_without_a_description_fails():
    variables = TABLES.read_variables((THEME / "css" / "tokens.css").read_text(encoding="utf-8"))
    lines = [f"{name}: what it is for" for name in variables]
    assert len(list(TABLES.theme_variables(lines))) == len(variables) + 1
    with pytest.raises(ValueError, match="--tn-ink"):
        list(TABLES.theme_variables([line for line in lines if "--tn-ink:" not in line]))
    with pytest.raises(ValueError, match="--tn-gone"):
        list(TABLES.theme_variables([*lines, "--tn-gone: it was there once"]))


def test_values_of_both_modes_are_told_apart():
    assert TABLES.split_value("1rem") == ("1rem", "1rem")
    assert TABLES.split_value("light-dark(oklch(45% var(--a) 1), rgb(1, 2, 3))") == (
        "oklch(45% var(--a) 1)", "rgb(1, 2, 3)",
    )  # fmt: skip


def test_every_template_is_described(html):
    files = {path.relative_to(THEME).as_posix() for path in THEME.rglob("*.html")}
    shown = cells(parse(html / "theme/templates.html"), "Template")
    assert shown.keys() == files
    assert all(len(purpose) > 10 for (purpose,) in shown.values())


def test_a_template_without_a_comment_fails(tmp_path):
    (tmp_path / "new.html").write_text("<p>\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"new\.html"):
        TABLES.read_templates(tmp_path)


def test_every_block_of_the_frame_is_named(html):
    text = (THEME / "layout.html").read_text(encoding="utf-8")
    blocks = re.findall(r"block (\w+)", text)
    assert blocks
    shown = cells(parse(html / "theme/templates.html"), "Blocks of layout.html, from top to bottom")
    assert list(shown) == [", ".join(blocks)]


@pytest.mark.parametrize("value", [Frame, Link, Item, Group, Heading])
def test_every_value_of_templates_is_in_the_reference(html, value):
    page = parse(html / "theme/templates.html")
    section = page.find("section", id=value.__name__.lower())
    assert list(cells(section, "Attribute")) == [row.name for row in fields(value)]
    about = (value.__doc__ or "").split(".")[0].replace("``", "").replace("'", "’")
    assert about in section.get_text()


# -- what it says is true


def dicts(page: str) -> dict[str, object]:
    """Return all html_theme_options that a page shows, together."""
    found = {}
    for text in re.findall(r"^html_theme_options = (\{.*?^\})$", page, re.MULTILINE | re.DOTALL):
        if "os.environ" not in text:
            found |= ast.literal_eval(text)
    return found


def test_options_in_examples_exist():
    known = TABLES.read_options((THEME / "theme.toml").read_text(encoding="utf-8"))
    variables = TABLES.read_variables((THEME / "css" / "tokens.css").read_text(encoding="utf-8"))
    used = {}
    for name in ("index", "colours"):
        used |= dicts((DOCS / "theme" / f"{name}.md").read_text(encoding="utf-8"))
    assert {"accent", "light_css_variables", "dark_css_variables"} <= used.keys() <= known.keys()
    for mode in ("light", "dark"):
        assert used[f"{mode}_css_variables"].keys() <= variables.keys()


def test_examples_of_options_do_what_is_said(site):
    options = {}
    for name in ("index", "colours"):
        options |= dicts((DOCS / "theme" / f"{name}.md").read_text(encoding="utf-8"))
    made = site(
        {"index.md": "# Home\n"}, {"html_theme": "talknotes", "html_theme_options": options}
    )
    made.build()
    assert made.warnings == []
    page = made.html("index.html")
    assert f'href="{options["source_repository"]}/edit/main/notes/index.md"' in page
    for text, address in options["footer_links"]:
        assert f'<a href="{address}">{text}</a>' in page
    css = made.text("_static/talknotes-theme.css")
    for mode in ("light", "dark"):
        for name, value in options[f"{mode}_css_variables"].items():
            assert f"{name}: {value};" in css


def template_examples() -> tuple[str, list[tuple[str, str]]]:
    """Return conf.py, and path and text of each template that the documentation shows."""
    blocks = BLOCK.findall((DOCS / "theme" / "templates.md").read_text(encoding="utf-8"))
    conf = "".join(text for name, text in blocks if name == "conf.py")
    return conf, [(name, text) for name, text in blocks if name != "conf.py"]


FILES = {"index.md": "# Home\n\nText.\n", "imprint.md": "---\norphan: true\n---\n# Imprint\n"}


def test_templates_can_be_overridden_as_written(site):
    conf, templates = template_examples()
    assert 'html_theme = "talknotes"' not in conf
    conf = f'html_theme = "talknotes"\ncopyright = "Somebody"\n{conf}'
    plain = site(FILES, conf).build()
    assert plain.warnings == []
    assert plain.app.config.talknotes_navigation == "branch"
    assert "trains" not in plain.html("index.html")
    layouts = [text for name, text in templates if name == "_templates/layout.html"]
    footers = [text for name, text in templates if name == "_templates/components/footer.html"]
    assert (len(layouts), len(footers)) == (1, 2)
    replaced, added = footers

    made = plain.rebuild({"_templates/layout.html": layouts[0],
                          "_templates/components/footer.html": replaced})  # fmt: skip
    assert made.warnings == []
    page = made.html("index.html")
    assert '<meta name="theme-color" content="#006b5b">' in page
    footer = BeautifulSoup(page, "html5lib").find("footer", class_="tn-footer")
    assert footer.get_text().split() == ["Written", "on", "trains.", "Imprint"]
    assert footer.find("a")["href"] == "imprint.html"

    page = made.rebuild({"_templates/components/footer.html": added}).html("index.html")
    assert made.warnings == []
    text = BeautifulSoup(page, "html5lib").find("footer", class_="tn-footer").get_text()
    assert text.index("Somebody") < text.index("Written on trains.")


def test_every_component_can_be_replaced(site):
    for path in sorted((THEME / "components").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        if path.name in ("macros.html", "index-entries.html"):
            continue  # imported, and of the index only
        made = site(
            {"index.md": "# Home\n\n```{toctree}\npage\n```\n\n## Part\n\n## Part two\n",
             "page.md": "# Page\n\nText.\n\n## Below\n",
             f"_templates/components/{path.name}": f"{text}<!-- own {path.stem} -->"},
            {"html_theme": "talknotes", "templates_path": ["_templates"]},
        )  # fmt: skip
        made.build()
        assert made.warnings == []
        assert made.html("page.html").count(f"<!-- own {path.stem} -->") == 1, path.name


def test_the_macro_makes_the_link_that_is_shown(site):
    text = (DOCS / "theme" / "templates.md").read_text(encoding="utf-8")
    example = re.search(r"^```jinja\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]
    made = site(
        {"index.md": "# Home\n\n```{toctree}\nfolder/page\n```\n", "folder/page.md": "# Page\n",
         "_templates/components/footer.html": example},
        {"html_theme": "talknotes", "templates_path": ["_templates"]},
    )  # fmt: skip
    footer = BeautifulSoup(made.build().html("folder/page.html"), "html5lib").find("footer")
    assert [(link["href"], link.get_text()) for link in footer.find_all("a")] == [
        ("../index.html", "Home")
    ]


def test_the_policy_is_the_one_that_pages_are_tested_with(html):
    text = parse(html / "theme/index.html").get_text()
    assert f"Content-Security-Policy: {POLICY}\n" in text


# -- its own pages


def pages(html: Path) -> list[Path]:
    return sorted(path for path in html.rglob("*.html") if "_static" not in path.parts)


def test_pages_hold_no_styles_and_scripts_and_load_nothing_foreign(html):
    assert len(pages(html)) > 80
    for path in pages(html):
        page = parse(path)
        where = str(path.relative_to(html))
        assert page.find("body")["class"][0].startswith("tn-page-"), where
        assert not page.find_all("style"), where
        assert not page.find_all(style=True), where
        for script in page.find_all("script"):
            # data is no script
            assert script.get("src") or script["type"] == "application/ld+json", where
        for tag in page.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on")], where
        loaded = [tag["src"] for tag in page.find_all(src=True)]
        loaded += [tag["href"] for tag in page.find_all("link", rel=["stylesheet", "icon"])]
        assert loaded, where
        assert not [address for address in loaded if ":" in address], where


def test_pages_of_read_the_docs_know_where_they_are(tmp_path):
    out = build(
        tmp_path, READTHEDOCS_CANONICAL_URL="https://docs.example.org/en/latest/",
        READTHEDOCS_GIT_CLONE_URL="https://git.example.org/owner/name.git",
    )  # fmt: skip
    page = parse(out / "theme/index.html")
    canonical = [link["href"] for link in page.find_all("link", rel="canonical")]
    assert canonical == ["https://docs.example.org/en/latest/theme/index.html"]
    edit = "https://git.example.org/owner/name/edit/main/docs/theme/index.md"
    assert page.find("a", href=edit)
    assert "https://docs.example.org/en/latest/theme/" in (out / "sitemap.xml").read_text("utf-8")


def test_pages_built_elsewhere_invent_no_address(html):
    page = parse(html / "theme/index.html")
    assert page.find("link", rel="canonical") is None
    assert not page.find_all("a", href=re.compile(r"/edit/"))
    assert not (html / "sitemap.xml").exists()


SHOWN = (
    "section.tn-talk dl.tn-facts", "section.tn-talk .tn-planned", ".tn-badge.tn-kind-keynote",
    ".tn-badge.tn-status-cancelled", "section.tn-talk .tn-tldr", ".tn-thoughts", ".tn-question",
    ".tn-followup", "a.tn-at", ".tn-video", "ul.tn-cards > li.tn-card.tn-status-noted",
    "li.tn-card.tn-status-planned", "li.tn-card.tn-status-cancelled", "ul.tn-cards.tn-timetable",
    ".tn-rows", "table.tn-table", ".tn-empty", ".tn-entity", "ul.tn-conferences", "ul.tn-speakers",
    "ul.tn-tools", "ul.tn-remarks", '[lang="de"]', '[lang="ja"]', '[lang="ar"]',
    ".admonition.note", ".admonition.danger", "div.versionadded", ".highlight .linenos",
    ".highlight .hll", ".highlight-diff .gi", ".highlight-json", ".highlight-html", "blockquote",
    "dl.simple", "figure img", "aside.footnote", ".sd-tab-set", ".sd-card", "details", "kbd", "hr",
    ".tn-scroll > table",
)  # fmt: skip


@pytest.mark.parametrize("selector", SHOWN)
def test_the_gallery_shows_everything(html, selector):
    article = parse(html / "theme/gallery.html").find(class_="tn-body")
    assert article.select(selector)


def test_the_gallery_has_talks_of_nobody_and_of_many(html):
    page = parse(html / "theme/gallery.html")
    counts = [
        len(band.select("dd.tn-speakers a")) for band in page.select("section.tn-talk > .tn-facts")
    ]
    assert min(counts) == 0
    assert max(counts) >= 10


# -- pictures


def test_pictures_are_those_that_the_script_makes_and_small():
    files = {path.name: path.stat().st_size for path in SHOTS.FOLDER.iterdir()}
    assert sorted(files) == sorted(SHOTS.names())
    assert max(files.values()) < SHOTS.MOST_BYTES == 150_000
    assert sum(files.values()) < SHOTS.MOST_BYTES_TOGETHER == 1_200_000
    for name in files:
        data = (SHOTS.FOLDER / name).read_bytes()
        assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")


def test_pages_that_are_pictured_are_built(html):
    for path in SHOTS.PAGES.values():
        assert (html / path).is_file()


def test_each_picture_has_a_partner_for_the_other_mode(html):
    page = parse(html / "theme/index.html")
    shown = {mode: page.select(f"img.docs-picture.tn-only-{mode}") for mode in ("light", "dark")}
    assert len(shown["light"]) >= 3
    for light, dark in zip(shown["light"], shown["dark"], strict=True):
        assert Path(light["src"]).name.replace("-light", "-dark") == Path(dark["src"]).name
        assert light["alt"].replace("in light", "in dark") == dark["alt"] != light["alt"]
        for picture in (light, dark):
            assert (html / "theme" / picture["src"]).is_file()
