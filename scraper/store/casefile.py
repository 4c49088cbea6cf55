r"""Case files: `cases/<id>.md`, the source of truth that people edit.

A file is YAML front matter between two `---` lines, then the text, one block a line with a blank
line between blocks:

    ---
    id: example
    kind: case
    title: 某社区的做法
    ---

    ## 一、背景 {#h-2b3c4d}

    **市某社区有12个小区。 {#p-1a2b3c}

    关键词：社区；党员 {#p-5e6f7a .meta}

The text is literal, not Markdown: `**市` is what it says. `##` and `###` begin headings. A
paragraph that itself begins with `#` or `\` has a `\` before it; a line that ends in `\` goes on
in the next one. A block without an id is one an editor added: it gets its id when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scraper.model import BlockKind, Case, CasebookError, Paragraph
from scraper.store.fields import dump_fields, load_fields
from scraper.store.files import read_text, write_text
from scraper.text.escape import one_line
from scraper.text.ids import new_id

_CASE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_WINDOWS_NAMES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""Names that Windows keeps for devices, with any extension (Microsoft, "Naming Files")."""
_MARK = re.compile(r" ?\{#(?P<id>[ph]-[a-z0-9]{1,32})(?P<meta> \.meta)?\}$")
_LIKE_A_MARK = re.compile(r"\{#[^{}]*\}\s*$")
_HEADINGS: dict[BlockKind, str] = {"h2": "## ", "h3": "### "}


@dataclass(frozen=True, slots=True)
class ParsedCase:
    """A case file as read."""

    case: Case
    given_ids: tuple[str, ...]
    """Ids given to blocks that had none, in reading order."""
    text: str
    """The file's text with those ids written into it, and nothing else changed."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of the body as it stands in the file."""

    kind: BlockKind
    text: str
    id: str
    """Empty where the file gives none."""
    last_line: int
    """0-based index of the block's last line."""


def check_case_id(name: str, file: str) -> None:
    """Raise `CasebookError` unless `name` can be a case id, and so a file name everywhere."""
    if not _CASE_ID.fullmatch(name):
        problem = f"`{name}` cannot be a case id"
        mend = "Use 1 to 64 characters of a-z, 0-9 and -, beginning with a letter or digit"
        raise CasebookError(file, problem, mend, "id")
    if name in _WINDOWS_NAMES:
        problem = f"`{name}` is a name that Windows keeps for a device"
        raise CasebookError(file, problem, f"Rename the case, for example to `{name}-case`", "id")


def dump_case(case: Case) -> str:
    """Return the text of a case's file; `parse_case` gives the same case back.

    Raises `CasebookError` where the id cannot be a file name.
    """
    check_case_id(case.id, f"{case.id}.md")
    front = dump_fields(case, leave_out=frozenset(("paragraphs",)))
    blocks = "".join(f"\n{_dump_block(paragraph)}\n" for paragraph in case.paragraphs)
    return f"---\n{front}---\n{blocks}"


def _dump_block(paragraph: Paragraph) -> str:
    text = paragraph.text.replace("\n", "\\\n")
    if paragraph.kind in _HEADINGS:
        text = _HEADINGS[paragraph.kind] + text
    elif paragraph.text.startswith(("#", "\\")):
        text = f"\\{text}"
    meta = " .meta" if paragraph.kind == "meta" else ""
    return f"{text} {{#{paragraph.id}{meta}}}"


def parse_case(text: str, name: str) -> ParsedCase:
    """Read the text of a case file.

    `name` is the file's name, `<id>.md`; folders before it are kept for messages. Raises
    `CasebookError` with the line and the mend for anything that is not a case file as above.
    """
    lines = unix_lines(text).split("\n")
    end = _front_matter_end(lines, name)
    blocks = list(_blocks(lines, end + 1, name))
    paragraphs, given = _with_ids(blocks, name)
    front = "\n".join(lines[1:end])
    case = load_fields(front, Case, name, first_line=2, given={"paragraphs": paragraphs})
    check_case_id(case.id, name)
    if not one_line(case.title).strip():
        raise CasebookError(name, "the title is empty", "Write what the text is called", "title")
    if Path(name).name != f"{case.id}.md":
        mend = f"Rename the file to {case.id}.md, or correct `id`"
        raise CasebookError(name, f"the file says `id: {case.id}`", mend, "id")
    for block, paragraph in zip(blocks, paragraphs, strict=True):
        if not block.id:
            meta = " .meta" if paragraph.kind == "meta" else ""
            lines[block.last_line] += f" {{#{paragraph.id}{meta}}}"
    return ParsedCase(case, given, "\n".join(lines))


