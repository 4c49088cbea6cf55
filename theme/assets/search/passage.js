/* The passage of a page that answers a query best, and its excerpt. */
(() => {
  "use strict";

  const LENGTH = { zh: 88, en: 180 }; // of an excerpt, in characters

  const { fold, occurrences, pairMap, spans } = window.casebookSearch.text;

  /** The weight of the different terms among occurrences. */
  function weigh(found) {
    const weights = new Map(found.map(({ text, weight }) => [text, weight]));
    return Array.from(weights.values()).reduce((sum, weight) => sum + weight, 0);
  }

  /** The section that answers best, as {anchor, text, folded text, places, found, …}. */
  function bestSection(fragment, asked) {
    const map = pairMap(fragment.fold);
    const total = Array.from(asked.terms.values()).reduce((sum, { weight }) => sum + weight, 0);
    let best = null;
    let heading = false;
    for (const [anchor, title, text] of fragment.sections) {
      const { folded, places } = fold(text, map);
      const found = occurrences(folded, asked);
      const above = fold(title, map).folded;
      const phrase = folded.indexOf(asked.phrase);
      heading = heading || above.includes(asked.phrase);
      const near = weigh(found) / (total || 1);
      const headed = weigh(occurrences(above, asked)) / (total || 1);
      const value = near + 0.3 * headed + (phrase >= 0 ? 1 : 0);
      if (!best || value > best.value) {
        best = { anchor, text, folded, places, found, phrase, near, value };
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
      start = Math.max(0, focus(found, phrase, length) - Math.floor(length / 5));
      if (start > 0 && !han) start = folded.indexOf(" ", start) + 1;
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

  /** Where an excerpt should begin: at the phrase, else where most of the terms stand together. */
  function focus(found, phrase, length) {
    if (phrase >= 0 || !found.length) return Math.max(phrase, 0);
    let best = { start: 0, weight: -1 };
    for (const { start } of found) {
      const weight = weigh(found.filter((hit) => hit.start >= start && hit.end <= start + length));
      if (weight > best.weight) best = { start, weight };
    }
    return best.start;
  }

  window.casebookSearch.passage = { bestSection, excerptOf };
})();
