"""Recall and reciprocal rank of answers, and their table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.search_queries import FURTHER, KINDS, Query


@dataclass(frozen=True, slots=True)
class Score:
    """How well one query was answered."""

    kind: str
    recall: float
    """Share of the answers among the first ten; of ten answers where there are more."""
    rank: float
    """One divided by the place of the first answer, 0 where none is among the ten."""

    @classmethod
    def of(cls, query: Query, urls: Sequence[str]) -> Score:
        """Return the score of the addresses found, best first."""
        hits = [place for place, url in enumerate(urls[:10], 1) if url in query.answers]
        recall = len(hits) / min(10, len(query.answers))
        return cls(query.kind, recall, 1 / hits[0] if hits else 0.0)


def print_scores(found: Mapping[str, Sequence[Score]]) -> None:
    """Print recall@10 / MRR by class of query, a column for each engine."""
    print("| recall@10 / MRR | queries |", " | ".join(found), "|")
    print("|---|---|" + "---|" * len(found))
    usual = [kind for kind in KINDS if kind not in FURTHER]
    for kind in KINDS:
        _row(kind, [kind], found)
    _row("**all but the last five**", usual, found)
    _row("**the last five**", FURTHER, found)
    print(flush=True)


def _row(name: str, kinds: Iterable[str], found: Mapping[str, Sequence[Score]]) -> None:
    wanted = set(kinds)
    cells = []
    for scores in found.values():
        held = [score for score in scores if score.kind in wanted]
        cells.append(_mean(held) if held else "")
    count = sum(score.kind in wanted for score in next(iter(found.values())))
    print(f"| {name} | {count} |", " | ".join(cells), "|")


def _mean(scores: Sequence[Score]) -> str:
    recall = sum(score.recall for score in scores) / len(scores)
    rank = sum(score.rank for score in scores) / len(scores)
    return f"{recall:.3f} / {rank:.3f}"
