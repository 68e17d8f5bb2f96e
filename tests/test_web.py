"""What pages and files say to machines: true, escaped, and as fresh as the page."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from notes_html import soup
from notes_site import Site
from notes_snippets import PIXEL
from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.web.graph import write_graph
from sphinx_talknotes.ext.web.prose import LONGEST, SHORTEST, complete, shorten
from sphinx_talknotes.ext.web.site import WebSite
from sphinx_talknotes.ext.web.sitemap import write_sitemap
from sphinx_talknotes.ext.web.times import iso_duration, talk_times
from sphinx_talknotes.model.dates import PartialDate
from sphinx_talknotes.model.records import Place, Talk

BASE = "https://example.org/en/latest/"
CONF = {"html_baseurl": BASE}
DAY = "day"
FILES = {
    "index.md": """
        # Home

        Talks that I heard, all of them in one place. There is more below.

        ```{toctree}
        day
        one
        ned
        ```
        """,
    "day.md": """
        ---
        conference: EuroPython 2020
        date: 2020-07-24
        ---
        # EuroPython 2020, day 2

        :::{conference} EuroPython 2020
        :start: 2020-07-23
        :end: 2020-07-26
        :timezone: Europe/Dublin
        :location: Dublin
        :url: https://ep2020.europython.eu/

        A conference about Python, this time without a place.
        :::

        ::::{talk} Automating machine learning workflow with DVC
        :speaker: Hongjoo Lee (SK hynix)
        :start: 07:00
        :duration: 30 min
        :room: Microsoft
        :url: https://ep2020.europython.eu/talks/CXG7TcM/
        :tools: DVC
        :tags: data, pipelines
        :language: en
        :video: https://www.youtube.com/watch?v=abcdefghijk&t=60
        :notes-by: Your Name

        :::{tldr}
        Data under version control.
        :::

        * A step runs again when what it depends on has changed, and only then.
        ::::

        ::::{talk} Second talk
        :speaker: Ned Batchelder, Hongjoo Lee
        :start: 08:00
        :video: https://www.youtube.com/watch?v=abcdefghijk&t=3600
        ::::
        """,
    "one.md": """
        # Pragmatic Unicode

        ::::{talk} Pragmatic Unicode
        :speaker: the boss
        :conference: PyCon US 2012
        :date: 2012-03
        :video: https://www.youtube.com/watch?v=sgHbC6udIqc

        :::{mythoughts}
        This opinion is mine alone and describes nothing of what was said there.
        :::

        See {speaker}`the boss` for all of it. Text outside of the program is bytes, always. A
        third sentence that is far too long to fit the rest of what a search engine shows of it.

        Never reached.
        ::::
        """,
    "ned.md": """
        # Ned Batchelder

        :::{speaker} Ned Batchelder
        :private-aliases: the boss
        :affiliation: edX
        :url: https://nedbatchelder.com/
        :links: Mastodon https://hachyderm.io/@nedbat
        :photo: ned.png

        Writes coverage.py.
        :::
        """,
    "ned.png": PIXEL,
}
DVC_TITLE = "Automating machine learning workflow with DVC"
DVC = "automating-machine-learning-workflow-with-dvc"


def head(made, page, builder=""):
    return soup(made.html(page, builder)).head


def metas(made, page, builder=""):
    """Return name → contents of all tags in a page's head."""
    found = {}
    for tag in head(made, page, builder).select("meta[name], meta[property]"):
        name = tag.get("property") or tag["name"]
        if name != "viewport":
            found.setdefault(name, []).append(tag["content"])
    return found


def graph(made, page, builder=""):
    scripts = head(made, page, builder).select('script[type="application/ld+json"]')
    assert len(scripts) == 1
    data = json.loads(scripts[0].string)
    assert data["@context"] == "https://schema.org"
    check_full(data)
    return data["@graph"]


def check_full(value):
    """Assert that nothing in a graph is empty."""
    assert value not in ("", None, [], {})
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for child in children:
            check_full(child)


def of_type(nodes, name):
    return [node for node in nodes if node["@type"] == name]


def parse(text):
    return ET.fromstring(text)  # noqa: S314 - ours


@pytest.fixture
def made(site):
    return site(FILES, CONF).build()


# -- descriptions ------------------------------------------------------------------------


def test_description_of_prose(made):
    assert metas(made, "index")["description"] == [
        "Talks that I heard, all of them in one place. There is more below."
    ]


def test_description_of_a_talk_is_its_prose_with_real_names_and_without_opinions(made):
    assert metas(made, "one")["description"] == [
        "See Ned Batchelder for all of it. Text outside of the program is bytes, always."
    ]


