"""Cases that get another name, become one, or become two; every address given before stays good.

    rename  OLD NEW            files move, OLD leads to NEW
    merge   FROM INTO          INTO stays and remembers FROM as its duplicate; FROM leads there,
                               each passage to the one most like it
    split   CASE at … NEW      the text from there on becomes NEW; its passages lead there

What is to be done is decided first (`Move`), and only `carry_out` writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from scraper.model import Case, CasebookError, Duplicate, Redirect
from scraper.reading.addresses import anchors_of
from scraper.store.addresses import AddressBook, load_addresses, save_addresses
from scraper.store.casefile import ParsedCase, check_case_id, dump_case, load_case
from scraper.store.files import read_text, write_text
from scraper.store.merge import MACHINE_FOLDER, machine_version, rewritten
from scraper.store.splitting import halves
from scraper.text.addresses import follow, join_address
from scraper.text.ids import SAME_PARAGRAPH


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of the cases lie."""

    cases: Path
    english: Path
    notes: Path
    """Teaching notes on cases."""

    def case(self, id: str) -> Path:
        """File of a case."""
        return self.cases / f"{id}.md"

    def machine(self, id: str) -> Path:
        """The machine's last version of it."""
        return self.cases / MACHINE_FOLDER / f"{id}.md"

    def translation(self, id: str) -> Path:
        """Its English."""
        return self.english / f"{id}.po"

    def note(self, id: str) -> Path:
        """The teaching note on it."""
        return self.notes / f"{id}.yaml"


@dataclass(frozen=True, slots=True)
class Move:
    """What is to be written and deleted, and the addresses afterwards."""

    writes: Mapping[Path, str]
    deletes: tuple[Path, ...]
    book: AddressBook
    redirects: tuple[Redirect, ...] = ()
    """Rows that are new in the book."""
    last: Mapping[Path, str] = field(default_factory=dict)
    """What is written after the addresses: the case without what has left it."""


def carry_out(move: Move, place: Place) -> None:
    """Write a move: new files first, then the addresses, at last what is changed and gone.

    Cut off in between, nothing is lost, and the same command takes it up: the case that it needs
    is the last thing to be changed.
    """
    for path, text in move.writes.items():
        write_text(path, text)
    save_addresses(place.cases, move.book)
    for path, text in move.last.items():
        write_text(path, text)
    for path in move.deletes:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            problem = f"the file cannot be deleted ({error.strerror})"
            raise CasebookError(str(path), problem, "Delete it by hand") from error


def rename_case(place: Place, old: str, new: str) -> Move:
    """Return what gives a case another id. Raises `CasebookError` where the new one is not free."""
    parsed = _load(place, old)
    book = load_addresses(place.cases)
    check_case_id(new, str(place.case(new)))
    if new == old:
        raise CasebookError(str(place.case(new)), "it is there already", "Choose another id")
    case = replace(parsed.case, id=new)
    writes = {place.case(new): rewritten(parsed, case, str(place.case(old)))}
    if place.machine(old).exists():
        machine = load_case(place.machine(old)).case
        writes[place.machine(new)] = dump_case(replace(machine, id=new))
    if place.translation(old).exists():
        writes[place.translation(new)] = read_text(place.translation(old))
    if place.note(old).exists():
        note = read_text(place.note(old))
        writes[place.note(new)] = re.sub(rf"(?m)^id:[ \t]*{old}[ \t]*$", f"id: {new}", note)
    _check_free(place, book, new, writes, of=old)
    back = [row for row in book.redirects if row.old not in (old, new)]
    row = Redirect(old, new)
    given = {new if id == old else id: anchors for id, anchors in book.given.items()}
    deletes = tuple(
        file(old) for file in (place.machine, place.translation, place.note, place.case)
    )
    return Move(writes, deletes, AddressBook((*back, row), given), (row,))


def merge_cases(place: Place, gone: str, into: str, duplicate: Duplicate) -> Move:
    """Return what makes one case of two: `into` stays, with `gone` noted as its duplicate.

    `duplicate` describes what goes, with the sentences that stand only there. Translations of
    passages that both have are kept. The machine's version of `gone` stays on disk, so that its
    capture is not filed anew. Raises `CasebookError` where one of the two is missing.
    """
    if gone == into:
        mend = "Name two cases"
        raise CasebookError(str(place.case(gone)), "a case cannot be merged into itself", mend)
    away, stays = _load(place, gone), _load(place, into)
    book = load_addresses(place.cases)
    entries = (duplicate, *away.case.duplicates)
    case = _with_duplicates(stays.case, entries)
    writes = {place.case(into): rewritten(stays, case, str(place.case(into)))}
    if place.machine(into).exists():
        machine = machine_version(place.cases, stays.case)
        writes[place.machine(into)] = dump_case(_with_duplicates(machine, entries))
    if place.translation(gone).exists():
        writes[place.translation(into)] = _translations_of_both(
            place.translation(into), place.translation(gone)
        )
    given = {id: anchors for id, anchors in book.given.items() if id != gone}
    known = book.rows
    rows = [] if gone in known else [Redirect(gone, into)]
    for old, new in _likenesses(away.case, stays.case, book.given.get(gone, ())):
        if old != new and join_address(gone, old) not in known:
            rows.append(Redirect(join_address(gone, old), join_address(into, new)))
    deletes = (place.translation(gone), place.case(gone))
    return Move(writes, deletes, AddressBook((*book.redirects, *rows), given), tuple(rows))


