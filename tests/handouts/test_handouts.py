"""Handouts as their readers open them: words, headings, citations, QR codes, the same bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pptx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from handout_library import CASE, PACK, only
from pypdfium2 import raw
from reading_back import codes, slide_lines, words

from scraper.handouts import render_handouts
from scraper.model import Completeness, Paragraph
from scraper.reading.library import Library

LANGUAGES = ("zh", "en")
FORMATS = ("docx", "pdf", "pptx")
PASSAGES = {
    "nanjing#p-skd33m": "鼓楼区从1997年起",
    "youjiang#p-r6lwfw": "驻区单位的党组织既归联合党委管",
}
"""Passages that the pack quotes, and how they begin."""


def squeezed(text: str) -> str:
    return "".join(text.split())


def made(handouts: dict[str, bytes], path: str) -> bytes:
    if path not in handouts and path.endswith(".pdf"):
        pytest.skip("no PDF without fonts-noto-cjk")
    return handouts[path]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_pack_holds_its_passages_with_citation_and_code(
    handouts: dict[str, bytes], format_: str
) -> None:
    path = f"handouts/zh/packs/{PACK}.{format_}"
    content = made(handouts, path)
    text = squeezed(words(path, content))
    found = codes(path, content)
    assert f"https://casebook.example/packs/{PACK}.html" in found
    for tie, beginning in PASSAGES.items():
        case, paragraph = tie.split("#")
        address = f"https://casebook.example/cases/{case}.html#{paragraph}"
        assert beginning in text
        assert address in text
        assert address in found
    assert "[EB/OL]" in text
    assert "思考题1（10分钟）" in text


@pytest.mark.parametrize("format_", FORMATS)
def test_an_english_handout_is_english_and_leads_to_the_english_page(
    handouts: dict[str, bytes], format_: str
) -> None:
    path = f"handouts/en/{CASE}.{format_}"
    content = made(handouts, path)
    assert "TheBeginningsofCommunity-LevelPartyBuilding" in squeezed(words(path, content))
    assert "https://casebook.example/en/cases/nanjing.html" in codes(path, content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_handout_has_the_styles_and_fonts_of_an_office(
    handouts: dict[str, bytes], language: str
) -> None:
    document = docx.Document(io.BytesIO(handouts[f"handouts/{language}/{CASE}.docx"]))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2", "Heading 3", "Normal"} <= set(styles)
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "FangSong"
    lang = document.styles.element.find(f".//{qn('w:lang')}")
    assert lang.get(qn("w:eastAsia")) == "zh-CN"
    assert document.core_properties.language == ("zh-CN" if language == "zh" else "en-US")
    assert document.core_properties.comments == ""
    if language == "zh":
        indent = document.styles["Normal"].element.pPr.ind
        assert indent.get(qn("w:firstLineChars")) == "200"
        assert document.styles["Normal"].paragraph_format.line_spacing.pt == 28


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_with_bookmarks_and_draws_what_it_says(
    handouts: dict[str, bytes], language: str
) -> None:
    content = made(handouts, f"handouts/{language}/packs/{PACK}.pdf")
    document = pypdfium2.PdfDocument(content)
    assert raw.FPDFCatalog_IsTagged(document)
    assert len(list(document.get_toc())) > 8
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "\ufffd" not in text
    assert "\0" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_slides_have_titles_sizes_that_can_be_read_and_hints_for_the_speaker_alone(
    library: Library, handouts: dict[str, bytes], language: str
) -> None:
    content = handouts[f"handouts/{language}/{CASE}.pptx"]
    deck = pptx.Presentation(io.BytesIO(content))
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    assert min(size for _, size in slide_lines(content)) >= 12
    hint = library.teaching.cases[CASE].questions[0].hint.in_language(language)  # type: ignore[arg-type]
    assert hint not in words("x.pptx", content)
    notes = [s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide]
    assert any(hint in note for note in notes)


def test_the_same_library_gives_the_same_bytes(
    library: Library, handouts: dict[str, bytes]
) -> None:
    small = only(library, CASE)
    again = dict(render_handouts(replace(small, teaching=replace(small.teaching, packs={}))))
    assert again
    assert all(handouts[path] == content for path, content in again.items())


def test_office_packages_hold_no_dates_of_today(handouts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(handouts[f"handouts/zh/{CASE}.docx"])) as package:
        assert {info.date_time[0] for info in package.infolist()} == {1980}
        assert not any("thumbnail" in name for name in package.namelist())


@pytest.mark.parametrize("format_", ["docx", "pptx"])
def test_without_an_address_passages_are_named_and_there_is_no_code(
    library: Library, format_: str
) -> None:
    small = only(library, "youjiang", pack=PACK)
    offline = replace(small, settings=replace(small.settings, address=""))
    for path, content in render_handouts(offline):
        if path == f"handouts/zh/packs/{PACK}.{format_}":
            assert codes(path, content) == set()
            assert "https://" not in words(path, content)
            assert "《右江区社区联合党委：驻区单位从配角到主角》“（三）双重管理”" in words(
                path, content
            )
            return
    pytest.fail("the pack was not made")


@pytest.mark.parametrize("format_", FORMATS)
def test_words_of_a_case_are_text_and_a_cut_is_said_at_its_place(
    library: Library, format_: str
) -> None:
    if format_ not in library.teaching.formats:
        pytest.skip("no PDF without fonts-noto-cjk")
    case = next(case for case in library.cases if case.id == "erdao")
    hostile = '#eval("1+1") *粗* <b> $x$ {{7*7}} \x01 @ref'
    cut = replace(
        case,
        title=f"标题{hostile}",
        points=(),
        paragraphs=(*case.paragraphs, Paragraph("p-zzzzzz", "p", f"原文到{hostile}")),
        completeness=Completeness("cut", "mid-sentence", "p-zzzzzz"),
    )
    small = replace(only(library), open={cut.id: cut})
    path, content = next(
        (path, content) for path, content in render_handouts(small) if path.endswith(format_)
    )
    text = squeezed(words(path, content))
    assert squeezed('#eval("1+1")*粗*<b>$x${{7*7}}') in text
    assert "停在句子中间" in text


def test_what_is_made_follows_the_settings_and_the_translations(library: Library) -> None:
    def paths(library: Library) -> set[str]:
        return {path for path, _ in render_handouts(library)}

    some_cases = only(library, "zhaodong", "wenxin-jiayuan", "shequ-zongzhi-zhibu", pack=PACK)
    library = replace(some_cases, teaching=replace(some_cases.teaching, formats=("docx",)))
    packs = replace(library, settings=replace(library.settings, handouts="packs"))
    everything, some = paths(library), paths(packs)
    assert "handouts/zh/zhaodong.docx" in everything
    assert f"handouts/en/packs/{PACK}.docx" in some
    assert "handouts/zh/wenxin-jiayuan.docx" in some
    assert "handouts/zh/shequ-zongzhi-zhibu.docx" in everything - some
    untranslated = replace(library, translations={})
    assert not any(
        path.startswith(("handouts/en/w", "handouts/en/z")) for path in paths(untranslated)
    )
    off = replace(library.teaching, formats=())
    assert paths(replace(library, teaching=off)) == set()


@pytest.mark.parametrize("format_", ["docx", "pptx"])
def test_libreoffice_opens_them_with_their_chinese(
    handouts: dict[str, bytes], tmp_path: Path, format_: str
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice (soffice): install libreoffice-writer and libreoffice-impress")
    source = tmp_path / f"pack.{format_}"
    source.write_bytes(handouts[f"handouts/zh/packs/{PACK}.{format_}"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source],
        check=True,
        capture_output=True,
        timeout=120,
    )
    content = (tmp_path / "pack.pdf").read_bytes()
    text = squeezed(words("pack.pdf", content))
    assert all(beginning in text for beginning in PASSAGES.values())
    assert "https://casebook.example/cases/nanjing.html#p-skd33m" in codes("pack.pdf", content)
