"""Takes each response as it came off the wire: keeps it as evidence, unpacks it, refuses halves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Headers, Request, Response

from scraper.evidence import (
    CutShortError,
    Exchange,
    TooLargeError,
    UnknownCodingError,
    is_whole,
    unpacked,
)
from scraper.fetch.safety import RefusedError

EXCHANGES = "casebook_exchanges"
"""Key of a request's `meta` under which what passed so far is kept, redirects included."""


class WholeMiddleware:
    """Stands nearest to the network, so that redirects and retries see what it has judged."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._largest: int = crawler.settings["CASEBOOK_LIMITS"].largest

    @classmethod
    def from_crawler(cls, crawler: Any) -> WholeMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the response unpacked, or the request to be made once more.

        Raises RefusedError where the response is cut short, too large, or packed unasked.
        """
        exchange = _exchange(request, response)
        try:
            content = unpacked(exchange, self._largest) if exchange.body else b""
        except TooLargeError as error:
            raise RefusedError("large", f"{self._largest:,}") from error
        except UnknownCodingError as error:
            raise RefusedError("coding", str(error)) from error
        except CutShortError:
            return self._again(request, exchange.header("Content-Encoding"))
        if "partial" in response.flags and response.status == 200:
            packed = bool(exchange.header("Content-Encoding"))
            if not packed and not is_whole(content, exchange.media_type):
                return self._again(request, "no length was stated, and its end is missing")
        request.meta[EXCHANGES] = (*request.meta.get(EXCHANGES, ()), exchange)
        return response.replace(body=content)

    def _again(self, request: Request, reason: str) -> Request:
        again = get_retry_request(request, spider=self._crawler.spider, reason="cut")
        if again is None:
            raise RefusedError("cut", reason)
        return again


def _exchange(request: Request, response: Response) -> Exchange:
    return Exchange(
        address=request.url,
        status=response.status,
        request=_pairs(request.headers),
        response=_pairs(response.headers),
        body=response.body,
        date=datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        ip=str(response.ip_address or ""),
    )


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in headers
        for value in headers.getlist(name)
    )
