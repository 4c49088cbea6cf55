"""Templates to Markdown pages: front matter, the mark of a generated file, one block of HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from scraper.model import Language, SitePage
from scraper.reading.library import Library
from scraper.text.chars import HAN
from scraper.text.escape import as_text, one_line, path_part
from scraper.text.generated import GENERATED


def render(
    library: Library,
    language: Language,
    path: str,
    title: str,
    template: str,
    section: str = "",
    head: Mapping[str, Any] | None = None,
    **values: Any,
) -> SitePage:
    """Return a page made from a template in `templates/`.

    `path` is the file under `docs/<language>/`; `section` the address of the index page that a
    page outside the navigation belongs to; `head` what `scraper.pages.head` has for it. Templates
    see `say` (the words of the language), `language`, `up` (the way from the page to the root of
    its language) and the values.
    """
    body = (
        _environment()
        .get_template(template)
        .render(
            say=library.words.speaker(language),
            language=language,
            up=Markup("../" * path.count("/")),  # noqa: S704 -- nothing but dots and slashes
            **values,
        )
    )
    meta = {"title": one_line(title)} | ({"section": section} if section else {}) | dict(head or {})
    front = yaml.safe_dump(meta, allow_unicode=True, width=2**16)
    return SitePage(language, path, f"---\n{front}---\n{GENERATED}\n{body.strip()}\n")


_HAN = re.compile(rf"[{HAN}](?:[{HAN}\d，、。；：！？（）《》〈〉·〔〕□*]*[{HAN}])?")
"""Chinese words, with the marks and figures between them."""


@cache
def _environment() -> Environment:
    """Return an environment in which every value is written as text unless it is `Markup`."""
    environment = Environment(
        loader=PackageLoader("scraper.pages"),
        autoescape=True,
        finalize=_as_markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["mixed"] = _mixed
    environment.filters["path"] = lambda part: Markup(path_part(part))  # noqa: S704 -- encoded
    return environment


@pass_context
def _mixed(context: Context, text: str) -> Markup:
    """Return a text in which Chinese words among English ones are marked as Chinese.

    A text that is Chinese itself stays as it is: the element around it says so.
    """
    if context.get("language") == "zh" or sum(map(len, _HAN.findall(text))) * 3 > 2 * len(text):
        return _as_markup(text)
    parts = _HAN.split(text), _HAN.findall(text)
    marked = (f'<span lang="zh-Hans">{as_text(words)}</span>' for words in parts[1])
    pieces = (
        part for pair in zip(map(as_text, parts[0]), [*marked, ""], strict=True) for part in pair
    )
    return Markup("".join(pieces))  # noqa: S704 -- each piece is escaped above


def _as_markup(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    return Markup(as_text(str(value)))  # noqa: S704 -- this is the escaping
