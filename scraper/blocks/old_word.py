"""Old Word files (.doc) -> files that can be read, by a converter installed on the machine.

There is no well-kept library for the format. The converters are programs of their own; each runs
under limits of time and memory, as the workers do.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from scraper.guard.programs import run_program
from scraper.model import Capture, CasebookError

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _soffice(program: str, file: Path) -> Sequence[str]:
    profile = (file.parent / "profile").as_uri()
    return (
        *(program, f"-env:UserInstallation={profile}", "--headless", "--norestore"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(file.parent), str(file)),
    )


def _antiword(program: str, file: Path) -> Sequence[str]:
    return program, "-m", "UTF-8.txt", "-w", "0", str(file)


def _catdoc(program: str, file: Path) -> Sequence[str]:
    return program, "-w", "-d", "utf-8", str(file)


_CONVERTERS: dict[str, Callable[[str, Path], Sequence[str]]] = {
    "soffice": _soffice,
    "libreoffice": _soffice,
    "catdoc": _catdoc,
    "antiword": _antiword,
}
"""By name of the program, best first: LibreOffice keeps headings, tables and numbers; catdoc keeps
the rows of tables; antiword draws them with bars and spaces."""


def converted(capture: Capture) -> Capture:
    """An old Word file as a new one, or as plain text, as far as the converter here goes.

    Raises CasebookError where no converter is installed, or where it fails on the file.
    """
    found = next(((name, path) for name in _CONVERTERS if (path := shutil.which(name))), None)
    if found is None:
        problem = "an old Word file (.doc) needs a converter, and none is installed"
        mend = "Install LibreOffice or catdoc; or open it in Word or WPS and save it as .docx."
        raise CasebookError(capture.name, problem, mend)
    name, program = found
    with TemporaryDirectory(prefix="casebook-") as folder:
        file = Path(folder) / "capture.doc"
        file.write_bytes(capture.content)
        printed = run_program(capture.name, _CONVERTERS[name](program, file), folder)
        written = file.with_suffix(".docx")
        if written.exists():
            return replace(capture, content=written.read_bytes(), media_type=_WORD)
    if not printed.strip():
        mend = "Open it in Word or WPS, save it as .docx and add that file."
        raise CasebookError(capture.name, f"{name} finds no text in the file", mend)
    return replace(capture, content=printed, media_type="text/plain")
