"""What axe-core and HTML CodeSniffer (the engine of pa11y) find on every kind of page."""

from __future__ import annotations

import json

import pytest

from notes_browser import PHONE, WIDE
from notes_pages import PAGES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN_AXE = """async (tags) => {
  const result = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations", "incomplete"],
  });
  return result.violations.flatMap((rule) =>
    rule.nodes.map((node) => {
      const [check] = [...node.any, ...node.all, ...node.none];
      return `${rule.id}: ${node.target.join(" ")}: ${check?.message}`;
    }));
}"""

RUN_SNIFFER = """() => new Promise((resolve) => {
  HTMLCS.process("WCAG2AA", document, () => resolve(
    HTMLCS.getMessages()
      .filter((message) => message.type === HTMLCS.ERROR)
      .map(({ code, element, msg }) => `${code}: ${element.outerHTML?.slice(0, 100)}: ${msg}`)
  ));
})"""


SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What follows a change of size, such as that a box scrolls now, is done two frames later."""


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_accessibility(visit, module, page):
    tab = visit(page, WIDE, bypass_csp=True)
    tab.add_script_tag(path=module("axe-core/axe.min.js"))
    tab.add_script_tag(path=module("html_codesniffer/build/HTMLCS.js"))
    found = dict.fromkeys(tab.evaluate(RUN_SNIFFER))
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        for size in (WIDE, PHONE):
            tab.set_viewport_size({"width": size[0], "height": size[1]})
            tab.evaluate(SETTLED)
            where = f"{scheme}, {size[0]}"
            found |= {f"{where}: {message}": None for message in tab.evaluate(RUN_AXE, TAGS)}
    assert not found, json.dumps(list(found), indent=1, ensure_ascii=False)


def test_they_find_what_is_wrong(visit, module):
    """A page that is broken on purpose: the tools run, and see it."""
    tab = visit("prose", bypass_csp=True)
    tab.evaluate("document.querySelector('main p').innerHTML = '<a href=\"#\"></a><img src=\"\">'")
    tab.add_script_tag(path=module("axe-core/axe.min.js"))
    tab.add_script_tag(path=module("html_codesniffer/build/HTMLCS.js"))
    assert {"image-alt", "link-name"} <= {row.split(":")[0] for row in tab.evaluate(RUN_AXE, TAGS)}
    assert any("H37" in message for message in tab.evaluate(RUN_SNIFFER))
