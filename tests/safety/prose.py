"""Prose of our own around the vectors: enough of it for a page to count as an article.

Each page gets sentences of its own, or the filing would take the pages for near-duplicates.
"""

from __future__ import annotations

import random

WHO = ("楼组长老周", "支部书记小方", "退休教师何阿姨", "物业经理", "在职党员", "党小组", "志愿者")
WHEN = ("入春以后", "每月初五", "去年夏天", "连下三场雨之后", "开学前一周", "半年下来", "每到周末")
WHERE = ("三号楼门口", "旧菜场二楼", "社区小花园", "议事角", "河边步道", "活动室", "快递柜旁边")
WHAT = (
    "把车棚重新排了一遍",
    "教邻居认垃圾桶",
    "收齐了六十张意见卡",
    "修好了坏掉的扶手",
    "同商户谈妥卸货时间",
)
WHY = (
    "大家少走了冤枉路",
    "夜里不再有人按喇叭",
    "老人敢下楼了",
    "吵了两年的事有了着落",
    "账目贴在墙上谁都看得见",
)


def sentence(chance: random.Random) -> str:
    """A sentence that hardly any other page has."""
    who, when, where, what, why = (chance.choice(words) for words in (WHO, WHEN, WHERE, WHAT, WHY))
    number = chance.randrange(11, 997)
    return f"{when}，{who}在{where}{what}，前后来了{number}人，{why}。"


def paragraph(chance: random.Random, sentences: int = 3) -> str:
    """A paragraph of such sentences."""
    return "".join(sentence(chance) for _ in range(sentences))
