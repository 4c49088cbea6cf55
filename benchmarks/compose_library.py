"""A library of any size on disk to build with: case files and their PO files, composed.

    python -m benchmarks.compose_library CASES FOLDER

The sentences are those of `benchmarks.compose`: nothing in them is true or anybody's text. A case
has 2,663 characters on average, as captured pages have, and as many facts a page of text as the
samples of the project. Case N is the same whatever the number of cases.
"""

from __future__ import annotations

import random
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.compose import ENGLISH, ENGLISH_WORDS, HEADINGS, NAMES, PLACES, sentence
from scraper import store
from scraper.model import (
    Case,
    CleaningNote,
    Figure,
    ModelMatch,
    Named,
    Paragraph,
    Place,
    Point,
    Publication,
    Source,
    SubCase,
    Years,
)
from scraper.rules.glossary import load_glossary
from scraper.rules.models import load_models
from scraper.store.po import read_po, write_po
from scraper.store.translations import updated_translation
from scraper.text.ids import new_id

LENGTHS = (1300, 1900, 2300, 2663, 2663, 2663, 3026, 3426, 4026)
"""Characters of a case, drawn evenly; 2,663 on average."""
PARAGRAPH = 180
ROLES = ("problem", "practice", "practice", "practice", "results", "lessons")


def compose_case(number: int, seed: int = 1) -> Case:
    """Return case `number`: text, facts and what rests on them."""
    chance = random.Random(f"{seed}/case/{number}")
    place = chance.choice(list(PLACES))
    models = chance.sample([model.id for model in load_models()], 2)
    paragraphs = _paragraphs(chance, place)
    prose = [paragraph for paragraph in paragraphs if paragraph.kind == "p"]
    start = chance.randint(1998, 2022)

    def said() -> tuple[str, str]:
        paragraph = chance.choice(prose)
        first = paragraph.text[: paragraph.text.find("。") + 1] or paragraph.text
        return first, paragraph.id

    return Case(
        id=f"case-{number:06}",
        kind="case" if number % 25 else "plan",
        title=f"{place}：{sentence(chance, place)[:16]}（{number}）",
        paragraphs=paragraphs,
        place=Place(place[:3], place[3:6], place[6:], english=PLACES[place]),
        years=Years(start, start + chance.randint(0, 4), None, "stated", prose[0].text[:9]),
        organisation=f"{place}党工委",
        tier="district",
        setting=chance.choice(("megacity", "county-town")),
        partners=tuple(Named(chance.choice(NAMES) + "氏企业", *said()) for _ in range(2)),
        models=tuple(ModelMatch(id_, *said()) for id_ in models),
        mechanisms=tuple(f"{chance.choice(NAMES)}{n}工作法" for n in range(4)),
        slogans=("一楼一组", "先议后定"),
        points=tuple(Point(role, *said()) for role in ROLES),
        figures=tuple(
            Figure(f"{n}户", float(n), "户", "居民", *said())
            for n in (chance.randint(2, 900) for _ in range(6))
        ),
        people=(Named(chance.choice(NAMES) + "平", *said()),),
        subcases=(_subcase(chance, prose[1], models[0]),),
        publication=Publication("社区示例", "1000-0000", start + 5, "5", "1", ("李和",)),
        source=Source(f"{number:016x}", f"page-{number}.html", 1, "2026-01-31"),
        cleaning=(
            CleaningNote("notices", "removed", 3),
            CleaningNote("pagination", "removed", 2, prose[0].id),
        ),
    )


def _paragraphs(chance: random.Random, place: str) -> tuple[Paragraph, ...]:
    wanted, taken = chance.choice(LENGTHS), set[str]()
    made: list[Paragraph] = []
    length = 0

    def add(kind: str, text: str) -> None:
        nonlocal length
        id_ = new_id(kind, text, taken)
        taken.add(id_)
        made.append(Paragraph(id_, kind, text))
        length += len(text)

    while length < wanted:
        if len(made) % 5 == 0:
            add("h2", HEADINGS[len(made) // 5 % len(HEADINGS)])
        text = ""
        while len(text) < min(PARAGRAPH, wanted - length):
            text += sentence(chance, place)
        add("p", text)
    return tuple(made)


def _subcase(chance: random.Random, paragraph: Paragraph, model: str) -> SubCase:
    name = f"{chance.choice(NAMES)}家里弄"
    return SubCase(f"s-{paragraph.id[2:]}", name, paragraph.id, paragraph.text, models=(model,))


def _english(chance: random.Random, chinese: str) -> str:
    """Return English of about the length that a translation of the text has."""
    parts = [_sentence(chance) for _ in range(max(1, len(chinese) * 5 // 2 // 90))]
    return "".join(parts).strip() if len(chinese) > 40 else parts[0].partition(",")[0].strip()


def _sentence(chance: random.Random) -> str:
    return chance.choice(ENGLISH).format(
        place=chance.choice(list(PLACES.values())),
        model="grid Party building",
        year=chance.randint(1998, 2024),
        n=chance.randint(2, 400),
        m=chance.randint(400, 900),
        **{slot: chance.choice(words) for slot, words in ENGLISH_WORDS.items()},
    )


def write_case(number: int, folder: Path, seed: int = 1) -> None:
    """Write a case file and its PO file, all of it translated."""
    chance = random.Random(f"{seed}/english/{number}")
    case = compose_case(number, seed)
    path = folder / "translations/en" / f"{case.id}.po"
    po = updated_translation(read_po(path), case, load_glossary())
    for entry in po:
        entry.msgstr = _english(chance, entry.msgid)
    (folder / "cases").mkdir(parents=True, exist_ok=True)
    (folder / "cases" / f"{case.id}.md").write_text(store.dump_case(case), encoding="utf-8")
    write_po(path, po)


def _write(numbers: range, folder: Path) -> None:
    for number in numbers:
        write_case(number, folder)


def write_library(cases: int, folder: Path) -> None:
    """Write a library of that many cases into `folder`, with `cases/` and `translations/`."""
    with ProcessPoolExecutor() as pool:
        chunks = [range(first, min(first + 200, cases)) for first in range(0, cases, 200)]
        for done in [pool.submit(_write, numbers, folder) for numbers in chunks]:
            done.result()


if __name__ == "__main__":
    write_library(int(sys.argv[1]), Path(sys.argv[2]))
