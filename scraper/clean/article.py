"""One document of a page -> an Article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper.clean import headings, paragraphs, titles
from scraper.clean.bylines import belongs_to_text, minute_keys
from scraper.clean.clauses import split_clauses
from scraper.clean.cut import why_cut
from scraper.clean.documents import Part
from scraper.clean.doubt import flag_doubt
from scraper.clean.draft import Draft
from scraper.clean.flags import flag_damage
from scraper.clean.glued_outline import drop_outline
from scraper.clean.listed_outline import drop_listed
from scraper.clean.mending import Spares, mend, unless_spared
from scraper.clean.meta import begins_with_key, take_meta
from scraper.clean.openings import opens_text
from scraper.clean.paragraphs import Text
from scraper.clean.shape import (
    is_collection_mark,
    is_subtitle,
    is_title_like,
    strip_collection_mark,
)
from scraper.model import Article, Block, Change, Line
from scraper.rules.cleaning import CleaningRules, Lexicon
from scraper.text.chars import fold, has_sentence_mark, letters

BYLINE = 40
"""A line between title and text that names an organisation or author is at most this long."""
SHORTEST_TITLE = 8
"""A title that opens the text itself has at least this many letters."""
AUTHOR_LINES = 3
"""Lines of authors and institutions between the title and the abstract of a paper, at most."""


@dataclass(frozen=True, slots=True)
class _Body:
    """A document on its way to blocks: bibliographic matter, paragraphs, what was done."""

    meta: tuple[str, ...]
    texts: tuple[Text, ...]
    changes: tuple[Change, ...] = ()

    def then(self, done: paragraphs.Paragraphs, spares: Spares) -> _Body:
        done = unless_spared(self.texts, done, spares)
        return replace(self, texts=done.texts, changes=(*self.changes, *done.changes))


def compose(
    part: Part,
    number: int,
    capture: str,
    draft: Draft,
    earlier: Sequence[Change],
    rules: CleaningRules,
) -> Article:
    """The article of a part: its title, its blocks, whether it breaks off, what was done to it.

    `earlier` are the changes made to its lines before the page was divided into documents.
    """
    lexicon, spares = rules.lexicon, draft.spares
    title, label = titles.tidy(lexicon.title_key.sub("", _title(part, draft, number, lexicon)))
    full = title + _subtitle(part, title)
    body = _without_title(part, title, full, rules, draft)
    body = _with_meta(body, lexicon)
    body = body.then(drop_listed(body.texts), spares)
    body = body.then(drop_outline(body.texts, lexicon), spares)
    body = body.then(split_clauses(body.texts), spares)
    body = body.then(paragraphs.split_flat(body.texts, lexicon), spares)
    body = _with_byline(body, lexicon)
    body = body.then(headings.split_fused(body.texts, lexicon), spares)
    body = body.then(mend(body.texts, lexicon, spares), spares)
    if not full:
        full, body = _title_from_text(body)
    blocks = (
        *(Block("meta", text) for text in body.meta),
        *headings.to_blocks(body.texts, lexicon),
    )
    cut = why_cut(title, blocks, part, lexicon, says_cut=draft.says_cut and number == 1)
    cut = "" if spares("truncated", 0) else cut
    done = (*(draft.changes if number == 1 else earlier), *body.changes)
    flags = (*flag_damage(blocks, rules.wording), *flag_doubt(full, blocks, done, rules.wording))
    flags = tuple(flag for flag in flags if not spares(flag.rule, 0))
    changes = (*earlier, *_glued(part, title), *body.changes, *flags, *_cut_note(cut, blocks))
    return Article(capture, number, full, blocks, bool(cut), cut, label, changes)


def _title_from_text(body: _Body) -> tuple[str, _Body]:
    """The title of a page that gives none above its text, where the text itself opens with one:
    a short line without a mark, set apart from the sentences behind it."""
    first, *rest = body.texts or (Text("", 0),)
    opens = is_title_like(first.text) and not first.hint.startswith("h")
    if not opens or not rest or not has_sentence_mark(rest[0].text):
        return "", body
    if len(letters(first.text)) < SHORTEST_TITLE or any(mark in first.text for mark in "，：；"):
        return "", body
    return first.text, replace(body, texts=tuple(rest))


def _title(part: Part, draft: Draft, number: int, lexicon: Lexicon) -> str:
    marked = [line.text for line in part.head if is_collection_mark(line.text)]
    if marked and (title := strip_collection_mark(marked[-1])):
        return title
    others = [line for line in part.head if not is_collection_mark(line.text)]
    if part.glued and part.head:
        return (others or part.head)[0].text
    if part.glued and (opening := titles.opening_of(part.body[0].text, draft.titles)):
        return opening
    head = [line for line in others if not begins_with_key(line.text, lexicon)]
    chosen = titles.choose(head, draft.titles if number == 1 else (), part.body, lexicon)
    named = _numbered_name(marked[-1]) if marked else ""
    return chosen or named or titles.doubled_opening(part.body[0].text)


def _numbered_name(mark: str) -> str:
    """A name that parts of a collection share, with its number (`社区经验 篇一`); else nothing."""
    bare = mark.strip()
    return "" if bare.startswith(("第", "篇", "【")) else bare


def _subtitle(part: Part, title: str) -> str:
    """The subtitle (`——以…为例`) below the title, unless the title holds it already."""
    found = next((line.text.strip() for line in part.head if is_subtitle(line.text)), "")
    if not title or not found or letters(found) in letters(title):
        return ""
    return "——" + found.lstrip("—- ")


def _without_title(part: Part, title: str, full: str, rules: CleaningRules, draft: Draft) -> _Body:
    """The body without repetitions of the title; what else stands above the text is kept.

    `full` is the title with its subtitle.
    """
    lexicon, spares = rules.lexicon, draft.spares
    meta: list[str] = []
    changes: list[Change] = []
    head, opening = _opening(part, full, rules, plain=not draft.removed)
    minutes = minute_keys([line.text for line in head], lexicon)
    for at, line in enumerate(head):
        if _names_document(line, full) and not spares("title-repeat", line.number):
            changes.append(Change("removed", "title-repeat", line.text.strip(), line=line.number))
        elif (
            at in minutes
            or (not draft.removed and _is_keyed(line.text, rules))  # nothing of a site on the page
            or belongs_to_text(line, part.body, rules)
            or spares("head-label", line.number)
        ):
            meta.append(line.text.strip())
        else:
            changes.append(Change("removed", "head-label", line.text.strip(), line=line.number))
    lines = list(part.body)
    first = lines[0].text
    rest, gone = titles.strip_title(title, first, lexicon) if title else (first, "")
    if part.glued and title and not gone:
        rest, gone = titles.strip_opening(title, first)
    if gone and not spares("title-repeat", lines[0].number):
        changes.append(Change("removed", "title-repeat", gone, line=lines[0].number))
        lines[0] = lines[0]._replace(text=rest)
    joined = paragraphs.join_lines(_filled([*opening, *lines]), lexicon, spares)
    return _Body(tuple(meta), joined.texts, (*changes, *joined.changes))


def _is_keyed(text: str, rules: CleaningRules) -> bool:
    """Whether a line is a key with its value, or several of them, and holds no word of a site."""
    bare = fold(text)
    return 0 < bare.find(":") < len(bare) - 1 and not rules.wording.edge_words.search(bare)


def _opening(
    part: Part, title: str, rules: CleaningRules, *, plain: bool
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines above the prose, the heading right above it apart, if there is one."""
    *above, last = part.head or (None,)
    if last is None or _names_document(last, title):
        return part.head, ()
    if len(above) in minute_keys([line.text for line in part.head], rules.lexicon):
        return part.head, ()
    if not any(_names_document(line, title) for line in above if line):
        return part.head, ()
    if not opens_text(last, part.body, rules, plain=plain):
        return part.head, ()
    return part.head[:-1], part.head[-1:]


