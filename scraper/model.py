"""The named types that pass between the stages, and the errors they raise.

Everything here is frozen: a stage takes one of these and returns the next one, it never changes
what it was given. What is made by the hundred for every page is a named tuple, which is made in a
third of the time. The module imports nothing of ours, so every stage may import it.

    Capture -> Page -> Cleaned (Articles) -> Case -> (site) SitePage + Record
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Language = Literal["zh", "en"]
BlockKind = Literal["h2", "h3", "p", "meta"]
ChangeKind = Literal["removed", "joined", "split", "restored", "converted", "lacuna", "flagged"]
DocumentKind = Literal["case", "plan", "problems", "essay"]
CompletenessState = Literal["full", "cut", "unclear"]
Role = Literal["problem", "practice", "results", "difficulties", "lessons"]
Evidence = Literal["", "stated", "measured", "award"]
Tier = Literal["", "province", "city", "district", "subdistrict", "community", "enterprise"]
ReviewState = Literal["unreviewed", "reviewed"]
TextState = Literal["reviewed", "machine", "stale", "missing"]
"""State of a translated text: by a person, by a program and not reviewed, out of date, none."""

LACUNA = "□"
"""A lost character (GB/T 15834: the mark for a missing character)."""
RESTORED_OPEN, RESTORED_CLOSE = "〔", "〕"
"""Brackets put around characters the cleaner supplied, as in Chinese critical editions."""


class CasebookError(Exception):
    """A fault a person can mend: the file, the place in it, what is wrong and the mend."""

    def __init__(self, file: str, problem: str, mend: str, place: str = "") -> None:
        self.file, self.problem, self.mend, self.place = file, problem, mend, place
        super().__init__(str(self))

    def __reduce__(self) -> tuple[type[CasebookError], tuple[str, str, str, str]]:
        """Travel between processes whole, not as the text alone."""
        return CasebookError, (self.file, self.problem, self.mend, self.place)

    def __str__(self) -> str:
        where = f"{self.file}:{self.place}" if self.place else self.file
        return f"{where}: {self.problem}. {self.mend}"


# --- capture and blocks -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Capture:
    """One captured file, byte for byte, and where it came from."""

    content: bytes
    sha256: str
    """Hex digest of `content`, 64 characters."""
    name: str
    """File name as given, without folders."""
    media_type: str
    """As `scraper.capture.kinds` tells it: `text/plain`, `text/html`, `application/pdf` …"""
    captured: str = ""
    """Date of the capture, ISO 8601 (YYYY-MM-DD); empty where unknown."""
    address: str = ""
    """Address it was fetched from; empty where it came as a file."""
    charset: str = ""
    """Charset that the server declared with it; empty where none was."""
    retelling: str = ""
    """Where the page is our own retelling of published facts: of what. Empty for real captures."""
    rights: str = ""
    """Rights notice found on the page, in its own words; filled in after cleaning."""
    overrules: tuple[str, ...] = ()
    """Decisions of the cleaner that an editor overruled: `rule`, `rule:line`, and `drop:line`."""

    @property
    def key(self) -> str:
        """Short name of the capture on disk: the first 16 characters of its hash."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Container:
    """An element of an HTML page that holds blocks of text, as its markup describes it."""

    number: int
    """Running number in the page; tells containers of the same description apart."""
    tag: str
    names: str = ""
    """Its class and id, lower case."""
    hidden: bool = False
    """Whether its own markup hides it."""


class Line(NamedTuple):
    """One line of text as it stands on the page, with what the page's markup says of it."""

    text: str
    number: int
    """1-based line of a plain-text capture; running number of the block in an HTML one."""
    hint: str = ""
    """`h1`..`h6`, `li`, `title`, `nav` … where the markup says so; empty for plain text."""
    path: tuple[Container, ...] = ()
    """Containers around it, outermost first; empty for plain text."""
    linked: int = 0
    """How many of its characters stand in links."""


