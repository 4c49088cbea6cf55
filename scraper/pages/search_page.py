"""The results page of the search, which `theme/assets/search/results.js` fills."""

from __future__ import annotations

from scraper.model import Language, SitePage
from scraper.pages.templating import render
from scraper.reading.library import Library


def search_page(library: Library, language: Language) -> SitePage:
    """Return `search.html`; without scripts it leads to the lists.

    It says which other sites it searches too, and leads to the site that searches all parts.
    """
    say = library.words.speaker(language)
    root, page = ("", "search.html") if language == "zh" else ("../", "en/search.html")
    portal = library.settings.portal
    return render(
        library,
        language,
        "search.html",
        say("search_title"),
        "search.jinja",
        parts_of_it=library.parts,
        names=say("search_names").join(part.name(language) for part in library.parts),
        portal=f"{root}{portal}{page}" if portal else "",
    )
