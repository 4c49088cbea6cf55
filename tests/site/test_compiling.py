"""Templates compiled for pages do what Jinja's own do: values are text, macros are HTML."""

import pytest
from jinja2 import StrictUndefined

from scraper.pages.compiling import PageEnvironment

MACRO = "{% macro tag(name, text='…') %}<{{ name }}>{{ text }}</{{ name }}>{% endmacro %}"


def rendered(template: str) -> str:
    environment = PageEnvironment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(MACRO + template).render(bad="<&>")


@pytest.mark.parametrize(
    ("call", "html"),
    [
        ("{{ tag('b') }}", "<b>…</b>"),
        ("{{ tag('b', bad) }}", "<b>&lt;&amp;&gt;</b>"),
        ("{{ tag('b', text=bad) }}", "<b>&lt;&amp;&gt;</b>"),
        ("{{ tag(text=tag('i'), name='b') }}", "<b><i>…</i></b>"),
        ("{{ bad }}", "&lt;&amp;&gt;"),
    ],
)
def test_macros_take_values_in_their_place_or_by_name(call: str, html: str) -> None:
    assert rendered(call) == html


@pytest.mark.parametrize("call", ["{{ tag('b', 'i', 'u') }}", "{{ tag('b', colour='red') }}"])
def test_a_macro_refuses_what_it_does_not_know(call: str) -> None:
    with pytest.raises(TypeError, match="macro 'tag'"):
        rendered(call)
