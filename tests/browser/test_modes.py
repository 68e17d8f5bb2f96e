"""Dark and light, forced colours, reduced motion, print, and no JavaScript."""

from __future__ import annotations

import re

import pytest

from notes_browser import PHONE, WIDE, probe
from notes_pages import PAGES

DARK, LIGHT = "dark", "light"

HARD_PAGES = [page for page in PAGES if page.site == "hard"]


def brightness(tab, selector="body", part="backgroundColor"):
    """Return how light a colour is painted, 0 to 255, whatever the notation it is written in."""
    return tab.evaluate(
        """([selector, part]) => {
          const colour = getComputedStyle(document.querySelector(selector))[part];
          const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
          const context = canvas.getContext("2d");
          context.fillStyle = colour;
          context.fillRect(0, 0, 1, 1);
          const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
          return alpha < 255 ? -1 : Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        }""",
        [selector, part],
    )


def get_mode(tab):
    """Return the mode of a page by what is painted."""
    paper, ink = (brightness(tab, "body", part) for part in ("backgroundColor", "color"))
    assert paper >= 0
    assert abs(paper - ink) > 100
    return LIGHT if paper > ink else DARK


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_the_system_decides(visit, scheme, javascript):
    tab = visit("day", scheme=scheme, java_script_enabled=javascript)
    assert get_mode(tab) == scheme


def test_the_switch(visit):
    context = visit.context(WIDE, scheme=DARK)
    tab = context.new_page()
    visit.open(tab, "home")
    switch = tab.locator(".tn-theme-switch")
    html = tab.locator("html")
    seen = []
    labels = []
    for _ in range(3):
        switch.click()
        seen.append((html.get_attribute("data-theme"), get_mode(tab)))
        labels.append(switch.inner_text() or switch.get_attribute("aria-label"))
    assert set(seen) == {(None, DARK), (DARK, DARK), (LIGHT, LIGHT)}
    assert len(set(labels)) == 3, "the switch says what it is set to"
    while html.get_attribute("data-theme") != LIGHT:
        switch.click()
    other = context.new_page()
    visit.open(other, "day")
    assert other.locator("html").get_attribute("data-theme") == LIGHT, "another page knows it"
    assert get_mode(other) == LIGHT
    tab.reload()
    assert get_mode(tab) == LIGHT
    while html.get_attribute("data-theme") is not None:
        switch.click()
    tab.emulate_media(color_scheme=LIGHT)
    assert get_mode(tab) == LIGHT, "back to what the system says"


def test_nothing_flashes(visit):
    """The chosen mode is there before the body is, so before anything is painted."""
    context = visit.context(WIDE, scheme=LIGHT)
    tab = context.new_page()
    visit.open(tab, "home")
    while tab.locator("html").get_attribute("data-theme") != DARK:
        tab.locator(".tn-theme-switch").click()
    other = context.new_page()
    other.add_init_script(
        """new MutationObserver((_, observer) => {
          if (!document.body) return;
          globalThis.atFirst = document.documentElement.dataset.theme;
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true });"""
    )
    visit.open(other, "day")
    assert other.evaluate("atFirst") == DARK
    blocking = other.evaluate(
        """[...document.querySelectorAll("head script[src*=talknotes-theme]")].filter(
          (script) => !script.defer && !script.async && script.type !== "module").length"""
    )
    assert blocking == 1


