/* The search box, and the search for scripts:
 *
 *     casebookSearch.search(query, {lang, facets, sort, limit, offset})
 *       -> Promise of [{id, title, url, lang, model, place, excerpt, anchor, …}], best first
 *     casebookSearch.find(query, {…, counts})
 *       -> Promise of {results, total, full, facets, suggestions, …}; see engine.js
 *
 * The box attaches to every <div class="cb-search" data-root="…" data-lang="zh|en">, where
 * data-root leads from the page to the site's root. A page without a box says so on the script's
 * own tag; data-index there names the folder of the index where that is not `search/` under the
 * root. Text of pages and queries only ever becomes text nodes. The page includes this file alone;
 * it loads those beside it.
 */
(() => {
  "use strict";

  const SHOWN = 8; // results in the panel
  const SHEET = matchMedia("(max-width: 599.98px)"); // as in search.css
  const HEADER = 64; // pixels left above a box that makes room for its sheet

  const WORDS = {
    zh: {
      label: "搜索",
      placeholder: "搜索案例、做法、地名",
      results: "搜索结果",
      searching: "正在搜索……",
      none: (query) => `没有找到与“${query}”有关的页面。可以换一个说法，或少输几个字。`,
      unusable: "请输入汉字、字母或数字。",
      failed: "未能载入搜索数据，请刷新页面后再试。",
      found: (total, shown) =>
        `找到 ${total} 篇` + (total > shown ? `，列出前 ${shown} 篇。` : "。"),
      partial: (total, shown) =>
        `没有一篇包含全部检索词。${total} 篇包含其中一部分` +
        (total > shown ? `，列出前 ${shown} 篇。` : "。"),
      cut: (count) => `检索词过长，只用了前 ${count} 个字符。`,
      part: "部分匹配",
      made: { machine: "标题为机器翻译，未经审校", stale: "标题的译文待更新" },
      language: { zh: "中文", en: "英文" },
      old: "这个浏览器太旧，无法搜索；请换用较新的浏览器，或从案例列表查找。",
      all: "全部结果，可按模式、省份、年份筛选",
      close: "关闭搜索结果",
      separator: " · ",
    },
    en: {
      label: "Search",
      placeholder: "Search cases, practices, places",
      results: "Search results",
      searching: "Searching…",
      none: (query) => `Nothing found for “${query}”. Try another word, or fewer of them.`,
      unusable: "Type letters, digits or Chinese characters.",
      failed: "The search data could not be loaded. Reload the page and try again.",
      found: (total, shown) =>
        `${total} ${total === 1 ? "result" : "results"}` +
        (total > shown ? `; the first ${shown} are listed.` : "."),
      partial: (total, shown) =>
        `Nothing has all the words. ${total} ${total === 1 ? "has" : "have"} some of them` +
        (total > shown ? `; the first ${shown} are listed.` : "."),
      cut: (count) => `The query is too long; only its first ${count} characters were used.`,
      part: "partial match",
      made: { machine: "title translated by a program, not reviewed",
              stale: "title changed in Chinese since translation" },
      language: { zh: "Chinese", en: "English" },
      old: "This browser is too old to search; use a newer one, or start from the list of cases.",
      all: "All results, with filters for model, province and year",
      close: "Close the search results",
      separator: " · ",
    },
  };

  /* --- the parts beside this file --------------------------------------------------------- */

  const here = document.currentScript.src;
  let parts = null; // promise that they are loaded

  const loadPart = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, here).href;
      script.async = false; // run in the order in which they are named
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${script.src} did not load`));
      document.head.append(script);
    });

  /** Load the parts, at the first sign that somebody is going to search. */
  function ready() {
    parts = parts || Promise.all(window.casebookSearch.parts.map(loadPart));
    parts.catch(() => { parts = null; }); // so that the next search tries again
    return parts;
  }

  let lateParts = null; // promise that they are loaded

  /** Load the parts that only some queries need. */
  function late() {
    lateParts = lateParts || Promise.all(window.casebookSearch.late.map(loadPart));
    lateParts.catch(() => { lateParts = null; });
    return lateParts;
  }

  /** Load what any search needs. The index's manifest comes at the same time as the parts where
   *  its loader is in this file. */
  function prepare() {
    const { loader } = window.casebookSearch;
    const all = ready().then(() => window.casebookSearch.loader.loadManifest());
    (loader ? loader.loadManifest() : all).catch(() => {}); // told to the reader by the search
    all.catch(() => {});
  }

  const find = (query, options) => {
    prepare();
    return ready().then(() => window.casebookSearch.engine(query, options));
  };

  window.casebookSearch = {
    // Each uses those before it. A build joins them to fewer files and names those here.
    parts: ["loader.js", "text.js", "passage.js", "terms.js", "facets.js", "rank.js", "heads.js",
      "engine.js"],
    late: ["sounds.js", "meant.js"],
    loadLate: late,
    find,
    search: (query, options) => find(query, options).then(({ results }) => results),
  };

  /* --- the box ------------------------------------------------------------------------------ */

  let boxes = 0;

  function element(tag, name, attributes = {}, ...children) {
    const node = document.createElement(tag);
    node.className = `cb-search__${name}`;
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  /** The text as nodes, with its marked stretches in <mark>. */
  function marked(text, marks) {
    const nodes = [];
    let at = 0;
    for (const [from, to] of marks) {
      nodes.push(text.slice(at, from), element("mark", "mark", {}, text.slice(from, to)));
      at = to;
    }
    return [...nodes, text.slice(at)];
  }

  /** The address of the results page for a query, in the language of the box. */
  function allOf(query, box) {
    const url = new URL(`${box.dataset.lang === "en" ? "en/" : ""}search.html`,
      new URL(box.dataset.root, document.baseURI));
    url.hash = new URLSearchParams({ q: query }).toString();
    return url.href;
  }

  function option(found, id, lang, words) {
    const tags = [found.model, found.place].filter(Boolean);
    if (found.lang !== lang) tags.push(words.language[found.lang]);
    if (!found.full) tags.push(words.part);
    if (words.made[found.made]) tags.push(words.made[found.made]);
    const spoken = { lang: found.lang };
    return element("a", "option",
      { role: "option", id, href: found.href, tabindex: "-1", "aria-selected": "false" },
      element("span", "title", spoken, ...marked(found.title, found.titleMarks)),
      element("span", "facts", {}, tags.join(words.separator)),
      element("span", "excerpt", spoken, ...marked(found.excerpt, found.marks)));
  }

  function status({ results, total, cut, usable }, query, words) {
    if (!usable) return words.unusable;
    const short = query.length > 40 ? `${Array.from(query).slice(0, 40).join("")}…` : query;
    const lines = [];
    if (!results.length) lines.push(words.none(short));
    else if (results[0].full) lines.push(words.found(total, results.length));
    else lines.push(words.partial(total, results.length));
    if (cut) lines.push(words.cut(cut));
    return lines.join(" ");
  }

  function attach(box) {
    const lang = box.dataset.lang === "en" ? "en" : "zh";
    const words = WORDS[lang];
    const id = `cb-search-${++boxes}`;
    const input = element("input", "input", {
      id, type: "search", role: "combobox", placeholder: words.placeholder, autocomplete: "off",
      autocapitalize: "none", spellcheck: "false", enterkeyhint: "search",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-results`,
    });
    const live = element("p", "live", { role: "status" });
    const line = element("p", "status", { "aria-hidden": "true" });
    const close = element("button", "close", { type: "button", "aria-label": words.close }, "×");
    const list = element("div", "results", {
      id: `${id}-results`, role: "listbox", "aria-label": words.results,
    });
    const bar = element("div", "bar", {}, line, close);
    const all = element("a", "all", {}, words.all);
    const panel = element("div", "panel", { hidden: "" }, bar, list, all);
    let latest = 0; // number of the newest search; answers to older ones are dropped
    let timer = 0;
    let active = -1;

    const say = (text) => {
      line.textContent = text;
      live.textContent = text;
    };
    /** Where the panel is a sheet, it begins right under the box, which makes room for it. */
    const place = () => {
      const bottom = Math.max(0, Math.round(input.getBoundingClientRect().bottom));
      panel.style.setProperty("--cb-search-top", `${bottom}px`);
    };
    const lift = () => {
      const { top } = input.getBoundingClientRect();
      if (SHEET.matches && top > innerHeight / 4) {
        scrollBy({ top: top - HEADER, behavior: "instant" });
      }
    };
    const show = (open) => {
      if (open && panel.hidden) lift();
      panel.hidden = !open;
      place();
      input.setAttribute("aria-expanded", String(open && list.children.length > 0));
      if (!open) activate(-1);
    };
    const activate = (index) => {
      active = index;
      Array.from(list.children).forEach((node, i) => {
        node.setAttribute("aria-selected", String(i === index));
      });
      if (index < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    };
    const fill = (results) => {
      list.replaceChildren(...results.map((found, i) => option(found, `${id}-${i}`, lang, words)));
      activate(-1);
    };

    const search = async () => {
      const number = ++latest;
      const query = input.value;
      activate(-1);
      if (!query.trim()) {
        fill([]);
        say("");
        return show(false);
      }
      if (!list.children.length) say(words.searching);
      show(true);
      try {
        const tell = (answer) => {
          if (number !== latest || active >= 0) return; // nothing moves under a reader's choice
          fill(answer.results);
          all.href = allOf(query, box);
          say(status(answer, query.trim(), words));
        };
        const wanted = () => number === latest;
        const options = { lang, limit: SHOWN, grouped: true, early: tell, wanted };
        tell(await window.casebookSearch.find(query, options));
        if (number !== latest) return;
      } catch (error) {
        if (number !== latest) return;
        fill([]);
        say(error.name === "OldBrowser" ? words.old : words.failed);
      }
      show(!panel.hidden);
    };

    const move = (step) => {
      const count = list.children.length;
      if (!count) return;
      show(true);
      activate(active < 0 ? (step > 0 ? 0 : count - 1) : (active + step + count) % count);
    };
    const keys = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => {
        if (active >= 0 && !panel.hidden) list.children[active].click();
        else if (input.value.trim()) location.href = allOf(input.value, box);
      },
      Escape: () => {
        if (panel.hidden) input.value = "";
        latest++;
        show(false);
      },
    };

    input.addEventListener("keydown", (event) => {
      if (event.isComposing || !(event.key in keys)) return;
      event.preventDefault();
      keys[event.key]();
    });
    const soon = (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(search); // once for what comes at once
    };
    input.addEventListener("input", soon);
    input.addEventListener("compositionend", soon);
    input.addEventListener("focus", () => {
      prepare();
      if (list.children.length) show(true);
    });
    addEventListener("scroll", () => panel.hidden || place(), { passive: true });
    close.addEventListener("click", () => show(false));
    list.addEventListener("click", () => show(false)); // the result may be on this very page
    panel.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps focus
    box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || show(false));

    box.setAttribute("role", "search");
    box.replaceChildren(element("label", "label", { for: id }, words.label), input, live, panel);
  }

  function focusOnSlash(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const input = document.querySelector(".cb-results__input, .cb-search__input");
    if (typing || !input) return;
    event.preventDefault();
    input.focus();
  }

  function start() {
    document.querySelectorAll(".cb-search").forEach(attach);
    document.addEventListener("keydown", focusOnSlash);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