def split_case(place: Place, id: str, at: str, new: str, title: str = "") -> Move:
    """Return what makes two cases of one: from paragraph `at` on, the text becomes `new`.

    The machine's version stays with the first, so that cleaning the capture again merges with it.
    Raises `CasebookError` where there is no such paragraph after the first, or the id is not free.
    """
    parsed = _load(place, id)
    book = load_addresses(place.cases)
    check_case_id(new, str(place.case(new)))
    if new == id:
        raise CasebookError(str(place.case(new)), "it is there already", "Choose another id")
    ids = [paragraph.id for paragraph in parsed.case.paragraphs]
    if at not in ids[1:]:
        problem = f"`{at}` is no paragraph after the first"
        mend = "Take an id that stands in {#…} at the end of a paragraph"
        raise CasebookError(str(place.case(id)), problem, mend)
    kept, rest = halves(parsed.case, ids.index(at), new, title)
    writes = {place.case(new): dump_case(rest)}
    if place.translation(id).exists():
        writes[place.translation(new)] = read_text(place.translation(id))
    _check_free(place, book, new, writes)
    last = {place.case(id): rewritten(parsed, kept, str(place.case(id)))}
    known = book.rows
    rows = tuple(
        Redirect(join_address(id, anchor), join_address(new, anchor))
        for anchor in anchors_of(rest)
        if join_address(id, anchor) not in known
    )
    return Move(writes, (), AddressBook((*book.redirects, *rows), book.given), rows, last)


# --- what is in the way -------------------------------------------------------------------------


def _load(place: Place, id: str) -> ParsedCase:
    path = place.case(id)
    if not path.is_file():
        mend = f"Name a case of {place.cases} by its id, the file name without .md"
        raise CasebookError(str(path), f"there is no case `{id}`", mend)
    return load_case(path)


def _check_free(
    place: Place, book: AddressBook, new: str, writes: Mapping[Path, str], of: str = ""
) -> None:
    """Raise `CasebookError` unless nothing has this id, and no other case had it.

    A case may get back an id it had before: `of` is its present one. What is there word for word
    as it is to be written is of a move that was cut off, and so is everything where the addresses
    say already that the case has moved there.
    """
    has_begun = bool(of) and book.rows.get(of) == new
    for path in (file(new) for file in (place.case, place.machine, place.translation, place.note)):
        if path.exists() and (read_text(path) != writes[path] if path in writes else not has_begun):
            raise CasebookError(str(path), "it is there already", "Choose another id")
    rows = book.rows
    if new in rows and follow(rows, new) != of:
        problem = f"`{new}` was the id of another case, and its old links lead there"
        raise CasebookError(str(place.case(new)), problem, "Choose another id")


# --- one out of two -----------------------------------------------------------------------------


def _with_duplicates(case: Case, entries: Iterable[Duplicate]) -> Case:
    """Return a case with these duplicates, each article of a capture once."""
    every = {(entry.capture, entry.article): entry for entry in (*case.duplicates, *entries)}
    return replace(case, duplicates=tuple(every.values()))


def _likenesses(away: Case, stays: Case, given: Sequence[str]) -> list[tuple[str, str]]:
    """Return each anchor of the case that goes, with the nearest one in the case that stays.

    A paragraph leads to the one most like it, a sub-case to its namesake; where there is none,
    and for anchors `given` once that are gone already, to the top of the page (an empty anchor).
    """
    from rapidfuzz import fuzz, process

    texts = {paragraph.id: paragraph.text for paragraph in stays.paragraphs}
    nearest: dict[str, str] = {}
    for paragraph in away.paragraphs:
        found = process.extractOne(
            paragraph.text, texts, scorer=fuzz.ratio, score_cutoff=SAME_PARAGRAPH
        )
        nearest[paragraph.id] = str(found[2]) if found else ""
    namesakes = {sub.name: sub.id for sub in stays.subcases}
    for sub in away.subcases:
        nearest[sub.id] = namesakes.get(sub.name, nearest.get(sub.paragraph, ""))
    every = dict.fromkeys((*anchors_of(away), *given))
    return [(anchor, nearest.get(anchor, "")) for anchor in every]


def _translations_of_both(into: Path, gone: Path) -> str:
    """Return a PO file with what another one translates: in place where it lacks just that text,
    else as an obsolete message, so that no translation is lost."""
    try:
        file = polib.pofile(str(into), encoding="utf-8") if into.exists() else polib.POFile()
        other = polib.pofile(str(gone), encoding="utf-8")
    except (OSError, ValueError) as error:
        mend = "Check both files with `msgfmt --check`"
        raise CasebookError(str(gone), f"the PO files cannot be read ({error})", mend) from error
    if not into.exists():
        file.header, file.metadata = other.header, other.metadata
    missing = {entry.msgid: entry for entry in file if not entry.msgstr and not entry.obsolete}
    present = {(entry.msgid, entry.msgstr) for entry in file}
    for entry in other:
        if (entry.msgid, entry.msgstr) in present:
            continue
        if entry.msgstr and entry.msgid in missing and "fuzzy" not in entry.flags:
            missing[entry.msgid].msgstr = entry.msgstr
        elif entry.msgstr:
            entry.obsolete, entry.occurrences = True, []
            file.append(entry)
    return str(file)
