"""Main text of Chinese HTML pages: Casebook beside its peers, quality and pages a CPU second.

    python -m benchmarks.clean FOLDER [NAME …]

FOLDER holds pages `ID.html` (UTF-8) with their main text `ID.gold.txt`; NAME restricts the run to
`casebook` and the peers named. Peers that are not installed are left out (requirements.txt).

Measured as multisets of 4-character shingles, NFKC-folded, without white space, precision, recall
and F1 a page, mean over pages. A title line that opens the gold is optional. Casebook writes
Simplified characters, so both sides are also compared in Simplified ("simp."). Each extractor runs
over all pages once to warm up and then once against the clock (CPU time of the process).
"""

from __future__ import annotations

import html
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import fmean

from scraper.blocks.html import html_lines
from scraper.clean import clean_page
from scraper.model import Page
from scraper.rules.cleaning import load_cleaning_rules
from scraper.text.script import simplify

SHINGLE = 4
TITLE_HEAD = 200
"""A prediction's title is looked for in its first characters only."""
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_TITLE = re.compile(r"(?is)<title[^>]*>(.*?)</title>")

Extractor = Callable[[str], str]


def casebook() -> Extractor:
    rules = load_cleaning_rules()

    def extract(markup: str) -> str:
        cleaned = clean_page(Page("page.html", tuple(html_lines(markup))), rules)
        return "\n".join(f"{article.title}\n{article.body}" for article in cleaned.articles)

    return extract


def trafilatura() -> Extractor:
    from trafilatura import extract

    return lambda markup: extract(markup) or ""


def readability() -> Extractor:
    from lxml.html import fromstring
    from readability import Document

    return lambda markup: fromstring(Document(markup).summary()).text_content()


def justext() -> Extractor:
    from justext import justext as paragraphs

    def extract(markup: str) -> str:
        found = paragraphs(
            markup, frozenset(), length_low=20, length_high=60, stopwords_low=0, stopwords_high=0
        )
        return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)

    return extract


def newspaper() -> Extractor:
    from newspaper import Article

    def extract(markup: str) -> str:
        article = Article("https://example.org/", language="zh", fetch_images=False)
        article.download(input_html=markup)
        article.parse()
        return str(article.text)

    return extract


def gne() -> Extractor:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()
    return lambda markup: extractor.extract(markup)["content"] or ""


EXTRACTORS: Mapping[str, Callable[[], Extractor]] = {
    "casebook": casebook,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "justext": justext,
    "newspaper4k": newspaper,
    "gne": gne,
}


def normalise(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def without_title(gold: str, prediction: str, title: str) -> tuple[str, str]:
    """Gold and prediction, normalised, without the title line where the gold opens with it."""
    first, _, rest = gold.strip().partition("\n")
    line, predicted = normalise(first), normalise(prediction)
    if len(line) < SHINGLE or line not in title or not rest.strip():
        return normalise(gold), predicted
    at = predicted.find(line, 0, TITLE_HEAD + len(line))
    if at >= 0:
        predicted = predicted[:at] + predicted[at + len(line) :]
    return normalise(rest), predicted


def shingles(text: str) -> Counter[str]:
    return Counter(text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1)))


def score(gold: str, prediction: str, title: str) -> tuple[float, float, float]:
    """Precision, recall, F1 of a page; zeros where nothing was found."""
    gold, prediction = without_title(gold, prediction, title)
    if not gold or not prediction:
        return 0.0, 0.0, 0.0
    want, got = shingles(gold), shingles(prediction)
    both = (want & got).total()
    precision, recall = both / got.total(), both / want.total()
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def page_title(markup: str) -> str:
    found = _TITLE.search(markup)
    return normalise(html.unescape(found[1])) if found else ""


def run(extract: Extractor, pages: list[str]) -> tuple[list[str], float]:
    """What an extractor finds on each page, and how many pages it reads a CPU second."""

    def found(markup: str) -> str:
        try:
            return extract(markup)
        except Exception as error:  # a peer that fails on a page has found nothing there
            print(f"  {type(error).__name__}: {error}"[:100], file=sys.stderr)
            return ""

    texts = [found(markup) for markup in pages]
    start = time.process_time()
    for markup in pages:
        found(markup)
    return texts, len(pages) / (time.process_time() - start)


def main(folder: str, *names: str) -> None:
    golds = sorted(Path(folder).glob("*.gold.txt"))
    sets = [path.name.rsplit("_", 1)[0] for path in golds]
    wanted = [path.read_text("utf-8") for path in golds]
    pages = [Path(str(p).replace(".gold.txt", ".html")).read_text("utf-8") for p in golds]
    titles = [page_title(markup) for markup in pages]
    speeds: dict[str, float] = {}
    kinds = sorted(set(sets))
    print("| extractor | P | R | F1 | F1 simp. |", " | ".join(kinds), "| pages a CPU s | ratio |")
    print("|---" * (7 + len(kinds)) + "|")
    for name in names or EXTRACTORS:
        try:
            extract = EXTRACTORS[name]()
        except ImportError:
            continue
        texts, speeds[name] = run(extract, pages)
        plain = [score(*each) for each in zip(wanted, texts, titles, strict=True)]
        simple = [
            score(simplify(gold), simplify(text), simplify(title))[2]
            for gold, text, title in zip(wanted, texts, titles, strict=True)
        ]
        parts = [fmean(f for f, s in zip(simple, sets, strict=True) if s == kind) for kind in kinds]
        means = [fmean(each[n] for each in plain) for n in range(3)]
        figures = " | ".join(f"{value:.3f}" for value in (*means, fmean(simple), *parts))
        ratio = speeds.get("casebook", 0.0) / speeds[name]
        print(f"| {name} | {figures} | {speeds[name]:.0f} | {ratio:.1f} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
