"""What is around the generated pages, made once and kept until something in it changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scraper import store
from scraper.building.versions import files_key, key
from scraper.index import join_scripts
from scraper.pages import frame_pages
from scraper.site import render_shell

_FRAMES = "frames.json"


@dataclass(frozen=True, slots=True)
class Shell:
    """Hand-written pages, styles and scripts, and the frames of all other pages."""

    key: bytes
    folder: Path
    frames: Path

    def files(self) -> Iterator[str]:
        """Yield the paths of its files in the site, in order."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(self.folder).as_posix()


def ready_shell(
    config: Path, docs: Path, cache: Path, program: bytes, generator: str = "mkdocs"
) -> Shell:
    """Return the shell of a site, made by the generator where the one kept in `cache` is old.

    Raises `CasebookError` as `render_shell`.
    """
    mark = _key(config, docs, program, generator)
    kept = cache / mark.hex()
    shell = Shell(mark, kept / "site", kept / _FRAMES)
    if not shell.frames.exists():  # it is written last
        shutil.rmtree(cache, ignore_errors=True)
        frames = render_shell(config, docs, frame_pages(), shell.folder, generator)
        for folder in sorted(shell.folder.glob("**/assets/search")):
            _join_scripts(folder)
        rows = [(language, name, html) for (language, name), html in frames.items()]
        store.write_text(shell.frames, json.dumps(rows, ensure_ascii=False))
    return shell


def _key(config: Path, docs: Path, program: bytes, generator: str) -> bytes:
    project = config.resolve().parent
    folders = [project / "theme", project / "docs", docs.resolve()]
    english = config.with_suffix(f".en{config.suffix}")
    configs = [path.read_bytes() for path in (config, english) if path.exists()]
    trees = [files_key(folder, filter(Path.is_file, folder.rglob("*"))) for folder in folders]
    return key(program, generator, configs, trees)


def _join_scripts(folder: Path) -> None:
    """Put the few small scripts that a site serves in the place of the search's sources."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}
    for name in sources:
        (folder / name).unlink()
    joined = join_scripts(sources, str(folder))
    store.write_files(folder, {name: text.encode() for name, text in joined.items()})
