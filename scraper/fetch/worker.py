"""The fetching process: a job on its standard input, results on its standard output.

Each result is to be acknowledged by a line before there is another: a run that is killed has then
no more on its way than one page of each site.

A process of its own, because Twisted's reactor runs once, and because a server that finds a hole
in a parser then has a process that writes no file. It ends when its input does, as it does when
the program that started it ends.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import sys
import threading
from typing import Any

from scrapy.crawler import CrawlerProcess

from scraper.fetch.job import Fetched, Job, fetched_to_json, job_from_json
from scraper.fetch.safety import Guard
from scraper.fetch.spider import PageSpider
from scraper.guard.limits import limit_memory
from scraper.rules.fetching import FetchRules, load_fetch_rules

MEMORY = 2 * 1024**3
"""Address space, in bytes: a backstop, should the limits on each response not hold."""
_HERE = "scraper.fetch"


def scrapy_settings(job: Job, rules: FetchRules, guard: Guard) -> dict[str, Any]:
    """Return how Scrapy is set up; what is not named here is as Scrapy has it."""
    limits = job.limits
    return {
        "CASEBOOK_LIMITS": limits,
        "CASEBOOK_RULES": rules,
        "CASEBOOK_GUARD": guard,
        "USER_AGENT": job.agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        },
        "ROBOTSTXT_OBEY": True,
        "DOWNLOADER_MIDDLEWARES": {
            f"{_HERE}.safety.GuardMiddleware": 50,
            f"{_HERE}.robots.RobotsMiddleware": 100,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            f"{_HERE}.politeness.PolitenessMiddleware": 560,
            f"{_HERE}.whole.WholeMiddleware": 860,
        },
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("http", "https"), f"{_HERE}.handler.CappedHandler"),
            **dict.fromkeys(("data", "file", "s3", "ftp")),
        },
        "TWISTED_DNS_RESOLVER": f"{_HERE}.safety.GuardedResolver",
        "DOWNLOAD_TIMEOUT": limits.seconds,
        "DOWNLOAD_MAXSIZE": limits.largest,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_DELAY": limits.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "AUTOTHROTTLE_ENABLED": limits.delay > 0,
        "AUTOTHROTTLE_START_DELAY": limits.delay,
        "AUTOTHROTTLE_MAX_DELAY": limits.longest_delay,
        "CONCURRENT_REQUESTS": limits.sites_at_once,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "REDIRECT_MAX_TIMES": limits.redirects,
        "RETRY_TIMES": limits.retries,
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "HTTPPROXY_ENABLED": False,  # behind a proxy nobody could tell where a name leads
        "HTTPERROR_ALLOW_ALL": True,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "STATS_DUMP": False,
        "LOG_ENABLED": False,
    }


def run(job: Job, out: Any, taken: queue.Queue[str]) -> None:
    """Fetch what the job wants; write each result to `out` as a line as soon as it is there.

    `taken` brings a line for each result that has been taken.
    """
    rules = load_fetch_rules()
    guard = Guard(rules.refused, job.private_hosts)

    def emit(fetched: Fetched) -> None:
        out.write(fetched_to_json(fetched).encode("ascii") + b"\n")
        out.flush()
        taken.get()

    process = CrawlerProcess(scrapy_settings(job, rules, guard), install_root_handler=False)
    process.crawl(PageSpider, job=job, rules=rules, guard=guard, emit=emit)
    process.start(install_signal_handlers=False)


def main() -> None:
    """Do the job on standard input. Ctrl+C is for the program that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(MEMORY)
    logging.disable(logging.CRITICAL)
    job = job_from_json(sys.stdin.readline())
    taken: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(taken,), daemon=True).start()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the results
    run(job, out, taken)
    out.write(b"end\n")
    out.flush()


def _listen(taken: queue.Queue[str]) -> None:
    """Hand acknowledgements on; end this process as soon as the one that started it has gone."""
    for line in sys.stdin:
        taken.put(line)
    os._exit(1)
