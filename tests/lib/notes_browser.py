"""A visitor of pages: opens them in a browser, asks them questions, notes what goes wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from notes_pages import BROWSER, PAGES, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext
    from playwright.sync_api import Page as Tab

WIDE = (1440, 900)
PHONE = (375, 667)
NARROW = (320, 640)

_FOREIGN = re.compile(r"^(?!data:|blob:|about:)(?!http://127\.0\.0\.1:)")


class Visitor:
    """Opens pages and keeps what goes wrong on them, in ``problems``.

    ``foreign`` has every request to another host. They are not made: a test that expects some
    answers them itself, with `answer`, and says which, with `allow`.
    """

    def __init__(self, url: Callable[[Page], str], launch: Callable[..., Browser]) -> None:
        self.url = url
        self.foreign: list[str] = []
        self.problems: list[str] = []
        self._launch = launch
        self._contexts: list[BrowserContext] = []
        self._allowed: list[str] = []

    def __call__(self, page: Page | str, size: tuple[int, int] = WIDE, **options: Any) -> Tab:
        """Open a page, by its row or its name, in a context of its own."""
        tab = self.context(size, **options).new_page()
        self.open(tab, page)
        return tab

    def open(self, tab: Tab, page: Page | str) -> None:
        """Open a page in a tab that is there."""
        tab.goto(self.url(get_page(page)), wait_until="load")

    def context(
        self,
        size: tuple[int, int] = WIDE,
        *,
        scheme: str = "light",
        arguments: tuple[str, ...] = (),
        **options: Any,
    ) -> BrowserContext:
        """Return a new context, which is like a new reader: no storage, no cache."""
        width, height = size
        context = self._launch(*arguments).new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, **options
        )
        self._contexts.append(context)
        context.set_default_timeout(10_000)
        context.route(_FOREIGN, lambda route: route.abort())
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.problems.append(f"error: {error.error}"))
        return context

    def answer(self, context: BrowserContext, pattern: str, body: str) -> None:
        """Answer requests to addresses that *pattern* matches with a page."""
        self._allowed.append(pattern)
        context.route(
            re.compile(pattern), lambda route: route.fulfill(body=body, content_type="text/html")
        )

    def _note_request(self, request: Any) -> None:
        if _FOREIGN.match(request.url):
            self.foreign.append(request.url)

    def _note_message(self, message: Any) -> None:
        if message.type not in ("error", "warning"):
            return
        url = message.location.get("url", "")
        # the browser tells of the page itself, which is asked for in order to get a 404
        if "404" in message.text and url.endswith(get_page("missing").path):
            return
        self.problems.append(f"{message.type}: {message.text} ({url})")

    def check(self) -> None:
        """Fail if a page talked to another host, or the browser complained."""
        uncalled = [
            url for url in self.foreign if not any(re.match(rule, url) for rule in self._allowed)
        ]
        assert not uncalled, "requests to other hosts"
        assert not self.problems, "messages of the browser"

    def close(self) -> None:
        """Close all contexts."""
        for context in self._contexts:
            context.close()


def probe(tab: Tab, question: str) -> Any:
    """Ask a page something of ``probes.js``: *question* is ``name(arguments)``."""
    script = (BROWSER / "probes.js").read_text(encoding="utf-8")
    return tab.evaluate(f"() => {{ {script}\n return probes.{question}; }}")


_BY_NAME = {page.name: page for page in PAGES}


def get_page(page: Page | str) -> Page:
    """Return a page by its name."""
    return _BY_NAME[page] if isinstance(page, str) else page
