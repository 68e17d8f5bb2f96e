"""Random edits of a project, each as an author makes them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from benchmarks.notes import (
    CONFERENCES,
    TOOLS,
    Page,
    Project,
    new_talk,
    person,
    picture,
    sentence,
    title,
)

Edit = Callable[[Project, random.Random], None]
EDITS: dict[str, Edit] = {}
"""Name → function that edits a project."""


def _edit(function: Edit) -> Edit:
    EDITS[function.__name__] = function
    return function


def _talk(project: Project, rng: random.Random) -> tuple[str, int]:
    return rng.choice(project.talks())


def _talk_pages(project: Project) -> list[str]:
    return [name for name in project.pages if name.startswith("talks/t")]


def _people(project: Project) -> list[str]:
    return sorted({s for p in project.pages.values() for t in p.talks for s in t.speakers})


def _rename_speaker(project: Project, old: str, new: str) -> None:
    for page, number in project.talks():
        names = project.pages[page].talks[number].speakers
        if old in names:
            changed = tuple(new if name == old else name for name in names)
            project.edit_talk((page, number), speakers=changed)


def _list_page(project: Project, docname: str, *, listed: bool) -> None:
    index = project.pages["talks/index"]
    name = docname.removeprefix("talks/")
    names = [n for n in index.toctree if n != name] + ([name] if listed else [])
    project.pages["talks/index"] = replace(index, toctree=tuple(names))


@_edit
def body(project: Project, rng: random.Random) -> None:
    place = _talk(project, rng)
    lines = project.pages[place[0]].talks[place[1]].body
    project.edit_talk(place, body=(*lines[1:], sentence(rng)))


@_edit
def talk_title(project: Project, rng: random.Random) -> None:
    project.edit_talk(_talk(project, rng), title=title(rng))


@_edit
def page_title(project: Project, rng: random.Random) -> None:
    name = rng.choice(sorted(project.pages))
    page = project.pages[name]
    if name == "people/someone":
        return
    project.pages[name] = replace(page, title=title(rng))


@_edit
def speaker(project: Project, rng: random.Random) -> None:
    project.edit_talk(_talk(project, rng), speakers=(rng.choice([*_people(project), person(rng)]),))


@_edit
def speaker_renamed(project: Project, rng: random.Random) -> None:
    _rename_speaker(project, rng.choice(_people(project)), person(rng))


@_edit
def speaker_case(project: Project, rng: random.Random) -> None:
    old = rng.choice(_people(project))
    _rename_speaker(project, old, old.upper() if old != old.upper() else old.title())


@_edit
def tool(project: Project, rng: random.Random) -> None:
    project.edit_talk(_talk(project, rng), tools=tuple(rng.sample(TOOLS, rng.randrange(3))))


@_edit
def time(project: Project, rng: random.Random) -> None:
    project.edit_talk(_talk(project, rng), start=f"{rng.randrange(8, 19):02}:15")


@_edit
def date(project: Project, rng: random.Random) -> None:
    project.edit_talk(_talk(project, rng), date=f"20{rng.randrange(17, 22)}-06-15")


@_edit
def conference(project: Project, rng: random.Random) -> None:
    names = [*CONFERENCES, f"{title(rng)} 2021"]
    project.edit_talk(_talk(project, rng), conference=rng.choice(names))


@_edit
def status(project: Project, rng: random.Random) -> None:
    states = ["", "planned", "rewatch", "partial"]
    project.edit_talk(_talk(project, rng), status=rng.choice(states))


@_edit
def remark(project: Project, rng: random.Random) -> None:
    project.edit_talk(_talk(project, rng), followup=sentence(rng, 3) if rng.random() < 0.7 else "")


@_edit
def explicit_id(project: Project, rng: random.Random) -> None:
    project.edit_talk(_talk(project, rng), id=rng.choice(["", "fixed-id", "other-id"]))


@_edit
def talk_added(project: Project, rng: random.Random) -> None:
    name = f"talks/t{rng.randrange(12, 99)}"
    talk = new_talk(rng, _people(project))
    project.pages[name] = Page(talk.title, rng.choice(["md", "rst"]), talks=(talk,))
    if rng.random() < 0.8:
        _list_page(project, name, listed=True)


@_edit
def talk_on_day(project: Project, rng: random.Random) -> None:
    name = rng.choice([n for n in project.pages if n.startswith("days/d")] or ["lists"])
    page = project.pages[name]
    talk = replace(new_talk(rng, _people(project)), conference="")
    project.pages[name] = replace(page, talks=(*page.talks, talk))


@_edit
def talk_removed(project: Project, rng: random.Random) -> None:
    if len(project.talks()) < 20:
        return talk_added(project, rng)
    name, number = _talk(project, rng)
    page = project.pages[name]
    talks = page.talks[:number] + page.talks[number + 1 :]
    project.pages[name] = replace(page, talks=talks)
    return None


@_edit
def page_removed(project: Project, rng: random.Random) -> None:
    names = _talk_pages(project)
    if len(names) < 8:
        return talk_added(project, rng)
    name = rng.choice(names)
    del project.pages[name]
    if rng.random() < 0.7:
        _list_page(project, name, listed=False)
    return None


@_edit
def page_renamed(project: Project, rng: random.Random) -> None:
    old = rng.choice(_talk_pages(project))
    new = f"talks/t{rng.randrange(12, 99)}"
    project.pages[new] = project.pages.pop(old)
    _list_page(project, old, listed=False)
    _list_page(project, new, listed=True)


@_edit
def page_comes_back(project: Project, rng: random.Random) -> None:
    name = f"talks/t{rng.randrange(12):02}"
    if name not in project.pages:
        talk = new_talk(rng, _people(project))
        project.pages[name] = Page(talk.title, rng.choice(["md", "rst"]), talks=(talk,))


@_edit
def day_added(project: Project, rng: random.Random) -> None:
    name = f"days/d{rng.randrange(9)}"
    if name in project.pages:
        del project.pages[name]
    else:
        talks = tuple(replace(new_talk(rng, _people(project)), conference="") for _ in range(2))
        project.pages[name] = Page(title(rng), talks=talks, conference=rng.choice(CONFERENCES))


@_edit
def speaker_page(project: Project, rng: random.Random) -> None:
    """A page of the author's takes the place of a generated one, or goes again."""
    own = [name for name in project.pages if name.startswith(("speakers/", "bios/"))]
    if own and rng.random() < 0.5:
        del project.pages[rng.choice(own)]
        return
    name = rng.choice(_people(project))
    slug = name.lower().replace(" ", "-")
    folder = rng.choice(["speakers", "bios"])
    project.pages[f"{folder}/{slug}"] = Page(
        name, rng.choice(["md", "rst"]), blocks=(("speaker", name, (), sentence(rng)),)
    )


