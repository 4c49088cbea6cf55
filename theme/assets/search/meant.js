/* What a query may have meant: pinyin, initials, and words a slip away. */
(() => {
  "use strict";

  const PAIRS = 24; // pairs of characters looked up for two syllables
  const WORDS = 200; // words of three characters looked for among them
  const PHRASES = 4; // phrases tried for a row of initials
  const SUGGESTED = 3; // queries suggested at most

  const { addSlot } = window.casebookSearch.text;
  const { part, stretches } = window.casebookSearch.sounds;
  const { entry, loadShard, lookUp } = window.casebookSearch.terms;

  /** The entries of the index that lead from what is typed to characters, all fetched at once. */
  const ahead = (manifest, query) =>
    Promise.all(stretches(query).flatMap(({ letters }) => [
      `^${letters}`, ...part(letters).flatMap(keysOf)]).map((key) => entry(manifest, key)));

  /** The query with each stretch of Latin letters read as pinyin, and as initials. */
  async function asMeant(manifest, query, asking) {
    const found = [];
    await ahead(manifest, query);
    for (const stretch of stretches(query)) {
      const [before, after] = [query.slice(0, stretch.start), query.slice(stretch.end)];
      const known = await entry(manifest, `^${stretch.letters}`);
      for (const phrase of known ? known.split("|").slice(0, PHRASES) : []) {
        found.push(asking(before + phrase + after));
      }
      for (const syllables of part(stretch.letters)) {
        const pairs = await sounding(manifest, syllables);
        if (!pairs) continue;
        const asked = asking(`${before} ${after}`);
        asked.phrase = "";
        asked.stretch = true;
        asked.reach = syllables.length;
        for (const terms of pairs) addSlot(asked, terms);
        for (const word of joined(pairs)) asked.words.add(word);
        found.push(asked);
      }
    }
    return Promise.all(found.map((asked) => lookUp(manifest, asked)));
  }

  const keysOf = (syllables) =>
    syllables.slice(1).map((syllable, i) => `~${syllables[i]}_${syllable}`);

  /** The pairs of characters that each two syllables may be, or null. */
  async function sounding(manifest, syllables) {
    const coded = await Promise.all(keysOf(syllables).map((key) => entry(manifest, key)));
    let lists = coded.map(pairsOf);
    // A pair stands where the one before it ends with its first character.
    const joins = (a, b) => Array.from(a)[1] === Array.from(b)[0];
    for (let i = 1; i < lists.length; i++) {
      lists[i] = lists[i].filter((pair) => lists[i - 1].some((other) => joins(other, pair)));
    }
    for (let i = lists.length - 2; i >= 0; i--) {
      lists[i] = lists[i].filter((pair) => lists[i + 1].some((other) => joins(pair, other)));
    }
    const known = lists.length && lists.every((list) => list.length);
    return known ? lists.map((list) => list.slice(0, PAIRS)) : null; // the most frequent
  }

  /** The words of three characters that neighbouring pairs make. */
  function joined(pairs) {
    const words = [];
    for (let i = 1; i < pairs.length; i++) {
      for (const a of pairs[i - 1]) {
        for (const b of pairs[i]) {
          const [, middle] = Array.from(a);
          const [first, last] = Array.from(b);
          if (middle === first) words.push(a + last);
        }
      }
    }
    return words.slice(0, WORDS);
  }

  /** The pairs of an entry, the most frequent first. Digits between them say how frequent. */
  const pairsOf = (coded) => coded.match(/[^\x00-\x7f]{2}/gu) || [];

  /** Words of the index that are one or two changes from a word of the query. */
  async function suggestions(manifest, { asked, used }) {
    const words = new Map(); // word of the query -> the best of the index
    const wanted = [...asked.words].filter((word) => /^[^\x00-\x7f]+$/.test(word));
    for (const slot of asked.slots) if (/^[a-z]{4,}$/.test(slot.terms[0])) wanted.push(slot.terms[0]);
    for (const number of used) {
      for (const term of (await loadShard(manifest, number)).keys()) {
        if (term.length < 3 || /[_~^]/.test(term)) continue;
        for (const word of wanted) {
          // A Chinese word with a character more or less is seldom what was meant.
          if (word > "\u3000" && word.length !== term.length) continue;
          const away = distance(word, term, word.length > 5 ? 2 : 1);
          const best = words.get(word);
          if (away && (!best || away < best.away)) words.set(word, { term, away });
        }
      }
    }
    const made = Array.from(words, ([word, { term }]) => asked.folded.replace(word, term));
    return Array.from(new Set(made)).filter((text) => text !== asked.folded).slice(0, SUGGESTED);
  }

  /** Changes of a character from one word to the other, at most `most`, else 0 (Levenshtein). */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return 0;
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      }
      row = next;
    }
    return row[b.length] <= most ? row[b.length] : 0;
  }

  window.casebookSearch.meant = { ahead, asMeant, suggestions };
})();
