"""What the fetching process is told, and what it answers: a line of JSON each."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from scraper.evidence import Exchange
from scraper.rules.fetching import Limits

Kind = Literal["page", "sitemap", "feed"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to fetch, and what is known of it from before."""

    address: str
    kind: Kind = "page"
    etag: str = ""
    """Marks of the version that was captured before: it is sent again only if they changed."""
    modified: str = ""
    depth: int = 0
    """How many sitemaps led here."""


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a run of the fetching process needs."""

    wanted: tuple[Wanted, ...]
    agent: str
    """The user agent in full, with a contact."""
    limits: Limits
    private_hosts: tuple[str, ...] = ()
    """Hosts that may have a private address."""
    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By address, what is known of pages that a sitemap or feed may name: etag, modified."""
    done: tuple[str, ...] = ()
    """Addresses that need not be fetched any more, should a sitemap or feed name them."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one address."""

    address: str
    exchanges: tuple[Exchange, ...] = ()
    """Redirects in their order, and the page last; empty unless a page came."""
    unchanged: bool = False
    """Whether the server says that the page is as it was captured before."""
    listed: int = -1
    """Of a sitemap or feed: how many addresses were taken from it."""
    fault: str = ""
    """Name of what went wrong, as in `data/fetch.toml`; empty where nothing did."""
    detail: str = ""


def in_list(text: str) -> tuple[str, ...]:
    """Return the addresses of a list: one a line, empty lines and those after `#` left out."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def job_to_json(job: Job) -> str:
    """Return a job as one line."""
    return json.dumps(asdict(job))


def job_from_json(line: str) -> Job:
    """Return the job that a line describes."""
    fields = json.loads(line)
    fields["wanted"] = tuple(Wanted(**each) for each in fields["wanted"])
    fields["limits"] = Limits(**fields["limits"])
    fields["known"] = {address: tuple(marks) for address, marks in fields["known"].items()}
    return Job(**fields)


def fetched_to_json(fetched: Fetched) -> str:
    """Return a result as one line."""
    fields = asdict(fetched)
    for exchange in fields["exchanges"]:
        exchange["body"] = base64.b64encode(exchange["body"]).decode("ascii")
    return json.dumps(fields)


def fetched_from_json(line: bytes) -> Fetched:
    """Return the result that a line describes."""
    fields = json.loads(line)
    fields["exchanges"] = tuple(_exchange(each) for each in fields["exchanges"])
    return Fetched(**fields)


def _exchange(fields: dict[str, Any]) -> Exchange:
    fields["body"] = base64.b64decode(fields["body"])
    for name in ("request", "response"):
        fields[name] = tuple((key, value) for key, value in fields[name])
    return Exchange(**fields)
