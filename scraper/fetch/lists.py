"""Addresses in a sitemap or a feed. Pure; the bytes may be anybody's."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
from lxml import etree
from scrapy.utils.sitemap import Sitemap


class NotAListError(Exception):
    """The bytes are no sitemap or feed; the message says why."""


def in_sitemap(content: bytes, address: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the pages and the further sitemaps that a sitemap names, in its order.

    Only addresses of the sitemap's own host count, as sitemaps.org asks. Raises NotAListError.
    """
    try:
        sitemap = Sitemap(content)
        found = [str(entry.get("loc", "")) for entry in sitemap]
    except (etree.XMLSyntaxError, StopIteration, ValueError, AttributeError) as error:
        raise NotAListError("no sitemap in XML") from error
    if sitemap.type not in ("urlset", "sitemapindex"):
        raise NotAListError(f"its root is {sitemap.type}")
    own = _each_once(url for url in found if _host(url) == _host(address))
    return ((), own) if sitemap.type == "sitemapindex" else (own, ())


def in_feed(content: bytes, address: str) -> tuple[str, ...]:
    """Return the pages that an RSS or Atom feed names. Raises NotAListError."""
    feed = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version"):
        raise NotAListError("no feed in RSS or Atom")
    links = (str(entry.get("link", "")).strip() for entry in feed.entries)
    return _each_once(urljoin(address, link) for link in links if link)


def _host(url: str) -> str:
    try:
        return urlsplit(url.strip()).netloc.lower()
    except ValueError:
        return ""


def _each_once(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(urldefrag(url.strip()).url for url in urls))
