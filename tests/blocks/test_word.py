"""Word files become lines: structure, what Word counts or hides, and files made to do harm."""

from __future__ import annotations

import io

import docx
import pytest

from scraper.blocks import read_page
from scraper.model import CasebookError

from .makers import TEXT, WORD, capture, document, paragraph, part, word, zipped

WPS = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def lines(content: bytes) -> list[tuple[str, str]]:
    return [(line.text, line.hint) for line in read_page(capture(content, WORD)).lines]


def problem(content: bytes) -> str:
    with pytest.raises(CasebookError) as caught:
        read_page(capture(content, WORD, "notes.docx"))
    assert caught.value.file == "notes.docx"
    assert caught.value.mend.endswith(".")
    return caught.value.problem


def test_a_file_of_word_keeps_its_structure_and_order() -> None:
    made = docx.Document()
    made.add_heading("柳桥街道的楼组", level=0)
    made.add_heading("从敲门开始", level=2)
    made.add_paragraph(TEXT)
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("社区", "来信", "梧桐里", "21"), strict=True):
        cell.text = text
    made.add_paragraph("表后的一段。")
    file = io.BytesIO()
    made.save(file)
    assert lines(file.getvalue()) == [
        ("柳桥街道的楼组", "h1"),
        ("从敲门开始", "h2"),
        (TEXT, ""),
        ("社区 | 来信", "row"),
        ("梧桐里 | 21", "row"),
        ("表后的一段。", ""),
    ]


def numbered(texts: list[tuple[str, int]], levels: list[tuple[str, str]]) -> list[str]:
    """Text of paragraphs on these levels of a list whose levels have these formats and texts."""
    said = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="7">{said}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
    )
    body = "".join(
        paragraph(text, f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr>')
        for text, n in texts
    )
    made = word(document(body), {"numbering.xml": numbering})
    return [text for text, _ in lines(made)]


@pytest.mark.parametrize(
    ("form", "text", "first", "twelfth"),
    [
        ("chineseCounting", "%1、", "一、甲", "十二、甲"),
        ("chineseCountingThousand", "（%1）", "（一）甲", "（十二）甲"),
        ("decimal", "%1.", "1.甲", "12.甲"),
        ("decimal", "第%1条", "第1条 甲", "第12条 甲"),
        ("decimalZero", "%1、", "01、甲", "12、甲"),
        ("decimalEnclosedCircle", "%1", "① 甲", "⑫ 甲"),
        ("chineseLegalSimplified", "%1、", "壹、甲", "壹拾贰、甲"),
        ("upperRoman", "%1.", "I.甲", "XII.甲"),
        ("lowerLetter", "%1)", "a)甲", "l)甲"),
        ("bullet", "●", "甲", "甲"),
        ("none", "", "甲", "甲"),
    ],
)
def test_numbers_that_word_counts_are_written_out(
    form: str, text: str, first: str, twelfth: str
) -> None:
    found = numbered([("甲", 0)] * 12, [(form, text)])
    assert (found[0], found[11]) == (first, twelfth)


def test_a_deeper_level_starts_anew_below_each_higher_one() -> None:
    levels = [("chineseCounting", "%1、"), ("decimal", "%2."), ("decimal", "%2.%3")]
    texts = [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0), ("己", 1)]
    assert numbered(texts, levels) == ["一、甲", "1.乙", "2.丙", "2.1 丁", "二、戊", "1.己"]


def test_a_style_can_number_its_paragraphs() -> None:
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>',
    )
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr>'
        '<w:numId w:val="5"/></w:numPr></w:pPr></w:style>',
    )
    made = word(
        document(paragraph("从敲门开始", '<w:pStyle w:val="2"/>')),
        {"numbering.xml": numbering, "styles.xml": styles},
    )
    assert lines(made) == [("三、从敲门开始", "h2")]


BOX = "<w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent>"
NEW = f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"
OLD = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"


@pytest.mark.parametrize(
    "box",
    [
        OLD,
        NEW,
        f"<mc:AlternateContent><mc:Choice>{NEW}</mc:Choice><mc:Fallback>{OLD}</mc:Fallback>"
        "</mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Choice>{NEW}</mc:Choice></mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Choice>{NEW}</mc:Choice><mc:Fallback/></mc:AlternateContent>",
    ],
    ids=["old", "new", "both", "new-alone", "empty-fallback"],
)
def test_a_text_box_is_read_once_in_whatever_form(box: str) -> None:
    body = f"{paragraph('前')}<w:p><w:r>{box}</w:r></w:p>{paragraph('后')}"
    assert [text for text, _ in lines(word(document(body, WPS)))] == ["前", "框里的话", "后"]


def test_a_reading_above_a_character_is_left_out() -> None:
    ruby = (
        "<w:p><w:r><w:t>小</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>zhuó</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>琢</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:r><w:t>社区</w:t></w:r></w:p>"
    )
    assert lines(word(document(ruby))) == [("小琢社区", "")]


def test_notes_stand_at_the_end_with_their_numbers() -> None:
    notes = part(
        "footnotes",
        f'<w:footnote w:id="2">{paragraph("据街道台账。")}</w:footnote>',
    )
    body = '<w:p><w:r><w:t>二十一封信</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    made = word(document(body), {"footnotes.xml": notes})
    assert [text for text, _ in lines(made)] == ["二十一封信[1]", "[1] 据街道台账。"]


def test_what_was_deleted_with_changes_tracked_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>三</w:t></w:r><w:del><w:r><w:delText>四</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>五</w:t></w:r></w:ins></w:p>"
    )
    assert lines(word(document(body))) == [("三五", "")]


def test_tables_nested_deep_are_read() -> None:
    cell = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert lines(word(document(cell[0] * 40 + paragraph(TEXT) + cell[1] * 40)))[0][0] == TEXT


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "哈" * 10}">' for n in range(10))
BODY = document(paragraph("&x;"))


@pytest.mark.parametrize(
    ("main", "what"),
    [
        (f"<!DOCTYPE x [{LAUGHS}<!ENTITY x '&a9;'>]>{BODY}", "a DTD|XML is broken"),
        (f"<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>{BODY}", "a DTD"),
        (f"<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'>{document(paragraph('甲'))}", "a DTD"),
        (document("<w:p>" * 100_000), "XML is broken"),
        (document(paragraph(TEXT))[:-20], "XML is broken"),
        ("<html>甲</html>", "no document"),
        (document(""), "no text"),
    ],
    ids=["laughs", "outside-file", "outside-dtd", "deep", "cut", "no-document", "empty"],
)
def test_hostile_and_empty_files_are_named(main: str, what: str) -> None:
    assert any(words in problem(word(main)) for words in what.split("|"))


def test_a_dtd_in_utf_16_is_seen_too() -> None:
    main = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [{LAUGHS}]>{BODY}'
    assert "DTD" in problem(word(main.encode("utf-16"))) or "XML" in problem(word(main.encode()))


def test_damaged_and_huge_files_are_named() -> None:
    whole = word(document(paragraph(TEXT)))
    assert "damaged or cut short" in problem(whole[: len(whole) // 2])
    assert "unpacked" in problem(word(document(" " * 60_000_000)))
    assert "no Word file" in problem(zipped({"word/styles.xml": "<a/>"}))
