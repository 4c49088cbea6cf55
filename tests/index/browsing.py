"""A site to search in a browser: pages with a box, the results page, the scripts as served."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from scraper.index import build_index, join_scripts
from scraper.model import Record
from scraper.rules.glossary import Term

SCRIPTS = Path(__file__).parents[2] / "theme" / "assets" / "search"
SEARCH = "([query, options]) => casebookSearch.search(query, options)"
_POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:; "
    "connect-src 'self'"
)
_HTML = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{lang}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{root}assets/search/search.css">
<script src="{root}assets/search/search.js" defer></script>
</head>
<body>
<header class="cb-header">
<div class="cb-search" data-root="{root}" data-lang="{lang}"></div>
</header>
<main id="p-1"><h1>{lang}</h1>{main}</main>
</body>
</html>
"""
_RESULTS = """<link rel="stylesheet" href="{root}assets/search/results.css">
<div class="cb-results" data-lang="{lang}"></div>
<script src="{root}assets/search/results.js" defer></script>"""


def write_site(folder: Path, records: tuple[Record, ...], glossary: tuple[Term, ...] = ()) -> None:
    """Write a page for each record, home pages and results pages, index and scripts."""
    put_scripts(folder / "assets" / "search")
    for name, content in build_index(records, glossary):
        path = folder / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for record in records:
        write_page(folder / record.url, record.lang)
    for lang, start in (("zh", folder), ("en", folder / "en")):
        write_page(start / "index.html", lang)
        write_page(start / "search.html", lang, _RESULTS)


def put_scripts(folder: Path) -> None:
    """Write the scripts as a site serves them."""
    shutil.copytree(SCRIPTS, folder)
    sources = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}
    for name in sources:
        (folder / name).unlink()
    for name, text in join_scripts(sources, "scripts").items():
        (folder / name).write_text(text, encoding="utf-8")


def write_page(path: Path, lang: str, main: str = "") -> None:
    """Write a page with a search box; pages of cases lie one folder deeper than the others."""
    deep = path.parent.name == "cases"
    root = "../" * (deep + (lang == "en")) or "./"
    path.parent.mkdir(parents=True, exist_ok=True)
    filled = main.format(lang=lang, root=root)
    html = _HTML.format(lang=lang, root=root, policy=_POLICY, main=filled)
    path.write_text(html, encoding="utf-8")


@contextmanager
def visit(
    browser: Browser, base: str, path: str = "index.html", width: int = 1280, dark: bool = False
) -> Iterator[Page]:
    """A page of the site; console errors, scripts of the texts and foreign requests are faults."""
    scheme = "dark" if dark else "light"
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request", lambda r: None if r.url.startswith((base, "data:")) else faults.append(r.url)
    )
    page.goto(base + path)
    yield page
    hacked = page.evaluate("window.hacked")
    context.close()
    assert hacked is None
    assert faults == []


def search(page: Page, query: str, **options: object) -> list[dict[str, Any]]:
    """Search by script."""
    found: list[dict[str, Any]] = page.evaluate(SEARCH, [query, {"lang": "zh", **options}])
    return found


def box(page: Page) -> Locator:
    """The search box."""
    return page.get_by_role("combobox")


def options(page: Page) -> Locator:
    """The results in the panel of the box."""
    return page.get_by_role("option")
