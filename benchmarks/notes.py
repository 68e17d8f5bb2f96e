"""A project of notes as a value: talks and pages that are written out as files in both markups."""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import dataclass, field, replace

WORDS = [
    "cache",
    "queue",
    "parser",
    "index",
    "thread",
    "socket",
    "branch",
    "commit",
    "layer",
    "tensor",
    "schema",
    "vector",
    "token",
    "worker",
    "cluster",
    "metric",
    "deploy",
    "rollback",
    "snapshot",
    "replica",
    "shard",
    "cursor",
    "planner",
    "kernel",
    "buffer",
    "iterator",
    "generator",
    "coroutine",
    "decorator",
    "closure",
    "module",
    "package",
    "wheel",
    "fixture",
    "snapshot",
    "proxy",
]
FIRST = [
    "Ada",
    "Bo",
    "Cleo",
    "Dag",
    "Edda",
    "Finn",
    "Gisa",
    "Hugo",
    "Ines",
    "Jiří",
    "Kai",
    "Lotte",
    "Mirja",
    "Noor",
    "Otto",
    "Pia",
    "Quin",
    "Rosa",
]
LAST = [
    "Quell",
    "Brandt",
    "Castano",
    "Dvořák",
    "Eklund",
    "Farrow",
    "Grün",
    "Hallas",
    "Ibsen",
    "Jansen",
    "Kolář",
    "Lindqvist",
]
TOOLS = ["pytest", "NumPy", "Apache Airflow", "git-LFS", "DVC", "C++", "Dask", "Node.js", "tox",
         "Jupyter", "uv", "Polars"]  # fmt: skip
CONFERENCES = ["PyCon Ostrava 2019", "PyCon Ostrava 2020", "DataConf 2020", "WebCamp 2018"]


@dataclass(frozen=True)
class Talk:
    """One talk; empty values are left out."""

    title: str
    speakers: tuple[str, ...] = ()
    conference: str = ""
    date: str = ""
    start: str = ""
    tools: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    status: str = ""
    room: str = ""
    id: str = ""
    slides: str = ""
    video: str = ""
    body: tuple[str, ...] = ()
    followup: str = ""
    question: str = ""


@dataclass(frozen=True)
class Page:
    """One source file: a title, lines of text, talks; ``blocks`` are directives at its end.

    ``markup`` is ``md`` or ``rst``. Links in ``lines`` and in bodies are written as
    ``<<kind target>>`` and translated.
    """

    title: str
    markup: str = "md"
    lines: tuple[str, ...] = ()
    talks: tuple[Talk, ...] = ()
    blocks: tuple[tuple[str, str, tuple[tuple[str, str], ...], str], ...] = ()
    toctree: tuple[str, ...] = ()
    glob: bool = False
    hidden: bool = False
    conference: str = ""


@dataclass
class Project:
    """All pages by docname, and files that are no pages."""

    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    conf: dict[str, object] = field(default_factory=dict)

    def render(self) -> dict[str, bytes]:
        """Return path → content of every source file."""
        result = dict(self.files)
        for docname, page in self.pages.items():
            text = _markdown(page) if page.markup == "md" else _rest(page)
            result[f"{docname}.{page.markup}"] = text.encode()
        conf = "".join(f"{name} = {value!r}\n" for name, value in self.conf.items())
        result["conf.py"] = conf.encode()
        return result

    def copy(self) -> Project:
        """Return a copy that can be edited."""
        return Project(dict(self.pages), dict(self.files), dict(self.conf))

    def talks(self) -> list[tuple[str, int]]:
        """Return where each talk is: docname and number on the page."""
        return [(name, i) for name, page in self.pages.items() for i in range(len(page.talks))]

    def edit_talk(self, place: tuple[str, int], **changes: object) -> None:
        """Replace values of a talk."""
        page = self.pages[place[0]]
        talks = list(page.talks)
        talks[place[1]] = replace(talks[place[1]], **changes)
        self.pages[place[0]] = replace(page, talks=tuple(talks))


