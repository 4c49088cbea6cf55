"""A library on disk with one case in which nothing is left to do, and ways to spoil it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from scraper import store
from scraper.model import (
    Capture,
    Case,
    Check,
    CleaningNote,
    Completeness,
    Duplicate,
    Figure,
    ModelMatch,
    Paragraph,
    Place,
    Review,
    Source,
    Years,
)
from scraper.pipeline import Library

CONTENT = "楼组党建三年记\n".encode()
KEY = hashlib.sha256(CONTENT).hexdigest()[:16]
CONFIG = """\
site_name: 小库
site_url: https://cases.intranet/
extra:
  casebook:
    rights: RIGHTS
"""
CLEAN = Case(
    id="liyi",
    kind="case",
    title="楼组党建三年记",
    paragraphs=(
        Paragraph("h-aaaaaa", "h2", "一、做法"),
        Paragraph("p-bbbbbb", "p", "2018年，安徽省合肥市庐阳区的一个社区把12栋楼分给党员照看。"),
        Paragraph("p-cccccc", "p", "楼组党建从电梯修起，先议后办。"),
        Paragraph("p-dddddd", "p", "到年底，修好了电梯9部。"),
    ),
    place=Place("安徽省", "合肥市", "庐阳区", english="Luyang District, Hefei, Anhui"),
    years=Years(2018, 2018, basis="stated", sentence="2018年"),
    models=(ModelMatch("building-group", "楼组党建从电梯修起，先议后办。", "p-cccccc"),),
    figures=(Figure("9部", 9.0, "部", "电梯", "到年底，修好了电梯9部。", "p-dddddd"),),
    review=Review("reviewed", "校核人", "2026-01-31"),
    source=Source(KEY, "page.txt"),
)


@dataclass(frozen=True)
class Spoiled:
    """A finding, what brings it about, and what it says."""

    id: str
    edit: Callable[[Case], Case] = lambda case: case
    """What is other in the case, which nobody has then reviewed."""
    after: Callable[[Library], object] = lambda library: None
    """What is done to the files."""
    rights: str = "full"
    place: str = ""
    field: str = ""
    says: str = ""
    """Words of the finding in Chinese."""


def make(folder: Path, spoiled: Spoiled | None = None) -> Library:
    """Write the library, spoiled or not, and return where it lies; its settings are beside it."""
    library = Library(folder / "captures", folder / "cases", folder / "translations")
    case = spoiled.edit(CLEAN) if spoiled else CLEAN
    store.save_capture(library.captures, capture(CONTENT))
    store.write_text(library.cases / f"{case.id}.md", store.dump_case(case))
    translate(library, case)
    settings = CONFIG.replace("RIGHTS", spoiled.rights if spoiled else "full")
    store.write_text(folder / "mkdocs.yml", settings)
    if spoiled:
        spoiled.after(library)
    return library


def capture(content: bytes) -> Capture:
    return Capture(content, hashlib.sha256(content).hexdigest(), "page.txt", "text/plain")


def translate(library: Library, case: Case) -> None:
    """Translate every message of a case."""
    path = store.sync_translation(library.english, case).path
    file = polib.pofile(str(path))
    for entry in file:
        entry.msgstr = "English."
    file.save()


def with_text(case: Case, text: str) -> Case:
    """The case with other words in its second paragraph of prose, translated as before."""
    first, second, _, last = case.paragraphs
    return replace(case, paragraphs=(first, second, Paragraph("p-cccccc", "p", text), last))


def rewrite(name: str, old: str, new: str) -> Callable[[Library], object]:
    """A function that replaces words in a file of the library; they must be there."""

    def change(library: Library) -> None:
        path = library.cases.parent / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


def write(name: str, text: str) -> Callable[[Library], object]:
    """A function that writes a file of the library."""
    return lambda library: store.write_text(library.cases.parent / name, text)


def _note(kind: str, rule: str, text: str = "", paragraph: str = "p-cccccc") -> CleaningNote:
    return CleaningNote(rule, kind, 1, paragraph, text)  # type: ignore[arg-type]


_PACK = """\
id: lou
title: {zh: 一课, en: A lesson}
audience: {zh: 党员, en: Members}
summary: {zh: 一课, en: A lesson}
cases: [liyi]
objectives: [{zh: 会读, en: Read}]
sections:
  - title: {zh: 读, en: Read}
    minutes: 10
    lead: {zh: 读, en: Read}
    passages: ['liyi#p-zzzzzz']
