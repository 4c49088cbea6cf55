"""The site build: both languages beside the old site, then put in its place as a whole.

    docs/zh, docs/en ──stage_site──> staging folder ──(index)──publish──> site

The generator (MkDocs, or ProperDocs, which takes the same configuration) runs once a language,
with a small configuration that inherits the project's and gives every path in full.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import yaml

from scraper.model import CasebookError, Language
from scraper.rules.settings import load_settings
from scraper.text.generated import is_generated

_UNUSED = (
    "assets/images",
    "assets/javascripts",
    "assets/stylesheets",
    "sitemap.xml",
    "sitemap.xml.gz",
)
"""Material's assets, to which no page of ours links (2.5 MB a language), and the generator's site
map, which knows one language only and dates every page by the build."""
_COMPLAINTS = ("WARNING", "ERROR", "Error", "CRITICAL", "- ")
"""How the generators begin the lines that name a fault; `- ` lists the files it is about."""
_ENVIRONMENT = {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
_UNTIMED = "315532800"
"""1 January 1980: a fixed build time, so that the same pages give the same bytes."""


def build_site(
    config: Path,
    docs: Path,
    out: Path,
    generator: str = "mkdocs",
    finish: Callable[[Path], None] = lambda staging: None,
) -> None:
    """Build the Chinese site into `out` and the English one into `out/en`.

    `config` is the Chinese configuration; the English one (`mkdocs.en.yml` beside `mkdocs.yml`),
    the hand-written pages in `docs/` and the `theme/` folder lie beside it. `docs` holds `zh/`
    and `en/`. `finish` is called with the finished staging folder before it is published: the
    search index is written there. The old site stays as it is until the new one is whole.
    Raises `CasebookError` where the generator fails or warns.
    """
    staging = stage_site(config, docs, out, generator)
    try:
        finish(staging)
        publish(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def stage_site(config: Path, docs: Path, out: Path, generator: str = "mkdocs") -> Path:
    """Build both languages into a new folder beside `out` and return it.

    An unfinished build that lies there is cleared away; a site that an interrupted `publish`
    left under its old name is put back first.
    """
    config, docs, out = config.resolve(), docs.resolve(), out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    _recover(out)
    work, staging = _beside(out, "work"), _beside(out, "new")
    for left in (work, staging):
        shutil.rmtree(left, ignore_errors=True)
    work.mkdir()
    try:
        with ThreadPoolExecutor() as pool:
            builds = [
                pool.submit(_generate, language, config, docs, work, generator)
                for language in get_args(Language)
            ]
        for build in builds:
            build.result()
        # A web server shows the root's page for a missing address, whatever the language.
        (work / "site-en" / "404.html").unlink(missing_ok=True)
        (work / "site-en").rename(work / "site-zh" / "en")
        (work / "site-zh").rename(staging)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return staging


def publish(staging: Path, out: Path) -> None:
    """Put a staged site in the place of the old one; the old one comes back if that fails."""
    out = out.resolve()
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


def _generate(language: Language, config: Path, docs: Path, work: Path, generator: str) -> None:
    """Run the generator for one language, into `site-<language>` under `work`."""
    base = config if language == "zh" else config.with_suffix(f".{language}{config.suffix}")
    site = work / f"site-{language}"
    settings: dict[str, object] = {
        "INHERIT": str(base),
        "docs_dir": str(_sources(language, config.parent / "docs", docs, work)),
        "site_dir": str(site),
        "theme": {"custom_dir": str(config.parent / "theme")},
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


def _sources(language: Language, own: Path, docs: Path, work: Path) -> Path:
    """Return the folder of pages to build.

    Pages of another library lack the project's hand-written ones (about …): then it is a copy in
    which those are filled in.
    """
    pages, ours = docs / language, own / language
    if not pages.is_dir():
        raise CasebookError(str(pages), "there is no such folder", "Write the pages there first")
    missing = [
        path.relative_to(ours)
        for path in sorted(ours.rglob("*.md"))
        if not (pages / path.relative_to(ours)).exists()
        and not is_generated(path.read_text(encoding="utf-8"))
    ]
    if not missing:
        return pages
    whole = work / f"docs-{language}"
    shutil.copytree(pages, whole)
    for page in missing:
        (whole / page).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ours / page, whole / page)
    return whole


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
