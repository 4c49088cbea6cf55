"""Passages: a paragraph of a case by its tie (`case#paragraph`), and its lasting address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scraper.model import Case, CasebookError, Language, Paragraph
from scraper.reading.library import Library
from scraper.reading.phrases import Phrase, Reading
from scraper.rules.lessons import Teaching
from scraper.text.addresses import join_address, split_address
from scraper.text.escape import path_part


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a case, found by its tie and read in a language."""

    reading: Reading
    paragraph: Paragraph
    heading: Phrase | None
    """The heading it stands under; None where it stands before all headings."""

    @property
    def case(self) -> Case:
        """The case it stands in."""
        return self.reading.case

    @property
    def text(self) -> Phrase:
        """Its words."""
        return self.reading.phrase(self.paragraph.id, self.paragraph.text)

    @property
    def cut(self) -> bool:
        """Whether the text breaks off in it."""
        return cut_paragraph(self.case) == self.paragraph.id


def find_passage(tie: str, library: Library, language: Language) -> Passage | None:
    """Return the passage that a tie names, also by an address it had before a case was renamed.

    None where the library no longer holds it.
    """
    id_, wanted = _followed(tie, library)
    case = find_case(id_, library)
    if case is None:
        return None
    reading = library.read(case, language)
    heading: Phrase | None = None
    for paragraph in case.paragraphs:
        if paragraph.id == wanted:
            return Passage(reading, paragraph, heading)
        if paragraph.kind in ("h2", "h3"):
            heading = reading.phrase(paragraph.id, paragraph.text)
    return None


def _followed(tie: str, library: Library) -> tuple[str, str]:
    """Return the case and paragraph that a tie stands for now."""
    case, paragraph = split_address(tie)
    for anchor in library.moved.anchors.get(case, ()):
        if anchor.id == paragraph:
            return anchor.case, anchor.anchor
    return library.moved.case(case), paragraph


def find_case(id_: str, library: Library) -> Case | None:
    """Return the case or other document that has an id, or had it; None where there is none."""
    return library.open.get(library.moved.case(id_))


def cut_paragraph(case: Case) -> str:
    """Return the id of the paragraph in which the text breaks off; empty where it does not.

    Where the case names none that it has, that is its last one.
    """
    ids = [paragraph.id for paragraph in case.paragraphs]
    if case.completeness.state != "cut" or not ids:
        return ""
    named = case.completeness.paragraph
    return named if named in ids else ids[-1]


def web_page(
    library: Library, language: Language, folder: str, id_: str, paragraph: str = ""
) -> str:
    """Return the full address of a page or passage; empty where the site has no address yet."""
    if not library.settings.address:
        return ""
    root = library.settings.address + ("en/" if language == "en" else "")
    anchor = f"#{path_part(paragraph)}" if paragraph else ""
    return f"{root}{folder}/{path_part(id_)}.html{anchor}"


def stale_ties(teaching: Teaching, library: Library) -> tuple[CasebookError, ...]:
    """Return an error for each tie of a pack or note to what the library does not hold.

    Nothing is broken by one: the question is shown without the link.
    """
    return tuple(_stale(teaching, library))


def _stale(teaching: Teaching, library: Library) -> Iterator[CasebookError]:
    paragraphs = {
        id_: {paragraph.id for paragraph in case.paragraphs} for id_, case in library.open.items()
    }
    for file, place, tie in teaching.ties():
        case, paragraph = _followed(tie, library)
        if case not in paragraphs:
            mend = "Correct the id, or take it out"
            yield CasebookError(file, f"there is no case `{case}`", mend, place)
        elif paragraph and paragraph not in paragraphs[case]:
            problem = f"there is no passage `{join_address(case, paragraph)}`"
            mend = f"Copy the paragraph's id from cases/{case}.md"
            yield CasebookError(file, problem, mend, place)
    ids = {item.id for item in (*library.entries, *library.other_entries)}
    known = {"models": set(library.models), "cases": ids}
    for folder, notes in (("models", teaching.models), ("cases", teaching.cases)):
        for id_ in sorted(notes.keys() - known[folder]):
            file = f"teaching/{folder}/{id_}.yaml"
            mend = f"Name the file for one of the {folder}, or delete it"
            yield CasebookError(file, f"there is no `{id_}` among the {folder}", mend, "id")
