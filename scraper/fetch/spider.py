"""The spider: one request out to each site at a time, and a result for every address."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from urllib.parse import urldefrag

from scrapy import Spider
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure
from w3lib.url import safe_url_string

from scraper.evidence import CutShortError, Exchange, TooLargeError, decoded, why_no_document
from scraper.fetch.faults import name_fault
from scraper.fetch.job import Fetched, Job, Wanted
from scraper.fetch.lists import NotAListError, in_feed, in_sitemap
from scraper.fetch.safety import Guard, RefusedError
from scraper.fetch.whole import EXCHANGES
from scraper.rules.fetching import FetchRules

_NOT_MODIFIED = 304
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)


class PageSpider(Spider):
    """Fetches what a job wants and hands each result to `emit`."""

    name = "casebook"

    def __init__(
        self, job: Job, rules: FetchRules, guard: Guard, emit: Callable[[Fetched], None]
    ) -> None:
        super().__init__()
        self._job, self._rules, self._guard, self._emit = job, rules, guard, emit
        self._waiting: defaultdict[str, deque[Request]] = defaultdict(deque)
        self._seen: set[str] = set(job.done)

    async def start(self) -> AsyncIterator[Request]:
        """Yield the first request of each site; each result brings the next."""
        for wanted in self._job.wanted:
            self._seen.add(wanted.address)
            self._put(wanted)
        for site in list(self._waiting):
            for request in self._next(site):
                yield request

    def _put(self, wanted: Wanted) -> str:
        """Queue an address; return its site, empty where it was refused at once."""
        try:
            url = urldefrag(safe_url_string(wanted.address)).url
            self._guard.check(url)
            request = Request(
                url,
                callback=self._arrived,
                errback=self._failed,
                headers=_validators(wanted),
                dont_filter=True,
            )
        except RefusedError as error:
            self._emit(Fetched(wanted.address, fault=error.fault, detail=error.detail))
            return ""
        except ValueError as error:
            self._emit(Fetched(wanted.address, fault="address", detail=str(error)))
            return ""
        site = str(urlparse_cached(request).netloc)
        request.meta.update(wanted=wanted, site=site)
        self._waiting[site].append(request)
        return site

    def _next(self, site: str) -> Iterator[Request]:
        """Yield the next request of a site, if it has one, and take it off its queue."""
        if self._waiting[site]:
            yield self._waiting[site].popleft()
        else:
            del self._waiting[site]

    def _arrived(self, response: Response) -> Iterator[Request]:
        assert response.request
        meta = response.request.meta
        new: list[str] = []
        try:
            self._emit(self._result(response, meta["wanted"], new))
        except Exception as error:
            # A page that makes the judging fail costs itself alone.
            self._emit(Fetched(meta["wanted"].address, fault="crash", detail=type(error).__name__))
        yield from self._next(meta["site"])
        for site in new:
            yield from self._next(site)

    def _failed(self, failure: Failure) -> Iterator[Request]:
        meta = failure.request.meta  # type: ignore[attr-defined]
        assert failure.value
        url = failure.request.url  # type: ignore[attr-defined]
        fault, detail = name_fault(failure.value, url, self._guard, self._job.limits)
        self._emit(Fetched(meta["wanted"].address, fault=fault, detail=detail))
        yield from self._next(meta["site"])

    def _result(self, response: Response, wanted: Wanted, new: list[str]) -> Fetched:
        """Return what became of an address; sites that got something to do are added to `new`."""
        address = wanted.address
        exchanges = _chain(response)
        if response.status == _NOT_MODIFIED and (wanted.etag or wanted.modified):
            return Fetched(address, unchanged=True)
        if response.status != 200:
            fault, detail = _status_fault(response)
            return Fetched(address, fault=fault, detail=detail)
        if wanted.kind != "page":
            return self._listed(response, wanted, new)
        page = exchanges[-1]
        kind = page.media_type
        if kind and kind not in self._rules.documents:
            return Fetched(address, fault="type", detail=kind)
        declared = page.header("Content-Type")
        fault = why_no_document(response.body, declared, page.address, self._rules.no_page)
        return Fetched(address, fault=fault) if fault else Fetched(address, exchanges)

    def _listed(self, response: Response, wanted: Wanted, new: list[str]) -> Fetched:
        """Queue the pages that a sitemap or feed names."""
        limits = self._job.limits
        maps: tuple[str, ...] = ()
        try:
            content = _unzipped(response.body, limits.largest)
            if wanted.kind == "sitemap":
                pages, maps = in_sitemap(content, response.url)
            else:
                pages = in_feed(content, response.url)
        except (NotAListError, CutShortError) as error:
            return Fetched(wanted.address, fault="listing", detail=str(error) or "cut short")
        except TooLargeError:
            return Fetched(wanted.address, fault="large", detail=f"{limits.largest:,}")
        further = [
            Wanted(page, "page", *self._job.known.get(page, ()))
            for page in pages[: limits.most_pages]
            if page not in self._seen
        ]
        if wanted.depth < limits.sitemap_depth:
            further += [
                Wanted(address, "sitemap", depth=wanted.depth + 1)
                for address in maps[: limits.most_pages]
                if address not in self._seen
            ]
        for each in further:
            self._seen.add(each.address)
            idle = _site_of(each.address) not in self._waiting
            site = self._put(each)
            if site and idle:
                new.append(site)
        return Fetched(wanted.address, listed=len(further))


def _unzipped(content: bytes, largest: int) -> bytes:
    """The content of a sitemap, which may be a gzip file in itself."""
    return decoded(content, "gzip", largest) if content.startswith(b"\x1f\x8b") else content


def _site_of(address: str) -> str:
    return address.split("/")[2] if address.count("/") > 1 else ""


def _validators(wanted: Wanted) -> dict[str, str]:
    """Headers of a conditional request (RFC 9110, 13.1)."""
    headers = {"If-None-Match": wanted.etag, "If-Modified-Since": wanted.modified}
    return {name: value for name, value in headers.items() if value}


def _chain(response: Response) -> tuple[Exchange, ...]:
    """What passed for this response: redirects and the page, without what was tried again."""
    assert response.request
    passed: tuple[Exchange, ...] = response.request.meta.get(EXCHANGES, ())
    return tuple(each for each in passed[:-1] if each.status in _REDIRECTS) + passed[-1:]


def _status_fault(response: Response) -> tuple[str, str]:
    if response.status in _BUSY:
        asked = (response.headers.get("Retry-After") or b"").decode("latin-1")
        return "busy", f"status {response.status}" + (f", Retry-After {asked}" if asked else "")
    if response.status in _REDIRECTS:
        place = (response.headers.get("Location") or b"").decode("latin-1")
        return "scheme", place[:200] or "nowhere"
    return "status", str(response.status)
