"""What axe-core finds on a page, for tests of any page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def serious(page: Page) -> list[str]:
    """The serious and critical violations on a page, each with the elements it is about."""
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {[node['html'] for node in violation['nodes']]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
