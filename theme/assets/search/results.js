/* The results page: what a query finds, with facets and their counts, and an address for each
 * search: search.html#q=…&model=…&sort=year
 *
 * Fills every <div class="cb-results" data-lang="zh|en">. The address stands behind the # so that
 * it works from a folder too, and so that no server is told what is searched for. Text of pages,
 * queries and addresses only ever becomes text nodes.
 */
(() => {
  "use strict";

  const PER_PAGE = 10;
  const FEW = 5; // cases shown where nothing is found
  const OPEN = 8; // values of a facet that are listed before "more"
  const FACETS = ["model", "province", "year", "completeness", "kind", "language"];

  const WORDS = {
    zh: {
      label: "搜索", placeholder: "搜索案例、做法、地名", sort: "排序",
      relevance: "按相关程度", year: "按年份，新的在前", narrow: "缩小范围", clear: "清除筛选",
      facet: { model: "模式", province: "省份", year: "年份", completeness: "完整度",
               kind: "类型", language: "语言" },
      language: { zh: "中文", en: "英文" },
      searching: "正在搜索……",
      all: (n) => `共 ${n} 篇。`,
      found: (n, q, full) => `“${q}”：找到 ${n} 篇` +
        (full < n ? `，其中 ${full} 篇包含全部检索词，列在前面。` : "。"),
      partial: (n, q) => `没有一篇包含“${q}”的全部检索词；${n} 篇包含其中一部分。`,
      none: () => "本站还没有可以搜索的内容。",
      newest: (q) => `没有找到与“${q}”有关的内容。可以换一个说法，或少输几个字。下面是较新的几篇：`,
      unfiltered: (q) => (q ? `所选范围内没有与“${q}”有关的内容。` : "所选范围内没有内容。") + "不限范围时有：",
      start: "输入检索词，或在下方选一项来浏览。繁体、拼音、拼音首字母和英文都可以。",
      unusable: "请输入汉字、字母或数字。",
      cut: (n) => `检索词过长，只用了前 ${n} 个字符。`,
      failed: "未能载入搜索数据，请刷新页面后再试。",
      old: "这个浏览器太旧，无法搜索；请换用较新的浏览器，或从案例列表查找。",
      similar: (q) => `没有一篇包含“${q}”。下面是相近的：`,
      meant: "您要找的是不是：", more: "更多结果", moreValues: "更多", part: "部分匹配",
      made: { machine: "标题为机器翻译，未经审校", stale: "标题的译文待更新" },
      also: { zh: "中文页", en: "英文页" },
      scope: "搜索范围：本站全部案例、文件和模式的正文、标题与要素。", separator: " · ",
    },
    en: {
      label: "Search", placeholder: "Search cases, practices, places", sort: "Sort",
      relevance: "by relevance", year: "by year, newest first", narrow: "Narrow down",
      clear: "Clear filters",
      facet: { model: "Model", province: "Province", year: "Year", completeness: "Completeness",
               kind: "Kind", language: "Language" },
      language: { zh: "Chinese", en: "English" },
      searching: "Searching…",
      all: (n) => `${n} ${n === 1 ? "entry" : "entries"} in all.`,
      found: (n, q, full) => `${n} ${n === 1 ? "result" : "results"} for “${q}”` +
        (full < n ? `; the first ${full} ${full === 1 ? "has" : "have"} all of it.` : "."),
      partial: (n, q) => `Nothing has all of “${q}”; ${n} ${n === 1 ? "has" : "have"} part of it.`,
      none: () => "There is nothing to search on this site yet.",
      newest: (q) => `Nothing found for “${q}”. Try another word, or fewer of them. The newest entries:`,
      unfiltered: (q) => `Nothing${q ? ` for “${q}”` : ""} within these filters. Without them there is:`,
      start: "Type a query, or choose a value below to browse. Chinese, pinyin and initials work too.",
      unusable: "Type letters, digits or Chinese characters.",
      cut: (n) => `The query is too long; only its first ${n} characters were used.`,
      failed: "The search data could not be loaded. Reload the page and try again.",
      old: "This browser is too old to search; use a newer one, or start from the list of cases.",
      similar: (q) => `Nothing has “${q}”. These are near it:`,
      meant: "Did you mean: ", more: "More results", moreValues: "more", part: "partial match",
      made: { machine: "title translated by a program, not reviewed",
              stale: "title changed in Chinese since translation" },
      also: { zh: "Chinese page", en: "English page" },
      scope: "Searched: text, titles and facts of all cases, documents and models on this site.",
      separator: " · ",
    },
  };

  function element(tag, name, attributes = {}, ...children) {
    const node = document.createElement(tag);
    if (name) node.className = `cb-results__${name}`;
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

  /* --- the address ------------------------------------------------------------------------- */

  /** What an address asks for: {q, sort, facets}. */
  function readAddress() {
    const given = new URLSearchParams(location.hash.slice(1) || location.search);
    const facets = {};
    for (const name of FACETS) {
      const values = given.getAll(name).filter(Boolean);
      if (values.length) facets[name] = values;
    }
    return { q: given.get("q") || "", sort: given.get("sort") === "year" ? "year" : "relevance", facets };
  }

  function addressOf({ q, sort, facets }) {
    const given = new URLSearchParams();
    if (q) given.set("q", q);
    for (const [name, values] of Object.entries(facets)) {
      for (const value of values) given.append(name, value);
    }
    if (sort === "year") given.set("sort", sort);
    return `#${given}`;
  }

  /* --- results ----------------------------------------------------------------------------- */

  function item(found, lang, words) {
    const spoken = { lang: found.lang };
    const tags = [found.model, found.place].filter(Boolean);
    if (found.lang !== lang) tags.push(words.language[found.lang]);
    if (!found.full) tags.push(words.part);
    if (words.made[found.made]) tags.push(words.made[found.made]);
    const facts = element("p", "facts", {}, tags.join(words.separator));
    for (const other of found.others) {
      if (facts.textContent) facts.append(words.separator);
      facts.append(element("a", "", { href: other.href, hreflang: other.lang }, words.also[other.lang]));
    }
    return element("li", "item", {},
      element("a", "title", { href: found.href, ...spoken }, ...marked(found.title, found.titleMarks)),
      facts,
      element("p", "excerpt", spoken, ...marked(found.excerpt, found.marks)));
  }

  function status(answer, q, words) {
    const lines = [];
    if (!answer.usable) lines.push(q.trim() ? words.unusable : words.start);
    else if (answer.instead) lines.push(words[answer.instead](q));
    else if (!answer.total) lines.push(words.none(q));
    else if (!q) lines.push(words.all(answer.total));
    else if (answer.full) lines.push(words.found(answer.total, q, answer.full));
    else lines.push(words.partial(answer.total, q));
    if (answer.cut) lines.push(words.cut(answer.cut));
    return lines.join(" ");
  }

  /** What is found. In the place of nothing what is found for the nearest query there is, or
   *  without the filters, or the newest cases; `instead` says which. */
  async function answerTo(q, options) {
    const { find } = window.casebookSearch;
    const answer = await find(q, options);
    if (answer.total || (q.trim() && !answer.usable)) return answer;
    const { suggestions } = answer;
    const [nearest] = suggestions;
    if (nearest) return { ...await find(nearest, options), suggestions, instead: "similar" };
    if (Object.keys(options.facets).length) {
      const whole = await find(q, { ...options, facets: {} });
      if (whole.total) return { ...whole, suggestions, instead: "unfiltered" };
    }
    return { ...await find("", { ...options, facets: {}, limit: FEW }), suggestions, instead: "newest" };
  }

  /* --- the page ---------------------------------------------------------------------------- */

  function attach(root) {
    const lang = root.dataset.lang === "en" ? "en" : "zh";
    const words = WORDS[lang];
    let asked = readAddress();
    let shown = PER_PAGE;
    let latest = 0;
    let timer = 0;

    const input = element("input", "input", {
      id: "cb-results-q", type: "search", name: "q", placeholder: words.placeholder,
      autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "search",
    });
    const sort = element("select", "sort", { id: "cb-results-sort" },
      element("option", "", { value: "relevance" }, words.relevance),
      element("option", "", { value: "year" }, words.year));
    const line = element("p", "status", { role: "status" });
    const meant = element("p", "meant", { hidden: "" });
    const list = element("ol", "list");
    const more = element("button", "more", { type: "button", hidden: "" }, words.more);
    const clear = element("button", "clear", { type: "button", hidden: "" }, words.clear);
    const groups = element("div", "groups");
    const facets = element("details", "facets", {}, element("summary", "", {}, words.narrow),
      clear, groups);
    if (matchMedia("(min-width: 960px)").matches) facets.open = true;
    const form = element("form", "form", { role: "search" },
      element("label", "label", { for: input.id }, words.label), input,
      element("label", "sortlabel", { for: sort.id }, words.sort), sort);
    root.replaceChildren(form, facets,
      element("div", "found", {}, line, meant, list, more, element("p", "scope", {}, root.dataset.scope || words.scope)));
    const elsewhere = document.querySelector("a[data-elsewhere]");

    let own = ""; // the address that was set last
    let untold = false; // whether what was typed is not in the address yet
    const remember = (push) => {
      untold = false;
      const address = addressOf(asked);
      if (address === (location.hash || "#")) return;
      if (push) location.hash = address;
      else location.replace(address);
      own = location.hash;
    };

    const choose = (name, value, on) => {
      const values = (asked.facets[name] || []).filter((other) => other !== value);
      if (on) values.push(value);
      const { [name]: _, ...others } = asked.facets;
      asked = { ...asked, facets: values.length ? { ...others, [name]: values } : others };
      shown = PER_PAGE;
      remember(true);
      run();
    };

    const valueNode = (name, [value, count]) => {
      const box = element("input", "", { type: "checkbox", name, value });
      box.checked = (asked.facets[name] || []).includes(value);
      box.addEventListener("change", () => choose(name, value, box.checked));
      const label = name === "language" ? words.language[value] : value;
      return element("label", "value", {}, box, element("span", "", {}, label),
        element("span", "count", {}, String(count)));
    };

    /** Show the facets anew; what had the focus has it again, and what was unfolded is. */
    const fillFacets = (counts) => {
      const { name, value } = document.activeElement || {};
      const focused = groups.contains(document.activeElement);
      const unfolded = [...groups.querySelectorAll("details[open]")].map(({ dataset }) => dataset.facet);
      const names = FACETS.filter((facet) => (counts[facet] || []).length || asked.facets[facet]);
      groups.replaceChildren(...names.map((facet) => facetNode(facet, counts[facet] || [])));
      for (const rest of groups.querySelectorAll("details")) {
        rest.open = unfolded.includes(rest.dataset.facet);
      }
      const again = [...groups.querySelectorAll("input")].find(
        (box) => focused && box.name === name && box.value === value);
      if (!again) return;
      if (again.closest("details")) again.closest("details").open = true;
      again.focus();
    };

    const facetNode = (name, counts) => {
      const chosen = asked.facets[name] || [];
      const values = counts.slice().sort((a, b) => (name === "year"
        ? b[0].localeCompare(a[0])
        : chosen.includes(b[0]) - chosen.includes(a[0]) || b[1] - a[1] || a[0].localeCompare(b[0])));
      for (const value of chosen) {
        if (!values.some(([known]) => known === value)) values.unshift([value, 0]);
      }
      const nodes = values.map((value) => valueNode(name, value));
      const rest = nodes.splice(OPEN);
      const group = element("fieldset", "facet", {},
        element("legend", "", {}, words.facet[name]), ...nodes);
      if (rest.length) {
        group.append(element("details", "rest", { "data-facet": name },
          element("summary", "", {}, words.moreValues), ...rest));
      }
      return group;
    };

    const fillList = (results) =>
      list.replaceChildren(...results.map((found) => item(found, lang, words)));

    const fill = (answer) => {
      fillList(answer.results);
      more.hidden = answer.instead === "newest" || answer.total <= answer.results.length;
      fillFacets(answer.facets);
      clear.hidden = !Object.keys(asked.facets).length;
      meant.hidden = !answer.suggestions.length;
      meant.replaceChildren(words.meant, ...answer.suggestions.flatMap((text, i) => {
        const link = element("a", "", { href: addressOf({ ...asked, q: text }) }, text);
        return i ? [words.separator, link] : [link];
      }));
    };

    const run = async () => {
      const number = ++latest;
      const { q, sort: order, facets: chosen } = asked;
      if (elsewhere) elsewhere.hash = addressOf(asked);
      line.textContent = line.textContent || words.searching;
      try {
        const options = { lang, facets: chosen, sort: order, limit: shown };
        const early = ({ results }) => {
          if (number !== latest) return;
          if (untold) remember(false); // not at each key: browsers limit how often it may change
          fillList(results);
        };
        const wanted = () => number === latest;
        const answer = await answerTo(q, { ...options, counts: FACETS, grouped: true, early, wanted });
        if (number !== latest) return;
        if (untold) remember(false);
        fill(answer);
        line.textContent = status(answer, Array.from(q).slice(0, 60).join(""), words);
      } catch (error) {
        if (number !== latest) return;
        line.textContent = error.name === "OldBrowser" ? words.old : words.failed;
      }
    };

    const show = () => {
      input.value = asked.q;
      sort.value = asked.sort;
      run();
    };

    const typed = (push) => {
      clearTimeout(timer);
      if (input.value === asked.q) return;
      asked = { ...asked, q: input.value };
      shown = PER_PAGE;
      untold = true;
      if (push) remember(true);
      run();
    };
    const soon = (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(() => typed(false)); // once for what comes at once
    };
    input.addEventListener("input", soon);
    input.addEventListener("compositionend", soon);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      typed(true);
    });
    sort.addEventListener("change", () => {
      asked = { ...asked, sort: sort.value };
      remember(true);
      run();
    });
    clear.addEventListener("click", () => {
      asked = { ...asked, facets: {} };
      remember(true);
      run();
      input.focus();
    });
    more.addEventListener("click", async () => {
      const before = list.children.length;
      shown += PER_PAGE;
      await run();
      const next = list.children[before];
      if (next) next.querySelector("a").focus();
    });
    addEventListener("hashchange", () => {
      if (location.hash === own) return;
      own = location.hash;
      asked = readAddress();
      shown = PER_PAGE;
      show();
    });
    show();
  }

  const start = () => document.querySelectorAll(".cb-results").forEach(attach);
  // After search.js, whichever of the two the page names first.
  if (document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start);
})();
