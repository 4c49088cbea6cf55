"""Other search engines on the same pages and queries; each as its users run it.

A peer is a function of browser, records, queries, a folder to work in and the folder that holds
`node_modules`; it returns a score for each query, or the reason why it does not run here.
"""

from __future__ import annotations

import html
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import jieba
from playwright.sync_api import Browser

from benchmarks.search_queries import Query
from benchmarks.search_scores import Score
from benchmarks.search_site import serve
from scraper.model import Record

Answer = list[Score] | str
Peer = Callable[[Browser, Sequence[Record], Sequence[Query], Path, Path | None], Answer]


def pagefind(
    browser: Browser,
    records: Sequence[Record],
    queries: Sequence[Query],
    folder: Path,
    npm: Path | None,
) -> Answer:
    """Pagefind over HTML pages: it cuts the index with jieba, and queries in the browser."""
    program = npm / "node_modules" / ".bin" / "pagefind" if npm else None
    if program is None or not program.exists():
        return "npm install pagefind, and name the folder with --npm"
    for record in records:
        _write(folder / record.url, _html(record))
    _write(folder / "index.html", "<!doctype html><html lang=zh><title>start</title>")
    subprocess.run([program, "--site", folder, "--quiet"], check=True)
    with serve(folder, compress=True) as served:
        page = browser.new_page()
        page.goto(served.address)
        page.evaluate("import('/pagefind/pagefind.js').then((it) => { window.it = it; })")
        ask = """async (text) => {
            const { results } = await window.it.search(text);
            const shown = await Promise.all(results.slice(0, 10).map((found) => found.data()));
            return shown.map(({ url }) => url.replace(/^\\//, ""));
        }"""
        scores = [Score.of(query, page.evaluate(ask, query.text)) for query in queries]
        page.close()
    return scores


MATERIAL_CONFIG = """\
site_name: peer
site_url: ""
use_directory_urls: false
theme: {name: material, font: false}
plugins: [{search: {lang: [zh, en], separator: '[\\s\\u200b\\-]'}}]
nav: [index.md]
not_in_nav: "/cases/*\\n/en/*"
"""


def material(
    browser: Browser,
    records: Sequence[Record],
    queries: Sequence[Query],
    folder: Path,
    npm: Path | None,
) -> Answer:
    """MkDocs Material with its own search and jieba: index from the plugin, query in its worker."""
    for record in records:
        _write(folder / "docs" / Path(record.url).with_suffix(".md"), _markdown(record))
    _write(folder / "docs" / "index.md", "# start\n")
    _write(folder / "mkdocs.yml", MATERIAL_CONFIG)
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        folder / "mkdocs.yml",
    ]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    workers = list((folder / "site" / "assets" / "javascripts" / "workers").glob("search*.js"))
    if not workers:
        return "its search worker is not where it was"
    _write(folder / "site" / "peer.html", "<!doctype html><html lang=zh><title>peer</title>")
    with serve(folder / "site", compress=True) as served:
        page = browser.new_page()
        page.set_default_timeout(600_000)
        page.goto(served.address + "peer.html")
        page.evaluate(_SET_UP, f"assets/javascripts/workers/{workers[0].name}")
        scores = [
            Score.of(query, [_page(place) for place in page.evaluate(_ASK_WORKER, query.text)])
            for query in queries
        ]
        page.close()
    return scores


_SET_UP = """async (address) => {
    window.worker = new Worker(address);
    const index = await (await fetch("search/search_index.json")).json();
    window.asked = (message) => new Promise((resolve) => {
        window.worker.onmessage = ({ data }) => resolve(data);
        window.worker.postMessage(message);
    });
    await window.asked({ type: 0, data: { ...index, options: { suggest: false } } });
}"""
_ASK_WORKER = """async (text) => {
    const { data } = await window.asked({ type: 2, data: text });
    return data.items.slice(0, 10).map((sections) => sections[0].location);
}"""


def _page(location: str) -> str:
    return location.split("#")[0]


def minisearch(
    browser: Browser,
    records: Sequence[Record],
    queries: Sequence[Query],
    folder: Path,
    npm: Path | None,
) -> Answer:
    """MiniSearch in Node, index and queries both cut by jieba (which no browser has)."""
    if npm is None or not (npm / "node_modules" / "minisearch").is_dir():
        return "npm install minisearch, and name the folder with --npm"
    documents = [
        {
            "id": record.url,
            "title": _cut(record.title),
            "heading": _cut("\n".join({s.heading for s in record.sections})),
            "text": _cut("\n".join(s.text for s in record.sections)),
        }
        for record in records
    ]
    asked = [_cut(query.text) for query in queries]
    script = npm / "peer-minisearch.mjs"
    _write(script, _MINISEARCH)
    try:
        run = subprocess.run(
            ["node", script],
            input=json.dumps({"documents": documents, "queries": asked}),
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    finally:
        script.unlink()
    answers = json.loads(run.stdout)
    return [Score.of(query, urls) for query, urls in zip(queries, answers, strict=True)]


_MINISEARCH = """\
import MiniSearch from "minisearch";
let input = "";
for await (const part of process.stdin) input += part;
const { documents, queries } = JSON.parse(input);
const engine = new MiniSearch({
  fields: ["title", "heading", "text"],
  tokenize: (text) => text.split(" "),
  searchOptions: { boost: { title: 6, heading: 2.5 } },
});
engine.addAll(documents);
const answers = queries.map((query) => engine.search(query).slice(0, 10).map(({ id }) => id));
console.log(JSON.stringify(answers));
"""


def _cut(text: str) -> str:
    return " ".join(word for word in jieba.lcut_for_search(text) if word.strip() and word.isalnum())


def _html(record: Record) -> str:
    parts = [f"<h1>{html.escape(record.title)}</h1>"]
    heading = ""
    for section in record.sections:
        if section.heading != heading:
            heading = section.heading
            parts.append(f"<h2>{html.escape(heading)}</h2>")
        parts.append(f'<p id="{section.anchor}">{html.escape(section.text)}</p>')
    title = html.escape(record.title)
    body = "\n".join(parts)
    return f"<!doctype html><html lang={record.lang}><title>{title}</title><main>{body}</main>"


def _markdown(record: Record) -> str:
    parts = [f"# {record.title}"]
    heading = ""
    for section in record.sections:
        if section.heading != heading:
            heading = section.heading
            parts.append(f"## {heading}")
        parts.append(section.text)
    return "\n\n".join(parts) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


PEERS: Mapping[str, Peer] = {
    "Material, jieba": material,
    "Pagefind": pagefind,
    "MiniSearch, jieba": minisearch,
}
