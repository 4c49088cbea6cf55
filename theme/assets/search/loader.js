/* The pieces of the index that scraper/index writes; see its __init__.py for what they are.
 *
 * Over http a piece is fetched as `.bin`; where nothing can be fetched (file://) its twin `.js`
 * hands over the same bytes. Both are JSON, compressed.
 */
(() => {
  "use strict";

  const KEPT = 40; // pieces kept in memory; the least lately used goes first

  const received = new Map(); // file name -> bytes in base64, until their promise takes them
  const pieces = new Map(); // file name -> promise of its value

  window.casebookSearchData = (name, value) => received.set(name, value);

  let root = null;
  let folder = null;

  /** The site's root, which the addresses of the records are relative to. */
  function siteRoot() {
    const told = root || document.querySelector(".cb-search[data-root], script[data-root]");
    root = root || new URL((told && told.dataset.root) || "./", document.baseURI);
    return root;
  }

  /** The folder of the index: `search/` under the root, or as `data-index` of the script says. */
  function indexFolder() {
    const told = folder ? null : document.querySelector("script[data-index]");
    folder = folder || (told ? new URL(told.dataset.index, document.baseURI)
      : new URL("search/", siteRoot()));
    return folder;
  }

  /** The value of a piece, as `read` makes it of what the file holds. */
  function load(name, version, read = (value) => value) {
    let piece = pieces.get(name);
    if (piece) {
      pieces.delete(name);
    } else {
      piece = unpacked(name, version).then(read).catch((error) => {
        pieces.delete(name); // so that the next search tries again
        throw error;
      });
    }
    pieces.set(name, piece);
    for (const old of pieces.keys()) {
      if (pieces.size <= KEPT) break;
      if (old !== "manifest") pieces.delete(old);
    }
    return piece;
  }

  /** Whether a piece is in memory, or on its way. */
  const isThere = (name) => pieces.has(name);

  const loadManifest = () =>
    load("manifest", "", (data) => ({
      ...data,
      facets: new Map(data.facets),
    }));

  const address = (name, ending, version) =>
    `${indexFolder().href}${name}.${ending}${version ? `?v=${version}` : ""}`;

  async function unpacked(name, version) {
    if (!("DecompressionStream" in window)) {
      throw Object.assign(new Error("no DecompressionStream"), { name: "OldBrowser" });
    }
    const packed = location.protocol === "file:"
      ? await script(name, version)
      : await fetched(address(name, "bin", version));
    // Written at once: piping one stream into another takes a fifth longer for a few kilobytes.
    const inflate = new DecompressionStream("deflate");
    const writer = inflate.writable.getWriter();
    writer.write(packed).catch(() => {}); // told by the reading side
    writer.close().catch(() => {});
    return JSON.parse(await new Response(inflate.readable).text());
  }

  async function fetched(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.arrayBuffer();
  }

  function script(name, version) {
    return new Promise((resolve, reject) => {
      const node = document.createElement("script");
      const failed = () => reject(new Error(`${node.src} did not load`));
      node.src = address(name, "js", version);
      node.onerror = failed;
      node.onload = () => {
        node.remove();
        if (!received.has(name)) return failed();
        resolve(Uint8Array.from(atob(received.get(name)), (char) => char.charCodeAt(0)));
        received.delete(name);
      };
      document.head.append(node);
    });
  }

  window.casebookSearch.loader = { isThere, load, loadManifest, siteRoot };
})();
