"""Templates to pages: values into HTML, each written as text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial
from typing import Any, cast

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from scraper.model import Language, SitePage
from scraper.pages.compiling import PageEnvironment, as_markup, written
from scraper.reading.library import Library
from scraper.reading.marks import Span
from scraper.rules.interface import Say, Words
from scraper.text.chars import HAN
from scraper.text.escape import one_line, path_part


def render(
    library: Library,
    language: Language,
    path: str,
    title: str,
    template: str,
    frame: str = "",
    head: Mapping[str, Any] | None = None,
    **values: Any,
) -> SitePage:
    """Return a page made from a template in `templates/`.

    `path` is its file under the root of the language; `frame` the frame it goes into, where it
    has none of its own (`scraper.pages.frames`); `head` the further fields of the page. Templates
    see `say` (the words of the language), `language`, `up` (the way from the page to the root of
    its language) and the values.
    """
    made = (
        _environment(language, library.words, _KEPT.get())
        .get_template(template)
        .render(
            say=library.words.speaker(language),
            language=language,
            up=Markup("../" * path.count("/")),  # noqa: S704 -- nothing but dots and slashes
            **values,
        )
    )
    frame = frame or path.removesuffix(".html")
    return SitePage(language, path, frame, one_line(title), _valid(made.strip()), **(head or {}))


Keep = Callable[[Language], BytecodeCache]
"""Where compiled templates of a language are kept."""
_KEPT: ContextVar[Keep | None] = ContextVar("kept", default=None)


@contextmanager
def templates_kept(keep: Keep) -> Iterator[None]:
    """Take compiled templates from where they are kept, and keep new ones there."""
    before = _KEPT.set(keep)
    try:
        yield
    finally:
        _KEPT.reset(before)


_HAN = re.compile(rf"[{HAN}](?:[{HAN}\d，、。；：！？（）《》〈〉·〔〕□*]*[{HAN}])?")
"""Chinese words, with the marks and figures between them."""


class _Spoken(Extension):
    """Puts the messages that have no places into the templates before they are compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return a template with `say("key")` replaced by the words, as a literal."""
        return _SAID.sub(self._literal, source)

    def _literal(self, said: re.Match[str]) -> str:
        plain = cast(Mapping[str, str], self.environment.globals["plain"])
        words = plain.get(said[1])
        return said[0] if words is None else json.dumps(words, ensure_ascii=False)


_SAID = re.compile(r'say\("(\w+)"\)')
_LINE_END = re.compile("[\t\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def _valid(html: str) -> str:
    """Return HTML without the characters that HTML forbids, once for all values of a page."""
    if html.replace("\n", "").isprintable():  # as nearly every page is: no need to look closely
        return html
    return _FORBIDDEN.sub("\ufffd", _LINE_END.sub(" ", html))


@lru_cache(maxsize=4)
def _environment(language: Language, words: Words, keep: Keep | None) -> Environment:
    """Return an environment in which every value is written as text unless it is `Markup`."""
    environment = PageEnvironment(
        loader=PackageLoader("scraper.pages"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=keep(language) if keep else None,
    )
    environment.globals["plain"] = words.plain[language]
    environment.add_extension(_Spoken)
    environment.filters["mixed"] = written if language == "zh" else mixed
    environment.filters["path"] = _path
    environment.filters["spans"] = partial(_spans, environment.filters["mixed"])
    return environment


_SPANS = {
    "restored": ("restored_title", '<ins class="cb-restored" title="{title}">{text}</ins>'),
    "lacuna": (
        "lacuna_title",
        '<span class="cb-lacuna" role="img" aria-label="{title}" title="{title}">{text}</span>',
    ),
    "term": ("", '<a class="cb-term" href="#{ref}">{text}</a>'),
    "check": ("check_link", '<a class="cb-checked" href="#{ref}" title="{title}">{text}</a>'),
}
"""What the edition says of a span: the key of its title, its element."""


def _spans(plain: Callable[[str], str], spans: Iterable[Span], say: Say) -> Markup:
    """Return the spans of a passage as HTML; a page has hundreds, and a macro is far slower."""
    pieces = [_marked(span, say) if span.mark else plain(span.text) for span in spans]
    return as_markup("".join(pieces))  # each is escaped


def _marked(span: Span, say: Say) -> str:
    title, element = _SPANS[span.mark]
    words = written(say(title)) if title else ""
    return element.format(text=written(span.text), ref=_path(span.ref), title=words)


@lru_cache(maxsize=4096)
def _path(part: str) -> Markup:
    return Markup(path_part(part))  # noqa: S704 -- encoded


def mixed(text: str) -> str:
    """Return a text in which Chinese words among English ones are marked as Chinese.

    A text that is Chinese itself stays as it is: the element around it says so.
    """
    words = [] if text.isascii() else _HAN.findall(text)
    if not words or sum(map(len, words)) * 3 > 2 * len(text):
        return written(text)
    marked = (f'<span lang="zh-Hans">{escape(word)}</span>' for word in words)
    between = map(escape, _HAN.split(text))
    pieces = (part for pair in zip(between, [*marked, ""], strict=True) for part in pair)
    return as_markup("".join(pieces))  # each is escaped above
