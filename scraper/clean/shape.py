"""What a line looks like: prose, a heading, a title. Signals that hold across sites."""

from __future__ import annotations

import re

from scraper.rules.cleaning import Lexicon
from scraper.text.chars import (
    count_han,
    ends_sentence,
    fold,
    has_sentence_mark,
    letters,
    remembered,
)
from scraper.text.words import cut

SECTION = re.compile(r"^\s*[一二三四五六七八九十]{1,3}[、.．]")
SUBSECTION = re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[）)]")
ITEM = re.compile(
    r"^\s*(?:\d{1,2}(?:、|[.．](?!\d))|[（(]\d{1,2}[）)]|[①-⑳]|第[一二三四五六七八九十]{1,3}[，、,章节]|第[一二三四五六七八九十百]{1,5}条(?=\s)"
    r"|[一二三四五六七八九十]是|[—–-]{2})"
)
CHAPTER = re.compile(r"^\s*第[一二三四五六七八九十]{1,3}(?:章|节|部分|编)(?=[\s:：、]|$)[\s:：、]*")
DECIMAL = re.compile(
    r"^\s*\d{1,2}(?:\.\d{1,2}){1,2}\s*(?=[^\W\d_a-zA-Z])(?![万亿元个倍米亩吨公平名余多])"
)
_COLLECTION = re.compile(
    r"^【?(?:第[一二三四五六七八九十\d]{1,3}篇(?:[:：】\s]+|$)|(?:篇|案例)[一二三四五六七八九十\d]{1,3}(?:[:：】]+|$)"
    r"|[^\s，。：:；、]{4,24}\s*篇(?:[一二三四五六七八九十]{1,2}|\d{1,2})$)"
)
_NUMBERED = re.compile("|".join(p.pattern for p in (SECTION, SUBSECTION, CHAPTER, DECIMAL)))
_STARTS_NEW = re.compile("|".join(p.pattern for p in (_NUMBERED, ITEM, _COLLECTION)))
_MAY_START = re.compile(r"\s*[一二三四五六七八九十\d（(①-⑳第—–-]")
"""How all of these begin but some marks of a collection, which hold a 篇."""
_SITE = re.compile(r"^[^\s，。：:]{1,10}(?:网|网站|文库|频道|论坛|在线|门户)$")
_MARKUP = re.compile(r"^(?:<[^<>]*>|&#?\w+;|\s)+$")
_ATTACHED = re.compile(
    r"^附[件表]?\s*\d{0,2}\s*[:：]\s*\S{4,}|^附[件表]\s*\d{1,2}\s*[.、．]\s*\S{4,}|^(?:抄[送报]|[报送发])\s*[:：]\s*\S{2,}|^[（(]共印\s*\d+\s*份|^[（(]此件|^.{2,24}\d{4}年\d{1,2}月\d{1,2}日印发$"
)
_SIGNED = re.compile(
    r"^(?:二[〇○零Oo]|\d{4}\s*年|[一二三四五六七八九〇]{4}年).{0,12}$|^\d{4}[-./]\d{1,2}[-./]\d{1,2}$"
)
_SIGNER = re.compile(r"[\u4e00-\u9fff“”（）· \u3000]{2,30}")
_SALUTATION = re.compile(r"[\u4e00-\u9fff、，（）()“”]{4,40}[：:]")
_ADDRESS = re.compile(r"(?:们|各位|诸位|大家好|[你您]好|邻居|业主|乡亲|朋友|同志)[：:！!，,]?$")
_SIGNING = re.compile(
    r"[（(](?:盖章|签章|签字|签名|公章)[）)]|^(?:甲方|乙方|丙方|签订日期|签订地点|签约日期|签署日期|承诺人|倡议人|起草人|审核人|填表人)\s*[：:]"
)
"""Where a contract or a form is signed."""
_FOR = re.compile(
    "(?:委|组|局|府|部|处|办|们|代表|委员|同志|单位|部门|支部|组织|公司|居民|业主|师傅|老师|先生|女士)[：:]$"
)
"""How a line ends that says in a word or two whom a text is for."""
_TO = re.compile(
    "(?!正文|导语|摘要|内容|提示|导读|简介|前言|引言|说明|来源|作者|编辑|标签|分享|评论|附件|下载|关键|时间|日期|标题"
    "|声明|相关|推荐|目录|核心|温馨)[\u4e00-\u9fff]{2,5}[：:]"
)
"""A name or a kin term alone, as letters begin (`小唐：`), and no word that leads in on pages."""
_DAY = re.compile(r"(?:\d{4}|[一二][〇○零Oo一二九]{3})\s*年.{1,6}月.{1,4}日")
_SIGNED_DAY = re.compile(rf"(?<=\S)\s*{_DAY.pattern}$")
_IN_YEAR = re.compile(r"\d{1,2}月\d{1,2}日[晨早晚夜深上中下午]{0,2}")
_MONTH = re.compile(r"(?:\d{4}|[一二][〇○零Oo一二九]{3})\s*年\s*[\d一二十]{1,3}\s*月")

