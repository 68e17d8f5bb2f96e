"""What our theme shows around a page: where it is, what is near, what is on it.

All of it is one view, so that a page is written anew when, and only when, one of these changed.
Nothing here looks at all pages or all talks for one page: a page of a large project costs what
a page of a small one does.
"""

from __future__ import annotations

from sphinx_talknotes.ext.frame.frame import Frame, FrameView
from sphinx_talknotes.ext.frame.kinds import PageKind, find_kind

__all__ = ["Frame", "FrameView", "PageKind", "find_kind"]
