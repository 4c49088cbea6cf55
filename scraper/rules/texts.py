"""Words that data files give in both languages of the site."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.model import Language
from scraper.rules.reader import Table


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in both languages of the site."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the words in `zh` or `en`."""
        return self.zh if language == "zh" else self.en


def read_text(table: Table) -> Text:
    """Return a table that holds `zh` and `en` alone; `CasebookError` names what is wrong."""
    text = Text(table.text("zh"), table.text("en"))
    table.close()
    return text
