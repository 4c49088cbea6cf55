"""How well the byte slip is undone, on breaks made by the mechanism itself.

    python benchmarks/slip.py [BREAKS] [SEED]

Prints, for two kinds of mirror software, and for prose composed from parts and the sentences of
the library in `cases/`, how many breaks were restored exactly, how many of these only as likely, in
〔 〕, how many were marked, left broken or restored wrongly without a mark, how many lines without
a break were harmed, and how fast text without a break is passed.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from text.mirror import Mirror, any_mirror, mirrored  # noqa: E402
from text.sentences import paragraph  # noqa: E402
from text.slip_trial import Score, trial  # noqa: E402

from scraper.text.slip import undo_slips  # noqa: E402


def library() -> list[str]:
    """The sentences of `cases/*.md`, without front matter and ids."""
    found: list[str] = []
    for path in sorted((ROOT / "cases").glob("*.md")):
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        body = re.sub(r"\{#.*?\}|[#*〔〕□]", "", body)
        found += re.findall(r"[^。\n]{6,}。", body)
    return found


def of_kind(greedy: bool) -> Callable[[random.Random, str], Mirror]:
    return lambda chance, text: replace(any_mirror(chance, text), greedy=greedy)


def row(name: str, score: Score) -> str:
    n = score.breaks
    return (
        f"{name:34}{n:7}{score.exact / n:8.1%}{score.supplied / n:8.1%}{score.marked / n:8.1%}"
        f"{score.untouched / n:8.1%}{score.wrong:7}{score.harmed:7}"
    )


def main(breaks: int, seed: int) -> None:
    sentences = library()
    shuffled = lambda chance: "".join(chance.sample(sentences, 4))  # noqa: E731
    print(f"{'':34} breaks   exact  in 〔〕 marked    left  wrong  harmed")
    for name, text in (("composed", paragraph), ("library, shuffled", shuffled)):
        for kind, greedy in (("ASCII kept", False), ("ASCII taken along", True)):
            score = trial(breaks, seed, text, of_kind(greedy))
            print(row(f"{name}, {kind}", score), flush=True)
            for meant, got in score.bad[:5]:
                print("    meant", meant, "\n    got  ", got)
    page = mirrored("".join(sentences)) * 10
    start = time.process_time()
    undo_slips(page)
    spent = time.process_time() - start
    print(f"text without a break: {len(page) / max(spent, 1e-9) / 1e6:.0f} million characters/s")


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(*(arguments + [1000, 20][len(arguments) :]))
