"""A small library with everything in it: one full case, a retelling, a plan, hostile words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from scraper.model import (
    Case,
    Check,
    CleaningNote,
    Completeness,
    Duplicate,
    Figure,
    ModelMatch,
    Named,
    Paragraph,
    Place,
    Point,
    Publication,
    Redirect,
    Review,
    SitePage,
    Source,
    SubCase,
    Translation,
    Years,
)
from scraper.pages import made_of_case, model_columns, render_site
from scraper.reading.addresses import moved
from scraper.reading.library import Library, gather
from scraper.rules.glossary import load_glossary
from scraper.rules.interface import load_words
from scraper.rules.models import load_models
from scraper.rules.settings import load_settings

ROOT = Path(__file__).parents[2]

FULL = Case(
    id="pinghe",
    kind="case",
    title="让支部走进楼道",
    paragraphs=(
        Paragraph("p-aaaaa2", "meta", "关键词：楼组；文章编号：1000-0000(2010)05-0001-03"),
        Paragraph("h-aaaaa3", "h2", "一、为什么"),
        Paragraph("p-aaaaa4", "p", "街道有居民约5万人。上班的党员白天来不了。"),
        Paragraph("p-aaaaa5", "p", "党小组建在楼里，就能〔把〕大家请来，□类小事当场商量。"),
        Paragraph("h-aaaaa6", "h2", "二、怎么做"),
        Paragraph("h-aaaaa7", "h3", "（一）楼里先议"),
        Paragraph("p-aaaab2", "p", "楼组骨干先议一遍，再请居民定。文件见〔2010〕3号。"),
        Paragraph("p-aaaab3", "p", "但眼下仍然"),
    ),
    place=Place(
        "上海市",
        "上海市",
        "嘉定区",
        "平和街道",
        english="Pinghe Subdistrict, Jiading District, Shanghai",
        inferred=("province", "city"),
    ),
    years=Years(2009, 2009, 2010, "article-number", "1000-0000(2010)05-0001-03"),
    organisation="平和街道党工委",
    models=(
        ModelMatch("building-group", "上班的党员白天来不了。", "p-aaaaa4"),
        ModelMatch("joint-committee", "再请居民定。", "p-aaaab2", "joint-meeting"),
    ),
    mechanisms=("先议一遍工作法",),
    figures=(
        Figure("约5万", 50000.0, "人", "居民", "街道有居民约5万人。", "p-aaaaa4"),
        Figure("3号", 3.0, "号", "文件", "文件见〔2010〕3号。", "p-zzzzzz"),
    ),
    completeness=Completeness("cut", "preview-limit", "p-aaaab3"),
    source=Source(
        "0123456789abcdef",
        "某文库 (1).txt",
        2,
        "2026-01-31",
        "https://docs.example/a?b=1&c=2",
        "《党建示例》2010年第5期",
    ),
    tier="subdistrict",
    setting="megacity",
    partners=(Named("平和物业", "楼组骨干先议一遍，再请居民定。", "p-aaaab2"),),
    slogans=("一楼一组", "先议后定"),
    points=(
        Point("problem", "上班的党员白天来不了。", "p-aaaaa4"),
        Point("practice", "党小组建在楼里，就能〔把〕大家请来，□类小事当场商量。", "p-aaaaa5"),
        Point("practice", "楼组骨干先议一遍，再请居民定。", "p-aaaab2"),
        Point("practice", "文件见〔2010〕3号。", "p-aaaab2"),
        Point("results", "街道有居民约5万人。", "p-aaaaa4", "measured"),
    ),
    checks=(Check("share", "约5万人", "52000人", "街道有居民约5万人。", "p-aaaaa4"),),
    people=(Named("王平", "楼组骨干先议一遍，再请居民定。", "p-aaaab2"),),
    awards=(Named("先进楼组", "楼组骨干先议一遍，再请居民定。", "p-aaaab2"),),
    subcases=(
        SubCase(
            "s-aaaac2",
            "平和里的“首议”",
            "p-aaaab2",
            "楼组骨干先议一遍，再请居民定。",
            Place("上海市", "上海市", "嘉定区", community="平和里", english="Pingheli, Shanghai"),
            2009,
            ("building-group",),
        ),
    ),
    publication=Publication(
        "党建示例", "1000-0000", 2010, "5", "1", ("李和",), inferred=("journal",)
    ),
    rights="未经许可不得转载。",
    duplicates=(Duplicate("让支部进楼道", "fedcba9876543210", 3, 0.957, ("只见于此的一句。",)),),
    cleaning=(
        CleaningNote("notices", "removed", 7),
        CleaningNote("lost-character", "restored", 1, "p-aaaaa5", "把"),
        CleaningNote("lost-character", "lacuna", 1, "p-aaaaa5", "□"),
        CleaningNote("notices", "removed", 2),
        CleaningNote("splice", "removed", 1, "p-aaaab2"),
    ),
)

RETELLING = Case(
    id="xinhe",
    kind="case",
    title="楼组党建在新禾",
    paragraphs=(Paragraph("p-bbbbb2", "p", "新禾把党小组建到楼里。"),),
    years=Years(2018, 2020, basis="stated", sentence="从2018年到2020年"),
    models=(ModelMatch("building-group", "新禾把党小组建到楼里。", "p-bbbbb2"),),
    retelling="《新禾汇编》",
    review=Review("reviewed", "陈校", "2026-02-03"),
)

PLAN = Case(
    id="plan",
    kind="plan",
    title="**市党建工作方案",
    paragraphs=(Paragraph("p-ccccc2", "p", "各单位报送方案。"),),
    years=Years(basis="relative", sentence="三年来"),
    completeness=Completeness("unclear"),
)

TRANSLATIONS = {
    "pinghe": Translation(
        "pinghe",
        {
            "title": "Branches on the stairwell",
            "organisation": "Pinghe Subdistrict Party Working Committee",
            "figure-1": "residents",
            "figure-1-text": "about 50,000",
            "h-aaaaa3": "1. Why",
            "p-aaaaa4": "The subdistrict has about 50,000 residents. Those with jobs cannot come.",
        },
        stale={"p-aaaaa5": "A Party group in each building brings people to the table."},
    ),
    "xinhe": Translation(
        "xinhe",
        {
            "title": "Building-group Party building in Xinhe",
            "retelling": "the Xinhe collection",
            "p-bbbbb2": "Xinhe set up Party groups in its buildings.",
        },
    ),
}

REASONS = {
    "notices": ("文库的声明不是正文", "Notices of the repository are not part of the text"),
    "splice": ("句中插入的网站名", "The name of a website spliced into a sentence"),
    "lost-character": ("一个字变成了问号", "A character had turned into question marks"),
}

HOSTILE = (
    "**市 *斜* __x__ ~~d~~ `c` ``` ~~~",
    "<b>粗</b><script>alert(1)</script><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) ![y](http://a.example/z.png) <http://a.example>",
    "{{ 7*7 }} {% include 'x' %} {# c #} {: .k #i } {#p-x}",
    '--8<-- "secret.txt" [TOC] *[HTML]: x [^1] :smile: $x$ ==m== ++i++',
    "&amp; &lt;b&gt; &#60;i&#62; &nbsp &copy;",
    "<![CDATA[ <!DOCTYPE x> <!-- c --> <?php ?> ]]> <!",
    "' \" > onmouseover=alert(1) style=x:expression(1) \\* \\",
    "</title></p></article></main></body><svg onload=alert(1)>",
    "---\ntitle: 假的\ntemplate: 404.html\n---\n# 标题\n\n    代码\n1. 一\n- 二\n> 三\n| a | b |",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0001\x03 \x00\x07\x1b \ud800 \ufffe",
    "a\u2028b\u2029c\x85d\te\rf\x0bg",
    "!!python/object/apply:os.system ['id'] &anchor *alias ? : - %TAG @ `",
)


def hostile_case(number: int, words: str) -> Case:
    """A case that says the same hostile words wherever a case can say something."""
    return Case(
        id=f"hostile-{number}",
        kind="case",
        title=f"题{words}",
        paragraphs=(
            Paragraph("h-ddddd2", "h2", words),
            Paragraph("h-ddddd3", "h3", words),
            Paragraph("p-ddddd4", "p", words),
            Paragraph("p-ddddd5", "meta", words),
        ),
        place=Place(province=words, english=words),
        years=Years(2000, sentence=words),
        organisation=words,
        models=(ModelMatch("grid", words, "p-ddddd4"),),
        mechanisms=(words,),
        slogans=(words,),
        partners=(Named(words, words, "p-ddddd4"),),
        people=(Named(words, words, "p-ddddd4"),),
        awards=(Named(words, words, "p-ddddd4"),),
        points=(Point("practice", words, "p-ddddd4", "stated"),),
        checks=(Check("share", words[:5], words, words, "p-ddddd4"),),
        subcases=(SubCase("s-ddddd6", words, "p-ddddd4", words, Place(words, english=words)),),
        publication=Publication(words, words, 2000, words, words, (words,)),
        review=Review("reviewed", words, words),
        figures=(Figure(words, None, "", words, words, "p-ddddd4", words),),
        completeness=Completeness("cut", "mid-sentence"),
        source=Source("0" * 16, words, 1, words, words, words),
        rights=words,
        retelling=words,
        duplicates=(Duplicate(words, words, 1, 1.0, (words,)),),
        cleaning=(
            CleaningNote(words, "removed", 1),
            CleaningNote("x", "restored", 1, "p-ddddd4", words),
            CleaningNote("x", "lacuna", 1, "p-ddddd4", words),
        ),
    )


def hostile_cases(hostile: Iterable[str] = HOSTILE) -> list[Case]:
    """A hostile case for each of the hostile words, and one whose source is a script address."""
    cases = [hostile_case(number, words) for number, words in enumerate(hostile)]
    source = replace(FULL.source, address="javascript:alert(1)//https://a.example")
    return [*cases, replace(FULL, id="script-address", title="网址是脚本", source=source)]


REDIRECTS = (
    Redirect("pinghe-old", "pinghe"),
    Redirect("xinhe-copy", "xinhe"),
    Redirect("xinhe-copy#p-bbbbb9", "xinhe#p-bbbbb2"),
    Redirect("pinghe#p-aaaab9", "pinghe#p-aaaab2"),
    Redirect("pinghe#p-bbbbb3", "xinhe#p-bbbbb2"),
)
"""A rename, a merge, a passage that is gone, and one that is in another case now."""


def library(cases: Sequence[Case], translations: dict[str, Translation]) -> Library:
    """A library of these cases, with the models, words and glossary that ship."""
    return gather(
        cases,
        translations,
        load_models(),
        load_glossary(),
        load_words(),
        REASONS,
        load_settings(ROOT / "mkdocs.yml"),
        moved=moved(REDIRECTS, cases),
    )


def pages(cases: Sequence[Case], translations: dict[str, Translation]) -> tuple[SitePage, ...]:
    """The generated pages of a library of these cases."""
    return tuple(render_site(library(cases, translations)))


def sample_pages() -> tuple[SitePage, ...]:
    """The pages of the small library, without the hostile cases."""
    return pages((PLAN, RETELLING, FULL), TRANSLATIONS)


def hostile_library(hostile: Iterable[str] = HOSTILE) -> Library:
    """The small library and the hostile cases, translated into hostile words."""
    cases = hostile_cases(hostile)
    translations = TRANSLATIONS | {
        case.id: Translation(case.id, {m.context: m.text for m in case.messages}) for case in cases
    }
    return library((PLAN, RETELLING, FULL, *cases), translations)


def scripts(library: Library) -> dict[str, bytes]:
    """What the pages of a library load beside its cases, by its path in the site."""
    made = (made_of_case(case, library)[1] for case in library.open.values())
    return dict(item for files in (model_columns(library), *made) for item in files.items())


def whole(page: SitePage) -> str:
    """A page as one text: what is in its head, then its body."""
    head = {"title": page.title, "frame": page.frame, "description": page.description}
    told = json.dumps({**head, "data": page.data}, ensure_ascii=False, indent=1)
    return f"{told}\n{page.body}\n"
