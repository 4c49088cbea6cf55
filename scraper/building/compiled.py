"""Page templates as Jinja has compiled them, kept from one build to the next.

Compiling those of a case page takes as long as making forty cases. The state of a build is begun
anew with each version of this program, so that no template in it is an old one.
"""

from __future__ import annotations

from jinja2.bccache import Bucket, BytecodeCache

from scraper.model import Language
from scraper.store import BuildState


class Compiled(BytecodeCache):
    """The templates of one language, which has them with its own words in them."""

    def __init__(self, state: BuildState, language: Language) -> None:
        self._state, self._language = state, language

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept; it stays empty where that is of another Python."""
        kept = self._state.get(self._name(bucket))
        if kept:
            bucket.bytecode_from_string(bytes.fromhex(kept))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds."""
        self._state.set(self._name(bucket), bucket.bytecode_to_string().hex())

    def _name(self, bucket: Bucket) -> str:
        return f"template {self._language} {bucket.key}"
