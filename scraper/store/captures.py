"""Captures: what was captured, byte for byte, and beside it a sidecar that says where it is from.

captures/0123456789abcdef.txt     the bytes, never changed; named for their SHA-256
captures/0123456789abcdef.yaml    provenance; a person may correct it
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from scraper.model import Capture, CasebookError
from scraper.store.fields import dump_fields, load_fields
from scraper.store.files import read_bytes, read_text, write_bytes, write_text

_KEY = re.compile(r"[0-9a-f]{16}")
_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}")
_EXTENSIONS = {"text/plain": ".txt", "text/html": ".html"}
_SIDECAR = ".yaml"
_DROP = "drop:"
"""How `Capture.overrules` writes a line to drop."""


@dataclass(frozen=True, slots=True)
class _Provenance:
    """The fields of a sidecar: those of `Capture`, without the bytes."""

    name: str
    media_type: str
    sha256: str
    captured: str = ""
    address: str = ""
    charset: str = ""
    retelling: str = ""
    rights: str = ""
    keep: tuple[str, ...] = ()
    """Rules of the cleaner that are not to be applied: `rule` or `rule:line`."""
    drop_lines: tuple[int, ...] = ()
    """Lines that are to go."""


@dataclass(frozen=True, slots=True)
class _Given:
    """What a person can say of a file before it is captured."""

    name: str = ""
    media_type: str = ""
    captured: str = ""
    address: str = ""
    charset: str = ""
    retelling: str = ""
    keep: tuple[str, ...] = ()
    drop_lines: tuple[int, ...] = ()


def save_capture(folder: Path, capture: Capture) -> bool:
    """File a capture; return whether its bytes are new to the folder.

    Of a capture that is there, only fields its sidecar leaves out are filled in: a field that
    stands in the sidecar, even empty, stays as it is. Raises `CasebookError` where the bytes do
    not match their digest, or where other bytes lie under the same name.
    """
    _check_digest(capture.content, capture.sha256, capture.name)
    path = _content_path(folder, capture)
    new = not path.exists()
    if new:
        write_bytes(path, capture.content)
    elif read_bytes(path) != capture.content:
        problem = f"its content is not that of {capture.name}, which has the same key"
        mend = "The file was changed; put back the one captured, or delete it and add it again"
        raise CasebookError(str(path), problem, mend)
    _save_sidecar(path.with_suffix(_SIDECAR), _provenance(capture))
    return new


def load_capture(path: Path) -> Capture:
    """Read a capture and its sidecar; `path` is that of the bytes.

    Raises `CasebookError` where either is missing, the sidecar is malformed, or the bytes are
    not those its digest was taken from.
    """
    content = read_bytes(path)
    sidecar = path.with_suffix(_SIDECAR)
    if not sidecar.exists():
        mend = f"Add the original file again, or write {sidecar.name} by hand"
        raise CasebookError(str(path), "the capture has no sidecar", mend)
    provenance = load_fields(read_text(sidecar), _Provenance, str(sidecar))
    _check_digest(content, provenance.sha256, str(path))
    if path.stem != provenance.sha256[:16]:
        mend = f"Rename it and its sidecar to {provenance.sha256[:16]}"
        raise CasebookError(str(path), "the file is not named for its content", mend)
    return Capture(content=content, **_said(provenance))


def with_sidecar(capture: Capture, path: Path) -> Capture:
    """Return a capture read from `path` with what the sidecar beside that file says of it.

    The sidecar of `page.html` is `page.html.yaml`; all of its fields are optional. Without one
    the capture is returned as it is. Raises `CasebookError` where it is malformed.
    """
    sidecar = path.with_name(path.name + _SIDECAR)
    try:
        if not sidecar.exists():
            return capture
    except OSError:  # the name is too long to be one, or its folder may not be read
        return capture
    given = load_fields(read_text(sidecar), _Given, str(sidecar))
    said = {name: value for name, value in _said(given).items() if value}
    return replace(capture, **said)


def with_overrules(capture: Capture, folder: Path) -> Capture:
    """Return a capture with what its sidecar in the library's folder overrules, if it has one.

    Raises `CasebookError` where the sidecar is malformed.
    """
    sidecar = folder / f"{capture.key}{_SIDECAR}"
    if not sidecar.exists():
        return capture
    overrules = _overrules(load_fields(read_text(sidecar), _Provenance, str(sidecar)))
    return replace(capture, overrules=overrules or capture.overrules)


def _said(fields: _Provenance | _Given) -> dict[str, Any]:
    """Return the fields of a sidecar as those of `Capture`."""
    said = asdict(fields)
    del said["keep"], said["drop_lines"]
    return said | {"overrules": _overrules(fields)}


def _overrules(fields: _Provenance | _Given) -> tuple[str, ...]:
    return (*fields.keep, *(f"{_DROP}{line}" for line in fields.drop_lines))


def find_captures(folder: Path) -> tuple[Path, ...]:
    """Return the paths of all captures in a folder, by key; other files there are not ours."""
    return tuple(
        path
        for path in sorted(folder.glob("*.*"))
        if _KEY.fullmatch(path.stem) and path.suffix != _SIDECAR
    )


def _check_digest(content: bytes, digest: str, file: str) -> None:
    if hashlib.sha256(content).hexdigest() != digest:
        mend = "The file was changed or damaged; put back the one captured"
        raise CasebookError(file, "the content does not match its SHA-256", mend, "sha256")


def _content_path(folder: Path, capture: Capture) -> Path:
    """Return where the capture lies, under whatever extension, or else where it is to lie."""
    extension = Path(capture.name).suffix.lower()
    if not _EXTENSION.fullmatch(extension) or extension == _SIDECAR:
        extension = _EXTENSIONS.get(capture.media_type, ".bin")
    path = folder / f"{capture.key}{extension}"
    if not path.exists() and path.with_suffix(_SIDECAR).exists():
        # Its bytes lie here under another extension; only then is the whole folder looked through.
        return next((other for other in find_captures(folder) if other.stem == capture.key), path)
    return path


def _provenance(capture: Capture) -> _Provenance:
    return _Provenance(
        name=capture.name,
        media_type=capture.media_type,
        sha256=capture.sha256,
        captured=capture.captured,
        address=capture.address,
        charset=capture.charset,
        retelling=capture.retelling,
        rights=capture.rights,
        keep=tuple(x for x in capture.overrules if not x.startswith(_DROP)),
        drop_lines=tuple(
            int(x.removeprefix(_DROP)) for x in capture.overrules if x.startswith(_DROP)
        ),
    )


def _save_sidecar(path: Path, provenance: _Provenance) -> None:
    """Write a sidecar, or add the fields that the one there leaves out at its end."""
    if not path.exists():
        write_text(path, dump_fields(provenance))
        return
    text = read_text(path)
    load_fields(text, _Provenance, str(path))
    present = frozenset(re.findall(r"^(\w+):", text, re.MULTILINE))
    missing = dump_fields(provenance, leave_out=present)
    if missing != "{}\n":
        write_text(path, text.rstrip("\n") + "\n" + missing)
