"""Which addresses are fetched at all: http and https, on servers that the whole Internet reaches.

A name is looked up once, every number it stands for is judged, and the connection goes to exactly
those numbers: a name that changes its answer between check and use (DNS rebinding) gains nothing.
Numbers written as names (`0x7f000001`, `2130706433`) pass the same way, so that no list of odd
spellings is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

SCHEMES = ("http", "https")
_LONGEST = 2_000
"""Characters of an address; browsers and servers refuse longer ones too."""


class RefusedError(IgnoreRequest):
    """A request that is not made, or a response that is not taken: a fault and its detail."""

    def __init__(self, fault: str, detail: str = "") -> None:
        self.fault, self.detail = fault, detail
        super().__init__(f"{fault}: {detail}")


class Guard:
    """Judges numbers and names; knows the hosts that the user has allowed by name."""

    def __init__(self, refused: Sequence[str], private_hosts: Sequence[str]) -> None:
        self._networks = tuple(ip_network(network) for network in refused)
        self._allowed = frozenset(host.lower() for host in private_hosts)
        self.private_names: dict[str, str] = {}
        """Names that were refused, each with a number that it stands for. To Twisted such a name
        has no numbers at all; here is kept why, for the error that the user sees."""

    def __deepcopy__(self, memo: object) -> Guard:
        """Scrapy copies its settings; all of its parts share one guard all the same."""
        return self

    def allows_host(self, host: str) -> bool:
        """Whether the user has said that this host may have a private address."""
        return host.lower() in self._allowed

    def is_public(self, number: str) -> bool:
        """Whether an IP address is one that the whole Internet reaches, and no other in disguise.

        IANA's registries decide, by way of `ipaddress`, and the networks of `data/fetch.toml`.
        Raises ValueError where it is no IP address.
        """
        address = ip_address(number.partition("%")[0])
        return address.is_global and not any(address in network for network in self._networks)

    def check(self, url: str) -> None:
        """Raise RefusedError for an address that is not fetched, as far as it can be seen."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname or "", parts.port
        except ValueError as error:
            raise RefusedError("address", str(error)) from error
        if parts.scheme.lower() not in SCHEMES:
            raise RefusedError("scheme", parts.scheme or "none")
        if not host or len(url) > _LONGEST:
            raise RefusedError("address", "too long" if host else "no host")
        if parts.username is not None or parts.password is not None:
            raise RefusedError("address", "a user name stands in it")
        try:
            public = self.is_public(host)
        except ValueError:
            return  # a name: judged when it has been looked up
        if not public and not self.allows_host(host):
            raise RefusedError("private", host)


class GuardMiddleware:
    """Judges every request of Scrapy's, those that redirects and robots.txt lead to as well."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    @classmethod
    def from_crawler(cls, crawler: Any) -> GuardMiddleware:
        """Made by Scrapy."""
        return cls(crawler.settings["CASEBOOK_GUARD"])

    def process_request(self, request: Request) -> None:
        """Raise RefusedError for an address that is not fetched."""
        self._guard.check(request.url)


@implementer(IHostnameResolver)
class GuardedResolver:
    """The reactor's resolver, which Twisted asks before it connects, for numbers too."""

    def __init__(self, reactor: Any, guard: Guard) -> None:
        self._reactor, self._guard = reactor, guard
        self._inner = reactor.nameResolver

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        """Made by Scrapy."""
        return cls(reactor, crawler.settings["CASEBOOK_GUARD"])

    def install_on_reactor(self) -> None:
        """Take the place of the resolver that was there, and ask that one."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 (the interface's name)
        self,
        receiver: Any,
        hostName: str,  # noqa: N803
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        """Look a name up; hand its numbers on only if every one of them is public."""
        guarded = _Receiver(receiver, hostName, self._guard)
        return self._inner.resolveHostName(guarded, hostName, *args, **kwargs)


@implementer(IResolutionReceiver)
class _Receiver:
    """Collects the numbers of a name and judges them together."""

    def __init__(self, receiver: Any, host: str, guard: Guard) -> None:
        self._receiver, self._host, self._guard = receiver, host, guard
        self._numbers: list[Any] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self._numbers.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        refused = [a.host for a in self._numbers if not self._guard.is_public(a.host)]
        if refused and not self._guard.allows_host(self._host):
            self._guard.private_names[self._host] = refused[0]
        else:
            for address in self._numbers:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()
