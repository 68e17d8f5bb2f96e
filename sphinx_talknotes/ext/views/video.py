"""The card of a video."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_talknotes.ext.nodes import plain, talknotes_video
from sphinx_talknotes.ext.views.base import Shown, View, line
from sphinx_talknotes.video import Video, format_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_talknotes.ext.domain import TalknotesDomain
    from sphinx_talknotes.ext.nodes import talknotes_view

HOSTS = {
    "youtube": "YouTube",
    "vimeo": "Vimeo",
    "peertube": "PeerTube",
    "ccc": "media.ccc.de",
    "archive": "archive.org",
}
"""What the hosts call themselves."""


@dataclass(frozen=True, slots=True)
class VideoView(View):
    """The card of a `video` directive; it depends on nothing else."""

    video: Video
    anchor: str

    def answer(self, domain: TalknotesDomain) -> Video:
        """Return the video."""
        return self.video

    def render(self, answer: Any, shown: Shown, node: talknotes_view) -> list[nodes.Node]:
        """Return the card."""
        files = {file["reftarget"]: file for file in node.findall(addnodes.download_reference)}
        return video_nodes(answer, shown, self.anchor, files)


def video_nodes(
    video: Video, shown: Shown, anchor: str, files: Mapping[str, addnodes.download_reference]
) -> list[nodes.Node]:
    """Return a card for sites, and a link for everything else.

    *files* are the local files that Sphinx copied, by path.
    """
    caption = _caption(video)
    if shown.is_site and video.kind != "link":
        card = talknotes_video("", video=video, caption=caption, ids=[anchor])
        card += [files[path].deepcopy() for path in (video.id, *video.captions) if path in files]
        return [card]
    title = f"Video: {video.title}" if video.title else "Video"
    text = f"{title} ({caption})" if caption else title
    if video.kind == "file":
        file = files.get(video.id)
        content: nodes.Node = file.deepcopy() if file else nodes.Text(video.id)
        if isinstance(content, nodes.Element):
            content.children = []
            content += plain(text, nodes.inline)
    else:
        content = nodes.reference("", "", plain(text, nodes.inline), refuri=video.watch,
                                  internal=False)  # fmt: skip
    result = line([content], "tn-video-line")
    result["ids"] = [anchor]
    return [result]


def _caption(video: Video) -> str:
    parts = [HOSTS[video.provider]] if video.provider in HOSTS else []
    if video.start is not None and video.end is not None:
        parts.append(f"{format_seconds(video.start)}–{format_seconds(video.end)}")
    elif video.start:
        parts.append(f"from {format_seconds(video.start)}")
    elif video.end:
        parts.append(f"until {format_seconds(video.end)}")
    return ", ".join(parts)
