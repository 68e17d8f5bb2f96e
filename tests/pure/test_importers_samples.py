"""The collection of real notes: every talk, and every word."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import emoji
import pytest

from sphinx_talknotes.catalogue import Catalogue
from sphinx_talknotes.importers import collection_records, read_collection
from sphinx_talknotes.importers.finding.conference import Spellings, find_conference
from sphinx_talknotes.importers.writer import plan_project

ROOT = Path(__file__).resolve().parents[2]
NAMED = os.environ.get("TALKNOTES_SAMPLES")
SAMPLES = Path(NAMED or ROOT.parent / "shared" / "notes")

pytestmark = pytest.mark.samples

EP = "https://ep2020.europython.eu/talks/"
EP22 = "https://ep2022.europython.eu/session/"
YT = "https://www.youtube.com/watch?v="

DAY_1 = [
    ("09:00", "Docker and Python", "Tania Allard", "4bVczWt"),
    ("10:00", "spaCy", "Alexander Hendorf", "7TXpVro"),
    ("10:30", "Differential Privacy", "Naoise Holohan", "6Js4E4r"),
    ("12:15", "Parallel and Asynchronous Programming in DS", "Chin Hwee Ong", "8DboZjY"),
    ("12:45", "Automate NLP model deployment", "William Arias", "5hXHveq"),
    ("13:15", "Building models with no expertise with AutoML", "Laurent Picard", "C8WFfBR"),
    ("14:15", "Simulating hours of robots' work in minutes", "Eran Friedman", "9k2qHA7"),
    ("14:45", "Parallel Stream Processing at Massive Scale", "Alejandro Saucedo", "Ccb6D5Z"),
    ("18:30", "A Brief History of Jupyter Notebooks", "William Horton", "7UBMYed"),
    (
        "19:00",
        "Quickly prototype translation from scratch and serve it in production",
        "Shreya Khurana",
        "7W3cA68",
    ),
    ("19:30", "Painless Machine Learning in Production", "Chase Stevens", "3iErRxw"),
]
DAY_2 = [
    ("07:00", "Automating machine learning workflow with DVC", "Hongjoo Lee", "CXG7TcM"),
    ("07:30", "Tips for Data Cleaning", "Hui Ziang Chua", "CivrR5y"),
    ("09:00", "Neural Style Transfer and GANs", "Anmol Krishan Sachdeva", "BSeL2FG"),
    ("10:00", "Data Visualisation Landscape", "Bence Arato", "B5Vff6U"),
    ("10:30", "Binder", "Sarah Gibson", "BqQBN6J"),
    ("11:00", "Data pipelines with Python", "Robson Junior", "4bNvaVk"),
    ("12:15", "Probabilistic Forecasting with DeepAR", "Nicolas Kuhaupt", "ANSma2D"),
    (
        "13:15",
        "Fast and Scalable ML in Python",
        "Victoriya Fedotova; Frank Schlimbach",
        "CR4ben4",
    ),
    ("14:15", "Small Big Data in Pandas, Dask and Vaex", "Ian Ozsvald", "A7TniMV"),
    ("14:45", "IPython", "Miki Tebeka", "5LGWwvT"),
    ("15:15", "NLPeasy", "Philipp Thomann", "6x7ezDb"),
    ("17:45", "30 Golden Rules for Deep Learning Performance", "Siddha Ganju", "30-golden"),
    ("19:00", "Analytical Functions in SQL", "Brendan Tierney", "AWFiM7F"),
    (
        "19:30",
        "Collaborative data pipelines with Kedro",
        "Tam-Sanh Nguyen (microsoft strem)",
        "45GhXwE",
    ),
]
SCIPY = [
    ("Pandera: Statistical Data Validation of Pandas Dataframes", "Niels Bantilan", "PxTLD-ueNd4"),
    ("Ray: A System for Scalable Python and ML", "Robert Nishihara", "XIu8ZF7RSkw"),
    ("Machine Learning Model Serving: The Next Step", "Simon Mo", "rFZhwsSxZ_Q"),
    ("Deep Learning from Scratch with PyTorch", "", ""),
    (
        "Analyzing the Performance of Python Applications Using Multiple Levels of Parallelism",
        "Christian Harold",
        "hTmXpvws52M",
    ),
    (
        "Awkward Array: Manipulaing JSON like Data with NumPy like Idioms",
        "Jim Pivarski",
        "WlnUF3LRBj4",
    ),
]
READ = [
    ("JAX: Accelerated Machine Learning Research", "Jake VanderPlas", "z-WSrQDXkuM"),
    ("Ray: A System for Scalable Python and ML", "Robert Nishihara", "XIu8ZF7RSkw"),
]
PLAIN = [
    (
        "PyArrow and the Future of Data Analytics",
        "Alessandro Molina",
        "pyarrow-and-the-future-of-data-analytics",
        "MP",
    ),
    (
        "Use animated charts to present & share your findings with ipyvizzu",
        "",
        "use-animated-charts-to-present-share-your-findings-with-ipyvizzu",
        "MP",
    ),
    ("Docker, tips and tricks", "", "my-journey-using-docker-as-a-development-tool", "LK"),
    (
        "Managing complex data science experiments configurations with Hydra",
        "",
        "managing-complex-data-science-experiment-configurations-with-hydra",
        "MP",
    ),
    ("Data-warehouse meets Data-lakes", "", "", "LK"),
]
PAGES = {
    "jekyll/_posts/2020-07-23-europython1": "EuroPython 2020",
    "jekyll/_posts/2020-07-24-europython2": "EuroPython 2020",
    "hugo-academic/content/post/scipy-2020-day-three/index": "SciPy 2020",
    "hugo/content/posts/what-i-read-2020-07-11": "",
    "plain/europython-2022/tools-and-infrastructure": "EuroPython 2022",
}
LABELS = Counter(["Speaker", "Speaker", "YouTube", "link", "Talk", "Talk", "Tutorial", "more"])
"""Words that are told by an option or a directive now."""


@pytest.fixture(scope="module")
def samples():
    if NAMED == "":
        pytest.skip("TALKNOTES_SAMPLES is empty: the real notes are not wanted")
    if not SAMPLES.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"the real notes are missing: {SAMPLES}")
        pytest.skip(f"the real notes are not here: {SAMPLES}; set TALKNOTES_SAMPLES")
    return SAMPLES


@pytest.fixture(scope="module")
def pages(samples):
    return collection_records(read_collection(samples))


def people(talk):
    return "; ".join(map(str, talk.speakers))


def videos(talk):
    return " ".join(video.id for video in talk.videos)


def test_nothing_but_the_talks_is_taken_for_one(pages):
    talks = Catalogue.build(pages).talks
    assert len(talks) == 38
    assert {name for name, page in pages.items() if page.talks} == set(PAGES)


@pytest.mark.parametrize(
    ("name", "expected"), [("2020-07-23-europython1", DAY_1), ("2020-07-24-europython2", DAY_2)]
)
def test_jekyll(pages, name, expected):
    talks = pages[f"jekyll/_posts/{name}"].talks
    found = [(f"{t.start // 60:02}:{t.start % 60:02}", t.title, people(t)) for t in talks]
    assert found == [row[:3] for row in expected]
    for talk, row in zip(talks, expected, strict=True):
        assert talk.url.startswith(EP + row[3])
        assert (talk.kind, talk.videos, talk.notes_by) == ("talk", (), ())
        assert str(talk.date) == name[:10]


def test_planned_talks_are_planned(pages):
    talks = pages["jekyll/_posts/2020-07-24-europython2"].talks
    assert [talk.status for talk in talks] == ["noted"] * 4 + ["planned"] * 10
    assert [talk.has_thoughts for talk in talks] == [True] * 4 + [False] * 10


def test_hugo_academic(pages):
    talks = pages["hugo-academic/content/post/scipy-2020-day-three/index"].talks
    assert [(t.title, people(t), videos(t)) for t in talks] == SCIPY
    kinds = ["talk", "talk", "talk", "tutorial", "talk", "talk"]
    assert [talk.kind for talk in talks] == kinds
    assert {str(talk.date) for talk in talks} == {"2020-07-09"}
    assert {talk.url for talk in talks} == {""}


def test_hugo(pages):
    talks = pages["hugo/content/posts/what-i-read-2020-07-11"].talks
    assert [(t.title, people(t), videos(t)) for t in talks] == READ


def test_plain(pages):
    talks = pages["plain/europython-2022/tools-and-infrastructure"].talks
    found = [(t.title, people(t), t.url.removeprefix(EP22), *t.notes_by) for t in talks]
    assert found == PLAIN
    assert [videos(talk) for talk in talks] == ["6vCejqZyxpA", "", "", "", ""]
    assert talks[0].videos[0].start == 1965


def test_conferences(pages):
    found = {name: {t.conference for t in page.talks} for name, page in pages.items() if page.talks}
    assert found == {name: {conference} for name, conference in PAGES.items()}
    declared = [d.name for page in pages.values() for d in page.declarations]
    assert sorted(declared) == ["EuroPython 2020", "EuroPython 2022", "SciPy 2020"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_page_alone_gives_the_same_talks(samples, pages, name):
    folder = samples / Path(name).parent
    alone = collection_records(read_collection(folder))[Path(name).name]

    def facts(page):
        return [
            (
                t.title,
                t.speakers,
                t.start,
                t.url,
                t.videos,
                t.notes_by,
                t.kind,
                t.conference,
                t.date,
            )
            for t in page.talks
        ]

    assert facts(alone) == facts(pages[name])


def split_words(text):
    return re.findall(r"\w+", text)


def hide_addresses(text):
    return re.sub(r"\]\([^)]*\)", "]", text)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_word_and_link_is_kept(samples, name):
    collection = read_collection(samples)
    page = collection.pages[name]
    text = (samples / page.path).read_text(encoding="utf-8")
    marks = r"(?s)\A(?:---|\+\+\+)\n.*?\n(?:---|\+\+\+)\n"
    body = re.sub(marks, "", text)
    body = re.sub(r"\{%.*?%\}|\{\{ site.*?\}\}|\{\{ post.*?\}\}|\{\{<|>\}\}", "", body)
    body = emoji.emojize(body, language="alias")
    written = plan_project(collection).texts[f"{name}.md"]
    lost = Counter(split_words(body)) - Counter(split_words(written))
    # a time such as 7:00 is written 07:00
    assert {word for word in lost if not word.isdigit()} <= set(LABELS), lost
    for link in re.findall(r"https?://[^\s)>\]]+", text.replace("{{", "")):
        assert link in written or "Documentation" in text, link


@pytest.mark.parametrize("name", sorted(PAGES))
def test_prose_is_kept_in_order(samples, name):
    collection = read_collection(samples)
    page = collection.pages[name]
    text = plan_project(collection).texts[f"{name}.md"]
    written = iter(split_words(hide_addresses(text)))
    for piece in page.pieces:
        lines = getattr(piece, "body_lines", None) or getattr(piece, "lines", ())
        source = "\n".join(line.text for line in lines)
        for word in split_words(hide_addresses(source)):
            assert word in written, f"{word!r} is missing or out of order"


@pytest.mark.parametrize(
    ("title", "conference"),
    [
        ("Notes on FOSDEM 2016", "FOSDEM 2016"),
        ("My notes from the EuroPython 2019", "EuroPython 2019"),
        ("TIL Purple Team Summit 2021", "Purple Team Summit 2021"),
        ("Trip report: CppCon 2018", "CppCon 2018"),
        ("Reviewing ElixirConf EU 2019", "ElixirConf EU 2019"),
        ("DEFCON 29", "DEF CON 29"),
        ("Chapter 29", ""),
        ("SciPy 2020, day 2", "SciPy 2020"),
    ],
)
def test_conferences_in_titles(title, conference):
    assert find_conference({}, title, [], Spellings([]), several=True) == conference