def _options(talk: Talk) -> list[tuple[str, str]]:
    rows = [
        ("id", talk.id), ("speakers", ", ".join(talk.speakers)), ("conference", talk.conference),
        ("date", talk.date), ("start", talk.start), ("tools", ", ".join(talk.tools)),
        ("tags", ", ".join(talk.tags)), ("status", talk.status), ("room", talk.room),
        ("slides", talk.slides), ("video", talk.video),
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def _boxes(talk: Talk) -> list[tuple[str, str, str]]:
    rows = [("followup", "try", talk.followup), ("question", "", talk.question)]
    return [row for row in rows if row[2]]


def _markdown(page: Page) -> str:
    out = ["---", f"conference: {page.conference}", "---"] if page.conference else []
    alone = len(page.talks) == 1 and page.talks[0].title == page.title
    out += [] if alone else [f"# {page.title}", ""]
    for line in page.lines:
        out += [_inline_md(line), ""]
    for talk in page.talks:
        out += [f"::::{{talk}} {talk.title}", *(f":{k}: {v}" for k, v in _options(talk)), ""]
        for line in talk.body:
            out += [_inline_md(line), ""]
        for name, kind, text in _boxes(talk):
            out += [f":::{{{name}}}", *([f":kind: {kind}"] if kind else []), text, ":::", ""]
        out += ["::::", ""]
    for name, argument, options, body in page.blocks:
        out += [f":::{{{name}}} {argument}".rstrip(), *(f":{k}: {v}" for k, v in options)]
        out += [body] if body else []
        out += [":::", ""]
    if page.toctree:
        out += ["```{toctree}", *([":glob:"] if page.glob else []),
                *([":hidden:"] if page.hidden else []), "", *page.toctree, "```", ""]  # fmt: skip
    return "\n".join(out) + "\n"


def _rest(page: Page) -> str:
    out = [f":conference: {page.conference}", ""] if page.conference else []
    alone = len(page.talks) == 1 and page.talks[0].title == page.title
    out += [] if alone else [page.title, "=" * (2 * len(page.title)), ""]
    for line in page.lines:
        out += [_inline_rest(line), ""]
    for talk in page.talks:
        out += [f".. talk:: {talk.title}", *(f"   :{k}: {v}" for k, v in _options(talk)), ""]
        for line in talk.body:
            out += [f"   {_inline_rest(line)}", ""]
        for name, kind, text in _boxes(talk):
            out += [f"   .. {name}::", *([f"      :kind: {kind}"] if kind else []), "",
                    f"      {text}", ""]  # fmt: skip
    for name, argument, options, body in page.blocks:
        out += [f".. {name}:: {argument}".rstrip(), *(f"   :{k}: {v}" for k, v in options), ""]
        out += [f"   {body}", ""] if body else []
    if page.toctree:
        out += [".. toctree::", *(["   :glob:"] if page.glob else []),
                *(["   :hidden:"] if page.hidden else []), "",
                *(f"   {name}" for name in page.toctree), ""]  # fmt: skip
    return "\n".join(out) + "\n"


def _split(line: str) -> list[tuple[str, str]]:
    parts = []
    rest = line
    while "<<" in rest:
        before, _, rest = rest.partition("<<")
        inner, _, rest = rest.partition(">>")
        kind, _, target = inner.partition(" ")
        parts += [("", before), (kind, target)]
    return [*parts, ("", rest)]


def _inline_md(line: str) -> str:
    forms = {
        "": "{}", "file": "[]({})", "id": "[](#{})",
        "image": "![a picture]({})",
        "download": "{{download}}`{}`", "doc": "{{doc}}`{}`", "ref": "{{ref}}`{}`",
    }  # fmt: skip
    return "".join(forms.get(kind, f"{{{{{kind}}}}}`{{}}`").format(t) for kind, t in _split(line))


def _inline_rest(line: str) -> str:
    parts = []
    for kind, target in _split(line):
        if kind == "file":
            parts.append(f":doc:`/{target.lstrip('./').rpartition('.')[0]}`")
        elif kind == "id":
            parts.append(f":ref:`{target}`")
        elif kind == "image":
            parts.append("(picture)")
        else:
            parts.append(f":{kind}:`{target}`" if kind else target)
    return "".join(parts)


def picture(colour: int) -> bytes:
    """Return a PNG of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(bytes([0, colour % 256, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def sentence(rng: random.Random, length: int = 12) -> str:
    """Return some words."""
    return " ".join(rng.choice(WORDS) for _ in range(length)).capitalize() + "."


def person(rng: random.Random) -> str:
    """Return a made-up name."""
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def title(rng: random.Random) -> str:
    """Return a title."""
    return " ".join(rng.choice(WORDS) for _ in range(3)).capitalize()


def new_talk(rng: random.Random, people: list[str]) -> Talk:
    """Return a talk."""
    conference = rng.choice(CONFERENCES)
    return Talk(
        title=title(rng),
        speakers=tuple(rng.sample(people, rng.choice([1, 1, 1, 2]))),
        conference=conference,
        date=f"{conference[-4:]}-06-{rng.choice([14, 15, 16])}",
        start=f"{rng.randrange(9, 18):02}:{rng.choice([0, 30]):02}",
        tools=tuple(rng.sample(TOOLS, rng.randrange(4))),
        tags=tuple(rng.sample(["data", "web", "testing"], rng.randrange(3))),
        body=tuple(sentence(rng) for _ in range(2)),
        followup=sentence(rng, 4) if rng.random() < 0.2 else "",
        question=sentence(rng, 4) if rng.random() < 0.2 else "",
    )


def make_project(rng: random.Random) -> Project:
    """Return a project of some thirty talks that has a bit of everything."""
    project = Project()
    people = sorted({person(rng) for _ in range(14)})
    for number in range(12):
        talk = new_talk(rng, people)
        # the title of some pages is the talk's, others have one of their own
        name = talk.title if number % 2 else f"Notes {number}"
        project.pages[f"talks/t{number:02}"] = Page(
            name, "rst" if number % 3 == 2 else "md", talks=(talk,)
        )
    for number, conference in enumerate(CONFERENCES):
        talks = tuple(replace(new_talk(rng, people), conference="") for _ in range(5))
        date = f"{conference[-4:]}-06-15"
        talks = tuple(replace(t, date=date) for t in talks)
        project.pages[f"days/d{number}"] = Page(
            f"{conference}, day 2", "rst" if number == 1 else "md", talks=talks,
            conference=conference, lines=(sentence(rng),),
        )  # fmt: skip
    links = [
        f"See <<doc /talks/t03>> and <<doc ../talks/t05>> and <<speaker {people[0]}>>.",
        "Also <<file t01.md>>, <<tool pytest>> and <<conference DataConf 2020>>.",
        "Compare <<ref fixed-id>> and <<talk fixed-id>>.",
        "A figure: <<image ../img/a/shot.png>>",
        "Another: <<image ../img/b/shot.png>>",
        "Files: <<download ../files/data.csv>>",
        "Jump to <<id fixed-id>> and <<doc /days/d1>>.",
    ]
    for number, line in enumerate(links):
        place = (f"talks/t{number:02}", 0)
        body = project.pages[place[0]].talks[0].body
        project.edit_talk(place, body=(*body, line))
    project.edit_talk(("talks/t04", 0), body=("First <<image ../img/b/shot.png>>",
                                              "then <<image ../img/a/shot.png>>"))  # fmt: skip
    project.edit_talk(("talks/t07", 0), id="fixed-id", slides="../files/slides.pdf")
    project.edit_talk(("talks/t09", 0), video="https://youtu.be/dQw4w9WgXcQ")
    twin = project.pages["talks/t08"].talks[0]
    same = {"title": twin.title, "conference": twin.conference, "date": twin.date}
    project.edit_talk(("talks/t10", 0), **same)
    lists = (
        ("talks", "", (("tool", "pytest"),), ""),
        ("talks", "", (("style", "table"), ("sort", "newest"), ("limit", "7")), ""),
        ("followups", "", (), ""),
        ("speakers", "DataConf 2020", (), ""),
        ("timetable", "PyCon Ostrava 2019", (), ""),
    )
    project.pages |= {
        "index": Page("All my notes", lines=("Welcome to <<file talks/t02.rst>>.",),
                      toctree=("talks/index", "days/index", "lists", "people/someone", "about")),
        "talks/index": Page("One by one", toctree=tuple(f"t{n:02}" for n in range(12))),
        "days/index": Page("Days", "rst", toctree=("*",), glob=True, hidden=True),
        "lists": Page("Listings", blocks=lists, lines=("A <<doc talks/t00>> to start with.",)),
        "about": Page("About", "rst", lines=("Nothing but <<doc index>>, <<ref fixed-id>>.",)),
        "people/someone": Page(people[1], blocks=((
            "speaker", people[1],
            (("aliases", f"{people[1]} Jr"), ("private-aliases", "the boss"),
             ("photo", "../img/b/shot.png")), "Has seen it all."),)),
    }  # fmt: skip
    project.edit_talk(("talks/t06", 0), speakers=(f"{people[1]} Jr",))
    project.files |= {
        "img/a/shot.png": picture(1),
        "img/b/shot.png": picture(2),
        "files/slides.pdf": b"%PDF-1.4 slides",
        "files/data.csv": b"a,b\n1,2\n",
    }
    project.conf = {
        "project": "Notes",
        "extensions": ["sphinx_talknotes"],
        "exclude_patterns": ["_build"],
        "html_theme": "alabaster",
    }
    return project
