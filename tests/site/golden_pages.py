"""The pages that are kept in `golden/`. Run this file to renew them, then read the difference:

python tests/site/golden_pages.py
"""

from __future__ import annotations

from pathlib import Path

from sample_library import sample_pages, whole

FOLDER = Path(__file__).parent / "golden"
KEPT = (
    "zh/cases/pinghe.html",
    "en/cases/pinghe.html",
    "zh/cases/xinhe.html",
    "en/cases/plan.html",
    "zh/cases/index.html",
    "en/models/building-group.html",
    "zh/index.html",
    "en/documents.html",
)


def made() -> dict[str, str]:
    """Every page by `<language>/<path>`."""
    return {f"{page.language}/{page.path}": whole(page) for page in sample_pages()}


if __name__ == "__main__":
    for name, text in made().items():
        if name in KEPT:
            file = FOLDER / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
