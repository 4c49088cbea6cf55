"""Write the expected outcome of fixture pages anew: `python -m tests.clean.renew [NAME …]`.

NAME is the beginning of a file name under `pages/`; without one, every page is renewed. Prints
the files that changed. Read the difference (`git diff tests/clean/pages`) before you keep it.
"""

from __future__ import annotations

import json
import sys

from .fixtures import NAMES, cleaned, expected_path, outcome


def main(wanted: list[str]) -> None:
    """Renew the pages whose names begin with one of `wanted`, or all of them."""
    for name in NAMES:
        if wanted and not name.startswith(tuple(wanted)):
            continue
        path = expected_path(name)
        text = json.dumps(outcome(cleaned(name)), ensure_ascii=False, indent=1) + "\n"
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
