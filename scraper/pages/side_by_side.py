"""The text of a case in the other language, for the side-by-side view: a script beside its page.

A page opened from a folder may load scripts but not fetch files, and a page that carried both
texts would weigh twice as much: so both.js loads this one where a reader asks for it.
"""

from __future__ import annotations

import json
from typing import get_args

from scraper.model import Case, Language
from scraper.reading.library import Library
from scraper.text.escape import one_line


def has_twin(case: Case, library: Library) -> bool:
    """Whether any of the text of a case can be shown in both languages."""
    reading = library.read(case, "en")
    return any(reading.state(paragraph.id) != "missing" for paragraph in case.paragraphs)


def twin_files(library: Library) -> dict[str, bytes]:
    """Return the scripts with the texts in the other language, by their path in the site."""
    files: dict[str, bytes] = {}
    for language in get_args(Language):
        root = "" if language == "zh" else f"{language}/"
        for case in (*library.cases, *library.documents):
            if has_twin(case, library):
                files[f"{root}cases/{case.id}.both.js"] = _script(_twins(case, library, language))
    return files


def _twins(case: Case, library: Library, language: Language) -> dict[str, list[str]]:
    """Return text and state by paragraph, in the language that the page is not in.

    On an English page a paragraph without English stands there in Chinese already.
    """
    reading = library.read(case, "en")
    twins: dict[str, list[str]] = {}
    for paragraph in case.paragraphs:
        state = reading.state(paragraph.id)
        if language == "en" and state != "missing":
            twins[paragraph.id] = [one_line(paragraph.text), ""]
        elif language == "zh":
            english = "" if state == "missing" else reading.passage(paragraph.id, "").text
            twins[paragraph.id] = [one_line(english), state]
    return twins


def _script(twins: dict[str, list[str]]) -> bytes:
    return f"casebookBoth({json.dumps(twins, ensure_ascii=False)});\n".encode()