"""
_TITLE = 'msgid "楼组党建三年记"\nmsgstr "English."'
_TITLE_ENTRY = 'msgctxt "title"\n'
_BY_A_PROGRAM = "#. machine: a program\n#, fuzzy\n"
_FORBIDS = "未经许可，禁止转载。"

TABLE = (
    Spoiled(
        "unreadable",
        after=rewrite("cases/liyi.md", "id: liyi", "id: [liyi"),
        place="3",
        says="YAML",
    ),
    Spoiled(
        "unreadable", after=rewrite(f"captures/{KEY}.yaml", "name:", "nam:"), place="1", says="nam"
    ),
    Spoiled("unreadable", after=write("captures/0123456789abcdef.txt", "x"), says="sidecar"),
    Spoiled("unreadable", after=write("cases/.machine/liyi.md", "x"), place="1"),
    Spoiled("unreadable", after=write("cases/redirects.tsv", "one\n"), place="1"),
    Spoiled("unreadable", after=write("packs/lou.yaml", "id: lou\n"), place="1", says="title"),
    Spoiled(
        "unreadable",
        after=rewrite("mkdocs.yml", "rights: full", "rights: perhaps"),
        field="extra.casebook.rights",
    ),
    Spoiled("unreadable", after=write("translations/en/liyi.po", "msgid?\n"), place="1"),
    Spoiled(
        "field-wrong",
        lambda case: replace(case, years=Years(1018, 2018, basis="stated")),
        field="years.start",
        says="1018",
    ),
    Spoiled(
        "sentence-gone",
        lambda case: replace(case, figures=(replace(case.figures[0], sentence="修好了电梯8部。"),)),
        place="p-dddddd",
        field="figures[1].sentence",
        says="修好了电梯8部",
    ),
    Spoiled(
        "sentence-gone",
        lambda case: replace(case, models=(replace(case.models[0], paragraph="p-zzzzzz"),)),
        place="p-zzzzzz",
        field="models[1].paragraph",
    ),
    Spoiled(
        "capture-missing",
        after=lambda library: [path.unlink() for path in library.captures.iterdir()],
        field="source.capture",
        says=KEY,
    ),
    Spoiled("address-lost", after=write("cases/addresses.tsv", "old\tp-aaaaaa\n"), says="old"),
    Spoiled("address-lost", after=write("cases/redirects.tsv", "old\tgone\n"), says="gone"),
    Spoiled(
        "tie-gone",
        after=write("packs/lou.yaml", _PACK),
        field="sections[1].passages",
        says="liyi#p-zzzzzz",
    ),
    Spoiled(
        "rights-published",
        lambda case: replace(case, rights=_FORBIDS),
        field="extra.casebook.rights",
        says=_FORBIDS,
    ),
    Spoiled(
        "rights-kept-back",
        lambda case: replace(case, rights=_FORBIDS),
        rights="excerpt",
        field="extra.casebook.rights",
        says="摘录",
    ),
    Spoiled(
        "rights-kept-back",
        lambda case: replace(case, rights=_FORBIDS),
        rights="nothing",
        field="extra.casebook.rights",
        says="没有公布",
    ),
    Spoiled("model-none", lambda case: replace(case, models=()), field="models"),
    Spoiled(
        "model-tied",
        lambda case: replace(
            with_text(case, "楼组党建和区域化党委一起办。"),
            title="一个社区的三年",
            models=(ModelMatch("building-group", "楼组党建和区域化党委一起办。", "p-cccccc"),),
        ),
        field="models",
        says="楼组党建、",
    ),
    Spoiled(
        "variant-undecided",
        lambda case: replace(
            case, models=(replace(case.models[0], id="joint-committee"),), title="一个社区的三年"
        ),
        place="p-cccccc",
        field="models",
        says=" / ",
    ),
    Spoiled("place-none", lambda case: replace(case, place=Place()), field="place"),
    Spoiled(
        "place-inferred",
        lambda case: replace(case, place=replace(case.place, inferred=("province", "city"))),
        field="place.inferred",
        says="省级、市级",
    ),
    Spoiled("years-unknown", lambda case: replace(case, years=Years()), field="years"),
    Spoiled(
        "cut",
        lambda case: replace(case, completeness=Completeness("cut", "preview-limit", "p-dddddd")),
        place="p-dddddd",
        field="completeness",
        says="预览",
    ),
    Spoiled(
        "unclear",
        lambda case: replace(case, completeness=Completeness("unclear", "", "p-dddddd")),
        place="p-dddddd",
        field="completeness",
    ),
    Spoiled(
        "text-flagged",
        lambda case: replace(case, cleaning=(_note("flagged", "seam"),)),
        place="p-cccccc",
        field="cleaning",
        says="另一个地方",
    ),
    Spoiled(
        "splice",
        lambda case: replace(case, cleaning=(_note("removed", "splice"),)),
        place="p-cccccc",
        field="cleaning",
        says="网站名",
    ),
    Spoiled(
        "lacuna",
        lambda case: replace(
            with_text(case, "楼组党建从电梯修起，先议后办。全□照做。"),
            cleaning=(_note("lacuna", "lost-character", "□"),),
        ),
        place="p-cccccc",
        field="cleaning",
        says="全□照做",
    ),
    Spoiled(
        "lacuna",
        lambda case: replace(case, cleaning=(_note("lacuna", "lost-number", "□年", ""),)),
        field="cleaning",
        says="□年",
    ),
    Spoiled(
        "restored",
        lambda case: replace(
            with_text(case, "楼组党建从电梯修起，先议后办。全〔楼〕照做。"),
            cleaning=(_note("restored", "lost-character", "全〔楼〕照"),),
        ),
        place="p-cccccc",
        field="cleaning",
        says="全〔楼〕照做",
    ),
    Spoiled(
        "figure-disagrees",
        lambda case: replace(
            case, checks=(Check("sum", "9部", "8部", "到年底，修好了电梯9部。", "p-dddddd"),)
        ),
        place="p-dddddd",
        field="checks",
        says="8部",
    ),
    Spoiled(
        "duplicate",
        lambda case: replace(
            case, duplicates=(Duplicate("另一版", KEY, 2, 0.9, ("只有它说的。",)),)
        ),
        field="duplicates",
        says="另一版（相同 90%）：1 句",
    ),
    Spoiled(
        "anchor-lost",
        after=write("cases/redirects.tsv", "old#p-aaaaaa\tliyi#p-zzzzzz\n"),
        says="liyi#p-zzzzzz",
    ),
    Spoiled(
        "capture-alone",
        after=lambda library: store.save_capture(library.captures, capture(b"another")),
    ),
    Spoiled(
        "translation-stale",
        after=rewrite("cases/liyi.md", "照看。 {", "看管。 {"),
        says="1 条（共",
    ),
    Spoiled(
        "translation-machine",
        after=rewrite("translations/en/liyi.po", _TITLE_ENTRY, _BY_A_PROGRAM + _TITLE_ENTRY),
        says="1 条（共",
    ),
    Spoiled(
        "translation-missing",
        after=rewrite("translations/en/liyi.po", _TITLE, _TITLE.replace("English.", "")),
        says="1 条（共",
    ),
    Spoiled("translation-alone", after=write("translations/en/lie.po", ""), says="lie"),
    Spoiled(
        "site-address",
        after=rewrite("mkdocs.yml", "cases.intranet", "cases.example"),
        field="site_url",
        says="cases.example",
    ),
    Spoiled(
        "site-address",
        after=rewrite("mkdocs.yml", "site_url", "#"),
        field="site_url",
        says="没有写",
    ),
    Spoiled("unreviewed", lambda case: replace(case, review=Review()), field="review"),
)