def test_description_is_the_summary_if_there_is_one(site):
    text = FILES["one.md"].replace(
        "        :::{mythoughts}",
        "        First words.\n\n        :::{tldr}\n        Decode what comes in, encode what "
        "goes out, and know what you have.\n        :::\n\n        :::{mythoughts}",
    )
    made = site({**FILES, "one.md": text}, CONF).build()
    assert metas(made, "one")["description"] == [
        "Decode what comes in, encode what goes out, and know what you have."
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("day", f"2 talks at EuroPython 2020, 24 July 2020: {DVC_TITLE}; Second talk."),
        ("speakers/hongjoo-lee", "Talks of Hongjoo Lee: 2 in EuroPython 2020."),
        ("tools/dvc", "Talks that mention DVC: 1 in EuroPython 2020."),
        ("conferences/pycon-us-2012", "PyCon US 2012, March 2012: 1 talk by 1 speaker."),
        ("speakers/index", "Notes: 2 speakers of 3 talks."),
    ],
)  # fmt: skip
def test_description_of_facts(made, page, text):
    assert metas(made, page)["description"] == [text]


def test_facts_complete_a_short_description(made):
    facts = "Talks of Ned Batchelder (edX): 1 in EuroPython 2020, 1 in PyCon US 2012."
    assert metas(made, "ned")["description"] == [f"Writes coverage.py. {facts}"]


def test_planned_talk_has_a_description_of_facts(site):
    text = "# Later\n\n:::{talk} Later\n:speakers: Ned Batchelder, Ada King\n:kind: keynote\n:::\n"
    made = site({"index.md": text}).build()
    assert metas(made, "index")["description"] == [
        "Keynote “Later” by Ned Batchelder and Ada King."
    ]


def test_page_without_words_has_no_description(site):
    made = site({"index.md": "# Home\n\n```{toctree}\nbare\n```\n", "bare.md": "# Bare\n"}).build()
    assert "description" not in metas(made, "bare")
    assert "og:description" not in metas(made, "bare")


@pytest.mark.parametrize(
    "files",
    [
        {"index.md": "---\ndescription: My own words.\n---\n# Home\n\nOther words.\n"},
        {"index.md": "---\nmyst:\n  html_meta:\n    description: My own words.\n---\n# H\n\nA.\n"},
        {"index.rst": ":description: My own words.\n\nHome\n====\n\nOther words.\n"},
        {"index.rst": "Home\n====\n\n.. meta::\n   :description: My own words.\n\nOther words.\n"},
    ],
)  # fmt: skip
def test_author_wins(site, files):
    made = site(files).build()
    found = metas(made, "index")
    assert found["description"] == ["My own words."]
    assert found["og:description"] == ["My own words."]


def test_private_alias_in_a_description_is_not_told(site):
    made = site(
        {**FILES, "one.md": "---\ndescription: The talk of The Boss.\n---\n" + _dedent("one.md")},
        CONF,
    ).build()
    assert metas(made, "one")["description"][0].startswith("See Ned Batchelder")
    pages = [*made.out().rglob("*.html"), made.out() / "sitemap.xml"]
    for page in pages:
        assert "the boss" not in page.read_text("utf-8").lower(), page


def _dedent(name):
    import textwrap

    return textwrap.dedent(FILES[name]).lstrip("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        ("a" * 300, "a" * 159 + "…"),
        ("word " * 60, "word " * 31 + "word…"),
        ("One sentence that has some length, sixty characters or so. " + "Words " * 30,
         "One sentence that has some length, sixty characters or so."),
        ("No. " + "word " * 60, "No. " + "word " * 30 + "word…"),
        ("日本語" * 100, ("日本語" * 100)[:159] + "…"),
        ("tabs\tand\x00 others\u2028here", "tabs and others here"),
    ],
)  # fmt: skip
def test_shorten(text, expected):
    assert shorten(text) == expected
    assert len(shorten(text)) <= LONGEST


def test_an_abbreviation_ends_no_sentence():
    start = "Some words about tools that everybody should know of, e.g. those that"
    assert shorten(f"{start} {'go on ' * 30}").startswith(start)


def test_private_alias_in_what_is_said_of_somebody_is_not_told(site):
    ned = FILES["ned.md"].replace("Writes coverage.py.", "Known as {speaker}`the boss` at work.")
    made = site({**FILES, "ned.md": ned}, CONF).build()
    assert metas(made, "ned")["description"][0].startswith("Known as Ned Batchelder at work.")
    assert "the boss" not in str(head(made, "ned")).lower()


def test_facts_follow_where_prose_is_short():
    assert complete("", "Facts.") == "Facts."
    assert complete("Few words", "Facts.") == "Few words. Facts."
    assert complete("w" * SHORTEST, "Facts.") == "w" * SHORTEST


