// Leads an old address on: to where the passage it names is now, else to the page it forwards to,
// with the passage kept. Both are links in the page, so that nothing is lost without this script.
"use strict";
(() => {
  const lead = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* not encoded: as it stands */ }
    const passage = id && document.getElementById(id);
    const page = document.querySelector("a.cb-forward");
    if (passage && passage.matches("a.cb-moved")) location.replace(passage.href);
    else if (page) location.replace(page.href + location.hash);
  };
  addEventListener("hashchange", lead);
  lead();
})();
