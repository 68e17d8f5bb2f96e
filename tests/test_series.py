"""What comes before and after: neighbours of a talk, days of a conference."""

from __future__ import annotations

import pytest

from notes_html import dead_links, links_of, main_of, words
from notes_site import Site

CONFERENCE = ":::{conference} EuroPython 2020\n:::\n"


def day(number, *talks):
    blocks = "\n".join(
        f":::{{talk}} {title}\n" + (f":start: {start}\n" if start else "") + "\nWords.\n:::\n"
        for title, start in talks
    )
    front = f"---\nconference: EuroPython 2020\ndate: 2020-07-2{number}\n---\n"
    return f"{front}# Day {number}\n\n{blocks}"


FILES = {
    "index.md": f"# Root\n\n```{{toctree}}\n:glob:\nday*\n```\n\n{CONFERENCE}",
    "day3.md": day(3, ("Late", "17:00"), ("Early", "09:00"), ("No time", "")),
    "day4.md": day(4, ("Second day", "09:00")),
    "day5.md": day(5, ("Third day", "09:00"), ("End", "18:00")),
}


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def notes(request, tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("notes"), FILES, builder=request.param).build()
    assert made.warnings == []
    return made


def series(site, page, anchor):
    """Return previous and next of a talk: text and target."""
    talk = main_of(site, page).find(id=anchor)
    found = {}
    for name in ("prev", "next"):
        item = talk.select_one(f".tn-series-{name}")
        if item:
            ((text, address),) = links_of(item)
            found[name] = text, address.rpartition("#")[2]
    return found


ORDER = [
    ("day3", "early", "Early"),
    ("day3", "late", "Late"),
    ("day3", "no-time", "No time"),
    ("day4", "second-day", "Second day"),
    ("day5", "third-day", "Third day"),
    ("day5", "end", "End"),
]


def test_previous_and_next_in_schedule_order(notes):
    for number, (page, anchor, _) in enumerate(ORDER):
        expected = {}
        if number:
            expected["prev"] = ORDER[number - 1][2], ORDER[number - 1][1]
        if number + 1 < len(ORDER):
            expected["next"] = ORDER[number + 1][2], ORDER[number + 1][1]
        assert series(notes, page, anchor) == expected


def test_links_lead_somewhere(notes):
    assert dead_links(notes.out()) == []


def test_a_day_page_lists_the_other_days(notes):
    for number in (3, 4, 5):
        days = main_of(notes, f"day{number}").select_one(".tn-days")
        text = words(days)
        for other, label in enumerate(("23", "24", "25"), 3):
            assert f"Day {other - 2}: {label} July 2020" in text
        linked = [text for text, _ in links_of(days)]
        assert len(linked) == 3  # the conference and two days
        assert not any(f"Day {number - 2}:" in text for text in linked)
        assert linked[0] == "EuroPython 2020"


def test_neighbours_of_one_conference_only(site):
    talks = "\n".join(
        f":::{{talk}} {c} {n}\n:conference: {c}\n:start: 0{n}:00\n:::\n"
        for n in (1, 2)
        for c in ("Alpha", "Beta")
    )
    declared = ":::{conference} Alpha\n:::\n\n:::{conference} Beta\n:::\n"
    made = site({"index.md": f"# R\n\n{declared}\n{talks}"}).build()
    assert made.warnings == []
    assert series(made, "index", "alpha-1") == {"next": ("Alpha 2", "alpha-2")}
    assert series(made, "index", "beta-2") == {"prev": ("Beta 1", "beta-1")}


def test_a_talk_without_conference_has_no_neighbours(site):
    made = site({"index.md": "# R\n\n:::{talk} One\n:::\n\n:::{talk} Two\n:::\n"}).build()
    assert series(made, "index", "one") == {}


def test_one_talk_per_file(site):
    def page(title, start):
        front = "---\nconference: C\ndate: 2020-01-01\n---\n"
        return f"{front}:::{{talk}} {title}\n:start: {start}\n:::\n"

    made = site({
        "index.md": "# Root\n\n```{toctree}\n:glob:\ntalks/*\n```\n\n:::{conference} C\n:::\n",
        "talks/b.md": page("One", "09:00"), "talks/a.md": page("Two", "10:00"),
    }).build()  # fmt: skip
    assert made.warnings == []
    assert series(made, "talks/b", "one")["next"][0] == "Two"
    assert main_of(made, "talks/a").select(".tn-days") == []
    assert dead_links(made.out()) == []


def test_notes_of_two_people(site):
    def page(who):
        return (f"---\nconference: C\ndate: 2020-01-01\nnotes-by: {who}\n---\n# {who}\n\n"
                + "\n".join(f":::{{talk}} {t}\n:start: 0{n}:00\n:::\n"
                            for n, t in enumerate(("One", "Two"), 1)))  # fmt: skip

    made = site({
        "index.md": "# Root\n\n```{toctree}\nada\nemmy\n```\n\n:::{conference} C\n:::\n",
        "ada.md": page("Ada"), "emmy.md": page("Emmy"),
    }).build()  # fmt: skip
    assert made.warnings == []
    for own, other in (("ada", "emmy"), ("emmy", "ada")):
        talk = main_of(made, own).find(id="one")
        (link,) = links_of(talk.select_one("dd.tn-also"))
        assert link == (other.title(), f"{other}.html#one")
        assert links_of(talk.select_one(".tn-series-next")) == [("Two", "#two")]


def test_the_order_follows_an_edit(site):
    made = site(FILES).build()
    made.rebuild({"day3.md": day(3, ("Late", "08:00"), ("Early", "09:00"), ("No time", ""))})
    assert series(made, "day3", "early")["prev"] == ("Late", "late")
    assert "prev" not in series(made, "day3", "late")
