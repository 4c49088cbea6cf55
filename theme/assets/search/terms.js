/* The terms of the index: which shard holds one, and the pages it lists. */
(() => {
  "use strict";

  const LEVELS = 15; // highest impact
  const MAX_SHARDS = 8; // shards read for the beginning of a word
  const BEGINNING = 0.6; // what a longer word counts against the very word typed
  const OTHERWISE = 0.9; // what another writing of a term counts
  const [SPAN, PLACES] = [16, 6]; // as in scraper/index/places.py
  const ANYWHERE = (1 << PLACES) - 1;
  const COUNT = Uint8Array.from( // of places, by their bits
    { length: ANYWHERE + 1 }, (_, bits) => Array.from(bits.toString(2)).filter((b) => b > 0).length);

  const { isThere, load } = window.casebookSearch.loader;

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const VALUE = new Uint8Array(128); // by the code of a digit
  for (let value = 0; value < DIGITS.length; value++) VALUE[DIGITS.charCodeAt(value)] = value;
  const valueAt = (coded, at) => VALUE[coded.charCodeAt(at)];

  /** The borders at which the shards begin, in order; see scraper/index/pieces.py. */
  function bordersOf(manifest) {
    if (manifest.parted) return manifest.parted;
    const coded = manifest.borders;
    const borders = [];
    let unit = 0;
    for (let i = 0; i < coded.length;) {
      let more = valueAt(coded, i++);
      for (let shift = 0, open = true; open; shift += 5, i++) {
        open = valueAt(coded, i) > 31;
        unit += (valueAt(coded, i) & 31) << shift;
      }
      const units = [unit];
      for (; more > 0; more--, i += 3) {
        const [high, middle, low] = [i, i + 1, i + 2].map((at) => valueAt(coded, at));
        units.push(high << 12 | middle << 6 | low);
      }
      borders.push(String.fromCharCode(...units));
    }
    manifest.parted = borders;
    return borders;
  }

  /** The name of a shard's piece, which it has from its border. */
  function nameOf(border) {
    const hex = (_, i) => border.charCodeAt(i).toString(16).padStart(4, "0");
    return `terms/${border === "\0" ? "0" : Array.from({ length: border.length }, hex).join("")}`;
  }

  /** A shard as Map of term to coded postings. */
  function loadShard(manifest, number) {
    const border = bordersOf(manifest)[number];
    if (border === undefined) return new Map(); // pages without a single word
    return load(nameOf(border), manifest.version, (text) => {
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

  /** The numbers of the heavy shards; see scraper/index/pieces.py. */
  function heavyOf(manifest) {
    if (manifest.weighed) return manifest.weighed;
    const heavy = new Set();
    eachPage(manifest.heavy || "", (number, at) => { // a manifest kept from before has none
      heavy.add(number);
      return at;
    });
    manifest.weighed = heavy;
    return heavy;
  }

  const isHeavy = (manifest, term) => heavyOf(manifest).has(shardOf(manifest, term));

  /** Of shards that `terms` stand in the numbers of those that would have to be fetched. */
  function missing(manifest, terms) {
    const borders = bordersOf(manifest);
    const numbers = new Set(terms.map((term) => shardOf(manifest, term)));
    return [...numbers].filter((number) => number in borders && !isThere(nameOf(borders[number])));
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
      for (; valueAt(coded, i) > 31; i++, shift += 5) gap += (valueAt(coded, i) - 32) << shift;
      page += gap + (valueAt(coded, i) << shift) + 1;
      i = take(page, i + 1);
    }
  }

  /** The pages of a term: {size, pages, impacts, places}, pages in ascending order. */
  function decode(coded, share) {
    const most = Math.ceil(coded.length / 3); // digits of a page at least
    const pages = new Int32Array(most);
    const impacts = new Float32Array(most);
    const places = new Uint8Array(most);
    let size = 0;
    eachPage(coded, (page, at) => {
      pages[size] = page;
      impacts[size] = (valueAt(coded, at) / LEVELS) * share;
      places[size] = valueAt(coded, at + 1) || ANYWHERE;
      size += 1;
      return at + 2;
    });
    return { size, pages, impacts, places };
  }

  /** Several lists as one: the highest impact and all places of each page. */
  function united(lists) {
    if (lists.length === 1) return lists[0];
    const held = new Map(); // page -> its impact and places
    for (const { size, pages, impacts, places } of lists) {
      for (let i = 0; i < size; i++) {
        const [impact, place] = held.get(pages[i]) || [0, 0];
        held.set(pages[i], [Math.max(impact, impacts[i]), place | places[i]]);
      }
    }
    const pages = Int32Array.from(held.keys()).sort();
    return {
      size: pages.length, pages,
      impacts: Float32Array.from(pages, (page) => held.get(page)[0]),
      places: Uint8Array.from(pages, (page) => held.get(page)[1]),
    };
  }

  /** The pages that hold every term of some lists, with the places of each there:
   *  [[page, [places, …]], …]. */
  function common(lists) {
    const found = [];
    if (!lists.length) return found;
    const [rarest] = lists.slice().sort((a, b) => a.size - b.size);
    const at = lists.map(() => 0);
    for (let i = 0; i < rarest.size; i++) {
      const page = rarest.pages[i];
      const held = lists.every(({ pages, size }, n) => {
        while (at[n] < size && pages[at[n]] < page) at[n] += 1;
        return at[n] < size && pages[at[n]] === page;
      });
      if (held) found.push([page, lists.map(({ places }, n) => places[at[n]])]);
    }
    return found;
  }

  /** Whether a stretch of a phrase may be said, as far as the places of its pairs tell:
   *  [[places, place in the phrase], …]. */
  function maySay(chain) {
    for (let begin = 0; begin < SPAN; begin++) {
      let where = ANYWHERE;
      for (const [bits, at] of chain) where &= turned(bits, (begin + at - chain[0][1]) / SPAN);
      if (where) return true;
    }
    return false;
  }

  /** How likely `maySay` is to say so of terms that stand anywhere. */
  function chanceOf(chain) {
    const together = chain.reduce((product, [bits]) => product * (COUNT[bits] / PLACES), 1);
    return 1 - (1 - together) ** (2 * PLACES); // a phrase lies in one span, or begins before its end
  }

  /** The bits of places, as seen from so many spans before. */
  function turned(bits, spans) {
    const by = Math.floor(spans) % PLACES;
    return (bits >> by | bits << (PLACES - by)) & ANYWHERE;
  }

  /** The pages of a slot; notes the shards it read in `used`. */
  async function readSlot(manifest, slot, used) {
    const lists = await Promise.all(slot.terms.map(async (term, i) => {
      const first = shardOf(manifest, term);
      const last = slot.begins ? shardOf(manifest, `${term}\uffff`) : first;
      const count = Math.min(last - first + 1, MAX_SHARDS);
      const numbers = Array.from({ length: count }, (_, n) => first + n);
      numbers.forEach((number) => used.add(number));
      const share = i ? OTHERWISE : 1;
      const held = [];
      for (const terms of await Promise.all(numbers.map((n) => loadShard(manifest, n)))) {
        if (terms.has(term)) held.push(decode(terms.get(term), share));
        if (!slot.begins) continue;
        for (const [longer, coded] of terms) {
          if (longer !== term && longer.startsWith(term)) {
            held.push(decode(coded, BEGINNING * share));
          }
        }
      }
      return held;
    }));
    const held = lists.flat();
    return held.length ? united(held) : decode("", 1);
  }

  /** Characters of what was looked for and not found that no term of the index begins with, as
   *  far as the shards just read tell: they may be written otherwise there. */
  async function unknown(manifest, { asked, lists }) {
    const known = new Set();
    const chars = new Set();
    for (const [i, { required, terms: [term] }] of asked.slots.entries()) {
      const [first, ...others] = term;
      if (lists[i].size) for (const char of term) known.add(char);
      else if (required && first > "\u3000") {
        for (const char of [first, ...others]) chars.add(char);
        const shard = await loadShard(manifest, shardOf(manifest, term));
        if (Array.from(shard.keys()).some((held) => held.startsWith(first))) known.add(first);
      }
    }
    return [...chars].filter((char) => !known.has(char));
  }

  const inverseFrequency = (count, found) => Math.log(1 + (count - found + 0.5) / (found + 0.5));

  /** What the index holds of each slot, and of the words that a query may hold. */
  async function lookUp(manifest, asked) {
    const used = new Set();
    const lists = await Promise.all(asked.slots.map((slot) => readSlot(manifest, slot, used)));
    asked.slots.forEach((slot, i) => {
      slot.weight = inverseFrequency(manifest.count, lists[i].size);
      slot.required = slot.required || (slot.ifHeld && lists[i].size > 0);
      slot.list = lists[i];
    });
    const bonuses = [];
    for (const word of asked.words) {
      // Only from shards that this query reads anyway: a word sorts right after its first pair.
      if (!used.has(shardOf(manifest, word))) continue;
      const list = decode(await entry(manifest, word), 1);
      if (list.size) bonuses.push(list);
    }
    return { asked, lists, bonuses, used };
  }

  window.casebookSearch.terms = {
    chanceOf, common, eachPage, entry, inverseFrequency, isHeavy, loadShard, lookUp, maySay, missing, unknown, width,
  };
})();
