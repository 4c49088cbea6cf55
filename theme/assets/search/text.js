/* Folding and cutting of queries and passages, by the rules of scraper/text/tokens.py and
 * numerals.py. Tests hold them together. Nothing here touches the page or the index.
 */
(() => {
  "use strict";

  const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const RUN = new RegExp(`([${HAN}]+)|(?:(?![${HAN}])[\\p{L}\\p{N}])+`, "gu");
  // The last character of each match goes. (No look-behind: Safari knows it from 16.4 on only.)
  const DROPPED = new RegExp(
    `[0-9],(?=[0-9]{3}(?![0-9]))|\\u3014(?=[${HAN}])|[${HAN}]\\u3015`, "gu");
  const COUNTED = new RegExp(`(^|[^\\p{L}\\p{N}]|[${HAN}])([0-9]+[${HAN}])`, "gu");
  const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu; // what is no part of a word
  const WRITTEN = new RegExp(`^[${HAN}]+$`, "u");
  const LONGEST_WORD = 6; // characters or tokens of a word or term looked up as a whole

  /** "aAbB" -> Map of a to A and b to B. */
  function pairMap(pairs) {
    const chars = Array.from(pairs);
    const map = new Map();
    for (let i = 0; i < chars.length; i += 2) map.set(chars[i], chars[i + 1]);
    return map;
  }

  /** The folded text, and for each of its code units (and its end) the place in the text. */
  function fold(text, simplified) {
    const folded = sameLength(text, simplified);
    return folded === null ? foldByChar(text, simplified) : { folded, places: identity(text.length) };
  }

  const FEW = 100; // characters up to which replacing one after the other is quicker
  let places = new Uint32Array(0);

  /** 0, 1, 2 … up to `length` at least. */
  function identity(length) {
    if (places.length <= length) places = Uint32Array.from({ length: 2 * length + 1 }, (_, i) => i);
    return places;
  }

  /** The folded text where each code unit becomes one, as nearly everywhere; else null. */
  function sameLength(text, simplified) {
    if (simplified.size > FEW || /[,\u3014\u3015]/.test(text)) return null;
    let folded = text.normalize("NFKC").toLowerCase();
    if (folded.length !== text.length) return null;
    // No character is replaced by one that is itself replaced.
    for (const [char, simple] of simplified) {
      if (folded.includes(char)) folded = folded.split(char).join(simple);
    }
    return folded.length === text.length ? folded : null;
  }

  function foldByChar(text, simplified) {
    const dropped = new Set(
      Array.from(text.matchAll(DROPPED), (match) => match.index + match[0].length - 1));
    let folded = "";
    const places = [];
    let place = 0;
    for (const char of text) {
      if (!dropped.has(place)) {
        for (const c of plain(char)) {
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

  /** A character in NFKC and lower case; most are so already. */
  const plain = (char) => (char >= "\u4e00" && char <= "\u9fff" && char.length === 1 ? char
    : char.normalize("NFKC").toLowerCase());

  /** An English token without its plural ending (Harman's S-stemmer). */
  function stem(token) {
    if (token.length < 4 || !/^[a-z]+$/.test(token)) return token;
    if (/[^ea]ies$/.test(token)) return token.slice(0, -3) + "y";
    if (/[^aeo]es$/.test(token)) return token.slice(0, -1);
    if (/[^us]s$/.test(token)) return token.slice(0, -1);
    return token;
  }

  /* --- numbers -------------------------------------------------------------------------- */

  const DIGIT = new Map([..."零一二三四五六七八九"].map((char, value) => [char, value]));
  DIGIT.set("〇", 0).set("两", 2);
  const UNIT = { 十: 10, 百: 100, 千: 1000 };
  const BIG = { 万: 1e4, 亿: 1e8 };
  const NUMERALS = [...DIGIT.keys(), ...Object.keys(UNIT), ...Object.keys(BIG)].join("");

  const patterns = new Map(); // by the measures they look for

  function patternOf(measures) {
    if (!patterns.has(measures)) {
      patterns.set(measures, new RegExp(
        `[${NUMERALS}]{1,12}(?=[${measures}])|[0-9]+(?:\\.[0-9]+)?[万亿]`, "g"));
    }
    return patterns.get(measures);
  }

  /** Numbers of a folded text that stand in characters before a measure, or as `5万`. */
  function numbersIn(folded, measures) {
    if (!measures) return [];
    return Array.from(folded.matchAll(patternOf(measures)), (match) => ({
      start: match.index, end: match.index + match[0].length, value: digitsOf(match[0]),
    })).filter(({ value }) => value).map((number) => ({
      ...number, counted: number.value + folded.slice(number.end, number.end + 1),
    }));
  }

  /** Digits with the character they count, `117台`, also where the text writes 一百一十七台, and
   *  the place of that character: [{term, last}]. */
  function countedIn(folded, numbers) {
    const digits = Array.from(folded.matchAll(COUNTED), (match) => (
      { term: match[2], last: match.index + match[0].length - 1 }));
    return digits.concat(numbers.map(({ counted, end }) => ({ term: counted, last: end })));
  }

  /** A number in Arabic digits; empty where the words are none. */
  function digitsOf(words) {
    if (/^[0-9]/.test(words)) {
      const value = parseFloat(words) * BIG[words[words.length - 1]];
      return Number.isInteger(value) ? String(value) : "";
    }
    const chars = [...words];
    if (chars.every((char) => DIGIT.has(char))) return chars.map((c) => DIGIT.get(c)).join("");
    let [total, section, digit] = [0, 0, null];
    for (const char of chars) {
      if (DIGIT.has(char)) {
        if (digit) return "";
        digit = DIGIT.get(char);
      } else if (char in UNIT) {
        if (digit === null && (section || char !== "十")) return "";
        section += (digit === null ? 1 : digit) * UNIT[char];
        digit = null;
      } else {
        section += digit || 0;
        if (!section && !total) return "";
        total = char === "万" ? total + section * BIG[char] : (total + section) * BIG[char];
        [section, digit] = [0, null];
      }
    }
    return String(total + section + (digit || 0));
  }

  /* --- queries -------------------------------------------------------------------------- */

  /** What a query asks for, still empty. A slot is one thing a page should hold, by any of its
   *  terms: {terms, begins, required, ifHeld, must, spare, weight}. With `ifHeld` it is required
   *  as soon as any page holds it; a `spare` one is a pair whose characters stand in its
   *  neighbours too. `chains` are stretches of the phrase, [[slot, place], …] each, that stand
   *  just so in every text that says it. */
  const nothing = (folded) => ({
    folded, phrase: "", stretch: false, reach: 0, tokens: " ", counts: false, slots: [],
    byTerm: new Map(), words: new Set(), chains: [],
  });

  function addSlot(asked, terms, options = {}) {
    const { begins = false, required = true, ifHeld = false, must = false, spare = false } = options;
    const known = asked.byTerm.get(terms[0]);
    const slot = known || {
      terms: [], begins: false, required: false, ifHeld: false, must: false, spare: true, weight: 0,
    };
    if (!known) asked.slots.push(slot);
    for (const term of terms) {
      if (!slot.terms.includes(term)) slot.terms.push(term);
      if (!asked.byTerm.has(term)) asked.byTerm.set(term, slot);
    }
    slot.begins = slot.begins || begins;
    slot.required = slot.required || required;
    slot.ifHeld = slot.ifHeld || ifHeld;
    slot.must = slot.must || must;
    slot.spare = slot.spare && spare;
  }

  /**
   * What a query asks for. `words` are its stretches that may be words or terms of their own;
   * `rules` are the manifest's {stop, before, measures, apart}.
   */
  function ask(query, rules, simplified) {
    const { folded } = fold(query, simplified);
    const asked = nothing(folded);
    asked.phrase = phraseOf(folded, rules);
    asked.reach = asked.phrase.length;
    asked.stretch = asked.phrase.length > 2 && !/[^\p{L}\p{N}]/u.test(asked.phrase);
    const numbers = numbersIn(folded, rules.measures);
    const tokens = [];
    asked.counts = numbers.length > 0 || /[0-9]/.test(folded);
    for (const { term } of countedIn(folded, numbers)) {
      addSlot(asked, [term], { required: false, ifHeld: true });
    }
    for (const match of folded.matchAll(RUN)) {
      const run = match[0];
      if (match[1]) {
        askChinese(asked, run, match.index, rules, numbers);
      } else {
        const typing = match.index + run.length === folded.length && /\p{L}./u.test(run);
        addSlot(asked, [stem(run)], { begins: typing, required: !rules.stop.includes(run) });
        tokens.push(stem(run));
      }
    }
    asked.tokens = ` ${tokens.join(" ")} `;
    tokens.forEach((_, i) => {
      for (let n = 2; n <= LONGEST_WORD && i + n <= tokens.length; n++) {
        asked.words.add(tokens.slice(i, i + n).join("_"));
      }
    });
    if (!asked.slots.some((slot) => slot.required)) {
      for (const slot of asked.slots) slot.required = true;
    }
    asked.chains = chainsOf(asked, countedIn(asked.phrase, numbersIn(asked.phrase, rules.measures)));
    return asked;
  }

  function chainsOf({ phrase, byTerm, counts }, numbers) {
    const chains = [[]];
    const chars = Array.from(phrase);
    for (let i = 0; i < chars.length; i++) {
      const slot = i + 1 < chars.length && byTerm.get(chars[i] + chars[i + 1]);
      const number = numbers.find(({ last }) => last === i);
      // A number in the other writing is longer or shorter; the index says where it ends.
      if (number) chains.push([[byTerm.get(number.term), i]]);
      if (slot && slot.terms.length === 1) chains[chains.length - 1].push([slot, i]);
      else if (counts && !number) chains.push([]);
    }
    return chains.filter((chain) => chain.length > 1);
  }

  /** The query as it may stand in a text: without marks at its edges and question words. */
  function phraseOf(folded, rules) {
    const whole = folded.replace(EDGES, "").replace(/\s+/g, " ");
    const chars = Array.from(whole);
    const asking = rules.stop.filter((word) => /^[^\x00-\x7f]{2,}$/.test(word));
    const marks = stopped(chars, asking, rules.before);
    const parts = chars.map((char, i) => (marks[i] ? "\n" : char)).join("").split("\n");
    const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), "");
    return longest.replace(EDGES, "") || whole;
  }

  /** For each character whether it belongs to a stop word, or goes with the one after it. */
  function stopped(chars, words, before) {
    const marks = covered(chars, words);
    for (let i = chars.length - 2; i >= 0; i--) {
      if (!marks[i] && marks[i + 1] && before.includes(chars[i])) marks[i] = marks[i + 1];
    }
    return marks;
  }

  function askChinese(asked, run, at, rules, numbers) {
    const chars = Array.from(run);
    const stops = stopped(chars, rules.stop, rules.before);
    const must = covered(chars, rules.apart);
    const number = (from, to) =>
      (numbers.find(({ start, end }) => start < at + to && end > at + from) || {}).counted;
    if (chars.length === 1) {
      if (asked.byTerm.has(digitsBefore(asked.folded, at) + run)) return; // `117台` is a term
      const value = number(0, 1);
      addSlot(asked, value ? [run, value] : [run], { begins: true, required: !stops[0] });
    }
    for (let i = 0; i + 1 < chars.length; i++) {
      const pair = chars[i] + chars[i + 1];
      // Before a number in digits the pair is not there, but a run that ends with its first half.
      const other = number(i, i + 1) || (number(i + 1, i + 2) && chars[i]);
      addSlot(asked, other ? [pair, other] : [pair], {
        required: !stops[i] && !stops[i + 1],
        must: must[i] > 0 && must[i] === must[i + 1],
        spare: i % 2 === 1 && i + 2 < chars.length && !other && !stops[i - 1] && !stops[i + 2],
      });
      for (let n = 3; n <= LONGEST_WORD && i + n <= chars.length; n++) {
        asked.words.add(chars.slice(i, i + n).join(""));
      }
    }
  }

  const digitsBefore = (folded, at) => /[0-9]*$/.exec(folded.slice(0, at))[0];

  /** For each character of a run the number (from 1) of the word it belongs to, else 0. */
  function covered(chars, words) {
    const marks = chars.map(() => 0);
    const run = chars.join("");
    words.forEach((word, number) => {
      const length = Array.from(word).length;
      if (!run.includes(word)) return;
      for (let i = 0; i + length <= chars.length; i++) {
        if (chars.slice(i, i + length).join("") === word) marks.fill(number + 1, i, i + length);
      }
    });
    return marks;
  }

  /** Where the query's terms stand in a folded text: [{slot, start, end}]. */
  function occurrences(folded, asked, measures) {
    const found = [];
    const others = [];
    for (const [term, slot] of asked.byTerm) {
      if (!WRITTEN.test(term)) {
        others.push(term);
        continue;
      }
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
        found.push({ slot, start: at, end: at + term.length });
      }
    }
    if (others.length) findTokens(folded, asked, others, measures, found);
    return found;
  }

  /** The same of tokens and numbers: these begin and end where words do. */
  function findTokens(folded, asked, terms, measures, found) {
    const note = (text, start, length) => {
      const slot = asked.byTerm.get(text);
      if (slot) found.push({ slot, start, end: start + length });
    };
    const begins = asked.slots.filter((slot) => slot.begins).flatMap((slot) => slot.terms);
    for (const match of folded.matchAll(RUN)) {
      if (match[1]) continue;
      const begun = begins.filter((text) => match[0].startsWith(text));
      for (const text of new Set([stem(match[0]), ...begun])) note(text, match.index, match[0].length);
    }
    if (!terms.some((term) => /[0-9]/.test(term))) return;
    for (const { start, end, value, counted } of numbersIn(folded, measures)) {
      note(value, start, end - start);
      note(counted, start, end + 1 - start);
    }
    for (const match of folded.matchAll(COUNTED)) {
      note(match[2], match.index + match[1].length, match[2].length);
    }
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

  window.casebookSearch.text = {
    addSlot, ask, digitsOf, fold, numbersIn, occurrences, pairMap, spans, stem,
  };
})();
