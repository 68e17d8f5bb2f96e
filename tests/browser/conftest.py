"""Sites, a server for each, and a browser that reports whatever a page does wrong.

Where something is missing (a browser, node, java, npm packages, real notes), the tests that need
it are skipped and say so; in continuous integration that is a failure.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notes_browser import Visitor
from notes_pages import (
    ARGUMENTS,
    SAMPLES,
    MissingError,
    Page,
    build_site,
    find_chromium,
    find_module,
    find_program,
    find_samples,
)
from notes_server import PageServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

HERE = Path(__file__).parent

_PATIENCE = 120


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder need a browser, or tools for pages."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


def give_up(error: MissingError) -> None:
    """Skip, or fail in continuous integration."""
    if os.environ.get("CI"):
        pytest.fail(str(error))
    pytest.skip(str(error))


# -- sites


class Sites:
    """Built when they are first asked for, once for all workers of a run."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self._servers: dict[str, PageServer] = {}

    def out(self, name: str) -> Path:
        """Return the folder of built pages."""
        if name == "notes":
            # set and empty: do without
            if os.environ.get(SAMPLES) == "":
                pytest.skip(f"{SAMPLES} is empty: no real notes")
            try:
                find_samples()
            except MissingError as error:
                give_up(error)
        claim, done = self.folder / f"{name}.claim", self.folder / f"{name}.done"
        try:
            claim.mkdir()
        except FileExistsError:
            end = time.monotonic() + _PATIENCE
            while not done.exists():
                if time.monotonic() > end:
                    pytest.fail(f"the site {name} was not built in {_PATIENCE} s")
                time.sleep(0.1)
        else:
            try:
                text = str(build_site(name, self.folder))
            except RuntimeError as error:
                text = f"!{error}"
            part = self.folder / f"{name}.part"
            part.write_text(text, encoding="utf-8")
            part.rename(done)
        text = done.read_text(encoding="utf-8")
        if text.startswith("!"):
            pytest.fail(text[1:])
        return Path(text)

    def server(self, name: str) -> PageServer:
        """Return the server of a site."""
        if name not in self._servers:
            self._servers[name] = self._stack.enter_context(closing(PageServer(self.out(name))))
        return self._servers[name]

    def url(self, page: Page) -> str:
        """Return the address of a page."""
        return self.server(page.site).url(page.path)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """The sites of `notes_pages`, by name."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder /= "sites"
    folder.mkdir(exist_ok=True)
    with ExitStack() as stack:
        yield Sites(folder, stack)


# -- programs


@pytest.fixture(scope="session")
def module() -> Callable[[str], Path]:
    """Return the path of a file in an npm package."""

    def find(name: str) -> Path:
        try:
            find_program("node")
            return find_module(HERE, name)
        except MissingError as error:
            give_up(error)
        return HERE

    return find


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Return the path of a program."""

    def find(name: str) -> str:
        try:
            return find_program(name)
        except MissingError as error:
            give_up(error)
        return ""

    return find


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Return a function that starts Chromium with some more arguments, each only once."""
    try:
        try:
            from playwright.sync_api import sync_playwright
        except ImportError as error:
            raise MissingError("playwright is not installed: `pip install playwright`") from error
        chromium = find_chromium()
    except MissingError as error:
        give_up(error)
    started: dict[tuple[str, ...], Browser] = {}
    with sync_playwright() as playwright:

        def start(*arguments: str) -> Browser:
            if arguments not in started:
                started[arguments] = playwright.chromium.launch(
                    executable_path=chromium, args=[*ARGUMENTS, *arguments]
                )
            return started[arguments]

        yield start
        for browser in started.values():
            browser.close()


# -- pages


@pytest.fixture
def visit(sites: Sites, launch: Callable[..., Browser]) -> Iterator[Visitor]:
    """Return a function that opens a page; what it does wrong fails the test at its end."""
    visitor = Visitor(sites.url, launch)
    try:
        yield visitor
        visitor.check()
    finally:
        visitor.close()
