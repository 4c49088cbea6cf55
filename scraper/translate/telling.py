"""What a run of `casebook translate` did, in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from scraper.store import Counts
from scraper.translate.checking import Departure
from scraper.translate.run import Translated

if TYPE_CHECKING:  # it loads tomlkit and ruamel.yaml, which only `--words` needs
    from scraper.translate.words.run import Catalog


def told(done: Translated, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines for one case: its counts, what was filled in, what was refused and why."""
    outcome = f"would be {done.result.outcome}" if dry_run else done.result.outcome
    yield f"{done.case}: {_counts(done.result.counts)} ({outcome})"
    filled = [
        f"{count} {what}"
        for count, what in (
            (done.equal, "from equal texts"),
            (done.alike, "suggested from texts like them"),
            (done.names, "names in pinyin"),
            (done.machine.filled, "by the translation service"),
        )
        if count
    ]
    if filled:
        yield f"  filled in: {', '.join(filled)}"
    for refused in done.machine.refused:
        yield f"  left untranslated: {refused.context}: {refused.reason}"
    if done.machine.left:
        yield f"  not sent: {done.machine.left}"


def total(results: Sequence[Translated]) -> Iterator[str]:
    """Yield the lines for all cases together."""
    counts = sum((done.result.counts for done in results), Counts())
    yield f"{len(results)} files: {_counts(counts)}"
    sent = sum(done.machine.characters for done in results)
    if sent:
        tokens = sum(done.machine.tokens for done in results)
        spent = f"{sent} characters" + (f", {tokens} tokens" if tokens else "")
        yield f"sent to the translation service: {spent}"


def as_json(done: Translated) -> str:
    """Return one line of JSON for a case."""
    spent = done.machine
    return json.dumps(
        {
            "case": done.case,
            "file": str(done.result.path),
            "outcome": done.result.outcome,
            **asdict(done.result.counts),
            "equal": done.equal,
            "alike": done.alike,
            "names": done.names,
            "machine_filled": spent.filled,
            "refused": [asdict(refused) for refused in spent.refused],
            "characters": spent.characters,
            "tokens": spent.tokens,
            "not_sent": spent.left,
        },
        ensure_ascii=False,
    )


def catalog(done: Catalog, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines for a catalog of our own words, and the files its English went into."""
    outcome = f"would be {done.outcome}" if dry_run else done.outcome
    yield f"site/{done.path.name}: {_counts(done.counts)} ({outcome})"
    for path in done.written:
        yield f"  {'would go' if dry_run else 'went'} into {path}"


def catalog_as_json(done: Catalog) -> str:
    """Return one line of JSON for a catalog."""
    return json.dumps(
        {
            "file": str(done.path),
            "outcome": done.outcome,
            **asdict(done.counts),
            "written": [str(path) for path in done.written],
        },
        ensure_ascii=False,
    )


def departure(found: Departure) -> str:
    """Return the line for a departure from the glossary, with its place and the mend."""
    place = f"{found.file}:{found.line}" if found.line else found.file
    if found.kind == "avoid":
        wrong = f"“{found.found}” is never right for {found.term}"
        return f"{place}: {found.context}: {wrong}; it is {found.expected}"
    return f"{place}: {found.context}: {found.term} is not given as {found.expected}"


def departure_as_json(found: Departure) -> str:
    """Return one line of JSON for a departure."""
    return json.dumps(asdict(found), ensure_ascii=False)


def _counts(counts: Counts) -> str:
    text = f"{counts.reviewed} of {counts.all} reviewed"
    rest = [("by machine", counts.machine), ("stale", counts.stale), ("missing", counts.missing)]
    text += "".join(f", {count} {what}" for what, count in rest if count)
    return text + (f" ({counts.suggested} with a suggestion)" if counts.suggested else "")
