"""Bytes -> text: which encoding some bytes are in, and what they say in it.

Stands beneath the stages, because both `evidence` (is this page a document?) and `blocks` read
pages of every encoding, and the two must not differ.
"""

from scraper.decoding.deciding import declared_in, decode_bytes
from scraper.decoding.standard import decode_as, standard_name

__all__ = ["declared_in", "decode_as", "decode_bytes", "standard_name"]
