"""The page at an address that a case once had: it leads to where the case is now."""

from __future__ import annotations

from scraper.model import Case, Language, SitePage
from scraper.pages.templating import render
from scraper.reading.library import Library


def forward_page(old: str, case: Case, library: Library, language: Language) -> SitePage:
    """Return `cases/<old>.md`, which forwards to a case with the anchor of the address.

    Without a script a browser goes to the top of the case; the page's own link does too.
    """
    return render(
        library,
        language,
        f"cases/{old}.md",
        library.words.say(language, "forward_title"),
        "forward.jinja",
        section="cases/index.html",
        head={
            "template": "forward.html",
            "forward": f"{case.id}.html",
            "forward_address": f"cases/{case.id}.html",
        },
        case=case,
        now=library.read(case, language).title,
        anchors=library.moved.anchors.get(old, ()),
    )
