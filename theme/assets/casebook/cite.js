/* The reader's day in place of the date of access, the passage in the address of the page
   (`#p-1a2b3c`), and buttons to copy. Everything is set as text, never as markup. */
"use strict";

(() => {
  const block = document.querySelector(".cb-cite");
  if (!block) {
    return;
  }
  const status = block.querySelector(".cb-cite__status");
  const notice = block.querySelector(".cb-cite__passage");
  const references = [...block.querySelectorAll(".cb-cite__text")].map((element) => ({
    element,
    text: withToday(element.textContent, element.dataset.accessed),
    here: Boolean(element.closest(".cb-cite__here")),
  }));

  /* GB/T 7714 writes [2026-11-21], ISO 690 [Accessed 21 November 2026]. */
  function withToday(text, accessed) {
    if (!accessed) {
      return text;
    }
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    const day = accessed.startsWith("[Accessed")
      ? `Accessed ${now.getDate()} ${now.toLocaleString("en-US", { month: "long" })} ${now.getFullYear()}`
      : `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    const at = text.lastIndexOf(accessed);
    return `${text.slice(0, at)}[${day}]${text.slice(at + accessed.length)}`;
  }

  /* A lasting id: that of a paragraph, a heading or a case within the case. */
  const isPassage = (id) => /^[phs]-[a-z0-9]+$/.test(id) && Boolean(document.getElementById(id));

  /* On an English page Chinese words are marked as Chinese, as they were. */
  function write(element, text) {
    const parts = document.documentElement.lang === "en" ? text.split(/(\p{Script=Han}+)/u) : [text];
    element.replaceChildren(...parts.map((part, number) => {
      if (number % 2 === 0) {
        return part;
      }
      const chinese = document.createElement("span");
      chinese.lang = "zh-Hans";
      chinese.textContent = part;
      return chinese;
    }));
  }

  function show(wanted) {
    const id = block.dataset.address && isPassage(wanted) ? wanted : "";
    notice.hidden = !id;
    for (const { element, text, here } of references) {
      const at = text.lastIndexOf(block.dataset.address);
      const end = at + block.dataset.address.length;
      write(element, here && id ? `${text.slice(0, end)}#${id}${text.slice(end)}` : text);
    }
  }

  async function copy(element) {
    try {
      await navigator.clipboard.writeText(element.textContent);
    } catch {
      /* A page opened from a folder may not use the clipboard: select the text and copy that. */
      const range = document.createRange();
      range.selectNodeContents(element);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      document.execCommand("copy");
    }
    status.textContent = block.dataset.citeCopied;
  }

  for (const { element } of references) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cb-cite__copy";
    button.textContent = block.dataset.citeCopy;
    button.addEventListener("click", () => copy(element));
    element.after(button);
  }
  /* The sign after a passage copies its address and changes that of the page without an event. */
  document.addEventListener("click", (event) => {
    const passage = event.target.closest(".cb-anchor")?.closest("[id]");
    if (passage) {
      show(passage.id);
    }
  });
  addEventListener("hashchange", () => show(location.hash.slice(1)));
  show(location.hash.slice(1));
})();
