"""A translation service made ready for a run."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from scraper.rules.machine import MachineRules
from scraper.translate.machine.client import Client
from scraper.translate.machine.services import service
from scraper.translate.machine.settings import MachineSettings
from scraper.translate.machine.work import Worker


@contextmanager
def open_worker(settings: MachineSettings, rules: MachineRules) -> Iterator[Worker]:
    """Yield a worker for the service that the settings name; its connection ends with it."""
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    with Client(settings, rules) as client:
        ready = service(client, settings, rules)
        yield Worker(ready, rules, settings.name, today, settings.budget)
