"""The cleaner's rules and word lists: `data/rules.toml` and `data/lexicon.toml`, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

from scraper.rules.patterns import pattern
from scraper.rules.reader import Table
from scraper.rules.surnames import load_surnames
from scraper.rules.wording import Wording, load_wording

RULES, LEXICON = "rules.toml", "lexicon.toml"
Action = Literal["drop", "strip", "markup", "title", "code"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the cleaner; `pattern` is None where the decision is in code."""

    id: str
    form: str
    action: Action
    pattern: re.Pattern[str] | None
    needs: tuple[str, ...]
    """Lower-case words of which a line must hold one for the pattern to match; empty: none."""
    reason_zh: str
    reason_en: str
    rights: bool
    """Whether the lines it matches hold the page's rights notice."""
    value_below: bool
    """Whether the line below a match is the value of that label and goes with it."""
    examples: tuple[str, ...]
    leaves_alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that are tried on lines in their order, by the words that they need."""

    rules: tuple[Rule, ...]
    by_word: Mapping[str, tuple[int, ...]]
    """Positions of the rules that need a word, by the word."""
    words: tuple[str, ...]
    """All these words."""
    needy: tuple[int, ...]
    """Positions of the rules that need none: they are tried on every line."""

    @classmethod
    def of(cls, rules: tuple[Rule, ...], *actions: Action) -> RuleSet:
        """Those of the rules that have one of the actions and a pattern."""
        chosen = tuple(rule for rule in rules if rule.pattern and rule.action in actions)
        words = tuple(dict.fromkeys(word for rule in chosen for word in rule.needs))
        places = range(len(chosen))
        by_word = {word: tuple(n for n in places if word in chosen[n].needs) for word in words}
        return cls(chosen, by_word, words, tuple(n for n in places if not chosen[n].needs))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists; what each is for stands in `data/lexicon.toml`."""

    strong: re.Pattern[str]
    """How a sentence plainly opens."""
    weak: re.Pattern[str]
    """How a sentence may open."""
    weak_pattern: re.Pattern[str]
    """The latter without the words that are given one by one."""
    heading_closers: tuple[str, ...]
    title_closers: tuple[str, ...]
    title_kinds: tuple[str, ...]
    """What a title ends with that names the kind of document."""
    title_key: re.Pattern[str]
    """A key under which a page gives the title of what it shows."""
    stock_headings: frozenset[str]
    never_last: tuple[str, ...]
    never_first: tuple[str, ...]
    sentence_words: frozenset[str]
    organisations: tuple[str, ...]
    closings: tuple[str, ...]
    record_keys: frozenset[str]
    accounts: tuple[str, ...]
    meeting_keys: frozenset[str]
    label_words: frozenset[str]
    markup_words: tuple[str, ...]
    """Words of a line that speaks of markup."""
    byline: re.Pattern[str]
    """What tells that a line says who wrote a text, and where."""
    person: re.Pattern[str]
    """The name of a person, and nothing else."""
    meta_long: tuple[str, ...]
    meta_class: tuple[str, ...]
    splice_endings: tuple[str, ...]
    splice_longest: int
    preview_limits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CleaningRules:
    """Everything the cleaner decides by."""

    rules: tuple[Rule, ...]
    of_lines: RuleSet
    """Rules by which a whole line goes."""
    strips: RuleSet
    """Rules by which a part of a line goes."""
    lexicon: Lexicon
    wording: Wording

    @property
    def reasons(self) -> Mapping[str, tuple[str, str]]:
        """Rule id to its reason in Chinese and in English."""
        return {rule.id: (rule.reason_zh, rule.reason_en) for rule in self.rules}


@lru_cache(maxsize=1)
def load_cleaning_rules() -> CleaningRules:
    """The rules as shipped. Raises CasebookError naming file, rule and mend."""
    data = files("scraper") / "data"
    rules = parse_rules((data / RULES).read_text("utf-8"))
    lexicon = parse_lexicon((data / LEXICON).read_text("utf-8"))
    of_lines, strips = RuleSet.of(rules, "drop", "title"), RuleSet.of(rules, "strip")
    return CleaningRules(rules, of_lines, strips, lexicon, load_wording())


def parse_rules(text: str) -> tuple[Rule, ...]:
    """Rules in their order in the file."""
    root = Table.parse(text, RULES)
    rules = tuple(_rule(table) for table in root.tables("rule"))
    root.close()
    ids = [rule.id for rule in rules]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise root.fault(id_, "stands twice", "Give each rule an id of its own.")
    return rules


def _rule(table: Table) -> Rule:
    id_ = table.text("id")
    table = table.named(id_)
    action = table.text("action")
    if action not in get_args(Action):
        raise table.fault("action", f"`{action}` is no action", f"Use one of {get_args(Action)}.")
    rule = Rule(
        id=id_,
        form=table.text("form"),
        action=action,  # type: ignore[arg-type]  # checked above
        pattern=_pattern(table, action),
        needs=table.texts("needs", ()),
        reason_zh=table.text("reason_zh"),
        reason_en=table.text("reason_en"),
        rights=table.flag("rights"),
        value_below=table.flag("value_below"),
        examples=table.texts("examples", ()),
        leaves_alone=table.texts("leaves_alone", ()),
    )
    table.close()
    return rule


def _pattern(table: Table, action: str) -> re.Pattern[str] | None:
    if action == "code":
        return None
    source = table.text("pattern").replace("{surname}", load_surnames().pattern)
    try:
        return re.compile(source, re.IGNORECASE)
    except re.error as error:
        mend = "Mend the regular expression."
        raise table.fault("pattern", f"is no regular expression ({error})", mend) from error


def _openers(table: Table, kind: str) -> re.Pattern[str]:
    """Words and expressions of a kind with which a sentence opens, as one expression."""
    words = map(re.escape, table.texts(f"{kind}_openers"))
    return re.compile("|".join((*words, pattern(table, f"{kind}_patterns").pattern)))


def parse_lexicon(text: str) -> Lexicon:
    """Word lists of the file."""
    root = Table.parse(text, LEXICON)
    meta, splice, preview = root.table("meta"), root.table("splice"), root.table("preview")
    lexicon = Lexicon(
        strong=_openers(root, "strong"),
        weak=_openers(root, "weak"),
        weak_pattern=pattern(root, "weak_patterns"),
        heading_closers=root.texts("heading_closers"),
        title_closers=(*root.texts("heading_closers"), *root.texts("title_closers")),
        title_kinds=root.texts("title_kinds"),
        title_key=re.compile(rf"\s*(?:{'|'.join(root.texts('title_keys'))})\s*[：:]\s*(?=\S{{4}})"),
        stock_headings=frozenset(root.texts("stock_headings")),
        never_last=root.texts("never_last"),
        never_first=root.texts("never_first"),
        sentence_words=frozenset(root.texts("sentence_words")),
        organisations=root.texts("organisations"),
        closings=root.texts("closings"),
        accounts=root.texts("accounts"),
        meeting_keys=frozenset(root.texts("meeting_keys")),
        label_words=frozenset(root.texts("label_words")),
        markup_words=root.texts("markup_words"),
        record_keys=frozenset(root.texts("record_keys")),
        byline=pattern(root, "bylines"),
        person=re.compile(f"{load_surnames().pattern}[\\u4e00-\\u9fff]{{1,2}}"),
        meta_long=meta.texts("long"),
        meta_class=meta.texts("class"),
        splice_endings=splice.texts("endings"),
        splice_longest=splice.number("longest"),
        preview_limits=preview.numbers("limits"),
    )
    for table in (meta, splice, preview, root):
        table.close()
    return lexicon
