from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from local_service import LocalService, serving
from small_cases import made

from scraper.store import save_case


@pytest.fixture
def service() -> Iterator[LocalService]:
    with serving() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two cases on disk, under `cases`."""
    for case in (
        made("liyi", "党支部请来物业经理，听居民说了三个晚上。", "楼下装了12盏灯。"),
        made(
            "pinghe", "党支部请来物业经理，听居民说了两个晚上。", "楼下装了12盏灯。", "居民满意。"
        ),
    ):
        save_case(tmp_path / "cases", case)
    return tmp_path