@pytest.mark.parametrize("page", ["home", "day", "hard day", "talk", "search", "ar day"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_icons(visit, page, size):
    tab = visit(page, size)
    assert probe(tab, "lostIcons()") == []
    tab.emulate_media(forced_colors="active")
    assert probe(tab, "lostIcons()") == []


def test_forced_colours_tell_where_the_reader_is(visit):
    """There all borders are drawn, those of no colour too."""
    tab = visit("day", WIDE, reduced_motion="reduce")
    tab.emulate_media(forced_colors="active")
    tab.locator("main h2").nth(1).evaluate("(heading) => heading.scrollIntoView()")
    tab.wait_for_timeout(150)
    for list_ in ("#tn-nav", "#tn-contents"):
        colours = {
            tab.locator(f"{list_} a{which}").first.evaluate(
                "(link) => getComputedStyle(link).borderInlineStartColor"
            )
            for which in ("[aria-current]", ":not([aria-current], .tn-nav-title a)")
        }
        assert len(colours) == 2, list_


MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const isLong = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  return isLong(style.transitionDuration) ||
    (style.animationName !== "none" && isLong(style.animationDuration)) ||
    style.scrollBehavior === "smooth";
}).map((element) => element.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("page", ["home", "day", "search"])
def test_reduced_motion(visit, page):
    tab = visit(page, reduced_motion="reduce")
    assert tab.evaluate(MOVING) == []


@pytest.mark.parametrize("page", ["home", "day", "conference", "search"])
def test_print(visit, page):
    """Paper is white, under a dark preference and after a dark choice, and has no controls."""
    context = visit.context(WIDE, scheme=DARK)
    tab = context.new_page()
    visit.open(tab, page)
    while tab.locator("html").get_attribute("data-theme") != DARK:
        tab.locator(".tn-theme-switch").click()
    tab.emulate_media(media="print")
    assert get_mode(tab) == LIGHT
    assert brightness(tab, "html") in (-1, 255)
    assert brightness(tab) in (-1, 255)
    for selector in (".tn-header", "#tn-nav", "#tn-contents", ".tn-near"):
        for part in tab.locator(selector).all():
            assert not part.is_visible(), selector
    assert tab.locator("main").is_visible()
    for line in tab.locator("main p:visible, main pre:visible").all()[:12]:
        ink = line.evaluate("(element) => getComputedStyle(element).color")
        assert dark_enough(tab, ink), ink


def test_labels_of_kinds_are_printed(visit):
    """Browsers print no grounds: what is white on a colour would be white on white."""
    tab = visit("docs gallery", WIDE)
    tab.emulate_media(media="print")
    ink = tab.locator(".tn-kind-keynote.tn-badge").first.evaluate(
        "(badge) => getComputedStyle(badge).color"
    )
    assert dark_enough(tab, ink), ink


def dark_enough(tab, colour):
    return (
        tab.evaluate(
            """(colour) => {
              const context = Object.assign(document.createElement("canvas"),
                { width: 1, height: 1 }).getContext("2d");
              context.fillStyle = colour;
              context.fillRect(0, 0, 1, 1);
              return Math.max(...context.getImageData(0, 0, 1, 1).data.slice(0, 3));
            }""",
            colour,
        )
        < 140
    )


@pytest.mark.parametrize("page", HARD_PAGES, ids=str)
def test_without_javascript(visit, page):
    """Everything can be reached and read."""
    tab = visit(page, PHONE, java_script_enabled=False)
    assert tab.locator("h1").is_visible()
    assert tab.locator(".tn-theme-switch:visible").count() == 0, "a switch that does nothing"
    tab.locator(".tn-menu").click()
    nav = tab.locator("#tn-nav")
    assert nav.is_visible()
    links = nav.get_by_role("link")
    assert links.count() > 2
    links.last.click()
    tab.locator("h1").wait_for(state="visible")
    assert re.search(r"/[^/]+\.html(#.*)?$|/$", tab.url)


def test_the_search_page_without_javascript(visit):
    tab = visit("search", java_script_enabled=False)
    main = tab.locator("main")
    assert "JavaScript" in main.inner_text()
    assert main.get_by_role("link").count() > 0, "another way to find something"
    assert main.locator("input:visible").count() == 0, "a field that does nothing"


def test_search(visit):
    """Words that are on a page lead to it."""
    tab = visit("search")
    box = tab.locator("main input[type=search], main input[name=q]").first
    box.fill("idiomatic")
    box.press("Enter")
    link = tab.locator("main a[href*='day-1']").first
    link.wait_for()
    link.click()
    assert "day-1" in tab.url