def unix_lines(text: str) -> str:
    """Return a case file's text without what Windows editors add: BOM and CR at line ends.

    Only a file that begins with `---` and CR LF is taken for one of theirs, because a CR within
    a line may be part of the text.
    """
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n") if text.startswith("---\r\n") else text


def load_case(path: Path) -> ParsedCase:
    """Read a case file. Raises `CasebookError`."""
    return parse_case(read_text(path), str(path))


def load_cases(folder: Path) -> tuple[tuple[ParsedCase, ...], tuple[CasebookError, ...]]:
    """Read all case files of a folder, by name; what cannot be read is returned as an error.

    A `README.md` and hidden files are no case files.
    """
    cases: list[ParsedCase] = []
    errors: list[CasebookError] = []
    for path in sorted(folder.glob("*.md")):
        if path.name == "README.md" or path.name.startswith("."):
            continue
        try:
            cases.append(load_case(path))
        except CasebookError as error:
            errors.append(error)
    return tuple(cases), tuple(errors)


def save_given_ids(folder: Path, parsed: ParsedCase) -> bool:
    """Write the ids that reading gave into the case's file; return whether there were any."""
    return bool(parsed.given_ids) and write_text(folder / f"{parsed.case.id}.md", parsed.text)


def _front_matter_end(lines: list[str], name: str) -> int:
    """Return the index of the `---` line that closes the front matter."""
    if lines[0].rstrip() != "---":
        raise CasebookError(name, "no front matter", "Begin the file with a line `---`", "1")
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return index
    mend = "Put a line `---` between the fields and the text"
    raise CasebookError(name, "the front matter has no end", mend, str(len(lines)))


def _blocks(lines: list[str], start: int, name: str) -> Iterator[_Block]:
    """Yield the blocks of the body, which begins at index `start`."""
    index = start
    while index < len(lines):
        first = index
        parts = [lines[index]]
        while parts[-1].endswith("\\"):
            index += 1
            if index == len(lines):
                mend = "Delete the `\\` at the end, or add the line that goes on"
                raise CasebookError(name, "the last line goes on nowhere", mend, str(index))
            parts[-1] = parts[-1][:-1]
            parts.append(lines[index])
        block = "\n".join(parts)
        if block.strip():
            yield _block(block, index, name, str(first + 1))
        index += 1


def _block(source: str, last_line: int, name: str, place: str) -> _Block:
    """Read one block from its source, without the line ends escaped."""
    mark = _MARK.search(source, max(0, source.rfind("{#") - 1))
    if mark is None and (odd := _LIKE_A_MARK.search(source)):
        mend = "Write {#p-…} or {#h-…}, or delete it and the block gets a new id"
        raise CasebookError(name, f"`{odd[0].strip()}` is no paragraph id", mend, place)
    text = source[: mark.start()] if mark else source
    kind: BlockKind = "meta" if mark and mark["meta"] else "p"
    for heading, prefix in _HEADINGS.items():
        if text.startswith(prefix):
            if kind == "meta":
                mend = "Take out `.meta` or the marks of the heading"
                raise CasebookError(name, "a heading cannot be bibliographic matter", mend, place)
            kind, text = heading, text.removeprefix(prefix)
            break
    else:
        if text.startswith("#"):
            mend = (
                "Begin headings with `## ` or `### `, and a paragraph that begins with # with \\#"
            )
            raise CasebookError(name, "a line begins with # but is no heading", mend, place)
        if text.startswith(("\\#", "\\\\")):
            text = text[1:]
    return _Block(kind, text, mark["id"] if mark else "", last_line)


def _with_ids(blocks: list[_Block], name: str) -> tuple[tuple[Paragraph, ...], tuple[str, ...]]:
    """Return the blocks as paragraphs, and the ids that were given to those without one."""
    taken: set[str] = set()
    for block in blocks:
        if block.id and block.id in taken:
            mend = "Delete the id of the copy, and it gets one of its own"
            place = str(block.last_line + 1)
            raise CasebookError(name, f"the id {block.id} is given twice", mend, place)
        taken.add(block.id)
    paragraphs, given = [], []
    for block in blocks:
        name_of_block = block.id
        if not name_of_block:
            name_of_block = new_id(block.kind, block.text, taken)
            taken.add(name_of_block)
            given.append(name_of_block)
        paragraphs.append(Paragraph(name_of_block, block.kind, block.text))
    return tuple(paragraphs), tuple(given)
