"""The pages whose Markdown is kept in `golden/`. Run this file to renew them, then read the diff:

python tests/site/golden_pages.py
"""

from __future__ import annotations

from pathlib import Path

from sample_library import sample_pages

FOLDER = Path(__file__).parent / "golden"
KEPT = (
    "zh/cases/pinghe.md",
    "en/cases/pinghe.md",
    "zh/cases/xinhe.md",
    "en/cases/plan.md",
    "zh/cases/index.md",
    "en/models/building-group.md",
    "zh/index.md",
    "en/documents.md",
)


def made() -> dict[str, str]:
    """The Markdown of every page by `<language>/<path>`."""
    return {f"{page.language}/{page.path}": page.markdown for page in sample_pages()}


if __name__ == "__main__":
    for name, markdown in made().items():
        if name in KEPT:
            file = FOLDER / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(markdown, encoding="utf-8")
