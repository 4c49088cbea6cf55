"""A new site in the place of the old one, as a whole.

A site that is built from nothing is staged in a folder beside the old one and takes its place by
renaming.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from scraper.site.exchanging import exchanged


def staging_folder(out: Path) -> Path:
    """Return the path of an empty place beside `out` for the new site.

    An unfinished build that lies there is cleared away; a site that an interrupted `publish`
    left under its old name is put back first.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    _recover(out)
    staging = _beside(out, "new")
    shutil.rmtree(staging, ignore_errors=True)
    return staging


def publish(staging: Path, out: Path) -> None:
    """Put a staged site in the place of the old one; the old one comes back if that fails.

    Where the system can exchange two folders, there is a whole site at every moment, and the old
    one is then in the place of the staged one. Else the old one is renamed first: a run that is
    killed right between leaves none, and the next one puts it back.
    """
    out = out.resolve()
    if out.exists() and exchanged(staging, out):
        return
    old = _beside(out, "old")
    if out.exists():
        shutil.rmtree(old, ignore_errors=True)
        out.rename(old)
    try:
        staging.rename(out)
    finally:
        _recover(out)
    shutil.rmtree(old, ignore_errors=True)


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}-{what}")


def _recover(out: Path) -> None:
    old = _beside(out, "old")
    if old.exists() and not out.exists():
        old.rename(out)
