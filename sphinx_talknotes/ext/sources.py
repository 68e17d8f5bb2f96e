"""Sources of pages, as far as readers may see them.

Generated pages have none, and those with private aliases in them are not shown to anybody.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_talknotes.catalogue.entities import named_by
from sphinx_talknotes.ext.domain import TalknotesDomain, get_domain
from sphinx_talknotes.model.records import ENTITY_KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_HIDDEN = "The source of this page is not shown: names in it are private."


def names_private(domain: TalknotesDomain, docname: str) -> bool:
    """Tell whether the source of a document has private aliases in it."""
    entry = domain.entries.get(docname)
    if entry is None:
        return False
    records = entry.records
    if any(declaration.private_aliases for declaration in records.declarations):
        return True
    named = [(k, name) for t in records.talks for k in ENTITY_KINDS for name in named_by(t, k)]
    named += [("speaker", name) for talk in records.talks for name in talk.notes_by]
    named += [name for view, _ in entry.views for name in view.names()]
    return any(domain.catalogue.is_private(*name) for name in named) or any(
        is_private_xref(domain, *xref) for xref in entry.xrefs
    )


def is_private_xref(domain: TalknotesDomain, domain_name: str, role: str, target: str) -> bool:
    """Tell whether a cross-reference names its target by a private alias."""
    kinds: tuple[str, ...] = ()
    if domain_name == "talknotes" and role in ENTITY_KINDS:
        kinds = (role,)
    elif not domain_name and role in ("any", "myst"):
        kinds = ENTITY_KINDS
    return any(domain.catalogue.is_private(kind, target) for kind in kinds)


def offers_source(domain: TalknotesDomain, docname: str) -> bool:
    """Tell whether the source of a page may be shown: it has one, and no private aliases in it."""
    return docname not in domain.generated and not names_private(domain, docname)


def hide_source(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: Any
) -> None:
    """Offer no source of a generated page, nor of one with private aliases in it."""
    domain = get_domain(app.env)
    if not offers_source(domain, pagename):
        context.update(sourcename="", has_source=False, show_source=False)
    if names_private(domain, pagename):
        context["meta"] = {}  # front matter, which some builders print


def prepare_changes(app: Sphinx, builder: Builder) -> None:
    """Leave out documents whose source the builder "changes" would copy (``write-started``).

    It reads the files of all documents. Only this build's copy of the environment is changed; it
    has been stored already.
    """
    if builder.name == "changes":
        domain = get_domain(app.env)
        for docname in [name for name in app.env.all_docs if not offers_source(domain, name)]:
            del app.env.all_docs[docname]


def replace_sources(app: Sphinx, exception: Exception | None) -> None:
    """Write a page where the builder "changes" links a source that it was not given."""
    if exception is not None or app.builder.name != "changes":
        return
    domain = get_domain(app.env)
    for docname in sorted(domain.entries.keys() - domain.generated.keys()):
        if names_private(domain, docname):
            page = Path(app.outdir, "rst", f"{docname}.html")
            page.parent.mkdir(parents=True, exist_ok=True)
            text = f"<!DOCTYPE html>\n<title>{html.escape(docname)}</title>\n<p>{_HIDDEN}</p>\n"
            page.write_text(text, encoding="utf-8", newline="\n")


def setup_sources(app: Sphinx) -> None:
    """Connect what hides sources."""
    app.connect("html-page-context", hide_source, priority=900)
    app.connect("write-started", prepare_changes)
    app.connect("build-finished", replace_sources)
