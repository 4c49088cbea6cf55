"""The main text of an HTML page: which of its lines belong to the article (or to the thread).

    lines ─layout─> regions ─set furniture aside─weigh prose─> the main region ─> its lines

Judged by forms that hold across sites: sentence marks, links, the words of class and id names,
where the headline stands, near-equal siblings. What is not plainly beside the text stays: rules
that look at the wording come after. Plain text has no markup and passes untouched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from scraper.clean.draft import Draft, remove
from scraper.clean.headline import best_title, find_headline
from scraper.clean.layout import Layout, Region, layout
from scraper.clean.shape import is_prose, is_title_like
from scraper.model import Container, Line
from scraper.rules.markup import MarkupRules

_Kind = Literal["furniture", "furniture_if_no_text", "answers", "text"]
"""The fields of `MarkupRules` that are searched in class and id names."""
# fmt: off
_PARAGRAPHS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "dt", "tr", "pre", "blockquote", "ul",
    "ol", "dl", "tbody", "thead", "figcaption", "figure", "center", "address",
}
# fmt: on
"""Containers that hold a piece of a text and never the whole of it."""
_FURNITURE_TAGS = {"nav", "footer", "aside"}
_WHOLE_PAGE = {"html", "body"}
_WEAK_TAGS = {"form", "header"}
_SPARE = 40
"""Prose a page must have outside what its names call furniture, to believe the names: less is
no article, in characters."""
_MOST = 0.5
"""A container with a larger share of the page's prose than this is no header, bar or list."""
_TEASER = 0.8
"""A heading counts as a link where at least this share of it stands in links."""
_ABOVE = 0.3
"""Weight of prose above the headline."""
_AWAY = 400
"""Characters of furniture between the headline and a piece of prose that halve its weight."""
_NAMED = 1.5
"""Weight of prose in containers whose names speak of text."""
_DOMINANT, _DOMINANT_THREAD = 0.6, 0.85
"""A region narrows to the part of it that holds at least this share of its weight."""
_LABEL = 60
"""Labels of a forum (`共收到 10 条回复`) stand on lines of at most this many characters."""
_TELLING = 8
"""A shorter line beside the text is a label and tells nothing of the page, in characters."""
_LINKS = 0.5
"""A part or line is links where more than this share of it stands in links."""


def keep_main_text(draft: Draft, rules: MarkupRules) -> Draft:
    """The draft without the lines beside the main text; its headline marked as such.

    Untouched where no line has markup. Where nothing stands out as text, only what is named
    furniture goes.
    """
    lines = draft.lines
    if not any(line.path for line in lines):
        return draft
    page = layout(lines)
    headline = find_headline(lines)
    thread = _is_thread(lines, rules)
    _set_furniture_aside(page, lines, headline, rules, thread=thread)
    _weigh(page, lines, None if thread else headline, rules)
    if not page.root.weight:
        return draft  # nothing stands out: the rules of wording decide
    main = _main_region(page, thread=thread)
    gone = _beside(page, lines, main, thread=thread)
    if headline is not None and any(page.prose[at] and at not in gone for at in range(headline)):
        headline = None  # a heading within the text
    named, title = _with_title(draft, headline)
    gone.pop(title, None)
    # Names that do not look like titles (long, with `！`) would pass for the beginning of the text
    # later on; the others go there as what repeats the title does.
    names = [at for at, line in enumerate(lines) if line.hint == "title"]
    alike = title >= 0 and all(_looks_like_title(lines[at].text) for at in (*names, title))
    repeats = [] if alike else [at for at in names if at != title]
    return remove(named, gone | dict.fromkeys(repeats, "title-repeat"))


def _looks_like_title(text: str) -> bool:
    return is_title_like(text) and not is_prose(text)


def beside(before: Draft, after: Draft) -> list[Line]:
    """The lines that `keep_main_text` took away and that may tell something of the page.

    Neither links nor labels of a few characters.
    """
    return [
        line
        for line in before.lines
        if line.number in after.removed
        and len(line.text) >= _TELLING
        and line.linked < _LINKS * len(line.text)
    ]


def _is_thread(lines: Sequence[Line], rules: MarkupRules) -> bool:
    labels = (x.text for x in lines if len(x.text) <= _LABEL and x.hint not in ("link", "nav"))
    return any(rules.thread_lines.search(label) for label in labels)


# --- furniture --------------------------------------------------------------------------------


def _set_furniture_aside(
    page: Layout, lines: Sequence[Line], headline: int | None, rules: MarkupRules, *, thread: bool
) -> None:
    teasers = _teasers(page, lines, headline)
    excused = {x.number for x in lines[headline].path} if headline is not None else set()

    def is_named(container: Container) -> bool:
        named = _is_named_furniture(container, rules, thread=thread)
        return named and container.number not in excused

    most = _MOST * page.root.prose
    believed = _prose_outside(page, is_named) >= _SPARE
    for region, around in page.downward():
        container = region.container
        small = region.prose <= most and container.number not in excused
        region.furniture = (
            around.furniture
            or ((believed or small) and is_named(container))
            or (small and (container.hidden or container.number in teasers))
            or (small and not (thread and region.prose) and _is_weak_furniture(container, rules))
        )


def _prose_outside(page: Layout, is_named: Callable[[Container], bool]) -> int:
    """Characters of prose that stand in none of the containers named as furniture."""
    inside: set[int] = set()
    for region, around in page.downward():
        if around.container.number in inside or is_named(region.container):
            inside.add(region.container.number)
    return sum(
        characters
        for region, characters in zip(page.innermost, page.prose, strict=True)
        if region.container.number not in inside
    )


