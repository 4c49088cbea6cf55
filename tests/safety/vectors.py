"""Vectors of others, read from `../shared/suites` beside the repository; nothing of them is kept.

`cases.jsonl` of each folder holds a vector a line, its words under `payload`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SUITES = Path(__file__).parents[3] / "shared" / "suites"
SCRIPTS = ("xss_dompurify", "xss_owasp", "xss_ammonia", "xss_bleach")
"""Suites of words that run where they are taken for markup."""
PLAIN = ("blns", "commonmark", "own_markdown_live")
"""Suites of words that change where they are taken for markup."""
STEP = {"scripts": 80, "plain": 12}
"""Of how many vectors one is taken where not all are asked for."""


def load(suite: str) -> tuple[str, ...]:
    """The vectors of a suite, each once; none where the suites are not here."""
    file = SUITES / suite / "cases.jsonl"
    if not file.is_file():
        return ()
    lines = file.read_text(encoding="utf-8").split("\n")
    words = (json.loads(line)["payload"] for line in lines if line)
    return tuple(dict.fromkeys(word for word in words if word))


def require_suites() -> None:
    """Skip the test where the suites are not beside the repository."""
    if not SUITES.is_dir():
        pytest.skip("no ../shared/suites beside the repository")
