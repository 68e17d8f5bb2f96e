"""Accents: which hue a conference has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_talknotes.catalogue import Catalogue
from sphinx_talknotes.model.accent import STEPS, find_hue, hue_class
from sphinx_talknotes.model.records import Declaration, PageRecords, Place, Talk


@given(st.text())
def test_a_name_has_one_of_the_hues(name):
    hue = find_hue(name)
    assert hue in range(STEPS)
    assert hue == find_hue(name)


@pytest.mark.parametrize("name", ["europython", "EUROPYTHON", "Euro-Python", " EuroPython "])
def test_how_a_name_is_spelled_does_not_matter(name):
    assert find_hue(name) == find_hue("EuroPython")


def test_names_have_different_hues():
    assert len({find_hue(f"Conference {letter}") for letter in "abcdefghijklmnopqrstuvwxyz"}) > 12


@pytest.mark.parametrize(
    ("colour", "degrees"),
    [  # hues of OKLCH as CSS Color 4 gives them for sRGB colours
        ("#ff0000", 29.2), ("#ffff00", 109.8), ("#00ff00", 142.5), ("#00ffff", 194.8),
        ("#0000ff", 264.1), ("#ff00ff", 328.4),
    ],
)  # fmt: skip
def test_a_colour_has_the_nearest_hue(colour, degrees):
    step = 360 / STEPS
    distance = abs(find_hue("any", colour) * step - degrees)
    assert min(distance, 360 - distance) <= step / 2


@pytest.mark.parametrize(("short", "long"), [("#0a7", "#00aa77"), ("#F40", "#ff4400")])
def test_three_digits_are_short_for_six(short, long):
    assert find_hue("any", short) == find_hue("any", long)


@pytest.mark.parametrize("grey", ["#000", "#fff", "#808080", "#7f8080"])
def test_grey_has_no_hue(grey):
    assert find_hue("any", grey) is None


@given(st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True), st.text())
def test_the_colour_wins_over_the_name(colour, name):
    assert find_hue(name, colour) == find_hue("", colour)
    assert find_hue(name, colour) in {None, *range(STEPS)}


def test_classes():
    assert [hue_class(hue) for hue in (0, 23, None)] == ["tn-hue-0", "tn-hue-23", "tn-hue-none"]


def hues(*declarations, names=()):
    talks = tuple(Talk(name, Place("a", name), conference=name) for name in names)
    catalogue = Catalogue.build({"a": PageRecords(talks, declarations)})
    return {entity.name: entity.hue for entity in catalogue.entities("conference")}


def declare(name, **details):
    return Declaration("conference", name, Place("a", name), details=tuple(details.items()))


def test_all_editions_of_a_conference_have_one_hue():
    found = hues(names=("EuroPython 2019", "EuroPython 2020", "PyCon US 2015"))
    assert found["EuroPython 2019"] == found["EuroPython 2020"] == hue_class(find_hue("EuroPython"))
    assert found["PyCon US 2015"] == hue_class(find_hue("PyCon US"))


def test_a_declared_series_counts():
    found = hues(declare("EP in Prague", series="EuroPython"), declare("EuroPython 2020"))
    assert found["EP in Prague"] == found["EuroPython 2020"]


def test_the_authors_accent_is_that_of_the_edition():
    found = hues(declare("EuroPython 2019"), declare("EuroPython 2020", accent="#00f"))
    assert found["EuroPython 2020"] == hue_class(find_hue("", "#00f"))
    assert found["EuroPython 2019"] == hue_class(find_hue("EuroPython"))
    assert hues(declare("X", accent="#777")) == {"X": "tn-hue-none"}
