"""The page at an address that a case once had: it leads to where the case is now."""

from __future__ import annotations

from scraper.model import Language, SitePage
from scraper.pages.templating import render
from scraper.reading.entries import Entry
from scraper.reading.library import Library


def forward_page(old: str, now: Entry, library: Library, language: Language) -> SitePage:
    """Return `cases/<old>.html`, which forwards to a case with the anchor of the address.

    Without a script a browser goes to the top of the case; the page's own link does too.
    """
    return render(
        library,
        language,
        f"cases/{old}.html",
        library.words.say(language, "forward_title"),
        "forward.jinja",
        frame="cases/frame_forward",
        head={"forward": f"{now.id}.html"},
        case=now,
        now=now.title(language),
        anchors=library.moved.anchors.get(old, ()),
    )
