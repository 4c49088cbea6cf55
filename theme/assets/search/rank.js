/* Ranks the pages that hold enough of a query. */
(() => {
  "use strict";

  const MIN_COVERAGE = 0.15; // share of a query's weight that a page must hold to be shown
  const AT_ONCE = 5; // shards fetched at the same time: a browser has six connections to a server
  const PARTS = 4; // parts of a longer query of each of which the first try asks for a term
  const SHORT = 4; // terms of a query that is always looked up whole
  const LEAST = 2; // terms by which pages can be found
  const TRIES = 2; // each asks for two more
  const [FEW, MANY] = [24, 60]; // pages that such a try may find, and the last one that can be made
  const MEANT = 0.05; // taken off a page found by what a query may have meant
  // A score is 2 where a page holds all terms, 1 where it is in the reader's language, and below 1
  // in all for the index's ranking and for what only the page's own text shows.
  const SHARE = { index: 0.24, title: 0.3, heading: 0.2, text: 0.1, near: 0.05, run: 0.1 };

  const { ask, pairMap } = window.casebookSearch.text;
  const {
    chanceOf, common, inverseFrequency, isHeavy, lookUp, maySay, missing, unknown, width,
  } = window.casebookSearch.terms;
  const { load } = window.casebookSearch.loader;

  const simplified = new Map(); // from the pieces `fold/…` that queries needed so far
  const blocks = new Set(); // of which they were
  const COMMON = "common"; // the one that has most; see scraper/text/tokens.py

  /** What a query asks for, by what is known of its characters. */
  const asking = (manifest, query) => ask(query, manifest, simplified);

  /** The query as typed; Traditional characters are folded if one of its terms is missing: by
   *  the piece that has most of them, then by the blocks of the others. */
  async function asTyped(manifest, query, asks) {
    let found = await lookUp(manifest, asks(manifest, query));
    for (const blocksOf of [() => [COMMON], (chars) => chars.map(blockOf)]) {
      const chars = await unknown(manifest, found);
      if (!chars.length) break;
      const learned = await learn(manifest, blocksOf(chars));
      if (learned) found = await lookUp(manifest, asks(manifest, query));
    }
    return found;
  }

  /** The terms of the phrase that tell pages apart, in order: [[slot, place], …]. */
  const telling = ({ chains }) =>
    chains.flat().filter(([{ required, ifHeld }]) => required || ifHeld);

  /** The terms of which some will do: those of the phrase in order, then those beside it, but for
   *  the characters of a number, as the number with what it counts tells more. */
  function choice(asked) {
    const said = telling(asked).map(([slot]) => slot);
    const beside = asked.slots.filter(
      (slot) => slot.required && slot.terms.length === 1 && !said.includes(slot));
    return { said, beside };
  }

  /** The same query by few of its terms, `further` ones among them. With `loosely` it is enough
   *  that a page holds those of the phrase. */
  function askingLess(manifest, query, further, loosely) {
    const asked = asking(manifest, query);
    const { said, beside } = choice(asked);
    const few = new Set([...fewOf(manifest, [...said, ...beside]), ...further]);
    if (loosely) for (const slot of beside) slot.required = slot.must;
    return { ...asked, slots: asked.slots.filter((slot) => few.has(slot.terms[0])), less: true };
  }

  /** Of the terms of a long query those in memory, numbers, and the one that seems the rarest of
   *  each part, heavy ones left out. */
  function fewOf(manifest, slots) {
    const all = slots.map((slot) => slot.terms[0]);
    const few = all.filter((term) => /[0-9]/.test(term) || !missing(manifest, [term]).length);
    const light = all.filter((term) => !isHeavy(manifest, term));
    const terms = light.length < LEAST ? all : light;
    for (let part = 0; part < PARTS; part++) {
      const [from, to] = [part, part + 1].map((n) => Math.floor(n * terms.length / PARTS));
      const far = terms.slice(from, to).map((term) => ({ term, far: width(manifest, term) }));
      if (far.length) few.push(far.sort((a, b) => b.far - a.far)[0].term);
    }
    return few;
  }

  /** Whether a query would read so much that few of its terms are tried first. */
  function isLong(manifest, { slots }) {
    const terms = slots.flatMap((slot) => slot.terms);
    const heavy = terms.filter((term) => isHeavy(manifest, term));
    return missing(manifest, terms).length > AT_ONCE ||
      (slots.length > SHORT && missing(manifest, heavy).length > 1);
  }

  /** The terms beside the one that is the rarest indeed: others hold it, but not so joined. */
  function besideRarest(manifest, { chains, slots }) {
    const said = telling({ chains });
    const known = said.filter(([slot]) => slot.list);
    if (!known.length) return [];
    const [[, middle]] = known.sort(([a], [b]) => a.list.size - b.list.size);
    const left = said.filter(
      ([slot]) => !slots.includes(slot) && !isHeavy(manifest, slot.terms[0]));
    const before = left.filter(([, at]) => at < middle).pop();
    const after = left.find(([, at]) => at > middle);
    return [before, after].filter(Boolean).map(([slot]) => slot.terms[0]);
  }

  const blockOf = (char) => (char.codePointAt(0) >> 9).toString(16);

  /** Load blocks of what characters are folded to; whether that was anything new. */
  async function learn(manifest, wanted) {
    const fresh = [...new Set(wanted)].filter(
      (block) => manifest.folds.includes(block) && !blocks.has(block));
    const pairs = await Promise.all(fresh.map((block) => load(`fold/${block}`, manifest.version)));
    for (const block of fresh) blocks.add(block);
    for (const [from, to] of pairs.flatMap((block) => [...pairMap(block)])) simplified.set(from, to);
    return fresh.length > 0;
  }

  const learnCommon = (manifest) => learn(manifest, [COMMON]);

  /** Pages that hold enough of a query: [{page, full, share, asked}, …]. */
  function weigh(manifest, { asked, lists, bonuses }, penalty) {
    const end = Math.max(...manifest.languages.map(([, , last]) => last));
    const [sums, helds] = [new Float32Array(end), new Float32Array(end)];
    const [counts, musts] = [new Uint8Array(end), new Uint8Array(end)];
    let [total, all, needed, named] = [0, 0, 0, 0];
    asked.slots.forEach(({ weight, required, must }, i) => {
      const { size, pages, impacts } = lists[i];
      for (let n = 0; n < size; n++) {
        const page = pages[n];
        sums[page] += weight * impacts[n];
        if (required) [helds[page], counts[page]] = [helds[page] + weight, counts[page] + 1];
        if (must) musts[page] += 1;
      }
      if (size) all += weight;
      if (required) [total, needed] = [total + weight, needed + 1];
      if (must) named += 1;
    });
    for (const { size, pages, impacts } of bonuses) {
      const weight = inverseFrequency(manifest.count, size);
      for (let n = 0; n < size; n++) sums[pages[n]] += weight * impacts[n];
      all += weight;
    }
    const found = [];
    for (let page = 0; page < end; page++) {
      if (!counts[page] || musts[page] < named || helds[page] < MIN_COVERAGE * total) continue;
      found.push({ page, asked, full: counts[page] === needed, share: sums[page] / all - penalty });
    }
    return found;
  }

  const byScore = (a, b) => b.score - a.score || a.page - b.page;

  /** The pages found by few terms of a long query, where these pages are so few that their own
   *  text can tell whether they say it; else null. */
  async function rankByLess(manifest, query, lang) {
    if (!isLong(manifest, asking(manifest, query))) return null;
    const further = new Set();
    for (let tries = 0; tries < TRIES; tries++) {
      let beside = [];
      for (const loosely of [false, true]) { // the second reads nothing new
        const less = (...by) => askingLess(...by, further, loosely);
        const typed = await asTyped(manifest, query, less);
        const ranked = inOrder(manifest, weigh(manifest, typed, 0), lang);
        const hopeful = ranked.filter(({ lift }) => lift).length;
        beside = besideRarest(manifest, typed.asked);
        if (hopeful > (beside.length ? FEW : MANY)) break;
        if (hopeful) return { ranked, typed };
      }
      if (!beside.length) break;
      for (const term of beside) further.add(term);
    }
    return null;
  }

  /** All pages found, best first as far as the index alone can tell. */
  async function rank(manifest, query, lang) {
    const { meant: known } = window.casebookSearch;
    if (known && lang === "zh") known.ahead(manifest, query).catch(() => {}); // told where awaited
    const typed = await asTyped(manifest, query, asking);
    const found = weigh(manifest, typed, 0);
    if (found.some(({ full }) => full)) return { ranked: inOrder(manifest, found, lang), typed };
    const pages = new Map(found.map((each) => [each.page, each]));
    await window.casebookSearch.loadLate();
    const { asMeant } = window.casebookSearch.meant;
    for (const meant of await asMeant(manifest, query, (text) => asking(manifest, text))) {
      for (const each of weigh(manifest, meant, MEANT)) {
        const other = pages.get(each.page);
        const better = !other || (each.full !== other.full ? each.full : each.share > other.share);
        if (better) pages.set(each.page, each);
      }
    }
    return { ranked: inOrder(manifest, Array.from(pages.values()), lang), typed };
  }

  /** What lifts the pages that may say the query's phrase, as far as the index tells, until their
   *  text is read: Map of page to lift; less where numbers are longer or shorter than those typed,
   *  and where the places of the terms may well agree by chance. */
  function liftsOf({ chains }) {
    const read = chains.map((chain) => chain.filter(([slot]) => slot.list));
    const slots = read.flat();
    const passed = [];
    let [held, expected] = [0, 0];
    for (const [page, places] of common(slots.map(([slot]) => slot.list))) {
      const all = slots.map(([, at], i) => [places[i], at]);
      let from = 0;
      const parts = read.map(({ length }) => all.slice(from, from += length));
      const chance = parts.reduce((product, part) => product * chanceOf(part), 1);
      held += 1;
      expected += chance;
      if (!parts.every(maySay)) continue;
      const joined = parts.length === 1 || maySay(all);
      passed.push({ page, chance, lift: joined ? SHARE.title : SHARE.text });
    }
    // Bayes: the share of pages that say it is what more have passed than chance explains.
    const share = (Math.max(0, passed.length - expected) + 1) / (held + 1);
    return new Map(passed.map(({ page, chance, lift }) =>
      [page, lift * share / (share + (1 - share) * chance)]));
  }

  /** Pages with their language and score, best first. */
  function inOrder(manifest, found, lang) {
    const lifts = new Map(); // by what was asked
    for (const { asked } of found) if (!lifts.has(asked)) lifts.set(asked, liftsOf(asked));
    return found.map((each) => {
      const language = languageOf(manifest, each.page);
      const group = (each.full ? 2 : 0) + (language === lang ? 1 : 0);
      const lift = each.full ? lifts.get(each.asked).get(each.page) || 0 : 0;
      const score = group + SHARE.index * each.share + lift;
      return { ...each, lang: language, lift, score };
    }).sort(byScore);
  }

  const languageOf = (manifest, page) =>
    manifest.languages.find(([, first, end]) => first <= page && page < end)[0];

  window.casebookSearch.rank = {
    SHARE, asking, byScore, languageOf, learnCommon, rank, rankByLess,
  };
})();
