/* The heads of pages: titles, addresses and facts, for a list of results before the texts of its
 * pages are there. From the second search on they are fetched while nothing else is, so that what
 * follows is answered by the shards alone.
 */
(() => {
  "use strict";

  const BLOCK = 256; // as HEADS in scraper/index/pieces.py
  const CALM = 300; // milliseconds after a search

  const { load, siteRoot } = window.casebookSearch.loader;
  const { eachOf } = window.casebookSearch.facets;

  const blocks = new Map(); // number of a block -> its lines
  let searches = 0;
  let timer = 0;

  /** Note that a search has ended. */
  function searched(manifest, lang) {
    clearTimeout(timer);
    searches += 1;
    const sparing = navigator.connection && navigator.connection.saveData;
    if (searches > 1 && !sparing) timer = setTimeout(() => fetchNext(manifest, lang), CALM);
  }

  /** Fetch the blocks of the reader's language one by one, until the next search. */
  async function fetchNext(manifest, lang) {
    const ours = timer;
    const [, first, end] = manifest.languages.find(([own]) => own === lang) || [lang, 0, 0];
    const missing = [];
    eachOf(manifest.heads, (block) => {
      const foreign = (block + 1) * BLOCK <= first || block * BLOCK >= end;
      if (!foreign && !blocks.has(block)) missing.push(block);
    });
    for (const block of missing) {
      if (timer !== ours) return;
      const whole = load(`heads/${block}`, manifest.version, (lines) => `\n${lines}\n`);
      const lines = await whole.catch(() => null);
      if (lines === null) return; // what is missing is read with the pages, as before
      blocks.set(block, lines);
    }
  }

  /** A page found as a result without its passage; null where its head is not there yet. */
  function headOf({ page, lang, full }) {
    const lines = blocks.get(Math.floor(page / BLOCK)) || "";
    const at = lines.indexOf(`\n${page}\t`);
    if (at < 0) return null;
    const line = lines.slice(at + 1, lines.indexOf("\n", at + 1));
    const [, url, title, model, place, made] = line.split("\t");
    return {
      title, url, lang, page, full, model, place, made, others: [],
      excerpt: "", anchor: "", marks: [], titleMarks: [],
      href: new URL(`./${url}`, siteRoot()).href,
    };
  }

  /** Pages found as results without their passages; null where a head is not there yet. */
  function headsOf(found) {
    const heads = found.map(headOf);
    return heads.length && heads.every(Boolean) ? heads : null;
  }

  window.casebookSearch.heads = { headsOf, searched };
})();
