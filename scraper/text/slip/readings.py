"""What a broken run can have been: the bytes put back, character by character.

Reading goes along the visible text with one byte in hand, the first half of a character whose
second half comes next. Each visible character of two bytes closes that character and leaves a
byte in hand; a low trail byte, which is shown as ASCII, closes it and the run is over; `?` is a
byte that was lost, alone or with the ASCII byte that was read as its trail byte.

    shown     ?    ;      鶎      狱    h   建
    bytes    (BA) (A3BB) F98C   D3FC   68  BDA8
    were      BAA3   BBF9   8CD3   FC68    BDA8       the lost BA is one of some 120
               海     基     層     黨      建
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scraper.model import LACUNA
from scraper.text.glosses import is_gloss
from scraper.text.slip import gbk

MARKS = "！；，：？（）。、"
HALF = "!;,:?()"
_HALVES = {
    **{half: (0xA3, ord(half) + 0x80) for half in HALF},
    **{mark: both for mark in MARKS if (both := gbk.pair(mark))},
}
"""The two bytes of each mark as they were in the text, also by the ASCII form of the mark."""
LOST = "?\ufffd"
"""How a byte that cannot be decoded is shown."""
_QUOTES = frozenset("“”‘’《》")
_SETTERS = frozenset(MARKS + HALF + "<\n") | _QUOTES
"""What reading is set right at without losing it: the mirror puts a byte before each mark."""
LONGEST = 60
"""Characters after which a run is given up; sentences have a mark long before."""
PINYIN = "a-zü\u00e0-\u01dc"
GLOSS = re.compile(rf"[(（]?([{PINYIN}]{{1,7}})[)）]")
_TAG_REST = re.compile(r"/?(?:p|span|div|br)>")
"""What is left of a tag whose `<` went with the lost byte."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One character of a reading: what it can have been."""

    options: tuple[str, ...]
    """One where the bytes are known."""
    known: str = ""
    """The byte that is known, for an editor: `??A3` or `BF??`; empty where both are."""
    reading: str = ""
    """The reading behind a character of which no byte is known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the text from `start` to `end` can have been."""

    start: int
    end: int
    slots: tuple[Slot, ...]
    inserted: str
    """The gloss or mark that broke the run."""
    odd: int = 0
    """How many pairs it takes to be lost altogether, which is rare."""

    @property
    def is_gloss(self) -> bool:
        """Whether a gloss broke the run, and not a mark."""
        return len(self.inserted) > 1


def readings(text: str, at: int, keeps: bool = False) -> Iterator[Reading]:
    """What the run whose first lost byte stands at `at` can have been; none where no bytes fit.

    `keeps` tells that on this page a lost byte does not take the ASCII character behind it along.
    """
    for reading in (*_from_mark(text, at), *_from_gloss(text, at)):
        yield _kept(text, reading) if keeps else reading


def _kept(text: str, reading: Reading) -> Reading:
    """The reading without a lacuna before an ASCII character that was kept."""
    behind = text[reading.end : reading.end + 1]
    alone = text[reading.end - 1] in LOST and text[reading.end - 2] not in LOST
    if alone and behind.isascii() and reading.slots[-1].options == (LACUNA,):
        return replace(reading, slots=reading.slots[:-1])
    return reading


def _from_mark(text: str, at: int) -> Iterator[Reading]:
    """A mark whose bytes were a character's second and the next one's first: `?;`."""
    mark = text[at + 1 : at + 2]
    if mark in _HALVES:
        trail, lead = _HALVES[mark]
        slot = Slot(gbk.with_trail(trail), f"??{trail:02X}")
        begun = Reading(at, at + 2, (slot,), mark)
        yield from _go_on(text, begun, (lead,))


def _from_gloss(text: str, at: int) -> Iterator[Reading]:
    """A gloss whose character was the second byte before it and the lost first one: `談?wù)`."""
    gloss = GLOSS.match(text, at + 1)
    before = gbk.pair(text[at - 1]) if at else None
    if gloss is None or before is None or before[1] < 0x81:
        return
    for char in gbk.with_lead(before[1]):
        both = gbk.pair(char)
        if both and is_gloss(char, gloss[1]):
            begun = Reading(at, gloss.end(), (), f"{char}({gloss[1]})")
            yield from _go_on(text, begun, (both[1],))


def _go_on(text: str, so_far: Reading, in_hand: tuple[int, ...]) -> Iterator[Reading]:
    """Readings of the rest of a run, with the bytes that may be the one in hand."""
    if so_far.end - so_far.start > LONGEST:
        return
    shown = text[so_far.end : so_far.end + 1]
    if not shown:
        yield from _at_the_end(so_far, in_hand)
    elif shown in LOST:
        yield from _lost_byte(text, so_far, in_hand)
    elif gloss := GLOSS.match(text, so_far.end):
        yield from _inner_gloss(text, so_far, in_hand, gloss)
        return
    elif shown in HALF and _both(in_hand, (0xA3,)):
        done = _add(so_far, 1, _slot(in_hand, (0xA3,)))
        yield from _go_on(text, done, _HALVES[shown][1:])
    if shown and shown not in LOST:
        yield from _shown_byte(text, so_far, in_hand, shown)


