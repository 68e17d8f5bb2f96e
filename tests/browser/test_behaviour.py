"""What a reader does: with the keyboard, with videos, and on the way through a page."""

from __future__ import annotations

import pytest

from notes_browser import PHONE, WIDE, probe

PLAYER = r"https://www\.youtube-nocookie\.com/embed/"
STUB = "<!DOCTYPE html><html lang='en'><title>Player</title><button>Play</button>"

MOST_STOPS = 600

STILL = {"reduced_motion": "reduce"}
"""Where something is measured after scrolling, it does not glide."""


# -- keyboard


def walk(tab):
    """Press Tab until the focus leaves the page, and return where it was."""
    stops = []
    for _ in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        stop = probe(tab, "focused()")
        if stop is None or (stops and stop["number"] == stops[0]["number"]):
            return stops
        assert stop["number"] not in {row["number"] for row in stops}, f"a trap: {stop}"
        stops.append(stop)
    pytest.fail(f"more than {MOST_STOPS} stops")
    return stops


@pytest.mark.parametrize(
    ("page", "size"),
    [
        ("home", WIDE), ("day", WIDE), ("day", PHONE), ("prose", PHONE), ("conference", WIDE),
        ("search", WIDE), ("genindex", PHONE), ("missing", WIDE), ("ar day", WIDE),
    ],
)  # fmt: skip
def test_keyboard_walk(visit, page, size):
    tab = visit(page, size, **STILL)
    stops = walk(tab)
    assert len(stops) > 4
    assert sum(stop["beforeMain"] for stop in stops) <= 4
    assert [stop["name"] for stop in stops if not stop["ring"]] == [], "no focus indicator"
    assert [stop["name"] for stop in stops if not stop["inView"]] == [], "out of view"
    assert [stop["name"] for stop in stops if not stop["hits"]] == [], "covered"


@pytest.mark.parametrize("page", ["home", "day", "talk", "genindex", "missing", "ar day"])
def test_skip_link(visit, page):
    tab = visit(page, PHONE)
    tab.keyboard.press("Tab")
    skip = tab.locator("a.tn-skip")
    assert skip.evaluate("(link) => link === document.activeElement"), "it comes first"
    box = skip.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["width"] > 40
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.closest('main') !== null || location.hash !== ''")
    tab.keyboard.press("Tab")
    stop = probe(tab, "focused()")
    assert stop is None or not stop["beforeMain"]


@pytest.mark.parametrize(
    ("button", "popover"), [(".tn-menu", "#tn-nav"), (".tn-contents-open", "#tn-contents")]
)
def test_popovers_with_the_keyboard(visit, button, popover):
    tab = visit("day", PHONE)
    opener, panel = tab.locator(button), tab.locator(popover)
    assert not panel.is_visible()
    opener.focus()
    tab.keyboard.press("Enter")
    assert panel.is_visible()
    tab.keyboard.press("Tab")
    assert tab.evaluate(f"document.activeElement.closest('{popover}') !== null"), "next is inside"
    assert probe(tab, "focused()")["ring"]
    tab.keyboard.press("Escape")
    assert not panel.is_visible()
    assert opener.evaluate("(button) => button === document.activeElement"), "the focus is back"
    opener.click()
    assert panel.is_visible()
    assert probe(tab, "overflow()") == []
    box = panel.bounding_box()
    beside = (box["x"] / 2) if box["x"] > 24 else (box["x"] + box["width"] + PHONE[0]) / 2
    tab.mouse.click(beside, PHONE[1] / 2)
    assert not panel.is_visible(), "a touch beside it closes it"
    opener.click()
    panel.locator(".tn-close").click()
    assert not panel.is_visible(), "and so does its button"


@pytest.mark.parametrize("selector", [".tn-menu", ".tn-contents-open", ".tn-search-link"])
def test_targets_are_large_enough(visit, selector):
    """WCAG 2.5.8 asks for 24 pixels; a thumb is better served by more."""
    box = visit("day", PHONE).locator(selector).bounding_box()
    assert min(box["width"], box["height"]) >= 32


def test_wide_screens_need_no_menu(visit):
    tab = visit("day", WIDE)
    assert not tab.locator(".tn-menu").is_visible()
    assert not tab.locator(".tn-contents-open").is_visible()
    assert tab.locator("#tn-nav").is_visible()
    assert tab.locator("#tn-contents").is_visible()