_CELL_GAP = re.compile(r"\t+|\u3000+| {2,}|\s*\|\s*")
_FIGURE = re.compile(r"^[\d.,%‰+-]+[\u4e00-\u9fff%]{0,3}$")
_CREDIT = re.compile(r"\s*[（(][^（）()]{2,30}[）)]\s*$")

SHORT_ADDRESS = 16
"""A line that says in a word or two whom a text is for is at most this long."""
QUESTION_TITLE = 30
"""A title that asks or exclaims is at most this long, in characters."""
LINKS = 3
"""A line of this many groups of words is a row of links or a record."""
PROSE_LENGTH = 15
"""A line that ends a sentence counts as prose from this length on, in characters."""
LONG_LINE = 50
"""A line without a full stop counts as prose from this length on, if it has a comma."""
SIGNATURE_LENGTH = 30
"""A signature below the text is at most this long."""
HEADING_LENGTH = 40
"""Numbered headings are shorter than this, in letters and digits."""
TITLE_LENGTH = 50
"""Titles are shorter than this, in letters and digits."""
UNNUMBERED = range(4, 29)
"""Length of headings without a number, in letters and digits."""
COMMA_HEADING = 26
"""A heading without a number that holds a comma is not longer than this."""
SEAM = 6
"""Characters looked at on either side of a seam to tell its words."""
FIRST_SENTENCE = 12
"""What follows a heading begins with a sentence of at least this many letters."""


@remembered
def is_prose(text: str) -> bool:
    """Whether the line is text of an article and no label, title or record."""
    bare = fold(text)
    if ends_sentence(bare) and len(bare) >= PROSE_LENGTH:
        return True
    if "。" in bare and len(bare) >= PROSE_LENGTH:
        return True
    return len(bare) >= LONG_LINE and any(mark in bare for mark in ",、;")


@remembered
def without_credit(text: str) -> str:
    """The paragraph without a short remark in brackets at its end: who wrote it."""
    return _CREDIT.sub("", text)


@remembered
def is_numbered_heading(text: str) -> bool:
    """Whether the line is `一、…`, `（一）…`, `第一节 …` or `1.1 …` without a sentence in it."""
    if not starts_new(text) or not _NUMBERED.match(text):
        return False
    return not has_sentence_mark(text) and "；" not in text and len(letters(text)) <= HEADING_LENGTH


@remembered
def starts_new(text: str) -> bool:
    """Whether a line begins something of its own: a numbered heading or item, a new part."""
    if not _MAY_START.match(text) and "篇" not in text:
        return False
    return _STARTS_NEW.match(text) is not None


def count_cells(text: str) -> int:
    """Number of the groups of words that wide gaps set apart."""
    return len(_CELL_GAP.split(text.strip()))


def is_row(text: str) -> bool:
    """Whether the line is a row of a table as text gives it: cells set apart by wide gaps, most
    of them figures (`2020年　46　2110　91.3%`)."""
    found = _CELL_GAP.split(text.strip())
    figures = sum(_FIGURE.search(cell) is not None for cell in found)
    return len(found) >= LINKS and 2 * figures > len(found)


def is_collection_mark(text: str) -> bool:
    """Whether the line opens a part of a collection: `第一篇：…`, `篇二：…`."""
    return _COLLECTION.match(text.strip()) is not None


def strip_collection_mark(text: str) -> str:
    """The line without `第一篇：`."""
    return _COLLECTION.sub("", text.strip()).strip()


def is_title_like(text: str) -> bool:
    """Whether the line could be the title of a document."""
    bare = text.strip()
    if any(mark in bare for mark in "。；！") or bare.endswith(("，", "、", "：", ":", ",")):
        return False
    if starts_new(bare) and not is_collection_mark(bare):
        return False
    if is_site_name(bare) or is_markup(bare):
        return False
    return 4 <= len(letters(bare)) <= TITLE_LENGTH


def is_question_title(text: str) -> bool:
    """Whether the first line of a page may be a title that asks or exclaims, and no speech."""
    bare = text.strip()
    marked = bare.endswith(("？", "！", "?", "!")) and "。" not in bare
    said = bare[:1] in tuple("“「‘") and bare.endswith(("？”", "！”", "?”", "!”", "」", "’"))
    opened = bare[:1] in tuple("“「‘") and is_open(bare)
    return marked and not (said or opened) and 4 <= len(letters(bare)) <= QUESTION_TITLE


def is_markup(text: str) -> bool:
    """Whether the line is tags or character references shown as text, and nothing else."""
    return _MARKUP.match(text.strip()) is not None


