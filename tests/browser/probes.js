// Questions that tests ask a page: `probes.NAME(…)`.
globalThis.probes = (() => {
  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList].slice(0, 3).map((word) => `.${word}`).join("");
    const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.localName}${id}${classes} “${text}”`;
  };

  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  // Out of sight on purpose: for screen readers, or until it has the focus.
  const isAside = (element) => {
    const box = element.getBoundingClientRect();
    return box.width <= 1 || box.height <= 1 || box.bottom <= 0;
  };

  const scrolls = (element, axis) =>
    ["auto", "scroll"].includes(getComputedStyle(element)[`overflow${axis}`]);

  const inScroller = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (scrolls(at, "X")) return true;
    }
    return false;
  };

  // What is wider than the window, though nothing but the window could scroll to it.
  const overflow = () => {
    const width = document.documentElement.clientWidth;
    const root = document.scrollingElement;
    const found = [];
    if (root.scrollWidth > width) found.push(`the page: ${root.scrollWidth} > ${width}`);
    for (const element of document.body.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      if (!box.width || !isShown(element) || isAside(element) || inScroller(element)) continue;
      if (box.right > width + 1 || box.left < -1) {
        found.push(`${name(element)}: ${Math.round(box.left)} … ${Math.round(box.right)}`);
      }
    }
    return found.slice(0, 12);
  };

  // Text that its own box cuts off.
  const clipped = () => {
    const found = [];
    for (const element of document.body.querySelectorAll("*")) {
      if (!element.textContent.trim() || !isShown(element) || isAside(element)) continue;
      const style = getComputedStyle(element);
      // cut on purpose, with dots: the heading that the link leads to has all of it
      if (style.webkitLineClamp !== "none" && element.closest("#tn-contents")) continue;
      const cuts = (axis) => ["hidden", "clip"].includes(style[`overflow${axis}`]);
      const lost =
        (cuts("X") && element.scrollWidth > element.clientWidth + 1) ||
        (cuts("Y") && element.scrollHeight > element.clientHeight + 1);
      if (lost) found.push(name(element));
    }
    return found.slice(0, 12);
  };

  // Letters that lie on other letters: two pieces of text in different blocks share a place.
  const overlaps = () => {
    const rows = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node; (node = walker.nextNode()); ) {
      const parent = node.parentElement;
      if (!node.data.trim() || !isShown(parent) || isAside(parent)) continue;
      if (parent.closest("[popover], header, .tn-header, svg")) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) rows.push([box, parent]);
    }
    const found = [];
    rows.sort(([a], [b]) => a.top - b.top);
    for (let i = 0; i < rows.length; i++) {
      const [a, first] = rows[i];
      for (let j = i + 1; j < rows.length && rows[j][0].top < a.bottom; j++) {
        const [b, second] = rows[j];
        if (first.contains(second) || second.contains(first)) continue;
        if (inScroller(first) !== inScroller(second) || inScroller(first)) continue;
        const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        const least = Math.min(a.height, b.height);
        if (width > 3 && height > least / 2) found.push(`${name(first)} on ${name(second)}`);
      }
    }
    return [...new Set(found)].slice(0, 12);
  };

  // How many characters fill a line, of every full line of every paragraph.
  const lineLengths = (selector) => {
    const lengths = [];
    for (const paragraph of document.querySelectorAll(selector)) {
      const lines = [];
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      let top;
      for (let node; (node = walker.nextNode()); ) {
        for (let at = 0; at < node.data.length; at++) {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const box = range.getClientRects()[0];
          if (!box) continue;
          if (top === undefined || box.top > top + box.height / 2) {
            lines.push(0);
            top = box.top;
          }
          lines[lines.length - 1]++;
        }
      }
      lengths.push(...lines.slice(0, -1)); // the last one is not full
    }
    return lengths;
  };

  // The element that has the focus, what shows that it has it, and whether it can be seen.
  const focused = () => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const keep = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderColor",
      "backgroundColor", "textDecorationLine", "textDecorationThickness"];
    const look = (style) => Object.fromEntries(keep.map((key) => [key, style[key]]));
    const box = element.getBoundingClientRect();
    const style = look(getComputedStyle(element));
    const ring =
      style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5 &&
      !/rgba\(.*, 0\)|transparent/.test(style.outlineColor);
    const hits = [...element.getClientRects()].some((part) => {
      const x = Math.min(Math.max(part.left + part.width / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max(part.top + part.height / 2, 0), innerHeight - 1);
      const hit = document.elementFromPoint(x, y);
      return hit && (element.contains(hit) || hit.contains(element));
    });
    element.dataset.probe ??= String((globalThis.probeCount = (globalThis.probeCount ?? 0) + 1));
    const main = document.querySelector("main");
    return {
      name: name(element),
      number: element.dataset.probe,
      ring,
      inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      hits,
      size: [box.width, box.height],
      beforeMain: Boolean(
        main && !main.contains(element) &&
          element.compareDocumentPosition(main) & Node.DOCUMENT_POSITION_FOLLOWING,
      ),
    };
  };

  // Pictures that nothing draws: no size, or painted with nothing.
  const lostIcons = () => {
    const found = [];
    const isNothing = (colour) =>
      colour === "none" || colour === "transparent" || /^rgba\(.*, 0\)$|\/ 0\)$/.test(colour);
    for (const icon of document.querySelectorAll("svg")) {
      if (!isShown(icon)) continue;
      const box = icon.getBoundingClientRect();
      const drawn = [...icon.querySelectorAll("path, circle, rect, line, polyline, polygon, use")];
      const painted = drawn.some((shape) => {
        const { fill, stroke, strokeWidth } = getComputedStyle(shape);
        return !isNothing(fill) || (!isNothing(stroke) && parseFloat(strokeWidth) > 0);
      });
      if (box.width < 4 || box.height < 4 || (drawn.length && !painted)) {
        found.push(name(icon.parentElement));
      }
    }
    for (const element of document.body.querySelectorAll("*")) {
      for (const part of ["::before", "::after"]) {
        const style = getComputedStyle(element, part);
        if (style.content === "none" || style.content === "normal") continue;
        // a mask shows the background through its holes, and forced colours take that away
        if (style.maskImage !== "none" && style.forcedColorAdjust !== "none") {
          if (matchMedia("(forced-colors: active)").matches) found.push(name(element) + part);
        }
      }
    }
    return [...new Set(found)];
  };

  return { name, isShown, overflow, clipped, overlaps, lineLengths, focused, lostIcons };
})();
