"""Views: what a page shows of the whole project.

A view is recorded while a page is read and stored with it. When reading is done it is answered
from the catalogue with plain values; the answer is both what the page's fingerprint is made of
and all that rendering gets to see. So a page is written anew exactly when what it shows changed.
"""

from __future__ import annotations

from sphinx_talknotes.ext.views.base import Card, Link, Shown, View, make_card, make_link

__all__ = ["Card", "Link", "Shown", "View", "make_card", "make_link"]
