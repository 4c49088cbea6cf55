"""What a build and an export did."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.building.filing import Synced
from scraper.building.recording import Changes
from scraper.model import CasebookError, Redirect


@dataclass(frozen=True, slots=True)
class Restrained:
    """Ids of cases whose rights notice forbids publishing them, and what was done."""

    forbidden: tuple[str, ...]
    withheld: tuple[str, ...]
    """Those of which nothing is published."""
    excerpts: tuple[str, ...]
    """Those of which the facts and an excerpt are."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    cases: int
    pages: Changes
    translations: tuple[Synced, ...]
    given_ids: tuple[str, ...]
    """Ids given to paragraphs that had none, each `case: id`."""
    errors: tuple[CasebookError, ...]
    rights: Restrained
    """What was published, and what a rights notice kept back."""
    retired: tuple[Redirect, ...] = ()
    """Passages that are gone since the last build, and where their addresses lead now."""
    address: str = ""
    """Where the site says it is published; empty where it has no address."""
    lessons: tuple[CasebookError, ...] = ()
    """Packs and notes that name what the library no longer holds; nothing is broken by them."""
    handouts: int = 0
    """How many handouts the site has."""
    fonts: tuple[str, ...] = ()
    """Fonts that PDF handouts need and that are not installed: there are none then."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    files: tuple[str, ...]
    errors: tuple[CasebookError, ...]
