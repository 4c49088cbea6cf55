"""What the site offers beside its pages is data: scripts that hand it over, tables, feeds, files.

pytest tests/safety/test_files.py --all
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from lxml import etree

from scraper.handouts import case_handouts, formats_here
from scraper.model import Translation
from scraper.reading.library import gather
from scraper.rules.glossary import load_glossary
from scraper.rules.interface import load_words
from scraper.rules.lessons import Teaching
from scraper.rules.models import load_models
from scraper.rules.settings import Settings

from .filled import filled_case
from .hostile import Made

_CALL = re.compile(r"(\w+)\((.*)\);\n", re.DOTALL)
_FORMULA = ("=", "+", "-", "@")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_PER_HANDOUT = 40


def handing_over(site: Path) -> Iterator[Path]:
    """Scripts that hold data of cases."""
    yield from site.rglob("*.both.js")
    yield from (site / "compare").rglob("*.js")
    yield from (site / "en" / "compare").rglob("*.js")
    yield from (site / "search").rglob("*.js")


def test_a_script_with_data_is_one_call_with_json(hostile: Made) -> None:
    called = set()
    for file in handing_over(hostile.site):
        call = _CALL.fullmatch(file.read_text(encoding="utf-8"))
        assert call, file
        json.loads(f"[{call[2]}]")
        called.add(call[1])
    assert called == {"casebookBoth", "casebookCompareData", "casebookSearchData"}


def test_json_files_are_json(hostile: Made) -> None:
    files = sorted(hostile.site.rglob("*.json"))
    assert files
    for file in files:
        json.loads(file.read_text(encoding="utf-8"))


def test_no_cell_of_the_table_is_a_formula(hostile: Made) -> None:
    csv.field_size_limit(10**8)  # some vectors are longer than its default
    text = (hostile.site / "cases.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) > 10
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(_FORMULA)]


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml", "sitemap.xml"])
def test_feeds_hold_no_element_but_their_own(hostile: Made, plain: Made, name: str) -> None:
    for file in hostile.site.rglob(name):
        usual = plain.site / file.relative_to(hostile.site)
        assert tags(file) <= tags(usual)


def tags(file: Path) -> set[str]:
    """Every element of an XML file."""
    return {str(element.tag) for element in etree.parse(str(file), _PARSER).iter()}


def handouts(words: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Handouts of cases that say all of these words."""
    supply = cycle(words)
    count = -(-len(words) // _PER_HANDOUT)
    titles = words[:: -(-len(words) // count)]
    cases = [filled_case(f"hand-{n}", title, supply, 12) for n, title in enumerate(titles)]
    cases = [replace(case, rights="", retelling="") for case in cases]
    said = {c.id: Translation(c.id, {m.context: m.text for m in c.messages}) for c in cases}
    formats, _ = formats_here()
    place = Settings("https://casebook.example/", "案例", "Cases", handouts="all")
    library = gather(
        cases,
        said,
        load_models(),
        load_glossary(),
        load_words(),
        {},
        place,
        Teaching(formats=formats),
    )
    for case in cases:
        yield from case_handouts(case, library)


def test_handouts_are_whole_and_lead_only_to_the_web(words: Sequence[str]) -> None:
    made = 0
    for path, content in handouts(words):
        made += 1
        if path.endswith(".pdf"):
            assert content.startswith(b"%PDF-")
            assert not re.search(rb"/(?:JavaScript|JS|Launch|EmbeddedFile)\b", content)
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    part = etree.fromstring(package.read(name), _PARSER)
                    targets = part.xpath("//*[@TargetMode='External']/@Target")
                    assert all(target.startswith("https://") for target in targets), (path, name)
                assert "vba" not in name.lower()
    print(f"\n{made} handouts")
    assert made >= 4
