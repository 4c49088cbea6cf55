// Shows the explanation of a term beside it. Without this script, or where the browser has no
// pop-ups (Popover API), the link leads to the explanation at the end of the page.
"use strict";
(() => {
  if (!("popover" in HTMLElement.prototype)) return;
  const note = document.createElement("div");
  note.className = "cb-term-note";
  note.popover = "auto";
  document.body.append(note);
  let opener = null;

  const place = (link) => {
    const box = link.getBoundingClientRect();
    const below = box.bottom + note.offsetHeight + 8 < innerHeight;
    const left = Math.min(box.left, document.documentElement.clientWidth - note.offsetWidth - 12);
    const top = below ? box.bottom + 4 : Math.max(4, box.top - note.offsetHeight - 4);
    // Places of the page, not of the window: it moves with its term when the page is scrolled.
    note.style.left = `${Math.max(12, left) + scrollX}px`;
    note.style.top = `${top + scrollY}px`;
  };

  const show = (link) => {
    const explained = document.getElementById(link.hash.slice(1));
    note.replaceChildren(...[...explained.children].map((part) => {
      const line = document.createElement("p");
      line.append(...[...part.childNodes].map((node) => node.cloneNode(true)));
      return line;
    }));
    note.showPopover();
    place(link);
    opener = link;
  };

  note.addEventListener("toggle", (event) => {
    if (event.newState !== "closed" || !opener) return;
    opener.setAttribute("aria-expanded", "false");
  });
  note.id = "term-note";
  note.setAttribute("role", "note");
  note.setAttribute("aria-live", "polite");

  const prepare = (link) => {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.setAttribute("aria-controls", "term-note");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const again = opener === link && note.matches(":popover-open");
      note.hidePopover();
      if (again) return;
      show(link);
      link.setAttribute("aria-expanded", "true");
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    });
  };
  const prepareAll = () => document.querySelectorAll("a.cb-term:not([role])").forEach(prepare);
  prepareAll();
  document.addEventListener("casebook:twins", prepareAll);
})();
