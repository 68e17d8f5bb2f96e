"""Generated pages that are documents like any other.

When reading is done, a small doctree is made for every speaker, tool and conference and for
their indices, goes through Sphinx's own read transforms, and is entered in the environment.
From then on Sphinx treats it as a document: it is searched, listed in tables of contents,
written by every builder and in parallel. Nothing is written below the source directory.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.environment import CONFIG_OK
from sphinx.transforms import SphinxTransformer

from sphinx_talknotes.ext.config import PAGE_KINDS
from sphinx_talknotes.ext.directives.base import note_anchor
from sphinx_talknotes.ext.domain import TalknotesDomain, get_domain
from sphinx_talknotes.ext.listings import EntitiesView, TimetableView
from sphinx_talknotes.ext.nodes import make_view, plain
from sphinx_talknotes.ext.parts import entity_parts
from sphinx_talknotes.ext.views.base import show_date
from sphinx_talknotes.ext.views.days import day_anchor
from sphinx_talknotes.ext.views.entity import EntityView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_talknotes.catalogue import Entity
    from sphinx_talknotes.ext.views import View


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a generated page: a heading, and a view or sections below it."""

    title: str
    anchor: str
    view: View | None = None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the stored doctree of a generated page is made of."""

    title: str
    anchor: str
    view: View
    sections: tuple[Section, ...] = ()
    children: tuple[str, ...] = ()
    photo: str = ""


INDEX_TITLES = {"speaker": "Speakers", "tool": "Tools", "conference": "Conferences"}


def plan_pages(domain: TalknotesDomain, language: str, folders: Iterable[str]) -> dict[str, Page]:
    """Return docname → page for all that is to be generated; pages of the author's are left out."""
    pages: dict[str, Page] = {}
    for folder in folders:
        kind = PAGE_KINDS[folder]
        children = []
        for entity in domain.catalogue.entities(kind):
            children.append(entity.page)
            if not (entity.declaration and entity.declaration.is_page):
                pages[entity.page] = _entity_page(domain, entity, language)
        index = f"{folder}/index"
        if index in domain.roots:
            title = INDEX_TITLES[kind]
            view = EntitiesView(kind, empty=f"No {folder} yet.")
            generated = tuple(name for name in children if name in pages)
            pages[index] = Page(title, title.lower(), view, children=generated)
    taken = domain.env.project.docnames - domain.generated.keys() - domain.roots
    return {name: page for name, page in pages.items() if name not in taken}


def _entity_page(domain: TalknotesDomain, entity: Entity, language: str) -> Page:
    sections = []
    for part in entity_parts(entity.kind, entity.name):
        answer = part.view.answer(domain)
        if not answer:
            continue
        if isinstance(part.view, TimetableView):
            sections += [
                Section(show_date(date, language) if date else "Without a date", day_anchor(date),
                        TimetableView(entity.name, str(date or "unknown"), headed=False))
                for date, _, _ in answer
            ]  # fmt: skip
        else:
            sections.append(Section(part.title, part.anchor, part.view))
    photo = entity.declaration.detail("photo") if entity.declaration else ""
    if not (Path(domain.env.srcdir) / photo.lstrip("/")).is_file():
        photo = ""  # the page that declares it has been warned of
    view = EntityView(entity.kind, entity.name)
    return Page(entity.name, entity.anchor, view, tuple(sections), photo=photo)


def make_doctree(docname: str, page: Page, env: BuildEnvironment) -> nodes.document:
    """Return the document of a generated page, before transforms."""
    document = new_document(str(env.doc2path(docname)), _settings(env))
    home = nodes.section()
    note_anchor(document, page.anchor, home)
    home += [plain(page.title, nodes.title), make_view(page.view, *_photo(page))]
    home += _sections(page.sections, document)
    if page.children:
        home += _hidden_toctree(docname, page.children)
    document += home
    if not getattr(env.config, "autosectionlabel_prefix_document", True):
        # sphinx.ext.autosectionlabel makes labels of this; "talks" must not be that of any of ours
        for title in document.findall(nodes.title):
            title.rawsource = f"{docname}:{title.rawsource}"
    return document


def _photo(page: Page) -> list[nodes.Node]:
    return [nodes.image(uri=page.photo, alt=page.title, classes=["tn-photo"])] if page.photo else []


def _sections(sections: Iterable[Section], document: nodes.document) -> Iterator[nodes.section]:
    for part in sections:
        section = nodes.section("", plain(part.title, nodes.title))
        note_anchor(document, part.anchor, section)
        if part.view:
            section += make_view(part.view)
        section += list(_sections(part.sections, document))
        yield section


