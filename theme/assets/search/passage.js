/* The passage of a page that answers a query best, and its excerpt. */
(() => {
  "use strict";

  const LENGTH = { zh: 88, en: 180 }; // of an excerpt, in characters

  const { fold, numbersIn, occurrences, pairMap, spans } = window.casebookSearch.text;

  /** The weight of the different slots among occurrences. */
  function weigh(found) {
    let sum = 0;
    for (const slot of new Set(found.map((hit) => hit.slot))) sum += slot.weight;
    return sum;
  }

  /** The characters of the longest stretch of a text that terms of the query cover without a gap. */
  function longestRun(folded, found) {
    let longest = 0;
    let run = null;
    for (const { start, end } of found.slice().sort((a, b) => a.start - b.start)) {
      // Pairs of characters overlap; tokens stand a space apart.
      const latin = /[a-z0-9]/.test(folded[start]);
      const joined = run && (start < run.end || (latin && start <= run.end + 1));
      if (joined) run.end = Math.max(run.end, end);
      else run = { start, end };
      longest = Math.max(longest, run.end - run.start);
    }
    return longest;
  }

  /** Names in the page that the query gives in other words or in the other language. */
  function otherNames(fragment, asked) {
    const asksFor = (name) =>
      name.startsWith(" ") ? asked.tokens.includes(name) : asked.phrase.includes(name);
    return fragment.named.filter(([, ...others]) => others.some(asksFor)).map(([name]) => name);
  }

  function findNames(folded, names, slot) {
    const found = [];
    for (const name of names) {
      const text = name.trim();
      for (let at = folded.indexOf(text); at >= 0; at = folded.indexOf(text, at + text.length)) {
        found.push({ slot, start: at, end: at + text.length });
      }
    }
    return found;
  }

  /** Whether a text says the phrase with its numbers in the other writing. */
  function saysIn(folded, asked, measures) {
    if (!asked.counts) return false;
    return inDigits(folded, measures).includes(inDigits(asked.phrase, measures));
  }

  function inDigits(folded, measures) {
    let [text, at] = ["", 0];
    for (const { start, end, value } of numbersIn(folded, measures)) {
      text += folded.slice(at, start) + value;
      at = end;
    }
    return text + folded.slice(at);
  }

  /** The section that answers best, as {anchor, text, folded text, places, found, …}. */
  function bestSection(fragment, asked, measures) {
    const map = pairMap(fragment.fold);
    const total = asked.slots.reduce((sum, { weight }) => sum + weight, 0) || 1;
    const named = { weight: total / 2 };
    const names = otherNames(fragment, asked);
    const whole = fragment.named.some(
      ([, ...others]) => others.includes(asked.tokens) || others.includes(asked.phrase));
    const sounded = asked.phrase === "" && asked.reach > 2; // pinyin: of which no text is known
    let best = null;
    let heading = false;
    for (const [anchor, title, text] of fragment.sections) {
      const { folded, places } = fold(text, map);
      const found = [
        ...occurrences(folded, asked, measures), ...findNames(folded, names, named)];
      const above = fold(title, map).folded;
      const run = asked.reach ? Math.min(1, longestRun(folded, found) / asked.reach) : 0;
      const phrase = asked.phrase ? folded.indexOf(asked.phrase) : -1;
      const said = phrase >= 0 || saysIn(folded, asked, measures) ||
        names.some((name) => whole && folded.includes(name.trim())) ||
        (sounded && run === 1);
      heading = heading || (asked.phrase !== "" && above.includes(asked.phrase));
      const near = Math.min(1, weigh(found) / total);
      const headed = title === text ? 0 : weigh(occurrences(above, asked, measures)) / total;
      const value = near + run + 0.3 * headed + (said ? 1 : 0);
      if (!best || value > best.value) {
        best = { anchor, text, folded, places, found, phrase, said, near, run, value };
      }
    }
    return best && { ...best, heading };
  }

  /** The stretch of a section around the terms: {excerpt, marks}. */
  function excerptOf({ text, folded, places, found, phrase }) {
    const han = /[\u4e00-\u9fff]/.test(folded);
    const length = LENGTH[han ? "zh" : "en"];
    let start = 0;
    let end = folded.length;
    if (folded.length > 1.25 * length) {
      const middle = focus(found, phrase, length);
      start = Math.max(0, middle - Math.floor(length / 5));
      if (start > 0) start = beginning(folded, start, middle, han);
      end = Math.min(folded.length, start + length);
      if (end < folded.length && !han) end = Math.max(folded.lastIndexOf(" ", end), start + 1);
    }
    const [from, to] = [places[start], places[end]];
    const before = from > 0 ? "…" : "";
    const inside = found.filter((hit) => hit.start >= start && hit.end <= end);
    return {
      excerpt: before + text.slice(from, to) + (to < text.length ? "…" : ""),
      marks: spans(inside, places).map((span) => span.map((at) => at - from + before.length)),
    };
  }

  /** The first beginning of a clause between two places, else of a word. */
  function beginning(folded, start, middle, han) {
    const clause = folded.slice(start, middle).search(/[。;!?,:]/);
    if (clause >= 0) return start + clause + 1;
    return han ? start : folded.indexOf(" ", start) + 1;
  }

  /** Where an excerpt should begin: at the phrase, else where most of the terms stand together. */
  function focus(found, phrase, length) {
    if (phrase >= 0 || !found.length) return Math.max(phrase, 0);
    // Only the hits close behind each one are looked at: a long text may hold ten thousands.
    const sorted = found.slice().sort((a, b) => a.start - b.start);
    let best = { start: 0, weight: -1 };
    for (const [first, { start }] of sorted.entries()) {
      let after = first;
      while (after < sorted.length && sorted[after].start < start + length) after += 1;
      const near = sorted.slice(first, after).filter((hit) => hit.end <= start + length);
      const weight = weigh(near);
      if (weight > best.weight) best = { start, weight };
    }
    return best.start;
  }

  window.casebookSearch.passage = { bestSection, excerptOf };
})();
