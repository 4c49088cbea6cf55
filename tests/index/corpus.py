"""A library of sixty pages to search in: sentences of our own, put together from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from scraper.model import Language, Record, Section


@dataclass(frozen=True, slots=True)
class Words:
    """The words one language's pages are made of, and how they stand in a page."""

    places: tuple[str, ...]
    models: tuple[str, ...]
    who: tuple[str, ...]
    does: tuple[str, ...]
    what: tuple[str, ...]
    headings: tuple[str, ...]
    title: str
    sentence: str


WORDS: dict[Language, Words] = {
    "zh": Words(
        places=("桂花街道", "柳湾社区", "青石里", "望江村", "枫林镇", "白鹭洲街道"),
        models=("楼组党建", "区域联合党委", "十进社区", "党群服务中心"),
        who=("楼组长", "退休教师", "社区民警", "志愿者", "业主代表", "物业经理"),
        does=("商量", "记录", "公开", "检查", "修缮", "张贴"),
        what=("停车办法", "垃圾分类", "账目", "加装电梯", "晾衣架", "人民生活", "消防通道"),
        headings=("背景", "做法", "成效", "启示"),
        title="{place}的{model}：第{number}篇",
        sentence="{who}每周{does}{what}，全年{count}次。",
    ),
    "en": Words(
        places=("Osmanthus Street", "Willow Bay", "Bluestone Lane", "Riverview Village"),
        models=("building-group Party building", "joint Party committees", "service centres"),
        who=("Building-group leaders", "Retired teachers", "Volunteers", "Owners"),
        does=("discuss", "record", "publish", "check", "repair"),
        what=("parking rules", "waste sorting", "the accounts", "new lifts", "fire lanes"),
        headings=("Background", "Practices", "Results", "Lessons"),
        title="{model} in {place}, no. {number}",
        sentence="{who} {does} {what} every week, {count} times a year. ",
    ),
}

SPECIAL: tuple[Record, ...] = (
    Record(
        "minsheng",
        "cases/minsheng.html",
        "zh",
        "一件民生实事",
        (
            Section("p-m1", "缘起", "这里办事先听居民怎么说。"),
            Section("p-m2", "办成", "民生项目由居民投票选出，随着票数公开，疑虑少了。"),
        ),
        {"model": ("十进社区",), "place": ("苏南柳湾社区",)},
    ),
    Record(
        "traditional",
        "cases/traditional.html",
        "zh",
        "繁體頁：鄰里議事廳",
        (Section("p-t1", "做法", "鄰里議事廳設在樓下，隨著天氣轉涼，大家仍然準時到場。"),),
    ),
    Record(
        "figures",
        "cases/figures.html",
        "zh",
        "数字与设备",
        (
            Section("p-f1", "投入", "第一年添置了117台净水器，覆盖5,200户。"),
            Section("p-f2", "补记", "会上展示了〔具〕体的图纸，另有一页已经缺□。"),
        ),
    ),
    Record(
        "figures",
        "en/cases/figures.html",
        "en",
        "Figures and equipment",
        (
            Section(
                "p-f1", "Cost", "In the first year 117 water purifiers were added for 5,200 homes."
            ),
        ),
        {"model": ("Ten into the Community",), "place": ("Willow Bay",)},
    ),
    Record(
        "hostile",
        "cases/hostile.html",
        "zh",
        "恶意标题<img src=x onerror=window.hacked=1>",
        (
            Section(
                'p-"><script>window.hacked=1</script>',
                "<b>标题</b>",
                "恶意段落<img src=x onerror=window.hacked=1></script><b>",
            ),
        ),
        {"model": ("<i>楼组</i>",), "place": ("<svg onload=window.hacked=1>",)},
    ),
)


@cache
def corpus() -> tuple[Record, ...]:
    """Return sixty records in both languages, the special ones among them."""
    chance = random.Random(20)
    rest = 60 - len(SPECIAL)
    made = [_page(chance, number, "zh" if number % 2 else "en") for number in range(rest)]
    return (*made, *SPECIAL)


def _page(chance: random.Random, number: int, language: Language) -> Record:
    words = WORDS[language]
    place, model = chance.choice(words.places), chance.choice(words.models)
    sections = tuple(
        Section(f"p-{number}-{n}", heading, _paragraph(chance, words))
        for n, heading in enumerate(words.headings)
    )
    prefix = "en/" if language == "en" else ""
    return Record(
        f"page-{number}",
        f"{prefix}cases/page-{number}.html",
        language,
        words.title.format(place=place, model=model, number=number),
        sections,
        {"model": (model,), "place": (place,)},
    )


def _paragraph(chance: random.Random, words: Words) -> str:
    return "".join(
        words.sentence.format(
            who=chance.choice(words.who),
            does=chance.choice(words.does),
            what=chance.choice(words.what),
            count=chance.randrange(2, 60),
        )
        for _ in range(chance.randrange(3, 9))
    )
