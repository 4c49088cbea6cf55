"""A reference put together from its form is the one the processor sets."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.cite.styles import _set, reference

WORDS = st.text(st.sampled_from("党建ab Z.,;:!?《》<i>&“”'\"[]()-–*_\\/\ue000\ue001 1"), max_size=8)
DAY = st.sampled_from([[2026, 1, 31], [2010], [1998, 12]])


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    texts = ("title", "original-title", "container-title", "publisher", "URL", "ISSN", "issue")
    item: dict[str, Any] = {
        "id": "item",
        "type": draw(st.sampled_from(["webpage", "article-journal"])),
        "language": draw(st.sampled_from(["zh-CN", "en-US"])),
        "title": draw(WORDS.filter(str.strip)),
        "author": [
            {"literal": word} for word in draw(st.lists(WORDS.filter(str.strip), max_size=5))
        ],
        "page": draw(st.sampled_from(["", "1", "12", "12-15", "A1"])),
        **{name: draw(WORDS) for name in texts[1:]},
        **{
            name: {"date-parts": [draw(DAY)]}
            for name in draw(st.sets(st.sampled_from(["issued", "accessed"])))
        },
    }
    return {name: value for name, value in item.items() if value}


@settings(max_examples=60, deadline=None)
@given(items(), st.sampled_from(["gb-t-7714-2015-numeric", "iso690-numeric-en"]))
def test_a_form_filled_in_is_the_reference(item: dict[str, Any], style: Any) -> None:
    assert reference(item, style) == _set(json.dumps(item), style)