# -- times -------------------------------------------------------------------------------


def talk(**values):
    return Talk("T", Place("p", "t"), **values)


@pytest.mark.parametrize(
    ("values", "zone", "expected"),
    [
        ({}, "Europe/Dublin", ("", "")),
        ({"date": PartialDate(2020, 7), "start": 60}, "Europe/Dublin", ("2020-07", "")),
        ({"date": PartialDate(2020, 7, 24)}, "Europe/Dublin", ("2020-07-24", "")),
        ({"date": PartialDate(2020, 7, 24), "start": 420, "end": 450}, "Europe/Dublin",
         ("2020-07-24T07:00+01:00", "2020-07-24T07:30+01:00")),
        ({"date": PartialDate(2020, 1, 24), "start": 420, "duration": 90}, "Europe/Dublin",
         ("2020-01-24T07:00+00:00", "2020-01-24T08:30+00:00")),
        ({"date": PartialDate(2020, 7, 24), "start": 1430, "duration": 20}, "Asia/Kolkata",
         ("2020-07-24T23:50+05:30", "2020-07-25T00:10+05:30")),
        # the night in which the clocks of New York went forward
        ({"date": PartialDate(2020, 3, 8), "start": 90, "duration": 60}, "America/New_York",
         ("2020-03-08T01:30-05:00", "2020-03-08T03:30-04:00")),
        ({"date": PartialDate(2020, 7, 24), "start": 420, "duration": 30}, "",
         ("2020-07-24T07:00", "2020-07-24T07:30")),
        ({"date": PartialDate(2020, 7, 24), "start": 420}, "No/City", ("2020-07-24T07:00", "")),
        ({"date": PartialDate(2020, 7, 24), "start": 420}, "Europe", ("2020-07-24T07:00", "")),
        ({"date": PartialDate(9999, 12, 31), "start": 1439, "duration": 9}, "Pacific/Honolulu",
         ("9999-12-31T23:59", "")),
        ({"date": PartialDate(1, 1, 1), "start": 0}, "Asia/Tokyo", ("0001-01-01T00:00", "")),
    ],
)  # fmt: skip
def test_times(values, zone, expected):
    assert talk_times(talk(**values), zone) == expected


def test_durations():
    assert [iso_duration(m) for m in (None, 0, 30, 60, 95)] == ["", "", "PT30M", "PT1H", "PT1H35M"]


# -- previews ----------------------------------------------------------------------------


def test_open_graph(made):
    found = metas(made, "one")
    assert found["og:title"] == ["Pragmatic Unicode"]
    assert found["og:type"] == ["article"]
    assert found["og:url"] == [BASE + "one.html"]
    assert found["og:site_name"] == ["Notes"]
    assert found["article:section"] == ["PyCon US 2012"]
    assert found["twitter:card"] == ["summary"]
    assert "og:image" not in found
    assert "og:locale" not in found
    assert "article:published_time" not in found
    assert all(len(contents) == 1 for contents in found.values())
    assert [metas(made, p)["og:type"] for p in ("index", "ned", "tools/dvc", "day")] == [
        ["website"], ["profile"], ["website"], ["article"]
    ]  # fmt: skip


def test_what_needs_an_address_is_left_out_without_one(site):
    made = site(FILES, {"html_logo": "ned.png"}).build()
    for page in ("index", "day", "ned", "speakers/hongjoo-lee", "conferences/europython-2020"):
        found = metas(made, page)
        assert not {"og:url", "og:image"} & found.keys()
        nodes = graph(made, page)
        assert not of_type(nodes, "BreadcrumbList")
        assert "example.org" not in json.dumps(nodes)
    assert not (made.out() / "sitemap.xml").exists()
    first = of_type(graph(made, "day"), "Event")[0]
    assert first["performer"] == [
        {"@type": "Person", "name": "Hongjoo Lee",
         "affiliation": {"@type": "Organization", "name": "SK hynix"}}
    ]  # fmt: skip


@pytest.mark.parametrize(
    "base", ["javascript:alert(1)//", "/notes/", "https://", 'https://x.org/"']
)
def test_base_that_is_no_address(site, base):
    made = site({"index.md": "# Home\n\nText.\n"}, {"html_baseurl": base}).build()
    assert "og:url" not in metas(made, "index")
    assert not (made.out() / "sitemap.xml").exists()


