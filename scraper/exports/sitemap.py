"""`sitemap.xml` (sitemaps.org 0.9, with the language alternates of each page) and `robots.txt`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote

from lxml import etree

from scraper.cite import updated
from scraper.reading.library import Library
from scraper.reading.summary import LANGUAGE_TAGS

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_ENGLISH = "en/"


def render_sitemap(library: Library, pages: Iterable[str]) -> Mapping[str, bytes]:
    """Return `sitemap.xml` and `robots.txt`; without an address of the site, nothing.

    `pages` are the HTML files of the finished site, relative to it, with slashes. A page that
    exists in both languages is listed once for each, with both as alternates.
    """
    root = library.settings.address
    if not root:
        return {}
    listed = {page for page in pages if page.rpartition("/")[2] != "404.html"}
    days = _days(library)
    urlset = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP, "xhtml": _XHTML})
    for page in sorted(listed):
        url = etree.SubElement(urlset, f"{{{_SITEMAP}}}url")
        etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = root + quote(page)
        if day := days.get(page.removeprefix(_ENGLISH)):
            etree.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = day
        for tag, other in _alternates(page, listed):
            place = {"rel": "alternate", "hreflang": tag, "href": root + quote(other)}
            etree.SubElement(url, f"{{{_XHTML}}}link", place)
    sitemap = etree.tostring(urlset, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {root}sitemap.xml\n"
    return {"sitemap.xml": sitemap, "robots.txt": robots.encode("utf-8")}


def _alternates(page: str, listed: Collection[str]) -> list[tuple[str, str]]:
    """Return language tags and pages, Chinese first; none where there is no other language."""
    chinese = page.removeprefix(_ENGLISH)
    english = _ENGLISH + chinese
    if chinese not in listed or english not in listed:
        return []
    tagged = [(LANGUAGE_TAGS["zh"], chinese), (LANGUAGE_TAGS["en"], english)]
    return [*tagged, ("x-default", chinese)]


def _days(library: Library) -> dict[str, str]:
    """Return the day of the last change by the Chinese page of a case."""
    return {f"cases/{case.id}.html": updated(case) for case in (*library.cases, *library.documents)}