def _shown_byte(
    text: str, so_far: Reading, in_hand: tuple[int, ...], shown: str
) -> Iterator[Reading]:
    """The next character is shown: its first byte closes the one in hand."""
    if len(shown.encode("utf-8", "replace")) == 1:
        if ord(shown) in gbk.LOW_TRAILS and _both(in_hand, (ord(shown),)):
            yield _add(so_far, 1, _slot(in_hand, (ord(shown),)))
        return
    both = gbk.pair(shown)
    if both is None or not _both(in_hand, both[:1]):
        return
    done = _add(so_far, 1, _slot(in_hand, both[:1]))
    if both[1] < 0x80:  # an ASCII character that was read as a trail byte
        yield _add(done, 0, Slot((chr(both[1]),)))
    elif both[1] in gbk.LEADS:
        yield from _go_on(text, done, both[1:])


def _lost_byte(text: str, so_far: Reading, in_hand: tuple[int, ...]) -> Iterator[Reading]:
    """The next byte is lost: the last one of the run, or half of a pair that is no character."""
    if len(in_hand) > 1:
        last = half = Slot((LACUNA,), "????")
        halves = tuple(gbk.LEADS)
    else:
        last = Slot(gbk.with_lead(in_hand[0]), f"{in_hand[0]:02X}??")
        half = Slot(gbk.before_unmapped(in_hand[0]), last.known)
        halves = gbk.closing_unmapped(in_hand[0])
    yield from _last_byte(text, so_far, in_hand, last)
    if half.options and _can_close(text[so_far.end + 1 : so_far.end + 2]):
        yield from _go_on(text, _add(so_far, 1, half, odd=1), halves)


def _last_byte(
    text: str, so_far: Reading, in_hand: tuple[int, ...], last: Slot
) -> Iterator[Reading]:
    """The lost byte closes the character in hand, and with it the run."""
    at = so_far.end + 1
    after, closed = text[at : at + 1], _add(so_far, 1, last)
    if gloss := GLOSS.match(text, at):
        if glossed := tuple(c for c in last.options if c == LACUNA or is_gloss(c, gloss[1])):
            read = gloss[1] if glossed == (LACUNA,) else ""
            yield _add(so_far, 1 + len(gloss[0]), replace(last, options=glossed, reading=read))
    elif tag := _TAG_REST.match(text, at):
        yield _add(closed, len(tag[0]))
    elif after and after in LOST:
        yield _add(closed, 1, Slot((LACUNA,)))
    elif not after or after in _SETTERS:
        yield closed
        if after in _QUOTES:  # no mark of the mirror's: it may have lost what stood before
            yield _add(closed, 0, Slot((LACUNA,)))
    else:
        yield from _beside_text(so_far, in_hand, last, after)


def _beside_text(
    so_far: Reading, in_hand: tuple[int, ...], last: Slot, after: str
) -> Iterator[Reading]:
    """The lost byte stands before text: with an ASCII character that went along, or alone."""
    yield _add(_add(so_far, 1, last), 0, Slot((LACUNA,)))
    if whole := gbk.char(in_hand[0], 0x80) if len(in_hand) == 1 else "":
        yield _add(so_far, 1, Slot((whole,), f"{in_hand[0]:02X}80"))
    if alone := tuple(c for c in last.options if _lost_alone(c, after)):
        yield _add(so_far, 1, replace(last, options=alone))


def _lost_alone(char: str, after: str) -> bool:
    """Whether the second byte of `char` can be lost before `after` and nothing else with it.

    Some decoders lose one byte where two make no character, and read on with the second.
    """
    both, behind = gbk.pair(char), gbk.pair(after)
    return both is not None and behind is not None and not gbk.char(both[1], behind[0])


def _can_close(shown: str) -> bool:
    """Whether what is shown next can begin with the second byte of a character."""
    return bool(shown) and (not shown.isascii() or ord(shown) in gbk.LOW_TRAILS or shown in LOST)


def _inner_gloss(
    text: str, so_far: Reading, in_hand: tuple[int, ...], gloss: re.Match[str]
) -> Iterator[Reading]:
    """A gloss behind a shown character that was none: it goes, the byte in hand stays."""
    if is_gloss(text[so_far.end - 1], gloss[1]):
        yield from _go_on(text, _add(so_far, len(gloss[0])), in_hand)


def _at_the_end(so_far: Reading, in_hand: tuple[int, ...]) -> Iterator[Reading]:
    """The text ends with a byte in hand: its character was cut in two."""
    yield _add(so_far, 0, Slot((LACUNA,)))


def _add(reading: Reading, length: int, slot: Slot | None = None, odd: int = 0) -> Reading:
    """The reading, `length` characters of the text further, with one more slot."""
    return replace(
        reading,
        end=reading.end + length,
        slots=(*reading.slots, slot) if slot else reading.slots,
        odd=reading.odd + odd,
    )


def _both(leads: tuple[int, ...], trails: tuple[int, ...]) -> tuple[str, ...]:
    """The characters that these lead and trail bytes make."""
    return tuple(filter(None, (gbk.char(a, b) for a in leads for b in trails)))


def _slot(leads: tuple[int, ...], trails: tuple[int, ...]) -> Slot:
    known = f"??{trails[0]:02X}" if len(leads) > 1 else ""
    return Slot(_both(leads, trails), known)
