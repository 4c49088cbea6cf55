"""What besides a library decides the bytes of its site: this program, its libraries, settings."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import scraper

_LIBRARIES = (
    "bibtexparser",
    "citeproc-py",
    "feedgen",
    "jinja2",
    "lxml",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "polib",
    "python-docx",
    "python-pptx",
    "pyyaml",
    "rispy",
    "rjieba",
    "segno",
    "typst",
)
"""Those whose output goes into files of the site."""
_OURS = (".py", ".toml", ".tsv", ".jinja", ".typ", ".csl", ".json")


def program_key() -> bytes:
    """Return a digest of this program, its data and templates, and of the libraries it uses."""
    folder = Path(scraper.__file__).parent
    files = (path for path in folder.rglob("*") if path.suffix in _OURS)
    versions = [f"{name} {metadata.version(name)}" for name in _LIBRARIES]
    return key(files_key(folder, files), sys.version, *versions)


def files_key(folder: Path, files: Iterable[Path]) -> bytes:
    """Return a digest of names and bytes of files in a folder."""
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.digest()


def key(*parts: object) -> bytes:
    """Return a digest of values; each must say all of what it is by its `repr`."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).digest()[:16]
