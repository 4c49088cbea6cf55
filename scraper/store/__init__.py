"""What lies on disk: captures, case files, translations, generated pages. The only writer.

Every file is written whole or not at all, and nothing a person wrote is ever overwritten.
"""

from scraper.store.captures import (
    find_captures,
    load_capture,
    save_capture,
    with_overrules,
    with_sidecar,
)
from scraper.store.casefile import (
    ParsedCase,
    check_case_id,
    dump_case,
    load_case,
    load_cases,
    parse_case,
    save_given_ids,
)
from scraper.store.files import library_lock, read_bytes, read_text, write_bytes, write_text
from scraper.store.merge import Conflict, SaveResult, machine_version, save_case
from scraper.store.pages import WriteReport, write_pages
from scraper.store.translations import SyncResult, load_translation, sync_translation

__all__ = [
    "Conflict",
    "ParsedCase",
    "SaveResult",
    "SyncResult",
    "WriteReport",
    "check_case_id",
    "dump_case",
    "find_captures",
    "library_lock",
    "load_capture",
    "load_case",
    "load_cases",
    "load_translation",
    "machine_version",
    "parse_case",
    "read_bytes",
    "read_text",
    "save_capture",
    "save_case",
    "save_given_ids",
    "sync_translation",
    "with_overrules",
    "with_sidecar",
    "write_bytes",
    "write_pages",
    "write_text",
]
