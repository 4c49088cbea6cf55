// Filters the list of cases by the data attributes of its cards. The choice stands in the address,
// so that it can be shared; without this script every card is shown.
"use strict";
(() => {
  const form = document.querySelector(".cb-filters");
  if (!form) return;
  const fields = [...form.querySelectorAll("select")];
  const groups = [...document.querySelectorAll(".cb-group")];
  const cards = groups.flatMap((group) => [...group.querySelectorAll(".cb-card")]);
  const none = document.querySelector(".cb-filters__none");
  const found = form.querySelector(".cb-filters__found strong");
  const details = form.querySelector("details");

  const fits = (card) => fields.every((field) =>
    !field.value || (card.dataset[field.name] ?? "").split(" ").includes(field.value));

  const show = () => {
    for (const card of cards) card.hidden = !fits(card);
    for (const group of groups) group.hidden = !group.querySelector(".cb-card:not([hidden])");
    const count = cards.filter((card) => !card.hidden).length;
    found.textContent = String(count);
    none.hidden = count > 0;
  };

  const remember = () => {
    const chosen = new URLSearchParams();
    for (const field of fields) if (field.value) chosen.set(field.name, field.value);
    const query = chosen.toString();
    // Some browsers refuse this for a page opened from a folder: then the list is filtered all the
    // same, and only the address stays as it was.
    try { history.replaceState(null, "", query ? `?${query}` : location.pathname); } catch { /**/ }
  };

  const recall = () => {
    const chosen = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = chosen.get(field.name) ?? "";
      field.value = [...field.options].some((option) => option.value === value) ? value : "";
    }
    details.open = fields.some((field) => field.value) || matchMedia("(min-width: 48em)").matches;
  };

  form.addEventListener("change", () => { show(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { show(); remember(); }));
  addEventListener("pageshow", () => { recall(); show(); });
})();
