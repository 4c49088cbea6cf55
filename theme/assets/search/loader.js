/* The pieces of the index that scraper/index writes; see its __init__.py for what they are.
 *
 * Over http a piece is fetched as `.bin`; where nothing can be fetched (file://) its twin `.js`
 * hands over the same bytes. Both are JSON, compressed.
 */
(() => {
  "use strict";

  const KEPT = 80; // pieces kept in memory; the least lately used goes first

  const received = new Map(); // file name -> bytes in base64, until their promise takes them
  const pieces = new Map(); // file name -> promise of its value

  window.casebookSearchData = (name, value) => received.set(name, value);

  /** The site's root, which the addresses of the records are relative to. */
  function siteRoot() {
    const told = document.querySelector(".cb-search[data-root], script[data-root]");
    return new URL((told && told.dataset.root) || "./", document.baseURI);
  }

  /** The folder of the index: `search/` under the root, or as `data-index` of the script says. */
  function indexFolder() {
    const told = document.querySelector("script[data-index]");
    return told ? new URL(told.dataset.index, document.baseURI) : new URL("search/", siteRoot());
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

  const loadManifest = () =>
    load("manifest", "", (data) => ({
      ...data,
      facets: new Map(data.facets),
    }));

  function address(name, ending, version) {
    const url = new URL(`${name}.${ending}`, indexFolder());
    if (version) url.searchParams.set("v", version);
    return url.href;
  }

  async function unpacked(name, version) {
    if (!("DecompressionStream" in window)) {
      throw Object.assign(new Error("no DecompressionStream"), { name: "OldBrowser" });
    }
    const packed = location.protocol === "file:"
      ? new Blob([await script(name, version)]).stream()
      : await body(address(name, "bin", version));
    return new Response(packed.pipeThrough(new DecompressionStream("deflate"))).json();
  }

  async function body(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.body;
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

  window.casebookSearch.loader = { load, loadManifest, siteRoot };
})();
