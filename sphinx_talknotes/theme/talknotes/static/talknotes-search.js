/* The search page: Pagefind where there is an index of it, else Sphinx's own search. Both are loaded
   with the first search. This is no module, since browsers load none from file://. */
(() => {
  "use strict";
  const form = document.querySelector("form.tn-search");
  if (!form) return;
  const root = document.documentElement.dataset.content_root || "./";
  const box = form.elements.q;
  const facets = form.querySelector(".tn-facets");
  const status = document.querySelector(".tn-search-status");
  const list = document.querySelector(".tn-results");
  const more = document.querySelector(".tn-search-more button");
  const STEP = 15;
  const MANY = 40; // from here on, a facet is a field with suggestions

  const make = (tag, className, ...content) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...content);
    return element;
  };

  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const textOf = (html) => (/[&<]/.test(html) ? parse(html).body.textContent : html);

  // -- Pagefind --

  /** Tell whether browser and site (its content security policy) let WebAssembly run. */
  const runsWasm = () => {
    try {
      return !!new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    } catch {
      return false;
    }
  };

  /** Return text and <mark> elements of an excerpt, which is HTML; other tags mean nothing. */
  const excerptOf = (html) =>
    [...parse(html).body.childNodes].map((node) =>
      node.nodeName === "MARK" ? make("mark", "", node.textContent) : node.textContent,
    );

  const byPagefind = async () => {
    const pagefind = await import(new URL(`${root}pagefind/pagefind.js`, document.baseURI).href);
    await pagefind.init();
    const known = await pagefind.filters();
    for (const [name, values] of Object.entries(known)) fillFacet(name, values);
    facets.hidden = false;
    facets.open = innerWidth > 640 || !!Object.keys(choices()).length;
    const show = async (result) => {
      const { raw_url: url, meta, filters, excerpt } = await result.data();
      const { conference, speakers, location: place, date } = meta;
      const state = filters.status?.find((name) => name !== "Noted");
      const facts = [filters.kind[0], state, conference, speakers, place, date];
      return { url: root + url, title: meta.title, facts, excerpt: excerptOf(excerpt) };
    };
    return async (words, chosen) => {
      const found = await pagefind.search(words || null, { filters: chosen });
      for (const [name, values] of Object.entries(found.filters)) countFacet(name, values);
      return found.results.map((result) => () => show(result));
    };
  };

  // -- Sphinx --

  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = make("script");
      script.onload = resolve;
      script.onerror = reject;
      script.src = root + name;
      document.head.append(script);
    });

  const bySphinx = async () => {
    // searchtools.js starts a search of its own: give it a place, and stop it
    const typed = box.value;
    const place = document.body.appendChild(make("div"));
    place.id = "search-results";
    place.hidden = true;
    for (const name of form.dataset.scripts.split(" ")) await load(`_static/${name}`);
    Search.stopPulse();
    Search._queued_query = null;
    place.remove();
    box.value = typed;
    await load("searchindex.js");
    const { BUILDER, FILE_SUFFIX, LINK_SUFFIX, SHOW_SEARCH_SUMMARY } = DOCUMENTATION_OPTIONS;
    const address = (docname, suffix) =>
      BUILDER === "dirhtml" ? root + `${docname}/`.replace(/(^|\/)index\/$/, "$1") : root + docname + suffix;
    const excerpt = async (url, anchor, terms) => {
      // from file://, no page may read another
      if (!SHOW_SEARCH_SUMMARY || location.protocol === "file:") return [];
      const answer = await fetch(url);
      return answer.ok ? textAround(parse(await answer.text()), anchor, terms) : [];
    };
    const index = Search._index;
    // names of objects are HTML in it, and before Sphinx 9 titles too
    if (typeof _escapeHTML !== "function") index.titles = index.titles.map(textOf);
    const keyOf = (docname, title) => `${docname}\n${title.split(" > ").pop()}`;
    const kinds = new Map();
    for (const [prefix, rows] of Object.entries(index.objects))
      for (const [doc, kind, , , name] of rows) {
        const whole = textOf(prefix ? `${prefix}.${name}` : name);
        kinds.set(keyOf(index.docnames[doc], whole), index.objnames[kind][2]);
      }
    const show = async (key, [docname, path, anchor, about], terms) => {
      const [title, ...above] = path.split(" > ").reverse();
      return {
        url: address(docname, LINK_SUFFIX) + anchor,
        title,
        facts: [about?.replace(`, in ${title}`, "") || kinds.get(key) || status.dataset.page, ...above],
        excerpt: await excerpt(address(docname, FILE_SUFFIX), anchor, terms),
      };
    };
    return (words) => {
      const query = Search._parseQuery(words);
      const found = new Map();
      // the best is the last; a talk is there as an object, as a heading and as words of its page
      for (const item of Search._performSearch(...query).reverse()) {
        if (item[6] === "object") item[1] = textOf(item[1]);
        const key = keyOf(item[0], item[1]);
        if (!found.has(key)) found.set(key, item);
      }
      const terms = [...query[3], ...query[1]];
      return [...found].map(([key, item]) => () => show(key, item, terms));
    };
  };

  /** Return a part of a page around a term, with all terms marked. */
  const textAround = (dom, anchor, terms) => {
    const part = (anchor && dom.getElementById(anchor.slice(1))) || dom.querySelector(".tn-body");
    if (!part) return [];
    const others = part.querySelectorAll(".headerlink, script, style, h1, .tn-facts, nav");
    for (const element of others) element.remove();
    const text = part.textContent.replace(/\s+/g, " ").trim();
    if (!terms.length) return [text.slice(0, 220)];
    // terms are letters and digits, as searchtools.js splits words
    const pattern = new RegExp(`(${terms.join("|")})`, "i");
    const start = Math.max(0, text.search(pattern) - 60);
    return text
      .slice(start ? text.indexOf(" ", start) : 0, start + 220)
      .split(pattern)
      .map((bit, index) => (index % 2 ? make("mark", "", bit) : bit));
  };

  // -- facets --

  const asked = new URLSearchParams(location.search);

  const option = (value, count) => {
    const element = make("option", "", `${value} (${count})`);
    element.value = value;
    return element;
  };

  const fillFacet = (name, values) => {
    let field = form.elements[name];
    if (!field) return;
    const names = Object.keys(values).sort((a, b) => a.localeCompare(b));
    if (name === "year") names.reverse();
    if (names.length > MANY) {
      const input = make("input");
      const choices = make("datalist", "", ...names.map((value) => option(value, values[value])));
      Object.assign(input, { name, id: field.id, autocomplete: "off" });
      choices.id = `${field.id}-list`;
      input.setAttribute("list", choices.id);
      field.replaceWith(input, choices);
      field = input;
    } else field.append(...names.map((value) => option(value, values[value])));
    field.parentNode.hidden = !names.length;
    field.value = asked.get(name) || "";
    if (!field.value) field.value = ""; // a list without that value
  };

  const countFacet = (name, values) => {
    const field = form.elements[name];
    for (const choice of field?.options || [])
      if (choice.value) choice.textContent = `${choice.value} (${values[choice.value] || 0})`;
  };

  const choices = () => {
    const chosen = {};
    for (const { name, value, list } of facets.querySelectorAll("select, input")) {
      const same = ({ value: other }) => other.toLowerCase() === value.trim().toLowerCase();
      if (value.trim()) chosen[name] = [...(list?.options || [])].find(same)?.value || value.trim();
    }
    return chosen;
  };

  // -- the page --

  let engine; // a promise of a function: words and facets → functions that give one result each
  let run = 0;
  let timer;

  const start = () => {
    const usesPagefind =
      form.dataset.engine === "pagefind" && location.protocol !== "file:" && runsWasm();
    return usesPagefind ? byPagefind().catch(bySphinx) : bySphinx();
  };

  const item = ({ url, title, facts, excerpt }) => {
    const link = make("a", "", title);
    link.href = url;
    const element = make("li", "tn-result", make("p", "tn-result-title", link));
    const known = facts.filter(Boolean);
    if (known.length) element.append(make("p", "tn-result-facts", known.join(" · ")));
    const text = make("p", "tn-result-excerpt", ...excerpt);
    if (text.textContent && text.textContent !== title) element.append(text); // there is no other
    return element;
  };

  const remember = (words) => {
    const state = new URLSearchParams(facets.hidden ? asked : choices());
    state.delete("q");
    if (words) state.set("q", words);
    try {
      history.replaceState(null, "", `${state}` ? `?${state}` : location.pathname);
    } catch {} // some browsers refuse for file://
  };

  const search = async () => {
    clearTimeout(timer);
    const mine = ++run;
    const words = box.value.trim();
    remember(words);
    try {
      if (!engine) status.textContent = status.dataset.busy;
      const find = await (engine ||= start()); // which fills the facets
      if (mine !== run) return;
      const chosen = choices();
      const isAsked = words || Object.keys(chosen).length;
      const found = isAsked ? await find(words, chosen) : [];
      await showFrom(found, 0, mine);
      if (mine === run && !isAsked) status.textContent = "";
    } catch (error) {
      engine = undefined; // the next search tries again
      list.hidden = more.hidden = true;
      status.textContent = status.dataset.failed;
      console.warn(error);
    }
  };

  const showFrom = async (found, first, mine) => {
    const items = await Promise.all(found.slice(first, first + STEP).map((show) => show().then(item)));
    if (mine !== run) return;
    if (!first) list.replaceChildren();
    list.append(...items);
    list.hidden = !found.length;
    more.hidden = found.length <= first + STEP;
    more.onclick = async () => {
      await showFrom(found, first + STEP, mine);
      items.at(-1).nextElementSibling?.querySelector("a").focus();
    };
    const { none, one, many } = status.dataset;
    const count = found.length;
    status.textContent = count > 1 ? many.replace("#", count) : count ? one : none;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.target === box) timer = setTimeout(search, 250);
  });
  form.addEventListener("change", (event) => {
    if (event.target !== box) search();
  });

  box.value = asked.get("q") || "";
  if (location.search) search();
  else box.focus();
})();