# -- contents


def test_the_contents_list_follows(visit):
    tab = visit("day", WIDE, **STILL)
    current = tab.locator("#tn-contents [aria-current]")
    seen = []
    for title in ("Transforming Code", "Loop Like", "The Naming of Ducks"):
        heading = tab.locator("main h2", has_text=title)
        heading.evaluate("(heading) => heading.scrollIntoView({ block: 'start' })")
        tab.wait_for_timeout(150)
        assert current.count() == 1
        seen.append(current.inner_text())
        assert title in seen[-1]
    assert len(set(seen)) == 3


def test_a_link_in_the_contents_list_leads_there(visit):
    tab = visit("day", PHONE, **STILL)
    tab.locator(".tn-contents-open").click()
    tab.locator("#tn-contents a", has_text="Loop Like").click()
    heading = tab.locator("main h2", has_text="Loop Like")
    tab.wait_for_timeout(300)
    assert not tab.locator("#tn-contents").is_visible()
    box = heading.bounding_box()
    assert 0 <= box["y"] < PHONE[1] / 2, "the heading is in view, and not below the bar"
    bar = tab.locator(".tn-header").bounding_box()
    if tab.locator(".tn-header").evaluate("(bar) => getComputedStyle(bar).position") == "sticky":
        assert box["y"] >= bar["y"] + bar["height"]


# -- videos


def test_a_video_asks_nobody_before_the_click(visit):
    context = visit.context(WIDE)
    visit.answer(context, PLAYER, STUB)
    tab = context.new_page()
    visit.open(tab, "day")
    assert tab.locator("iframe").count() == 0
    assert tab.locator(".tn-video").count() == 5
    tab.mouse.wheel(0, 20_000)
    tab.wait_for_timeout(200)
    assert visit.foreign == []
    first = tab.locator(".tn-video").first
    first.locator("a.tn-video-link").click()
    frame = first.locator("iframe")
    frame.wait_for()
    assert len(visit.foreign) == 1
    assert "OSGv2VnC0go" in visit.foreign[0]
    assert len(frame.get_attribute("title")) > 5
    assert frame.evaluate("(frame) => frame === document.activeElement"), "the focus is in it"
    assert tab.locator("iframe").count() == 1, "the other four are as they were"
    box = frame.bounding_box()
    assert box["width"] / box["height"] == pytest.approx(16 / 9, abs=0.2)
    assert probe(tab, "overflow()") == []


def test_a_video_with_the_keyboard(visit):
    context = visit.context(PHONE)
    visit.answer(context, PLAYER, STUB)
    tab = context.new_page()
    visit.open(tab, "day")
    link = tab.locator(".tn-video").nth(1).locator("a.tn-video-link")
    link.focus()
    assert probe(tab, "focused()")["ring"]
    tab.keyboard.press("Enter")
    frame = tab.locator(".tn-video").nth(1).locator("iframe")
    frame.wait_for()
    assert frame.evaluate("(frame) => frame === document.activeElement")


def test_a_timestamp_plays_from_there(visit):
    context = visit.context(WIDE)
    visit.answer(context, PLAYER, STUB)
    tab = context.new_page()
    visit.open(tab, "day")
    tab.locator("a.tn-at").first.click()
    tab.locator("iframe").wait_for()
    assert "start=210" in tab.locator("iframe").get_attribute("src")


def test_a_video_without_javascript_is_a_link(visit):
    tab = visit("day", java_script_enabled=False)
    link = tab.locator("a.tn-video-link").first
    assert link.is_visible()
    assert link.get_attribute("href").startswith("https://www.youtube.com/watch?v=OSGv2VnC0go")


# -- weight


def test_the_first_visit_of_a_day_with_five_videos(visit, sites):
    server = sites.server("hard")
    server.sent.clear()
    tab = visit("day")
    tab.wait_for_timeout(300)
    paths = [row.path for row in server.sent]
    assert len(paths) <= 5, paths
    sizes = {
        row.path: row.size
        for row in server.sent
        if row.path.split("?")[0].endswith((".html", ".css", ".js"))
    }
    assert sum(sizes.values()) <= 15 * 1024, sizes
    assert visit.foreign == []
