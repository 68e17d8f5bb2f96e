"""The wiring of all that is for machines that read the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.web.files import setup_files
from sphinx_talknotes.ext.web.head import Head, HeadView
from sphinx_talknotes.ext.web.microformats import MicroformatsTransform, setup_microformats
from sphinx_talknotes.ext.web.prose import ProseTransform, complete, find_prose
from sphinx_talknotes.ext.web.site import WebSite, makes_site
from sphinx_talknotes.ext.web.tags import head_tags

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_PREVIEWS = ("sphinxext.opengraph",)
"""Extensions that make Open Graph tags themselves."""


class _Heads:
    """Puts tags into the heads of the pages of one build."""

    def __init__(self, app: Sphinx) -> None:
        self._site = WebSite(app)
        self._domain = get_domain(app.env)
        self._with_preview = not any(name in app.extensions for name in _PREVIEWS)

    def view(self, docname: str) -> HeadView:
        """Return the view of a page's head."""
        return HeadView(docname, self._site)

    def add_tags(
        self, app: Sphinx, pagename: str, _template: str, context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:  # fmt: skip
        """Add the tags of a page (``html-page-context``); pages of no document have none."""
        if doctree is None or pagename not in app.env.all_docs:
            return
        head = self.view(pagename).answer(self._domain)
        metatags = context.get("metatags", "")
        about = complete(_prose(head, doctree), head.facts)
        context["metatags"] = metatags + head_tags(
            head, self._site, metatags, about, with_preview=self._with_preview
        )


def _prose(head: Head, doctree: nodes.document) -> str:
    if len(head.talks) == 1 and head.kind == "talks":
        return find_prose(doctree, head.talks[0].anchor) or find_prose(doctree, "")
    text = find_prose(doctree, "")
    return text or (head.entity.about if head.entity else "")


def _on_inited(app: Sphinx) -> None:
    if makes_site(app.builder) and app.config.talknotes_metadata:
        heads = _Heads(app)
        get_domain(app.env).page_views.append(heads.view)
        # late: what the author and other extensions say is there by then
        app.connect("html-page-context", heads.add_tags, priority=850)


def setup_web(app: Sphinx) -> None:
    """Connect the parts."""
    app.connect("builder-inited", _on_inited)
    app.add_post_transform(ProseTransform)
    app.add_post_transform(MicroformatsTransform)
    setup_microformats(app)
    setup_files(app)
