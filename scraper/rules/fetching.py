"""How pages are fetched and what is no page: `data/fetch.toml`, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from ipaddress import ip_network

from scraper.model import CasebookError
from scraper.rules.reader import Table

FILE = "fetch.toml"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much and how often; the data file says what each is for."""

    seconds: int
    largest: int
    redirects: int
    retries: int
    delay: int
    longest_delay: int
    backoff: int
    longest_wait: int
    sites_at_once: int
    resume_hours: int
    most_pages: int
    sitemap_depth: int
    robots_bytes: int


@dataclass(frozen=True, slots=True)
class NoPage:
    """A kind of page that was sent as good and is no document, and its signs."""

    fault: str
    at_most: int
    """Characters of visible text a page of this kind has at most."""
    phrases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """Parts of the page's address, lower case."""
    password: bool = False
    """Whether a field for a password is a sign."""
    example: str = ""


@dataclass(frozen=True, slots=True)
class FetchRules:
    """Everything the data file says."""

    agent: str
    limits: Limits
    refused: tuple[str, ...]
    """Networks that no page comes from, beside those that are not global."""
    documents: frozenset[str]
    archived: frozenset[str]
    """Media types of the records of a web archive that are taken."""
    no_page: tuple[NoPage, ...]
    faults: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By name: what is wrong and the mend. `{detail}` in them is to be filled in."""

    def fault(self, address: str, name: str, detail: str = "") -> CasebookError:
        """Return the error of this name for an address."""
        problem, mend = self.faults[name]
        return CasebookError(address, problem.replace("{detail}", detail), mend)


@cache
def load_fetch_rules() -> FetchRules:
    """Return the rules that ship with Casebook.

    Raises `CasebookError` with the file, the place and the mend where one is not as it should be.
    """
    return parse_fetch_rules(
        (resources.files("scraper") / "data" / FILE).read_text(encoding="utf-8")
    )


def parse_fetch_rules(text: str) -> FetchRules:
    """Return the rules that a TOML document describes."""
    table = Table.parse(text, FILE)
    media = table.table("media")
    faults = _faults(table.tables("faults"))
    rules = FetchRules(
        agent=table.text("agent"),
        limits=_limits(table.table("limits")),
        refused=tuple(_network(entry) for entry in table.tables("refused_networks")),
        documents=frozenset(media.texts("documents")),
        archived=frozenset(media.texts("archived")),
        no_page=tuple(_no_page(entry, faults) for entry in table.tables("no_page")),
        faults=faults,
    )
    media.close()
    table.close()
    return rules


def _limits(table: Table) -> Limits:
    values = {each.name: table.number(each.name) for each in fields(Limits)}
    for name, value in values.items():
        if value < 0:
            raise table.fault(name, "is below zero", "Write a number from 0 on")
    table.close()
    return Limits(**values)


def _network(table: Table) -> str:
    network = table.text("network")
    table.text("reason")
    table.close()
    try:
        return str(ip_network(network))
    except ValueError as error:
        mend = "Write it as 192.0.2.0/24"
        raise table.fault("network", f"is no network ({error})", mend) from error


def _no_page(table: Table, faults: Mapping[str, tuple[str, str]]) -> NoPage:
    rule = NoPage(
        fault=table.text("fault"),
        at_most=table.number("at_most"),
        phrases=tuple(phrase.lower() for phrase in table.texts("phrases")),
        addresses=table.texts("addresses", ()),
        password=table.flag("password"),
        example=table.text("example"),
    )
    table.text("leaves_alone")
    table.close()
    if rule.fault not in faults:
        raise table.fault("fault", f"names no fault: {rule.fault}", "Add it to [[faults]]")
    return rule


def _faults(entries: tuple[Table, ...]) -> dict[str, tuple[str, str]]:
    found = {}
    for entry in entries:
        found[entry.text("id")] = (entry.text("problem"), entry.text("mend"))
        entry.close()
    return found
