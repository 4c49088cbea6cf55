"""A small case that the tests of the store share."""

from __future__ import annotations

import pytest

from scraper.model import Case, Figure, ModelMatch, Paragraph, Place, Source, Years


@pytest.fixture
def case() -> Case:
    return Case(
        id="liyi",
        kind="case",
        title="某社区的十二件小事",
        paragraphs=(
            Paragraph("p-abs234", "meta", "关键词：社区；楼组"),
            Paragraph("h-aaaaaa", "h2", "一、起因"),
            Paragraph("p-bbbbbb", "p", "这个社区有12栋楼，电梯常坏，物业费却年年涨。"),
            Paragraph("h-cccccc", "h2", "二、做法"),
            Paragraph("p-dddddd", "p", "党支部请来物业经理，坐在楼下听居民说了三个晚上。"),
            Paragraph("p-eeeeee", "p", "**市随后把办法推到全区。"),
        ),
        place=Place(province="江苏省", city="南京市", english="Nanjing"),
        years=Years(start=2018, basis="stated", sentence="2018年春天"),
        organisation="某社区党支部",
        models=(ModelMatch("building-group", "党支部请来物业经理", "p-dddddd"),),
        mechanisms=("楼下会议",),
        figures=(Figure("12栋", 12.0, "栋", "楼", "这个社区有12栋楼", "p-bbbbbb"),),
        source=Source("0123456789abcdef", "page.txt"),
    )
