"""`cases.csv`, one row a case, and its description for the web (CSVW, a W3C recommendation)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from scraper.cite import site_name, updated
from scraper.model import Case
from scraper.reading.library import Library
from scraper.reading.passages import web_page
from scraper.text.escape import one_line

COLUMNS: Mapping[str, tuple[str, str, str]] = {
    "id": ("string", "案例编号", "Case id"),
    "kind": ("string", "类别", "Kind of document"),
    "title": ("string", "标题", "Title"),
    "title_en": ("string", "英文标题", "Title in English"),
    "province": ("string", "省", "Province"),
    "city": ("string", "市", "City"),
    "district": ("string", "区县", "District or county"),
    "subdistrict": ("string", "街道乡镇", "Subdistrict or town"),
    "community": ("string", "社区", "Community"),
    "place_en": ("string", "英文地名", "Place in English"),
    "start": ("gYear", "起始年", "First year"),
    "end": ("gYear", "终止年", "Last year"),
    "published": ("gYear", "发表年", "Year of publication"),
    "years_basis": ("string", "年份依据", "What the years rest on"),
    "organisation": ("string", "主办组织", "Lead organization"),
    "organisation_en": ("string", "主办组织英文名", "Lead organization in English"),
    "tier": ("string", "组织层级", "Level of the lead organization"),
    "setting": ("string", "社区类型", "Setting"),
    "models": ("string", "模式", "Models, primary first"),
    "figures": ("integer", "数字个数", "Number of figures"),
    "completeness": ("string", "完整程度", "Completeness"),
    "retelling": ("boolean", "是否复述", "Whether it is a retelling"),
    "review": ("string", "校核状态", "State of review"),
    "journal": ("string", "原载刊物", "Journal"),
    "issn": ("string", "刊号", "ISSN"),
    "captured": ("date", "收录日期", "Date of capture"),
    "updated": ("date", "更新日期", "Date of the last change"),
    "address": ("anyURI", "网址", "Address"),
    "address_en": ("anyURI", "英文页网址", "Address of the English page"),
}
"""Columns in order: type (XML Schema, as CSVW has it), Chinese name, English name."""
_SEVERAL = " "
"""Between the models of a case; their ids hold no space."""
_FORMULA = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would run as a formula (OWASP, CSV injection)."""


def cases_csv(rows: Iterable[bytes]) -> bytes:
    """Return `cases.csv`: RFC 4180; `rows` are those of the cases, as `csv_row` has them, in UTF-8.

    It begins with a byte-order mark, because Excel reads a Chinese table as GBK without one. A
    cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    return b"".join((_line(COLUMNS).encode("utf-8-sig"), *rows))


def csv_row(case: Case, library: Library) -> str:
    """Return the row of a case, with the end of its line."""
    row = _row(case, library)
    return _line(_cell(row[name]) for name in COLUMNS)


def _line(cells: Iterable[str]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(cells)
    return stream.getvalue()


def _row(case: Case, library: Library) -> dict[str, object]:
    reading = library.read(case, "en")
    title = reading.title
    organisation = reading.phrase("organisation", case.organisation)
    place = case.place
    return {
        "id": case.id,
        "kind": case.kind,
        "title": case.title,
        "title_en": "" if title.foreign or title.stale else title.text,
        "province": place.province,
        "city": place.city,
        "district": place.district,
        "subdistrict": place.subdistrict,
        "community": place.community,
        "place_en": place.english,
        "start": case.years.start,
        "end": case.years.end,
        "published": case.years.published,
        "years_basis": case.years.basis,
        "organisation": case.organisation,
        "organisation_en": "" if organisation.foreign else organisation.text,
        "tier": case.tier,
        "setting": case.setting,
        "models": _SEVERAL.join(match.id for match in case.models),
        "figures": len(case.figures),
        "completeness": case.completeness.state,
        "retelling": "true" if case.retelling else "false",
        "review": case.review.state,
        "journal": case.publication.journal,
        "issn": case.publication.issn,
        "captured": case.source.captured,
        "updated": updated(case),
        "address": web_page(library, "zh", "cases", case.id),
        "address_en": web_page(library, "en", "cases", case.id),
    }


def _cell(value: object) -> str:
    text = "" if value is None else one_line(str(value))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def csv_metadata(library: Library) -> bytes:
    """Return `cases.csv-metadata.json`, which says what each column holds and its type."""
    table: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": "cases.csv",
        "dc:title": site_name(library.settings, "en"),
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "columns": [_column(name) for name in COLUMNS],
            "primaryKey": "id",
        },
    }
    return (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _column(name: str) -> dict[str, Any]:
    datatype, chinese, english = COLUMNS[name]
    column: dict[str, Any] = {
        "name": name,
        "titles": {"und": name},
        "dc:description": {"zh": chinese, "en": english},
        "datatype": datatype,
        "required": name in ("id", "kind", "title"),
    }
    return column | ({"separator": _SEVERAL} if name == "models" else {})
