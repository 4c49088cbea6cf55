"""The search against its peers: what is found, and what it costs.

    python -m benchmarks.search [--pages 100 --pages 1000 …] [--each 25] [--npm FOLDER] [--no-peers]

Composes a library of each size (`benchmarks.compose`), draws queries with known answers from it
(`benchmarks.search_queries`) and prints tables. Needs Chromium. The peers, at 1,000 pages alone,
are left out with the reason where they are not installed: MkDocs Material, and Pagefind and
MiniSearch in the `node_modules` of --npm (`npm install pagefind minisearch`).
"""

from __future__ import annotations

import resource
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click
import jieba
from playwright.sync_api import Browser, Error, sync_playwright

from benchmarks.compose import compose
from benchmarks.search_costs import measure
from benchmarks.search_peers import PEERS
from benchmarks.search_queries import FURTHER, Query, draw
from benchmarks.search_scores import Score, print_scores
from benchmarks.search_site import build, serve
from scraper.model import Record

PEERS_AT = 1000
ASK = """(queries) => Promise.all(queries.map(({ text, lang }) => casebookSearch
    .search(text, { lang: "zh", limit: 10, facets: lang ? { language: lang } : {} })
    .then((found) => found.map(({ url }) => url))))"""


@click.command()
@click.option("--pages", multiple=True, type=int, default=(100, 1000, 10_000), show_default=True)
@click.option("--each", default=25, show_default=True, help="Queries of each class.")
@click.option("--npm", type=click.Path(path_type=Path), help="Folder that holds node_modules.")
@click.option("--peers/--no-peers", default=True)
@click.option("--chromium", default="/usr/bin/chromium", show_default=True)
def main(pages: Sequence[int], each: int, npm: Path | None, peers: bool, chromium: str) -> None:
    """Measure the search."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for count in pages:
            records = tuple(compose(count))
            print(f"\n## {count:,} pages\n", flush=True)
            site = Path(folder) / str(count)
            site.mkdir()
            print_build(records, site)
            queries = draw(records, each)
            found = {"Casebook": ours(browser, site, queries)}
            if peers and count == PEERS_AT:
                usual = [query for query in queries if query.kind not in FURTHER]
                for name, run in PEERS.items():
                    try:
                        answer = run(browser, records, usual, site.with_name(f"peer-{name}"), npm)
                    except (OSError, subprocess.CalledProcessError, Error) as error:
                        answer = str(error)[:200]
                    if isinstance(answer, str):
                        print(f"{name}: left out ({answer})\n")
                    else:
                        found[name] = answer
            print_scores(found)
            measure(browser, site, queries)


def print_build(records: Sequence[Record], site: Path) -> None:
    """Build the index; print its cost beside jieba's for cutting the same text."""
    text = "\n".join(s.text for record in records for s in record.sections)
    built = build(records, site)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    jieba.initialize()
    start = time.process_time()
    for line in text.split("\n"):
        jieba.lcut(line)
    alone = time.process_time() - start
    share = sum(n for part, n in built.sizes.items() if part != "pages") / len(text.encode())
    print(f"{len(text):,} characters; jieba alone {alone:.1f} CPU s; index {built.seconds:.1f} s")
    print(f"= {built.seconds / alone:.2f} times; peak memory of this process {memory:.0f} MB;")
    print(f"index without pages {share:.2f} of the text's bytes: {built.sizes}\n", flush=True)


def ours(browser: Browser, site: Path, queries: Sequence[Query]) -> list[Score]:
    """Return what our own search finds for each query."""
    page = browser.new_page()
    with serve(site, compress=True) as served:
        page.goto(served.address)
        asked = [{"text": query.text, "lang": query.lang} for query in queries]
        answers = [page.evaluate(ASK, [one])[0] for one in asked]
    page.close()
    return [Score.of(query, urls) for query, urls in zip(queries, answers, strict=True)]


if __name__ == "__main__":
    main()
