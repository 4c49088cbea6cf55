"""Where a library lies on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Library:
    """The folders of a library."""

    captures: Path
    cases: Path
    translations: Path
    """Holds a folder for each language: `en/`."""

    @property
    def english(self) -> Path:
        """Folder of the English PO files."""
        return self.translations / "en"

    @property
    def packs(self) -> Path:
        """Folder of the lesson packs, beside the cases."""
        return self.cases.parent / "packs"

    @property
    def notes(self) -> Path:
        """Folder of the teaching notes, beside the cases."""
        return self.cases.parent / "teaching"
