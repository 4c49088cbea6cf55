/* Pinyin: the syllables a stretch of Latin letters may be. What they mean stands in the index. */
(() => {
  "use strict";

  const INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?";
  const FINAL =
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|vn|ia|ua|uo|a|o|e|i|u|v)";
  const SYLLABLE = new RegExp(`^${INITIAL}${FINAL}$`);
  const LONGEST = 6; // letters of a syllable
  const MOST = 6; // ways to part a stretch that are tried

  /** Stretches of a query that may be pinyin: [{start, end, letters}], tones and spaces gone. */
  function stretches(query) {
    const found = [];
    for (const match of query.matchAll(/\p{Script=Latin}[\p{Script=Latin}\p{M}'’\s-]*/gu)) {
      const letters = match[0].toLowerCase().replace(/ü|u\u0308/g, "v").normalize("NFD")
        .replace(/[^a-z]/g, "");
      const length = match[0].trimEnd().length;
      if (letters.length > 1) found.push({ start: match.index, end: match.index + length, letters });
    }
    return found;
  }

  /** The ways to part letters into syllables, fewest syllables first. */
  function part(letters) {
    const found = [];
    const go = (at, syllables) => {
      if (found.length >= 4 * MOST || syllables.length > 12) return;
      if (at === letters.length) return void found.push(syllables);
      for (let n = Math.min(LONGEST, letters.length - at); n > 0; n--) {
        const next = letters.slice(at, at + n);
        if (SYLLABLE.test(next)) go(at + n, [...syllables, next]);
      }
    };
    go(0, []);
    return found.filter((s) => s.length > 1).sort((a, b) => a.length - b.length).slice(0, MOST);
  }

  window.casebookSearch.sounds = { part, stretches };
})();