def _hidden_toctree(docname: str, children: tuple[str, ...]) -> nodes.Node:
    # Builders that print one file need the children in a table of contents. HTML sites list
    # them in the page itself, and their sidebars must not carry thousands of names.
    toctree = addnodes.toctree(
        parent=docname, entries=[(None, name) for name in children], includefiles=list(children),
        maxdepth=1, caption=None, glob=False, hidden=True, includehidden=False, numbered=0,
        titlesonly=True,
    )  # fmt: skip
    only = addnodes.only(expr="not (builder_html or builder_dirhtml)")
    only += nodes.compound("", toctree, classes=["toctree-wrapper"])
    return only


@cache
def _default_settings() -> Any:
    from docutils.frontend import get_default_settings
    from docutils.parsers.rst import Parser

    return get_default_settings(Parser)


def _settings(env: BuildEnvironment) -> Any:
    settings = _default_settings().copy()
    for name, value in env.settings.items():
        setattr(settings, name, value)
    settings.env = env
    return settings


def find_roots(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Make the generated index pages known, so that authors can list them.

    Connected to ``env-before-read-docs``. The pages of single entities are not made known: a
    ``:glob:`` would then find them in the second build and not in the first.
    """
    domain = get_domain(env)
    wanted = {f"{folder}/index" for folder in app.config.talknotes_pages}
    domain.roots = frozenset(wanted - env.project.docnames)
    env.project.docnames.update(domain.roots)


def keep_generated(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """Keep Sphinx from taking generated documents for removed files (``env-get-outdated``)."""
    removed.difference_update(get_domain(env).generated)
    return []


def update_pages(app: Sphinx, env: BuildEnvironment) -> set[str]:
    """Make generated pages what they have to be now; return those that are new or changed."""
    domain = get_domain(env)
    real = env.project.docnames - domain.roots
    for docname in sorted(domain.generated.keys() & real):
        del domain.generated[docname]  # the author has written that page since
        domain.stamps.pop(docname, None)
    wanted = plan_pages(domain, app.config.language or "en", app.config.talknotes_pages)
    for docname in sorted(domain.generated.keys() - wanted.keys()):
        _remove(app, env, docname)
        del domain.generated[docname]
    anew = env.config_status != CONFIG_OK
    changed = {
        name for name, page in wanted.items()
        if anew or domain.generated.get(name) != page or not _is_intact(app, domain, name)
    }  # fmt: skip
    # all are documents before the first is made: their toctrees name one another
    env.project.docnames.update(wanted)
    for docname in sorted(changed):
        domain.generated[docname] = wanted[docname]
        _enter(app, env, docname, wanted[docname])
        domain.stamps[docname] = _doctree_path(app, docname).stat().st_mtime_ns
    domain.forget_answers()
    return changed


def _doctree_path(app: Sphinx, docname: str) -> Path:
    return Path(app.doctreedir) / f"{docname}.doctree"


def _is_intact(app: Sphinx, domain: TalknotesDomain, docname: str) -> bool:
    """Tell whether the stored doctree is the one that the environment knows.

    A build that died may have left another one.
    """
    try:
        return _doctree_path(app, docname).stat().st_mtime_ns == domain.stamps.get(docname)
    except OSError:
        return False


def _enter(app: Sphinx, env: BuildEnvironment, docname: str, page: Page) -> None:
    app.emit("env-purge-doc", env, docname)
    if docname in env.all_docs:  # domains look through all that they know
        env.clear_doc(docname)
    env.prepare_settings(docname)
    document = make_doctree(docname, page, env)
    transformer = SphinxTransformer(document)
    transformer.set_environment(env)
    transformer.add_transforms(app.registry.get_transforms())
    document.transformer = transformer
    transformer.apply_transforms()
    _forget_document(env)
    env.all_docs[docname] = time.time_ns() // 1_000
    env.included.setdefault(docname, set())
    app.builder.write_doctree(docname, document, _cache=False)


def _forget_document(env: BuildEnvironment) -> None:
    # What was set up for reading names a domain, and with it everything that was ever read:
    # Sphinx would copy all that for each page that it writes.
    if hasattr(env, "current_document"):
        env.current_document = type(env.current_document)()
    else:  # Sphinx 8.1
        env.temp_data.clear()
    env.ref_context.clear()


def _remove(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    app.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    get_domain(env).stamps.pop(docname, None)
    _doctree_path(app, docname).unlink(missing_ok=True)
    env.project.docnames.discard(docname)


def prune_contents(app: Sphinx, builder: Builder) -> None:
    """Take the names of entities out of what sidebars are made of (``write-started``).

    Sphinx drops what an ``only`` excludes from a table of contents, but not where a theme asks
    for titles only: every speaker's page would then list all speakers. Only this build's copy
    of the environment is changed; it has been stored already.
    """
    for docname in get_domain(app.env).roots:
        for only in list(app.env.tocs[docname].findall(addnodes.only)):
            if not builder.tags.eval_condition(only["expr"]):
                only.parent.remove(only)


def setup_pages(app: Sphinx) -> None:
    """Connect what keeps generated documents alive."""
    app.connect("env-before-read-docs", find_roots)
    app.connect("env-get-outdated", keep_generated)
    app.connect("write-started", prune_contents)
