"""Sites at other addresses: in a subfolder, and without any."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path

import feedparser
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner

from scraper.__main__ import main

ROOT = Path(__file__).parents[2]
CASE = "xinchenglu"
HOSTILE = '</script><script>alert(1)</script><!-- "x" & {{ y }} ]]>'


def build(folder: Path, address: str) -> tuple[Path, str]:
    """A site of one case with a hostile title, published at `address`, and what its build said."""
    (folder / "cases").mkdir()
    case = (ROOT / "cases" / f"{CASE}.md").read_text(encoding="utf-8")
    titled = re.sub("^title: .*", f"title: '{HOSTILE}'", case, count=1, flags=re.MULTILINE)
    (folder / "cases" / f"{CASE}.md").write_text(titled, encoding="utf-8")
    for name in ("theme", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".generated*"))
    shutil.copy(ROOT / "mkdocs.en.yml", folder)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    setting = f"site_url: {address}\n" if address else ""
    changed = re.sub(r"^site_url: .*\n", setting, config, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(changed, encoding="utf-8")
    arguments = ["build", "--config", folder / "mkdocs.yml"]
    for name in ("captures", "cases", "translations", "site"):
        arguments += [f"--{name}", folder / name]
    arguments += ["--docs", folder / "pages"]
    run = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert run.exit_code == 0, run.output
    return folder / "site", run.output


def links(page: Path, relation: str) -> list[str]:
    head = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").head
    assert isinstance(head, Tag)
    return [str(link["href"]) for link in head.find_all("link", rel=relation)]


def test_a_site_in_a_subfolder(tmp_path: Path) -> None:
    site, output = build(tmp_path, "https://party.school.cn/lib/cases")
    root = "https://party.school.cn/lib/cases/"
    assert "placeholder" not in output
    assert links(site / f"en/cases/{CASE}.html", "canonical") == [f"{root}en/cases/{CASE}.html"]
    assert f"{root}en/cases/{CASE}.html" in links(site / f"cases/{CASE}.html", "alternate")
    assert f"{root}cases/{CASE}.html" in (site / f"cases/{CASE}.bib").read_text(encoding="utf-8")
    assert f"{root}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
    missing = BeautifulSoup((site / "404.html").read_text(encoding="utf-8"), "lxml")
    addresses = [str(tag["href"]) for tag in missing.select("a[href]:not([href^='#'])")]
    assert all(address.startswith("/lib/cases/") for address in addresses), addresses

    hostile_title_stays_text(site)


def hostile_title_stays_text(site: Path) -> None:
    page = BeautifulSoup((site / f"cases/{CASE}.html").read_text(encoding="utf-8"), "lxml")
    (data,) = page.find_all("script", type="application/ld+json")
    assert json.loads(data.get_text())["headline"] == HOSTILE
    assert not [tag for tag in page.find_all("script") if tag is not data and tag.get_text()]
    graph = page.find("meta", property="og:title")
    assert isinstance(graph, Tag)
    assert graph["content"] == HOSTILE
    for name in ("feed.xml", "rss.xml"):
        (entry,) = feedparser.parse((site / name).read_bytes(), sanitize_html=False).entries
        assert html.unescape(entry.title) == HOSTILE
    (record,) = json.loads((site / "cases.json").read_text(encoding="utf-8"))["cases"]
    assert record["title"]["zh"] == HOSTILE
    (reference,) = page.select(".cb-cite__here .cb-cite__text")
    assert reference.get_text().startswith(f"{HOSTILE}[EB/OL]. ")


def test_a_site_without_an_address_says_so_and_gives_none(tmp_path: Path) -> None:
    site, output = build(tmp_path, "")
    assert "set site_url in mkdocs.yml" in output
    assert not (site / "sitemap.xml").exists()
    assert not (site / "feed.xml").exists()
    page = site / f"cases/{CASE}.html"
    assert links(page, "canonical") == []
    (other,) = links(page, "alternate")
    assert (page.parent / other).resolve() == site / f"en/cases/{CASE}.html"
    assert "og:" not in page.read_text(encoding="utf-8")
    assert "url = " not in (site / f"cases/{CASE}.bib").read_text(encoding="utf-8")
    assert (site / "cases.json").is_file()
