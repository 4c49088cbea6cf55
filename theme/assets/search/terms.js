/* The terms of the index: which shard holds one, and the pages it lists. */
(() => {
  "use strict";

  const LEVELS = 15; // highest impact
  const MAX_SHARDS = 8; // shards read for the beginning of a word
  const BEGINNING = 0.6; // what a longer word counts against the very word typed
  const OTHERWISE = 0.9; // what another writing of a term counts
  const [SPAN, PLACES] = [16, 6]; // as in scraper/index/places.py
  const ANYWHERE = (1 << PLACES) - 1;

  const { load } = window.casebookSearch.loader;

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUE = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));

  /** The borders at which the shards begin, in order; see scraper/index/pieces.py. */
  function bordersOf(manifest) {
    if (manifest.parted) return manifest.parted;
    const coded = manifest.borders;
    const borders = [];
    let unit = 0;
    for (let i = 0; i < coded.length;) {
      let more = VALUE.get(coded[i++]);
      for (let shift = 0, open = true; open; shift += 5, i++) {
        open = VALUE.get(coded[i]) > 31;
        unit += (VALUE.get(coded[i]) & 31) << shift;
      }
      const units = [unit];
      for (; more > 0; more--, i += 3) {
        units.push(VALUE.get(coded[i]) << 12 | VALUE.get(coded[i + 1]) << 6 | VALUE.get(coded[i + 2]));
      }
      borders.push(String.fromCharCode(...units));
    }
    manifest.parted = borders;
    return borders;
  }

  /** A shard as Map of term to coded postings. Its file has its name from its border. */
  function loadShard(manifest, number) {
    const border = bordersOf(manifest)[number];
    if (border === undefined) return new Map(); // pages without a single word
    const hex = (_, i) => border.charCodeAt(i).toString(16).padStart(4, "0");
    const name = border === "\0" ? "0" : Array.from({ length: border.length }, hex).join("");
    return load(`terms/${name}`, manifest.version, (text) => {
      const parts = text.split(" ");
      const terms = new Map();
      for (let i = 0; i < parts.length; i += 2) terms.set(parts[i], parts[i + 1]);
      return terms;
    });
  }

  /** The number of the shard that would hold a term: the last whose border is not after it. */
  function shardOf(manifest, text) {
    const borders = bordersOf(manifest);
    let low = 0;
    let high = borders.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (borders[middle] <= text) low = middle;
      else high = middle;
    }
    return low;
  }

  /** How far the borders of a term's shard stand apart. Shards hold about as many bytes each: the
   *  terms of a wide one are many, with few pages each. */
  function width(manifest, term) {
    const borders = bordersOf(manifest);
    const number = shardOf(manifest, term);
    const key = (text) => text.charCodeAt(0) * 0x10000 + (text.charCodeAt(1) || 0);
    return number + 1 < borders.length ? key(borders[number + 1]) - key(borders[number]) : 0;
  }

  const entry = async (manifest, term) =>
    (await loadShard(manifest, shardOf(manifest, term))).get(term) || "";

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

  /** Put coded postings into `list` (page -> impact), the higher of two impacts; and the places
   *  of the term into `places` (page -> bits) where they are asked for. */
  function decode(coded, share, list, places) {
    eachPage(coded, (page, at) => {
      const impact = (VALUE.get(coded[at]) / LEVELS) * share;
      if (impact > (list.get(page) || 0)) list.set(page, impact);
      if (places) places.set(page, VALUE.get(coded[at + 1]) || ANYWHERE);
      return at + 2;
    });
  }

  /** Whether a page may say a stretch of a phrase, as far as the places of its pairs tell. */
  function maySay(chain, page) {
    const known = chain.filter(([slot]) => slot.places);
    for (let begin = 0; begin < SPAN; begin++) {
      let common = ANYWHERE;
      for (const [{ places }, at] of known) {
        common &= turned(places.get(page) || 0, (begin + at - known[0][1]) / SPAN);
      }
      if (common) return true;
    }
    return false;
  }

  /** The bits of places, as seen from so many spans before. */
  function turned(bits, spans) {
    const by = Math.floor(spans) % PLACES;
    return (bits >> by | bits << (PLACES - by)) & ANYWHERE;
  }

  /** The pages of a slot; notes the shards it read in `used`. */
  async function readSlot(manifest, slot, used) {
    const list = new Map();
    if (slot.chained) slot.places = new Map();
    await Promise.all(slot.terms.map(async (term, i) => {
      const first = shardOf(manifest, term);
      const last = slot.begins ? shardOf(manifest, `${term}\uffff`) : first;
      const count = Math.min(last - first + 1, MAX_SHARDS);
      const numbers = Array.from({ length: count }, (_, n) => first + n);
      numbers.forEach((number) => used.add(number));
      const share = i ? OTHERWISE : 1;
      for (const terms of await Promise.all(numbers.map((n) => loadShard(manifest, n)))) {
        if (terms.has(term)) decode(terms.get(term), share, list, slot.places);
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
    for (const [slot] of asked.chains.flat()) slot.chained = true;
    const lists = await Promise.all(asked.slots.map((slot) => readSlot(manifest, slot, used)));
    asked.slots.forEach((slot, i) => {
      slot.weight = inverseFrequency(manifest.count, lists[i].size);
      slot.required = slot.required || (slot.ifHeld && lists[i].size > 0);
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

  window.casebookSearch.terms = { eachPage, entry, inverseFrequency, loadShard, lookUp, maySay, width };
})();
