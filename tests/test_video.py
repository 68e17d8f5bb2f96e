"""Videos on a page: a card in HTML, a link elsewhere, and nothing fetched from others."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from notes_html import addresses, dead_links, links_of, main_of, soup, words
from notes_site import Site
from notes_snippets import FILES as MEDIA

YT = "dQw4w9WgXcQ"
FILES = {
    **MEDIA,
    "index.md": """
        # Root

        ```{toctree}
        at
        ```

        ::::{talk} Several
        :video: https://youtu.be/dQw4w9WgXcQ?t=90, https://vimeo.com/76979871

        :::{video} https://media.ccc.de/v/36c3-10652-bahnmining
        :start: 1:00
        :end: 2:05
        :title: The <demo> & "more"

        What *was* shown.
        :::

        :::{video} https://archive.org/details/PyCon
        :::

        :::{video} https://framatube.org/w/kkGMgK9ZtnKfYAgnEtQxbv
        :::
        ::::

        ::::{talk} Local
        :video: talk.mp4
        :slides: slides.pdf

        :::{video} talk.mp4
        :captions: talk.vtt
        :start: 5
        :::
        ::::
        """,
    "at.md": """
        # At

        ::::{talk} One video
        :video: https://youtu.be/dQw4w9WgXcQ

        1. {at}`12:30`
        1. {at}`1:02:03`
        1. {at}`90`
        1. {at}`1m30s`
        1. {at}`0:00`

        :::{video} https://vimeo.com/76979871
        :::

        1. {at}`0:10`
        ::::

        ::::{talk} Local
        :video: talk.mp4

        1. {at}`0:20`
        ::::

        ::::{talk} In the notes only
        :::{video} https://youtu.be/dQw4w9WgXcQ?t=60
        :::

        1. {at}`0:30`
        ::::

        :::{video} https://archive.org/details/PyCon
        :::

        1. {at}`0:40`
        """,
}


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("notes"), FILES)
    for builder in ("text", "epub", "latex", "html"):
        made.build(builder, conf={"copyright": "x", "version": "1"})
        assert made.warnings == [], builder
    return made


def figures(site, page):
    return main_of(site, page).select("figure.tn-video")


def test_cards(notes):
    found = [
        (f["data-tn-provider"], f["data-tn-start"], f["data-tn-end"], f.a["href"])
        for f in figures(notes, "index")
        if f["data-tn-provider"] != "file"
    ]
    assert found == [
        ("youtube", "90", "", f"https://www.youtube.com/watch?v={YT}&t=90"),
        ("vimeo", "", "", "https://vimeo.com/76979871"),
        ("ccc", "60", "125", "https://media.ccc.de/v/36c3-10652-bahnmining#t=60"),
        ("archive", "", "", "https://archive.org/details/PyCon"),
        ("peertube", "", "", "https://framatube.org/w/kkGMgK9ZtnKfYAgnEtQxbv"),
    ]
    embeds = [f.get("data-tn-embed") for f in figures(notes, "index")]
    assert embeds[0] == f"https://www.youtube-nocookie.com/embed/{YT}?start=90"
    assert all(e is None or e.startswith("https://") for e in embeds)


def test_captions_and_titles(notes):
    ccc = figures(notes, "index")[2]
    assert ccc["data-tn-title"] == 'The <demo> & "more"'
    assert words(ccc.a) == 'The <demo> & "more"'
    assert words(ccc.figcaption) == "media.ccc.de, 1:00–2:05"
    assert words(ccc.find_next_sibling("p")) == "What was shown."
    assert ccc.find_next_sibling("p").em
    assert words(figures(notes, "index")[0].a) == "Several"


def test_ids_of_cards_are_unique(notes):
    for page in ("index", "at"):
        ids = [f["id"] for f in figures(notes, page)]
        assert len(set(ids)) == len(ids)


def test_local_files_are_copied(notes):
    players = main_of(notes, "index").select("video")
    assert [urlsplit(p["src"]).fragment for p in players] == ["", "t=5"]
    for player in players:
        assert (notes.out("html") / urlsplit(player["src"]).path).is_file()
        assert player["preload"] == "none"
        assert player.has_attr("controls")
    track = players[1].track
    assert (notes.out("html") / track["src"]).is_file()
    assert track["kind"] == "captions"
    (slides,) = [a for t, a in links_of(main_of(notes, "index")) if t == "Slides"]
    assert (notes.out("html") / slides).is_file()
    assert dead_links(notes.out("html")) == []


def test_nothing_is_loaded_from_others(notes):
    for path in sorted(notes.out("html").rglob("*.html")):
        page = soup(path.read_text("utf-8"))
        assert not page.select("iframe, object, embed")
        for tag in page.find_all(True):
            for name, value in tag.attrs.items():
                if isinstance(value, list):
                    continue
                foreign = re.search(r"(?:https?:)?//\w", value)
                if foreign and not (tag.name == "a" and name == "href"):
                    assert name.startswith("data-"), f"{path.name}: <{tag.name} {name}={value}>"
    for path in notes.out("html").glob("_static/talknotes*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", path.read_text("utf-8"))


def test_elsewhere_a_video_is_a_link(notes):
    text = notes.text("index.txt", "text")
    assert 'Video: The <demo> & "more" (media.ccc.de, 1:00–2:05)' in text
    tex = next(notes.out("latex").glob("*.tex")).read_text("utf-8")
    assert rf"watch?v={YT}\&t=90" in tex.replace(r"\%", "%")
    assert "tn-video" not in tex
    page = soup((notes.out("epub") / "index.xhtml").read_text("utf-8"))
    assert not page.select("figure, video")
    assert "https://vimeo.com/76979871" in list(addresses(page))


def moments(site, page):
    return [
        (words(a), a["href"], a.get("data-tn-seconds"), a.get("data-tn-video"))
        for a in main_of(site, page).select("a.tn-at")
    ]


def test_at(notes):
    watch = f"https://www.youtube.com/watch?v={YT}"
    found = moments(notes, "at")
    assert [row[:3] for row in found] == [
        ("12:30", f"{watch}&t=750", "750"),
        ("1:02:03", f"{watch}&t=3723", "3723"),
        ("90", f"{watch}&t=90", "90"),
        ("1m30s", f"{watch}&t=90", "90"),
        ("0:00", watch, "0"),
        ("0:10", "https://vimeo.com/76979871#t=10s", "10"),
        ("0:20", found[6][1], "20"),
        ("0:30", f"{watch}&t=30", "30"),
        ("0:40", "https://archive.org/details/PyCon?start=40", "40"),
    ]
    assert found[6][1].startswith("#")
    ids = {f["id"]: f for f in figures(notes, "at")}
    providers = [ids[row[3]]["data-tn-provider"] for row in found]
    assert providers == [*["youtube"] * 5, "vimeo", "file", "youtube", "archive"]


def test_at_elsewhere(notes):
    page = soup((notes.out("epub") / "at.xhtml").read_text("utf-8"))
    links = dict(links_of(page))
    assert links["12:30"] == f"https://www.youtube.com/watch?v={YT}&t=750"
    assert "0:20" not in links
    assert "0:20" in words(page)


@pytest.mark.parametrize(
    ("text", "markup", "problem"),
    [
        ("# P\n\nAt {at}`12:30`.\n", "md", "there is no video here"),
        ("# P\n\n:::{talk} One\nAt {at}`12:30`.\n:::\n", "md", "there is no video here"),
        ("# P\n\n:::{talk} One\nAt {at}`half past`.\n:::\n", "md", "is not a time in a video"),
        ("P\n=\n\nAt :at:`12:30`.\n", "rst", "there is no video here"),
        ("P\n=\n\nAt :at:`-5`.\n", "rst", "is not a time in a video"),
    ],
)
def test_at_without_a_video(site, text, markup, problem):
    made = site({f"index.{markup}": text}).build()
    (warning,) = made.warnings
    assert problem in warning
    assert warning.endswith("[talknotes.at]")
    assert not main_of(made, "index").select("a.tn-at")
    assert re.search("At (?:12:30|half past|-5) ?[.]", words(main_of(made, "index")))


def test_at_in_another_talk_does_not_use_the_video_before(site):
    made = site({"index.md": "# P\n\n:::{talk} One\n:video: https://youtu.be/dQw4w9WgXcQ\n:::\n\n"
                             ":::{talk} Two\n{at}`1:00`\n:::\n"}).build()  # fmt: skip
    assert len(made.warnings) == 1
    assert moments(made, "index") == []


def test_at_with_a_link_only(site):
    made = site(
        {
            "index.md": "# P\n\n:::{talk} One\n:video: https://example.org/watch.mp4\n\n{at}`1:00`\n:::\n"
        },
        {"suppress_warnings": ["talknotes.video"]},
    ).build()
    assert made.warnings == []
    (row,) = moments(made, "index")
    assert row[1] == "https://example.org/watch.mp4#t=60"
    assert not figures(made, "index")
    assert not row[3]


def test_a_missing_file_is_reported(site):
    made = site(
        {"index.md": "# P\n\n:::{talk} One\n:video: gone.mp4\n:slides: gone.pdf\n:::\n"}
    ).build()
    assert len(made.warnings) == 2
    assert all("gone." in w and "not readable" in w for w in made.warnings)
    assert "One" in words(main_of(made, "index"))


def test_peertube_hosts(site):
    text = "# P\n\n:::{video} https://tube.example.org/w/42\n:::\n"
    made = site({"index.md": text}, {"talknotes_peertube_hosts": ["tube.example.org"]}).build()
    assert made.warnings == []
    (figure,) = figures(made, "index")
    assert figure["data-tn-provider"] == "peertube"
    assert figure["data-tn-embed"].startswith("https://tube.example.org/videos/embed/42")
