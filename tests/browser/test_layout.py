"""No page is wider than its window, loses text, or moves while it loads."""

from __future__ import annotations

import statistics

import pytest

from notes_browser import NARROW, PHONE, WIDE, probe
from notes_pages import PAGES

LARGE = ("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26",)
"""A reader who has set the size of text to twice the usual one."""

SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""

SHIFTS = """() => new Promise((resolve) => {
  const shifts = [];
  const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(shifts.map((shift) =>
    [shift.value, ...shift.sources.map((source) => source.node?.parentElement?.className ?? "")]
  )), 300);
})"""


def problems(tab):
    return {
        name: found
        for name in ("overflow", "clipped", "overlaps")
        if (found := probe(tab, f"{name}()"))
    }


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_narrow(visit, page):
    tab = visit(page, NARROW)
    assert not problems(tab)
    tab.evaluate(SPACING)  # WCAG 1.4.12
    assert not problems(tab)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_wide(visit, page):
    tab = visit(page, WIDE)
    shifts = tab.evaluate(SHIFTS)
    assert round(sum(shift[0] for shift in shifts), 3) == 0, shifts
    assert not problems(tab)
    tab.evaluate(SPACING)
    assert not problems(tab)
    for width in (768, 1100):
        tab.set_viewport_size({"width": width, "height": 900})
        assert not problems(tab), width


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_text_of_twice_the_size(visit, page):
    tab = visit(page, (1280, 800), arguments=LARGE)
    assert not problems(tab)
    tab.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert not problems(tab)


def get_size(tab, selector):
    size = "(element) => parseFloat(getComputedStyle(element).fontSize)"
    return tab.locator(selector).first.evaluate(size)


def test_sizes_follow_the_reader(visit):
    usual, large = visit("day"), visit("day", arguments=LARGE)
    # headings may grow a little less: on a wide screen they are larger to begin with
    for selector, least in {"main p": 2, "pre": 2, "nav a": 2, "footer": 2, "h1": 1.75}.items():
        ratio = get_size(large, selector) / get_size(usual, selector)
        assert least - 0.04 <= ratio <= 2.04, selector


def test_body_text_is_large_enough(visit):
    tab = visit("prose")
    assert 17 <= get_size(tab, "main p") <= 20
    line = tab.locator("main section > p").first.evaluate(
        """(p) => {
          const style = getComputedStyle(p);
          return parseFloat(style.lineHeight) / parseFloat(style.fontSize);
        }"""
    )
    assert 1.45 <= line <= 1.7


@pytest.mark.parametrize("page", ["prose", "day", "docs tutorial", "notes day"])
def test_line_length(visit, page):
    tab = visit(page, WIDE)
    lengths = probe(tab, "lineLengths('main section > p')")
    assert len(lengths) > 3, "there are full lines to measure"
    assert 60 <= statistics.median(lengths) <= 75
    assert max(lengths) <= 90


def test_thoughts_are_not_smaller_than_the_notes(visit):
    tab = visit("day")
    thoughts = get_size(tab, ".tn-thoughts p:not([class])")
    assert thoughts >= get_size(tab, "main section > p")


@pytest.mark.parametrize("page", ["ar home", "ar day"])
@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_right_to_left(visit, page, size):
    tab = visit(page, size)
    html = tab.locator("html")
    assert (html.get_attribute("dir"), html.get_attribute("lang")) == ("rtl", "ar")
    heading = tab.locator("h1").evaluate(
        """(h1) => {
          const range = document.createRange();
          range.selectNodeContents(h1);
          const text = range.getBoundingClientRect();
          const box = h1.getBoundingClientRect();
          return [text.left - box.left, box.right - text.right];
        }"""
    )
    left, right = heading
    assert right <= left, "the heading starts on the right"
    if size == WIDE:
        nav, main = (tab.locator(name).bounding_box()["x"] for name in ("#tn-nav", "main"))
        assert nav > main, "the side navigation is on the right"
    assert tab.locator("pre").count() == 0 or (
        tab.locator("pre").first.evaluate("(pre) => getComputedStyle(pre).direction") == "ltr"
    )


def test_counts_from_right_to_left(visit):
    """“2 talks” begins with its number, also where the words around it are Arabic."""
    tab = visit("ar conference", WIDE)
    for selector in (".tn-counts", ".tn-count"):
        number, word = tab.locator(selector).first.evaluate(
            """(counts) => {
              const text = document.createTreeWalker(counts, NodeFilter.SHOW_TEXT).nextNode();
              const range = document.createRange();
              return [0, text.data.indexOf("t")].map((at) => {
                range.setStart(text, at);
                range.setEnd(text, at + 1);
                return range.getBoundingClientRect().left;
              });
            }"""
        )
        assert number < word, selector


CARD = """() => {
  const style = getComputedStyle(document.querySelector(".tn-cards:not(.tn-timetable) > .tn-card"));
  return [style.display, style.borderInlineStartWidth, style.borderTopLeftRadius,
    style.backgroundColor, style.color];
}"""


def test_cards_look_the_same_beside_other_components(visit):
    """Cards carry a class name of sphinx-design, whose rules come after ours."""
    plain = visit("lists", WIDE)
    assert plain.locator("link[href*=sphinx-design]").count() == 0
    beside = visit("docs gallery", WIDE)
    assert beside.locator("link[href*=sphinx-design]").count() == 1
    assert beside.evaluate(CARD) == plain.evaluate(CARD)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_switch_covers_what_scrolls_below_it(visit, size):
    tab = visit("docs tutorial", size)
    if size == PHONE:
        tab.locator(".tn-menu").click()
    covered = tab.locator(".tn-modes").evaluate(
        """(row) => {
          const nav = row.parentElement.getBoundingClientRect();
          const box = row.firstElementChild.getBoundingClientRect();
          const y = (box.top + box.bottom) / 2;
          return [nav.left + 24, nav.right - 24].map((x) =>
            document.elementFromPoint(x, y).closest(".tn-modes") !== null);
        }"""
    )
    assert covered == [True, True]


def test_many_tools_leave_room_for_the_notes(visit):
    tab = visit("hard day", PHONE)
    for tools in tab.locator("dd.tn-tools").all():
        assert tools.bounding_box()["height"] <= 120


def test_wide_things_scroll_by_themselves(visit):
    tab = visit("day", NARROW)
    for selector in ("pre", "table"):
        widths = tab.locator(f"main {selector}").first.evaluate(
            """(element) => {
              for (let at = element; at.localName !== "main"; at = at.parentElement) {
                if (!/auto|scroll/.test(getComputedStyle(at).overflowX)) continue;
                return [at.scrollWidth, at.clientWidth, at.tabIndex];
              }
            }"""
        )
        assert widths, f"{selector} is in nothing that scrolls"
        assert widths[0] > widths[1]
        assert widths[2] == 0, f"{selector} can be scrolled with the keyboard"
