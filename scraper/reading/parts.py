"""Other sites with parts of the same library, as the home page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.model import Language


@dataclass(frozen=True, slots=True)
class PartShown:
    """A site with a part of the library."""

    chinese: str
    english: str
    folder: str
    """Its root as seen from the root of this site, with a slash at the end."""
    cases: int

    def name(self, language: Language) -> str:
        """Return its name in a language."""
        return self.chinese if language == "zh" else self.english

    def home(self, language: Language) -> str:
        """Return its home page in a language, as seen from the root of this site."""
        return f"{self.folder}{'' if language == 'zh' else 'en/'}index.html"
