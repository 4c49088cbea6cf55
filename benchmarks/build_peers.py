"""The same pages by other generators: Hugo with a minimal theme, stock Material with its search.

Each gets the same texts as Markdown, in both languages.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Cost, run
from scraper import store
from scraper.model import Case, Language

_HUGO = """baseURL = "https://casebook.example/"
title = "Casebook"
defaultContentLanguage = "zh"
disableKinds = ["taxonomy", "term", "RSS", "404"]
[languages.zh]
languageName = "中文"
contentDir = "content/zh"
[languages.en]
languageName = "English"
contentDir = "content/en"
"""
_LAYOUTS = {
    "_default/baseof.html": """<!doctype html><html lang="{{ .Lang }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Summary | plainify }}">
<link rel="canonical" href="{{ .Permalink }}"></head><body><header>
<a href="{{ "/" | relLangURL }}">{{ site.Title }}</a>
<a href="{{ "/cases/" | relLangURL }}">Cases</a>
{{ range .Translations }}<a href="{{ .RelPermalink }}">{{ .Language.LanguageName }}</a>{{ end }}
</header>{{ block "main" . }}{{ end }}<footer>Casebook</footer></body></html>""",
    "_default/single.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<p>{{ .Params.place }} {{ .Params.years }}</p>{{ .TableOfContents }}{{ .Content }}
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}""",
    "_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>
{{ $pages := .Paginate .Pages 100 }}{{ range $pages.Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ if $pages.HasNext }}<a href="{{ $pages.Next.URL }}">Next</a>{{ end }}{{ end }}""",
    "index.html": """{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}""",
}
_MATERIAL = """site_name: Casebook
theme:
  name: material
  language: {language}
  font: false
  features: [navigation.prune]
plugins:
  - search:
      lang: {language}
"""


def hugo(library: Path, folder: Path) -> tuple[Cost, Path]:
    """Build with Hugo, both languages in one run; return the cost and the site."""
    for name, text in _LAYOUTS.items():
        _write(folder / "layouts" / name, text)
    _write(folder / "hugo.toml", _HUGO)
    for language, name, text in _pages(library):
        _write(folder / "content" / language / "cases" / name, text)
    cost, _ = run([str(Path(sys.executable).with_name("hugo")), "--quiet"], folder)
    return cost, folder / "public"


def material(library: Path, folder: Path) -> tuple[Cost, Path]:
    """Build with MkDocs and Material as they come, once a language; return both costs as one."""
    for language, name, text in _pages(library):
        _write(folder / language / "docs" / "cases" / name, text)
    costs = []
    for language in ("zh", "en"):
        _write(folder / language / "docs" / "index.md", "# Casebook\n")
        _write(folder / language / "mkdocs.yml", _MATERIAL.format(language=language))
        words = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", f"../site/{language}"]
        costs.append(run(words, folder / language)[0])
    whole = Cost(sum(cost.cpu for cost in costs), max(cost.memory for cost in costs))
    return whole, folder / "site"


def _pages(library: Path) -> Iterator[tuple[Language, str, str]]:
    for path in sorted((library / "cases").glob("*.md")):
        case = store.load_case(path).case
        english = store.load_translation(library / "translations/en" / f"{case.id}.po").texts
        yield "zh", path.name, _markdown(case, {})
        yield "en", path.name, _markdown(case, english)


def _markdown(case: Case, english: dict[str, str]) -> str:
    title = english.get("title", case.title)
    front = {"title": title, "place": case.place.chinese, "years": case.years.start}
    head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in front.items())
    blocks = (
        ("## " if paragraph.kind == "h2" else "") + english.get(paragraph.id, paragraph.text)
        for paragraph in case.paragraphs
    )
    return f"---\n{head}---\n" + "\n\n".join(blocks) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