def is_wording(text: str) -> bool:
    """Whether the line is mostly Chinese words in one or two groups: no record of figures and
    keys, no row of links."""
    groups = [group for group in re.split(r"[\s|>_-]+", text) if group]
    wordy = 2 * count_han(text) >= len(letters(text))
    return wordy and len(groups) < LINKS and text.count("：") < 2


def is_attachment(text: str) -> bool:
    """Whether a line below the text names what is attached to it (`附件：检查评分表`), who gets a
    copy, or who may read it."""
    return len(text.strip()) <= TITLE_LENGTH and _ATTACHED.match(text.strip()) is not None


def is_site_name(text: str) -> bool:
    """Whether the line is the name of a website and nothing else."""
    return _SITE.match(text.strip()) is not None


def is_subtitle(text: str) -> bool:
    """Whether the line is a subtitle: `——以…为例`."""
    bare = text.strip()
    return (
        bare.startswith(("——", "--", "—"))
        and len(letters(bare)) <= TITLE_LENGTH
        and "。" not in bare
    )


def is_signature(text: str, lexicon: Lexicon) -> bool:
    """Whether a line below the text names who signed it, or when."""
    bare = _SIGNED_DAY.sub("", text.strip().strip("（）()")).strip()
    if len(bare) > SIGNATURE_LENGTH or "，" in bare or "：" in bare:
        return False
    return bare.endswith(lexicon.organisations) or _SIGNED.match(bare) is not None


def is_signing(text: str) -> bool:
    """Whether the line is where a contract or a form is signed: `甲方（盖章）：`."""
    return _SIGNING.search(text.strip()) is not None


def is_signed(text: str, below: str) -> bool:
    """Whether a short line names who signed, because the date of a document stands below it."""
    named = _SIGNER.fullmatch(text.strip()) is not None
    return named and is_date(below)


def is_date(text: str) -> bool:
    """Whether the text is a date and nothing else, be it of a month or without a year."""
    bare = text.strip()
    return is_day(bare) or any(date.fullmatch(bare) for date in (_MONTH, _IN_YEAR))


def is_day(text: str) -> bool:
    """Whether the text is the date of a document and nothing else."""
    return _DAY.fullmatch(text.strip()) is not None


def is_salutation(text: str) -> bool:
    """Whether the text says whom a letter or notice is for: `各社区党委、各居民小组：`."""
    return _SALUTATION.fullmatch(text.strip()) is not None


def is_address(text: str) -> bool:
    """Whether a line with a colon or mark at its end speaks to those a speech or letter is for,
    be they ever so short: `同志们：`, `大家好！`."""
    bare = text.strip()
    return not bare[-1:].isalnum() and _ADDRESS.search(bare) is not None


def opens_letter(text: str) -> bool:
    """Whether a short line above the text says whom it is for: `区委：`, `龙代表：`, `小唐：`."""
    bare = text.strip()
    if len(bare) > SHORT_ADDRESS:
        return False
    return _FOR.search(bare) is not None or _TO.fullmatch(bare) is not None


def is_open(text: str) -> bool:
    """Whether `text` ends inside quotation marks, title marks or brackets."""
    return any(text.count(a) > text.count(b) for a, b in ("“”", "《》", "（）", "‘’", "「」"))


def fits_seam(heading: str, after: str, lexicon: Lexicon) -> bool:
    """Whether a heading may end and a sentence begin here: no word that only continues stands
    on either side (`和谐` is no `和`)."""
    last, first = cut(heading[-SEAM:])[-1:], cut(after[:SEAM])[:1]
    return not (set(last) & set(lexicon.never_last) or set(first) & set(lexicon.never_first))


def opens_sentence(text: str, lexicon: Lexicon) -> str:
    """How plainly a sentence of prose opens with `text`: `strong`, `weak` or empty."""
    if lexicon.strong.match(text):
        return "strong"
    return "weak" if lexicon.weak.match(text) else ""


def is_plain_heading(text: str, following: str, lexicon: Lexicon) -> bool:
    """Whether `text` is a heading without a number over `following`.

    Shape only: short, no sentence in it, not ending or being followed by a word that continues a
    sentence, and over a text that begins with a sentence of some length.
    """
    bare, after = text.strip(), following.lstrip()
    length = len(letters(bare))
    if length not in UNNUMBERED or any(mark in bare for mark in "。；：！？!?;:"):
        return False
    if is_open(bare) or ("，" in bare and (length > COMMA_HEADING or bare.endswith("，"))):
        return False
    if not fits_seam(bare, after, lexicon):
        return False
    first = re.split("[。！？]", after[: 2 * LONG_LINE], maxsplit=1)[0]
    return len(letters(first)) >= FIRST_SENTENCE
