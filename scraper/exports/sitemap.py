"""`sitemap.xml` (sitemaps.org 0.9, with the language alternates of each page) and `robots.txt`.

A site map holds 50,000 addresses at most (sitemaps.org); a larger site has several, and
`sitemap.xml` lists them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape

from scraper.reading.library import Library
from scraper.reading.summary import LANGUAGE_TAGS

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_ENGLISH = "en/"
MOST = 50_000


def render_sitemap(library: Library, pages: Iterable[str], most: int = MOST) -> Mapping[str, bytes]:
    """Return `sitemap.xml` and `robots.txt`; without an address of the site, nothing.

    `pages` are the HTML files of the finished site, relative to it, with slashes, without those
    that only forward. A page that exists in both languages is listed once for each, with both as
    alternates. `most` is how many addresses a site map holds.
    """
    root = library.settings.address
    if not root:
        return {}
    listed = sorted({page for page in pages if page.rpartition("/")[2] != "404.html"})
    lines = list(_lines(listed, library))
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {root}sitemap.xml\n".encode()
    if len(lines) <= most:
        return {"sitemap.xml": _file("urlset", lines), "robots.txt": robots}
    parts = {
        f"sitemap_{number}.xml": _file("urlset", lines[start : start + most])
        for number, start in enumerate(range(0, len(lines), most), 1)
    }
    index = [f"<sitemap><loc>{escape(root + quote(name))}</loc></sitemap>\n" for name in parts]
    return {"sitemap.xml": _file("sitemapindex", index), **parts, "robots.txt": robots}


def _file(element: str, lines: Sequence[str]) -> bytes:
    names = f"{_SITEMAP} {_XHTML}" if element == "urlset" else _SITEMAP
    return f"{_HEAD}<{element} {names}>\n{''.join(lines)}</{element}>\n".encode()


def _lines(pages: Sequence[str], library: Library) -> Iterator[str]:
    """Yield a line for each page; by hand, as a tree of 20,000 pages takes seconds."""
    listed, days = frozenset(pages), _days(library)
    root = escape(library.settings.address, {'"': "&quot;"})
    for page in pages:
        day = days.get(page.removeprefix(_ENGLISH))
        changed = f"<lastmod>{escape(day)}</lastmod>" if day else ""
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag}" href="{root}{quote(other)}"/>'
            for tag, other in _alternates(page, listed)
        )
        yield f"<url><loc>{root}{quote(page)}</loc>{changed}{links}</url>\n"


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
    items = (*library.entries, *library.other_entries)
    return {f"cases/{item.id}.html": item.updated for item in items}
