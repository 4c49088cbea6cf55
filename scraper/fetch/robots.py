"""robots.txt by RFC 9309: the rules and, where there are none to be had, what that means.

Google's parser decides, in its Python port: it takes what site keepers write as they meant it, and
its own test is the measure. Scrapy's middleware would read rules out of an error page and take a
server in trouble for one that allows everything; here 5xx, 429 and silence are a no.
"""

from __future__ import annotations

import re
from typing import Any

from gpyrobotstxt.robots_cc import RobotsMatcher
from protego import Protego
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from scraper.fetch.faults import name_fault
from scraper.fetch.safety import Guard, RefusedError
from scraper.rules.fetching import Limits

_BOM = b"\xef\xbb\xbf"
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"[^#]*?(?::|[^#\s][ \t]+[^#\s])")
"""A line that can be a rule has a colon or two words; the parser fails on lines of one word."""
_TOO_MANY = 429
_SAYS_IT = ("private", "resolve", "connect", "certificate", "busy")
"""Faults that say of the whole site why nothing can be had from it."""


class Rules:
    """The rules of one robots.txt."""

    def __init__(self, text: bytes, agent: str) -> None:
        # RFC 9309 compares percent-encoded octets. Encoded octet by octet, a file in GBK means
        # the addresses that its server gives in GBK, and none of it can fail to be decoded.
        encoded = _NOT_ASCII.sub(lambda octet: b"%%%02X" % octet[0][0], text.removeprefix(_BOM))
        lines = _LINE_END.split(encoded.decode("ascii"))
        self._text = "\n".join(line if _RULE.match(line) else "" for line in lines)
        self._agent = agent

    def allows(self, url: str) -> bool:
        """Whether the program may fetch this address."""
        return bool(RobotsMatcher().one_agent_allowed_by_robots(self._text, self._agent, url))

    @property
    def delay(self) -> float:
        """Seconds between requests that the file asks for (`Crawl-delay`); 0 where it does not."""
        return Protego.parse(self._text).crawl_delay(self._agent) or 0.0


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware, which fetches each site's robots.txt once, with RFC 9309's verdicts."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._agent: str = crawler.settings["CASEBOOK_RULES"].agent
        self._limits: Limits = crawler.settings["CASEBOOK_LIMITS"]
        self._guard: Guard = crawler.settings["CASEBOOK_GUARD"]
        self._rules: dict[str, Rules | RefusedError] = {}
        """By site; in place of rules that cannot be had, why."""

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Raise RefusedError where robots.txt says no, or cannot be read."""
        del spider
        if request.meta.get("dont_obey_robotstxt"):
            return
        await self.robot_parser(request)
        rules = self._rules[self._site(request)]
        if isinstance(rules, RefusedError):
            raise RefusedError(rules.fault, rules.detail)
        if not rules.allows(request.url):
            raise RefusedError("robots")
        request.meta["robots_delay"] = rules.delay

    def _site(self, request: Request) -> str:
        return str(urlparse_cached(request).netloc)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        site, status = self._site(request), response.status
        if status < 300:
            self._rules[site] = Rules(response.body[: self._limits.robots_bytes], self._agent)
        elif 400 <= status < 500 and status != _TOO_MANY:
            self._rules[site] = Rules(b"", self._agent)  # there is none: nothing is forbidden
        else:
            self._rules[site] = RefusedError("robots-unreachable", f"status {status}")
        self._release(netloc)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        fault, detail = name_fault(exc, f"//{netloc}", self._guard, self._limits)
        if fault not in _SAYS_IT:
            fault, detail = "robots-unreachable", f"{fault} {detail}".strip()
        self._rules.setdefault(netloc, RefusedError(fault, detail))
        self._release(netloc)

    def _release(self, netloc: str) -> None:
        """Let the requests go on that wait for this site's rules."""
        waiting: Any = self._parsers[netloc]
        self._parsers[netloc] = None
        waiting.callback(None)