def test_pictures(site):
    made = site(FILES, {**CONF, "html_logo": "ned.png", "language": "pt_BR"}).build()
    assert metas(made, "ned")["og:image"] == [BASE + "_images/ned.png"]
    assert metas(made, "ned")["og:image:alt"] == ["Ned Batchelder"]
    assert metas(made, "one")["og:image"] == [BASE + "_static/ned.png"]
    assert (made.out() / "_images/ned.png").is_file()
    assert (made.out() / "_static/ned.png").is_file()
    assert metas(made, "one")["og:locale"] == ["pt_BR"]
    person = of_type(graph(made, "ned"), "ProfilePage")[0]["mainEntity"]
    assert person["image"] == BASE + "_images/ned.png"


def test_dates_of_publication(site):
    text = "---\npublished: 2020-08-01\nupdated: 2021-02-03\n---\n" + _dedent("one.md")
    made = site({**FILES, "one.md": text}, CONF).build()
    found = metas(made, "one")
    assert found["article:published_time"] == ["2020-08-01"]
    assert found["article:modified_time"] == ["2021-02-03"]
    article = of_type(graph(made, "one"), "Article")[0]
    assert (article["datePublished"], article["dateModified"]) == ("2020-08-01", "2021-02-03")
    assert f"<loc>{BASE}one.html</loc><lastmod>2021-02-03</lastmod>" in made.text("sitemap.xml")


@pytest.mark.parametrize("theme", ["alabaster", "furo", "classic"])
def test_every_theme(site, theme):
    made = site(FILES, {**CONF, "html_theme": theme}).build()
    canonical = head(made, "speakers/hongjoo-lee").select('link[rel="canonical"]')
    assert [link["href"] for link in canonical] == [BASE + "speakers/hongjoo-lee.html"]
    assert metas(made, "one")["og:title"] == ["Pragmatic Unicode"]
    assert of_type(graph(made, "one"), "Event")


@pytest.mark.parametrize("base", [BASE, BASE.rstrip("/")])
def test_dirhtml(site, base):
    made = site(FILES, {"html_baseurl": base}, builder="dirhtml").build()
    pages = {"index": "", "one": "one/", "speakers/index": "speakers/",
             "speakers/hongjoo-lee": "speakers/hongjoo-lee/"}  # fmt: skip
    for page, address in pages.items():
        canonical = [link["href"] for link in head(made, page).select('link[rel="canonical"]')]
        assert canonical == metas(made, page)["og:url"] == [BASE + address]
        assert f"<loc>{BASE}{address}</loc>" in made.text("sitemap.xml")
    crumbs = of_type(graph(made, "speakers/hongjoo-lee"), "BreadcrumbList")[0]["itemListElement"]
    assert [(c["position"], c["name"], c["item"]) for c in crumbs] == [
        (1, "Home", BASE), (2, "Speakers", BASE + "speakers/"),
        (3, "Hongjoo Lee", BASE + "speakers/hongjoo-lee/"),
    ]  # fmt: skip


def test_switched_off(site):
    made = site(FILES, {**CONF, "talknotes_metadata": False}).build()
    page = made.html("day")
    for word in ("og:", "twitter:", "ld+json", 'name="description"', "h-event", "dt-start"):
        assert word not in page


def test_extension_that_makes_previews(site):
    conf = f"""
    html_baseurl = {BASE!r}
    import sys, types
    other = types.ModuleType("sphinxext.opengraph")
    def add(app, pagename, template, context, doctree):
        context.setdefault("metatags", "")
        context["metatags"] += '<meta name="description" content="Theirs." />'
        context["metatags"] += '<meta property="og:title" content="Theirs" />'
    other.setup = lambda app: app.connect("html-page-context", add) and None
    sys.modules["sphinxext"] = types.ModuleType("sphinxext")
    sys.modules["sphinxext.opengraph"] = other
    extensions.append("sphinxext.opengraph")
    """
    made = site(FILES, conf).build()
    found = metas(made, "one")
    assert found["description"] == ["Theirs."]
    assert found["og:title"] == ["Theirs"]
    assert not {"og:type", "twitter:card"} & found.keys()
    assert of_type(graph(made, "one"), "Event")


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "json"])
def test_other_builders_have_none(site, builder):
    made = site(FILES, {**CONF, "version": "1", "copyright": "x", "author": "x"}, builder=builder)
    made.build()
    for path in made.out().rglob("*"):
        if path.is_file() and path.suffix in (".html", ".xhtml", ".fjson"):
            text = path.read_text("utf-8")
            assert "og:title" not in text
            assert "ld+json" not in text
            assert "<time" not in text
    assert not (made.out() / "sitemap.xml").exists()


# -- structured data ---------------------------------------------------------------------


