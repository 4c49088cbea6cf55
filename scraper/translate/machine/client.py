"""One request to a translation service: slow enough, patient where the service is busy, bounded.

HTTP is the business of httpx and waiting that of tenacity. A service that is busy (429), fails
(5xx) or does not answer is asked again, after as long as it asks for (`Retry-After`, RFC 9110,
10.2.3) or after ever longer waits; anything else ends the run with an error.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
)

from scraper.model import CasebookError
from scraper.rules.machine import MachineRules
from scraper.translate.machine.settings import KEY, MachineSettings


class _BusyError(Exception):
    """The service cannot answer now; `after` seconds it may."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


class Client:
    """Sends JSON to one service and returns the JSON it answers."""

    def __init__(
        self,
        settings: MachineSettings,
        rules: MachineRules,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings, self._rules, self._sleep = settings, rules, sleep
        # Not to follow redirects keeps the key with the host it was meant for.
        self._http = httpx.Client(timeout=settings.timeout, follow_redirects=False)
        self._last = -1e9

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def post(
        self, path: str, body: Mapping[str, Any], headers: Mapping[str, str]
    ) -> dict[str, Any]:
        """Return the JSON object that the service answers.

        Raises `CasebookError` where it refuses, answers with something else, or is still not to
        be reached after several attempts; what has been translated until then is saved.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(_BusyError),
            stop=stop_after_attempt(self._rules.attempts),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, path, body, headers)
        except _BusyError as error:
            mend = "Try again later; what has been translated is saved, and the rest goes on there"
            raise self._error(str(error), mend) from error

    def _once(
        self, path: str, body: Mapping[str, Any], headers: Mapping[str, str]
    ) -> dict[str, Any]:
        self._pace()
        try:
            with self._http.stream(
                "POST", self._settings.url + path, json=body, headers=dict(headers)
            ) as response:
                content = self._read(response)
        except (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError) as error:
            raise _BusyError(f"no answer ({type(error).__name__})") from error
        except httpx.HTTPError as error:
            raise self._error(f"the request failed ({error})", "Check `url`") from error
        self._check(response)
        try:
            answer = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise _BusyError("the answer is cut off or no JSON") from error
        if not isinstance(answer, dict):
            raise self._error("the answer is no JSON object", "Check `backend` and `url`")
        return answer

    def _pace(self) -> None:
        """Wait until the next request is due."""
        due = self._last + 60 / self._settings.per_minute
        now = time.monotonic()
        if due > now:
            self._sleep(due - now)
        self._last = time.monotonic()

    def _read(self, response: httpx.Response) -> bytes:
        content = b""
        for piece in response.iter_bytes():
            content += piece
            if len(content) > self._rules.largest_answer:
                raise self._error("the answer is far too long", "Check `backend` and `url`")
        return content

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        if status == 429 or status >= 500:
            raise _BusyError(f"status {status}", _seconds(response.headers.get("Retry-After", "")))
        if status in (401, 403):
            raise self._error(f"the service refuses the key (status {status})", f"Check {KEY}")
        if status != 200:
            raise self._error(f"status {status}", "Check `backend`, `url` and `model`")

    def _wait(self, state: RetryCallState) -> float:
        longest = self._rules.longest_wait
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, _BusyError) and error.after is not None:
            return min(error.after, longest)
        return wait_exponential_jitter(multiplier=self._rules.first_wait, max=longest)(state)

    def _error(self, problem: str, mend: str) -> CasebookError:
        return CasebookError(self._settings.url, problem, mend)


def _seconds(value: str) -> float | None:
    """Return what `Retry-After` asks for: seconds, or the time until a date."""
    if value.strip().isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
