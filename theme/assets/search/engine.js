/* The search: finds, filters, counts, and reads what it shows.
 *
 * A query reads one small shard for each of its terms, then the texts of the pages it shows.
 */
(() => {
  "use strict";

  const MAX_QUERY = 100; // characters looked at; more is no search a person types
  const BEYOND = 3; // pages read for each that is shown, at most, but for a phrase
  const MORE = 8; // the same where the index cannot tell which pages say a phrase
  const POOL = 10; // pages whose own text is read for the last ordering
  const POOL_OF_PHRASE = 60; // the same for pages that may say a phrase and do not
  const STEPS = [4, 10, 30, 60]; // pages read until as many as are shown say it

  const { fold, occurrences, pairMap, spans } = window.casebookSearch.text;
  const { bestSection, excerptOf } = window.casebookSearch.passage;
  const { load, loadManifest, siteRoot } = window.casebookSearch.loader;
  const { counted, filtered, loadAll, namesOf, once, yearsOf } = window.casebookSearch.facets;
  const { begun, ended, headsOf } = window.casebookSearch.heads;
  const { SHARE, asking, byScore, languageOf, rank, rankByLess } = window.casebookSearch.rank;

  const readPage = (manifest, { page }) => load(`pages/${page}`, manifest.version);

  async function result(manifest, found) {
    const { page, asked, lang, full, lift = 0, score } = found;
    const fragment = await readPage(manifest, found);
    const { id, title, url, shown, made } = fragment;
    const head = fold(title, pairMap(fragment.fold));
    const section = bestSection(fragment, asked, manifest.measures);
    const { excerpt, marks } = section ? excerptOf(section) : { excerpt: "", marks: [] };
    const anchor = section && section.value > 0 ? section.anchor : "";
    const link = new URL(`./${url}`, siteRoot());
    if (anchor) link.hash = anchor;
    const titled = asked.phrase !== "" && head.folded.includes(asked.phrase);
    const { heading = false, said = false, near = 0, run = 0 } = section || {};
    const holds = titled || heading || said;
    const bonus = (titled ? SHARE.title : 0) + (heading ? SHARE.heading : 0) +
      (said ? SHARE.text : 0) + near * SHARE.near + run * SHARE.run;
    const others = fragment.others.map(
      ([other, to]) => ({ lang: other, href: new URL(`./${to}`, siteRoot()).href }));
    return {
      id, title, url, lang, page, others, model: shown[0], place: shown[1], made,
      excerpt, anchor, marks,
      full: full && (!asked.less || holds), said: holds,
      score: score + bonus - lift, // which stood for what is known now
      href: link.href,
      titleMarks: spans(occurrences(head.folded, asked, manifest.measures), head.places),
    };
  }

  const nothing = (cut, usable) =>
    ({ results: [], total: 0, full: 0, cut, usable, facets: {}, suggestions: [] });

  /** All pages of the index, where facets alone are asked for. */
  async function everything(manifest, lang) {
    const asked = asking(manifest, "");
    const { pages } = await loadAll(manifest);
    return pages.map((page) => {
      const language = languageOf(manifest, page);
      return { page, lang: language, full: true, score: language === lang ? 1 : 0, asked };
    }).sort(byScore);
  }

  /** By year, newest first, pages without one last. */
  async function newestFirst(manifest, ranked) {
    const years = await yearsOf(manifest);
    const year = ({ page }) => years.get(page) || 0;
    return ranked.slice().sort((a, b) => year(b) - year(a) || byScore(a, b));
  }

  /** The part of a query that is looked at, and whether that is all of it. */
  function cutShort(query) {
    const chars = Array.from(wellFormed(String(query)).trimStart().slice(0, 4 * MAX_QUERY));
    return {
      text: chars.slice(0, MAX_QUERY).join(""),
      cut: chars.length > MAX_QUERY ? MAX_QUERY : 0,
    };
  }

  /**
   * {results, total, full, cut, usable, facets, suggestions}: `full` of the `total` pages hold the
   * whole query; with `grouped` they are cases, each by the page that is best for the reader.
   * `cut` is the number of characters used of a query that was too long, else 0; `usable` is false
   * where a query holds nothing to look for. `counts` is true, or the names of facets: then
   * `facets` says how many of the pages have each value. `offset` and `limit` choose the results
   * that are read. `early` is called with answers that are there before: results without their
   * passages as soon as the index has told which they are, and results that may yet change places
   * where more is read to order them. `wanted` is asked before more is read: where it says no,
   * because the reader has typed on, the answer may lack its results.
   */
  async function find(query, options = {}) {
    const { lang = document.documentElement.lang.slice(0, 2) } = options;
    begun();
    try {
      return await answered(query, { ...options, lang });
    } finally {
      ended(await loadManifest().catch(() => null), lang);
    }
  }

  /** The answer of `find`. */
  async function answered(query, options) {
    const { lang, facets = {}, sort = "relevance", limit = 10, offset = 0, counts = false,
            grouped = false, early = () => {}, wanted = () => true } = options;
    const { text, cut } = cutShort(query);
    const manifest = await loadManifest();
    const usable = asking(manifest, text).slots.length > 0;
    const browsing = !text.trim() && (counts || Object.keys(facets).length > 0);
    if (!usable && !browsing) return nothing(cut, false);
    if (!manifest.count) return nothing(cut, true);
    if (grouped) loadAll(manifest).catch(() => {}); // on its way while the shards are read
    const order = usable ? sort : "year";
    const asks = { facets, sort: order, limit, offset, counts, grouped, early, wanted, lang, cut };
    if (!usable) {
      return told(manifest, { ranked: await everything(manifest, lang), typed: null }, asks);
    }
    const few = sort === "relevance" && !offset && await rankByLess(manifest, text, lang);
    const answer = few && await told(manifest, few, asks);
    if (answer && (!wanted() || (answer.results.length && answer.results[0].said))) return answer;
    if (!wanted()) return nothing(cut, true);
    return told(manifest, await rank(manifest, text, lang), asks);
  }

  /** The same, from the pages found. */
  async function told(manifest, { ranked, typed }, asks) {
    const { facets, sort, limit, offset, counts, grouped, early, wanted, lang, cut } = asks;
    const original = grouped ? (await loadAll(manifest)).original : undefined;
    const names = counts === true ? namesOf(manifest) : counts || [];
    // While the pages are read; a fault is told where it is awaited.
    const counting = counted(manifest, ranked, facets, names, lang, original);
    counting.catch(() => {});
    const pages = await filtered(manifest, ranked, facets);
    const found = original ? once(pages, original) : pages;
    const kept = sort === "year" ? await newestFirst(manifest, found) : found;
    const full = kept.filter((page) => page.full && (page.lift || !page.asked.less)).length;
    const answer = { total: kept.length, full, cut, usable: true, facets: {}, suggestions: [] };
    const heads = headsOf(kept.slice(offset, offset + limit));
    if (heads.length) early({ ...answer, results: heads });
    if (!wanted()) {
      // What is typed next often has the same first result.
      if (full && sort === "relevance") readPage(manifest, kept[0]).catch(() => {});
      return { ...answer, results: heads };
    }
    const tell = (some) => heads.length &&
      early({ ...answer, results: [...some, ...heads.slice(some.length)] });
    const results = sort === "relevance"
      ? await best(manifest, kept, { offset, limit, tell, wanted })
      : await Promise.all(kept.slice(offset, offset + limit).map((f) => result(manifest, f)));
    const none = typed && !ranked.some((page) => page.full);
    return {
      ...answer, results,
      facets: await counting,
      suggestions: none ? await window.casebookSearch.meant.suggestions(manifest, typed) : [],
    };
  }

  /** The results asked for, those of the pool in the order that their own text gives. */
  async function best(manifest, kept, { offset, limit, tell, wanted }) {
    const read = (from, to) =>
      Promise.all(kept.slice(from, to).map((found) => result(manifest, found)));
    if (offset) return read(offset, offset + limit);
    const reading = kept.slice(0, limit).map((each) => result(manifest, each));
    if (reading.length > 1) reading[0].then((first) => tell([first]), () => {}); // told below
    const found = await Promise.all(reading);
    // The index alone orders pages by a single term well; of several it does not know the order.
    if (!kept.some(({ asked }) => asked.slots.length > 1)) return found.sort(byScore);
    const tied = kept.filter((f) => Math.floor(f.score) === Math.floor(kept[0].score)).length;
    // Some pages that may say a phrase, as far as the index tells, do not: then read on.
    const [{ full, asked }] = kept;
    const untold = full && asked.stretch && !asked.chains.length;
    const hopeful = untold ? Math.min(tied, MORE * limit) : kept.filter(({ lift }) => lift).length;
    const most = hopeful ? Math.min(hopeful, POOL_OF_PHRASE)
      : Math.min(tied, Math.max(limit, Math.min(POOL, BEYOND * limit)));
    for (const end of STEPS.map((step) => Math.min(most, step))) {
      const unsaid = found.filter(({ said }) => said).length < limit;
      if (!unsaid || found.length >= end || !wanted()) continue;
      tell(found.slice().sort(byScore).slice(0, limit));
      found.push(...await read(found.length, end));
    }
    return found.sort(byScore).slice(0, limit);
  }

  const wellFormed = (text) => text.replace(
    /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (c) => (c.length > 1 ? c : "\ufffd"));

  window.casebookSearch.engine = find;
})();