def _names_document(line: Line, title: str) -> bool:
    """Whether a line above the text says the title again, or the number of the document."""
    by_markup = line.hint == "title" or is_collection_mark(line.text)
    return by_markup or titles.repeats(title, line.text)


def _filled(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.text.strip())


def _with_meta(body: _Body, lexicon: Lexicon) -> _Body:
    """Bibliographic matter at the head of the text becomes blocks of its own."""
    whole = "\n".join(text.text for text in body.texts)
    above = _authors(body.texts, lexicon)
    head = (*body.meta, *(text.text for text in body.texts[:above]))
    meta = [paragraphs.close_spaces(text).strip() for text in head]
    texts = list(body.texts[above:])
    while texts:
        found, rest = take_meta(texts[0].text, whole, lexicon)
        if not found:
            break
        meta += found
        texts[0] = texts[0]._replace(text=rest)
        if not rest:
            texts.pop(0)
    return replace(body, meta=tuple(meta), texts=tuple(texts))


def _authors(texts: tuple[Text, ...], lexicon: Lexicon) -> int:
    """Number of short lines (authors, where they work) above the first key of an abstract."""
    for at, text in enumerate(texts[: AUTHOR_LINES + 1]):
        if begins_with_key(text.text, lexicon):
            return at
        if len(text.text) > BYLINE or has_sentence_mark(text.text):
            return 0
    return 0


def _with_byline(body: _Body, lexicon: Lexicon) -> _Body:
    """The organisation that signs at the head of the text, one or two short pieces."""
    texts = list(body.texts)
    signed = ""
    while texts and _is_name(texts, lexicon) and len(letters(signed + texts[0].text)) <= BYLINE:
        signed += texts.pop(0).text
    if not signed or not texts:
        return body
    return replace(body, meta=(*body.meta, signed), texts=tuple(texts))


def _is_name(texts: list[Text], lexicon: Lexicon) -> bool:
    """Whether the first piece, alone or with the next one, is the name of an organisation."""
    first = texts[0].text
    if any(mark in first for mark in "，。；：、！？“"):
        return False
    if first.startswith("中共") and len(texts) > 2:
        return True
    return first.endswith(lexicon.organisations) and len(texts) > 1


def _glued(part: Part, title: str) -> tuple[Change, ...]:
    if not part.glued:
        return ()
    return (Change("split", "glued-document", title, line=part.first),)


def _cut_note(cut: str, blocks: tuple[Block, ...]) -> tuple[Change, ...]:
    if not cut:
        return ()
    return (Change("flagged", "truncated", cut, context=blocks[-1].text[-12:]),)
