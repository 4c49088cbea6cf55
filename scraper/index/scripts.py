"""The scripts of the search as a site serves them: few files, made small.

    search.js + loader.js          -> search.js   the box; on every page
    text.js … engine.js            -> engine.js   loaded when somebody searches
    sounds.js meant.js             -> late.js     loaded when no page holds what was typed
    results.js                     -> results.js  the results page

The sources work as they are too: `search.js` then loads each of its parts by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import minify

from scraper.model import CasebookError

FIRST, WHOLE, LATE = "search.js", "engine.js", "late.js"
_PARTS = re.compile(r"\b(parts|late): (\[[^\]]*\])")
"""How `search.js` names its parts."""
_EARLY = ("loader.js",)
"""Parts that go with the box, so that the index's first piece comes with the other parts."""


def join_scripts(sources: Mapping[str, str], folder: str) -> dict[str, str]:
    """Return the scripts to serve, by file name, from the sources by file name.

    `folder` is what an error names. Raises `CasebookError` where a part is missing or a source
    cannot be read as a script.
    """
    listed = dict(_PARTS.findall(sources.get(FIRST, "")))
    parts, late = (json.loads(listed.get(name, "[]")) for name in ("parts", "late"))
    missing = [name for name in (FIRST, *parts, *late) if name not in sources]
    if missing or not parts or not late:
        problem = f"the scripts of the search are not whole: {', '.join(missing) or 'no parts'}"
        raise CasebookError(folder, problem, "Copy the folder of scripts again")
    early = [FIRST, *_EARLY]
    told = f'Object.assign(window.casebookSearch, {{ parts: ["{WHOLE}"], late: ["{LATE}"] }});'
    joined = {
        FIRST: "\n".join([*(sources[name] for name in early), told]),
        WHOLE: "\n".join(sources[name] for name in parts if name not in _EARLY),
        LATE: "\n".join(sources[name] for name in late),
        **{name: text for name, text in sources.items() if name not in (*early, *parts, *late)},
    }
    return {name: _small(text, f"{folder}/{name}") for name, text in joined.items()}


def _small(text: str, file: str) -> str:
    try:
        small: str = minify.string("application/javascript", text)
    except Exception as error:  # the library raises nothing more special
        raise CasebookError(file, f"is no script ({error})", "Mend it where it says") from error
    return small + "\n"
