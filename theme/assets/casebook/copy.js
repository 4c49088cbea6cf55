// Makes the sign after each passage a button that copies the passage's address, and says so.
// Without this script the sign is a link to the passage.
"use strict";
(() => {
  const words = document.querySelector("[data-copy]").dataset;
  const copied = document.createElement("p");
  copied.className = "cb-copied";
  copied.setAttribute("role", "status");
  document.body.append(copied);
  let clearing = 0;

  // A page opened from a folder has an address that is of no use to others: then the published one.
  const addressOf = (id) => {
    const published = document.querySelector("link[rel=canonical]");
    const page = location.protocol === "file:" && published ? published.href : location.href;
    return page.replace(/#.*$/, "") + "#" + encodeURIComponent(id);
  };

  const announce = (text) => {
    clearTimeout(clearing);
    copied.textContent = text;
    clearing = setTimeout(() => { copied.textContent = ""; }, 4000);
  };

  // Where the browser has no clipboard (http without TLS) or refuses it.
  const copyOldWay = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "cb-copy-field";
    document.body.append(field);
    const focused = document.activeElement;
    field.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { /* refused: shown instead */ }
    field.remove();
    if (focused) focused.focus({ preventScroll: true });
    return done;
  };

  const show = (text) => {
    const dialog = document.createElement("dialog");
    const label = document.createElement("label");
    const field = document.createElement("input");
    const close = document.createElement("button");
    dialog.className = "cb-copy-dialog";
    label.textContent = words.byHand;
    field.value = text;
    field.readOnly = true;
    close.textContent = words.close;
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    label.append(field);
    dialog.append(label, close);
    document.body.append(dialog);
    dialog.showModal();
    field.select();
  };

  const copy = async (id) => {
    const address = addressOf(id);
    let done = false;
    try {
      await navigator.clipboard.writeText(address);
      done = true;
    } catch {
      done = copyOldWay(address);
    }
    if (done) announce(`${words.copied} ${address}`);
    else show(address);
    // The address bar too, without a jump; refused for some pages opened from a folder.
    try { history.replaceState(null, "", `#${encodeURIComponent(id)}`); } catch { /* not shown */ }
  };

  for (const link of document.querySelectorAll("a.cb-anchor")) {
    const button = document.createElement("button");
    const id = decodeURIComponent(link.hash.slice(1));
    button.type = "button";
    button.className = "cb-anchor";
    button.title = words.copy;
    button.setAttribute("aria-label", words.copy);
    if (link.lang) button.lang = link.lang;
    button.addEventListener("click", () => copy(id));
    link.replaceWith(button);
  }
})();
