/* Facets: the pages that have a value, and how many of the pages found have each. */
(() => {
  "use strict";

  const { load } = window.casebookSearch.loader;
  const { eachPage } = window.casebookSearch.terms;

  const LANGUAGE = "language"; // the facet that every index has

  /** A facet as [{value, english, coded pages}]. A value may have an English name beside its own. */
  const loadFacet = (manifest, name) =>
    load(`facets/${manifest.facets.get(name)}`, manifest.version, (values) =>
      values.map(([value, coded, english]) => ({ value, coded, english: english || value })));

  const eachOf = (coded, take) => eachPage(coded, (page, at) => {
    take(page);
    return at;
  });

  /** The pages that have, of each facet asked for, one of the values asked for. */
  async function filtered(manifest, ranked, facets) {
    let kept = ranked;
    for (const [name, wanted] of Object.entries(facets)) {
      const values = [].concat(wanted);
      if (!values.length) continue;
      if (name === LANGUAGE) {
        kept = kept.filter(({ lang }) => values.includes(lang));
      } else if (manifest.facets.has(name)) {
        const pages = new Set();
        for (const { value, english, coded } of await loadFacet(manifest, name)) {
          if (values.includes(value) || values.includes(english)) {
            eachOf(coded, (page) => pages.add(page));
          }
        }
        kept = kept.filter(({ page }) => pages.has(page));
      } else {
        kept = [];
      }
    }
    return kept;
  }

  /** All pages of the index, and what each is a translation of: {pages, original}. */
  async function loadAll(manifest) {
    return load("all", manifest.version, ([all, ...both]) => {
      const [pages, zh, en] = [all, ...both].map((coded) => {
        const numbers = [];
        eachOf(coded, (page) => numbers.push(page));
        return numbers;
      });
      return { pages, original: new Map(en.map((page, i) => [page, zh[i]])) };
    });
  }

  /** Each case once, by its page that comes first. */
  function once(kept, original) {
    const seen = new Set();
    return kept.filter(({ page }) => {
      const own = original.has(page) ? original.get(page) : page;
      return !seen.has(own) && seen.add(own);
    });
  }

  /** {facet: [[value, number of pages]]} for `names`, values in the language `lang` where they
   *  have a name in it; each facet counted as if it alone were not asked for. A case counts once
   *  where `original` says which pages are translations of which. */
  async function counted(manifest, ranked, facets, names, lang, original = new Map()) {
    const needed = new Set([...names, ...Object.keys(facets)].filter((n) => manifest.facets.has(n)));
    await Promise.all(Array.from(needed, (name) => loadFacet(manifest, name)));
    const counts = [];
    for (const name of names) {
      const others = Object.entries(facets).filter(([key]) => key !== name);
      const kept = await filtered(manifest, ranked, Object.fromEntries(others));
      counts.push([name, await countedOne(manifest, kept, name, lang, original)]);
    }
    return Object.fromEntries(counts);
  }

  async function countedOne(manifest, kept, name, lang, original) {
    const pages = new Set(kept.map(({ page }) => page));
    if (name === LANGUAGE) {
      const counts = manifest.languages.map(
        ([value]) => [value, kept.filter((found) => found.lang === value).length]);
      return counts.filter(([, count]) => count);
    }
    if (!manifest.facets.has(name)) return [];
    return (await loadFacet(manifest, name)).map(({ value, english, coded }) => {
      const cases = new Set();
      eachOf(coded, (page) => {
        if (pages.has(page)) cases.add(original.has(page) ? original.get(page) : page);
      });
      return [lang === "en" ? english : value, cases.size];
    }).filter(([, count]) => count);
  }

  const namesOf = (manifest) => [...manifest.facets.keys(), LANGUAGE];

  /** The last year of each page that has one: Map of page to year. */
  async function yearsOf(manifest) {
    const years = new Map();
    if (!manifest.facets.has("year")) return years;
    for (const { value, coded } of await loadFacet(manifest, "year")) {
      const year = parseInt(value, 10) || 0;
      eachOf(coded, (page) => years.set(page, Math.max(year, years.get(page) || 0)));
    }
    return years;
  }

  window.casebookSearch.facets = { counted, eachOf, filtered, loadAll, namesOf, once, yearsOf };
})();
