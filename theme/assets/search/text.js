/* Folding and cutting of queries and passages, by the rules of scraper/text/tokens.py.
 *
 * Tests hold the two together. Nothing here touches the page or the index.
 */
(() => {
  "use strict";

  const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const RUN = new RegExp(`([${HAN}]+)|(?:(?![${HAN}])[\\p{L}\\p{N}])+`, "gu");
  // The last character of each match goes. (No look-behind: Safari knows it from 16.4 on only.)
  const DROPPED = new RegExp(
    `[0-9],(?=[0-9]{3}(?![0-9]))|\\u3014(?=[${HAN}])|[${HAN}]\\u3015`, "gu");
  const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu; // what is no part of a word

  /** "aAbB" -> Map of a to A and b to B. */
  function pairMap(pairs) {
    const chars = Array.from(pairs);
    const map = new Map();
    for (let i = 0; i < chars.length; i += 2) map.set(chars[i], chars[i + 1]);
    return map;
  }

  /** The folded text, and for each of its code units (and its end) the place in the text. */
  function fold(text, simplified) {
    const dropped = new Set(
      Array.from(text.matchAll(DROPPED), (match) => match.index + match[0].length - 1));
    let folded = "";
    const places = [];
    let place = 0;
    for (const char of text) {
      if (!dropped.has(place)) {
        for (const c of char.normalize("NFKC").toLowerCase()) {
          const simple = simplified.get(c) || c;
          for (let i = 0; i < simple.length; i++) places.push(place);
          folded += simple;
        }
      }
      place += char.length;
    }
    places.push(place);
    return { folded, places };
  }

  /** An English token without its plural ending (Harman's S-stemmer). */
  function stem(token) {
    if (token.length < 4 || !/^[a-z]+$/.test(token)) return token;
    if (/[^ea]ies$/.test(token)) return token.slice(0, -3) + "y";
    if (/[^aeo]es$/.test(token)) return token.slice(0, -1);
    if (/[^us]s$/.test(token)) return token.slice(0, -1);
    return token;
  }

  /**
   * What a query asks for. `terms`: text -> {begins, required, weight}, where `begins` lets longer
   * words count too; `words`: its stretches of three to six characters, which may be words.
   */
  function ask(query, stop, simplified) {
    const { folded } = fold(query, simplified);
    const phrase = folded.replace(EDGES, "").replace(/\s+/g, " ");
    const asked = { phrase, terms: new Map(), words: new Set() };
    const add = (text, begins, required) => {
      const known = asked.terms.get(text) || { begins: false, required: false, weight: 0 };
      known.begins = known.begins || begins;
      known.required = known.required || required;
      asked.terms.set(text, known);
    };
    for (const match of folded.matchAll(RUN)) {
      const run = match[0];
      if (match[1]) {
        askChinese(run, stop, add, asked.words);
      } else {
        const typing = match.index + run.length === folded.length && run.length > 1;
        add(stem(run), typing, !stop.includes(run));
      }
    }
    const terms = Array.from(asked.terms.values());
    if (!terms.some((term) => term.required)) for (const term of terms) term.required = true;
    return asked;
  }

  function askChinese(run, stop, add, words) {
    const chars = Array.from(run);
    const marks = stopped(chars, stop);
    if (chars.length === 1) add(run, true, !marks[0]);
    for (let i = 0; i + 1 < chars.length; i++) {
      add(chars[i] + chars[i + 1], false, !marks[i] && !marks[i + 1]);
      for (let n = 3; n <= 6 && i + n <= chars.length; n++) {
        words.add(chars.slice(i, i + n).join(""));
      }
    }
  }

  /** For each character of a run whether it belongs to a stop word. */
  function stopped(chars, stop) {
    const marks = chars.map(() => false);
    for (const word of stop) {
      const length = Array.from(word).length;
      for (let i = 0; i + length <= chars.length; i++) {
        if (chars.slice(i, i + length).join("") === word) marks.fill(true, i, i + length);
      }
    }
    return marks;
  }

  /** Where the query's terms stand in a folded text: [{text, start, end, weight}]. */
  function occurrences(folded, { terms }) {
    const found = [];
    const note = (text, start, length) => {
      if (terms.has(text)) {
        found.push({ text, start, end: start + length, weight: terms.get(text).weight });
      }
    };
    for (const match of folded.matchAll(RUN)) {
      let at = match.index;
      if (match[1]) {
        const chars = Array.from(match[0]);
        chars.forEach((char, i) => {
          note(char, at, char.length);
          const pair = char + (chars[i + 1] || "");
          if (pair !== char) note(pair, at, pair.length);
          at += char.length;
        });
      } else {
        const begun = Array.from(terms.keys()).filter(
          (text) => terms.get(text).begins && match[0].startsWith(text));
        for (const text of new Set([stem(match[0]), ...begun])) note(text, at, match[0].length);
      }
    }
    return found;
  }

  /** Occurrences as stretches [from, to] of the text as it stands, overlapping ones joined. */
  function spans(found, places) {
    const joined = [];
    for (const { start, end } of found.slice().sort((a, b) => a.start - b.start)) {
      const last = joined[joined.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined.map(([start, end]) => [places[start], places[end]]);
  }

  window.casebookSearch.text = { ask, fold, occurrences, pairMap, spans, stem };
})();
