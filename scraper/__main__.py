"""The command `casebook`."""

from __future__ import annotations

import sys
from importlib import import_module

import click

_VERBS = {
    "add": "adding",
    "build": "building",
    "check": "checking",
    "clean": "cleaning",
    "explain": "cleaning",
    "export": "building",
    "merge": "moving",
    "new": "starting",
    "rename": "moving",
    "serve": "building",
    "split": "moving",
    "translate": "translating",
    "verify": "checking",
}
"""The file of `scraper.verbs` in which each verb lies."""


class _Verbs(click.Group):
    """Loads a verb when it is called: what one needs is no burden to the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        command = getattr(import_module(f"scraper.verbs.{_VERBS[cmd_name]}"), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  casebook add pages/                 file every page of a folder
  casebook add https://example.org/a  fetch a page and file it
  casebook explain pages/one.html     what the cleaner did to a page, and why
  casebook verify                     check every digest of what was captured
  casebook check                      list what wants a person, worst first
  casebook build                      build the site of the library here
  casebook serve                      build it, show it, rebuild on every change
  casebook translate                  bring the English PO files up to date
  casebook rename old-id new-id       give a case another id; old links keep working""",
)
@click.version_option(package_name="casebook")
def main() -> None:
    """Casebook: captured pages to a clean, bilingual, searchable library of cases."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
