"""Text of a Word file that mammoth does not show, brought into the form that it does.

Text boxes come twice, as DrawingML for new programs and as VML for old ones, or in one of the two
forms alone; mammoth reads the VML. Of a character with its reading above it, it reads neither.
"""

from __future__ import annotations

from lxml import etree

from scraper.blocks.word_package import STRICT_W, Parts, W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_VML = "{urn:schemas-microsoft-com:vml}"


def show_hidden_text(parts: Parts) -> None:
    """Bring text boxes and characters with readings into a form that mammoth reads."""
    for root in parts.values():
        for w in (W, STRICT_W):
            _choose_alternatives(root, w)
            _box_drawings(root, w)
            _drop_readings(root, w)


def _choose_alternatives(root: etree._Element, w: str) -> None:
    """Of each pair of alternatives keep the old form, or the new one where only it has text."""
    for pair in list(root.iter(f"{_MC}AlternateContent")):
        old, new = pair.find(f"{_MC}Fallback"), pair.find(f"{_MC}Choice")
        texts = [c is not None and next(c.iter(f"{w}t"), None) is not None for c in (old, new)]
        if new is not None and texts == [False, True]:
            for other in list(pair):
                pair.remove(other)
            fallback = etree.SubElement(pair, f"{_MC}Fallback")
            fallback.extend(list(new))
        elif new is not None and old is not None:
            pair.remove(new)


def _box_drawings(root: etree._Element, w: str) -> None:
    """Turn each drawing that holds text boxes into VML text boxes of the same paragraphs."""
    for drawing in list(root.iter(f"{w}drawing")):
        contents = [c for box in drawing.iter(f"{_WPS}txbx") for c in box.iter(f"{w}txbxContent")]
        picture = etree.Element(f"{w}pict")
        for content in contents:
            etree.SubElement(picture, f"{_VML}textbox").append(content)
        if contents:
            drawing.addprevious(picture)


def _drop_readings(root: etree._Element, w: str) -> None:
    """Replace each character that has a reading above it (`w:ruby`) by the character alone."""
    for ruby in list(root.iter(f"{w}ruby")):
        base = ruby.find(f"{w}rubyBase")
        for text in list(base.iter(f"{w}t")) if base is not None else ():
            ruby.addprevious(text)
        parent = ruby.getparent()
        if parent is not None:
            parent.remove(ruby)