@dataclass(frozen=True, slots=True)
class Page:
    """A capture read as text: lines in reading order, blank ones kept."""

    capture: str
    """File name of the capture."""
    lines: tuple[Line, ...]
    encoding: str = "utf-8"


# --- cleaning ---------------------------------------------------------------------------------


class Change(NamedTuple):
    """One thing the cleaner did to the text: enough to explain it and to find the place."""

    kind: ChangeKind
    rule: str
    """Id of the rule in `data/rules.toml`, which holds the reason in both languages."""
    before: str
    """The text as captured (for `removed`: what went)."""
    after: str = ""
    line: int = 0
    """Line of the capture, 1-based; 0 where the change concerns the whole page."""
    context: str = ""
    """Cleaned text right around the change, to find its paragraph; empty where none is left."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or piece of bibliographic matter of a cleaned article."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One document found in a capture, cleaned."""

    capture: str
    """File name of the capture it stands in."""
    number: int
    """1-based position among the articles of that capture."""
    title: str
    blocks: tuple[Block, ...]
    truncated: bool
    cut: str = ""
    """Why it counts as truncated: `preview-limit`, `mid-sentence` or `page-says-so`; else empty."""
    label: str = ""
    """Collection label cut from the title (`【2018年…】`), kept because it may hold the year."""
    changes: tuple[Change, ...] = ()

    @property
    def body(self) -> str:
        """Text of all blocks, a line each."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Everything the cleaner made of one page."""

    capture: str
    articles: tuple[Article, ...]
    changes: tuple[Change, ...]
    """Changes that belong to no article: boilerplate around them, page-wide conversions."""
    rights: str = ""
    """Rights notice found on the page, spam words taken out; empty where there is none."""


# --- cases ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where the case happened, from province down; empty strings where the text does not say."""

    province: str = ""
    city: str = ""
    district: str = ""
    subdistrict: str = ""
    community: str = ""
    english: str = ""
    """`Xinchenglu Subdistrict, Jiading District, Shanghai`."""
    inferred: tuple[str, ...] = ()
    """Names of the fields above that the gazetteer supplied because the text leaves them out."""

    def __bool__(self) -> bool:
        return bool(self.province or self.city or self.district)

    @property
    def chinese(self) -> str:
        """Full name, without saying a municipality twice."""
        parts = (self.province, self.city, self.district, self.subdistrict, self.community)
        return "".join(p for i, p in enumerate(parts) if p and p not in parts[:i])


@dataclass(frozen=True, slots=True)
class Years:
    """When the case happened and when it was written, and how that is known."""

    start: int | None = None
    end: int | None = None
    published: int | None = None
    """Year of publication, from an article number or a dated label."""
    basis: Literal["stated", "label", "article-number", "relative", "unknown"] = "unknown"
    """`relative`: the text only counts from the day it was written (`15年来`)."""
    sentence: str = ""
    """The words the years rest on."""


@dataclass(frozen=True, slots=True)
class ModelMatch:
    """A model the case shows, with the sentence that shows it."""

    id: str
    """Key in `data/models.toml`."""
    sentence: str
    paragraph: str
    """Id of the paragraph the sentence stands in."""
    variant: str = ""
    """Id of the model's variant (`joint-committee`, `joint-meeting`), where it has any."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number the text gives, as the text gives it."""

    text: str
    """The figure in the text's own words: `5200多名`."""
    value: float | None
    """In plain units (5万 = 50000.0; 75% = 75.0); None where the words give no number."""
    unit: str
    what: str
    """What is counted, in the text's words: `共产党员`."""
    sentence: str
    paragraph: str
    where: str = ""
    """Where it was counted, in the text's words, if that is not the place of the case."""


