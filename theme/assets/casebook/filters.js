// Filters the list of cases by the data attributes of its cards. The choice stands in the address,
// so that it can be shared; without this script every card is shown. A list of several pages holds
// but some of the cards: there a choice leads to the search, which knows all of them.
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
  const search = form.dataset.search;

  const fits = (card) => fields.every((field) =>
    !field.value || (card.dataset[field.name] ?? "").split(" ").includes(field.value));

  const show = () => {
    for (const card of cards) card.hidden = !fits(card);
    for (const group of groups) group.hidden = !group.querySelector(".cb-card:not([hidden])");
    const count = cards.filter((card) => !card.hidden).length;
    found.textContent = String(count);
    none.hidden = count > 0;
  };

  /** Go to the search with what is chosen. */
  const seek = () => {
    const chosen = new URLSearchParams();
    for (const field of fields) {
      if (field.value) chosen.set(field.dataset.facet, field.selectedOptions[0].dataset.name);
    }
    if (chosen.size) location.assign(`${search}#${chosen}`);
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

  form.addEventListener("submit", (event) => event.preventDefault());
  if (search) {
    form.addEventListener("change", seek);
    recall();
    seek();
    return;
  }
  form.addEventListener("change", () => { show(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { show(); remember(); }));
  addEventListener("pageshow", () => { recall(); show(); });
})();
