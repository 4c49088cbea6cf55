/* What is fetched while nobody waits: the heads of pages (titles, addresses and facts, for a list
 * of results before the texts of its pages are there), and what pinyin and Traditional characters
 * need. So what follows a first search is answered by the shards alone.
 */
(() => {
  "use strict";

  const BLOCK = 256; // as HEADS in scraper/index/pieces.py
  const CALM = 200; // milliseconds after a search

  const { load, siteRoot } = window.casebookSearch.loader;
  const { eachOf } = window.casebookSearch.facets;
  const { learnCommon } = window.casebookSearch.rank;

  const blocks = new Map(); // number of a block -> its lines
  let running = 0; // searches
  let timer = 0;

  /** Note that a search has begun. */
  function begun() {
    clearTimeout(timer);
    running += 1;
  }

  /** Note that a search has ended. */
  function ended(manifest, lang) {
    running -= 1;
    const sparing = navigator.connection && navigator.connection.saveData;
    if (running || sparing || !manifest) return;
    timer = setTimeout(() => fetchMissing(manifest, lang).catch(() => {}), CALM);
  }

  /** Fetch what is missing, one by one, until the next search; heads of the reader's language
   *  come first. */
  async function fetchMissing(manifest, lang) {
    const ours = timer;
    const [, first, end] = manifest.languages.find(([own]) => own === lang) || [lang, 0, 0];
    const [near, far] = [[], []];
    eachOf(manifest.heads, (block) => {
      const foreign = (block + 1) * BLOCK <= first || block * BLOCK >= end;
      if (!blocks.has(block)) (foreign ? far : near).push(() => fetchBlock(manifest, block));
    });
    const common = () => learnCommon(manifest);
    for (const step of [window.casebookSearch.loadLate, ...near, common, ...far]) {
      if (running || timer !== ours) return;
      await step(); // where it fails, it is read when it is needed
    }
  }

  async function fetchBlock(manifest, block) {
    blocks.set(block, await load(`heads/${block}`, manifest.version, (lines) => `\n${lines}\n`));
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

  /** Pages found as results without their passages, up to the first whose head is not there yet. */
  function headsOf(found) {
    const heads = found.map(headOf);
    const missing = heads.indexOf(null);
    return missing < 0 ? heads : heads.slice(0, missing);
  }

  window.casebookSearch.heads = { begun, ended, headsOf };
})();
