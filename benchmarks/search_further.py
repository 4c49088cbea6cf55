"""How soon a further query is answered on a phone, as its reader sees it in the box.

Two moments count from the last key: when the first title stands where it stays, and when its
passage stands below it. What is on the screen is looked at in each frame that shows something new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from playwright.sync_api import Page

from benchmarks.search_queries import Query

KEY = 150
"""Milliseconds between two characters that are typed."""
REST = 1500
"""Milliseconds for which nothing new is shown before the next query."""
WATCH = """() => {
    const list = document.querySelector(".cb-search__results");
    window.shown = [];
    new MutationObserver(() => requestAnimationFrame(() => {
        const part = (name) => {
            const node = list.firstElementChild;
            return node ? node.querySelector(`.cb-search__${name}`).textContent : "";
        };
        window.shown.push([performance.now(), part("title"), part("excerpt")]);
    })).observe(list, { childList: true });
}"""
PUT = """async ([text, key, rest]) => {
    const input = document.querySelector(".cb-search__input");
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const put = (value) => {
        input.value = value;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    };
    put("");
    await wait(50);
    let typed = "";
    let last = 0;
    for (const part of key ? Array.from(text) : [text]) {
        if (typed) await wait(key);
        typed += part;
        last = performance.now();
        window.shown = [];
        put(typed);
    }
    for (let before = -1; before < window.shown.length; await wait(rest)) {
        before = window.shown.length;
    }
    return window.shown.map(([at, ...first]) => [at - last, ...first]);
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """Milliseconds from the last key of a query until its answer stood on the screen."""

    title: float
    passage: float


def ask(page: Page, query: Query, *, typed: bool) -> Answer | None:
    """Return how soon a query was answered that is typed or put whole; None where nothing was."""
    shown = page.evaluate(PUT, [query.text, KEY if typed else 0, REST])
    if not shown or not shown[-1][1]:
        return None
    _, title, passage = shown[-1]
    return Answer(
        next(at for at, first, _ in shown if first == title),
        next(at for at, first, below in shown if (first, below) == (title, passage)),
    )


def print_answers(page: Page, queries: Sequence[Query]) -> None:
    """Print how soon queries are answered, put whole and typed, after one that came first."""
    page.evaluate(WATCH)
    ask(page, queries[0], typed=True)
    half = len(queries) // 2
    for way, typed, asked in (
        ("put whole", False, queries[1:half]),
        (f"typed, {KEY} ms a character", True, queries[half:]),
    ):
        answers = [found for query in asked if (found := ask(page, query, typed=typed))]
        for part in ("title", "passage"):
            times = [getattr(answer, part) for answer in answers]
            late = quantiles(times, n=20)[-1]
            print(
                f"phone, further query {way}: {part} {median(times):.0f} ms"
                f" (95% within {late:.0f}, {sum(t <= 250 for t in times)} of {len(times)} in 250)"
            )
