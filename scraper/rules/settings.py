"""What the project's configuration says to Casebook itself: `site_url` and `extra: casebook:`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import yaml
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from scraper.model import CasebookError

Rights = Literal["full", "excerpt", "nothing"]
"""What is published of a capture whose notice forbids it: the text with the notice, the facts and
an excerpt, or nothing at all."""

Handouts = Literal["all", "packs", "none"]
"""Which handouts a build makes: of every case and pack, of packs and the cases they name, none."""

_RESERVED = re.compile(r"(?:.+\.)?(?:example\.(?:org|com|net)|[^.]+\.example)", re.IGNORECASE)
"""Hosts reserved for examples (RFC 2606), at which nothing is ever published."""


_FOLDER = re.compile(r"(?:\.\./)*[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)*/?")
"""Where another site lies, seen from this one: on the same server, or in the same folder."""


@dataclass(frozen=True, slots=True)
class PartSite:
    """A site with a part of a library too large for one site, which this one searches too."""

    folder: str
    """Its root as seen from the root of this site, with a slash at the end: `../shanghai/`."""
    name: str
    name_en: str
    records: Path
    """Its search records, of `casebook export --to records`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one site."""

    address: str = ""
    """Where the site is published, with a slash at the end; empty where it has no address yet.
    Feeds, citations, QR codes and the site map need it."""
    name: str = ""
    """Name of the site in Chinese."""
    name_en: str = ""
    rights: Rights = "full"
    handouts: Handouts = "packs"
    contact: str = ""
    """Whom the keepers of other sites may write to; sent with every page that is fetched."""
    parts: tuple[PartSite, ...] = ()
    portal: str = ""
    """Of a site with a part of a library: where the site lies that searches all parts."""

    @property
    def is_placeholder(self) -> bool:
        """Whether the address is one reserved for examples."""
        return bool(_RESERVED.fullmatch(urlsplit(self.address).hostname or ""))


_KNOWN = ("rights", "handouts", "contact", "parts", "portal")

UNPUBLISHED = Settings()
"""Of a site without an address."""


def load_settings(config: Path) -> Settings:
    """Return the settings in `mkdocs.yml` (and the English name in `mkdocs.en.yml` beside it).

    Raises `CasebookError` naming file, field and mend where a value is wrong.
    """
    chosen = _read(config)
    english = config.with_suffix(f".en{config.suffix}")
    own = (chosen.get("extra") or {}).get("casebook") or {}
    unknown = sorted(set(own) - set(_KNOWN))
    if unknown:
        mend = f"Known are: {', '.join(_KNOWN)}"
        raise CasebookError(str(config), f"unknown setting `{unknown[0]}`", mend, "extra.casebook")
    return Settings(
        address=_address(chosen.get("site_url"), config),
        name=_words(chosen, "site_name", config),
        name_en=_words(_read(english), "site_name", english) if english.exists() else "",
        rights=_choice(own, "rights", Rights, "full", config),
        handouts=_choice(own, "handouts", Handouts, "packs", config),
        contact=_contact(own.get("contact"), config),
        parts=tuple(_parts(own.get("parts") or (), config)),
        portal=_folder(own["portal"], config, "portal") if own.get("portal") else "",
    )


def _parts(listed: object, config: Path) -> Iterator[PartSite]:
    """Yield the sites of parts; each names its folder, its name in both languages, its records."""
    place, fields = "extra.casebook.parts", ("folder", "name", "name_en", "records")
    mend = f"Write a list, each part with: {', '.join(fields)}"
    if not isinstance(listed, list | tuple):
        raise CasebookError(str(config), "`parts` is no list", mend, place)
    for number, part in enumerate(listed, 1):
        given = part if isinstance(part, dict) else {}
        texts = {name: given.get(name) for name in fields}
        if set(given) != set(fields) or not all(isinstance(t, str) and t for t in texts.values()):
            raise CasebookError(str(config), f"part {number} is not told in full", mend, place)
        folder = _folder(texts["folder"], config, f"parts.{number}.folder")
        records = config.parent / str(texts["records"])
        if not records.is_file():
            problem = f"there are no records `{texts['records']}` of part {number}"
            mend = "Write them with `casebook export --to records` over that part's library"
            raise CasebookError(str(config), problem, mend, place)
        yield PartSite(folder, str(texts["name"]), str(texts["name_en"]), records)


def _folder(value: object, config: Path, name: str) -> str:
    """Return where another site lies, with a slash at the end."""
    if not isinstance(value, str) or not _FOLDER.fullmatch(value):
        mend = "Write it as seen from the root of this site, as ../shanghai/"
        raise CasebookError(str(config), f"`{value}` is no folder", mend, f"extra.casebook.{name}")
    return value.rstrip("/") + "/"


def _choice(own: dict[str, Any], name: str, choices: Any, default: str, config: Path) -> Any:
    """Return a setting that is one of a few words."""
    value = own.get(name, default)
    if value not in get_args(choices):
        mend = f"Use one of: {', '.join(get_args(choices))}"
        raise CasebookError(
            str(config), f"`{name}` cannot be `{value}`", mend, f"extra.casebook.{name}"
        )
    return value


def _contact(value: object, config: Path) -> str:
    """Return a contact, which goes into a header and is a line of ASCII for that."""
    contact = str(value or "").strip()
    if not contact.isascii() or not contact.isprintable() or set(contact) & set("()"):
        mend = "Write a mail address or a web address, in ASCII"
        problem = f"`contact` is `{contact}`"
        raise CasebookError(str(config), problem, mend, "extra.casebook.contact")
    return contact


def _address(value: object, config: Path) -> str:
    if not value:
        return ""
    address = str(value)
    if not address.startswith(("http://", "https://")):
        mend = "Write it in full, as https://example.org/cases/"
        raise CasebookError(str(config), f"`site_url` is `{address}`", mend, "site_url")
    return address.rstrip("/") + "/"


def _read(config: Path) -> dict[str, Any]:
    _check_yaml(config)
    try:
        with config.open("rb") as stream:
            return dict(yaml_load(stream))
    except (OSError, MkDocsException, ValueError) as error:
        mend = "Check that the file is there and that its YAML is right"
        raise CasebookError(str(config), f"it cannot be read ({error})", mend) from error


def _check_yaml(config: Path) -> None:
    """Raise `CasebookError` with the line where YAML is malformed or gives a field twice.

    The generator's reader takes the last of two fields of one name and says nothing.
    """
    try:
        text = config.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return  # reading it says so
    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise _malformed(config, str(error.problem), line) from error
    except yaml.reader.ReaderError as error:
        line = text[: int(error.position)].count("\n") + 1
        raise _malformed(config, "a control character", line) from error
    except RecursionError as error:
        raise _malformed(config, "it is nested too deeply", 1) from error
    if top is not None and not isinstance(top, yaml.MappingNode):
        mend = "Write fields, as `site_name: …`"
        raise CasebookError(str(config), "the YAML holds no fields", mend, "1")
    for fields in _mappings(top):
        _check_once(fields, config)


def _malformed(config: Path, problem: str, line: int) -> CasebookError:
    mend = "Check quotes, colons and indentation on this line and the one before"
    return CasebookError(str(config), f"the YAML cannot be read ({problem})", mend, str(line))


def _mappings(top: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    """Yield every mapping of a document once."""
    left, seen = [top], set[int]()
    while left:
        node = left.pop()
        if not isinstance(node, yaml.CollectionNode) or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            yield node
            left += [value for _, value in node.value]
        else:
            left += node.value


def _check_once(fields: yaml.MappingNode, config: Path) -> None:
    seen: set[str] = set()
    for key, _ in fields.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if key.value in seen and key.value != "<<":
            mend = "Delete one of the two"
            place = str(key.start_mark.line + 1)
            raise CasebookError(str(config), f"`{key.value}` is given twice", mend, place)
        seen.add(key.value)


def _words(chosen: Mapping[str, Any], name: str, config: Path) -> str:
    """Return a setting that is a line of words."""
    value = chosen.get(name, "")
    if not isinstance(value, str):
        raise CasebookError(
            str(config), f"`{name}` is no text", "Write it in quotation marks", name
        )
    return value
