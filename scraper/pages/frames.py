"""Frames: what pages of a kind share, with places for what is their own. Pure.

    frame_pages ──generator──> HTML with marks ──cut──> Frame ──pour──> HTML of a page

The generator renders header, navigation, head and footer once a kind and language, from a small
Markdown page that holds a mark in each place. So a library of thousands of cases costs it no more
than one of ten, and `theme/` alone says what is around a page. A page in the navigation has a frame
of its own, in which it is marked as the current one; the others share those called `frame_…`, each
in the folder of its pages, so that relative addresses are right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2.utils import htmlsafe_json_dumps

from scraper.model import SitePage
from scraper.text.escape import as_text, path_part

_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_MARK = "casebook-slot-"
_TITLE, _DESCRIPTION, _FORWARD = (f"{_MARK}{name}" for name in ("title", "description", "forward"))
_BODY = f'<div class="cb-page">{_MARK}body</div>'
_DATA = re.compile(rf'<script type="application/ld\+json">[^<]*{_MARK}data[^<]*</script>')
_SLOT = re.compile(
    rf"(?P<body>{re.escape(_BODY)})|(?P<data>{_DATA.pattern})|(?P<title>{_TITLE})"
    rf"|(?P<description>{_DESCRIPTION})|(?P<forward>{_FORWARD})|(?P<address>frame_[a-z]+\.html)"
)


def _kinds() -> dict[str, dict[str, Any]]:
    """Return the front matter of each frame beside its title, by the frame's name."""
    described = {"description": _DESCRIPTION}
    cases, documents = {"section": "cases/index.html"}, {"section": "documents.html"}
    models, packs = {"section": "models/index.html"}, {"section": "packs/index.html"}
    article = {**described, "data": {"@type": "Article", "slot": f"{_MARK}data"}}
    thing = {**described, "data": {"slot": f"{_MARK}data"}}
    forward = {"template": "forward.html", "forward": _FORWARD}
    return {
        "index": thing,
        "models/index": {},
        "models/frame_model": models | thing,
        "models/frame_list": models,
        "cases/index": {},
        "cases/frame_list": cases,
        "cases/frame_case": cases | article,
        "cases/frame_document": documents | article,
        "cases/frame_forward": cases | forward | {"forward_address": f"cases/{_FORWARD}"},
        "documents": {},
        "frame_documents": documents,
        "compare": {},
        "packs/index": {},
        "packs/frame_pack": packs | described,
        "overview": {},
        "glossary": {},
        "search": {},
    }


def frame_pages() -> Mapping[str, str]:
    """Return the Markdown page of each frame, by the frame's name; the same in both languages."""
    return {
        name: f"---\n{json.dumps({'title': _TITLE} | front)}\n---\n{_BODY}\n"
        for name, front in _kinds().items()
    }


@dataclass(frozen=True, slots=True)
class Frame:
    """A rendered frame, cut at its places."""

    texts: tuple[str, ...]
    """What stands before the first place, between two, and after the last one."""
    slots: tuple[str, ...]
    """What goes into each place: `title`, `body` …"""


def cut(html: str) -> Frame:
    """Return a frame that the generator has rendered, cut at its marks."""
    return Frame(*map(tuple, zip(*_pieces(html), strict=True)))


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    end = 0
    for match in _SLOT.finditer(html):
        yield html[end : match.start()], str(match.lastgroup)
        end = match.end()
    yield html[end:], ""


def pour(page: SitePage, frame: Frame) -> bytes:
    """Return the HTML of a page in its frame; every value but the body is written as text."""
    data = htmlsafe_json_dumps(page.data, _compact)
    values = {
        "title": as_text(page.title),
        "description": as_text(page.description),
        "address": path_part(page.path.rpartition("/")[2]),
        "forward": path_part(page.forward),
        "data": f'<script type="application/ld+json">{data}</script>' if page.data else "",
        "body": page.body,
        "": "",
    }
    pairs = zip(frame.texts, frame.slots, strict=True)
    return "".join(part for text, slot in pairs for part in (text, values[slot])).encode()


def _compact(data: Any, **_: Any) -> str:
    return _as_json(data)
