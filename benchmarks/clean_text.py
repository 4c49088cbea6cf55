"""How many text pages `casebook clean` reads, cleans and prints in a second of CPU time.

    python -m benchmarks.clean_text [PAGES]

Composes PAGES pages (default 300) of about 3,000 characters in the forms that document sites give
them, cleans each as `casebook clean --json` does and prints pages a CPU second for every form, then
for all, with the largest resident memory after each. Start-up (dictionaries) is left aside.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import opencc
from pypinyin import Style, pinyin

from scraper import pipeline
from scraper.report.cleaning import to_json
from scraper.text import words

LENGTH = 3000
PAGE_CHARACTERS = 260
"""A document site cuts a page chunk after about this many characters."""
GLOSSED = frozenset("區創業優樓會動務導國當問開長調應樂實辦樣號")

SENTENCES = (
    "{place}有{n}个小区、{m}栋居民楼，常住居民{k}人，登记在册的党员{n}名。",
    "{year}年{month}月，{org}把{thing}列为当年要办的第一件事。",
    "{who}每周到楼里走一遍，把住户说的{thing}逐条记在本子上。",
    "“门一敲开，话就多了”，{who}说，{n}天里他记下了{m}条意见。",
    "{org}同{other}签了一份清单，{thing}由谁来办、几天办完，都写在上面。",
    "有人担心{thing}只热闹一阵，{who}就把进度贴在楼门口，每月{n}日换一次。",
    "到{year}年底，{place}的{thing}办成了{n}件，还有{m}件写明了原因；",
    "没有物业的老楼怎么办？{who}先请各家出一个人，再请{other}派人来看。",
    "这几年，{place}搬来的年轻人多，白天楼里常常只剩老人和孩子。",
    "{other}拿出{n}间房子，改成了居民议事的地方，晚上{m}点以后也开着门。",
    "他们把办法概括为“{n}问{m}答”：先问住户，再问单位，最后一起作答。",
    "{thing}看起来是小事，拖久了就成了心结。",
    "{org}每季度开一次会，{other}、物业和居民代表都到场，当场认领，会后公示。",
    "经费从哪里来，起初谁也说不清，后来{place}和{other}各出一半，共{k}元。",
    "{year}年的账目显示，{thing}花去{k}元，其中居民自筹{m}元。",
)
SLOTS = {
    "place": ("梧桐里社区", "柳桥街道", "南浦小区", "云洲区", "石牌坊社区"),
    "org": ("街道党工委", "社区党总支", "楼组党支部", "区域党建联席会"),
    "who": ("楼组长老周", "退休教师陈老师", "社区书记", "网格员小吴", "老党员们"),
    "other": ("辖区的医院", "隔壁的中学", "供电所", "两家银行", "物业公司"),
    "thing": ("楼道堆物", "停车难", "屋顶漏水", "加装电梯", "垃圾分类", "老人助餐", "暑期托管"),
    "year": ("2009", "2012", "2015", "2018"),
    "month": tuple(map(str, range(1, 13))),
    "n": tuple(map(str, range(2, 40))),
    "m": tuple(map(str, range(40, 90))),
    "k": ("3200", "5800", "1.2万", "46000", "7350"),
}
HEADINGS = ("敲门问事的做法", "办事的三张清单", "议事的规矩", "一年以后的变化", "还没有办成的事")
NUMERALS = "一二三四五"


def sentence(rng: random.Random) -> str:
    """A sentence of the pool with its slots filled in."""
    slots = {name: rng.choice(values) for name, values in SLOTS.items()}
    return rng.choice(SENTENCES).format(**slots)


def paragraphs(rng: random.Random) -> list[str]:
    """Numbered headings and paragraphs of about LENGTH characters in all."""
    lines: list[str] = []
    for numeral, heading in zip(NUMERALS, HEADINGS, strict=True):
        lines.append(f"{numeral}、{heading}")
        for _ in range(3):
            text = ""
            while len(text) < LENGTH / 15:
                text += sentence(rng)
            lines.append(text)
    return lines


def plain(rng: random.Random) -> str:
    """An article between a record line and a footer."""
    head = ["当前位置：首页 > 党建 > 社区", "敲门问事", "时间：2015-06-01 来源：示例网 编辑：某某"]
    tail = ["（责任编辑：某某）", "上一篇：没有了", "版权所有：示例网 京ICP备00000000号"]
    return "\n".join([*head, *paragraphs(rng), *tail])


def half_width(rng: random.Random) -> str:
    """An article whose marks are half-width, with the notices of a document site."""
    head = ["敲门问事.docx(VIP)", "1. 1、本文档共9页，可阅读全部内容。", "敲门问事"]
    marks = str.maketrans("，；：？", ",;:?")
    return "\n".join([*head, *paragraphs(rng)]).translate(marks)


def fused(rng: random.Random) -> str:
    """An article on one line, paragraphs parted by nothing or by spaces."""
    gap = rng.choice(("", " ", "   "))
    return "敲门问事\n" + gap.join(paragraphs(rng))


def chunked(rng: random.Random) -> str:
    """An article cut anywhere by the page numbers of a document site."""
    text = "".join(paragraphs(rng))
    chunks = [text[at : at + PAGE_CHARACTERS] for at in range(0, len(text), PAGE_CHARACTERS)]
    return "敲门问事\n" + "\n".join(f"{n}、{chunk}" for n, chunk in enumerate(chunks, 1))


def wrapped(rng: random.Random) -> str:
    """An article wrapped at 30 characters, as a PDF gives it, with a space here and there."""
    lines = ["敲门问事"]
    for text in paragraphs(rng):
        text = text.replace("，", " ，", 1)
        lines += [text[at : at + 30] for at in range(0, len(text), 30)]
    return "\n".join(lines)


def traditional(rng: random.Random) -> str:
    """A mirrored article: Traditional characters, some of them glossed with their reading."""
    text = opencc.OpenCC("s2tw").convert(plain(rng))
    return "".join(f"{c}({_reading(c)})" if c in GLOSSED else c for c in text)


def _reading(char: str) -> str:
    return str(pinyin(char, style=Style.TONE)[0][0])


FORMS: tuple[Callable[[random.Random], str], ...] = (
    plain,
    half_width,
    fused,
    chunked,
    wrapped,
    traditional,
)


def clean(paths: Sequence[Path]) -> float:
    """CPU seconds that cleaning and printing these files takes."""
    start = time.process_time()
    for path in paths:
        _, cleaned = pipeline.clean_file(path)
        for line in to_json(cleaned):
            line.encode()
    return time.process_time() - start


def main(pages: int) -> None:
    """Write the pages to a folder of their own, clean them and print what it took."""
    words.frequency(words.cut("党")[0])  # loads the dictionaries
    rng = random.Random(1)
    each = max(1, pages // len(FORMS))
    total = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMS:
            paths = [Path(folder) / f"{form.__name__}-{n}.txt" for n in range(each + 1)]
            for path in paths:
                path.write_text(form(rng), "utf-8")
            clean(paths[:1])
            seconds = clean(paths[1:])
            total += seconds
            _say(form.__name__, each, seconds)
    _say("all", each * len(FORMS), total)


def _say(name: str, pages: int, seconds: float) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:12} {pages / seconds:7.1f} pages a CPU second   {memory:5.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
