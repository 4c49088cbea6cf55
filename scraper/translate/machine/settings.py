"""Which translation service an editor has: `translate.toml`, or the environment.

    backend = "openai"                        # or "libretranslate"
    url = "https://api.example.org/v1"        # before /chat/completions or /translate
    model = "some-model"                      # openai alone
    per_minute = 30                           # requests
    budget = 100000                           # Chinese characters sent in one run

`CASEBOOK_TRANSLATE_BACKEND`, `_URL` and `_MODEL` go before the file. The key comes from
`CASEBOOK_TRANSLATE_KEY` alone: a file would sooner or later be committed.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from scraper.rules.reader import Table
from scraper.store.files import read_text

Backend = Literal["openai", "libretranslate"]
_PREFIX = "CASEBOOK_TRANSLATE_"
KEY = f"{_PREFIX}KEY"


@dataclass(frozen=True, slots=True)
class MachineSettings:
    """A translation service, and how much of it may be used."""

    backend: Backend
    url: str
    """Address before `/chat/completions` or `/translate`, without a slash at the end."""
    model: str = ""
    key: str = field(default="", repr=False)
    per_minute: int = 30
    budget: int = 100_000
    """Chinese characters that one run may send."""
    timeout: float = 60.0
    """Seconds."""

    @property
    def name(self) -> str:
        """What the translations it makes are marked with."""
        return f"{self.backend} {self.model}".strip()


def load_machine_settings(path: Path, environment: Mapping[str, str]) -> MachineSettings | None:
    """Return the service that a file or the environment names; None where neither names any.

    Raises `CasebookError` for a key in the file, an unknown backend, an address that is not
    `https` (but for this machine itself) and a model that is missing.
    """
    file = str(path)
    table = Table.parse(read_text(path), file) if path.exists() else Table({}, "the environment")
    chosen = {name: table.text(name, "") for name in ("backend", "url", "model")}
    backend, url, model = (
        environment.get(_PREFIX + name.upper(), "") or value for name, value in chosen.items()
    )
    limits = {
        "per_minute": table.number("per_minute", 30),
        "budget": table.number("budget", 100_000),
    }
    timeout = table.amount("timeout", 60.0)
    if table.text("key", ""):
        raise table.fault("key", "keys do not belong into a file", f"Remove it, and set {KEY}")
    table.close()
    if not backend and not url:
        return None
    known = next((name for name in get_args(Backend) if name == backend), None)
    if known is None:
        raise table.fault("backend", f"is `{backend}`", "Use openai or libretranslate")
    if known == "openai" and not model:
        raise table.fault("model", "is missing", "Name the model to use")
    for name, value in (*limits.items(), ("timeout", timeout)):
        if value <= 0:
            raise table.fault(name, "is not above 0", "Write a number above 0")
    return MachineSettings(
        known,
        _checked(url, table),
        model,
        environment.get(KEY, ""),
        limits["per_minute"],
        limits["budget"],
        timeout,
    )


def _checked(url: str, table: Table) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError as error:
        raise table.fault("url", f"is no address ({error})", "Write https://…") from error
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        raise table.fault("url", f"is `{url}`", "Write https:// and a host, without a user name")
    if parts.scheme == "http" and not _is_here(host):
        raise table.fault("url", "would send texts and key unencrypted", "Use https://")
    return url.rstrip("/")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
