/* Ranks the pages that hold enough of a query. */
(() => {
  "use strict";

  const MIN_COVERAGE = 0.15; // share of a query's weight that a page must hold to be shown
  const PARTS = 3; // parts of a long query of each of which the first try asks for a term
  const TRIES = 3; // each asks for two more
  const SPARED = 2; // terms that must be spared for one
  const FEW = 12; // pages that such a try may find
  const MEANT = 0.05; // taken off a page found by what a query may have meant
  // A score is 2 where a page holds all terms, 1 where it is in the reader's language, and below 1
  // in all for the index's ranking and for what only the page's own text shows.
  const SHARE = { index: 0.24, title: 0.3, heading: 0.2, text: 0.1, near: 0.05, run: 0.1 };

  const { ask, pairMap } = window.casebookSearch.text;
  const { inverseFrequency, lookUp, maySay, width } = window.casebookSearch.terms;
  const { load } = window.casebookSearch.loader;

  const simplified = new Map(); // from the pieces `fold/…` that queries needed so far
  const blocks = new Set(); // of which they were

  /** What a query asks for, by what is known of its characters. */
  const asking = (manifest, query) => ask(query, manifest, simplified);

  /** The query as typed; Traditional characters are folded if one of its terms is missing. */
  async function asTyped(manifest, query, asks) {
    const found = await lookUp(manifest, asks(manifest, query));
    const missing = found.asked.slots.filter((slot, i) => slot.required && !found.lists[i].size);
    const chars = missing.length ? found.asked.folded : "";
    return await learn(manifest, chars) ? lookUp(manifest, asks(manifest, query)) : found;
  }

  /** The terms of the phrase that tell pages apart, in order: [[slot, place], …]. */
  const telling = ({ chains }) =>
    chains.flat().filter(([{ required, ifHeld }]) => required || ifHeld);

  /** The same by the terms at few places of its phrase, and by names that must be there. */
  function askingAt(manifest, query, places) {
    const asked = asking(manifest, query);
    const kept = telling(asked).filter(([, at]) => places.has(at)).map(([slot]) => slot);
    return { ...asked, slots: asked.slots.filter((s) => s.must || kept.includes(s)), less: true };
  }

  /** Where the term stands that seems the rarest of each part of a phrase. */
  function rarestPlaces(manifest, asked) {
    const terms = telling(asked).map(([slot, at]) => ({ at, far: width(manifest, slot.terms[0]) }));
    const places = new Set();
    for (let part = 0; part < PARTS; part++) {
      const [from, to] = [part, part + 1].map((n) => Math.floor(n * terms.length / PARTS));
      const [rarest] = terms.slice(from, to).sort((a, b) => b.far - a.far);
      if (rarest) places.add(rarest.at);
    }
    return places;
  }

  /** Add to `places` those beside the term that is the rarest indeed: others hold it, but not
   *  so joined. */
  function addBeside(asked, places) {
    const terms = telling(asked);
    const known = terms.filter(([slot]) => slot.places);
    const [[, middle]] = known.sort(([a], [b]) => a.places.size - b.places.size);
    const left = terms.map(([, at]) => at).filter((at) => !places.has(at));
    const before = left.filter((at) => at < middle).pop();
    const after = left.find((at) => at > middle);
    for (const at of [before, after]) if (at !== undefined) places.add(at);
  }

  /** Load what the characters of a text are folded to; whether that was anything new. */
  async function learn(manifest, text) {
    const wanted = new Set(Array.from(text, (char) => (char.codePointAt(0) >> 9).toString(16)));
    const fresh = [...wanted].filter((block) => manifest.folds.includes(block) && !blocks.has(block));
    const pairs = await Promise.all(fresh.map((block) => load(`fold/${block}`, manifest.version)));
    for (const block of fresh) blocks.add(block);
    for (const [from, to] of pairs.flatMap((block) => [...pairMap(block)])) simplified.set(from, to);
    return fresh.length > 0;
  }

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

  /** The pages found by few terms of a long query, where these pages are so few that their own
   *  text can tell whether they say it; else null. */
  async function rankByLess(manifest, query, lang) {
    const { length } = asking(manifest, query).slots;
    const places = rarestPlaces(manifest, asking(manifest, query));
    for (let tries = 0; places.size && tries < TRIES; tries++) {
      const less = (...asked) => askingAt(...asked, places);
      if (length - less(manifest, query).slots.length < SPARED) break;
      const typed = await asTyped(manifest, query, less);
      const ranked = inOrder(manifest, weigh(manifest, typed, 0), lang);
      const hopeful = ranked.filter(({ lift }) => lift).length;
      if (!hopeful) break;
      if (hopeful <= FEW) return { ranked, typed };
      addBeside(typed.asked, places);
    }
    return null;
  }

  /** All pages found, best first as far as the index alone can tell. */
  async function rank(manifest, query, lang) {
    const typed = await asTyped(manifest, query, asking);
    const pages = weigh(manifest, typed, 0);
    const whole = () => Array.from(pages.values()).some(({ full }) => full);
    if (!whole()) {
      await window.casebookSearch.loadLate();
      const { asMeant } = window.casebookSearch.meant;
      for (const meant of await asMeant(manifest, query, (text) => asking(manifest, text))) {
        for (const [page, found] of weigh(manifest, meant, MEANT)) {
          const known = pages.get(page);
          const better = !known || (found.full !== known.full ? found.full : found.share > known.share);
          if (better) pages.set(page, found);
        }
      }
    }
    return { ranked: inOrder(manifest, pages, lang), typed };
  }

  /** What lifts a page that may say the query's phrase, as far as the index tells, until its text
   *  is read; less where its numbers are longer or shorter than those typed. */
  function liftOf({ chains }, page) {
    if (!chains.length || !chains.every((chain) => maySay(chain, page))) return 0;
    return chains.length === 1 || maySay(chains.flat(), page) ? SHARE.title : SHARE.text;
  }

  const inOrder = (manifest, pages, lang) =>
    Array.from(pages.values(), (found) => {
      const language = languageOf(manifest, found.page);
      const group = (found.full ? 2 : 0) + (language === lang ? 1 : 0);
      const lift = found.full ? liftOf(found.asked, found.page) : 0;
      const score = group + SHARE.index * found.share + lift;
      return { ...found, lang: language, lift, score };
    }).sort(byScore);

  const languageOf = (manifest, page) =>
    manifest.languages.find(([, first, end]) => first <= page && page < end)[0];

  window.casebookSearch.rank = { SHARE, asking, byScore, languageOf, rank, rankByLess };
})();