def test_events(made):
    nodes = graph(made, "day")
    first, second, conference = of_type(nodes, "Event")
    assert first == {
        "@type": "Event",
        "@id": f"{BASE}day.html#{DVC}",
        "name": "Automating machine learning workflow with DVC",
        "startDate": "2020-07-24T07:00+01:00",
        "endDate": "2020-07-24T07:30+01:00",
        "duration": "PT30M",
        "location": {"@type": "Place", "name": "Microsoft", "address": "Dublin"},
        "performer": [{
            "@type": "Person",
            "@id": BASE + "speakers/hongjoo-lee.html#hongjoo-lee",
            "name": "Hongjoo Lee",
            "url": BASE + "speakers/hongjoo-lee.html",
            "affiliation": {"@type": "Organization", "name": "SK hynix"},
        }],
        "superEvent": {"@id": BASE + "conferences/europython-2020.html#europython-2020"},
        "inLanguage": "en",
        "keywords": "data, pipelines",
        "url": "https://ep2020.europython.eu/talks/CXG7TcM/",
        "recordedIn": [{"@id": f"_:clip-{DVC}-youtube-60-0"}],
    }  # fmt: skip
    assert [person["name"] for person in second["performer"]] == ["Ned Batchelder", "Hongjoo Lee"]
    assert "endDate" not in second
    assert conference == {
        "@type": "Event",
        "@id": first["superEvent"]["@id"],
        "name": "EuroPython 2020",
        "startDate": "2020-07-23",
        "endDate": "2020-07-26",
        "location": {"@type": "Place", "name": "Dublin", "address": "Dublin"},
        "url": "https://ep2020.europython.eu/",
    }


def test_names_within_a_graph_lead_somewhere(made):
    for page in ("day", "one", "ned", "conferences/europython-2020"):
        nodes = graph(made, page)
        known, asked = set(), set()

        def walk(value, known=known, asked=asked):
            if isinstance(value, dict):
                if "@id" in value:
                    (asked if len(value) == 1 else known).add(value["@id"])
                for item in value.values():
                    walk(item)
            elif isinstance(value, list):
                for item in value:
                    walk(item)

        walk(nodes)
        assert asked <= known, page


def test_stream_with_parts(made):
    (video,) = of_type(graph(made, "day"), "VideoObject")
    assert video["url"] == "https://www.youtube.com/watch?v=abcdefghijk"
    assert video["embedUrl"] == "https://www.youtube-nocookie.com/embed/abcdefghijk"
    assert "name" not in video  # nobody says what the stream is called
    assert not {"uploadDate", "thumbnailUrl"} & video.keys()
    assert [(c["name"], c["startOffset"], c["url"]) for c in video["hasPart"]] == [
        ("Automating machine learning workflow with DVC", 60, video["url"] + "&t=60"),
        ("Second talk", 3600, video["url"] + "&t=3600"),
    ]
    (whole,) = of_type(graph(made, "one"), "VideoObject")
    assert whole["name"] == "Pragmatic Unicode"
    assert "hasPart" not in whole


def test_local_video(site):
    text = "# T\n\n:::{talk} T\n:video: t.webm\n\nWords.\n:::\n"
    made = site({"index.md": text, "t.webm": b"video"}, CONF).build()
    (video,) = of_type(graph(made, "index"), "VideoObject")
    assert video["encodingFormat"] == "video/webm"
    assert video["contentUrl"].startswith(BASE + "_downloads/")
    assert (made.out() / video["contentUrl"].removeprefix(BASE)).read_bytes() == b"video"


def test_notes(made):
    articles = of_type(graph(made, "day"), "Article")
    assert [article["headline"] for article in articles] == [
        "Automating machine learning workflow with DVC"
    ]  # the second talk has no notes
    assert articles[0]["author"] == [{"@type": "Person", "name": "Your Name"}]
    assert articles[0]["about"] == {"@id": f"{BASE}day.html#{DVC}"}
    assert "datePublished" not in articles[0]


def test_cancelled_online_and_read(site):
    text = """
        # Mixed

        :::{conference} OnlineConf 2021
        :location: Online
        :series: OnlineConf
        :::

        :::{talk} Not held
        :conference: OnlineConf 2021
        :status: cancelled
        :::

        :::{talk} Some text
        :kind: article
        :speakers: Ned Batchelder
        :date: 2019

        Words.
        :::
        """
    made = site({"index.md": text}).build()
    nodes = graph(made, "index")
    event, conference = of_type(nodes, "Event")
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
    assert event["location"] == {"@type": "VirtualLocation", "name": "Online"}
    assert conference["superEvent"] == {"@type": "EventSeries", "name": "OnlineConf"}
    assert "startDate" not in conference  # the year in its name is no declared date
    read, notes = of_type(nodes, "Article")
    assert read["author"][0]["name"] == "Ned Batchelder"
    assert read["datePublished"] == "2019"
    assert notes["about"] == {"@id": read["@id"]}


