"""The text of a capture that is no binary format."""

from __future__ import annotations

from scraper.decoding import decode_bytes
from scraper.model import Capture


def decode(capture: Capture) -> tuple[str, str]:
    """Text of a capture and the encoding it was read in. Raises CasebookError: `decode_bytes`."""
    return decode_bytes(capture.content, capture.name, declared=capture.charset)
