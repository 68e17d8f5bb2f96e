"""Excerpts of notes around a name, and initials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_talknotes.model.excerpts import LIMIT, cut_around, find_word
from sphinx_talknotes.model.initials import initials

WORDS = "one two three four five six seven eight nine ten eleven twelve "


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Use git for it.", "git", "git"),
        ("Use Git.", "git", "Git"),
        ("GIT", "git", "GIT"),
        ("(git), “git”", "git", "git"),
        ("github is not it", "git", None),
        ("digit", "git", None),
        ("git-lfs is another tool", "git", None),
        ("my-git", "git", None),
        ("git2 and _git_", "git", None),
        ("on github, with git", "git", "git"),
        ("git's log", "git", "git"),
        ("git’s log", "git", "git"),
        ("fast, like C.", "C", "C"),
        ("C++ and C#", "C", None),
        ("C++ and C#, not C", "C", "C"),
        ("We like C++.", "C++", "C++"),
        ("c++, again", "C++", "c++"),
        ("C++17", "C++", None),
        ("in C# too", "C#", "C#"),
        ("in .NET too", ".NET", ".NET"),
        ("ASP.NET", ".NET", None),
        (".NET", "NET", None),
        ("on the net.", "NET", "net"),
        ("node.js", "node", None),
        ("Node.js runs", "node.js", "Node.js"),
        ("a node.", "node", "node"),
        ("coverage.py, then", "coverage.py", "coverage.py"),
        ("a.b", "a*b", None),
        ("scikit-learn fits", "scikit-learn", "scikit-learn"),
        ("scikit-learn", "scikit", None),
        ("使用Docker构建", "Docker", "Docker"),
        ("用飞桨训练", "飞桨", "飞桨"),
        ("Żółw działa", "żółw", "Żółw"),
        ("nothing", "", None),
        ("nothing", " ", None),
    ],
)
def test_a_name_is_a_word_of_its_own(text, name, found):
    span = find_word(text, name)
    assert (span and text[slice(*span)]) == found


def test_a_short_text_stays_whole():
    assert cut_around("We use git.", (7, 10)) == "We use git."
    assert cut_around("x" * LIMIT, (0, 1)) == "x" * LIMIT


@pytest.mark.parametrize("at", range(0, 60, 7))
def test_a_long_text_is_cut_between_words(at):
    words = (WORDS * 5).split()
    words[at] = "NAME"
    text = " ".join(words)
    start = text.index("NAME")
    shown = cut_around(text, (start, start + 4))
    kept = shown.strip("…").split()
    assert "NAME" in kept
    assert set(kept) <= set(words)
    assert LIMIT - 30 <= len(shown) <= LIMIT + 10
    assert shown.startswith("…") != text.startswith(shown.rstrip("…"))
    assert shown.endswith("…") != text.endswith(shown.lstrip("…"))


def test_a_long_text_without_spaces_is_cut_between_letters():
    text = "é" * 300 + "使用Docker构建" + "क्षि" * 100
    start = text.index("Docker")
    shown = cut_around(text, (start, start + 6))
    assert "使用Docker构建" in shown
    assert shown.startswith("…é")
    assert LIMIT - 10 <= len(shown) <= LIMIT + 10


def test_a_space_far_away_does_not_end_the_excerpt():
    text = "字" * 300 + " Docker " + "字" * 300
    shown = cut_around(text, (301, 307))
    assert len(shown) > LIMIT - 10
    assert shown.count("字") > 150


@given(st.text(min_size=1, max_size=900), st.data())
def test_what_is_looked_for_is_kept(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = cut_around(text, (start, end))
    assert text[start:end].strip() in shown
    assert shown.removeprefix("…").removesuffix("…").strip() in text or "…" in text
    assert len(shown) <= max(LIMIT, end - start) + 60


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hongjoo Lee", "HL"),
        ("Łukasz Langa", "ŁL"),
        ("Marc-André Lemburg", "ML"),
        ("Ludwig van Beethoven", "LB"),
        ("ada lovelace", "AL"),
        ("Plato", "P"),
        ("李明", "李"),
        ("山田 太郎", "山太"),
        ("김철수", "김"),
        ("محمد علي", "م\u200cع"),
        ("דוד כהן", "דכ"),
        ("हिमांशु कुमार", "हिकु"),
        ("E\u0301mile Zola", "ÉZ"),
        ("(Bob) ‘Smith’", "BS"),
        ("Ada Lovelace 🐍", "AL"),
        ("ßeta Beta", "ßB"),
        ("🐍", ""),
        ("", ""),
    ],
)
def test_initials(name, expected):
    assert initials(name) == expected


@given(st.text())
def test_initials_of_anything(name):
    assert (initials(name) == "") is not any(c.isalnum() for c in name)