def test_pages_of_entities(made):
    profile = of_type(graph(made, "ned"), "ProfilePage")[0]
    person = profile["mainEntity"]
    assert person["affiliation"] == {"@type": "Organization", "name": "edX"}
    assert person["sameAs"] == ["https://nedbatchelder.com/", "https://hachyderm.io/@nedbat"]
    assert person["description"] == "Writes coverage.py."
    performer = of_type(graph(made, "one"), "Event")[0]["performer"][0]
    assert performer["@id"] == person["@id"]
    thing = of_type(graph(made, "tools/dvc"), "Thing")[0]
    assert thing == {"@type": "Thing", "@id": BASE + "tools/dvc.html#dvc", "name": "DVC"}
    conference = of_type(graph(made, "conferences/europython-2020"), "Event")[0]
    assert [event["name"] for event in conference["subEvent"]] == [
        "Automating machine learning workflow with DVC", "Second talk"
    ]  # fmt: skip
    assert of_type(graph(made, "speakers/index"), "CollectionPage")
    site_node = of_type(graph(made, "index"), "WebSite")[0]
    assert site_node == {"@type": "WebSite", "name": "Notes", "url": BASE + "index.html",
                         "inLanguage": "en"}  # fmt: skip


def test_large_conference_is_bounded(site):
    talks = "\n".join(f"## T{n}\n\n:::{{talk}} Talk {n}\n:conference: Big 2020\n:::\n"
                      for n in range(130))  # fmt: skip
    made = site({"index.md": f"# All\n\n{talks}"}, {**CONF, "talknotes_llms": True}).build()
    conference = of_type(graph(made, "conferences/big-2020"), "Event")[0]
    assert len(conference["subEvent"]) == 100
    lines = made.text("llms.txt").splitlines()
    assert len(lines) < 80
    assert f"- [All 130 talks]({BASE}conferences/big-2020.html#big-2020)" in lines


# -- hostile notes -----------------------------------------------------------------------

EVIL = """</script><img src=x onerror=alert(1)> "'><!-- \\u2028 ]]> &amp;"""


def test_hostile_words(site):
    files = {
        "index.rst": f"""
            {EVIL}
            {"=" * 120}

            .. talk:: {EVIL}
               :speakers: {EVIL}
               :conference: {EVIL}
               :room: {EVIL}
               :tags: {EVIL}
               :notes-by: {EVIL}
               :url: javascript:alert(1)
               :date: 2020-07-24

               {EVIL} \x7f words.
            """,
    }
    conf = {**CONF, "talknotes_llms": True, "talknotes_robots": True}
    made = site(files, conf).build()
    for path in made.out().rglob("*.html"):
        page = soup(path.read_text("utf-8"))
        assert not page.select("img[onerror], [onerror]"), path.name
        for script in page.select('script[type="application/ld+json"]'):
            assert json.loads(script.string)
            assert not set("<>&\u2028\u2029\x7f") & set(script.string)
            assert "javascript:" not in script.string, (path.name, script.string)
        for tag in page.head.select("meta"):
            assert set(tag.attrs) <= {"name", "property", "content", "charset", "data-content_root"}
    nodes = graph(made, "index")
    assert "</script><img src=x onerror=alert(1)>" in of_type(nodes, "Event")[0]["name"]
    assert "</script><img" in metas(made, "index")["og:title"][0]
    assert "<img" not in made.text("llms.txt").replace("\\<img", "")
    parse(made.text("sitemap.xml"))


def test_hostile_name_of_the_project(site):
    made = site({"index.md": "# Home\n"}, {**CONF, "project": EVIL, "talknotes_llms": True}).build()
    assert metas(made, "index")["og:site_name"][0].startswith("</script><img")
    assert of_type(graph(made, "index"), "WebSite")[0]["name"].startswith("</script><img")
    assert made.text("llms.txt").startswith("# \\</script\\>\\<img src=x")


def test_any_text_is_safe_json():
    words = [
        "</script>",
        "<!--",
        "<script>",
        "\u2028\u2029",
        "\ud800",
        "\x00\x1f\x7f",
        "\\",
        '"',
        "]]>",
    ]
    text = write_graph([{"@type": "Thing", "name": words}])
    assert not set("<>&\u2028\u2029\ud800\x7f\x00\x1f") & set(text)
    assert json.loads(text)["@graph"][0]["name"] == words


# -- microformats ------------------------------------------------------------------------