@dataclass(frozen=True, slots=True)
class Check:
    """A figure that does not agree with the text's own other numbers; nothing is corrected."""

    kind: Literal["share", "sum", "listed"]
    """`share`: part of whole against a percentage; `sum`: parts against a total; `listed`: things
    announced by number against things named."""
    stated: str
    """As the text says it: `9.5%`, `10个窗口`."""
    computed: str
    """What its own numbers give: `10.4%`, `8`."""
    sentence: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence of the text that answers a question of the case structure."""

    role: Role
    sentence: str
    paragraph: str
    evidence: Evidence = ""
    """For results: what the text rests them on; empty for other roles."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person, an award or a partner that the text names, with the sentence that names it."""

    name: str
    sentence: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class SubCase:
    """A case within a case: a place or practice of its own, told in a sentence or two."""

    id: str
    """`s-` and six characters: its lasting anchor on the page of the case."""
    name: str
    """What the text calls it: `鼓楼区“两会”`."""
    paragraph: str
    """Id of the paragraph it begins with."""
    sentence: str
    place: Place = field(default_factory=Place)
    start: int | None = None
    """Year it began, where stated."""
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """Where the text was first published, as far as it says so."""

    journal: str = ""
    issn: str = ""
    year: int | None = None
    issue: str = ""
    page: str = ""
    """First page."""
    author: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    """Names of the fields above that were looked up (a journal by its ISSN), not stated."""


@dataclass(frozen=True, slots=True)
class Review:
    """Whether a person has compared the case with its capture; set by hand alone."""

    state: ReviewState = "unreviewed"
    by: str = ""
    date: str = ""
    """ISO 8601."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether the text is whole, and where it breaks off."""

    state: CompletenessState = "full"
    why: str = ""
    """As `Article.cut`."""
    paragraph: str = ""
    """Id of the paragraph in which it breaks off."""


@dataclass(frozen=True, slots=True)
class Source:
    """The capture a case was made from."""

    capture: str
    """Key of the capture: the first 16 characters of its SHA-256."""
    name: str
    """File name of the capture."""
    article: int = 1
    captured: str = ""
    address: str = ""
    publication: str = ""
    """Article number or journal issue the text itself gives."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A near-duplicate, or another state of the page, that is not shown as a case of its own."""

    title: str
    capture: str
    """Key of the capture it stands in."""
    article: int
    similarity: float
    """Share of the shorter text's 8-character shingles that the longer one has, 0..1."""
    only_there: tuple[str, ...] = ()
    """Sentences that stand in the duplicate alone, so that nothing is lost."""
    captured: str = ""
    """When it was captured, where it is an earlier or later state of the same page; else empty."""


