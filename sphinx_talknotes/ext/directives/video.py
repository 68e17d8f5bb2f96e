"""The `video` directive: a recording, wherever it is wanted."""

from __future__ import annotations

from dataclasses import replace

from docutils import nodes

from sphinx_talknotes.ext.directives.base import (
    NotesDirective,
    leaves_project,
    local_files,
    reserve_anchor,
)
from sphinx_talknotes.ext.nodes import make_view
from sphinx_talknotes.ext.views.video import VideoView
from sphinx_talknotes.model.fields import FieldReport, is_local, parse_link
from sphinx_talknotes.model.names import tidy
from sphinx_talknotes.model.problems import FieldError, Problem
from sphinx_talknotes.video import VideoError, parse_seconds, parse_video

_OPTIONS = ("start", "end", "title", "captions")


class VideoDirective(NotesDirective):
    """One video: the argument is its address, the body a caption."""

    def run(self) -> list[nodes.Node]:
        """Return the card, followed by the caption."""
        self.take_argument_back()
        address = self.argument
        body = self.parse_flat_body()
        times = {name: self._seconds(name) for name in ("start", "end")}
        unknown = [name for name in self.raw_options if name not in _OPTIONS]
        self.warn_fields([
            FieldReport(name, Problem.OPTION, f"unknown option {name[:60]!r}; known are: "
                        + ", ".join(_OPTIONS))
            for name in unknown
        ])  # fmt: skip
        try:
            video = parse_video(
                address, peertube_hosts=self.config.talknotes_peertube_hosts,
                title=tidy(self.options.get("title", "")), **times,
            )  # fmt: skip
        except VideoError as error:
            self.warn(Problem.VIDEO, str(error))
            return [nodes.paragraph("", address), *body] if address else body
        if video.kind == "file" and leaves_project(self.env.docname, video.id):
            self.warn(Problem.URL, f"{address!r} is outside the project; put the file into it")
            return [nodes.paragraph("", address), *body]
        if video.provider == "link":
            self.warn(Problem.VIDEO, f"{address!r} is on a host that has no player here; "
                      f"it stays a link")  # fmt: skip
        video = replace(video, captions=self._captions())
        files = [path for path in (video.id, *video.captions) if video.kind == "file"]
        view = make_view(VideoView(video, ""), *local_files(files))
        view["view"] = VideoView(video, reserve_anchor(self.state.document, "video"))
        return [view, *body]

    def _seconds(self, name: str) -> int | None:
        text = self.options.get(name, "").strip()
        if not text:
            return None
        try:
            return parse_seconds(text)
        except ValueError as error:
            self.warn_fields([FieldReport(name, Problem.TIME, f"{name}: {error}")])
            return None

    def _captions(self) -> tuple[str, ...]:
        paths = []
        for text in self.options.get("captions", "").replace(",", " ").split():
            try:
                path = parse_link(text)
            except FieldError as error:
                self.warn_fields([FieldReport("captions", error.problem, f"captions: {error}")])
                continue
            if is_local(path) and not leaves_project(self.env.docname, path):
                paths.append(path)
            else:
                self.warn_fields([FieldReport(
                    "captions", Problem.URL, f"captions: {text!r} is not a file of the project"
                )])  # fmt: skip
        return tuple(paths)
