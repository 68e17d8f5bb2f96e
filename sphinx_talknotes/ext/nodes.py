"""Our node classes.

A `talknotes_view` stands in a stored doctree where the page shows something of the whole
project; one post-transform replaces each by plain nodes for every builder. The others are put
in for HTML sites only, so no other writer ever meets them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes
from docutils.nodes import Element, General, Inline, TextElement
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_talknotes.video import Video


T = TypeVar("T", bound=TextElement)
_NOTHING: Any = {}
"""A node with no attributes, for tags that no node stands for."""


class talknotes_view(General, Element):
    """Where a view is shown; ``view`` says which. Children are its local files and pictures."""


class talknotes_at(Inline, TextElement):
    """A moment in a video: ``seconds``; the reading transform adds ``video`` and ``figure``."""


class talknotes_video(General, Element):
    """The card of one video, ``video``, with its local files as children."""


class talknotes_initials(General, Element):
    """Initials in place of a photo, ``text``; not read out, not searched."""


def make_view(view: object, *children: nodes.Node) -> talknotes_view:
    """Return a placeholder for *view*."""
    node = talknotes_view("", *children)
    node["view"] = view
    return node


def plain(text: str, node_class: type[T] = nodes.paragraph, *classes: str) -> T:  # type: ignore[assignment]
    """Return a node with text that is not for translators: a name or a generated label."""
    node = node_class(text, text, classes=list(classes))
    node["translatable"] = False
    return node


def file_address(self: HTML5Translator, node: nodes.Element) -> str:
    """Return the address of a file that Sphinx copied, or of the path as it was written."""
    if "filename" in node:
        return f"{self.builder.dlpath}/{node['filename']}"
    return str(node["reftarget"])


def visit_video(self: HTML5Translator, node: Element) -> None:
    """Write the card: a link that the script turns into a player when it is activated."""
    video: Video = node["video"]
    title = video.title or "Video"
    attributes: dict[str, Any] = {
        "data-tn-provider": video.provider,
        "data-tn-title": title,
        "data-tn-start": "" if video.start is None else str(video.start),
        "data-tn-end": "" if video.end is None else str(video.end),
    }
    if video.embed:
        attributes["data-tn-embed"] = video.embed
    self.body.append(self.starttag(node, "figure", "", CLASS="tn-video", **attributes))
    files = {
        child["reftarget"]: file_address(self, child)
        for child in node.findall(addnodes.download_reference)
    }
    if video.provider == "file":
        _write_player(self, video, files)
    else:
        link = self.starttag(_NOTHING, "a", "", CLASS="tn-video-link", href=video.watch)
        self.body.append(
            link + '<span class="tn-video-play" aria-hidden="true"></span>'
            f'<span class="tn-video-title">{self.encode(title)}</span></a>'
        )
    self.body.append(
        f'<figcaption class="tn-video-caption">{self.encode(node["caption"])}</figcaption>'
    )
    self.body.append("</figure>\n")
    raise nodes.SkipNode


def _write_player(self: HTML5Translator, video: Video, files: dict[str, str]) -> None:
    address = files.get(video.id, video.id)
    fragment = ",".join(str(t) for t in (video.start or 0, video.end) if t is not None)
    source = f"{address}#t={fragment}" if video.start or video.end else address
    attributes: dict[str, Any] = {"aria-label": video.title or "Video", "src": source}
    self.body.append(self.starttag(
        _NOTHING, "video", "", CLASS="tn-video-player", controls="controls", preload="none",
        **attributes,
    ))  # fmt: skip
    for number, track in enumerate(video.captions):
        default: dict[str, Any] = {} if number else {"default": "default"}
        label = f"Captions {number + 1}" if number else "Captions"
        self.body.append(self.emptytag(
            _NOTHING, "track", "", kind="captions", src=files.get(track, track), label=label,
            **default,
        ))  # fmt: skip
    link = self.starttag(_NOTHING, "a", "", href=source)
    self.body.append(f"{link}{self.encode(video.title or 'Video')}</a></video>")


def visit_initials(self: HTML5Translator, node: Element) -> None:
    """Write the initials."""
    hidden: dict[str, Any] = {"aria-hidden": "true"}
    tag = self.starttag(node, "span", "", CLASS="tn-initials", **hidden)
    self.body.append(f"{tag}{self.encode(node['text'])}</span>\n")
    raise nodes.SkipNode


def visit_at(self: HTML5Translator, node: Element) -> None:
    """Write a link to a moment, which the script plays in the card if that is there."""
    attributes: dict[str, Any] = {"data-tn-seconds": str(node["seconds"])}
    if node.get("figure"):
        attributes["data-tn-video"] = node["figure"]
    self.body.append(self.starttag(node, "a", "", CLASS="tn-at", href=node["refuri"], **attributes))


def depart_at(self: HTML5Translator, _node: Element) -> None:
    """Close the link."""
    self.body.append("</a>")


def setup_nodes(app: Sphinx) -> None:
    """Register the node classes."""
    app.add_node(talknotes_view)
    app.add_node(talknotes_video, html=(visit_video, None))
    app.add_node(talknotes_initials, html=(visit_initials, None))
    app.add_node(talknotes_at, html=(visit_at, depart_at))
