"""What an editor has overruled for one capture, in its sidecar.

`keep` lists rules that are not to be applied, on every line (`noise`) or on one (`noise:12`);
`drop_lines` lists lines that are to go. `Capture.overrules` holds both, the latter as `drop:12`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from scraper.clean.draft import Draft, remove
from scraper.model import CasebookError

DROP = "drop"
EDITOR = "editor"
"""The rule by which lines go that an editor named."""
_ENTRY = re.compile(r"([a-z0-9-]+)(?::([1-9]\d*))?")


def check_overrules(overrules: Collection[str], rules: Collection[str], capture: str) -> None:
    """Raise CasebookError for an entry that names no rule, or a line in another form."""
    for entry in overrules:
        match = _ENTRY.fullmatch(entry)
        if not match or match[1] not in {*rules, DROP}:
            mend = "Write `rule` or `rule:line`, as `casebook explain` shows them"
            raise CasebookError(capture, f"its sidecar keeps `{entry}`, which is no rule", mend)


def drop_named_lines(draft: Draft) -> Draft:
    """The draft without the lines an editor named."""
    if not draft.kept:
        return draft
    named = {
        at: EDITOR for at, line in enumerate(draft.lines) if f"{DROP}:{line.number}" in draft.kept
    }
    return remove(draft, named)
