"""The same pages by other generators: Hugo with a minimal theme, stock Material with its search.

Each gets the same texts as Markdown, in both languages. Hugo is measured twice: on the texts alone,
and on pages that show the facts of a case too, from front matter, as Casebook's pages do.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measuring import Cost, run
from scraper import store
from scraper.model import Language
from scraper.reading.phrases import Reading

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
_FACTS = """{{ define "main" }}<h1>{{ .Title }}</h1><dl>
<dt>Place</dt><dd>{{ .Params.place }}</dd><dt>Years</dt><dd>{{ .Params.years }}</dd>
<dt>Lead organization</dt><dd>{{ .Params.organisation }}</dd>
{{ range $name, $found := .Params.lists }}<dt>{{ $name }}</dt><dd><ul>
{{ range $found }}<li>{{ . }}</li>{{ end }}</ul></dd>{{ end }}</dl>
<ul>{{ range .Params.points }}<li><b>{{ .role }}</b> {{ .sentence }}
<a href="#{{ .paragraph }}">in the text</a></li>{{ end }}</ul>{{ .TableOfContents }}{{ .Content }}
<table>{{ range .Params.figures }}<tr><th>{{ .text }}</th><td>{{ .what }}</td>
<td><a href="#{{ .paragraph }}">in the text</a></td></tr>{{ end }}</table>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}"""
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


def hugo(library: Path, folder: Path, *, facts: bool = False) -> tuple[Cost, Path]:
    """Build with Hugo, both languages in one run; return the cost and the site."""
    single = {"_default/single.html": _FACTS} if facts else {}
    for name, text in (_LAYOUTS | single).items():
        _write(folder / "layouts" / name, text)
    _write(folder / "hugo.toml", _HUGO)
    for language, name, text in _pages(library, facts=facts):
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


def _pages(library: Path, *, facts: bool = False) -> Iterator[tuple[Language, str, str]]:
    for path in sorted((library / "cases").glob("*.md")):
        case = store.load_case(path).case
        english = store.load_translation(library / "translations/en" / f"{case.id}.po")
        languages: tuple[Language, ...] = ("zh", "en")
        for language in languages:
            yield language, path.name, _markdown(Reading(case, language, english), facts)


def _markdown(reading: Reading, facts: bool) -> str:
    case = reading.case
    front: dict[str, Any] = {
        "title": reading.title.text,
        "place": reading.place.text,
        "years": case.years.start,
        **(_facts(reading) if facts else {}),
    }
    head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in front.items())
    blocks = (
        ("## " if paragraph.kind == "h2" else "")
        + reading.phrase(paragraph.id, paragraph.text).text
        for paragraph in case.paragraphs
    )
    return f"---\n{head}---\n" + "\n\n".join(blocks) + "\n"


def _facts(reading: Reading) -> dict[str, Any]:
    case = reading.case

    def words(name: str, texts: Iterable[str]) -> list[str]:
        return [reading.phrase(f"{name}-{n}", text).text for n, text in enumerate(texts, 1)]

    return {
        "organisation": reading.phrase("organisation", case.organisation).text,
        "lists": {
            "Models": [match.id for match in case.models],
            "Mechanisms": words("mechanism", case.mechanisms),
            "Slogans": words("slogan", case.slogans),
            "Partners": words("partner", (item.name for item in case.partners)),
            "People": words("person", (item.name for item in case.people)),
        },
        "points": [
            {
                "role": point.role,
                "sentence": reading.sentence(point.sentence, point.paragraph).text,
                "paragraph": point.paragraph,
            }
            for point in case.points
        ],
        "figures": [
            {
                "text": reading.phrase(f"figure-{n}-text", figure.text).text,
                "what": reading.phrase(f"figure-{n}", figure.what).text,
                "paragraph": figure.paragraph,
            }
            for n, figure in enumerate(case.figures, 1)
        ],
    }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
