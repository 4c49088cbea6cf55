"""The search against its peers: what is found, and what it costs.

    python -m benchmarks.search [--pages 100 …] [--each 25] [--seed 1] [--rules] [--npm FOLDER]

Composes a library of each size (`benchmarks.compose`), draws queries with known answers from it
(`benchmarks.search_queries`) and prints tables. Needs Chromium. `--rules` with another seed is the
check on pages and queries that nothing was tuned on. The peers, at 1,000 pages alone,
are left out with the reason where they are not installed: MkDocs Material, and Pagefind and
MiniSearch in the `node_modules` of --npm (`npm install pagefind minisearch`).
"""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import click
import jieba
from playwright.sync_api import Browser, Error, sync_playwright

from benchmarks.compose import compose
from benchmarks.search_costs import measure
from benchmarks.search_peers import PEERS
from benchmarks.search_queries import FURTHER, Query, draw
from benchmarks.search_scores import Score, print_scores
from benchmarks.search_site import Built, build, serve

PEERS_AT = 1000
ASK = """(queries) => Promise.all(queries.map(({ text, lang }) => casebookSearch
    .search(text, { lang: "zh", limit: 10, facets: lang ? { language: lang } : {} })
    .then((found) => found.map(({ url }) => url))))"""


@click.command()
@click.option("--pages", multiple=True, type=int, default=(100, 1000, 10_000), show_default=True)
@click.option("--each", default=25, show_default=True, help="Queries of each class.")
@click.option("--seed", default=1, show_default=True, help="Another one, other pages and queries.")
@click.option("--rules", is_flag=True, help="Regulations in the place of cases.")
@click.option("--npm", type=click.Path(path_type=Path), help="Folder that holds node_modules.")
@click.option("--peers/--no-peers", default=True)
@click.option("--chromium", default="/usr/bin/chromium", show_default=True)
def main(
    pages: Sequence[int],
    each: int,
    seed: int,
    rules: bool,
    npm: Path | None,
    peers: bool,
    chromium: str,
) -> None:
    """Measure the search."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for count in pages:
            print(
                f"\n## {count:,} pages (load of the machine {os.getloadavg()[0]:.1f})\n", flush=True
            )
            site = Path(folder) / str(count)
            site.mkdir()
            with ProcessPoolExecutor(1, get_context("spawn")) as alone:
                print_build(alone.submit(build_alone, count, seed, rules, site).result())
            records = tuple(compose(count, seed, rules=rules))
            queries = draw(records, each, seed)
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


@dataclass(frozen=True, slots=True)
class Costs:
    """What a build took: beside `Built` the peak memory, and what jieba took for the same text."""

    built: Built
    megabytes: float
    characters: int
    text_bytes: int
    jieba_seconds: float


def build_alone(count: int, seed: int, rules: bool, site: Path) -> Costs:
    """Build an index in a process that does nothing else, then cut the same text by jieba."""
    records = tuple(compose(count, seed, rules=rules))
    built = build(records, site)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    texts = [section.text for record in records for section in record.sections]
    jieba.initialize()
    start = time.process_time()
    for text in texts:
        jieba.lcut(text)
    alone = time.process_time() - start
    size = sum(len(text.encode()) for text in texts)
    return Costs(built, megabytes, sum(map(len, texts)), size, alone)


def print_build(costs: Costs) -> None:
    """Print the cost of a build beside jieba's for cutting the same text."""
    sizes, seconds = costs.built.sizes, costs.built.seconds
    share = sum(size for part, size in sizes.items() if part != "pages") / costs.text_bytes
    print(f"{costs.characters:,} characters; jieba alone {costs.jieba_seconds:.1f} CPU s;")
    print(f"index {seconds:.1f} CPU s = {seconds / costs.jieba_seconds:.2f} times;")
    print(f"peak memory {costs.megabytes:.0f} MB, records among it;")
    print(f"index without pages {share:.2f} of the text's bytes: {sizes}\n", flush=True)


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
