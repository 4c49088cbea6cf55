"""Where in a text its pairs of characters stand, as roughly as six bits tell it.

Many pages hold all pairs of a phrase, and few of them the phrase. A text is laid out in spans of
`SPAN` characters, numbered in turn from 0 to `PLACES` - 1; of each pair the index says in which
of these numbers it begins. Where a phrase stands, its pairs stand in the same span or in the next
ones, at distances that are known; elsewhere they hardly ever do. So a search need not read a page
to know that it does not say a phrase. (Word positions as in any inverted index would say it for
sure, for several times the bytes; position bits are those of signature files: Faloutsos and
Christodoulakis, Signature files, ACM TOIS 2, 1984.)
"""

from __future__ import annotations

import zlib
from operator import add

from scraper.text.tokens import counted_in

SPAN, PLACES = 16, 6
"""`theme/assets/search/terms.js` has the same two."""
_ROUND = SPAN * PLACES
_EDGE = "\n"


def places_of(text: str, measures: str) -> dict[str, int]:
    """Return a bit for each place in which a pair of characters of a folded text begins.

    Of a number with what it counts (`117台`) it is the place of the character that is counted:
    right before what follows, however long the text writes the number.

    Each line begins in a span of its own choice, that its characters alone decide: a changed line
    moves no pair of the others.
    """
    laid = "".join(map(_laid_out, text.split(_EDGE)))
    found: dict[str, int] = {}
    for place in range(PLACES):
        starts = range(SPAN * place, len(laid), _ROUND)
        spans = _EDGE.join([laid[at : at + SPAN + 1] for at in starts])
        bit = 1 << place
        for pair in set(map(add, spans, spans[1:])):
            found[pair] = found.get(pair, 0) | bit
    for term, at, _ in counted_in(laid, measures):
        found[term] = found.get(term, 0) | 1 << at // SPAN % PLACES
    return found


def _laid_out(line: str) -> str:
    """Return a line with what fills the spans before and after it in the rounds it takes up."""
    first = zlib.crc32(line.encode("utf-8", "replace")) % PLACES
    width = -(-(first * SPAN + len(line)) // _ROUND) * _ROUND
    return (_EDGE * (first * SPAN) + line).ljust(width, _EDGE)