def _is_named_furniture(container: Container, rules: MarkupRules, *, thread: bool) -> bool:
    if container.tag in _FURNITURE_TAGS:
        return True
    if container.tag in _WHOLE_PAGE or not container.names:
        return False
    return _says(rules, "furniture", container.names) or (
        not thread and _says(rules, "answers", container.names)
    )


def _is_weak_furniture(container: Container, rules: MarkupRules) -> bool:
    if container.tag in _WEAK_TAGS:
        return True
    if container.tag in _WHOLE_PAGE or container.tag in _PARAGRAPHS or not container.names:
        return False
    weak = _says(rules, "furniture_if_no_text", container.names)
    return weak and not _says(rules, "text", container.names)


@lru_cache(maxsize=1 << 16)
def _says(rules: MarkupRules, kind: _Kind, names: str) -> bool:
    """Whether class and id names hold a word of that kind. Pages of a site share their names."""
    pattern: re.Pattern[str] = getattr(rules, kind)
    return pattern.search(names) is not None


def _teasers(page: Layout, lines: Sequence[Line], headline: int | None) -> set[int]:
    """Numbers of the containers right around a heading that is a link: it leads to another text."""
    return {
        line.path[-2].number
        for at, line in enumerate(lines)
        if at != headline
        and line.hint.startswith("h")
        and len(line.path) > 1
        and line.linked >= _TEASER * page.lengths[at]
    }


# --- the main region --------------------------------------------------------------------------


def _weigh(page: Layout, lines: Sequence[Line], headline: int | None, rules: MarkupRules) -> None:
    """Weigh the prose: what stands near below the headline counts most, furniture nothing."""
    away = 0
    for at, region in enumerate(page.innermost):
        if region.furniture or not page.prose[at]:
            away += page.lengths[at] if headline is not None and at > headline else 0
            continue
        near = 1.0 if headline is None else _ABOVE if at < headline else _AWAY / (_AWAY + away)
        named = any(_says(rules, "text", x.names) for x in lines[at].path if x.names)
        region.weight += page.prose[at] * near * (_NAMED if named else 1.0)
    for region, parent in page.upward():
        parent.weight += region.weight


def _main_region(page: Layout, *, thread: bool) -> Region:
    """The smallest region that holds most of the weight, with its near-equal siblings."""
    share = _DOMINANT_THREAD if thread else _DOMINANT
    main = page.root
    while main.children and main.weight:
        heaviest = max(main.children, key=lambda region: region.weight)
        if heaviest.weight < share * main.weight:
            break
        main = heaviest
    while main.parent is not None and (main.container.tag in _PARAGRAPHS or _has_twin(main)):
        main = main.parent
    return main


def _has_twin(region: Region) -> bool:
    """Whether a sibling of the same tag and names holds prose too."""
    siblings = region.parent.children if region.parent else []
    return any(
        other is not region and other.weight and other.kind == region.kind for other in siblings
    )


# --- its lines --------------------------------------------------------------------------------


def _beside(page: Layout, lines: Sequence[Line], main: Region, *, thread: bool) -> dict[int, str]:
    """Positions of the lines that are not main text, each with the rule that takes it."""
    main.main = True
    for region, around in page.downward():
        region.main = region.main or around.main
    body = [at for at, line in enumerate(lines) if line.hint != "title"]
    outside = {at: _outside(lines[at], page.innermost[at], main) for at in body}
    inside = [at for at in body if not outside[at]]
    gone = {at: rule for at, rule in outside.items() if rule}
    return gone | _between(page, inside, main, thread=thread)


def _outside(line: Line, region: Region, main: Region) -> str:
    """The rule by which a line stands outside the main text; empty where it stands in it."""
    if region.furniture and not main.furniture:
        return "furniture"
    if not region.main:
        return "outside-text"
    return "links" if line.hint == "link" else ""


def _between(page: Layout, inside: list[int], main: Region, *, thread: bool) -> dict[int, str]:
    """Positions of lines in the main region whose part of it holds no prose, with their rules.

    Above and below the prose they go; between it, where captions and tables stand, only lists of
    links do. In a thread they go there too: names, dates and buttons around each post.
    """
    parts = {at: _part(page.innermost[at], main) for at in inside}
    prose = [at for at in inside if page.prose[at]]
    if not prose:
        return {}
    numbers = {parts[at].container.number for at in prose}
    kinds = {parts[at].kind for at in prose if parts[at].container.names}
    gone = {}
    for at, part in parts.items():
        if part.container.number in numbers or part.kind in kinds:
            continue
        if thread or not prose[0] < at < prose[-1]:
            gone[at] = "beside-text"
        elif part.linked > _LINKS * part.text:
            gone[at] = "links"
    return gone


def _part(region: Region, main: Region) -> Region:
    """The innermost container around a line that holds more than a piece of text."""
    while region is not main and region.container.tag in _PARAGRAPHS and region.parent:
        region = region.parent
    return region


def _with_title(draft: Draft, headline: int | None) -> tuple[Draft, int]:
    """The draft with the line that names it marked as the first heading, and its position.

    It is the headline, or the page's own name where none stands above the text; -1 for neither.
    """
    lines = list(draft.lines)
    at, title = headline, best_title(lines)
    if at is not None:
        lines[at] = lines[at]._replace(hint="h1")
    elif title:
        at = next(n for n, line in enumerate(lines) if line.hint == "title")
        lines[at] = lines[at]._replace(hint="h1", text=title)
    return draft.keep(lines), -1 if at is None else at
