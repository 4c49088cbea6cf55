"""Bad input that others collected: each file ends as text or as a named error, in time.

The suites lie beside the repository and are no part of it; without them the test is skipped.
"""

from __future__ import annotations

import resource
import time
from collections import Counter
from pathlib import Path

import pytest

from scraper.blocks import read_page
from scraper.capture import read_capture
from scraper.model import CasebookError

from .makers import TEXT, WORD, capture, document, paragraph, word

SUITES = Path(__file__).resolve().parents[3] / "shared" / "suites"
KINDS = ("word_mammoth", "word_python_docx", "word_markitdown", "pdf_pypdf_samples", "pdf_pdfminer")
SECONDS = 15
CANARY = "canary-of-casebook"

pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason="no suites beside the repository")


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_ends_as_text_or_as_a_named_error(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes: Counter[str] = Counter()
    unnamed = False
    files = [p for p in sorted((SUITES / kind).glob("*")) if not p.name.startswith("LICENSE")]
    if not files:
        pytest.skip(f"no files in {kind}")
    for path in files:
        start = time.monotonic()
        try:
            page = read_page(read_capture(path))
            assert any(line.text.strip() for line in page.lines), path.name
            outcomes["text"] += 1
        except CasebookError as error:
            outcomes["no text" if "no text" in error.problem else "named error"] += 1
            unnamed |= "cannot be read (" in error.problem
        assert time.monotonic() - start < SECONDS, path.name
    assert not unnamed
    with capsys.disabled():
        print(f"\n{kind}: {len(files)} files, {dict(outcomes)}")


def test_xml_bombs_in_every_part_of_a_word_file(tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY, "utf-8")
    bombs = [p for p in sorted((SUITES / "bombs_defusedxml").glob("*")) if "LICENSE" not in p.name]
    assert bombs
    main = document(paragraph(TEXT))
    for bomb in bombs:
        xml = bomb.read_text("utf-8").replace("/etc/passwd", str(canary))
        files = [word(xml), word(main, {"styles.xml": xml}), word(main, {"footnotes.xml": xml})]
        for content in files:
            try:
                page = read_page(capture(content, WORD))
            except CasebookError:
                continue
            assert CANARY not in "".join(line.text for line in page.lines), bomb.name
            assert "root:" not in "".join(line.text for line in page.lines), bomb.name
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1024**2  # in KiB: 1 GiB
