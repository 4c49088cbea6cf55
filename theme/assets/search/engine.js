/* Finds pages in the index that scraper/index writes; see its __init__.py for the files.
 *
 * The index is read as scripts, which works over http, from file:// and where only the site's own
 * scripts may run. A query reads one small shard for each of its terms, then the titles and texts
 * of the pages it shows.
 */
(() => {
  "use strict";

  const MAX_QUERY = 100; // characters looked at; more is no search a person types
  const MAX_SHARDS = 8; // shards read for the beginning of a word
  const MIN_COVERAGE = 0.15; // share of a query's weight that a page must hold to be shown
  const BEGINNING = 0.6; // what a longer word counts against the very word typed
  // A score is 2 where a page holds all terms, 1 where it is in the reader's language, and below 1
  // in all for the index's ranking and for what only the page's own text shows.
  const SHARE = { index: 0.29, title: 0.3, heading: 0.2, text: 0.1, near: 0.1 };

  const { ask, fold, occurrences, pairMap, spans } = window.casebookSearch.text;
  const { bestSection, excerptOf } = window.casebookSearch.passage;

  /* --- loading -------------------------------------------------------------------------- */

  const received = new Map(); // file name -> value, until its promise takes it
  const files = new Map(); // file name -> promise of its value

  window.casebookSearchData = (name, value) => received.set(name, value);

  function siteRoot() {
    const box = document.querySelector(".cb-search");
    return new URL((box && box.dataset.root) || "./", document.baseURI);
  }

  /** The value of a file of the index, as `read` makes it of what the file hands over. */
  function load(name, version, read = (value) => value) {
    if (!files.has(name)) {
      files.set(name, loadScript(name, version).then(read).catch((error) => {
        files.delete(name); // so that the next search tries again
        throw error;
      }));
    }
    return files.get(name);
  }

  function loadScript(name, version) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const url = new URL(`search/${name}.js`, siteRoot());
      if (version) url.searchParams.set("v", version);
      const failed = () => reject(new Error(`${url} did not load`));
      script.src = url.href;
      script.onerror = failed;
      script.onload = () => {
        script.remove();
        if (!received.has(name)) return failed();
        resolve(received.get(name));
        received.delete(name);
      };
      document.head.append(script);
    });
  }

  const loadManifest = () =>
    load("manifest", "", (data) => ({ ...data, firsts: data.firsts.split(" ").filter(Boolean) }));

  /** A shard as Map of term to coded postings. */
  function loadShard(manifest, number) {
    return load(`terms/${number}`, manifest.version, (text) => {
      const parts = text.split(" ");
      const terms = new Map();
      for (let i = 0; i < parts.length; i += 2) terms.set(parts[i], parts[i + 1]);
      return terms;
    });
  }

  /* --- looking up and ranking ----------------------------------------------------------- */

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUE = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));

  /** Put coded postings into `list` (document -> impact), the higher of two impacts. */
  function decode(coded, share, list) {
    let page = -1;
    for (let i = 0; i < coded.length; i++) {
      let gap = 0;
      let shift = 0;
      for (; VALUE.get(coded[i]) > 31; i++, shift += 5) gap += (VALUE.get(coded[i]) - 32) << shift;
      page += gap + (VALUE.get(coded[i]) << shift) + 1;
      const impact = (VALUE.get(coded[++i]) / 63) * share;
      if (impact > (list.get(page) || 0)) list.set(page, impact);
    }
  }

  /** The number of the shard that would hold a term: the last whose first term is not after it. */
  function shardOf(manifest, text) {
    let low = 0;
    let high = manifest.firsts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (manifest.firsts[middle] <= text) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The postings of a term; notes the shards it read in `used`. */
  async function postings(manifest, text, begins, used) {
    const first = shardOf(manifest, text);
    const last = begins ? shardOf(manifest, `${text}\uffff`) : first;
    const count = Math.min(last - first + 1, MAX_SHARDS);
    const numbers = Array.from({ length: count }, (_, i) => first + i);
    const list = new Map();
    for (const terms of await Promise.all(numbers.map((number) => loadShard(manifest, number)))) {
      if (terms.has(text)) decode(terms.get(text), 1, list);
      if (!begins) continue;
      for (const [term, coded] of terms) {
        if (term !== text && term.startsWith(text)) decode(coded, BEGINNING, list);
      }
    }
    numbers.forEach((number) => used.add(number));
    return list;
  }

  const inverseFrequency = (count, found) => Math.log(1 + (count - found + 0.5) / (found + 0.5));

  let simplified = new Map(); // from fold.js, once a query needed it

  /** What the index holds of each term; Traditional characters are folded if one is missing. */
  async function lookUp(manifest, query) {
    let asked = ask(query, manifest.stop, simplified);
    let found = await readTerms(manifest, asked);
    const missing = found.some(({ text, list }) => !list.size && /[^\x00-\x7f]/.test(text));
    if (missing && !simplified.size) {
      simplified = await load("fold", manifest.version, pairMap);
      asked = ask(query, manifest.stop, simplified);
      found = await readTerms(manifest, asked);
    }
    for (const { text, list } of found) {
      asked.terms.get(text).weight = inverseFrequency(manifest.count, list.size);
    }
    return { asked, found };
  }

  /** The postings of each term, and in `asked.bonuses` those of the words the query may hold. */
  async function readTerms(manifest, asked) {
    const used = new Set();
    const found = await Promise.all(
      Array.from(asked.terms, async ([text, { begins, required }]) => ({
        text,
        required,
        list: await postings(manifest, text, begins, used),
      })),
    );
    asked.bonuses = [];
    for (const word of asked.words) {
      // Only from shards that this query reads anyway: a word sorts right after its first pair.
      if (!used.has(shardOf(manifest, word))) continue;
      const list = await postings(manifest, word, false, used);
      if (list.size) asked.bonuses.push(list);
    }
    return found;
  }

  /** Pages that hold enough of the query, best first as far as the index alone can tell. */
  function rank(manifest, { asked, found }, lang) {
    const pages = new Map();
    const add = (list, weight, required) => {
      for (const [page, impact] of list) {
        if (!pages.has(page)) pages.set(page, { page, sum: 0, held: 0, count: 0 });
        const entry = pages.get(page);
        entry.sum += weight * impact;
        entry.held += required ? weight : 0;
        entry.count += required ? 1 : 0;
      }
    };
    let total = 0;
    let all = 0;
    let count = 0;
    for (const { text, list, required } of found) {
      const { weight } = asked.terms.get(text);
      add(list, weight, required);
      if (list.size) all += weight;
      if (required) [total, count] = [total + weight, count + 1];
    }
    for (const list of asked.bonuses) {
      const weight = inverseFrequency(manifest.count, list.size);
      add(list, weight, false);
      all += weight;
    }
    const languageOf = (page) =>
      manifest.languages.find(([, first, end]) => first <= page && page < end)[0];
    return Array.from(pages.values())
      .filter((entry) => entry.held >= MIN_COVERAGE * total && entry.count)
      .map((entry) => {
        const language = languageOf(entry.page);
        const full = entry.count === count;
        const group = (full ? 2 : 0) + (language === lang ? 1 : 0);
        const score = group + (SHARE.index * entry.sum) / all;
        return { page: entry.page, lang: language, full, score };
      })
      .sort(byScore);
  }

  const byScore = (a, b) => b.score - a.score || a.page - b.page;

  /* --- the search ------------------------------------------------------------------------ */

  async function result(manifest, { page, lang, full, score }, asked) {
    const [rows, fragment] = await Promise.all([
      load(`docs/${Math.floor(page / manifest.block)}`, manifest.version),
      load(`pages/${page}`, manifest.version),
    ]);
    const [title, url, model, place] = rows[page % manifest.block];
    const head = fold(title, pairMap(fragment.fold));
    const section = bestSection(fragment, asked);
    const { excerpt, marks } = section ? excerptOf(section) : { excerpt: "", marks: [] };
    const anchor = section && section.value > 0 ? section.anchor : "";
    const link = new URL(`./${url}`, siteRoot());
    if (anchor) link.hash = anchor;
    const bonus =
      (head.folded.includes(asked.phrase) ? SHARE.title : 0) +
      (section && section.heading ? SHARE.heading : 0) +
      (section && section.phrase >= 0 ? SHARE.text : 0) +
      (section ? section.near * SHARE.near : 0);
    return {
      title, url, lang, model, place, excerpt, anchor, full, marks, page,
      score: score + bonus,
      href: link.href,
      titleMarks: spans(occurrences(head.folded, asked), head.places),
    };
  }

  /**
   * {results, total, cut, usable}: `cut` is the number of characters used of a query that was too
   * long, else 0; `usable` is false where a query holds nothing to look for.
   */
  async function find(query, options = {}) {
    const { lang = document.documentElement.lang.slice(0, 2), limit = 10 } = options;
    const chars = Array.from(String(query).trimStart().slice(0, 4 * MAX_QUERY));
    const text = chars.slice(0, MAX_QUERY).join("");
    const cut = chars.length > MAX_QUERY ? MAX_QUERY : 0;
    if (!ask(text, [], simplified).terms.size) return { results: [], total: 0, cut, usable: false };
    const manifest = await loadManifest();
    if (!manifest.firsts.length) return { results: [], total: 0, cut, usable: true };
    const looked = await lookUp(manifest, text);
    const ranked = rank(manifest, looked, lang);
    const shown = ranked.slice(0, limit).map((entry) => result(manifest, entry, looked.asked));
    const results = (await Promise.all(shown)).sort(byScore);
    return { results, total: ranked.length, cut, usable: true };
  }

  window.casebookSearch.find = find;
})();
