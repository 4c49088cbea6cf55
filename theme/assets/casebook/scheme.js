// Light or dark: the reader's choice if there is one, else what the system asks for.
// Runs before the page is drawn; the button is shown only where the script runs.
"use strict";
(() => {
  const KEY = "casebook-scheme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // Storage may be forbidden (private windows, file:// in some browsers): then nothing is kept.
  const recall = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const keep = (scheme) => { try { localStorage.setItem(KEY, scheme); } catch { /* not kept */ } };

  const apply = (scheme) => root.setAttribute("data-md-color-scheme", scheme);
  const wanted = () => recall() ?? (dark.matches ? "slate" : "default");

  apply(wanted());
  root.classList.replace("no-js", "js");
  dark.addEventListener("change", () => apply(wanted()));
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".cb-scheme");
    button.hidden = false;
    button.addEventListener("click", () => {
      const other = root.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
      keep(other);
      apply(other);
    });
  });
})();
