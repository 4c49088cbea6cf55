/* The comparison page: two to four cases or models side by side.
 *
 * What is compared stands in the address: compare.html?c=one,two (cases) or ?m=one,two (models).
 * Each column is a script beside the page, compare/cases/one.js, which hands its data to
 * `casebookCompareData`; so the page works from a folder and loads only what is compared. Words
 * of captures only ever become text nodes, and only ids that the page lists become addresses.
 */
(() => {
  "use strict";

  const FOLDERS = { c: "compare/cases/", m: "compare/models/" };
  const page = document.querySelector(".cb-compare");
  const words = page.dataset;
  const form = page.querySelector(".cb-compare__form");
  const choices = page.querySelector(".cb-compare__choices");
  const address = page.querySelector(".cb-compare__share input");
  const status = page.querySelector(".cb-compare__status");
  const most = Number(words.most);
  const columns = new Map(); // "c/one" to a column, once its script has run
  let drawing = 0; // the last drawing that was begun: an older one that comes late is dropped

  globalThis.casebookCompareData = (kind, id, column) => columns.set(`${kind}/${id}`, column);

  /** An element with text and attributes; text is never markup. */
  const make = (name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) {
      if (value) element.setAttribute(key, value);
    }
    return element;
  };

  const fill = (message, name, value) => message.replace(`{${name}}`, () => value);

  // --- the address ---------------------------------------------------------------------------------

  /** The titles by id of everything that can be compared. */
  const listed = (kind) => {
    const options = page.querySelector(`template[data-kind=${kind}]`).content.querySelectorAll("option");
    return new Map([...options].filter((o) => o.value).map((o) => [o.value, o.textContent]));
  };

  /** What the address asks for, and what is wrong with it. */
  const asked = () => {
    const query = new URLSearchParams(location.search);
    const kind = query.has("m") && !query.has("c") ? "m" : "c";
    const names = query.getAll(kind).join(",").split(",").filter(Boolean);
    const known = listed(kind);
    const ids = [...new Set(names)].filter((id) => known.has(id));
    const faults = names.filter((id) => !known.has(id)).map((id) => fill(words.unknown, "id", id));
    if (ids.length > most) faults.push(words.surplus);
    return { kind, ids: ids.slice(0, most), faults };
  };

  const keep = (kind, ids) => {
    const query = ids.length ? `?${kind}=${ids.map(encodeURIComponent).join(",")}` : "";
    const here = new URL(location.href);
    here.search = query;
    here.hash = "";
    try {
      history.replaceState(null, "", here);
    } catch {
      // Some browsers refuse this in a page from a folder: the field below still has the address.
    }
    address.value = here.href;
    page.querySelector(".cb-compare__printed").textContent = here.href;
    document.querySelector("a.cb-language").search = query;
  };

  // --- choosing ------------------------------------------------------------------------------------

  const chosen = () => {
    const kind = form.elements.kind.value;
    const ids = [...choices.querySelectorAll("select")].map((select) => select.value);
    return { kind, ids: [...new Set(ids.filter(Boolean))] };
  };

  /** Put a select for each column, with these chosen. */
  const offer = (kind, ids) => {
    form.elements.kind.value = kind;
    const source = page.querySelector(`template[data-kind=${kind}]`).content;
    choices.replaceChildren(...Array.from({ length: most }, (_, number) => {
      const label = make("label");
      const select = source.querySelector("select").cloneNode(true);
      select.value = ids[number] ?? "";
      label.append(make("span", fill(words.column, "number", number + 1)), select);
      return label;
    }));
    reveal();
  };

  /** Show the selects that are used and the next one: two at least. */
  const reveal = () => {
    const labels = [...choices.children];
    const used = labels.findLastIndex((label) => label.querySelector("select").value);
    labels.forEach((label, number) => { label.hidden = number > Math.max(1, used + 1); });
  };

  // --- the table -----------------------------------------------------------------------------------

  const load = (kind, id) => new Promise((resolve) => {
    if (columns.has(`${kind}/${id}`)) return resolve();
    const script = make("script", "", { src: `${FOLDERS[kind]}${encodeURIComponent(id)}.js` });
    script.onload = script.onerror = () => resolve(script.remove());
    document.head.append(script);
  });

  const entry = ({ text, lang, link, note }, whole) => {
    const item = make("li");
    if (link && whole) item.append(make("a", text, { href: link, lang }));
    else item.append(make("span", text, { lang }));
    if (link && !whole) item.append(" ", make("a", words.link, { href: link, class: "cb-compare__link" }));
    if (note) item.append(" ", make("small", note));
    return item;
  };

  /** Whether a link is the thing itself (a page) and not the passage that tells it. */
  const isPage = (link) => link && (!link.includes("#") || link.startsWith("models/"));

  const cell = (entries, ordered) => {
    const box = make("td");
    if (!entries) box.append(make("span", words.missing, { class: "cb-compare__missing" }));
    else {
      const list = make(ordered ? "ol" : "ul");
      list.append(...entries.map((one) => entry(one, isPage(one.link))));
      box.append(list);
    }
    return box;
  };

  const draw = (kind, shown) => {
    for (const scroll of page.querySelectorAll(".cb-compare__scroll")) {
      scroll.hidden = scroll.dataset.kind !== kind || shown.length === 0;
      if (scroll.hidden) continue;
      scroll.querySelector("table").style.setProperty("--columns", shown.length);
      scroll.querySelector("thead tr").replaceChildren(...shown.map(({ title }) => {
        const head = make("th", "", { scope: "col" });
        head.append(make("a", title.text, { href: title.link, lang: title.lang }));
        return head;
      }));
      for (const body of scroll.querySelectorAll("tbody")) {
        const row = make("tr");
        row.append(...shown.map(({ cells }) => cell(cells[body.dataset.row], body.dataset.row === "steps")));
        body.rows[0].cells[0].colSpan = shown.length;
        body.replaceChildren(body.rows[0], row);
      }
    }
  };

  const show = async (kind, ids, faults) => {
    const mine = ++drawing;
    await Promise.all(ids.map((id) => load(kind, id)));
    if (mine !== drawing) return;
    const titles = listed(kind);
    const got = ids.filter((id) => columns.has(`${kind}/${id}`));
    const lost = ids.filter((id) => !got.includes(id));
    draw(kind, got.map((id) => columns.get(`${kind}/${id}`)));
    const names = got.map((id) => titles.get(id)).join(" / ");
    const said = [...faults, ...lost.map((id) => fill(words.failed, "title", titles.get(id)))];
    if (got.length < 2) said.push(words.few);
    status.replaceChildren(...said.map((message) => make("span", message)));
    // Those who see the table need not be told; those who hear the page do.
    if (got.length) status.append(make("span", fill(words.now, "titles", names), { class: "cb-compare__heard" }));
  };

  const change = () => {
    const { kind, ids } = chosen();
    reveal();
    keep(kind, ids);
    show(kind, ids, []);
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target.name === "kind") offer(target.value, []);
    change();
  });
  form.querySelector("button").addEventListener("click", () => print());
  address.addEventListener("focus", () => address.select());

  const { kind, ids, faults } = asked();
  form.hidden = false;
  offer(kind, ids);
  keep(kind, ids);
  show(kind, ids, faults);
})();
