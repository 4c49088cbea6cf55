"""Translations made up for tests: as many sentences as the Chinese, with its marks, and English."""

from __future__ import annotations

from pathlib import Path

import polib

from scraper.text.sentences import split_sentences


def english(context: str, chinese: str) -> str:
    """Return a text that says which it is, a sentence for each of the Chinese."""
    marks = "".join(mark for mark in ("〔supplied〕", "□", "**") if mark[0] in chinese)
    sentences = [part for part in split_sentences(chinese) if part.strip()]
    if len(sentences) < 2:
        return f"English of {context} {marks}".strip()
    many = (f"Sentence {n} of {context} in English." for n in range(1, len(sentences) + 1))
    return " ".join([*many, *([f"It has {marks} in it."] if marks else [])])


def translate_file(path: Path) -> None:
    """Give every message of a PO file a translation, as a person would."""
    file = polib.pofile(str(path))
    for entry in file:
        if not entry.obsolete:
            entry.msgstr = english(str(entry.msgctxt), entry.msgid)
    file.save()
