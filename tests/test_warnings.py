"""Every problem: raised once, at its line, silenced by its name, the rest of the page there."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field

import pytest

from notes_site import Site
from notes_snippets import FILES
from sphinx_talknotes.model.problems import Problem
from sphinx_talknotes.model.records import ENTITY_KINDS

KEPT = "Nothing is lost."
ELSEWHERE = {
    Problem.CONFIG, Problem.SCHEDULE, Problem.SEARCH, Problem.SETTINGS, Problem.TOCTREE,
}  # fmt: skip
"""Problems that are not found in a page."""
CONF = {"talknotes_notetakers": {"LA": "Ada Lovelace"}}
ORPHAN = "---\norphan: true\n---\n"
DECLARED = """
---
orphan: true
---
# Declarations

:::{conference} EuroPython 2020
:start: 2020-07-23
:::

:::{speaker} Ada Lovelace
:aliases: Ada King
:::
"""


@dataclass
class Case:
    """A page with one problem, in one or both markups.

    ``line`` is where it is reported in MyST; in reST, where a title takes two lines, it is the
    line after that. ``message`` is a part of the warning. ``files`` are more pages.
    """

    problem: Problem
    name: str
    line: int
    md: str | bytes = ""
    rst: str | bytes = ""
    message: str = ""
    files: dict[str, str | bytes] = field(default_factory=dict)
    rst_line: int = 0

    def __str__(self):
        return f"{self.problem.value}-{self.name}"

    @property
    def page(self):
        return str(self).replace("_", "-")

    def place(self, markup):
        """Return where the warning is, as Sphinx prints it."""
        line = self.line if markup == "md" else self.rst_line or self.line + 1
        return f"{self.page}.{markup}:{line}: "

    def pages(self, markup):
        text = getattr(self, markup)
        if not text:
            return {}
        if isinstance(text, str):
            text = textwrap.dedent(text).lstrip("\n").replace("KEPT", KEPT)
        return {f"{self.page}.{markup}": text, **self.files}


def talk(problem, name, option, value, message=""):
    """Return a case of a wrong value of an option of a talk."""
    return Case(
        problem, name, 4,
        f"# Page\n\n:::{{talk}} Talk\n:{option}: {value}\n:room: Hall\n\nKEPT\n:::\n",
        f"Page\n====\n\n.. talk:: Talk\n   :{option}: {value}\n   :room: Hall\n\n   KEPT\n",
        message=message or f"{option}: ",
    )  # fmt: skip


def front(problem, name, option, value, message=""):
    """Return a case of a wrong value in front matter."""
    return Case(
        problem, f"front-{name}", 3,
        f"---\nroom: Hall\n{option}: {value}\n---\n# Page\n\n:::{{talk}} Talk\nKEPT\n:::\n",
        f":room: Hall\n:{option}: {value}\n\nPage\n====\n\n.. talk:: Talk\n\n   KEPT\n",
        message=message or f"front matter: {option}: ", rst_line=2,
    )  # fmt: skip


def entity(problem, kind, option, value, message=""):
    """Return a case of a wrong value of an option of an entity."""
    return Case(
        problem, f"{kind}-{option}", 4,
        f"# Page\n\n:::{{{kind}}} Some {kind} {option}\n:{option}: {value}\n\nKEPT\n:::\n",
        f"Page\n====\n\n.. {kind}:: Some {kind} {option}\n   :{option}: {value}\n\n   KEPT\n",
        message=message or f"{option}: ",
    )  # fmt: skip


def listing(problem, option, value, message="", *, kind="talks"):
    """Return a case of a wrong value of an option of a listing."""
    return Case(
        problem, f"{kind}-{option}", 4,
        f"# Page\n\n```{{{kind}}}\n:{option}: {value}\n```\n\nKEPT\n",
        f"Page\n====\n\n.. {kind}::\n   :{option}: {value}\n\nKEPT\n", message=message,
    )  # fmt: skip


def role(problem, name, text, message):
    """Return a case of a role; *text* is ``role:content``."""
    kind, _, content = text.rpartition(":")
    return Case(
        problem, name, 3,
        f"# Page\n\nSee {{{kind}}}`{content}`. KEPT\n",
        f"Page\n====\n\nSee :{kind}:`{content}`. KEPT\n", message=message,
    )  # fmt: skip


CASES = [
    Case(
        Problem.ALIAS, "claimed", 3,
        "# Page\n\n:::{speaker} Emmy Noether\n:aliases: Ada King\n\nKEPT\n:::\n",
        "Page\n====\n\n.. speaker:: Emmy Noether\n   :aliases: Ada King\n\n   KEPT\n",
        message="'Ada King' of speaker 'Emmy Noether' already means 'Ada Lovelace' (aaa.md:10)",
    ),
    Case(
        Problem.AMBIGUOUS, "title", 3,
        "# Page\n\n{talk}`Twice`. KEPT\n", "Page\n====\n\n:talk:`Twice`. KEPT\n",
        message="talk 'Twice' is the title of 2 talks",
        files={"twice.md": f"{ORPHAN}# T\n\n:::{{talk}} Twice\n:::\n\n:::{{talk}} Twice\n:::\n"},
    ),
    role(Problem.AT, "no-time", "at:half past", "'half past' is not a time in a video"),
    role(Problem.AT, "no-video", "at:750", "'750': there is no video here"),
    Case(
        Problem.CONFERENCE, "undeclared", 3,
        "# Page\n\n:::{talk} Talk\n:conference: Undeclared Days\n\nKEPT\n:::\n",
        "Page\n====\n\n.. talk:: Talk\n   :conference: Undeclared Days\n\n   KEPT\n",
        message="conference 'Undeclared Days' is declared nowhere",
    ),
    talk(Problem.DATE, "talk", "date", "tomorrow", "date: 'tomorrow' is not a date"),
    talk(Problem.DATE, "calendar", "date", "2020-02-30"),
    front(Problem.DATE, "date", "date", "24/07/2020"),
    entity(Problem.DATE, "conference", "start", "soon"),
    Case(
        Problem.DATE, "period", 5,
        "# Page\n\n:::{conference} Backwards\n:start: 2020-07-24\n:end: 2020-07-23\n\nKEPT\n:::\n",
        "Page\n====\n\n.. conference:: Backwards\n   :start: 2020-07-24\n   :end: 2020-07-23\n\n"
        "   KEPT\n",
        message="end: 2020-07-23 is before the start",
    ),
    listing(Problem.DATE, "date", "soon"),
    Case(
        Problem.DUPLICATE, "id-on-page", 7,
        "# Page\n\n:::{talk} Talk\n:id: same-here\n:::\n\n:::{talk} Other\n:id: same-here\n\nKEPT\n"
        ":::\n",
        "Page\n====\n\n.. talk:: Talk\n   :id: same-here\n\n\n"
        ".. talk:: Other\n   :id: same-here\n\n   KEPT\n",
        message="id 'same-here' is already used on this page",
    ),
    Case(
        Problem.DUPLICATE, "id-elsewhere", 3,
        "# Page\n\n:::{talk} Talk\n:id: shared-id\n\nKEPT\n:::\n",
        "Page\n====\n\n.. talk:: Talk\n   :id: shared-id\n\n   KEPT\n",
        message="id 'shared-id' is already used at aab.md:6",
        files={"aab.md": f"{ORPHAN}# First\n\n:::{{talk}} First\n:id: shared-id\n:::\n"},
    ),
    Case(
        Problem.DUPLICATE, "declaration", 3,
        "# Page\n\n:::{speaker} ada lovelace\nKEPT\n:::\n",
        "Page\n====\n\n.. speaker:: ada lovelace\n\n   KEPT\n",
        message="speaker 'ada lovelace' is already declared at aaa.md:10",
    ),
    Case(
        Problem.ENCODING, "windows", 3,
        "# Page\n\nKurt Gödel “quoted”. KEPT\n".replace("KEPT", KEPT).encode("cp1252"),
        "Page\n====\n\nKurt Gödel “quoted”. KEPT\n".replace("KEPT", KEPT).encode("cp1252"),
        message="not UTF-8 (byte 0xf6)",
    ),
    Case(
        Problem.ENCODING, "mixed", 5,
        b"# Page\n\nG\xc3\xb6del.\n\nG\xf6del \x81 \x9d. " + KEPT.encode() + b"\n",
        b"Page\n====\n\nG\xc3\xb6del.\n\nG\xf6del \x81 \x9d. " + KEPT.encode() + b"\n",
    ),
    Case(
        Problem.FRONT_MATTER, "broken", 4,
        "---\nroom: Hall\nspeakers: [Ada\ndate: 2020-07-24\n---\n# P\n\n:::{talk} T\nKEPT\n:::\n",
    ),
    Case(
        Problem.FRONT_MATTER, "colon", 2,
        "---\ntitle: Talk: the sequel\n---\n# Page\n\nKEPT\n", message="mapping values",
    ),
    Case(
        Problem.FRONT_MATTER, "tab", 3,
        "---\nroom: Hall\n\ttags: [x]\n---\n# Page\n\nKEPT\n",
    ),
    Case(
        Problem.FRONT_MATTER, "list", 1,
        "---\n- one\n- two\n---\n# Page\n\nKEPT\n", message="it is not a list of `key: value`",
    ),
    Case(
        Problem.FRONT_MATTER, "tag", 2,
        "---\nroom: !!python/object/apply:os.system [echo]\n---\n# Page\n\nKEPT\n",
    ),
    Case(
        Problem.FRONT_MATTER, "control", 1,
        "---\nroom: \x07\n---\n# Page\n\nKEPT\n",
    ),
    talk(Problem.KIND, "talk", "kind", "sermon", "kind: 'sermon' is not one of talk, keynote"),
    front(Problem.KIND, "kind", "kind", "sermon"),
    listing(Problem.KIND, "kind", "talk, sermon"),
    Case(
        Problem.KIND, "followup", 4,
        "# Page\n\n:::{followup}\n:kind: eat\n\nKEPT\n:::\n",
        "Page\n====\n\n.. followup::\n   :kind: eat\n\n   KEPT\n",
        message="kind: 'eat' is not one of read, watch, try, ask",
    ),
    talk(Problem.LANGUAGE, "talk", "language", "English please"),
    front(Problem.LANGUAGE, "language", "language", "very english"),
    Case(
        Problem.NEAR_MISS, "speaker", 3,
        "# Page\n\n:::{talk} Talk\n:speakers: Ada Lovelacce\n\nKEPT\n:::\n",
        "Page\n====\n\n.. talk:: Talk\n   :speakers: Ada Lovelacce\n\n   KEPT\n",
        message="speaker 'Ada Lovelacce' is nearly 'Ada Lovelace' (aaa.md:10)",
    ),
    Case(
        Problem.NESTED, "talk", 5,
        "# Page\n\n::::{talk} Outer\n\n:::{talk} Inner\n:room: Hall\n\nKEPT\n:::\n::::\n",
        "Page\n====\n\n.. talk:: Outer\n\n   .. talk:: Inner\n      :room: Hall\n\n      KEPT\n",
        message="talk 'Inner' stands inside a talk",
    ),
    Case(
        Problem.NESTED, "list", 3,
        "# Page\n\n* :::{talk} Inner\n  KEPT\n  :::\n",
        "Page\n====\n\n* .. talk:: Inner\n\n     KEPT\n",
        message="talk 'Inner' stands inside a list item",
    ),
    Case(
        Problem.NESTED, "note", 5,
        "# Page\n\n::::{note}\n\n:::{talk} Inner\nKEPT\n:::\n::::\n",
        "Page\n====\n\n.. note::\n\n   .. talk:: Inner\n\n      KEPT\n",
        message="talk 'Inner' stands inside a note",
    ),
    Case(
        Problem.NOTETAKER, "talk", 3,
        "# Page\n\n:::{talk} Talk\n:notes-by: LA, XX\n\nKEPT\n:::\n",
        "Page\n====\n\n.. talk:: Talk\n   :notes-by: LA, XX\n\n   KEPT\n",
        message="'XX' took notes, but is not in",
    ),
    talk(Problem.OPTION, "talk", "speakerz", "Ada", "unknown option 'speakerz'; known are: "),
    entity(Problem.OPTION, "speaker", "born", "1815", "unknown option 'born'"),
    entity(Problem.OPTION, "tool", "price", "0", "unknown option 'price'"),
    entity(Problem.OPTION, "conference", "accent", "reddish"),
    entity(Problem.OPTION, "conference", "timezone", "five o'clock"),
    front(Problem.OPTION, "talks", "talks", "everything",
          "front matter: talks: 'everything' is neither headings nor off"),
    listing(Problem.OPTION, "sort", "colour"),
    listing(Problem.OPTION, "limit", "few"),
    listing(Problem.OPTION, "style", "disco"),
    listing(Problem.OPTION, "colour", "red", "unknown option 'colour'"),
    listing(Problem.OPTION, "x", "1", "unknown option 'x'", kind="speakers"),
    listing(Problem.OPTION, "x", "1", "unknown option 'x'", kind="questions"),
    Case(
        Problem.OPTION, "listing-body", 3,
        "# Page\n\n:::{talks}\nKEPT\n:::\n",
        "Page\n====\n\n.. talks::\n   :style: list\n\n   KEPT\n",
        message="a listing has no text of its own",
    ),
    Case(
        Problem.OPTION, "thoughts", 4,
        "# Page\n\n:::{mythoughts}\n:colour: red\n\nKEPT\n:::\n",
        "Page\n====\n\n.. mythoughts::\n   :colour: red\n\n   KEPT\n",
        message="unknown option 'colour'",
    ),
    Case(
        Problem.OPTION, "video", 4,
        "# Page\n\n:::{video} https://youtu.be/dQw4w9WgXcQ\n:volume: 11\n\nKEPT\n:::\n",
        "Page\n====\n\n.. video:: https://youtu.be/dQw4w9WgXcQ\n   :volume: 11\n\n   KEPT\n",
        message="unknown option 'volume'",
    ),
    talk(Problem.RATING, "talk", "rating", "6", "rating: '6' is not a rating"),
    talk(Problem.RATING, "words", "rating", "great"),
    talk(Problem.STATUS, "talk", "status", "asleep", "status: 'asleep' is not one of noted, "),
    listing(Problem.STATUS, "status", "asleep"),
    talk(Problem.TIME, "start", "start", "25:00", "start: '25:00' is not a time of day"),
    talk(Problem.TIME, "end", "end", "late"),
    talk(Problem.TIME, "duration", "duration", "long", "duration: 'long' is not a duration"),
    Case(
        Problem.TIME, "backwards", 5,
        "# Page\n\n:::{talk} Talk\n:start: 10:00\n:end: 09:00\n\nKEPT\n:::\n",
        "Page\n====\n\n.. talk:: Talk\n   :start: 10:00\n   :end: 09:00\n\n   KEPT\n",
        message="end: the talk ends before it starts",
    ),
    Case(
        Problem.TIME, "video", 4,
        "# Page\n\n:::{video} https://youtu.be/dQw4w9WgXcQ\n:start: soon\n\nKEPT\n:::\n",
        "Page\n====\n\n.. video:: https://youtu.be/dQw4w9WgXcQ\n   :start: soon\n\n   KEPT\n",
        message="start: 'soon' is not a time",
    ),
    Case(
        Problem.TITLE, "talk", 3,
        "# Page\n\n:::{talk}\n:room: Hall\n\nKEPT\n:::\n",
        "Page\n====\n\n.. talk::\n   :room: Hall\n\n   KEPT\n",
        message="a talk has no title",
    ),
    *(
        Case(
            Problem.TITLE, kind, 3,
            f"# Page\n\n:::{{{kind}}}\nKEPT\n:::\n", f"Page\n====\n\n.. {kind}::\n\n   KEPT\n",
            message=f"a {kind} has no name",
        )
        for kind in ("speaker", "tool", "conference")
    ),
    Case(
        Problem.TITLE, "timetable", 3,
        "# Page\n\n```{timetable}\n```\n\nKEPT\n", "Page\n====\n\n.. timetable::\n\nKEPT\n",
        message="a timetable has no conference",
    ),
    role(Problem.UNKNOWN, "speaker", "speaker:Ada Lovelas",
         "no speaker is called 'Ada Lovelas'; did you mean 'Ada Lovelace'"),
    role(Problem.UNKNOWN, "tool", "tool:Qqqqq", "no tool is called 'Qqqqq'"),
    role(Problem.UNKNOWN, "conference", "conference:EuroPython",
         "no conference is called 'EuroPython'; did you mean 'EuroPython 2020'?"),
    role(Problem.UNKNOWN, "talk", "talk:Qqqqq", "no talk is called 'Qqqqq'"),
    role(Problem.UNKNOWN, "domain", "talknotes:tool:Xxxxx", ""),
    Case(
        Problem.UNKNOWN, "listing", 3,
        "# Page\n\n```{talks}\n:speaker: Zzzzz\n```\n\nKEPT\n",
        "Page\n====\n\n.. talks::\n   :speaker: Zzzzz\n\nKEPT\n",
        message="no speaker is called 'Zzzzz'",
    ),
    *(
        Case(
            Problem.UNKNOWN, f"of-{kind}", 3,
            f"# Page\n\n```{{{kind}}} Yyyyy\n```\n\nKEPT\n",
            f"Page\n====\n\n.. {kind}:: Yyyyy\n\nKEPT\n",
            message="no conference is called 'Yyyyy'",
        )
        for kind in ("speakers", "followups", "questions", "timetable")
    ),
    talk(Problem.URL, "talk", "url", "javascript:alert(1)", "'javascript:alert(1)' is not an http"),
    talk(Problem.URL, "slides", "slides", "data:text/html,x"),
    talk(Problem.URL, "code", "code", "//example.org/x"),
    talk(Problem.URL, "paper", "paper", "file:///etc/passwd"),
    *(entity(Problem.URL, kind, "url", "javascript:x") for kind in ENTITY_KINDS),
    entity(Problem.URL, "speaker", "links", "Blog javascript:x"),
    entity(Problem.URL, "speaker", "photo", "https://example.org/me.jpg", "is not a file"),
    Case(
        Problem.URL, "captions", 4,
        "# Page\n\n:::{video} talk.mp4\n:captions: https://example.org/x.vtt\n\nKEPT\n:::\n",
        "Page\n====\n\n.. video:: talk.mp4\n   :captions: https://example.org/x.vtt\n\n   KEPT\n",
        message="captions: 'https://example.org/x.vtt' is not a file",
    ),
    talk(Problem.VIDEO, "talk", "video", "javascript:alert(1)"),
    talk(Problem.VIDEO, "host", "video", "https://example.org/watch",
         "video: 'https://example.org/watch' is on a host that has no player here"),
    Case(
        Problem.VIDEO, "directive", 3,
        "# Page\n\n:::{video} javascript:alert(1)\nKEPT\n:::\n",
        "Page\n====\n\n.. video:: javascript:alert(1)\n\n   KEPT\n",
        message="the scheme 'javascript:' cannot be used",
    ),
    Case(
        Problem.VIDEO, "directive-host", 3,
        "# Page\n\n:::{video} https://example.org/watch\nKEPT\n:::\n",
        "Page\n====\n\n.. video:: https://example.org/watch\n\n   KEPT\n",
        message="is on a host that has no player here",
    ),
    Case(
        Problem.VIDEO, "empty", 3,
        "# Page\n\n:::{video}\n:title: x\n\nKEPT\n:::\n",
        "Page\n====\n\n.. video::\n   :title: x\n\n   KEPT\n",
        message="no video address given",
    ),
]  # fmt: skip


MARKUPS = ("md", "rst")
ROOT = "# Root\n\n```{toctree}\n:glob:\n*\n```\n"


def cases_in(markup):
    return [case for case in CASES if getattr(case, markup)]


def project(cases, markup):
    files = {**FILES, "index.md": ROOT, "aaa.md": DECLARED}
    for case in cases:
        files.update(case.pages(markup))
    return files


@pytest.fixture(scope="module", params=MARKUPS)
def all_cases(request, tmp_path_factory):
    """Return the markup, and a text build of all cases as pages of one project."""
    files = project(cases_in(request.param), request.param)
    root = tmp_path_factory.mktemp(request.param)
    return request.param, Site(root, files, CONF, "text").build()


def of_page(case, warnings):
    return [line for line in warnings if line.startswith(f"{case.page}.")]


def test_every_problem_has_a_case():
    assert {case.problem for case in CASES} | ELSEWHERE == set(Problem)
    names = [case.page for case in CASES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_warning_at_its_line(all_cases, case):
    markup, made = all_cases
    if not getattr(case, markup):
        return
    (warning,) = of_page(case, made.warnings)
    assert warning.startswith(f"{case.place(markup)}WARNING: ")
    assert warning.endswith(f" [talknotes.{case.problem.value}]")
    assert case.message in warning
    # it says what to do: more than the bare fact
    assert len(warning) > len(case.place(markup)) + 40


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rest_of_the_page_is_there(all_cases, case):
    markup, made = all_cases
    if getattr(case, markup):
        assert made.text(f"{case.page}.txt").count(KEPT) == 1


def test_there_is_no_other_warning(all_cases):
    markup, made = all_cases
    own = [line for case in cases_in(markup) for line in of_page(case, made.warnings)]
    assert sorted(made.warnings) == sorted(own)


def test_parallel_builds_warn_alike(all_cases, site):
    markup, made = all_cases
    other = site(project(cases_in(markup), markup), CONF, "text", parallel=2).build()
    assert sorted(other.warnings) == sorted(made.warnings)


@pytest.mark.parametrize("problem", [p for p in Problem if p not in ELSEWHERE])
def test_each_is_silenced_by_its_name(site, problem):
    pages = [case for case in CASES if case.problem is problem]
    conf = {**CONF, "suppress_warnings": [f"talknotes.{problem.value}"]}
    assert site(project(pages, "md"), conf, "dummy").build().warnings == []


def test_all_are_silenced_by_the_name_of_the_extension(all_cases, site):
    markup, _ = all_cases
    conf = {**CONF, "suppress_warnings": ["talknotes"]}
    assert site(project(cases_in(markup), markup), conf, "dummy").build().warnings == []


# -- what is shown of it -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("date-talk", "tomorrow"),
        ("time-start", "25:00"),
        ("time-backwards", "09:00"),
        ("rating-talk", "6"),
        ("option-talk", "Ada"),
        ("url-talk", "javascript:alert(1)"),
        ("url-speaker-url", "javascript:x"),
        ("url-speaker-photo", "https://example.org/me.jpg"),
        ("date-period", "2020-07-23"),
        ("video-talk", "javascript:alert(1)"),
        ("video-directive", "javascript:alert(1)"),
        ("video-directive-host", "https://example.org/watch"),
        ("title-talk", "Untitled talk"),
        ("at-no-time", "half past"),
        ("at-no-video", "750"),
        ("unknown-speaker", "Ada Lovelas"),
        ("encoding-windows", "Kurt Gödel “quoted”"),
        ("encoding-mixed", "Gödel"),
        ("nested-talk", "Inner"),
        ("nested-list", "Inner"),
        ("nested-note", "Inner"),
    ],
)
def test_what_is_wrong_is_shown_as_it_was_written(all_cases, page, words):
    _, made = all_cases
    text = made.text(f"{page}.txt")
    if "://" in words and page.startswith("video"):
        text += str(made.doctree(page))  # a link, whose address plain text leaves out
    assert words in text


def test_broken_front_matter_is_shown(all_cases):
    markup, made = all_cases
    if markup == "md":
        text = made.text("front-matter-broken.txt")
        for line in ("room: Hall", "speakers: [Ada", "date: 2020-07-24"):
            assert line in text


# -- configuration -------------------------------------------------------------------------

BAD_CONFIG = {
    "read": "everything",
    "conference": ["EuroPython"],
    "notetakers": ["LA"],
    "peertube_hosts": "tube.example.org",
    "pages": ["speakers", "rooms"],
    "toctree": "yes",
    "navigation": "sideways",
    "search": "binoculars",
    "metadata": "yes",
    "sitemap": "yes",
    "robots": 1.5,
    "llms": "yes",
}


@pytest.mark.parametrize("name", BAD_CONFIG)
def test_a_wrong_value_in_conf_py(site, name):
    files = {"index.md": f"# Day\n\n:::{{talk}} Talk\n:speakers: Ada Lovelace\n\n{KEPT}\n:::\n"}
    made = site(files, {f"talknotes_{name}": BAD_CONFIG[name]}, "text").build()
    (warning,) = [line for line in made.warnings if "[talknotes.config]" in line]
    assert re.match(rf"WARNING: talknotes_{name} in conf\.py: expected .+; it is ignored", warning)
    assert KEPT in made.text("index.txt")
    conf = {f"talknotes_{name}": BAD_CONFIG[name], "suppress_warnings": ["talknotes.config"]}
    assert not [w for w in site(files, conf, "text").build().warnings if "talknotes.config" in w]


def test_every_option_of_conf_py_is_tried():
    from sphinx_talknotes.ext.config import OPTIONS

    assert {option.name for option in OPTIONS} == BAD_CONFIG.keys()