@_edit
def alias(project: Project, rng: random.Random) -> None:
    page = project.pages.get("people/someone")
    if page is None:
        return
    block = page.blocks[0]
    options = (("aliases", rng.choice(_people(project))), ("private-aliases", "the boss"),
               ("photo", "../img/b/shot.png"))  # fmt: skip
    project.pages["people/someone"] = replace(page, blocks=((*block[:2], options, sentence(rng)),))


@_edit
def index_page(project: Project, rng: random.Random) -> None:
    """A hand-written index page takes the place of the generated one, or goes again."""
    name = rng.choice(["tools/index", "speakers/index"])
    if name in project.pages:
        del project.pages[name]
    else:
        block = (name.partition("/")[0], "", (), "")
        project.pages[name] = Page(title(rng), rng.choice(["md", "rst"]), blocks=(block,))


@_edit
def listing(project: Project, rng: random.Random) -> None:
    page = project.pages["lists"]
    options = ((rng.choice(["tool", "tag"]), rng.choice([*TOOLS, "data"])),
               ("style", rng.choice(["cards", "list", "table"])))  # fmt: skip
    blocks = (*page.blocks[-6:], ("talks", "", options, ""))
    project.pages["lists"] = replace(page, blocks=blocks)


@_edit
def link(project: Project, rng: random.Random) -> None:
    place = _talk(project, rng)
    target = rng.choice(_talk_pages(project))
    other = _talk(project, rng)
    form = rng.choice([
        f"See <<doc /{target}>>.", f"See <<file {target.partition('/')[2]}.md>>.",
        f"See <<talk {project.pages[other[0]].talks[other[1]].title}>>.",
        f"See <<speaker {rng.choice(_people(project))}>>.", "See <<speaker the boss>>.",
        f"See <<tool {rng.choice(TOOLS)}>>.", "See <<ref fixed-id>>.", "See <<id other-id>>.",
    ])  # fmt: skip
    lines = project.pages[place[0]].talks[place[1]].body
    project.edit_talk(place, body=(*lines, form))


@_edit
def image(project: Project, rng: random.Random) -> None:
    """A picture changes, goes, or comes back; or a page shows another one."""
    name = rng.choice(["img/a/shot.png", "img/b/shot.png", "img/0/shot.png"])
    choice = rng.random()
    if choice < 0.3 and name in project.files:
        del project.files[name]
    elif choice < 0.6 or name not in project.files:
        project.files[name] = picture(rng.randrange(256))
    else:
        place = _talk(project, rng)
        lines = project.pages[place[0]].talks[place[1]].body
        project.edit_talk(place, body=(*lines, f"Look: <<image ../{name}>>"))


@_edit
def slides(project: Project, rng: random.Random) -> None:
    name = f"files/{rng.choice('abc')}.pdf"
    project.files[name] = sentence(rng).encode()
    project.edit_talk(_talk(project, rng), slides=rng.choice(["", f"../{name}"]))


@_edit
def markup(project: Project, rng: random.Random) -> None:
    """A page moves from one markup to the other under the same name."""
    name = rng.choice(_talk_pages(project))
    page = project.pages[name]
    project.pages[name] = replace(page, markup="rst" if page.markup == "md" else "md")


@_edit
def config(project: Project, rng: random.Random) -> None:
    """A value in conf.py changes that pages are written, or read, with."""
    values = {
        "html_show_copyright": [True, False],
        "html_title": ["Notes", "More notes"],
        "talknotes_conference": ["", "DataConf 2020"],
        "talknotes_pages": [["speakers", "tools", "conferences"], ["speakers", "conferences"]],
        "html_permalinks_icon": ["#", "¶"],
        "language": ["en", "de"],
    }
    name = rng.choice(sorted(values))
    project.conf[name] = rng.choice(values[name])


@_edit
def nothing(project: Project, rng: random.Random) -> None:
    pass
