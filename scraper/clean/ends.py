"""Sentences of a site that stand among furniture above and below the text, told by weight.

One sentence that no rule knows would make all the furniture around it look like part of the text.
So the lines are weighed from either end of the page inward: what went as furniture and what speaks
of the site weighs for furniture, prose weighs against it. Furniture ends where it weighs most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scraper.clean.bylines import are_names
from scraper.clean.draft import Draft, remove
from scraper.clean.meta import begins_with_key
from scraper.clean.shape import is_attachment, is_numbered_heading, is_prose, starts_new
from scraper.model import Change, Line
from scraper.rules.cleaning import CleaningRules, Lexicon
from scraper.rules.wording import Wording
from scraper.text.chars import ends_sentence, fold, has_sentence_mark, letters
from scraper.text.sentences import split_sentences

RULE, REPORTERS = "site-speech", "fused-reporters"
_WITHIN = frozenset({"page-number", "running-header", "noise", "doubled-text", "contents"}) | {
    *("furniture", "links", "outside-text", "beside-text", "editor")
}
"""Rules that take lines out of a text, or by the markup around them; the others take furniture
that stands around it."""
_INSIDE = frozenset({"gloss", "hard-wrap", "page-break", "page-chunk"})
"""Rules that mend a line; what they take is no name."""
GONE = 12
"""Weight of a line that went as furniture, in characters of prose."""
LABEL = 3
"""Weight of a short line that is no heading and ends no sentence."""
WORD, SPEECH = 22, 40
"""Weight of a word of sites that the text itself does not use, and of a phrase of site speech."""
SURE, CERTAIN, LONE = 30, 60, 42
"""Lines of a site of this weight together need no other furniture beside them to be told; nor does
a single line of the larger weight, or a sentence of the third with a phrase of site speech."""
TITLE, NAMED = 10, "此篇"
"""Letters of a title that is told inside a line, at least, and what stands there for it."""
TRAILING = 44
"""Weight of what is furniture behind the last sentence on the same line: two words of sites."""
SHARE = 0.5
"""Where more would go than this share of what remains, the page is a text about such things."""
HEAVY = 90
"""A line of prose of this many characters without a word of sites is of the text for certain."""
CORE = 60
"""Prose of this many characters tells which words the text itself uses."""
LONGEST = 300
"""What a site says in one line is at most this long, in characters."""
_SITE = re.compile(r"[\u4e00-\u9fff]{3,8}")
_SPEAKER = re.compile(r"\s*[\u4e00-\u9fff]{1,6}[：:](?=.*[。！？])")
TURNS = 3
"""Lines of one speaker from which on they are a conversation."""
_QUOTED = re.compile("“[^“”]*”")
_NAMES = (re.compile("《([^《》]{6,60})》"), re.compile('[“"「]([^“”"「」]{6,60})[”"」]'))
GONE_LINE = -1


@dataclass(frozen=True, slots=True)
class Frame:
    """What the lines of a page are weighed by."""

    lines: Sequence[Line]
    core: tuple[str, ...]
    """The long lines of prose, folded."""
    named: frozenset[str]
    """Words of a community in the short lines above the text: of its title, most likely."""
    titles: frozenset[str]
    """The letters of those lines."""
    sites: frozenset[str]
    """Short names among them, and among the lines that went from above the text: the site's name
    and those of its sections."""
    speakers: frozenset[str]
    """Who speaks in a conversation: what several lines begin with, a colon behind it."""
    wording: Wording


def drop_ends(draft: Draft, rules: CleaningRules) -> Draft:
    """The draft without the prose of a site above its title and below its text."""
    wording = rules.wording
    lines = draft.lines
    prose = [at for at, line in enumerate(lines) if is_prose(line.text)]
    if not prose:
        return draft
    anchor = max(prose, key=lambda at: len(lines[at].text))
    order = _in_order(draft)
    middle = order.index(anchor)
    core = tuple(fold(lines[at].text) for at in prose if len(lines[at].text) >= CORE)
    above = [fold(line.text) for line in lines[:anchor] if not is_prose(line.text)]
    named = frozenset(wording.community.findall("\n".join(above)))
    above_text = range(1, lines[anchor].number)
    gone = [c for c in draft.changes if c.line in above_text and c.rule not in _INSIDE]
    went = [fold(change.before) for change in gone]
    person, whole = rules.lexicon.person, "".join(core)
    sites = frozenset(
        name
        for name in (*above, *went)
        if _SITE.fullmatch(name) and name not in whole and not person.fullmatch(name)
    )
    titles = frozenset(map(letters, above)) - {""}
    page = Frame(lines, core, named, titles, sites, _speakers(lines), wording)
    draft = _trim_last(draft, prose[-1], page, rules.lexicon)
    head = [at for at in _furniture(order[:middle], page) if _speaks(lines[at], page)]
    tail = [at for at in _furniture(order[:middle:-1], page) if _speaks(lines[at], page)]
    found = [at for at in (*head, *tail) if not begins_with_key(lines[at].text, rules.lexicon)]
    taken = sum(len(lines[at].text) for at in found)
    if taken > SHARE * (sum(len(lines[at].text) for at in prose) - taken):
        return draft
    return remove(draft, dict.fromkeys(found, RULE))


def _speakers(lines: Sequence[Line]) -> frozenset[str]:
    """What at least `TURNS` lines of a page begin with, a colon behind it, and then a sentence."""
    spoken = (match[0] for line in lines if (match := _SPEAKER.match(line.text)))
    return frozenset(who for who, turns in Counter(spoken).items() if turns >= TURNS)


def _trim_last(draft: Draft, at: int, page: Frame, lexicon: Lexicon) -> Draft:
    """The draft without what stands behind the last sentence of the text, on its line: what the
    site says, or names of reporters."""
    line = draft.lines[at]
    pieces = list(split_sentences(line.text))
    others = tuple(text for text in page.core if text != fold(line.text))
    gone: list[str] = []
    total = 0
    last = pieces[-1].strip()
    if len(pieces) > 1 and len(last.split()) > 1 and are_names(last, lexicon):
        kept = line._replace(text="".join(pieces[:-1]).rstrip())
        change = Change("removed", REPORTERS, last, line=line.number)
        return draft.keep([*draft.lines[:at], kept, *draft.lines[at + 1 :]], [change])
    while len(pieces) > 1:
        plain = _no_end(pieces[-1]) or page.wording.speech.search(fold(pieces[-1]))
        if not plain and not gone:
            break
        rest = "".join(pieces[:-1])
        weight = weigh(pieces[-1], replace(page, core=(*others, fold(rest))))
        if weight <= (LABEL if plain else TRAILING):
            break
        total += weight
        gone.append(pieces.pop())
    if total < TRAILING or draft.spares(RULE, line.number):
        return draft
    changes = [Change("removed", RULE, piece.strip(), line=line.number) for piece in gone]
    kept = line._replace(text="".join(pieces).rstrip())
    return draft.keep([*draft.lines[:at], kept, *draft.lines[at + 1 :]], changes)


def _no_end(piece: str) -> bool:
    """Whether a piece of a line is no sentence of the text, nor begins something of its own."""
    return not ends_sentence(piece) and not starts_new(piece)


def _in_order(draft: Draft) -> list[int]:
    """Positions of the lines in page order, with GONE_LINE for each that went as furniture."""
    rules = {change.line: change.rule for change in draft.changes if change.kind == "removed"}
    gone = [(n, GONE_LINE) for n in draft.removed if rules.get(n) not in _WITHIN]
    here = [(line.number, at) for at, line in enumerate(draft.lines) if line.text.strip()]
    return [at for _, at in sorted([*gone, *here])]


def _furniture(inward: Iterable[int], page: Frame) -> list[int]:
    """Of the lines met on the way from the end of a page inward, those that are furniture."""
    met: list[int] = []
    total = most = ends = 0
    framed = False
    spoken = 0
    for at in inward:
        weight = GONE if at == GONE_LINE else weigh(page.lines[at].text, page)
        framed = framed or at == GONE_LINE or (spoken > 1 and total >= SURE)
        spoken += weight > LABEL and at != GONE_LINE
        total += weight
        framed = framed or weight >= CERTAIN
        framed = framed or (weight >= LONE and _is_speech(page.lines[at].text, weight, page))
        spoken_by = at != GONE_LINE and _SPEAKER.match(page.lines[at].text)
        if weight <= -HEAVY or (spoken_by and spoken_by[0] in page.speakers):
            break
        if at != GONE_LINE:
            met.append(at)
        if total > most and framed and weight > LABEL:
            most, ends = total, len(met)
    return met[:ends]


def _is_speech(text: str, weight: int, page: Frame) -> bool:
    """Whether a line is a short sentence for its weight, with a phrase of site speech."""
    bare = fold(text)
    short = has_sentence_mark(bare) and 2 * len(bare) <= weight
    return short and page.wording.speech.search(bare) is not None


def _speaks(line: Line, page: Frame) -> bool:
    """Whether a line met is a sentence, or speaks of the site with more than a word; the title of
    the browser window names the text."""
    text = line.text
    speaks = is_prose(text) or weigh(text, page) >= SPEECH
    return speaks and not is_attachment(text) and line.hint != "title"


def frame_of(title: str, texts: Sequence[str], wording: Wording) -> Frame:
    """What the paragraphs of an article are weighed by: its title, and each other."""
    named = frozenset(wording.community.findall(fold(title)))
    titles = frozenset({letters(title)}) - {""}
    return Frame((), tuple(map(fold, texts)), named, titles, frozenset(), frozenset(), wording)


def weigh(text: str, page: Frame) -> int:
    """How much a line weighs for furniture; below 0: for text."""
    bare = fold(text)
    if len(bare) > LONGEST:
        return -len(bare)
    core = [line for line in page.core if line != bare]
    bare = _unnamed(bare, page)
    heard = _QUOTED.sub("", bare)
    words = set(page.wording.edge_words.findall(heard))
    strange = sum(not any(word in line for line in core) for word in words)
    speech = len(set(page.wording.speech.findall(heard))) + _names_page(bare, page)
    own = _own(heard, page, speech > 0)
    if is_prose(text):
        return WORD * (strange - own) + SPEECH * speech - len(bare)
    in_text = ends_sentence(text) or starts_new(text) or is_numbered_heading(text)
    return WORD * (strange - own) + SPEECH * speech + LABEL * (not in_text)


def _unnamed(bare: str, page: Frame) -> str:
    """A line without the title of the page's text inside it, which tells nothing of the line and
    stands in quotation marks from here on: `以上就是“”的全部内容`."""
    if not has_sentence_mark(bare) and "," not in bare:
        return bare
    for title in page.titles:
        if len(title) >= TITLE and title in bare[1:] and title != letters(bare):
            return bare.replace(title, f"《{NAMED}》")
    return bare


def _own(heard: str, page: Frame, speaks: bool) -> int:
    """How many words of a community a line holds; those of the title do not count where the line
    plainly speaks of the site, and count double where it does not."""
    words = set(page.wording.community.findall(heard))
    return len(words - page.named) if speaks else 2 * len(words)


def _names_page(bare: str, page: Frame) -> bool:
    """Whether a line speaks of the site by its name, or of the page's text by its title:
    `《…》是一篇好文章`."""
    if any(site in bare and site != bare for site in page.sites):
        return True
    names = (letters(name) for pattern in _NAMES for name in pattern.findall(bare))
    return NAMED in bare or any(name in page.titles and name != letters(bare) for name in names)
