"""Names in pinyin: GB/T 16159, GB/T 28039 and the official English of places."""

from __future__ import annotations

import pytest

from scraper.cases.place_english import english_name
from scraper.rules.places import load_place_rules
from scraper.rules.structure import load_structure_rules
from scraper.rules.surnames import load_surnames
from scraper.text.pinyin import person

PLACES = [
    (
        ("上海市", "上海市", "嘉定区", "新成路街道"),
        "Xinchenglu Subdistrict, Jiading District, Shanghai",
    ),
    (("上海市", "上海市", "长宁区"), "Changning District, Shanghai"),
    (("重庆市", "重庆市", "渝中区"), "Yuzhong District, Chongqing"),
    (("陕西省", "西安市", "雁塔区"), "Yanta District, Xi'an, Shaanxi"),
    (("山西省", "太原市"), "Taiyuan, Shanxi"),
    (("安徽省", "六安市"), "Lu'an, Anhui"),
    (("内蒙古自治区", "呼和浩特市"), "Hohhot, Inner Mongolia"),
    (("西藏自治区", "拉萨市"), "Lhasa, Xizang"),
    (("山西省", "吕梁市"), "Lüliang, Shanxi"),
    (("浙江省", "杭州市", "", "", "翠苑社区"), "Cuiyuan Community, Hangzhou, Zhejiang"),
]

PEOPLE = [
    ("李大钊", "Li Dazhao"),
    ("王平", "Wang Ping"),
    ("欧阳文", "Ouyang Wen"),
    ("司马长安", "Sima Chang'an"),
    ("曾明", "Zeng Ming"),
    ("吕西安", "Lü Xi'an"),
    ("王某", ""),
    ("王某某", ""),
    ("王书记", ""),
    ("张同志", ""),
    ("**", ""),
    ("刘", ""),
    ("党员李平", ""),
]


@pytest.mark.parametrize(("levels", "english"), PLACES, ids=[row[1] for row in PLACES])
def test_a_place_has_its_official_english_else_pinyin(
    levels: tuple[str, ...], english: str
) -> None:
    assert english_name(levels, load_place_rules()) == english


@pytest.mark.parametrize(("chinese", "english"), PEOPLE)
def test_a_person_is_written_surname_first(chinese: str, english: str) -> None:
    surnames = load_structure_rules().people.surnames
    assert person(chinese, surnames, load_surnames().readings) == english
