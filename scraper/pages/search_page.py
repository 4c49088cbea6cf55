"""The results page of the search, which `theme/assets/search/results.js` fills."""

from __future__ import annotations

from scraper.model import Language, SitePage
from scraper.pages.templating import render
from scraper.reading.library import Library


def search_page(library: Library, language: Language) -> SitePage:
    """Return `search.html`; without scripts it leads to the lists."""
    title = library.words.say(language, "search_title")
    return render(library, language, "search.html", title, "search.jinja")
