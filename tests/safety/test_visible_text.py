"""Words that mean something in Markdown, HTML or YAML are shown letter for letter.

    case file, PO file ──build──> page   every vector: what the browser holds is what stands in
                                         the file, but for characters that HTML forbids
    .txt ──add──> case                   every n-th vector in an article, the cleaner on: the same
                                         words, or changes that the cleaner records by its rules

pytest tests/safety/test_visible_text.py --all -s
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import polib
import pytest
from playwright.sync_api import Browser

from scraper import pipeline, store
from scraper.model import Case, CasebookError, Cleaned, Paragraph
from scraper.rules.glossary import load_glossary
from scraper.store.casefile import dump_case
from scraper.text.escape import one_line

from .filled import letters
from .forms import RUNNING
from .hostile import ROOT
from .prose import paragraph
from .shapes import parsed
from .vectors import PLAIN, STEP, load, require_suites

PER_CASE = 100


def vectors() -> list[str]:
    """All vectors, and our own forms, that show something."""
    found = [word for suite in PLAIN for word in load(suite)]
    return [word for word in dict.fromkeys((*RUNNING, *found)) if one_line(word).strip()]


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    """Cases with a vector a paragraph; every case has one for its title too."""
    words = vectors()
    batches = [words[start : start + PER_CASE] for start in range(0, len(words), PER_CASE)]
    return tuple(
        Case(
            id=f"plain-{number}",
            kind="case",
            title=f"题{batch[0]}",
            paragraphs=tuple(
                Paragraph(f"p-b{letters(at)}", "p", word) for at, word in enumerate(batch)
            ),
        )
        for number, batch in enumerate(batches)
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, cases: Sequence[Case]) -> Path:
    """The site of those cases; the English of each paragraph is the paragraph before it."""
    folder = tmp_path_factory.mktemp("visible")
    library = pipeline.Library(folder / "captures", folder / "cases", folder / "translations")
    library.cases.mkdir()
    for case in cases:
        (library.cases / f"{case.id}.md").write_text(dump_case(case), encoding="utf-8")
        po = store.sync_translation(library.english, case, load_glossary()).path
        messages = polib.pofile(str(po))
        for message, text in zip(messages, english(case), strict=True):
            message.msgstr = text
        messages.save()
    pipeline.build(library, ROOT / "mkdocs.yml", folder / "docs", folder / "site", handouts=False)
    return folder / "site"


def english(case: Case) -> Iterator[str]:
    """Another vector for each message of a case."""
    texts = [message.text for message in case.messages]
    return iter((*texts[-1:], *texts[:-1]))


def shown(page: Path) -> dict[str, str]:
    """The text of each paragraph of a page, as it is parsed."""
    return {
        str(node.id): node.text(deep=True)
        for node in parsed(page).css(".cb-text [id^=p-]")
        if node.id
    }


def test_a_page_holds_the_words_of_the_case_file_and_of_its_translation(
    site: Path, cases: Sequence[Case]
) -> None:
    wrong = []
    count = 0
    for case in cases:
        translated = dict(zip((m.context for m in case.messages), english(case), strict=True))
        chinese = shown(site / f"cases/{case.id}.html")
        other = shown(site / f"en/cases/{case.id}.html")
        for para in case.paragraphs:
            count += 1
            for told, text in ((chinese, para.text), (other, translated[para.id])):
                if one_line(told[para.id]) != one_line(text):
                    wrong.append((case.id, para.id, text, told[para.id]))
    replaced = sum("\ufffd" in one_line(p.text) for case in cases for p in case.paragraphs)
    print(
        f"\n{count} vectors on two pages, {len(wrong)} wrong, {replaced} with U+FFFD for controls"
    )
    assert wrong == []


@pytest.mark.browser
def test_the_browser_shows_those_words(site: Path, cases: Sequence[Case], browser: Browser) -> None:
    page = browser.new_page()
    wrong = []
    for case in cases:
        page.goto((site / f"cases/{case.id}.html").as_uri())
        told = page.evaluate(
            '() => Object.fromEntries([...document.querySelectorAll(".cb-text [id^=p-]")]'
            ".map((element) => [element.id, element.innerText]))"
        )
        assert page.locator("h1").inner_text().split() == one_line(case.title).split()
        for para in case.paragraphs:
            if visibly(told[para.id]) != visibly(one_line(para.text)):
                wrong.append((case.id, para.text, told[para.id]))
    page.close()
    assert wrong == []


def visibly(text: str) -> str:
    """A text without spaces, of which a browser shows one or none, and those without a width."""
    return "".join(text.replace("\u200b", "").split())


def test_an_article_keeps_them_or_says_what_was_changed(tmp_path: Path, everything: bool) -> None:
    require_suites()
    words = vectors()[:: 1 if everything else STEP["plain"]]
    chance = random.Random(5)
    same, refused = 0, []
    changed: Counter[str] = Counter()
    silent = []
    file = tmp_path / "a.txt"
    for word in words:
        lines = (f"街道札记\n\n{paragraph(chance)}\n\n", f"{word}\n\n{paragraph(chance, 6)}\n")
        file.write_text("".join(lines), encoding="utf-8")
        try:
            cleaned = pipeline.clean_file(file)[1]
        except CasebookError as error:
            refused.append(error)
            continue
        if visibly(word) in visibly(whole(cleaned)):
            same += 1
            continue
        rules = rules_at(cleaned, range(5, 5 + len(word.splitlines()) + 1))
        changed.update(rules)
        if not rules:
            silent.append(word)
    print(f"\n{len(words)} vectors: {same} the same, {len(refused)} refused, changed by rules:")
    print(dict(changed.most_common()))
    assert silent == []
    assert all(error.mend for error in refused)


def whole(cleaned: Cleaned) -> str:
    """All the text of the articles."""
    return "\n".join(
        text for a in cleaned.articles for text in (a.title, *(block.text for block in a.blocks))
    )


def rules_at(cleaned: Cleaned, lines: range) -> set[str]:
    """The rules that changed something in these lines."""
    every = (*cleaned.changes, *(c for article in cleaned.articles for c in article.changes))
    return {change.rule for change in every if change.line in lines}
