"""Waiting: as long as a site asks, and no longer than a run can take.

AutoThrottle stretches the delay between requests by how slow a site answers. Here stands what
Scrapy does not know: `Retry-After` (RFC 9110, 10.2.3) and `Crawl-delay`. The spider has one request
out to each site at a time, so that waiting for one is waiting for the site.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from scraper.fetch.safety import RefusedError

_BUSY = (429, 503)


def asked_wait(header: str, now: float) -> float | None:
    """Return the seconds that a `Retry-After` header asks for; None where it names no time."""
    text = header.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return None


class PolitenessMiddleware:
    """Holds requests to a site back until it may be asked again."""

    def __init__(self, crawler: Any) -> None:
        self._limits = crawler.settings["CASEBOOK_LIMITS"]
        self._until: dict[str, float] = {}
        """By site: the time before which it is not asked, by the clock since the system start."""
        self._refusals: defaultdict[str, int] = defaultdict(int)
        """By site: how often in a row it has said that it is busy."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> PolitenessMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait for the site. Raises RefusedError where that would take too long."""
        wait = self._until.get(_site(request), 0.0) - time.monotonic()
        if wait > self._limits.longest_wait:
            raise RefusedError("busy", f"for {wait:,.0f} seconds")
        if wait > 0:
            await asyncio.sleep(wait)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note how long the site wants to be left alone."""
        site = _site(request)
        if response.status in _BUSY:
            self._refusals[site] += 1
            backoff = float(self._limits.backoff * 2 ** (self._refusals[site] - 1))
            asked = asked_wait(
                (response.headers.get("Retry-After") or b"").decode("latin-1"), time.time()
            )
            self._hold(site, asked if asked is not None else backoff)
        else:
            self._refusals.pop(site, None)
            self._hold(site, min(request.meta.get("robots_delay", 0.0), self._limits.longest_delay))
        return response

    def _hold(self, site: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        self._until[site] = max(self._until.get(site, 0.0), until)


def _site(request: Request) -> str:
    return str(urlparse_cached(request).netloc)