def test_talk_is_an_event(made):
    event = soup(made.html("day")).select_one(f"section#{DVC}")
    assert "h-event" in event["class"]
    names = [n for n in event.select(".p-name") if not n.find_parent(class_="h-card")]
    assert [name.get_text() for name in names] == ["Automating machine learning workflow with DVC"]
    assert [t["datetime"] for t in event.select("time.dt-start")] == ["2020-07-24T07:00+01:00"]
    assert [t["datetime"] for t in event.select("time.dt-end")] == ["2020-07-24T07:30+01:00"]
    assert event.select_one("time.dt-start").get_text().startswith("24 July 2020")
    assert "Microsoft" in event.select_one(".p-location").get_text()
    assert event.select_one(".p-summary").get_text() == "Data under version control."
    assert event.select_one("a.u-url")["href"] == "https://ep2020.europython.eu/talks/CXG7TcM/"
    assert [a.get_text() for a in event.select(".h-card")] == ["Hongjoo Lee"]


def test_speaker_is_a_card(made):
    card = soup(made.html("ned")).select_one("section.h-card")
    assert card.select_one(".p-name").get_text() == "Ned Batchelder"
    assert [a["href"] for a in card.select("a.u-url")] == [
        "https://nedbatchelder.com/", "https://hachyderm.io/@nedbat"
    ]  # fmt: skip
    assert card.select_one("img.u-photo")
    assert not soup(made.html("tools/dvc")).select(".h-card, .h-event")


# -- files -------------------------------------------------------------------------------


def test_sitemap(made):
    text = made.text("sitemap.xml")
    root = parse(text)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [url.findtext(f"{space}loc") for url in root]
    assert root.tag == f"{space}urlset"
    assert found == [f"{BASE}{name}.html" for name in sorted(made.env.all_docs)]
    assert BASE + "tools/dvc.html" in found
    assert not [url for url in found if "search" in url or "genindex" in url]
    assert "lastmod" not in text


def test_large_sitemap_has_an_index(made):
    site = WebSite(made.app)
    files = write_sitemap(site, most_urls=3)
    pages = sorted(made.env.all_docs)
    assert list(files) == ["sitemap.xml", *(f"sitemap-{n}.xml" for n in range(1, len(files)))]
    index = parse(files["sitemap.xml"])
    assert index.tag.endswith("sitemapindex")
    assert [entry[0].text for entry in index] == [BASE + name for name in list(files)[1:]]
    urls = [url[0].text for name in list(files)[1:] for url in parse(files[name])]
    assert urls == [f"{BASE}{name}.html" for name in pages]
    small = write_sitemap(site, most_bytes=400)
    assert len(small) > 2
    assert all(len(text.encode()) <= 400 for name, text in small.items() if name != "sitemap.xml")


def test_sitemap_escapes(site):
    made = site({"index.md": "# Home\n", "a&b.md": "---\norphan: true\n---\n# A\n"}, CONF).build()
    text = made.text("sitemap.xml")
    assert f"<loc>{BASE}a%26b.html</loc>" in text
    base = "https://example.org/?a=1&b="
    made = site({"index.md": "# Home\n"}, {"html_baseurl": base}).build()
    parse(made.text("sitemap.xml"))


def test_robots_and_llms_are_asked_for(site, made):
    assert not (made.out() / "robots.txt").exists()
    assert not (made.out() / "llms.txt").exists()
    conf = {**CONF, "talknotes_robots": True, "talknotes_llms": True}
    other = site(FILES, conf).build()
    assert other.text("robots.txt") == (f"User-agent: *\nDisallow:\n\nSitemap: {BASE}sitemap.xml\n")
    lines = other.text("llms.txt").splitlines()
    assert lines[:5] == [
        "# Notes", "", "> Notes on 3 talks by 2 speakers at 2 conferences.", "", "## Conferences"
    ]  # fmt: skip
    assert (
        f"- [EuroPython 2020]({BASE}conferences/europython-2020.html#europython-2020): Dublin, "
        "23–26 July 2020: 2 talks by 2 speakers."
    ) in lines
    assert (
        f"- [Second talk]({BASE}day.html#second-talk): Ned Batchelder, Hongjoo Lee; 2020-07-24"
        in lines
    )
    assert "the boss" not in other.text("llms.txt")
    own = site(
        FILES, {"talknotes_robots": "User-agent: GPTBot\nDisallow: /", "talknotes_llms": True}
    )
    own.build()
    assert own.warnings == made.warnings
    assert own.text("robots.txt") == "User-agent: GPTBot\nDisallow: /\n"
    assert "(day.html#second-talk)" in own.text("llms.txt")


def test_wrong_value_is_one_warning(site):
    made = site(
        {"index.md": "# Home\n"}, {"talknotes_sitemap": "yes", "talknotes_robots": 3}
    ).build()
    assert len(made.warnings) == 2
    assert "talknotes_sitemap in conf.py: expected `True` or `False`" in made.warnings[0]
    assert "talknotes_robots in conf.py" in made.warnings[1]


