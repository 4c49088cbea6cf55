"""A library of any size to measure with: cases composed from sentences and words of ours.

    python -m benchmarks.compose PAGES > records.jsonl

Nothing in it is true, and nothing in it is anybody's text: frames of our own are filled with words
of the domain and, as in any real text, with rarer ones (drawn from jieba's word list by its
frequencies, so that the vocabulary grows with the size of the library as that of a language does).
Page N of a seed is the same whatever the number of pages.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from itertools import accumulate
from pathlib import Path

import jieba

from scraper.model import Record, Section

LENGTHS = (700, 1200, 1800, 2400, 2600, 2800, 3300, 4200, 6500)
"""Characters of a page, drawn evenly: 2,800 on average, as on real pages."""

PLACES = {
    "贵州省遵义市新蒲新区": "Xinpu New District, Zunyi, Guizhou",
    "上海市嘉定区新成路街道": "Xinchenglu Subdistrict, Jiading District, Shanghai",
    "上海市长宁区天山街道": "Tianshan Subdistrict, Changning District, Shanghai",
    "江苏省南京市鼓楼区": "Gulou District, Nanjing, Jiangsu",
    "吉林省长春市二道区": "Erdao District, Changchun, Jilin",
    "广西壮族自治区百色市右江区": "Youjiang District, Baise, Guangxi",
    "黑龙江省绥化市肇东市": "Zhaodong, Suihua, Heilongjiang",
    "内蒙古自治区乌兰察布市察哈尔右翼前旗": "Chahar Right Front Banner, Inner Mongolia",
    "浙江省杭州市上城区": "Shangcheng District, Hangzhou, Zhejiang",
    "四川省成都市武侯区": "Wuhou District, Chengdu, Sichuan",
}
MODELS = {
    "楼组党建": "building-group Party building",
    "十进社区": "Ten into the Community",
    "区域联合党委": "regional joint Party committee",
    "网格党建": "grid Party building",
    "凝聚力工程": "Cohesion Project",
    "党员责任区": "Party member responsibility areas",
    "双报到": "dual registration",
    "党群服务中心": "Party-mass service center",
    "智慧党建": "smart Party building",
    "红色物业": "property services with Party building",
}
FRAMES = (
    "{place}{who}在{year}年{month}月把{thing}列为第一件事，{n}名党员报名认领。",
    "{who}每周到楼里走一遍，把住户说起的{thing}和{noun}逐条记下来。",
    "先{verb}，再{verb}，{who}用了{n}天才把{thing}说清楚。",
    "有人担心{noun}会影响{thing}，{who}就把办法贴在楼门口。",
    "“{model}”并不是一句话：{who}同{other}签了{n}项清单，{noun}由谁来管，都写在上面。",
    "到{year}年底，{thing}办成了{n}件，{noun}还要再{verb}一年。",
    "谁来{verb}、谁来{verb}，起初没有人说得清，后来{other}出了一半的{noun}。",
    "{other}拿出{n}间房子，供大家{verb}，晚上也开着门。",
    "{name}是这里的{who}，他说{noun}最难的不是钱，是{thing}。",
    "账目显示，{thing}花去{n}万元，其中{noun}占了{m}%。",
    "{who}和{other}按季度碰头，把{noun}、{noun}和{thing}放在一张单子上。",
    "这几年{adj}的变化不少，{thing}从没有人管到有人{verb}。",
    "{n}户居民里有{m}户愿意{verb}，其余的要看{noun}怎么安排。",
    "他们管这个办法叫“{noun}{verb}”，写进了{place}的{thing}计划。",
)
RULES = (
    "第{m}条　{who}应当在{month}月底以前{verb}{noun}，逾期的由{other}代办。",
    "对{adj}的{noun}，可以先{verb}后补手续，但{thing}除外。",
    "凡涉及{thing}的支出，单笔超过{n}元的，须经{who}与{other}共同签字。",
    "本办法所称{noun}，是指在{place}范围内长期{verb}的{noun}及其附属{noun}。",
    "{year}年以前已经{verb}的，按原规定执行；未{verb}的，一律重新登记。",
    "有下列情形之一的，不予{verb}：（一）{noun}不清；（二）{thing}未结；（三）拒绝{verb}。",
    "{other}每{m}日抄报一次，抄报内容包括{noun}、{noun}以及{adj}程度。",
    "违反前款规定，造成{noun}损坏的，由责任人{verb}，并在{n}日内恢复原状。",
    "“{model}”的经费从{noun}项下列支，不足部分由{other}垫付。",
    "{name}任组长，{name}、{name}任副组长，日常事务交给{who}办理。",
    "遇有{thing}与{noun}冲突时，以{noun}为准，但应说明{adj}的理由。",
    "本表一式{m}份，{who}、{other}各存一份，其余归入{noun}档案。",
)
"""Sentences of another kind of writing, for a check on what nothing was tuned on."""
RULE_HEADINGS = ("总则", "职责分工", "办理程序", "经费与档案", "附则")
DOMAIN = {
    "who": [
        "楼组长",
        "党小组组长",
        "社区书记",
        "网格员",
        "退休教师",
        "社区民警",
        "志愿者",
        "业主代表",
        "物业经理",
        "老党员",
    ],
    "other": [
        "辖区医院",
        "附近中学",
        "供电所",
        "银行网点",
        "物业公司",
        "街道党工委",
        "派出所",
        "建筑企业",
        "商会",
        "菜市场",
    ],
    "thing": [
        "楼道堆物",
        "停车难",
        "屋顶漏水",
        "加装电梯",
        "垃圾分类",
        "老人助餐",
        "暑期托管",
        "晾衣架",
        "消防通道",
        "路灯",
        "下水道",
        "快递柜",
        "充电桩",
        "民生项目",
        "人民生活",
        "家庭医生",
        "就业帮扶",
        "网上会所",
        "议事厅",
        "居民公约",
    ],
}
HEADINGS = (
    "背景：为什么要办",
    "做法：先从楼里做起",
    "成效：账上看得见的",
    "困难：还没有办成的",
    "启示",
)
NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
ENGLISH = (
    "In {year} the {who} of {place} put {thing} first, and {n} Party members signed up. ",
    "Every week the {who} walked the stairwells and wrote down what people said about {thing}. ",
    "“{model}” is not a slogan here: {n} tasks were signed for, among them {thing}. ",
    "By the end of {year}, {n} of {m} cases of {thing} had been settled. ",
)
ENGLISH_WORDS = {
    "who": ["building-group heads", "retired teachers", "volunteers", "grid workers", "owners"],
    "thing": [
        "parking",
        "waste sorting",
        "leaking roofs",
        "new elevators",
        "meals for the elderly",
    ],
}


def compose(pages: int, seed: int = 1, *, rules: bool = False) -> Iterator[Record]:
    """Yield `pages` records: three Chinese pages and the English of one of them, in turn.

    They are cases, or with `rules` regulations: other sentences, headings and titles.
    """
    for number in range(pages):
        chance = random.Random(f"{seed}/{number}")
        if number % 4 == 3:
            yield _english(chance, number - 1)
        else:
            yield _chinese(chance, number, RULES if rules else FRAMES)


def sentence(
    chance: random.Random, place: str = "", model: str = "", frames: tuple[str, ...] = FRAMES
) -> str:
    """Return a sentence: a frame with its slots filled."""
    frame = chance.choice(frames)
    while "{" in frame:
        start, end = frame.index("{"), frame.index("}")
        slot = frame[start + 1 : end]
        frame = frame[:start] + _fill(slot, chance, place, model) + frame[end + 1 :]
    return frame


def _fill(slot: str, chance: random.Random, place: str, model: str) -> str:
    if slot in DOMAIN:
        return chance.choice(DOMAIN[slot])
    if slot in ("noun", "verb", "adj"):
        words, weights = vocabulary()[slot]
        return chance.choices(words, cum_weights=weights)[0]
    numbers = {"year": (1998, 2024), "month": (1, 12), "n": (2, 400), "m": (2, 99)}
    if slot in numbers:
        return str(chance.randint(*numbers[slot]))
    if slot == "name":
        return chance.choice(NAMES) + "".join(_given(chance))
    return {"place": place or chance.choice(list(PLACES)), "model": model}.get(slot, slot) or "党建"


def _given(chance: random.Random) -> list[str]:
    words, _ = vocabulary()["noun"]
    return [chance.choice(words)[0] for _ in range(chance.randint(1, 2))]


@cache
def vocabulary() -> dict[str, tuple[list[str], list[float]]]:
    """Return words of two and three characters by part of speech, with cumulated frequencies."""
    found: dict[str, list[tuple[str, int]]] = {"noun": [], "verb": [], "adj": []}
    kinds = {"n": "noun", "v": "verb", "vn": "noun", "a": "adj"}
    path = Path(jieba.__file__).with_name("dict.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, kind = line.split()
        if kind in kinds and 2 <= len(word) <= 3 and int(frequency) >= 3:
            found[kinds[kind]].append((word, int(frequency)))
    return {
        kind: ([w for w, _ in words], list(accumulate(f**0.8 for _, f in words)))
        for kind, words in found.items()
    }


def _chinese(chance: random.Random, number: int, frames: tuple[str, ...]) -> Record:
    place, model = chance.choice(list(PLACES)), chance.choice(list(MODELS))
    noun, verb = (_fill(kind, chance, "", "") for kind in ("noun", "verb"))
    headings = RULE_HEADINGS if frames is RULES else HEADINGS
    title = chance.choice(
        (f"{place}{noun}{verb}办法", f"关于{verb}{noun}的若干规定", f"{noun}管理与{verb}细则")
        if frames is RULES
        else (
            f"{place}：{noun}怎样{verb}",
            f"{model}的{noun}与{verb}",
            f"{chance.choice(DOMAIN['thing'])}背后的{noun}：{place}的{model}",
            f"{verb}{noun}，{model}在{place}",
        )
    )
    sections = []
    for block in range(chance.choice(LENGTHS) // 200):
        heading = headings[min(block // 3, len(headings) - 1)]
        text = ""
        while len(text) < 200:
            text += sentence(chance, place, model, frames)
        sections.append(Section(f"p-{number}-{block}", heading, text))
    facets = {
        "model": (model,),
        "place": (place,),
        "province": (place[:3],),
        "year": (str(chance.randint(1998, 2024)),),
        "completeness": (chance.choice(("全文", "中断", "不明")),),
        "kind": ("案例",),
    }
    return Record(
        f"c{number}", f"cases/c{number}.html", "zh", f"{title}（{number}）", tuple(sections), facets
    )


def _english(chance: random.Random, number: int) -> Record:
    place, model = chance.choice(list(PLACES.values())), chance.choice(list(MODELS.values()))
    sections = []
    for block in range(chance.choice(LENGTHS) // 200):
        text = "".join(
            chance.choice(ENGLISH).format(
                place=place,
                model=model,
                year=chance.randint(1998, 2024),
                n=chance.randint(2, 400),
                m=chance.randint(400, 900),
                **{slot: chance.choice(words) for slot, words in ENGLISH_WORDS.items()},
            )
            for _ in range(5)
        )
        sections.append(Section(f"p-{number}-{block}", "How it was done", text))
    return Record(
        f"c{number}",
        f"en/cases/c{number}.html",
        "en",
        f"{model} in {place} ({number})",
        tuple(sections),
        {"model": (model,), "place": (place,), "kind": ("case",)},
    )


if __name__ == "__main__":
    for made in compose(int(sys.argv[1])):
        print(json.dumps(asdict(made), ensure_ascii=False))
