"""The scripts of the search as a site serves them: few files, made small.

    search.js + loader.js                     -> search.js   the box; on every page
    text.js sounds.js … engine.js             -> engine.js   loaded when somebody searches
    results.js                                -> results.js  the results page

The sources work as they are too: `search.js` then loads each of its parts by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import minify

from scraper.model import CasebookError

FIRST, WHOLE = "search.js", "engine.js"
_PARTS = re.compile(r"\bparts: (\[[^\]]*\])")
"""How `search.js` names its parts."""
_EARLY = ("loader.js",)
"""Parts that go with the box, so that the index's first piece comes with the other parts."""


def join_scripts(sources: Mapping[str, str], folder: str) -> dict[str, str]:
    """Return the scripts to serve, by file name, from the sources by file name.

    `folder` is what an error names. Raises `CasebookError` where a part is missing or a source
    cannot be read as a script.
    """
    listed = _PARTS.search(sources.get(FIRST, ""))
    parts: list[str] = json.loads(listed[1]) if listed else []
    missing = [name for name in (FIRST, *parts) if name not in sources]
    if missing or not parts:
        problem = f"the scripts of the search are not whole: {', '.join(missing) or 'no parts'}"
        raise CasebookError(folder, problem, "Copy the folder of scripts again")
    early = [FIRST, *_EARLY]
    late = [name for name in parts if name not in _EARLY]
    told = f'window.casebookSearch.parts = ["{WHOLE}"];'
    joined = {
        FIRST: "\n".join([*(sources[name] for name in early), told]),
        WHOLE: "\n".join(sources[name] for name in late),
        **{name: text for name, text in sources.items() if name not in (*early, *parts)},
    }
    return {name: _small(text, f"{folder}/{name}") for name, text in joined.items()}


def _small(text: str, file: str) -> str:
    try:
        small: str = minify.string("application/javascript", text)
    except Exception as error:  # the library raises nothing more special
        raise CasebookError(file, f"is no script ({error})", "Mend it where it says") from error
    return small + "\n"
