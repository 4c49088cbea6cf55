"""Rules, and documents made of the rows of the tables."""

from __future__ import annotations

from typing import Any

import pytest

from scraper.cases.document import Document
from scraper.model import Block
from scraper.rules.filing import FilingRules, load_filing_rules
from scraper.text.ids import assign_ids


@pytest.fixture(scope="session")
def rules() -> FilingRules:
    return load_filing_rules()


@pytest.fixture
def document(row: dict[str, Any]) -> Document:
    text = row["text"] if isinstance(row["text"], list) else [row["text"]]
    blocks = [Block("meta", line) for line in row.get("meta", [])]
    blocks += [Block("p", line) for line in text]
    return Document(row.get("title", "社区实践"), assign_ids(blocks, ()), row.get("label", ""))
