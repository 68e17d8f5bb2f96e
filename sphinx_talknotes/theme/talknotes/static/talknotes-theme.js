// Runs before the first paint: a mode that the reader has chosen shows at once.
(() => {
  const root = document.documentElement;
  const modes = ["auto", "light", "dark"];
  const stored = () => {
    try {
      return localStorage.getItem("talknotes-mode");
    } catch {
      return null; // storage may be forbidden
    }
  };
  const apply = (mode) => {
    if (mode === "light" || mode === "dark") root.dataset.theme = mode;
    else delete root.dataset.theme;
    // Sphinx's second style sheet for code follows the system only
    const code = document.getElementById("pygments_dark_css");
    if (code) {
      code.media = mode === "dark" ? "all" : mode === "light" ? "not all" : "(prefers-color-scheme: dark)";
    }
  };
  apply(stored());

  const switchModes = (button) => {
    const show = () => {
      button.textContent = button.dataset[root.dataset.theme ?? "auto"];
    };
    button.addEventListener("click", () => {
      const mode = modes[(modes.indexOf(root.dataset.theme ?? "auto") + 1) % modes.length];
      apply(mode);
      try {
        localStorage.setItem("talknotes-mode", mode);
      } catch {
        // it then lasts as long as the page
      }
      show();
    });
    show();
    button.hidden = false;
  };

  // The contents list marks the heading that is being read: the last one above the upper third.
  const follow = (list) => {
    const links = new Map();
    for (const link of list.querySelectorAll("a")) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target) links.set(target, link);
    }
    let current;
    const mark = () => {
      const line = innerHeight / 3;
      const above = [...links.keys()].filter((target) => target.getBoundingClientRect().top < line);
      const now = links.get(above.at(-1));
      if (now === current) return;
      current?.removeAttribute("aria-current");
      now?.setAttribute("aria-current", "location");
      current = now;
      if (now && list.scrollHeight > list.clientHeight) {
        list.scrollTop = now.offsetTop - list.clientHeight / 2;
      }
    };
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    }, { passive: true });
    mark();
  };

  addEventListener("DOMContentLoaded", () => {
    apply(stored());
    document.querySelectorAll(".tn-theme-switch").forEach(switchModes);
    const list = document.getElementById("tn-contents");
    if (list) {
      follow(list);
      list.addEventListener("click", (event) => {
        if (event.target.closest("a") && list.matches(":popover-open")) list.hidePopover();
      });
    }
    // what scrolls sideways can be reached with the keyboard
    const sizes = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
        else target.removeAttribute("tabindex");
      }
    });
    document.querySelectorAll(".tn-body pre, .tn-scroll").forEach((box) => sizes.observe(box));
  });
})();
