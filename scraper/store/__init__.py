"""What lies on disk: captures, case files, translations, generated pages. The only writer.

Every file is written whole or not at all, and nothing a person wrote is ever overwritten.
"""

from scraper.store.addresses import (
    GIVEN,
    REDIRECTS,
    AddressBook,
    address_faults,
    brought_up_to_date,
    load_addresses,
    save_addresses,
)
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
from scraper.store.faults import Known, find_faults
from scraper.store.files import (
    library_lock,
    read_bytes,
    read_text,
    site_lock,
    write_bytes,
    write_files,
    write_text,
)
from scraper.store.lessons import load_note, load_pack, load_teaching
from scraper.store.merge import Conflict, SaveResult, machine_version, save_case
from scraper.store.moves import (
    Move,
    Place,
    carry_out,
    merge_cases,
    rename_case,
    split_case,
)
from scraper.store.starts import Start, write_start
from scraper.store.state import BuildState, Kept, Product, Texts, build_state
from scraper.store.translations import (
    Counts,
    SyncResult,
    load_translation,
    save_translation,
    sync_translation,
    updated_translation,
)
from scraper.store.zips import write_zip

__all__ = [
    "GIVEN",
    "REDIRECTS",
    "AddressBook",
    "BuildState",
    "Conflict",
    "Counts",
    "Kept",
    "Known",
    "Move",
    "ParsedCase",
    "Place",
    "Product",
    "SaveResult",
    "Start",
    "SyncResult",
    "Texts",
    "address_faults",
    "brought_up_to_date",
    "build_state",
    "carry_out",
    "check_case_id",
    "dump_case",
    "find_captures",
    "find_faults",
    "library_lock",
    "load_addresses",
    "load_capture",
    "load_case",
    "load_cases",
    "load_note",
    "load_pack",
    "load_teaching",
    "load_translation",
    "machine_version",
    "merge_cases",
    "parse_case",
    "read_bytes",
    "read_text",
    "rename_case",
    "save_addresses",
    "save_capture",
    "save_case",
    "save_given_ids",
    "save_translation",
    "site_lock",
    "split_case",
    "sync_translation",
    "updated_translation",
    "with_overrules",
    "with_sidecar",
    "write_bytes",
    "write_files",
    "write_start",
    "write_text",
    "write_zip",
]
