"""The byte slip: breaks made by its own mechanism, undone; and text that must stay as it is."""

from __future__ import annotations

import pytest

from scraper.model import LACUNA
from scraper.text.slip import undo_slips

from .mirror import Mirror, damage, mirrored
from .sentences import paragraph
from .slip_trial import trial

RESTORED = {
    "mark inside a place name": ("上?;鶎狱h建", "上海基層黨建"),
    "full stop before a sentence": (
        "服務居民八百戶?；鶎狱h員帶了頭。",
        "服務居民八百戶。基層黨員帶了頭。",
    ),
    "full stop and quotation mark": (
        "他說:“大家的事大家商量?！备刹總兌键c頭。",
        "他說:“大家的事大家商量。”干部們都點頭。",
    ),
}
MARKED = {
    "a digit went along": ("全街道總?cè)丝?507人", f"全街道總人口{LACUNA}507人"),
    "a pair that is no character": ("深度訪談?wù)?、村居負責人", f"深度訪談{LACUNA}、村居負責人"),
}
LEFT_ALONE = (
    "你參加過社區的活動嗎?我參加過。",
    "什么?!居民们都很惊讶。",
    "什麼?!居民們都很驚訝。",
    "誰來管???誰來辦???",
    "他问:“能不能装电梯?”大家说:“能!”",
    "能不能装电梯?(笑)能。",
    "国内生产总值(GDP)增长了吗?有。",
    "犇(bēn)是一个姓名用字。",
    "https://example.org/list?;a=b&c?:d",
    "What?! Really?; yes?: no.",
    "社區(qū)黨建工作怎樣拓展?如何為居民服務?",
    "[摘? 要]社區黨建",
    "x?:y 是一个三元运算。",
    "",
)


@pytest.mark.parametrize(("broken", "whole"), RESTORED.values(), ids=RESTORED)
def test_restores(broken: str, whole: str) -> None:
    text, slips = undo_slips(broken)
    assert text == whole
    assert [slip.sure for slip in slips] == [True]
    assert broken[slips[0].at :].startswith(slips[0].before)


@pytest.mark.parametrize(("broken", "marked"), MARKED.values(), ids=MARKED)
def test_marks_what_cannot_be_known(broken: str, marked: str) -> None:
    text, slips = undo_slips(broken)
    assert text == marked
    assert [slip.sure for slip in slips] == [False]


def test_what_is_merely_likely_stands_in_brackets() -> None:
    """A pair of bytes is gone; only the reading and the page's other glosses tell of 內."""
    whole = mirrored("活动多了。海内外校友来信，党内生活正常。")
    broken = damage(whole, Mirror(frozenset("內")))
    text, slips = undo_slips(broken.shown)
    assert text.startswith("活動多了。〔海〕內外校友")
    assert [slip.sure for slip in slips] == [False, True]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_alone(text: str) -> None:
    assert undo_slips(text) == (text, ())


def test_a_name_is_marked_and_not_guessed() -> None:
    """Any name would do: there is no telling 江福 from 江海."""
    broken = damage(mirrored("居民住在江福和江宁两处"), Mirror(frozenset()))
    assert broken.breaks == 1
    assert LACUNA in undo_slips(broken.shown)[0]


def test_most_breaks_are_restored_and_none_wrongly() -> None:
    score = trial(120, 7, paragraph)
    assert (score.wrong, score.harmed) == (0, 0)
    assert score.exact / score.breaks >= 0.85


def test_long_text_without_a_break_is_passed_over() -> None:
    page = mirrored("社区党委召开会议，研究居民反映的问题。") * 20_000
    assert undo_slips(page) == (page, ())
