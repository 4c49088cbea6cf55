"""What surrounds the generated pages: hand-written pages, styles, scripts and frames.

    docs/zh, docs/en, frames ──generator──> folder, its frames taken out of it again

The generator (MkDocs, or ProperDocs, which takes the same configuration) runs once a language,
with a small configuration that inherits the project's and gives every path in full. It knows
nothing of the cases, so that its time does not grow with them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import yaml
from mkdocs.utils.yaml import yaml_load

from scraper.model import CasebookError, Language
from scraper.rules.settings import load_settings

_UNUSED = (
    "assets/images",
    "assets/javascripts",
    "assets/stylesheets",
    "sitemap.xml",
    "sitemap.xml.gz",
)
"""Material's assets, to which no page of ours links (2.5 MB a language), and the generator's site
map, which knows one language only and dates every page by the build."""
_FRAMES = "frame_*.md"
"""The frames, which no navigation leads to."""
_COMPLAINTS = ("WARNING", "ERROR", "Error", "CRITICAL", "- ")
"""How the generators begin the lines that name a fault; `- ` lists the files it is about."""
_ENVIRONMENT = {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
_UNTIMED = "315532800"
"""1 January 1980: a fixed build time, so that the same pages give the same bytes."""

Frames = Mapping[tuple[Language, str], str]
"""HTML of each frame by language and name."""


def render_shell(
    config: Path, docs: Path, frames: Mapping[str, str], folder: Path, generator: str = "mkdocs"
) -> Frames:
    """Build everything but the generated pages into `folder`; return the frames for those.

    The Chinese site goes into `folder` and the English one into `folder/en`. `config` is the
    Chinese configuration; the English one (`mkdocs.en.yml` beside `mkdocs.yml`), the project's
    hand-written pages in `docs/` and the `theme/` folder lie beside it. Pages in `docs` (`zh/`,
    `en/`), where it is another folder, stand for those of the project. `frames` are Markdown pages
    by name. `folder` must not exist; beside it a folder for the work is made and removed.
    Raises `CasebookError` where the generator fails or warns, or a page written by hand stands in
    the place of a frame.
    """
    config, docs, folder = config.resolve(), docs.resolve(), folder.resolve()
    work = folder.with_name(f"{folder.name}-work")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    languages = get_args(Language)
    try:
        for language in languages:
            _gather_pages(language, (config.parent / "docs", docs), frames, work)
        with ThreadPoolExecutor() as pool:
            builds = [pool.submit(_generate, name, config, work, generator) for name in languages]
        for build in builds:
            build.result()
        taken = {
            (language, name): _take(work / f"site-{language}" / f"{name}.html")
            for language in languages
            for name in frames
        }
        # A web server shows the root's page for a missing address, whatever the language.
        (work / "site-en" / "404.html").unlink(missing_ok=True)
        (work / "site-en").rename(work / "site-zh" / "en")
        (work / "site-zh").rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return taken


def _take(path: Path) -> str:
    """Return the text of a file and delete it."""
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return text


def _gather_pages(
    language: Language, sources: tuple[Path, Path], frames: Mapping[str, str], work: Path
) -> None:
    """Copy the hand-written pages into `work`, the latter source over the former; add frames."""
    whole = work / f"docs-{language}"
    whole.mkdir()
    for source in dict.fromkeys(sources):
        if (source / language).is_dir():
            shutil.copytree(source / language, whole, dirs_exist_ok=True)
    for name, text in frames.items():
        path = whole / f"{name}.md"
        if path.exists():
            problem = f"the page {language}/{name}.md is written by hand where one is generated"
            raise CasebookError(str(sources[-1]), problem, "Move or delete it, then build again")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _generate(language: Language, config: Path, work: Path, generator: str) -> None:
    """Run the generator for one language, into `site-<language>` under `work`."""
    base = config if language == "zh" else config.with_suffix(f".{language}{config.suffix}")
    site = work / f"site-{language}"
    settings: dict[str, object] = {
        "INHERIT": str(base),
        "docs_dir": str(work / f"docs-{language}"),
        "site_dir": str(site),
        "theme": {"custom_dir": str(config.parent / "theme")},
        "not_in_nav": f"{_not_in_nav(config, base)}\n{_FRAMES}",
    }
    address = load_settings(config).address
    if address:
        settings["site_url"] = address if language == "zh" else f"{address}{language}/"
    file = work / f"{language}.yml"
    file.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    run = subprocess.run(  # noqa: S603 -- no shell, and no argument but our own paths
        [sys.executable, "-m", generator, "build", "--strict", "--config-file", str(file)],
        env={"SOURCE_DATE_EPOCH": _UNTIMED, **os.environ, **_ENVIRONMENT},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if run.returncode:
        problem = f"{generator} did not build the pages ({language}): {_complaint(run)}"
        raise CasebookError(str(base), problem, "Mend what it names and build again")
    _prune(site)


def _not_in_nav(*configs: Path) -> str:
    """Return what the last of the configurations that names any says is not in the navigation."""
    found = ""
    for path in configs:
        with path.open("rb") as stream:
            found = str((yaml_load(stream) or {}).get("not_in_nav") or found)
    return found


def _complaint(run: subprocess.CompletedProcess[str]) -> str:
    """Return the lines in which a generator says what is wrong, else its last ones."""
    lines = [line.strip() for line in (run.stdout + run.stderr).splitlines() if line.strip()]
    named = [line for line in lines if line.startswith(_COMPLAINTS)]
    return "; ".join((named or lines)[-5:]) or f"exit status {run.returncode}"


def _prune(site: Path) -> None:
    """Delete what the generator copied and no page uses."""
    for name in _UNUSED:
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
