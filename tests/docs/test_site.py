"""The pages become a site without a single warning, and in a browser it can be read on any screen."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from .pages import DOCS, GUIDES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHOWN = ["index.html", "tutorial.html", "how-to/budgets.html", "commands.html", "settings.html", "examples.html"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The whole site, built as its readers get it."""
    pytest.importorskip("sphinx", reason="the site needs `pip install 'bananaboard[docs]'`")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", str(DOCS), str(folder / "html")]
    found = subprocess.run([*command, "-d", str(folder / "trees")], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    return folder / "html"


def test_every_page_is_on_the_site_and_in_its_menu(site):
    menu = (site / "index.html").read_text("utf-8")
    pages = [p.relative_to(DOCS).with_suffix(".html").as_posix() for p in DOCS.rglob("*.md") if p.name != "README.md"]
    assert {g.relative_to(DOCS).with_suffix(".html").as_posix() for g in GUIDES} < set(pages)
    assert [p for p in pages if p != "index.html" and f'href="{p}"' not in menu] == []
    assert [p for p in pages if not (site / p).is_file()] == []


def test_boards_are_coloured_and_links_out_of_the_pages_lead_somewhere(site):
    page = (site / "tutorial.html").read_text("utf-8")
    assert "highlight-bnn" in page
    assert re.search(r'<span class="k\w*">character</span>', page)
    assert 'href="examples.html"' in page
    assert "lighthouse.bnn" in (site / "examples.html").read_text("utf-8")


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_no_page_is_wider_than_a_telephone(site):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        wide = []
        for name in SHOWN:
            page.goto((site / name).as_uri())
            wide += [name] if page.evaluate("document.documentElement.scrollWidth") > 390 else []
        browser.close()
    assert wide == []
