"""Cases, packs and notes in which every field that can hold words holds other hostile ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scraper.model import (
    Case,
    Check,
    CleaningNote,
    Completeness,
    Duplicate,
    Figure,
    ModelMatch,
    Named,
    Paragraph,
    Place,
    Point,
    Publication,
    Review,
    Source,
    SubCase,
    Years,
)

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def filled_case(id_: str, title: str, supply: Iterator[str], passages: int) -> Case:
    """A case of the given title, every other field from `supply`."""
    say = supply.__next__
    first = "p-aaaaaa"
    kinds = ("h2", "p", "p", "h3", "meta", "p")
    paragraphs = (
        Paragraph(first, "p", say()),
        *(
            Paragraph(
                f"{'h' if kind[0] == 'h' else 'p'}-b{letters(number)}",
                kind,
                say(),
            )
            for number in range(passages)
            for kind in (kinds[number % len(kinds)],)
        ),
    )
    return Case(
        id=id_,
        kind="case",
        title=title,
        paragraphs=paragraphs,
        place=Place(say(), say(), say(), say(), say(), english=say(), inferred=("province",)),
        years=Years(2000, 2001, 2002, "stated", say()),
        organisation=say(),
        tier="subdistrict",
        setting="megacity",
        partners=(Named(say(), say(), first),),
        models=(ModelMatch("grid", say(), first), ModelMatch(say(), say(), say(), say())),
        mechanisms=(say(), say()),
        slogans=(say(),),
        points=(
            Point("practice", say(), first, "stated"),
            Point("results", paragraphs[0].text, first),
        ),
        figures=(Figure(say(), 3.0, say(), say(), say(), first, say()),),
        checks=(Check("share", paragraphs[0].text[:4], say(), say(), first),),
        people=(Named(say(), say(), first),),
        awards=(Named(say(), say(), say()),),
        subcases=(SubCase("s-cccccc", say(), first, say(), Place(say(), english=say()), 2001),),
        publication=Publication(say(), say(), 2000, say(), say(), (say(),), ("journal",)),
        review=Review("reviewed", say(), say()),
        completeness=Completeness("cut", "mid-sentence", first),
        source=Source(say(), say(), 1, say(), f"https://a.example/{say()}", say()),
        rights=say(),
        retelling=say(),
        duplicates=(Duplicate(say(), say(), 1, 1.0, (say(),)),),
        cleaning=(
            CleaningNote(say(), "removed", 1),
            CleaningNote("lost-character", "restored", 1, first, paragraphs[0].text[:2]),
            CleaningNote("lost-character", "lacuna", 1, first, say()),
        ),
    )


def letters(number: int) -> str:
    """Five letters for a number: the rest of a lasting id."""
    name = ""
    for _ in range(5):
        number, digit = divmod(number, len(_LETTERS))
        name = _LETTERS[digit] + name
    return name


def _both(supply: Iterator[str]) -> dict[str, str]:
    return {"zh": f"问{next(supply)}", "en": f"Q{next(supply)}"}


def _question(case: str, supply: Iterator[str]) -> dict[str, Any]:
    passages = [f"{case}#p-aaaaaa"]
    return {"ask": _both(supply), "hint": _both(supply), "minutes": 5, "passages": passages}


def filled_note(id_: str, case: str, supply: Iterator[str]) -> dict[str, Any]:
    """The fields of a teaching note."""
    questions = [_question(case, supply) for _ in range(8)]
    return {"id": id_, "objectives": [_both(supply)], "questions": questions}


def filled_pack(id_: str, case: str, supply: Iterator[str]) -> dict[str, Any]:
    """The fields of a lesson pack."""
    section = {
        "title": _both(supply),
        "minutes": 60,
        "lead": _both(supply),
        "passages": [f"{case}#p-aaaaaa"],
        "questions": [_question(case, supply) for _ in range(4)],
    }
    words = {name: _both(supply) for name in ("title", "audience", "summary")}
    return {
        "id": id_,
        **words,
        "cases": [case],
        "objectives": [_both(supply)],
        "sections": [section],
    }
