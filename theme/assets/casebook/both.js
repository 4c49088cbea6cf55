// The side-by-side view of a case: each paragraph with its twin in the other language.
//
// `?view=both` in the address asks for it, else the reader's last choice. The twins come from a
// script beside the page, which hands them to `casebookBoth`, so that this works from a folder too;
// they only ever become text nodes. Without this script, two links lead to the two pages.
"use strict";
(() => {
  const KEY = "casebook-view";
  const nav = document.querySelector(".cb-views");
  const text = document.querySelector(".cb-text");
  const words = nav.dataset;
  const both = nav.querySelector(".cb-views__both");
  const own = nav.querySelector("[aria-current]");
  let twins = null;

  globalThis.casebookBoth = (data) => { twins = new Map(Object.entries(data)); };

  // Storage may be forbidden (private windows, file:// in some browsers): then nothing is kept.
  const recall = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const keep = (view) => { try { localStorage.setItem(KEY, view); } catch { /* not kept */ } };

  const load = () => new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = words.twin;
    script.onload = () => (twins ? done() : fail(new Error(words.twin)));
    script.onerror = fail;
    document.head.append(script);
  });

  const make = (tag, text, attributes = {}) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.textContent = text;
    return node;
  };

  /** The text; Chinese words among English ones are marked as Chinese. */
  const inLanguages = (text_) => (words.other === "zh-Hans" ? [text_] : text_.split(/(\p{Script=Han}+)/u))
    .filter(Boolean)
    .map((part) => (words.other !== "zh-Hans" && /^\p{Script=Han}/u.test(part)
      ? make("span", part, { lang: "zh-Hans" }) : part));

  // What the edition says of a word, as the page itself shows it (`spans` in case.jinja).
  const MARKS = {
    restored: (text_) => make("ins", text_, { class: "cb-restored", title: words.restored }),
    lacuna: (text_) => make("span", text_, {
      class: "cb-lacuna", role: "img", lang: document.documentElement.lang,
      "aria-label": words.lacuna, title: words.lacuna,
    }),
    check: (text_, ref) => make("a", text_, { class: "cb-checked", href: `#${ref}`, title: words.check }),
    term: (text_, ref) => make("a", text_, { class: "cb-term", href: `#${ref}` }),
  };
  const pieceOf = (piece) => (Array.isArray(piece) && Object.hasOwn(MARKS, piece[1])
    ? [MARKS[piece[1]](piece[0], piece[2])] : inLanguages([piece].flat()[0]));

  // A heading twin is no heading: the contents and a screen reader's list should have each once.
  const twinOf = (element, [pieces, state]) => {
    const twin = document.createElement("p");
    twin.className = "cb-twin";
    if (element.matches("h2, h3")) twin.classList.add("cb-twin--heading");
    if (element.matches(".cb-meta")) twin.classList.add("cb-twin--meta");
    const made = state && state !== "reviewed" ? words[state] : "";
    if (pieces.length) {
      twin.lang = words.other;
      twin.append(...pieces.flatMap(pieceOf));
    }
    if (made) {
      const own_ = { class: `cb-made cb-made--${state}`, lang: document.documentElement.lang };
      twin.append(pieces.length ? " " : "", make("span", made, own_));
    }
    return twin;
  };

  const draw = () => {
    for (const element of [...text.children]) {
      if (!twins.has(element.id)) continue;
      element.classList.add("cb-own");
      element.after(twinOf(element, twins.get(element.id)));
    }
    document.dispatchEvent(new Event("casebook:twins")); // for the terms in them
  };

  const address = (view) => {
    const here = new URL(location.href);
    if (view) here.searchParams.set("view", view);
    else here.searchParams.delete("view");
    // Refused for some pages opened from a folder.
    try { history.replaceState(null, "", here); } catch { /* not shown */ }
  };

  const mark = (shown) => {
    text.classList.toggle("cb-both", shown);
    (shown ? own : both).removeAttribute("aria-current");
    (shown ? both : own).setAttribute("aria-current", "true");
  };

  const show = async () => {
    try {
      if (!twins) {
        await load();
        draw();
      }
      mark(true);
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target) target.scrollIntoView();
    } catch {
      const failed = document.createElement("p");
      failed.className = "cb-views__failed";
      failed.setAttribute("role", "status");
      failed.textContent = words.failed;
      if (!nav.querySelector(".cb-views__failed")) nav.append(failed);
    }
  };

  both.hidden = false;
  both.addEventListener("click", (event) => {
    event.preventDefault();
    keep("both");
    address("both");
    show();
  });
  for (const link of nav.querySelectorAll("a[hreflang]")) {
    link.addEventListener("click", (event) => {
      keep("one");
      if (link !== own) return;
      event.preventDefault();
      address("");
      mark(false);
    });
  }
  const asked = new URLSearchParams(location.search).get("view");
  if (asked === "both" || (!asked && recall() === "both")) show();
})();
