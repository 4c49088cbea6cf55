/* Finds pages in the index: looks up what a query asks for, ranks, filters and counts.
 *
 * A query reads one small shard for each of its terms, then the texts of the pages it shows.
 */
(() => {
  "use strict";

  const MAX_QUERY = 100; // characters looked at; more is no search a person types
  const MAX_SHARDS = 8; // shards read for the beginning of a word
  const MIN_COVERAGE = 0.15; // share of a query's weight that a page must hold to be shown
  const BEGINNING = 0.6; // what a longer word counts against the very word typed
  const OTHERWISE = 0.9; // what another writing of a term counts
  const MEANT = 0.05; // taken off a page found by what a query may have meant
  const POOL = 10; // pages whose own text is read for the last ordering
  const PHRASES = 4; // phrases tried for a row of initials
  // A score is 2 where a page holds all terms, 1 where it is in the reader's language, and below 1
  // in all for the index's ranking and for what only the page's own text shows.
  const SHARE = { index: 0.29, title: 0.3, heading: 0.2, text: 0.1, near: 0.1 };

  const { addSlot, ask, fold, occurrences, pairMap, spans } = window.casebookSearch.text;
  const { part, stretches } = window.casebookSearch.sounds;
  const { bestSection, excerptOf } = window.casebookSearch.passage;
  const { load, siteRoot } = window.casebookSearch.loader;

  const loadManifest = () =>
    load("manifest", "", (data) => ({ ...data, firsts: data.firsts.split(" ").filter(Boolean) }));

  /* --- terms ---------------------------------------------------------------------------- */

  /** A shard as Map of term to coded postings. */
  function loadShard(manifest, number) {
    return load(`terms/${number}`, manifest.version, (text) => {
      const parts = text.split(" ");
      const terms = new Map();
      for (let i = 0; i < parts.length; i += 2) terms.set(parts[i], parts[i + 1]);
      return terms;
    });
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

  const entry = async (manifest, term) =>
    (await loadShard(manifest, shardOf(manifest, term))).get(term) || "";

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUE = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));

  /** Calls `take` with each page of coded postings and the place after its gap; `take` returns
   *  where the next gap begins. */
  function eachPage(coded, take) {
    let page = -1;
    let i = 0;
    while (i < coded.length) {
      let gap = 0;
      let shift = 0;
      for (; VALUE.get(coded[i]) > 31; i++, shift += 5) gap += (VALUE.get(coded[i]) - 32) << shift;
      page += gap + (VALUE.get(coded[i]) << shift) + 1;
      i = take(page, i + 1);
    }
  }

  /** Put coded postings into `list` (page -> impact), the higher of two impacts. */
  function decode(coded, share, list) {
    eachPage(coded, (page, at) => {
      const impact = (VALUE.get(coded[at]) / 63) * share;
      if (impact > (list.get(page) || 0)) list.set(page, impact);
      return at + 1;
    });
  }

  /** The pages of a slot; notes the shards it read in `used`. */
  async function readSlot(manifest, slot, used) {
    const list = new Map();
    await Promise.all(slot.terms.map(async (term, i) => {
      const first = shardOf(manifest, term);
      const last = slot.begins ? shardOf(manifest, `${term}\uffff`) : first;
      const count = Math.min(last - first + 1, MAX_SHARDS);
      const numbers = Array.from({ length: count }, (_, n) => first + n);
      numbers.forEach((number) => used.add(number));
      const share = i ? OTHERWISE : 1;
      for (const terms of await Promise.all(numbers.map((n) => loadShard(manifest, n)))) {
        if (terms.has(term)) decode(terms.get(term), share, list);
        if (!slot.begins) continue;
        for (const [longer, coded] of terms) {
          if (longer !== term && longer.startsWith(term)) decode(coded, BEGINNING * share, list);
        }
      }
    }));
    return list;
  }

  const inverseFrequency = (count, found) => Math.log(1 + (count - found + 0.5) / (found + 0.5));

  /** What the index holds of each slot, and of the words that a query may hold. */
  async function lookUp(manifest, asked) {
    const used = new Set();
    const lists = await Promise.all(asked.slots.map((slot) => readSlot(manifest, slot, used)));
    asked.slots.forEach((slot, i) => {
      slot.weight = inverseFrequency(manifest.count, lists[i].size);
    });
    const bonuses = [];
    for (const word of asked.words) {
      // Only from shards that this query reads anyway: a word sorts right after its first pair.
      if (!used.has(shardOf(manifest, word))) continue;
      const list = new Map();
      decode(await entry(manifest, word), 1, list);
      if (list.size) bonuses.push(list);
    }
    return { asked, lists, bonuses, used };
  }

  let simplified = new Map(); // from the piece `fold`, once a query needed it

  /** The query as typed; Traditional characters are folded if one of its terms is missing. */
  async function asTyped(manifest, query) {
    const found = await lookUp(manifest, ask(query, manifest, simplified));
    const missing = found.asked.slots.some(
      (slot, i) => !found.lists[i].size && /[^\x00-\x7f]/.test(slot.terms[0]));
    if (!missing || simplified.size) return found;
    simplified = await load("fold", manifest.version, pairMap);
    return lookUp(manifest, ask(query, manifest, simplified));
  }

  /* --- what a query may have meant -------------------------------------------------------- */

  /** The query with each stretch of Latin letters read as pinyin, and as initials. */
  async function asMeant(manifest, query) {
    const found = [];
    for (const stretch of stretches(query)) {
      const [before, after] = [query.slice(0, stretch.start), query.slice(stretch.end)];
      const known = await entry(manifest, `^${stretch.letters}`);
      for (const phrase of known ? known.split("|").slice(0, PHRASES) : []) {
        found.push(ask(before + phrase + after, manifest, simplified));
      }
      for (const syllables of part(stretch.letters)) {
        const pairs = await sounding(manifest, syllables);
        if (!pairs) continue;
        const asked = ask(`${before} ${after}`, manifest, simplified);
        asked.phrase = "";
        for (const terms of pairs) addSlot(asked, terms);
        found.push(asked);
      }
    }
    return Promise.all(found.map((asked) => lookUp(manifest, asked)));
  }

  /** The pairs of characters that each two syllables may be, or null. */
  async function sounding(manifest, syllables) {
    const keys = syllables.slice(1).map((syllable, i) => `~${syllables[i]}_${syllable}`);
    const coded = await Promise.all(keys.map((key) => entry(manifest, key)));
    let lists = coded.map((text) => Array.from(
      { length: Math.floor(Array.from(text).length / 2) },
      (_, i) => Array.from(text).slice(2 * i, 2 * i + 2).join("")));
    // A pair stands where the one before it ends with its first character.
    const joins = (a, b) => Array.from(a)[1] === Array.from(b)[0];
    for (let i = 1; i < lists.length; i++) {
      lists[i] = lists[i].filter((pair) => lists[i - 1].some((other) => joins(other, pair)));
    }
    for (let i = lists.length - 2; i >= 0; i--) {
      lists[i] = lists[i].filter((pair) => lists[i + 1].some((other) => joins(pair, other)));
    }
    return lists.length && lists.every((list) => list.length) ? lists : null;
  }

  /* --- ranking ---------------------------------------------------------------------------- */

  /** Pages that hold enough of a query: Map of page to {page, full, share, asked}. */
  function weigh(manifest, { asked, lists, bonuses }, penalty) {
    const pages = new Map();
    const add = (list, weight, slot) => {
      for (const [page, impact] of list) {
        if (!pages.has(page)) pages.set(page, { page, sum: 0, held: 0, count: 0, musts: 0 });
        const found = pages.get(page);
        found.sum += weight * impact;
        if (!slot) continue;
        found.held += slot.required ? weight : 0;
        found.count += slot.required ? 1 : 0;
        found.musts += slot.must ? 1 : 0;
      }
    };
    let [total, all, count, musts] = [0, 0, 0, 0];
    asked.slots.forEach((slot, i) => {
      add(lists[i], slot.weight, slot);
      if (lists[i].size) all += slot.weight;
      if (slot.required) [total, count] = [total + slot.weight, count + 1];
      if (slot.must) musts += 1;
    });
    for (const list of bonuses) {
      const weight = inverseFrequency(manifest.count, list.size);
      add(list, weight, null);
      all += weight;
    }
    const found = new Map();
    for (const { page, sum, held, count: n, musts: m } of pages.values()) {
      if (!n || m < musts || held < MIN_COVERAGE * total) continue;
      found.set(page, { page, asked, full: n === count, share: sum / all - penalty });
    }
    return found;
  }

  const byScore = (a, b) => b.score - a.score || a.page - b.page;

  /** All pages found, best first as far as the index alone can tell. */
  async function rank(manifest, query, lang) {
    const typed = await asTyped(manifest, query);
    const pages = weigh(manifest, typed, 0);
    const whole = () => Array.from(pages.values()).some(({ full }) => full);
    if (!whole()) {
      for (const meant of await asMeant(manifest, query)) {
        for (const [page, found] of weigh(manifest, meant, MEANT)) {
          const known = pages.get(page);
          const better = !known || (found.full !== known.full ? found.full : found.share > known.share);
          if (better) pages.set(page, found);
        }
      }
    }
    const ranked = Array.from(pages.values(), (found) => {
      const language = languageOf(manifest, found.page);
      const group = (found.full ? 2 : 0) + (language === lang ? 1 : 0);
      return { ...found, lang: language, score: group + SHARE.index * found.share };
    }).sort(byScore);
    return { ranked, typed };
  }

  const languageOf = (manifest, page) =>
    manifest.languages.find(([, first, end]) => first <= page && page < end)[0];

  /* --- facets ----------------------------------------------------------------------------- */

  /** A facet as [[value, its pages as a bitmap]]. */
  function loadFacet(manifest, name) {
    return load(`facets/${manifest.facets[name]}`, manifest.version, (values) =>
      values.map(([value, coded]) => {
        const bits = new Uint32Array((manifest.count >> 5) + 1);
        eachPage(coded, (page, at) => {
          bits[page >> 5] |= 1 << (page & 31);
          return at;
        });
        return [value, bits];
      }));
  }

  const has = (bits, page) => (bits[page >> 5] >>> (page & 31)) & 1;

  /** The pages that have, of each facet asked for, one of the values asked for. */
  async function filtered(manifest, ranked, facets) {
    let kept = ranked;
    for (const [name, wanted] of Object.entries(facets)) {
      const values = [].concat(wanted);
      if (!values.length) continue;
      if (name === "language") {
        kept = kept.filter(({ lang }) => values.includes(lang));
      } else if (name in manifest.facets) {
        const maps = (await loadFacet(manifest, name)).filter(([value]) => values.includes(value));
        kept = kept.filter(({ page }) => maps.some(([, bits]) => has(bits, page)));
      } else {
        kept = [];
      }
    }
    return kept;
  }

  /** {facet: [[value, number of pages]]}, each facet counted as if it alone were not asked for. */
  async function counted(manifest, ranked, facets) {
    const counts = {};
    for (const name of [...Object.keys(manifest.facets), "language"]) {
      const others = Object.fromEntries(Object.entries(facets).filter(([key]) => key !== name));
      const pages = await filtered(manifest, ranked, others);
      const values = name === "language"
        ? manifest.languages.map(([value, from, end]) =>
            [value, pages.filter(({ page }) => from <= page && page < end).length])
        : (await loadFacet(manifest, name)).map(([value, bits]) =>
            [value, pages.reduce((sum, { page }) => sum + has(bits, page), 0)]);
      counts[name] = values.filter(([, count]) => count > 0);
    }
    return counts;
  }

  /** By year, newest first, pages without one last; else as ranked. */
  async function ordered(manifest, ranked, sort) {
    if (sort !== "year" || !("year" in manifest.facets)) return ranked;
    const values = await loadFacet(manifest, "year");
    const year = (page) => {
      const found = values.filter(([, bits]) => has(bits, page)).map(([value]) => parseInt(value, 10));
      return Math.max(0, ...found.filter(Number.isFinite));
    };
    return ranked.map((found) => ({ ...found, year: year(found.page) }))
      .sort((a, b) => b.year - a.year || byScore(a, b));
  }

  /* --- "did you mean" --------------------------------------------------------------------- */

  /** Words of the index that are one or two changes from a word of the query. */
  async function suggestions(manifest, query, { asked, used }) {
    const words = new Map(); // word of the query -> the best of the index
    const wanted = [...asked.words].filter((word) => /^[^\x00-\x7f]+$/.test(word));
    for (const slot of asked.slots) if (/^[a-z]{4,}$/.test(slot.terms[0])) wanted.push(slot.terms[0]);
    for (const number of used) {
      for (const term of (await loadShard(manifest, number)).keys()) {
        if (term.length < 3 || /[_~^]/.test(term)) continue;
        for (const word of wanted) {
          const away = distance(word, term, word.length > 5 ? 2 : 1);
          const best = words.get(word);
          if (away && (!best || away < best.away)) words.set(word, { term, away });
        }
      }
    }
    const folded = fold(query, simplified).folded;
    const made = Array.from(words, ([word, { term }]) => folded.replace(word, term));
    return Array.from(new Set(made)).filter((text) => text !== folded).slice(0, 3);
  }

  /** Changes of a character from one word to the other, at most `most`, else 0 (Levenshtein). */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return 0;
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      }
      row = next;
    }
    return row[b.length] <= most ? row[b.length] : 0;
  }

  /* --- the search ------------------------------------------------------------------------- */

  async function result(manifest, found) {
    const { page, asked, lang, full, score } = found;
    const fragment = await load(`pages/${page}`, manifest.version);
    const { id, title, url, shown } = fragment;
    const head = fold(title, pairMap(fragment.fold));
    const section = bestSection(fragment, asked, manifest.measures);
    const { excerpt, marks } = section ? excerptOf(section) : { excerpt: "", marks: [] };
    const anchor = section && section.value > 0 ? section.anchor : "";
    const link = new URL(`./${url}`, siteRoot());
    if (anchor) link.hash = anchor;
    const bonus =
      (asked.phrase && head.folded.includes(asked.phrase) ? SHARE.title : 0) +
      (section && section.heading ? SHARE.heading : 0) +
      (section && section.said ? SHARE.text : 0) +
      (section ? section.near * SHARE.near : 0);
    return {
      id, title, url, lang, model: shown[0], place: shown[1], excerpt, anchor, full, marks, page,
      score: score + bonus,
      href: link.href,
      titleMarks: spans(occurrences(head.folded, asked, manifest.measures), head.places),
    };
  }

  const nothing = (cut, usable) =>
    ({ results: [], total: 0, full: 0, cut, usable, facets: {}, suggestions: [] });

  /** All pages of the index, where facets alone are asked for. */
  const everything = (manifest, lang) => Array.from({ length: manifest.count }, (_, page) => {
    const language = languageOf(manifest, page);
    return { page, lang: language, full: true, score: language === lang ? 1 : 0,
             asked: ask("", manifest, simplified) };
  }).sort(byScore);

  /**
   * {results, total, full, cut, usable, facets, suggestions}: `full` of the `total` pages hold the
   * whole query; `cut` is the number of characters used of a query that was too long, else 0;
   * `usable` is false where a query holds nothing to look for. With `counts`, `facets` says how
   * many of the pages have each value. `offset` and `limit` choose the results that are read.
   */
  async function find(query, options = {}) {
    const { lang = document.documentElement.lang.slice(0, 2), facets = {}, sort = "relevance",
            limit = 10, offset = 0, counts = false } = options;
    const chars = Array.from(wellFormed(String(query)).trimStart().slice(0, 4 * MAX_QUERY));
    const text = chars.slice(0, MAX_QUERY).join("");
    const cut = chars.length > MAX_QUERY ? MAX_QUERY : 0;
    const manifest = await loadManifest();
    const asking = ask(text, manifest, simplified).slots.length > 0;
    const browsing = !text.trim() && (counts || Object.keys(facets).length > 0);
    if (!asking && !browsing) return nothing(cut, false);
    if (!manifest.firsts.length) return nothing(cut, true);
    const { ranked, typed } = asking
      ? await rank(manifest, text, lang)
      : { ranked: everything(manifest, lang), typed: null };
    const kept = await ordered(manifest, await filtered(manifest, ranked, facets), sort);
    const results = sort === "relevance" && asking
      ? await best(manifest, kept, offset, limit)
      : await Promise.all(kept.slice(offset, offset + limit).map((f) => result(manifest, f)));
    const full = kept.filter((found) => found.full).length;
    return {
      results, total: kept.length, full, cut, usable: true,
      facets: counts ? await counted(manifest, ranked, facets) : {},
      suggestions: typed && !ranked.some((f) => f.full) ? await suggestions(manifest, text, typed) : [],
    };
  }

  /** The results asked for, those of the pool in the order that their own text gives. */
  async function best(manifest, kept, offset, limit) {
    const tied = kept.filter((f) => Math.floor(f.score) === Math.floor(kept[0].score)).length;
    // The index alone orders pages by a single term well; of several it does not know the order.
    const several = kept.some((f) => f.asked.slots.length > 1);
    const pool = several ? Math.min(POOL, Math.max(limit, Math.min(tied, 3))) : limit;
    const end = Math.max(offset + limit, offset ? 0 : pool);
    const read = await Promise.all(kept.slice(offset, end).map((f) => result(manifest, f)));
    return (offset ? read : read.sort(byScore)).slice(0, limit);
  }

  const wellFormed = (text) => text.replace(
    /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (c) => (c.length > 1 ? c : "\ufffd"));

  window.casebookSearch.engine = find;
})();