@dataclass(frozen=True, slots=True)
class CleaningNote:
    """What one rule did to this case, for its page: the rule, how often, and where if known."""

    rule: str
    kind: ChangeKind
    count: int
    paragraph: str = ""
    text: str = ""
    """For `restored` and `lacuna`: the words concerned. Never the text of removed spam."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a case, with its lasting id."""

    id: str
    """`p-` (paragraphs, bibliographic matter) or `h-` (headings) and six characters."""
    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One translatable text of a case: gettext context and msgid."""

    context: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case or other document as it lies in `cases/<id>.md`: the source of truth."""

    id: str
    kind: DocumentKind
    title: str
    paragraphs: tuple[Paragraph, ...]
    place: Place = field(default_factory=Place)
    years: Years = field(default_factory=Years)
    organisation: str = ""
    tier: Tier = ""
    """Level of the lead organisation."""
    setting: str = ""
    """Id of a setting in `data/structure.toml` (`megacity`, `county-town` …); empty if unsaid."""
    partners: tuple[Named, ...] = ()
    models: tuple[ModelMatch, ...] = ()
    """Primary first."""
    mechanisms: tuple[str, ...] = ()
    """Names in quotation marks, and what the text lists or says was set up."""
    slogans: tuple[str, ...] = ()
    """Numbered and paired slogans (`三有四共`), in the text's words."""
    points: tuple[Point, ...] = ()
    """Sentences that answer problem, practice, results, difficulties and lessons."""
    figures: tuple[Figure, ...] = ()
    checks: tuple[Check, ...] = ()
    people: tuple[Named, ...] = ()
    awards: tuple[Named, ...] = ()
    subcases: tuple[SubCase, ...] = ()
    publication: Publication = field(default_factory=Publication)
    review: Review = field(default_factory=Review)
    completeness: Completeness = field(default_factory=Completeness)
    source: Source = field(default_factory=lambda: Source(capture="", name=""))
    rights: str = ""
    retelling: str = ""
    duplicates: tuple[Duplicate, ...] = ()
    cleaning: tuple[CleaningNote, ...] = ()

    @property
    def messages(self) -> tuple[Message, ...]:
        """Everything a translator is asked for, in reading order, one message a paragraph.

        Contexts are lasting: `title`, `organisation`, `retelling`, `journal`, `mechanism-N`,
        `slogan-N`, `partner-N`, `person-N`, `award-N`, `subcase-N`, `check-N` (what is stated),
        `figure-N` (what is counted, then the figure itself as `figure-N-text` and where as
        `figure-N-where`), then the paragraph ids.
        """
        head = [
            ("title", self.title),
            ("organisation", self.organisation),
            ("retelling", self.retelling),
            ("journal", self.publication.journal),
            *((f"mechanism-{n}", name) for n, name in enumerate(self.mechanisms, 1)),
            *((f"slogan-{n}", slogan) for n, slogan in enumerate(self.slogans, 1)),
            *((f"partner-{n}", partner.name) for n, partner in enumerate(self.partners, 1)),
            *((f"person-{n}", person.name) for n, person in enumerate(self.people, 1)),
            *((f"award-{n}", award.name) for n, award in enumerate(self.awards, 1)),
            *((f"subcase-{n}", subcase.name) for n, subcase in enumerate(self.subcases, 1)),
            *((f"check-{n}", check.stated) for n, check in enumerate(self.checks, 1)),
        ]
        for n, figure in enumerate(self.figures, 1):
            head += [(f"figure-{n}", figure.what), (f"figure-{n}-text", figure.text)]
            head.append((f"figure-{n}-where", figure.where))
        head += [(p.id, p.text) for p in self.paragraphs]
        return tuple(Message(context, text) for context, text in head if text)


@dataclass(frozen=True, slots=True)
class Translation:
    """What a PO file gives for one case, by the context of the message."""

    case: str
    texts: dict[str, str]
    """Translations that a person made or reviewed (gettext: not fuzzy)."""
    machine: dict[str, str] = field(default_factory=dict)
    """Translations that a program filled in and nobody has reviewed."""
    stale: dict[str, str] = field(default_factory=dict)
    """Translations whose source has changed since they were made: the old translation."""
    sources: dict[str, str] = field(default_factory=dict)
    """The Chinese that each stale translation was made from."""

    def state(self, context: str) -> TextState:
        """Return how far a text is translated."""
        if context in self.texts:
            return "reviewed"
        if context in self.machine:
            return "machine"
        return "stale" if context in self.stale else "missing"


# --- site -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that was given once and where it leads now: each `case` or `case#anchor`."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """One generated page: what goes into the frame that it shares with others of its kind."""

    language: Language
    path: str
    """Under the root of its language: `cases/x.html`."""
    frame: str
    """Name of the frame (`scraper.pages.frames`), which lies in the folder of the page."""
    title: str
    body: str
    """HTML."""
    description: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    """A schema.org node for the head of the page."""
    forward: str = ""
    """For a page that only forwards: the file beside it that it leads to."""


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph of a search record: where it is, the heading it stands under, its text."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the search index knows of one page in one language."""

    id: str
    url: str
    """Relative to the site's root: `cases/x.html`, `en/cases/x.html`."""
    lang: Language
    title: str
    sections: tuple[Section, ...]
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """`model`, `place`, `kind` …: names in the record's language."""
