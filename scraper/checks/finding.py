"""What the checks take and give: the holdings of a library, and findings in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made

from scraper.model import Case, CasebookError, Language, Redirect, Translation
from scraper.rules.findings import FindingKind
from scraper.rules.interface import Words
from scraper.rules.models import Model
from scraper.rules.settings import Settings
from scraper.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything a library holds, and what was noticed while it was read."""

    cases: tuple[Case, ...]
    cases_folder: str
    config: str
    """File of the settings."""
    settings: Settings | None
    """None where that file cannot be read."""
    models: Mapping[str, Model]
    reasons: Mapping[str, tuple[str, str]]
    """Rule of the cleaner to its reason in Chinese and in English."""
    words: Words
    unreadable: tuple[CasebookError, ...] = ()
    """Files that cannot be read."""
    unread_cases: frozenset[str] = frozenset()
    """Ids of the cases among them."""
    faults: tuple[CasebookError, ...] = ()
    """Fields of cases that are wrong."""
    address_faults: tuple[CasebookError, ...] = ()
    """Old addresses that lead nowhere."""
    stale_ties: tuple[CasebookError, ...] = ()
    """Passages that packs and notes name and the library does not hold."""
    redirects: tuple[Redirect, ...] = ()
    captures: Mapping[str, str] = made(default_factory=dict)
    """Path of each capture by its key."""
    translations: Mapping[str, Translation] = made(default_factory=dict)
    """By case id; cases whose file cannot be read have none."""
    translation_files: Mapping[str, str] = made(default_factory=dict)
    """Path of each PO file by the id it is named for."""
    close_models: Mapping[str, tuple[str, ...]] = made(default_factory=dict)
    """By case id: models among which the evidence does not decide."""
    forbidden: tuple[str, ...] = ()
    """Ids of cases whose rights notice forbids publishing them."""

    def file(self, case: str) -> str:
        """Return the path of a case file."""
        return f"{self.cases_folder}/{case}.md"

    def say(self, key: str) -> Text:
        """Return a message of the interface in both languages."""
        return Text(self.words.say("zh", key), self.words.say("en", key))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that wants a person."""

    id: str
    """Key in `data/checks.toml`."""
    file: str
    case: str = ""
    """Id of the case concerned; empty where it is not one case."""
    place: str = ""
    """Id of the paragraph, or the line of the file; empty for the whole."""
    field: str = ""
    """Field to edit, where the kind of finding does not name it."""
    values: Mapping[str, Text | str | int] = made(default_factory=dict)
    """What fills the places of the message."""

    def what(self, kind: FindingKind, language: Language) -> str:
        """Return the finding in words."""
        values = {
            name: value.in_language(language) if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
        return kind.what.in_language(language).format_map(values)
