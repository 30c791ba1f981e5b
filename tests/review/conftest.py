from __future__ import annotations

import shutil

import pytest

from ..telling.conftest import folder, made  # noqa: F401 - fixtures
from .desk import draw, served

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
PATIENCE = 60_000  # ms


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """A folder with the board of `desk.py`, drawn."""
    place = tmp_path_factory.mktemp("drawn")
    draw(place)
    return place


@pytest.fixture
def page(tmp_path, once):
    """The page of a copy of it in `tmp_path`."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    with served(tmp_path / "tide.bnn") as client:
        yield client


@pytest.fixture(scope="module")
def still(tmp_path_factory, once):
    """The page of a copy that nobody changes."""
    place = tmp_path_factory.mktemp("still")
    shutil.copytree(once, place, dirs_exist_ok=True)
    with served(place / "tide.bnn") as client:
        client.board()
        yield client


@pytest.fixture(scope="module")
def browser():
    """Chromium. In its thread nothing else can wait for anything: commands run in processes or other threads."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def visit(browser):
    """Opens a page in a tab; what the browser complains about is gathered in `complaints`."""
    contexts = []

    def open_page(page, width=1440, mode="light", **more):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=mode, **more)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        tab = context.new_page()
        tab.complaints = []
        tab.on("console", lambda m: tab.complaints.append(m.text))
        tab.on("pageerror", lambda m: tab.complaints.append(str(m)))
        tab.goto(page.url)
        tab.wait_for_selector(".card")
        return tab

    yield open_page
    for context in contexts:
        context.close()
