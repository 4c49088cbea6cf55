"""Articles in the characters their page is written in: Traditional where the page is.

The cleaner reads and gives Simplified text. Here each character of it that the page itself writes
otherwise is put back; repairs, joins and removals stay as they are.

Most Traditional pages of Chinese cases were Simplified once: a mirror converted them, character by
character and with its marks left behind. That is damage, and undone. A page that was written in
Traditional characters (of a paper in Taiwan or Hong Kong) is not damaged.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from scraper.model import Article, Cleaned, Page
from scraper.text.script import is_traditional, simplify

Script = Literal["auto", "simplified", "captured"]
"""Mainland Simplified characters; those of the page; or (`auto`) those of the page where it was
written in Traditional ones, while what a mirror converted is turned back."""
_OWN, _CONVERTED = "後於裡裏", "后于"
"""Characters that a page written in Traditional ones holds, and those that stand in their place
where a mirror converted a Simplified page: it leaves what both scripts share."""
_TRACES = frozenset({"gloss", "byte-slip"})
"""Rules that mend what mirrors leave behind."""
_ANCHOR = 6
"""Characters by which the place of a text in its page is found again after a repair."""


def in_script(script: Script, cleaned: Cleaned, page: Page) -> Cleaned:
    """Return `cleaned` with the texts of its articles in the characters asked for."""
    if script == "simplified" or (script == "auto" and not _is_written_traditional(cleaned, page)):
        return cleaned
    if not is_traditional("\n".join(line.text for line in page.lines)):
        return cleaned
    source = _Source(page)
    return replace(
        cleaned, articles=tuple(_as_captured(article, source) for article in cleaned.articles)
    )


def _is_written_traditional(cleaned: Cleaned, page: Page) -> bool:
    """Whether a page was written in Traditional characters and shows no trace of conversion.

    Only a page with its markup can tell: plain text of a library of cases is a mirror's, most
    likely.
    """
    text = "\n".join(line.text for line in page.lines)
    if not any(line.path for line in page.lines) or not is_traditional(text):
        return False
    changes = (*cleaned.changes, *(c for article in cleaned.articles for c in article.changes))
    if any(change.rule in _TRACES for change in changes):
        return False
    return sum(map(text.count, _OWN)) >= sum(map(text.count, _CONVERTED))


def _as_captured(article: Article, source: _Source) -> Article:
    blocks = tuple(replace(block, text=source.restore(block.text)) for block in article.blocks)
    return replace(article, title=source.restore(article.title), blocks=blocks)


class _Source:
    """The characters of a page beside the Simplified ones they become, without white space."""

    def __init__(self, page: Page) -> None:
        captured, simple = [], []
        for line in page.lines:
            text = "".join(line.text.split())
            converted = simplify(text)
            if len(converted) == len(text):  # else a phrase of another length was converted
                captured.append(text)
                simple.append(converted)
        self.captured, self.simple = "".join(captured), "".join(simple)

    def restore(self, text: str) -> str:
        """Return `text` with each character that is found again as the page writes it."""
        restored = []
        at = max(0, self.simple.find(text[:_ANCHOR]))
        for place, char in enumerate(text):
            if self.simple[at : at + 1] != char:
                found = self.simple.find(text[place : place + _ANCHOR], at)
                if found < 0:
                    restored.append(char)
                    at += self.simple[at + 1 : at + 2] == text[place + 1 : place + 2]
                    continue
                at = found
            restored.append(self.captured[at])
            at += 1
        return "".join(restored)
