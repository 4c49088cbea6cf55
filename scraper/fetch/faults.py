"""What went wrong, by the names of `data/fetch.toml`, from what Scrapy says of it. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from scraper.fetch.safety import Guard, RefusedError
from scraper.rules.fetching import Limits

_FAULTS: dict[type[Exception], str] = {
    DownloadTimeoutError: "seconds",
    DownloadCancelledError: "large",
    ResponseDataLossError: "cut",
    CannotResolveHostError: "resolve",
    DownloadConnectionRefusedError: "connect",
    DownloadFailedError: "connect",
}


def name_fault(error: BaseException, url: str, guard: Guard, limits: Limits) -> tuple[str, str]:
    """Return the name of a fault and its detail; `url` is what was asked for last."""
    if isinstance(error, RefusedError):
        return error.fault, error.detail
    if isinstance(error, IgnoreRequest):
        return "redirects", ""  # the one thing left for which Scrapy ignores a request
    host = urlsplit(url).hostname or ""
    if isinstance(error, CannotResolveHostError) and host in guard.private_names:
        return "private", f"{host} is {guard.private_names[host]}"
    name = next((name for kind, name in _FAULTS.items() if isinstance(error, kind)), "crash")
    if name == "connect" and "certificate" in f"{error} {error.__cause__}".lower():
        name = "certificate"
    details = {"seconds": f"{limits.seconds:,}", "large": f"{limits.largest:,}"}
    return name, details.get(name, type(error).__name__)
