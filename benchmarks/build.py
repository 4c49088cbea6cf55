"""What a build costs at sizes up to 10,000 cases in two languages, beside its peers.

    python -m benchmarks.build [CASES …]

Cases are composed (`benchmarks.compose_library`), built from nothing, built after one edit, and
built from nothing again elsewhere, to compare the bytes. Hugo (minimal theme, no search; the texts
alone, and with the facts of each case, which Casebook's pages have) and stock
Material (its search, pruned navigation; up to 1,000 cases, as it slows with the square) build the
same pages in the same run. What is not installed is left out. Figures go to standard output, a
picture to `benchmarks/results/build.svg`.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import build_peers
from benchmarks.compose_library import write_library
from benchmarks.measuring import Cost, run, size
from scraper import building
from scraper.building import products
from scraper.spread import Over
from scraper.store.library import Library

SIZES = (100, 1000, 5000, 10_000)
MATERIAL_MOST = 1000
ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("results")


def build_once(library: Path, site: Path) -> dict[str, Any]:
    """Build in a process of its own; what it cost, and what of that was the search index."""
    words = [sys.executable, "-m", "benchmarks.build", "--one", str(library), str(site)]
    cost, out = run(words, ROOT)
    return {"cpu": cost.cpu, "memory": cost.memory, **json.loads(out.splitlines()[-1])}


def _one(library: Path, site: Path) -> None:
    """Build, and print the seconds that the search index took."""
    spent = 0.0
    search = products._search

    def timed(*given: Any) -> None:
        nonlocal spent
        before = time.process_time()
        search(*given)
        spent = time.process_time() - before

    products._search = timed
    folders = Library(library / "captures", library / "cases", library / "translations")
    building.build(
        folders, ROOT / "mkdocs.yml", ROOT / "docs", site, handouts=False, over=Over(jobs=1)
    )
    print(json.dumps({"index": spent}))


def measure(cases: int, folder: Path) -> dict[str, Any]:
    """Return all figures for a library of that many cases."""
    library = folder / "library"
    write_library(cases, library)
    time.sleep(4)  # files younger than that are not believed to be the same
    row: dict[str, Any] = {"cases": cases, "build": build_once(library, folder / "site")}
    row["again"] = build_once(library, folder / "site")
    path = library / "cases" / "case-000007.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("。 {#p-", "，又添了三户。 {#p-", 1), encoding="utf-8")
    row["change"] = build_once(library, folder / "site")
    row["clean"] = build_once(library, folder / "other")
    row["same"] = building.digest(folder / "site") == building.digest(folder / "other")
    row["bytes"] = size(folder / "site")
    row["search"] = size(folder / "site" / "search")
    shutil.rmtree(folder / "other")
    if Path(sys.executable).with_name("hugo").exists():
        row["hugo"] = _peer(*build_peers.hugo(library, folder / "hugo"))
        row["hugo, facts"] = _peer(*build_peers.hugo(library, folder / "facts", facts=True))
    if cases <= MATERIAL_MOST:
        row["material"] = _peer(*build_peers.material(library, folder / "material"))
    return row


def _peer(cost: Cost, site: Path) -> dict[str, Any]:
    return {"cpu": cost.cpu, "memory": cost.memory, "bytes": size(site)}


def told(row: dict[str, Any]) -> str:
    """Return the figures of a size in lines."""
    built = row["build"]
    pages = built["cpu"] - built["index"]
    index, whole = built["index"], row["bytes"] / 2**20
    lines = [
        f"{row['cases']} cases in two languages",
        f"  from nothing   {built['cpu']:8.1f} CPU s: pages {pages:.1f}, index {index:.1f}",
        f"                 {built['memory']} MiB of memory; {whole:.0f} MiB of files,"
        f" index {row['search'] / 2**20:.0f}",
        f"  nothing changed{row['again']['cpu']:8.1f} CPU s",
        f"  one case edited{row['change']['cpu']:8.1f} CPU s, of which index"
        f" {row['change']['index']:.1f}; same bytes as from nothing: {row['same']}",
    ]
    for name in ("hugo", "hugo, facts", "material"):
        if peer := row.get(name):
            lines.append(
                f"  {name:15}{peer['cpu']:8.1f} CPU s; {peer['memory']} MiB;"
                f" {peer['bytes'] / 2**20:.0f} MiB; Casebook's pages {pages / peer['cpu']:.2f}"
                f" of it, with index {built['cpu'] / peer['cpu']:.2f},"
                f" bytes {row['bytes'] / peer['bytes']:.2f}"
            )
    return "\n".join(lines)


def draw(rows: list[dict[str, Any]], path: Path) -> None:
    """Draw CPU seconds over cases, a line each."""
    import matplotlib as mpl
    from matplotlib import pyplot as plt

    mpl.rcParams |= {"svg.hashsalt": "casebook", "svg.fonttype": "none"}
    lines = {
        "Casebook, pages": lambda row: row["build"]["cpu"] - row["build"]["index"],
        "Casebook, pages and index": lambda row: row["build"]["cpu"],
        "Casebook, one case edited": lambda row: row["change"]["cpu"],
        "Hugo, minimal theme, texts alone": lambda row: row["hugo"]["cpu"],
        "Hugo, minimal theme, texts and facts": lambda row: row["hugo, facts"]["cpu"],
        "Material, its search": lambda row: row["material"]["cpu"],
    }
    for label, value in lines.items():
        points = []
        for row in rows:
            try:
                points.append((row["cases"], value(row)))
            except KeyError:
                continue
        if points:
            plt.plot(*zip(*points, strict=True), marker="o", label=label)
    plt.xscale("log")
    plt.yscale("log")
    plt.xlabel("cases, in two languages")
    plt.ylabel("CPU seconds")
    plt.grid(alpha=0.3)
    plt.legend(fontsize="small", loc="upper left", bbox_to_anchor=(0, -0.15), ncols=2)
    path.parent.mkdir(exist_ok=True)
    plt.savefig(path, metadata={"Date": None}, bbox_inches="tight")


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        _one(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    rows = []
    for cases in map(int, sys.argv[1:] or SIZES):
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(cases, Path(folder)))
        print(told(rows[-1]), flush=True)
    draw(rows, RESULTS / "build.svg")


if __name__ == "__main__":
    main()