def test_files_of_the_author_stay(site):
    conf = {**CONF, "talknotes_robots": True, "talknotes_llms": True,
            "html_extra_path": ["extra", "llms.txt"]}  # fmt: skip
    files = {
        **FILES,
        "extra/robots.txt": "mine\n",
        "extra/sitemap.xml": "<mine/>\n",
        "llms.txt": "me\n",
    }
    made = site(FILES, {**CONF, "talknotes_robots": True, "talknotes_llms": True}).build()
    assert "User-agent" in made.text("robots.txt")
    made.configure(conf)
    made.rebuild(files)
    for _ in range(2):
        assert made.text("robots.txt") == "mine\n"
        assert made.text("sitemap.xml") == "<mine/>\n"
        assert made.text("llms.txt") == "me\n"
        made.build()


# -- an incremental build equals a clean one ---------------------------------------------


def clean(made):
    number = len(list(made.root.glob("clean*")))
    other = Site.__new__(Site)
    other.__dict__.update(made.__dict__)
    other.root = made.root / f"clean{number}"
    other.doctrees = other.root / "doctrees"
    return other.build().outputs()


def check_same(made):
    ours, theirs = made.outputs(), clean(made)
    ours.pop(".buildinfo.bak", None)
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


ALL = {**CONF, "talknotes_llms": True, "talknotes_robots": True}


@pytest.mark.parametrize(
    ("name", "old", "new", "page"),
    [
        ("day.md", "Second talk", "Other talk", "conferences/europython-2020"),
        ("day.md", "date: 2020-07-24", "date: 2020-07-25", "day"),
        ("day.md", ":timezone: Europe/Dublin", ":timezone: Asia/Tokyo", "day"),
        ("day.md", ":location: Dublin", ":location: online", "day"),
        ("ned.md", ":private-aliases: the boss", ":aliases: the boss", "one"),
        ("ned.md", "# Ned Batchelder", "# About Ned", "ned"),
        ("one.md", ":conference: PyCon US 2012", ":conference: EuroPython 2020", "ned"),
        ("index.md", "# Home", "# Start", "one"),
        ("one.md", "::::{talk} Pragmatic Unicode", "::::{talk} Unipain", "one"),
    ],
)
def test_edit_elsewhere(site, name, old, new, page):
    made = site(FILES, ALL).build()
    before = made.html(page)
    assert old in FILES[name]
    made.rebuild({name: FILES[name].replace(old, new)})
    assert made.html(page) != before
    check_same(made)


def test_declaration_on_another_page_changes_the_times_of_a_talk(site):
    one = _dedent("one.md").replace("2012-03", "2012-03-10\n:start: 10:00")
    zone = "---\norphan: true\n---\n# Zone\n\nNothing.\n"
    files = {**FILES, "zone.md": zone, "one.md": one}
    made = site(files, ALL).build()
    assert of_type(graph(made, "one"), "Event")[0]["startDate"] == "2012-03-10T10:00"
    made.rebuild({"zone.md": """
        ---
        orphan: true
        ---
        # Zone

        :::{conference} PyCon US 2012
        :timezone: America/Los_Angeles
        :::
        """})  # fmt: skip
    assert of_type(graph(made, "one"), "Event")[0]["startDate"] == "2012-03-10T10:00-08:00"
    assert 'datetime="2012-03-10T10:00-08:00"' in made.html("one")
    check_same(made)


def test_files_go_when_they_are_not_wanted(site):
    made = site(FILES, ALL).build()
    assert (made.out() / "sitemap.xml").is_file()
    made.configure({**ALL, "talknotes_sitemap": False, "talknotes_llms": False})
    made.build()
    assert not (made.out() / "sitemap.xml").exists()
    assert not (made.out() / "llms.txt").exists()
    check_same(made)


def test_removed_page_leaves_the_sitemap(site):
    made = site(FILES, ALL).build()
    made.rebuild({"one.md": None})
    assert "one.html" not in made.text("sitemap.xml")
    check_same(made)


def test_nothing_is_written_twice(site):
    made = site(FILES, ALL).build()
    names = ("sitemap.xml", "llms.txt", "robots.txt", "one.html", "speakers/hongjoo-lee.html")
    before = [(made.out() / name).stat().st_mtime_ns for name in names]
    made.build()
    assert [(made.out() / name).stat().st_mtime_ns for name in names] == before
    check_same(made)


def test_parallel(site):
    alone = site(FILES, ALL).build()
    many = site(FILES, ALL, parallel=2).build()
    assert alone.outputs() == many.outputs()
    assert get_domain(many.env).page_views
