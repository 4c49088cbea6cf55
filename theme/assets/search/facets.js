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

  /** {facet: [[value, number of pages]]} for `names`, values in the language `lang` where they
   *  have a name in it; each facet counted as if it alone were not asked for. */
  async function counted(manifest, ranked, facets, names, lang) {
    const needed = new Set([...names, ...Object.keys(facets)].filter((n) => manifest.facets.has(n)));
    await Promise.all(Array.from(needed, (name) => loadFacet(manifest, name)));
    const counts = [];
    for (const name of names) {
      const others = Object.entries(facets).filter(([key]) => key !== name);
      const kept = await filtered(manifest, ranked, Object.fromEntries(others));
      counts.push([name, await countedOne(manifest, kept, name, lang)]);
    }
    return Object.fromEntries(counts);
  }

  async function countedOne(manifest, kept, name, lang) {
    const pages = new Set(kept.map(({ page }) => page));
    if (name === LANGUAGE) {
      const counts = manifest.languages.map(
        ([value]) => [value, kept.filter((found) => found.lang === value).length]);
      return counts.filter(([, count]) => count);
    }
    if (!manifest.facets.has(name)) return [];
    return (await loadFacet(manifest, name)).map(({ value, english, coded }) => {
      let count = 0;
      eachOf(coded, (page) => { count += pages.has(page); });
      return [lang === "en" ? english : value, count];
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

  window.casebookSearch.facets = { counted, eachOf, filtered, namesOf, yearsOf };
})();
